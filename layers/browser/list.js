// My list: places that the user put together, kept in the address, taken along as a link or a file.
(function (mura) {
  "use strict";

  mura.list = { start, star, follow };
  const STAR = ["M12 3l2.7 5.8 6.3.7-4.7 4.3 1.3 6.2-5.6-3.2-5.6 3.2 1.3-6.2L3 9.5l6.3-.7Z"];
  const MOST = 200;
  const LARGEST_FILE = 2_000_000; // bytes
  let ids = [];
  let tool;

  function start() {
    tool = mura.tools.add({ label: mura.settings.texts.list, icon: STAR, act: toggle, className: "mura-list-tool" });
    follow();
  }

  function follow() {
    ids = [...new Set((mura.address.value("list") || "").split(","))]
      .filter((id) => /^[a-z0-9][a-z0-9-]*$/.test(id)).slice(0, MOST);
    count();
  }

  function keep(next) {
    if (next.length > MOST) mura.say(mura.settings.texts.listFull);
    ids = next.slice(0, MOST);
    mura.address.put("list", ids.join(","));
    count();
  }

  function count() {
    if (!tool) return;
    tool.dataset.count = ids.length || "";
    tool.setAttribute("aria-label", `${mura.settings.texts.list}: ${ids.length}`);
  }

  // The star in a card: puts the place on the list, or takes it off.
  function star({ id }) {
    const { texts } = mura.settings;
    const button = mura.button("", () => {
      keep(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
      tell();
    }, "mura-star");
    const tell = () => {
      const on = ids.includes(id);
      button.textContent = on ? `★ ${texts.listOff}` : `☆ ${texts.listOn}`;
      button.setAttribute("aria-pressed", String(on));
    };
    tell();
    return button;
  }

  function toggle() {
    if (mura.panel.current()?.name === "list") mura.panel.close();
    else open();
  }

  async function open() {
    try {
      const places = ids.length ? await mura.ask("places", { id: ids.join(",") }) : [];
      mura.panel.open({ name: "list", content: told(places), label: mura.settings.texts.list, into: true,
                        back: () => tool });
    } catch {
      mura.say(mura.settings.texts.unanswered);
    }
  }

  function told(places) {
    const { texts } = mura.settings;
    const box = document.createElement("article");
    box.className = "mura-card mura-mine";
    box.append(mura.text("h2", texts.list));
    if (!places.length) box.append(mura.text("p", texts.listEmpty));
    else box.append(lines(places), taking(places));
    box.append(opening());
    return box;
  }

  function lines(places) {
    const list = document.createElement("ul");
    list.className = "mura-parts";
    for (const { id, name } of places) {
      const item = document.createElement("li");
      const off = mura.button("×", () => { keep(ids.filter((each) => each !== id)); open(); }, "mura-off");
      off.setAttribute("aria-label", `${mura.settings.texts.listOff}: ${name}`);
      item.append(mura.button(name, () => mura.card.openById(id, { moved: true, flying: true, into: true })), off);
      list.append(item);
    }
    return list;
  }

  function taking(places) {
    const { texts } = mura.settings;
    const box = mura.text("div", "", "mura-actions");
    box.append(
      mura.button(texts.listOnly, () => showOnly(places)),
      mura.button(texts.listLink, () => mura.copy(window.parent.location.href)),
      mura.button(texts.listFile, () => save(places)),
      mura.button(texts.clear, () => { keep([]); open(); }),
    );
    return box;
  }

  // The filter of the Map page: its table, downloads and print follow.
  function showOnly(places) {
    const wanted = new URLSearchParams({ lang: mura.settings.lang, place: places.map(({ id }) => id).join(",") });
    for (const layer of new Set(places.map(({ layer }) => layer))) wanted.append("layer", layer);
    const words = wanted.toString().replaceAll("%2C", ",");
    mura.go(`./?${words}${window.parent.location.hash}`);
  }

  // GeoJSON, so that QGIS and a phone's map open it as well.
  function save(places) {
    const features = places.map(({ id, name, lon, lat }) => ({
      type: "Feature", id, properties: { id, name },
      geometry: lat === null ? null : { type: "Point", coordinates: [lon, lat] },
    }));
    const words = JSON.stringify({ type: "FeatureCollection", features }, null, 1);
    mura.save(new Blob([words], { type: "application/geo+json" }), "mura-list.geojson");
  }

  function opening() {
    const label = mura.text("label", mura.settings.texts.listOpen, "mura-open");
    const field = document.createElement("input");
    field.type = "file";
    field.accept = ".geojson,.json";
    field.className = "mura-unseen"; // its own words are the browser's, not the page's
    field.addEventListener("change", () => { if (field.files[0]) read(field.files[0]); });
    label.append(field);
    return label;
  }

  async function read(file) {
    const { texts } = mura.settings;
    const named = file.size <= LARGEST_FILE ? identities(await file.text()) : null;
    if (!named?.length) return void mura.say(texts.listUnreadable);
    try {
      const known = await mura.ask("places", { id: named.join(",") });
      keep([...new Set([...ids, ...known.map(({ id }) => id)])]);
      await open();
      const lost = named.length - known.length;
      mura.say(`${texts.listRead.replace("{n}", known.length)} ${lost ? texts.listLost.replace("{n}", lost) : ""}`);
    } catch {
      mura.say(texts.unanswered);
    }
  }

  // The ids of a list that was saved here; null if the file is something else.
  function identities(words) {
    try {
      const { features } = JSON.parse(words);
      const named = features.map(({ id, properties }) => id ?? properties?.id).filter((id) => typeof id === "string");
      return [...new Set(named)].filter((id) => /^[a-z0-9][a-z0-9-]{0,79}$/.test(id)).slice(0, MOST);
    } catch {
      return null;
    }
  }
})((window.mura ||= {}));
