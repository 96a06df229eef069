// The card of a place: what it is, how sure, from where; of a place without a position, what it has.
(function (mura) {
  "use strict";

  mura.card = { open, openById, openWhen, follow };
  let opened = null; // id of the place whose card is open

  // moved: the map goes to the place first; into: the focus moves into the card
  function open(item, { moved = false, flying = false, into = false }) {
    const { data, marker } = item;
    mura.panel.close();
    mura.places.guest(mura.places.isShown(data.id) ? null : item);
    const at = marker?.getLatLng() ?? null;
    if (at && moved) travel(at, flying);
    opened = data.id;
    mura.panel.open({
      name: "card", content: card(data), label: data.name, at, into, closed,
      back: () => rowOf(data.id),
    });
    mura.address.put("id", data.id);
  }

  async function openById(id, how) {
    if (!await openWhen(mura.places.get(id), how)) forget(id);
  }

  // Opens a place that is on its way; false if there is no such place.
  async function openWhen(coming, how) {
    try {
      const item = await coming;
      if (item) open(item, how);
      return Boolean(item);
    } catch {
      mura.say(mura.settings.texts.unanswered);
      return true;
    }
  }

  // After a change of filters or of the address: the card of the address is open, and no other.
  function follow({ again = false, into = false } = {}) {
    const asked = mura.address.value("id");
    if (asked && (again || asked !== opened)) openById(asked, { moved: true, into });
    else if (opened && (!asked || mura.places.isGone(opened))) mura.panel.close();
  }

  function forget(id) {
    if (mura.address.value("id") === id) mura.address.put("id", null);
  }

  function closed() {
    const id = opened;
    opened = null;
    mura.places.guest(null);
    forget(id);
  }

  // Without animation where the user wants none, and for links: they shall stand at once.
  function travel(at, flying) {
    const zoom = Math.max(mura.map.getZoom(), mura.settings.close);
    if (flying && !mura.stillness()) mura.map.flyTo(at, zoom, { duration: 0.8 });
    else mura.map.setView(at, zoom, { animate: false });
  }

  function rowOf(id) {
    const rows = [...mura.page().document.querySelectorAll("tr[data-id]")];
    return rows.find((row) => row.dataset.id === id)?.querySelector("a, summary");
  }

  function card(data) {
    const { texts } = mura.settings;
    const box = document.createElement("article");
    box.className = "mura-card";
    box.append(mura.text("p", data.card.layer, "mura-layer"), mura.text("h2", data.name));
    if (mura.settings.answers) box.append(mura.list.star(data), sheet(data));
    if (data.card.summary) box.append(mura.text("p", data.card.summary));
    if (data.lat === null) box.append(mura.text("p", nowhere(data), "mura-warning"));
    for (const warning of data.card.warnings) box.append(mura.text("p", warning, "mura-warning"));
    const facts = document.createElement("dl");
    for (const [label, value] of data.card.facts) {
      facts.append(mura.text("dt", label), mura.text("dd", value));
    }
    box.append(facts);
    if (data.parts?.length) box.append(mura.text("h3", texts.parts), parts(data.parts));
    box.append(mura.text("h3", texts.sources));
    const sources = document.createElement("ul");
    for (const source of data.card.sources) sources.append(mura.text("li", source));
    box.append(sources);
    return box;
  }

  function sheet({ id }) {
    const { lang, texts } = mura.settings;
    return mura.link(`./site?${new URLSearchParams({ id, lang })}`, texts.sheet);
  }

  function nowhere(data) {
    return data.parts?.length ? mura.settings.texts.asParts : mura.settings.texts.nowhere;
  }

  function parts(list) {
    const box = document.createElement("ul");
    box.className = "mura-parts";
    for (const [id, name] of list) {
      const item = document.createElement("li");
      item.append(mura.button(name, () => openById(id, { moved: true, flying: true, into: true })));
      box.append(item);
    }
    return box;
  }
})((window.mura ||= {}));
