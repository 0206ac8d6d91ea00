"""NC534 beyond the example: words that name an event of another type, and words that only seem to."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(evidence: str, kind: str, type_: str, trigger: str = "", language: str = "en", **more: Any) -> list[str]:
    """The helps of NC534 about one event."""
    event = {"kind": kind, "type": type_, "evidence": [evidence]} | ({"triggers": [trigger]} if trigger else {})
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": language,
        "text": f"{evidence}.",
        "events": {"it": event},
    }
    report = nc.check_text(json.dumps(article | more), "json", select=["NC534", "NC0", "NC1", "NC3"])
    assert {one.code for one in report.diagnostics} <= {"NC534"}, [*map(str, report.diagnostics)]
    return [one.help or "" for one in report.diagnostics]


CASES = [
    ("Thirty states met at the Ocean Summit", "meeting", "conference", ""),
    ("They signed an agreement on fish", "event", "cooperation", "`type: agreement`"),
    ("A court in Oslo on Tuesday fined the brewer", "event", "sanction", "`type: decision`"),
    ("The army arrested three men", "incident", "attack", "`type: detention`"),
    ("The mayor has resigned", "event", "decision", "`type: departure`"),
    ("A bus was derailed in fog", "event", "change", "`kind: incident` and `type: accident`"),
    ("Gunmen opened fire on a bus", "incident", "accident", "`type: attack`"),
    ("The mayor criticised the plan", "event", "other", "`type: accusation`"),
    ("Gunmen on motorbikes killed a judge in Cali", "incident", "death", "`type: attack`"),
    ("Two journalists were murdered", "incident", "death", "`type: attack`"),
    ("A bus crashed into a wall, and two people died", "incident", "death", "`type: accident`"),
    ("Rival militias traded fire in Tripoli", "incident", "attack", "`type: clash`"),
    ("The two presidents spoke on the phone", "meeting", "talks", "`type: call`"),
    ("Students threw stones at the police", "incident", "protest", "`type: unrest`"),
    ("A jet flew within 10 metres of a patrol plane", "incident", "attack", "`type: encounter`"),
    ("France pulled its last troops out of Niger", "event", "mobilization", "`type: withdrawal`"),
    # The same type, several types, or other words.
    ("The party bought votes in the north", "incident", "crime", ""),
    ("The party bought a ship in the north", "incident", "crime", "`kind: event` and `type: transaction`"),
    ("The singer died at home", "incident", "death", ""),
    ("A dam burst and flooded two villages", "incident", "accident", ""),
    ("Nigeria sent two warships to help", "event", "aid", ""),
    ("They signed an agreement on fish", "event", "agreement", ""),
    ("The mayor attacked the plan", "event", "accusation", ""),
    ("The army arrested three men and shelled a town", "incident", "other", ""),
    ("The ousted president came home", "meeting", "visit", ""),
    ("Attacks were on the rise", "event", "change", ""),
    ("The newly appointed mayor came home", "meeting", "visit", ""),
    ("The mayor came home after Carl resigned", "meeting", "visit", ""),
    ("The mayor came home", "meeting", "visit", ""),
]


@pytest.mark.parametrize(("evidence", "kind", "type_", "meant"), CASES)
def test_the_type_that_the_evidence_names(evidence, kind, type_, meant):
    """By the verbs of its first clause."""
    helps = found(evidence, kind, type_)
    assert helps == ([f"write {meant}, if that is meant"] if meant else [])


def test_triggers_name_the_event():
    """They decide where they have words for a type."""
    text = "The mayor resigned after the arrest of a clerk who was arrested in May"
    assert found(text, "event", "departure", "resigned") == []
    assert found(text, "incident", "detention", "was arrested") == []
    assert found(text, "incident", "detention", "arrest of a clerk") == []
    assert found(text, "incident", "attack", "a clerk") == [
        "write `kind: event` and `type: departure`, if that is meant"
    ]
    signed = "They signed a treaty, ending a dispute"
    assert found(signed, "event", "dispute", "dispute") == []
    assert found(signed, "event", "dispute", "They") == ["write `type: agreement`, if that is meant"]


def test_triggers_of_another_event():
    """Where evidence and title speak of the type, the triggers are wrong; where they do not, the type may be."""
    text = "The mayor resigned. The council rejected the demand."
    event = {
        "kind": "event",
        "type": "refusal",
        "evidence": ["The council rejected the demand"],
        "triggers": ["resigned"],
    }
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": event}}
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC534"]).diagnostics
    assert one.path == ("events", "it", "triggers")
    assert one.help == "correct the triggers, or write `type: departure`, if that is meant"


@pytest.mark.parametrize(
    ("evidence", "kind", "type_"),
    [
        ("a regional water council that the two neighbours want to set up", "event", "cooperation"),
        ("pirates tried to board a tanker, but were driven off", "incident", "attack"),
        ("officials leaked the ruling to traders", "incident", "crime"),
    ],
)
def test_words_around_a_type(evidence, kind, type_):
    """Many words are around a type; without any of them it is reported."""
    assert found(evidence, kind, type_) == []
    assert len(found("It was seen in Oslo", kind, type_)) == 1


def test_types_that_are_not_judged():
    """Languages without words, and evidence that is not in the text."""
    event = {"kind": "incident", "type": "attack", "evidence": ["The army arrested three men", "in Bergen"]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "The army arrested three men."}
    assert not nc.check_text(json.dumps(article | {"events": {"it": event}}), "json", select=["NC534"]).diagnostics
    assert found("Die Polizei hat drei Männer festgenommen", "incident", "attack", language="de")
    assert found("La policía detuvo a tres hombres", "incident", "attack", language="es")
    assert found("La police a arrested trois hommes", "incident", "attack", language="fr") == []


def test_an_interview_by_telephone_is_no_call():
    """It has an audience, whatever is said in it."""
    evidence = "The mayor rejected this in a telephone interview with the radio"
    assert found(evidence, "meeting", "call") == ["write `type: briefing`, if that is meant"]
    assert found(evidence, "meeting", "briefing") == []
    spoke = "The mayor spoke by telephone"
    assert found(spoke, "meeting", "briefing") == ["write `type: call`, if that is meant"]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{spoke} to the radio."}
    actors = {"radio": {"name": "the radio", "kind": "organization", "named": False}}
    event = {"kind": "meeting", "type": "briefing", "evidence": [spoke]}
    event |= {"participants": {"audience": [{"actor": "radio"}]}}
    event = json.dumps(article | {"actors": actors, "events": {"it": event}})
    assert nc.check_text(event, "json", select=["NC534"]).diagnostics == ()


def test_words_of_another_event():
    """Evidence may begin with another event, which is annotated with the type that its words name."""
    evidence = "Dockers went on strike, and exports stopped"
    strike = {"kind": "incident", "type": "protest", "evidence": ["Dockers went on strike"]}
    stop = {"kind": "event", "type": "change", "evidence": [evidence]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{evidence}."}
    both = json.dumps(article | {"events": {"strike": strike, "stop": stop}})
    assert nc.check_text(both, "json", select=["NC534"]).diagnostics == ()
    assert (
        len(nc.check_text(json.dumps(article | {"events": {"stop": stop}}), "json", select=["NC534"]).diagnostics) == 1
    )


def test_who_is_sentenced_is_not_detained():
    """A sentence is a decision; who is convicted and jailed may be detained."""
    assert found("A court sentenced the mayor to five years", "incident", "detention") == [
        "write `kind: event` and `type: decision`, if that is meant"
    ]
    assert found("A court convicted the mayor", "incident", "detention") == []
    assert found("A court sentenced and jailed the mayor", "incident", "detention") == []


def test_finding_out_is_an_investigation():
    """What is to be found out is not discovered yet."""
    assert found("Oslo sent observers to find out who fired", "event", "discovery") == [
        "write `type: investigation`, if that is meant"
    ]


def test_an_attack_with_dead_is_no_crime():
    """Unless something is stolen, or somebody is tried for it."""
    killed = "Gunmen attacked a tanker, killing an engineer"
    assert found(killed, "incident", "crime", "attacked") == ["write `type: attack`, if that is meant"]
    assert found("Gunmen attacked a shop, killing a man, and stole money", "incident", "crime", "attacked") == []
    assert found("A man attacked his boss", "incident", "crime", "attacked") == []
