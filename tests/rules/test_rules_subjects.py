"""NC615 and NC622 beyond the examples: what a claim is about."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = "Lomar lost the final. The angry drivers will strike on Monday, Anna Berg said. The buses stop."
ACTORS = {"anna": {"name": "Anna Berg", "kind": "person"}, "club": {"name": "Lomar", "kind": "organization"}}


def found(quote: str = "drivers will strike on Monday", about: Any = "match", **match: Any) -> int:
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
        ({}, {"title": "The drivers lose"}, 1),
        ({}, {"title": "Angry fans"}, 0),
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
    assert found("drivers will strike on Monday, Anna Berg said", participants={"agent": ["anna"]}) == 0


@pytest.mark.parametrize(
    ("quote", "reported"),
    [
        ("it regretted the decision and could host talks", 0),
        ("it welcomed this step and could host talks", 0),
        ("it regretted the noise and could host talks", 1),
        ("could host talks", 1),
    ],
)
def test_a_judgement_of_what_may_be_any_event(quote: str, reported: int) -> None:
    """`The decision` may be the cancellation of which the article speaks before."""
    text = f"Lomar lost the final. Oslo said that {quote}."
    talks = {"kind": "meeting", "type": "talks", "status": "possible", "evidence": [f"Oslo said that {quote}"]}
    final = {"kind": "event", "type": "contest", "evidence": ["Lomar lost the final"]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": ACTORS}
    article |= {"events": {"talks": talks, "final": final}, "claims": [{"quote": [quote], "about": ["final"]}]}
    assert len(nc.check_text(json.dumps(article), "json", select=["NC615"]).diagnostics) == reported


def test_a_suspect_who_gives_another_account() -> None:
    """The words may be evidence of what comes next, too."""
    text = "Carl Dahl took money, the court found. He lives in Oslo. He says it was a loan. He will appeal."
    crime = {"kind": "incident", "type": "crime", "status": "alleged", "evidence": ["Carl Dahl took money"]}
    appeal = {
        "kind": "event",
        "type": "request",
        "status": "planned",
        "evidence": ["He says it was a loan. He will appeal"],
    }
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": text.replace(". He lives", ".\n\nHe lives"),
    }
    article["actors"] = {"carl": {"name": "Carl Dahl", "kind": "person"}}
    article["claims"] = [{"by": ["carl"], "quote": ["it was a loan"], "about": ["it"], "stance": "denies"}]
    for roles, reported in (({"suspect": ["carl"]}, 0), ({}, 2)):
        events = {"it": crime | {"participants": roles}, "appeal": appeal}
        report = nc.check_text(json.dumps(article | {"events": events}), "json", select=["NC615", "NC616"])
        assert len(report.diagnostics) == reported


LAWS = {
    "text": "Parliament passed the law. The mayor opened a school. Carl Dahl resigned on Sunday.\n\n"
    "Anna Berg came. She called this law a shame. Oslo won. Carl Dahl left. He was tired of it all, he said.",
    "actors": {
        "anna": {"name": "Anna Berg", "kind": "person"},
        "carl": {"name": "Carl Dahl", "kind": "person"},
        "parliament": {"name": "Parliament", "kind": "organization"},
    },
    "events": {
        "law": {
            "type": "decision",
            "evidence": ["Parliament passed the law"],
            "participants": {"agent": ["parliament"]},
        },
        "opening": {"type": "launch", "evidence": ["The mayor opened a school"]},
        "exit": {"type": "departure", "evidence": ["Carl Dahl left"], "participants": {"agent": ["carl"]}},
        "victory": {"type": "contest", "evidence": ["Oslo won"]},
    },
}


@pytest.mark.parametrize(
    ("by", "quote", "about", "other"),
    [
        ("anna", "a shame", "opening", "law"),  # `this law`
        ("anna", "a shame", "law", ""),
        ("anna", "a shame", "victory", "law"),
        ("carl", "He was tired of it all", "opening", "exit"),  # of who left right before
        ("carl", "He was tired of it all", "victory", ""),  # it is in the paragraph
        ("anna", "He was tired of it all", "opening", ""),
        ("carl", "He was tired of it all", "exit", ""),
    ],
)
def test_the_event_of_a_noun_or_of_the_speaker(by: str, quote: str, about: str, other: str) -> None:
    """A noun with `this` names another event; or the sentence before is of one in which the speaker takes part."""
    events = {key: {"kind": "event", **event} for key, event in LAWS["events"].items()}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", **LAWS, "events": events}
    article["claims"] = [{"by": [by], "quote": [quote], "about": [about]}]
    report = nc.check_text(json.dumps(article), "json", select=["NC615", "NC0", "NC1", "NC202", "NC301"])
    assert [one.help.partition("`,")[0] for one in report.diagnostics if one.help] == (
        [f"write `about: {other}"] if other else []
    )


ALLEGED = {
    "text": "The fair opened. Lomar won. The army shelled Oslo, Anna Berg said.\n\n"
    "“We fired no shell,” Carl Dahl said. Nobody saw it, he said.",
    "actors": {
        "anna": {"name": "Anna Berg", "kind": "person"},
        "carl": {"name": "Carl Dahl", "kind": "person", "roles": {"spokesman": "army"}},
        "army": {"name": "the army", "kind": "organization", "named": False},
    },
}
SHELLING = {"kind": "incident", "type": "attack", "evidence": ["The army shelled Oslo"], "status": "alleged"}
FAIR = {"kind": "meeting", "type": "gathering", "evidence": ["The fair opened"]}


@pytest.mark.parametrize(
    ("stance", "fair", "more", "reported"),
    [
        ("denies", {}, [], 1),
        ("asserts", {}, [], 0),
        (None, {}, [], 0),
        ("denies", {"status": "alleged"}, [], 1),  # but far away, and not of the speaker
        ("denies", {"status": "planned"}, [], 1),
        ("denies", {"evidence": ["We fired no shell"]}, [], 0),
        ("denies", {}, [{"by": ["anna"], "quote": ["The fair opened"], "about": ["fair"]}], 1),  # but far away
        ("denies", {}, [{"by": ["carl"], "quote": ["Nobody saw it"], "about": ["shelling"], "stance": "denies"}], 0),
        ("denies", {"kind": "incident", "type": "protest", "participants": {"agent": ["army"]}}, [], 0),
    ],
)
def test_a_denial_answers_an_allegation(stance, fair, more, reported) -> None:
    """Nobody alleges the fair; the shelling, of which the army is accused, is alleged right before."""
    shelling = SHELLING | {"participants": {"suspect": ["army"]}}
    first = {"by": ["anna"], "quote": ["The army shelled Oslo"], "about": ["shelling"], "stance": "asserts"}
    said = {"by": ["carl"], "quote": ["We fired no shell"], "about": ["fair"]} | ({"stance": stance} if stance else {})
    article = {"format": "newscorpus/1", "id": "a", "language": "en", **ALLEGED}
    article |= {"events": {"fair": FAIR | fair, "shelling": shelling}, "claims": [first, said, *more]}
    report = nc.check_text(json.dumps(article), "json", select=["NC622", "NC0", "NC1", "NC202", "NC301"])
    assert [one.code for one in report.diagnostics] == ["NC622"] * reported


@pytest.mark.parametrize(
    ("noun", "about", "other"),
    [
        ("ruling", "gift", "ruling"),
        ("verdict", "gift", "ruling"),  # by its type
        ("case", "gift", ""),
        ("ruling", "ruling", ""),
        ("gift", "gift", ""),
    ],
)
def test_what_is_judged(noun: str, about: str, other: str) -> None:
    """`called the verdict` names the only decision."""
    text = (
        f"A court freed the mayor. The mayor gave Lomar a bell.\n\nAnna Berg came. She called the {noun} “a bad joke”."
    )
    events = {
        "ruling": {"kind": "event", "type": "decision", "evidence": ["A court freed the mayor"]},
        "gift": {"kind": "event", "type": "aid", "evidence": ["The mayor gave Lomar a bell"]},
    }
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": events}
    article |= {"actors": {"anna": ACTORS["anna"]}}
    article |= {"claims": [{"by": ["anna"], "quote": ["a bad joke"], "about": [about]}]}
    report = nc.check_text(json.dumps(article), "json", select=["NC615", "NC0", "NC1", "NC202", "NC301"])
    assert [f"about: {other}" in str(one.help) for one in report.diagnostics] == ([True] if other else [])
