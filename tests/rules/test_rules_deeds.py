"""NC539 beyond the example: the roles that verbs and nouns give to those whom they name."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "club": {"name": "Lomar", "kind": "organization"},
}


def found(evidence: str, roles: dict[str, str], **event: Any) -> list[str]:
    """The messages of NC539 about one event."""
    participants = {role: [{"actor": actor}] for role, actor in roles.items()}
    made = {"kind": "event", "type": "other", "evidence": [evidence], "participants": participants, **event}
    text = f"{evidence}. Anna Berg, Carl Dahl, Lomar."
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": ACTORS}
    report = nc.check_text(
        json.dumps(article | {"events": {"it": made}}), "json", select=["NC539", "NC0", "NC1", "NC30"]
    )
    assert {one.code for one in report.diagnostics} <= {"NC539"}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


DEEDS = [
    # The kind and type of the event, the evidence, the wrong role of Anna Berg, the right one, and the verb.
    ("incident", "detention", "Anna Berg was arrested", "agent", "victim", "arrested"),
    ("incident", "detention", "Police arrested Anna Berg", "agent", "victim", "arrested"),
    ("incident", "detention", "Anna Berg, the mayor of Oslo, arrested a man", "victim", "agent", "arrested"),
    ("incident", "detention", "the arrest of Anna Berg", "agent", "target", "arrest"),
    ("incident", "attack", "The car was ambushed on Monday by Anna Berg", "victim", "agent", "ambushed"),
    ("incident", "accident", "Anna Berg died", "agent", "victim", "died"),
    ("incident", "accident", "A fire killed Anna Berg", "agent", "victim", "killed"),
    ("incident", "cyberattack", "The attack was noticed in May by Anna Berg", "victim", "discoverer", "noticed"),
    ("event", "refusal", "Anna Berg refused to pay", "recipient", "agent", "refused"),
    ("event", "request", "Anna Berg of Oslo on Friday asked the court for help", "recipient", "agent", "asked"),
    ("event", "accusation", "the criticism of Anna Berg", "agent", "recipient", "criticism"),
    ("event", "cooperation", "Anna Berg is to send a ship", "recipient", "agent", "send"),
    ("event", "sanction", "Anna Berg was punished", "agent", "recipient", "punished"),
    ("event", "election", "Anna Berg won the vote", "loser", "winner", "won"),
    ("event", "contest", "Anna Berg lost the final", "winner", "loser", "lost"),
    ("event", "contest", "a victory over Anna Berg", "winner", "loser", "victory"),
    ("meeting", "talks", "talks which Anna Berg hosted", "participant", "host", "hosted"),
    ("meeting", "talks", "Its head, Anna Berg, offered to mediate in talks", "participant", "mediator", "offered"),
    ("meeting", "talks", "talks hosted by Anna Berg", "participant", "host", "hosted"),
    ("meeting", "visit", "Anna Berg’s visit to Oslo", "host", "visitor", "visit"),
    ("meeting", "visit", "A visit of Anna Berg to Oslo", "host", "visitor", "visit"),
    ("meeting", "visit", "a trip to Anna Berg", "visitor", "host", "trip"),
    ("meeting", "talks", "talks in Oslo, with Anna Berg as mediator", "participant", "mediator", "mediator"),
    ("meeting", "talks", "Anna Berg, who mediated the talks", "participant", "mediator", "mediated"),
    ("incident", "detention", "A man was held at the request of Anna Berg", "agent", "responder", "request"),
    ("incident", "attack", "Anna Berg came to help", "agent", "responder", "came"),
    ("incident", "cyberattack", "The attack was noticed in May by Anna Berg", "agent", "discoverer", "noticed"),
    ("incident", "attack", "the bombing of a market by Anna Berg", "victim", "agent", "bombing"),
    ("event", "sanction", "the seizure of an old ship by Anna Berg", "recipient", "agent", "seizure"),
    ("event", "transaction", "Anna Berg sold a ship", "recipient", "agent", "sold"),
    ("event", "decision", "The court acquitted the former director, Anna Berg", "agent", "recipient", "acquitted"),
]


@pytest.mark.parametrize(("kind", "type_", "evidence", "wrong", "right", "verb"), DEEDS)
def test_the_role_that_a_verb_gives(kind: str, type_: str, evidence: str, wrong: str, right: str, verb: str) -> None:
    """Another role is reported, with the verb; the right one is not."""
    (message,) = found(evidence, {wrong: "anna"}, kind=kind, type=type_)
    assert f"`anna` is the {wrong} of `it`, but by the words about `{verb}`" in message
    assert found(evidence, {right: "anna"}, kind=kind, type=type_) == []


PASSIVE = (
    "may be",
    "could be",
    "will not be",
    "may have been",
    "has been",
    "is being",
    "has been being",
    "is to be",
    "wasn’t",
    "must now be",
    "cannot be",
)


@pytest.mark.parametrize("helper", PASSIVE)
def test_the_passive_voice_behind_other_verbs(helper: str) -> None:
    """Who `may be fined` is fined, whatever the auxiliary verb."""
    evidence = f"Anna Berg {helper} fined $5 million"
    assert found(evidence, {"recipient": "anna"}, type="decision") == []
    assert len(found(evidence, {"agent": "anna"}, type="decision")) == 1


@pytest.mark.parametrize("helper", ["may", "could", "will have", "is", "has been"])
def test_the_active_voice_behind_other_verbs(helper: str) -> None:
    """Who `may fine` somebody acts."""
    evidence = f"Anna Berg {helper} {'fining' if helper in ('is', 'has been') else 'fined'} the club"
    assert found(evidence, {"agent": "anna"}, type="sanction") == []


def test_a_name_at_the_end_of_a_quotation() -> None:
    """What follows the mark is said of somebody else."""
    evidence = "“It was Anna Berg,” said the mayor, fined the club on Monday"
    assert found(evidence, {"recipient": "anna"}, type="sanction") == []


UNCERTAIN = [
    ("incident", "detention", "The sister of Anna Berg was arrested", "agent"),
    ("incident", "detention", "Anna Berg’s sister was arrested", "agent"),
    ("incident", "detention", "Anna Berg, and Lomar", "agent"),
    ("incident", "detention", "Anna Berg, who came", "agent"),
    ("incident", "detention", "Anna Berg is free", "agent"),
    ("incident", "attack", "Police arrested Anna Berg, who shot a man", "agent"),
    ("incident", "attack", "Three were killed, and Anna Berg died", "agent"),
    ("event", "award", "Anna Berg took the prize", "recipient"),
    ("event", "refusal", "Anna Berg was expected in Oslo", "agent"),
    ("event", "support", "Anna Berg received a letter", "recipient"),
    ("event", "election", "Anna Berg won", "recipient"),
    ("meeting", "talks", "Anna Berg met the mayor", "participant"),
]


@pytest.mark.parametrize(("kind", "type_", "evidence", "role"), UNCERTAIN)
def test_what_no_verb_says(kind: str, type_: str, evidence: str, role: str) -> None:
    """Nothing is reported where the name is no subject, or the verb fits several roles."""
    assert found(evidence, {role: "anna"}, kind=kind, type=type_) == []


def test_another_sentence_may_be_right() -> None:
    """One frame that agrees is enough; and what NC533 reports is not reported again."""
    both = "Anna Berg accused the club. Anna Berg was accused, too"
    assert found(both, {"agent": "anna"}, type="accusation") == []
    assert found("Anna Berg accused Carl Dahl", {"agent": "carl", "recipient": "anna"}, type="accusation") == []


def test_other_languages_are_not_judged() -> None:
    """There are no verbs of them."""
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "de",
        "text": "Anna Berg was arrested.",
        "actors": {"anna": {"name": "Anna Berg", "kind": "person"}},
        "events": {
            "it": {
                "kind": "incident",
                "type": "detention",
                "evidence": ["Anna Berg was arrested"],
                "participants": {"agent": "anna"},
            }
        },
    }
    assert nc.check_text(json.dumps(article), "json", select=["NC539"]).diagnostics == ()


def test_a_relative_clause_is_aside():
    """Where the name is the subject of a main verb, too, that one counts; and a noun before `by` needs `of`."""
    aside = "Anna Berg, who mediated the talks, sent a ship"
    assert found(aside, {"agent": "anna"}, type="aid") == []
    assert found("a bombing near a market by Anna Berg", {"victim": "anna"}, kind="incident", type="attack") == []
