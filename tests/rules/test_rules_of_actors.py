"""NC213, NC214, NC216, NC326 and NC617 beyond the examples: what the text says of actors, and whom pronouns mean."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(code: str, text: str, actors: dict[str, Any], claims: list[dict[str, Any]] | None = None) -> list[str]:
    """The messages of a rule about actors."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    report = nc.check_text(json.dumps(article | {"claims": claims or []}), "json", select=[code, "NC0", "NC1"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "name", "kind", "reported"),
    [
        ("The trade union Lomar called a strike.", "Lomar", "group", 1),
        ("The trade union Lomar called a strike.", "Lomar", "organization", 0),
        ("The opposition leader Lomar came.", "Lomar", "person", 0),
        ("They met in Lomar.", "Lomar", "group", 1),
        ("They met in Lomar Park.", "Lomar", "group", 0),
        ("They lost confidence in Lomar.", "Lomar", "person", 0),
        ("They left the port of Lomar.", "Lomar", "country", 1),
        ("The World Bank paid.", "World Bank", "group", 1),
        ("Margaret Court came.", "Margaret Court", "person", 0),
        ("The FBI came.", "FBI", "person", 1),
    ],
)
def test_kinds_by_the_words_beside_a_name(text: str, name: str, kind: str, reported: int) -> None:
    """Nouns before it, `in`, and what it ends with."""
    assert len(found("NC213", text, {"it": {"name": name, "kind": kind}})) == reported


@pytest.mark.parametrize(
    ("text", "actor", "reported"),
    [
        ("Anna Berg, an opposition member of parliament, came.", {"kind": "person", "sector": "GOV"}, 1),
        ("Anna Berg, an opposition member of parliament, came.", {"kind": "person", "sector": "OPP"}, 0),
        ("The rebel leader Anna Berg came.", {"kind": "person", "sector": "MIL"}, 1),
        ("The former rebel leader Anna Berg came.", {"kind": "person", "sector": "GOV"}, 0),
        ("The rebel Anna Berg Front came.", {"kind": "organization", "name": "Anna Berg Front", "sector": "MIL"}, 1),
        ("Anna Berg, the men who have fought the army, came.", {"kind": "organization", "sector": "PRM"}, 1),
        ("Anna Berg came.", {"kind": "person", "sector": "JUD", "roles": [{"title": "minister of justice"}]}, 1),
        ("Anna Berg came.", {"kind": "person", "sector": "ELI", "roles": [{"title": "former health minister"}]}, 0),
        ("A diplomat came.", {"kind": "person", "name": "a diplomat", "named": False, "sector": "BUS"}, 1),
        ("The opposition candidate, Anna Berg, came.", {"kind": "person", "sector": "GOV"}, 1),
        ("The former opposition candidate, Anna Berg, came.", {"kind": "person", "sector": "GOV"}, 0),
        ("Anna Berg of the opposition came.", {"kind": "person", "sector": "GOV"}, 1),
        ("Anna Berg of the opposition to the plan came.", {"kind": "person", "sector": "GOV"}, 0),
        ("Anna Berg, a teacher, came.", {"kind": "person", "sector": "COP"}, 1),
        ("Anna Berg came.", {"kind": "person", "sector": "GOV", "roles": [{"title": "doctor"}]}, 1),
        ("Anna Berg came.", {"kind": "person", "sector": "GOV", "roles": [{"title": "community leader"}]}, 1),
        ("The anti-corruption group Anna Berg came.", {"kind": "organization", "sector": "GOV"}, 1),
        ("Anna Berg, the largest opposition party, came.", {"kind": "organization", "sector": "GOV"}, 1),
    ],
)
def test_sectors_by_the_words_beside_a_name(text: str, actor: dict[str, Any], reported: int) -> None:
    """What persons and bodies are called where they are first mentioned."""
    assert len(found("NC214", text, {"it": {"name": "Anna Berg", **actor}})) == reported


@pytest.mark.parametrize(("sector", "reported"), [("PRM", 1), ("MIL", 1), ("REB", 0)])
def test_who_fights_the_own_army_is_a_rebel(sector: str, reported: int) -> None:
    """By a relation of either."""
    front = {"name": "Lomar", "kind": "organization", "country": "SD", "sector": sector}
    army = {"name": "Osmo", "kind": "organization", "country": "SD", "sector": "MIL"}
    army |= {"relations": {"opponent_of": [{"other": "front"}]}}
    if sector != "MIL":
        assert len(found("NC214", "Osmo fought Lomar.", {"front": front, "army": army})) == reported


@pytest.mark.parametrize(
    ("one", "other", "reported"),
    [
        ({"sector": "MIL", "country": "TD"}, {"sector": "REB", "country": "TD"}, 1),
        ({"sector": "COP", "country": "NL"}, {"sector": "BUS", "country": "DE"}, 1),
        ({"sector": "COP", "country": "NL"}, {"sector": "GOV", "country": "NL"}, 0),
        ({"sector": "BUS", "country": "NL"}, {"sector": "BUS", "country": "DE"}, 0),
    ],
)
def test_parts_of_bodies_that_have_nothing_in_common(one: dict[str, Any], other: dict[str, Any], reported: int) -> None:
    """By sector and country, or as enemies."""
    actors: dict[str, Any] = {
        "one": {"name": "Lomar", "kind": "organization", "relations": {"part_of": [{"other": "other"}]}, **one},
        "other": {"name": "Osmo", "kind": "organization", **other},
    }
    assert len(found("NC216", "Lomar met Osmo.", actors)) == reported


@pytest.mark.parametrize(
    ("words", "relation", "reported"),
    [
        ("Lomar has fought Osmo", "ally_of", 1),
        ("Lomar filed a challenge to Osmo", "ally_of", 1),
        ("Lomar is an ally of Osmo", "ally_of", 0),
        ("Lomar backs Osmo", "opponent_of", 1),
        ("Lomar sued Osmo", "opponent_of", 0),
    ],
)
def test_allies_and_opponents(words: str, relation: str, reported: int) -> None:
    """By the words of the relation."""
    one = {"name": "Lomar", "kind": "organization", "relations": {relation: [{"other": "osmo", "evidence": words}]}}
    assert len(found("NC216", f"{words}.", {"it": one, "osmo": {"name": "Osmo", "kind": "organization"}})) == reported


@pytest.mark.parametrize(("org", "reported"), [("sudan", 1), ("un", 0)])
def test_the_owner_in_a_title(org: str, reported: int) -> None:
    """A `UN envoy` has the office at the UN."""
    actors: dict[str, Any] = {
        "un": {"name": "UN", "kind": "organization"},
        "sudan": {"name": "Sudan", "kind": "country", "country": "SD"},
        "anna": {"name": "Anna Berg", "kind": "person", "roles": [{"title": "UN envoy for Sudan", "org": org}]},
    }
    assert len(found("NC326", "The UN envoy for Sudan, Anna Berg, came.", actors)) == reported


@pytest.mark.parametrize(
    ("text", "by", "reported"),
    [
        ("In a note to the Oslo Post, Lomar denied that. “We came late,” it wrote.", "post", 1),
        ("In a note to the Oslo Post, Lomar denied that. “We came late,” it wrote.", "lomar", 0),
        ("The Oslo Post asked Lomar. “We came late,” it wrote.", "post", 0),
    ],
)
def test_a_pronoun_means_no_addressee(text: str, by: str, reported: int) -> None:
    """But the subject of the sentence before."""
    actors: dict[str, Any] = {
        "post": {"name": "Oslo Post", "kind": "organization"},
        "lomar": {"name": "Lomar", "kind": "organization"},
    }
    claim = {"by": [by], "quote": ["We came late"], "cue": "it wrote"}
    assert len(found("NC617", text, actors, [claim])) == reported


def test_a_name_of_the_quote_that_another_event_has() -> None:
    """`Trbovo stays open` is about the closure of the plant there."""
    text = (
        "Lomar called off a strike. The Post said that the plant in Trbovo will close. “Trbovo stays open,” she said."
    )
    events = {
        "strike": {"kind": "incident", "type": "protest", "evidence": ["Lomar called off a strike"]},
        "closure": {"kind": "event", "type": "change", "evidence": ["the plant in Trbovo will close"]},
    }
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": events}
    for about, reported in (("strike", 1), ("closure", 0)):
        claims = [{"quote": ["Trbovo stays open"], "about": [about]}]
        data = json.dumps(article | {"claims": claims})
        assert len(nc.check_text(data, "json", select=["NC615"]).diagnostics) == reported


@pytest.mark.parametrize(
    ("words", "value", "reported"),
    [
        ("at least 400 million cubic metres", "400000000 m3+", 0),
        ("$81 a barrel", "81 EUR/bbl", 1),
        ("$81 a barrel", "81 USD/bbl", 0),
    ],
)
def test_units_with_digits_and_rates(words: str, value: str, reported: int) -> None:
    """A `m3` has no number; a rate has a currency."""
    text = f"Lomar sold {words}."
    event = {"kind": "event", "type": "other", "evidence": [text]}
    event |= {"things": {"amount": [{"text": words, "value": value}]}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": event}}
    assert len(nc.check_text(json.dumps(article), "json", select=["NC518"]).diagnostics) == reported


@pytest.mark.parametrize(
    ("words", "count", "reported"),
    [
        ("The two men and a woman", 2, 1),
        ("The two men and a woman", 3, 0),
        ("two soldiers and three civilians", 3, 1),
        ("three people and a dog", 3, 0),
        ("48 miners, 12 of them foreigners", 48, 0),
    ],
)
def test_sums_of_people(words: str, count: int, reported: int) -> None:
    """Who is joined is counted together."""
    text = f"{words} were hurt."
    event = {"kind": "incident", "type": "accident", "evidence": [text]}
    event |= {"casualties": {"injured": [{"count": count, "text": words}]}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": event}}
    assert len(nc.check_text(json.dumps(article), "json", select=["NC517"]).diagnostics) == reported


OFFICES = [
    ("president", "GOV", {"kind": "country"}, 0),
    ("president", "OPP", {"kind": "country"}, 1),
    ("president", "OPP", {"kind": "organization"}, 0),
    ("analyst", "EDU", {"kind": "organization", "sector": "EDU"}, 0),
    ("analyst", "GOV", {"kind": "organization", "sector": "EDU"}, 1),
    ("analyst", "GOV", {"kind": "organization", "sector": "GOV"}, 0),
    ("rector", "GOV", {"kind": "organization", "sector": "EDU"}, 1),
    ("guest", "GOV", {"kind": "organization", "sector": "EDU"}, 0),
    ("", "GOV", {"kind": "organization", "sector": "OPP"}, 1),
    ("", "OPP", {"kind": "organization", "sector": "OPP"}, 0),
]


@pytest.mark.parametrize(("title", "sector", "body", "reported"), OFFICES)
def test_sectors_by_offices_and_membership(title: str, sector: str, body: dict[str, Any], reported: int) -> None:
    """A head of state is of the government, an analyst of the sector of their institute, a member of that of a party."""
    actors: dict[str, Any] = {
        "anna": {"name": "Anna Berg", "kind": "person", "sector": sector},
        "body": {"name": "Lomar", **body},
    }
    own = {"roles": [{"title": title, "org": "body"}]} if title else {"relations": {"member_of": [{"other": "body"}]}}
    actors["anna"] |= own
    assert len(found("NC214", f"{title} Anna Berg of Lomar came.", actors)) == reported


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Anna Berg, the mayor’s brother, came.", "the text has `mayor’s brother`"),
        ("Anna Berg, the lawyer of the mayor, came.", "the text has `lawyer of the mayor`"),
        ("Anna Berg, the mayor’s new spokeswoman, came.", "the text has `mayor’s new spokeswoman`"),
        ("Anna Berg, the mayor, came with the deputy.", ""),
        ("Anna Berg, the mayor’s friends said, came.", ""),
    ],
)
def test_titles_of_whom_somebody_serves(text: str, reported: str) -> None:
    """The brother of a mayor is no mayor."""
    messages = found("NC331", text, {"anna": {"name": "Anna Berg", "kind": "person", "roles": ["mayor"]}})
    assert [one.partition(", but ")[2] for one in messages] == ([reported] if reported else [])


@pytest.mark.parametrize(("verb", "reported"), [("succeeded her", 0), ("met her", 1)])
def test_who_succeeds_somebody_has_the_title(verb: str, reported: int) -> None:
    """The text gives it to the predecessor alone."""
    actors = {"anna": {"name": "Anna Berg", "kind": "person"}}
    actors |= {"carl": {"name": "Carl Dahl", "kind": "person", "roles": ["mayor"]}}
    assert len(found("NC331", f"Anna Berg, the mayor, resigned, and Carl Dahl {verb}.", actors)) == reported
