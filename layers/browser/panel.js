// Where something is read: beside its place on a wide map, on a sheet from below on a phone, and on a
// sheet at the side if it has no place. One at a time.
(function (mura) {
  "use strict";

  mura.panel = { open, close, current: () => shown, opens: () => opens };
  let opens = 0; // how often something was opened: an answer that comes too late finds another number
  let shown = null; // { name, popup | sheet, closed }

  // name: what it is, for whoever asks current(); at: where it belongs, or null; closed: called once
  // when it goes; into: whether the focus follows; back: where Escape leads the focus.
  function open({ name, content, label, at = null, closed = () => {}, into = false, back = null }) {
    close();
    opens += 1;
    content.setAttribute("role", "region");
    content.setAttribute("aria-label", label);
    // What has no button inside must take the focus itself, or the keyboard could not scroll it.
    content.tabIndex = content.querySelector("button, input") ? -1 : 0;
    content.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
      (back?.() || mura.map.getContainer()).focus();
    });
    shown = { name, closed };
    if (at && !mura.narrow()) beside(at, content);
    else below(at, content);
    if (into) {
      content.focus({ preventScroll: true });
      (window.frameElement ?? mura.map.getContainer()).scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    if (!shown) return;
    const { popup, sheet, closed } = shown;
    shown = null;
    if (popup) mura.map.closePopup(popup);
    sheet?.remove();
    mura.map.getContainer().classList.remove("mura-sheeted");
    closed();
  }

  function beside(at, content) {
    const popup = L.popup({
      offset: [0, -8], autoPanPaddingTopLeft: [60, 60], autoPanPaddingBottomRight: [60, 10],
      className: "mura-popup", ...room(),
    }).setLatLng(at).setContent(content);
    shown.popup = popup;
    popup.openOn(mura.map);
    const cross = popup.getElement().querySelector(".leaflet-popup-close-button");
    cross.setAttribute("aria-label", mura.settings.texts.close);
    cross.setAttribute("href", "#map_div"); // Leaflet's own leads nowhere
    mura.map.on({ zoomend: fit, resize: fitNext });
    popup.on("remove", () => {
      mura.map.off({ zoomend: fit, resize: fitNext });
      if (shown?.popup === popup) close();
    });
  }

  // How large the map lets a popup be.
  function room() {
    const { x, y } = mura.map.getSize();
    const maxWidth = Math.min(340, x - 90);
    return { maxWidth, minWidth: Math.min(240, maxWidth), maxHeight: y * 0.66 };
  }

  // After the map's size or zoom changed: pans until the whole of a popup is in view. Leaflet takes its
  // content out and in.
  function fit() {
    const popup = shown?.popup;
    if (!popup) return;
    const content = popup.getContent();
    const reader = content.contains(document.activeElement) ? document.activeElement : null;
    Object.assign(popup.options, room());
    popup.update();
    reader?.focus({ preventScroll: true });
  }

  // Whoever changed the size may set the view after it: map.js does.
  function fitNext() {
    requestAnimationFrame(fit);
  }

  function below(at, content) {
    const sheet = document.createElement("div");
    sheet.className = "mura-sheet";
    const cross = mura.button("×", close, "mura-close");
    cross.setAttribute("aria-label", mura.settings.texts.close);
    sheet.append(cross, content);
    L.DomEvent.disableClickPropagation(sheet);
    L.DomEvent.disableScrollPropagation(sheet);
    mura.map.getContainer().append(sheet);
    mura.map.getContainer().classList.add("mura-sheeted");
    shown.sheet = sheet;
    if (at) bringAbove(at, sheet);
  }

  // The place that the sheet tells of stays in sight above it.
  function bringAbove(at, sheet) {
    const point = mura.map.latLngToContainerPoint(at);
    const size = mura.map.getSize();
    const free = size.y - sheet.offsetHeight;
    if (!mura.narrow() || (point.y > 60 && point.y < free - 20)) return;
    mura.map.panBy([0, point.y - Math.max(60, free * 0.6)], { animate: !mura.stillness() });
  }
})((window.mura ||= {}));
