"""NC533 beyond the example: who acts on whom, in the active and the passive voice."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "club": {"name": "Lomar", "kind": "organization"},
}


def found(text: str, roles: dict[str, str], **event: Any) -> list[str]:
    """The messages of NC533 about one event."""
    participants = {role: [{"actor": actor}] for role, actor in roles.items()}
    made = {"kind": "event", "type": "support", "evidence": [text], "participants": participants, **event}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{text}. Lomar.", "actors": ACTORS}
    report = nc.check_text(
        json.dumps(article | {"events": {"it": made}}), "json", select=["NC533", "NC0", "NC1", "NC301"]
    )
    assert {one.code for one in report.diagnostics} <= {"NC533"}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


ORDER = [
    ("Anna Berg attacked Carl Dahl", "attacked"),
    ("Anna Berg has openly attacked the old mayor Carl Dahl", "attacked"),
    ("Carl Dahl was attacked by Anna Berg", "attacked"),
    ("Carl Dahl had been badly attacked by Mayor Anna Berg", "attacked"),
    ("Police say that Anna Berg attacked Carl Dahl", "attacked"),
    ("In May, and only then, it rained and Anna Berg attacked Carl Dahl", "attacked"),
    # Who acts is not certain.
    ("Anna Berg and Carl Dahl attacked it", ""),
    ("The party of the old Anna Berg attacked Carl Dahl", ""),
    ("“Anna Berg attacked Carl Dahl", "attacked"),
    ("Anna Berg, like Carl Dahl, came", ""),
    ("Anna Berg came with Carl Dahl", ""),
    ("The club of Anna Berg attacked Carl Dahl", ""),
    ("Anna Berg’s club attacked Carl Dahl", ""),
    ("Anna Berg received Carl Dahl", ""),
    ("Anna Berg suffered Carl Dahl", ""),
    ("Anna Berg said Carl Dahl came", ""),
    ("Anna Berg was Carl Dahl", ""),
    ("Carl Dahl was seen with Anna Berg", ""),
    ("Anna Berg attacked the club of Carl Dahl", ""),
    ("Anna Berg, who is the mayor of the old town of Oslo, attacked Carl Dahl", ""),
    ("Anna Berg Carl Dahl", ""),
    ("Anna Berg attacked, it was said, all day long and in all the towns of the north and the south, Carl Dahl", ""),
]


@pytest.mark.parametrize(("text", "verb"), ORDER)
def test_the_order_of_subject_and_object(text, verb):
    """The annotation that agrees is never reported, its opposite where a verb alone is between the two."""
    wrong = found(text, {"agent": "carl", "recipient": "anna"}, type="other")
    assert [f"about `{verb}`" in message for message in wrong] == ([True] if verb else [])
    assert found(text, {"agent": "anna", "recipient": "carl"}, type="other") == []


def test_other_roles():
    """Victims and losers are acted on; who is neither is not compared; one sentence that agrees is enough."""
    for role, other in (("agent", "victim"), ("agent", "target")):
        assert found("Anna Berg beat Carl Dahl", {role: "carl", other: "anna"}, kind="incident", type="attack")
    assert found("Anna Berg beat Carl Dahl", {"winner": "carl", "loser": "anna"}, type="contest")
    assert found("Anna Berg beat Carl Dahl", {"agent": "club", "recipient": "carl"}, type="other") == []
    assert found("Anna Berg beat Carl Dahl", {"agent": "carl"}, type="other") == []
    both = "Anna Berg beat Carl Dahl, and Carl Dahl beat Anna Berg"
    assert found(both, {"agent": "carl", "recipient": "anna"}, type="other") == []


@pytest.mark.parametrize(("type_", "reported"), [("aid", 0), ("mobilization", 0), ("request", 1), ("agreement", 1)])
def test_what_is_asked_for(type_: str, reported: int) -> None:
    """Who is asked is the agent of it, and who asks is the agent of the request."""
    wrong = found("Anna Berg asked Carl Dahl for two helicopters", {"agent": "carl", "recipient": "anna"}, type=type_)
    assert len(wrong) == reported


VISITS = [
    ("Anna Berg visited Carl Dahl", "anna", "visited"),
    ("Anna Berg welcomed Carl Dahl", "carl", "welcomed"),
    ("Anna Berg was received by Carl Dahl", "anna", "received"),
    ("Anna Berg asked Carl Dahl", "", ""),
]


@pytest.mark.parametrize(("text", "visitor", "verb"), VISITS)
def test_visitors_and_hosts(text, visitor, verb):
    """By verbs of visiting and receiving alone."""
    for one, other in (("anna", "carl"), ("carl", "anna")):
        messages = found(text, {"visitor": one, "host": other}, kind="meeting", type="visit")
        assert [f"about `{verb}`" in message for message in messages] == ([True] if verb and one != visitor else [])


ALONE = [
    ("Anna Berg criticised the plan", {}, True),
    ("Anna Berg openly criticised the plan", {}, True),
    ("Anna Berg, criticised by all, came", {}, False),
    ("Anna Berg criticised by all", {}, False),
    ("Anna Berg was criticised", {}, False),
    ("They criticised Anna Berg", {}, False),
    ("Anna Berg criticised the plan", {"type": "agreement"}, False),
    ("Anna Berg criticised the plan of Carl Dahl", {}, False),
]


@pytest.mark.parametrize(("text", "event", "reported"), ALONE)
def test_a_recipient_who_speaks(text, event, reported):
    """If the agent is not named, the evidence begins with the recipient, and the event is something that is said."""
    assert len(found(text, {"agent": "carl", "recipient": "anna"}, **event)) == reported
    assert found(text, {"agent": "anna", "recipient": "carl"}, **event) == []


REFUSED = [
    ("Lomar had turned down an offer of money from Carl Dahl", "turned"),
    ("Lomar rejected an offer from the old Carl Dahl", "rejected"),
    ("Last month Lomar rejected an offer from Carl Dahl", "rejected"),
    ("Lomar had been refused a loan from Carl Dahl", ""),
    ("Lomar resigned after a refusal from Carl Dahl", ""),
    ("Lomar rejected an offer, and came from Carl Dahl", ""),
    ("Lomar rejected an offer from Anna Berg, and met Carl Dahl", ""),
    ("The party of Lomar rejected an offer from Carl Dahl", ""),
    ("Lomar was far from Carl Dahl", ""),
]


@pytest.mark.parametrize(("text", "verb"), REFUSED)
def test_who_refuses_what_another_offers(text, verb):
    """Who offers it is no agent of the refusal; of an accusation from somebody, who rejects it is the recipient."""
    timed = {"when": {"edtf": "2024-05", "text": "Last month"}} if text.startswith("Last month") else {}
    swapped = {"agent": "carl", "recipient": "club"}
    messages = found(text, swapped, type="refusal", **timed)
    assert [f"about `{verb}`" in message for message in messages] == ([True] if verb else [])
    assert found(text, {"agent": "club", "recipient": "carl"}, type="refusal", **timed) == []
    assert found(text, swapped, type="accusation") == []


def test_who_names_somebody_appoints():
    """Elsewhere a verb such as `named` says what somebody is called."""
    text = "Anna Berg named Carl Dahl as mayor"
    swapped = {"agent": "carl", "recipient": "anna"}
    assert len(found(text, swapped, type="appointment")) == 1
    assert found(text, {"agent": "anna", "recipient": "carl"}, type="appointment") == []
    assert found(text, swapped, type="other") == []
    titled = "On Friday Anna Berg named her deputy, Carl Dahl, as mayor"
    assert len(found(titled, swapped, type="appointment")) == 1
    assert found(titled, {"agent": "anna", "recipient": "carl"}, type="appointment") == []
    assert found("a friend of Anna Berg named her deputy, Carl Dahl", swapped, type="appointment") == []


def test_the_verb_of_another_clause():
    """Where the triggers are in another clause than the verb, it says nothing of their event."""
    text = "Anna Berg asked Carl Dahl for help, and Carl Dahl sent a ship"
    roles = {"agent": "carl", "recipient": "anna"}
    assert found(text, roles, type="aid", triggers=["sent"]) == []
    assert len(found(text, roles, type="request", triggers=["asked"])) == 1
    assert len(found("Anna Berg attacked Carl Dahl on Friday", roles, triggers=["on Friday"])) == 1


def test_a_refusal_is_not_the_request():
    """The sentence of the request, quoted beside that of the refusal, says nothing of who refused."""
    text = "Lomar had asked Carl Dahl for a loan"
    roles = {"agent": "carl", "recipient": "club"}
    assert found(text, roles, type="refusal", triggers=["asked"])
    both = [text, "Carl Dahl rejected it"]
    assert found(". ".join(both), roles, type="refusal", triggers=["rejected it"], evidence=both) == []


@pytest.mark.parametrize(
    ("text", "recipient", "words"),
    [
        ("Dora called on Anna Berg to dismiss Carl Dahl", "carl", "`anna`: `called on`"),
        ("Dora called on Anna Berg to dismiss Carl Dahl", "anna", ""),
        ("Dora urged the mayor of Oslo, Anna Berg, to dismiss Carl Dahl", "carl", ""),
        ("Dora appealed to Anna Berg not to fine Carl Dahl", "carl", "`anna`: `appealed to`"),
        ("A judge ordered Mayor Anna Berg to pay Carl Dahl", "carl", "`anna`: `ordered`"),
        ("Dora asked Anna Berg and Carl Dahl to leave", "carl", ""),
        ("Dora asked Anna Berg for help, and told Carl Dahl to leave", "carl", ""),
        ("Dora, who met Carl Dahl, asked Anna Berg to help Carl Dahl", "carl", ""),
        ("Dora asked Anna Berg to the ball", "carl", ""),
    ],
)
def test_who_is_asked(text: str, recipient: str, words: str) -> None:
    """The recipient of a request is behind its verb, and not in what is asked."""
    messages = found(text + " and Carl Dahl slept" * ("Carl" not in text), {"recipient": recipient}, type="request")
    assert [one.endswith(words) for one in messages if "asked is" in one] == ([True] if words else []), messages
