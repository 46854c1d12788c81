// Progressive: without this file every link and every form still works.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const SWITCH = "sneltoetsen"; // the only thing kept in this browser: 'uit', or nothing
  const keysOn = () => localStorage.getItem(SWITCH) !== "uit"; // WCAG 2.1.4: letters can be turned off
  const visible = (element) => element && element.getClientRects().length > 0;
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

  // ---- chosen rows
  const chosen = () => $$("#lijst [name=taak]:checked");
  const count = () => {
    const n = chosen().length;
    if ($("#gekozen-n")) $("#gekozen-n").textContent = n ? `${n} ` : "";
    return n;
  };

  // ---- keys: each presses the control that is on the screen, so there is one path and one log line
  const rowPart = (selector) => current()?.closest("tr").querySelector(selector);
  // The panel follows the current row a moment later; until then its buttons are of somebody else.
  const shown = () => Boolean(current()) && $("#voorbeeld [data-taak]")?.dataset.taak === current().closest("tr").id.slice(4);
  const usable = (element) => visible(element) && (!element.closest("#voorbeeld") || shown());
  const press = (...selectors) => {
    const element = selectors.map((s) => (typeof s === "string" ? $(s) : s)).find(usable);
    element?.click();
    return Boolean(element);
  };
  const PATIENCE = 5000;
  let waiting = null; // what to press when the panel of this row is there, or will not come
  const whenShown = (act) => {
    const link = current();
    waiting = null;
    if (!link || !visible($("#voorbeeld")) || shown()) return act();
    const mine = waiting = { row: link.id, act };
    setTimeout(() => { if (waiting === mine) goOn(); }, PATIENCE);
    if (last !== link.id) { link.blur(); link.focus(); } // it was not asked for yet
  };
  const goOn = () => {
    const { row, act } = waiting ?? {};
    waiting = null;
    if (row && row === current()?.id && !$("dialog[open]")) act();
  };
  let renewing = 0; // until when the list is being renewed: whose turn it is after that, is not known yet
  let held = null;
  const whenRenewed = (act, always) => {
    if (performance.now() > renewing) return act();
    held = { row: current()?.id, act, always };
  };
  const renewed = () => {
    const { row, act, always } = held ?? {};
    renewing = 0;
    held = null;
    if (act && (always || row === current()?.id)) act();
  };
  const deed = (bulk, single) => whenRenewed(() => (chosen().length ? press(bulk) : whenShown(() => press(single, rowPart("a.do__b")))));
  const finish = () => {
    if (chosen().length) press("#bulk-e");
    else if (!press(rowPart("button.do__b"))) whenShown(() => press("#doe-e"));
  };
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    x: () => rowPart("[name=taak]")?.click(),
    e: () => whenRenewed(finish),
    s: () => deed("#bulk-s", "#doe-s"),
    t: () => deed("#bulk-t", "#doe-t"),
    z: () => whenRenewed(() => press("#doe-z"), true),
    o: () => whenRenewed(() => whenShown(() => press("#waarom summary"))),
    "/": () => ($("#zoek") ?? $(".filters select"))?.focus(),
    "?": () => openDialog("toetsen"),
  };
  const GO = { w: "/werkvoorraad", o: "/overleggen" };
  let going = 0; // until when a second letter says where to go
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && $("#opdrachten")) {
      event.preventDefault();
      return openCommands();
    }
    if (event.key === "Escape") {
      $("details.user[open]")?.removeAttribute("open");
      return event.target.id === "zoek" ? event.target.blur() : undefined;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
    if (typing(event.target) || $("dialog[open]") || !keysOn()) return;
    if (event.timeStamp < going && GO[event.key]) {
      going = 0;
      event.preventDefault();
      return location.assign(GO[event.key]);
    }
    going = event.key === "g" ? event.timeStamp + 1500 : 0;
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) opener.dataset.open === "opdrachten" ? openCommands() : openDialog(opener.dataset.open);
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-druk]")) window.print();
    const leave = event.target.closest("dialog[open] [data-sluit]");
    if (leave) { event.preventDefault(); leave.closest("dialog").close(); }
    for (const menu of $$("details.user[open], details.bewaar[open]")) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    }
    const row = event.target.closest("#lijst tr.row");
    if (row && !event.target.closest("a, button, input, label")) row.querySelector(".row__link").focus();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#lijst tr.row");
    if (row) mark(row.querySelector(".row__link"));
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("#lijst [name=taak]")) say(`${count()} gekozen`);
  });
  document.addEventListener("reset", (event) => {
    if (event.target.id !== "bulk") return;
    requestAnimationFrame(() => { count(); (current() ?? links()[0])?.focus(); });
  });

  // ---- what can be done now, by name (Ctrl K); it shows the key beside each
  const options = () => $$("#opdrachten [role=option]:not([hidden])");
  const pick = (option) => {
    $$("#opdrachten [aria-selected=true]").forEach((o) => o.setAttribute("aria-selected", "false"));
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    const input = $("#opdracht-zoek");
    if (option) input.setAttribute("aria-activedescendant", option.id); else input.removeAttribute("aria-activedescendant");
  };
  const target = (option) => option.dataset.klik.split("|").map((s) => (s.startsWith("rij ") ? rowPart(s.slice(4)) : $(s))).find(usable);
  const filterCommands = () => {
    const words = $("#opdracht-zoek").value.trim().toLowerCase();
    for (const o of $$("#opdrachten [role=option]")) o.hidden = !(target(o) || o.dataset.pad) || !o.textContent.toLowerCase().includes(words);
    pick(options()[0]);
  };
  const openCommands = () => {
    if ($("dialog[open]")) return;
    $("#opdracht-zoek").value = "";
    filterCommands();
    $("#opdrachten").showModal();
    $("#opdracht-zoek").focus();
  };
  const runCommand = (option) => {
    $("#opdrachten").close();
    const ofRow = option && !chosen().length && /#doe-[stw]/.test(option.dataset.klik);
    whenRenewed(() => (ofRow ? whenShown(() => carryOut(option)) : carryOut(option)), option?.dataset.klik === "#doe-z");
  };
  const carryOut = (option) => {
    const element = option && target(option);
    if (!element && option?.dataset.pad) return location.assign(option.dataset.pad); // has a page of its own
    if (!element) return;
    if (element.matches("input")) element.focus(); else element.click();
  };
  const commands = $("#opdrachten");
  commands?.addEventListener("input", filterCommands);
  commands?.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) runCommand(option);
  });
  commands?.addEventListener("keydown", (event) => {
    const all = options(), here = all.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (event.key === "Enter") { event.preventDefault(); runCommand(all[here]); }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    pick(all[(here + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
  });

  // ---- htmx: only the list, the preview and the dialog are ever swapped
  let last = current()?.id ?? null; // what the preview shows: asking twice would log a second look
  const targetOf = (ctx) => (typeof ctx.target === "string" ? $(ctx.target) : ctx.target);
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    $("#storing").hidden = true;
    const spotOn = targetOf(ctx);
    if (spotOn?.id === "werk") renewing = performance.now() + htmx.config.defaultTimeout;
    if (spotOn?.id !== "voorbeeld") return;
    const row = ctx.sourceElement.id;
    // What nobody sees is not fetched, and not logged as seen.
    if (!visible(spotOn) || row === last || ctx.sourceElement !== current()) return event.preventDefault();
    last = row;
  });
  document.addEventListener("htmx:before:response", (event) => {
    const { raw } = event.detail.ctx.response;
    const lost = raw.status === 401 || (raw.redirected && new URL(raw.url).pathname.startsWith("/login"));
    if (!lost) return;
    event.preventDefault();
    location.assign("/login");
  });
  const fail = (event) => {
    renewed();
    if (event.detail?.ctx?.response?.raw?.status === 422 && $("#vak-in")?.contains(event.detail.ctx.sourceElement)) return;
    last = null;
    $("#storing").hidden = false;
    goOn();
  };
  document.addEventListener("htmx:response:error", fail);
  document.addEventListener("htmx:error", fail);

  // When a swap takes the focused row away: to the row in its place, else the one before, else the heading.
  let spot = null;
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    // Somebody went on to another row before this answer was there.
    if (targetOf(ctx)?.id === "voorbeeld" && ctx.sourceElement !== current()) return event.preventDefault();
    const all = links();
    const i = all.indexOf(current());
    const unread = String(ctx.request?.action).endsWith("/ongelezen");
    spot = { row: all[i]?.id, next: all[i + 1]?.id, prev: all[i - 1]?.id, unread };
  });
  const afterList = () => {
    const { row, next, prev, unread } = spot;
    $("#vak[open]")?.close();
    chosen().forEach((c) => { c.checked = false; });
    count();
    showJs();
    // What an undo brought back is whose turn it is: a next key must not do the task of somebody else.
    const back = $("#gedaan-tekst")?.dataset.terug?.split(" ") ?? [];
    const goal = links().find((a) => back.includes(a.id.slice(5)))
      ?? [row, next, prev].map((id) => id && document.getElementById(id)).find(Boolean) ?? links()[0] ?? $("h1");
    // What was done is in the history now. But what was just put back to unread is not read again.
    last = unread ? row : null;
    if (document.activeElement === goal) goal.blur();
    goal.focus();
    if (!links().length) $("#voorbeeld")?.replaceChildren(); // its task is gone
    say($("#gedaan-tekst")?.textContent ?? "De lijst is bijgewerkt");
    renewed();
  };
  const afterDialog = () => {
    openDialog("vak");
    ($("#vak #fouten") ?? $("#vak input:not([type=hidden])") ?? $("#opdracht-doe"))?.focus();
  };
  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    const dialog = $("#vak-in")?.childElementCount && targetOf(ctx)?.id === "vak-in";
    const list = targetOf(ctx)?.id === "werk";
    if (event.detail.ctx.sourceElement?.closest?.(".row")) { // its preview: it has been read now
      const seen = ctx.sourceElement.closest("tr");
      seen.classList.remove("row--new");
      $$(".unread, .unread + .vh", seen).forEach((e) => e.remove());
      if (commands?.open) filterCommands();
      if (shown()) goOn();
    }
    if (!dialog && !list) return;
    requestAnimationFrame(dialog ? afterDialog : afterList);
  });
  $("#vak")?.addEventListener("close", () => { $("#vak-in").replaceChildren(); });

  showJs();
  count();
  const box = $("#toetsen-aan");
  if (box) {
    box.checked = keysOn();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(SWITCH); else localStorage.setItem(SWITCH, "uit");
    });
  }
})();
