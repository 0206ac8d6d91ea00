// @ts-check
// Forms, made from the metadata of the models: each field is asked for as its type and its vocabulary need.
import { button, h, plain, short } from "./dom.js";
import * as menu from "./menu.js";
import { actorItems, eventItems, termItems, typeItems } from "./verbs.js";

/** @typedef {(string | number)[]} Path @typedef {Record<string, any>} Type */

/** The fields that are shown though they are empty; the others are under "More". */
const MAIN = /** @type {Record<string, string[]>} */ ({
  Event: ["type", "status", "title", "participants", "when", "places"],
  Meeting: ["type", "status", "title", "participants", "when", "places", "outcome"],
  Incident: ["type", "status", "title", "participants", "when", "places", "casualties"],
  Claim: ["by", "quote", "cue", "about", "stance"],
  Actor: ["name", "kind", "country", "aliases", "roles"],
  Article: ["headline", "published", "language", "annotation"],
});
const OPEN = ["When", "Annotation"];
const CLASSES = /** @type {Record<string, string>} */ ({ event: "Event", meeting: "Meeting", incident: "Incident" });

/** The form of an event, claim or actor, or of the article itself. */
export class Form {
  /** @param {any} app @param {string} model @param {Path} path @param {any} value @param {string} [kind] of the event */
  constructor(app, model, path, value, kind = "") {
    this.app = app;
    this.model = kind ? CLASSES[kind] : model;
    this.path = path;
    this.value = value;
    this.kind = kind;
  }

  rows() {
    return this.fields(this.model, this.path, this.value);
  }

  /** The fields of a model: those with a value and the main ones, then the others. @param {string} model @param {Path} path @param {any} value */
  fields(model, path, value) {
    const main = MAIN[model] ?? this.app.schema.models[model].map((/** @type {any} */ field) => field.name);
    const all = this.app.schema.models[model].filter((/** @type {any} */ field) => field.name !== "id"); // it has a place of its own
    const isShown = (/** @type {any} */ field) => main.includes(field.name) || !isEmpty(value[field.name]);
    const order = (/** @type {any} */ field) => (main.includes(field.name) ? main.indexOf(field.name) : 99);
    const shown = all.filter((/** @type {any} */ field) => isShown(field));
    shown.sort((/** @type {any} */ a, /** @type {any} */ b) => order(a) - order(b));
    const rest = all.filter((/** @type {any} */ field) => !shown.includes(field) && !this.isUnused(field));
    const row = (/** @type {any} */ field) => this.row(field, [...path, field.name], value[field.name]);
    const list = h("dl", {}, ...shown.flatMap(row));
    if (!rest.length) return [list];
    const more = this.folded(path, `More fields: ${rest.map((/** @type {any} */ field) => plain(field.name)).join(", ")}`, () => [h("dl", {}, ...rest.flatMap(row))]);
    return [list, more];
  }

  /** Whether a corpus declares nothing for a field of attributes. @param {any} field */
  isUnused(field) {
    const owner = field.type.attributes;
    return owner !== undefined && !Object.keys(this.app.schema.attributes[owner]).length;
  }

  /** A part that is open if it was. Its content is made when it is opened. @param {Path} path @param {string} title @param {() => Node[]} content */
  folded(path, title, content) {
    const key = `${title.split(":")[0]} ${path.join(".")}`;
    const isOpen = this.app.opened.has(key);
    const box = /** @type {HTMLDetailsElement} */ (h("details", { open: isOpen }, h("summary", {}, short(title, 80)), ...(isOpen ? content() : [])));
    box.addEventListener("toggle", () => {
      if (box.open && box.children.length === 1) box.append(...content());
      this.app.opened[box.open ? "add" : "delete"](key);
    });
    return box;
  }

  /** @param {any} field @param {Path} path @param {any} value */
  row(field, path, value) {
    const name = h("dt", { title: field.doc }, plain(field.name));
    return [name, h("dd", {}, ...this.control(field.type, path, value, field.doc))];
  }

  // --- edits

  /** @param {Path} path @param {any} value */
  set(path, value) {
    return this.app.act([{ do: "replace", path, value }], `${plain(String(path[path.length - 1]))} of ${this.app.title(this.path)}`);
  }

  /** @param {Path} path @param {any} value */
  add(path, value) {
    return this.app.act([{ do: "add", path, value }], `${plain(String(path[2] ?? path[0]))} of ${this.app.title(this.path)}`);
  }

  /** @param {Path} path @param {string} name */
  removal(path, name) {
    const run = (/** @type {Event} */ event) => {
      event.preventDefault();
      return this.app.act([{ do: "remove", path }], `removal of ${name}`);
    };
    return this.app.readOnly ? "" : button("✕", run, { className: "gone", title: "Remove", "aria-label": `Remove ${name}` });
  }

  // --- controls

  /** What a field of a type is edited with. @param {Type} type @param {Path} path @param {any} value @param {string} doc @returns {any[]} */
  control(type, path, value, doc) {
    if (type.attributes) return this.attributes(type.attributes, path, value ?? {});
    if (type.k === "list") return this.list(type, path, value ?? [], doc);
    if (type.k === "map") return this.map(type, path, value ?? {}, doc);
    if (type.k === "model") return this.single(type, path, value, doc);
    if (type.vocabulary || type.ref) return [this.picker(type, path, value, doc)];
    if (type.k === "truth") return [this.truth(path, value, doc)];
    return [this.input(type, path, value, doc)];
  }

  /** @param {Type} type @param {Path} path @param {any} value @param {string} doc */
  input(type, path, value, doc) {
    const name = plain(String(path[path.length - 1]));
    const field = /** @type {HTMLInputElement} */ (h("input", {
      type: "text", value: value ?? "", "aria-label": `${name}: ${doc}`, placeholder: value ? "" : doc, disabled: this.app.readOnly,
      onchange: () => this.set(path, type.k === "number" && field.value ? Number(field.value) : field.value.trim()),
    }));
    return field;
  }

  /** @param {Path} path @param {any} value @param {string} doc */
  truth(path, value, doc) {
    const field = /** @type {HTMLInputElement} */ (h("input", {
      type: "checkbox", checked: !!value, "aria-label": doc, disabled: this.app.readOnly, onchange: () => this.set(path, field.checked),
    }));
    return field;
  }

  /** Opens a list to pick from, at the control. @param {string} title @param {import("./menu.js").Item[]} items @param {object} [more] */
  opens(title, items, more = {}) {
    return (/** @type {Event} */ event) => {
      const at = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
      menu.show({ title, items, terms: items.some((item) => (item.detail ?? "").length > 24), ...more }, at, true);
    };
  }

  /** What can be picked for a type. @param {Type} type @param {(value: any) => any} chosen @returns {import("./menu.js").Item[]} */
  items(type, chosen) {
    if (type.ref) {
      const events = type.ref.includes("event") ? eventItems(this.app, (event) => chosen(event.id)) : [];
      return [...events, ...(type.ref.includes("actor") ? actorItems(this.app, chosen) : [])];
    }
    const terms = this.app.schema.terms[type.vocabulary];
    return termItems(["types", "roles", "statuses"].includes(type.vocabulary) ? terms[this.kind] : terms, chosen);
  }

  /** @param {Type} type @param {Path} path @param {any} value @param {string} doc */
  picker(type, path, value, doc) {
    const { terms, signs } = this.app.schema;
    const isType = type.vocabulary === "types";
    const table = ["types", "roles", "statuses"].includes(type.vocabulary) ? terms[type.vocabulary][this.kind] : terms[type.vocabulary] ?? {};
    const name = value ? (type.ref ? this.app.name(value) : plain(value)) : "–";
    const sign = isType ? h("i", { className: `dot ${this.kind}` }) : signs[value] && `${signs[value]} `;
    const retype = (/** @type {string} */ kind, /** @type {string} */ to) => this.app.act([{ do: "type", path: path.slice(0, 2), value: `${kind}/${to}` }], `type ${plain(to)}`);
    const items = isType ? typeItems(this.app, retype) : this.items(type, (to) => this.set(path, to));
    if (value && !["types", "statuses", "actor_kinds"].includes(type.vocabulary)) items.push({ label: "–", detail: "nothing", run: () => this.set(path, null) });
    const label = plain(String(path[path.length - 1]));
    const free = items.length ? { active: items.findIndex((item) => item.label === plain(value ?? "–") && (!isType || item.sign === this.kind)) } : { free: (/** @type {string} */ typed) => ({ label: typed, run: () => this.set(path, typed) }) };
    return button([h("span", { className: "hidden" }, `${label}: `), sign, name, " ", h("small", {}, isType ? this.kind : table[value] ?? "")], this.opens(doc, items, free), { className: "pick", "data-name": path.join("."), disabled: this.app.readOnly });
  }

  /** @param {string} name @param {(event: Event) => any} run @param {string} doc */
  plus(name, run, doc) {
    return this.app.readOnly ? "" : button(`+ ${name}`, run, { className: "plus", title: doc });
  }

  /** @param {Type} type @param {Path} path @param {any[]} items @param {string} doc */
  list(type, path, items, doc) {
    const name = plain(String(path[path.length - 1]));
    const shown = items.map((item, i) => this.item(type.of, [...path, i], item, "", items.length > (type.least ?? 0)));
    return [...shown, this.plus(type.of.k === "model" && type.of.name === "Quote" ? "words" : name, this.creation(type.of, (value) => this.add(path, value), doc), doc)];
  }

  /** @param {Type} type @param {Path} path @param {Record<string, any>} table @param {string} doc */
  map(type, path, table, doc) {
    const ofLists = type.of.k === "list";
    const shown = Object.entries(table).flatMap(([key, items]) =>
      ofLists ? items.map((/** @type {any} */ item, /** @type {number} */ i) => this.item(type.of.of, [...path, key, i], item, plain(key), true))
        : [this.item(type.of, [...path, key], items, plain(key), true)]);
    const behind = (/** @type {string} */ key) =>
      this.question(ofLists ? type.of.of : type.of, (value) => (ofLists ? this.add([...path, key], value) : this.set([...path, key], value)), plain(key));
    const name = plain(String(path[path.length - 1]));
    const keys = type.key.vocabulary ? this.items(type.key, behind) : [];
    const free = type.key.vocabulary ? {} : { free: (/** @type {string} */ typed) => ({ label: typed, detail: "then its value", run: () => behind(typed) }), placeholder: "wikidata, geonames …" };
    return [...shown, this.plus(name, this.opens(doc, keys, free), doc)];
  }

  /** One item of a list: a chip, or what unfolds into its fields. @param {Type} type @param {Path} path @param {any} item @param {string} role @param {boolean} removable */
  item(type, path, item, role, removable) {
    const words = label(this.app, item, !!type.ref);
    const gone = removable ? this.removal(path, `${role} ${words}`) : "";
    if (type.k === "model" && type.name === "Quote") {
      const show = button(h("bdi", {}, words), () => this.app.showWords(item), { className: "said-words", title: "Show in the text" });
      return h("blockquote", { dir: "auto" }, show, gone);
    }
    const texts = [role && h("small", {}, role), h("bdi", {}, words), h("small", {}, remark(this.app, type, item))];
    if (type.k !== "model") return h("span", { className: "chip" }, ...texts, gone);
    const body = () => this.fields(type.name, path, item);
    const box = this.folded(path, "", body);
    box.firstElementChild?.replaceChildren(...texts.filter(Boolean));
    return h("div", { className: "item" }, box, gone);
  }

  /** A model that a field may have once. @param {Type} type @param {Path} path @param {any} value @param {string} doc */
  single(type, path, value, doc) {
    const name = plain(String(path[path.length - 1]));
    if (!value) {
      const isQuote = type.name === "Quote";
      const begin = type.name === "Annotation" ? () => this.set(path, { state: "draft" }) : this.creation(type, (made) => this.set(path, made), doc);
      return [this.plus(isQuote ? "words" : name, begin, doc)];
    }
    if (type.name === "Quote" || !OPEN.includes(type.name)) return [this.item(type, path, value, "", path.length > 1)];
    return [h("div", { className: "nested" }, ...this.fields(type.name, path, value), this.removal(path, name))];
  }

  /** @param {string} owner @param {Path} path @param {Record<string, any>} values */
  attributes(owner, path, values) {
    return Object.entries(this.app.schema.attributes[owner]).map(([name, declared]) => {
      const own = [...path, name];
      const items = declared.enum.map((/** @type {any} */ value) => ({ label: String(value), run: () => this.set(own, value) }));
      const kind = { integer: "number", number: "number", boolean: "truth" }[/** @type {string} */ (declared.type)] ?? "text";
      const pick = () => button(String(values[name] ?? "–"), this.opens(declared.doc || name, items), { className: "pick", disabled: this.app.readOnly });
      const control = items.length ? pick() : kind === "truth" ? this.truth(own, values[name], declared.doc || name) : this.input({ k: kind }, own, values[name], declared.doc || name);
      return h("label", { className: "attribute", title: declared.doc }, h("small", {}, plain(name)), control);
    });
  }

  // --- new values: what is required is asked for, one after another

  /** @param {Type} type @param {(value: any) => any} done @param {string} doc */
  creation(type, done, doc) {
    return async (/** @type {Event} */ event) => {
      const at = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
      const next = await this.question(type, done, doc);
      if (next?.items) menu.show(next, at, true);
    };
  }

  /** The step of the menu that asks for a value of a type; none if it is asked for in the text. @param {Type} type @param {(value: any) => any} done @param {string} title @returns {any} */
  question(type, done, title) {
    if (type.k === "model" && type.name === "Quote") return void this.app.awaitWords(title, (/** @type {any} */ words) => done(words));
    if (type.k === "model") return this.required(this.app.schema.models[type.name].filter((/** @type {any} */ field) => field.required), {}, done);
    if (type.vocabulary || type.ref) return { title, items: this.items(type, done), terms: !!type.vocabulary };
    const free = (/** @type {string} */ typed) => ({ label: typed, detail: "as typed", run: () => done(type.k === "number" ? Number(typed) : typed) });
    return { title, items: [], free, placeholder: type.expects ?? title };
  }

  /** @param {any[]} fields @param {any} value @param {(value: any) => any} done @returns {any} */
  required(fields, value, done) {
    if (!fields.length) return done(value);
    const [field, ...rest] = fields;
    return this.question(field.type, (own) => this.required(rest, { ...value, [field.name]: own }, done), field.doc);
  }
}

/** @param {any} value */
function isEmpty(value) {
  if (value === null || value === undefined || value === "" || value === false) return true;
  return typeof value === "object" && !Object.keys(value).length;
}

/** What names a value: its words, or the name of the actor or event that it refers to. @param {any} app @param {any} value @param {boolean} [isRef] @returns {string} */
function label(app, value, isRef = false) {
  if (value === null || typeof value !== "object") return isRef ? app.name(String(value)) : String(value);
  const reference = value.actor ?? value.other;
  if (reference !== undefined) return app.name(reference);
  const first = value.exact ?? value.name ?? value.title ?? value.count ?? value.text ?? value.edtf ?? value.code;
  return first === undefined ? "" : label(app, first);
}

/** What is said beside that. @param {any} app @param {Type} type @param {any} value @returns {string} */
function remark(app, type, value) {
  if (type.k !== "model") return "";
  const parts = [value.country, value.value, value.org && app.name(value.org), value.mention && label(app, value.mention) !== label(app, value) && `“${label(app, value.mention)}”`,
    type.name === "Count" && value.text && `“${label(app, value.text)}”`, (value.by ?? []).map(app.name).join(", "), value.when?.edtf, value.at];
  return parts.filter(Boolean).join(" · ");
}
