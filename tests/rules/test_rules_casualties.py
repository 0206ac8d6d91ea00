"""Casualties (NC526, NC528, NC561): whom counts count, which are part of others, and who is not counted."""

from typing import Any

import pytest
from annotations import messages_of

ACTORS = {
    "police": {"name": "Oslo police", "kind": "organization", "mentions": []},
    "clinic": {"name": "Oslo Clinic", "kind": "organization"},
    "berg": {"name": "Anna Berg", "kind": "person", "roles": [{"title": "chief", "org": "police"}]},
    "crowd": {"name": "the crowd", "kind": "group", "named": False},
}


def found(code: str, text: str, counts: dict[str, Any], language: str = "en", **event: Any) -> list[str]:
    """The messages of a rule about the casualties of one incident."""
    lists = {
        kind: [one if isinstance(one, dict) else {"count": 1, "text": one} for one in several]
        for kind, several in counts.items()
    }
    made = {"kind": "incident", "type": "accident", "evidence": [text], "casualties": lists, **event}
    claims = [{"by": [one], "quote": [{"exact": text[:3], "start": 0}]} for one in ("police", "clinic")]
    return messages_of(code, text, language, actors=ACTORS, events={"it": made}, claims=claims)


KINDS = [
    ("Two passengers are missing.", "injured", "Two passengers", "missing"),
    ("31 people had been wounded, seven of them children.", "killed", "31 people", "injured"),
    ("By noon 87 people had been pulled from the water.", "injured", "87 people", "pulled from"),
    ("Three soldiers and two civilians were killed.", "injured", "Three soldiers", "killed"),
    ("Six marchers were treated in a clinic.", "killed", "Six marchers", "injured"),
    ("A bus carrying about 40 people fell into a river.", "killed", "40 people", "carrying"),
    # The own kind is named, or none.
    ("The blast killed three while five watched.", "injured", "five", "watched"),
    ("12 people were rescued and taken to hospital.", "injured", "12 people", ""),
    ("Two passengers are missing.", "missing", "Two passengers", ""),
    ("Two of those injured died.", "injured", "Two", ""),
]


@pytest.mark.parametrize(("text", "kind", "words", "other"), KINDS)
def test_the_harm_that_the_words_name(text, kind, words, other):
    messages = found("NC526", text, {kind: [words]})
    assert messages == ([f"`{words}` counts as {kind}, but the words say {other}"] if other else [])


@pytest.mark.parametrize(
    ("language", "text", "words", "reported"),
    [
        ("de", "Zwei Menschen wurden getötet und vier verletzt.", "Zwei Menschen", True),
        ("de", "Zwei Menschen wurden getötet und vier verletzt.", "vier", False),
        ("es", "El ataque dejó dos muertos y cuatro heridos.", "dos", True),
    ],
)
def test_harm_in_other_languages(language, text, words, reported):
    assert len(found("NC526", text, {"injured": [words]}, language)) == reported


def by(count: int | str, text: str, *source: str) -> dict[str, Any]:
    return {"count": count, "text": text, "by": [*source]}


PARTS = [
    ("It hurt 31 people, seven of them children.", [by(31, "31 people"), by(7, "seven of them")], "is part of"),
    ("It hurt 31 people, seven of them children.", [by(31, "31 people"), by(7, "seven")], "is part of"),
    ("It hurt 31 people, including seven children.", [by(31, "31 people"), by(7, "seven children")], "is part of"),
    ("It hurt 31 people. The toll rose to 33.", [by(31, "31 people"), by(33, "33")], "two figures"),
    (
        "It hurt at least 14. In total, 19 people were hurt.",
        [by("14+", "at least 14"), by(19, "19 people")],
        "two figures",
    ),
    ("It hurt 31 people, seven of them children.", [by(7, "seven of them")], "only a part of those"),
    ("Four of the dead were officers.", [by(4, "Four of the dead")], "only a part of those"),
    # Parts that are added, or alternatives.
    ("It hurt 31 people. Seven of them left.", [by(31, "31 people")], ""),
    ("It hurt 31 people. Police said 33.", [by(31, "31 people"), by(33, "33", "police")], ""),
    ("It hurt 31 people in Oslo. In Bergen it hurt six people.", [by(31, "31 people"), by(6, "six people")], ""),
    ("It hurt 31 people. The toll includes 33 cats.", [by(31, "31 people"), by(33, "33 cats")], ""),
    ("It hurt 31 people, two of them cooks.", [by(31, "31 people", "police"), by(2, "two", "clinic")], ""),
    ("It hurt 31 people. The toll is 31.", [by(31, "31 people"), by(31, "31 people")], ""),
]


@pytest.mark.parametrize(("text", "counts", "why"), PARTS)
def test_counts_that_are_added(text, counts, why):
    """A part is no count of its own beside its whole, nor is a new total beside an old one."""
    messages = found("NC528", text, {"injured": counts})
    assert [why in message for message in messages] == ([True] if why else [])


@pytest.mark.parametrize(
    ("language", "text", "whole", "part"),
    [
        ("de", "31 Menschen wurden verletzt, darunter sieben Kinder.", "31 Menschen", "sieben Kinder"),
        ("es", "Hubo 31 heridos, entre ellos siete niños.", "31", "siete niños"),
    ],
)
def test_parts_in_other_languages(language, text, whole, part):
    counts = {"injured": [by(31, whole), by(7, part)]}
    assert len(found("NC528", text, counts, language)) == 1
    assert found("NC528", text, counts, "fr") == []


@pytest.mark.parametrize(
    ("text", "words", "kind", "expected"),
    [
        ("About 300 people marched to Oslo.", "About 300 people", "injured", "marched"),
        ("Some 200 people blocked a road; police detained eight of them.", "Some 200 people", "detained", "blocked"),
        ("The 24 men are being held in Oslo.", "24", "missing", "detained"),
        ("14 people attended a clinic.", "14 people", "injured", ""),
        ("The ship was seized with 14 sailors on board.", "14 sailors", "detained", ""),
    ],
)
def test_who_marches_is_no_casualty(text: str, words: str, kind: str, expected: str) -> None:
    messages = found("NC526", text, {kind: [{"count": 3, "text": words}]})
    assert messages == ([f"`{words}` counts as {kind}, but the words say {expected}"] if expected else [])


def test_the_whole_of_a_part_is_the_count_before_it():
    text = "The blast hurt 30 people. A clinic treated 41 wounded, nine of them children."
    counts = [{"count": n, "text": words} for n, words in ((30, "30 people"), (41, "41 wounded"), (9, "nine"))]
    messages = found("NC528", text, {"injured": counts})
    assert "`nine` is part of `41 wounded`, and is added to it" in messages


NO_PEOPLE = [
    ("A patient aged 81 died in an ambulance.", "killed", "81", 81, "an age"),
    ("A woman, 34, was killed in her car.", "killed", "34", 34, "an age"),
    ("A 19-year-old was killed.", "killed", "19", 19, "an age"),
    ("The boat seized two Guyanese\ntrawlers.", "detained", "two", 2, "counts trawlers"),
    ("Two buses were burnt and nine people killed.", "killed", "nine", 9, ""),
    ("Two truck drivers were killed.", "killed", "Two", 2, ""),
    ("Police held eleven fishermen for four days.", "detained", "eleven", 11, ""),
]


@pytest.mark.parametrize(("text", "harm", "words", "count", "message"), NO_PEOPLE)
def test_what_counts_no_people(text: str, harm: str, words: str, count: int, message: str) -> None:
    messages = found("NC526", text, {harm: [{"count": count, "text": words}]})
    assert [message in one for one in messages] == ([True] if message else [])


def uncounted(evidence: str, **event: Any) -> list[str]:
    """The messages about an incident; another one has the counts of `others`."""
    made = {"kind": "incident", "type": "accident", "evidence": [evidence], **event}
    return messages_of("NC561", f"{evidence}.", events={"it": made})


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
    messages = uncounted(evidence)
    assert [words in one and one.endswith(kind) for one in messages] == ([True] if words else []), messages


def test_what_is_counted() -> None:
    evidence = "The fire killed 12 people"
    assert uncounted(evidence, casualties={"killed": [{"text": "12", "count": 12}]}) == []
    assert uncounted(evidence, casualties={"injured": [{"text": "12", "count": 12}]}) == []  # NC526
    assert uncounted(evidence, status="planned") == []
    assert len(uncounted(evidence, casualties={"injured": [{"count": 3}]})) == 1


@pytest.mark.parametrize(("type_", "count"), [("detention", 1), ("protest", 0)])
def test_those_who_are_detained(type_: str, count: int) -> None:
    assert len(uncounted("Police arrested five people", type=type_)) == count
