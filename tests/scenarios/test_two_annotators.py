"""Two annotations of one article, made independently by the codebook alone, and their adjudication.

The first test measures their agreement. The second one adjudicates by the codebook, which got a sentence where it
left a point open. Both annotations are unchanged.
"""

import shutil
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

TRIAL = Path(__file__).parent / "trial"
GOLD = Path("gold/harbour.yaml")


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    shutil.copytree(TRIAL, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def test_agreement():
    """They find the same actors, claims and nearly the same events, and differ in how many words show them."""
    found = {(one.name, one.unit): one for one in nc.agreement(["anna", "bert"]).figures}
    scores = {name: round(one.f1.value, 2) for name, one in found.items()}
    matched = {name: scores[name, f"matched {name}"] for name in ("actor", "event", "claim")}
    assert matched == {"actor": 1.0, "event": 0.90, "claim": 1.0}
    fields = [("event type", "event"), ("event status", "event"), ("event time", "event"), ("claim stance", "claim")]
    assert [scores[name, f"matched {what}"] for name, what in fields] == [0.90, 0.90, 0.81, 1.0]
    assert [round(found[name, f"matched {what}"].kappa.value, 2) for name, what in fields] == [1.0, 1.0, 0.86, 1.0]
    assert scores["argument", "role of a matched event"] == 0.92
    layers = ("mentions", "evidence", "casualties", "quote", "cue", "triggers")
    assert {one: (scores[one, "exact span"], scores[one, "overlapping span"]) for one in layers} == {
        "mentions": (0.97, 0.97),
        "evidence": (0.53, 0.83),
        "casualties": (0.25, 1.0),
        "quote": (0.92, 1.0),
        "cue": (0.67, 1.0),
        "triggers": (0.0, 0.0),  # only one of them marked any
    }


FOR_BERT = [
    # evidence is the clause that says it: all of it, since participants and times are in it
    *(f"events.{key}.evidence" for key in ("strike", "accusation", "inquiry")),
    # a cue is the source and its verb
    *("claims.cue of going back*", "claims.cue of an offer*", "claims.cue of such an offer*"),
    # counts are the number
    *("events.blockade.casualties.injured", "events.fire.casualties.killed", "events.pay-talks.outcome"),
    # a minister holds the office at the ministry, if it is an actor
    *("actors.oren.roles", "actors.ministry.name"),
    # what somebody always does is no event; a date is of what it stands beside
    *("events.wheat-trade", "events.pay-talks.when"),
    # words that name a participant; a headline mentions, too; the article does not call the mediators judges
    *("events.offer.participants.agent", "events.deployment.participants.participant", "actors.oren.mentions"),
    *("actors.mediators.mentions", "actors.mediators.sector"),
]
"""Where the codebook agrees with the second one; elsewhere, titles and notes included, with the first."""


def test_adjudication():
    """Of 77 open points, four are events that only one has; the leader decides 18 for one, and the rest for the other."""
    found = nc.adjudicate(["anna", "bert"], "gold")
    points = found.open[str(GOLD)]
    assert len(points) == 77
    assert [(one.at, *one.versions) for one in points if one.at.startswith("events") and one.at.count(".") == 1] == [
        ("events.talks-authority", "anna"),
        ("events.settlement", "anna"),
        ("events.wheat-trade", "anna"),
        ("events.earlier-talks", "bert"),
    ]
    assert [(one.file, one.line) for one in found.comments] == [("bert/harbour.yaml", 12)]
    before = nc.check("gold")
    assert before.ok
    assert sum(one.code == "NC805" for one in before.diagnostics) == 77

    assert len(nc.accept(GOLD, "bert", at=FOR_BERT)) == len(FOR_BERT)
    ran = newscorpus("adjudicate", "--accept", "anna", "gold")
    assert ran.out.endswith("gold/harbour.yaml: no open points\n")

    assert [str(one) for one in nc.check("gold").diagnostics] == []
    gold = nc.load_article(GOLD)
    assert len(gold.events) == 21
    assert gold.annotation == nc.Annotation(by=("Anna", "bert"), state="draft")
    assert "  # persons\n  varga:" in GOLD.read_text()
    assert [one.at for one in gold.claims].count("accusation") == 2
