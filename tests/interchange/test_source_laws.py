"""Drawn sources of the shapes that their makers document: what came in, and what is listed, is what the source has."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import source_counts
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc

WORDS = [
    "Anna Berg",
    "met",
    "Carl",
    "in",
    "Oslo",
    ".",
    "She",
    "李明",
    "🚀",
    "left",
    "on",
    "Monday",
    "Acme",
    "Acme Corp",
]
ACTORS = ("PER", "ORG", "Rain")
"""Labels of actors: one that newscorpus does not know is of an actor of unknown kind."""
LABELS = st.sampled_from([*ACTORS, "LOC", "DATE", "MONEY"])
NAMES = st.sampled_from(["Coref", "works_for", "Place", "near", "ö"])
VALUES = ("mentions", "things", "places", "when", "topics", "triggers")
PLAIN = st.text("ab: ", min_size=1, max_size=4).filter(lambda words: words.strip() == words)
META = st.dictionaries(
    st.sampled_from(["author", "tags", "x"]), st.one_of(st.none(), PLAIN, st.lists(PLAIN)), max_size=2
)


def imported(name, content, format, mapping=None):
    """The articles, and how often each kind of loss is listed."""
    with TemporaryDirectory() as folder:
        files = {name: content} if isinstance(content, str) else content
        for file, words in files.items():
            path = Path(folder, "source", file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words.encode())
        map_file = Path(folder, "map.yaml")
        map_file.write_text(mapping or f"source: {format}\ncorpus: {{name: x, language: en}}\n", encoding="utf-8")
        done = nc.import_corpus(Path(folder, "source"), format, Path(folder, "out"), mapping=map_file)
        assert done.rejected == ()
        articles = list(nc.load(done.target)) if done.articles else []
        assert len(articles) == done.articles
        return articles, Counter({loss.kind: loss.count for loss in done.losses})


def listed(losses, begin, end=""):
    return sum(count for kind, count in losses.items() if kind.startswith(begin) and kind.endswith(end))


@st.composite
def texts(draw):
    """A text, and spans of its words."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
    ends, at = [], 0
    for word in words:
        ends.append((at, at + len(word)))
        at += len(word) + 1
    pairs = draw(st.lists(st.tuples(st.sampled_from(ends), st.sampled_from(ends)), max_size=6))
    return " ".join(words), [(min(first[0], last[0]), max(first[1], last[1])) for first, last in pairs]


def mentions_in(article):
    return sum(len(article.mentions(key)) for key in article.actors)


def relations_in(articles):
    actors = [actor for article in articles for actor in article.actors.values()]
    return sum(map(len, (others for actor in actors for others in actor.relations.values())))


def notes_in(owners):
    return sum(len(owner.note.split("\n")) for owner in owners if owner.note)


@st.composite
def doccano_lines(draw):
    """A line of JSON Lines: of sequence labelling with relations or without, with labels of the text and comments."""
    text, spans = draw(texts())
    labelled = [(start, end, draw(LABELS)) for start, end in spans]
    line = {"id": draw(st.integers(0, 9)), "text": text, **draw(META)}
    if draw(st.booleans()):
        keys = ("start_offset", "end_offset", "label")
        line["entities"] = [{"id": n, **dict(zip(keys, one, strict=True))} for n, one in enumerate(labelled)]
        ends = st.integers(0, 7)
        links = draw(st.lists(st.tuples(ends, ends, NAMES), max_size=4))
        line["relations"] = [{"id": n, "from_id": a, "to_id": b, "type": t} for n, (a, b, t) in enumerate(links)]
    else:
        line["label"] = [*map(list, labelled), *draw(st.lists(st.sampled_from(["sport", "good news"]), max_size=2))]
    if draw(st.booleans()):
        line["Comments"] = draw(st.lists(st.one_of(PLAIN, st.fixed_dictionaries({"id": st.just(1), "text": PLAIN}))))
    return line if draw(st.integers(0, 9)) else {**line, "text": " "}


@given(lines=st.lists(doccano_lines(), min_size=1, max_size=3))
def test_doccano(lines):
    lines = [{**line, "id": number} for number, line in enumerate(lines)]
    articles, losses = imported("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines), "doccano")
    read = [line for line in lines if line["text"].strip()]
    assert len(articles) == len(read) == len(lines) - losses["line without a text"]
    entities = [[*line.get("entities", ()), *line.get("label", ())] for line in read]
    spans = sum(not isinstance(one, str) for several in entities for one in several)
    second = losses["second label on a mention"]
    assert sum(map(mentions_in, articles)) + second + listed(losses, "", " outside events") == spans
    joined = sum(joins(line) for line in read)
    relations = sum(len(line.get("relations", ())) for line in read)
    assert relations_in(articles) + joined + listed(losses, "relation ") == relations
    of_text = sum(isinstance(one, str) for several in entities for one in several)
    assert sum(len(one.attributes["label"].split(", ")) for one in articles if "label" in one.attributes) == of_text
    said = [one if isinstance(one, str) else one["text"] for line in read for one in line.get("Comments", ())]
    assert notes_in(articles) == len(said)
    metadata = ({key: line[key] for key in ("author", "tags", "x") if key in line} for line in read)
    has = Counter(path for one in metadata for path in source_counts.leaves(one))
    assert {path: losses[path] for path in has} == has


def joins(line):
    """How many relations of a line say that two mentions are of one actor."""
    actors = {one["id"] for one in line.get("entities", ()) if one["label"] in ACTORS}
    return sum({one["from_id"], one["to_id"]} <= actors for one in line.get("relations", ()) if one["type"] == "Coref")


@st.composite
def tasks(draw):
    """A task of Label Studio: regions, relations, what is said of regions and of the text, other annotations."""
    text, spans = draw(texts())
    result = []
    for number, (start, end) in enumerate(spans):
        labels = draw(st.lists(LABELS, min_size=1, max_size=2, unique=True))
        value = {"start": start, "end": end, "text": text[start:end], "labels": labels}
        meta = {"meta": {"text": [draw(PLAIN)]}} if draw(st.booleans()) else {}
        result.append(
            {"id": f"r{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value, **meta}
        )
        if draw(st.booleans()):
            result.append(control(draw, f"r{number}"))
    result += [control(draw, f"t{number}") for number in range(draw(st.integers(0, 3)))]
    ends = st.sampled_from(["r0", "r1", "r2", "r9"])
    for _ in range(draw(st.integers(0, 3))):
        link = {"type": "relation", "from_id": draw(ends), "to_id": draw(ends), "direction": draw(DIRECTIONS)}
        result.append({**link, "labels": draw(st.lists(NAMES, max_size=2, unique=True))})
    others = [{"completed_by": 2, "result": []} for _ in range(draw(st.integers(0, 2)))]
    guesses = [{"model_version": "m", "result": []} for _ in range(draw(st.integers(0, 1)))]
    return {
        "data": {"text": text if draw(st.integers(0, 9)) else " ", **draw(META)},
        "annotations": [{"completed_by": 1, "result": result}, *others],
        "predictions": guesses,
    }


DIRECTIONS = st.sampled_from(["left", "right", "bi"])


def control(draw, id_):
    kind = draw(st.sampled_from(["choices", "textarea", "rating", "number", "taxonomy", "pairwise"]))
    given = {
        "choices": {"choices": draw(st.lists(st.sampled_from(["good", "bad"]), min_size=1, max_size=2, unique=True))},
        "textarea": {"text": draw(st.lists(PLAIN, min_size=1, max_size=2))},
        "rating": {"rating": draw(st.integers(1, 3))},
        "number": {"number": draw(st.integers(0, 2))},
        "taxonomy": {"taxonomy": [["a", draw(st.sampled_from(["b", "c"]))]]},
        "pairwise": {"pairwise": "left"},
    }
    return {"id": id_, "from_name": f"{kind}_{id_}", "to_name": "text", "type": kind, "value": given[kind]}


def kinds_of(results, *kinds):
    return [one for one in results if one["type"] in kinds]


@given(given=st.lists(tasks(), min_size=1, max_size=2))
def test_label_studio(given):
    given = [{"id": number, **task} for number, task in enumerate(given)]
    mapping = "source: label-studio\ncorpus: {name: x, language: en}\narticle: {text: text}\n"
    articles, losses = imported("a.json", json.dumps(given), "label-studio", mapping)
    read = [task for task in given if task["data"]["text"].strip()]
    assert len(articles) == len(read) == len(given) - losses["task without a text"]
    results = [one for task in read for one in task["annotations"][0]["result"]]
    labels = sum(len(one["value"]["labels"]) for one in kinds_of(results, "labels"))
    second = losses["second label on a mention"]
    assert sum(map(mentions_in, articles)) + second + listed(losses, "", " outside events") == labels
    links = [(task, one) for task in read for one in kinds_of(task["annotations"][0]["result"], "relation")]
    labelled = [(task, one, label) for task, one in links for label in one["labels"] or ["relation"]]
    lost = listed(losses, "relation ") - losses["relation in both directions, which is read as one"]
    assert relations_in(articles) + sum(joins_regions(*link) for link in labelled) + lost == len(labelled)
    assert losses["relation in both directions, which is read as one"] == sum(
        one["direction"] == "bi" for _, one in links
    )
    actors = [actor for article in articles for actor in article.actors.values()]
    said = [words for one in kinds_of(results, "textarea") for words in one["value"]["text"]]
    said += [words for one in results for words in one.get("meta", {}).get("text", ())]
    assert notes_in([*articles, *actors]) + listed(losses, "note ") == len(said)
    marks = kinds_of(results, "choices", "rating", "number", "taxonomy")
    own = [name for owner in (*articles, *actors) for name in owner.attributes if name != "source_label"]
    assert len(own) + listed(losses, "attribute ") + listed(losses, "second value of ") == len(marks)
    assert losses["result of type pairwise"] == len(kinds_of(results, "pairwise"))
    rest = [one for task in read for one in (*task["annotations"][1:], *task["predictions"])]
    assert losses["annotation that is not read"] + losses["prediction that is not read"] >= len(rest)
    has = Counter(f"data.{path}" for task in read for path in source_counts.leaves({**task["data"], "text": None}))
    assert {path: losses[path] for path in has} == has


def joins_regions(task, link, label):
    """Whether a relation says that two regions are of one actor: those whose first label is of actors."""
    regions = kinds_of(task["annotations"][0]["result"], "labels")
    actors = {one["id"] for one in regions if one["value"]["labels"][0] in ACTORS}
    return label == "Coref" and {link["from_id"], link["to_id"]} <= actors


@st.composite
def wikievents(draw):
    """A document as WikiEvents has it, and its chains of mentions, which another file has."""
    sentences, tokens, at = [], [], 0
    for words in draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=2)):
        own = []
        for word in " ".join(words).split():
            own.append([word, at, at + len(word)])
            at += len(word) + 1
        sentences.append([own, " ".join(words)])
        tokens += own
    spans = st.tuples(*[st.integers(0, len(tokens) - 1)] * 2).map(sorted)

    def place(first, last):
        words = " ".join(words for _, words in sentences)[tokens[first][1] : tokens[last][2]]
        return {"sent_idx": 0, "start": first, "end": last + 1, "text": words}

    labels = st.sampled_from(["PER", "ORG", "GPE", "WEA", "MON"])
    mentions = [
        {"id": f"T{number}", "entity_type": draw(labels), "mention_type": "UNK", **place(*span)}
        for number, span in enumerate(draw(st.lists(spans, max_size=5)))
    ]
    ids = st.sampled_from(["T0", "T1", "T2", "T3", "E0", "E1", "T9"])
    roles = st.sampled_from(["Attacker", "Victim", "Place", "Time", "Evidence", "Ö"])
    argument = st.fixed_dictionaries({"entity_id": ids, "role": roles, "text": PLAIN})
    events = [
        {
            "id": f"E{number}",
            "event_type": draw(st.sampled_from(["Conflict.Attack.Unspecified", "Life.Die", "Contact"])),
            "trigger": place(*span),
            "arguments": draw(st.lists(argument, max_size=4)),
        }
        for number, span in enumerate(draw(st.lists(spans, max_size=3)))
    ]
    text = " ".join(words for _, words in sentences)
    head = {"doc_id": "doc", "text": text, "sentences": sentences, "tokens": [word for word, *_ in tokens]}
    clusters = [["T0", "T1"]] if len(mentions) > 1 and draw(st.booleans()) else []
    chains = {"doc_key": "doc", "clusters": clusters, "informative_mentions": ["x"] * len(clusters)}
    return {**head, "entity_mentions": mentions, "relation_mentions": [], "event_mentions": events}, chains


@given(given=wikievents())
def test_wikievents(given):
    document, chains = given
    files = {"a.jsonl": json.dumps(document) + "\n", "coref/a.jsonlines": json.dumps(chains) + "\n"}
    (article,), losses = imported("", files, "wikievents")
    events = list(article.events.values())
    assert len(events) == len(document["event_mentions"])
    has = sum(len(event["arguments"]) for event in document["event_mentions"])
    lost = listed(losses, "argument ") + losses["time of an event that has one"]
    lost += losses["second mention of a participant"]
    between = sum(map(len, (others for event in events for others in event.relations.values())))
    assert sum(map(arguments_in, events)) + between + lost == has
    places = Counter((span.start, span.end) for span in article.spans() if span.label in VALUES[:-1])
    words = Counter(place_of(document, one) for one in document["entity_mentions"])
    came_in = sum(min(number, places[span]) for span, number in words.items())
    second = losses["second label on a mention"]
    assert came_in + second + listed(losses, "", " outside events") >= words.total()  # one place can have several
    joined = sum(ids == ["T0", "T1"] for ids in chains["clusters"])
    types = [one["entity_type"] for one in document["entity_mentions"][:2]]
    assert losses["* coref of other than actors"] == joined * ("WEA" in types)


def place_of(document, words):
    tokens = [token for tokens, _ in document["sentences"] for token in tokens]
    return tokens[words["start"]][1], tokens[words["end"] - 1][2]


def arguments_in(event):
    several = (*event.participants.values(), *event.things.values())
    return sum(map(len, several)) + len(event.places) + len(event.topics) + (event.when is not None)


NAMES_OF_COLUMNS = st.lists(
    st.sampled_from(["id", "title", "date", "a.b", "a", "x y", "[0]", "Ö"]), max_size=4, unique=True
)
CELLS = st.one_of(st.just(""), st.text("ab,;\"\n\t 'é🚀", max_size=6))


@given(
    columns=NAMES_OF_COLUMNS,
    rows=st.lists(st.tuples(CELLS, st.lists(CELLS, min_size=4, max_size=4)), max_size=4),
    separator=st.sampled_from(",;\t"),
)
def test_csv(columns, rows, separator):
    """Each cell that is not empty is the text, or listed under the name of its column."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(["text", *columns])
    writer.writerows([f"Words: {text}".strip() if text else "", *cells[: len(columns)]] for text, cells in rows)
    mapping = "source: csv\ncorpus: {name: x, language: en}\narticle: {text: text}\n"
    articles, losses = imported("a.csv", out.getvalue(), "csv", mapping)
    assert len(articles) == len(rows) - losses["article without text"] == sum(bool(text) for text, _ in rows)
    has = Counter(name for _, cells in rows for name, cell in zip(columns, cells, strict=False) if cell)
    fields = Counter({kind: count for kind, count in losses.items() if kind != "article without text"})
    assert fields.total() == has.total()
