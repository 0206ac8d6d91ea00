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
        ("article: {}\n", "1:1: article map `article` has neither `text` nor `text_file`"),
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
        (
            SMALL + "events: {each: 'a[]', type: x}\narguments: {each: b, '*': {as: casualties, role: dead}}\n",
            "3:50: unknown term `dead`",
        ),
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


def unused(data, mapping):
    """The warnings about a mapping that is valid: place, message and help."""
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    result = nc.import_corpus("a.json", "json", "out", mapping="map.yaml", force=True)
    return [f"{one.primary.line}:{one.primary.column}: {one.message}; {one.help}" for one in result.unused]


def test_what_fits_nothing_in_the_source_is_a_warning_that_names_the_remedy():
    data = {
        "text": "It rained.",
        "title": "Rain",
        "authors": ["A", "B"],
        "sentences": [["It", "rained", "."]],
        "events": [{"type": "rain", "who": [{"as": "It", "role": "agent", "of": "X"}]}],
    }
    events = "events: {each: 'events[]', type: {from: type, rain: storm}}\n"
    who = "arguments: {each: 'who[]', mentions: as, role: role, '*': participant}\n"
    for mapping in (SMALL + events + who, "article: {text: sentences}\n"):
        assert unused(data, mapping) == []
    for mapping, said in (
        ("article: {text: text, headline: titel}\n", "1:33: `titel` leads to nothing; did you mean `title`?"),
        (
            "article: {text: text, author: authors}\n",
            "1:31: `authors` is a list; write `authors[]`, or `authors[0]` for the first",
        ),
        ("article: {text: sentences}\nspans: {unit: tokens}\n", "1:17: `sentences` is a list; write `sentences[]`"),
        (SMALL + events.replace("events[]", "events"), "2:16: `events` is a list; write `events[]`"),
        (SMALL + events.replace("from: type", "from: tpye"), "2:41: `tpye` leads to nothing; did you mean `type`?"),
        (SMALL + events.replace("rain: storm", "rian: storm"), "2:47: nothing in the source has `rian`; did you mean"),
        (SMALL + events + who.replace("who[]", "who.x"), "3:19: `who` is a list; write `who[].x`"),
        (
            SMALL + events + who.replace("'*'", "roles: {agnet: victim}, '*'"),
            "3:62: nothing in the source has `agnet`; did you mean `agent`?",
        ),
    ):
        assert [line[: len(said)] for line in unused(data, mapping)] == [said]


def test_paths_into_objects_that_are_lists_are_no_warning():
    data = {"text": "Anna Berg left.", "chains": [[{"text": "Anna Berg", "start": 0, "end": 9}]], "rows": [["Anna"]]}
    for entities in (
        "{each: 'chains[]', mentions: '[]', '*': participant}",
        "{each: 'rows[]', from: '[0]', '*': place}",
    ):
        assert unused(data, f"{SMALL}entities: {entities}\n") == []


def test_a_type_that_is_the_name_of_a_field_is_a_warning():
    data = {"text": "It rained.", "events": [{"event_type": "storm", "flood": True}]}
    for value in ("'{event_type}'", "{from: event_type}", "storm", "flood"):
        assert unused(data, f"{SMALL}events: {{each: 'events[]', type: {value}}}\n") == []
    (said,) = unused(data, f"{SMALL}events: {{each: 'events[]', type: event_type}}\n")
    assert said.startswith("2:34: `event_type` is a term here, and the name of a field in the source; ")
    assert '`"{event_type}"`' in said


def test_keys_of_labels_that_no_label_has_are_warnings():
    Path("b").mkdir()
    Path("b/a.txt").write_text("Anna met Dahl.", encoding="utf-8")
    Path("b/a.ann").write_text("T1\tPerson 0 4\tAnna\n", encoding="utf-8")
    Path("map.yaml").write_text("entities:\n  Persn: person\n  Org*: organization\n", encoding="utf-8")
    said = newscorpus("import", "brat", "b", "-o", "out", "--map", "map.yaml").err
    assert "map.yaml:2:3: warning: nothing in the source has `Persn`\n  help: did you mean `Person`?" in said
    assert "map.yaml:3:3: warning: nothing in the source has `Org*`" in said


def test_two_keys_for_the_end_of_a_span_are_an_error():
    (message,) = complaints(SMALL + "spans: {start: s, last: a, length: b}\n")
    assert message.startswith("2:28: `spans` has `last` and `length`")
