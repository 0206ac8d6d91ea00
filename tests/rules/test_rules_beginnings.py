"""NC328, NC331 and NC332 beyond the examples: quotes that begin or end within a phrase, and titles of others."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS: dict[str, Any] = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
}


def found(code: str, text: str, quote: str = "", actors: dict[str, Any] | None = None, **claim: Any) -> list[str]:
    claims = [{"by": ["anna"], "quote": [quote], **claim}] if quote else []
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "claims": claims}
    report = nc.check_text(json.dumps(article | {"actors": actors or ACTORS}), "json", select=[code, "NC0", "NC1"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "quote", "reported"),
    [
        ("Up to 5,000 jobs could be lost, Anna Berg said.", "jobs could be lost", 1),
        ("Our children cannot drink promises, Anna Berg said.", "cannot drink promises", 1),
        ("We have decided, Anna Berg said.", "decided", 1),
        ("We came and then the lights went out, Anna Berg said.", "and then the lights went out", 1),
        ("Anna Berg said that the ship sank.", "the ship sank", 0),
        ("Anna Berg called it a “gift to warlords”.", "gift to warlords", 0),
        ("Anna Berg accused Carl Dahl of laying a pipe.", "laying a pipe", 0),
        ("We came, and the lights went out, Anna Berg said.", "the lights went out", 0),
        ("In 2019 they came, Anna Berg said.", "they came", 0),
    ],
)
def test_quotes_that_begin_within_a_phrase(text: str, quote: str, reported: int) -> None:
    """Or without the subject; not behind a joint, a quotation mark or a preposition before a gerund."""
    assert len(found("NC332", text, quote)) == reported


def test_a_cue_leads_to_its_claim() -> None:
    """What somebody called for needs no verb."""
    text = "Anna Berg called for the new bridge."
    assert found("NC332", text, "new bridge", cue="Anna Berg called for") == []
    assert len(found("NC332", text, "new bridge")) == 1


@pytest.mark.parametrize(
    ("quote", "reported"),
    [
        ("The army arrested three", 1),
        ("The army arrested three men", 0),
        ("The army arrested three men in 2019", 0),
        ("We can", 1),
    ],
)
def test_quotes_that_end_before_what_they_count(quote: str, reported: int) -> None:
    """Or behind an auxiliary."""
    text = "The army arrested three men in 2019 near Oslo, and left. We can pay, Anna Berg said."
    assert len(found("NC328", text, quote)) == reported


@pytest.mark.parametrize(
    ("text", "holder", "reported"),
    [
        ("Mayor Anna Berg met Carl Dahl.", "carl", 1),
        ("Mayor Anna Berg met Carl Dahl.", "anna", 0),
        ("The mayor of Oslo, Anna Berg, met Carl Dahl.", "carl", 1),
        ("Anna Berg, the town’s new mayor, met Carl Dahl.", "carl", 1),
        ("Anna Berg, who is mayor, met Carl Dahl.", "carl", 1),
        ("Mayor Anna Berg met her colleague Carl Dahl.", "carl", 0),
        ("Mayor Anna Berg met Mayor Carl Dahl.", "carl", 0),
        ("Anna Berg met Carl Dahl. The mayor was late.", "carl", 0),
    ],
)
def test_the_title_of_another(text: str, holder: str, reported: int) -> None:
    """It stands beside the name of somebody else in each of its places."""
    actors = {key: one | ({"roles": [{"title": "mayor"}]} if key == holder else {}) for key, one in ACTORS.items()}
    assert len(found("NC331", text, actors=actors)) == reported
