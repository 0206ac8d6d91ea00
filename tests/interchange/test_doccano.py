"""Exports of doccano: spans, relations, labels of texts, in each of its forms."""

import json
from pathlib import Path

import pytest
from command import newscorpus
from imported import read_by

import newscorpus as nc

TEXT = "Google was founded on 4 September 1998 by Larry Page."
SPANS = [[0, 6, "ORG"], [22, 38, "DATE"], [42, 52, "PERSON"]]
ENTITIES = [
    {"id": number, "start_offset": start, "end_offset": end, "label": label}
    for number, (start, end, label) in enumerate(SPANS)
]
LINE = {"id": 7, "text": TEXT, "entities": ENTITIES, "relations": [{"from_id": 0, "to_id": 2, "type": "foundedBy"}]}


@pytest.fixture
def read(tmp_path):
    return read_by("doccano", tmp_path)


def lines(*given):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in given)


def test_relations_of_entities(read):
    done = read({"all.jsonl": lines(LINE)})
    google, page = done.article.actors.values()
    assert (done.article.id, google.kind, page.kind) == ("all-7", "organization", "person")
    assert [one.other for one in google.relations["foundedBy"]] == ["larry-page"]
    assert done.losses == {"DATE outside events": ["all.jsonl:1: entities[1]"]}


def test_csv(read):
    done = read({"a.csv": 'id,text,label,source\r\n3,"It rained,\nin Oslo.",wet#cold,AP\r\n4,It snowed.,,\r\n'})
    rained, snowed = done.corpus
    assert (rained.id, rained.text, rained.attributes) == ("a-3", "It rained,\nin Oslo.", {"label": "wet, cold"})
    assert snowed.attributes == {}
    assert done.losses == {"source": ["a.csv:2"]}


def test_cells_of_csv_without_a_column_are_listed(read):
    done = read({"a.csv": "id,text,label,label\n3,It rained.,wet,cold,extra\n4,It snowed.\n"})
    assert done.losses == {
        "column that occurs twice": ["a.csv:1: label"],
        "row with too many or too few fields": ["a.csv:2", "a.csv:3"],
    }
    assert [one.attributes for one in done.corpus] == [{"label": "wet"}, {}]


def test_what_has_no_place_is_a_loss(read):
    for line, kind, place in (
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
    ):  # fmt: skip
        done = read({"a.jsonl": lines(line, {"text": "It rained."})})
        assert done.losses[kind][0] == place
        assert "It rained." in {one.text for one in done.corpus}


def test_torn_files_are_losses(read):
    done = read(
        {"d.csv": b"text\n\xff\n", "a.jsonl": '{"text"', "b.json": "[1", "c.jsonl": lines({"text": "It rained."})}
    )
    assert "It rained." in {one.text for one in done.corpus}
    assert done.losses["file or line that is not JSON"]


def test_a_label_that_is_ignored_is_no_attribute(read):
    line = {"text": "It rained.", "cats": ["wet"]}
    done = read({"a.jsonl": lines(line)}, "attributes: {cats: ignore}\n")
    assert (done.article.attributes, done.losses) == ({}, {})


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


def test_white_space_around_a_span_is_left_out(read):
    done = read({"all.jsonl": lines({**LINE, "entities": [{**ENTITIES[0], "end_offset": 7}], "relations": []})})
    (quote,) = done.article.actors["google"].mentions
    assert (quote.exact, quote.start) == ("Google", 0)
    assert done.losses == {"white space around words, which is left out": ["all.jsonl:1: entities[0]"]}


def test_offsets_behind_the_text_are_reported(read):
    done = read({"a.jsonl": lines({"text": "It rained.", "label": [[50, 60, "PER"]]})})
    assert done.imported.errors
