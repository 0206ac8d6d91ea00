// @ts-check
// The page: what is shown, selections, keys, actions. What it shows is what the file has; nothing else is kept here.
import { ask, button, el, follow, h, plain, short } from "./dom.js";
import { clickedAt, stepped } from "./keys.js";
import { list } from "./list.js";
import * as menu from "./menu.js";
import { panel } from "./panel.js";
import { Places, paint } from "./text.js";
import { entryItems } from "./values.js";
import { Verbs } from "./verbs.js";

const text = el("text");
const TABLES = { e: "events", c: "claims", a: "actors" };
const ARTICLE = { key: "", kind: "article" };
const NOTHING = { events: [], claims: [], actors: [], todo: [], article: {}, dir: "auto", lang: "und" };
const TOUCHED = 350; // milliseconds after which a selection by touch is at its end
const UNSEEN = { state: null, chosen: null, current: null, asked: null, findings: [], parts: [], finding: -1 };

class App {
  constructor() {
    /** @type {any[]} */
    this.articles = this.findings = this.parts = [];
    this.state = this.schema = this.article = this.chosen = this.asked = this.waiting = null;
    this.current = null; // the event that verbs attach to
    this.readOnly = false;
    this.wanted = { words: "", state: "" };
    this.opened = new Set(); // parts of forms that are unfolded
    this.places = new Places(text);
    /** @type {Promise<any>} */
    this.queue = Promise.resolve();
    this.finding = -1;
    this.number = 0;
  }

  ask = (what, body = {}) => ask(what, { article: this.article, ...body });

  // --- names

  get all() {
    return [...this.state.events, ...this.state.claims, ...this.state.actors];
  }

  pathOf(each) {
    return [TABLES[each.key[0]], each.id ?? each.index];
  }

  isOf(path, each) {
    if (!path || !each.key) return false;
    const own = this.pathOf(each);
    return path[0] === own[0] && path[1] === own[1];
  }

  at(path) {
    return this.all.find((each) => this.isOf(path, each));
  }

  /** The name of the model of an event, claim or actor, by its path. */
  model(path) {
    const kind = this.at(path)?.kind;
    return kind && kind[0].toUpperCase() + kind.slice(1);
  }

  /** Whether an event, claim or actor can have a field. */
  has = (each, field) => this.schema.models[this.model(this.pathOf(each))].some((own) => own.name === field);

  /** What a field of events, claims or actors means. */
  doc(name) {
    const fields = ["Meeting", "Incident", "Claim", "Actor"].flatMap((model) => this.schema.models[model]);
    return fields.find((field) => field.name === name).doc;
  }

  findingsOf(each) {
    return this.findings.filter((finding) => this.isOf(finding.path, each));
  }

  name = (id) => this.all.find((each) => each.id === id)?.title ?? id;

  title(path) {
    return path.length > 1 ? short(this.at(path)?.title ?? String(path[1]), 30) : "the article";
  }

  // --- what is shown

  async route() {
    const before = JSON.stringify(this.articles);
    ({ articles: this.articles, readOnly: this.readOnly } = await ask("articles"));
    const [first, ...others] = this.articles;
    const name = !others.length && first.state !== "text" ? first.name : decodeURIComponent(location.hash.slice(1));
    if (!name) this.showList(JSON.stringify(this.articles) !== before);
    else if (name !== this.article && this.articles.some((each) => each.name === name)) await this.open(name);
    this.drawBar();
  }

  showList(isNew) {
    if (this.article === null && !isNew && el("articles").childElementCount) return;
    const typing = document.activeElement?.closest("#articles input");
    const at = typing && /** @type {HTMLInputElement} */ (typing).selectionStart;
    this.article = this.state = null;
    el("work").hidden = el("tools").hidden = true;
    el("articles").hidden = false;
    el("file").textContent = el("saved").textContent = "";
    document.title = "newscorpus annotate";
    el("articles").replaceChildren(...list(this));
    if (typing) el("articles").querySelector("input").focus();
    if (typing) el("articles").querySelector("input").setSelectionRange(at, at);
  }

  async open(name) {
    menu.close();
    Object.assign(this, UNSEEN, { article: name });
    text.replaceChildren();
    delete document.body.dataset.settled;
    el("articles").hidden = true;
    el("work").hidden = el("tools").hidden = false;
    this.schema = await this.ask("schema");
    this.take(await this.ask("state"));
    scrollTo(0, 0);
  }

  /** Shows a state of the article, then asks for its findings. */
  take(state) {
    if (state.same) return;
    if (state.refused) return this.alert("Nothing to show:", state.refused);
    if (state.error) {
      this.state = { ...NOTHING, ...this.state, ...state };
      this.alert("The file cannot be read, and is not edited until it can:", state.error);
    } else {
      if (this.state?.error) el("alert").hidden = true;
      this.state = state;
      this.replaceText(state.html);
      text.className = `text lanes${state.lanes}`;
      text.lang = state.lang;
      const className = state.begins ? "hidden" : "";
      Object.assign(el("heading"), { textContent: state.heading, dir: state.dir, className });
    }
    if (this.chosen?.key) this.chosen = this.at(this.pathOf(this.chosen)) ?? null;
    if (!this.state.events.some((event) => event.id === this.current)) this.current = null;
    this.draw();
    this.look();
  }

  async look() {
    const { article } = this;
    const { version, findings, refused } = await this.ask("findings");
    if (refused || article !== this.article || version !== this.state?.version) return;
    const left = findings.filter((finding) => finding.path[0] !== "todo"); // open points are shown
    const isSame = JSON.stringify(left) === JSON.stringify(this.findings); // a button may be about to be clicked
    this.findings = left;
    if (!isSame) this.draw();
    document.body.dataset.settled = version;
  }

  /** Replaces the paragraphs that differ. The HTML is the server's, with the words escaped. */
  replaceText(html) {
    const parts = html.split(/(?<=<\/p>)/);
    const own = text.querySelectorAll(":scope > p");
    if (parts.length !== this.parts.length || !own.length) text.innerHTML = html;
    else {
      parts.forEach((part, i) => {
        if (part === this.parts[i]) return;
        const template = document.createElement("template");
        template.innerHTML = part.slice(part.indexOf("<p"));
        own[i]?.replaceWith(template.content);
      });
    }
    this.parts = parts;
    this.places = new Places(text);
  }

  draw() {
    const { state, findings } = this;
    this.drawBar();
    const aside = el("panel");
    const top = aside.scrollTop;
    const active = aside.contains(document.activeElement) ? document.activeElement : null;
    const name = ["data-name", "aria-label"].find((attribute) => active?.hasAttribute(attribute));
    const focus = name && `[${name}="${CSS.escape(active?.getAttribute(name) ?? "")}"]`;
    aside.replaceChildren(...panel(this));
    aside.scrollTop = top;
    if (focus) aside.querySelector(focus)?.focus({ preventScroll: true });
    const key = this.chosen?.key;
    for (const mark of text.querySelectorAll("[data-o]")) mark.classList.toggle("lit", mark.dataset.o === key);
    text.classList.toggle("focused", !!key);
    document.body.classList.toggle("chosen", !!this.chosen);
    for (const severity of ["error", "warning", "hint"]) {
      const own = findings.filter((finding) => finding.severity === severity && finding.path[0] !== "text");
      paint(severity, own.flatMap((finding) => finding.words).map(([start, end]) => this.places.range(start, end)));
    }
    el("hint").hidden = state.error || state.events.length || state.actors.length || this.readOnly;
  }

  drawBar() {
    const { state, articles, readOnly } = this;
    const position = this.position();
    for (const id of ["home", "before", "after"]) el(id).hidden = articles.length < 2 || this.article === null;
    if (!state) return;
    el("before").disabled = position <= 0;
    el("after").disabled = position >= this.names().length - 1;
    document.title = `${this.article} – annotate`;
    el("file").textContent = this.article;
    el("saved").textContent = state.error ? "✗ cannot be read" : readOnly ? "read-only" : "✓ saved";
    const counted = this.findings.filter((finding) => finding.severity !== "hint").length;
    el("find").textContent = counted ? `${counted} finding${counted > 1 ? "s" : ""}` : "✓ no findings";
    el("find").classList.toggle("bad", counted > 0);
    for (const which of ["undo", "redo"]) {
      const title = state[which] ? `${which}: ${state[which]}` : `nothing to ${which}`;
      Object.assign(el(which), { hidden: readOnly, disabled: !state[which], title });
    }
  }

  names() {
    return this.articles.filter((each) => each.state !== "text" && each.state !== "lines").map((each) => each.name);
  }

  position() {
    return this.names().indexOf(this.article ?? "");
  }

  go(by) {
    const name = this.names()[this.position() + by];
    if (name) location.hash = encodeURIComponent(name);
  }

  choose(key, scroll = false) {
    this.chosen = key === "article" ? ARTICLE : (key && this.all.find((each) => each.key === key)) || null;
    if (!key || key[0] === "e") this.current = this.chosen?.id ?? null; // a closed form is no target
    this.draw();
    el("panel").scrollTop = 0;
    const mark = scroll && text.querySelector(`mark[data-o="${key}"]`);
    if (mark) mark.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  alert(words, detail = "", more = "") {
    const close = button("✕", () => (el("alert").hidden = true), { "aria-label": "Close" });
    el("alert").replaceChildren(h("span", {}, words), detail ? h("code", {}, detail) : "", more, close);
    el("alert").hidden = false;
  }

  say(words) {
    const said = el("said");
    said.textContent = words;
    said.classList.add("on");
    clearTimeout(said.timer);
    said.timer = setTimeout(() => said.classList.remove("on"), 4000);
  }

  // --- actions, one after another

  /** Does some work after all actions: a state that is asked for earlier may be older than what these give.
   * @param {() => Promise<any>} work */
  inTurn(work) {
    const gone = "The command does not answer; start it again, and open its new address.";
    this.queue = this.queue.then(work).catch((error) => this.alert(gone, error.message));
    return this.queue;
  }

  send(what, body, label = "", asks = true) {
    const { article } = this;
    return this.inTurn(async () => {
      if (article !== this.article) return null;
      const answer = await this.ask(what, { seen: this.state.version, ...body });
      if (answer.state) this.take(answer.state);
      el("alert").hidden = true;
      if (!answer.refused) this.say(label);
      else if (asks || !answer.ask) {
        const again = () => this.send(what, { ...body, force: true }, label);
        const yes = answer.ask && button(answer.ask.replace("?", ""), again, { className: "fix" });
        this.alert("Not done:", answer.refused, yes || "");
      }
      return answer;
    });
  }

  /** Edits the file. If that would replace a value, the menu at `words` asks first. */
  async act(steps, label, words = null) {
    getSelection()?.removeAllRanges();
    const answer = await this.send("act", { steps, label }, label, !words);
    if (answer?.refused) return words && answer.ask && this.replacing(answer, steps, label);
    const shown = answer?.shown && this.at(answer.shown);
    if (shown?.key[0] === "e") this.current = shown.id;
    const keeps = this.chosen && shown?.key[0] === "a" && this.chosen.key[0] !== "a";
    if (shown && !keeps) this.choose(shown.key);
    return null;
  }

  /** The step of the menu that asks whether a value is replaced, or that of another event or claim is meant. */
  replacing({ refused, ask: question }, steps, label) {
    const [table, own, field] = steps.find((step) => step.do === "set").path;
    const fits = (each) => !each.value[field] && this.has(each, field);
    const to = ({ id, index }) => steps.map((step) => ({ ...step, path: [table, id ?? index, ...step.path.slice(2)] }));
    const others = entryItems(this, table, (each) => this.act(to(each), label), [], fits);
    const force = () => void this.send("act", { steps, label, force: true }, label);
    const items = [
      { label: "Leave it as it is", run: () => null },
      ...others.map((item) => ({ ...item, label: `Of ${item.label}` })), { label: question.replace("?", ""), run: force },
    ];
    const note = h("p", { className: "note" }, refused);
    return { title: `“${short(this.title([table, own]), 40)}” has this already`, note, items };
  }

  undo(which = "undo") {
    return this.send(which, {}, `${which}: ${this.state[which]}`);
  }

  async begin(name) {
    const { article, refused } = await ask("begin", { text: name });
    if (refused) return this.alert("Not done:", refused);
    location.hash = encodeURIComponent(article);
  }

  // --- findings, open points, what is not annotated

  /** Opens the form of what a path leads to, and shows its words in the text. */
  show(path, words, message = "") {
    const each = path && this.at(path);
    if (each) this.choose(each.key);
    if (message) this.say(message);
    if (!words) return;
    const range = this.places.range(words[0], words[1]);
    paint("shown", [range]);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  nextFinding() {
    if (!this.findings.length) return this.say("no findings");
    this.finding = (this.finding + 1) % this.findings.length;
    const { path, words, message } = this.findings[this.finding];
    this.show(path, words[0], message);
  }

  addSentence({ path, words }) {
    const sentence = this.places.sentence(this.state.lang, words[0][0]);
    const value = sentence && { span: [sentence.start, sentence.end] };
    return value && this.act([{ do: "add", path: ["events", path[1], "evidence"], value }], "evidence");
  }

  async nextOpen() {
    const open = await this.ask("unannotated");
    if (!open.length) return this.say("every time and every quotation is annotated");
    const from = (this.places.selected() ?? this.asked)?.end ?? 0;
    const [start, end, what] = open.find((each) => each[0] >= from) ?? open[0];
    const range = this.places.select(start, end);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    text.focus({ preventScroll: true });
    this.say(`${what} (${open.length} left)`);
    if (!this.readOnly) this.askSelection(false);
  }

  // --- selections

  /** Lets the next selection be the words of a field; without `done`, no more. */
  awaitWords(title = "", done = null) {
    this.waiting = done;
    document.body.classList.toggle("waiting", !!done);
    if (!done) return;
    this.say(`Select the words in the text, or Escape: ${title}`);
    text.focus({ preventScroll: true });
  }

  async askMenu(where, focus = false, exactly = false) {
    if (this.readOnly || this.state.error) return;
    const number = ++this.number;
    const words = await this.ask("menu", { ...where, exactly, current: this.current });
    if (number !== this.number || words.empty) return;
    if (words.refused) return this.alert("Not done:", words.refused);
    const { waiting } = this;
    this.awaitWords();
    if (waiting) return waiting({ span: words.span });
    this.asked = where;
    const range = this.places.range(words.span[0], words.span[1]);
    paint("picked", [range]);
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    const at = first && new DOMRect(last.left, first.top, last.width, last.bottom - first.top); // at the last line
    menu.show(new Verbs(this, words).first(), at ?? range.getBoundingClientRect(), focus, () => paint("picked", []));
  }

  askSelection(focus) {
    const where = this.places.selected();
    if (where) this.askMenu(where, focus);
  }

  selectSentence(at) {
    const sentence = at === null ? null : this.places.sentence(this.state.lang, at);
    if (sentence) this.places.select(sentence.start, sentence.end);
    return sentence;
  }

  /** @param {KeyboardEvent} event */
  stepText(event) {
    event.preventDefault();
    const next = stepped(this.places, this.state.lang, this.state.dir === "rtl", event, this.asked);
    if (!next) return;
    const range = this.places.select(next.start, next.end);
    const { top, bottom } = range.getBoundingClientRect();
    const element = range.startContainer.parentElement;
    if (top < 60 || bottom > innerHeight - 40) element?.scrollIntoView({ block: "center" });
    if (menu.isOpen()) this.askSelection(false);
  }

  deselect() {
    this.awaitWords();
    getSelection()?.removeAllRanges();
    paint("shown", []);
    this.choose(null);
  }
}

const app = new App();
let pressed = false;
let touched = false;
let settling = 0;

text.addEventListener("mousedown", (event) => {
  pressed = true;
  if (event.detail === 1 && event.button === 0 && !event.shiftKey) getSelection()?.removeAllRanges(); // else it is dragged
});
document.addEventListener("mouseup", (event) => {
  if (!pressed) return; // it may end outside of the text
  pressed = false;
  setTimeout(() => {
    if (event.detail < 3) return app.askSelection(false);
    const sentence = app.selectSentence(clickedAt(app.places, event)); // browsers take the paragraph
    if (sentence) app.askMenu(sentence);
  });
});
text.addEventListener("click", (event) => {
  if (event.target.closest("a")) event.preventDefault();
  if (!getSelection()?.isCollapsed || event.detail > 1) return;
  const marks = event.composedPath().map((each) => each.dataset?.o).filter(Boolean);
  const keys = [...new Set(marks)];
  app.choose(keys.length ? keys[(keys.indexOf(app.chosen?.key) + 1) % keys.length] : null); // again: the next around it
});
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (menu.isOpen() && !(/** @type {HTMLElement} */ (event.target).closest("#menu"))) menu.close();
});
document.addEventListener("selectionchange", () => {
  if (!touched || !app.state) return;
  clearTimeout(settling);
  settling = setTimeout(() => app.askSelection(false), TOUCHED);
});

const KEYS = { Escape: () => app.deselect(), n: () => app.nextOpen(), f: () => app.nextFinding() };
const TEXT_KEYS = {
  ".": () => app.selectSentence(app.places.selected()?.start ?? null), Enter: () => app.askSelection(true),
};
document.addEventListener("keydown", (event) => {
  if (!app.state) return;
  const field = /** @type {HTMLElement} */ (event.target).closest("input, select, textarea");
  const letter = event.key.toLowerCase();
  const isFilter = field?.classList.contains("filter");
  if ((event.ctrlKey || event.metaKey) && "zy".includes(letter) && (!field || isFilter) && !app.readOnly) {
    event.preventDefault();
    menu.close();
    return void app.undo(event.shiftKey || letter === "y" ? "redo" : "undo");
  }
  const isArrow = event.key.startsWith("Arrow");
  if (menu.isOpen() && event.shiftKey && isArrow && !field) return app.stepText(event);
  if (event.key === "Escape" && menu.isOpen()) getSelection()?.removeAllRanges();
  if (menu.key(event) || field || event.ctrlKey || event.metaKey || event.altKey) return;
  const inText = [text, document.body].includes(document.activeElement);
  if (inText && isArrow) return app.stepText(event);
  const run = KEYS[event.key] ?? (inText && TEXT_KEYS[event.key]);
  if (!run) return;
  event.preventDefault();
  run();
});
const BUTTONS = {
  undo: () => app.undo(), redo: () => app.undo("redo"), find: () => app.nextFinding(), next: () => app.nextOpen(),
  before: () => app.go(-1), after: () => app.go(1), home: () => (location.hash = ""),
};
for (const [id, run] of Object.entries(BUTTONS)) el(id).addEventListener("click", run);
addEventListener("hashchange", () => app.route());

await app.route();
follow(() => app.inTurn(async () => {
  if (app.article === null) return app.route();
  const state = await app.ask("state", { seen: app.state?.version }); // none while the article opens
  if (state.same) return app.look(); // what other articles have may matter to the rules that compare them
  const before = app.state;
  app.schema = await app.ask("schema"); // with the terms of corpus.yaml
  app.take(state);
  if (state.lost && state.lost !== before?.lost) {
    const again = button("Put it back", () => app.send("again", {}, "put back"), { className: "fix" });
    app.alert(`Another program has written the file without your last change (${state.lost}).`, "", again);
  } else if (before && !state.error && before.version !== state.version) app.say("changed by another program");
}), () => app.say("The command has ended, or is starting again."));
document.body.dataset.ready = "yes";
