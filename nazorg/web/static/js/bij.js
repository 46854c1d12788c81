// Progressive: without this file every form works, and the server locks by itself.
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);
  document.querySelectorAll(".js[hidden]").forEach((e) => { e.hidden = false; });
  const say = (text) => { const live = $("#live"); live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); };
  const ask = (path, method) => fetch(path, { method, headers: { accept: "application/json" }, credentials: "same-origin" });

  // ---- lock after two minutes without use, with a warning half a minute before
  const limit = Number(document.body.dataset.stil || 0);
  const warnAt = limit - 30;
  const dialog = $("#slot");
  // Of all tabs of this room: one that lies open may not lock the one that is written in.
  const KEY = "bij-gebruikt";
  const seen = () => Number(localStorage.getItem(KEY) || 0);
  let last = Date.now();
  let told = Date.now(); // when the server last heard that somebody is here
  const lock = () => { location.replace("/bij/login" + (location.pathname.startsWith("/bij/meldingen/") ? "?naar=" + encodeURIComponent(location.pathname) : "")); };
  const stay = async () => {
    last = told = Date.now();
    localStorage.setItem(KEY, String(last));
    if (dialog.open) dialog.close();
    const answer = await ask("/bij/verleng", "POST").catch(() => null);
    if (answer && answer.status === 401) lock();
  };
  const used = () => {
    if (!limit || dialog.open) return;
    last = Date.now();
    localStorage.setItem(KEY, String(last));
    if (last - told > 30000) stay();
  };
  if (limit) {
    localStorage.setItem(KEY, String(last));
    ["keydown", "pointerdown", "input"].forEach((kind) => addEventListener(kind, used, { passive: true }));
    $("#slot-blijf").addEventListener("click", stay);
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
    setInterval(() => {
      last = Math.max(last, seen());
      const quiet = (Date.now() - last) / 1000;
      if (quiet < warnAt && dialog.open) dialog.close();
      if (quiet >= limit) lock();
      else if (quiet >= warnAt) {
        if (!dialog.open) dialog.showModal();
        $("#slot-s").textContent = String(Math.ceil(limit - quiet));
      }
    }, 1000);
  }

  // ---- tell when what lies open here is not right any more
  const news = $("#nieuws");
  if (news) {
    const look = async () => {
      const answer = await ask(news.dataset.stand, "GET").catch(() => null);
      if (!answer) return;
      if (answer.status === 401) { lock(); return; }
      if (answer.status === 403 || answer.status === 404) { location.reload(); return; }
      if (!answer.ok) return;
      const stand = await answer.json();
      // Withdrawn: nothing of it may stay in sight, also not while the next page comes.
      if (stand.ingetrokken) { keep(null); $("main").replaceChildren(); location.reload(); }
      else if (stand.versie !== news.dataset.versie) news.hidden = false;
    };
    setInterval(look, 5000);
  }

  // ---- what was typed in one form survives sending another, and loading anew; never a lock
  const DRAFT = "bij-concept";
  const fields = () => [...document.querySelectorAll("main form :is(input, textarea, select)")].filter((f) => f.name && f.type !== "hidden");
  const where = (f) => f.form.getAttribute("action") + " " + (f.form.elements.partner?.value || "") + " " + f.name + " " + (f.type === "radio" ? f.value : "");
  const keep = (sent) => {
    const kept = {};
    fields().forEach((f) => {
      if (f.form === sent) return;
      const is = f.type === "radio" ? f.checked : f.value;
      if (is && is !== (f.type === "radio" ? f.defaultChecked : f.defaultValue)) kept[where(f)] = is;
    });
    sessionStorage.setItem(DRAFT, JSON.stringify({ page: location.pathname.split("/").slice(0, 4).join("/"), kept }));
  };
  const draft = sessionStorage.getItem(DRAFT);
  sessionStorage.removeItem(DRAFT);
  const back = $("#geschreven"); // the page of what was withdrawn: nothing can be sent there any more
  if (draft && (news || back)) {
    const { page, kept } = JSON.parse(draft);
    const here = page === location.pathname.split("/").slice(0, 4).join("/");
    if (here && back) Object.entries(kept).filter(([name]) => / (motivering|tekst|reden|ontvangers|noodzaak) $/.test(name)).forEach(([, text]) => {
      const field = back.querySelector("template").content.cloneNode(true).firstElementChild;
      field.value = text;
      back.append(field);
      back.hidden = false;
    });
    if (here && news) fields().forEach((f) => {
      const was = kept[where(f)];
      if (was === true) f.checked = true;
      else if (was && !f.value) { f.value = was; f.closest("details")?.setAttribute("open", ""); }
    });
  }
  if (news) {
    document.querySelectorAll("main form").forEach((form) => form.addEventListener("submit", () => keep(form)));
    news.querySelector("a").addEventListener("click", () => keep(null));
  }

  // ---- the button says what it will do
  const cta = $("#cta");
  document.querySelectorAll("[name=besluit]").forEach((option) => option.addEventListener("change", () => { cta.textContent = "Leg vast: " + option.dataset.naam; }));
  const chosen = $("[name=besluit]:checked");
  if (chosen && cta) cta.textContent = "Leg vast: " + chosen.dataset.naam;

  // ---- copy a text
  document.querySelectorAll("[data-kopieer]").forEach((button) => button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.kopieer);
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
    say("Gekopieerd.");
  }));
})();
