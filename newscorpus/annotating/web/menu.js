// @ts-check
// The menu at a selection, which is also every list to pick from: guesses first, each with a digit; each verb with a
// capital letter; typing filters all, meanings included.
import { button, el, h } from "./dom.js";

/**
 * @typedef {{label: string, detail?: string, also?: string, words?: string[], key?: string, group?: string, sign?: string,
 *   run: () => any}} Item
 * @typedef {{title: string, note?: Node | null, items: Item[], free?: (typed: string) => Item | null, last?: (typed: string) => Item, hidden?: Item[],
 *   verbs?: Item[], heads?: Record<string, Node | string>, terms?: boolean, placeholder?: string, typed?: string, active?: number}} Step
 */

const box = el("menu");
/** @type {{steps: Step[], shown: Item[], active: number, at: DOMRect | null, closed: () => void, back: any}} */
const now = { steps: [], shown: [], active: 0, at: null, closed: () => {}, back: null };
const NARROW = "(max-width: 40rem)";
const MOST = 40;
export const isOpen = () => !box.hidden;
const step = () => now.steps[now.steps.length - 1];

/** How well an item fits what was typed: 0 if a word of that is nowhere in it. @param {string} typed @param {Item} item */
function rank(typed, item) {
  const label = item.label.toLowerCase();
  const all = `${item.detail ?? ""} ${item.also ?? ""}`.toLowerCase();
  const begins = (/** @type {string} */ where, /** @type {string} */ word) =>
    ` ${where.replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${word}`);
  let total = 0;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    let score = 0;
    if (label.startsWith(word)) score = 9;
    else if (begins(label, word)) score = 7;
    else if (item.words?.some((own) => own.startsWith(word))) score = 6;
    else if (begins(all, word)) score = 4;
    else if (word.length > 2 && (label + all).includes(word)) score = 1;
    if (!score) return 0;
    total += score;
  }
  return total;
}

/** @param {Step} of @param {string} typed */
function matching(of, typed) {
  if (!typed.trim()) return of.items;
  const every = [...of.items, ...(of.verbs ?? []), ...(of.hidden ?? [])];
  const ranked = every.map((item, i) => ({ item, score: rank(typed, item), i })).filter((each) => each.score);
  ranked.sort((a, b) => b.score - a.score || a.i - b.i);
  const own = of.free?.(typed.trim());
  const last = of.last?.(typed.trim());
  const items = [...(own ? [own] : []), ...ranked.map((each) => each.item), ...(last ? [last] : [])];
  const names = items.map((item) => `${item.label} ${item.group ?? ""}`);
  return items.filter((_, i) => names.indexOf(names[i]) === i).slice(0, MOST);
}

/** @param {Item} item @param {number} i */
function choice(item, i) {
  const digit = i < 9 && !step().free ? String(i + 1) : "";
  const label = h("span", { className: "label" }, item.sign ? h("i", { className: `dot ${item.sign}` }) : "", item.label);
  const props = { id: `choice${i}`, className: "choice", onclick: () => run(item), onpointermove: () => mark(i) };
  return h("div", { role: "option", ...props }, h("kbd", {}, digit), label, h("small", {}, item.detail ?? ""));
}

/** @param {number} i @param {boolean} [scroll] */
function mark(i, scroll) {
  now.active = i;
  const all = box.querySelectorAll(".choice");
  all.forEach((/** @type {Element} */ each, /** @type {number} */ n) => each.setAttribute("aria-selected", String(n === i)));
  const field = box.querySelector(".filter");
  if (now.shown.length) field.setAttribute("aria-activedescendant", `choice${i}`);
  else field.removeAttribute("aria-activedescendant");
  if (scroll) all[i]?.scrollIntoView({ block: "nearest" });
}

function list() {
  const field = box.querySelector(".filter");
  now.shown = matching(step(), field.value);
  now.active = Math.min(now.active, Math.max(now.shown.length - 1, 0));
  let group = "";
  const rows = now.shown.flatMap((item, i) => {
    const isNew = item.group && item.group !== group && !field.value;
    group = item.group ?? group;
    return [...(isNew ? [h("div", { className: "group", role: "presentation" }, item.group)] : []), choice(item, i)];
  });
  const empty = field.value ? "Nothing like that. Backspace leads back." : "";
  el("choices").replaceChildren(...rows);
  el("nothing").textContent = now.shown.length ? "" : empty;
  const verbs = box.querySelector(".verbs");
  if (verbs) verbs.hidden = !!field.value;
  mark(now.active, true);
}

/** The verbs, a row for each group. @param {Step} of */
function verbs(of) {
  const rows = Object.entries(of.heads ?? {}).map(([name, head]) => {
    const own = (of.verbs ?? []).filter((item) => item.group === name);
    const keys = own.map((item) =>
      button([h("kbd", {}, item.key ?? ""), item.label], () => run(item), { tabIndex: -1, title: item.detail ?? "" }));
    return own.length ? h("div", { className: "row" }, h("span", { className: "about" }, head), h("div", { className: "keys" }, ...keys)) : null;
  });
  return of.verbs ? h("div", { className: "verbs" }, ...rows) : null;
}

function render(focus = false) {
  const of = step();
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", className: "filter", autocomplete: "off", spellcheck: false, value: of.typed ?? "",
    placeholder: of.placeholder ?? "type to search", role: "combobox", "aria-expanded": "true",
    "aria-controls": "choices", "aria-autocomplete": "list", "aria-label": of.title,
    oninput: () => {
      of.typed = field.value;
      now.active = 0;
      list();
    },
  }));
  const head = h("div", { className: "head" },
    now.steps.length > 1 && button("‹", back, { className: "back", "aria-label": "Back" }),
    h("span", { className: "title", dir: "auto" }, of.title),
    button("✕", close, { className: "close", "aria-label": "Close" }));
  const choices = h("div", { id: "choices", className: of.terms ? "terms" : "", role: "listbox", "aria-label": of.title });
  const parts = [head, of.note, field, choices, h("p", { id: "nothing", className: "none" }), verbs(of)];
  box.replaceChildren(...parts.filter((part) => part instanceof Node));
  box.hidden = false;
  list();
  place();
  if (focus) field.focus({ preventScroll: true });
}

function place() {
  if (!now.at) return;
  if (matchMedia(NARROW).matches) {
    box.style.left = box.style.top = box.style.bottom = "";
    const top = box.getBoundingClientRect().top;
    if (now.at.bottom > top - 20) scrollBy({ top: Math.min(now.at.top - 70, now.at.bottom - top + 60) });
    return;
  }
  const { width, height } = box.getBoundingClientRect();
  const room = innerHeight - now.at.bottom;
  const below = room > height + 12 || room > now.at.top;
  box.style.left = `${Math.max(8, Math.min(now.at.left, innerWidth - width - 12))}px`;
  box.style.top = below ? `${now.at.bottom + 8}px` : "auto";
  box.style.bottom = below ? "auto" : `${innerHeight - now.at.top + 8}px`;
  box.style.setProperty("--room", `${Math.max(160, (below ? room : now.at.top) - 20)}px`);
}

/** @param {Item} item */
async function run(item) {
  const next = await item.run();
  if (next?.items) open(next);
  else close();
}

function back() {
  if (now.steps.length < 2) return close();
  now.steps.pop();
  now.active = 0;
  render(true);
}

/** Opens a further step. @param {Step} next */
export function open(next) {
  now.steps.push(next);
  now.active = Math.max(next.active ?? 0, 0);
  render(true);
}

/** @param {Step} first @param {DOMRect} at @param {boolean} focus @param {() => void} [closed] */
export function show(first, at, focus, closed = () => {}) {
  if (isOpen()) now.closed();
  else now.back = document.activeElement;
  Object.assign(now, { steps: [first], at, closed, active: Math.max(first.active ?? 0, 0) });
  render(focus);
}

export function close() {
  if (box.hidden) return;
  const inside = box.contains(document.activeElement);
  box.hidden = true;
  box.replaceChildren();
  if (inside) (now.back?.isConnected ? now.back : el("text")).focus({ preventScroll: true });
  now.closed();
}

/** Takes a key, wherever the focus is, and returns whether it was one of the menu. @param {KeyboardEvent} event */
export function key(event) {
  if (box.hidden || event.ctrlKey || event.metaKey || event.altKey) return false;
  const of = step();
  const field = box.querySelector(".filter");
  const inside = document.activeElement === field;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const verb = /^[A-Z=]$/.test(event.key) && !field.value ? of.verbs?.find((item) => item.key === event.key) : null;
  const numbered = /^[1-9]$/.test(event.key) && !of.free && !field.value ? now.shown[Number(event.key) - 1] : null;
  if (event.key === "Escape") close();
  else if (event.key === "Tab" && !inside && !box.contains(document.activeElement)) field.focus({ preventScroll: true });
  else if (event.key === "Enter" && !document.activeElement?.closest("#menu button")) {
    if (now.shown[now.active]) run(now.shown[now.active]);
  } else if (by && !event.shiftKey) {
    mark((now.active + by + now.shown.length) % Math.max(now.shown.length, 1), true);
    field.focus({ preventScroll: true });
  } else if (event.key === "Backspace" && inside && !field.value) back();
  else if (numbered) run(numbered);
  else if (verb) run(verb);
  else {
    const types = event.key.length === 1 && event.key !== " ";
    if (types && !inside) field.focus({ preventScroll: true }); // what is typed goes there
    return inside || types;
  }
  event.preventDefault();
  return true;
}
