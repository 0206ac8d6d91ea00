"""NC535 to NC537 beyond the examples: what is more or less certain than its status or role says."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "mentions": ["she"]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
}


def found(code: str, *evidence: str, language: str = "en", claims: Any = (), other: Any = None, **event: Any) -> int:
    """How often a rule reports one event."""
    text = ". ".join(evidence) + ". Anna Berg, Carl Dahl, she."
    made = {"kind": "event", "type": "other", "evidence": [*evidence], **event}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "published": "2024-05-08", "text": text}
    article |= {"actors": ACTORS, "claims": [*claims], "events": {"it": made, **(other or {})}}
    report = nc.check_text(json.dumps(article), "json", select=[code, "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return len(report.diagnostics)


@pytest.mark.parametrize(
    ("status", "relation", "cause", "reported"),
    [
        ("cancelled", "caused_by", "occurred", 1),
        ("cancelled", "prevented_by", "occurred", 0),
        ("cancelled", "caused_by", "planned", 0),
        ("planned", "caused_by", "occurred", 0),
    ],
)
def test_what_prevents_and_what_causes(status, relation, cause, reported):
    """Only what took place can have prevented something."""
    storm = {"kind": "incident", "type": "disaster", "status": cause, "evidence": ["the storm"]}
    text = "Anna Berg left before the storm"
    relations = {relation: ["storm"]}
    assert found("NC535", text, status=status, relations=relations, other={"storm": storm}) == reported
    both = {"caused_by": ["storm"], "prevented_by": ["storm"]}
    assert found("NC535", text, status=status, relations=both, other={"storm": storm}) == 0


CERTAINTY = [
    ("The union would strike if jobs were cut", "planned", "en", 1),
    ("The union would not strike unless jobs were cut", "planned", "en", 1),
    ("Die Gewerkschaft würde streiken, falls es Kündigungen gibt", "planned", "de", 1),
    ("The plane is to arrive in Oslo on Thursday", "possible", "en", 1),
    ("Two planes are to arrive", "possible", "en", 1),
    ("The union is striking", "occurred", "en", 1),
    ("The union may strike on 1 May", "planned", "en", 1),
    # Certain enough, or not.
    ("The union will strike from 1 May", "planned", "en", 0),
    ("One bright May morning the union will strike", "planned", "en", 0),
    ("Be that as it may, the union will strike", "planned", "en", 0),
    ("There is nothing left of it", "occurred", "en", 0),
    ("The union would strike in May", "planned", "en", 0),
    ("The union will strike if jobs are cut", "planned", "en", 0),
    ("The march may be called off if it rains", "planned", "en", 0),
    ("The union would strike if jobs were cut", "possible", "en", 0),
    ("The plane is to arrive", "planned", "en", 0),
    ("The plane is to arrive, if it does not rain", "possible", "en", 0),
    ("The plane is likely to arrive", "possible", "en", 0),
    ("The plane is said to arrive", "possible", "en", 0),
    ("Talks are to show whether the plane comes", "possible", "en", 0),
    ("The plane was to arrive", "possible", "en", 0),
    ("Anna Berg is to blame", "possible", "en", 0),
    ("The plane is to be seen", "possible", "en", 0),
    ("Das Flugzeug is to arrive", "possible", "de", 0),
    ("L’avion is to arrive", "possible", "fr", 0),
]


@pytest.mark.parametrize(("evidence", "status", "language", "reported"), CERTAINTY)
def test_a_status_and_how_certain_the_words_are(evidence, status, language, reported):
    """A condition makes it possible, an announcement planned."""
    assert found("NC536", evidence, status=status, language=language) == reported


def test_all_of_the_evidence_counts_for_certainty():
    """So do the claims of others, and a day that is over."""
    condition, plan = "The union would strike if jobs were cut", "The union plans a strike"
    assert found("NC536", condition, plan, status="planned") == 0
    sure = "The plane is to arrive on Monday"
    assert found("NC536", sure, "It may be late", status="possible") == 0
    assert found("NC536", sure, status="possible", when={"edtf": "2024-05-13", "text": "on Monday"}) == 1
    assert found("NC536", sure, status="possible", when={"edtf": "2024-05-06", "text": "on Monday"}) == 0
    claim = {"by": ["anna"], "quote": ["to arrive"], "about": ["it"]}
    assert found("NC536", sure, status="possible", claims=[claim]) == 0
    assert found("NC536", sure, status="possible", claims=[{**claim, "stance": "denies"}]) == 0
    assert found("NC536", sure, status="possible", claims=[{**claim, "stance": "asserts"}]) == 1


ACCUSED = [
    ("She accuses Carl Dahl of theft", {}, 1),
    ("She has blamed Carl Dahl", {}, 1),
    ("Carl Dahl stole it, and she accuses Carl Dahl", {}, 0),
    ("Carl Dahl stole it", {}, 0),
    ("She accuses him of theft", {}, 0),
    ("She accuses the friend of Carl Dahl", {}, 0),
    ("She accuses Carl Dahl of theft", {"status": "occurred"}, 1),
    ("She blamed the notorious burglar Carl Dahl", {"status": "occurred"}, 1),
    ("Police held Carl Dahl, who is suspected of theft", {"status": "occurred"}, 1),
    ("They are investigating whether Carl Dahl stole it", {"status": "possible"}, 1),
    ("They asked whether it rained, and Carl Dahl stole it", {"status": "possible"}, 0),
    ("She accuses Carl Dahl of theft", {"kind": "event", "type": "other"}, 0),
    ("She accuses Carl Dahl of theft", {"participants": {"suspect": [{"actor": "carl"}]}}, 0),
    ("She accuses Carl Dahl of theft", {"participants": {"agent": [{"actor": "anna"}]}}, 0),
    ("She accuses Carl Dahl of theft", {"language": "de"}, 0),
]


@pytest.mark.parametrize(("evidence", "changes", "reported"), ACCUSED)
def test_who_is_accused_is_a_suspect(evidence, changes, reported):
    """If nothing but the accusation names them."""
    participants = {"agent": [{"actor": "carl"}]}
    event = {"kind": "incident", "type": "crime", "status": "alleged", "participants": participants, **changes}
    assert found("NC537", evidence, **event) == reported


@pytest.mark.parametrize(
    ("more", "reported"),
    [
        ({}, 0),
        ({"claims": [{"by": ["carl"], "quote": ["It rained"], "about": ["it"], "stance": "denies"}]}, 1),
        ({"claims": [{"by": ["anna"], "quote": ["It rained"], "about": ["it"], "stance": "denies"}]}, 0),
        ({"claims": [{"by": ["anna"], "quote": ["Carl Dahl was rude"], "about": ["it"]}]}, 1),
        ({"claims": [{"by": ["anna"], "quote": ["Carl Dahl was rude"]}]}, 0),
    ],
)
def test_an_agent_whom_only_others_name(more, reported):
    """By a denial or a claim about what the evidence says of somebody else; not if the evidence names the agent."""
    agent = {"kind": "incident", "type": "crime", "participants": {"agent": [{"actor": "carl"}]}}
    rain = {"kind": "event", "type": "other", "evidence": ["It rained. Carl Dahl was rude"]}
    text = "Thieves stole it. It rained. Carl Dahl was rude. Carl Dahl hid it. Anna Berg, she."
    for evidence, expected in (("Thieves stole it", reported), ("Carl Dahl hid it", 0)):
        events = {"it": {**agent, "evidence": [evidence]}, "rain": rain}
        article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": ACTORS}
        report = nc.check_text(json.dumps({**article, "events": events, **more}), "json", select=["NC537", "NC3"])
        assert len(report.diagnostics) == expected
