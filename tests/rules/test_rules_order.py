"""NC555, NC546 and NC558 on news of many sorts: what the words say of two events, and what they do not."""

import json
from typing import Any

import pytest

import newscorpus as nc

LONG = "The day was long, and there was much to see in the town, so that many people stayed until late in the evening and talked. "


def found(text: str, codes: str = "NC546 NC555 NC558", **events: Any) -> list[str]:
    """The messages of rules about relations of events."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": events}
    report = nc.check_text(json.dumps(article), "json", select=[*codes.split(), "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {*codes.split()}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


def event(type_: str, words: str, trigger: str = "", **more: Any) -> dict[str, Any]:
    """An event."""
    incidents = ("attack", "accident", "disaster", "protest", "unrest", "detention", "crime", "cyberattack", "clash")
    kind = "incident" if type_ in incidents else "meeting" if type_ in ("visit", "talks") else "event"
    return {"kind": kind, "type": type_, "evidence": [words], "triggers": [trigger] if trigger else [], **more}


STRIKE = event("protest", "Dockers in Hull walked out on Friday", "walked out")
CASES = [
    (
        "caused_by",
        "Dockers in Hull walked out on Friday after the port sacked 40 crane drivers.",
        STRIKE,
        event("departure", "the port sacked 40 crane drivers", "sacked"),
    ),
    (
        "caused_by",
        "The sacking of 40 crane drivers sparked a walkout at the port of Hull.",
        event("protest", "a walkout at the port of Hull", "walkout"),
        event("departure", "The sacking of 40 crane drivers", "sacking"),
    ),
    (
        "caused_by",
        "Following the landslide, the canton evacuated two villages.",
        event("decision", "the canton evacuated two villages", "evacuated"),
        event("disaster", "the landslide", "landslide"),
    ),
    (
        "after",
        "Two days before the vote, the commission barred the leader of the opposition.",
        event("election", "the vote", "vote"),
        event("decision", "the commission barred the leader of the opposition", "barred"),
    ),
    (
        "after",
        "Having lost the vote, the premier stepped down.",
        event("departure", "the premier stepped down", "stepped down"),
        event("election", "Having lost the vote", "lost the vote"),
    ),
    (
        "after",
        "Rebels seized the airport of Kindu at dawn. Hours later the army shelled the runway.",
        event("attack", "the army shelled the runway", "shelled"),
        event("attack", "Rebels seized the airport of Kindu at dawn", "seized"),
    ),
    (
        "after",
        "Norway expelled two diplomats on Tuesday. In return, Moscow closed the consulate in Tromsø.",
        event("sanction", "Moscow closed the consulate in Tromsø", "closed"),
        event("sanction", "Norway expelled two diplomats on Tuesday", "expelled"),
    ),
    (
        "after",
        "The coach crashed near Graz at noon. It had left Vienna at nine.",
        event("accident", "The coach crashed near Graz at noon", "crashed"),
        event("other", "It had left Vienna at nine", "left"),
    ),
    (
        "caused_by",
        "The blackout in Lagos was triggered by a fire in a substation.",
        event("accident", "The blackout in Lagos", "blackout"),
        event("accident", "a fire in a substation", "fire"),
    ),
    (
        "caused_by",
        "The head of the federation resigned over the doping of juniors.",
        event("departure", "The head of the federation resigned", "resigned"),
        event("crime", "the doping of juniors", "doping"),
    ),
    (
        "caused_by",
        "A bomb exploded in Kita on Monday. The army closed the road because of the attack.",
        event("decision", "The army closed the road", "closed"),
        event("attack", "A bomb exploded in Kita on Monday", "exploded"),
    ),
    (
        "about",
        "Chile and Peru signed a treaty on Monday. The port of Arica welcomed the deal.",
        event("support", "The port of Arica welcomed the deal", "welcomed"),
        event("agreement", "Chile and Peru signed a treaty on Monday", "signed"),
    ),
    (
        "about",
        "Teachers asked the ministry for smaller classes in May. The ministry turned down the request.",
        event("refusal", "The ministry turned down the request", "turned down"),
        event("request", "Teachers asked the ministry for smaller classes in May", "asked"),
    ),
]


@pytest.mark.parametrize(("how", "text", "later", "earlier"), CASES)
def test_relations_the_wrong_way_round(how, text, later, earlier):
    """The right one is not reported, the reversed one is."""
    assert found(text, later={**later, "relations": {how: ["earlier"]}}, earlier=earlier) == []
    assert found(text, later=later, earlier={**earlier, "relations": {how: ["later"]}})


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized the airport at dawn. The army had shelled the runway hours later than was planned.",
        "Rebels seized the airport at dawn.\n\nHours later the army shelled the runway.",
        "He said that rebels seized the airport at dawn. The army shelled the runway.",
    ],
)
def test_an_order_that_nothing_shows(text):
    """Without a word of time that is about the two, in one paragraph, either may come first."""
    rebels = event("attack", "seized the airport at dawn", "seized", relations={"after": ["army"]})
    assert found(f"{LONG * 4}\n\n{text}", "NC555", rebels=rebels, army=event("attack", "shelled the runway")) == []


@pytest.mark.parametrize(
    ("how", "one", "other", "reported"),
    [
        ("enabled_by", event("decision", "One"), event("attack", "two"), 1),
        ("enabled_by", event("crime", "One"), event("attack", "two"), 0),
        ("enabled_by", event("refusal", "One"), event("agreement", "two"), 1),
        ("enabled_by", event("visit", "One", status="cancelled"), event("agreement", "two"), 1),
        ("enabled_by", event("visit", "One"), event("agreement", "two"), 0),
        ("prevented_by", event("visit", "One", status="planned"), event("attack", "two"), 1),
        ("prevented_by", event("visit", "One", status="cancelled"), event("attack", "two"), 0),
        ("part_of", event("aid", "One"), event("attack", "two"), 1),
        ("part_of", event("talks", "One"), event("agreement", "two"), 1),
        ("part_of", event("agreement", "One"), event("talks", "two"), 0),
        ("caused_by", event("attack", "One"), event("aid", "two"), 1),
        ("caused_by", event("aid", "One"), event("attack", "two"), 0),
    ],
)
def test_types_that_a_relation_does_not_fit(how, one, other, reported):
    """Attacks make little possible, help causes no violence, and one act has no meeting as a part."""
    assert len(found("One two.", "NC546", one={**one, "relations": {how: ["other"]}}, other=other)) == reported


def apart(first: str, second: str, between: str = "", **more: Any) -> int:
    """How often a relation of two events in different paragraphs is reported."""
    text = f"{LONG}\n\n{first}\n\n{between or 'It rained.'}\n\n{second}"
    events = {
        "one": event("other", first, relations={"after": ["two"]}),
        "two": event("other", second),
        **more,
    }
    return len(found(text, "NC558", **events))


def test_events_that_nothing_connects():
    """A word, a paragraph or the beginning of the article connects two, and so do others that lead to one of them."""
    far = "Snow fell in Oslo."
    third = event("other", "It rained", relations={"after": ["two"]})
    assert apart("A bank closed.", far) == 1
    assert apart("A bank closed, because of snow.", far) == 0
    assert apart("A bank closed.", far, third=third) == 0
    bank = event("other", "A bank closed", relations={"after": ["day"]})
    assert found(f"{LONG}\n\nIt rained.\n\nA bank closed.", "NC558", bank=bank, day=event("other", "The day was")) == []
    bank = event("other", "A bank closed", relations={"after": ["snow"]})
    assert found(f"{LONG}\n\nA bank closed. Snow fell.", "NC558", bank=bank, snow=event("other", "Snow fell")) == []
