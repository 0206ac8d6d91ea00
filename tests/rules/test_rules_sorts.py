"""NC213 and NC214 beyond the examples: kinds and sectors beside names and offices."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(code: str, language: str = "en", **actor: Any) -> list[str]:
    """The help of a rule about one actor."""
    named = {"named": False, "mentions": []} if actor.get("named") is False else {}
    text = f"{actor.get('name', 'Anna')} came as {' and '.join(actor.get('roles', ['a guest']))}."
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": {"it": actor | named}}
    report = nc.check_text(json.dumps(article), "json", select=[code, "NC0", "NC1"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.help or "" for one in report.diagnostics]


KINDS = [
    ("Sir Luke Tallant of the Colonial Office", "person", ""),
    ("Norway", "locality", "country"),
    ("Norway", "organization", "country"),
    ("Paris", "country", "locality"),
    ("Paris", "person", "locality"),
    ("Ministry of Health", "person", "organization"),
    ("Oslo City Council", "locality", "organization"),
    ("Bank of England", "person", "organization"),
    ("Norway’s foreign ministry", "country", "organization"),
    ("the army of Norway", "country", "organization"),
    ("Norway’s foreign ministry", "organization", ""),
    ("Army", "locality", "organization"),
    ("Army Bay", "locality", ""),
    ("the chief of police", "person", ""),
    ("Norway", "country", ""),
    ("Paris", "locality", ""),
    ("Paris", "organization", ""),
    ("Ministry of Health", "organization", ""),
    ("Margaret Court", "person", ""),
    ("northern Kenya", "locality", ""),
    ("Anna Berg", "person", ""),
]


@pytest.mark.parametrize(("name", "kind", "meant"), KINDS)
def test_kinds_beside_names(name, kind, meant):
    """Where the name says what the actor is."""
    country = {"country": "NO"} if kind == "country" else {}
    assert found("NC213", name=name, kind=kind, **country) == (
        [f"write `kind: {meant}`, if that is meant"] if meant else []
    )


PLACES = [
    ("A fire broke out in Lomar. They had met near Lomar before.", "Lomar", "locality"),
    ("The port of Lomar was closed. Lomar grew.", "Lomar", "locality"),
    ("They put their hope in Lomar. Lomar came, and Lomar spoke.", "Lomar", ""),
    ("They met in Lomar’s house.", "Lomar", ""),
    ("They met in Ida Lomar.", "Ida Lomar", ""),
    ("LOMAR was asked. They met Lomar.", "LOMAR", ""),
    ("LOMAR was asked.", "LOMAR", "organization"),
]


@pytest.mark.parametrize(("text", "name", "meant"), PLACES)
def test_kinds_by_the_words_before_a_name(text, name, meant):
    """Who is mostly somewhere `in` a text is a place; people act, too."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text}
    article["actors"] = {"who": {"name": name, "kind": "person"}}
    report = nc.check_text(json.dumps(article), "json", select=["NC213"])
    assert [one.help for one in report.diagnostics] == ([f"write `kind: {meant}`, if that is meant"] if meant else [])


def test_actors_without_a_name_of_their_own():
    """A label with a noun for a body or for people says what it is."""
    wanted = ["write `kind: organization`, if that is meant"]
    assert found("NC213", name="the Ministry of Health", kind="person", named=False) == wanted
    assert found("NC213", name="the army of Norway", kind="group", named=False) == wanted
    assert found("NC213", name="the sailors", kind="locality", named=False) == ["write `kind: group`, if that is meant"]
    assert found("NC213", name="the villages", kind="locality", named=False) == []
    assert found("NC213", name="the chairwoman", kind="person", named=False) == []
    assert found("NC213", name="members of the board", kind="group", named=False) == []


DESCRIBED = [
    ("A lawyer, Anna Berg, came.", "group", "person"),
    ("Its chairwoman, Anna Berg, came.", "organization", "person"),
    ("Anna Berg, who was late, came.", "group", "person"),
    ("The insurer Anna Berg came.", "group", "organization"),
    ("A gang, Anna Berg, came.", "group", ""),
    ("Anna Berg, which was late, came.", "organization", ""),
]


@pytest.mark.parametrize(("text", "kind", "meant"), DESCRIBED)
def test_persons_beside_their_descriptions(text, kind, meant):
    """Who has a noun for a person beside the name is one."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text}
    article["actors"] = {"who": {"name": "Anna Berg", "kind": kind}}
    report = nc.check_text(json.dumps(article), "json", select=["NC213"])
    assert [one.help for one in report.diagnostics] == ([f"write `kind: {meant}`, if that is meant"] if meant else [])


def test_names_of_places_of_events():
    """What is the place of an event is no person."""
    event = {"kind": "event", "type": "other", "evidence": ["came to Lomar"], "places": ["Lomar"]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "Anna came to Lomar. Lomar was glad."}
    for kind, count in (("person", 1), ("organization", 1), ("locality", 0)):
        actors = {"it": {"name": "Lomar", "kind": kind}}
        report = nc.check_text(
            json.dumps({**article, "actors": actors, "events": {"e": event}}), "json", select=["NC213"]
        )
        assert len(report.diagnostics) == count


SECTORS = [
    ({"name": "Oslo police", "kind": "organization", "sector": "MIL"}, "COP"),
    ({"name": "Supreme Court", "kind": "organization", "sector": "GOV"}, "JUD"),
    ({"name": "Anna", "kind": "person", "roles": ["foreign minister"], "sector": "JUD"}, "GOV"),
    ({"name": "Anna", "kind": "person", "roles": ["deputy foreign minister"], "sector": "JUD"}, "GOV"),
    ({"name": "Anna", "kind": "person", "roles": ["judge"], "sector": "BUS"}, "JUD"),
    ({"name": "Oslo police", "kind": "organization", "sector": "COP"}, ""),
    ({"name": "Oslo police", "kind": "organization", "sector": "UNK"}, ""),
    ({"name": "Oslo police", "kind": "organization"}, ""),
    ({"name": "Army of the Dawn", "kind": "organization", "sector": "REB"}, ""),
    ({"name": "Police Union", "kind": "organization", "sector": "LAB"}, ""),
    ({"name": "Dock Workers", "kind": "organization", "sector": "REB"}, "LAB"),
    ({"name": "Oslo Workers' Party", "kind": "organization", "sector": "REB"}, ""),
    ({"name": "House Committee on Government Reform", "kind": "organization", "sector": "LEG"}, ""),
    ({"name": "Police University", "kind": "organization", "sector": "CVL"}, ""),
    ({"name": "Lomar", "kind": "organization", "sector": "BUS"}, ""),
    ({"name": "police", "kind": "group", "sector": "CVL"}, ""),
    ({"name": "Anna", "kind": "person", "roles": ["judge", "mayor"], "sector": "BUS"}, ""),
    ({"name": "Anna", "kind": "person", "roles": ["member"], "sector": "BUS"}, ""),
    ({"name": "Anna", "kind": "person", "roles": ["guest of the judge"], "sector": "BUS"}, ""),
]


@pytest.mark.parametrize(("actor", "meant"), SECTORS)
def test_sectors_beside_names_and_offices(actor, meant):
    """Where the words leave no other."""
    assert found("NC214", **actor) == ([f"write `sector: {meant}`, if that is meant"] if meant else [])
    assert found("NC214", "fr", **actor) == []


@pytest.mark.parametrize(
    ("text", "sector", "meant"),
    [
        ("The union Lomar met.", "BUS", "LAB"),
        ("They told the newspaper Lomar.", "BUS", "JRN"),
        ("They told a carmaker, Lomar.", "MED", "BUS"),
        ("The union Lomar met.", "LAB", ""),
        ("Lomar met the union. The union Lomar met.", "BUS", ""),
        ("They met the union at Lomar.", "BUS", ""),
        ("The student union’s Lomar met.", "BUS", ""),
        ("The customs union Lomar met.", "BUS", ""),
        ("Lomar met.", "BUS", ""),
    ],
)
def test_what_the_text_calls_an_organization(text, sector, meant):
    """Directly before its name, where it is mentioned first."""
    actors = {"it": {"name": "Lomar", "kind": "organization", "sector": sector}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    report = nc.check_text(json.dumps(article), "json", select=["NC214"])
    assert [one.help for one in report.diagnostics] == ([f"write `sector: {meant}`, if that is meant"] if meant else [])


CALLED = [
    # The kind, the sector, the label or words behind the name, and the sector that is meant.
    ("group", "COP", "prosecutors", "JUD"),
    ("group", "JUD", "nine police officers", "COP"),
    ("group", "GOV", "relatives of the dead", "CVL"),
    ("group", "COP", "350 workers", "LAB"),
    ("group", "LAB", "350 workers", ""),
    ("group", "COP", "border troops", ""),
    ("group", "BUS", "guests", ""),
    ("group", "COP", "the officer’s guests", ""),
    ("organization", "GOV", "Lomar, an environmental group, met.", "SOC"),
    ("organization", "GOV", "Lomar, a Belgian holding, met.", "BUS"),
    ("organization", "COP", "Lomar, an opposition party, met.", "OPP"),
    ("organization", "SOC", "Lomar, an environmental group, met.", ""),
    ("organization", "GOV", "Lomar, a group of friends, met.", ""),
    ("organization", "GOV", "Lomar, the winner, met.", ""),
    ("organization", "GOV", "They met Lomar and a charity.", ""),
]


@pytest.mark.parametrize(("kind", "sector", "words", "meant"), CALLED)
def test_what_groups_and_organizations_are_called(kind, sector, words, meant):
    """By the label of a group, and behind the name of an organization."""
    label = {"name": words, "named": False, "mentions": [words]}
    actor = {"kind": kind, "sector": sector, **(label if kind == "group" else {"name": "Lomar"})}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": words, "actors": {"it": actor}}
    report = nc.check_text(json.dumps(article), "json", select=["NC214"])
    assert [one.help for one in report.diagnostics] == ([f"write `sector: {meant}`, if that is meant"] if meant else [])


@pytest.mark.parametrize(
    ("sector", "org", "kind", "reported"),
    [
        ("JUD", "BUS", "organization", True),
        ("BUS", "BUS", "organization", False),
        ("GOV", "COP", "organization", False),
        ("JUD", "GOV", "organization", False),
        ("MED", "BUS", "organization", False),
    ],
)
def test_the_sector_of_an_office(sector, org, kind, reported):
    """Is that of the organization, if that is no part of the state."""
    actors = {
        "it": {"name": "Anna", "kind": "person", "sector": sector, "roles": [{"title": "guest", "org": "club"}]},
        "club": {"name": "Lomar", "kind": kind, "sector": org},
    }
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "Anna, guest, Lomar.", "actors": actors}
    report = nc.check_text(json.dumps(article), "json", select=["NC214"])
    assert [one.path for one in report.diagnostics] == [("actors", "it", "sector")] * reported


LABELS = [
    ({"name": "relatives", "kind": "organization", "named": False}, "group"),
    ({"name": "nine police officers", "kind": "person", "named": False}, "group"),
    ({"name": "Lomar", "kind": "organization", "mentions": ["she"]}, "person"),
    ({"name": "Lomar", "kind": "person", "mentions": ["the company"]}, "organization"),
    ({"name": "relatives", "kind": "group", "named": False}, ""),
    ({"name": "the crowd", "kind": "organization", "named": False}, ""),
    ({"name": "Lomar", "kind": "person", "mentions": ["she"]}, ""),
    ({"name": "Lomar", "kind": "organization", "mentions": ["the company"]}, ""),
]


@pytest.mark.parametrize(("actor", "meant"), LABELS)
def test_kinds_beside_labels_and_pronouns(actor, meant):
    """A noun in the plural is a group, `she` a person, and the company none."""
    text = "Relatives, nine police officers, the crowd, Lomar: she, the company."
    article = {"format": "newscorpus/1", "id": "a", "text": text, "actors": {"it": actor}}
    report = nc.check_text(json.dumps(article | {"language": "en"}), "json", select=["NC213"])
    assert [one.help for one in report.diagnostics] == ([f"write `kind: {meant}`, if that is meant"] if meant else [])


@pytest.mark.parametrize(
    ("title", "sector", "meant"),
    [
        ("former health minister", "GOV", "ELI"),
        ("ex-minister", "GOV", "ELI"),
        ("former health minister", "ELI", ""),
        ("former health minister", "OPP", ""),
        ("health minister", "GOV", ""),
        ("former spokesman", "GOV", ""),
    ],
)
def test_offices_that_somebody_held(title, sector, meant):
    """Who was a minister is of the government no longer."""
    helps = found("NC214", name="Anna Berg", kind="person", sector=sector, roles=[title])
    assert helps == ([f"write `sector: {meant}`, if that is meant"] if meant else [])
