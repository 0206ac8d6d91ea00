"""Keys of a mapping: which of several fits a value, what a role makes of an argument, and what is left out."""

import json
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read_by

TEXT = "Anna Berg met Carl Dahl in Oslo on 5 May 2024. Two people were hurt by a hammer."
HEAD = {"article": {"text": "text"}, "corpus": {"name": "a", "language": "en"}}
EVENTS = {"each": "events[]", "type": "talks"}
ARGUMENTS = {"each": "arguments[]", "role": "role", "from": "type"}


@pytest.fixture
def read(tmp_path):
    """Import one object of JSON by a mapping, both as data."""
    imported = read_by("json", tmp_path)
    return lambda data, **mapping: imported({"a.json": json.dumps(data)}, yaml.safe_dump(mapping, sort_keys=False))


def argument(role, words, type_="PER"):
    start = TEXT.index(words)
    return {"role": role, "type": type_, "start": start, "end": start + len(words)}


def events(*arguments):
    return {"text": TEXT, "events": [{"arguments": arguments}]}


def test_the_key_that_says_most_counts_and_of_equal_ones_the_first(read):
    roles = {"ARG*": "agent", "ARG0-*": "victim", "*-PRX": "target", "ARG0": "author", "*": "other"}
    for role, meant in (
        ("ARG0", "author"),
        ("ARG1", "agent"),
        ("ARG0-PPT", "victim"),
        ("ARG0-PRX", "victim"),
        ("ARG1-PRX", "target"),
        ("V", "other"),
    ):
        arguments = {**ARGUMENTS, "roles": roles, "*": "participant"}
        article = read(events(argument(role, "Anna Berg")), **HEAD, events=EVENTS, arguments=arguments).article
        assert list(article.events["talks-1"].participants) == [meant]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text("ab*", min_size=1, max_size=3), unique=True), st.text("ab", min_size=1, max_size=3))
def test_an_exact_key_counts_wherever_it_stands(tmp_path_factory, keys, value):
    others = [key for key in keys if key != value]
    read = read_by("json", tmp_path_factory.mktemp("exact"))
    for at in (0, len(others)):
        ordered = [*others[:at], value, *others[at:]]
        table = {key: "right" if key == value else "wrong" for key in ordered}
        mapping = {**HEAD, "events": {"each": ".", "type": {"from": "label", **table}}}
        article = read(
            {"a.json": json.dumps({"text": TEXT, "label": value})}, yaml.safe_dump(mapping, sort_keys=False)
        ).article
        assert [event.type for event in article.events.values()] == ["right"]


def test_types_and_labels_have_keys_with_stars(read, tmp_path):
    arguments = {**ARGUMENTS, "LOC*": "place", "*": "participant"}
    data = events(argument("where", "Oslo", "LOC.city"), argument("who", "Anna Berg"))
    event = read(data, **HEAD, events=EVENTS, arguments=arguments).article.events["talks-1"]
    assert ([str(place.name) for place in event.places], list(event.participants)) == (["Oslo"], ["who"])
    files = {"a.txt": TEXT, "a.ann": "T1\tPER.a 0 9\tAnna Berg\nT2\tPER.b 14 23\tCarl Dahl\n"}
    mapping = "entities: {PER*: group, PER.a: person, '*': ignore}"
    article = read_by("brat", tmp_path / "brat")(files, mapping).article
    assert [actor.kind for actor in article.actors.values()] == ["person", "group"]


def test_a_role_makes_a_place_a_time_or_a_thing_of_what_is_an_actor_elsewhere(read):
    roles = {
        "Where": "place",
        "When": {"as": "when", "read": True},
        "With": {"as": "thing", "role": "instrument"},
        "By": "ignore",
    }
    data = events(
        argument("Where", "Oslo"),
        argument("When", "5 May 2024"),
        argument("With", "a hammer"),
        argument("Who", "Anna Berg"),
        argument("By", "Carl Dahl"),
    )
    given_ = read(data, **HEAD, events=EVENTS, arguments={**ARGUMENTS, "roles": roles, "PER": "participant"})
    event = given_.article.events["talks-1"]
    assert [str(place.name) for place in event.places] == ["Oslo"]
    assert event.when.edtf == "2024-05-05"
    assert [str(thing.text) for thing in event.things["instrument"]] == ["a hammer"]
    assert list(given_.article.actors) == ["anna-berg"]
    assert given_.losses == {}
    assert given_.imported.losses.ignored == {"events[].arguments[] of type By": 1}


@pytest.mark.parametrize("role", ["when", {"as": "when"}, {"as": "when", "read": True}], ids=str)
def test_a_role_does_not_undo_that_a_type_is_read(read, role):
    data = {
        "text": "They met in Oslo on Monday.",
        "day": "2024-05-08",
        "events": [{"args": [{"w": "Monday", "t": "T", "r": "Time"}]}],
    }
    arguments = {"each": "args[]", "mentions": "w", "from": "t", "role": "r", "T": {"as": "when", "read": True}}
    done = read(
        data,
        article={"text": "text", "published": "day"},
        corpus={"name": "a", "language": "en"},
        events={"each": "events[]", "type": "talks"},
        arguments={**arguments, "roles": {"Time": role}},
    )
    (event,) = done.article.events.values()
    assert event.when.edtf == "2024-05-06"


def test_a_role_of_labels_makes_a_thing_or_an_actor(tmp_path):
    files = {
        "a.txt": TEXT,
        "a.ann": "T1\tMeet 10 13\tmet\nT2\tPerson 0 9\tAnna Berg\nT3\tObject 73 79\thammer\n"
        "E1\tMeet:T1 Cause:T2 Maker:T3 Why:T2\n",
    }
    mapping = """\
events: {Meet: {kind: event, type: talks}}
roles: {Cause: {as: thing, role: cause}, M*: {as: participant, role: maker}, Why: ignore}
"""
    article = read_by("brat", tmp_path)(files, mapping).article
    (event,) = article.events.values()
    assert [str(thing.text) for thing in event.things["cause"]] == ["Anna Berg"]
    mentions = {role: [str(one.mention) for one in some] for role, some in event.participants.items()}
    assert mentions == {"maker": ["hammer"]}


def test_what_is_ignored_is_no_loss_and_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = {"text": TEXT, "meta": {"a": 1, "b": [2, 3]}, "tokens": [{"lemma": "x", "n": 1}], "more": 1}
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    Path("map.yaml").write_text(yaml.safe_dump({**HEAD, "ignore": ["meta", "tokens[].l*"]}), encoding="utf-8")
    result = newscorpus("import", "json", "a.json", "-o", "out", "--map", "map.yaml")
    assert "Ignored, as the mapping says: meta.b[] × 2, meta.a × 1, tokens[].lemma × 1." in result.err
    assert [line.split()[1] for line in result.err.splitlines() if line.startswith(" ")] == ["more:", "tokens[].n:"]


def test_a_type_and_a_role_can_be_made_of_several_fields(read):
    data = events({**argument("agent", "Anna Berg"), "sub": "Individual"}, argument("agent", "Oslo", "LOC"))
    data["events"][0] |= {"t": "Contact", "s": "Meet"}
    given_ = read(
        data,
        **HEAD,
        events={"each": "events[]", "type": {"from": "{t}.{s}", "Contact.*": "talks"}},
        arguments={
            "each": "arguments[]",
            "role": "{role}_{sub}",
            "from": "{type}.{sub}",
            "PER.I*": {"participant": "person"},
            "*": "place",
        },
    )
    (event,) = given_.article.events.values()
    assert (event.type, list(event.participants)) == ("talks", ["agent_Individual"])
    assert [str(place.name) for place in event.places] == ["Oslo"]
    assert len(given_.imported.unused) == 0
