// Layers of thousands of places: positions alone, drawn as dots on one canvas a layer. What a dot is
// called is asked of the server when somebody points at it.
(function (mura) {
  "use strict";

  mura.dense = { load, keepOnly, count, clicked };
  const layers = new Map(); // name -> Dots
  const RADIUS = 4; // pixels
  const NEAR = 8; // pixels: a finger is no needle
  const PAUSE = 150; // milliseconds that a pointer rests before a name is asked for
  const CELL = 3; // pixels: of dots that would cover each other, one is drawn

  async function load(name, layer) {
    const answer = await fetch(layer.url);
    if (!layers.size) listen();
    layers.set(name, new Dots(name, layer, await answer.arrayBuffer()));
    return layers.get(name);
  }

  function keepOnly(names) {
    for (const [name, dots] of layers) if (!names.includes(name)) dots.show(() => false);
  }

  function count() {
    return [...layers.values()].reduce((sum, dots) => sum + dots.count, 0);
  }

  class Dots {
    // uint32 count; float32 longitudes; float32 latitudes; uint8: 1 is disputed
    constructor(name, layer, body) {
      const size = new DataView(body).getUint32(0, true);
      const lon = new Float32Array(body, 4, size);
      const lat = new Float32Array(body, 4 + 4 * size, size);
      this.name = name;
      this.size = size;
      this.disputed = new Uint8Array(body, 4 + 8 * size, size);
      this.x = Float64Array.from(lon, (degrees) => degrees / 360 + 0.5);
      this.y = Float64Array.from(lat, mercator);
      this.on = new Uint8Array(size);
      this.count = 0;
      this.stamps = [stamp(layer.colour, "#fff"), stamp(layer.colour, "#d97706")];
      this.canvas = new Canvas({ pane: pane(), padding: 0.2 });
      this.canvas.dots = this;
    }

    show(chosen) {
      this.count = 0;
      for (let i = 0; i < this.size; i++) this.count += this.on[i] = chosen(i) ? 1 : 0;
      if (this.count === 0) this.canvas.remove();
      else if (mura.map.hasLayer(this.canvas)) this.canvas.draw();
      else this.canvas.addTo(mura.map);
    }

    // The nearest dot within NEAR pixels of a point of the map's layers: {dots, index, distance}
    nearest({ x, y }) {
      const { scale, origin } = frame();
      let [index, distance] = [-1, NEAR];
      for (let i = 0; i < this.size; i++) {
        if (!this.on[i]) continue;
        const d = Math.hypot(this.x[i] * scale - origin.x - x, this.y[i] * scale - origin.y - y);
        if (d < distance) [index, distance] = [i, d];
      }
      return { dots: this, index, distance };
    }

    paint(context, bounds) {
      const { scale, origin } = frame();
      const { x: west, y: north } = bounds.min;
      const { x: width, y: height } = bounds.getSize();
      const columns = Math.ceil(width / CELL) + 1;
      const taken = new Uint8Array(columns * (Math.ceil(height / CELL) + 1));
      const middle = this.stamps[0].width / this.stamps[0].ratio / 2;
      for (let i = 0; i < this.size; i++) {
        if (!this.on[i]) continue;
        const x = this.x[i] * scale - origin.x - west;
        const y = this.y[i] * scale - origin.y - north;
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
        if (taken[cell]) continue;
        taken[cell] = 1;
        const image = this.stamps[this.disputed[i] & 1];
        context.drawImage(image, x - middle, y - middle, 2 * middle, 2 * middle);
      }
    }
  }

  // Web Mercator as Leaflet has it: 0 at the north of the map, 1 at the south.
  function mercator(lat) {
    const sine = Math.sin((Math.min(85.0511, Math.max(-85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  // From 0..1 to points of the map's layers: times scale, minus origin.
  function frame() {
    return { scale: 256 * 2 ** mura.map.getZoom(), origin: mura.map.getPixelOrigin() };
  }

  function stamp(fill, rim) {
    const image = document.createElement("canvas");
    image.ratio = window.devicePixelRatio || 1;
    image.width = image.height = Math.ceil(2 * (RADIUS + 2) * image.ratio);
    const context = image.getContext("2d");
    context.scale(image.ratio, image.ratio);
    context.beginPath();
    context.arc(RADIUS + 2, RADIUS + 2, RADIUS, 0, 2 * Math.PI);
    Object.assign(context, { fillStyle: fill, strokeStyle: rim, lineWidth: rim === "#fff" ? 1 : 2 });
    context.fill();
    context.stroke();
    return image;
  }

  function pane() {
    const known = mura.map.getPane("dense") || mura.map.createPane("dense");
    Object.assign(known.style, { zIndex: 405, pointerEvents: "none" }); // below outlines and symbols
    return known;
  }

  // Leaflet's renderer gives the canvas its place and moves it while the map zooms.
  const Canvas = L.Renderer.extend({
    _initContainer() {
      this._container = document.createElement("canvas");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      this._container.width = size.x * ratio;
      this._container.height = size.y * ratio;
      Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` });
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this.draw();
    },

    draw() {
      const ratio = window.devicePixelRatio || 1;
      const context = this._container.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      this.dots.paint(context, this._bounds);
    },
  });

  // ---- pointing at a dot ----------------------------------------------------------------------

  // Opens the card of the dot at a point of the map's layers; false if there is none.
  function clicked(layerPoint) {
    const found = under(layerPoint);
    hover({ layerPoint: null }); // the card says the name
    if (found) mura.card.openWhen(mura.places.nth(found.dots.name, found.index), {});
    return Boolean(found);
  }

  function listen() {
    mura.map.on("mousemove", hover);
    mura.map.on("mouseout movestart", () => hover({ layerPoint: null }));
  }

  function under(point) {
    const found = [...layers.values()].filter((dots) => dots.count)
      .map((dots) => dots.nearest(point)).sort((a, b) => a.distance - b.distance)[0];
    return found && found.index >= 0 ? found : null;
  }

  let pointed = null; // the dot under the pointer
  let waiting = 0;
  let label = null;

  function hover({ layerPoint }) {
    const found = layerPoint && under(layerPoint);
    const same = found && pointed && found.dots === pointed.dots && found.index === pointed.index;
    if (same || (!found && !pointed)) return;
    pointed = found;
    clearTimeout(waiting);
    label?.remove();
    mura.map.getContainer().style.cursor = found ? "pointer" : "";
    if (found) waiting = setTimeout(() => name(found), PAUSE);
  }

  async function name(found) {
    try {
      const { data, marker } = await mura.places.nth(found.dots.name, found.index);
      if (pointed !== found) return;
      label = L.tooltip({ direction: "top", offset: [0, -6] }).setLatLng(marker.getLatLng())
        .setContent(mura.text("span", data.name)).addTo(mura.map);
    } catch {
      // A name that does not come is no reason to disturb.
    }
  }
})((window.mura ||= {}));
