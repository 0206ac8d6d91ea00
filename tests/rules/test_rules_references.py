"""NC2xx beyond the examples: who and what is named by id, and what is said where nothing bears it."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from annotations import found
from examples import checked, marked
from plain_data import read_1_2

import newscorpus as nc
from newscorpus.rules.relations import circles

HERE = Path(__file__).parents[1]
ACTORS = """
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
"""
REGISTRY = "# corpus.yaml has: actors: {dora: {name: Dora Eide, kind: person}}\n"
OFFICES = (
    "# corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person, roles: {minister: oslo}},"
    " oslo: {name: Oslo, kind: locality}}\n"
)


def events(**fields: str) -> str:
    """Events, of the fields that matter here; each has evidence of its own."""
    return "events:\n" + "".join(
        f"  {key}: {{kind: event, type: other, evidence: Anna Berg met Carl Dahl, {rest}}}\n"
        for key, rest in fields.items()
    )


def claims(*fields: str) -> str:
    return "claims:\n" + "".join(f"  - {{quote: in Oslo, {rest}}}\n" for rest in fields)


def related(*targets: str, relation: str = "after") -> str:
    return f"relations: {{{relation}: [{', '.join(targets)}]}}"


def reported(snippet: str, folder, code: str) -> list[tuple[str | None, ...]]:
    """Of each finding of a rule: what it marks, what it says, its help, and its labels."""
    report, _ = checked(snippet, folder, code)
    findings = [d for d in report.diagnostics if d.code == code]
    return [(marked(d), d.message, d.help, *(label.text for label in d.labels)) for d in findings]


NATO = [("nato", "unknown actor `nato`", "add `nato` to `actors`, or to the registry in `corpus.yaml`")]

UNKNOWN = {
    # --- NC201: wherever an actor is named
    "in a role": ("actors: {anna: {name: Anna Berg, kind: person, roles: [met, {Oslo: nato}]}}", NATO),
    "as participant": (ACTORS + events(e="participants: {agent: [anna, nato]}"), NATO),
    "as relayer": (ACTORS + claims("by: anna, via: nato"), NATO),
    "in a role, behind one that the registry gives": (
        OFFICES + "actors: {anna: {roles: [{chair: oslo}, {member: nato}, {head: oslo}]}, oslo: {mentions: [Oslo]}}",
        NATO,
    ),
    "in a role that the registry gives: it is told there": (
        OFFICES.replace("minister: oslo", "minister: nato") + "actors: {anna: {mentions: [Anna]}}",
        NATO,
    ),
    "whose id is malformed": "actors: {Carl_Dahl: {name: Carl Dahl, kind: person}}\n" + claims("by: carl-dahl"),
    "of a table that is misspelt": ACTORS.replace("actors", "actor") + claims("by: anna"),
    "of a table that is none": "actors: 3\n" + claims("by: anna"),
    "of a list with one that lacks its id": (
        "actors: [{name: Anna Berg, kind: person}]\n" + claims("by: [anna, nato]"),
        NATO,
    ),
    "of a list with one whose id is a number": (
        "actors: [{id: 5, name: Anna Berg, kind: person}, {id: carl, name: Carl Dahl, kind: person}]\n"
        + claims("by: ['5', nato, carl]"),
        NATO,
    ),
    "of a list with an id that is there twice": (
        "actors: [{id: anna, name: Anna Berg, kind: person}, {id: anna, name: Carl Dahl, kind: person}]\n"
        + claims("by: [anna, nato]"),
        NATO,
    ),
    "of a list with one that is no actor": (
        "actors: [anna, {id: carl, name: Carl Dahl, kind: person}]\n" + claims("by: [anna, nato]"),
        NATO,
    ),
    "of a table with one that is malformed": (
        "actors: {anna: {name: Anna Berg, kind: persson}}\n" + claims("by: [anna, nato]"),
        NATO,
    ),
    "nearly one of the registry": (
        REGISTRY + ACTORS + claims("by: doraa"),
        [("doraa", "unknown actor `doraa`", "did you mean `dora`?")],
    ),
    "an event": (
        ACTORS + events(talks="") + claims("by: talks"),
        [("talks", "unknown actor `talks`", None, "this is an event")],
    ),
}
UNKNOWN_EVENTS = {
    # --- NC202: wherever an event is named
    "as occasion": (events(e="") + claims("at: war"), [("war", "unknown event `war`", "add `war` to `events`")]),
    "of another article": events(e=related("a#b", relation="same_as")),
    "of another article, with another mark": (
        events(e=related("a/b", relation="same_as")),
        [("a/b", "unknown event `a/b`", "write `a#b` for an event of another article")],
    ),
    "that is no id": (
        events(e=related("The War")),
        [("The War", "unknown event `The War`", "write the id of an event, such as `the-war`")],
    ),
    "whose id is malformed": events(Talks="") + claims("at: talks, about: talks"),
    "of a table that is misspelt": events(talks="").replace("events", "evnts") + claims("at: talks, about: talks"),
    "of a table that is none": "events: 3\n" + claims("at: talks, about: talks"),
    "of a list with one that lacks its id": (
        "events: [{kind: event, type: talks, evidence: Anna Berg met}]\n" + claims("at: talks, about: [talks, war]"),
        [("war", "unknown event or actor `war`", None)],
    ),
    "nearly what a claim is about": (
        ACTORS + events(talks="") + claims("about: talk", "about: ana"),
        [
            ("talk", "unknown event or actor `talk`", "did you mean `talks`?"),
            ("ana", "unknown event or actor `ana`", "did you mean `anna`?"),
        ],
    ),
    "about one of the registry": (
        REGISTRY + claims("about: dora", "about: doraa"),
        [("doraa", "unknown event or actor `doraa`", "did you mean `dora`?")],
    ),
}
ONE_ID = {
    "both here": (
        ACTORS + events(carl=""),
        [("carl", "id `carl` is that of an actor and an event", "rename one of the two", "the actor")],
    )
}
UNUSED = {
    "one of two": (
        ACTORS + claims("by: anna"),
        [
            (
                "carl",
                "no event, claim, role or relation refers to actor `carl`",
                "name it where it takes part or speaks, perhaps in place of another actor; else delete it",
            )
        ],
    ),
    "what is claimed about": ACTORS + claims("by: anna, about: carl"),
    "what has an office": (
        "actors: {anna: {name: Anna Berg, kind: person, roles: {met: oslo}}, oslo: {name: Oslo, kind: locality}}\n"
        + claims("via: anna")
    ),
}
TWO_ROLES = {
    "one role, two times": (
        ACTORS + events(e="participants: {agent: [anna, carl, carl]}"),
        [("carl", "actor `carl` has the role agent twice in `e`", "delete one of the two")],
    ),
    "different actors": ACTORS + events(e="participants: {agent: anna, recipient: carl}"),
    "a role of the corpus's own": (
        "# corpus.yaml has: vocabularies: {event: {roles: {guest: is invited}}}\n"
        + ACTORS
        + events(e="participants: {guest: anna, agent: anna}", f="participants: {agent: carl, guest: carl}")
    ),
}
A_BODY = "write the id of an organization, country, locality or group"
IN_PERSON = {
    kind: (
        f'actors: {{anna: {{name: Anna Berg, kind: person, roles: {{Oslo: it}}}}, it: {{name: Dahl, kind: {kind}, country: "NO"}}}}',
        found,
    )
    for kind, found in {
        "person": [("it", "role `Oslo` is held in a person, `it`", A_BODY)],
        "group": [],
        "organization": [],
        "country": [],
        "locality": [],
    }.items()
} | {
    "behind one that the registry gives": (
        OFFICES + "actors: {anna: {roles: [{chair: oslo}, {member: anna}, {head: oslo}]}, oslo: {mentions: [Oslo]}}",
        [("anna", "role `member` is held in a person, `anna`", A_BODY)],
    ),
    "that the registry gives: it is told there": (
        OFFICES.replace("minister: oslo", "minister: anna") + "actors: {anna: {mentions: [Anna]}}",
        [("anna", "role `minister` is held in a person, `anna`", A_BODY)],
    ),
}
ITSELF = {
    "by its id": (
        events(d="", e=related("d", "e")),
        [("e", "event `e` is related to itself: `after: e`", "write the id of another event, or delete the relation")],
    ),
    "as of another article": (
        events(e=related("example#e", relation="same_as")),
        [
            (
                "example#e",
                "event `e` is related to itself: `same_as: example#e`",
                "write the id of another event, or delete the relation",
            )
        ],
    ),
    "who speaks for himself": (
        ACTORS + claims("by: carl, via: anna", "by: [anna, carl], via: carl"),
        [("carl", "actor `carl` relays its own claim", "delete `via`")],
    ),
}
TURN = "delete the relation that is wrong, or turn it around"
CIRCLES = {
    **{
        f"of {relation}": (
            events(a=related("b", relation=relation), b=related("a", relation=relation)),
            [("b", "relations form a cycle: a → b → a", TURN)],
        )
        for relation in ("part_of", "after", "caused_by", "enabled_by", "replaces")
    },
    **{
        f"none of {relation}": events(a=related("b", relation=relation), b=related("a", relation=relation))
        for relation in ("about", "same_as", "prevented_by")
    },
    "not from its beginning": (
        events(a=related("b"), b=related("c"), c=related("b")),
        [("c", "relations form a cycle: b → c → b", TURN)],
    ),
    "behind what leads nowhere": (
        events(a=related("d", "c"), b="", c=related("d", "a"), d=related("b")),
        [("c", "relations form a cycle: a → c → a", TURN)],
    ),
    "two ways to one": events(a=related("b", "c"), b=related("d"), c=related("d"), d=""),
    "an unknown one is another finding": events(a=related("b", "x"), b=""),
}
DECLARED = (
    "# corpus.yaml has: attributes:"
    " {actor: {born: {type: integer}, mayor: {type: boolean}, party: {type: string}}}\n"
    "# corpus.yaml has: actors: {"
)
CONTRADICTED = {
    "everything, behind one that the registry lacks": (
        (
            "# corpus.yaml has: actors:"
            ' {anna: {name: Anna Berg, kind: person, country: "NO", sector: GOV, ids: {wikidata: Q1}}}\n'
            "actors: {carl: {name: Carl Dahl, kind: person},"
            " anna: {name: Anna, kind: group, country: SE, sector: BUS, ids: {x: Y, wikidata: Q2}}}"
        ),
        [
            ("Anna", "name `Anna` of `anna` contradicts the registry: `Anna Berg`", "make it an alias, or delete it"),
            (
                "group",
                "kind `group` of `anna` contradicts the registry: `person`",
                "delete it, or correct the registry",
            ),
            ("SE", "country `SE` of `anna` contradicts the registry: `NO`", "delete it, or correct the registry"),
            ("BUS", "sector `BUS` of `anna` contradicts the registry: `GOV`", "delete it, or correct the registry"),
            ("Q2", "wikidata `Q2` of `anna` contradicts the registry: `Q1`", "delete `wikidata`"),
        ],
    ),
    "notes and attributes": (
        (
            f"{DECLARED} anna: {{name: Anna Berg, kind: person, note: of the left,"
            " attributes: {born: 1960, mayor: true, party: Left}}}\n"
            "actors: {anna: {note: of the right, attributes: {born: 1961, mayor: false, party: Right}}}"
        ),
        [
            (
                "of the right",
                "note of `anna` contradicts the note in the registry",
                "add it to the registry, or make it a note of the article",
            ),
            ("1961", "born `1961` of `anna` contradicts the registry: `1960`", "delete `born`"),
            ("false", "mayor `false` of `anna` contradicts the registry: `true`", "delete `mayor`"),
            ("Right", "party `Right` of `anna` contradicts the registry: `Left`", "delete `party`"),
        ],
    ),
    "what the registry does not say": (
        "# corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person}}\n"
        'actors: {anna: {country: "NO", sector: GOV, ids: {wikidata: Q2}, mentions: [Anna Berg]}}'
    ),
}


def alike(one):
    """The help about an event that is like another."""
    return f"delete one of them, or relate them: `relations: {{after: {one}}}`, or same_as, part_of"


PARTY = "participants: {agent: anna}"


def twins(one: str, other: str, **further: str) -> str:
    return ACTORS + events(one=f"{PARTY}, {one}", other=f"{PARTY}, {other}", **further)


TWIN = [("other", "event `other` looks like a duplicate of `one`", alike("one"), "the other event")]
DUPLICATES = {
    "at one time": (twins("when: 2024-05", "when: 2024-05"), TWIN),
    "at two times": twins("when: 2024-05", "when: 2024"),
    "in one place": (twins("places: Oslo", "places: Oslo"), TWIN),
    "in one role each, in another order": (
        ACTORS
        + events(
            one="participants: {agent: anna, recipient: carl}, when: 2024-05",
            other="participants: {recipient: carl, agent: anna}, when: 2024-05",
        ),
        TWIN,
    ),
    "in one place, and the later has a time": (twins("places: Oslo", "places: Oslo, when: 2024-05"), TWIN),
    "in two places at one time": twins("places: Oslo, when: 2024-05", "places: Berg, when: 2024-05"),
    "of two statuses": twins("when: 2024-05", "when: 2024-05, status: planned"),
    "in other roles": ACTORS
    + events(one=f"{PARTY}, when: 2024-05", other="participants: {recipient: anna}, when: 2024-05"),
    "related": twins("when: 2024-05", f"when: 2024-05, {related('one')}"),
    "three alike": (
        twins("when: 2024-05", "when: 2024-05", third=f"{PARTY}, when: 2024-05"),
        [*TWIN, ("third", "event `third` looks like a duplicate of `one`", alike("one"), "the other event")],
    ),
    "related to one that is the same as the other": twins(
        f"when: 2024-05, {related('third', relation='same_as')}",
        f"when: 2024-05, {related('third')}",
        third="status: planned",
    ),
    "the same as another article's": twins(
        f"when: 2024-05, {related('b#x', relation='same_as')}", f"when: 2024-05, {related('b#x', relation='same_as')}"
    ),
    "at unknown times": twins("when: {on Monday: unknown}", "when: {on Monday: unknown}"),
    "at unknown times in one place": (
        twins("when: {on Monday: unknown}, places: Oslo", "when: {in: unknown}, places: Oslo"),
        TWIN,
    ),
    "with other things": twins(
        "when: 2024-05, things: {object: Oslo}", "when: 2024-05, things: {object: [Carl, Oslo]}"
    ),
    "with a thing and with none said": (
        twins("when: 2024-05, things: {object: Oslo}", "when: 2024-05").replace("other, e", "aid, e"),
        TWIN,
    ),
    "with other casualties": twins(
        "when: 2024-05, casualties: {killed: 3}", "when: 2024-05, casualties: {killed: 4}"
    ).replace("kind: event, type: other", "kind: incident, type: attack"),
    "with the same casualties": (
        twins("when: 2024-05, casualties: {killed: 3}", "when: 2024-05, casualties: {killed: 3}").replace(
            "kind: event, type: other", "kind: incident, type: attack"
        ),
        TWIN,
    ),
    "other acts by other triggers": twins("when: 2024-05, triggers: met", "when: 2024-05, triggers: in Oslo"),
    "another act, whose trigger is not said": twins("when: 2024-05, triggers: met", "when: 2024-05"),
    "at a time of day and on the day": (twins("when: '2024-05-06T12:00:00'", "when: 2024-05-06"), TWIN),
    "at one time of day": (twins("when: '2024-05-06T12:00:00'", "when: '2024-05-06T12:00:00'"), TWIN),
}

CASES = {
    (code, what): case
    for code, cases in {
        "NC201": UNKNOWN,
        "NC202": UNKNOWN_EVENTS,
        "NC203": ONE_ID,
        "NC204": UNUSED,
        "NC205": TWO_ROLES,
        "NC206": IN_PERSON,
        "NC207": ITSELF,
        "NC208": CIRCLES,
        "NC209": CONTRADICTED,
        "NC210": DUPLICATES,
    }.items()
    for what, case in cases.items()
}


@pytest.mark.parametrize(("code", "what"), CASES)
def test_what_is_found_in_references(code, what, tmp_path):
    case = CASES[code, what]
    snippet, expected = (case, []) if isinstance(case, str) else case  # alone, it has no finding
    assert reported(snippet, tmp_path, code) == expected


def test_a_long_circle_is_named_by_its_ends():
    graph = {f"e{i}": [f"e{(i + 1) % 50}"] for i in range(50)}
    (circle,) = circles(graph)
    assert (
        circle.message == f"relations form a cycle: {' → '.join(f'e{i}' for i in range(10))} → … → e49 → e0 (50 in all)"
    )
    assert circle.edge == ("e0", "e1")
    (circle,) = circles(graph, {("e20", "e21"), ("e30", "e31")})
    assert circle.edge == ("e20", "e21")
    (circle,) = circles(graph, {("e49", "e0")})
    assert circle.edge == ("e49", "e0")
    assert [one.edge for one in circles(graph, ())] == [None]
    inner = {"a": ["b"], "b": ["c"], "c": ["b", "a"]}
    assert [one.edge for one in circles(inner, {("a", "b"), ("c", "b")})] == [("c", "b"), ("a", "b")]
    assert len({one.message for one in circles({**graph, "e48": ["e49", "e0"]})}) == 2


def test_another_number_is_not_a_misspelling(tmp_path):
    snippet = (
        "actors: {anna-1: {name: Anna Berg, kind: person}}\n"
        "events:\n  talks-1: {kind: event, type: other, participants: {participant: anna-2}, evidence: met}\n"
        "  lunch: {kind: event, type: other, relations: {after: talks-2}, evidence: met}\n"
    )
    for code, near in (("NC201", "anna-1"), ("NC202", "talks-1")):
        (one,) = found(snippet, tmp_path, code)
        assert (one.help, one.fixes) == (f"did you mean `{near}`?", ())
    (one,) = found(snippet.replace("talks-2", "talsk-1"), tmp_path, "NC202")
    assert [made.title for made in one.fixes] == ["replace `talsk-1` with `talks-1`"]


def test_a_negated_term_is_not_a_misspelling(tmp_path):
    snippet = "events:\n  talks: {kind: event, type: other, status: not-planned, evidence: met}\n"
    (one,) = found(snippet, tmp_path, "NC104")
    assert one.fixes == ()


@pytest.mark.parametrize(
    "document",
    [
        ACTORS + events(anna="when: 2024-13"),
        events(talks="when: 2024-05") + claims("by: anna, about: anna, stance: denies, when: 2024-13") + ACTORS,
    ],
    ids=["NC203", "NC602"],
)
def test_a_broken_date_hides_no_error_of_another_field(document, request, tmp_path):
    code = request.node.callspec.id
    report, _ = checked(document, tmp_path, code)
    assert [one.code for one in report] == [code, "NC110"]


RICH = sorted([*(HERE / "articles").glob("*.yaml"), *(HERE / "scenarios").glob("*/*.yaml")])


def _strings(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The paths of all strings of plain data; of a key that is a string, the path ends with it, and None."""
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if isinstance(key, str):
            yield (*path, key, None)
        yield from [(*path, key)] if isinstance(one, str) else _strings(one, (*path, key))


def _without(value: Any, path: tuple[object, ...]) -> Any:
    """Plain data with an unknown word at a path."""
    if not path:
        return "unknown"
    if path[1:] == (None,):
        return {"unknown" if key == path[0] else key: one for key, one in value.items()}
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    changed = {key: _without(one, path[1:]) if key == path[0] else one for key, one in pairs}
    return changed if isinstance(value, dict) else [*changed.values()]


@pytest.mark.parametrize("file", RICH, ids=[f"{path.parent.name}/{path.stem}" for path in RICH])
def test_no_rule_needs_what_is_missing(file: Path) -> None:
    """An id that is nobody's, and words that are not in the article, are findings; no rule stops at them.

    Of each article a few are broken: `NEWSCORPUS_BREAK=10000` breaks each id and each quote.
    """
    data = read_1_2(file.read_text("utf-8"))
    tables = {"actors", "events", "claims"}
    paths = [path for path in _strings(data) if path[0] in tables and len(path) > 1 and path[1:] != (None,)]
    most = int(os.environ.get("NEWSCORPUS_BREAK", "3"))
    for path in random.Random(file.stem).sample(paths, min(most, len(paths))):
        nc.check_text(json.dumps(_without(data, path)), "json", base=file.parent, select=["ALL"])


@pytest.mark.parametrize(
    ("text", "mention", "reported"),
    [
        ("They blamed President Anna Berg’s cabinet.", "President Anna Berg’s cabinet", 0),
        ("They blamed President Anna Berg’s cabinet. Anna Berg slept.", "President Anna Berg’s cabinet", 1),
        ("They blamed President Anna Berg’s cabinet.", "cabinet", 1),
        ("They blamed the Anna Berg fund.", "the Anna Berg fund", 1),
    ],
)
def test_who_is_named_only_to_name_another(text: str, mention: str, reported: int) -> None:
    body = {"name": "a body", "kind": "organization", "named": False, "mentions": [mention]}
    event = {"kind": "event", "type": "other", "evidence": [text[:11]], "participants": {"recipient": ["body"]}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": event}}
    article["actors"] = {"anna": {"name": "Anna Berg", "kind": "person"}, "body": body}
    assert len(nc.check_text(json.dumps(article), "json", select=["NC204"]).diagnostics) == reported
