"""NC545 and NC546 beyond their examples: roles and relations that fit the types of events, and those that do not."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = [{"id": one, "name": one.title(), "kind": "organization"} for one in ("anna", "carl", "dora")]
SELECTED = ["NC545", "NC546", "NC0", "NC1", "NC2"]


def found(evidence: str, kind: str, type_: str, roles: dict[str, str], **event: Any) -> list[str]:
    """The messages about one event, whose roles have actors with spaces between."""
    parties = {role: [{"actor": one} for one in who.split()] for role, who in roles.items()}
    made = {
        "id": "it",
        "kind": kind,
        "type": type_,
        "evidence": [{"exact": evidence}],
        "participants": parties,
        **event,
    }
    return messages(evidence, [made])


def messages(text: str, events: list[Any]) -> list[str]:
    """The messages of the rules about events."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{text}.", "actors": ACTORS}
    report = nc.check_text(json.dumps(article | {"events": events}), "json", select=SELECTED, ignore=["NC204"])
    assert {one.code for one in report.diagnostics} <= {"NC545", "NC546"}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(("status", "reported"), [("planned", 1), ("possible", 1), ("occurred", 0)])
def test_nobody_has_won_what_is_to_come(status: str, reported: int) -> None:
    """An election has participants until it is decided."""
    roles = {"winner": "anna", "participant": "carl"}
    assert len(found("Anna may win the vote against Carl", "event", "election", roles, status=status)) == reported
    assert found("Anna may win the vote", "event", "election", {"participant": "anna carl"}, status=status) == []


ROLES = [
    ("Anna arrested Carl", "incident", "detention", {"agent": "anna", "victim": "carl"}, ""),
    ("Anna arrested Carl", "incident", "detention", {"participant": "anna carl"}, "participant"),
    ("Anna accused Carl", "event", "accusation", {"participant": "anna carl"}, "participant"),
    ("Anna and Carl signed a treaty", "event", "agreement", {"participant": "anna carl"}, ""),
    ("Anna and Carl quarrel", "event", "dispute", {"agent": "anna", "recipient": "carl"}, "agent recipient"),
    ("Anna and Carl exchanged fire", "incident", "clash", {"participant": "anna carl"}, ""),
    ("Anna and Carl exchanged fire", "incident", "clash", {"agent": "anna", "participant": "carl"}, "agent"),
    ("Anna met Carl", "meeting", "talks", {"visitor": "anna", "participant": "carl"}, "visitor"),
    ("Anna met Carl, said Dora", "meeting", "talks", {"participant": "anna carl", "mediator": "dora"}, "mediator"),
    ("Anna met Carl, Dora mediated", "meeting", "talks", {"participant": "anna carl", "mediator": "dora"}, ""),
    ("Anna may meet Carl", "meeting", "conference", {"participant": "anna", "organizer": "carl"}, "organizer"),
    ("Anna told Carl so", "meeting", "briefing", {"speaker": "anna", "audience": "carl"}, ""),
    ("Anna told Carl so", "meeting", "briefing", {"participant": "anna carl"}, "participant"),
    ("Anna burnt, and Carl left", "incident", "accident", {"victim": "anna", "responder": "carl"}, "responder"),
    ("Anna burnt, and Carl came to help", "incident", "accident", {"victim": "anna", "responder": "carl"}, ""),
    ("Anna asked for tents", "event", "request", {"agent": "anna"}, ""),
    ("Anna asked for tents", "event", "request", {"recipient": "anna"}, "nobody"),
    ("Anna was asked for tents", "event", "request", {"recipient": "anna"}, ""),
    (
        "Anna demanded a vote at a rally, to which people came",
        "meeting",
        "gathering",
        {"speaker": "anna", "audience": "carl"},
        "",
    ),
    ("Anna was there", "meeting", "gathering", {"speaker": "anna", "audience": "carl"}, "speaker audience"),
    ("Anna sank", "incident", "x-new", {"participant": "anna"}, None),
]


@pytest.mark.parametrize(("evidence", "kind", "type_", "roles", "reported"), ROLES)
def test_roles_of_types(evidence: str, kind: str, type_: str, roles: dict[str, str], reported: str | None) -> None:
    """By the type, and by the words of the sentence."""
    if reported is None:  # a type that is not in the vocabulary is reported by another rule, and not judged
        with pytest.raises(AssertionError, match="NC104"):
            found(evidence, kind, type_, roles)
        return
    told = found(evidence, kind, type_, roles)
    assert len(told) == len(reported.split())
    assert all(word in one for word, one in zip(reported.split(), told, strict=True))


def test_words_of_a_role_in_the_title() -> None:
    """The title says so, too."""
    roles = {"participant": "anna carl", "host": "dora"}
    assert found("Anna saw it", "meeting", "conference", roles) == []
    assert len(found("Anna and Carl debated", "meeting", "conference", roles)) == 1
    assert found("Anna and Carl debated", "meeting", "conference", roles, title="Dora hosts a debate") == []


LINKS = [
    (("meeting", "briefing"), "about", ("incident", "attack"), 0),
    (("incident", "attack"), "about", ("meeting", "briefing"), 1),
    (("event", "launch"), "about", ("incident", "crime"), 1),
    (("incident", "detention"), "part_of", ("incident", "protest"), 0),
    (("incident", "protest"), "part_of", ("incident", "detention"), 1),
    (("event", "accusation"), "part_of", ("incident", "attack"), 1),
    (("meeting", "talks"), "part_of", ("meeting", "visit"), 0),
    (("meeting", "visit"), "part_of", ("meeting", "talks"), 1),
    (("event", "aid"), "caused_by", ("incident", "disaster"), 0),
    (("incident", "disaster"), "caused_by", ("event", "aid"), 1),
    (("incident", "attack"), "same_as", ("incident", "attack"), 0),
    (("incident", "attack"), "same_as", ("incident", "clash"), 1),
    (("event", "other"), "part_of", ("event", "decision"), 0),
]


@pytest.mark.parametrize(("one", "how", "other", "count"), LINKS)
def test_relations_of_types(one: tuple[str, str], how: str, other: tuple[str, str], count: int) -> None:
    """By the types of both events."""
    text = "Anna did it, and it was so. Carl did that"
    events = [
        {
            "id": "one",
            "kind": one[0],
            "type": one[1],
            "evidence": [{"exact": "Anna did it"}],
            "relations": {how: ["two"]},
        },
        {"id": "two", "kind": other[0], "type": other[1], "evidence": [{"exact": "Carl did that"}]},
    ]
    assert len([told for told in messages(text, events) if how in told]) == count


def test_what_is_published_is_about_something() -> None:
    """A launch is not, otherwise."""
    launch = {"id": "one", "kind": "event", "type": "launch", "relations": {"about": ["two"]}}
    crime = {"id": "two", "kind": "incident", "type": "crime", "evidence": [{"exact": "Carl lied"}]}
    for words, count in (("Anna published letters", 0), ("Anna opened a shop", 1)):
        events = [{**launch, "evidence": [{"exact": words}]}, crime]
        assert len(messages(f"{words}. Carl lied", events)) == count


@pytest.mark.parametrize(("how", "status", "count"), [("caused_by", "cancelled", 1), ("after", "cancelled", 0)])
def test_what_did_not_take_place(how: str, status: str, count: int) -> None:
    """It causes nothing."""
    events = [
        {
            "id": "one",
            "kind": "event",
            "type": "change",
            "evidence": [{"exact": "Anna fell"}],
            "relations": {how: ["two"]},
        },
        {"id": "two", "kind": "event", "type": "launch", "status": status, "evidence": [{"exact": "Carl did that"}]},
    ]
    assert len(messages("Anna fell. Carl did that", events)) == count


def test_who_investigates_is_no_suspect() -> None:
    """Of the event that the investigation is about."""
    claim = {"by": ["anna"], "quote": [{"exact": "Carl lied"}], "about": ["lie"]}
    inquiry = {"id": "inquiry", "kind": "event", "type": "investigation", "relations": {"about": ["lie"]}}
    inquiry |= {"participants": {"agent": [{"actor": "anna"}]}, "evidence": [{"exact": "Anna investigates"}]}
    for suspect, expected in (("anna", 1), ("carl", 0)):
        lie = {"id": "lie", "kind": "incident", "type": "crime", "evidence": [{"exact": "Carl lied"}]}
        lie |= {"participants": {"suspect": [{"actor": suspect}]}}
        article = {"format": "newscorpus/1", "id": "a", "language": "en", "actors": ACTORS, "events": [inquiry, lie]}
        article |= {"text": "Anna investigates whether Carl lied.", "claims": [claim]}
        found = nc.check_text(json.dumps(article), "json", select=["NC545"]).diagnostics
        assert [one.message for one in found] == [
            "`anna` is the suspect of `lie`, but the agent of `inquiry`, which is about it"
        ] * expected
