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
    storm = {"kind": "incident", "type": "disaster", "status": cause, "evidence": ["the storm"]}
    text = "Anna Berg left before the storm"
    relations = {relation: ["storm"]}
    assert found("NC535", text, status=status, relations=relations, other={"storm": storm}) == reported
    both = {"caused_by": ["storm"], "prevented_by": ["storm"]}
    assert found("NC535", text, status=status, relations=both, other={"storm": storm}) == 0


ALLEGED = [
    ("She accused the mayor of burning papers", "burning papers", "accused the mayor of"),
    ("The guards allegedly burnt papers", "burnt papers", "allegedly"),
    ("The guards allegedly burnt papers", "", "allegedly"),
    ("Two men are suspected of burning papers", "burning papers", "are suspected of"),
    # No accusation, or one of something else.
    ("The mayor, accused of fraud, resigned", "resigned", ""),
]


@pytest.mark.parametrize(("evidence", "trigger", "words"), ALLEGED)
def test_what_is_alleged_has_not_occurred(evidence, trigger, words):
    """Wherever the words for it follow those of who alleges it, in English."""
    event = {"triggers": [trigger] if trigger else []}
    assert found("NC536", evidence, **event) == bool(words)
    assert found("NC536", evidence, **event, type="accusation") == 0
    assert found("NC536", evidence, **event, status="alleged") == 0
    assert found("NC536", evidence, **event, language="de") == 0
    assert found("NC536", evidence, "The papers burnt all night", **event) == bool(words and trigger)


@pytest.mark.parametrize(
    ("stances", "evidence", "participants", "reported"),
    [
        (("asserts", "denies"), ["The boxes were burnt"], {}, 1),
        (("asserts", "asserts"), ["The boxes were burnt"], {}, 0),
        (("asserts", "denies"), ["The boxes were burnt", "Carl Dahl left"], {}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"suspect": ["anna"]}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"agent": ["carl"]}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"agent": ["anna"]}, 1),
    ],
)
def test_what_is_contested_has_not_occurred(stances, evidence, participants, reported):
    """One claim asserts it, one denies it, and nothing else shows it; who denies a part in it does not deny it."""
    text = "The boxes were burnt, said Anna Berg. Not one was opened, said Carl Dahl. Carl Dahl left. Then she left."
    event = {"kind": "incident", "type": "crime", "evidence": evidence, "participants": participants}
    quotes = ("The boxes were burnt", "Not one was opened")
    claims = [
        {"by": [by], "quote": quote, "about": ["it"]} | ({"stance": stance} if stance else {})
        for by, quote, stance in zip(("anna", "carl"), quotes, stances, strict=True)
    ]
    for language in ("en", "fr"):
        article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": ACTORS}
        article |= {"events": {"it": event}, "claims": claims}
        report = nc.check_text(json.dumps(article), "json", select=["NC536", "NC0", "NC1", "NC301"])
        assert [one.code for one in report.diagnostics] == ["NC536"] * reported


ACCUSED = [
    ("She accuses Carl Dahl of theft", {}, 1),
    ("She has blamed Carl Dahl", {}, 1),
    ("Carl Dahl stole it, and she accuses Carl Dahl", {}, 0),
    ("She accuses the friend of Carl Dahl", {}, 0),
    ("She blamed the notorious burglar Carl Dahl", {"status": "occurred"}, 1),
    ("They are investigating whether Carl Dahl stole it", {"status": "possible"}, 1),
    ("She accuses Carl Dahl of theft", {"kind": "event", "type": "other"}, 0),
    ("She accuses Carl Dahl of theft", {"participants": {"agent": [{"actor": "anna"}]}}, 0),
]


@pytest.mark.parametrize(("evidence", "changes", "reported"), ACCUSED)
def test_who_is_accused_is_a_suspect(evidence, changes, reported):
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
