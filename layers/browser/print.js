// The dialog that hands the map over: as a sheet (PDF, PNG) or as one page that needs no internet.
// The server makes the file; here stands only which one, and how long it takes.
(function (mura) {
  "use strict";

  mura.printing = { start, follow() {}, open };
  const FILE = /filename="([A-Za-z0-9._-]+)"/; // what the server calls the file
  const PRINTER = ["M7 9V3h10v6", "M7 17H4v-7h16v7h-3", "M7 14h10v7H7Z"];
  let last = {}; // what was chosen before, as long as this frame lives

  function start() {
    const { print } = mura.settings;
    mura.tools.add({ label: print.texts.heading, icon: PRINTER, className: "mura-print",
                     act: () => open(mura.map, print) });
  }

  // settings: layers/printing.py. Focus goes back by itself to what opened the dialog.
  function open(map, settings) {
    const dialog = make("dialog", { className: "mura-dialog" });
    dialog.setAttribute("aria-labelledby", "mura-print-heading");
    const form = fields(settings);
    const asking = new AbortController();
    dialog.append(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      download(form, map, settings, asking.signal);
    });
    form.querySelector(".mura-dialog-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      last = chosen(form);
      asking.abort();
      dialog.remove();
    });
    // In full screen nothing outside the map is seen.
    (document.fullscreenElement || document.body).append(dialog);
    dialog.showModal();
    form.elements.title.focus();
  }

  // ---- the fields ---------------------------------------------------------------------------

  function fields(settings) {
    const { texts } = settings;
    const form = make("form", { className: "mura-print-form" });
    const title = make("input", { name: "title", type: "text", maxLength: settings.longest,
                                  placeholder: texts.untitled, autocomplete: "off",
                                  value: last.title || "" });
    const status = make("p", { className: "mura-status" });
    status.setAttribute("role", "status");
    const close = make("button", { type: "button", className: "mura-dialog-close" }, "×");
    close.setAttribute("aria-label", texts.close);
    const choices = make("div", { className: "mura-choices" });
    choices.append(
      choice("form", texts.form, settings.forms, last.form),
      choice("lang", texts.language, settings.languages, last.lang || settings.lang),
      choice("paper", texts.paper, settings.papers, last.paper),
      choice("orientation", texts.orientation, settings.orientations, last.orientation),
    );
    form.append(
      make("h2", { id: "mura-print-heading" }, texts.heading), close,
      labelled(texts.title, title), choices,
      make("button", { type: "submit", className: "mura-download" }, texts.download), status,
    );
    const fit = () => hidePaper(form);
    form.elements.form.addEventListener("change", fit);
    fit();
    return form;
  }

  function choice(name, label, options, selected) {
    const select = make("select", { name });
    for (const [value, words] of options) select.append(make("option", { value }, words));
    if (selected) select.value = selected;
    return labelled(label, select);
  }

  function labelled(words, field) {
    const label = make("label", {}, words);
    label.append(field);
    return label;
  }

  // A page for the screen has no paper.
  function hidePaper(form) {
    const page = form.elements.form.value === "html";
    for (const name of ["paper", "orientation"]) form.elements[name].parentElement.hidden = page;
  }

  function chosen(form) {
    return Object.fromEntries(new FormData(form));
  }

  // ---- the file -----------------------------------------------------------------------------

  // The filters came with the places, the view stands in the map.
  function address(values, map, settings) {
    const asked = new URLSearchParams(mura.filters);
    const { lat, lng } = map.getCenter();
    const { x, y } = map.getSize();
    asked.set("view", `${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
    asked.set("size", `${x}x${y}`);
    if (values.title.trim()) asked.set("title", values.title.trim());
    const place = new URLSearchParams(window.parent.location.hash.slice(1)).get("id");
    if (place) asked.set("card", place);
    if (values.form === "html") return `${settings.addresses.page}${values.lang}.html?${asked}`;
    asked.set("paper", values.paper);
    asked.set("orientation", values.orientation);
    return `${settings.addresses.sheet}${values.lang}.${values.form}?${asked}`;
  }

  async function download(form, map, settings, signal) {
    const { texts } = settings;
    const button = form.querySelector(".mura-download");
    if (button.getAttribute("aria-disabled") === "true") return;
    // Not `disabled`: the focus would be lost, and with it who reads by ear.
    button.setAttribute("aria-disabled", "true");
    say(form, texts.making);
    try {
      const answer = await fetch(address(chosen(form), map, settings), { signal });
      if (!answer.ok) throw new Error(await plain(answer));
      const name = FILE.exec(answer.headers.get("Content-Disposition") || "");
      if (!name) throw new Error("");
      mura.save(await answer.blob(), name[1]);
      say(form, texts.done);
    } catch (error) {
      if (!signal.aborted) say(form, (error instanceof TypeError ? "" : error.message) || texts.failed);
    }
    button.removeAttribute("aria-disabled");
  }

  // Our own refusals are one plain sentence; another server in between may answer with a page.
  async function plain(answer) {
    const ours = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    return ours && [400, 500, 503].includes(answer.status) ? answer.text() : "";
  }

  function say(form, words) {
    form.querySelector(".mura-status").textContent = words;
  }

  function make(tag, properties, words) {
    const element = Object.assign(document.createElement(tag), properties);
    if (words) element.textContent = words;
    return element;
  }
})((window.mura ||= {}));
