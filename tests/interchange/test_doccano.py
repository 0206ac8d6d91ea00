"""Exports of doccano: spans, relations, labels of texts, in each of its forms."""

import json
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

TEXT = "Google was founded on 4 September 1998 by Larry Page."
SPANS = [[0, 6, "ORG"], [22, 38, "DATE"], [42, 52, "PERSON"]]
ENTITIES = [
    {"id": number, "start_offset": start, "end_offset": end, "label": label}
    for number, (start, end, label) in enumerate(SPANS)
]
LINE = {"id": 7, "text": TEXT, "entities": ENTITIES, "relations": [{"from_id": 0, "to_id": 2, "type": "foundedBy"}]}


class Read:
    """Files, imported."""

    def __init__(self, folder, files, mapping=None):
        (folder / "src").mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / "src" / name).write_text(content, encoding="utf-8", newline="")
        (folder / "map.yaml").write_text(mapping or "source: doccano\n", encoding="utf-8")
        self.imported = nc.import_corpus(folder / "src", "doccano", folder / "out", mapping=folder / "map.yaml")
        self.losses = {one.kind: one.places for one in self.imported.losses}
        self.corpus = nc.load(folder / "out") if self.imported.articles > len(self.imported.rejected) else None

    @property
    def article(self):
        (one,) = self.corpus
        return one


@pytest.fixture
def read(tmp_path):
    return lambda files, mapping=None: Read(tmp_path, files, mapping)


def lines(*given):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in given)


def test_relations_of_entities(read):
    done = read({"all.jsonl": lines(LINE)})
    google, page = done.article.actors.values()
    assert (done.article.id, google.kind, page.kind) == ("all-7", "organization", "person")
    assert [one.other for one in google.relations["foundedBy"]] == ["larry-page"]
    assert done.losses == {"DATE outside events": ["all.jsonl:1: entities[1]"]}


@pytest.mark.parametrize("name", ["label", "labels", "entities"])
def test_spans_of_every_version(read, name):
    done = read({"a.json": lines({"data" if name == "label" else "text": TEXT, name: SPANS})})
    assert list(done.article.actors) == ["google", "larry-page"]


def test_an_array_is_read_as_lines_are(read):
    done = read({"a.json": json.dumps([LINE, LINE])})
    assert {one.id for one in done.corpus} == {"a-7", "a-7-2"}


def test_labels_of_a_text_are_attributes(read):
    line = {"text": TEXT, "label": ["calm", "long"], "cats": ["news"], "Comments": ["Look.", {"text": "Twice."}]}
    article = read({"a.jsonl": lines(line)}).article
    assert article.attributes == {"label": "calm, long", "cats": "news"}
    assert article.note == "Look.\nTwice."


def test_csv(read):
    done = read({"a.csv": 'id,text,label,source\r\n3,"It rained,\nin Oslo.",wet#cold,AP\r\n4,It snowed.,,\r\n'})
    rained, snowed = done.corpus
    assert (rained.id, rained.text, rained.attributes) == ("a-3", "It rained,\nin Oslo.", {"label": "wet, cold"})
    assert snowed.attributes == {}
    assert done.losses == {"source": ["a.csv:3: source"]}


def test_a_mapping_says_what_labels_and_fields_mean(read):
    mapping = """\
source: doccano
corpus: {language: en}
article: {id: slug, published: day, text: body}
entities: {DATE: ignore, PERSON: {as: actor, kind: group}}
relations: {foundedBy: {term: founded, reverse: true}}
"""
    line = {**LINE, "body": TEXT, "slug": "n1", "day": "2024-05-03"}
    del line["text"]
    done = read({"a.jsonl": lines(line)}, mapping)
    page = done.article.actors["larry-page"]
    assert (done.article.id, done.article.published, page.kind) == ("n1", "2024-05-03", "group")
    assert [one.other for one in page.relations["founded"]] == ["google"]
    assert not done.losses


@pytest.mark.parametrize("unit", ["characters", "utf16", "bytes"])
def test_the_mapping_says_what_offsets_count(read, unit):
    text, words = "😀 北京 👩\u200d🚀 met Jörg.", "Jörg"
    code, size = {"utf16": ("utf-16-le", 2), "bytes": ("utf-8", 1)}.get(unit, ("utf-32-le", 4))
    start, end = (len(part.encode(code)) // size for part in (text[: text.index(words)], text[: text.index(words) + 4]))
    done = read({"a.jsonl": lines({"text": text, "label": [[start, end, "PER"]]})}, f"unit: {unit}\n")
    assert [one.mentions[0].exact for one in done.article.actors.values()] == [words]


@pytest.mark.parametrize(
    ("line", "kind", "place"),
    [
        ({"text": TEXT, "label": [[0, 6]]}, "label that cannot be read", "a.jsonl:1: label[0]"),
        ({"text": TEXT, "label": [[-1, 6, "X"]]}, "label that cannot be read", "a.jsonl:1: label[0]"),
        ({"text": TEXT, "label": [5]}, "label that cannot be read", "a.jsonl:1: label[0]"),
        ({"text": TEXT, "entities": [{"id": 1}]}, "label that cannot be read", "a.jsonl:1: entities[0]"),
        ({"text": TEXT, "relations": [5, {"from_id": 1}]}, "relation that cannot be read", "a.jsonl:1: relations[0]"),
        ({"text": TEXT, "relations": [{"from_id": 1, "to_id": 2}]}, "relation relation of what has no place", "a.jsonl:1: relations[0]"),
        ({"text": TEXT, "meta": {"a": [1]}}, "meta.a[]", "a.jsonl:1: meta.a[0]"),
        ({"text": " "}, "line without a text", "a.jsonl:1"),
        ({"label": []}, "line without a text", "a.jsonl:1"),
        ([1], "line that is not an object", "a.jsonl:1"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_a_loss(read, line, kind, place):
    done = read({"a.jsonl": lines(line, {"text": "It rained."})})
    assert done.losses[kind][0] == place
    assert "It rained." in {one.text for one in done.corpus}


def test_torn_files_are_losses(tmp_path, read):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/d.csv").write_bytes(b"text\n\xff\n")
    done = read({"a.jsonl": '{"text"', "b.json": "[1", "c.jsonl": lines({"text": "It rained."})})
    assert "It rained." in {one.text for one in done.corpus}
    assert done.losses["file or line that is not JSON"]


def test_files_must_be_readable(tmp_path, monkeypatch):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(lines(LINE))
    real = Path.open

    def opened(self, *rest, **more):
        if self.name == "b.jsonl":
            raise PermissionError(13, "Permission denied")
        return real(self, *rest, **more)

    monkeypatch.setattr(Path, "open", opened)
    done = nc.import_corpus(tmp_path, "doccano", tmp_path / "out")
    assert done.articles == 1
    assert ["b.jsonl: Permission denied"] in [one.places for one in done.losses]


def test_keywords_of_a_line(read):
    line = {"text": "It rained.", "tags": ["rain", "Oslo"]}
    assert read({"a.jsonl": lines(line)}, "article: {keywords: 'tags[]'}\n").article.keywords == ("rain", "Oslo")


def test_a_label_that_is_ignored_is_no_attribute(read):
    line = {"text": "It rained.", "cats": ["wet"]}
    done = read({"a.jsonl": lines(line)}, "attributes: {cats: ignore}\n")
    assert (done.article.attributes, done.losses) == ({}, {})


def test_offsets_behind_the_text_are_reported(read):
    done = read({"a.jsonl": lines({"text": "It rained.", "label": [[50, 60, "PER"]]})})
    assert done.imported.errors


def test_a_draft(tmp_path):
    Path(tmp_path, "a.jsonl").write_text(lines({**LINE, "cats": ["calm"]}), encoding="utf-8")
    target = tmp_path / "map.yaml"
    assert newscorpus("import", "doccano", tmp_path / "a.jsonl", "--init", "--map", target).code == 0
    drafted = target.read_text(encoding="utf-8")
    assert "source: doccano" in drafted
    assert "foundedBy: foundedBy  # 1 time" in drafted
    done = nc.import_corpus(tmp_path / "a.jsonl", "doccano", tmp_path / "out", mapping=target)
    assert done.articles == 1


def test_a_draft_knows_events_by_their_relations(tmp_path, monkeypatch):
    """Relations named like arguments are roles, and the words from which they go are events; it imports as it is."""
    monkeypatch.chdir(tmp_path)
    spans = [("PER", 0, 4), ("VISIT", 5, 12), ("LOC", 13, 17), ("DATE", 21, 27)]
    entities = [
        {"id": i, "label": label, "start_offset": start, "end_offset": end}
        for i, (label, start, end) in enumerate(spans)
    ]
    relations = [
        {"id": i, "from_id": 1, "to_id": to, "type": name}
        for i, (name, to) in enumerate([("agent", 0), ("place", 2), ("time", 3)])
    ]
    one = {"id": 1, "text": "Anna visited Kyiv on Monday.", "entities": entities, "relations": relations}
    Path("a.jsonl").write_text(json.dumps(one), encoding="utf-8")
    assert newscorpus("import", "doccano", "a.jsonl", "--init", "--map", "map.yaml").code == 0
    drafted = Path("map.yaml").read_text(encoding="utf-8")
    assert "  VISIT: {as: event, kind: meeting, type: visit}  # decide: 1 time" in drafted
    assert "roles:\n  agent: agent  # 1 time\n  place: place  # 1 time\n  time: when  # 1 time\n" in drafted
    assert "relations:" not in drafted
    found = nc.import_corpus("a.jsonl", "doccano", "out", mapping="map.yaml")
    assert not list(found.losses)
    (event,) = next(iter(nc.load("out"))).events.values()
    assert (event.type, [one.name.exact for one in event.places], event.when.text.exact) == (
        "visit",
        ["Kyiv"],
        "Monday",
    )
    only = {**one, "entities": [entities[0], entities[2]], "relations": []}
    Path("a.jsonl").write_text(json.dumps(only), encoding="utf-8")
    assert newscorpus("import", "doccano", "a.jsonl", "--init", "--force", "--map", "map.yaml").code == 0
    assert "  LOC: locality  # 1 time" in Path("map.yaml").read_text(encoding="utf-8")


def test_the_name_of_the_file_has_the_date(read):
    mapping = 'source: doccano\ncorpus: {language: en}\narticle: {published: {file: "news-%Y-%m-%d"}}\n'
    mapping += "entities: {PERSON: person, DATE: ignore}\n"
    assert read({"news-2024-05-03.jsonl": lines(LINE)}, mapping).article.published == "2024-05-03"


def test_all_but_the_first_of_several_values_are_lost(read):
    of = "source: doccano\ncorpus: {name: x, language: en}\narticle: {author: 'by[]', note: 'of[1]'}\n"
    done = read({"a.jsonl": lines({"text": "Rain.", "by": ["Ann", "Bo"], "of": ["x", "y"]})}, of)
    assert done.losses == {"by[]": ["a.jsonl:1: by[1]"], "of[]": ["a.jsonl:1: of[0]"]}
    assert (done.article.author, done.article.note) == ("Ann", "y")


def test_white_space_around_a_span_is_left_out(read):
    done = read({"all.jsonl": lines({**LINE, "entities": [{**ENTITIES[0], "end_offset": 7}], "relations": []})})
    (quote,) = done.article.actors["google"].mentions
    assert (quote.exact, quote.start) == ("Google", 0)
    assert done.losses == {"white space around words, which is left out": ["all.jsonl:1: entities[0]"]}


def test_what_nothing_reads_of_spans_relations_and_comments_is_lost(read):
    entities = [{**ENTITIES[0], "score": 0.9}, *ENTITIES[1:]]
    relations = [{**one, "note": "maybe"} for one in LINE["relations"][:1]]
    comments = [{"id": 1, "text": "Who?", "user": 3}]
    done = read({"all.jsonl": lines({**LINE, "entities": entities, "relations": relations, "comments": comments})})
    assert {kind: places for kind, places in done.losses.items() if "." in kind} == {
        "entities.score": ["all.jsonl:1: entities[0]"],
        "relations.note": ["all.jsonl:1: relations[0]"],
        "comments.user": ["all.jsonl:1"],
    }
