// The page of a large corpus: its data is in parts, scripts beside it. Loads one part, or for a search those that may
// have something; keeps what matches, and draws it. Pages from disk cannot fetch, but load scripts.
{
  const catalog = JSON.parse(document.getElementById("catalog").textContent);
  const MOST = 2000; // events that are drawn at once
  const asked = new URLSearchParams(location.search);
  const get = (id) => document.getElementById(id);
  const FIELDS = ["kind", "type", "status"];
  const words = (asked.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const year = asked.get("year") ?? "";
  const isSearch = words.length > 0 || year !== "" || FIELDS.some((field) => asked.get(field));
  const number = (n) => n.toLocaleString("en");
  const yearsOf = (event) => [event.from ?? event.to, event.to ?? event.from].map((day) => day && Number(day.slice(0, 4)));

  function option(select, value, label) {
    const made = document.createElement("option");
    [made.value, made.textContent] = [value, label];
    select.append(made);
  }

  function fillForm() {
    for (const field of FIELDS) {
      const counts = new Map();
      for (const part of catalog) for (const [word, n] of Object.entries(part[field])) counts.set(word, (counts.get(word) ?? 0) + n);
      for (const [word, n] of [...counts].sort((a, b) => b[1] - a[1])) option(get(`all-${field}`), word, `${word} (${number(n)})`);
    }
    const ends = catalog.flatMap((part) => part.years.map(Number));
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    for (let at = last; at >= Math.max(first, last - 500); at--) option(get("all-year"), String(at), String(at));
    if (catalog.some((part) => part.undated)) option(get("all-year"), "none", "no date");
    let begin = 1;
    if (isSearch) option(get("all-part"), "", "found");
    for (const [i, part] of catalog.entries()) {
      option(get("all-part"), String(i + 1), `${number(begin)}–${number(begin + part.articles - 1)}`);
      begin += part.articles;
    }
    for (const name of ["q", "year", ...FIELDS]) get(`all-${name}`).value = asked.get(name) ?? "";
    get("all-part").value = isSearch ? "" : asked.get("part") ?? "1";
    const go = (fields) => (location.search = new URLSearchParams(fields.filter(([, value]) => value !== "")).toString());
    get("all-part").addEventListener("change", (e) => go([["part", e.target.value]]));
    get("all").addEventListener("submit", (e) => {
      e.preventDefault();
      go(["q", "year", ...FIELDS].map((name) => [name, get(`all-${name}`).value]));
    });
  }

  /* The data of a part. The script of the part calls `newscorpusPart` with it. */
  function load(part) {
    return new Promise((resolve, reject) => {
      window.newscorpusPart = resolve;
      const script = document.createElement("script");
      script.addEventListener("error", () => reject(new Error(part.file)));
      script.src = part.file;
      document.head.append(script);
      script.remove();
    });
  }

  const mayHave = (part) =>
    FIELDS.every((field) => !asked.get(field) || part[field][asked.get(field)]) &&
    (year === "" || (year === "none" ? part.undated : part.years.length > 0 && part.years[0] <= year && year <= part.years[1]));

  function matches(data, event) {
    const article = data.articles[event.article];
    const text = [event.title, article.title, article.id, event.type, event.status, event.when ?? "",
      ...(event.places ?? []), ...(event.parties ?? []).map(([actor]) => data.actors[actor].name)].join("\n").toLowerCase();
    const [first, last] = yearsOf(event);
    return FIELDS.every((field) => !asked.get(field) || event[field] === asked.get(field)) &&
      (year === "" || (year === "none" ? !first : first && first <= year && year <= last)) &&
      words.every((word) => text.includes(word));
  }

  /* Adds the events of a part that match, with their articles and actors; numbers in them become those of the sum. */
  function add(sum, data) {
    const [articles, actors, events] = [new Map(), new Map(), new Map()];
    const place = (places, list, at, item) => places.get(at) ?? (places.set(at, list.push(item) - 1), list.length - 1);
    const actor = (at) => {
      const known = sum.ids.get(data.actors[at].id) ?? place(actors, sum.actors, at, data.actors[at]);
      sum.ids.set(data.actors[at].id, known);
      return known;
    };
    const kept = [...data.events.entries()].filter(([, event]) => matches(data, event)).slice(0, MOST - sum.events.length);
    for (const [at, event] of kept) {
      events.set(at, sum.events.length);
      sum.events.push({ ...event, article: place(articles, sum.articles, event.article, data.articles[event.article]),
        parties: (event.parties ?? []).map(([who, role]) => [actor(who), role]) });
    }
    for (const [at] of kept) {
      const event = sum.events[events.get(at)];
      event.relations = (event.relations ?? []).filter(([, to]) => events.has(to)).map(([how, to]) => [how, events.get(to)]);
    }
    sum.ties.push(...data.ties.filter(([a, b]) => sum.ids.has(data.actors[a].id) && sum.ids.has(data.actors[b].id))
      .map(([a, b, how]) => [actor(a), actor(b), how]));
    sum.signs = data.signs;
  }

  async function show() {
    fillForm();
    if (!isSearch) {
      const part = catalog[Number(asked.get("part") ?? 1) - 1] ?? catalog[0];
      return drawCorpus(await load(part));
    }
    const sum = { articles: [], actors: [], events: [], ties: [], ids: new Map(), signs: {} };
    const wanted = catalog.filter(mayHave);
    for (const [i, part] of wanted.entries()) {
      get("loaded").textContent = `Searching: ${number(i + 1)} of ${number(wanted.length)} parts; events so far: ${number(sum.events.length)}`;
      add(sum, await load(part));
      if (sum.events.length >= MOST) break;
    }
    get("loaded").textContent = sum.events.length >= MOST
      ? `The first ${number(MOST)} events that match. Narrow the search to see others.` : `Events of all articles that match: ${number(sum.events.length)}.`;
    drawCorpus(sum);
  }

  show().catch((error) => (get("loaded").textContent = `This file is missing: ${error.message}`));
}
