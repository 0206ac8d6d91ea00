"""NC561: numbers of people whom the evidence says were harmed, and whom no count of the article has."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(evidence: str, **event: Any) -> list[str]:
    """The messages about an incident; another one has the counts of `others`."""
    made = {"kind": "incident", "type": "accident", "evidence": [evidence], **event}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{evidence}.", "events": {"it": made}}
    report = nc.check_text(json.dumps(article), "json", select=["NC561", "NC0", "NC1", "NC3"])
    assert {one.code for one in report.diagnostics} <= {"NC561"}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


COUNTED = [
    ("One man was still missing yesterday", "`One man`", "missing"),
    ("The fire killed at least 12 people", "`at least 12 people`", "killed"),
    ("The blast injured some 30 people", "`some 30 people`", "injured"),
    ("A cameraman was slightly hurt", "`A cameraman`", "injured"),
    # Nobody, nothing, a part, or something else.
    ("The fire could have killed 12 people", "", ""),
    ("The storm killed 300 sheep", "", ""),
    ("The fire was seen by 12 people", "", ""),
    ("Police arrested five people", "", ""),  # a detention
]


@pytest.mark.parametrize(("evidence", "words", "kind"), COUNTED)
def test_numbers_without_a_count(evidence: str, words: str, kind: str) -> None:
    messages = found(evidence)
    assert [words in one and one.endswith(kind) for one in messages] == ([True] if words else []), messages


def test_what_is_counted() -> None:
    """By the event itself, in another kind, or by another event."""
    evidence = "The fire killed 12 people"
    assert found(evidence, casualties={"killed": [{"text": "12", "count": 12}]}) == []
    assert found(evidence, casualties={"injured": [{"text": "12", "count": 12}]}) == []  # NC526
    assert found(evidence, status="planned") == []
    assert len(found(evidence, casualties={"injured": [{"count": 3}]})) == 1


@pytest.mark.parametrize(("type_", "count"), [("detention", 1), ("protest", 0)])
def test_those_who_are_detained(type_: str, count: int) -> None:
    """They are counted in the detention, and not in what they did."""
    assert len(found("Police arrested five people", type=type_)) == count
