"""NC554 beyond the example: titles that say something else than the evidence."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person", "roles": ["mayor"]},
    "dora": {"name": "Dora Eide", "kind": "person"},
    "drivers": {"name": "bus drivers", "kind": "group", "named": False, "mentions": ["Bus drivers"]},
}
TEXT = """Anna Berg met Carl Dahl in Oslo on Monday.

Dora Eide lives in Tromsø. Bus drivers went on strike there because of the price of diesel. Prices fell by a third."""
MET = "Anna Berg met Carl Dahl in Oslo on Monday"
STRIKE = "Bus drivers went on strike there because of the price of diesel"


def found(title: str, evidence: str = MET, language: str = "en", **event: Any) -> list[str]:
    """The messages of the rule about the title of an event, in an article with a strike."""
    made = {"kind": "meeting", "type": "talks", "evidence": [evidence], "title": title, **event}
    text = TEXT if evidence in TEXT else f"{TEXT} {evidence}."
    strike = {"kind": "incident", "type": "protest", "evidence": [STRIKE]}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": ACTORS}
    article |= {"events": {"it": made, "strike": strike}}
    report = nc.check_text(json.dumps(article), "json", select=["NC554", "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {"NC554"}, [*map(str, report.diagnostics)]
    return [one.message.removeprefix(f"title `{title}` ") for one in report.diagnostics]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Berg and Dahl meet", None),
        ("Berg meets the mayor", None),
        ("Monday’s talks in Oslo", None),
        ("Berg and Eide meet", "names `dora`, but the evidence does not"),
        ("Berg meets bus drivers in Oslo", "names `drivers`, but the evidence does not"),
        ("Berg and Dahl meet in Tromsø", "names `Tromsø`, but the evidence does not"),
        ("Berg and Dahl meet in Trondheim", "names `Trondheim`, which the article does not have"),
        ("Berg and Dahl meet at NATO", None),
        ("Berg phones Dahl", "has `phones`, which names one of type call, but the evidence says `met`"),
        ("Drivers strike against the price of diesel", "has no word of the evidence, but some of `strike`"),
    ],
)
def test_what_a_title_names(title, said):
    """Somebody, a place or a type that the evidence has, or another one."""
    assert found(title) == ([said] if said else [])


def test_what_related_events_have_may_be_in_a_title():
    """A briefing about a strike names the strikers."""
    title = "Berg speaks about the strike of bus drivers"
    assert found(title) == ["names `drivers`, but the evidence does not"]
    assert found(title, relations={"about": ["strike"]}) == []


@pytest.mark.parametrize("evidence", ["He met Carl Dahl in Bodø", "Both sides met in Bodø"])
def test_evidence_that_may_mean_somebody_else(evidence):
    """A pronoun, and `both`, stand for names that are before them."""
    assert found("Talks of Eide in Bodø", evidence) == []
    assert found("Talks of Eide in Bodø", "They met again in Bodø", language="de") == []


OPPOSITES = [
    ("The court upholds the tax", "annulled", "The court annulled a tax", 1),
    ("The court annuls the tax", "annulled", "The court annulled a tax", 0),
    ("The mayor accepts the demand", "rejected", "The mayor rejected it", 1),
    ("The mayor accepts the demand", "rejected", "The mayor rejected it, and then accepted it", 0),
    ("The mayor does not accept the demand", "rejected", "The mayor rejected it", 0),
    ("Prices rise", "fell", "Prices fell", 1),
    ("Prices rise", "Prices", "Prices fell", 0),
]


@pytest.mark.parametrize(("title", "trigger", "evidence", "count"), OPPOSITES)
def test_a_title_that_says_the_opposite(title, trigger, evidence, count):
    """Of the triggers, unless the evidence says both."""
    assert len(found(title, evidence, kind="event", type="decision", triggers=[trigger])) == count


def test_a_participant_that_is_no_actor():
    """It has no words; another rule reports it."""
    assert found("Drivers strike against the price of diesel", participants={"participant": ["anna", "nobody"]})
