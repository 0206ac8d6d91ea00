"""NC529 and NC530 beyond the examples: titles of events."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(code: str, text: str, language: str = "en", **parts: Any) -> list[str]:
    """The messages of a rule about an article."""
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, **parts}
    report = nc.check_text(json.dumps(article), "json", select=[code, "NC0", "NC1", "NC301", "NC302"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


def titled(text: str, *titles: str, language: str = "en", code: str = "NC530", **event: Any) -> list[str]:
    made = {"kind": "incident", "type": "accident", "evidence": [{"exact": text[:5].strip(), "start": 0}], **event}
    return found(code, text, language, events={f"e{i}": {**made, "title": title} for i, title in enumerate(titles)})


NUMBERS = [
    ("It cost 42 million euros.", "Cost of 24 million euros", "24"),
    ("Fourteen people died.", "Storm kills 41 people", "41"),
    ("Fourteen people died.", "Storm kills 8", "8"),
    # The text has it, in whatever form, or it is no number of the article.
    ("It cost 42 million euros.", "Cost of 42 million euros", ""),
    ("Fourteen people died.", "Storm kills 14", ""),
    ("About 1,500 people came.", "1500 people come", ""),
    ("It rained on Monday.", "Rain of May 14", ""),
]


@pytest.mark.parametrize(("text", "title", "number"), NUMBERS)
def test_a_number_in_the_title_of_an_event(text, title, number):
    messages = titled(text, title)
    assert messages == ([f"the title has `{number}`, which is not in the article text"] if number else [])


def test_a_number_that_is_the_event_s_own():
    text = "It hurt some men and many women."
    counts = {"injured": [{"count": 14, "text": "some men"}, {"count": 19, "text": "many women"}]}
    assert [titled(text, f"{n} hurt", casualties=counts) for n in (14, 33)] == [[], []]
    assert titled(text, "34 hurt", casualties=counts)
    assert titled(text, "34 hurt", language="fr") == []


def test_a_title_that_two_events_have():
    assert titled("It rained.", "The rain", "the  rain", code="NC529") == ["title `the rain` is also that of `e0`"]
    assert titled("It rained.", "The rain", "More rain", code="NC529") == []
    assert titled("It rained.", "The rain", "The rain", "The rain", code="NC529").pop().endswith("of `e0`")
    events = {one: {"kind": "event", "type": "other", "evidence": ["It rained"]} for one in ("a", "b")}
    assert found("NC529", "It rained.", events=events) == []
