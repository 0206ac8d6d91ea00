"""NC532 and NC550 beyond the examples: the countries of places and missions, and places of something else."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(
    code: str, text: str, *places: dict[str, str], actors: dict[str, Any] | None = None, **event: Any
) -> list[str]:
    """The messages of a rule about the places of an event that the whole text is evidence of."""
    made = {"kind": "incident", "type": "attack", "evidence": [text], "places": [*places], **event}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": made}}
    report = nc.check_text(json.dumps(article | {"actors": actors or {}}), "json", select=[code, "NC0", "NC1"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "name", "code", "meant"),
    [
        ("They met in the Tajik town of Isfaro.", "Isfaro", "KG", "Tajik town of Isfaro"),
        ("They met in Nepal’s western district of Karto.", "Karto", "IN", "Nepal’s western district of Karto"),
        ("They met in Karto in southern Kenya.", "Karto", "UG", "Karto in southern Kenya"),
        ("They met in Karto, a port in Ghana.", "Karto", "UG", "Karto, a port in Ghana"),
        ("They met in Nepalgunj.", "Nepalgunj", "IN", "Nepalgunj"),
        ("They met in the Tajik town of Isfaro.", "Isfaro", "TJ", ""),
        ("They met in Karto, and then in Ghana.", "Karto", "UG", ""),
        ("They met in Karto, a town between Ghana and Togo.", "Karto", "GH", ""),
    ],
)
def test_the_country_that_the_text_says(text: str, name: str, code: str, meant: str) -> None:
    """Before or behind the name of a place; else that of a city whose name is unique."""
    messages = found("NC532", text, {"name": name, "country": code})
    assert messages == ([f"country `{code}` contradicts `{meant}`"] if meant else [])


@pytest.mark.parametrize(
    ("name", "country", "reported"),
    [
        ("the Greek embassy in Lima", "PE", 1),
        ("the Greek embassy in Lima", "GR", 0),
        ("Embassy of Greece in Lima", "PE", 1),
    ],
)
def test_an_embassy_belongs_to_who_sends_it(name: str, country: str, reported: int) -> None:
    """Wherever it stands."""
    actor = {"name": name, "kind": "organization", "country": country}
    assert len(found("NC532", f"It was {name}.", actors={"it": actor})) == reported


def test_a_place_has_one_country() -> None:
    """That of most events."""
    text = "They met in Karto. They left Karto. They came to Karto."
    events = {
        f"e{i}": {"kind": "event", "type": "other", "evidence": [part], "places": [{"name": "Karto", "country": code}]}
        for i, (part, code) in enumerate(
            zip(("They met in Karto", "They left Karto", "They came to Karto"), ("GH", "GH", "TG"), strict=True)
        )
    }
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": events}
    (finding,) = nc.check_text(json.dumps(article), "json", select=["NC532"]).diagnostics
    assert finding.path[1] == "e2"


EMBASSY = {"embassy": {"name": "Greek embassy in Lima", "kind": "organization"}}


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Two were hurt, the Greek embassy in Lima said.", 1),
        ("Two were hurt in Lima, the Greek embassy in Lima said.", 0),
        ("Two were hurt, he told reporters in Lima.", 1),
        ("Two were hurt, he said in Lima.", 1),
        ("Two were hurt at a shop in Lima.", 0),
        ("Two were hurt, he said, in Lima.", 0),
    ],
)
def test_a_place_of_something_else(text: str, reported: int) -> None:
    """Within a name, or behind a verb of speech, and nowhere else in the evidence."""
    assert len(found("NC550", text, {"name": "Lima"}, actors=EMBASSY)) == reported


def test_a_party_and_a_briefing_are_where_they_are_named() -> None:
    """The embassy that is attacked, and the reporters who are told."""
    text = "Two attacked the Greek embassy in Lima."
    assert found("NC550", text, {"name": "Lima"}, actors=EMBASSY, participants={"target": ["embassy"]}) == []
    text = "He told reporters in Lima."
    assert found("NC550", text, {"name": "Lima"}, kind="meeting", type="briefing") == []


@pytest.mark.parametrize(
    ("text", "kind", "reported"),
    [
        ("They bought Osmo, a fund in Lima.", "event", "where somebody is from: `a fund in Lima`"),
        ("They bought Osmo, a fund that was sold in Lima.", "event", ""),
        ("They attacked Osmo, a hotel in Lima.", "incident", ""),
        ("They attacked the Lima-based company.", "incident", "where somebody is from: `Lima-based`"),
        ("They attacked men of Osmo, a firm based in Lima.", "incident", "where somebody is from: `based in Lima`"),
        ("The mayor of Lima asked for tents.", "event", "where somebody is from: `mayor of Lima`"),
        ("They may send men, an analyst in Lima thinks.", "event", "where somebody is from: `analyst in Lima`"),
        ("They may send men to Lima.", "event", ""),
        ("They seized him on his return from Lima.", "incident", "on a way: `return from Lima`"),
        ("They seized a ship on its way to Lima.", "incident", "on a way: `way to Lima`"),
        ("They seized a cargo from Lima to Quito.", "incident", "on a way: `from Lima`"),
        ("They seized a cargo from Quito to Lima.", "incident", "on a way: `from Quito to Lima`"),
        ("They sent a cargo from Quito to Lima.", "event", ""),
        ("They took tents meant for Lima to Quito.", "event", "what something is for: `meant for Lima`"),
        ("They fired at cars in Lima on the way to work.", "incident", ""),
    ],
)
def test_where_somebody_is_from_or_on_the_way_to(text: str, kind: str, reported: str) -> None:
    """Neither is where it happened; a hotel that is attacked is where it is."""
    more = {"kind": kind, "type": "other" if kind == "event" else "attack"}
    messages = found("NC550", text, {"name": "Lima", "country": "PE"}, **more)
    assert [one.partition("is only ")[2] for one in messages] == ([reported] if reported else [])
    assert found("NC550", text, {"name": "Lima"}, kind="event", type="departure") == []
