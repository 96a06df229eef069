// What a user brought, over the relief: the file's shapes, the former state, what would be added and
// taken away, candidates by number, faults. Roles differ in stroke and filling, not in colour alone;
// dashes stay with schematics and with what is invented to learn on. Labels are data: they only become text nodes.
(function (mura) {
  "use strict";

  mura.brought = { show };
  const CLOSEST = 17; // zoom: an outline of a few hectares fills a small map
  const WHITE = { color: "#fff", opacity: 0.95, fill: false };
  const LOOKS = { // what is drawn one over the other
    ring: [{ ...WHITE, weight: 4.5 }, { color: "#334155", weight: 1.5, fill: false }],
    trip: [{ ...WHITE, weight: 5 }, { color: "#9d174d", weight: 2, fill: false }],
    start: [{ ...WHITE, weight: 6 }, { color: "#9d174d", weight: 3, fillOpacity: 0.1 }],
    zone: [{ color: "#1e3a8a", weight: 2, fillColor: "#1e3a8a", fillOpacity: 0.07 }],
    training: [{ color: "#6d28d9", weight: 2.5, dashArray: "3 6", fillColor: "url(#mura-training)", fillOpacity: 1 }],
    route: [{ ...WHITE, weight: 5 }, { color: "#475569", weight: 2.5, dashArray: "10 5", fill: false }],
    detour: [{ ...WHITE, weight: 7 }, { color: "#14532d", weight: 4, fill: false }],
    option: [{ ...WHITE, weight: 5 }, { color: "#475569", weight: 2.5, fill: false }],
    inside: [{ color: "#1f2937", weight: 11, fill: false }, { color: "#fde047", weight: 6, fillColor: "url(#mura-inside)",
                                                              fillOpacity: 1 }],
    row_clear: [{ color: "#14532d", weight: 1.5, fill: false }],
    row_cannot_say: [{ color: "#92400e", weight: 2, fillColor: "#f59e0b", fillOpacity: 0.35 }],
    row_crosses: [{ ...WHITE, weight: 7 }, { color: "#7f1d1d", weight: 3.5, fillColor: "url(#mura-removed)", fillOpacity: 1 }],
    brought: [{ ...WHITE, weight: 6 }, { color: "#9d174d", weight: 3, fillOpacity: 0.1 }],
    holds: [{ color: "#1f2937", weight: 6, fill: false }, { ...WHITE, weight: 2.5 }],
    former: [{ color: "#1f2937", weight: 6, fill: false }, { ...WHITE, weight: 2.5 }],
    added: [{ color: "#14532d", weight: 1, fillColor: "url(#mura-added)", fillOpacity: 1 }],
    removed: [{ color: "#7f1d1d", weight: 1, fillColor: "url(#mura-removed)", fillOpacity: 1 }],
  };
  const DOT = { color: "#9d174d", weight: 1, radius: 5, fill: true, fillColor: "#9d174d", fillOpacity: 0.8 };
  const DOTS = { // a point has no outline: the graver, the larger and the fuller
    row_clear: { color: "#14532d", weight: 1.5, radius: 3, fill: false },
    row_cannot_say: { color: "#92400e", weight: 2.5, radius: 5, fill: true, fillColor: "#fff", fillOpacity: 0.9 },
    row_crosses: { color: "#fff", weight: 2, radius: 7, fill: true, fillColor: "#7f1d1d", fillOpacity: 1 },
  };
  const SIGNS = { candidate: "", number: "", stop: "", end: "", fault: "×" };
  let group = null;
  let legend = null;
  let renderer = null;

  // payload = {key, extent, legend: [[role, words]], shapes: [{role, label, geometry, at, word}]} or null
  function show(payload) {
    const key = payload?.key ?? "";
    const container = mura.map.getContainer();
    if ((container.dataset.brought ?? "") === key) return;
    group?.remove();
    legend?.remove();
    group = legend = null;
    container.dataset.brought = key;
    if (!payload) return;
    prepare();
    group = L.layerGroup(payload.shapes.flatMap(drawn)).addTo(mura.map);
    legend = explained(payload.legend).addTo(mura.map);
    goThere(payload);
  }

  // Another language is another frame: the map stays where it was, unless something else was brought.
  function goThere({ key, extent }) {
    const top = mura.page();
    if (top.muraBrought === key) return;
    top.muraBrought = key;
    const room = { paddingTopLeft: [60, 60], paddingBottomRight: [30, mura.narrow() ? 110 : 60] }; // for the legend
    mura.map.fitBounds(extent, { animate: false, maxZoom: CLOSEST - 1, ...room });
  }

  function prepare() {
    if (renderer) return;
    mura.map.createPane("brought").style.zIndex = 420;
    renderer = L.svg({ pane: "brought", padding: 0.3 });
    mura.map.setMaxZoom(CLOSEST);
    mura.map.eachLayer((layer) => {
      if (layer instanceof L.TileLayer) layer.options.maxZoom = CLOSEST; // blurred, but the ground stays
    });
    const defined = svg("svg", { width: 0, height: 0, "aria-hidden": "true" });
    defined.append(hatch("mura-added", "#14532d", "M0 8 8 0"), hatch("mura-removed", "#7f1d1d", "M0 0 8 8"),
                   hatch("mura-inside", "#1f2937", "M4 0V8"), hatch("mura-training", "#6d28d9", "M0 8 8 0", "2 2"));
    mura.map.getContainer().append(defined);
  }

  function hatch(id, colour, d, dashes = "none") {
    const pattern = svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
    pattern.append(svg("rect", { width: 8, height: 8, fill: colour, "fill-opacity": 0.14 }),
                   svg("path", { d, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dashes, fill: "none" }));
    return pattern;
  }

  function svg(name, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, value);
    return element;
  }

  function drawn({ role, label, geometry, at, word }) {
    if (role in SIGNS) return [sign(role, label, geometry.coordinates)];
    const looks = geometry.type.endsWith("Point") ? [DOTS[role] ?? DOT] : LOOKS[role];
    const layers = looks.map((style) => L.geoJSON(geometry, {
      pane: "brought", renderer, style: { ...style, lineJoin: "round", className: `mura-is-${role}` },
      pointToLayer: (_, place) => L.circleMarker(place, { pane: "brought", renderer, ...style }),
    }));
    if (label) layers.at(-1).bindTooltip(() => mura.text("span", label), { sticky: true });
    if (at && label) layers.push(words(word ?? label, at));
    return layers;
  }

  function sign(role, label, [lon, lat]) {
    const mark = mura.text("span", SIGNS[role] || label);
    const width = SIGNS[role] ? 26 : Math.max(26, 10 + 9 * label.length);
    const icon = L.divIcon({ html: mark, className: `mura-sign mura-${role}`, iconSize: [width, 26] });
    const interactive = role === "fault";
    const marker = L.marker([lat, lon], { icon, keyboard: false, zIndexOffset: 2000, interactive });
    if (role === "fault") marker.bindTooltip(() => mura.text("span", label), { direction: "top" });
    return marker;
  }

  function words(label, at) {
    const icon = L.divIcon({ html: mura.text("span", label), className: "mura-change", iconSize: null });
    return L.marker(at, { icon, keyboard: false, interactive: false, zIndexOffset: 1900 });
  }

  function explained(entries) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const list = L.DomUtil.create("ul", "mura-roles-drawn");
      for (const [role, said] of entries) {
        const item = document.createElement("li");
        item.append(swatch(role), mura.text("span", said));
        list.append(item);
      }
      return list;
    };
    return control;
  }

  function swatch(role) {
    if (role in SIGNS) return mura.text("b", SIGNS[role] || (role === "end" ? "A" : "1"), `mura-sign mura-${role}`);
    const picture = svg("svg", { width: 26, height: 14, "aria-hidden": "true" });
    const [first, second] = LOOKS[role];
    const dashes = (look) => ({ stroke: look.color, "stroke-dasharray": look.dashArray ?? "none" });
    if (first.fillColor) picture.append(svg("rect", { x: 1, y: 1, width: 24, height: 12, fill: first.fillColor,
                                                      ...dashes(first) }));
    else for (const each of [first, second]) {
      picture.append(svg("path", { d: "M1 7H25", "stroke-width": each.weight, ...dashes(each) }));
    }
    return picture;
  }
})((window.mura ||= {}));
