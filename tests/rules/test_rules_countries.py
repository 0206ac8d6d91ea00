"""Countries of actors and places (NC531, NC532) beyond the examples."""

import json
from typing import Any

import pytest
from annotations import messages_of

import newscorpus as nc
from newscorpus.models.codes import country_table, several


def place(code: str, name: str, country: str, behind: str = "") -> list[str]:
    text = f"It rained in {name}{behind}."
    event = {
        "kind": "event",
        "type": "other",
        "evidence": [text[:-1]],
        "places": [{"name": name, "country": country}, {"name": name}],
    }
    return messages_of(code, text, events={"rain": event})


COUNTRIES_NAMED = [
    ("Morocco", "PT", "", True),
    ("northern Kenya", "SO", "", True),
    ("Antwerp", "NL", ", Belgium", True),
    ("South Sudan", "SD", "", True),
    ("South Sudan", "SS", "", False),
    ("Northern Ireland", "GB", "", False),
    ("Georgia", "US", "", False),
    ("Springfield", "US", ", Illinois", False),
]


@pytest.mark.parametrize(("name", "country", "behind", "reported"), COUNTRIES_NAMED)
def test_codes_beside_names_of_countries(name, country, behind, reported):
    """The place itself, or what is behind it; names of several places, and of territories, are not judged."""
    assert len(place("NC531", name, country, behind)) == reported


ELSEWHERE = [
    ("Brussels", "BR", "", True),
    ("central London", "FR", "", True),
    ("Brussels", "BE", "", False),
    ("Georgetown", "US", "", False),
    ("Brussels", "NL", ", Belgium", False),
    ("Morocco", "PT", "", False),
]


@pytest.mark.parametrize(("name", "country", "behind", "reported"), ELSEWHERE)
def test_codes_beside_cities(name, country, behind, reported):
    assert len(place("NC532", name, country, behind)) == reported


ACTORS = [
    ({"name": "Kenyan police", "kind": "organization", "country": "UG"}, "country `UG` contradicts `Kenyan`"),
    ({"name": "Kenyan police", "kind": "organization", "country": "KE"}, ""),
    ({"name": "Kenyan police", "kind": "organization"}, ""),
    ({"name": "police", "kind": "organization", "country": "KE"}, ""),
    (
        {"name": "Anna", "kind": "person", "country": "SE", "roles": {"minister": "norway"}},
        "`minister` is an office in `norway`, country `NO`, but `it` has `SE`",
    ),
    ({"name": "Anna", "kind": "person", "country": "SE", "roles": {"ambassador": "norway"}}, ""),
    ({"name": "Anna", "kind": "person", "country": "SE", "roles": ["minister"]}, ""),
    ({"name": "Lisbon", "kind": "locality", "country": "BR"}, "country `BR` contradicts `Lisbon`"),
]


@pytest.mark.parametrize(("actor", "message"), ACTORS)
def test_codes_of_actors(actor, message):
    roles = actor.get("roles", [])
    listed = (
        [{"title": t, "org": o} for t, o in roles.items()] if isinstance(roles, dict) else [{"title": t} for t in roles]
    )
    norway = {"name": "Norway", "kind": "country", "country": "NO"}
    club = {"name": "Club", "kind": "organization", "country": "NO"}
    text = f"{actor['name']}, minister or ambassador, of Norway and the Club."
    messages = messages_of("NC532", text, actors={"it": {**actor, "roles": listed}, "norway": norway, "club": club})
    assert [message in one for one in messages] == ([True] if message else [])


DESCRIBED = [
    ("Lomar, an Estonian firm, grew.", "Estonian"),
    ("Lomar, a large Estonian maker of ships, grew.", "Estonian"),
    ("Lomar of Canada grew.", "Canada"),
    ("The Dutch insurer Lomar grew.", "Dutch"),
    ("The U.S. company Lomar grew.", "U.S."),
    ("The Swedish insurer Lomar, a Dutch firm, grew.", ""),
    ("A Latin American firm, Lomar, grew.", ""),
    ("Norway fined insurer Lomar.", ""),
    ("The pro-Iranian group Lomar grew.", ""),
    ("The West African union Lomar grew.", ""),
]


@pytest.mark.parametrize(("text", "word"), DESCRIBED)
def test_what_an_actor_is_called(text, word):
    actors = {"it": {"name": "Lomar", "kind": "organization", "country": "SE"}}
    messages = messages_of("NC532", text, actors=actors)
    assert messages == ([f"country `SE` contradicts `{word}`"] if word else [])
    german = {"it": {"name": "Lomar", "kind": "organization", "country": "SE"}}
    assert messages_of("NC532", text, actors=german, language="de") == []


LABELS = [
    ({"name": "two Latvian men", "kind": "group", "named": False}, "Latvian"),
    ({"name": "the men", "kind": "group", "named": False, "mentions": ["three Latvian men"]}, "Latvian"),
    ({"name": "Nairobi Hospital", "kind": "organization"}, "Nairobi"),
    ({"name": "Embassy of Ghana", "kind": "organization"}, "Ghana"),
    ({"name": "Nairobi Hospital", "kind": "person"}, ""),
]


@pytest.mark.parametrize(("actor", "word"), LABELS)
def test_names_with_a_country(actor, word):
    text = "Two Latvian men, the men, three Latvian men, Bank of Ghana, Embassy of Ghana, Nairobi Hospital."
    messages = messages_of("NC532", text, actors={"it": {**actor, "country": "SE"}})
    assert messages == ([f"country `SE` contradicts `{word}`"] if word else [])


@pytest.mark.parametrize("column", ["places", "adjectives"])
def test_no_name_means_two_countries(column):
    names = [name for row in country_table() for name in several(getattr(row, column))]
    assert len(names) == len(set(names)) > 100


@pytest.mark.parametrize(("code", "other", "country"), [("ME", "MN", 1), ("MN", "ME", 0), ("ME", "ME", 0)])
def test_a_code_that_is_doubted_is_offered_to_nobody(code, other, country):
    """NC531 reports the country; only an office in one with the right code says where its holder is."""
    actors = {
        "state": {"name": "Montenegro", "kind": "country", "country": code},
        "anna": {
            "name": "Anna Berg",
            "kind": "person",
            "country": other,
            "roles": [{"title": "mayor", "org": "state"}],
        },
    }
    assert len(messages_of("NC532", "Anna Berg is mayor in Montenegro.", actors=actors)) == country


@pytest.mark.parametrize(
    ("text", "country", "reported"),
    [
        ("Peru rejected it. No one had crossed, its Foreign Ministry said", "CL", True),
        ("Peru rejected it. No one had crossed, its Foreign Ministry said", "PE", False),
        ("Peru sent its new Foreign Ministry", "CL", True),
        ("Peru told Chile that its Foreign Ministry was closed", "CL", False),
        ("Peru rejected it. Chile’s Foreign Ministry said so", "CL", False),
    ],
)
def test_the_country_that_its_means(text: str, country: str, reported: bool) -> None:
    actors = {
        "peru": {"name": "Peru", "kind": "country", "country": "PE"},
        "chile": {"name": "Chile", "kind": "country", "country": "CL"},
        "ministry": {"name": "Foreign Ministry", "kind": "organization", "sector": "GOV", "country": country},
    }
    assert bool(messages_of("NC532", f"{text}.\n\nChile.", actors=actors)) == reported


def found(
    code: str, text: str, *places: dict[str, str], actors: dict[str, Any] | None = None, **event: Any
) -> list[str]:
    """The messages of a rule about the places of an event that the whole text is evidence of."""
    made = {"kind": "incident", "type": "attack", "evidence": [text], "places": [*places], **event}
    return messages_of(code, text, actors=actors or {}, events={"it": made})


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
