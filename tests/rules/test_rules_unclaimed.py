"""NC625 beyond the example: what actors say of events, and which of it needs a claim."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "roles": {"mayor": "oslo"}, "mentions": ["She"]},
    "oslo": {"name": "Oslo", "kind": "locality"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "lomar": {"name": "Lomar", "kind": "organization", "mentions": ["It"]},
    "board": {"name": "Tax Board", "kind": "organization"},
    "police": {"name": "police", "kind": "organization", "named": False, "mentions": ["police"]},
}
FIRE = "A depot burned down on Monday"


def found(text: str, *claims: dict[str, Any], **event: Any) -> list[str]:
    """The messages about an article with a fire, of which its second sentence says something."""
    second = text.split(". ", maxsplit=1)[0].rstrip(".")
    events = {"fire": {"kind": "incident", "type": "accident", "evidence": [FIRE, second], **event}}
    carl = {"by": ["carl"], "quote": [FIRE], "about": ["fire"], "stance": "asserts"}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{FIRE}, Carl Dahl said. {text}"}
    actors = {
        key: one | {"mentions": [said for said in one.get("mentions", []) if said in text]}
        for key, one in ACTORS.items()
    }
    data = json.dumps(article | {"actors": actors, "events": events, "claims": [carl, *claims]})
    report = nc.check_text(data, "json", select=["NC625", "NC0", "NC1", "NC301"])
    return [one.message for one in report.diagnostics]


STATEMENTS = {
    "that": ("Anna Berg said that the depot was old.", "`anna` says something of `fire`"),
    "without that": ("Anna Berg, the mayor of Oslo, said the depot was old.", "`anna` says"),
    "according to": ("The depot had no sprinklers, according to the Tax Board.", "`board` says"),
    "according to somebody with an office": ("The depot was old, according to the mayor of Oslo, Anna Berg.", "says"),
    "a pronoun": ("It claims that the depot was empty.", "`lomar` says"),
    "behind it": ("The depot was old, Anna Berg said.", "`anna` says"),
    "a denial": ("Lomar denied having stored petrol there.", "`lomar` denies something of `fire`"),
    "a denial by whom another owns": ("Oslo’s Tax Board denied selling the depot.", "`board` denies"),
    "a denial in the present": ("Lomar denies that the depot was unsafe.", "`lomar` denies"),
    "what somebody warns of": ("Anna Berg warned that the depot could burn again.", "`anna` says"),
    "what is admitted": ("Lomar admitted that the depot had no sprinklers.", "`lomar` says"),
    "what is told": ("Anna Berg, the mayor of Oslo, told police that the depot was old.", "`anna` says"),
    "a report": ("A report by the Tax Board found that the depot was old.", "`board` says"),
    "a report behind it": ("The depot was old, a report by the Tax Board said.", "`board` says"),
    "blame that is rejected": ("Lomar rejected any blame for the depot.", "`lomar` denies"),
    "a plan that is rejected": ("Lomar rejected a plan for the depot.", ""),
    "nothing": ("Lomar said nothing of the depot.", ""),
    "a warning": ("Anna Berg warned the owners of the depot.", ""),
    "a request": ("Anna Berg asked the police to close the road.", ""),
    "a promise": ("Anna Berg promised that the depot would be rebuilt.", ""),
    "not said": ("Anna Berg has not said how the depot burned.", ""),
    "what is done": ("Anna Berg visited the depot.", ""),
    "nobody of the article": ("A neighbour said that the depot was old.", ""),
    "called off": ("Anna Berg called off a visit to the depot.", ""),
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_statements_without_a_claim(text: str) -> None:
    """What an actor says or denies is reported, and what they ask for or do is not."""
    words, message = STATEMENTS[text]
    messages = found(words)
    assert (message in messages[0]) if message else messages == []


def test_statements_with_a_claim() -> None:
    """A claim in the sentence, another one about the event, a figure with a source, or a body’s claim is enough."""
    text = "Anna Berg said that the depot was old."
    own = {"by": ["anna"], "quote": ["the depot was old"], "about": ["fire"]}
    assert found(text, own) == []
    assert found(f"{text} “We are sad,” she added.", {"by": ["anna"], "quote": ["We are sad"], "about": ["fire"]}) == []
    assert found(f"{text} “We are sad,” she added.", {"by": ["oslo"], "quote": ["We are sad"], "about": ["fire"]}) == []
    assert found(f"{text} “We are sad,” she added.", {"by": ["anna"], "quote": ["We are sad"]}) != []


def test_figures_with_a_source() -> None:
    """A source of a figure needs no claim, but where another source of a figure has one."""
    text = "Anna Berg said that two people were hurt."
    one = {"count": 2, "text": "two people", "by": ["anna"]}
    other = {"count": 3, "by": ["carl"]}
    assert found(text, casualties={"injured": [one]}) == []
    assert found(text, casualties={"injured": [one, other]}) != []


def test_denials_with_a_claim() -> None:
    """A claim that denies anything, or gives the words behind the denial, is that of the denial."""
    text = "Lomar denied this. “We had no petrol there,” it said."
    quote = {"by": ["lomar"], "quote": ["We had no petrol there"], "about": ["fire"]}
    assert found(text) != []
    assert found(text, quote) == []
    assert found(text, quote | {"stance": "denies"}) == []


def test_acts_of_speech_as_events() -> None:
    """Where the event itself consists in words, and the actor takes part, no claim is needed."""
    text = "Anna Berg said that she would sue Lomar."
    threat = {"kind": "event", "type": "threat"}
    assert found(text, **threat, participants={"agent": ["anna"]}) == []
    assert found(text, **threat, participants={"agent": ["carl"]}) != []


def test_nothing_is_said_of_an_article_without_claims() -> None:
    """Where the annotation has no claims, none is missed."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{FIRE}, Carl Dahl said."}
    data = json.dumps(article | {"actors": {"carl": ACTORS["carl"]}})
    assert nc.check_text(data, "json", select=["NC625"]).diagnostics == ()
