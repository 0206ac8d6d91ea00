// @ts-check
// The menu at a selection, which is also every list to pick from: guesses first, each with a digit; each verb with a
// capital letter; typing filters all, meanings included.
import { button, el, h } from "./dom.js";

/**
 * @typedef {{label: string, detail?: string, also?: string, words?: string[], key?: string, group?: string, sign?: string,
 *   example?: string, run: () => any}} Item
 * @typedef {{title: string, note?: Node | null, items: Item[], free?: (typed: string) => Item | null, last?: (typed: string) => Item,
 *   hidden?: Item[], verbs?: Item[], heads?: Record<string, Node | string>, terms?: boolean, placeholder?: string,
 *   typed?: string, active?: number, skip?: () => any}} Step `skip` is run if the menu is closed instead of a choice
 */

const box = el("menu");
/** @type {any} */
const now = { steps: [], shown: [], active: 0, at: null, closed: () => {}, back: null };
const NARROW = "(max-width: 40rem)";
const MOST = 40;
/** How well a word fits an item: the first of these that is not 0. Of other words for it, the closest come first.
 * @type {((word: string, label: string, item: Item) => any)[]} */
const FITS = [
  (word, label) => label.startsWith(word) && 9, (word, label) => begins(label, word) && 7,
  (word, _, item) => synonym(word, item.words ?? []),
  (word, _, item) => begins(`${item.detail ?? ""} ${item.also ?? ""}`.toLowerCase(), word) && 4,
  (word, label, item) => word.length > 2 && `${label} ${item.detail} ${item.also}`.toLowerCase().includes(word) && 1,
];
export const isOpen = () => !box.hidden;
/** @returns {Step} */
const step = () => now.steps[now.steps.length - 1];
const filter = () => box.querySelector(".filter");
const begins = (where, word) => ` ${where.replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${word}`);

function synonym(word, words) {
  const place = words.findIndex((own) => own.startsWith(word));
  return place < 0 ? 0 : 6 - place / 100;
}

/** How well an item fits all that was typed: 0 if a word of that is nowhere in it. */
function rank(typed, item) {
  const scores = typed.toLowerCase().split(/\s+/).filter(Boolean).map((word) =>
    FITS.map((fits) => fits(word, item.label.toLowerCase(), item)).find(Boolean) ?? 0);
  return scores.every(Boolean) ? scores.reduce((a, b) => a + b, 0) : 0;
}

function matching(of, typed) {
  if (!typed) return of.items;
  const every = [...of.items, ...(of.verbs ?? []), ...(of.hidden ?? [])].map((item) => ({ item, score: rank(typed, item) }));
  const ranked = every.filter((each) => each.score).sort((a, b) => b.score - a.score).map((each) => each.item);
  const items = [of.free?.(typed), ...ranked, of.last?.(typed)].filter(Boolean);
  const names = items.map((item) => `${item.label} ${item.group ?? ""}`);
  return items.filter((_, i) => names.indexOf(names[i]) === i).slice(0, MOST);
}

function choice(item, i) {
  const digit = i < 9 && !step().free ? String(i + 1) : "";
  const label = h("span", { className: "label" }, item.sign && h("i", { className: `dot ${item.sign}` }), item.label);
  const props = { id: `choice${i}`, className: "choice", onclick: () => run(item), onpointermove: () => mark(i) };
  const example = item.example && h("q", {}, item.example.replaceAll("**", ""));
  return h("div", { role: "option", ...props }, h("kbd", {}, digit), label, h("small", {}, item.detail, example));
}

function mark(i, scroll = false) {
  now.active = i;
  const all = box.querySelectorAll(".choice");
  all.forEach((each, n) => each.setAttribute("aria-selected", String(n === i)));
  if (all.length) filter().setAttribute("aria-activedescendant", `choice${i}`);
  else filter().removeAttribute("aria-activedescendant");
  if (scroll) all[i]?.scrollIntoView({ block: "nearest" });
}

function list() {
  const typed = filter().value.trim();
  now.shown = matching(step(), typed);
  now.active = Math.min(now.active, Math.max(now.shown.length - 1, 0));
  const isNew = (item, i) => item.group && !typed && item.group !== now.shown[i - 1]?.group;
  const head = (item) => h("div", { className: "group", role: "presentation" }, item.group);
  const rows = now.shown.flatMap((item, i) => [...(isNew(item, i) ? [head(item)] : []), choice(item, i)]);
  el("choices").replaceChildren(...rows);
  el("nothing").textContent = now.shown.length || !typed ? "" : "Nothing like that. Backspace leads back.";
  for (const verbs of box.querySelectorAll(".verbs")) verbs.hidden = !!typed;
  mark(now.active, true);
}

/** The verbs, a row for each group. */
function verbs(of) {
  const keys = (item) =>
    button([h("kbd", {}, item.key), item.label], () => run(item), { tabIndex: -1, title: item.detail ?? "" });
  const rows = Object.entries(of.heads ?? {}).map(([name, head]) =>
    h("div", { className: "row" }, h("span", { className: "about" }, head),
      h("div", { className: "keys" }, ...of.verbs.filter((item) => item.group === name).map(keys))));
  return of.verbs && h("div", { className: "verbs" }, ...rows);
}

function render(focus = false) {
  const of = step();
  const field = h("input", {
    type: "text", className: "filter", autocomplete: "off", spellcheck: false, value: of.typed ?? "",
    placeholder: of.placeholder ?? "type to search", role: "combobox", "aria-expanded": "true",
    "aria-controls": "choices", "aria-autocomplete": "list", "aria-label": of.title,
    oninput: () => {
      of.typed = field.value;
      now.active = 0;
      list();
    },
  });
  const head = h("div", { className: "head" },
    now.steps.length > 1 && button("‹", back, { className: "back", "aria-label": "Back" }),
    h("span", { className: "title", dir: "auto" }, of.title),
    button("✕", () => close(), { className: "close", "aria-label": "Close" }));
  const props = { className: of.terms ? "terms" : "", role: "listbox", "aria-label": of.title };
  const parts = [head, of.note, field, h("div", { id: "choices", ...props }), h("p", { id: "nothing", className: "none" }), verbs(of)];
  box.replaceChildren(...parts.filter((part) => part instanceof Node));
  box.hidden = false;
  list();
  place();
  if (focus) field.focus({ preventScroll: true });
}

function place() {
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

async function run(item) {
  const { steps } = now;
  if (now.running === steps) return; // a key pressed twice
  now.running = steps;
  const next = await item.run();
  now.running = null;
  if (next?.items) open(next);
  else if (steps === now.steps) close(true); // else another selection has opened a menu meanwhile
}

function back() {
  if (now.steps.length < 2) return close();
  now.steps.pop();
  now.active = 0;
  render(true);
}

/** Opens a further step. @param {Step} next */
function open(next) {
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

export function close(taken = false) {
  if (box.hidden) return;
  const inside = box.contains(document.activeElement);
  box.hidden = true;
  box.replaceChildren();
  if (inside) (now.back?.isConnected ? now.back : el("text")).focus({ preventScroll: true });
  now.closed();
  if (!taken) step().skip?.();
}

/** Takes a key, wherever the focus is, and returns whether it was one of the menu. @param {KeyboardEvent} event */
export function key(event) {
  if (box.hidden || event.ctrlKey || event.metaKey || event.altKey) return false;
  const [of, field, focus] = [step(), filter(), document.activeElement];
  const inside = focus === field;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const digit = /^[1-9]$/.test(event.key) && !of.free && now.shown[Number(event.key) - 1];
  const chosen = !field.value && (digit || of.verbs?.find((item) => item.key === event.key));
  if (event.key === "Escape") close();
  else if (event.key === "Tab" && !box.contains(focus)) field.focus({ preventScroll: true });
  else if (event.key === "Enter" && !focus?.closest("#menu button")) {
    if (now.shown[now.active]) run(now.shown[now.active]);
  } else if (by && !event.shiftKey) {
    mark((now.active + by + now.shown.length) % Math.max(now.shown.length, 1), true);
    field.focus({ preventScroll: true });
  } else if (event.key === "Backspace" && inside && !field.value) back();
  else if (chosen) run(chosen);
  else {
    const types = event.key.length === 1 && event.key !== " ";
    if (types && !inside) field.focus({ preventScroll: true }); // what is typed goes there
    return inside || types;
  }
  event.preventDefault();
  return true;
}
