// @ts-check
// Asks for values: of a field in a form, or for selected words. What is required is asked for, in one step of the menu
// after another, as the metadata of the models say; then it is one edit of the file.
import { plain, short } from "./dom.js";

/** @typedef {(string | number)[]} Path @typedef {import("./menu.js").Item} Item @typedef {import("./menu.js").Step} Step */
/** @typedef {(value: any, before?: any[]) => any} Done takes a value, and the steps that must come before it */

const BY_KIND = ["types", "roles", "statuses"];
/** Fields that are asked for though they may stay empty, with the words for that. */
const ASKED = {
  Claim: { by: "the article itself" }, Count: { by: "the article itself" }, Role: { org: "not said" },
};
const SPEAKER_FIRST = "Claim"; // most are said by somebody

/** The terms of a vocabulary, with their meanings. @param {(term: string) => any} chosen @returns {Item[]} */
export const termItems = (terms, chosen) =>
  Object.entries(terms).map(([term, word]) => ({
    label: plain(term), detail: word.meaning, also: term, example: word.example, run: () => chosen(term),
  }));

/** All types of events, searched by meaning too. @param {(kind: string, type: string) => any} chosen @returns {Item[]} */
export function typeItems(app, chosen, likely = []) {
  const all = Object.entries(app.schema.terms.types).flatMap(([kind, types]) =>
    termItems(types, (type) => chosen(kind, type)).map((item) => ({
      ...item, also: kind, words: app.schema.synonyms[item.also ?? ""], group: kind, sign: kind,
    })));
  const rank = (item) => (likely.includes(item.label) ? likely.indexOf(item.label) : likely.length);
  return all.sort((a, b) => rank(a) - rank(b));
}

/** What is said of an event, claim or actor beside its title. */
export function about(app, each) {
  const { type, status, when, by, stance, kind, country } = each.value;
  /** @type {any} */
  const parts = {
    e: [type && plain(type), app.schema.signs[status], status === "occurred" ? "" : status, when?.edtf],
    c: [(by ?? []).map(app.name).join(", ") || "the article itself", stance],
    a: [kind, country, each.mentions ? "" : "not in the text", each.own === false && "registry"],
  }[each.key[0]];
  return parts.filter(Boolean).join(" ");
}

/** Events, claims or actors to pick from, those in `order` first.
 * @param {string} table @param {(each: any) => any} chosen @param {any[]} [order] @param {(each: any) => boolean} [which]
 * @returns {Item[]} */
export function entryItems(app, table, chosen, order = [], which = () => true) {
  const rank = (each) => (order.includes(each.id ?? each.key) ? order.indexOf(each.id ?? each.key) : order.length);
  const entries = app.state[table].filter(which).sort((a, b) => rank(a) - rank(b));
  return entries.map((each) => ({
    label: short(each.title, 60), detail: [each.number, about(app, each)].filter(Boolean).join(" · "),
    also: `${each.id ?? ""} ${(each.value.aliases ?? []).join(" ")}`, sign: each.kind, run: () => chosen(each),
  }));
}

export class Values {
  /** @param {any} app @param {any} [words] what the server says of selected words; none in a form */
  constructor(app, words = null) {
    this.app = app;
    this.words = words;
    this.here = words && { span: words.span };
  }

  /** The type and the meaning of what a path leads to. @param {Path} path */
  field(path) {
    const model = this.app.model(path);
    let field = { type: { k: "model", name: model ?? "Article" }, doc: "" };
    for (const step of model ? path.slice(2) : path) {
      const { k, name, of } = /** @type {any} */ (field.type);
      field = k === "model" ? this.app.schema.models[name].find((own) => own.name === step) : { ...field, type: of };
    }
    return /** @type {{type: any, doc: string}} */ (field);
  }

  /** The first step that asks for what goes to a path; none if all is known, and written. @param {Path} path */
  into(path) {
    const { type, doc } = this.field(path);
    if (type.k === "list") return this.ask(type.of, path, doc, this.edit("add", path));
    if (type.k !== "map") return this.ask(type, path, doc, this.edit("set", path));
    const below = (key) => this.into([...path, key]);
    if (type.key.vocabulary) return { title: doc, items: termItems(this.terms(type.key, path), below), terms: true };
    const free = (typed) => ({ label: typed, detail: "then its value", run: () => below(typed) });
    return { title: doc, items: [], free, placeholder: "wikidata, geonames …" };
  }

  /** @param {string} verb @param {Path} path @returns {Done} */
  edit(verb, path) {
    return (value, before = []) => {
      const event = path[2] === "when" && this.app.at(path);
      const planned = event?.value?.status === "occurred" && this.isToCome(value.edtf); // else the time is an error
      const first = planned ? [{ do: "replace", path: [...path.slice(0, 2), "status"], value: "planned" }] : [];
      const name = plain(String(path.findLast((step) => typeof step === "string")));
      const label = path.length > 1 ? `${name} of ${this.app.title(path)}` : `new ${name.replace(/s$/, "")}`;
      return this.app.act([...before, ...first, { do: verb, path, value }], planned ? `${label}, planned` : label, this.words);
    };
  }

  isToCome(edtf = "") {
    const day = this.app.state.article.published?.slice(0, 10);
    return day && /^\d/.test(edtf) && edtf.slice(0, 10) > day && !(edtf.length < 10 && day.startsWith(edtf));
  }

  /** The step that asks for a value of a type. @param {Path} path @param {string} title @param {Done} done @returns {any} */
  ask(type, path, title, done) {
    const name = path[path.length - 1];
    if (type.name === "Quote") return this.here ? done(this.here) : void this.app.awaitWords(title, done);
    if (type.k === "model") return this.fill(type.name, path, done);
    if (type.ref) return this.refer(type, path, title, done);
    if (type.vocabulary) return { title, items: termItems(this.terms(type, path), done), terms: true };
    if (name === "aliases" && this.words) return done(this.words.words);
    const item = (value, detail) => ({ label: String(value), detail, run: () => done(value) });
    const free = (typed) => item(type.k === "number" ? Number(typed) : typed, "as typed");
    return { title, items: this.known(name).map((pair) => item(...pair)), free, placeholder: type.expects ?? title };
  }

  /** Values of a field that the words suggest, each with a reason. @returns {[any, string][]} */
  known(name) {
    const { words } = this;
    const { published } = this.app.state.article;
    if (name === "count") return words?.value ? [[words.value, `from “${short(words.words)}”`]] : [];
    if (name !== "edtf") return [];
    const meant = (words?.dates ?? []).map((edtf) => [edtf, `counted from ${published}`]);
    const day = published ? [[published.slice(0, 10), "the day of publication"]] : [];
    return [...meant, ...day, ["unknown", "the words leave it open"]];
  }

  /** Asks for the fields that a model needs, but for those that the words give. @param {Path} path @param {Done} done */
  fill(model, path, done) {
    const { here, words } = this;
    const given = words && {
      When: { text: here }, Place: { name: here, country: words.country }, Count: { text: here },
      Thing: { text: here, value: words.amount }, Role: { title: here }, Claim: words.claim,
      Participant: { mention: words.inside ? here : null, ...(words.known ? { actor: words.known } : {}) },
    }[model];
    const optional = ASKED[model] ?? {};
    const isAsked = (field) => (field.required || (field.name in optional && words)) && !(field.name in (given ?? {}));
    const asked = this.app.schema.models[model].filter(isAsked);
    return this.rest(model, asked, path, given ?? {}, [], done);
  }

  /** @param {any[]} fields those that are still to be asked for @param {Path} path @param {Done} done @returns {any} */
  rest(model, fields, path, value, before, done) {
    const [field, ...others] = fields;
    if (!field) return done(value, before);
    const list = field.type.k === "list";
    const next = (own, first = []) => {
      const taken = own === null ? {} : { [field.name]: list ? [own] : own };
      return this.rest(model, others, path, { ...value, ...taken }, [...before, ...first], done);
    };
    const step = this.ask(list ? field.type.of : field.type, [...path, field.name], field.doc, next);
    const empty = ASKED[model]?.[field.name];
    if (!step?.items || !empty) return step;
    const none = { label: empty, detail: "nobody else is named", run: () => next(null) };
    return { ...step, items: model === SPEAKER_FIRST ? [...step.items, none] : [none, ...step.items], skip: none.run };
  }

  /** Actors or events to refer to; an actor can be a new one. @param {Path} path @param {Done} done @returns {Step} */
  refer(type, path, title, done) {
    const { app, words } = this;
    const isOrg = path[path.length - 1] === "org";
    const make = (value, label) => ({
      label, sign: "actor", detail: value.kind, run: () => done("$0", [{ do: "add", path: ["actors"], value }]),
    });
    const order = [words?.speaker, ...(words?.nearest ?? [])];
    const items = ["events", "actors"].filter((table) => type.ref.includes(table.slice(0, -1))).flatMap((table) =>
      entryItems(app, table, (each) => done(each.id), order, (each) => !isOrg || each.value.kind !== "person"));
    if (!type.ref.includes("actor")) return { title, items };
    const named = (name) => make({ name, kind: isOrg ? "organization" : "unknown" }, `New actor “${name}”`);
    const ofWords = path[2] === "participants" && words;
    if (ofWords) items.unshift(make({ words: this.here, kind: words.kind }, `New actor “${short(words.words, 30)}”`));
    return { title, items, last: named };
  }

  /** The terms for a type, of the kind of the event. @param {Path} path */
  terms(type, path) {
    const terms = this.app.schema.terms[type.vocabulary] ?? {};
    return BY_KIND.includes(type.vocabulary) ? terms[this.app.at(path)?.kind] : terms;
  }
}
