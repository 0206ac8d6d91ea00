"""NC555 beyond the example, NC546 and the times of relations: what contradicts a relation of two events."""

import json
from typing import Any

import pytest

import newscorpus as nc


def event(words: str, **more: Any) -> dict[str, Any]:
    """An event whose evidence is its trigger."""
    return {"kind": "event", "type": "other", "evidence": [words], "triggers": [words], **more}


def found(text: str, code: str = "NC555", **events: Any) -> list[str]:
    """The messages of a rule about events."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": events}
    report = nc.check_text(json.dumps(article), "json", select=[code, "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        ("The release came after the payment.", "after", "after"),
        ("The release, two days after the payment, was a surprise.", "caused_by", "after"),
        ("The release was the result of talks following the payment in Oslo.", "after", "following"),
        ("The payment came before the release.", "after", "before"),
        ("The payment in Oslo led to the release.", "caused_by", "led to"),
        ("The payment came after the release.", "after", None),
        ("The release came before the payment.", "after", None),
        ("The release came after the payment.", "about", None),
        ("After the talks came the release and the payment.", "after", None),
        ("The release was known. After that came the payment.", "after", None),
        ("The release came after he said that the payment was late.", "after", None),
        ("The release came after the talks and before the payment.", "after", None),
    ],
)
def test_the_order_of_two_events(text, how, said):
    """By the one word between them that says so, in a sentence."""
    payment, release = event("payment", relations={how: ["release"]}), event("release")
    message = f"`payment` is `{how}: release`, but by `{said}` it comes before it"
    assert found(text, payment=payment, release=release) == ([message] if said else [])


@pytest.mark.parametrize(
    ("text", "status", "how", "reported"),
    [
        ("The visit was called off. They spoke by phone instead.", "cancelled", "after", 1),
        ("The visit was called off. They spoke by phone in place of it.", "cancelled", "caused_by", 1),
        ("The visit was called off. They spoke by phone instead.", "cancelled", "replaces", 0),
        ("The visit was called off. They spoke by phone.", "cancelled", "after", 0),
        ("The visit was called off. They spoke by phone instead.", "occurred", "after", 0),
    ],
)
def test_what_takes_place_instead(text, status, how, reported):
    """Of an event that was called off, where its sentence says so."""
    call = event("spoke by phone", relations={how: ["visit"]})
    messages = found(text, call=call, visit=event("visit", status=status))
    assert len(messages) == reported
    assert all(one.startswith(f"`call` is `{how}: visit`, but its sentence says `in") for one in messages)


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("A bombing and a murder. Prosecutors are investigating the murder.", 1),
        ("A bombing and a murder. Prosecutors are investigating the bombing.", 0),
        ("A bombing and a murder. Prosecutors are investigating both the bombing and the murder.", 0),
        ("A bombing and a murder. Prosecutors are investigating in the city after the murder.", 0),
    ],
)
def test_what_a_probe_is_about(text, reported):
    """The one that the words behind its trigger name."""
    murder = event("a murder", evidence=["A bombing and a murder"])
    bombing = event("A bombing", evidence=["A bombing and a murder"])
    probe = event("investigating", relations={"about": ["bombing"]})
    messages = found(text, probe=probe, bombing=bombing, murder=murder)
    assert messages == ["`probe` is `about: bombing`, but its words `murder` name `murder`"] * reported


@pytest.mark.parametrize(
    ("code", "how", "when", "reported"),
    [
        ("NC408", "caused_by", "2024-05-11/..", 1),
        ("NC408", "caused_by", "2024-05-22/..", 0),
        ("NC408", "caused_by", "2024-05/..", 0),
        ("NC408", "caused_by", "../2024-05-30", 0),
        ("NC406", "after", "2024-05-11/2024-05-23", 1),
        ("NC406", "after", "2024-05-21/2024-05-23", 0),
    ],
)
def test_what_had_begun_before_its_cause(code, how, when, reported):
    """An event that goes on comes after another one only if it begins after it."""
    events = {
        "strike": event("A strike", status="ongoing", when=when, relations={how: ["ruling"]}),
        "ruling": event("a ruling", when="2024-05-21"),
    }
    messages = found("A strike and a ruling.", code, **events)
    assert len(messages) == reported
    assert all(one.endswith(("but began before it", "but is over before it")) for one in messages)


@pytest.mark.parametrize(
    ("how", "first", "second", "reported"),
    [
        ("after", {}, {"status": "planned"}, 1),
        ("enabled_by", {"status": "ongoing"}, {"status": "possible"}, 1),
        ("after", {"status": "planned"}, {"status": "planned"}, 0),
        ("caused_by", {}, {"status": "planned"}, 0),
        ("caused_by", {}, {"relations": {"part_of": ["one"]}}, 1),
    ],
)
def test_what_nothing_comes_after(how, first, second, reported):
    """What has not taken place, and a part of it."""
    one, two = (
        event("one", type="protest", kind="incident", **first),
        event("two", type="detention", kind="incident", **second),
    )
    assert len(found("one two", "NC546", one={**one, "relations": {how: ["two"]}}, two=two)) == reported
