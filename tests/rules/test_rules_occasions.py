"""NC605 and NC615 on one report: what claims are about, and where they were made."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = """Hackers broke into the servers of the port of Varna on Sunday, and 12 ferries were delayed for many hours.

The port’s director, Nina Koleva, resigned on Tuesday. “No alarm ever rang,” she told reporters.

The union of dockers had warned of weak passwords in May. Her deputy, Ivo Petrov, said in an interview that the breach
was a scandal. Dockers plan a strike for Friday. “The strike will hurt nobody but us,” said Georgi Marin, a crane driver.
The gang Black Tern wrote on its website that no password was weak."""


def _event(kind: str, type_: str, evidence: str, trigger: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "type": type_, "evidence": [evidence], "triggers": [trigger], **more}


ACTORS = {
    "koleva": {"name": "Nina Koleva", "kind": "person"},
    "petrov": {"name": "Ivo Petrov", "kind": "person"},
    "marin": {"name": "Georgi Marin", "kind": "person"},
    "tern": {"name": "Black Tern", "kind": "group"},
}
EVENTS = {
    "hack": _event("incident", "cyberattack", "Hackers broke into the servers of the port of Varna", "broke into"),
    "exit": _event(
        "event", "departure", "Nina Koleva, resigned on Tuesday", "resigned", participants={"agent": ["koleva"]}
    ),
    "briefing": _event(
        "meeting", "briefing", "she told reporters", "told reporters", participants={"speaker": ["koleva"]}
    ),
    "warning": _event("event", "accusation", "had warned of weak passwords in May", "warned"),
    "strike": _event("incident", "protest", "Dockers plan a strike for Friday", "strike", status="planned"),
}
BREACH, ALARM, HURT = "the breach\nwas a scandal", "No alarm ever rang", "The strike will hurt nobody but us"


@pytest.mark.parametrize(
    ("quote", "by", "about", "at", "reported"),
    [
        (BREACH, "petrov", "hack", None, []),
        (BREACH, "petrov", "strike", None, ["NC615"]),
        (BREACH, "petrov", "exit", None, ["NC615"]),
        (BREACH, "petrov", "hack", "briefing", ["NC605"]),
        (ALARM, "koleva", "hack", "briefing", []),
        (ALARM, "koleva", "strike", "briefing", ["NC615"]),
        (HURT, "marin", "strike", None, []),
        (HURT, "marin", "hack", None, ["NC615"]),
        (HURT, "marin", "warning", None, ["NC615"]),
        ("no password was weak", "tern", "warning", None, []),
        ("no password was weak", "tern", "warning", "briefing", ["NC605"]),
    ],
)
def test_what_a_claim_is_about_and_where_it_was_made(quote, by, about, at, reported):
    """By a noun that names an event again, and by words for another way to say something."""
    claim = {"quote": quote, "by": by, "about": about, **({"at": at} if at else {})}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": TEXT, "actors": ACTORS}
    article |= {"events": EVENTS, "claims": [claim]}
    report = nc.check_text(json.dumps(article), "json", select=["NC605", "NC615", "NC0", "NC1", "NC301"])
    assert [one.code for one in report.diagnostics] == reported
