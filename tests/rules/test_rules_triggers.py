"""NC307, NC552 and NC553 beyond the examples: triggers outside the evidence, of something else, and left out."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = (
    "On Monday Anna Berg, the mayor, met Carl Dahl in Oslo and signed a treaty on 12 boats. Two men were hurt."
    " Anna Berg will march in March. Dora Eide resigned early."
)
FIRST, HURT, MARCH, LAST = (
    "On Monday Anna Berg, the mayor, met Carl Dahl in Oslo and signed a treaty on 12 boats",
    "Two men were hurt",
    "Anna Berg will march in March",
    "Dora Eide resigned early",
)
ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "roles": ["mayor"]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "dora": {"name": "Dora Eide", "kind": "person"},
}
TALKS = {
    "kind": "meeting",
    "type": "talks",
    "participants": {"participant": [{"actor": "anna"}, {"actor": "carl"}]},
    "when": {"edtf": "2024-05-06", "text": "On Monday"},
    "places": [{"name": "Oslo", "country": "NO"}],
    "evidence": [FIRST],
}
TREATY = {"kind": "event", "type": "agreement", "evidence": [FIRST], "triggers": ["signed"]}
MARCHING = {"kind": "incident", "type": "protest", "status": "planned", "evidence": [MARCH]}
LEAVING = {"kind": "event", "type": "departure", "evidence": [LAST]}


def found(code: str, events: dict[str, Any], language: str = "en", text: str = TEXT) -> list[str]:
    """The messages of a rule about events."""
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": ACTORS}
    report = nc.check_text(json.dumps({**article, "events": events}), "json", select=[code, "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(
    ("event", "trigger", "said"),
    [
        (TALKS, "Carl Dahl", "names the actor `carl`, and no event"),
        (TALKS, "Dahl", "names the actor `carl`, and no event"),
        (TALKS, "the mayor", "names the actor `anna`, and no event"),
        (TALKS, "in Oslo", "names a place, and no event"),
        (TALKS, "Monday", "names no event"),
        (TALKS, "boats", "says nothing of type talks"),
        (TALKS, "signed a treaty", "is that of `treaty`"),
        (TALKS, "treaty on 12 boats", "says nothing of type talks"),
        (TALKS, "met", None),
        (TALKS, "met Carl Dahl", None),
        (MARCHING, "will", "names no event"),
        (MARCHING, "in March", "names no event"),
        (MARCHING, "will march", None),
        (LEAVING, "early", "names no event"),
        (LEAVING, "Dora Eide", "names the actor `dora`, and no event"),
        (LEAVING, "resigned", None),
    ],
)
def test_what_a_trigger_names(event, trigger, said):
    """An actor, a place, a time, nothing, another event; or the event itself."""
    treaty = {**TREATY, "triggers": ["signed a treaty"]}
    messages = found("NC552", {"it": {**event, "triggers": [trigger]}, "treaty": treaty})
    assert messages == ([f"trigger `{trigger}` of `it` {said}"] if said else [])


def test_events_that_share_a_trigger():
    """Of two types, the one has it that it names; who meets two people has two meetings, which share it."""
    assert found("NC552", {"treaty": TREATY, "it": {**TALKS, "triggers": ["signed"]}}) == [
        "trigger `signed` of `it` is that of `treaty`"
    ]
    assert found("NC552", {"one": {**TALKS, "triggers": ["met"]}, "two": {**TALKS, "triggers": ["met"]}}) == []


def test_other_languages_and_types_are_not_judged():
    """Nothing is known of a verb that no list has, and of other languages."""
    assert found("NC552", {"it": {**TALKS, "triggers": ["Carl Dahl"]}}, language="de") == []
    assert found("NC552", {"it": {**LEAVING, "type": "other", "triggers": ["resigned"]}}) == []


def test_a_trigger_is_in_the_evidence():
    """One of another sentence is a warning, which NC552 does not repeat."""
    events = {"it": {**TALKS, "triggers": ["resigned"]}}
    assert found("NC307", events) == ["`resigned` is not in the evidence of `it`"]
    assert found("NC552", events) == []
    assert found("NC307", {"it": {**TALKS, "triggers": ["met"]}}) == []


@pytest.mark.parametrize(("without", "events", "reported"), [(1, 5, 1), (2, 5, 0), (1, 4, 0), (0, 5, 0)])
def test_a_trigger_that_was_forgotten(without, events, reported):
    """Only if all others have one, and there are some."""
    every = {f"e{i}": LEAVING if i < without else {**LEAVING, "triggers": ["resigned"]} for i in range(events)}
    assert len(found("NC553", every)) == reported
