// @ts-check
// What selected words can become: for each verb, the steps of the menu up to the one edit of the file.
import { button, h, plain, short } from "./dom.js";

/** @typedef {import("./menu.js").Item} Item @typedef {import("./menu.js").Step} Step */

/** The terms of a vocabulary to pick from, with their meanings. @param {Record<string, string>} terms @param {(term: string) => any} chosen @returns {Item[]} */
export const termItems = (terms, chosen) =>
  Object.entries(terms).map(([term, meaning]) => ({ label: plain(term), detail: meaning, also: term, run: () => chosen(term) }));

/** All types of events, searched by meaning too. @param {any} app @param {(kind: string, type: string) => any} chosen @param {string[]} [likely] @returns {Item[]} */
export function typeItems(app, chosen, likely = []) {
  const all = Object.entries(app.schema.terms.types).flatMap(([kind, types]) =>
    Object.entries(types).map(([type, meaning]) => ({
      label: plain(type), detail: String(meaning), also: kind, words: app.schema.synonyms[type], group: kind, sign: kind, run: () => chosen(kind, type),
    })));
  const rank = (/** @type {Item} */ item) => (likely.includes(item.label) ? likely.indexOf(item.label) : likely.length);
  return all.sort((a, b) => rank(a) - rank(b));
}

/** @param {any} app @param {(id: string) => any} chosen @param {string[]} [order] @param {(actor: any) => boolean} [which] @returns {Item[]} */
export function actorItems(app, chosen, order = [], which = () => true) {
  const rank = (/** @type {any} */ actor) => (order.includes(actor.id) ? order.indexOf(actor.id) : 1e6);
  return app.state.actors.filter(which).sort((/** @type {any} */ a, /** @type {any} */ b) => rank(a) - rank(b)).map((/** @type {any} */ actor) => ({
    label: actor.title, detail: [actor.value.kind, actor.mentions ? `${actor.mentions}×` : "not in the text"].join(" · "),
    also: `${actor.id} ${(actor.value.aliases ?? []).join(" ")}`, sign: "actor", run: () => chosen(actor.id),
  }));
}

/** @param {any} app @param {(event: any) => any} chosen @param {(event: any) => boolean} [which] @returns {Item[]} */
export function eventItems(app, chosen, which = () => true) {
  const own = app.state.events.filter(which);
  own.sort((/** @type {any} */ a, /** @type {any} */ b) => Number(b.id === app.current) - Number(a.id === app.current));
  return own.map((/** @type {any} */ event) => ({
    label: event.title, detail: `${event.number} · ${plain(event.value.type)}`, also: event.id, sign: event.kind, run: () => chosen(event),
  }));
}

/** The words of a value. @param {any} value */
const wordsOf = (value) => String(value.text?.exact ?? value.exact ?? value.edtf ?? value.text ?? value);

/** The first step of the menu for some words: guesses, then all verbs. */
export class Verbs {
  /** @param {any} app @param {any} words what the server says of them */
  constructor(app, words) {
    this.app = app;
    this.words = words;
    this.here = { span: words.span };
    this.quoted = `“${short(words.words, 30)}”`;
    this.event = app.state.events.find((/** @type {any} */ event) => event.id === words.event);
  }

  /** Edits the file. Asks first if that would replace a value. @param {any[]} steps @param {string} label */
  act(steps, label) {
    const step = steps.find((each) => each.do === "set" && each.path[2] !== "status");
    const old = step && this.app.at(step.path)?.value[step.path[2]];
    if (!old) return this.app.act(steps, label);
    const [table, own, name] = step.path;
    const moved = (/** @type {any} */ to) => steps.map((each) => ({ ...each, path: [table, to, ...each.path.slice(2)] }));
    const others = this.app.state[table].filter((/** @type {any} */ each) => !each.value[name] && (name !== "outcome" || each.kind === "meeting"));
    const items = [
      { label: "Leave it as it is", run: () => null },
      ...others.map((/** @type {any} */ each) => ({
        label: `Of ${short(each.title, 60)}`, detail: `${each.number ?? ""} has none`, sign: each.kind, run: () => this.app.act(moved(each.id ?? each.index), label),
      })),
      { label: `Replace it by ${this.quoted}`, sign: name, run: () => this.app.act(steps.map((each) => (each === step ? { ...each, do: "replace" } : each)), label) },
    ];
    const note = h("p", { className: "note" }, `of “${short(this.app.at([table, own]).title, 90)}”`);
    return { title: `There is ${name === "when" ? "a time" : `this ${name}`} already: “${short(wordsOf(old), 30)}”`, note, items };
  }

  /** One edit that adds a value. @param {(string | number)[]} path @param {any} value @param {string} label */
  add(path, value, label) {
    return this.app.act([{ do: "add", path, value }], label);
  }

  /** @param {(string | number)[]} path @param {any} value @param {string} label */
  set(path, value, label) {
    return this.act([{ do: "set", path, value }], label);
  }

  /** Asks of which event, unless one is at hand. @param {string} title @param {(event: any) => any} then @param {(event: any) => boolean} [which] */
  ofEvent(title, then, which = () => true) {
    if (this.event && which(this.event)) return then(this.event);
    const items = eventItems(this.app, then, which);
    return items.length ? { title: `${title} of …`, items } : { title: `${title}: there is no such event yet`, items: [this.newEvent()] };
  }

  newEvent() {
    return { label: "Event", key: "E", group: "new", detail: "what happens: then its type", run: () => this.types() };
  }

  types() {
    const add = (/** @type {string} */ kind, /** @type {string} */ type) =>
      this.add(["events"], { kind, type, evidence: [this.here] }, `new ${plain(type)}`);
    const steps = this.words.best.flatMap((/** @type {any} */ guess) => guess.steps);
    const likely = steps.filter((/** @type {any} */ step) => step.path[0] === "events" && step.value?.type).map((/** @type {any} */ step) => plain(step.value.type));
    const placeholder = "what happens: visit, strike, arrested, earthquake …";
    return { title: `${this.quoted} is a new …`, terms: true, placeholder, items: typeItems(this.app, add, likely) };
  }

  actorKinds() {
    const { words } = this;
    const country = (/** @type {string} */ kind) => (kind === "country" || kind === "locality" ? words.country : null);
    const items = termItems(this.app.schema.terms.actor_kinds, (kind) =>
      this.add(["actors"], { words: this.here, kind, country: country(kind) }, `new actor ${short(words.words)}`));
    return { title: `${this.quoted} is a new …`, terms: true, items, active: items.findIndex((item) => item.also === words.kind) };
  }

  /** Asks for the role, then for the actor unless the words name one. @param {any} event */
  roles(event) {
    const mention = this.words.inside ? this.here : null;
    const who = (/** @type {string} */ role) => {
      const path = ["events", event.id, "participants", role];
      const take = (/** @type {string} */ actor) => this.add(path, { actor, mention }, plain(role));
      if (this.words.known) return take(this.words.known);
      const create = { do: "add", path: ["actors"], value: { words: this.here, kind: this.words.kind } };
      const both = () => this.app.act([create, { do: "add", path, value: { actor: "$0", mention } }], `new actor as ${plain(role)}`);
      const fresh = { label: `New actor ${this.quoted}`, detail: this.words.kind, sign: "actor", run: both };
      return { title: `${plain(role)} is …`, items: [fresh, ...actorItems(this.app, take, this.words.nearest)] };
    };
    return { title: `Role in ${short(event.title)}`, terms: true, items: termItems(this.app.schema.terms.roles[event.kind], who) };
  }

  /** @param {any} event */
  times(event) {
    const published = this.app.state.article.published;
    const isToCome = (/** @type {string} */ edtf) => published && /^\d/.test(edtf) && edtf.slice(0, 10) > published.slice(0, 10) && !(edtf.length < 10 && published.startsWith(edtf));
    const planned = { do: "replace", path: ["events", event.id, "status"], value: "planned" };
    const set = (/** @type {string} */ edtf) => {
      const step = { do: "set", path: ["events", event.id, "when"], value: { edtf, text: this.here } };
      const changes = isToCome(edtf) && event.value.status === "occurred"; // else the time would be an error
      return this.act(changes ? [planned, step] : [step], `time ${edtf}${changes ? ", planned" : ""}`);
    };
    const item = (/** @type {string} */ edtf, detail = "") => ({ label: edtf, detail, run: () => set(edtf) });
    const typed = (/** @type {string} */ edtf) => (/^(\d{3}|\.\.|unknown)/.test(edtf) ? item(edtf, "as typed") : null);
    const items = this.words.dates.map((/** @type {string} */ edtf) => item(edtf, `${this.quoted}, counted from ${published}`));
    if (published) items.push(item(published.slice(0, 10), "the day of publication"));
    items.push(item("unknown", "the words leave it open"));
    return { title: `Time of ${short(event.title)}`, placeholder: "2024-05-08, 2024-05, 2024-05~, 2024-05-01/2024-05-03", free: typed, items };
  }

  /** @param {any} event */
  harms(event) {
    const { words } = this;
    const source = (/** @type {string} */ harm, /** @type {string} */ count) => {
      const add = (/** @type {string[]} */ by) => this.add(["events", event.id, "casualties", harm], { count, text: this.here, by }, `${count} ${harm}`);
      const article = { label: "the article itself", detail: "no source is named", run: () => add([]) };
      return { title: `${count} ${harm}: who says so?`, items: [article, ...actorItems(this.app, (id) => add([id]), words.nearest)] };
    };
    const number = (/** @type {string} */ harm) => {
      const item = (/** @type {string} */ count, detail = "") => ({ label: count, detail, run: () => source(harm, count) });
      const free = (/** @type {string} */ typed) => (/^\d/.test(typed) ? item(typed, "as typed") : null);
      const items = words.value ? [item(words.value, `from ${this.quoted}`)] : [];
      return { title: `${harm}: how many?`, placeholder: "3, 26+ for at least, 200~ for about, 3..5", free, items };
    };
    return { title: `Casualties in ${short(event.title)}`, terms: true, items: termItems(this.app.schema.terms.casualties, number) };
  }

  speakers() {
    const { words } = this;
    const add = (/** @type {string[]} */ by) => this.add(["claims"], { ...words.claim, by }, "claim");
    const article = { label: "the article itself", detail: "in its own voice", run: () => add([]) };
    const order = words.speaker ? [words.speaker, ...words.nearest] : words.nearest;
    return { title: `Who says ${this.quoted}?`, items: [...actorItems(this.app, (id) => add([id]), order), article] };
  }

  /** @param {string} title @param {(index: number) => any} chosen */
  claims(title, chosen) {
    const { chosen: form, state } = this.app;
    if (state.claims.length === 1) return chosen(0);
    const claims = [...state.claims].sort((a, b) => Number(b.key === form?.key) - Number(a.key === form?.key));
    const items = claims.map((/** @type {any} */ claim) => ({
      label: short(claim.title, 60), detail: (claim.value.by ?? []).map(this.app.name).join(", "), sign: "claim", run: () => chosen(claim.index),
    }));
    return { title, items };
  }

  /** @param {string} verb @param {(id: string) => any} chosen @param {(actor: any) => boolean} [which] */
  actors(verb, chosen, which) {
    return { title: `${this.quoted} is ${verb} …`, items: actorItems(this.app, chosen, this.words.nearest, which) };
  }

  /** The office is written before its organization is asked for. */
  offices() {
    const where = async (/** @type {string} */ id) => {
      await this.add(["actors", id, "roles"], { title: this.here }, "office");
      const last = this.app.at(["actors", id]).value.roles.length - 1;
      const path = ["actors", id, "roles", last, "org"];
      const set = (/** @type {string} */ org) => this.app.act([{ do: "set", path, value: org }], "organization of an office");
      const create = (/** @type {string} */ name) =>
        this.app.act([{ do: "add", path: ["actors"], value: { name, kind: "organization" } }, { do: "set", path, value: "$0" }], `new actor ${short(name)}`);
      const free = (/** @type {string} */ name) => ({ label: `New organization “${name}”`, sign: "actor", run: () => create(name) });
      const open = { label: "not said", detail: "no organization or country", run: () => null };
      const orgs = actorItems(this.app, set, this.words.nearest, (actor) => actor.id !== id && actor.value.kind !== "person");
      const placeholder = "type to search, or the name of a new organization";
      return { title: "in which organization or country?", items: [open, ...orgs], last: free, placeholder };
    };
    return this.actors("the office of", where, (actor) => actor.value.kind !== "organization" && actor.value.kind !== "country");
  }

  /** Every verb, with its key. @returns {Item[]} */
  all() {
    const { app, here, words, event } = this;
    const of = event ? short(event.title, 26) : "an event";
    const field = (/** @type {string} */ name, /** @type {string} */ label) => (/** @type {any} */ to) => this.add(["events", to.id, name], here, label);
    const things = (/** @type {any} */ to) => ({
      title: `In ${short(to.title)}, it is the …`, terms: true,
      items: termItems(app.schema.terms.things, (role) => this.add(["events", to.id, "things", role], { text: here, value: words.amount }, plain(role))),
    });
    const place = (/** @type {any} */ to) => this.add(["events", to.id, "places"], { name: here, country: words.country }, "place");
    const isMeeting = (/** @type {any} */ to) => to.kind === "meeting";
    const isIncident = (/** @type {any} */ to) => to.kind === "incident";
    return [
      this.newEvent(),
      { key: "C", group: "new", label: "Claim", detail: "who says it", run: () => this.speakers() },
      { key: "A", group: "new", label: "Actor", detail: "a person, group, organization, country", run: () => this.actorKinds() },
      { key: "P", group: "event", label: "Participant", detail: `in ${of}: role, then who`, run: () => this.ofEvent("Participant", (to) => this.roles(to)) },
      { key: "T", group: "event", label: "Time", detail: `of ${of}`, run: () => this.ofEvent("Time", (to) => this.times(to)) },
      { key: "L", group: "event", label: "Place", detail: `of ${of}`, run: () => this.ofEvent("Place", place) },
      { key: "N", group: "event", label: "Count", detail: "killed, injured, missing, detained", run: () => this.ofEvent("Casualties", (to) => this.harms(to), isIncident) },
      { key: "V", group: "event", label: "Evidence", detail: "further words that show an event", run: () => ({ title: `${this.quoted} is evidence of …`, items: eventItems(app, field("evidence", "evidence")) }) },
      { key: "G", group: "event", label: "Trigger", detail: `the word that names ${of}`, run: () => this.ofEvent("Trigger", field("triggers", "trigger")) },
      { key: "H", group: "event", label: "Thing", detail: "instrument, object or amount", run: () => this.ofEvent("Thing", things) },
      { key: "I", group: "event", label: "Topic", detail: `what ${of} is about`, run: () => this.ofEvent("Topic", field("topics", "topic")) },
      { key: "U", group: "event", label: "Outcome", detail: "what came of a meeting", run: () => this.ofEvent("Outcome", (to) => this.set(["events", to.id, "outcome"], here, "outcome"), isMeeting) },
      { key: "M", group: "actor", label: "Mention", detail: "of an actor, here only", run: () => this.actors("a mention of", (id) => this.add(["actors", id, "mentions"], here, "mention")) },
      { key: "K", group: "actor", label: "Known as", detail: "another name of an actor, wherever it stands", run: () => this.actors("another name of", (id) => this.add(["actors", id, "aliases"], words.words, "name")) },
      { key: "O", group: "actor", label: "Office", detail: "a title that an actor holds", run: () => this.offices() },
      { key: "Q", group: "claim", label: "Cue", detail: "the words that attribute a claim", run: () => this.claims(`${this.quoted} attributes …`, (i) => this.set(["claims", i, "cue"], here, "cue")) },
      { key: "J", group: "claim", label: "Joined", detail: "a further part of a claim that the article interrupts", run: () => this.claims(`${this.quoted} continues …`, (i) => this.add(["claims", i, "quote"], here, "part of a claim")) },
      { key: "W", group: "claim", label: "When", detail: "when a claim was made", run: () => this.claims(`${this.quoted} is when somebody said …`, (i) => this.set(["claims", i, "when"], { edtf: words.dates[0] ?? "unknown", text: here }, "time of a claim")) },
    ];
  }

  /** @returns {Step} */
  first() {
    const { app, words, event } = this;
    const run = (/** @type {any} */ guess) => {
      if (guess.ask === "type") return this.types();
      if (guess.ask === "time") return this.ofEvent("Time", (to) => this.times(to));
      if (guess.ask === "count") return this.ofEvent("Casualties", (to) => this.harms(to));
      return guess.ask === "speaker" ? this.speakers() : this.act(guess.steps, guess.label);
    };
    const items = words.best.map((/** @type {any} */ guess) => ({ label: guess.label, detail: guess.detail, sign: guess.sign, run: () => run(guess) }));
    const fits = (/** @type {Item} */ item) => !event || ((item.key !== "N" || event.kind === "incident") && (item.key !== "U" || event.kind === "meeting"));
    const verbs = this.all().filter(fits);
    if (words.widened) verbs.push({ key: "=", group: "new", label: "Exactly", detail: "do not widen to whole words", run: () => void app.askAgain() });
    const hidden = [
      ...this.types().items.map((item) => ({ ...item, group: "", label: `New event: ${item.label}` })),
      ...(event ? this.roles(event).items.map((item) => ({ ...item, label: `Participant: ${item.label}` })) : []),
      ...this.actors("", (id) => this.add(["actors", id, "mentions"], this.here, "mention")).items.map((item) => ({ ...item, label: `Mention of ${item.label}` })),
      ...eventItems(app, (to) => this.add(["events", to.id, "evidence"], this.here, "evidence")).map((item) => ({ ...item, label: `Evidence of ${item.label}` })),
    ];
    const notes = [words.count > 1 ? `occurs ${words.count}×: this place is kept` : "", words.widened ? "widened to whole words" : ""].filter(Boolean);
    const exactly = words.widened && button("exactly as selected", () => app.askAgain());
    const note = notes.length ? h("p", { className: "note" }, notes.join(" · "), exactly) : null;
    const ofEvent = event ? h("span", { className: event.kind, title: event.title }, "event ", h("b", {}, event.number)) : "event";
    const heads = { new: "new", event: ofEvent, actor: "actor", claim: "claim" };
    return { title: `“${short(words.words, 90)}”`, note, items, verbs, heads, hidden, placeholder: "type to search: visit, host, a name …" };
  }
}
