// The trainer's board: a piece of HTML that the server makes, every text of it escaped there. It is
// asked for when something has changed, and a section is put in the place of the former one only if
// it differs, so that focus and an opened question stay.
(function (mura) {
  "use strict";

  const OFTEN = 500; // ms between two looks whether there is a board that is not filled
  const AT_MOST = 10_000; // ms: after so long it is asked for anyway, for what tells the time
  let version = -1;
  let asked = 0;
  let busy = false;

  function board() {
    return document.querySelector(".mura-board");
  }

  function look() {
    const place = board();
    const answered = mura.desk.answered();
    if (!place || !answered || busy) return;
    const stale = answered.version !== version || Date.now() - asked > AT_MOST;
    if (stale || !place.querySelector("#board-way")) fill(place);
  }

  async function fill(place) {
    busy = true;
    version = mura.desk.answered().version;
    asked = Date.now();
    try {
      const address = new URL(`./class/board?lang=${place.dataset.lang}`, location.href);
      const answer = await fetch(address);
      if (answer.ok) put(place, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      version = -1; // the network is away: the next look asks again
    } finally {
      busy = false;
    }
  }

  const kept = new WeakMap(); // what each section looked like when it was put in
  function put(place, made) {
    // A button that is put anew between press and release hears no click: the next look puts it.
    if (place.matches(":active")) {
      version = -1;
      return;
    }
    const sections = [...made.body.children];
    if (!place.querySelector("#board-way")) place.replaceChildren();
    for (const section of sections) {
      const looks = new XMLSerializer().serializeToString(section);
      const former = place.querySelector(`#${section.id}`);
      if (former && kept.get(former) === looks) continue;
      const fresh = document.importNode(section, true);
      kept.set(fresh, looks);
      const focused = former?.contains(document.activeElement) && document.activeElement.id;
      if (former) former.replaceWith(fresh);
      else place.append(fresh);
      if (focused) document.getElementById(focused)?.focus();
    }
  }

  async function act(button) {
    const { act: name, seat } = button.dataset;
    button.disabled = true;
    try {
      const answer = await mura.desk.ask("act", seat ? { act: name, seat: Number(seat) } : { act: name });
      if (!answer.ok) throw new Error(String(answer.status));
      version = -1;
      await mura.desk.pulse();
      button.closest("details")?.removeAttribute("open");
    } catch {
      button.after(` ${mura.desk.words().failed}`);
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener("mura-class", look);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".mura-board .mura-act");
    if (button) act(button);
  });
  setInterval(look, OFTEN);
})((window.mura ||= {}));
