"""NC538 beyond the example: evidence that shows another event, and evidence that shows two."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "roles": ["mayor"], "mentions": ["she"]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "crowd": {"name": "a crowd", "kind": "group", "named": False, "mentions": ["Many people"]},
}
OWN = "Anna Berg came to Oslo in May"
MORE = "Anna Berg, she, the mayor, Carl Dahl, Many people."


def found(shared: str, apart: str = "\n\n", first: Any = None, language: str = "en", **event: Any) -> int:
    """How often the rule reports an event whose second evidence is that of another one."""
    text = f"{OWN}.{apart}{shared}.\n\n{MORE}"
    made = {"kind": "event", "type": "other", "evidence": [OWN, shared], "participants": {"agent": [{"actor": "anna"}]}}
    other = {"kind": "event", "type": "other", "evidence": [shared], **(first or {})}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": ACTORS}
    article |= {"events": {"other": other, "it": {**made, **event}}}
    report = nc.check_text(json.dumps(article), "json", select=["NC538", "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {"NC538"}, [*map(str, report.diagnostics)]
    return len(report.diagnostics)


FIRE = "A fire broke out in Bergen in June"


@pytest.mark.parametrize(
    ("shared", "event", "reported"),
    [
        (FIRE, {}, 1),
        (FIRE, {"participants": {"agent": [{"actor": "crowd"}]}}, 1),
        (FIRE, {"evidence": [OWN, "A fire broke out in Bergen"]}, 1),
        (FIRE, {"evidence": [OWN, f"{FIRE}.\n\nAnna"]}, 0),
        (FIRE, {"when": {"edtf": "2024-06", "text": "in June"}}, 0),
        (FIRE, {"places": [{"name": "Bergen"}]}, 0),
        (FIRE, {"triggers": ["fire"]}, 0),
        (FIRE, {"relations": {"after": ["other"]}}, 0),
        (FIRE, {"participants": {}}, 0),
        (FIRE, {"participants": {"agent": [{"actor": "ana"}]}}, 0),
        (FIRE, {"evidence": [FIRE]}, 0),
        ("Carl Dahl left Anna Berg", {}, 0),
        ("The mayor put out a fire", {}, 0),
        ("He put out a fire", {}, 0),
    ],
)
def test_whose_evidence_it_is(shared, event, reported):
    """What names anything of an event is evidence of it."""
    assert found(shared, **event) == reported


def test_evidence_of_two_events():
    """Related events share words, and so do events with groups, of which much may speak."""
    assert found(FIRE, first={"relations": {"about": ["it"]}}) == 0
    assert found(FIRE, first={"evidence": [FIRE, "Carl Dahl"]}) == 1
    assert found(FIRE, apart=" ", first={"evidence": [FIRE, "Carl Dahl"]}) == 0
    assert found(FIRE, first={"evidence": [FIRE, "Carl Dahl"]}, title="Anna Berg sees a fire") == 0
    assert found(FIRE, apart=" ", participants={"agent": [{"actor": "crowd"}]}) == 0
    assert found(FIRE, apart=" ") == 1
    assert found(FIRE, language="fr") == 0
