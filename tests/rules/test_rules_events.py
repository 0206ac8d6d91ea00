"""NC5xx beyond the examples: each branch of each rule, and ordinary news that must raise no alarm."""

import json

import pytest
from examples import checked, marked

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
    "a visit to a place": (events(it=talks("participants: {visitor: anna}, places: [Oslo]", "visit")), []),
    "a visit to somebody": (events(it=talks("participants: {visitor: anna, participant: carl}", "visit")), []),
    "a stage of a journey": (
        events(
            it=talks("participants: {visitor: anna}, relations: {part_of: that}", "visit"),
            that=talks("participants: {visitor: anna, host: carl}", "visit"),
        ),
        [],
    ),
    "visits in general": (events(it=talks("status: generic", "visit")), []),
    # --- NC507
    **{
        f"{status}, yet prevented": (two(status, "prevented_by", "occurred"), ["NC507"])
        for status in ("occurred", "ongoing")
    },
    **{
        f"{status}, since prevented": (two(status, "prevented_by", "occurred"), [])
        for status in ("failed", "possible", "planned", "negated", "alleged", "generic")
    },
    **{
        f"under way, and to be prevented by what is {status}": (two("ongoing", "prevented_by", status), [])
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
    "prevented by an unknown event": (events(it=event("relations: {prevented_by: nothing}")), []),
    "prevented by itself": (events(it=event("relations: {prevented_by: it}")), []),
    # --- NC508
    **{
        f"replaces what is {status}": (two("planned", "replaces", status, "event"), ["NC508"])
        for status in ("occurred", "ongoing", "planned", "possible", "alleged")
    },
    **{
        f"replaces what was {status}": (two("planned", "replaces", status, "event"), [])
        for status in ("cancelled", "postponed", "failed", "negated", "generic")
    },
    "replaces what was refused": (
        events(
            it=talks(PARTIES + ", relations: {replaces: that}"),
            that=talks(PARTIES + ", status: refused, relations: {caused_by: other#refusal}"),
        ),
        [],
    ),
    "replaces one that was called off, and one that was not": (
        events(
            it=event("relations: {replaces: [off, that]}"),
            off=event("status: cancelled"),
            that=event("status: occurred"),
        ),
        ["NC508"],
    ),
    "replaces in general": (two("generic", "replaces", "occurred"), []),
    "replaces one whose status cannot be read": (two("planned", "replaces", "canceled"), []),
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
        f"a part of what {status}": (two("ongoing", "part_of", status), [])
        for status in ("occurred", "ongoing", "alleged", "failed", "generic")
    },
    **{
        f"a part that is {status}": (two(status, "part_of", "planned"), [])
        for status in ("planned", "possible", "negated", "alleged", "generic", "failed")
    },
    "a part of what is in another article": (events(it=event("relations: {part_of: other#that}")), []),
    # --- NC513
    "a country that is not named": ("actors: {no: {name: Oslo, kind: country, named: false}}", []),
    "the registry knows the code": (
        """
# corpus.yaml has: actors: {no: {name: Oslo, kind: country, country: "NO"}}
actors: {no: {kind: country, mentions: [Oslo on]}}
""",
        [],
    ),
    "the registry lacks the code": (
        "# corpus.yaml has: actors: {no: {name: Oslo, kind: country}}\nactors: {no: {mentions: [Oslo on]}}",
        ["NC513"],
    ),
    "the registry and the article lack the code": (
        "# corpus.yaml has: actors: {no: {name: Oslo, kind: country}}\nactors: {no: {kind: country}}",
        ["NC513"],
    ),
    "the registry has a malformed code": (
        "# corpus.yaml has: actors: {no: {name: Oslo, kind: country, country: NOR}}\nactors: {no: {mentions: [Oslo]}}",
        [],
    ),
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
    "an actor of unreadable kind": ("actors: {a: {name: Anna Berg, kind: organisation, roles: [met]}}", []),
}


OWN = (
    "# corpus.yaml has: attributes: {actor: {rank: {type: integer}}, event: {grade: {type: integer, required: true}}}\n"
)


@pytest.mark.parametrize("given", ["attributes: {grade: high}", "attributes: 5", "attributes: {grad: 1}", ""])
def test_a_field_of_the_corpus_hides_nothing(given, tmp_path):
    """Malformed or missing: no rule speaks of it, so each speaks of what else it finds."""
    snippet = OWN + events(it=talks(given, "visit")).replace(
        "Oslo, kind: locality", "Oslo, kind: country, attributes: {rank: x}"
    )
    report, _ = checked(snippet, tmp_path, "NC504")
    assert {"NC504", "NC513"} < {d.code for d in report.diagnostics}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_in_events(case, tmp_path):
    """Each rule finds its defect, once, and says nothing of what is right or is reported elsewhere."""
    snippet, expected = CASES[case]
    report, _ = checked(snippet, tmp_path, "NC504")
    assert [d.code for d in report.diagnostics if d.code.startswith("NC5")] == expected, [*map(str, report.diagnostics)]


def test_findings_point_where_something_must_change(tmp_path):
    """At the participants, the relation, the count; what is missing, at the event."""
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


def test_what_an_actor_cannot_have_is_marked_as_such(tmp_path):
    """By its name, not by its value: no other office would be right."""
    (one,) = checked("actors: {a: {name: Oslo, kind: locality, roles: met}}", tmp_path, "NC515")[0].diagnostics
    assert marked(one) == "roles"


SAID = {
    "a visit of nobody": (events(it=talks("", "visit")), "visit `it` has no visitor and no host or place"),
    "a visit to nobody": (
        events(it=talks("participants: {visitor: anna}", "visit")),
        "visit `it` has no host or place",
    ),
    "under way, yet prevented": (
        two("ongoing", "prevented_by", "occurred"),
        "event `it` is ongoing, but is `prevented_by: that`",
    ),
    "took place, yet prevented": (
        two("occurred", "prevented_by", "occurred"),
        "event `it` occurred, but is `prevented_by: that`",
    ),
    "a part under way": (
        two("ongoing", "part_of", "planned"),
        "event `it` is ongoing, but is part of `that`, which is planned",
    ),
    **{
        f"offices of {kind}": (
            f'actors: {{a: {{name: Anna Berg, kind: {kind}, country: "NO", roles: [met]}}}}',
            f"{kind} `a` holds a role; only persons and groups do",
        )
        for kind in ("organization", "country", "locality")
    },
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_said_of_events(case, tmp_path):
    """A sentence that names the event, and what is wrong with it."""
    snippet, message = SAID[case]
    report, _ = checked(snippet, tmp_path, "NC504")
    assert [d.message for d in report.diagnostics if d.code.startswith("NC5")] == [message]


def test_the_code_of_a_country_is_proposed(tmp_path):
    report, _ = checked(
        "actors: {no: {name: Norway, kind: country}, x: {name: Berg, kind: country}}", tmp_path, "NC513"
    )
    helps = [one.help for one in report.diagnostics if one.code == "NC513"]
    assert [help.partition("`: ")[0].partition(", its")[0] for help in helps] == [
        "add `country: 'NO'`",
        "add `country: CODE`",
    ]


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


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        ("planned", "write `status: cancelled`, `postponed`, `refused` or `failed` at `that`; or write `after`"),
        ("cancelled", "turn it round: write `replaces: it` at `that`, as it takes the place of that"),
    ],
)
def test_which_of_two_events_replaces_the_other(status, hint, tmp_path):
    report, _ = checked(two(status, "replaces", "planned", "meeting"), tmp_path, "NC508")
    assert [one.help for one in report.diagnostics if one.code == "NC508"] == [hint]
