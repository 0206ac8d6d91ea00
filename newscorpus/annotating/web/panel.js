// @ts-check
// Beside the text: what is selected, as a form and as YAML; open points and findings; events, claims, actors.
import { button, h, plain, short } from "./dom.js";
import { Form } from "./form.js";

const MOST = 40;
const SIGNS = /** @type {Record<string, string>} */ ({ error: "✗", warning: "!", hint: "i" });
const ADVICE = /** @type {Record<string, string>} */ ({
  Events: "Select the words that say what happens.", Claims: "Select what somebody says.", Actors: "Select a name.",
});

/** @param {any} app @returns {Node[]} */
export function panel(app) {
  const { state, chosen } = app;
  const own = chosen ? app.findingsOf(chosen) : [];
  const others = app.findings.filter((/** @type {any} */ finding) => !own.includes(finding));
  const points = state.todo.filter((/** @type {any} */ point) => !chosen || !app.isOf(point.owner, chosen));
  const sections = [];
  if (chosen) sections.push(chosen.kind === "article" ? articleForm(app) : entryForm(app, chosen, own));
  if (points.length) sections.push(section("Open points", points, (point) => pointCard(app, point)));
  if (others.length) {
    const shown = others.slice(0, MOST);
    const rest = others.length > MOST && h("p", { className: "none" }, `${others.length - MOST} more: f leads from each to the next.`);
    sections.push(section("Findings", shown, (finding) => findingCard(app, finding), others.length, rest));
  }
  const { signs } = app.schema;
  const event = (/** @type {any} */ each) => {
    const { type, status, when } = each.value;
    return [plain(type), signs[status], status === "occurred" ? "" : status, when?.edtf].filter(Boolean).join(" ");
  };
  const claim = (/** @type {any} */ each) => [(each.value.by ?? []).map(app.name).join(", ") || "the article itself", each.value.stance].filter(Boolean).join(", ");
  const actor = (/** @type {any} */ each) => [each.value.kind, each.value.country, !each.own && "registry"].filter(Boolean).join(" ");
  sections.push(section("Events", state.events, (each) => entry(app, each, event(each))));
  sections.push(section("Claims", state.claims, (each) => entry(app, each, claim(each))));
  sections.push(section("Actors", state.actors, (each) => entry(app, each, actor(each))));
  if (chosen?.kind !== "article") sections.push(button("About the article: headline, date, annotators …", () => app.choose("article"), { className: "entry about-article" }));
  return sections;
}

/** @param {string} name @param {any[]} items @param {(item: any) => Node} show @param {number} [count] @param {any} [rest] */
function section(name, items, show, count = items.length, rest = null) {
  const content = items.length ? items.map(show) : [h("p", { className: "none" }, ADVICE[name] ?? "None.")];
  return h("section", { className: name.toLowerCase().replace(" ", "-") }, h("h2", {}, `${name} `, h("small", {}, count)), ...content, rest);
}

/** @param {any} app @param {any} each @param {string} detail */
function entry(app, each, detail) {
  const count = app.findingsOf(each).length;
  const on = app.chosen?.key === each.key ? "on" : "";
  const parts = [
    h("span", { className: "number" }, each.number ?? `${each.mentions}×`), h("span", { className: "name", dir: "auto" }, short(each.title, 90)),
    count ? h("b", { className: "bad", title: `${count} findings` }, "!") : h("b"), h("small", {}, detail),
  ];
  return button(parts, () => app.choose(each.key, true), { className: `entry ${each.kind} ${on}`, "aria-pressed": String(!!on) });
}

/** @param {any} app @param {any} finding */
export function findingCard(app, finding) {
  const fixes = app.readOnly ? [] : finding.fixes.map((/** @type {string} */ title) => button(title, () => app.fix(finding, title), { className: "fix" }));
  if (finding.code === "NC307" && finding.words.length && !app.readOnly) fixes.push(button("Add its sentence to the evidence", () => app.addSentence(finding), { className: "fix" }));
  if (finding.waiver && !app.readOnly) fixes.push(button("Waive …", (event) => app.waive(finding, event), { className: "fix", title: "It does not apply here: say why" }));
  const head = button([h("b", {}, `${SIGNS[finding.severity]} ${finding.code}`), ` ${finding.message}`], () => app.showFinding(finding), { className: "message" });
  return h("div", { className: `finding ${finding.severity}` }, head, finding.help ? h("small", {}, finding.help) : null, ...fixes);
}

/** @param {any} app @param {any} point */
function pointCard(app, point) {
  const accept = (/** @type {string} */ by) => (app.readOnly ? "" : button("Accept", () => app.accept(point, by), { className: "fix", "aria-label": `Accept the version of ${by}` }));
  const version = (/** @type {[string, string]} */ [by, lines]) => h("div", { className: "version" }, h("small", {}, by), h("pre", { dir: "auto" }, lines), accept(by));
  const nothing = (/** @type {string} */ by) => h("div", { className: "version" }, h("small", {}, `${by}: nothing there`), accept(by));
  const dismiss = () => app.act([{ do: "remove", path: ["todo", point.index] }], `dismissal of ${point.at}`);
  return h("div", { className: "point" },
    button([h("b", {}, plain(point.at)), point.quote ? ` “${short(point.quote, 50)}”` : ""], () => app.showPoint(point), { className: "message" }),
    point.note && h("p", {}, point.note), ...Object.entries(point.versions).map(version), ...point.without.map(nothing),
    !app.readOnly && h("div", {}, point.owner && button("Change", () => app.showPoint(point), { className: "fix" }), button("Dismiss", dismiss, { className: "fix" })));
}

/** @param {any} app @param {any} each @param {any[]} own */
function entryForm(app, each, own) {
  const path = app.pathOf(each);
  const table = String(path[0]);
  const form = new Form(app, { events: "Event", claims: "Claim", actors: "Actor" }[table] ?? "", path, each.value, table === "events" ? each.kind : "");
  const points = app.state.todo.filter((/** @type {any} */ point) => app.isOf(point.owner, each));
  const noun = table === "events" ? each.kind : each.kind;
  const title = h("h2", { dir: "auto" }, short(each.title, 120));
  const top = h("div", { className: "top" }, h("span", { className: "number" }, each.number ?? ""), title, button("✕", () => app.choose(null), { "aria-label": "Close", title: "Deselect (Esc)" }));
  const registry = table === "actors" && !each.own && h("p", { className: "none" }, "From the registry of corpus.yaml: change it there.");
  const remove = () => app.act([{ do: "remove", path }], `removal of ${app.title(path)}`);
  const rename = table !== "claims" && identifier(app, path);
  return h("section", { className: `form ${each.kind}`, "aria-label": `${noun}: ${short(each.title, 60)}` }, top, registry, ...own.map((finding) => findingCard(app, finding)),
    ...points.map((/** @type {any} */ point) => pointCard(app, point)), ...form.rows(), yaml(app, path),
    !app.readOnly && h("div", { className: "foot" }, rename, button(`Delete this ${noun}`, remove, { className: "delete" })));
}

/** The id, which references follow. @param {any} app @param {(string | number)[]} path */
function identifier(app, path) {
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", value: path[1], "aria-label": "id", spellcheck: false, onchange: () => app.act([{ do: "rename", path, value: field.value.trim() }], `id ${field.value}`),
  }));
  return h("label", {}, "id ", field);
}

/** @param {any} app */
function articleForm(app) {
  const { state } = app;
  const annotation = state.article.annotation ?? {};
  const form = new Form(app, "Article", [], state.article);
  const me = /** @type {HTMLInputElement} */ (h("input", { type: "text", value: app.me(), placeholder: "your name", "aria-label": "Your name, kept in this browser", onchange: () => app.setMe(me.value.trim()) }));
  const by = annotation.by ?? [];
  const base = state.article.annotation ? [] : [{ do: "set", path: ["annotation"], value: {} }];
  const mark = (/** @type {string} */ to) => {
    const join = app.me() && !by.includes(app.me()) ? [{ do: "add", path: ["annotation", "by"], value: app.me() }] : [];
    return app.act([...base, { do: "replace", path: ["annotation", "state"], value: to }, ...join], `state ${to}`);
  };
  const join = () => (app.me() ? app.act([...base, { do: "add", path: ["annotation", "by"], value: app.me() }], `annotator ${app.me()}`) : me.focus());
  const who = h("div", { className: "who" }, h("label", {}, "You are ", me), !by.includes(app.me()) && button("Add me as annotator", join), annotation.state !== "final" && button("Mark as final", () => mark("final")), annotation.state === "final" && button("Back to draft", () => mark("draft")));
  const top = h("div", { className: "top" }, h("h2", {}, "The article"), button("✕", () => app.choose(null), { "aria-label": "Close" }));
  return h("section", { className: "form", "aria-label": "The article" }, top, !app.readOnly && who, ...form.rows());
}

/** The lines of the file, to read or to edit in place. @param {any} app @param {(string | number)[]} path */
function yaml(app, path) {
  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 3, spellcheck: false, "aria-label": "Lines of the file", readOnly: app.readOnly }));
  let old = "";
  const fill = async () => {
    old = (await app.lines(path)) ?? "";
    area.value = old;
    area.rows = Math.min(18, old.split("\n").length + 1);
  };
  const box = /** @type {HTMLDetailsElement} */ (h("details", { open: app.opened.has("yaml") }, h("summary", {}, "Lines of the file"), area,
    !app.readOnly && button("Write", () => app.write(path, area.value, old), { "aria-label": "Write these lines" })));
  box.addEventListener("toggle", () => {
    app.opened[box.open ? "add" : "delete"]("yaml");
    if (box.open && !old) fill();
  });
  if (box.open) fill();
  return box;
}
