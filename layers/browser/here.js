// "What is here": a click anywhere on the map tells the coordinates, the region now and in 2019, and
// the nearest designated places. The server computes; nothing here measures on a sphere.
(function (mura) {
  "use strict";

  mura.here = { start, follow, goTo };
  let opened = null; // "lat,lon" of the point whose panel is open
  let asked = 0;
  let pin = null;

  function start() {
    mura.map.on("click", ({ latlng, layerPoint }) => {
      if (mura.measure?.active() || mura.dense.clicked(layerPoint)) return;
      openAt(latlng.wrap());
    });
    follow();
  }

  // into: somebody followed a link to a position, and shall see and read what is there
  function follow({ into = false } = {}) {
    const wanted = mura.address.value("at");
    if (wanted === opened) return void (into && window.frameElement?.scrollIntoView({ block: "nearest" }));
    if (!wanted) return void mura.panel.close();
    const [lat, lon] = wanted.split(",").map(Number);
    if (Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 85 && Math.abs(lon) <= 180) {
      openAt(L.latLng(lat, lon), { into });
    } else mura.address.put("at", null);
  }

  // To a position that was written down: the map goes there, marks it and says what is there.
  function goTo(at) {
    mura.map.setView(at, Math.max(mura.map.getZoom(), mura.settings.close), { animate: false });
    openAt(at, { into: true });
  }

  async function openAt(at, { into = false } = {}) {
    const turn = ++asked;
    const opens = mura.panel.opens(); // whoever opened a card meanwhile keeps it
    const point = { lat: at.lat.toFixed(6), lon: at.lng.toFixed(6) };
    try {
      const answer = await mura.ask("here", point);
      if (turn === asked && opens === mura.panel.opens()) show(at, `${point.lat},${point.lon}`, answer, into);
    } catch {
      mura.say(mura.settings.texts.unanswered);
    }
  }

  function show(at, name, answer, into) {
    mura.panel.open({ name: "here", content: told(answer), label: answer.title, at, closed, into });
    pin = L.circleMarker(at, { radius: 6, color: "#1f2937", weight: 2, fillColor: "#fff",
                               fillOpacity: 1, interactive: false }).addTo(mura.map);
    opened = name;
    mura.address.put("at", name);
  }

  function closed() {
    pin?.remove();
    const name = opened;
    opened = null;
    if (mura.address.value("at") === name) mura.address.put("at", null);
  }

  function told(answer) {
    const box = document.createElement("article");
    box.className = "mura-card mura-here";
    box.append(mura.text("h2", answer.title));
    for (const coordinates of answer.coordinates) box.append(copied(coordinates));
    if (answer.zones.length) box.append(mura.text("h3", answer.zones_title), nearest(answer.zones));
    const facts = document.createElement("dl");
    for (const [label, value] of answer.facts) facts.append(mura.text("dt", label), mura.text("dd", value));
    box.append(facts, mura.text("h3", answer.nearest_title), nearest(answer.nearest));
    box.append(mura.text("p", answer.note, "mura-note"), mura.link(answer.near.address, answer.near.words));
    return box;
  }


  function copied(coordinates) {
    const button = mura.button(coordinates, () => mura.copy(coordinates), "mura-copy");
    button.title = mura.settings.texts.copy;
    button.setAttribute("aria-label", `${coordinates} – ${mura.settings.texts.copy}`);
    return button;
  }

  // {id, name, distance}, or of a zone {id, name, said}
  function nearest(places) {
    const list = document.createElement("ul");
    list.className = "mura-parts";
    for (const { id, name, distance, said } of places) {
      const item = document.createElement("li");
      item.append(mura.button(name, () => mura.card.openById(id, { moved: true, flying: true, into: true })),
                  mura.text("span", distance ?? said));
      list.append(item);
    }
    return list;
  }
})((window.mura ||= {}));
