// The presenter's screen: the map fills the window, and beside it stands the step of a story in letters
// that are read from the last row. story.js walks it; Escape gives the page back.
// In the address: #story=talgar/2&present=yes
(function (mura) {
  "use strict";

  mura.present = { start, follow, begin, leave, cross, on: () => presented };
  const MARK = "data-mura-presented"; // of the page and of the map's frame: page.css
  let presented = false;
  let kept = false; // a link brought a view of the map of its own, which stays until the next step

  function start() {
    const { document: page } = mura.page();
    const left = () => { if (presented && !page.fullscreenElement) leave(); };
    page.addEventListener("fullscreenchange", left);
    window.addEventListener("pagehide", () => {
      page.removeEventListener("fullscreenchange", left);
      if (presented) mark(false);
    });
  }

  // What the address says is shown; without a story there is nothing to present.
  function follow({ stay = false } = {}) {
    const asked = mura.address.value("present");
    const wanted = asked === "yes" && Boolean(mura.story.told());
    if (asked && !wanted) mura.address.put("present", null);
    kept = wanted && stay;
    if (wanted !== presented) show(wanted);
  }

  // By a press of a button: only then may a page ask the browser for the whole screen.
  function begin() {
    mura.panel.close();
    mura.address.put("present", "yes");
    follow();
    mura.page().document.documentElement.requestFullscreen?.().catch(() => {}); // the window will do
  }

  function leave() {
    mura.address.put("present", null);
    follow();
  }

  function show(on) {
    presented = on;
    mark(on);
    if (on) mura.map.on("resize", lookAgain);
    else mura.map.off("resize", lookAgain).once("resize", lookAgain);
    const { document: page } = mura.page();
    if (!on && page.fullscreenElement) page.exitFullscreen().catch(() => {});
    if (mura.story.told()) mura.story.focus();
  }

  function mark(on) {
    mura.map.getContainer().classList.toggle("mura-presenting", on);
    for (const element of [mura.page().document.documentElement, window.frameElement]) {
      element?.toggleAttribute(MARK, on);
    }
  }

  // map.js sets the middle again when the size has changed; the step's view comes after it.
  function lookAgain() {
    requestAnimationFrame(() => { if (mura.story.told() && !kept) mura.story.look(); });
  }

  // A way out for the mouse and the thumb.
  function cross() {
    const button = mura.button("×", leave, "mura-close mura-present-leave");
    button.setAttribute("aria-label", mura.settings.texts.presentLeave);
    return button;
  }
})((window.mura ||= {}));
