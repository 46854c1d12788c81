// Progressive: without this file every link and every form still works.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const SWITCH = "sneltoetsen"; // the only thing kept in this browser: 'uit', or nothing
  const keysOn = () => localStorage.getItem(SWITCH) !== "uit"; // WCAG 2.1.4: letters can be turned off
  const say = (text) => {
    const live = $("#live");
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = text; });
  };
  const showJs = (root = document) => $$(".js[hidden]", root).forEach((e) => { e.hidden = false; });
  const openDialog = (id) => { const d = document.getElementById(id); if (d && !d.open) d.showModal(); };

  // ---- the current row: focus sits on its link
  const links = () => $$("#lijst .row__link");
  const current = () => $("#lijst .row__link[aria-current]");
  const mark = (link) => {
    $$("#lijst tr.is-current").forEach((r) => r.classList.remove("is-current"));
    $$("#lijst .row__link[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    if (!link) return;
    link.setAttribute("aria-current", "true");
    link.closest("tr").classList.add("is-current");
  };
  const move = (step) => {
    const all = links();
    if (!all.length) return;
    const here = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, here + step))];
    next.focus({ preventScroll: true });
    next.closest("tr").scrollIntoView({ block: "nearest" });
  };

  // ---- keys: each presses the control that is on the screen, so there is one path and one log line
  const rowButton = () => current()?.closest("tr").querySelector(".act__b");
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    e: () => rowButton()?.click(),
    z: () => $("#doe-z")?.click(),
    o: () => $("#voorbeeld #waarom summary")?.click(),
    "/": () => $(".filters select")?.focus(),
    "?": () => openDialog("toetsen"),
  };
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return $("details.user[open]")?.removeAttribute("open");
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
    if (typing(event.target) || $("dialog[open]") || !keysOn()) return;
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) openDialog(opener.dataset.open);
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    const menu = $("details.user[open]");
    if (menu && !menu.contains(event.target)) menu.removeAttribute("open");
    const row = event.target.closest("#lijst tr.row");
    if (row && !event.target.closest("a, button, input")) row.querySelector(".row__link").focus();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#lijst tr.row");
    if (row) mark(row.querySelector(".row__link"));
  });

  // ---- htmx: only the list and the preview are ever swapped
  const visible = (element) => element && element.getClientRects().length > 0;
  let last = current()?.id ?? null; // what the preview shows: asking twice would log a second look
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    $("#storing").hidden = true;
    const target = typeof ctx.target === "string" ? $(ctx.target) : ctx.target;
    if (target?.id !== "voorbeeld") return;
    const row = ctx.sourceElement.id;
    if (!visible(target) || row === last) return event.preventDefault(); // what nobody sees is not fetched, and not logged as seen
    last = row;
  });
  document.addEventListener("htmx:before:response", (event) => {
    const { raw } = event.detail.ctx.response;
    const lost = raw.status === 401 || (raw.redirected && new URL(raw.url).pathname.startsWith("/login"));
    if (!lost) return;
    event.preventDefault();
    location.assign("/login");
  });
  const fail = () => { last = null; $("#storing").hidden = false; };
  document.addEventListener("htmx:response:error", fail);
  document.addEventListener("htmx:error", fail);

  // When a swap takes the focused row away: to the row in its place, else the one before, else the heading.
  let spot = null;
  document.addEventListener("htmx:before:swap", (event) => {
    const all = links();
    const i = all.indexOf(current());
    spot = {
      list: (event.detail.ctx.sourceElement?.tagName === "FORM"),
      row: all[i]?.id,
      next: all[i + 1]?.id,
      prev: all[i - 1]?.id,
    };
  });
  document.addEventListener("htmx:after:swap", () => requestAnimationFrame(() => {
    if (!spot?.list) return;
    const { row, next, prev } = spot;
    spot = null;
    showJs();
    const target = [row, next, prev].map((id) => id && document.getElementById(id)).find(Boolean) ?? links()[0] ?? $("h1");
    target.focus();
    if (!links().length) $("#voorbeeld")?.replaceChildren(); // its task is gone
    say($("#gedaan-tekst")?.textContent ?? "De lijst is bijgewerkt");
  }));

  showJs();
  const box = $("#toetsen-aan");
  if (box) {
    box.checked = keysOn();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(SWITCH); else localStorage.setItem(SWITCH, "uit");
    });
  }
})();
