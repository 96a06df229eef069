// Mura's map in the browser. layers/map.py starts it once; from then on a change of filters is one
// call of show(). For tools: mura.settings and mura.map are set before any part's start();
// mura.tools.add() gives a button, mura.panel.open() a place to read, mura.address.put() a name in
// the address, mura.places.borrow() other places than the filter's, mura.ask() the server's answer.
(function (mura) {
  "use strict";

  let wanted = null; // the last view asked for, before the map was there or since
  mura.start = start;
  mura.show = show;
  mura.shown = () => mura.places.shown();

  function start(leafletMap, settings) {
    mura.map = leafletMap;
    mura.settings = settings;
    document.documentElement.lang = settings.lang;
    const container = mura.map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", settings.texts.map);
    mura.map.attributionControl.setPrefix("Leaflet");
    focusWithoutScrolling(container);
    new ResizeObserver(measureAnew).observe(container);
    mura.address.start(followed);
    restorePosition();
    if (settings.answers) mura.search.start();
    mura.tools.start();
    for (const part of asking()) part.start();
    mura.places.start();
    mura.ground.draw();
    mura.map.on("moveend", mura.address.write);
    if (wanted) begin();
  }

  // view = {shown, filters, home, drawer, brought}: places.js says what is shown; filters is the
  // address of these places on the Map page; home is the part of the world that this page is about, if
  // it is not all; drawer, whether the page has its filters in the sidebar; brought: brought.js.
  function show(view) {
    mura.filters = view.filters;
    wanted = view;
    if (mura.map) begin();
    mura.places.show(view);
  }

  function begin() {
    const { home, drawer, brought } = wanted;
    mura.tools.drawerFor(drawer);
    if (home && String(home) !== String(mura.settings.home)) {
      mura.settings.home = home;
      if (!mura.address.given("map")) restorePosition({ afresh: true });
    }
    mura.brought.show(brought);
  }

  // What needs the server's answers; a map in a file has none.
  function asking() {
    return mura.settings.answers ? [mura.measure, mura.list, mura.here, mura.story, mura.printing] : [];
  }

  // The page's style sheet gives the frame its height, and may come after the map was measured.
  // Leaflet would move by half the difference in whole pixels; the middle of a link stays exact.
  function measureAnew() {
    const { clientWidth, clientHeight } = mura.map.getContainer();
    const { x, y } = mura.map.getSize();
    if (!clientWidth || (x === clientWidth && y === clientHeight)) return;
    const middle = mura.map.getCenter();
    mura.map.invalidateSize({ pan: false });
    mura.map.setView(middle, mura.map.getZoom(), { reset: true });
  }

  // Leaflet focuses the map when the mouse goes down. If a part of the map is out of sight, the page
  // would scroll to it, the mouse would go up elsewhere, and the click would be lost.
  function focusWithoutScrolling(element) {
    element.focus = () => HTMLElement.prototype.focus.call(element, { preventScroll: true });
  }

  // Without animation: Leaflet passes over a second change of view while the first one moves.
  function restorePosition({ afresh = false } = {}) {
    const known = afresh ? null : mura.address.position();
    if (known) mura.map.setView(known.at, known.zoom, { animate: false });
    else mura.map.fitBounds(mura.settings.home, { animate: false });
  }

  // A link of the table, or an address that the user typed or went back to.
  function followed() {
    restorePosition();
    mura.card.follow({ into: true, again: true });
    for (const part of asking()) part.follow({ into: true });
  }
})((window.mura ||= {}));
