"""Intervals (NC406, NC408, NC409) beyond the examples: their ends, lengths and years."""

import json

import pytest

import newscorpus as nc

PUBLISHED = "2025-11-14"
"""A Friday."""


def found(code: str, text: str, words: str, edtf: str, language: str = "en", **more: object) -> list[str]:
    """The messages of a rule about the time of an event that the whole text is evidence of."""
    event = {
        "kind": "event",
        "type": "other",
        "evidence": [one + "." for one in text.rstrip(".").split(". ")],
        "when": {"edtf": edtf, "text": words},
        **more,
    }
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "published": PUBLISHED}
    data = json.dumps(article | {"events": {"it": event}})
    return [one.message for one in nc.check_text(data, "json", select=[code]).diagnostics]


@pytest.mark.parametrize(
    ("words", "edtf", "reported"),
    [
        ("from 6 to 8 October 2025", "2025-10-06/2025-10-18", 1),
        ("6–8 October", "2025-10-06/2025-10-08", 0),
        ("between March and November 2020", "2020-03/2020-11", 0),
        ("from 6 to 8 October 2025", "2025-10", 0),  # no interval
        ("until 10 December", "../2025-12-10", 0),
        ("before Friday", "2025-11-10/2025-11-13", 0),
        ("before December", "../2025-11", 0),
        ("before the end of June", "2025-06/..", 1),
        ("by January", "../2026-01", 0),
        ("by Friday", "2025-11-14/..", 1),
        ("after 1 July", "2025-07-02/..", 0),
        ("in the end of the line", "2025-12-31/..", 0),
        ("since 1 July", "2025-07-01/..", 0),
        ("last week", "2025-11-03/2025-11-09", 0),
        ("in October", "2025-10/2025-11-12", 0),  # it may have gone on
        ("two days of talks", "2025-11-10/2025-11-18", 1),
    ],
)
def test_the_ends_of_an_interval(words: str, edtf: str, reported: int) -> None:
    assert len(found("NC409", f"It went on {words}.", words, edtf)) == reported


@pytest.mark.parametrize(
    ("language", "words", "edtf", "reported"),
    [
        ("de", "vom 6. bis 8. Oktober 2025", "2025-10-06/2025-10-18", 1),
        ("de", "vom 6. bis 8. Oktober 2025", "2025-10-06/2025-10-08", 0),
        ("es", "del 6 al 8 de octubre de 2025", "2025-10-06/2025-10-18", 1),
        ("fr", "du 6 au 8 octobre 2025", "2025-10-06/2025-10-18", 1),
    ],
)
def test_ends_in_other_languages(language: str, words: str, edtf: str, reported: int) -> None:
    assert len(found("NC409", f"Oslo {words}.", words, edtf, language)) == reported


@pytest.mark.parametrize(
    ("code", "how", "when", "reported"),
    [
        ("NC408", "caused_by", "2024-05-11/..", 1),
        ("NC408", "caused_by", "2024-05-22/..", 0),
        ("NC408", "caused_by", "2024-05/..", 0),
        ("NC406", "after", "2024-05-11/2024-05-23", 1),
        ("NC406", "after", "2024-05-21/2024-05-23", 0),
    ],
)
def test_what_had_begun_before_its_cause(code, how, when, reported):
    strike = {"evidence": ["A strike"], "status": "ongoing", "when": when, "relations": {how: ["ruling"]}}
    events = {"strike": strike, "ruling": {"evidence": ["a ruling"], "when": "2024-05-21"}}
    made = {key: {"kind": "event", "type": "other", **event} for key, event in events.items()}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "A strike and a ruling."}
    report = nc.check_text(json.dumps(article | {"events": made}), "json", select=[code, "NC0", "NC1", "NC301"])
    messages = [one.message for one in report.diagnostics]
    assert len(messages) == reported
    assert all(one.endswith(("but began before it", "but is over before it")) for one in messages)


YEARS = [
    ("between March and November 2020", "2022-03/2022-11", "2020-03/2020-11"),
    ("from May 2019 to June 2020", "2018-05/2019-01", "2019-05/2020-06"),
    ("from May 2019 to June 2020", "2021-05/2022-06", "correct the date"),
    ("between 2018 and 2020", "2019", ""),
    ("between March and November 2020", "2019-12/2020-11", "2020-03/2020-11"),
    ("after March and November 2020", "2022-03/2022-11", ""),
    ("between March and November", "2022-03/2022-11", ""),
]


@pytest.mark.parametrize(("words", "date", "hint"), YEARS)
def test_years_of_intervals_in_words(words: str, date: str, hint: str) -> None:
    event = {"kind": "event", "type": "other", "evidence": [f"It rained {words}"]}
    event |= {"when": {"edtf": date, "text": words}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08"}
    article |= {"text": f"It rained {words}.", "events": {"it": event}}
    helps = [one.help for one in nc.check_text(json.dumps(article), "json", select=["NC409"]).diagnostics]
    assert helps == ([hint if " " in hint else f"write `{hint}`"] if hint else [])
