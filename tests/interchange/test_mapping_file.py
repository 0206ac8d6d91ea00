"""Mistakes in a mapping file: each is reported at its place, and the JSON Schema refuses most of them, too."""

import json
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from jsonschema import Draft202012Validator
from shapes import FLAT_MAP, SECURITY_MAP

import newscorpus as nc

SMALL = "article: {text: text}\n"


def complaints(mapping, name="map.yaml"):
    """The place and the message of each finding about a mapping."""
    Path("src").mkdir(exist_ok=True)
    Path("src/a.json").write_text('{"text": "It rained."}', encoding="utf-8")
    Path(name).write_text(mapping, encoding="utf-8")
    with pytest.raises(nc.InvalidCorpus) as e:
        nc.import_corpus("src", "json", "out", mapping=name)
    return [f"{one.primary.line}:{one.primary.column}: {one.message}" for one in e.value.report.errors]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_mistakes_are_at_their_places():
    for mapping, found in (
        ("article: {text: text, publishd: day}\n", "1:23: unknown field `publishd` of an article map"),
        ("events: []\n", "1:1: mapping file has no `article`"),
        ("article: {}\n", "1:1: article map `article` has no `text`"),
        ("article: {text: []}\n", "1:17: `text` is empty"),
        (SMALL + "spans: {unit: chars}\n", "2:15: `chars` is not characters, utf16, bytes or tokens"),
        ("article: {text: 'a..b'}\n", "1:17: `a..b` is not a path such as info.date"),
        ("article: {text: a, url: '{b'}\n", "1:25: `{b` is not a path, or a template"),
        (SMALL + "events: {eech: a, type: x}\n", "2:10: unknown field `eech` of an event map"),
        (SMALL + "events: {each: 'a[]', type: x, kind: meting}\n", "2:38: unknown term `meting`"),
        (SMALL + "events: {each: 'a[]', type: x, kind: {from: b, c: meting}}\n", "2:51: unknown term `meting`"),
        (SMALL + "events: {each: 'a[]', type: x, status: {from: b, c: d}}\n", "2:53: unknown term `d`"),
        (SMALL + "events: {each: 'a[]', type: x, kind: {c: event}}\n", "2:32: choice `kind` has neither a term nor"),
        (SMALL + "events: {each: 'a[]', type: {value: x, y: z}}\n", "2:30: choice `type` has a term, and a table"),
        (SMALL + "arguments: {each: 'a[]', '*': thing}\n", "2:1: `arguments` without `events`"),
        (
            SMALL + "events: {each: 'a[]', type: x}\narguments: {each: 'b[]', entity: e}\n",
            "3:34: `entities` have no `id`",
        ),
        (SMALL + "entities: {each: 'a[]', PER: participant}\n", "2:25: nothing has the type `PER`, without `from`"),
        (
            SMALL + "events: {each: 'a[]', type: x}\narguments: {each: 'b[]', role: r, '*': thing, PER: participant}\n",
            "3:47: nothing has the type `PER`, without `from`",
        ),
        (SMALL + "entities: {each: 'a[]', PER: {as: partcipant}}\n", "2:35: `partcipant` is not participant, place"),
        (SMALL + "entities: {each: 'a[]', PER: {participant: persn}}\n", "2:44: `persn` is not an actor kind"),
        ("article: {text: text, published: {day: '%Q'}}\n", "1:40: `%Q` is not a format of dates"),
        (SMALL + "entities: {each: 'a[]', PER: {as: thing, role: a b}}\n", "2:48: `a b` is not a term"),
        (SMALL + "entities: {each: 'a[]', type: {from: b, c: thing}}\n", "2:31: `type` must be one pair"),
        (SMALL + "lost: maybe\n", "2:7: `maybe` is not report or refuse"),
        ("- article\n", "1:1: file must be a mapping, not a list"),
        ("article: {text: a\n", "1:10: mapping in braces is not closed"),
        ("article: {text: a, text: b}\n", "1:20: duplicate key `text`"),
    ):
        (message,) = complaints(mapping)
        assert message.startswith(found)


def test_the_schema_accepts_a_mapping():
    for mapping in (SECURITY_MAP, FLAT_MAP.replace("UNIT", "utf16"), SMALL):
        schema = json.loads(newscorpus("schema", "map").out)
        assert not list(Draft202012Validator(schema).iter_errors(yaml.safe_load(mapping)))


def test_the_schema_refuses_a_mistake():
    for mapping in (
        "article: {text: text, publishd: day}\n",
        "events: []\n",
        SMALL + "spans: {unit: chars}\n",
        SMALL + "entities: {each: 'a[]', PER: {as: partcipant}}\n",
        SMALL + "events: {each: 'a..b', type: x}\n",
    ):
        schema = json.loads(newscorpus("schema", "map").out)
        assert list(Draft202012Validator(schema).iter_errors(yaml.safe_load(mapping)))


def test_a_mapping_for_another_format_is_refused():
    Path("a.jsonl").write_text('{"text": "It rained."}', encoding="utf-8")
    Path("map.yaml").write_text("source: csv\n" + SMALL, encoding="utf-8")
    with pytest.raises(nc.UsageError, match="for csv, not jsonl"):
        nc.import_corpus("a.jsonl", "jsonl", "out", mapping="map.yaml")
    with pytest.raises(nc.UsageError, match="a mapping is missing"):
        nc.import_corpus("a.jsonl", "jsonl", "out")
    with pytest.raises(nc.UsageError, match=r"none\.yaml: no such file"):
        nc.import_corpus("a.jsonl", "jsonl", "out", mapping="none.yaml")
