// What lies under the places: lakes, rivers, borders, regions, and names in the page's language.
(function (mura) {
  "use strict";

  mura.ground = { draw };
  let map, settings;

  const RIVER = { color: "#7fa8c9", weight: 0.9, opacity: 0.9, fill: false };
  // From which zoom a river of at least so many kilometres is drawn: a small map shows great rivers.
  const RIVERS_FROM = [[3, 600], [5, 250], [6, 120], [7, 0]];
  // Solid lines are real; dashes are kept for schematics. What comes later lies below.
  const LINES = [
    ["borders", ({ properties: { part } }) => ({ color: "#5b5470", fill: false, opacity: 0.85,
                                                weight: part === "shore" ? 0.8 : 1.6 })],
    ["regions", { color: "#9a8bb0", weight: 0.8, opacity: 0.8, fill: false }],
    ["lakes", { color: "#6f9fc4", weight: 0.7, fillColor: "#bbd3e2", fillOpacity: 1 }],
  ];
  const LOOKS = {
    country: "country", region: "region",
    capital: "settlement mura-capital", city: "settlement mura-city", town: "settlement",
    village: "settlement", sea: "water", lake: "water", reservoir: "water", river: "water",
    range: "land", desert: "land", plateau: "land",
  };

  function draw() {
    ({ map, settings } = mura);
    pane("ground", 250);
    pane("names", 450);
    // On a slow line the places come first, and the rivers, most of all bytes, last.
    map.once("mura:shown", () => drawNames().then(drawLines));
  }

  function pane(name, zIndex) {
    const element = map.createPane(name);
    element.style.zIndex = zIndex;
    element.style.pointerEvents = "none";
  }

  function vector(name) {
    return settings.ground ? Promise.resolve(settings.ground[name])
      : fetch(`${settings.basemap}vector/${name}.geojson`).then((answer) => answer.json());
  }

  async function drawLines() {
    const renderer = L.canvas({ pane: "ground", padding: 0.3 });
    const options = { pane: "ground", renderer, interactive: false };
    for (const [name, style] of LINES) {
      L.geoJSON(await vector(name), { ...options, style }).addTo(map).bringToBack();
    }
    drawRivers(await vector("rivers"), options);
    map.getContainer().dataset.ground = "drawn";
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
    return vector("labels").then((collection) => {
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

  function box(name) {
    const { x, y } = map.latLngToContainerPoint(name.at);
    const look = LOOKS[name.kind];
    const letter = look === "country" ? 11 : look === "region" || look === "land" ? 8 : 7;
    const larger = mura.present.on() ? 1.5 : 1;
    const half = (name.name.length * letter * larger) / 2 + 4;
    // A settlement's name stands right of its dot.
    const shift = look.startsWith("settlement") ? half + 4 : 0;
    return [x - half + shift, y - 9 * larger, x + half + shift, y + 9 * larger];
  }

  function claim(taken, [west, north, east, south]) {
    const clash = taken.some(([w, n, e, s]) => west < e && east > w && north < s && south > n);
    if (!clash) taken.push([west, north, east, south]);
    return !clash;
  }

  function nameMarker(name) {
    const span = document.createElement("span");
    span.textContent = name.name;
    return L.marker(name.at, {
      pane: "names", interactive: false, keyboard: false,
      icon: L.divIcon({ html: span, iconSize: null, className: `mura-name mura-${LOOKS[name.kind]}` }),
    });
  }
})((window.mura ||= {}));
