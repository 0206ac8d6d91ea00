// @ts-check
// Forms, made from the metadata of the models: each field is shown and changed as its type and its vocabulary need.
import { button, h, plain, short } from "./dom.js";
import * as menu from "./menu.js";
import { typeItems, Values } from "./values.js";

/** @typedef {import("./values.js").Path} Path */

/** The fields that are shown though they are empty; the others are under "More". */
const EVENT = ["type", "status", "title", "participants", "when", "places"];
const MAIN = {
  Event: EVENT, Meeting: [...EVENT, "outcome"], Incident: [...EVENT, "casualties"],
  Claim: ["by", "quote", "cue", "about", "stance"], Actor: ["name", "kind", "country", "aliases", "roles"],
  Article: ["headline", "published", "language", "annotation"],
};
const UNFOLDED = ["When", "Annotation"];
const NEVER_EMPTY = ["types", "statuses", "actor_kinds"];
const last = (path) => plain(path[path.length - 1]);

/** The form of an event, claim or actor, or of the article itself. */
export class Form {
  /** @param {any} app @param {Path} path @param {any} value */
  constructor(app, path, value) {
    this.app = app;
    this.path = path;
    this.value = value;
    this.values = new Values(app);
  }

  rows() {
    return this.fields(this.app.model(this.path) ?? "Article", this.path, this.value);
  }

  /** The fields of a model: those with a value and the main ones, then the others. */
  fields(model, path, value) {
    const all = this.app.schema.models[model];
    const main = MAIN[model] ?? all.map((field) => field.name);
    const order = (field) => (main.includes(field.name) ? main.indexOf(field.name) : main.length + (field.name === "id"));
    const shown = all.filter((field) => main.includes(field.name) || !isEmpty(value[field.name]));
    shown.sort((a, b) => order(a) - order(b));
    const rest = all.filter((field) => !shown.includes(field) && !this.isUnused(field));
    const row = (field) => [
      h("dt", { title: field.doc }, plain(field.name)),
      h("dd", {}, ...this.control(field.type, [...path, field.name], value[field.name], field.doc)),
    ];
    const list = h("dl", {}, ...shown.flatMap(row));
    const title = `More fields: ${rest.map((field) => plain(field.name)).join(", ")}`;
    return rest.length ? [list, this.folded(path, title, () => [h("dl", {}, ...rest.flatMap(row))])] : [list];
  }

  /** Whether a corpus declares nothing for a field of attributes. */
  isUnused(field) {
    const declared = this.app.schema.attributes[field.type.attributes];
    return declared && !Object.keys(declared).length;
  }

  /** A part that is open if it was. Its content is made when it is opened. @param {() => Node[]} content */
  folded(path, title, content) {
    const key = `${title.split(":")[0]} ${path.join(".")}`;
    const open = this.app.opened.has(key);
    const box = h("details", { open }, h("summary", {}, short(title, 80)), ...(open ? content() : []));
    box.addEventListener("toggle", () => {
      if (box.open && box.children.length === 1) box.append(...content());
      this.app.opened[box.open ? "add" : "delete"](key);
    });
    return box;
  }

  // --- edits: what is in a form is replaced without a question

  set(path, value) {
    const rename = { do: "rename", path: this.path, value }; // which references follow
    const step = path.length > 1 && last(path) === "id" ? rename : { do: "replace", path, value };
    return this.app.act([step], `${last(path)} of ${this.app.title(this.path)}`);
  }

  removal(path, name) {
    const run = (event) => {
      event.preventDefault();
      return this.app.act([{ do: "remove", path }], `removal of ${name}`);
    };
    const props = { className: "gone", title: "Remove", "aria-label": `Remove ${name}` };
    return this.app.readOnly ? "" : button("✕", run, props);
  }

  /** A button that asks for a value, which is added. */
  plus(type, path, doc) {
    const run = (event) => {
      const at = event.currentTarget.getBoundingClientRect();
      const step = path.join() === "annotation" ? this.set(path, { state: "draft" }) : this.values.into(path);
      if (step?.items) menu.show(step, at, true);
    };
    const name = type.name === "Quote" || type.of?.name === "Quote" ? "words" : last(path);
    return this.app.readOnly ? "" : button(`+ ${name}`, run, { className: "plus", title: doc });
  }

  // --- controls

  /** What a field of a type is edited with. @returns {any[]} */
  control(type, path, value, doc) {
    if (type.attributes) return this.attributes(type.attributes, path, value ?? {});
    if (type.k === "list") return [...this.items(type, path, value ?? []), this.plus(type, path, doc)];
    if (type.k === "map") return [...this.members(type, path, value ?? {}), this.plus(type, path, doc)];
    if (type.k === "model") return this.single(type, path, value, doc);
    if (type.vocabulary || type.ref) return [this.picker(type, path, value, doc)];
    return [type.k === "truth" ? this.truth(path, value, doc) : this.input(type, path, value, doc)];
  }

  input(type, path, value, doc) {
    const props = { "aria-label": `${last(path)}: ${doc}`, placeholder: value ? "" : doc, disabled: this.app.readOnly };
    const typed = () => (type.k === "number" && field.value ? Number(field.value) : field.value.trim());
    const field = h("input", { type: "text", value: value ?? "", ...props, onchange: () => this.set(path, typed()) });
    return field;
  }

  truth(path, value, doc) {
    const props = { "aria-label": doc, disabled: this.app.readOnly, onchange: () => this.set(path, field.checked) };
    const field = h("input", { type: "checkbox", checked: !!value, ...props });
    return field;
  }

  /** A button with a value that opens a list to pick from. @param {any[]} shown @param {any} step */
  opener(path, shown, step) {
    const run = (event) => menu.show(step(), event.currentTarget.getBoundingClientRect(), true);
    return button(shown, run, { className: "pick", "data-name": path.join("."), disabled: this.app.readOnly });
  }

  picker(type, path, value, doc) {
    const { app } = this;
    const kind = app.at(path)?.kind;
    const isType = type.vocabulary === "types";
    const word = type.vocabulary ? this.values.terms(type, path)?.[value] : null;
    const name = value ? (type.ref ? app.name(value) : plain(value)) : "–";
    const sign = isType ? h("i", { className: `dot ${kind}` }) : app.schema.signs[value] && `${app.schema.signs[value]} `;
    const retype = (to, term) =>
      app.act([{ do: "type", path: path.slice(0, 2), value: `${to}/${term}` }], `type ${plain(term)}`);
    const step = () => {
      const asked = this.values.ask(type, path, doc, (to, before = []) =>
        app.act([...before, { do: "replace", path, value: to }], `${last(path)} of ${app.title(this.path)}`));
      if (isType) asked.items = typeItems(app, retype);
      const active = asked.items.findIndex((item) => item.label === name && (!isType || item.sign === kind));
      const nothing = { label: "–", detail: "nothing", run: () => this.set(path, null) };
      const isOptional = value && !NEVER_EMPTY.includes(type.vocabulary);
      return { ...asked, active, items: isOptional ? [...asked.items, nothing] : asked.items };
    };
    const label = [h("span", { className: "hidden" }, `${last(path)}: `), sign, name, " "];
    const control = this.opener(path, [...label, h("small", {}, isType ? kind : word?.meaning ?? "")], step);
    return word?.example ? h("div", { className: "with-example" }, control, example(word)) : control;
  }

  items(type, path, items) {
    return items.map((item, i) => this.item(type.of, [...path, i], item, "", items.length > (type.least ?? 0)));
  }

  members(type, path, table) {
    return Object.entries(table).flatMap(([key, value]) => {
      const of = type.of.k === "list" ? type.of.of : type.of;
      const member = (own, ...more) => this.item(of, [...path, key, ...more], own, plain(key), true);
      return type.of.k === "list" ? value.map(member) : [member(value)];
    });
  }

  /** A member of a list or mapping: words, a chip, or what unfolds into its fields. */
  item(type, path, item, role, removable) {
    const words = label(this.app, item, !!type.ref);
    const gone = removable ? this.removal(path, `${role} ${words}`) : "";
    if (type.name === "Quote") {
      const props = { className: "said-words", title: "Show in the text" };
      const show = () => this.app.show(null, [item.start, item.end]);
      return h("blockquote", { dir: "auto" }, button(h("bdi", {}, words), show, props), gone);
    }
    const texts = [role && h("small", {}, role), h("bdi", {}, words), h("small", {}, remark(this.app, type, item))];
    if (type.k !== "model") return h("span", { className: "chip" }, ...texts, gone);
    const box = this.folded(path, "", () => this.fields(type.name, path, item));
    box.firstElementChild.replaceChildren(...texts.filter(Boolean));
    return h("div", { className: "item" }, box, gone);
  }

  /** A model that a field may have once. */
  single(type, path, value, doc) {
    if (!value) return [this.plus(type, path, doc)];
    if (!UNFOLDED.includes(type.name)) return [this.item(type, path, value, "", path.length > 1)];
    return [h("div", { className: "nested" }, ...this.fields(type.name, path, value), this.removal(path, last(path)))];
  }

  attributes(owner, path, values) {
    return Object.entries(this.app.schema.attributes[owner]).map(([name, declared]) => {
      const [own, doc, value] = [[...path, name], declared.doc || name, values[name]];
      const k = { integer: "number", number: "number", boolean: "truth" }[declared.type] ?? "text";
      const items = declared.enum.map((term) => ({ label: String(term), run: () => this.set(own, term) }));
      const [control] = items.length ? [this.opener(own, [String(value ?? "–")], () => ({ title: doc, items }))]
        : this.control({ k }, own, value, doc);
      return h("label", { className: "attribute", title: declared.doc }, h("small", {}, plain(name)), control);
    });
  }
}

/** An example of the codebook, with the words that matter in bold, and what only looks like it. */
function example(word) {
  const bold = (words) => words.split("**").map((part, i) => (i % 2 ? h("b", {}, part) : part));
  const unlike = word.unlike ? [" Not: ", ...bold(word.unlike), ` (${word.instead})`] : [];
  return h("small", { className: "example" }, "“", ...bold(word.example), "”", ...unlike);
}

function isEmpty(value) {
  if (value === null || value === undefined || value === "" || value === false) return true;
  return typeof value === "object" && !Object.keys(value).length;
}

/** What names a value: its words, or the name of the actor or event that it refers to. */
function label(app, value, isRef = false) {
  if (value === null || typeof value !== "object") return isRef ? app.name(String(value)) : String(value);
  const reference = value.actor ?? value.other;
  if (reference !== undefined) return app.name(reference);
  const first = value.exact ?? value.name ?? value.title ?? value.count ?? value.text ?? value.edtf ?? value.code;
  return first === undefined ? "" : label(app, first);
}

/** What is said beside that. */
function remark(app, type, value) {
  if (type.k !== "model") return "";
  const words = value.mention ?? (type.name === "Count" ? value.text : null);
  const said = words && label(app, words) !== label(app, value) && `“${label(app, words)}”`;
  const by = (value.by ?? []).map(app.name).join(", ");
  const parts = [value.country, value.value, value.org && app.name(value.org), said, by, value.when?.edtf, value.at];
  return parts.filter(Boolean).join(" · ");
}
