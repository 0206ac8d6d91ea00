// @ts-check
// The page: what is shown, selections, keys, actions. What it shows is what the file has; nothing else is kept here.
import { ask, button, el, follow, h, plain, short } from "./dom.js";
import { clickedAt, stepped } from "./keys.js";
import { list } from "./list.js";
import * as menu from "./menu.js";
import { panel } from "./panel.js";
import { Places, paint } from "./text.js";
import { Verbs } from "./verbs.js";

const text = el("text");
const TABLES = /** @type {Record<string, string>} */ ({ e: "events", c: "claims", a: "actors" });
const ME = "newscorpus-annotator";
const TOUCHED = 350; // milliseconds after which a selection by touch is at its end

class App {
  constructor() {
    /** @type {any[]} */
    this.articles = [];
    /** @type {string | null} */
    this.article = null;
    this.readOnly = false;
    this.wanted = { words: "", state: "" };
    /** @type {any} */
    this.schema = null;
    /** @type {any} */
    this.state = null;
    /** @type {any[]} */
    this.findings = [];
    /** @type {any} */
    this.chosen = null;
    /** @type {string | null} the event that verbs attach to */
    this.current = null;
    /** @type {Set<string>} parts of forms that are unfolded */
    this.opened = new Set();
    /** @type {Places} */
    this.places = new Places(text);
    /** @type {any} */
    this.waiting = null;
    /** @type {Promise<any>} */
    this.queue = Promise.resolve();
    /** @type {any} */
    this.asked = null;
    /** @type {string[]} */
    this.parts = [];
    this.finding = -1;
    this.number = 0;
  }

  // --- names

  get all() {
    return [...this.state.events, ...this.state.claims, ...this.state.actors];
  }

  pathOf(/** @type {any} */ each) {
    return [TABLES[each.key[0]], each.id ?? each.index];
  }

  isOf(/** @type {any[] | null} */ path, /** @type {any} */ each) {
    if (!path || !each.key || each.kind === "article") return false;
    const own = this.pathOf(each);
    return path[0] === own[0] && path[1] === own[1];
  }

  at(/** @type {any[]} */ path) {
    return this.all.find((each) => this.isOf(path, each));
  }

  findingsOf(/** @type {any} */ each) {
    return this.findings.filter((finding) => this.isOf(finding.path, each));
  }

  name = (/** @type {string} */ id) => this.all.find((each) => each.id === id)?.title ?? id;

  title(/** @type {any[]} */ path) {
    return path.length ? short(this.at(path)?.title ?? String(path[1]), 30) : "the article";
  }

  me() {
    return localStorage.getItem(ME) ?? "";
  }

  setMe(/** @type {string} */ name) {
    localStorage.setItem(ME, name);
    this.draw();
  }

  // --- what is shown

  async route() {
    const before = this.articles;
    ({ articles: this.articles, readOnly: this.readOnly } = await ask("articles"));
    const asked = decodeURIComponent(location.hash.slice(1));
    const name = this.articles.length === 1 && this.articles[0].state !== "text" ? this.articles[0].name : asked;
    if (name && name !== this.article && this.articles.some((each) => each.name === name)) await this.open(name);
    else if (!name) this.showList(JSON.stringify(before) !== JSON.stringify(this.articles));
    this.drawBar();
  }

  showList(isNew = true) {
    if (this.article === null && !isNew && el("articles").childElementCount) return;
    const typing = document.activeElement?.closest("#articles input");
    this.article = null;
    this.state = null;
    el("work").hidden = el("tools").hidden = true;
    el("articles").hidden = false;
    el("file").textContent = "";
    el("saved").textContent = "";
    document.title = "newscorpus annotate";
    const focused = typing && /** @type {HTMLInputElement} */ (typing).selectionStart;
    el("articles").replaceChildren(...list(this));
    if (typing) {
      const field = el("articles").querySelector("input");
      field.focus();
      field.setSelectionRange(focused, focused);
    }
  }

  async open(/** @type {string} */ name) {
    menu.close();
    Object.assign(this, { article: name, state: null, chosen: null, current: null, asked: null, findings: [], parts: [], finding: -1 });
    text.replaceChildren();
    el("articles").hidden = true;
    el("work").hidden = el("tools").hidden = false;
    this.schema = await ask("schema", { article: name });
    this.take(await ask("state", { article: name }));
    scrollTo(0, 0);
  }

  /** Shows a state of the article, then asks for its findings. */
  take(/** @type {any} */ state) {
    if (state.same) return;
    if (state.refused) return this.alert("Nothing to show:", state.refused);
    if (state.error) {
      const empty = { events: [], claims: [], actors: [], todo: [], article: {}, dir: "auto", lang: "und" };
      this.state = { ...empty, ...this.state, ...state };
      this.alert("The file cannot be read, and is not edited until it can:", state.error);
    } else {
      if (this.state?.error) el("alert").hidden = true;
      this.state = state;
      this.replaceText(state.html);
      text.className = `text lanes${state.lanes}`;
      text.lang = state.lang;
      el("heading").textContent = state.heading;
      el("heading").dir = state.dir;
      el("heading").className = state.begins ? "hidden" : "";
    }
    const kept = this.chosen?.kind === "article" ? this.chosen : this.chosen && this.at(this.pathOf(this.chosen));
    this.chosen = kept ?? null;
    if (!this.state.events.some((/** @type {any} */ event) => event.id === this.current)) this.current = null;
    this.draw();
    this.look();
  }

  async look() {
    const { article } = this;
    const { version, findings, refused } = await ask("findings", { article });
    if (refused || article !== this.article || version !== this.state?.version) return;
    this.findings = findings.filter((/** @type {any} */ finding) => finding.path[0] !== "todo"); // open points are shown
    this.draw();
    document.body.dataset.settled = version;
  }

  /** Replaces the paragraphs that differ. The HTML is the server's, with the words escaped. */
  replaceText(/** @type {string} */ html) {
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
    const [by, focus] = ["data-name", "aria-label"].map((name) => [name, active?.getAttribute(name)]).find((pair) => pair[1]) ?? [];
    aside.replaceChildren(...panel(this));
    aside.scrollTop = top;
    if (focus) aside.querySelector(`[${by}="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    for (const mark of text.querySelectorAll(".lit")) mark.classList.remove("lit");
    const key = this.chosen?.key;
    for (const mark of key ? text.querySelectorAll(`[data-o="${key}"]`) : []) mark.classList.add("lit");
    text.classList.toggle("focused", !!key);
    document.body.classList.toggle("chosen", !!this.chosen);
    for (const severity of ["error", "warning", "hint"]) {
      const own = findings.filter((finding) => finding.severity === severity && finding.path[0] !== "text");
      paint(severity, own.flatMap((finding) => finding.words).map(([start, end]) => this.places.range(start, end)));
    }
    const empty = !state.error && !state.events.length && !state.actors.length && !this.readOnly;
    el("hint").hidden = !empty;
    el("hint").textContent = "Select some words: a name, or those that say what happens.";
  }

  drawBar() {
    const { state, articles } = this;
    const several = articles.length > 1 && this.article !== null;
    for (const id of ["home", "before", "after"]) el(id).hidden = !several;
    if (!state) return;
    const i = this.position();
    el("before").disabled = i <= 0;
    el("after").disabled = i >= this.names().length - 1;
    document.title = `${this.article} – annotate`;
    el("file").textContent = this.article;
    const saved = this.readOnly ? "read-only" : "✓ saved";
    el("saved").textContent = state.error ? "✗ cannot be read" : saved;
    const counted = this.findings.filter((finding) => finding.severity !== "hint").length;
    el("find").textContent = counted ? `${counted} finding${counted > 1 ? "s" : ""}` : "✓ no findings";
    el("find").classList.toggle("bad", counted > 0);
    for (const which of ["undo", "redo"]) {
      el(which).hidden = this.readOnly;
      el(which).disabled = !state[which];
      el(which).title = state[which] ? `${plain(which)}: ${state[which]}` : `nothing to ${which}`;
    }
  }

  names() {
    return this.articles.filter((each) => each.state !== "text").map((each) => each.name);
  }

  position() {
    return this.names().indexOf(this.article ?? "");
  }

  go(/** @type {number} */ by) {
    const name = this.names()[this.position() + by];
    if (name) location.hash = encodeURIComponent(name);
  }

  choose(/** @type {string | null} */ key, scroll = false) {
    const article = { key: "", kind: "article" };
    this.chosen = key === "article" ? article : (key && this.all.find((each) => each.key === key)) || null;
    if (!key || key[0] === "e") this.current = this.chosen?.id ?? null; // a closed form is no target
    this.draw();
    el("panel").scrollTop = 0;
    if (scroll && key) text.querySelector(`mark[data-o="${key}"]`)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  alert(/** @type {string} */ words, detail = "", /** @type {any} */ more = "") {
    const close = button("✕", () => (el("alert").hidden = true), { "aria-label": "Close" });
    el("alert").replaceChildren(h("span", {}, words), detail ? h("code", {}, detail) : "", more, close);
    el("alert").hidden = false;
  }

  say(/** @type {string} */ words) {
    const said = el("said");
    said.textContent = words;
    said.classList.add("on");
    clearTimeout(said.timer);
    said.timer = setTimeout(() => said.classList.remove("on"), 4000);
  }

  // --- actions, one after another

  send(/** @type {string} */ what, /** @type {object} */ body, label = "") {
    const { article } = this;
    this.queue = this.queue.then(async () => {
      if (article !== this.article) return null;
      const seen = this.state.version;
      const answer = await ask(what, { article, seen, ...body });
      if (answer.state) this.take(answer.state);
      if (answer.refused) {
        const again = () => this.send(what, { ...body, force: true }, label);
        const yes = answer.ask && button(answer.ask.replace("?", ""), () => ((el("alert").hidden = true), again()), { className: "fix" });
        this.alert("Not done:", answer.refused, yes || "");
        return null;
      }
      el("alert").hidden = true;
      if (label) this.say(label);
      return answer;
    }).catch((error) => this.alert("The command does not answer; start it again, and open its new address.", String(error.message)));
    return this.queue;
  }

  async act(/** @type {any[]} */ steps, /** @type {string} */ label) {
    getSelection()?.removeAllRanges();
    const answer = await this.send("act", { steps, label }, label);
    const shown = answer?.shown && this.at(answer.shown);
    if (shown?.key[0] === "e") this.current = shown.id;
    const keeps = this.chosen && shown?.key[0] === "a" && this.chosen.key[0] !== "a";
    if (shown && !keeps) this.choose(shown.key);
  }

  fix(/** @type {any} */ finding, /** @type {string} */ title) {
    return this.send("fix", { id: finding.id, title }, title);
  }

  /** Asks why a finding does not apply, and writes a waiver. */
  waive(/** @type {any} */ finding, /** @type {any} */ event) {
    const write = (/** @type {string} */ why) => this.act([{ do: "add", path: ["waive"], value: { ...finding.waiver, why } }], `waiver of ${finding.code}`);
    const free = (/** @type {string} */ why) => ({ label: why, detail: "the reason, for the next reader", run: () => write(why) });
    menu.show({ title: `Why does ${finding.code} not apply here?`, items: [], free, placeholder: "the article lacks a space" }, event.currentTarget.getBoundingClientRect(), true);
  }

  accept(/** @type {any} */ point, /** @type {string} */ by) {
    return this.send("accept", { point: point.index, by }, `accepted from ${by}`);
  }

  write(/** @type {any[]} */ path, /** @type {string} */ lines, /** @type {string} */ old) {
    return this.send("write", { path, new: lines, old }, "written");
  }

  async lines(/** @type {any[]} */ path) {
    return (await ask("lines", { article: this.article, path })).lines;
  }

  undo() {
    return this.send("undo", {}, `undone: ${this.state.undo}`);
  }

  redo() {
    return this.send("redo", {}, `done again: ${this.state.redo}`);
  }

  async begin(/** @type {string} */ name) {
    const { article, refused } = await ask("begin", { article: name });
    if (refused) return this.alert("Not done:", refused);
    location.hash = encodeURIComponent(article);
  }

  // --- findings, open points, what is not annotated

  showRange(/** @type {number[]} */ [start, end], name = "shown") {
    const range = this.places.range(start, end);
    paint(name, [range]);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    return range;
  }

  showFinding(/** @type {any} */ finding) {
    const each = this.at(finding.path);
    if (each) this.choose(each.key);
    if (finding.words[0]) this.showRange(finding.words[0]);
    this.say(finding.message);
  }

  showPoint(/** @type {any} */ point) {
    const each = point.owner && this.at(point.owner);
    if (each) this.choose(each.key);
    if (point.words) this.showRange(point.words);
  }

  showWords(/** @type {any} */ quote) {
    if (typeof quote.start === "number") this.showRange([quote.start, quote.end]);
    else this.say("these words are not in the text");
  }

  nextFinding() {
    if (!this.findings.length) return this.say("no findings");
    this.finding = (this.finding + 1) % this.findings.length;
    this.showFinding(this.findings[this.finding]);
  }

  addSentence(/** @type {any} */ finding) {
    const sentence = this.places.sentence(this.state.lang, finding.words[0][0]);
    const value = sentence && { span: [sentence.start, sentence.end] };
    return value && this.act([{ do: "add", path: ["events", finding.path[1], "evidence"], value }], "evidence");
  }

  async nextOpen() {
    const open = await ask("unannotated", { article: this.article });
    if (!open.length) return this.say("every time and every quotation is annotated");
    const from = (this.places.selected() ?? this.asked)?.end ?? 0;
    const [start, end, what] = open.find((/** @type {any[]} */ each) => each[0] >= from) ?? open[0];
    const range = this.places.select(start, end);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    text.focus({ preventScroll: true });
    this.say(`${what} (${open.length} left)`);
    if (!this.readOnly) this.askSelection(false);
  }

  // --- selections

  /** Lets the next selection be the words of a field. */
  awaitWords(/** @type {string} */ title, /** @type {(words: any) => any} */ done) {
    this.waiting = done;
    document.body.classList.add("waiting");
    this.say(`Select the words in the text, or Escape: ${title}`);
    text.focus({ preventScroll: true });
  }

  stopWaiting() {
    this.waiting = null;
    document.body.classList.remove("waiting");
  }

  async askMenu(/** @type {{start: number, end: number}} */ where, focus = false, exactly = false) {
    if (this.readOnly || this.state.error) return;
    const number = ++this.number;
    const words = await ask("menu", { article: this.article, ...where, exactly, current: this.current });
    if (number !== this.number || words.empty) return;
    if (words.refused) return this.alert("Not done:", words.refused);
    if (this.waiting) {
      const done = this.waiting;
      this.stopWaiting();
      return done({ span: words.span });
    }
    this.asked = where;
    const range = this.places.range(words.span[0], words.span[1]);
    paint("picked", [range]);
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    menu.show(new Verbs(this, words).first(), around(boxes) ?? range.getBoundingClientRect(), focus, () => paint("picked", []));
  }

  /** Asks once more for the same words, exactly as they were selected. */
  askAgain() {
    setTimeout(() => this.askMenu(this.asked, true, true));
  }

  askSelection(/** @type {boolean} */ focus) {
    const where = this.places.selected();
    if (where) this.askMenu(where, focus);
  }

  selectSentence(/** @type {number | null} */ at) {
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
    if (top < 60 || bottom > innerHeight - 40) range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    if (menu.isOpen()) this.askSelection(false);
  }
}

/** What the boxes of some words cover: at the left of the last, from the top of the first. @param {DOMRect[]} boxes */
function around(boxes) {
  const [first, last] = [boxes[0], boxes[boxes.length - 1]];
  return first && new DOMRect(last.left, first.top, last.width, last.bottom - first.top);
}

const app = new App();
let pressed = false;
let touched = false;
/** @type {any} */
let settling = 0;

text.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => {
  pressed = true;
  if (event.detail === 1 && event.button === 0 && !event.shiftKey) getSelection()?.removeAllRanges(); // a drag in it would move it
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
text.addEventListener("click", (/** @type {MouseEvent} */ event) => {
  if (/** @type {HTMLElement} */ (event.target).closest("a")) event.preventDefault();
  if (!getSelection()?.isCollapsed || event.detail > 1) return;
  /** @type {string[]} */
  const keys = [];
  for (let at = /** @type {HTMLElement | null} */ (event.target); at && at !== text; at = at.parentElement) {
    if (at.dataset.o && !keys.includes(at.dataset.o)) keys.push(at.dataset.o);
  }
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
document.addEventListener("keydown", (event) => {
  if (!app.state) return;
  const field = /** @type {HTMLElement} */ (event.target).closest("input, select, textarea");
  const inMenu = field?.classList.contains("filter");
  if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase()) && (!field || inMenu) && !app.readOnly) {
    event.preventDefault();
    menu.close();
    return void (event.shiftKey || event.key.toLowerCase() === "y" ? app.redo() : app.undo());
  }
  const isArrow = event.key.startsWith("Arrow");
  if (menu.isOpen() && event.shiftKey && isArrow && !field) return app.stepText(event);
  if (event.key === "Escape" && menu.isOpen()) getSelection()?.removeAllRanges();
  if (menu.key(event) || field || event.ctrlKey || event.metaKey || event.altKey) return;
  const focus = document.activeElement;
  const inText = focus === text || focus === document.body;
  if (event.key === "Escape") {
    app.stopWaiting();
    getSelection()?.removeAllRanges();
    paint("shown", []);
    app.choose(null);
  } else if (event.key === "n") app.nextOpen();
  else if (event.key === "f") app.nextFinding();
  else if (inText && isArrow) return app.stepText(event);
  else if (inText && event.key === ".") app.selectSentence(app.places.selected()?.start ?? null);
  else if (inText && event.key === "Enter") app.askSelection(true);
  else return;
  event.preventDefault();
});
el("undo").addEventListener("click", () => app.undo());
el("redo").addEventListener("click", () => app.redo());
el("find").addEventListener("click", () => app.nextFinding());
el("next").addEventListener("click", () => app.nextOpen());
el("before").addEventListener("click", () => app.go(-1));
el("after").addEventListener("click", () => app.go(1));
el("home").addEventListener("click", () => (location.hash = ""));
addEventListener("hashchange", () => app.route());

await app.route();
follow(async () => {
  if (app.article === null) return app.route();
  const state = await ask("state", { article: app.article, seen: app.state.version });
  if (state.same) return app.look(); // what other articles have may matter to the rules that compare them
  const before = app.state;
  app.take(state);
  if (state.lost && state.lost !== before?.lost) {
    const again = button("Put it back", () => app.send("again", {}, "put back"), { className: "fix" });
    app.alert(`Another program has written the file without your last change (${state.lost}).`, "", again);
  } else if (!state.error && before?.version !== state.version) app.say("changed by another program");
}, () => app.say("The command has ended, or is starting again."));
document.body.dataset.ready = "yes";
