"""NC541 beyond the example: who was not there."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "roles": [{"title": "President", "org": "norway"}]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "norway": {"name": "Norway", "kind": "country", "country": "NO"},
}
NAMES = "Norway and Carl Dahl."


def found(evidence: str, more: str = "", language: str = "en", **event: Any) -> list[str]:
    """The messages of NC541 about one event with two participants."""
    roles = {"participant": [{"actor": "anna"}, {"actor": "carl"}]}
    made = {"kind": "meeting", "type": "talks", "evidence": [evidence], "participants": roles, **event}
    text = f"{evidence}. {more} {NAMES}"
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": ACTORS}
    report = nc.check_text(json.dumps(article | {"events": {"it": made}}), "json", select=["NC541"])
    return [one.message for one in report.diagnostics]


ABSENT = [
    ("Carl Dahl opened the talks without Anna Berg", "", "without Anna Berg"),
    ("Carl Dahl opened the talks in the absence of Mayor Anna Berg", "", "in the absence of Mayor Anna Berg"),
    ("The summit opened without the president of Norway", "", "without the president of Norway"),
    ("They met, but Anna Berg was not invited", "", "Anna Berg was not invited"),
    ("They met, but Anna Berg did not attend", "", "Anna Berg did not attend"),
    ("They met, and Anna Berg stayed away", "", "Anna Berg stayed away"),
    ("They met in Oslo", "Anna Berg was not represented at the talks.", "Anna Berg was not represented"),
    ("They met without the participation of Anna Berg", "", "without the participation of Anna Berg"),
    ("They met, but Anna Berg skipped the talks", "", "Anna Berg skipped the"),
    # She may have been there.
    ("Anna Berg skipped happily to the talks", "", ""),
    ("Carl Dahl left without greeting Anna Berg", "", ""),
    ("Carl Dahl left without a word from Anna Berg", "", ""),
    ("They met in May without Anna Berg knowing it", "", ""),
    ("They could never have met without Anna Berg", "", ""),
    ("They met without the president of Sweden", "", ""),
    ("They met without the mayor of Norway", "", ""),
    ("Anna Berg met Carl Dahl", "Anna Berg was not invited to Paris.", ""),
    ("Anna Berg met Carl Dahl without aides", "", ""),
    ("Anna Berg was not amused", "", ""),
    ("They met in Oslo", "Anna Berg came.", ""),
]


@pytest.mark.parametrize(("evidence", "more", "words"), ABSENT)
def test_who_was_not_there(evidence, more, words):
    """By the sentences of the evidence, else by the text."""
    message = f"`anna` takes part in `it`, but the text has `{words}`"
    assert found(evidence, more) == ([message] if words else [])
    assert found(evidence, more, language="de") == []


def test_what_is_not_judged():
    """Refused and cancelled meetings have those who stayed away; incidents are not held."""
    words = "Carl Dahl opened the talks without Anna Berg"
    for status in ("refused", "cancelled", "possible"):
        assert found(words, status=status) == []
    assert found(words, kind="event", type="agreement") != []
    assert found(words, kind="event", type="dispute") == []
