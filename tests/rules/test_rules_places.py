"""NC532 beyond the examples: the countries of places and missions."""

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
    actor = {"name": name, "kind": "organization", "country": country}
    assert len(found("NC532", f"It was {name}.", actors={"it": actor})) == reported


def test_a_place_has_one_country() -> None:
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
