"""NC409 and NC421 beyond the examples: the ends and lengths of intervals, and distances between events."""

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
        ("from 6 to 8 October 2025", "2025-10-05/2025-10-08", 1),
        ("from 6 to 8 October 2025", "2025-10-06/2025-10-08", 0),
        ("6–8 October", "2025-10-06/2025-10-08", 0),
        ("between March and November 2020", "2020-03/2020-11", 0),
        ("between March and November 2020", "2020-03/2020-12", 1),
        ("from 6 to 8 October 2025", "2025-10", 0),  # no interval
        ("until 10 December", "2025-11-14/2026-12-10", 1),
        ("until 10 December", "2025-11-14/2025-12-10", 0),
        ("until 10 December", "../2025-12-10", 0),
        ("until Friday", "../2025-11-28", 1),
        ("until Friday", "../2025-11-14", 0),
        ("before Friday", "2025-11-10/2025-11-13", 0),
        ("before Monday", "../2025-11-16", 0),
        ("before Monday", "../2025-11-10", 0),
        ("before December", "../2025-11", 0),
        ("before December", "../2025-12", 0),
        ("before December", "../2026-11", 1),
        ("before the end of June", "2025-06-30/..", 1),
        ("before the end of June", "2025-06/..", 1),
        ("before the end of June", "../2025-06-30", 0),
        ("by the end of January", "../2026-01-31", 0),
        ("by January", "../2026-01", 0),
        ("by January", "../2027-01", 1),
        ("by Friday", "2025-11-14/..", 1),
        ("by Friday", "../2025-11-14", 0),
        ("after 1 July", "../2025-07-01", 1),
        ("after 1 July", "2025-07-02/..", 0),
        ("after Friday", "2025-11-14/..", 0),
        ("in the end of the line", "2025-12-31/..", 0),
        ("since 1 July", "2025-07-02/..", 1),
        ("since 1 July", "2025-07-01/..", 0),
        ("last week", "2025-11-03/2025-11-12", 1),
        ("last week", "2025-11-03/2025-11-09", 0),
        ("last week", "2025-11-04/2025-11-05", 0),
        ("in October", "2025-10/2025-11-12", 0),  # it may have gone on
        ("two days of talks", "2025-11-10/2025-11-18", 1),
        ("two days of talks", "2025-11-10/2025-11-11", 0),
        ("from here to the sea", "2025-11-10/2025-11-18", 0),
    ],
)
def test_the_ends_of_an_interval(words: str, edtf: str, reported: int) -> None:
    """Both, or the one that the words name."""
    assert len(found("NC409", f"It went on {words}.", words, edtf)) == reported


@pytest.mark.parametrize(
    ("language", "words", "edtf", "reported"),
    [
        ("de", "vom 6. bis 8. Oktober 2025", "2025-10-06/2025-10-18", 1),
        ("de", "vom 6. bis 8. Oktober 2025", "2025-10-06/2025-10-08", 0),
        ("es", "del 6 al 8 de octubre de 2025", "2025-10-06/2025-10-18", 1),
        ("es", "del 6 al 8 de octubre de 2025", "2025-10-06/2025-10-08", 0),
        ("fr", "du 6 au 8 octobre 2025", "2025-10-06/2025-10-18", 0),
    ],
)
def test_ends_in_other_languages(language: str, words: str, edtf: str, reported: int) -> None:
    """A language is a row of a table."""
    assert len(found("NC409", f"Oslo {words}.", words, edtf, language)) == reported


@pytest.mark.parametrize(("day", "reported"), [("2025-11-08", 0), ("2025-11-09", 1), ("2025-11", 0)])
def test_the_day_in_the_name_of_an_event(day: str, reported: int) -> None:
    """`Saturday’s quake` was on a Saturday."""
    text = "Some 20 died in Saturday’s quake. The quake came at night."
    assert len(found("NC409", text, "at night", day, triggers=[{"exact": "quake", "start": 27}])) == reported


@pytest.mark.parametrize(
    ("text", "words", "edtf", "reported"),
    [
        ("They fired on 5 November. Four days later they came.", "Four days later", "2025-11-09", 0),
        ("They fired on 5 November. Four days later they came.", "Four days later", "2025-11-07", 1),
        ("Four days after the quake, many wait.", "Four days after", "2025-11-10", 0),
        ("Four days after the quake, many wait.", "Four days after", "2025-11-11", 1),
        ("Two weeks later they came.", "Two weeks later", "2025-11-09", 0),  # from a day that nothing names
    ],
)
def test_the_distance_between_events(text: str, words: str, edtf: str, reported: int) -> None:
    """From the date before the words, or from the publication."""
    assert len(found("NC421", text, words, edtf)) == reported


@pytest.mark.parametrize(
    ("day", "edtf", "reported"), [("24", "2025-12-01", 0), ("24", "2025-12-08", 1), ("3", "2025-11-10", 0)]
)
def test_a_distance_from_a_day_to_come(day: str, edtf: str, reported: int) -> None:
    """The day has the year that an event of the article gives it."""
    text = f"Talks begin on {day} November. They may meet a week later."
    talks = {"kind": "meeting", "type": "talks", "evidence": [f"Talks begin on {day} November"]}
    talks |= {"status": "planned", "when": {"edtf": f"2025-11-{day:>02}", "text": f"on {day} November"}}
    later = {"kind": "meeting", "type": "talks", "status": "possible", "evidence": ["They may meet a week later"]}
    events = {"talks": talks, "later": {**later, "when": {"edtf": edtf, "text": "a week later"}}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "published": PUBLISHED}
    report = nc.check_text(json.dumps(article | {"events": events}), "json", select=["NC421"])
    assert len(report.diagnostics) == reported


def test_a_week_too_early_beside_a_dateline() -> None:
    """The month in a dateline says nothing of `on Wednesday`."""
    text = "OSLO, 14 November – They fired on Wednesday."
    claim = {"quote": ["They fired"], "when": {"edtf": "2025-11-05", "text": "on Wednesday"}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "published": PUBLISHED}
    for dateline, reported in (("OSLO, 14 November", 1), (None, 0)):
        data = json.dumps(article | {"claims": [claim]} | ({"dateline": dateline} if dateline else {}))
        assert len(nc.check_text(data, "json", select=["NC420"]).diagnostics) == reported


@pytest.mark.parametrize(
    ("words", "edtf", "text", "meant"),
    [
        ("in May and again in July", "2024-05/2024-07", "", "`2025-05/2025-07`"),
        ("from May to July", "2024-05/2024-07", "", "`2025-05/2025-07`"),
        ("from May to July", "2025-05/2025-07", "", ""),
        ("from May to July", "2024-05/2024-07", " In 2024 it rained.", ""),
        ("from May to July 2024", "2024-05/2024-07", "", ""),
        ("in May and in tears", "2024-05/2024-07", "", ""),
    ],
)
def test_months_of_an_interval_a_year_early(words: str, edtf: str, text: str, meant: str) -> None:
    """Without a year, they are the last such months."""
    messages = found("NC420", f"The road was closed {words}.{text}", words, edtf)
    assert [meant in one for one in messages] == ([True] if meant else []), messages
