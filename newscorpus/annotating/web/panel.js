// @ts-check
// Beside the text: what is selected, as a form and as YAML; open points and findings; events, claims, actors.
import { button, h, plain, short } from "./dom.js";
import { Form } from "./form.js";
import * as menu from "./menu.js";
import { about } from "./values.js";

const MOST = 40;
const SIGNS = { error: "✗", warning: "!", hint: "i" };
const TABLES = [
  ["events", "Select the words that say what happens."], ["claims", "Select what somebody says."],
  ["actors", "Select a name."],
];

/** @param {any} app @returns {Node[]} */
export function panel(app) {
  const { state, chosen } = app;
  const own = chosen ? app.findingsOf(chosen) : [];
  const others = app.findings.filter((finding) => !own.includes(finding));
  const points = state.todo.filter((point) => !chosen || !app.isOf(point.owner, chosen));
  const sections = [];
  if (chosen) sections.push(chosen.kind === "article" ? articleForm(app) : entryForm(app, chosen, own));
  if (points.length) sections.push(section("Open points", points, (point) => pointCard(app, point)));
  if (others.length) {
    const cards = others.slice(0, MOST);
    sections.push(section("Findings", cards, (finding) => findingCard(app, finding), others.length));
  }
  for (const [name, advice] of TABLES) {
    sections.push(section(plain(name), state[name], (each) => entry(app, each), state[name].length, advice));
  }
  const open = () => app.choose("article");
  const label = "About the article: headline, date, annotators …";
  if (chosen?.kind !== "article") sections.push(button(label, open, { className: "entry about-article" }));
  return sections;
}

function section(name, items, show, count = items.length, advice = "") {
  const more = count > items.length ? `${count - items.length} more: f leads from each to the next.` : "";
  const words = items.length ? more : advice;
  const head = h("h2", {}, `${name[0].toUpperCase()}${name.slice(1)} `, h("small", {}, count));
  const props = { className: name.toLowerCase().replace(" ", "-") };
  return h("section", props, head, ...items.map(show), words && h("p", { className: "none" }, words));
}

function entry(app, each) {
  const count = app.findingsOf(each).length;
  const on = app.chosen?.key === each.key;
  const parts = [
    h("span", { className: "number" }, each.number ?? `${each.mentions}×`),
    h("span", { className: "name", dir: "auto" }, short(each.title, 90)),
    count ? h("b", { className: "bad", title: `${count} findings` }, "!") : h("b"), h("small", {}, about(app, each)),
  ];
  const props = { className: `entry ${each.kind} ${on ? "on" : ""}`, "aria-pressed": String(on) };
  return button(parts, () => app.choose(each.key, true), props);
}

function findingCard(app, finding) {
  const { severity, code, fixes, words, waivable, help } = finding;
  const fix = (label, run, title = "") => button(label, run, { className: "fix", title });
  const buttons = fixes.map((title) => fix(title, () => app.send("fix", { finding: finding.id, title }, title)));
  if (code === "NC307" && words.length) buttons.push(fix("Add its sentence to the evidence", () => app.addSentence(finding)));
  if (waivable) buttons.push(fix("Waive …", (event) => waive(app, finding, event), "It does not apply here: say why"));
  const head = [h("b", {}, `${SIGNS[severity]} ${code}`), ` ${finding.message}`];
  return h("div", { className: `finding ${severity}` }, button(head, () => app.show(finding.path, words[0], finding.message), { className: "message" }),
    help && h("small", {}, help), ...(app.readOnly ? [] : buttons));
}

/** Asks why a finding does not apply, and writes a waiver. */
function waive(app, { code, id }, event) {
  const write = (why) => app.send("waive", { finding: id, why }, `waiver of ${code}`);
  const free = (why) => ({ label: why, detail: "the reason, for the next reader", run: () => void write(why) });
  const step = { title: `Why does ${code} not apply here?`, items: [], free, placeholder: "the article lacks a space" };
  menu.show(step, event.currentTarget.getBoundingClientRect(), true);
}

function pointCard(app, point) {
  const fix = (label, run, props = {}) => !app.readOnly && button(label, run, { className: "fix", ...props });
  const accept = (by) => fix("Accept", () => app.send("accept", { point: point.index, by }, `accepted from ${by}`), { "aria-label": `Accept the version of ${by}` });
  const versions = [
    ...Object.entries(point.versions).map(([by, lines]) => [by, h("small", {}, by), h("pre", { dir: "auto" }, lines)]),
    ...point.without.map((by) => [by, h("small", {}, `${by}: nothing there`)]),
  ].map(([by, ...shown]) => h("div", { className: "version" }, ...shown, accept(by)));
  const dismiss = () => app.act([{ do: "remove", path: ["todo", point.index] }], `dismissal of ${point.at}`);
  const show = () => app.show(point.owner, point.words);
  const head = [h("b", {}, plain(point.at)), point.quote && ` “${short(point.quote, 50)}”`];
  return h("div", { className: "point" }, button(head, show, { className: "message" }), point.note && h("p", {}, point.note),
    ...versions, h("div", {}, point.owner && fix("Change", show), fix("Dismiss", dismiss)));
}

function top(app, title, number = "") {
  const close = button("✕", () => app.choose(null), { "aria-label": "Close", title: "Deselect (Esc)" });
  return h("div", { className: "top" }, h("span", { className: "number" }, number), h("h2", { dir: "auto" }, title), close);
}

function entryForm(app, each, findings) {
  const path = app.pathOf(each);
  const points = app.state.todo.filter((point) => app.isOf(point.owner, each));
  const registry = each.own === false && h("p", { className: "none" }, "From the registry of corpus.yaml: change it there.");
  const remove = () => app.act([{ do: "remove", path }], `removal of ${app.title(path)}`);
  const form = new Form(app, path, each.value);
  return h("section", { className: `form ${each.kind}`, "aria-label": `${each.kind}: ${short(each.title, 60)}` },
    top(app, short(each.title, 120), each.number), registry, ...findings.map((finding) => findingCard(app, finding)),
    ...points.map((point) => pointCard(app, point)), ...form.rows(),
    form.folded([], "Lines of the file", () => lines(app, path)),
    !app.readOnly && h("div", { className: "foot" }, button(`Delete this ${each.kind}`, remove, { className: "delete" })));
}

function articleForm(app) {
  const rows = new Form(app, [], app.state.article).rows();
  return h("section", { className: "form", "aria-label": "The article" }, top(app, "The article"), ...rows);
}

/** The lines of the file, to read or to edit in place. */
function lines(app, path) {
  const area = h("textarea", { spellcheck: false, "aria-label": "Lines of the file", readOnly: app.readOnly });
  const answer = app.ask("lines", { path });
  answer.then((shown) => {
    area.value = shown.lines ?? "";
    area.rows = Math.min(18, area.value.split("\n").length + 1);
  });
  const write = async () => app.send("write", { path, new: area.value, old: (await answer).lines }, "written");
  return [area, !app.readOnly && button("Write", write, { "aria-label": "Write these lines" })].filter(Boolean);
}
