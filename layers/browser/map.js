// Mura's map in the browser: the layers, their cards, and the part of the address after #.
// It is started once by layers/map.py; from then on a change of filters is one call of show().
// Texts of data only ever become text nodes: never markup, never code.
(function () {
  "use strict";

  window.mura = { start, show, shown: () => [...shownNow.keys()] };
  let map, settings, clusters, outlines;
  let wanted = null; // the last view asked for; its layers may still be on their way
  const layers = new Map(); // name -> promise of its features: {data, marker, outline}
  const shownNow = new Map(); // id -> feature

  function start(leafletMap, given) {
    map = leafletMap;
    settings = given;
    document.documentElement.lang = settings.lang;
    const container = map.getContainer();
    container.setAttribute("aria-label", settings.texts.map);
    map.attributionControl.setPrefix("Leaflet");
    focusWithoutScrolling(container);
    map.createPane("outlines").style.zIndex = 410;
    outlines = L.layerGroup().addTo(map);
    clusters = L.markerClusterGroup({
      maxClusterRadius: 24, animate: false, showCoverageOnHover: false, chunkedLoading: false,
      iconCreateFunction: clusterIcon,
    }).addTo(map);
    homeButton().addTo(map);
    legend().addTo(map);
    scaleBar().addTo(map);
    restorePosition();
    window.muraGround.draw(map, settings);
    map.on("moveend", remember);
    map.on("popupclose", closed);
    map.on("zoomend", () => { if (opened) popup.update(); }); // pans until the whole card is in view
    window.parent.addEventListener("hashchange", followLink);
    window.addEventListener("pagehide", () => window.parent.removeEventListener("hashchange", followLink));
    if (wanted) show(wanted);
  }

  // Leaflet focuses the map when the mouse goes down. If a part of the map is out of sight, the page
  // would scroll to it, the mouse would go up elsewhere, and the click would be lost.
  function focusWithoutScrolling(element) {
    element.focus = () => HTMLElement.prototype.focus.call(element, { preventScroll: true });
  }

  // ---- what to show -------------------------------------------------------------------------

  // view = {shown: {layer: base64 of one bit a feature, in the order of the layer's file}}
  function show(view) {
    wanted = view;
    if (!map) return;
    const names = Object.keys(view.shown);
    Promise.all(names.map(load)).then((loaded) => { if (wanted === view) apply(view, names, loaded); });
  }

  function load(name) {
    if (!layers.has(name)) {
      const layer = settings.layers[name];
      const promise = fetch(layer.url).then((answer) => answer.json())
        .then((places) => places.map((data) => feature(layer, data)));
      promise.catch(() => layers.delete(name)); // asked for again by the next view
      layers.set(name, promise);
    }
    return layers.get(name);
  }

  function apply(view, names, loaded) {
    const next = new Map();
    names.forEach((name, place) => {
      const bytes = Uint8Array.from(atob(view.shown[name]), (letter) => letter.charCodeAt(0));
      loaded[place].forEach((item, i) => {
        if (bytes[i >> 3] & (128 >> (i & 7))) next.set(item.data.id, item);
      });
    });
    const leaving = [...shownNow.values()].filter((item) => !next.has(item.data.id));
    const coming = [...next.values()].filter((item) => !shownNow.has(item.data.id));
    clusters.removeLayers(leaving.map((item) => item.marker));
    clusters.addLayers(coming.map((item) => item.marker));
    for (const item of leaving) if (item.outline) outlines.removeLayer(item.outline);
    for (const item of coming) if (item.outline) outlines.addLayer(item.outline);
    shownNow.clear();
    next.forEach((item, id) => shownNow.set(id, item));
    map.getContainer().dataset.shown = shownNow.size;
    map.fire("mura:shown"); // the ground has waited for it
    const asked = fragment().get("id");
    if (opened && !shownNow.has(opened)) map.closePopup();
    if (asked && asked !== opened && shownNow.has(asked)) open(shownNow.get(asked), true);
    remember(); // a change of filters rewrites the address and drops the part after #
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("mura-shown")));
  }

  function feature(layer, data) {
    const marker = L.marker([data.lat, data.lon], {
      icon: symbol(layer, data), riseOnHover: true, zIndexOffset: layer.order * 100,
      keyboard: false, // the table beside the map is the keyboard's way to every place
    });
    marker.bindTooltip(() => text("span", data.name), { direction: "top", offset: [0, -10] });
    const item = { data, marker, outline: data.outline ? outline(layer, data) : null };
    marker.on("click", () => open(item, false));
    return item;
  }

  // A schematic is a dashed line without a fill, and says what it is: nobody shall take it for a zone,
  // nor a click inside it for an answer.
  function outline(layer, data) {
    const real = data.kind === "boundary";
    const drawn = L.geoJSON(data.outline, {
      pane: "outlines", renderer: outlineCanvas(),
      style: { color: layer.colour, weight: 1.6, fill: real, fillOpacity: 0.16,
               dashArray: real ? null : "6 5" },
    });
    const said = real ? data.name : `${data.name}: ${settings.texts.schematic}`;
    drawn.bindTooltip(() => text("span", said), { sticky: true });
    return drawn;
  }

  let drawnOutlines = null;
  function outlineCanvas() {
    return (drawnOutlines ||= L.canvas({ pane: "outlines", padding: 0.3, tolerance: 4 }));
  }

  function symbol(layer, data) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "-4 -4 32 32");
    if (data.disputed) svg.append(path("M12 -2.5a14.5 14.5 0 1 0 0 29 14.5 14.5 0 1 0 0-29Z",
                                       { fill: "none", stroke: "#d97706", "stroke-width": 3 }));
    svg.append(path(layer.path, { fill: layer.colour, stroke: "#fff", "stroke-width": 1.8,
                                  "stroke-linejoin": "round" }));
    return L.divIcon({ html: svg, className: "mura-symbol", iconSize: [24, 24] });
  }

  function path(d, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", "path");
    element.setAttribute("d", d);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function clusterIcon(cluster) {
    const count = cluster.getChildCount();
    const size = count < 10 ? 28 : count < 50 ? 34 : 40;
    const bubble = text("span", String(count));
    bubble.setAttribute("aria-label", settings.texts.places.replace("{n}", count));
    return L.divIcon({ html: bubble, className: "mura-cluster", iconSize: [size, size] });
  }

  // ---- the card: one at a time, of the map and not of a symbol, so that zooming out keeps it ------

  let opened = null; // id of the place whose card is open
  let popup = null;

  function open(item, following) {
    const { data, marker } = item;
    const at = marker.getLatLng();
    if (following) map.setView(at, Math.max(map.getZoom(), settings.close), { animate: false });
    const width = Math.min(340, map.getSize().x - 90); // room for the buttons on a phone
    opened = null; // the card that was open closes without taking the new one's place in the address
    popup = L.popup({
      maxWidth: width, minWidth: Math.min(240, width), maxHeight: map.getSize().y * 0.66,
      offset: [0, -8], autoPanPaddingTopLeft: [50, 10], autoPanPaddingBottomRight: [10, 10],
    }).setLatLng(at).setContent(card(data)).openOn(map);
    const close = popup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", settings.texts.close);
    opened = data.id;
    remember();
    if (following) moveInto(popup);
  }

  // Who came by a link of the table reads on in the card; Escape leads back to the row.
  function moveInto(card) {
    const content = card.getElement().querySelector(".mura-card");
    content.tabIndex = -1;
    content.focus({ preventScroll: true });
    const id = opened;
    content.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      map.closePopup();
      const rows = [...window.parent.document.querySelectorAll("tr[data-id]")];
      rows.find((row) => row.dataset.id === id)?.querySelector("a")?.focus();
    });
    window.frameElement?.scrollIntoView({ block: "nearest" });
  }

  function closed(event) {
    if (event.popup !== popup) return;
    opened = null;
    remember();
  }

  function card(data) {
    const box = document.createElement("article");
    box.className = "mura-card";
    box.append(text("p", data.card.layer, "mura-layer"), text("h2", data.name));
    if (data.card.summary) box.append(text("p", data.card.summary));
    for (const warning of data.card.warnings) box.append(text("p", warning, "mura-warning"));
    const facts = document.createElement("dl");
    for (const [label, value] of data.card.facts) facts.append(text("dt", label), text("dd", value));
    box.append(facts, text("h3", settings.texts.sources));
    const sources = document.createElement("ul");
    for (const source of data.card.sources) sources.append(text("li", source));
    box.append(sources);
    return box;
  }

  function text(tag, content, className) {
    const element = document.createElement(tag);
    element.textContent = content;
    if (className) element.className = className;
    return element;
  }

  // ---- the address: #map=zoom/lat/lon&id=place, kept without asking the server ----------------

  // A change of filters or language rewrites the address without the part after #; the page's own
  // window remembers it until this frame, or the next one in another language, puts it back.
  function fragment() {
    return new URLSearchParams((window.parent.location.hash || window.parent.muraView || "").slice(1));
  }

  function position() {
    const parts = (fragment().get("map") || "").split("/").map(Number);
    const [zoom, lat, lon] = parts;
    const known = parts.length === 3 && parts.every(Number.isFinite)
      && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
    return known ? { zoom, at: [lat, lon] } : null;
  }

  // Without animation: Leaflet passes over a second change of view while the first one moves.
  function restorePosition() {
    const known = position();
    if (known) map.setView(known.at, known.zoom, { animate: false });
    else map.fitBounds(settings.home, { animate: false });
  }

  function remember() {
    const { lat, lng } = map.getCenter();
    const asked = shownNow.size === 0 ? fragment().get("id") : null; // not drawn yet
    const place = opened || asked;
    const hash = `#map=${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`
      + (place ? `&id=${encodeURIComponent(place)}` : "");
    const top = window.parent;
    top.muraView = hash;
    if (top.location.hash !== hash) {
      top.history.replaceState(top.history.state, "", top.location.pathname + top.location.search + hash);
    }
  }

  // A link of the table, or an address that the user typed or went back to.
  function followLink() {
    const asked = fragment();
    const item = shownNow.get(asked.get("id"));
    if (item) open(item, true);
    else if (asked.has("map")) {
      map.closePopup();
      restorePosition();
    }
    remember();
  }

  // ---- controls -----------------------------------------------------------------------------

  function homeButton() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("a", "mura-home", bar);
      button.href = "#";
      button.role = "button";
      button.title = settings.texts.home;
      button.setAttribute("aria-label", settings.texts.home);
      button.append(text("span", "⌂"));
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, "click", (event) => {
        L.DomEvent.preventDefault(event);
        map.fitBounds(settings.home, { animate: false });
      });
      return bar;
    };
    return control;
  }

  // The one thing that must be understood even in full screen, away from the page's legend.
  function legend() {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "mura-legend");
      box.append(text("span", "", "mura-dashes"), text("span", settings.texts.schematic));
      return box;
    };
    return control;
  }

  function scaleBar() {
    const { kilometres, metres } = settings.texts;
    const Scale = L.Control.Scale.extend({
      _updateMetric(maxMetres) { // Leaflet's own writes English units
        const length = this._getRoundNum(maxMetres);
        const label = length < 1000 ? `${length} ${metres}` : `${length / 1000} ${kilometres}`;
        this._updateScale(this._mScale, label, length / maxMetres);
      },
    });
    return new Scale({ imperial: false, maxWidth: 130 });
  }
})();
