// A story walked on the map step by step: each step has its text, its view, its own places. While it
// is told, the filter's places are put aside; leaving it gives them and the view back as they were.
// In the address: #story=talgar/2; for a class present.js fills the window with it.
(function (mura) {
  "use strict";

  mura.story = { start, follow, look, told: () => told, focus: () => parts.box.focus({ preventScroll: true }) };
  const BOOK = ["M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2Z", "M12 6v14"];
  const RING = { radius: 17, color: "#7a2614", weight: 3, fill: false, interactive: false };
  const UNDER_SEARCH = 56; // pixels that the search field takes of the map
  let stories = null; // promise of what the server tells
  let told = null; // the story that is told now
  let step = 0; // its step, from 0
  let before = null; // the view to give back
  let parts = null; // the elements of the panel
  let ring = null; // around the place of the step
  let tool;

  function start() {
    const act = () => (told ? leave() : begin());
    tool = mura.tools.add({ label: mura.settings.texts.story, icon: BOOK, act });
    tool.setAttribute("aria-pressed", "false");
    for (const place of new Set([window, window.parent])) hearKeys(place);
    mura.present.start();
    follow({ stay: mura.address.position() !== null });
  }

  // What the address says is told. stay: its own view of the map goes before that of the step.
  async function follow({ stay = false } = {}) {
    const asked = mura.address.value("story");
    if (asked === spelled()) return void mura.present.follow({ stay: true });
    if (!asked) return void leave();
    const [id, number] = asked.split("/");
    const story = (await load()).find((each) => each.id === id);
    const wanted = /^\d{1,2}$/.test(number) ? Number(number) - 1 : 0;
    if (story?.steps[wanted]) return void tell(story, wanted, { stay });
    mura.address.put("story", spelled());
    mura.present.follow({ stay: true });
  }

  async function begin() {
    const [first] = await load();
    if (first) tell(first, 0, { into: true });
  }

  async function load() {
    stories ||= fetch(mura.settings.stories).then((answer) => answer.json());
    try {
      return await stories;
    } catch {
      stories = null;
      mura.say(mura.settings.texts.unanswered);
      return [];
    }
  }

  function spelled() {
    return told && `${told.id}/${step + 1}`;
  }

  // stay: the map keeps its view; flying: it moves there; into: the focus goes into the panel.
  async function tell(story, number, { stay = false, flying = false, into = false }) {
    mura.panel.close();
    before ||= { centre: mura.map.getCenter(), zoom: mura.map.getZoom() };
    told = story;
    step = number;
    if (!parts) build();
    if (into) mura.story.focus();
    write();
    mura.address.put("story", spelled());
    tool.setAttribute("aria-pressed", "true");
    mura.present.follow({ stay });
    if (!stay) look({ flying });
    await mura.places.borrow(told.steps[step].shown);
    await mark(story, number);
  }

  function walk(by) {
    go(step + by);
  }

  function go(number) {
    if (number !== step && told.steps[number]) tell(told, number, { flying: true });
  }

  function leave() {
    if (!told) return;
    const { centre, zoom } = before;
    told = before = null;
    ring?.remove();
    ring = null;
    parts.box.remove();
    parts = null;
    tool.setAttribute("aria-pressed", "false");
    mura.panel.close();
    mura.address.put("story", null);
    mura.present.follow();
    mura.map.setView(centre, zoom, { animate: false });
    mura.places.giveBack();
    tool.focus({ preventScroll: true });
  }

  // The step's place stands in the middle of what the panel leaves free of the map.
  function look({ flying = false } = {}) {
    const { zoom, lat, lon } = told.steps[step].view;
    const { x, y } = mura.map.getSize();
    const { offsetLeft, offsetTop } = parts.box;
    const beside = mura.present.on() && !offsetTop;
    const taken = mura.present.on() ? 0 : UNDER_SEARCH;
    const aside = beside ? [(x - offsetLeft) / 2, 0] : [0, (y - offsetTop - taken) / 2]; // pixels
    const centre = mura.map.unproject(mura.map.project([lat, lon], zoom).add(aside), zoom);
    if (flying && !mura.stillness()) mura.map.flyTo(centre, zoom, { duration: 1.2 });
    else mura.map.setView(centre, zoom, { animate: false });
  }

  // A ring around the place that the step tells of, and the way to its card.
  async function mark(story, number) {
    const id = story.steps[number].place;
    const item = id && (await mura.places.get(id).catch(() => null));
    if (told !== story || step !== number) return;
    ring?.remove();
    ring = item?.marker ? L.circleMarker(item.marker.getLatLng(), RING).addTo(mura.map) : null;
    parts.place.hidden = !item;
    if (!item) return;
    parts.place.textContent = mura.settings.texts.storyPlace.replace("{name}", item.data.name);
    parts.place.onclick = () => mura.card.open(item, { into: true });
  }

  // ---- the panel ----------------------------------------------------------------------------

  // Made once a telling: its buttons keep the focus from step to step.
  function build() {
    const { texts } = mura.settings;
    const make = (tag, className) => mura.text(tag, "", className);
    parts = {
      box: make("section", "mura-story"), count: make("span", "mura-story-count"), said: make("div"),
      title: make("h2"), words: make("p"), sources: make("ul"), choice: make("select", "mura-story-choice"),
      place: mura.button("", () => {}, "mura-story-place"),
      back: mura.button(texts.storyBack, () => walk(-1)),
      next: mura.button(texts.storyNext, () => walk(1)),
      handout: mura.text("a", texts.storyHandout, "mura-story-handout"),
    };
    const { box, count, said, title, words, place, sources, choice, handout } = parts;
    handout.addEventListener("click", () => mura.say(mura.settings.print.texts.making)); // it takes seconds
    box.setAttribute("role", "region");
    box.tabIndex = -1;
    said.setAttribute("aria-live", "polite");
    place.hidden = true;
    choose(choice);
    said.append(title, words);
    const head = make("div", "mura-story-head");
    head.append(choice, count, mura.present.cross());
    const more = make("div", "mura-story-more");
    more.append(place, handout, mura.text("h3", texts.sources), sources);
    const body = make("div", "mura-card");
    body.append(head, said, more);
    box.append(body, actions());
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    mura.map.getContainer().append(box);
  }

  function actions() {
    const { texts } = mura.settings;
    const box = mura.text("div", "", "mura-actions");
    const aside = mura.text("span", "", "mura-story-aside");
    aside.append(mura.button(texts.present, mura.present.begin), mura.button(texts.storyLeave, leave));
    box.append(parts.back, parts.next, aside);
    return box;
  }

  // Which story is told: another begins with its first step. Whoever chose with the mouse walks on with
  // the arrow keys; for whoever chooses with these, the focus stays.
  async function choose(choice) {
    let pointed = false;
    choice.setAttribute("aria-label", mura.settings.texts.story);
    choice.addEventListener("pointerdown", () => { pointed = true; });
    choice.addEventListener("keydown", () => { pointed = false; });
    const every = await load();
    choice.append(...every.map(({ id, title }) => Object.assign(mura.text("option", title), { value: id })));
    choice.addEventListener("change", () => {
      tell(every.find(({ id }) => id === choice.value), 0, { flying: true, into: pointed });
    });
    if (told) choice.value = told.id;
  }

  function write() {
    const { box, choice, count, title, words, sources, back, next, place, handout } = parts;
    const { steps } = told;
    box.setAttribute("aria-label", told.title);
    choice.value = told.id;
    count.textContent = `${step + 1} / ${steps.length}`;
    title.textContent = steps[step].title;
    words.textContent = steps[step].text;
    sources.replaceChildren(...steps[step].sources.map((source) => mura.text("li", source)));
    place.hidden = true;
    handout.href = told.handout;
    // Not disabled: the button that was pressed last would lose the focus.
    back.setAttribute("aria-disabled", String(step === 0));
    next.setAttribute("aria-disabled", String(step === steps.length - 1));
    box.firstChild.scrollTop = 0;
  }

  // ---- the keys, wherever the focus is, but where one writes ----------------------------------

  function hearKeys(place) {
    const keys = (event) => {
      if (!told || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.closest?.("input, textarea, select, [role=radiogroup], [contenteditable=true]")) return;
      const acts = meanings();
      if (!Object.hasOwn(acts, event.key) || (event.key === "Escape" && mura.measure.active())) return;
      event.preventDefault();
      event.stopPropagation();
      acts[event.key]();
    };
    place.addEventListener("keydown", keys, { capture: true });
    window.addEventListener("pagehide", () => place.removeEventListener("keydown", keys, { capture: true }));
  }

  // Before a class also what a clicker sends, and what moves a text that is longer than the window.
  function meanings() {
    const usual = { ArrowLeft: () => walk(-1), ArrowRight: () => walk(1), Escape: escape };
    const scroll = (by) => parts.box.firstChild.scrollBy({ top: by * 100 });
    return mura.present.on() ? {
      ...usual, PageUp: usual.ArrowLeft, PageDown: usual.ArrowRight, Home: () => go(0),
      End: () => go(told.steps.length - 1), ArrowUp: () => scroll(-1), ArrowDown: () => scroll(1),
    } : usual;
  }

  // A card that stands over the story goes first, and the large screen before the story.
  function escape() {
    if (mura.present.on()) return void mura.present.leave();
    if (!mura.panel.current()) return void leave();
    mura.panel.close();
    mura.story.focus();
  }
})((window.mura ||= {}));
