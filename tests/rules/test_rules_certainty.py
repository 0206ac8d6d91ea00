"""NC536 and NC534 by lists of words: what evidence says of the status and the type of an event."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(code: str, evidence: str, status: str = "occurred", **event: Any) -> list[str]:
    """The help of a rule about one event; its evidence is the sentences of the article, or ends at a bar."""
    text = f"{evidence.replace('|', '')}."
    pieces = evidence.partition("|")[0].split(". ")
    made = {"kind": "event", "type": "other", "status": status, "evidence": pieces, **event}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08", "text": text}
    article["events"] = {"it": made}
    report = nc.check_text(json.dumps(article), "json", select=[code, "NC0", "NC1", "NC3"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [str(one.help) for one in report.diagnostics]


STATUSES = [
    ("The two sides will meet in Isfara on Saturday", "possible", "planned"),
    ("The two sides will probably meet on Saturday", "planned", "possible"),
    ("The two sides may now meet", "planned", "possible"),
    ("Talks on a treaty continue", "occurred", "ongoing"),
    ("Talks continued on Monday", "occurred", ""),
    ("The court ruled on Monday", "planned", "occurred"),
    ("The mayor burnt papers", "possible", "correct"),
    ("The mayor burnt papers", "negated", "correct"),
    ("The court did not rule on Monday", "negated", ""),
    ("The court didn't rule on Monday", "negated", ""),
    ("The court didn’t rule on Monday", "negated", ""),
    ("The board rejected a loan of the bank", "negated", ""),
    ("They asked him to resign. He refused", "negated", ""),
    ("The steel has not yet arrived", "planned", ""),
    ("The court put the hearing off until October", "cancelled", ""),
    ("The council put it off by two weeks", "cancelled", "postponed"),
    ("They called it off until May", "cancelled", ""),
    ("The talks broke down on Monday", "cancelled", "occurred"),
    ("The mayor burnt the papers", "alleged", "correct"),
    ("The mayor burnt the papers, the opposition says", "alleged", ""),
    ("The mayor burnt the papers|, the opposition says", "alleged", ""),
]


@pytest.mark.parametrize(("evidence", "status", "meant"), STATUSES)
def test_statuses(evidence: str, status: str, meant: str) -> None:
    """The words for one status, and none for the given one."""
    helps = found("NC536", evidence, status, kind="meeting" if status in ("cancelled", "occurred") else "event")
    assert [meant in one for one in helps] == ([True] if meant else []), helps


@pytest.mark.parametrize(
    ("triggers", "count"), [(["may propose"], 1), (["pleased"], 0)], ids=["the words that name it", "others"]
)
def test_evidence_that_names_an_event(triggers: list[str], count: int) -> None:
    """Of several pieces, the one with the triggers counts."""
    text = "Spain may propose a text. The council was pleased"
    helps = found("NC536", text, "planned", triggers=triggers, type="request")
    assert sum("possible" in one for one in helps) == count


TYPES = [
    ("She ordered the group to pay the costs", "event", "sanction", 1),
    ("She ordered the group to pay the costs", "event", "decision", 0),
    ("The guards exchanged fire for an hour", "incident", "attack", 1),
    ("The guards exchanged fire for an hour", "incident", "clash", 0),
    ("A public meeting was held in the hall", "meeting", "hearing", 1),
    ("The talks collapsed", "meeting", "talks", 0),
    ("The union said that it would not meet the managers", "event", "refusal", 0),
    ("The union told nobody", "event", "dispute", 1),
    ("Residents plan to march against the violence", "meeting", "gathering", 1),
    ("Residents plan to march against the violence", "incident", "protest", 0),
    ("Residents plan to march to the harbour festival", "meeting", "gathering", 0),
    ("Thousands joined a rally against the tax", "meeting", "gathering", 1),
]
NOUNS = [
    ("A landslide blocks the line", "a train came off the rails after a landslide", "accident", 1),
    ("A landslide blocks the line", "a train came off the rails after a landslide", "disaster", 0),
    ("Train crash near Oslo", "after the crash of a train near Oslo", "disaster", 1),
    ("Heavy storm in Oslo", "a heavy storm in Oslo", "accident", 1),
    ("Earthquake drill in Oslo", "an earthquake drill in Oslo", "accident", 0),
    ("Storm of protest in Oslo", "a storm of protest in Oslo", "protest", 0),
    ("Bombing of a station", "the bombing of a station", "accident", 1),
    ("Bombing of a station", "the blast at a station", "accident", 0),
    ("Ferry sinks in storm", "the ferry went down in a storm", "accident", 0),
]


@pytest.mark.parametrize(("title", "evidence", "type_", "count"), NOUNS)
def test_the_noun_with_which_a_title_begins(title: str, evidence: str, type_: str, count: int) -> None:
    """It names an incident, if no other noun follows."""
    helps = found("NC534", evidence, kind="incident", type=type_, title=title)
    assert sum("that is meant" in one for one in helps) == count


@pytest.mark.parametrize(("evidence", "kind", "type_", "count"), TYPES)
def test_types(evidence: str, kind: str, type_: str, count: int) -> None:
    """Words for another type, or none for the given one."""
    assert len(found("NC534", evidence, kind=kind, type=type_)) == count


ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "dora": {"name": "Dora Eide", "kind": "person"},
}
NEAR = "Anna Berg came home. He spoke with Carl Dahl by phone.\n\nDora Eide slept."


@pytest.mark.parametrize(
    ("evidence", "parties", "absent"),
    [
        ("He spoke with Carl Dahl by phone", ["anna", "carl"], ""),
        ("He spoke with Carl Dahl by phone", ["dora", "carl"], ""),
        ("Anna Berg came home", ["anna", "dora"], "dora"),
        ("Anna Berg came home", ["anna", "carl"], ""),
    ],
)
def test_participants_beside_the_evidence(evidence: str, parties: list[str], absent: str) -> None:
    """Whom not even the paragraph names takes no part, unless a pronoun may mean them."""
    roles = {"participant": [{"actor": one} for one in parties]}
    made = {"kind": "meeting", "type": "call", "evidence": [evidence], "participants": roles}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": NEAR, "actors": ACTORS}
    report = nc.check_text(json.dumps(article | {"events": {"it": made}}), "json", select=["NC519"])
    told = [one.message for one in report.diagnostics]
    assert any(f"`{absent}`" in one for one in told) == bool(absent), told


DONE = [
    ("They signed a treaty on Thursday", "signed a treaty", "2024-05-09", 1),
    ("They signed a treaty on Thursday", "a treaty", "2024-05-09", 0),
    ("They agreed to meet on Thursday", "agreed", "2024-05-09", 0),
    ("They are signed up for Thursday", "signed", "2024-05-09", 0),
    ("They will have signed it on Thursday", "signed", "2024-05-09", 0),
    ("They signed a treaty on Thursday", "signed a treaty", "2024-05-16", 0),
]


@pytest.mark.parametrize(("evidence", "trigger", "date", "count"), DONE)
def test_what_was_done_is_not_planned(evidence: str, trigger: str, date: str, count: int) -> None:
    """On the day of publication, a trigger in the past has occurred."""
    when = {"text": "Thursday", "edtf": date}
    text = f"{evidence}. It will rain."
    event = {"kind": "event", "type": "other", "status": "planned", "triggers": [trigger], "when": when}
    made = {**event, "evidence": [evidence, "It will rain"]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-09", "text": text}
    report = nc.check_text(json.dumps(article | {"events": {"it": made}}), "json", select=["NC536"])
    assert ["`status: occurred`" in (one.help or "") for one in report.diagnostics] == [True] * count


def test_a_participle_as_trigger() -> None:
    """The auxiliary is before it: `are investigating`; who `was` doing it did it."""
    for words, count in (("Police are investigating the fire", 1), ("Police were investigating the fire", 0)):
        found_ = found("NC536", words, type="investigation", triggers=["investigating"])
        assert len(found_) == count


@pytest.mark.parametrize(
    ("evidence", "trigger", "meant"),
    [
        ("Anna Berg accused the mayor of burning papers", "burning papers", "alleged"),
        ("The guards allegedly burnt papers", "burnt papers", "alleged"),
        ("She claimed that the mayor burnt papers", "burnt papers", "alleged"),
        ("She said that the mayor burnt papers", "burnt papers", ""),
        ("The group claimed responsibility for the fire", "the fire", ""),
        ("The mayor, accused of fraud, resigned", "resigned", ""),
        ("Lomar demanded the immediate release of the ship", "release", "possible"),
        ("The minister asked France for surveillance flights", "surveillance flights", "possible"),
        ("The party wants a parliamentary inquiry", "inquiry", "possible"),
        ("He demanded compensation for the attack", "attack", ""),
        ("She demanded answers after the attack", "attack", ""),
        ("The police are investigating whether officials leaked it", "leaked", "possible"),
        ("A deal this month is very unlikely", "deal", "possible"),
        ("A deal is done", "deal", ""),
    ],
)
def test_what_is_alleged_or_wanted_has_not_occurred(evidence: str, trigger: str, meant: str) -> None:
    """Wherever the words for it follow those of who alleges, wants or asks; other clauses say nothing of it."""
    helps = found("NC536", evidence, triggers=[trigger])
    assert [f"status: {meant}" in one for one in helps] == ([True] if meant else []), helps
    assert found("NC536", evidence, type="request", triggers=[trigger]) == []


@pytest.mark.parametrize(
    ("stance", "more", "reported"),
    [("denies", {}, 1), ("uncommitted", {}, 1), (None, {}, 0), ("denies", {"by": ["carl"]}, 0)],
)
def test_what_one_source_says_of_a_suspect_is_alleged(stance: str | None, more: dict[str, Any], reported: int) -> None:
    """If the other one denies it, or knows nothing of it; what two sources assert is a fact."""
    text = (
        "The police shot a student that night, Anna Berg said. “We fired no shot,” Carl Dahl said. They did, he said."
    )
    actors = {"anna": {"name": "Anna Berg", "kind": "person"}, "carl": {"name": "Carl Dahl", "kind": "person"}}
    event = {"kind": "incident", "type": "attack", "evidence": ["The police shot a student that night"]}
    event |= {"participants": {"suspect": ["carl"]}, "triggers": ["shot"]}
    claims = [
        {"by": ["anna"], "quote": ["The police shot a student"], "about": ["it"], "stance": "asserts"},
        {"by": ["carl"], "quote": ["We fired no shot"], "about": ["it"]} | ({"stance": stance} if stance else {}),
        *([{"quote": ["They did"], "about": ["it"], "stance": "asserts", **more}] if more else []),
    ]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    article |= {"events": {"it": event}, "claims": claims}
    report = nc.check_text(json.dumps(article), "json", select=["NC536", "NC0", "NC1", "NC3"])
    assert [one.code for one in report.diagnostics] == ["NC536"] * reported, [*map(str, report.diagnostics)]
