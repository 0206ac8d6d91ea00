"""NC525 beyond the example: what was cancelled or postponed, and what only looks like it."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(status: str, *evidence: str, language: str = "en", trigger: str = "", **event: Any) -> list[str]:
    """The messages of NC525 about one event."""
    text = ". ".join(evidence) + "."
    made = {"kind": "meeting", "type": "visit", "status": status, "evidence": [*evidence], **event}
    made |= {"triggers": [trigger]} if trigger else {}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "events": {"it": made}}
    report = nc.check_text(json.dumps(article), "json", select=["NC525", "NC0", "NC1", "NC3"])
    assert {one.code for one in report.diagnostics} <= {"NC525"}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


OFF = "The visit, planned for May, was cancelled because of rain"
LATER = "The visit, planned for May, has been postponed to June"
CASES = [
    (OFF, "planned", "cancelled"),
    (OFF, "postponed", "cancelled"),
    (OFF, "occurred", "cancelled"),
    (LATER, "cancelled", "postponed"),
    ("The mayor has put off the visit", "cancelled", "put off"),
    ("The visit, after which talks were to be held, was postponed", "postponed", ""),
    ("The visit, which will, if all goes well, be longer, was cancelled", "cancelled", ""),
    # Nothing was done to it, or the given status.
    ("The visit was delayed, leaving them only two days", "planned", ""),
    ("The match was delayed during the first half", "ongoing", ""),
    (LATER, "postponed", ""),
    ("The mayor called off the visit", "occurred", ""),
    ("The mayor called off the visit and will come to Oslo", "planned", ""),
    ("The mayor said the visit was cancelled", "planned", ""),
    ("The visit is to be cancelled", "planned", ""),
    ("The visit was postponed, and in the end cancelled", "cancelled", ""),
    ("The visit was postponed and will not take place", "cancelled", ""),
    ("The visit took place", "planned", ""),
    (OFF, "refused", ""),
]


@pytest.mark.parametrize(("evidence", "status", "words"), CASES)
def test_a_status_and_what_was_done_to_the_event(evidence, status, words):
    messages = found(status, evidence)
    assert [f"evidence says `{words}" in message for message in messages] == ([True] if words else [])


def test_cancelled_is_stronger_than_postponed():
    assert "`cancelled`" in found("planned", "The visit was postponed", "It was cancelled")[0]
    assert found("cancelled", "The visit was postponed", "It was cancelled") == []
    assert found("postponed", "The visit was postponed", "It was cancelled") == []


def test_the_event_is_the_one_of_the_trigger():
    """The subject of a passive verb, the object of an active one."""
    text = "The mayor’s visit was cancelled because of the vote"
    assert found("planned", text, trigger="visit")
    assert found("planned", text, trigger="vote", type="other", kind="event") == []
    assert found("planned", "The mayor called off the visit", trigger="visit")
    assert found("planned", "The mayor called off the visit", trigger="mayor") == []
    assert found("cancelled", "The mayor postponed the visit", trigger="postponed")


@pytest.mark.parametrize(
    ("evidence", "trigger", "status", "wrong"),
    [
        ("The company scrapped the launch", "launch", "cancelled", "occurred planned postponed"),
        ("The fund cancelled the planned sale", "sale", "cancelled", "occurred possible"),
        ("The summit was moved to November", "summit", "postponed", "occurred planned cancelled"),
        ("The museum was moved to Rome", "museum", "occurred", ""),
    ],
)
def test_words_for_what_was_done(evidence, trigger, status, wrong):
    assert found(status, evidence, trigger=trigger) == []
    for other in wrong.split():
        assert len(found(other, evidence, trigger=trigger)) == 1, other


def test_what_takes_place_instead_is_planned():
    """It `replaces` the other, and events that are not held on a day may well be decisions to cancel."""
    other = {"kind": "meeting", "type": "visit", "status": "postponed", "evidence": [LATER]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{LATER}."}
    new = {**other, "status": "planned", "relations": {"replaces": ["it"]}}
    report = nc.check_text(json.dumps(article | {"events": {"it": other, "new": new}}), "json", select=["NC525"])
    assert not report.diagnostics
    assert found("occurred", OFF, kind="event", type="decision") == []
    assert found("occurred", OFF, kind="event", type="contest")


@pytest.mark.parametrize(
    ("language", "evidence", "status", "words"),
    [
        ("de", "Der Besuch wurde wegen des Regens am Montag abgesagt", "planned", "abgesagt"),
        ("de", "Der Besuch wurde auf Juni verschoben", "cancelled", "verschoben"),
        ("de", "Der Besuch wird im Juni stattfinden", "planned", ""),
        ("es", "La visita fue cancelada por la lluvia", "planned", "cancelada"),
    ],
)
def test_outcomes_in_other_languages(language, evidence, status, words):
    messages = found(status, evidence, language=language)
    assert [f"`{words}`" in message for message in messages] == ([True] if words else [])


def test_an_incident_is_not_cancelled():
    event = {"kind": "incident", "type": "protest", "status": "planned", "evidence": ["The strike was called off"]}
    for kind, type_, status in (("incident", "protest", "negated"), ("event", "other", "cancelled")):
        made = {**event, "kind": kind, "type": type_}
        article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "The strike was called off."}
        (one,) = nc.check_text(json.dumps(article | {"events": {"it": made}}), "json", select=["NC525"]).diagnostics
        assert (one.help or "").startswith(f"write `status: {status}`, or")
