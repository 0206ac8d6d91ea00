"""NC212 beyond the example: events that are told twice, and events that only are alike."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = "Gunmen attacked Anna Berg in Oslo on Monday. It was the worst attack for years. Two people died in Bergen."
ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "gunmen": {"name": "Gunmen", "kind": "group", "named": False},
    "carl": {"name": "Carl Dahl", "kind": "person"},
}
FIRST = {
    "kind": "incident",
    "type": "attack",
    "when": {"edtf": "2024-05-06"},
    "participants": {"agent": ["gunmen"], "victim": ["anna"]},
    "evidence": ["Gunmen attacked Anna Berg in Oslo on Monday"],
}
AGAIN = {**FIRST, "participants": {"agent": ["gunmen"]}, "evidence": ["It was the worst attack for years"]}


def found(*events: dict[str, Any]) -> list[str]:
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": TEXT, "actors": ACTORS}
    made = {f"e{i}": event for i, event in enumerate(events)}
    report = nc.check_text(json.dumps(article | {"events": made}), "json", select=["NC212", "NC0", "NC1"])
    assert {one.code for one in report.diagnostics} <= {"NC212"}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


OSLO, BERGEN = {"places": [{"name": "Oslo"}]}, {"places": [{"name": "Bergen"}]}
KILLED, HURT = ({"casualties": {kind: [{"count": 2, "text": "Two people"}]}} for kind in ("killed", "injured"))
CASES = [
    ({}, {}, True),
    (OSLO, {}, True),
    (OSLO, OSLO, True),
    (KILLED, {}, True),
    ({"things": {"object": ["Monday"]}}, {"things": {"object": ["Monday"]}}, True),
    ({}, {"type": "crime"}, True),
    ({}, {"type": "protest"}, False),
    ({}, {"status": "possible"}, False),
    ({}, {"when": {"edtf": "2024-05-07"}}, False),
    ({"when": {"edtf": "unknown", "text": "years"}}, {"when": {"edtf": "unknown", "text": "years"}}, False),
    ({}, {"participants": {"agent": ["carl"]}}, False),
    ({}, {"participants": {}}, False),
    ({}, {"participants": {"agent": ["gunmen", "carl"]}}, False),
    ({}, FIRST, False),
    ({}, {"relations": {"part_of": ["e0"]}}, False),
    ({"relations": {"after": ["e1"]}}, {}, False),
    ({"relations": {"after": ["e2"]}}, {"relations": {"part_of": ["e2"]}}, False),
    (OSLO, BERGEN, False),
    (KILLED, HURT, False),
    ({"things": {"object": ["Monday"]}}, {"things": {"object": ["Oslo"]}}, False),
    ({"kind": "event", "type": "change"}, {"kind": "event", "type": "change"}, False),
]


@pytest.mark.parametrize(("first", "again", "reported"), CASES)
def test_an_event_that_is_told_twice(first, again, reported):
    """Whichever of the two comes first."""
    roles = {"agent": ["gunmen"], "recipient": ["anna"]} if first.get("kind") == "event" else FIRST["participants"]
    whole = {"kind": "event", "type": "other", "evidence": ["Two people died"]}
    events = [{**FIRST, "participants": roles, **first}, {**AGAIN, **again}, whole]
    assert found(*events) == (["event `e1` may be `e0` again"] if reported else [])


@pytest.mark.parametrize(
    ("evidence", "parties", "reported"),
    [
        ("Gunmen met Anna Berg", ["gunmen"], True),
        ("On Monday gunmen met Anna Berg", ["gunmen"], False),
        ("Gunmen met", ["gunmen"], False),
        ("Gunmen met Anna Berg", ["gunmen", "anna"], False),
        ("Anna Berg met Gunmen", ["gunmen"], False),
    ],
)
def test_whom_a_group_met(evidence, parties, reported):
    """NC503: a group counts as several, unless the evidence names the other party."""
    text = f"{evidence}. Gunmen came, and Anna Berg."
    actors = {
        **ACTORS,
        "gunmen": {**ACTORS["gunmen"], "mentions": [{"exact": "Gunmen", "start": text.index("unmen") - 1}]},
    }
    if "gunmen" in text:
        del actors["gunmen"]["mentions"]
    event = {"kind": "meeting", "type": "talks", "evidence": [{"exact": evidence, "start": 0}]}
    event["participants"] = {"participant": parties}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    for language, expected in (("en", reported), ("fr", False)):
        article |= {"events": {"it": event}, "language": language}
        messages = [one.message for one in nc.check_text(json.dumps(article), "json", select=["NC503"]).diagnostics]
        assert messages == ["evidence of `it` names `anna`, who takes no part in it"] * expected


SAME = {key: value for key, value in FIRST.items() if key != "when"}
NAMED = {"triggers": ["attacked"]}, {"triggers": ["on Monday"]}


@pytest.mark.parametrize(
    ("one", "other", "reported"),
    [({}, {}, True), ({}, {"type": "unrest"}, True), ({}, {"status": "failed"}, False), (*NAMED, False)],
)
def test_the_same_evidence_without_a_time(one: dict[str, Any], other: dict[str, Any], reported: bool) -> None:
    """All is the same but perhaps the type, and no words name another event."""
    assert bool(found(SAME | one, SAME | other)) == reported


@pytest.mark.parametrize(
    ("evidence", "parts", "reported"),
    [
        (["Gunmen attacked Anna Berg"], {}, 1),
        (["Gunmen attacked Anna Berg"], {"type": "clash"}, 1),
        (["Gunmen attacked Anna Berg"], {"type": "protest"}, 0),
        (["Gunmen attacked Anna Berg"], {"participants": {"agent": ["gang"], "victim": ["anna"]}}, 1),
        (["Gunmen attacked Anna Berg"], {"participants": {"agent": ["carl"], "victim": ["anna"]}}, 0),
        (["Gunmen attacked Anna Berg"], {"relations": {"after": ["e0"]}}, 0),
        (["Gunmen attacked Anna Berg"], {"when": {"edtf": "2024-05-07"}}, 0),
        (["It was the worst attack for years"], {}, 0),
        (["It was the worst attack for years"], {"when": {"edtf": "2024-05-06"}, "type": "clash"}, 1),
    ],
)
def test_an_event_in_other_words(evidence, parts, reported, monkeypatch):
    """In the same sentence, or paragraph at the same time; by who takes part, or their body."""
    monkeypatch.setitem(ACTORS, "gang", {"name": "Oslo", "kind": "organization"})
    monkeypatch.setitem(ACTORS, "gunmen", {**ACTORS["gunmen"], "relations": {"member_of": [{"other": "gang"}]}})
    again = {**FIRST, "evidence": evidence, **parts}
    if "when" not in parts:
        del again["when"]
    assert len(found(FIRST, again)) == reported


@pytest.mark.parametrize(
    ("trigger", "parts", "reported"),
    [
        ("the attack", {}, 1),
        ("the worst attack", {}, 1),
        ("an attack", {}, 0),
        ("the attack", {"type": "protest"}, 0),
        ("the attack", {"status": "planned"}, 0),
        ("the attack", {"relations": {"after": ["e0"]}}, 0),
    ],
)
def test_an_event_that_is_named_again(trigger, parts, reported):
    """`The attack` is the one that was told before."""
    text = f"Gunmen attacked Anna Berg. Carl Dahl spoke of {trigger}."
    first = {"kind": "incident", "type": "attack", "evidence": ["Gunmen attacked Anna Berg"], "triggers": ["attacked"]}
    again = {**first, "evidence": [f"Carl Dahl spoke of {trigger}"], "triggers": [trigger], **parts}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": {}}
    report = nc.check_text(json.dumps({**article, "events": {"e0": first, "e1": again}}), "json", select=["NC212"])
    assert [one.path[1] for one in report.diagnostics] == ["e1"] * reported
