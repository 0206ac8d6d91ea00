"""NC216, NC217, NC329 and NC339 on news of many sorts: actors, and words that mean others."""

import json
from typing import Any

import pytest

import newscorpus as nc

CODES = ["NC216", "NC217", "NC329", "NC339"]


def found(text: str, codes: Any = CODES, events: Any = None, **actors: Any) -> list[str]:
    """The codes and paths of what is reported."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    article["events"] = events or {}
    report = nc.check_text(json.dumps(article), "json", select=[*codes, "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {*codes}, [*map(str, report.diagnostics)]
    return [f"{one.code} {one.path[1]}" for one in report.diagnostics]


def person(name: str, *mentions: Any, **more: Any) -> dict[str, Any]:
    """A person."""
    return {"name": name, "kind": "person", "mentions": [*mentions], **more}


def body(name: str, *mentions: Any, **more: Any) -> dict[str, Any]:
    """An organization."""
    return {"name": name, "kind": "organization", "mentions": [*mentions], **more}


def group(name: str, *mentions: Any, **more: Any) -> dict[str, Any]:
    """A group that has no name."""
    return {"name": name, "kind": "group", "named": False, "mentions": [*mentions], **more}


def related(how: str, other: str, evidence: str) -> dict[str, Any]:
    """The relation of an actor."""
    return {"relations": {how: [{"other": other, **({"evidence": evidence} if evidence else {})}]}}


COURT = (
    "A judge in Turin sentenced the surgeon Marco Belli to four years. Belli’s lawyer, Paola Neri, said that he would"
    " appeal. His brother, Aldo Belli, wept. The hospital San Luca had sacked him in May."
)
PEOPLE = {
    "belli": person("Marco Belli", sector="MED"),
    "neri": person("Paola Neri"),
    "aldo": person("Aldo Belli"),
    "luca": body("San Luca", sector="MED"),
}


@pytest.mark.parametrize(
    ("who", "how", "other", "evidence", "reported"),
    [
        ("neri", "represents", "belli", "Belli’s lawyer, Paola Neri", 0),
        ("neri", "represents", "luca", "Belli’s lawyer, Paola Neri", 0),  # nobody is called Belli alone
        ("neri", "represents", "aldo", "Marco Belli", 1),
        ("neri", "represents", "belli", "lawyer, Paola Neri", 0),
        ("belli", "represents", "neri", "lawyer, Paola Neri", 1),
        ("aldo", "relative_of", "belli", "His brother, Aldo Belli", 0),
        ("aldo", "represents", "belli", "His brother, Aldo Belli", 1),
        ("aldo", "member_of", "luca", "His brother, Aldo Belli", 1),
        ("aldo", "relative_of", "belli", "The hospital San Luca had sacked him", 1),
        ("luca", "owns", "neri", "", 1),
    ],
)
def test_evidence_of_relations(who, how, other, evidence, reported):
    """It has words for the relation, no other name, and `his` of a person only."""
    actors = {**PEOPLE, who: {**PEOPLE[who], **related(how, other, evidence)}}
    assert found(COURT, ["NC216"], **actors) == [f"NC216 {who}"] * reported


def test_a_name_in_the_evidence_of_a_relation():
    """It is that of whom the relation leads to."""
    text = "Osmo sold Lomar, a unit of Nordia, in May. Benz was glad."
    actors = {"osmo": body("Osmo"), "nordia": body("Nordia"), "benz": body("Benz")}
    for other, reported in (("nordia", 0), ("benz", 1)):
        lomar = body("Lomar", **related("part_of", other, "Lomar, a unit of Nordia"))
        assert len(found(text, ["NC216"], lomar=lomar, **actors)) == reported


def test_actors_that_no_paragraph_names_together():
    """Without evidence, they have a paragraph, a country or an event in common."""
    text = "Osmo is a bank.\n\nLomar is a shop. Nordia is another one."
    lomar = body("Lomar", **related("ally_of", "osmo", ""))
    assert found(text, ["NC216"], lomar=lomar, osmo=body("Osmo")) == ["NC216 lomar"]
    assert found(text, ["NC216"], lomar={**lomar, "country": "NO"}, osmo=body("Osmo", country="NO")) == []
    near = body("Lomar", **related("ally_of", "nordia", ""))
    assert found(text, ["NC216"], lomar=near, nordia=body("Nordia")) == []
    both = {
        "kind": "event",
        "type": "other",
        "evidence": ["Osmo is"],
        "participants": {"participant": ["lomar", "osmo"]},
    }
    assert found(text, ["NC216"], {"both": both}, lomar=lomar, osmo=body("Osmo")) == []


def test_a_label_and_the_name_behind_it():
    """Who is `named in court as` somebody is one actor with them, though both take part in an event."""
    text = "The student, named in court papers as Kai W., was detained. A teacher called Ida Holm was not."
    labels = {"student": person("the student", "The student", named=False), "kai": person("Kai W.")}
    event = {
        "kind": "incident",
        "type": "detention",
        "evidence": ["was detained"],
        "participants": {"victim": [*labels]},
    }
    assert found(text, ["NC217"], {"arrest": event}, **labels) == ["NC217 student"]
    assert found(text.replace("named in court papers as", "whom a judge named:"), ["NC217"], **labels) == []
    labels["student"] |= related("relative_of", "kai", "")
    assert found(text, ["NC217"], **labels) == []


MINE = (
    "Miners of Zirka struck on Monday. Oleh Bondar called the miners ungrateful. They want more. Shareholders of Zirka"
    " met on Tuesday, and six of the miners waited outside. A man was hurt."
)


@pytest.mark.parametrize(
    ("key", "mention", "reported"),
    [
        ("miners", {"exact": "the miners", "within": "called the miners"}, 0),
        ("holders", {"exact": "the miners", "within": "called the miners"}, 1),
        ("holders", "six of the miners", 0),
        ("holders", {"exact": "They", "within": "They want"}, 1),
        ("bondar", "Miners of Zirka", 1),
        ("miners", "A man", 1),
        ("bondar", "A man", 0),
    ],
)
def test_words_for_somebody_else(key, mention, reported):
    """By their noun, by their number, and by who is named before."""
    actors = {
        "miners": group("the miners", "Miners of Zirka"),
        "holders": group("the shareholders", "Shareholders of Zirka"),
        "bondar": person("Oleh Bondar"),
    }
    actors[key]["mentions"].append(mention)
    assert len([one for one in found(MINE, ["NC329"], **actors) if one == f"NC329 {key}"]) == reported


def test_words_of_two_actors():
    """Two of one kind do not list the same words, unless these mean several."""
    text = "The guards left. Both sides and border guards of Iran and Iraq met."
    for words, reported in (("The guards", 1), ("Both sides", 0), ("border guards", 0)):
        one, two = group("one", words), group("two", words, {"exact": "met", "within": "Iraq met"})
        assert len(found(text, ["NC329"], one=one, two=two)) == reported


def test_pronouns_far_from_their_person():
    """A pronoun means nobody who was named long before, if somebody else was named since."""
    text = "Ida Holm came.\n\nIt rained.\n\nKai Wold spoke, and she left. He stayed."
    she = {"exact": "she", "within": "and she left"}
    assert found(text, ["NC329"], ida=person("Ida Holm", she), kai=person("Kai Wold")) == ["NC329 ida"]
    assert found(text, ["NC329"], ida=person("Ida Holm"), kai=person("Kai Wold", she)) == []
    assert (
        found(text.replace("\n\nIt rained.", ""), ["NC329"], ida=person("Ida Holm", she), kai=person("Kai Wold")) == []
    )


def test_soldiers_of_another_country():
    """Whom a country sends is its own, whatever other country the sentence names."""
    text = "Kenya will send 400 police officers to Haiti. Soldiers of Haiti met them."
    lands = {
        name.lower(): {"name": name, "kind": "country", "country": code}
        for name, code in (("Kenya", "KE"), ("Haiti", "HT"))
    }
    for code, reported in (("KE", 0), ("HT", 1)):
        officers = group("the officers", "400 police officers", country=code, sector="COP")
        assert len(found(text, ["NC329"], officers=officers, **lands)) == reported


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("St Bridget’s Hospital", 1),
        ("St Brigid’s Hospital", 0),
        ("St Barbara’s Hospital", 0),
        ("St Brigid’s Hopsital", 1),
        ("Nordlis", 1),
        ("Nordlyse", 1),
        ("Nordlyss", 0),
        ("Sudlys", 0),
    ],
)
def test_names_in_another_spelling(name, reported):
    """One word is spelt otherwise than in the text, and begins alike."""
    text = "St Brigid’s Hospital was shut. The hospital is in Cork. The ferry line Nordlys said so."
    assert len(found(text, ["NC339"], it=body(name, "The hospital"))) == reported


def test_a_spelling_of_another_actor():
    """Two actors may have names that are nearly alike."""
    text = "Anna Bergmann came. She met Anna Bergman’s sister."
    actors = {"one": person("Anna Bergmann"), "two": person("Anna Bergmenn", "She")}
    assert found(text, ["NC339"], two=actors["two"]) == ["NC339 two"]
    assert found("Anna Bergmann came. She met her sister.", ["NC339"], **actors) == []
