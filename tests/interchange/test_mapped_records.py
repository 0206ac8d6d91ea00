"""Records of one text that become one article, and texts in files of their own."""

import json
import os
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read_by

import newscorpus as nc

HEAD = {"corpus": {"name": "a", "language": "en"}}
EVENTS = {
    "events": {"each": "events[]", "type": "{type}", "triggers": "by"},
    "arguments": {"each": "who[]", "*": {"as": "participant", "role": "agent"}},
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(read, records, **mapping):
    content = "\n".join(map(json.dumps, records))
    return read({"a.jsonl": content}, yaml.safe_dump({**HEAD, **EVENTS, **mapping}, sort_keys=False))


def content(article):
    """What an article says, without ids, which count."""
    actors = sorted(str(actor.name) for actor in article.actors.values())
    events = sorted(
        (event.type, str(event.triggers), sorted(map(str, event.participants))) for event in article.events.values()
    )
    return article.text, actors, events


TEXT = "Anna met Dahl. Berg left. Then Dahl called Anna, and Berg sang."
RECORDS = [
    {"doc": 1, "text": TEXT, "events": [{"type": "talks", "by": "met", "who": ["Berg"]}]},
    {"doc": 1, "text": TEXT, "events": [{"type": "exit", "by": "left", "who": []}]},
    {"doc": 2, "text": "It rained.", "events": [{"type": "rain", "by": "rained", "who": []}]},
    {"doc": 1, "text": TEXT, "events": [{"type": "song", "by": "sang", "who": ["Then"]}]},
]
SPANS = {"spans": {"occurrences": "first"}}


def test_records_with_a_key_or_a_text_are_one_article_in_any_order(tmp_path):
    read = read_by("jsonl", tmp_path)
    wanted = None
    for order in permutations(RECORDS):
        for join in ("doc", "{doc}", "text"):
            given_ = lines(read, order, article={"id": "d{doc}", "text": "text", "join": join}, **SPANS)
            articles = {article.id: content(article) for article in given_.corpus}
            assert not given_.losses
            wanted = wanted or articles
            assert articles == wanted
    assert list(wanted) == ["d1", "d2"]
    assert [event[0] for event in wanted["d1"][2]] == ["exit", "song", "talks"]
    together = {
        **RECORDS[0],
        "events": [event for record in RECORDS if record["doc"] == 1 for event in record["events"]],
    }
    (alone,) = lines(read, [together], article={"text": "text"}, **SPANS).corpus
    assert content(alone) == wanted["d1"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=6))
def test_the_union_has_each_annotation_once(tmp_path_factory, records):
    read = read_by("jsonl", tmp_path_factory.mktemp("join"))
    given_ = lines(read, records, article={"id": "d{doc}", "text": "text", "join": "doc"}, **SPANS)
    kinds = {article.id: sorted(event.type for event in article.events.values()) for article in given_.corpus}
    for number in {record["doc"] for record in records}:
        own = {event["type"] for record in records if record["doc"] == number for event in record["events"]}
        assert kinds[f"d{number}"] == sorted(own)


def test_what_differs_between_records_is_listed(tmp_path):
    article = {"id": "{doc}", "text": "text", "join": "doc", "headline": "title", "attributes": {"n": "n"}}
    records = [
        {"doc": "d", "text": "Rain.", "title": "A", "n": 1},
        {"doc": "d", "text": "Rain.", "title": "B", "n": 1},
        {"doc": "d", "text": "Rain.", "n": 2},
        {"doc": "d", "text": "Snow."},
    ]
    given_ = lines(read_by("jsonl", tmp_path), records, article=article)
    assert given_.losses == {
        "headline of records that are joined": ["a.jsonl:2: B"],
        "attributes.n of records that are joined": ["a.jsonl:3: 2"],
        "record with another text than the one that it joins": ["a.jsonl:4"],
        "id of an article that cannot be kept": ["a.jsonl:4: d becomes d-2"],
    }
    articles = {article.id: (article.text, article.headline) for article in given_.corpus}
    assert articles == {"d": ("Rain.", "A"), "d-2": ("Snow.", None)}


def test_ids_of_records_that_are_joined_mean_their_own_entities(tmp_path):
    records = [
        {"text": TEXT, "names": [{"id": 1, "w": "Berg"}], "events": [{"type": "exit", "who": [{"of": 1}]}]},
        {"text": TEXT, "names": [{"id": 1, "w": "Then"}], "events": [{"type": "song", "who": [{"of": 1}]}]},
    ]
    (article,) = lines(
        read_by("jsonl", tmp_path),
        records,
        article={"text": "text", "join": "text"},
        spans={"words": "w", "occurrences": "first"},
        entities={"each": "names[]", "id": "id", "*": "participant"},
        events={"each": "events[]", "type": "{type}"},
        arguments={"each": "who[]", "entity": "of", "*": {"as": "participant", "role": "agent"}},
    ).corpus
    agents = [article.actors[event.in_role("agent")[0]].name for event in article.events.values()]
    assert agents == ["Berg", "Then"]


def test_texts_beside_and_in_other_folders(here):
    (here / "c/notes").mkdir(parents=True)
    (here / "c/raw").mkdir()
    Path("c/raw/x1.txt").write_text("\ufeffIt rained.", encoding="utf-8")
    Path("c/notes/a.raw").write_text("It snowed.", encoding="utf-8")
    for data, text_file, text in (
        ({"id": "x1"}, "../raw/{id}.txt", "It rained."),
        ({"file": "../raw/x1.txt"}, "file", "It rained."),
        ({}, "{file}.raw", "It snowed."),
    ):
        Path("c/notes/a.json").write_text(json.dumps(data), encoding="utf-8")
        Path("map.yaml").write_text(yaml.safe_dump({**HEAD, "article": {"text_file": text_file}}), encoding="utf-8")
        nc.import_corpus("c", "json", "out", mapping="map.yaml", force=True)
        assert [article.text for article in nc.load("out")] == [text]
        if "raw/" in str((data, text_file)):
            refused = nc.import_corpus("c/notes", "json", "none", mapping="map.yaml")
            assert "text file outside of the source: give its folder with --texts" in {
                loss.kind for loss in refused.losses
            }
            allowed = nc.import_corpus("c/notes", "json", "out", mapping="map.yaml", texts="c/raw", force=True)
            assert allowed.articles == 1


def test_no_name_leads_out_of_the_folders(here):
    (here / "c").mkdir()
    Path("secret.txt").write_text("Secret.", encoding="utf-8")
    Path("c/link.txt").symlink_to(here / "secret.txt")
    if hasattr(os, "mkfifo"):  # elsewhere, there is no such file
        os.mkfifo(here / "c/pipe")
    Path("c/bad.txt").write_bytes(b"\xff")
    Path("map.yaml").write_text(yaml.safe_dump({**HEAD, "article": {"text_file": "f"}}), encoding="utf-8")
    for name in ("../secret.txt", str(here / "secret.txt"), "link.txt", "pipe", "bad.txt", "none.txt", ".", "a\0b"):
        Path("c/a.json").write_text(json.dumps({"f": name}), encoding="utf-8")
        result = newscorpus("import", "json", "c", "-o", "out", "--map", "map.yaml")
        assert result.code == 1, name
        assert "text file" in result.err
        assert "Secret" not in result.err
        assert not Path("out").exists()
    assert newscorpus("import", "brat", "c", "-o", "out", "--texts", "c").code == 2
    result = newscorpus("import", "json", "c", "-o", "out", "--map", "map.yaml", "--texts", "nowhere")
    assert (result.code, "no such folder: nowhere" in result.err) == (2, True)
