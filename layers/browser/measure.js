// Measure a line and the area that it closes. The numbers are geodesic on WGS 84 and come from the
// server, together with the line as it runs on the ground: what is drawn is what is computed.
(function (mura) {
  "use strict";

  mura.measure = { start, follow, active: () => bar !== null };
  const RULER = ["M3 16 16 3l5 5L8 21Z", "M7 12l2 2", "M10 9l3 3", "M13 6l2 2"];
  const MOST_POINTS = 100;
  const LINE = { color: "#7a2614", weight: 3, opacity: 0.95, fill: false, interactive: false };
  let points = []; // L.LatLng
  let drawn = null;
  let bar = null; // the panel while the tool is on
  let said = null;
  let onward = null; // the buttons that hand the drawing over to the page Screening
  let asked = 0;
  let exactness = null; // metres, of a click at the zoom at which the line was measured
  let tool;

  function start() {
    const label = mura.settings.texts.measure;
    tool = mura.tools.add({ label, icon: RULER, act: () => (bar ? stop() : begin()) });
    tool.setAttribute("aria-pressed", "false");
    mura.map.on("click", ({ latlng }) => { if (bar) put(latlng.wrap()); });
    follow();
  }

  function follow() {
    const wanted = parse(mura.address.value("measure"));
    if (wanted.length === 0 && points.length === 0) return;
    if (wanted.map(spelled).join(";") === points.map(spelled).join(";")) return;
    if (!bar) begin();
    points = wanted;
    changed();
  }

  function parse(words) {
    return (words || "").split(";").slice(0, MOST_POINTS)
      .map((pair) => pair.split(",").map(Number))
      .filter((pair) => pair.length === 2 && pair.every(Number.isFinite)
        && Math.abs(pair[0]) <= 85 && Math.abs(pair[1]) <= 180)
      .map(([lat, lon]) => L.latLng(lat, lon));
  }

  function spelled({ lat, lng }) {
    return `${lat.toFixed(5)},${lng.toFixed(5)}`;
  }

  function begin() {
    const { texts } = mura.settings;
    mura.panel.close();
    drawn = L.layerGroup().addTo(mura.map);
    bar = mura.text("div", "", "mura-bar");
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", texts.measure);
    said = mura.text("p", texts.measureFirst);
    said.setAttribute("role", "status");
    const add = mura.button(texts.measureCentre, () => put(mura.map.getCenter()));
    const undo = mura.button(texts.undo, () => { points.pop(); changed(); });
    const clear = mura.button(texts.clear, () => { points = []; changed(); });
    const done = mura.button(texts.measureEnd, stop);
    onward = { line: mura.button(learning() ? texts.takeLine : texts.screenLine, () => screen("line")),
               area: mura.button(texts.screenArea, () => screen("area")),
               point: mura.button(texts.takePoint, () => screen("point")) };
    bar.append(said, add, undo, clear, done, ...Object.values(onward));
    offer();
    bar.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
    L.DomEvent.disableClickPropagation(bar);
    mura.map.getContainer().append(bar);
    mura.map.getContainer().classList.add("mura-measuring");
    tool.setAttribute("aria-pressed", "true");
    add.focus({ preventScroll: true });
  }

  function stop() {
    asked += 1;
    points = [];
    drawn.remove();
    bar.remove();
    bar = null;
    mura.map.getContainer().classList.remove("mura-measuring");
    tool.setAttribute("aria-pressed", "false");
    mura.address.put("measure", null);
    tool.focus({ preventScroll: true });
  }

  function offer() {
    onward.line.hidden = points.length < 2;
    onward.area.hidden = points.length < 3 || learning();
    onward.point.hidden = points.length !== 1 || !learning();
  }

  // Whether the drawing answers an exercise: then it goes back to its step.
  function learning() {
    return mura.page().location.pathname.endsWith("/workshop");
  }

  // Whatever the page was asked besides stays; a click is as exact as the pixels it hits.
  function screen(shape) {
    const { pathname, search } = window.parent.location;
    const page = learning() ? "workshop" : "screening";
    const asked = new URLSearchParams(pathname.endsWith(`/${page}`) ? search : "");
    for (const name of ["line", "area", "point", "way", "shape"]) asked.delete(name);
    asked.set("lang", mura.settings.lang);
    if (exactness && !learning() && !asked.has("accuracy")) asked.set("accuracy", exactness);
    asked.set(shape, points.map(({ lat, lng }) => `${lat.toFixed(6)},${lng.toFixed(6)}`).join(";"));
    stop();
    mura.go(`./${page}?${asked.toString().replaceAll("%2C", ",").replaceAll("%3B", ";")}`);
  }

  function put(at) {
    if (points.length >= MOST_POINTS) return void mura.say(mura.settings.texts.measureFull);
    points.push(at);
    changed();
  }

  async function changed() {
    const turn = ++asked;
    const spelling = points.map(spelled).join(";");
    mura.address.put("measure", spelling);
    draw(points.map(({ lat, lng }) => [lat, lng]), null);
    offer();
    if (points.length < 2) {
      said.textContent = mura.settings.texts[points.length ? "measureNext" : "measureFirst"];
      return;
    }
    try {
      const answer = await mura.ask("measure", { points: spelling, zoom: mura.map.getZoom() });
      if (turn !== asked) return;
      said.textContent = answer.said;
      exactness = answer.accuracy_m;
      draw(answer.line, answer.closing);
    } catch {
      if (turn === asked) said.textContent = mura.settings.texts.unanswered;
    }
  }

  function draw(line, closing) {
    drawn.clearLayers();
    L.polyline(line, LINE).addTo(drawn);
    if (closing) L.polyline(closing, { ...LINE, weight: 1.5, opacity: 0.6 }).addTo(drawn);
    for (const at of points) {
      L.circleMarker(at, { ...LINE, radius: 4.5, weight: 2, fill: true, fillColor: "#fff",
                           fillOpacity: 1 }).addTo(drawn);
    }
  }
})((window.mura ||= {}));
