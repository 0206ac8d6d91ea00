"""NC338 beyond the example: names of others among aliases and mentions."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(language: str = "en", **own: Any) -> list[str]:
    """The messages about the aliases and mentions of Carl Dahl."""
    actors: dict[str, Any] = {
        "anna": {"name": "Anna Berg", "kind": "person"},
        "ida": {"name": "Ida Dahl", "kind": "person"},
        "carl": {"name": "Carl Dahl", "kind": "person", **own},
        "union": {"name": "African Union", "kind": "organization"},
    }
    text = "Anna Berg met Carl Dahl and Ida Dahl. President Berg, Carl Berg, Dahl, Berg and the AU: the son of Berg."
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": actors}
    report = nc.check_text(json.dumps(article), "json", select=["NC338"])
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(
    ("field", "words", "reported"),
    [
        ("aliases", "Berg", True),
        ("aliases", "President Berg", True),
        ("mentions", "President Berg", True),
        ("aliases", "Dahl", False),
        ("mentions", "the son of Berg", False),
        ("mentions", "met", False),
        ("aliases", "Carl Berg", False),
    ],
)
def test_surnames_of_others(field: str, words: str, reported: bool) -> None:
    """Of one other person, without a preposition before them; not those that one shares."""
    message = f"`{words}` of `carl` is in the name of `anna`, `Anna Berg`"
    assert found(**{field: [words]}) == [message] * reported
    assert found("de", **{field: [words]}) == []


def test_initials_of_others() -> None:
    """Of one other body."""
    court = {"kind": "organization", "name": "Carl Dahl"}
    assert found(aliases=["AU"], **court) == ["`AU` of `carl` is in the name of `union`, `African Union`"]
    assert found(aliases=["EU"], **court) == []
