"""Fields of a source: ends that follow from words, words without offsets, conditions, times and numbers."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read_by

HEAD = {"article": {"text": "text"}, "corpus": {"name": "a", "language": "en"}}


@pytest.fixture
def read(tmp_path):
    """Import one object of JSON by a mapping, both as data."""
    imported = read_by("json", tmp_path)
    return lambda data, **mapping: imported({"a.json": json.dumps(data)}, yaml.safe_dump(mapping, sort_keys=False))


WORDS = ("Anna", "met", "Dahl", "🏭", "in", "Oslo", "Älv", "again", "met")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=4, unique=True),
    st.sampled_from(("characters", "utf16", "bytes", "tokens")),
)
def test_an_end_that_follows_from_start_and_words_is_the_end(tmp_path_factory, picked, unit):
    text, spans = " ".join(WORDS), []
    sizes = {
        "characters": len,
        "utf16": lambda s: len(s.encode("utf-16-le")) // 2,
        "bytes": lambda s: len(s.encode()),
        "tokens": lambda s: s.count(" "),
    }
    for number in picked:
        before = " ".join(WORDS[:number]) + " " * bool(number)
        start, whole = sizes[unit](before), sizes[unit](before + WORDS[number])
        spans.append([WORDS[number], start, whole + 1 if unit == "tokens" else whole])
    read = read_by("json", tmp_path_factory.mktemp("ends"))
    read_actors = []
    for ends in ({}, {"end": "[2]"}):
        mapping = {**HEAD, "spans": {"words": "[0]", "start": "[1]", "unit": unit, **ends}}
        mapping |= {"entities": {"each": "names[]", "same": [], "*": "participant"}, "ignore": ["names[][]"]}
        given_ = read({"a.json": json.dumps({"text": text, "names": spans})}, yaml.safe_dump(mapping))
        assert (given_.errors, given_.losses) == ({}, {})
        read_actors.append(given_.article.actors)
    assert read_actors[0] == read_actors[1]
    assert len(read_actors[0]) == len(picked)


def test_words_that_the_text_does_not_have_at_start_are_an_error(read):
    mapping = {**HEAD, "spans": {"words": "w", "start": "s"}, "entities": {"each": "names[]", "*": "participant"}}
    given_ = read({"text": "Anna met Dahl.", "names": [{"w": "Dahl", "s": 0}]}, **mapping)
    assert list(given_.errors) == ["NC311"]
    assert [path.name for path in given_.imported.rejected] == ["a.yaml"]
    given_ = read({"text": "Anna met Dahl.", "names": [{"s": 0}, {"w": "Dahl", "s": 9}]}, **mapping)
    assert list(given_.losses) == ["span without an end: name `end`, `last`, `length` or `words` in `spans`"]


TEXT = "Anna Berg met Carl Dahl in Oslo on Monday. Two people died there. Berg left, she said."
PARTS = {
    "mention": {"entities": {"each": "x[]", "mentions": "m[]", "*": "participant"}},
    "mention of a name": {"entities": {"each": "x[]", "mentions": "m[]", "*": {"as": "participant", "named": True}}},
    "trigger": {"events": {"each": "x[]", "type": "talks", "triggers": "m[]"}},
    **{
        use: {
            "events": {"each": "x[]", "kind": "incident", "type": "accident"},
            "arguments": {"each": ".", "mentions": "m[]", "*": {"as": use, "role": "killed", "read": True}},
        }
        for use in ("participant", "place", "when", "thing", "topic", "casualties")
    },
    "argument with an entity": {
        "entities": {"each": "names[]", "id": "id", "*": "participant"},
        "events": {"each": "x[]", "type": "talks"},
        "arguments": {"each": ".", "mentions": "m[]", "entity": "of"},
    },
    "claim": {"claims": {"each": "x[]", "quote": "m[]"}},
    "speaker": {"claims": {"each": "x[]", "quote": "q", "by": "m[]"}},
    "cue": {"claims": {"each": "x[]", "quote": "q", "cue": "m[]"}},
}
ANNA = {"text": "Anna Berg", "start": 0, "end": 9}
OTHERS = [{"text": "Berg", "start": 66, "end": 68}, {"text": "Anna Berg", "start": 4, "end": 13}]


@pytest.mark.parametrize("wrong", OTHERS, ids=str)
@pytest.mark.parametrize("part", PARTS)
def test_words_whose_offsets_are_wrong_are_an_error_or_listed_wherever_they_stand(read, part, wrong):
    ignored = ["names", "names[]", "x", "x[]", "x[].q", "x[].of"]
    for mentions in ([ANNA, wrong], [wrong, ANNA]):
        data = {"text": TEXT, "names": [{"id": "1", **ANNA}], "x": [{"m": mentions, "of": "1", "q": "she said"}]}
        given_ = read(data, **HEAD, **PARTS[part], ignore=ignored)
        listed = [place for places in given_.losses.values() for place in places if place.endswith(wrong["text"])]
        assert "NC311" in given_.errors or listed, mentions


def test_further_words_of_a_named_actor_are_mentions(read):
    entities = {"each": "x[]", "mentions": "m[]", "*": {"as": "participant", "named": True}}
    words = [ANNA, {"text": "she", "start": 77, "end": 80}, ANNA]
    given_ = read({"text": TEXT, "x": [{"m": words}]}, **HEAD, entities=entities)
    (actor,) = given_.article.actors.values()
    assert (actor.name, actor.named, [str(quote) for quote in actor.mentions]) == ("Anna Berg", True, ["she"])
    assert (given_.losses, given_.errors) == ({}, {})


def test_the_words_of_a_speaker_are_a_mention_of_the_actor(read):
    claims = {"each": "x[]", "quote": "q", "by": "m[]"}
    entities = {"each": "names[]", "*": "participant"}
    again = {"text": "Berg", "start": 66, "end": 70}
    data = {
        "text": f"{TEXT} Berg.",
        "names": [{"text": "Berg", "start": 5, "end": 9}],
        "x": [{"m": [again], "q": "she said"}],
    }
    given_ = read(data, **HEAD, claims=claims, entities=entities)
    (actor,) = given_.article.actors.values()
    assert [quote.start for quote in actor.mentions] == [5, 66]
    assert given_.article.claims[0].by == ("berg",)


@pytest.mark.parametrize("span", [(14, 23), (13, 23), (13, 24)])
def test_white_space_around_words_may_lie_outside_of_their_offsets(read, span):
    words = {(14, 23): " Carl Dahl\n", (13, 23): " Carl Dahl", (13, 24): " Carl Dahl "}[span]
    data = {"text": TEXT, "names": [{"text": words, "start": span[0], "end": span[1]}]}
    given_ = read(data, **HEAD, entities={"each": "names[]", "same": [], "*": {"as": "participant", "kind": "person"}})
    assert given_.errors == {}
    assert list(given_.losses) == ["white space around words, which is left out"]
    assert list(given_.article.actors) == ["carl-dahl"]


def test_relations_between_events(read):
    events = [{"eid": f"e{i}", "m": word} for i, word in enumerate(("met", "died", "left"))]
    links = [
        {"t": "Causal", "cause": "e0", "effect": "e1"},
        {"t": "Causal", "cause": "e0", "effect": "e1"},
        {"t": "Causal", "cause": "e9", "effect": "e1"},
        {"t": "Causal", "cause": "e1", "effect": "e9"},
        {"t": "Causal", "cause": "e1", "effect": "e1"},
        {"t": "Thought", "cause": "e2", "effect": "e0"},
        {"t": "Other", "cause": "e2", "effect": "e0"},
        {"t": "Follow", "a": "e2", "b": ["e0", "e1"]},
    ]
    relations = [
        {
            "each": "links[]",
            "if": "cause",
            "from": "effect",
            "to": "cause",
            "type": {"from": "t", "Causal": "caused_by", "Other": "refuse"},
        },
        {"each": "links[]", "if": {"t": "Follow"}, "from": "a", "to": "b[]", "type": "after"},
    ]
    mapping = {**HEAD, "events": {"each": "events[]", "id": "eid", "type": "talks", "triggers": "m"}}
    given_ = read({"text": TEXT, "events": events, "links": links}, **mapping, relations=relations)
    assert {id_: dict(event.relations) for id_, event in given_.article.events.items()} == {
        "e0": {"Thought": ("e2",)},
        "e1": {"caused_by": ("e0",)},
        "e2": {"after": ("e0", "e1")},
    }
    assert given_.losses == {
        "links[]: relation that is there already": ["a.json: links[1]: e1 caused_by e0"],
        "links[]: relation to an unknown event": ["a.json: links[2]: e9"],
        "links[]: relation of an unknown event": ["a.json: links[3]: e9"],
        "links[]: relation of an event to itself": ["a.json: links[4]: e1"],
        "links[]: relation with t Other": ["a.json: links[6]"],
    }
    assert given_.imported.losses.ignored == {}
    assert len(given_.imported.unused.diagnostics) == 0


def test_words_without_offsets_that_occur_several_times(read):
    data = {"text": "The dog met a cat. The cat left the dog, and a category.", "names": ["cat", "dog"]}
    mentions = {}
    for choice in ("refuse", "first", "all"):
        mapping = {**HEAD, "spans": {"occurrences": choice}, "entities": {"each": "names[]", "*": "participant"}}
        given_ = read(data, **mapping)
        article = given_.corpus and given_.article
        mentions[choice] = article and [[one.start for one in actor.mentions] for actor in article.actors.values()]
    assert mentions == {"refuse": None, "first": [[14], [4]], "all": [[14, 23], [4, 36]]}


def test_an_event_only_where_a_field_has_a_value(read):
    events = {"each": ".", "type": "talks"}
    for data, condition, is_event in (
        ({"label": "x"}, "label", True),
        ({"label": ""}, "label", False),
        ({"label": None}, "label", False),
        ({"label": []}, "label", False),
        ({"label": False}, "label", False),
        ({"label": 0}, "label", True),
        ({}, "label", False),
        ({"label": 1}, {"label": 1}, True),
        ({"label": "1"}, {"label": [1, 2]}, True),
        ({"label": 3}, {"label": [1, 2]}, False),
        ({"label": "attack.bomb"}, {"label": "attack.*"}, True),
        ({"a": [], "b": [1]}, ["a[]", "b[]"], True),
        ({"a": [], "b": []}, ["a[]", "b[]"], False),
    ):
        given_ = read({"text": "They met.", **data}, **HEAD, events={**events, "if": condition})
        assert bool(given_.article.events) == is_event, (data, condition)
        assert not given_.losses
        assert not given_.imported.losses.ignored


def test_what_no_condition_takes_is_named(read):
    data = {"text": "Berg met Dahl.", "names": [{"n": "Berg", "t": 1}, {"n": "Dahl", "t": 2}, {"n": "met", "t": 3}]}
    entities = [
        {"each": "names[]", "mentions": "n", "if": {"t": 1}, "*": {"participant": "person"}},
        {"each": "names[]", "mentions": "n", "if": {"t": 2}, "*": {"participant": "group"}},
    ]
    given_ = read(data, **HEAD, entities=entities)
    assert [actor.kind for actor in given_.article.actors.values()] == ["person", "group"]
    assert (given_.losses, given_.imported.losses.ignored) == ({}, {"names[] that no `if` takes": 1})
    given_ = read(data, corpus=HEAD["corpus"], article={"text": "text", "if": "none"})
    assert given_.imported.losses.ignored == {"articles that no `if` takes": 1}


def test_times_and_casualties_of_fields(read):
    text = "On Monday two people were killed and over 20 hurt."
    events = {"each": "events[]", "kind": "incident", "type": "attack", "when": "day"}
    events |= {"casualties": {"killed": "dead", "injured": "hurt"}}
    mapping = {**HEAD, "article": {"text": "text", "published": "day"}, "events": events}
    for fields, time, words, killed, quoted in (
        ({"day": "2024-05-06", "dead": 2, "hurt": None}, "2024-05-06", None, 2, None),
        ({"day": "Monday", "dead": "two people"}, "2024-05-06", "Monday", 2, "two people"),
        ({"day": "6 May 2024", "dead": "2", "hurt": "over 20"}, "2024-05-06", None, 2, None),
        ({"day": "2024-05", "dead": 0}, "2024-05", None, 0, None),
    ):
        given_ = read({"text": text, "day": "2024-05-08", "events": [fields]}, **mapping)
        (event,) = given_.article.events.values()
        assert (event.when.edtf, event.when.text and str(event.when.text)) == (time, words)
        (count,) = event.casualties["killed"]
        assert (count.count, count.text and str(count.text)) == (killed, quoted)
        assert list(given_.losses) == ["words of a time that the text does not have"] * ("6 May 2024" in fields["day"])
    (count,) = (
        read({"text": text, "events": [fields | {"hurt": "over 20"}]}, **mapping)
        .article.events["attack-1"]
        .casualties["injured"]
    )
    assert (count.count, str(count.text)) == ("20+", "over 20")


def test_values_beside_words(read):
    text = "Two people were killed on Monday. It cost five million."
    arguments = {
        "each": "arguments[]",
        "mentions": "words",
        "value": "value",
        "from": "type",
        "TIME": "when",
        "DEAD": {"as": "casualties", "role": "killed"},
        "COST": {"as": "thing", "role": "price"},
    }
    values = [
        {"type": "TIME", "words": "on Monday", "value": "2024-05-06"},
        {"type": "DEAD", "words": "Two people", "value": 2},
        {"type": "COST", "words": "five million", "value": "5000000 USD"},
    ]
    events = {"each": ".", "kind": "incident", "type": "attack"}
    given_ = read({"text": text, "arguments": values}, **HEAD, events=events, arguments=arguments)
    (event,) = given_.article.events.values()
    assert (event.when.edtf, str(event.when.text)) == ("2024-05-06", "on Monday")
    assert (event.casualties["killed"][0].count, str(event.casualties["killed"][0].text)) == (2, "Two people")
    assert event.things["price"][0].value == "5000000 USD"
    assert not given_.losses
    given_ = read({"text": text, "arguments": values}, **HEAD, events={"each": ".", "type": "x"}, arguments=arguments)
    assert list(given_.losses) == ["casualties of an event that is no incident"]
    arguments |= {"DEAD": "casualties", "role": "role"}
    values[1]["role"] = "hungry"
    given_ = read({"text": text, "arguments": values}, **HEAD, events=events, arguments=arguments)
    assert list(given_.losses) == ["casualties whose role is no harm"]


def test_casualties_by_label_and_by_role(tmp_path):
    files = {
        "a.txt": "A bomb killed two people and hurt over 20 others. They met.",
        "a.ann": "T1\tBomb 2 6\tbomb\nT2\tDead 14 24\ttwo people\nT3\tPerson 34 41\tover 20\nT4\tMeet 55 58\tmet\n"
        "E1\tBomb:T1 Number:T2 Hurt:T3\nE2\tMeet:T4 Hurt:T3\n",
    }
    mapping = """\
corpus: {name: a, language: en}
entities: {Dead: {as: casualties, role: killed}}
events: {Bomb: {kind: incident, type: attack}, Meet: {kind: meeting, type: talks}}
roles: {Hurt: {as: casualties, role: injured}}
"""
    read = read_by("brat", tmp_path)(files, mapping)
    bomb, _ = read.article.events.values()
    counts = {harm: (one.count, str(one.text)) for harm, (one,) in bomb.casualties.items()}
    assert counts == {"killed": (2, "two people"), "injured": ("20+", "over 20")}
    assert "casualties of an event that is no incident" in read.losses
