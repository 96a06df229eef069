// What every part of the map leans on. The parts share one name in the window: mura.
// Texts of data only ever become text nodes: never markup, never code.
(function (mura) {
  "use strict";

  Object.assign(mura, { page, text, button, icon, ask, copy, save, say, go, link, stillness, narrow });

  // mura.map and mura.settings are set by map.js before any part starts.

  // The window whose address and rows belong to the map: around the map's frame, or, of a map in a
  // file, its own. Whatever a file is opened in is none of its business.
  function page() {
    return mura.settings.answers ? window.parent : window;
  }

  function text(tag, content, className) {
    const element = document.createElement(tag);
    element.textContent = content;
    if (className) element.className = className;
    return element;
  }

  function button(label, act, className) {
    const element = text("button", label, className);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  // A line drawing of 24 x 24 for a button; the button's own name says what it does.
  function icon(...paths) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const looks = { viewBox: "0 0 24 24", width: 20, height: 20, fill: "none", stroke: "currentColor",
                    "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round",
                    "aria-hidden": "true" };
    for (const [name, value] of Object.entries(looks)) svg.setAttribute(name, value);
    for (const d of paths) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  }

  // To another page or view of Mura, without loading it anew. The frame may not lead the page
  // elsewhere; it may write its address, and Streamlit hears that as a step back or forth.
  function go(address) {
    const top = window.parent;
    top.history.pushState(null, "", address);
    top.dispatchEvent(new top.PopStateEvent("popstate"));
  }

  // What the server answers to a question: search, measure, here, places. Always in the map's language.
  async function ask(question, parameters) {
    const { answers, lang } = mura.settings;
    const answer = await fetch(`${answers}${question}/${lang}?${new URLSearchParams(parameters)}`);
    if (!answer.ok) throw new Error(`${question}: ${answer.status}`);
    return answer.json();
  }

  // The clipboard asks for a secure page; an office's own network is none, so the old way stays.
  async function copy(words) {
    try {
      await window.parent.navigator.clipboard.writeText(words);
    } catch {
      const field = document.createElement("textarea");
      field.value = words;
      field.className = "mura-unseen";
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say(mura.settings.texts.copied);
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // To another page: a link, so that a new window can be asked for; clicked plainly, the page is not loaded anew.
  function link(address, words) {
    const made = text("a", words, "mura-to-sheet");
    made.href = new URL(address, window.parent.location.href).href;
    made.target = "_blank";
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(address);
    });
    return made;
  }

  // One line at the foot of the map, read out by screen readers, gone after a while.
  let line = null;
  let silence = 0;
  function say(words) {
    if (!line) {
      line = text("div", "", "mura-said");
      line.setAttribute("role", "status");
      mura.map.getContainer().append(line);
    }
    line.textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => { line.textContent = ""; }, 6000);
  }

  function stillness() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  function narrow() {
    return mura.map.getSize().x < 480; // as in map.css
  }
})((window.mura ||= {}));
