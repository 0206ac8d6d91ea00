// A page that a server shows while articles are edited: it loads again when they change, at the same place, and sends
// clicks to the server, which opens the place in the editor.
"use strict";
(() => {
  const base = `/${location.pathname.split("/")[1]}/`;
  const page = location.pathname.slice(base.length);
  const version = Number(document.querySelector("meta[name=newscorpus-version]").content);
  const kept = `newscorpus ${location.pathname}`;
  history.scrollRestoration = "manual";

  function reload() {
    const open = [...document.querySelectorAll("details[open]")].map((one) => one.id || one.querySelector("[id]")?.id);
    const focus = document.activeElement?.closest("[id]")?.id;
    sessionStorage.setItem(kept, JSON.stringify({ x: scrollX, y: scrollY, aside: document.getElementById("apparatus")?.scrollTop, open, focus }));
    location.reload();
  }

  function restore() {
    const before = JSON.parse(sessionStorage.getItem(kept) ?? "null");
    if (!before) return;
    sessionStorage.removeItem(kept);
    for (const key of before.open) document.getElementById(key)?.closest("details")?.setAttribute("open", "");
    const focused = document.getElementById(before.focus);
    (focused?.querySelector("summary") ?? focused)?.focus({ preventScroll: true });
    const aside = document.getElementById("apparatus");
    if (aside) aside.scrollTo({ top: before.aside, behavior: "instant" });
    scrollTo({ left: before.x, top: before.y, behavior: "instant" });
  }
  const settled = () => setTimeout(() => setTimeout(restore)); // after the page has followed the address
  if (document.readyState === "complete") settled();
  else addEventListener("load", settled);

  const stream = new EventSource(`${base}events`);
  stream.onmessage = (event) => {
    const { version: now, show } = JSON.parse(event.data);
    if (show !== null) location.hash = show;
    if (now !== version) reload();
  };
  addEventListener("pagehide", () => stream.close());

  /* Where an element begins in the text, in code points. */
  function offset(text, element) {
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEndBefore(element);
    return [...before.toString()].length;
  }

  document.addEventListener("click", async (event) => {
    const text = document.getElementById("text");
    const mark = event.target.closest("#text [data-o]");
    const card = event.target.closest("summary")?.closest(".card");
    const chosen = document.querySelector(".card.lit")?.dataset.o; // a second click chooses the next mark around
    const key = (mark && chosen) || (mark ?? card)?.dataset.o;
    if (!key) return;
    const body = JSON.stringify({ page, key, at: mark ? offset(text, mark) : null });
    const answer = await fetch(`${base}click`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const { open } = await answer.json();
    if (open) location.assign(open);
  });
})();
