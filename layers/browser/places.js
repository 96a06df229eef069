// The places of the layers: fetched once, then only told which of them to show.
(function (mura) {
  "use strict";

  mura.places = { start, show, shown: () => [...shownNow.keys()], get, nth, guest, borrow, giveBack,
                  isShown: (id) => shownNow.has(id),
                  isGone: (id) => !shownNow.has(id) && visitor?.data.id !== id };
  let clusters, outlines;
  let wanted = null; // the last view asked for; its layers may still be on their way
  let borrowed = null; // what a story shows instead of the filter's choice, in the form of view.shown
  const layers = new Map(); // name -> promise of its features: {data, marker, lines}
  const shownNow = new Map(); // id -> feature
  let visitor = null; // a place that the filter leaves out, shown because somebody asked for it

  function start() {
    mura.map.createPane("outlines").style.zIndex = 410;
    outlines = L.layerGroup().addTo(mura.map);
    clusters = L.markerClusterGroup({
      maxClusterRadius: 24, animate: false, showCoverageOnHover: false, chunkedLoading: false,
      iconCreateFunction: clusterIcon,
    }).addTo(mura.map);
    if (wanted) arrange();
  }

  // view = {shown: {layer: base64 of one bit a feature, in the order of the layer's file}}
  function show(view) {
    wanted = view;
    if (mura.map) arrange();
  }

  // For a story: these places, whatever the filter says, until giveBack().
  function borrow(shown) {
    borrowed = shown;
    return arrange();
  }

  function giveBack() {
    borrowed = null;
    return arrange();
  }

  async function arrange() {
    const view = wanted;
    const lent = borrowed;
    const chosen = lent || view.shown;
    const names = Object.keys(chosen);
    const loaded = await Promise.all(names.map(load));
    if (wanted !== view || borrowed !== lent) return;
    const next = new Map();
    names.forEach((name, place) => {
      const isChosen = bits(chosen[name]);
      if (mura.settings.layers[name].dense) loaded[place].show(isChosen);
      else loaded[place].forEach((item, i) => { if (isChosen(i)) next.set(item.data.id, item); });
    });
    mura.dense.keepOnly(names);
    apply(next);
  }

  function bits(packed) {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    return (i) => bytes[i >> 3] & (128 >> (i & 7));
  }

  function load(name) {
    if (!layers.has(name)) {
      const layer = mura.settings.layers[name];
      const promise = layer.dense ? mura.dense.load(name, layer)
        : places(layer).then((list) => list.map((data) => feature(layer, data)));
      promise.catch(() => layers.delete(name)); // asked for again by the next view
      layers.set(name, promise);
    }
    return layers.get(name);
  }

  function places(layer) {
    return layer.places ? Promise.resolve(layer.places)
      : fetch(layer.url).then((answer) => answer.json());
  }

  function apply(next) {
    if (visitor && next.has(visitor.data.id)) guest(null);
    const leaving = [...shownNow.values()].filter((item) => !next.has(item.data.id));
    const coming = [...next.values()].filter((item) => !shownNow.has(item.data.id));
    clusters.removeLayers(leaving.map((item) => item.marker).filter(Boolean));
    clusters.addLayers(coming.map((item) => item.marker).filter(Boolean));
    for (const item of leaving) item.lines.forEach((line) => outlines.removeLayer(line));
    for (const item of coming) item.lines.forEach((line) => outlines.addLayer(line));
    shownNow.clear();
    next.forEach((item, id) => shownNow.set(id, item));
    mura.map.getContainer().dataset.shown = shownNow.size + mura.dense.count();
    mura.map.fire("mura:shown"); // the ground has waited for it
    mura.address.write(); // a change of filters rewrites the address and drops the part after #
    mura.card.follow();
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("mura-shown")));
  }

  // A place by its id, whether the filter shows it or not; null if there is none of that id.
  async function get(id) {
    if (shownNow.has(id)) return shownNow.get(id);
    if (visitor?.data.id === id) return visitor;
    if (!mura.settings.answers) return null;
    const [data] = await mura.ask("places", { id });
    if (!data) return null;
    return feature(mura.settings.layers[data.layer], data);
  }

  // A place of a layer of which only positions are here.
  async function nth(layer, number) {
    const of = mura.settings.layers[layer].url.split("/").at(-1); // numbers count the places of this file
    const [data] = await mura.ask("places", { layer, nth: number, of });
    return feature(mura.settings.layers[layer], data);
  }

  function guest(item) {
    if (visitor) {
      visitor.marker?.remove();
      visitor.lines.forEach((line) => line.remove());
    }
    visitor = item;
    item?.marker?.addTo(mura.map);
    item?.lines.forEach((line) => line.addTo(mura.map));
  }

  // lines: the zones of the place below, its own outline above; of a serial property zones alone.
  // A layer that came after this page was opened has no symbol here: of its places the card opens.
  function feature(layer, data) {
    const item = { data, marker: null, lines: [] };
    if (!layer) return item;
    for (const each of data.zones || []) item.lines.push(zone(layer, each));
    if (data.outline) item.lines.push(outline(layer, data));
    if (data.lat === null) return item;
    item.marker = L.marker([data.lat, data.lon], {
      icon: symbol(layer, data), riseOnHover: true, zIndexOffset: layer.order * 100,
      keyboard: false, // the search and the table are the keyboard's ways to every place
    });
    item.marker.bindTooltip(() => mura.text("span", data.name), { direction: "top", offset: [0, -10] });
    item.marker.on("click", () => mura.card.open(item, {}));
    return item;
  }

  // A schematic is a dashed line without a fill, and says what it is: nobody shall take it for a zone,
  // nor a click inside it for an answer.
  function outline(layer, data) {
    const schematic = data.kind === "schematic";
    const said = schematic ? `${data.name}: ${mura.settings.texts.schematic}` : data.name;
    return drawn(data.outline, said, {
      color: layer.colour, weight: data.kind === "line" ? 3 : 1.6, fill: data.kind === "boundary",
      fillOpacity: 0.16, dashArray: schematic ? "6 5" : null,
    });
  }

  // The real line of a zone of a place, in the place's colour.
  function zone(layer, { zone, name, outline }) {
    const { weight, dashes, fill } = mura.settings.zones[zone];
    return drawn(outline, name, {
      color: layer.colour, weight, fill: true, fillOpacity: fill, dashArray: dashes.join(" ") || null,
    });
  }

  function drawn(shape, said, style) {
    const line = L.geoJSON(shape, { pane: "outlines", renderer: outlineCanvas(), style });
    line.bindTooltip(() => mura.text("span", said), { sticky: true });
    return line;
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
    const bubble = mura.text("span", String(count));
    bubble.setAttribute("aria-label", mura.settings.texts.places.replace("{n}", count));
    return L.divIcon({ html: bubble, className: "mura-cluster", iconSize: [size, size] });
  }
})((window.mura ||= {}));
