// A class in the browser: tells the server where this page is, and goes where the one who leads is.
// Everything is asked with one small question every 2.5 s; nothing runs anew where nothing changed.
(function (mura) {
  "use strict";

  const EVERY = 2500; // ms between two questions
  const LOOK = 400; // ms between two looks at the address of a page that leads
  const BEFORE = "mura-class-before"; // where this tab was when somebody began to lead
  const desk = new URL(".", document.currentScript.src); // /class/
  let told = ""; // the address that the server has heard of last
  let followed = ""; // the address of the leader that this page went to last
  let answered = null; // what the server said last
  let waiting = 0;

  mura.desk = { ask, words, answered: () => answered };

  function here() {
    return location.pathname + location.search + location.hash;
  }

  function words() {
    return window.muraClassWords[document.documentElement.lang] ?? window.muraClassWords.kk;
  }

  function isBoard() {
    return answered?.role === "trainer" && location.pathname.endsWith("/workshop")
      && !new URLSearchParams(location.search).has("exercise");
  }

  function ask(question, content) {
    return fetch(new URL(question, desk), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(content),
    });
  }

  async function pulse() {
    clearTimeout(waiting);
    const where = here();
    try {
      // A page that only lies open says nothing of itself: of two tabs the one that moves counts.
      const answer = await ask("pulse", where === told ? {} : { where });
      if (!answer.ok) throw new Error(String(answer.status));
      heard(await answer.json(), where);
    } catch {
      answered = answered && { ...answered, lost: true };
    }
    show();
    waiting = setTimeout(pulse, EVERY);
  }

  function heard(said, where) {
    if (said.gone) {
      sessionStorage.removeItem(BEFORE);
      location.reload();
      return;
    }
    told = where;
    answered = said;
    if (!isBoard()) follow(said.lead);
    document.dispatchEvent(new CustomEvent("mura-class"));
  }

  // ---- following ------------------------------------------------------------------------------

  function follow(lead) {
    const before = sessionStorage.getItem(BEFORE);
    if (lead && lead !== followed) {
      if (before === null) sessionStorage.setItem(BEFORE, here());
      go(lead, followed);
      followed = lead;
    } else if (!lead && before !== null) {
      sessionStorage.removeItem(BEFORE);
      followed = "";
      go(before, "");
    }
  }

  // Streamlit follows popstate, as with the Back button; the map follows hashchange.
  function go(address, from) {
    const target = inOwnLanguage(address);
    if (target.origin !== location.origin || target.href === location.href) return;
    const samePage = target.pathname === location.pathname;
    const former = from && inOwnLanguage(from);
    const onlyMap = samePage && (target.search === location.search
      || (former && former.pathname === target.pathname && former.search === target.search));
    (window.muraViews ||= {})[target.pathname] = target.hash; // as layers/browser/address.js keeps it
    if (onlyMap) {
      history.replaceState(history.state, "", location.pathname + location.search + target.hash);
    } else {
      history.pushState(null, "", target.href);
      dispatchEvent(new PopStateEvent("popstate"));
    }
    if (samePage) dispatchEvent(new HashChangeEvent("hashchange"));
  }

  function inOwnLanguage(address) {
    const target = new URL(address, location.origin);
    const own = document.documentElement.lang;
    if (own) target.searchParams.set("lang", own);
    return target;
  }

  // ---- the line at the foot -------------------------------------------------------------------

  let line = null;
  function show() {
    const said = sentence();
    if (!line) {
      line = document.createElement("div");
      line.setAttribute("role", "status");
      line.className = "mura-class-line";
      document.body.append(line);
    }
    if (line.textContent !== said) line.textContent = said;
  }

  function sentence() {
    if (!answered) return "";
    if (answered.lost) return words().lost;
    if (isBoard()) return "";
    if (answered.leads) return words().youLead;
    return answered.lead ? words()[answered.by] : "";
  }

  // ---- the beginning --------------------------------------------------------------------------

  setInterval(() => { if (answered?.leads && !isBoard() && here() !== told) pulse(); }, LOOK);
  addEventListener("focus", () => { told = ""; });
  mura.desk.pulse = pulse;
  pulse();
})((window.mura ||= {}));
