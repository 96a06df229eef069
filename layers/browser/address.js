// The part of the page's address after #: where the map stands and what is open on it. It is kept
// without asking the server, so panning reruns nothing, and a link restores it.
//   #map=zoom/lat/lon&id=place&at=lat,lon&measure=lat,lon;lat,lon&list=id,id&story=name/step&present=yes
(function (mura) {
  "use strict";

  mura.address = { start, value, given, put, position, write };
  const ORDER = ["map", "id", "at", "measure", "list", "story", "present"];
  const LONGEST = 4000; // letters of one value; a longer one was not written by us
  let values = new Map();
  let atStart = new Map(); // what the address named before this map wrote anything
  let known = ""; // what stood after # when this map read it last

  // `followed` is called when the user typed an address, went back, or took a link of the table.
  function start(followed) {
    values = atStart = read();
    const changed = () => {
      const asked = read();
      // A link of the table names a place alone; whatever else is open stays.
      values = asked.has("map") ? asked : new Map([...values, ...asked]);
      followed();
      write();
    };
    const top = mura.page();
    top.addEventListener("hashchange", changed);
    window.addEventListener("pagehide", () => top.removeEventListener("hashchange", changed));
  }

  function value(name) {
    return values.get(name) ?? null;
  }

  function given(name) {
    return atStart.has(name);
  }

  // A value of null or "" is taken out of the address.
  function put(name, content) {
    if (content) values.set(name, content);
    else values.delete(name);
    write();
  }

  function position() {
    const parts = (value("map") || "").split("/").map(Number);
    const [zoom, lat, lon] = parts;
    const known = parts.length === 3 && parts.every(Number.isFinite)
      && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
    return known ? { zoom, at: [lat, lon] } : null;
  }

  // A change of filters or language rewrites the address without the part after #; the page's own
  // window remembers it, for each page, until this frame, or the next one, puts it back.
  function read() {
    const top = mura.page();
    known = top.location.hash;
    const given = new URLSearchParams((top.location.hash || remembered(top) || "").slice(1));
    return new Map(ORDER.filter((name) => (given.get(name) || "").length <= LONGEST && given.get(name))
      .map((name) => [name, given.get(name)]));
  }

  function write() {
    // Somebody has just followed a link, and will be heard in a moment: it must not be written over.
    const top = mura.page();
    const standing = top.location.hash;
    if (standing && standing !== known && standing !== top.muraWritten) return;
    const { lat, lng } = mura.map.getCenter();
    values.set("map", `${mura.map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
    const said = ORDER.filter((name) => values.has(name))
      .map((name) => `${name}=${encodeURIComponent(values.get(name)).replace(/%(2F|2C|3B)/g, decodeURIComponent)}`);
    const hash = `#${said.join("&")}`;
    (top.muraViews ||= {})[top.location.pathname] = hash;
    if (top.location.hash !== hash) replace(top, top.location.pathname + top.location.search + hash);
    top.muraWritten = top.location.hash; // by whichever map: in another language there are two for a moment
  }

  function remembered(top) {
    return top.muraViews?.[top.location.pathname];
  }

  // Some browsers let a file not write its own address. The map works on without it.
  function replace(top, address) {
    try {
      top.history.replaceState(top.history.state, "", address);
    } catch (error) {
      if (error.name !== "SecurityError") throw error;
    }
  }
})((window.mura ||= {}));
