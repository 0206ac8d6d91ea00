"""NC416 beyond the example, and the advice about dates that the dateline contradicts."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = "Anna Berg was named mayor on Monday. Carl Dahl, the mayor, resigned on Monday."


def checked(code: str, roles: dict[str, dict[str, str]], **event: Any) -> tuple[nc.Diagnostic, ...]:
    """The findings of a rule about one event, and actors with one role each."""
    names = {"anna": "Anna Berg", "carl": "Carl Dahl"}
    actors = {
        key: {"name": name, "kind": "person", "roles": [{"title": "mayor", **roles.get(key, {})}]}
        for key, name in names.items()
    }
    made = {"kind": "event", "evidence": ["Anna Berg was named mayor"], **event}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": TEXT, "published": "2024-05-08"}
    article |= {"actors": actors, "events": {"it": made}}
    return nc.check_text(json.dumps(article), "json", select=[code]).diagnostics


APPOINTED = {"type": "appointment", "when": {"edtf": "2024-05-06"}, "participants": {"recipient": ["anna"]}}
LEFT = {"type": "departure", "when": {"edtf": "2024-05-06"}, "participants": {"agent": ["carl"]}}
CASES = [
    (APPOINTED, {"anna": {"start": "2024-05-01"}}, ["`anna` has start 2024-05-01"]),
    (APPOINTED, {"anna": {"start": "2024-05-06"}}, []),
    (APPOINTED, {"anna": {"start": "2024-06"}}, []),
    (APPOINTED, {"anna": {"start": "2024"}}, []),
    (APPOINTED, {"carl": {"start": "2016"}}, []),
    (APPOINTED, {"anna": {}}, []),
    ({**APPOINTED, "evidence": ["on Monday"]}, {"anna": {"start": "2016"}}, []),
    ({**APPOINTED, "evidence": ["on Monday"], "title": "New mayor"}, {"anna": {"start": "2016"}}, ["`anna`"]),
    ({**APPOINTED, "type": "decision"}, {"anna": {"start": "2016"}}, []),
    ({**APPOINTED, "when": None}, {"anna": {"start": "2016"}}, []),
    ({**APPOINTED, "participants": {"recipient": ["dora"]}}, {"anna": {"start": "2016"}}, []),
    (LEFT, {"carl": {"end": "2024-04"}}, ["`carl` has end 2024-04"]),
    (LEFT, {"carl": {"end": "2024-05-06"}}, []),
    (LEFT, {"carl": {"start": "2016"}}, []),
]


@pytest.mark.parametrize(("event", "roles", "expected"), CASES)
def test_a_role_and_the_event_that_gives_or_takes_it(event, roles, expected):
    """The event is certainly later, and has the title of the role in its words."""
    event = {key: value for key, value in event.items() if value is not None}
    messages = [one.message for one in checked("NC416", roles, **event)]
    assert len(messages) == len(expected)
    assert all(part in message for part, message in zip(expected, messages, strict=True))


@pytest.mark.parametrize("words", ["on Monday", "Monday"])
def test_where_the_dateline_contradicts_published_no_other_date_is_advised(words):
    """The date is right, and the publication is wrong."""
    event = {"kind": "event", "type": "other", "evidence": ["on Monday"], "when": {"edtf": "2024-06-03", "text": words}}
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": "It rained on Monday.",
        "events": {"it": event},
    }
    article |= {"published": "2024-05-08", "dateline": "OSLO, June 8"}
    (found,) = nc.check_text(json.dumps(article), "json", select=["NC403"]).diagnostics
    assert found.help == "correct `published`, which the dateline contradicts"
    article["dateline"] = "OSLO, May 8"
    (found,) = nc.check_text(json.dumps(article), "json", select=["NC403"]).diagnostics
    assert found.help != "correct `published`, which the dateline contradicts"
