"""NC615 beyond the example: what a claim is about."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = "Lomar lost the final. The drivers will strike on Monday, Anna Berg said. The buses stop."
ACTORS = {"anna": {"name": "Anna Berg", "kind": "person"}, "club": {"name": "Lomar", "kind": "organization"}}


def found(quote: str = "The drivers will strike on Monday", about: Any = "match", **match: Any) -> int:
    """How often NC615 reports a claim about a match."""
    strike = {"kind": "incident", "type": "protest", "status": "planned", "evidence": ["drivers will strike on Monday"]}
    events = {
        "strike": strike,
        "match": {"kind": "event", "type": "contest", "evidence": ["Lomar lost the final"], **match},
    }
    claim = {"by": "anna", "quote": quote, "about": about}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": TEXT, "actors": ACTORS}
    report = nc.check_text(json.dumps(article | {"events": events, "claims": [claim]}), "json", select=["NC615"])
    return len(report.diagnostics)


@pytest.mark.parametrize(
    ("claim", "match", "reported"),
    [
        ({}, {}, 1),
        ({"about": "strike"}, {}, 0),
        ({"about": ["match", "strike"]}, {}, 0),
        ({"about": ["match", "anna"]}, {}, 0),
        ({"quote": "The buses stop"}, {}, 0),
        ({"quote": "Lomar lost"}, {}, 0),
        ({}, {"title": "The drivers lose"}, 0),
        ({}, {"relations": {"part_of": ["strike"]}}, 0),
        ({}, {"relations": {"after": ["strike"]}}, 1),
        ({}, {"status": "generic"}, 0),
        ({}, {"evidence": ["Anna Berg said"]}, 0),
    ],
)
def test_the_event_that_a_quote_shows(claim, match, reported):
    """Reported if it shows another one, with which the given one shares no word, sentence or part."""
    assert found(**claim, **match) == reported


def test_a_participant_in_the_quote():
    """It may be about what this one does."""
    assert found("The drivers will strike on Monday, Anna Berg said", participants={"agent": ["anna"]}) == 0
