// @ts-check
// The list of articles: state, counts, findings; search in names, headlines and texts.
import { ask, button, h } from "./dom.js";

const WORDS = /** @type {Record<string, string>} */ ({ text: "not annotated", broken: "cannot be read" });

/** @param {any} app @returns {Node[]} */
export function list(app) {
  const states = [...new Set(app.articles.map((/** @type {any} */ each) => each.state).filter(Boolean))].sort();
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "search", placeholder: "search names, headlines and texts", "aria-label": "Search", value: app.wanted.words, oninput: () => search() }));
  const state = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": "State", onchange: () => search() },
    h("option", { value: "" }, "all states"), ...states.map((each) => h("option", { value: each, selected: each === app.wanted.state }, WORDS[each] ?? each)),
    h("option", { value: "findings", selected: app.wanted.state === "findings" }, "with findings"), h("option", { value: "todo", selected: app.wanted.state === "todo" }, "with open points")));
  const count = h("p", { id: "shown", role: "status" });
  const body = h("tbody");
  let asked = 0;

  async function search() {
    app.wanted = { words: field.value, state: state.value };
    const number = ++asked;
    const inTexts = field.value.trim().length > 2 ? await ask("search", { words: field.value.trim() }) : [];
    if (number !== asked) return;
    const around = new Map(inTexts.map((/** @type {any} */ each) => [each.name, each.around]));
    const shown = app.articles.filter((/** @type {any} */ each) => fits(each, app.wanted, around));
    count.textContent = `${shown.length} of ${app.articles.length} articles`;
    body.replaceChildren(...shown.map((/** @type {any} */ each) => row(app, each, around.get(each.name))));
  }
  search();
  const head = ["Article", "State", "Findings", "Events", "Claims", "Actors", "Annotators"].map((name) => h("th", { scope: "col" }, name));
  const table = h("table", {}, h("thead", {}, h("tr", {}, ...head)), body);
  return [h("h1", {}, "Articles"), h("div", { className: "filters" }, h("label", { className: "search" }, field), state, count), h("div", { className: "scroll" }, table)];
}

/** @param {any} each @param {{words: string, state: string}} wanted @param {Map<any, any>} around */
function fits(each, wanted, around) {
  const { findings = {}, todo = 0 } = each;
  const ofState = !wanted.state || each.state === wanted.state || (wanted.state === "findings" && Object.keys(findings).length > 0) || (wanted.state === "todo" && todo > 0);
  const names = `${each.name} ${each.heading ?? ""} ${(each.by ?? []).join(" ")}`.toLowerCase();
  return ofState && (names.includes(wanted.words.trim().toLowerCase()) || around.has(each.name));
}

/** @param {any} app @param {any} each @param {string} [around] */
function row(app, each, around) {
  const name = h("a", { href: `#${encodeURIComponent(each.name)}` }, each.heading ?? each.name);
  const begin = button("Begin", () => app.begin(each.name), { "aria-label": `Begin the annotation of ${each.name}` });
  const title = each.state === "text" ? h("span", {}, `${each.name} `, app.readOnly ? "" : begin) : name;
  const { error = 0, warning = 0, hint = 0 } = each.findings ?? {};
  const findings = [error && `✗ ${error}`, warning && `! ${warning}`, hint && `i ${hint}`].filter(Boolean).join("  ");
  const open = each.todo ? ` · ${each.todo} open` : "";
  const cells = [each.events, each.claims, each.actors].map((number) => h("td", { className: "number" }, number ?? ""));
  return h("tr", {}, h("th", { scope: "row" }, title, h("small", {}, around ? `… ${around} …` : each.state === "text" ? "" : each.name)),
    h("td", {}, `${WORDS[each.state] ?? each.state ?? "…"}${open}`), h("td", { className: error ? "bad" : "" }, findings || (each.state && each.state !== "text" ? "✓" : "")),
    ...cells, h("td", {}, (each.by ?? []).join(", ")));
}
