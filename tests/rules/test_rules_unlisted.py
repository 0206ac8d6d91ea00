"""NC219: surnames alone, and what only looks like one."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(text: str, language: str = "en", **actors: dict[str, Any]) -> list[str]:
    """The messages about Anna Berg and other actors."""
    actors = {"anna": {"name": "Anna Berg", "kind": "person"}, **actors}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": actors}
    return [one.message for one in nc.check_text(json.dumps(article), "json", select=["NC219"]).diagnostics]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Anna Berg came. Nobody saw Berg leave.", 1),
        ("Anna Berg came. Berg left.", 1),
        ("Anna Berg came to Radio Oslo. Berg left.", 1),
        ("Anna Berg came. Mrs Berg left.", 1),
        ("Anna Berg came. It was dismissed by “Berg’s friends”.", 1),
        ("Anna Berg came.", 0),
        ("Anna Berg came. Mary Berg left.", 0),  # somebody else
        ("Anna Berg came. M. Berg left.", 0),
        ("Anna Berg came to Berg Street.", 0),
        ("Anna Berg came. Nobody lives in Berg.", 0),
        ("Anna Berg came over the berg. Berg left.", 0),
        ("Anna Berg came. Berg and Mary Berg left.", 0),
    ],
)
def test_surnames(text: str, reported: int) -> None:
    """Only what means her beyond doubt."""
    assert len(found(text)) == reported
    assert found(text, anna={"name": "Anna Berg", "kind": "person", "aliases": ["Berg"]}) == []


def test_people_and_bodies_of_one_name() -> None:
    """Who is meant is not known."""
    text = "Anna Berg met Carl Berg. Berg left."
    assert found(text, carl={"name": "Carl Berg", "kind": "person"}) == []
    assert found("Anna Berg left Berg Bank. Berg fell.", bank={"name": "Berg Bank", "kind": "organization"}) == []
    assert found("Anna van Berg left. Berg fell.", anna={"name": "Anna van Berg", "kind": "person"}) == []
    assert found("Anna Berg came. Berg left.", language="xx") == []
