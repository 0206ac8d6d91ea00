"""What came in, and what is listed, are together what the source has, as `source_counts` counts it."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
import source_counts
from potato import potato_project

import newscorpus as nc

DATA = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"))
VALUES = ("mentions", "things", "places", "when", "topics", "triggers")


def sets(*names):
    """Corpora of others, which a test is skipped without."""
    marks = {
        name: pytest.mark.skipif(not (DATA / name).exists(), reason=f"no {name} in NEWSCORPUS_DATA") for name in names
    }
    return [pytest.param(DATA / name, marks=mark, id=name) for name, mark in marks.items()]


def imported(source, format, tmp_path, mapping=None, **options):
    """The articles, and how often each kind of loss is listed."""
    map_file = None
    if mapping is not None:
        map_file = tmp_path / "map.yaml"
        map_file.write_text(mapping, encoding="utf-8")
    done = nc.import_corpus(source, format, tmp_path / "out", mapping=map_file, **options)
    assert done.rejected == ()
    return nc.load(tmp_path / "out"), Counter({loss.kind: loss.count for loss in done.losses})


def listed(losses, begin, *ends):
    return sum(count for kind, count in losses.items() if kind.startswith(begin) and kind.endswith(ends or ""))


def folder_of(tmp_path, files):
    folder = tmp_path / "source"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def events_of(corpus):
    return [event for article in corpus for event in article.events.values()]


def arguments(event):
    several = (*event.participants.values(), *event.things.values())
    return sum(map(len, several)) + len(event.places) + len(event.topics) + (event.when is not None)


BRAT = """\
T1\tPerson 0 9\tAnna Berg
T2\tMeet 10 13\tmet
T3\tPerson 14 23\tCarl Dahl
T4\tGPE 27 31\tOslo
T5\tDate 35 41\tMonday
T6\tPerson 43 45\tHe
T7\tPolitician 43 45\tHe
T8\tMoney 51 60\t5 dollars
E1\tMeet:T2 Agent:T1 Agent:T3 Agent2:T6 Place:T4 Destination:T4
R1\tKnows Arg1:T1 Arg2:T3
R2\tKnows Arg1:T1 Arg2:T6
*\tEquiv T3 T6 T7
A1\tNegation E1
A2\tSure T8
N1\tReference T3 Wikidata:Q7\tCarl
#1\tAnnotatorNotes T5\tWhich?
"""
TEXT = "Anna Berg met Carl Dahl in Oslo on Monday. He paid 5 dollars."


@pytest.mark.parametrize("source", ["own", *sets("brat", "litbank")])
def test_brat(source, tmp_path):
    source = folder_of(tmp_path, {"a.txt": TEXT, "a.ann": BRAT}) if source == "own" else source
    words, relations, lines = source_counts.brat(source)
    corpus, losses = imported(source, "brat", tmp_path)
    came = Counter((one.id, span.start, span.end) for one in corpus for span in one.spans() if span.label in VALUES)
    came_in = sum(min(number, came[place]) for place, number in words.items())
    assert came_in + listed(losses, "", " outside events") + losses["second label on a mention"] == words.total()
    events, actors = events_of(corpus), [actor for one in corpus for actor in one.actors.values()]
    assert len(events) - sum(event.attributes["source_label"] == "EVENT" for event in events) == lines["E"]
    between = sum(map(len, (others for event in events for others in event.relations.values())))
    lost = losses["argument that its event has already"] + losses["second mention of a participant"]
    assert sum(map(arguments, events)) + between + lost == lines["arguments"]
    spans = {(one.id, *span): key for one in corpus for key in one.actors for span in one.mentions(key)}
    joined = sum(spans.get((id_, *first), 0) == spans.get((id_, *second)) for id_, first, second in relations)
    linked = sum(map(len, (others for actor in actors for others in actor.relations.values())))
    assert joined + linked + listed(losses, "relation ") == len(relations)
    notes = [owner.note for owner in (*actors, *events) if owner.note]
    things = [thing for event in events for several in event.things.values() for thing in several]
    notes += [thing.attributes["source_note"] for thing in things if "source_note" in thing.attributes]
    assert len(notes) + listed(losses, "note ") == lines["#"]
    own = [name for owner in (*actors, *events, *things) for name in owner.attributes if not name.startswith("source_")]
    stated = len(own) + sum(event.status is not None and event.status != "occurred" for event in events)
    assert stated + listed(losses, "attribute ") == lines["A"]
    assert sum(len(actor.ids) for actor in actors) + listed(losses, "identifier ", "") == lines["N"]


RECORDS = """\
source: json
files: ["*.txt"]
corpus: {name: gold, language: en}
article: {each: "[]", id: id, text: text, published: date}
events: {each: ., type: {from: event}}
arguments: {each: "source[]", mentions: actorText, "*": {as: participant, role: agent}}
"""
OWN_RECORDS = [
    {
        "id": "a",
        "event": "MEET",
        "text": "Oslo and Rome met.",
        "source": [{"actorText": "Oslo"}, {"actorText": "Rome"}],
    },
    {
        "id": "b",
        "event": "MEET",
        "text": "Oslo met Oslo.",
        "size": "2",
        "source": [{"actorText": "Oslo"}] * 2,
        "dead": "",
    },
    {"id": "c", "comment": "no text", "source": [{"code": "NOR"}]},
]


@pytest.mark.parametrize("source", ["own", *sets("plover")])
def test_records(source, tmp_path):
    """PLOVER's gold standard by a mapping file: what this does not read is listed, field by field."""
    path = tmp_path / "own.txt" if source == "own" else source / "gold_standard_records/PLOVER_GSR_CAMEO.txt"
    if source == "own":
        path.write_text(json.dumps(OWN_RECORDS), encoding="utf-8")
    records = json.loads(path.read_text(encoding="utf-8"))
    corpus, losses = imported(path, "json", tmp_path, RECORDS, accept_partial=True)
    has = Counter(path for record in records for path in source_counts.leaves(record))
    assert len(corpus) + losses["article without text"] == len(records) == has["id"]
    unread = has.keys() - {"id", "text", "date", "event", "source[].actorText"}
    assert {path: losses[path] for path in unread} == {path: has[path] for path in unread}
    merged = losses["argument that its event has already"] + losses["second mention of a participant"]
    assert sum(map(arguments, events_of(corpus))) + merged == has["source[].actorText"]


CONLLU = """\
# newdoc id = a
# global.Entity = eid-etype-head-other
# text = Anna Berg met her.
1\tAnna\tAnna\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(e1-person-1-
2\tBerg\tBerg\tPROPN\t_\t_\t1\tflat\t_\tEntity=e1)
3\tmet\tmeet\tVERB\t_\t_\t0\troot\t_\t_
4\ther\tshe\tPRON\t_\t_\t3\tobj\t_\tSpaceAfter=No|Entity=(e2-person-1-)
5\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

"""


def test_conllu(tmp_path):
    pytest.importorskip("conllu")
    source = folder_of(tmp_path, {"a.conllu": CONLLU})
    corpus, losses = imported(source, "conllu", tmp_path)
    has = source_counts.conllu(CONLLU)
    assert sum(len(one.mentions(key)) for one in corpus for key in one.actors) == has["mentions"]
    assert (losses["LEMMA"], losses["HEAD"]) == (has["lemma"], has["head"])


@pytest.mark.parametrize("source", sets("cassis"))
def test_cas(source, tmp_path):
    """Each annotation is one of the layers that are listed, or a mention, a trigger, or a link to an argument."""
    pytest.importorskip("cassis")
    counted = 0
    for number, path in enumerate(sorted((*source.rglob("*.xmi"), *source.rglob("data*.json")))):
        (tmp_path / str(number)).mkdir()
        try:
            done = nc.import_corpus(path, "cas", tmp_path / str(number) / "out")
        except nc.UsageError:
            continue
        losses = {loss.kind: loss.count for loss in done.losses}
        if not done.articles or any(kind.startswith("types without definition") for kind in losses):
            continue
        article = next(iter(nc.load(done.target)))
        came = Counter(span.label for span in article.spans())
        came_in = came["mentions"] + came["triggers"] + came["participants"]
        assert came_in + listed(losses, "layer ") == source_counts.cas(path).total(), path
        counted += source_counts.cas(path).total()
    assert counted > 50


META = {"itemMeta/versionCreated", "itemMeta/pubStatus", "itemMeta/provider", "itemMeta/title", "itemMeta/edNote",
        "itemMeta/embargoed", "contentMeta/headline", "contentMeta/description", "contentMeta/by", "contentMeta/keyword",
        "contentMeta/creator", "contentMeta/dateline", "contentMeta/located", "contentMeta/subject",
        "contentMeta/slugline", "contentMeta/language", "contentMeta/contentCreated", "rightsInfo/usageTerms",
        "rightsInfo/copyrightHolder", "rightsInfo/copyrightNotice"}  # fmt: skip
"""Elements of which there is a part in articles."""


@pytest.mark.parametrize("source", sets("newsml-g2"))
def test_newsml(source, tmp_path):
    """Elements that have no place in an article are listed, each as often as the items with a text have it."""
    for number, path in enumerate(sorted(source.rglob("*.xml"))):
        done = nc.import_corpus(path, "newsml", tmp_path / str(number))
        items = list(source_counts.newsml(path))
        if done.articles == len(items) == 1:
            losses = Counter({loss.kind: loss.count for loss in done.losses})
            unread = items[0].keys() - META
            assert {name: losses[name] for name in unread} == {name: items[0][name] for name in unread}, path


@pytest.mark.parametrize("source", sets("ninjs"))
def test_ninjs(source, tmp_path):
    fields = (
        "renditions",
        "genres",
        "altids",
        "events",
        "eventdetails",
        "signals",
        "objects",
        "trustindicators",
    )
    has, losses = Counter(), Counter()
    for number, path in enumerate(sorted((source / "examples").rglob("*.json"))):
        data = json.loads(path.read_text(encoding="utf-8"))
        for item in data if isinstance(data, list) else [data]:
            for fields_of_item in source_counts.ninjs(item):
                has.update({key.lower(): count for key, count in fields_of_item.items()})
        done = nc.import_corpus(path, "ninjs", tmp_path / str(number))
        losses.update({loss.kind.lower(): loss.count for loss in done.losses})
    assert {key: losses[key] for key in fields} == {key: has[key] for key in fields}


def test_potato(tmp_path):
    """Spans are mentions, triggers or parts of events; links are relations or chains; labels are of the articles."""
    source = potato_project(tmp_path / "source")
    has = source_counts.potato(source)
    corpus, losses = imported(source, "potato", tmp_path)
    events, actors = events_of(corpus), [actor for one in corpus for actor in one.actors.values()]
    related = sum(map(len, (others for actor in actors for others in actor.relations.values())))
    chains = sum(len(one.mentions(key)) - 1 for one in corpus for key in one.actors)
    assert related + chains + listed(losses, "link of", " two spans") == has["link"]
    assert len(events) == has["event"]
    assert sum(map(arguments, events)) + losses["argument that cannot be read"] == has["argument"]
    placed = sum(len(one.mentions(key)) for one in corpus for key in one.actors) + sum(map(len, map(parts, events)))
    assert placed + listed(losses, "", " outside events") + losses["span that cannot be read"] == has["span"]
    labels = sum(len(one.attributes) + (one.note is not None) for one in corpus)
    assert labels + losses["label that cannot be read"] == has["label"]


def parts(event):
    things = [thing for several in event.things.values() for thing in several]
    return [*event.triggers, *things, *event.places, *([event.when] if event.when else [])]


@pytest.mark.parametrize("source", sets("potato"))
def test_demos_of_potato(source, tmp_path):
    """Every instance of a project becomes an article, once for each of those who have annotated it."""
    for number, path in enumerate(sorted(source.rglob("config.yaml"))):
        done = nc.import_corpus(path.parent, "potato", tmp_path / str(number))
        has = source_counts.potato(path.parent)
        assert done.errors == {}
        articles = list(nc.load(done.target))
        assert len(articles) == (12 if has else {"ev": 5, "co": 3, "sp": 10, "03": 8}[path.parent.name[:2]])
        assert (sum("sentiment" in one.attributes for one in articles) > 0) == bool(has)


@pytest.mark.parametrize("source", sets("potato"))
def test_a_file_without_texts(source, tmp_path):
    """What annotators of Potato wrote names the texts by their ids: all values are listed, and no article is made."""
    (tmp_path / "map.yaml").write_text("source: json\ncorpus: {name: reviews, language: en}\narticle: {text: text}\n")
    for path in source.rglob("user_state.json"):
        done = nc.import_corpus(path, "json", tmp_path / "out", mapping=tmp_path / "map.yaml")
        losses = Counter({loss.kind: loss.count for loss in done.losses})
        assert (done.articles, losses.pop("article without text")) == (0, 1)
        assert losses == Counter(source_counts.leaves(json.loads(path.read_text(encoding="utf-8"))))
