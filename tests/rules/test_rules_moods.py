"""NC536 and NC525 by the verbs that name an event: in the past, under way, to come, possible, or not done."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(text: str, trigger: str | None, status: str, kind: str = "event", type_: str = "other") -> list[str]:
    """The help of the rules of statuses about one event."""
    made: dict[str, Any] = {"kind": kind, "type": type_, "status": status, "evidence": [text.rstrip(".")]}
    if trigger:
        made["triggers"] = [trigger]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2026-03-12", "text": text}
    report = nc.check_text(
        json.dumps({**article, "events": {"it": made}}), "json", select=["NC520", "NC525", "NC536", "NC0", "NC1", "NC3"]
    )
    assert {one.code for one in report.diagnostics} <= {"NC520", "NC525", "NC536"}, [*map(str, report.diagnostics)]
    assert len(report.diagnostics) < 2, "an error is reported once"
    return [str(one.help) for one in report.diagnostics]


TOLD = [
    (
        "The jury acquitted the banker on Tuesday.",
        "acquitted",
        "event decision",
        "occurred",
        "ongoing planned possible",
    ),
    ("Sweden joined the alliance in March.", "joined", "event agreement", "occurred", "ongoing planned possible"),
    ("A whale was found dead on the beach.", "found", "event discovery", "occurred", "ongoing planned possible"),
    ("The hackers demanded a ransom.", "demanded", "event request", "occurred", "ongoing possible"),
    ("The court fined the club.", None, "event decision", "occurred", "possible"),
    ("The volcano is still erupting.", "erupting", "incident disaster", "ongoing", "planned possible occurred"),
    ("Investors are suing the bank.", "suing", "event accusation", "ongoing", "planned possible negated"),
    ("The bank is to raise rates.", "raise", "event decision", "planned", "ongoing"),
    ("The airline will lay off 300 pilots.", "lay off", "event departure", "planned", "occurred ongoing"),
    ("It obliges the army to leave the town.", "leave", "event withdrawal", "planned", "occurred ongoing"),
    ("The tax would be suspended until May, he added.", "suspended", "event concession", "planned", "occurred"),
    ("Rovers, who won in May, will pay 3 million.", None, "event transaction", "planned", "occurred ongoing"),
    ("The Greens may go to court.", "go", "event accusation", "possible", "occurred ongoing planned"),
    ("La Paz would probably withdraw its envoy.", "withdraw", "event withdrawal", "possible", "ongoing"),
    ("The mayor threatened to close the market.", "close", "event decision", "possible", "occurred planned"),
    ("Peru has asked Chile to extradite him.", "extradite", "event withdrawal", "possible", "occurred planned ongoing"),
    ("The union refused to meet the minister.", "meet", "meeting talks", "refused", "occurred planned"),
    ("Hackers tried to break into the network.", "break into", "incident cyberattack", "failed", "occurred ongoing"),
    ("The team failed to reach the final.", "reach", "event contest", "negated", "occurred planned"),
    ("The company scrapped the launch.", "launch", "event launch", "cancelled", "occurred planned postponed"),
    ("The fund cancelled the planned sale.", "sale", "event transaction", "cancelled", "occurred possible"),
    ("The summit was moved to November.", "summit", "meeting conference", "postponed", "occurred planned cancelled"),
]


@pytest.mark.parametrize(("text", "trigger", "what", "status", "wrong"), TOLD)
def test_the_verb_says_the_status(text: str, trigger: str | None, what: str, status: str, wrong: str) -> None:
    """One status agrees with the verb, and others do not."""
    kind, type_ = what.split()
    assert found(text, trigger, status, kind, type_) == []
    for other in wrong.split():
        assert len(found(text, trigger, other, kind, type_)) == 1, other


ORDINARY = [
    ("Miners blocked the road for a third day.", "blocked", "ongoing", "incident protest"),
    ("Police have questioned 14 managers since May.", "questioned", "ongoing", "event investigation"),
    ("The meeting planned for Monday is uncertain.", "planned", "possible", "meeting talks"),
    ("If the talks failed, the union would strike.", "strike", "possible", "incident protest"),
    ("The ground, built in 1931, will be sold.", None, "planned", "event transaction"),
    ("The board named her chief; she will take office in May.", None, "planned", "event appointment"),
    ("No ransom has been demanded so far.", "demanded", "negated", "event request"),
    ("The minister promised the families money.", "promised", "planned", "event aid"),
    ("Oman offered to mediate, and Iran agreed.", "mediate", "planned", "meeting talks"),
    ("The party wants to set up a council.", "set up", "planned", "event launch"),
    ("The minister is leaving for Rome.", "leaving", "planned", "meeting visit"),
    ("The museum was moved to Rome.", "museum", "occurred", "event other"),
    ("The union is considering a strike.", None, "possible", "incident protest"),
]


@pytest.mark.parametrize(("text", "trigger", "status", "what"), ORDINARY)
def test_ordinary_news(text: str, trigger: str | None, status: str, what: str) -> None:
    """Nothing is reported where the verb leaves the status open."""
    assert found(text, trigger, status, *what.split()) == []
