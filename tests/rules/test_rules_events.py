"""Events (NC5xx) beyond the examples: status, relations, roles and titles."""

import json
from typing import Any

import pytest
from annotations import messages_of
from examples import checked

import newscorpus as nc

ACTORS = """
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
  all: {name: people, kind: group, named: false}
  oslo: {name: Oslo, kind: locality}
"""


def events(**fields: str) -> str:
    """A file with events, of the fields that matter here; `-` in an id is written `_`."""
    lines = [
        f"  {key.replace('_', '-')}: {{evidence: Anna Berg met Carl Dahl, {rest}}}" for key, rest in fields.items()
    ]
    return ACTORS + "events:\n" + "\n".join(lines) + "\n"


def talks(rest: str = "", type: str = "talks") -> str:
    return f"kind: meeting, type: {type}, {rest}"


def event(rest: str = "", type: str = "other") -> str:
    return f"kind: event, type: {type}, {rest}"


def two(status: str, relation: str, other: str, kind: str = "incident") -> str:
    """An event of a status, related to one of another status."""
    return events(
        it=f"kind: {kind}, type: other, status: {status}, relations: {{{relation}: that}}",
        that=f"kind: {kind}, type: other, status: {other}",
    )


PARTIES = "participants: {participant: [anna, carl]}"

CASES = {
    # --- NC504
    "a visit of nobody to nowhere is one finding": (events(it=talks("", "visit")), ["NC504"]),
    "a visit to a place": events(it=talks("participants: {visitor: anna}, places: [Oslo]", "visit")),
    "a visit to somebody": events(it=talks("participants: {visitor: anna, participant: carl}", "visit")),
    "a stage of a journey": events(
        it=talks("participants: {visitor: anna}, relations: {part_of: that}", "visit"),
        that=talks("participants: {visitor: anna, host: carl}", "visit"),
    ),
    "visits in general": events(it=talks("status: generic", "visit")),
    # --- NC507
    **{
        f"{status}, yet prevented": (two(status, "prevented_by", "occurred"), ["NC507"])
        for status in ("occurred", "ongoing")
    },
    **{
        f"{status}, since prevented": two(status, "prevented_by", "occurred")
        for status in ("failed", "possible", "planned", "negated", "alleged", "generic")
    },
    **{
        f"under way, and to be prevented by what is {status}": two("ongoing", "prevented_by", status)
        for status in ("planned", "possible", "failed", "negated")
    },
    "prevented, behind what did not occur": (
        events(
            a=event("status: cancelled, relations: {prevented_by: that}"),
            it=event("relations: {prevented_by: that}"),
            that=event(),
        ),
        ["NC507"],
    ),
    "a part behind one that did not occur": (
        events(
            a=event("status: planned, relations: {part_of: that}"),
            it=event("relations: {part_of: that}"),
            that=event("status: planned"),
        ),
        ["NC511"],
    ),
    "prevented by an unknown event": events(it=event("relations: {prevented_by: nothing}")),
    "prevented by itself": events(it=event("relations: {prevented_by: it}")),
    # --- NC508
    **{
        f"replaces what is {status}": (two("planned", "replaces", status, "event"), ["NC508"])
        for status in ("occurred", "ongoing", "planned", "possible", "alleged")
    },
    **{
        f"replaces what was {status}": two("planned", "replaces", status, "event")
        for status in ("cancelled", "postponed", "failed", "negated", "generic")
    },
    "replaces what was refused": events(
        it=talks(PARTIES + ", relations: {replaces: that}"),
        that=talks(PARTIES + ", status: refused, relations: {caused_by: other#refusal}"),
    ),
    "replaces one that was called off, and one that was not": (
        events(
            it=event("relations: {replaces: [off, that]}"),
            off=event("status: cancelled"),
            that=event("status: occurred"),
        ),
        ["NC508"],
    ),
    "replaces in general": two("generic", "replaces", "occurred"),
    "replaces one whose status cannot be read": two("planned", "replaces", "canceled"),
    # --- NC509
    **{
        f"killed: {count}": (
            events(it=f"kind: incident, type: accident, casualties: {{killed: {count}}}"),
            ["NC509"] if reversed_ else [],
        )
        for count, reversed_ in {
            "5..3": True,
            "[3, 10..9]": True,
            "3..5": False,
            "3..3": False,
            "9..10": False,
            "26+": False,
            "0": False,
        }.items()
    },
    # --- NC511
    **{
        f"a part of what is {status}": (two("occurred", "part_of", status, "event"), ["NC511"])
        for status in ("planned", "possible", "postponed", "cancelled", "negated")
    },
    **{
        f"a part of what {status}": two("ongoing", "part_of", status)
        for status in ("occurred", "ongoing", "alleged", "failed", "generic")
    },
    **{
        f"a part that is {status}": two(status, "part_of", "planned")
        for status in ("planned", "possible", "negated", "alleged", "generic", "failed")
    },
    "a part of what is in another article": events(it=event("relations: {part_of: other#that}")),
    # --- NC513
    "a country that is not named": "actors: {no: {name: Oslo, kind: country, named: false}}",
    "the registry knows the code": (
        """
# corpus.yaml has: actors: {no: {name: Oslo, kind: country, country: "NO"}}
actors: {no: {kind: country, mentions: [Oslo on]}}
"""
    ),
    "the registry lacks the code": (
        "# corpus.yaml has: actors: {no: {name: Oslo, kind: country}}\nactors: {no: {mentions: [Oslo on]}}",
        ["NC513"],
    ),
    "the registry and the article lack the code": (
        "# corpus.yaml has: actors: {no: {name: Oslo, kind: country}}\nactors: {no: {kind: country}}",
        ["NC513"],
    ),
    "the registry has a malformed code": "# corpus.yaml has: actors: {no: {name: Oslo, kind: country, country: NOR}}\nactors: {no: {mentions: [Oslo]}}",
    # --- NC515
    **{
        f"a {kind} with a role": (
            f'actors: {{a: {{name: Anna Berg, kind: {kind}, country: "NO", roles: [met]}}}}',
            found,
        )
        for kind, found in {
            "person": [],
            "group": [],
            "organization": ["NC515"],
            "country": ["NC515"],
            "locality": ["NC515"],
        }.items()
    },
    "the registry says what has the role": (
        "# corpus.yaml has: actors: {a: {name: Anna Berg, kind: organization}}\nactors: {a: {roles: [met]}}",
        ["NC515"],
    ),
    "an organization with a role in the registry": (
        "# corpus.yaml has: actors: {a: {name: Anna Berg, kind: organization, roles: [met]}}\nactors: {a: {mentions: Anna}}",
        ["NC515"],
    ),
    "what is malformed elsewhere excuses nothing": (
        events(it=talks("", "visit"), that="kind: event, type: other, tittle: x"),
        ["NC504"],
    ),
    "an actor of unreadable kind": "actors: {a: {name: Anna Berg, kind: organisation, roles: [met]}}",
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_in_events(case, tmp_path):
    snippet, expected = CASES[case] if isinstance(CASES[case], tuple) else (CASES[case], [])
    report, _ = checked(snippet, tmp_path, "NC504")
    assert [d.code for d in report.diagnostics if d.code.startswith("NC5")] == expected, [*map(str, report.diagnostics)]


def test_findings_point_where_something_must_change(tmp_path):
    snippet = events(
        it=talks("participants: {participant: anna}, relations: {part_of: [that, other]}"),
        that="kind: event, type: other, status: planned",
        other="kind: event, type: other, status: cancelled",
        bare="kind: meeting, type: visit",
        fire="kind: incident, type: accident, casualties: {injured: {met: 5..3}}",
    )
    report, _ = checked(snippet, tmp_path, "NC504")
    found = {d.path: d.primary.excerpt[d.primary.column - 1 :] for d in report.diagnostics if d.code[:3] == "NC5"}
    assert found.keys() == {
        ("events", "it", "relations", "part_of", 0),
        ("events", "it", "relations", "part_of", 1),
        ("events", "bare", "participants"),
        ("events", "fire", "casualties", "injured", 0, "count"),
    }
    assert found["events", "it", "relations", "part_of", 1].startswith("other]")
    assert found["events", "bare", "participants"].startswith("bare:")
    assert found["events", "fire", "casualties", "injured", 0, "count"].startswith("5..3")


@pytest.mark.parametrize(
    "malformed", ["it: 5", "it: {kind: meeting}", "it: {kind: meeting, type: [], status: 7, participants: 3}", "it: []"]
)
def test_malformed_events_raise_no_further_findings(malformed, tmp_path):
    report, _ = checked(f"events: {{{malformed}, that: {{relations: {{part_of: it}}}}}}", tmp_path, "NC504")
    assert report.diagnostics
    assert not [d for d in report.diagnostics if d.code.startswith("NC5")]


def test_what_is_found_behind_an_event_that_is_broken():
    met = {"kind": "meeting", "type": "talks", "participants": {"participant": ["anna", "carl"]}}
    actors = {"anna": {"name": "Anna Berg", "kind": "person"}, "carl": {"name": "Carl Dahl", "kind": "person"}}
    article = {
        "format": "newscorpus/1",
        "id": "example",
        "language": "en",
        "text": "Anna Berg allegedly met Carl Dahl.",
    }
    quotes = {"e0": "words that are not there", "e1": "Anna Berg allegedly met Carl Dahl"}
    events = {key: {**met, "evidence": quote} for key, quote in quotes.items()}
    report = nc.check_text(json.dumps(article | {"actors": actors, "events": events}), "json", select=["NC536"])
    assert [one.path for one in report.diagnostics if one.code == "NC536"] == [("events", "e1")]


CALLED_OFF = " or ".join(f"`status: {status}`" for status in ("cancelled", "postponed", "refused", "negated"))


@pytest.mark.parametrize(
    ("status", "kind", "hint"),
    [
        ("planned", "meeting", f"write {CALLED_OFF} at `that`; or write `after`"),
        ("planned", "incident", "write `status: failed` or `status: negated` at `that`; or write `after`"),
        ("cancelled", "meeting", "turn it round: write `replaces: it` at `that`, as it takes the place of that"),
    ],
)
def test_which_of_two_events_replaces_the_other(status, kind, hint, tmp_path):
    """What the help offers is a status that events of that kind have."""
    report, _ = checked(two(status, "replaces", "planned", kind), tmp_path, "NC508")
    assert [one.help for one in report.diagnostics if one.code == "NC508"] == [hint]


def found(status: str, *evidence: str, language: str = "en", trigger: str = "", **event: Any) -> list[str]:
    """The messages of NC525 about one event."""
    text = ". ".join(evidence) + "."
    made = {"kind": "meeting", "type": "visit", "status": status, "evidence": [*evidence], **event}
    made |= {"triggers": [trigger]} if trigger else {}
    return messages_of("NC525", text, language, events={"it": made})


OFF = "The visit, planned for May, was cancelled because of rain"
LATER = "The visit, planned for May, has been postponed to June"
OUTCOMES = [
    (OFF, "planned", "cancelled"),
    (OFF, "postponed", "cancelled"),
    (OFF, "occurred", "cancelled"),
    (LATER, "cancelled", "postponed"),
    ("The mayor has put off the visit", "cancelled", "put off"),
    ("The visit, after which talks were to be held, was postponed", "postponed", ""),
    ("The visit, which will, if all goes well, be longer, was cancelled", "cancelled", ""),
    # Nothing was done to it, or the given status.
    ("The visit was delayed, leaving them only two days", "planned", ""),
    ("The match was delayed during the first half", "ongoing", ""),
    (LATER, "postponed", ""),
    ("The mayor called off the visit", "occurred", ""),
    ("The mayor called off the visit and will come to Oslo", "planned", ""),
    ("The mayor said the visit was cancelled", "planned", ""),
    ("The visit is to be cancelled", "planned", ""),
    ("The visit was postponed, and in the end cancelled", "cancelled", ""),
    ("The visit was postponed and will not take place", "cancelled", ""),
    ("The visit took place", "planned", ""),
    (OFF, "refused", ""),
]


@pytest.mark.parametrize(("evidence", "status", "words"), OUTCOMES)
def test_a_status_and_what_was_done_to_the_event(evidence, status, words):
    messages = found(status, evidence)
    assert [f"evidence says `{words}" in message for message in messages] == ([True] if words else [])


@pytest.mark.parametrize(("fate", "advised"), [("cancelled", "negated"), ("postponed", "planned")])
def test_what_is_advised_for_an_incident_is_a_status_of_incidents(fate, advised):
    """Protests, which can be called off, are incidents, which have no status `cancelled` or `postponed`."""
    march = {"kind": "incident", "type": "protest", "status": "possible", "evidence": [f"The march was {fate}"]}
    source = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"The march was {fate}."}
    (finding,) = nc.check_text(json.dumps(source | {"events": {"it": march}}), "json", select=["NC525"]).diagnostics
    assert f"write `status: {advised}`" in finding.help
    march["status"] = advised
    assert nc.check_text(json.dumps(source | {"events": {"it": march}}), "json").diagnostics == ()
    march["status"] = fate
    report = nc.check_text(json.dumps(source | {"events": {"it": march}}), "json")
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["NC104"]


def test_the_event_is_the_one_of_the_trigger():
    text = "The mayor’s visit was cancelled because of the vote"
    assert found("planned", text, trigger="visit")
    assert found("planned", text, trigger="vote", type="other", kind="event") == []
    assert found("planned", "The mayor called off the visit", trigger="visit")
    assert found("planned", "The mayor called off the visit", trigger="mayor") == []
    assert found("cancelled", "The mayor postponed the visit", trigger="postponed")


@pytest.mark.parametrize(
    ("evidence", "trigger", "status", "wrong"),
    [
        ("The company scrapped the launch", "launch", "cancelled", "occurred planned postponed"),
        ("The fund cancelled the planned sale", "sale", "cancelled", "occurred possible"),
        ("The summit was moved to November", "summit", "postponed", "occurred planned cancelled"),
        ("The museum was moved to Rome", "museum", "occurred", ""),
    ],
)
def test_words_for_what_was_done(evidence, trigger, status, wrong):
    assert found(status, evidence, trigger=trigger) == []
    for other in wrong.split():
        assert len(found(other, evidence, trigger=trigger)) == 1, other


def test_what_takes_place_instead_is_planned():
    """It `replaces` the other, and events that are not held on a day may well be decisions to cancel."""
    other = {"kind": "meeting", "type": "visit", "status": "postponed", "evidence": [LATER]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{LATER}."}
    new = {**other, "status": "planned", "relations": {"replaces": ["it"]}}
    report = nc.check_text(json.dumps(article | {"events": {"it": other, "new": new}}), "json", select=["NC525"])
    assert not report.diagnostics
    assert found("occurred", OFF, kind="event", type="decision") == []
    assert found("occurred", OFF, kind="event", type="contest")


@pytest.mark.parametrize(
    ("language", "evidence", "status", "words"),
    [
        ("de", "Der Besuch wurde wegen des Regens am Montag abgesagt", "planned", "abgesagt"),
        ("de", "Der Besuch wurde auf Juni verschoben", "cancelled", "verschoben"),
        ("de", "Der Besuch wird im Juni stattfinden", "planned", ""),
        ("es", "La visita fue cancelada por la lluvia", "planned", "cancelada"),
    ],
)
def test_outcomes_in_other_languages(language, evidence, status, words):
    messages = found(status, evidence, language=language)
    assert [f"`{words}`" in message for message in messages] == ([True] if words else [])


PEOPLE = {
    "anna": {"name": "Anna Berg", "kind": "person", "mentions": ["she"]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
}


def times_reported(
    code: str, *evidence: str, language: str = "en", claims: Any = (), other: Any = None, **event: Any
) -> int:
    """How often a rule reports one event."""
    text = ". ".join(evidence) + ". Anna Berg, Carl Dahl, she."
    made = {"kind": "event", "type": "other", "evidence": [*evidence], **event}
    parts = {"actors": PEOPLE, "claims": [*claims], "events": {"it": made, **(other or {})}}
    return len(messages_of(code, text, language, published="2024-05-08", **parts))


@pytest.mark.parametrize(
    ("status", "relation", "cause", "reported"),
    [
        ("cancelled", "caused_by", "occurred", 1),
        ("cancelled", "prevented_by", "occurred", 0),
        ("cancelled", "caused_by", "planned", 0),
        ("planned", "caused_by", "occurred", 0),
    ],
)
def test_what_prevents_and_what_causes(status, relation, cause, reported):
    storm = {"kind": "incident", "type": "disaster", "status": cause, "evidence": ["the storm"]}
    text = "Anna Berg left before the storm"
    relations = {relation: ["storm"]}
    assert times_reported("NC535", text, status=status, relations=relations, other={"storm": storm}) == reported
    both = {"caused_by": ["storm"], "prevented_by": ["storm"]}
    assert times_reported("NC535", text, status=status, relations=both, other={"storm": storm}) == 0


ALLEGED = [
    ("She accused the mayor of burning papers", "burning papers", "accused the mayor of"),
    ("The guards allegedly burnt papers", "burnt papers", "allegedly"),
    ("The guards allegedly burnt papers", "", "allegedly"),
    ("Two men are suspected of burning papers", "burning papers", "are suspected of"),
    # No accusation, or one of something else.
    ("The mayor, accused of fraud, resigned", "resigned", ""),
]


@pytest.mark.parametrize(("evidence", "trigger", "words"), ALLEGED)
def test_what_is_alleged_has_not_occurred(evidence, trigger, words):
    event = {"triggers": [trigger] if trigger else []}
    assert times_reported("NC536", evidence, **event) == bool(words)
    assert times_reported("NC536", evidence, **event, type="accusation") == 0
    assert times_reported("NC536", evidence, **event, status="alleged") == 0
    assert times_reported("NC536", evidence, **event, language="de") == 0
    assert times_reported("NC536", evidence, "The papers burnt all night", **event) == bool(words and trigger)


@pytest.mark.parametrize(
    ("stances", "evidence", "participants", "reported"),
    [
        (("asserts", "denies"), ["The boxes were burnt"], {}, 1),
        (("asserts", "asserts"), ["The boxes were burnt"], {}, 0),
        (("asserts", "denies"), ["The boxes were burnt", "Carl Dahl left"], {}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"suspect": ["anna"]}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"agent": ["carl"]}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"agent": ["anna"]}, 1),
    ],
)
def test_what_is_contested_has_not_occurred(stances, evidence, participants, reported):
    """One claim asserts it, one denies it, and nothing else shows it; who denies a part in it does not deny it."""
    text = "The boxes were burnt, said Anna Berg. Not one was opened, said Carl Dahl. Carl Dahl left. Then she left."
    event = {"kind": "incident", "type": "crime", "evidence": evidence, "participants": participants}
    quotes = ("The boxes were burnt", "Not one was opened")
    claims = [
        {"by": [by], "quote": quote, "about": ["it"]} | ({"stance": stance} if stance else {})
        for by, quote, stance in zip(("anna", "carl"), quotes, stances, strict=True)
    ]
    for language in ("en", "fr"):
        article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": PEOPLE}
        article |= {"events": {"it": event}, "claims": claims}
        report = nc.check_text(json.dumps(article), "json", select=["NC536", "NC0", "NC1", "NC301"])
        assert [one.code for one in report.diagnostics] == ["NC536"] * reported


ACCUSED = [
    ("She accuses Carl Dahl of theft", {}, 1),
    ("She has blamed Carl Dahl", {}, 1),
    ("Carl Dahl stole it, and she accuses Carl Dahl", {}, 0),
    ("She accuses the friend of Carl Dahl", {}, 0),
    ("She blamed the notorious burglar Carl Dahl", {"status": "occurred"}, 1),
    ("They are investigating whether Carl Dahl stole it", {"status": "possible"}, 1),
    ("She accuses Carl Dahl of theft", {"kind": "event", "type": "other"}, 0),
    ("She accuses Carl Dahl of theft", {"participants": {"agent": [{"actor": "anna"}]}}, 0),
]


@pytest.mark.parametrize(("evidence", "changes", "reported"), ACCUSED)
def test_who_is_accused_is_a_suspect(evidence, changes, reported):
    participants = {"agent": [{"actor": "carl"}]}
    event = {"kind": "incident", "type": "crime", "status": "alleged", "participants": participants, **changes}
    assert times_reported("NC537", evidence, **event) == reported


@pytest.mark.parametrize(
    ("more", "reported"),
    [
        ({}, 0),
        ({"claims": [{"by": ["carl"], "quote": ["It rained"], "about": ["it"], "stance": "denies"}]}, 1),
        ({"claims": [{"by": ["anna"], "quote": ["It rained"], "about": ["it"], "stance": "denies"}]}, 0),
        ({"claims": [{"by": ["anna"], "quote": ["Carl Dahl was rude"], "about": ["it"]}]}, 1),
    ],
)
def test_an_agent_whom_only_others_name(more, reported):
    """By a denial or a claim about what the evidence says of somebody else; not if the evidence names the agent."""
    agent = {"kind": "incident", "type": "crime", "participants": {"agent": [{"actor": "carl"}]}}
    rain = {"kind": "event", "type": "other", "evidence": ["It rained. Carl Dahl was rude"]}
    text = "Thieves stole it. It rained. Carl Dahl was rude. Carl Dahl hid it. Anna Berg, she."
    for evidence, expected in (("Thieves stole it", reported), ("Carl Dahl hid it", 0)):
        events = {"it": {**agent, "evidence": [evidence]}, "rain": rain}
        article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": PEOPLE}
        report = nc.check_text(json.dumps({**article, "events": events, **more}), "json", select=["NC537", "NC3"])
        assert len(report.diagnostics) == expected


def titled(text: str, *titles: str, language: str = "en", code: str = "NC530", **event: Any) -> list[str]:
    made = {"kind": "incident", "type": "accident", "evidence": [{"exact": text[:5].strip(), "start": 0}], **event}
    return messages_of(
        code, text, language, events={f"e{i}": {**made, "title": title} for i, title in enumerate(titles)}
    )


NUMBERS = [
    ("It cost 42 million euros.", "Cost of 24 million euros", "24"),
    ("Fourteen people died.", "Storm kills 41 people", "41"),
    ("Fourteen people died.", "Storm kills 8", "8"),
    # The text has it, in whatever form, or it is no number of the article.
    ("It cost 42 million euros.", "Cost of 42 million euros", ""),
    ("Fourteen people died.", "Storm kills 14", ""),
    ("About 1,500 people came.", "1500 people come", ""),
    ("It rained on Monday.", "Rain of May 14", ""),
]


@pytest.mark.parametrize(("text", "title", "number"), NUMBERS)
def test_a_number_in_the_title_of_an_event(text, title, number):
    messages = titled(text, title)
    assert messages == ([f"the title has `{number}`, which is not in the article text"] if number else [])


def test_a_number_that_is_the_event_s_own():
    text = "It hurt some men and many women."
    counts = {"injured": [{"count": 14, "text": "some men"}, {"count": 19, "text": "many women"}]}
    assert [titled(text, f"{n} hurt", casualties=counts) for n in (14, 33)] == [[], []]
    assert titled(text, "34 hurt", casualties=counts)
    assert titled(text, "34 hurt", language="fr") == []


def test_a_title_that_two_events_have():
    assert titled("It rained.", "The rain", "the  rain", code="NC529") == ["title `the rain` is also that of `e0`"]
    assert titled("It rained.", "The rain", "More rain", code="NC529") == []
    assert titled("It rained.", "The rain", "The rain", "The rain", code="NC529").pop().endswith("of `e0`")
    events = {one: {"kind": "event", "type": "other", "evidence": ["It rained"]} for one in ("a", "b")}
    assert messages_of("NC529", "It rained.", events=events) == []
