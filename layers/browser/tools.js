// The map's own buttons, its scale and its one line of legend. A tool is one call of mura.tools.add.
(function (mura) {
  "use strict";

  mura.tools = { start, add, drawerFor };
  let bar;

  const HOME = ["M3 11.5 12 4l9 7.5", "M6 10v10h12V10"];
  const FUNNEL = ["M3 5h18l-7 8.5V20l-4-2v-4.5Z"];

  function start() {
    bar = L.control({ position: "topleft" });
    bar.onAdd = () => {
      const box = L.DomUtil.create("div", "leaflet-bar mura-tools");
      box.setAttribute("role", "toolbar");
      box.setAttribute("aria-label", mura.settings.texts.tools);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    bar.addTo(mura.map);
    if (drawer()) add({ label: mura.settings.texts.filters, icon: FUNNEL, act: openDrawer, className: "mura-phone" });
    add({ label: mura.settings.texts.home, icon: HOME, act: goHome });
    legend().addTo(mura.map);
    scaleBar().addTo(mura.map);
  }

  // label: its name; icon: SVG paths of 24 x 24; act: what a press does. Gives the button back.
  function add({ label, icon, act, className = "" }) {
    const button = mura.button("", act, `mura-tool ${className}`);
    button.title = label;
    button.setAttribute("aria-label", label);
    button.append(mura.icon(...icon));
    bar.getContainer().append(button);
    return button;
  }

  function goHome() {
    mura.map.fitBounds(mura.settings.home, { animate: false });
  }

  // On a phone the filters are a drawer of the page; its own button is far from the thumb.
  function drawer() {
    return mura.settings.answers && window.parent !== window;
  }

  function drawerFor(filtered) {
    const button = bar.getContainer().querySelector(".mura-phone");
    if (button) button.hidden = !filtered;
  }

  function openDrawer() {
    const page = window.parent.document;
    page.querySelector("[data-testid='stExpandSidebarButton']")?.click();
    page.querySelector("[data-testid='stSidebar']")?.scrollTo(0, 0);
  }

  // The one thing that must be understood even in full screen, away from the page's legend.
  function legend() {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "mura-legend");
      box.append(mura.text("span", "", "mura-dashes"), mura.text("span", mura.settings.texts.schematic));
      return box;
    };
    return control;
  }

  function scaleBar() {
    const { kilometres, metres } = mura.settings.texts;
    const Scale = L.Control.Scale.extend({
      _updateMetric(maxMetres) { // Leaflet's own writes English units
        const length = this._getRoundNum(maxMetres);
        const label = length < 1000 ? `${length} ${metres}` : `${length / 1000} ${kilometres}`;
        this._updateScale(this._mScale, label, length / maxMetres);
      },
    });
    return new Scale({ imperial: false, maxWidth: 130 });
  }
})((window.mura ||= {}));
