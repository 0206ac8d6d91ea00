"""NC536 on what somebody will decide, or rules out, and on words that leave open only how much or how long."""

import json

import pytest

import newscorpus as nc

CASES = [
    # What will be decided is possible.
    ("Union members will vote tomorrow on a 24-hour strike", "A 24-hour strike", "planned", "will vote"),
    ("Union members will vote tomorrow on a 24-hour strike", "A 24-hour strike", "possible", ""),
    (
        "Shareholders are to decide in May whether to sell the brewery",
        "Sale of the brewery",
        "planned",
        "are to decide",
    ),
    ("The council is due to vote on Tuesday on closing the pool", "The pool is closed", "planned", "is due to vote"),
    ("Ministers will consider a ban on trawling", "A ban on trawling", "planned", "will consider"),
    ("The merger will be put to a vote in June", "Merger of the two banks", "planned", "will be put to a vote"),
    ("The plan to close the pool will start on 1 June", "The pool is closed", "planned", ""),
    ("The party will rule the country with the liberals", "Coalition with the liberals", "planned", ""),
    ("Pilots will strike on Monday, and vote on Tuesday on a longer stoppage", "Pilots strike", "planned", ""),
    # What is ruled out has not occurred.
    ("The minister promised an inquiry and ruled out resigning", "The minister resigns", "occurred", "ruled out"),
    ("The minister rejected calls to resign", "The minister resigns", "occurred", "rejected calls to"),
    ("The bank has no plans to sell its branches", "Sale of branches", "occurred", "has no plans to"),
    ("Norway declined to extradite the captain", "The captain is extradited", "occurred", "declined to"),
    ("The airline dismissed rumours of a merger", "Merger of the airlines", "planned", "dismissed rumours of"),
    ("The club refused to pay, and sold the ground", "The club sells the ground", "occurred", ""),
    ("The minister refused to resign", "The minister refuses to resign", "occurred", ""),
    ("He ruled out murder after the farmer was shot", "The farmer is shot", "occurred", ""),
    ("The minister resigned after he had ruled out talks", "The minister resigns", "occurred", ""),
    # How much or how long is left open, and not the event.
    ("Repairs are likely to cost $30 million", "Repairs", "planned", ""),
    ("Work is to begin in October and may take five years", "Work begins", "planned", ""),
    ("The trial is to open in May and could last until July", "The trial opens", "planned", ""),
    ("Repairs are likely to begin in May", "Repairs", "planned", "likely"),
    ("Work may take place in May", "Work", "planned", "may"),
]


@pytest.mark.parametrize(("evidence", "title", "status", "words"), CASES)
def test_decisions(evidence: str, title: str, status: str, words: str) -> None:
    """Reported with the words that leave the event open."""
    made = {"kind": "event", "type": "other", "status": status, "title": title, "evidence": [evidence]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08", "text": f"{evidence}."}
    report = nc.check_text(json.dumps({**article, "events": {"it": made}}), "json", select=["NC536", "NC0", "NC1"])
    assert [f"says `{words}`" in one.message for one in report.diagnostics] == ([True] if words else [])


@pytest.mark.parametrize(
    ("evidence", "words", "day", "count"),
    [
        ("The buying season opens on 1 October", "on 1 October", "2024-10-01", 0),
        ("The buying season opened on 1 October", "on 1 October", "2024-10-01", 1),
        ("The buying season opens on 1 May", "on 1 May", "2024-05-01", 1),
    ],
)
def test_a_date_to_come_says_that_an_event_is_planned(evidence: str, words: str, day: str, count: int) -> None:
    """Together with a verb that is not in the past."""
    made = {"kind": "event", "type": "launch", "status": "planned", "when": {words: day}, "evidence": [evidence]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08", "text": f"{evidence}."}
    report = nc.check_text(json.dumps({**article, "events": {"it": made}}), "json", select=["NC536"])
    assert len(report.diagnostics) == count
