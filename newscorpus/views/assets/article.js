// The page of an article: highlights the cards of marks and the marks of cards. Without it, numbers link to the cards.
"use strict";
(() => {
  const text = document.getElementById("text");
  const cards = new Map([...document.querySelectorAll(".card")].map((card) => [card.dataset.o, card]));
  const announce = document.getElementById("announce");
  const wide = matchMedia("(min-width: 62rem)");
  const marks = new Map();
  for (const mark of text ? text.querySelectorAll("[data-o]") : []) {
    if (!marks.has(mark.dataset.o)) marks.set(mark.dataset.o, []);
    marks.get(mark.dataset.o).push(mark);
  }
  let pinned = null; // what was clicked: highlighted until the next click or Escape
  let shown = null;

  function light(key) {
    if (key === shown) return;
    for (const one of document.querySelectorAll(".lit, .near")) one.classList.remove("lit", "near");
    if (text) text.classList.toggle("focused", key !== null && marks.has(key));
    shown = key;
    const card = cards.get(key);
    if (!card) return;
    card.classList.add("lit");
    for (const mark of marks.get(key) ?? []) mark.classList.add("lit");
    for (const near of card.dataset.near.split(" ")) {
      for (const one of [cards.get(near), ...(marks.get(near) ?? [])]) one?.classList.add("near");
    }
  }

  function pin(key) {
    pinned = key;
    light(key);
    const card = cards.get(key);
    if (!card) return;
    if (wide.matches) card.open = true;
    const name = card.querySelector(".name").textContent;
    announce.textContent = `${name}: ${(marks.get(key) ?? []).filter((m) => m.matches(".ref")).length} places in the text`;
  }

  function unpin() {
    pinned = null;
    light(null);
    peek([]);
    sheet.hidden = true;
    announce.textContent = "";
  }

  /* Chooses a card and shows it: beside the text, or in a narrow window as a sheet at the bottom. */
  function choose(key) {
    pin(key);
    if (wide.matches) return cards.get(key).scrollIntoView({ block: "nearest" });
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "✕";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", unpin);
    sheet.setAttribute("aria-label", cards.get(key).querySelector(".name").textContent);
    sheet.replaceChildren(close, copied(cards.get(key), true));
    sheet.hidden = false;
    sheet.scrollTop = 0;
    sheet.focus({ preventScroll: true });
  }

  /* The keys of all marks around an element, innermost first. */
  function around(element) {
    const keys = [];
    for (let at = element; at && at !== text; at = at.parentElement) {
      const key = at.dataset?.o;
      if (key && !keys.includes(key)) keys.push(key);
    }
    return keys;
  }

  const box = document.createElement("div");
  box.id = "peek";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true"); // it repeats the cards
  box.inert = true;
  document.body.append(box);

  const sheet = document.createElement("div");
  sheet.id = "sheet";
  sheet.hidden = true;
  sheet.tabIndex = -1;
  sheet.setAttribute("role", "dialog");
  document.body.append(sheet);
  sheet.addEventListener("click", (event) => {
    const key = event.target.closest("a[href^='#']")?.getAttribute("href").slice(1);
    if (!cards.has(key)) return; // the address may be the same as before
    event.preventDefault();
    choose(key);
    reveal(key);
  });

  function peek(keys, at) {
    const copies = keys.slice(0, 6).flatMap((key) => (cards.has(key) ? [copied(cards.get(key))] : []));
    box.replaceChildren(...copies);
    box.hidden = copies.length === 0;
    if (box.hidden) return;
    const { offsetWidth: width, offsetHeight: height } = box;
    const below = at.bottom + 14;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 16))}px`;
    box.style.top = `${below + height < innerHeight ? below : Math.max(8, at.top - height - 10)}px`;
  }

  /* A copy of a card: its head, and for the sheet its list. */
  function copied(card, isWhole = false) {
    const copy = document.createElement("div");
    copy.className = card.className;
    copy.classList.remove("lit", "near");
    const head = document.createElement("div");
    head.className = "head";
    head.append(...card.querySelector("summary").cloneNode(true).childNodes);
    copy.append(head);
    if (isWhole) {
      const list = document.createElement("dl");
      for (const term of card.querySelectorAll("dt")) {
        list.append(term.cloneNode(true), term.nextElementSibling.cloneNode(true));
      }
      copy.append(list, ...[...card.querySelectorAll(".scroll")].map((table) => table.cloneNode(true)));
    }
    return copy;
  }

  function reveal(key) {
    const first = (marks.get(key) ?? [])[0];
    if (!first) return;
    const { top, bottom } = first.getBoundingClientRect();
    if (sheet.hidden) {
      if (top < 0 || bottom > innerHeight) first.scrollIntoView({ block: "center" });
    } else if (top < 0 || bottom > sheet.getBoundingClientRect().top) {
      scrollBy({ top: top - innerHeight / 4 });
    }
  }

  /* Scrolling under a resting pointer also sends pointer events; ignore them. */
  let rest = [];
  const rests = (event) => event.screenX === rest[0] && event.screenY === rest[1];
  for (const kind of ["pointermove", "pointerdown"])
    document.addEventListener(kind, (event) => (rest = [event.screenX, event.screenY]));

  if (text) {
    text.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || rests(event)) return;
      const keys = around(event.target);
      light(keys[0] ?? pinned);
      // What was chosen is shown beside the text: not here, too.
      peek(keys[0] === pinned ? [] : keys, { left: event.clientX, top: event.clientY, bottom: event.clientY });
    });
    text.addEventListener("pointerleave", () => {
      light(pinned);
      peek([]);
    });
    text.addEventListener("click", (event) => {
      const keys = around(event.target);
      if (keys.length === 0) return unpin();
      // A second click on the same words selects the next mark around them.
      const next = keys[(keys.indexOf(pinned) + 1) % keys.length];
      if (event.target.closest(".ref")) event.preventDefault();
      peek([]);
      choose(next);
      if (!wide.matches) reveal(next);
      else if (event.detail === 0) cards.get(next).querySelector("summary").focus({ preventScroll: true }); // by keyboard: move the focus to the card
    });
    text.addEventListener("focusin", (event) => {
      const key = event.target.dataset.o;
      light(key ?? pinned);
      if (key && event.target.matches(":focus-visible")) peek([key], event.target.getBoundingClientRect());
    });
    text.addEventListener("focusout", () => {
      light(pinned);
      peek([]);
    });
  }

  for (const [key, card] of cards) {
    card.addEventListener("pointerenter", (event) => rests(event) || light(key));
    card.addEventListener("pointerleave", () => light(pinned));
    card.addEventListener("focusin", () => light(key));
    card.addEventListener("focusout", () => light(pinned));
    card.querySelector("summary").addEventListener("click", () => {
      if (card.open) return unpin(); // it is about to close
      pin(key);
      card.open = false; // the browser opens it again
      reveal(key);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") unpin();
  });

  function follow() {
    const key = location.hash.slice(1);
    const rule = document.getElementById(key)?.closest(".rule");
    if (rule) {
      unpin();
      rule.open = true;
      rule.scrollIntoView({ block: "nearest" });
    }
    if (!cards.has(key)) return;
    choose(key);
    reveal(key);
  }
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => cards.forEach((card) => (card.open = true)));
  if (document.readyState === "complete") follow();
  else addEventListener("load", () => setTimeout(follow)); // after the browser has scrolled to the target itself
})();
