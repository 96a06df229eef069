// The search: every name of every place, in any of the languages and old spellings, as one types; and
// coordinates, in any way of writing them.
// A combobox by the ARIA practices: arrows choose, Enter goes, Escape leaves.
(function (mura) {
  "use strict";

  mura.search = { start };
  const PATIENCE = 90; // ms between the last letter and the question
  let field, list;
  let found = [];
  let chosen = -1;
  let asked = 0;
  let waiting = 0;

  function start() {
    const control = L.control({ position: "topleft" });
    control.onAdd = build;
    control.addTo(mura.map);
    hearSlash(window);
    if (window.parent !== window) hearSlash(window.parent);
  }

  function build() {
    const { texts } = mura.settings;
    const box = L.DomUtil.create("div", "mura-search");
    box.setAttribute("role", "search");
    field = document.createElement("input");
    field.type = "text";
    field.id = "mura-search";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.maxLength = 80;
    field.placeholder = texts.search;
    const roles = { role: "combobox", "aria-label": texts.search, "aria-autocomplete": "list",
                    "aria-expanded": "false", "aria-controls": "mura-found" };
    for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
    list = document.createElement("ul");
    list.id = "mura-found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", texts.search);
    list.hidden = true;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PATIENCE);
    });
    field.addEventListener("keydown", steer);
    field.addEventListener("focus", () => { if (found.length) unfold(true); });
    field.addEventListener("blur", () => setTimeout(() => unfold(false), 150)); // a click on a line first
    box.append(field, list);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  }

  // "/" puts the cursor here from anywhere on the page where one is not writing.
  function hearSlash(view) {
    const listen = (event) => {
      const writing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || writing) return;
      event.preventDefault();
      field.focus();
      window.frameElement?.scrollIntoView({ block: "nearest" });
    };
    view.document.addEventListener("keydown", listen);
    window.addEventListener("pagehide", () => view.document.removeEventListener("keydown", listen));
  }

  async function look() {
    const turn = ++asked;
    const words = field.value.trim();
    if (!words) return show([]);
    try {
      const answer = await mura.ask("search", { q: words });
      if (turn === asked) show(answer);
    } catch {
      if (turn === asked) mura.say(mura.settings.texts.unanswered);
    }
  }

  function show(places) {
    found = places;
    chosen = places.length ? 0 : -1;
    list.replaceChildren(...places.map(line));
    if (!places.length && field.value.trim()) list.append(nothing());
    unfold(list.childElementCount > 0);
    mark();
    const { texts } = mura.settings;
    if (field.value.trim()) mura.say(places.length ? texts.places.replace("{n}", places.length) : texts.nothing);
  }

  function nothing() {
    const item = mura.text("li", mura.settings.texts.nothing, "mura-nothing");
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    return item;
  }

  function line(place, i) {
    const item = document.createElement("li");
    item.id = `mura-found-${i}`;
    item.setAttribute("role", "option");
    item.append(mura.text("span", place.name), mura.text("small", place.about));
    item.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    item.addEventListener("click", () => go(i));
    return item;
  }

  function steer(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && found.length) {
      event.preventDefault();
      chosen = (chosen + steps[event.key] + found.length) % found.length;
      unfold(true);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found.length && !list.hidden) go(chosen);
    } else if (event.key === "Escape") {
      if (list.hidden) {
        field.value = "";
        show([]);
        mura.map.getContainer().focus();
      } else unfold(false);
    }
  }

  function mark() {
    [...list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === chosen));
      if (i === chosen) item.scrollIntoView({ block: "nearest" });
    });
    if (chosen >= 0 && !list.hidden) field.setAttribute("aria-activedescendant", `mura-found-${chosen}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function unfold(open) {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
  }

  function go(i) {
    unfold(false);
    const { id, lat, lon } = found[i]; // coordinates that somebody typed belong to no place
    if (id) mura.card.openById(id, { moved: true, flying: true, into: true });
    else mura.here.goTo(L.latLng(lat, lon));
  }
})((window.mura ||= {}));
