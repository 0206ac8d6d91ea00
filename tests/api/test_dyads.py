"""Dyads: who does what to whom, one row per pair, here, in SQL and in exports."""

from datetime import date

import attrs
import pytest

import newscorpus as nc

pytest.importorskip("duckdb")
TEXT = "On Monday Ida Holm and Jon Ek went to Oslo and met Carl Dahl."
PEOPLE = [nc.Actor(id=name, name=name.title(), kind="person", named=False) for name in ("ida", "jon", "carl", "dana")]


def article(event):
    """An article with one event."""
    return nc.Article(id="a", language="en", published="2024-05-08", text=TEXT, actors=PEOPLE, events=[event])


def pairs(event, **words):
    """The pairs of an event: source, target, whether as equals."""
    found = nc.dyads(article(event(id="x", evidence=["Ida Holm and Jon Ek went to Oslo"], **words)))
    at = [found.columns.index(name) for name in ("source", "target", "mutual")]
    return [tuple(row[i] for i in at) for row in found.rows]


def test_each_source_is_paired_with_each_target():
    assert pairs(nc.Meeting, type="visit", participants={"visitor": ["ida", "jon"], "host": ["carl"]}) == [
        ("ida", "carl", False),
        ("jon", "carl", False),
    ]
    roles = {"agent": ["ida"], "victim": ["carl"], "target": ["carl", "jon"], "responder": ["dana"]}
    assert pairs(nc.Incident, type="attack", participants=roles) == [("ida", "carl", False), ("ida", "jon", False)]


def test_equals_are_paired_each_way():
    """Once each, so that counts by source are complete; nobody with themselves."""
    assert pairs(nc.Meeting, type="talks", participants={"participant": ["ida", "carl"], "mediator": ["dana"]}) == [
        ("ida", "carl", True),
        ("carl", "ida", True),
        ("dana", "ida", False),
        ("dana", "carl", False),
    ]
    assert pairs(nc.Meeting, type="talks", participants={"participant": ["ida"], "mediator": ["ida"]}) == []
    assert pairs(nc.Event, type="refusal", participants={"agent": ["ida"]}) == []
    twice = {"organizer": ["ida"], "participant": ["ida", "carl"]}
    assert pairs(nc.Meeting, type="talks", participants=twice) == [("ida", "carl", True), ("carl", "ida", True)]


def test_a_row_says_what_event_data_says():
    actors = [attrs.evolve(PEOPLE[0], country="NO", sector="GOV"), *PEOPLE[1:]]
    visit = nc.Meeting(
        id="visit",
        type="visit",
        status="cancelled",
        participants={"visitor": ["ida"], "host": ["carl"]},
        when=nc.When(edtf="2024-05-06", text="On Monday"),
        places=[nc.Place(name="Oslo", country="NO")],
        evidence=["Ida Holm and Jon Ek went to Oslo"],
    )
    (row,) = nc.dyads(attrs.evolve(article(visit), actors=actors)).to_dicts()
    expected = {
        "article": "a",
        "event": "a#visit",
        "published": "2024-05-08",
        "kind": "meeting",
        "type": "visit",
        "status": "cancelled",
        "contested": False,
        "when_edtf": "2024-05-06",
        "when_earliest": date(2024, 5, 6),
        "source": "ida",
        "source_role": "visitor",
        "source_name": "Ida",
        "source_country": "NO",
        "source_sector": "GOV",
        "target": "carl",
        "target_country": None,
        "mutual": False,
        "place": "Oslo",
        "place_country": "NO",
    }
    assert {name: row[name] for name in expected} == expected


def test_a_crowd_has_no_pairs():
    crowd = [nc.Actor(id=f"p{i}", name=f"P{i}", kind="person", named=False) for i in range(330)]
    talks = nc.Meeting(id="x", type="talks", participants={"participant": [one.id for one in crowd]}, evidence=["met"])
    assert not nc.dyads(attrs.evolve(article(talks), actors=crowd)).rows
    few = attrs.evolve(talks, participants={"participant": [one.id for one in crowd[:30]]})
    assert len(nc.dyads(attrs.evolve(article(few), actors=crowd[:30])).rows) == 30 * 29
