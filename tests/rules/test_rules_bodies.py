"""NC326 beyond the example: where the text says that an office is held."""

import json
from typing import Any

import pytest

import newscorpus as nc

BODIES: dict[str, dict[str, Any]] = {
    "norway": {"name": "Norway", "kind": "country", "country": "NO"},
    "spain": {"name": "Spain", "kind": "country", "country": "ES"},
    "club": {"name": "Lomar", "kind": "organization", "country": "NO"},
    "army": {"name": "Army", "kind": "organization", "relations": {"part_of": [{"other": "spain"}]}},
    "crowd": {"name": "Crowd", "kind": "group"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
}
NAMES = "Norway and Spain and Lomar and the Army and the Crowd and Carl Dahl came."


def found(text: str, org: str | None, title: str = "minister", language: str = "en") -> list[str]:
    """The help of NC326 about the role of one person."""
    roles = [{"title": title, **({"org": org} if org else {})}]
    actors = {"anna": {"name": "Anna Berg", "kind": "person", "roles": roles}, **BODIES}
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": language,
        "text": f"{text}\n\n{NAMES}",
        "actors": actors,
    }
    report = nc.check_text(json.dumps(article), "json", select=["NC326", "NC0", "NC1"])
    assert {one.code for one in report.diagnostics} <= {"NC326"}, [*map(str, report.diagnostics)]
    return [one.help or "" for one in report.diagnostics]


CASES = [
    ("Norway’s minister, Anna Berg, came.", "spain", "norway"),
    ("Norway’s old foreign minister, Anna Berg, came.", "spain", "norway"),
    ("Lomar minister Anna Berg came.", "spain", "club"),
    ("Anna Berg, minister of Norway, came.", "spain", "norway"),
    ("Anna Berg, minister for the Army, came.", "club", "army"),
    ("The Army marched, its minister, Anna Berg, said.", "club", "army"),
    ("The Army marched. Its minister, Anna Berg, came.", "club", "army"),
    ("Lomar, a friend of Norway, grew. “So it is,” its minister, Anna Berg, said.", "army", "club"),
    ("Then the Army marched. Its minister, Anna Berg, came.", "club", ""),
    ("Carl Dahl left the Army. Its minister, Anna Berg, came.", "club", ""),
    ("“The Army and Norway marched to Lomar, and its minister, Anna Berg, fled,” he said.", "spain", ""),
    ("“The Army marched, and its minister, Anna Berg, fled,” he said.", "club", "army"),
    ("Lomar was “a friend of Norway”, said its minister, Anna Berg.", "army", "club"),
    # What others say of a body is no antecedent.
    ("Lomar grew. “It was the Army,” said its minister, Anna Berg.", "club", ""),
    ("Lomar grew. “The Army did it. It was so,” said its minister, Anna Berg.", "club", ""),
    ("Lomar grew. “The Army did it.” Its minister, Anna Berg, came.", "club", ""),
    # The body is the given one or related to it, or the text says nothing of it.
    ("Norway’s minister, Anna Berg, came.", "norway", ""),
    ("Norway’s minister, Anna Berg, came.", "club", ""),
    ("Spain’s minister, Anna Berg, came.", "army", ""),
    ("Norway’s minister, Anna Berg, came.", None, ""),
    ("Norway’s minister, Anna Berg, came.", "carl", ""),
    ("Norway’s minister, Carl Dahl, met Anna Berg.", "spain", ""),
    ("Norway’s minister came. So did Anna Berg.", "spain", ""),
    ("In Norway, it was said, minister Anna Berg came.", "spain", ""),
    ("The minister, Anna Berg, came to Norway.", "spain", ""),
    ("The Army and Lomar marched, its minister, Anna Berg, said.", "spain", ""),
    ("The Army marched, its minister, Anna Berg, said.", "spain", ""),
    ("It marched, and its minister, Anna Berg, said so.", "spain", ""),
    ("The Spanish minister, Anna Berg, came.", "spain", ""),
    ("The Spanish minister, Anna Berg, came.", "army", ""),
    ("Anna Berg came.", "spain", ""),
]


@pytest.mark.parametrize(("text", "org", "other"), CASES)
def test_the_body_beside_the_title(text, org, other):
    """In the possessive, before the title, behind `of`, or what `its` means."""
    assert found(text, org) == ([f"write `minister: {other}`"] if other else [])
    assert found(text, org, language="de") == []


def test_a_nationality_before_the_title():
    """It means a country, whether that is an actor or not."""
    assert found("The Spanish minister, Anna Berg, came.", "norway") == ["correct the role"]
    assert found("The Kenyan minister, Anna Berg, came.", "norway") == ["correct the role"]


OFFICES = [
    ("foreign minister", "country", None, False),
    ("foreign minister", "organization", "GOV", False),
    ("foreign minister", "organization", None, False),
    ("foreign minister", "organization", "REB", True),
    ("foreign minister", "locality", None, True),
    ("shadow foreign minister", "organization", "OPP", False),
    ("mayor", "locality", None, False),
    ("mayor", "organization", "REB", True),
    ("managing director", "country", None, True),
    ("managing director", "organization", "BUS", False),
    ("director", "country", None, False),
    ("judge", "organization", "MIL", True),
    ("colonel", "organization", "BUS", True),
    ("bishop", "organization", "COP", True),
]


@pytest.mark.parametrize(("title", "kind", "sector", "reported"), OFFICES)
def test_bodies_that_have_no_such_office(title, kind, sector, reported):
    """By kind and sector; other titles are held anywhere."""
    text = f"Anna Berg, {title}, left Lomar."
    body = {"name": "Lomar", "kind": kind, **({"sector": sector} if sector else {})}
    anna = {"name": "Anna Berg", "kind": "person", "roles": [{"title": title, "org": "body"}]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text}
    article["actors"] = {"anna": anna, "body": body}
    report = nc.check_text(json.dumps(article), "json", select=["NC326"])
    assert ["no such office" in one.message for one in report.diagnostics] == [True] * reported
