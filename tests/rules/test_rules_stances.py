"""NC602, NC606 and NC607 beyond the examples, and NC407: stances, whose they are, and parts that are longer."""

import json
from typing import Any

import pytest

import newscorpus as nc

ARTICLE: dict[str, Any] = {
    "format": "newscorpus/1",
    "id": "a",
    "language": "en",
    "published": "2024-05-08",
    "text": "Anna Berg met Carl Dahl in Oslo. We came, she said. They stayed, Carl Dahl said.",
    "actors": {"anna": {"name": "Anna Berg", "kind": "person"}, "carl": {"name": "Carl Dahl", "kind": "person"}},
}
TALKS = {"kind": "event", "type": "other", "evidence": ["Anna Berg met Carl Dahl in Oslo"]}


def found(code: str, **parts: Any) -> list[str]:
    """The messages and the help of a rule."""
    report = nc.check_text(json.dumps(ARTICLE | parts), "json", select=[code])
    return [f"{one.message}; {one.help}" for one in report.diagnostics if one.code == code]


def claim(quote: str, stance: str, about: Any = "talks", **more: Any) -> dict[str, Any]:
    return {"by": "anna", "quote": quote, "stance": stance, "about": about, **more}


def test_a_malformed_subject_is_no_missing_event():
    assert len(found("NC602", claims=[claim("We came", "asserts", [])])) == 1
    assert found("NC602", claims=[claim("We came", "asserts", {"x": 1})]) == []
    assert found("NC602", claims=[claim("We came", ["asserts"], [])]) == []


@pytest.mark.parametrize(("cue", "advice"), [("Carl Dahl said", "whose cue names another"), (None, "add `when` or")])
def test_who_says_the_contrary_may_be_somebody_else(cue: str | None, advice: str):
    other = claim("They stayed", "denies", **({"cue": cue} if cue else {}))
    (said,) = found("NC606", events={"talks": TALKS}, claims=[claim("We came", "asserts", cue="she said"), other])
    assert "`anna` denies `talks`, and asserts it" in said
    assert advice in said


@pytest.mark.parametrize(("kind", "advised"), [("detention", True), ("crime", False)])
def test_who_is_held_may_be_no_suspect(kind: str, advised: bool):
    event = TALKS | {"kind": "incident", "type": kind, "participants": {"suspect": ["carl"]}}
    (said,) = found("NC607", events={"talks": event})
    assert ("write `target` or `victim`" in said) == advised


@pytest.mark.parametrize(("days", "longer"), [("2024-05-01/2024-05-07", 1), ("2024-05-03/2024-05-04", 0)])
def test_a_part_is_not_longer_than_the_whole(days: str, longer: int):
    part = TALKS | {"when": days, "relations": {"part_of": "whole"}}
    whole = TALKS | {"title": "The visit", "when": "2024-05-03/2024-05-05"}
    said = found("NC407", events={"talks": part, "whole": whole})
    assert len(said) == longer
    assert all("begins earlier and ends later" in one for one in said)
