"""NC325, NC529, NC530 and NC542 beyond the examples: titles of offices and of events."""

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


def office(text: str, title: str, language: str = "en", **role: str) -> list[str]:
    roles = [{"title": title, **role}]
    return found("NC325", text, language, actors={"anna": {"name": "Anna", "kind": "person", "roles": roles}})


OFFICES = [
    ("Anna, the former mayor, came.", "mayor", "former"),
    ("Anna, the former Dutch prime minister, came.", "prime minister", "former"),
    ("The ex-mayor, Anna, came.", "mayor", "ex"),
    ("The then-mayor, Anna, came.", "mayor", "then"),
    ("The late President Anna was there.", "President", "late"),
    ("Anna, the deputy mayor, came.", "mayor", "deputy"),
    ("Acting President Anna came.", "President", "acting"),
    ("Vice President Anna came. Vice President Anna went.", "President", "vice"),
    # The title is whole, or the word belongs to something else.
    ("Anna, the former mayor, came.", "former mayor", ""),
    ("Anna, the mayor, came.", "mayor", ""),
    ("And then President Anna came.", "President", ""),
    ("Late on Monday President Anna came.", "President", ""),
    ("Late Monday President Anna came.", "President", ""),
    ("The former, mayor Anna said, came.", "mayor", ""),
    ("The former club of mayor Anna came.", "mayor", ""),
    ("The former club, it is so old, big, wide said mayor Anna.", "mayor", ""),
    ("Vice President Carl met President Anna.", "President", ""),
    ("Anna, a member of the former club, came.", "member", ""),
]


@pytest.mark.parametrize(("text", "title", "word"), OFFICES)
def test_an_office_that_the_words_before_it_change(text, title, word):
    """At all places of the title."""
    messages = office(text, title)
    assert messages == ([f"the text has `{word}` before `{title}`"] if word else [])


def test_a_former_office_may_have_its_end():
    """A deputy is none at any time."""
    assert office("Anna, the former mayor, came.", "mayor", end="2020") == []
    assert office("Anna, the deputy mayor, came.", "mayor", end="2020")


@pytest.mark.parametrize(
    ("language", "text", "title", "reported"),
    [
        ("de", "Die ehemalige Ministerin Anna kam.", "Ministerin", True),
        ("de", "Die Ministerin Anna kam.", "Ministerin", False),
        ("es", "La ex ministra Anna vino.", "ministra", True),
        ("fr", "L’ancienne ministre Anna est venue.", "ministre", False),
    ],
)
def test_offices_in_other_languages(language, text, title, reported):
    """A language is a row of a table."""
    assert len(office(text, title, language)) == reported


def test_a_role_of_the_registry_is_not_judged_in_the_article(tmp_path):
    """An article has no title of it that could be cut."""
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nactors: {anna: {name: Anna, kind: person, roles: [mayor]}}\n"
    )
    (tmp_path / "a.yaml").write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\npublished: 2024-05-08\nactors: {anna: {}}\ntext: Anna, the former mayor\n"
    )
    assert not nc.check([tmp_path], select=["NC325"]).diagnostics


def titled(text: str, *titles: str, language: str = "en", code: str = "NC530", **event: Any) -> list[str]:
    made = {"kind": "incident", "type": "accident", "evidence": [{"exact": text[:5].strip(), "start": 0}], **event}
    return found(code, text, language, events={f"e{i}": {**made, "title": title} for i, title in enumerate(titles)})


NUMBERS = [
    ("It cost 42 million euros.", "Cost of 24 million euros", "24"),
    ("Fourteen people died.", "Storm kills 41 people", "41"),
    ("Fourteen people died.", "Storm kills 8", "8"),
    ("It is 5.5 metres wide.", "A gap of 5.6 metres", "5.6"),
    # The text has it, in whatever form, or it is no number of the article.
    ("It cost 42 million euros.", "Cost of 42 million euros", ""),
    ("It cost 42m euros in all.", "Cost of 42 million euros", ""),
    ("Fourteen people died.", "Storm kills 14", ""),
    ("About 1,500 people came.", "1500 people come", ""),
    ("Brewers fixed prices.", "3 brewers fix prices", ""),
    ("It rained on Monday.", "Rain of 14 May", ""),
    ("It rained on Monday.", "Rain of May 14", ""),
    ("It rained on Monday.", "Rain of 2024", ""),
    ("It rained on Monday.", "An F-16 in the rain", ""),
    ("It rained on Monday.", "The rain", ""),
]


@pytest.mark.parametrize(("text", "title", "number"), NUMBERS)
def test_a_number_in_the_title_of_an_event(text, title, number):
    """It is one of the text."""
    messages = titled(text, title)
    assert messages == ([f"the title has `{number}`, which is not in the article text"] if number else [])


def test_a_number_that_is_the_event_s_own():
    """Counts that the annotation has, and their sum."""
    text = "It hurt some men and many women."
    counts = {"injured": [{"count": 14, "text": "some men"}, {"count": 19, "text": "many women"}]}
    assert [titled(text, f"{n} hurt", casualties=counts) for n in (14, 33)] == [[], []]
    assert titled(text, "34 hurt", casualties=counts)
    assert titled(text, "34 hurt", language="fr") == []


def test_a_title_that_two_events_have():
    """Whatever the case; events without a title have none."""
    assert titled("It rained.", "The rain", "the  rain", code="NC529") == ["title `the rain` is also that of `e0`"]
    assert titled("It rained.", "The rain", "More rain", code="NC529") == []
    assert titled("It rained.", "The rain", "The rain", "The rain", code="NC529").pop().endswith("of `e0`")
    events = {one: {"kind": "event", "type": "other", "evidence": ["It rained"]} for one in ("a", "b")}
    assert found("NC529", "It rained.", events=events) == []
