// Mura's map in the browser: draws the basemap's lines and names, the layers, the cards.
// It is started once by layers/map.py; from then on a change of filters is one call of show().
// Texts of data only ever become text nodes: never markup, never code.
(function () {
  "use strict";

  const HIGHEST_ZOOM_OF_CLUSTERS = 9;
  window.mura = { start, show, shown: () => [...shownNow.keys()] };
  let map, settings, clusters, outlines;
  let wanted = null; // the last view asked for; the layers may still be on their way
  const layers = new Map(); // name -> {features: [{data, marker, outline}], loading}
  const shownNow = new Map(); // id -> feature

  function start(leafletMap, given) {
    map = leafletMap;
    settings = given;
    try { window.parent.document.documentElement.lang = settings.lang; } catch (error) { /* framed */ }
    document.documentElement.lang = settings.lang;
    map.attributionControl.setPrefix("Leaflet");
    focusWithoutScrolling(map.getContainer());
    pane("ground", 250, "none");
    pane("names", 450, "none");
    pane("outlines", 410, "auto");
    outlines = L.layerGroup().addTo(map);
    clusters = L.markerClusterGroup({
      maxClusterRadius: 26, disableClusteringAtZoom: HIGHEST_ZOOM_OF_CLUSTERS, animate: false,
      showCoverageOnHover: false, chunkedLoading: false, iconCreateFunction: clusterIcon,
    }).addTo(map);
    homeButton().addTo(map);
    scaleBar().addTo(map);
    restoreView();
    drawGround();
    drawNames();
    map.on("moveend", rememberView);
    map.on("popupopen popupclose", rememberView);
    window.parent.addEventListener("hashchange", followLink);
    window.addEventListener("pagehide", () => window.parent.removeEventListener("hashchange", followLink));
    if (wanted) show(wanted);
  }

  // Leaflet focuses the map when the mouse goes down. If a part of the map is out of sight, the page
  // would scroll to it, the mouse would go up elsewhere, and the click would be lost.
  function focusWithoutScrolling(element) {
    element.focus = () => HTMLElement.prototype.focus.call(element, { preventScroll: true });
  }

  function pane(name, zIndex, pointerEvents) {
    const element = map.createPane(name);
    element.style.zIndex = zIndex;
    element.style.pointerEvents = pointerEvents;
  }

  // ---- what to show -------------------------------------------------------------------------

  // view = {shown: {layer: base64 of one bit a feature, in the order of the layer's file}}
  function show(view) {
    wanted = view;
    if (!map) return;
    const needed = Object.keys(view.shown).filter((name) => !layers.has(name));
    Promise.all(needed.map(load)).then(() => { if (wanted === view) apply(view); });
  }

  function load(name) {
    const layer = settings.layers[name];
    const entry = { features: [] };
    layers.set(name, entry);
    return fetch(layer.url).then((answer) => answer.json()).then((features) => {
      entry.features = features.map((data) => feature(layer, data));
    });
  }

  function apply(view) {
    const next = new Map();
    for (const [name, bits] of Object.entries(view.shown)) {
      const bytes = Uint8Array.from(atob(bits), (letter) => letter.charCodeAt(0));
      layers.get(name).features.forEach((item, i) => {
        if (bytes[i >> 3] & (128 >> (i & 7))) next.set(item.data.id, item);
      });
    }
    const leaving = [...shownNow.values()].filter((item) => !next.has(item.data.id));
    const coming = [...next.values()].filter((item) => !shownNow.has(item.data.id));
    clusters.removeLayers(leaving.map((item) => item.marker));
    clusters.addLayers(coming.map((item) => item.marker));
    for (const item of leaving) if (item.outline) outlines.removeLayer(item.outline);
    for (const item of coming) if (item.outline) outlines.addLayer(item.outline);
    shownNow.clear();
    next.forEach((item, id) => shownNow.set(id, item));
    map.getContainer().dataset.shown = shownNow.size;
    following ||= fragment().get("id");
    rememberView(); // a change of filters rewrites the address and drops the part after #
    followLink();
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("mura-shown")));
  }

  function feature(layer, data) {
    const marker = L.marker([data.lat, data.lon], {
      icon: symbol(layer, data), riseOnHover: true, zIndexOffset: layer.order * 100,
      keyboard: false, // the table beside the map is the keyboard's way to every place
    });
    marker.bindTooltip(() => text("span", data.name), { direction: "top", offset: [0, -10] });
    marker.bindPopup(() => card(data), { maxWidth: 340, minWidth: 240, maxHeight: 330 });
    const item = { data, marker, outline: null };
    marker.on("popupopen", () => { opened = data.id; });
    marker.on("popupclose", () => { if (opened === data.id) opened = null; });
    if (data.outline) {
      const dashed = data.kind !== "boundary";
      item.outline = L.geoJSON(data.outline, {
        pane: "outlines", renderer: canvas("outlines"),
        style: { color: layer.colour, weight: 1.6, fillOpacity: dashed ? 0.05 : 0.16,
                 dashArray: dashed ? "6 5" : null },
      });
      item.outline.on("click", () => marker.openPopup());
    }
    return item;
  }

  const canvases = {};
  function canvas(paneName) {
    return (canvases[paneName] ||= L.canvas({ pane: paneName, padding: 0.3 }));
  }

  function symbol(layer, data) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "-4 -4 32 32");
    if (data.disputed) svg.append(path("M12 -2.5a14.5 14.5 0 1 0 0 29 14.5 14.5 0 1 0 0-29Z",
                                       { fill: "none", stroke: "#d97706", "stroke-width": 3 }));
    svg.append(path(layer.path, { fill: layer.colour, stroke: "#fff", "stroke-width": 1.8,
                                  "stroke-linejoin": "round" }));
    return L.divIcon({ html: svg, className: "mura-symbol", iconSize: [24, 24], popupAnchor: [0, -8] });
  }

  function path(d, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", "path");
    element.setAttribute("d", d);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function clusterIcon(cluster) {
    const count = cluster.getChildCount();
    const size = count < 10 ? 30 : count < 50 ? 36 : 42;
    return L.divIcon({ html: text("span", String(count)), className: "mura-cluster",
                       iconSize: [size, size] });
  }

  // ---- the card -----------------------------------------------------------------------------

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

  let opened = null;
  let following = null; // the place that a link asks for, until its card is open

  // A change of filters or language rewrites the address without the part after #; the page's own
  // window remembers it until this frame, or the next one in another language, puts it back.
  function fragment() {
    return new URLSearchParams((window.parent.location.hash || window.parent.muraView || "").slice(1));
  }

  function restoreView() {
    const [zoom, lat, lon] = (fragment().get("map") || "").split("/").map(Number);
    const known = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
    if (known && fragment().get("map").split("/").length === 3) map.setView([lat, lon], zoom);
    else map.fitBounds(settings.home);
  }

  function rememberView() {
    const { lat, lng } = map.getCenter();
    const place = opened || following;
    const hash = `#map=${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`
      + (place ? `&id=${encodeURIComponent(place)}` : "");
    const top = window.parent;
    top.muraView = hash;
    if (top.location.hash !== hash) {
      top.history.replaceState(top.history.state, "", top.location.pathname + top.location.search + hash);
    }
  }

  function followLink() {
    const id = fragment().get("id");
    const item = shownNow.get(id);
    following = item && id !== opened ? id : null;
    if (!following) return;
    map.closePopup();
    map.setView(item.marker.getLatLng(), Math.max(map.getZoom(), HIGHEST_ZOOM_OF_CLUSTERS), { animate: false });
    item.marker.openPopup();
    following = null;
    rememberView();
    const frame = window.frameElement;
    if (frame) frame.scrollIntoView({ block: "nearest" });
  }

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
        map.fitBounds(settings.home);
      });
      return bar;
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

  // ---- the ground: lakes, rivers, borders, regions, names ------------------------------------

  const GROUND = [
    ["lakes", { color: "#6f9fc4", weight: 0.7, fillColor: "#bbd3e2", fillOpacity: 1 }],
    ["regions", { color: "#8a7aa0", weight: 1, opacity: 0.75, dashArray: "3 3", fill: false }],
    ["borders", ({ properties: { part } }) => ({ color: "#5b5470", fill: false, opacity: 0.85,
                                                weight: part === "shore" ? 0.8 : 1.5 })],
  ];
  const RIVER = { color: "#7fa8c9", weight: 0.9, opacity: 0.9, fill: false };
  // From which zoom a river of at least so many kilometres is drawn: a small map shows great rivers.
  const RIVERS_FROM = [[3, 600], [5, 250], [6, 120], [7, 0]];

  function drawGround() {
    const options = { pane: "ground", renderer: canvas("ground"), interactive: false };
    const vector = (name) => fetch(`${settings.basemap}vector/${name}.geojson`)
      .then((answer) => answer.json());
    Promise.all([vector("rivers"), ...GROUND.map(([name]) => vector(name))])
      .then(([rivers, ...collections]) => {
        drawRivers(rivers, options);
        collections.forEach((collection, i) => {
          L.geoJSON(collection, { ...options, style: GROUND[i][1] }).addTo(map);
        });
        map.getContainer().dataset.ground = "drawn";
      });
  }

  function drawRivers(rivers, options) {
    const groups = RIVERS_FROM.map(([zoom, km], i) => {
      const longer = i ? RIVERS_FROM[i - 1][1] : Infinity;
      const filter = ({ properties }) => properties.km >= km && properties.km < longer;
      return [zoom, L.geoJSON(rivers, { ...options, filter, style: RIVER })];
    });
    const arrange = () => {
      for (const [zoom, group] of groups) {
        if (map.getZoom() >= zoom) group.addTo(map).bringToBack();
        else group.remove();
      }
    };
    map.on("zoomend", arrange);
    arrange();
  }

  function drawNames() {
    fetch(`${settings.basemap}vector/labels.geojson`).then((answer) => answer.json()).then((collection) => {
      const names = collection.features
        .map(({ properties, geometry: { coordinates: [lon, lat] } }) => ({
          ...properties, at: L.latLng(lat, lon), name: properties[`name_${settings.lang}`], marker: null,
        }))
        .sort((a, b) => a.rank - b.rank);
      const group = L.layerGroup().addTo(map);
      const arrange = () => arrangeNames(names, group);
      map.on("zoomend moveend resize", arrange);
      arrange();
      map.getContainer().dataset.names = "drawn";
    });
  }

  // Of two names that would overlap, the more important one stays.
  function arrangeNames(names, group) {
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.15);
    const taken = [];
    for (const name of names) {
      const fits = zoom >= name.min_zoom && zoom <= name.max_zoom && view.contains(name.at)
        && claim(taken, box(name));
      if (fits && !name.marker) name.marker = nameMarker(name);
      if (fits) group.addLayer(name.marker);
      else if (name.marker) group.removeLayer(name.marker);
    }
  }

  const LOOKS = {
    country: "country", region: "region",
    capital: "settlement mura-capital", city: "settlement mura-city", town: "settlement",
    village: "settlement", sea: "water", lake: "water", reservoir: "water", river: "water",
    range: "land", desert: "land", plateau: "land",
  };

  function box(name) {
    const { x, y } = map.latLngToContainerPoint(name.at);
    const look = LOOKS[name.kind];
    const letter = look === "country" ? 11 : look === "region" || look === "land" ? 8 : 7;
    const half = (name.name.length * letter) / 2 + 4;
    // A settlement's name stands right of its dot.
    const shift = look.startsWith("settlement") ? half + 4 : 0;
    return [x - half + shift, y - 9, x + half + shift, y + 9];
  }

  function claim(taken, [west, north, east, south]) {
    const clash = taken.some(([w, n, e, s]) => west < e && east > w && north < s && south > n);
    if (!clash) taken.push([west, north, east, south]);
    return !clash;
  }

  function nameMarker(name) {
    return L.marker(name.at, {
      pane: "names", interactive: false, keyboard: false,
      icon: L.divIcon({ html: text("span", name.name), iconSize: null,
                        className: `mura-name mura-${LOOKS[name.kind]}` }),
    });
  }
})();
