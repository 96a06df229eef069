// The map in a file of its own: whatever it shows stands in the file, and it asks nobody for anything.
// Beyond the extent that was taken along lies plain paper.
(function (mura) {
  "use strict";

  mura.oneFile = { open };
  const EMPTY = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const PAPER_WIDTH = 660; // CSS pixels that fit between the margins of an upright A4

  // tiles: {"zoom/column/row": base64 of a WebP}; extent, home: [[south, west], [north, east]];
  // places: {layer: its places}; shown: one bit a place, as of mura.show(); ground: GeoJSON by name.
  function open({ tiles, extent, home, places, shown, ground }) {
    L.TileLayer.prototype.getTileUrl = ({ x, y, z }) => {
      const tile = tiles[`${z}/${x}/${y}`];
      return tile ? `data:image/webp;base64,${tile}` : EMPTY;
    };
    const { start } = mura;
    mura.start = (map, known) => {
      limit(map, L.latLngBounds(extent), Object.values(places).flat());
      start(map, { ...known, answers: null, home, ground, layers: layersOf(known, places) });
      keepForPaper(map);
    };
    mura.chart();
    mura.show({ shown });
  }

  function layersOf(known, places) {
    return Object.fromEntries(Object.entries(places)
      .map(([name, list]) => [name, { ...known.layers[name], dense: false, places: list }]));
  }

  function limit(map, extent, places) {
    // Room for a screen of another shape, for the card of a place at the edge, and for the symbol of
    // an outline that reaches beyond.
    const room = extent.pad(1);
    for (const { lat, lon } of places) if (lat !== null) room.extend([lat, lon]);
    map.options.maxBounds = room;
    // Whole, as the clusters want it, and one less: a phone may be turned round. Not setMinZoom: it
    // zooms at once, and Leaflet passes over the view that is asked for meanwhile.
    map.options.minZoom = 0;
    map.options.minZoom = Math.max(0, Math.floor(map.getBoundsZoom(extent)) - 1);
    coverBeyond(map, extent);
  }

  function coverBeyond(map, extent) {
    const pane = map.createPane("beyond");
    pane.style.zIndex = 460; // over the names, below the symbols
    pane.style.pointerEvents = "none";
    const world = [[-85, -360], [85, -360], [85, 360], [-85, 360]];
    const hole = [extent.getSouthWest(), extent.getNorthWest(), extent.getNorthEast(), extent.getSouthEast()];
    L.polygon([world, hole], {
      pane: "beyond", renderer: L.svg({ pane: "beyond", padding: 1 }), interactive: false,
      color: "#8c7b6c", weight: 1, fillColor: "#f4efe6", fillOpacity: 1,
    }).addTo(map);
  }

  // On paper the map is the screen's, made smaller: nothing has to be drawn anew.
  function keepForPaper(map) {
    const measure = () => {
      const { x, y } = map.getSize();
      const { style } = map.getContainer();
      style.setProperty("--wide", `${x}px`);
      style.setProperty("--high", `${y}px`);
      style.setProperty("--paper", Math.min(1, PAPER_WIDTH / x));
    };
    measure();
    map.on("resize", measure);
  }
})((window.mura ||= {}));
