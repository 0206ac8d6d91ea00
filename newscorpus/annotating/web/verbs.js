// @ts-check
// What selected words can become: the menu at a selection, with guesses first and then all verbs.
import { h, plain, short } from "./dom.js";
import { entryItems, termItems, typeItems, Values } from "./values.js";

/** @typedef {import("./menu.js").Item} Item @typedef {import("./menu.js").Step} Step */

/** Each verb puts the words into a field: its key, its name, and the table and the field. */
const VERBS = [
  ["P", "Participant", "events", "participants"], ["T", "Time", "events", "when"], ["L", "Place", "events", "places"],
  ["N", "Count", "events", "casualties"], ["V", "Evidence", "events", "evidence"],
  ["G", "Trigger", "events", "triggers"], ["H", "Thing", "events", "things"], ["I", "Topic", "events", "topics"],
  ["U", "Outcome", "events", "outcome"], ["M", "Mention", "actors", "mentions"],
  ["K", "Known as", "actors", "aliases"], ["O", "Office", "actors", "roles"], ["Q", "Cue", "claims", "cue"],
  ["J", "Joined", "claims", "quote"], ["W", "When", "claims", "when"],
];
const ASKING = { type: "E", time: "T", count: "N", speaker: "C" };

/** The first step of the menu for some words: guesses, then all verbs. */
export class Verbs {
  /** @param {any} app @param {any} words what the server says of them */
  constructor(app, words) {
    this.app = app;
    this.words = words;
    this.here = { span: words.span };
    this.values = new Values(app, words);
    this.event = app.state.events.find((event) => event.id === words.event);
  }

  types() {
    const add = (kind, type) => this.values.edit("add", ["events"])({ kind, type, evidence: [this.here] });
    const steps = this.words.best.flatMap((guess) => guess.steps);
    const likely = steps.filter((step) => step.path[0] === "events" && step.value?.type).map((step) => plain(step.value.type));
    const placeholder = "what happens: visit, strike, arrested, earthquake …";
    return { title: `${this.title} is a new …`, terms: true, placeholder, items: typeItems(this.app, add, likely) };
  }

  kinds() {
    const { words, here } = this;
    const country = (kind) => (kind === "country" || kind === "locality" ? words.country : null);
    const add = (kind) => this.values.edit("add", ["actors"])({ words: here, kind, country: country(kind) });
    const items = termItems(this.app.schema.terms.actor_kinds, add);
    return { title: `${this.title} is a new …`, terms: true, items, active: items.findIndex((item) => item.also === words.kind) };
  }

  get title() {
    return `“${short(this.words.words, 30)}”`;
  }

  /** The step that puts the words into a field of an event, actor or claim: that at hand, else which is asked. */
  into(name, table, field) {
    const { app, words } = this;
    const then = (each) => this.values.into([table, each.id ?? each.index, field]);
    const own = app.state[table].filter((each) => app.has(each, field));
    if (table === "events" && own.includes(this.event) && field !== "evidence") return then(this.event);
    if (table === "claims" && own.length === 1) return then(own[0]);
    const order = { events: [app.current], actors: words.nearest, claims: [app.chosen?.key] }[table];
    const items = entryItems(app, table, then, order, (each) => own.includes(each));
    if (items.length || table !== "events") return { title: `${this.title} is ${name.toLowerCase()} of …`, items };
    return { title: `${name}: there is no such event yet`, items: this.all().slice(0, 1) };
  }

  /** Every verb, with its key. @returns {Item[]} */
  all() {
    const { app, values } = this;
    const claim = () => values.fill("Claim", ["claims"], values.edit("add", ["claims"]));
    const news = [
      { key: "E", label: "Event", detail: "what happens: then its type", run: () => this.types() },
      { key: "C", label: "Claim", detail: "who says it", run: claim },
      { key: "A", label: "Actor", detail: "a person, group, organization, country", run: () => this.kinds() },
    ];
    const lacks = (table, field) => table === "events" && this.event && !app.has(this.event, field);
    const fields = VERBS.filter(([, , table, field]) => !lacks(table, field)).map(([key, label, table, field]) => ({
      key, label, group: table, detail: app.doc(field), run: () => this.into(label, table, field),
    }));
    return [...news.map((item) => ({ ...item, group: "new" })), ...fields];
  }

  /** @returns {Step} */
  first() {
    const { app, words, event, values } = this;
    const verbs = this.all();
    const ask = (key) => verbs.find((item) => item.key === key)?.run();
    const items = words.best.map((guess) => ({
      ...guess, run: () => (guess.ask ? ask(ASKING[guess.ask]) : app.act(guess.steps, guess.label, words)),
    }));
    if (words.widened) {
      const run = () => void setTimeout(() => app.askMenu(app.asked, true, true));
      verbs.push({ key: "=", group: "new", label: "Exactly", detail: "do not widen to whole words", run });
    }
    const under = (prefix, own) => own.map((item) => ({ ...item, group: "", label: `${prefix} ${item.label}` }));
    const to = (table, field) => entryItems(app, table, (each) => values.into([table, each.id, field]), words.nearest);
    const hidden = [
      ...under("New event:", this.types().items),
      ...(event ? under("Participant:", values.into(["events", event.id, "participants"]).items) : []),
      ...under("Mention of", to("actors", "mentions")), ...under("Evidence of", to("events", "evidence")),
    ];
    const notes = [words.count > 1 && `occurs ${words.count}×: this place is kept`, words.widened && "widened to whole words"];
    const note = notes.some(Boolean) ? h("p", { className: "note" }, notes.filter(Boolean).join(" · ")) : null;
    const ofEvent = h("span", { className: event?.kind ?? "", title: event?.title ?? "" }, "event ", event && h("b", {}, event.number));
    const heads = { new: "new", events: ofEvent, actors: "actor", claims: "claim" };
    return { title: `“${short(words.words, 90)}”`, note, items, verbs, heads, hidden, placeholder: "type to search: visit, host, a name …" };
  }
}
