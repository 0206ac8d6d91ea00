"""Mistakes in a mapping file: each is reported at its place, and the JSON Schema refuses most of them, too."""

import json
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from jsonschema import Draft202012Validator
from shapes import FLAT_MAP, SECURITY_MAP, security

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


@pytest.mark.parametrize(
    ("mapping", "found"),
    [
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
    ],
)
def test_mistakes_are_at_their_places(mapping, found):
    (message,) = complaints(mapping)
    assert message.startswith(found)


@pytest.mark.parametrize("case", ["PER: person", "PER: {PER: person}", "PER: {as: actor}"])
def test_the_kind_of_an_actor_alone_is_answered_with_the_form_of_a_participant(case):
    Path("a.json").write_text('{"text": "It rained."}', encoding="utf-8")
    Path("map.yaml").write_text(f"{SMALL}entities: {{each: 'a[]', {case}}}\n", encoding="utf-8")
    done = newscorpus("import", "json", "a.json", "--map", "map.yaml", "--dry-run")
    assert done.code == 1
    assert "help: write `participant`, or `{participant: person}` with the kind" in done.err


def test_mistakes_in_json():
    (message,) = complaints('{"article":\n {"text": "text", "urll": "a"}}', "map.json")
    assert message == "2:19: unknown field `urll` of an article map"


def test_the_command_prints_mistakes():
    security(Path("src"))
    Path("map.yaml").write_text(SECURITY_MAP.replace("sentences", "sentence"), encoding="utf-8")
    done = newscorpus("import", "json", "src", "-o", "out", "--map", "map.yaml")
    assert done.code == 1
    assert "map.yaml:18:13" in done.err


@pytest.mark.parametrize("mapping", [SECURITY_MAP, FLAT_MAP.replace("UNIT", "utf16"), SMALL])
def test_the_schema_accepts_a_mapping(mapping):
    schema = json.loads(newscorpus("schema", "map").out)
    assert not list(Draft202012Validator(schema).iter_errors(yaml.safe_load(mapping)))


@pytest.mark.parametrize(
    "mapping",
    [
        "article: {text: text, publishd: day}\n",
        "events: []\n",
        SMALL + "spans: {unit: chars}\n",
        SMALL + "entities: {each: 'a[]', PER: {as: partcipant}}\n",
        SMALL + "events: {each: 'a..b', type: x}\n",
    ],
)
def test_the_schema_refuses_a_mistake(mapping):
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
