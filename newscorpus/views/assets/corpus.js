// The page of a corpus: draws the timeline, the network and the tables of the events that pass the filters.
// Strings of the corpus become text nodes or attribute values, never markup.
"use strict";
const drawCorpus = (data) => {
  const { articles, actors, events, signs } = data;
  const KINDS = ["event", "meeting", "incident"];
  const ROWS = 80; // up to this number, events are drawn one by one; more are counted
  const NODES = 40;
  const PAGE = 50;
  const style = getComputedStyle(document.documentElement);
  const [LABEL, AXIS, NODE] = [`14px ${style.getPropertyValue("--serif")}`, `12px ${style.getPropertyValue("--sans")}`, `12px ${style.getPropertyValue("--sans")}`];
  const byId = (id) => document.getElementById(id);
  const filters = byId("filters");
  const FIELDS = ["q", "kind", "type", "status", "actor", "year"];

  function element(namespace, name, attributes, children) {
    const made = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
    return made;
  }
  const html = (name, attributes = {}, ...children) => element("http://www.w3.org/1999/xhtml", name, attributes, children);
  const svg = (name, attributes = {}, ...children) => element("http://www.w3.org/2000/svg", name, attributes, children);
  const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  const ranked = (map) => [...map].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0])));
  const plural = (n, what) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
  const bdi = (words) => html("bdi", {}, words);

  /* The width of words in a picture, and the lines into which they are broken to fit; the last one may be cropped. */
  const pen = document.createElement("canvas").getContext("2d");
  function wide(words, font) {
    pen.font = font;
    return pen.measureText(words).width;
  }
  function lines(words, room, font, most) {
    const broken = [""];
    for (const word of words.split(" ")) {
      const longer = `${broken.at(-1)} ${word}`.trim();
      if (broken.at(-1) === "" || wide(longer, font) <= room) broken[broken.length - 1] = longer;
      else broken.push(word);
    }
    const kept = broken.length > most ? [...broken.slice(0, most - 1), broken.slice(most - 1).join(" ")] : broken;
    return kept.map((line) => {
      if (wide(line, font) <= room) return line;
      let end = line.length;
      while (end > 1 && wide(`${line.slice(0, end)}…`, font) > room) end -= 1;
      return `${line.slice(0, end)}…`;
    });
  }

  const DAY = 86400000;
  const day = (iso) => Date.parse(`${iso.padStart(10, "0")}T00:00:00Z`);
  for (const [i, event] of events.entries()) {
    event.index = i;
    event.parties ??= [];
    event.relations ??= [];
    event.start = event.from ? day(event.from) : event.to ? -Infinity : null; // null: no date at all
    event.end = event.to ? day(event.to) + DAY : event.from ? Infinity : null;
    event.years = yearsOf(event);
    const article = articles[event.article];
    event.href = `${article.href}#${event.key}`;
    event.words = [
      event.title, article.title, article.id, event.type, event.status, event.when ?? "",
      ...(event.places ?? []), ...event.parties.map(([actor]) => actors[actor].name),
    ].join("\n").toLowerCase();
  }

  function yearsOf(event) {
    const first = event.from ?? event.to;
    const last = event.to ?? event.from;
    return first ? [Number(first.slice(0, 4)), Number(last.slice(0, 4))] : null;
  }

  const relations = events.flatMap((event) => event.relations.map(([how, other]) => ({ from: event, how, to: events[other] })));

  const related = new Map(); // the relations of each event, in both directions
  for (const { from, how, to } of relations) {
    for (const [one, other, leads] of [[from, to, true], [to, from, false]]) {
      if (!related.has(one.index)) related.set(one.index, []);
      related.get(one.index).push({ how, other: other.index, leads });
    }
  }

  function options(id, entries) {
    byId(id).append(...entries.map(([value, words]) => html("option", { value }, words)));
  }

  function fillFilters() {
    for (const field of ["kind", "type", "status"]) {
      const counts = new Map();
      for (const event of events) count(counts, event[field]);
      options(field, ranked(counts).map(([word, n]) => [word, `${word} (${n})`]));
    }
    const acting = new Map();
    const years = new Map();
    for (const event of events) {
      for (const actor of new Set(event.parties.map(([actor]) => actor))) count(acting, actor);
      if (!event.years) count(years, "none");
      else for (let year = event.years[0]; year <= Math.min(event.years[1], event.years[0] + 200); year++) count(years, year);
    }
    options("actor", ranked(acting).slice(0, 1000).map(([actor, n]) => [actors[actor].id, `${actors[actor].name} (${n})`]));
    const numbered = [...years].filter(([year]) => year !== "none").sort((a, b) => b[0] - a[0]);
    options("year", numbered.map(([year, n]) => [year, `${year} (${n})`]));
    if (years.has("none")) options("year", [["none", `no date (${years.get("none")})`]]);
  }

  const chosen = () => Object.fromEntries(FIELDS.map((field) => [field, byId(field).value]));
  let range = null; // [first, last] in milliseconds: a bar of the timeline that was chosen

  function filtered() {
    const { q, kind, type, status, actor, year } = chosen();
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const who = actor === "" ? -1 : actors.findIndex((one) => one.id === actor);
    return events.filter(
      (event) =>
        (kind === "" || event.kind === kind) &&
        (type === "" || event.type === type) &&
        (status === "" || event.status === status) &&
        (actor === "" || event.parties.some(([party]) => party === who)) &&
        (year === "" || (year === "none" ? !event.years : event.years && event.years[0] <= year && year <= event.years[1])) &&
        (!range || (event.start !== null && event.start < range[1] && event.end > range[0])) &&
        words.every((word) => event.words.includes(word)),
    );
  }

  function choose(field, value) {
    byId(field).value = byId(field).value === value ? "" : value;
    update();
  }

  const iso = (time) => new Date(time).toISOString().slice(0, 10);
  const finite = (event) => [event.start, event.end].filter(Number.isFinite);

  function extent(dated) {
    const ends = dated.flatMap(finite);
    let [first, last] = [Infinity, -Infinity];
    for (const end of ends) [first, last] = [Math.min(first, end), Math.max(last, end)];
    return first === Infinity ? null : [first, last];
  }

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const yearAt = (time) => String(new Date(time).getUTCFullYear());
  const monthAt = (time) => `${MONTHS[new Date(time).getUTCMonth()]} ${yearAt(time)}`;
  const dayAt = (time) => `${new Date(time).getUTCDate()} ${monthAt(time)}`;
  const shortAt = (time) => (iso(time).endsWith("-01-01") ? yearAt(time) : iso(time).endsWith("-01") ? monthAt(time) : dayAt(time));

  /* The starts of years, months or days in a span, at most `most` of them, each with its label, which has the year. */
  function ticks([first, last], most) {
    if (last - first < DAY) return [[first, shortAt(first)]];
    const begin = new Date(first);
    const months = (last - first) / (30.44 * DAY);
    const step = [1 / 30.44, 7 / 30.44, 1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000].find((s) => months / s <= most) ?? 24000;
    const found = [];
    if (step < 1) {
      const days = Math.round(step * 30.44);
      for (let at = Math.ceil(first / DAY) * DAY; at <= last; at += days * DAY) found.push([at, dayAt(at)]);
      return found;
    }
    let month = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
    for (month = Math.floor(month / step) * step; ; month += step) {
      const at = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      if (at > last) return found;
      found.push([at, step < 12 ? monthAt(at) : yearAt(at)]);
    }
  }

  function patterns() {
    const hatch = (id, kind, ...lines) =>
      svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", class: kind },
        svg("rect", { width: 6, height: 6, class: "ground" }), ...lines.map((d) => svg("path", { d, class: "hatch" })));
    const fade = (id, kind, reverse) =>
      svg("linearGradient", { id, x1: reverse ? 1 : 0, x2: reverse ? 0 : 1, class: kind },
        svg("stop", { offset: 0, class: "gone" }), svg("stop", { offset: 1, class: "full" }));
    return svg("defs", {},
      hatch("p-event", "event", "M-1 1 1 -1 M0 6 6 0 M5 7 7 5"),
      hatch("p-meeting", "meeting"),
      hatch("p-incident", "incident", "M0 3H6", "M3 0V6"),
      KINDS.map((kind) => [fade(`in-${kind}`, kind, false), fade(`out-${kind}`, kind, true)]),
      svg("marker", { id: "tip", viewBox: "0 0 6 6", refX: 5, refY: 3, markerWidth: 6, markerHeight: 6, orient: "auto" },
        svg("path", { d: "M0 0 6 3 0 6z", class: "tip" })));
  }

  function picture(host, width, height, label, ...children) {
    host.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": label }, ...children));
  }

  function drawTimeline(found) {
    const host = byId("timeline");
    const width = Math.max(300, host.clientWidth);
    const dated = found.filter((event) => event.start !== null);
    const span = extent(dated);
    byId("timeline-key").replaceChildren(...KINDS.filter((kind) => found.some((event) => event.kind === kind)).map((kind) => html("span", { class: `chip ${kind}` }, kind)),
      ...Object.entries(signs).filter(([status]) => found.some((event) => event.status === status))
        .map(([status, sign]) => html("span", { class: "chip" }, `${sign} ${status}`)));
    if (found.length <= ROWS) drawRows(host, width, found, span);
    else if (span) drawCounts(host, width, found, dated, span);
    else host.replaceChildren(html("p", { class: "none" }, `${plural(found.length, "event")}, without dates.`));
  }

  function byTime(a, b) {
    const key = (event) => (event.start === null ? Infinity : Number.isFinite(event.start) ? event.start : event.end - 1);
    return key(a) - key(b) || (a.end ?? 0) - (b.end ?? 0) || a.index - b.index;
  }

  /* The position of a time between `left` and `right`. A long time in which no event begins or ends is shortened: no
     such segment gets more than a tenth of the width. Also returns the segments that are shortened, and the others. */
  function scale(dated, [first, last], left, right) {
    const times = [...new Set([first, ...dated.flatMap(finite), last])].sort((a, b) => a - b);
    const lengths = times.slice(1).map((time, i) => time - times[i]);
    const share = Math.max(0.1, 2 / lengths.length);
    let most = Infinity;
    for (let step = 0; step < 20; step++) most = share * lengths.reduce((sum, length) => sum + Math.min(length, most), 0);
    const isShort = (length) => length > 1.5 * most; // else it is not worth a break
    const shown = lengths.map((length) => (isShort(length) ? most : length));
    const total = shown.reduce((sum, length) => sum + length, 0) || 1;
    const places = [left];
    for (const length of shown) places.push(places.at(-1) + (length / total) * (right - left));
    const x = (time) => {
      const i = Math.max(0, Math.min(lengths.length - 1, times.findLastIndex((one) => one <= time)));
      const part = lengths.length ? Math.max(0, Math.min(1, (time - times[i]) / lengths[i])) : 0.5;
      return places[i] + part * ((places[i + 1] ?? right) - places[i]);
    };
    const breaks = [];
    const runs = [[first, first]];
    for (const [i, length] of lengths.entries()) {
      if (isShort(length)) {
        breaks.push([times[i], times[i + 1]]);
        runs.push([times[i + 1], times[i + 1]]);
      } else runs.at(-1)[1] = times[i + 1];
    }
    return { x, breaks, runs };
  }

  /* Names of times along a scale, in each of its runs, as far apart as they need. */
  function axis({ x, runs }, top, bottom, width) {
    let free = -Infinity;
    const named = runs.flatMap((run) => {
      const found = ticks(run, Math.max(1, Math.floor((x(run[1]) - x(run[0])) / 84))).filter(([at]) => at >= run[0]);
      return found.length ? found : [[run[0], shortAt(run[0])]];
    });
    return named.map(([at, words]) => {
      const half = wide(words, AXIS) / 2;
      const middle = Math.max(half, Math.min(width - half, x(at)));
      const room = middle - half > free + 10;
      if (room) free = middle + half;
      return room && svg("g", { class: "tick" }, svg("line", { x1: x(at), x2: x(at), y1: top, y2: bottom }), svg("text", { x: middle, y: 12 }, words));
    });
  }

  function shortened([from, to], x, top, bottom) {
    return svg("rect", { class: "shortened", x: x(from), y: top, width: x(to) - x(from), height: bottom - top },
      svg("title", {}, `${iso(from)} to ${iso(to)} is shortened`));
  }

  const LINE = 17; // from one line of a title to the next
  const STUB = 28;
  let undatedShown = false;
  let selected = null; // the index of the event whose relations are shown until another one is selected

  function drawRows(host, width, found, span) {
    const note = byId("timeline-note");
    if (found.length === 0) {
      note.textContent = "";
      host.replaceChildren(html("p", { class: "none" }, "No event matches the filters."));
      return;
    }
    const narrow = width < 640;
    const sorted = [...found].sort(byTime);
    const undated = sorted.filter((event) => event.start === null);
    const isOpen = undatedShown || !span;
    const rows = isOpen ? sorted : sorted.filter((event) => event.start !== null);
    const [label, gutter, head, high] = narrow ? [0, 44, 22, 22] : [Math.min(360, width * 0.36), 150, 24, 24];
    const [left, right] = [label + 24, width - gutter - 16];
    const titles = new Map(rows.map((event) => [event.index, lines(event.title, narrow ? width - 18 - gutter : label - 18, LABEL, 3)]));
    const tall = (event) => (titles.get(event.index).length - 1) * LINE + high + (narrow ? 18 : 0);
    const dates = span ? scale(rows, span, left, right) : null;
    const dividing = span && undated.length > 0 ? high : 0; // the row that shows or hides what has no date
    const y = new Map();
    let below = head;
    let dividedAt = null;
    for (const event of rows) {
      if (event.start === null && dividedAt === null) [dividedAt, below] = [below, below + dividing];
      y.set(event.index, below);
      below += tall(event);
    }
    if (dividedAt === null) [dividedAt, below] = [below, below + dividing];
    const bottom = below + 6;
    const placed = (index) => y.get(index) ?? (undated.some((event) => event.index === index) ? dividedAt : undefined);
    const isRelated = (event) => related.get(event.index)?.some(({ other }) => placed(other) !== undefined);
    note.textContent = `A bar covers the time in which an event took place.${rows.some(isRelated) ? " Select an event to see its relations." : ""}${dates?.breaks.length ? " Shaded times are shortened." : ""}`;
    const drawn = rows.map((event) => row(event, titles.get(event.index), y.get(event.index), { x: dates?.x, left, right, narrow, high, tall: tall(event) }));
    const counts = rows.filter(isRelated).map((event) =>
      svg("text", { class: "related", "data-of": event.index, x: width - 2, y: y.get(event.index) + (narrow ? 15 : high / 2 + 4), "aria-hidden": true, onclick: () => select(event.index) },
        svg("title", {}, "Show or hide the relations"), `${related.get(event.index).length} ⤶`));
    const toggle = () => {
      undatedShown = !undatedShown;
      drawRows(host, width, found, span);
      host.querySelector(".divider").focus();
    };
    const divider = dividing > 0 && svg("g", { class: "divider", role: "button", tabindex: 0, "aria-expanded": String(isOpen), onclick: toggle, onkeydown: (e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), toggle()) },
      svg("rect", { class: "back", x: 0, y: dividedAt, width: right + 20, height: high }),
      svg("line", { class: "undated", x1: 0, x2: width, y1: dividedAt, y2: dividedAt }),
      svg("text", { class: "label", x: 0, y: dividedAt + high / 2 + 4 }, `${isOpen ? "▾" : "▸"} ${plural(undated.length, "event")} without a date`));
    picture(host, width, bottom, `Timeline of ${plural(found.length, "event")}; the table of events has the same content`, patterns(),
      dates?.breaks.map((one) => shortened(one, dates.x, head - 6, dividedAt)), dates && axis(dates, head - 6, dividedAt, width), drawn, divider, svg("g", { class: "relations" }), counts);
    const layer = host.querySelector(".relations");
    const draw = (index) => {
      for (const one of host.querySelectorAll(".row.lit")) one.classList.remove("lit");
      layer.replaceChildren(...(index === null ? [] : arcs(index, placed, { right, high, gutter, width, narrow })));
      for (const end of [index, ...(related.get(index) ?? []).map(({ other }) => other)]) host.querySelector(`[data-event="${end}"]`)?.classList.add("lit");
    };
    function select(index) {
      selected = selected === index ? null : index;
      draw(selected);
    }
    for (const one of host.querySelectorAll("[data-event]")) {
      for (const type of ["pointerenter", "focusin"]) one.addEventListener(type, () => draw(Number(one.dataset.event)));
      for (const type of ["pointerleave", "focusout"]) one.addEventListener(type, () => draw(selected));
    }
    draw(y.has(selected) ? selected : (selected = null));
  }

  /* The relations of one event: an arc to each related event, with the name of the relation there. */
  function arcs(index, placed, { right, high, gutter, width, narrow }) {
    const named = new Map();
    const drawn = (related.get(index) ?? []).flatMap(({ how, other, leads }) => {
      const [own, there] = [placed(index) + high / 2, placed(other) + high / 2];
      if (Number.isNaN(there)) return [];
      if (!named.has(there)) named.set(there, []);
      named.get(there).push(leads ? how : `← ${how}`);
      const [from, to] = leads ? [own, there] : [there, own];
      const bend = right + 16 + Math.min(narrow ? 20 : 60, 10 + Math.abs(from - to) * 0.12);
      return [svg("path", { class: `curve ${how.replaceAll(" ", "-")}`, d: `M${right + 14} ${from}C${bend} ${from} ${bend} ${to} ${right + 14} ${to}`, "marker-end": "url(#tip)", "data-ends": `${index} ${other}` })];
    });
    const names = [...named].map(([at, words]) => {
      const text = words.length > 1 ? plural(words.length, "relation") : words.join(", ");
      return narrow ? svg("text", { class: "name end", x: width - 36, y: at + 10 }, text) : svg("text", { class: "name", x: right + 24, y: at + 4 }, text);
    });
    return [...drawn, ...names];
  }

  function row(event, title, top, { x, left, right, narrow, high, tall }) {
    const first = top + high / 2 + 4; // the base of the first line
    const middle = narrow ? top + tall - 12 : first - 4;
    const told = `${event.title}: ${event.kind}, ${event.status}, ${event.when ?? "not dated"}`;
    return svg("a", { href: event.href, class: `row ${event.kind} ${event.status}`, "data-event": event.index },
      svg("title", {}, told),
      svg("rect", { class: "back", x: 0, y: top, width: right + 20, height: tall }),
      svg("text", { class: "sign", x: 0, y: first }, signs[event.status] ?? ""),
      svg("text", { class: "label", x: 18, y: first }, title.map((line, i) => svg("tspan", { x: 18, dy: i ? LINE : 0 }, line))),
      event.start === null
        ? svg("text", { class: "no-date", x: left, y: middle + 4 }, event.when ?? "not dated")
        : bar(event, middle, x, left, right));
  }

  /* A bar for the time of an event: faded where the date is not exact, with an arrow where an end is open. An event that
     has not taken place and has an open end gets a short one: it does not last from now to the end of the corpus. */
  function bar(event, middle, x, left, right) {
    const open = [!Number.isFinite(event.start), !Number.isFinite(event.end)];
    const isReal = event.status === "occurred" || event.status === "ongoing";
    let [a, b] = [open[0] ? left - 8 : x(event.start), open[1] ? right + 8 : x(event.end)];
    if (open[0] && !isReal) a = Math.max(a, b - STUB);
    if (open[1] && !isReal) b = Math.min(b, a + STUB);
    if (b - a < 7) [a, b] = [(a + b) / 2 - 3.5, (a + b) / 2 + 3.5];
    const [top, high] = [middle - 5, 10];
    const fade = Math.min(24, (b - a) / 2 - 1);
    const from = a + (event.fuzzyFrom ? fade : 0);
    const to = b - (event.fuzzyTo ? fade : 0);
    const arrow = (at, way) => svg("path", { class: "open", d: `M${at} ${middle - 6}l${way * 7} 6 ${-way * 7} 6z` });
    return svg("g", { class: "bar" },
      svg("rect", { class: "body", x: from, y: top, width: to - from, height: high, fill: `url(#p-${event.kind})` }),
      event.fuzzyFrom && svg("rect", { class: "fuzzy", x: a, y: top, width: fade, height: high, fill: `url(#in-${event.kind})` }),
      event.fuzzyTo && svg("rect", { class: "fuzzy", x: to, y: top, width: fade, height: high, fill: `url(#out-${event.kind})` }),
      open[0] && arrow(a, -1),
      open[1] && arrow(b, 1),
      ["cancelled", "refused", "postponed", "negated", "failed"].includes(event.status) && svg("line", { class: "struck", x1: a - 4, x2: b + 4, y1: middle, y2: middle }));
  }

  function drawCounts(host, width, found, dated, span) {
    const bins = ticks(span, Math.max(8, Math.floor(width / 16)));
    const firsts = bins.map(([at]) => at);
    const high = 180;
    const [left, right, base] = [36, width - 8, high - 24];
    const counts = bins.map(() => ({ event: 0, meeting: 0, incident: 0 }));
    const place = (time) => Math.max(0, firsts.findLastIndex((first) => first <= time));
    for (const event of dated) {
      const middle = Number.isFinite(event.start) ? (Number.isFinite(event.end) ? (event.start + event.end) / 2 : event.start) : event.end - 1;
      counts[place(middle)][event.kind] += 1;
    }
    const most = Math.max(...counts.map((bin) => KINDS.reduce((sum, kind) => sum + bin[kind], 0)));
    const each = (right - left) / bins.length;
    const longest = Math.max(...bins.map(([, words]) => wide(words, AXIS)));
    const undated = found.length - dated.length;
    byId("timeline-note").textContent = `Number of events by time. Select a bar, or filter to ${ROWS} events or fewer, to see each event.${undated ? ` Without a date: ${plural(undated, "event")}.` : ""}`;
    const bars = counts.map((bin, i) => {
      let top = base;
      const total = KINDS.reduce((sum, kind) => sum + bin[kind], 0);
      const next = firsts[i + 1] ?? span[1];
      const told = `${bins[i][1]}: ${plural(total, "event")} (${KINDS.filter((kind) => bin[kind]).map((kind) => `${kind} ${bin[kind]}`).join(", ")})`;
      const act = () => {
        range = [firsts[i], next];
        update();
      };
      return total > 0 && svg("g", { class: "bin", tabindex: 0, role: "button", "aria-label": told, onclick: act, onkeydown: (e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), act()) },
        svg("title", {}, told),
        svg("rect", { class: "back", x: left + i * each, y: 0, width: each, height: base }),
        KINDS.map((kind) => {
          const tall = (bin[kind] / most) * (base - 12);
          top -= tall;
          return bin[kind] > 0 && svg("rect", { class: kind, x: left + i * each + 1, y: top, width: Math.max(1, each - 2), height: tall, fill: `url(#p-${kind})` });
        }));
    });
    const every = Math.ceil((longest + 14) / each);
    const names = bins.map(([, words], i) => i % every === 0 && svg("text", { class: "axis", x: Math.min(left + i * each, width - wide(words, AXIS)), y: high - 8 }, words));
    const scale = [0.5, 1].map((part) => svg("g", { class: "tick" }, svg("line", { x1: left, x2: right, y1: base - part * (base - 12), y2: base - part * (base - 12) }), svg("text", { class: "axis end", x: left - 4, y: base - part * (base - 12) + 4 }, String(Math.round(part * most)))));
    picture(host, width, high, "Timeline: number of events by time; the table of events has the same content", patterns(), scale, bars, names, svg("line", { class: "base", x1: left, x2: right, y1: base, y2: base }));
  }

  function network(found) {
    const weight = new Map();
    const pairs = new Map();
    for (const event of found) {
      const parties = [...new Set(event.parties.map(([actor]) => actor))].sort((a, b) => a - b);
      for (const party of parties) count(weight, party);
      for (const [i, a] of parties.entries()) {
        for (const b of parties.slice(i + 1, i + 30)) {
          const key = `${a} ${b}`;
          if (!pairs.has(key)) pairs.set(key, { event: 0, meeting: 0, incident: 0 });
          pairs.get(key)[event.kind] += 1;
        }
      }
    }
    return { weight, pairs };
  }

  /* Positions of the nodes: they repel each other, edges attract them. Deterministic. */
  function layout(nodes, edges, width, height) {
    const place = nodes.map((_, i) => {
      const [turn, far] = [i * 2.399963, Math.sqrt((i + 0.5) / nodes.length)]; // like a sunflower: the largest in the middle
      return { x: Math.cos(turn) * far, y: Math.sin(turn) * far };
    });
    const ideal = 1.1 / Math.sqrt(nodes.length || 1);
    for (let step = 0; step < 300; step++) {
      const heat = 0.12 * (1 - step / 300);
      const push = place.map((at) => ({ x: -at.x * 0.5, y: -at.y * 0.5 }));
      for (let i = 0; i < place.length; i++) {
        for (let j = 0; j < i; j++) {
          const [dx, dy] = [place[i].x - place[j].x, place[i].y - place[j].y];
          const force = (ideal * ideal) / Math.max(1e-4, dx * dx + dy * dy);
          push[i].x += dx * force; push[i].y += dy * force;
          push[j].x -= dx * force; push[j].y -= dy * force;
        }
      }
      for (const { a, b } of edges) {
        const [dx, dy] = [place[a].x - place[b].x, place[a].y - place[b].y];
        const force = Math.hypot(dx, dy) / ideal / 3;
        push[a].x -= dx * force; push[a].y -= dy * force;
        push[b].x += dx * force; push[b].y += dy * force;
      }
      for (const [i, at] of place.entries()) {
        const far = Math.hypot(push[i].x, push[i].y) || 1;
        at.x += (push[i].x / far) * Math.min(far, heat);
        at.y += (push[i].y / far) * Math.min(far, heat);
      }
    }
    const [xs, ys] = [place.map((at) => at.x), place.map((at) => at.y)];
    const fit = (value, values, size, margin) => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return high - low < 1e-9 ? size / 2 : margin + ((value - low) / (high - low)) * (size - 2 * margin);
    };
    return place.map((at) => ({ x: fit(at.x, xs, width, 80), y: fit(at.y, ys, height, 34) }));
  }

  /* Moves nodes until none covers another one or its name. `halves` are half of their widths, `radii` those of their
     signs; a name is below its sign. Returns the height that they need. */
  function setApart(places, halves, radii, width) {
    for (let step = 0; step < 400; step++) {
      let moved = false;
      for (const [i, a] of places.entries()) {
        for (const [j, b] of places.slice(0, i).entries()) {
          const across = halves[i] + halves[j] + 6 - Math.abs(a.x - b.x);
          const [upper, lower, radius, other] = a.y < b.y ? [a, b, radii[i], radii[j]] : [b, a, radii[j], radii[i]];
          const down = radius + 18 + other + 8 - (lower.y - upper.y);
          if (across <= 0 || down <= 0) continue;
          moved = true;
          const [left, right] = a.x < b.x ? [a, b] : [b, a];
          if (across < down) [left.x, right.x] = [left.x - across / 2, right.x + across / 2];
          else [upper.y, lower.y] = [upper.y - down / 2, lower.y + down / 2];
        }
        a.x = Math.max(halves[i], Math.min(width - halves[i], a.x));
      }
      if (!moved) break;
    }
    const top = Math.min(...places.map((at, i) => at.y - radii[i])) - 6;
    for (const at of places) at.y -= top;
    return Math.ceil(Math.max(...places.map((at, i) => at.y + radii[i])) + 22);
  }

  function drawNetwork(found) {
    const host = byId("network");
    const width = Math.max(300, host.clientWidth);
    const { weight, pairs } = network(found);
    const most = width < 640 ? NODES / 2 : NODES;
    const nodes = ranked(weight).slice(0, most).map(([actor]) => actor);
    const at = new Map(nodes.map((actor, i) => [actor, i]));
    const edges = [...pairs].map(([key, kinds]) => {
      const [a, b] = key.split(" ").map(Number);
      return { a: at.get(a), b: at.get(b), kinds, n: KINDS.reduce((sum, kind) => sum + kinds[kind], 0) };
    }).concat(data.ties.map(([a, b, how]) => ({ a: at.get(a), b: at.get(b), kinds: { tie: 1 }, how, n: 1 })))
      .filter(({ a, b }) => a !== undefined && b !== undefined && a !== b);
    const note = byId("network-note");
    if (nodes.length === 0) {
      note.textContent = "";
      host.replaceChildren(html("p", { class: "none" }, "These events have no participants."));
      return;
    }
    note.textContent = `A line joins actors of the same event, or with a relation.${weight.size > nodes.length ? ` Shown are the ${nodes.length} most active of ${weight.size}.` : ""} Select an actor to see their events.`;
    const greatest = weight.get(nodes[0]);
    const radii = nodes.map((actor) => 4 + 9 * Math.sqrt(weight.get(actor) / greatest));
    const names = nodes.map((actor) => cropped(actors[actor].name, 26));
    const halves = names.map((name, i) => Math.max(radii[i], wide(name, NODE) / 2));
    const places = layout(nodes, edges, width, Math.round(Math.min(620, Math.max(240, 120 + nodes.length * 13))));
    const height = setApart(places, halves, radii, width);
    const lines = edges.flatMap(({ a, b, kinds, how }) => {
      const [dx, dy] = [places[b].x - places[a].x, places[b].y - places[a].y];
      const far = Math.hypot(dx, dy) || 1;
      const present = [...KINDS, "tie"].filter((kind) => kinds[kind]);
      return present.map((kind, i) => {
        const aside = (i - (present.length - 1) / 2) * 5;
        const [ox, oy] = [(-dy / far) * aside, (dx / far) * aside];
        return svg("line", { class: `edge ${kind}`, "data-ends": `${a} ${b}`, x1: places[a].x + ox, y1: places[a].y + oy, x2: places[b].x + ox, y2: places[b].y + oy, "stroke-width": Math.min(6, 1 + Math.log2(kinds[kind])) },
          svg("title", {}, how ? `${actors[nodes[a]].name} ${how} ${actors[nodes[b]].name}` : `${actors[nodes[a]].name} and ${actors[nodes[b]].name}: ${plural(kinds[kind], kind)}`));
      });
    });
    const circles = nodes.map((actor, i) => {
      const { name, kind, id } = actors[actor];
      const radius = radii[i];
      const act = () => choose("actor", id);
      return svg("g", { class: "node", "data-node": i, tabindex: 0, role: "button", "aria-pressed": byId("actor").value === id, onclick: act, onkeydown: (e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), act()) },
        svg("title", {}, `${name}${kind ? `, ${kind}` : ""}: ${plural(weight.get(actor), "event")}`),
        kind === "person" ? svg("circle", { cx: places[i].x, cy: places[i].y, r: radius })
          : svg("rect", { x: places[i].x - radius, y: places[i].y - radius, width: 2 * radius, height: 2 * radius, rx: kind === "country" || kind === "locality" ? 0 : 4 }),
        svg("text", { x: places[i].x, y: places[i].y + radius + 12 }, names[i]));
    });
    picture(host, width, height, `Network of ${plural(nodes.length, "actor")}; the table of actors has the same content`, lines, circles);
    for (const node of host.querySelectorAll(".node")) {
      const touch = (on) => {
        host.firstChild.classList.toggle("touched", on);
        for (const edge of host.querySelectorAll(".edge")) {
          const ends = edge.dataset.ends.split(" ");
          if (!ends.includes(node.dataset.node)) continue;
          edge.classList.toggle("lit", on);
          for (const end of ends) host.querySelector(`[data-node="${end}"]`).classList.toggle("lit", on);
        }
        node.classList.toggle("lit", on);
      };
      for (const [type, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
        node.addEventListener(type, () => touch(on));
      }
    }
  }

  const collator = new Intl.Collator("en", { numeric: true });
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));

  /* A sortable table with pages. `columns`: name, value to sort by, cell to show. */
  function table(host, caption, columns) {
    let [rows, sorted, way, page] = [[], -1, 1, 0];
    const body = html("tbody");
    const heads = columns.map(({ name, style }, i) =>
      html("th", { scope: "col", class: style }, html("button", { type: "button", onclick: () => sort(i) }, name)));
    const place = html("span", { role: "status" });
    const step = (words, by) => html("button", { type: "button", onclick: () => ((page += by), draw()) }, words);
    const [back, on] = [step("← previous", -1), step("next →", 1)];
    const pager = html("div", { class: "pager" }, back, place, on);
    host.append(html("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": caption }, html("table", {}, html("caption", { class: "hidden" }, caption), html("thead", {}, html("tr", {}, heads)), body)), pager);

    function sort(i) {
      way = sorted === i ? -way : columns[i].style === "number" ? -1 : 1;
      sorted = i;
      heads.forEach((head, j) => (j === i ? head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
      order();
    }
    function order() {
      page = 0;
      if (sorted >= 0) {
        const { value } = columns[sorted];
        const keyed = rows.map((row) => [value(row), row]);
        rows = keyed.sort((a, b) => way * compare(a[0], b[0])).map(([, row]) => row);
      }
      draw();
    }
    function draw() {
      const pages = Math.max(1, Math.ceil(rows.length / PAGE));
      page = Math.max(0, Math.min(page, pages - 1));
      const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
      body.replaceChildren(...shown.map((row) =>
        html("tr", {}, columns.map(({ name, cell, style }, i) => html(i ? "td" : "th", i ? { class: style, "data-name": name } : { scope: "row" }, cell(row))))));
      if (rows.length === 0) body.append(html("tr", {}, html("td", { colspan: columns.length, class: "none" }, "none")));
      pager.hidden = pages === 1;
      place.textContent = `${page * PAGE + 1}–${page * PAGE + shown.length} of ${rows.length.toLocaleString("en")}`;
      back.disabled = page === 0;
      on.disabled = page === pages - 1;
    }
    return (list) => {
      rows = [...list];
      order();
    };
  }

  const link = (href, words, title) => html("a", { href, title: title === words ? undefined : title }, bdi(words));
  const cropped = (words, most) => (words.length > most ? `${words.slice(0, most).replace(/[\s,;:–-]+\S*$/, "")}…` : words);
  const status = (event) => [html("span", { "aria-hidden": "true", class: "sign" }, signs[event.status] ?? ""), ` ${event.status}`, event.contested && html("b", { class: "contested" }, "contested")];
  const kindOf = (event) => [html("span", { class: `stroke ${event.kind}`, "aria-hidden": "true" }), event.kind];
  /* A link that chooses an actor. It is in the middle of a line, where a button would not be broken. */
  const actorLink = ({ id, name }, role) => html("a", { class: "word", role: "button", title: role, href: `#${new URLSearchParams({ actor: id })}`, onclick: (e) => (e.preventDefault(), choose("actor", id)) }, bdi(name));
  const who = (event) => event.parties.flatMap(([actor, role], i) => [i > 0 && ", ", actorLink(actors[actor], role)]);
  const when = (event) => (event.start === null ? Infinity : Number.isFinite(event.start) ? event.start : event.end);

  const tables = {
    events: table(byId("events"), "Events", [
      { name: "Event", value: (e) => e.title, cell: (e) => link(e.href, e.title) },
      { name: "Kind", style: "short", value: (e) => e.kind, cell: kindOf },
      { name: "Type", style: "short", value: (e) => e.type, cell: (e) => e.type },
      { name: "Status", style: "short", value: (e) => e.status, cell: status },
      { name: "When", value: when, cell: (e) => e.when ?? "" },
      { name: "Where", value: (e) => (e.places ?? []).join(), cell: (e) => (e.places ? bdi(e.places.join(", ")) : "") },
      { name: "Who", value: (e) => e.parties.map(([a]) => actors[a].name).join(), cell: who },
      ...(articles.length > 1 ? [{ name: "Article", value: (e) => articles[e.article].title, cell: (e) => link(articles[e.article].href, cropped(articles[e.article].title, 48), articles[e.article].title) }] : []),
    ]),
    relations: table(byId("relations"), "Relations of events", [
      { name: "Event", value: (r) => r.from.title, cell: (r) => link(r.from.href, r.from.title) },
      { name: "Relation", value: (r) => r.how, cell: (r) => html("em", {}, r.how) },
      { name: "to", value: (r) => r.to.title, cell: (r) => link(r.to.href, r.to.title) },
    ]),
    actors: table(byId("actors"), "Actors", [
      { name: "Actor", value: (a) => a.name, cell: (a) => actorLink(a) },
      { name: "Kind", value: (a) => a.kind, cell: (a) => a.kind },
      { name: "Events", style: "number", value: (a) => a.events, cell: (a) => String(a.events) },
      { name: "Acts with", style: "number", value: (a) => a.with, cell: (a) => String(a.with) },
      { name: "Claims", style: "number", value: (a) => a.claims ?? 0, cell: (a) => String(a.claims ?? 0) },
      { name: "Articles", style: "number", value: (a) => a.articles, cell: (a) => String(a.articles) },
    ]),
    articles: table(byId("articles"), "Articles", [
      { name: "Article", value: (a) => a.title, cell: (a) => link(a.href, a.title) },
      { name: "Published", value: (a) => a.published ?? "", cell: (a) => a.published ?? "" },
      { name: "Events", style: "number", value: (a) => a.events ?? 0, cell: (a) => String(a.events ?? 0) },
      { name: "Claims", style: "number", value: (a) => a.claims ?? 0, cell: (a) => String(a.claims ?? 0) },
      { name: "Text quoted", style: "number", value: (a) => a.coverage ?? -1, cell: (a) => (a.coverage === null ? "no text" : [html("meter", { value: a.coverage, "aria-hidden": "true" }), ` ${Math.round(100 * a.coverage)} %`]) },
      { name: "Findings", style: "number", value: (a) => a.findings ?? 0, cell: (a) => (a.findings ? html("b", { class: "warn" }, String(a.findings)) : "0") },
    ]),
  };

  function fillTables(found) {
    const inside = new Set(found.map((event) => event.index));
    const all = found.length === events.length;
    tables.events(found);
    tables.relations(relations.filter(({ from, to }) => inside.has(from.index) || inside.has(to.index)));
    const { weight, pairs } = network(found);
    const company = new Map();
    for (const key of pairs.keys()) for (const actor of key.split(" ").map(Number)) count(company, actor);
    for (const [i, actor] of actors.entries()) [actor.events, actor.with] = [weight.get(i) ?? 0, company.get(i) ?? 0];
    tables.actors(actors.filter((actor) => all || actor.events > 0).sort((a, b) => b.events - a.events || collator.compare(a.name, b.name)));
    const holding = new Set(found.map((event) => event.article));
    const { q } = chosen();
    tables.articles(articles.filter((article, i) => all || holding.has(i) || (q && article.title.toLowerCase().includes(q.toLowerCase()))));
  }

  function update() {
    const found = filtered();
    const of = found.length === events.length ? "" : ` of ${events.length.toLocaleString("en")}`;
    byId("shown").replaceChildren(`${found.length.toLocaleString("en")}${of} event${events.length === 1 ? "" : "s"}`,
      ...(range ? [html("button", { type: "button", class: "chip", onclick: () => ((range = null), update()) }, `${iso(range[0])} to ${iso(range[1] - DAY)} ✕`)] : []));
    drawTimeline(found);
    drawNetwork(found);
    fillTables(found);
    const kept = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value !== ""));
    if (range) kept.set("range", range.map(iso).join(" "));
    history.replaceState(null, "", kept.size ? `#${kept}` : location.href.split("#")[0]);
    filters.removeAttribute("aria-busy");
  }

  function restore() {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of FIELDS) if (kept.has(field)) byId(field).value = kept.get(field);
    const ends = (kept.get("range") ?? "").split(" ").map(day);
    if (ends.length === 2 && ends.every(Number.isFinite)) range = ends;
  }

  let waiting = 0;
  const soon = () => {
    filters.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(update, 80);
  };
  filters.addEventListener("input", soon);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => ((range = null), setTimeout(update)));
  addEventListener("hashchange", () => {
    const rule = byId(location.hash.slice(1))?.closest(".rule"); // what explains a finding
    if (rule) rule.open = true;
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    soon();
  });
  fillFilters();
  restore();
  update();
};
const wholeData = document.getElementById("data");
if (wholeData) drawCorpus(JSON.parse(wholeData.textContent));
