// @ts-check
// The list of articles: state, counts, findings; search in names and headlines.
import { button, h } from "./dom.js";

const WORDS = { text: "not annotated", lines: "JSON Lines: convert it to YAML first", broken: "cannot be read" };
const FILTERS = {
  findings: ["with findings", (each) => Object.keys(each.findings ?? {}).length > 0],
  todo: ["with open points", (each) => each.todo > 0],
};
const HEAD = ["Article", "State", "Findings", "Events", "Claims", "Actors", "Annotators"];

/** @param {any} app @returns {Node[]} */
export function list(app) {
  const states = [...new Set(app.articles.map((each) => each.state).filter(Boolean))].sort();
  const options = [["", "all states"], ...states.map((each) => [each, WORDS[each] ?? each]),
    ...Object.entries(FILTERS).map(([name, [title]]) => [name, title])];
  const props = { placeholder: "search names and headlines", "aria-label": "Search", value: app.wanted.words };
  const field = h("input", { type: "search", ...props, oninput: () => search() });
  const state = h("select", { "aria-label": "State", onchange: () => search() },
    ...options.map(([value, title]) => h("option", { value, selected: value === app.wanted.state }, title)));
  const count = h("p", { id: "shown", role: "status" });
  const body = h("tbody");

  function search() {
    app.wanted = { words: field.value, state: state.value };
    const shown = app.articles.filter((each) => fits(each, app.wanted));
    count.textContent = `${shown.length} of ${app.articles.length} articles`;
    body.replaceChildren(...shown.map((each) => row(app, each)));
  }
  search();
  const table = h("table", {}, h("thead", {}, h("tr", {}, ...HEAD.map((name) => h("th", { scope: "col" }, name)))), body);
  const filters = h("div", { className: "filters" }, h("label", { className: "search" }, field), state, count);
  return [h("h1", {}, "Articles"), filters, h("div", { className: "scroll" }, table)];
}

function fits(each, { words, state }) {
  const isWanted = FILTERS[state]?.[1] ?? (() => !state || each.state === state);
  const names = `${each.name} ${each.heading ?? ""} ${(each.by ?? []).join(" ")}`.toLowerCase();
  return isWanted(each) && names.includes(words.trim().toLowerCase());
}

function row(app, each) {
  const isText = each.state in { text: 1, lines: 1 }; // which have no page
  const begin = button("Begin", () => app.begin(each.name), { "aria-label": `Begin the annotation of ${each.name}` });
  const name = isText ? h("span", {}, `${each.name} `, !app.readOnly && each.state === "text" && begin)
    : h("a", { href: `#${encodeURIComponent(each.name)}` }, each.heading ?? each.name);
  const { error = 0, warning = 0, hint = 0 } = each.findings ?? {};
  const findings = [error && `✗ ${error}`, warning && `! ${warning}`, hint && `i ${hint}`].filter(Boolean).join("  ");
  const cells = [each.events, each.claims, each.actors].map((number) => h("td", { className: "number" }, number ?? ""));
  return h("tr", {},
    h("th", { scope: "row" }, name, h("small", {}, isText ? "" : each.name)),
    h("td", {}, `${WORDS[each.state] ?? each.state ?? "…"}${each.todo ? ` · ${each.todo} open` : ""}`),
    h("td", { className: error ? "bad" : "" }, findings || (each.state && !isText ? "✓" : "")),
    ...cells, h("td", {}, (each.by ?? []).join(", ")));
}
