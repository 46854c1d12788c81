// Saves a page of questions while somebody answers. Without this file the buttons do the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-vanzelf]");
  if (!form) return;
  let busy = false, again = false, off = false;
  const say = (text, wrong = false) => {
    const line = document.getElementById("stand");
    line.textContent = text;
    line.toggleAttribute("data-mis", wrong);
  };
  // What was typed is never touched: only what the server says around it is drawn again.
  const draw = (page) => {
    for (const fresh of page.querySelectorAll("[data-weer]")) {
      document.getElementById(fresh.id)?.replaceWith(document.adoptNode(fresh));
    }
  };
  const send = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set("naar", "vanzelf");
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
    if (answer.redirected && new URL(answer.url).pathname.startsWith("/login")) return location.assign("/login");
    if (![200, 409, 422].includes(answer.status)) throw new Error("not saved");
    draw(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (answer.status === 200) return;
    off = answer.status === 409; // a person looks first, and presses the button
    say(off ? "Niet bewaard. Kijk bovenaan wat uw collega invulde." : "Nog niet bewaard. Kijk na wat rood is.", true);
  };
  const save = async () => {
    if (off) return;
    if (busy) { again = true; return; }
    busy = true;
    say("Bezig met bewaren…");
    try { await send(); } catch { say("Niet bewaard. Klik op Bewaar.", true); }
    busy = false;
    if (again) { again = false; save(); }
  };
  form.addEventListener("change", save);
})();
