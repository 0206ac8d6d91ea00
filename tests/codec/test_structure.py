"""What the codec says of malformed data: each error in its place, what may be meant, and nothing that follows from it."""

import pickle
from datetime import date

import attrs
import pytest
from converters import manifest_of, structured
from plain_data import read_1_2
from test_unstructure import LONG, SHORT

from newscorpus import Article, Quote, make_converter

OWN = manifest_of(
    attributes={
        "article": {
            "desk": {"type": "string", "enum": ["home", "world"]},
            "rank": {"type": "integer", "minimum": 1, "maximum": 5},
            "score": {"type": "number"},
            "seen": {"type": "boolean"},
            "must": {"type": "string", "required": True},
        }
    }
)
TYPES = "`talks` is none of the types of events: agreement, support, "
CASES = [
    # what an article has, and what is wrong with it: path, code, the beginning of the message, what else is said
    (
        "headlin: x",
        [
            (
                ("headlin",),
                "NC101",
                "unknown field `headlin` in an article",
                {
                    "help": "did you mean headline?",
                    "at_key": True,
                    "meant": "headline",
                    "instead": ("headlin", "headline"),
                },
            )
        ],
    ),
    (
        "title: 3",
        [
            (
                ("title",),
                "NC101",
                "unknown field `title` in an article",
                {
                    "at_key": True,
                    "help": f"its fields are {', '.join(f.name for f in attrs.fields(Article) if f.name != 'path')}",
                },
            )
        ],
    ),
    (
        "headline: 3",
        [(("headline",), "NC103", "expected text, found a number", {"help": "put it in quotes", "as_text": True})],
    ),
    (
        "headline: null",
        [(("headline",), "NC103", "no value: expected text", {"help": "write it, or leave the field out"})],
    ),
    ("headline: [a]", [(("headline",), "NC103", "expected text, found a list", {})]),
    (
        "headline: true",
        [(("headline",), "NC103", "expected text, found true or false", {"help": "put it in quotes", "as_text": True})],
    ),
    (
        "headline: 1.5",
        [(("headline",), "NC103", "expected text, found a number", {"help": "put it in quotes", "as_text": True})],
    ),
    ("keywords: a", []),
    ("keywords: {a: b}", [(("keywords", 0), "NC103", "expected text, found a mapping", {})]),
    (
        "language: EN_gb",
        [
            (
                ("language",),
                "NC108",
                "`EN_gb`: expected a BCP 47 language tag, such as en, pt-BR or und",
                {"instead": ("EN_gb", "en-gb")},
            )
        ],
    ),
    (
        "language: 'no way'",
        [
            (
                ("language",),
                "NC108",
                "`no way`: expected a BCP 47 language tag, such as en, pt-BR or und",
                {"instead": ("no way", "no-way")},
            )
        ],
    ),
    (
        "published: 2024/05/08",
        [
            (
                ("published",),
                "NC110",
                "`2024/05/08`: expected a date YYYY-MM-DD (or YYYY-MM, YYYY), or a date-time with offset",
                {"instead": ("2024/05/08", "2024-05-08"), "help": "write 2024-05-06, or 2024-05-06T09:30:00+02:00"},
            )
        ],
    ),
    (
        "published: 8.5.2024",
        [
            (
                ("published",),
                "NC110",
                "`8.5.2024`: expected a date YYYY-MM-DD (or YYYY-MM, YYYY), or a date-time with offset",
                {"instead": ("8.5.2024", "2024-05-08"), "help": "write 2024-05-06, or 2024-05-06T09:30:00+02:00"},
            )
        ],
    ),
    ("published: 2024-13", [(("published",), "NC110", "`2024-13`: there is no month 13", {})]),
    ("published: 2024", []),
    (
        "published: 999",
        [
            (
                ("published",),
                "NC103",
                "expected text, found a number",
                {"help": "expected a date YYYY-MM-DD (or YYYY-MM, YYYY), or a date-time with offset"},
            )
        ],
    ),
    (
        "published: 20240508",
        [
            (
                ("published",),
                "NC103",
                "expected text, found a number",
                {"help": "expected a date YYYY-MM-DD (or YYYY-MM, YYYY), or a date-time with offset"},
            )
        ],
    ),
    ("published: 2024-02-31", []),
    (
        "format: newscorpus/2",
        [(("format",), "NC106", "`newscorpus/2`: expected newscorpus/1, the format that this version reads", {})],
    ),
    ("id: 3", [(("id",), "NC103", "expected text, found a number", {"help": "put it in quotes", "as_text": True})]),
    (
        "id: 'a b'",
        [
            (
                ("id",),
                "NC105",
                "`a b`: expected letters, digits, dots, hyphens and underscores, as in a file's name",
                {"instead": ("a b", "a-b")},
            )
        ],
    ),
    ("actors: 3", [(("actors",), "NC103", "expected a mapping, found a number", {})]),
    (
        "actors: {Anna Berg: {name: A, kind: person}}",
        [
            (
                ("actors", "Anna Berg"),
                "NC105",
                "`Anna Berg`: expected lower-case letters, digits and single hyphens, beginning with a letter",
                {"at_key": True, "instead": ("Anna Berg", "anna-berg")},
            )
        ],
    ),
    ("actors: {anna: 3}", [(("actors", "anna"), "NC103", "expected a mapping: actor, found a number", {})]),
    (
        "actors: {anna: {kind: persn}}",
        [
            (
                ("actors", "anna", "kind"),
                "NC104",
                "`persn` is none of the actor kinds: person, group, organization, country, locality",
                {"help": "did you mean person?", "instead": ("persn", "person")},
            )
        ],
    ),
    (
        "actors: {anna: {name: A, kind: person, named: 'false'}}",
        [
            (
                ("actors", "anna", "named"),
                "NC103",
                "expected true or false, found text",
                {"help": "take it out of quotes", "instead": ("false", False)},
            )
        ],
    ),
    (
        "actors: {anna: {name: A, kind: person, named: 'maybe'}}",
        [
            (
                ("actors", "anna", "named"),
                "NC103",
                "expected true or false, found text",
                {"help": "write true or false"},
            )
        ],
    ),
    (
        "actors: [{name: A, kind: person}]",
        [(("actors", 0), "NC102", "each in a list needs its id: what the rest of the file calls it", {})],
    ),
    (
        "actors: [{id: a, name: A, kind: person}, {id: a, name: B, kind: person}]",
        [(("actors", 1, "id"), "NC109", "the id `a` occurs twice in this list", {})],
    ),
    (
        "actors: [3, {id: 3, name: A, kind: person}, {id: A B, name: A, kind: person}]",
        [
            (("actors", 0), "NC103", "expected a mapping: actor, found a number", {}),
            (
                ("actors", 1, "id"),
                "NC103",
                "expected text, found a number",
                {"help": "expected lower-case letters, digits and single hyphens, beginning with a letter"},
            ),
            (
                ("actors", "A B", "id"),
                "NC105",
                "`A B`: expected lower-case letters, digits and single hyphens, beginning with a letter",
                {"instead": ("A B", "a-b")},
            ),
        ],
    ),
    (
        "actors: {anna: {name: A, kind: person, id: b}}",
        [
            (
                ("actors", "anna", "id"),
                "NC101",
                "unknown field `id` in an actor",
                {"help": "in a mapping, the key is the id", "at_key": True},
            )
        ],
    ),
    (
        "events: {e: {id: b, kind: event, type: change, evidence: a}}",
        [
            (
                ("events", "e", "id"),
                "NC101",
                "unknown field `id` in an event",
                {"help": "in a mapping, the key is the id", "at_key": True},
            )
        ],
    ),
    ("events: 3", [(("events",), "NC103", "expected a mapping, found a number", {})]),
    ("events: {e: 3}", [(("events", "e"), "NC103", "expected a mapping: event, found a number", {})]),
    (
        "events: {e: {type: talks, evidence: a}}",
        [
            (
                ("events", "e"),
                "NC102",
                "an event needs its kind: event, meeting, incident",
                {"at_key": True, "missing": "kind"},
            ),
            (("events", "e", "type"), "NC104", TYPES, {"help": "it is a word of meetings", "silent": True}),
        ],
    ),
    (
        "events: {e: {kind: meting, type: talks, evidence: a}}",
        [
            (
                ("events", "e", "kind"),
                "NC104",
                "`meting` is none of event, meeting, incident",
                {"help": "did you mean meeting?", "instead": ("meting", "meeting")},
            )
        ],
    ),
    (
        "events: {e: {kind: 3, type: talks, evidence: a}}",
        [
            (
                ("events", "e", "kind"),
                "NC103",
                "expected text, found a number",
                {"help": "put it in quotes", "as_text": True},
            ),
            (("events", "e", "type"), "NC104", TYPES, {"help": "it is a word of meetings", "silent": True}),
        ],
    ),
    (
        "events: {e: {kind: xyz, type: talks, killed: 3, foo: 1, evidence: a}}",
        [
            (("events", "e", "kind"), "NC104", "`xyz` is none of event, meeting, incident", {}),
            (("events", "e", "type"), "NC104", TYPES, {"help": "it is a word of meetings", "silent": True}),
            (("events", "e", "killed"), "NC101", "unknown field `killed` in an event", {"at_key": True}),
            (("events", "e", "foo"), "NC101", "unknown field `foo` in an event", {"at_key": True}),
        ],
    ),
    (
        "events: {e: {kind: event, type: other, casualties: {killed: 3}, evidence: a}}",
        [
            (
                ("events", "e", "casualties"),
                "NC101",
                "unknown field `casualties` in an event",
                {"at_key": True, "help": "it is a field of incidents"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: {exact: a, start: true}}}",
        [
            (
                ("events", "e", "evidence", 0, "start"),
                "NC103",
                "expected an integer, found true or false",
                {},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, when: {2024-05-06: on Monday}, evidence: a}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "expected `text: edtf`, found it the other way round",
                {"help": "write {on Monday: 2024-05-06}"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, places: {'NO': Oslo}, evidence: a}}",
        [
            (
                ("events", "e", "places", 0),
                "NC103",
                "expected `name: country`, found it the other way round",
                {"help": "write {Oslo: 'NO'}"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, places: {Oslo: Norway}, evidence: a}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`Norway`: expected an ISO 3166-1 alpha-2 code in capitals, such as CN",
                {},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, when: {in May: 2024-05, in June: 2024-06}, evidence: a}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "expected one `text: edtf`, found 2",
                {"help": "keep one of them"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: talks, evidence: a}}",
        [(("events", "e", "type"), "NC104", TYPES, {"help": "it is a word of meetings"})],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: []}}",
        [(("events", "e", "evidence"), "NC102", "expected at least one item", {})],
    ),
    (
        "events: {e: {kind: event, type: other}}",
        [
            (
                ("events", "e"),
                "NC102",
                "an event needs evidence: the words of the article that show it: at least one quote",
                {"at_key": True, "missing": "evidence"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, outcome: b}}",
        [
            (
                ("events", "e", "outcome"),
                "NC101",
                "unknown field `outcome` in an event",
                {"help": "it is a field of meetings", "at_key": True},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, participants: {actr: [b], xyz: c}}}",
        [
            (
                ("events", "e", "participants", "actr"),
                "NC104",
                "`actr` is none of the roles of events: agent, recipient, participant, winner, loser",
                {"at_key": True},
            ),
            (
                ("events", "e", "participants", "xyz"),
                "NC104",
                "`xyz` is none of the roles of events: agent, recipient, participant, winner, loser",
                {"at_key": True},
            ),
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: {a: 3}}}",
        [
            (
                ("events", "e", "evidence", 0, "within"),
                "NC103",
                "expected text, found a number",
                {"help": "put it in quotes", "as_text": True},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: [{exact: a, start: '3'}]}}",
        [
            (
                ("events", "e", "evidence", 0, "start"),
                "NC103",
                "expected an integer, found text",
                {"help": "take it out of quotes", "instead": ("3", 3)},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: [{exact: a, start: -1}]}}",
        [(("events", "e", "evidence", 0, "start"), "NC103", "`-1`: expected an integer of at least 0", {})],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: [{start: 3, end: 5}]}}",
        [
            (
                ("events", "e", "evidence", 0),
                "NC102",
                "a quote needs exact: the words, as the article has them; any white space stands for any other",
                {"at_key": True, "missing": "exact"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: 2024-13}}",
        [(("events", "e", "when"), "NC110", "`2024-13`: there is no month 13", {})],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {on Monday: 3.5}}}",
        [
            (
                ("events", "e", "when", "edtf"),
                "NC103",
                "expected text, found a number",
                {
                    "help": "expected a date (YYYY, YYYY-MM, YYYY-MM-DD, with ~ ? or % behind it, 202X, an interval "
                    "a/b) or unknown"
                },
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, places: {Oslo: no}}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`no`: expected an ISO 3166-1 alpha-2 code in capitals, such as CN",
                {"instead": ("no", "NO")},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, places: {Oslo: xx}}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`xx`: expected an ISO 3166-1 alpha-2 code in capitals, such as CN",
                {},
            )
        ],
    ),
    (
        "events: {e: {kind: incident, type: other, evidence: a, casualties: {injured: two}}}",
        [
            (
                ("events", "e", "casualties", "injured", 0),
                "NC110",
                "`two`: expected a number, a number and more (26+) or a range (3..5)",
                {},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {}}}",
        [
            (
                ("events", "e", "when"),
                "NC102",
                "a when needs edtf: the date or interval, in EDTF; `unknown` only with the words that say so",
                {"at_key": True, "missing": "edtf"},
            )
        ],
    ),
    (
        "claims: [{quote: a, by: b, stance: denis, about: x}]",
        [
            (
                ("claims", 0, "stance"),
                "NC104",
                "`denis` is none of the stances: asserts, likely, possible, unlikely, denies, uncommitted",
                {"help": "did you mean denies?", "instead": ("denis", "denies")},
            )
        ],
    ),
    (
        "claims: {by: b}",
        [
            (
                ("claims", 0),
                "NC102",
                "a claim needs quote: what is claimed, in words of the article",
                {"at_key": True, "missing": "quote"},
            )
        ],
    ),
    (
        "annotation: {date: x, by: 3}",
        [
            (
                ("annotation", "date"),
                "NC110",
                "`x`: expected a date YYYY-MM-DD (or YYYY-MM, YYYY), or a date-time with offset",
                {"help": "write 2024-05-06, or 2024-05-06T09:30:00+02:00"},
            ),
            (
                ("annotation", "by", 0),
                "NC103",
                "expected text, found a number",
                {"help": "put it in quotes", "as_text": True},
            ),
        ],
    ),
    ("attributes: 3", [(("attributes",), "NC103", "expected a mapping, found a number", {})]),
    (
        "attributes: {dsk: home, must: x}",
        [
            (
                ("attributes", "dsk"),
                "NC101",
                "unknown attribute `dsk` of an article",
                {"help": "did you mean desk?", "at_key": True, "instead": ("dsk", "desk")},
            )
        ],
    ),
    (
        "attributes: {desk: wrld, must: x}",
        [
            (
                ("attributes", "desk"),
                "NC104",
                "`wrld` is none of home, world",
                {"help": "did you mean world?", "instead": ("wrld", "world")},
            )
        ],
    ),
    (
        "attributes: {desk: abroad, rank: 0, must: x}",
        [
            (("attributes", "desk"), "NC104", "`abroad` is none of home, world", {}),
            (("attributes", "rank"), "NC103", "0: expected at least 1", {}),
        ],
    ),
    (
        "attributes: {rank: '+6', score: '-.5e3', seen: 'yes', must: x}",
        [
            (("attributes", "rank"), "NC103", "expected an integer, found text", {"help": "take it out of quotes"}),
            (("attributes", "score"), "NC103", "expected a number, found text", {"help": "take it out of quotes"}),
            (("attributes", "seen"), "NC103", "expected true or false, found text", {"help": "write true or false"}),
        ],
    ),
    (
        "attributes: {rank: 6, score: x, seen: 1, must: 3}",
        [
            (("attributes", "rank"), "NC103", "6: expected at most 5", {}),
            (("attributes", "score"), "NC103", "expected a number, found text", {}),
            (("attributes", "seen"), "NC103", "expected true or false, found a number", {}),
            (
                ("attributes", "must"),
                "NC103",
                "expected text, found a number",
                {"help": "put it in quotes", "as_text": True},
            ),
        ],
    ),
    (
        "attributes: {rank: '-1', score: '1.5', must: x}",
        [
            (("attributes", "rank"), "NC103", "expected an integer, found text", {"help": "take it out of quotes"}),
            (("attributes", "score"), "NC103", "expected a number, found text", {"help": "take it out of quotes"}),
        ],
    ),
    ("attributes: {rank: '1.5', must: x}", [(("attributes", "rank"), "NC103", "expected an integer, found text", {})]),
    (
        "attributes: {rank: 1.5, score: 2, must: x}",
        [(("attributes", "rank"), "NC103", "expected an integer, found a number", {})],
    ),
    (
        "attributes: {desk: home}",
        [((), "NC102", "an article needs the attribute must", {"at_key": True, "missing": "attributes"})],
    ),
    (
        "waive: {code: NC304}",
        [
            (
                ("waive", 0),
                "NC102",
                "a waiver needs at: where: a path without indices, or its beginning in whole steps, such as events.meet-qin.evidence",
                {"at_key": True, "missing": "at"},
            )
        ],
    ),
    ("sha256: ABC", [(("sha256",), "NC103", "`ABC`: expected 64 hexadecimal digits in lower case", {})]),
    ("url: 'ftp://x'", [(("url",), "NC108", "`ftp://x`: expected an absolute URL with http or https", {})]),
]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_mistakes(said, expected):
    """All of an article, in the order of the file, and no other."""
    data = {
        "format": "newscorpus/1",
        "id": "a",
        "text": "w",
        "attributes": {"must": "x"},
        **read_1_2(said + "\n"),
    }
    article, errors = structured(data, manifest=OWN)
    assert isinstance(article, Article)
    assert len(errors) == len(expected)
    for error, (path, code, message, more) in zip(errors, expected, strict=True):
        assert (error.path, error.code) == (path, code)
        assert error.message.startswith(message)
        rest = attrs.asdict(error, recurse=False)
        assert {key: value for key, value in rest.items() if value not in (None, False)} == {
            "path": path,
            "code": code,
            "message": error.message,
            **more,
        }


@pytest.mark.parametrize("data", [read_1_2(SHORT), LONG], ids=["short", "long"])
def test_hooks_read_either_dress(data):
    """As the quick reader does, which reads most articles; and so if something else is wrong."""
    article, errors = structured(data)
    assert errors == []
    assert make_converter().structure(data, Article) == article
    broken, errors = structured({**data, "titel": "x"})
    assert [error.code for error in errors] == ["NC101"]
    assert broken == article


def test_an_integer_in_another_base_is_one():
    """Of YAML's: what is plain in the model is a plain integer."""
    quote = read_1_2("exact: w\nstart: 0x0\n")
    made = make_converter().structure(quote, Quote)
    assert (made.start, type(made.start)) == (0, int)


def test_what_can_be_made_of_it_is_made():
    """A malformed value leaves its default or a blank; the rest is read."""
    data = read_1_2(
        "id: a\nheadline: 3\nurl: x\nkeywords: [a, 3]\nactors: {anna: {kind: 3, name: Anna}, bo: 3}\nnote: b\n"
    )
    article, _ = structured(data)
    assert (article.id, article.headline, article.url, article.note) == ("a", None, None, "b")
    assert article.keywords == ("a", "")
    assert {key: (actor.name, actor.kind) for key, actor in article.actors.items()} == {
        "anna": ("Anna", None),
        "bo": (None, None),
    }


def test_keys_that_are_wrong():
    """A word that no vocabulary has is left out; an id that is none is still what others may name."""
    said = "actors: {Anna B: {name: A, kind: person}}\nevents: {e: {kind: event, type: other, evidence: a, participants: {actr: b}}}\n"
    article, errors = structured({"format": "newscorpus/1", "id": "a", "text": "w", **read_1_2(said)})
    assert [error.code for error in errors] == ["NC105", "NC104"]
    assert list(article.actors) == ["Anna B"]
    assert article.actors["Anna B"].id == "Anna B"
    assert article.events["e"].participants == {}


def test_what_is_malformed_has_its_id():
    """From the key or from the list, and what follows in the list is read."""
    listed = "actors: [{id: a, name: A, kind: person}, {id: a, name: B, kind: person}, 3, {id: c, kind: 3}]\n"
    for said, ids in ((listed, ["a", "c"]), ("actors: {a: 3, c: {kind: 3}}\n", ["a", "c"])):
        article, errors = structured({"format": "newscorpus/1", "id": "x", "text": "w", **read_1_2(said)})
        assert [error.code for error in errors][:1] in (["NC109"], ["NC103"])
        assert [actor.id for actor in article.actors.values()] == list(article.actors) == ids


def test_what_the_corpus_requires_of_an_actor_may_stand_in_its_registry():
    """An article's actor of the same id need not repeat it; another lacks it."""
    anna = {"name": "Anna", "kind": "person", "attributes": {"party": "x"}}
    own = manifest_of(attributes={"actor": {"party": {"type": "string", "required": True}}}, actors={"anna": anna})
    head = {"format": "newscorpus/1", "id": "x", "text": "w"}
    article, errors = structured({**head, "actors": {"anna": {"aliases": ["An"]}}}, manifest=own)
    assert errors == []
    assert article.actors["anna"].aliases == ("An",)
    _, errors = structured(
        {**head, "actors": {"anna": {"aliases": [3]}, "bo": {"name": "Bo", "kind": "person"}}}, manifest=own
    )
    assert [(error.path, error.code) for error in errors] == [
        (("actors", "anna", "aliases", 0), "NC103"),
        (("actors", "bo"), "NC102"),
    ]
    _, errors = structured({**head, "actors": {"anna": {"aliases": [3], "attributes": {}}}}, manifest=own)
    assert [error.code for error in errors] == ["NC103"]
    _, errors = structured({**head, "actors": {"anna": 3}}, manifest=own)
    assert [(error.path, error.code) for error in errors] == [(("actors", "anna"), "NC103")]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"size": 1, "part": 0.5, "party": "x"}, []),
        ({"size": 3, "part": 1, "party": "y"}, []),
        ({"size": 0}, [("size", "NC103", "0: expected at least 1")]),
        ({"size": 4}, [("size", "NC103", "4: expected at most 3")]),
        ({"part": 0.4}, [("part", "NC103", "0.4: expected at least 0.5")]),
        ({"size": True, "part": "1"}, [("size", "NC103", None), ("part", "NC103", None)]),
        ({"party": "z"}, [("party", "NC104", "`z` is none of x, y")]),
        (
            {"a": 1, "siz": 1, "size": 9, "b": 2},
            [("a", "NC101", None), ("siz", "NC101", None), ("size", "NC103", None), ("b", "NC101", None)],
        ),
    ],
)
def test_fields_of_the_corpus_hold_what_it_declares(attributes, expected):
    """Bounds are within; each error is told, and what is right is read."""
    declared = {
        "size": {"type": "integer", "minimum": 1, "maximum": 3},
        "part": {"type": "number", "minimum": 0.5},
        "party": {"type": "string", "enum": ["x", "y"]},
    }
    own = manifest_of(attributes={"actor": declared})
    actor = {"name": "A", "kind": "person", "attributes": attributes}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "actors": {"anna": actor}}
    article, errors = structured(data, manifest=own)
    assert [(m.path[-1], m.code) for m in errors] == [(name, code) for name, code, _ in expected]
    assert all(words is None or m.message == words for m, (_, _, words) in zip(errors, expected, strict=True))
    wrong = {name for name, _, _ in expected}
    made = article.actors["anna"].attributes
    assert {name: made[name] for name in attributes if name not in wrong} == {
        name: value for name, value in attributes.items() if name not in wrong
    }


def test_the_exception_of_a_converter_goes_between_processes():
    """With all that it says."""
    with pytest.raises(ValueError) as caught:
        make_converter().structure({"id": 3}, Article)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert "id: expected text, found a number" in str(again)
    assert again.errors == caught.value.errors


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ("headlin: x", [("headline",)]),  # what the field would have been
        ("events: {e: {type: other, evidence: a}}", [("events", "e", "kind")]),  # what is missing
        ("events: {e: {kind: event, type: other, evidence: a, whn: 2024}}", [("events", "e", "when")]),
        ("title: x", [("title",)]),
        ("headline: 3", [("headline",)]),
        ("events: {e: {kind: event, type: other, evidence: [{a: b, c: d}]}}", [("events", "e", "evidence", 0)]),
    ],
)
def test_where_a_blank_stands(said, broken):
    """In the model, so that nothing is said that follows from it."""
    data = {"format": "newscorpus/1", "id": "a", "text": "w", **read_1_2(said + "\n")}
    _, errors = structured(data)
    assert [error.broken[:4] for error in errors][: len(broken)] == broken


@pytest.mark.parametrize(("written", "meant"), [("'true'", True), ("'false'", False), ("'yes'", None)])
def test_true_and_false_in_quotes(written, meant):
    """What was meant is plain, where it is."""
    data = read_1_2(f"id: a\nactors: {{anna: {{name: A, kind: person, named: {written}}}}}\n")
    _, (error, *_) = structured({"format": "newscorpus/1", "text": "w", **data})
    assert error.instead == (None if meant is None else (str(meant).lower(), meant))


@pytest.mark.parametrize("length", [100, 101])
def test_how_long_a_word_is_spelt_otherwise(length):
    """Up to a hundred characters: what is longer is no slip."""
    written = "a" * (length - 2) + " b"
    _, errors = structured({"format": "newscorpus/1", "id": written, "text": "w"})
    assert [error.instead for error in errors] == [(written, written.replace(" ", "-")) if length == 100 else None]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0", 0), ("12", 12), ("three", None), ("01", None), ("1" * 18, int("1" * 18)), ("1" * 19, None)],
)
def test_integers_in_quotes(written, meant):
    """Likewise."""
    quote = {"exact": "w", "start": written}
    event = {"kind": "event", "type": "other", "evidence": [quote]}
    _, (error,) = structured({"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}})
    assert error.instead == (None if meant is None else (written, meant))


def errors_of(**more):
    """As the hooks find them, silent ones too: code, path, help."""
    _, errors = structured({"format": "newscorpus/1", "id": "a", "text": "w", **more})
    return errors


def test_what_is_missing_is_said_once():
    """A misspelt field is told as that; of the format it is said where it stands."""
    _, errors = structured({"formt": "newscorpus/1", "text": "w"})
    assert [(m.code, m.path, m.missing, m.silent) for m in errors] == [
        ("NC101", ("formt",), None, False),
        ("NC102", (), "format", True),
        ("NC102", (), "id", False),
    ]
    assert [m.help for m in errors[1:]] == ["begin the file with `format: newscorpus/1`", None]


def test_of_an_event_of_no_kind_nothing_is_said_that_depends_on_it():
    """A field of any kind may be right."""
    event = {"kind": "xyz", "type": "other", "evidence": "a", "outcome": {"exact": 3}, "foo": 1}
    found = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": event})]
    assert found == [(("kind",), "NC104", False), (("outcome",), "NC101", True), (("foo",), "NC101", False)]


def test_a_misspelt_kind_of_an_event_is_one_mistake_that_says_what_was_meant():
    """As any other required field is."""
    event = {"knd": "meeting", "type": "talks", "outcome": "a", "evidence": "a"}
    (error,) = (m for m in errors_of(events={"e": event}) if not m.silent)
    assert (error.path, error.code, error.help) == (("events", "e", "knd"), "NC101", "did you mean kind?")
    assert error.instead == ("knd", "kind")


def test_a_place_in_full_is_no_list_of_places():
    """Though both are mappings."""
    event = {"kind": "event", "type": "other", "evidence": "w", "places": {"name": "Oslo", "country": "NO"}}
    article = make_converter().structure(
        {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}, Article
    )
    assert [(place.name, place.country) for place in article.events["e"].places] == [("Oslo", "NO")]


@pytest.mark.parametrize(
    ("said", "places", "codes"),
    [
        ({"Oslo": "NO", "Rome": "IT"}, [("Oslo", "NO"), ("Rome", "IT")], []),
        ({"Oslo": "NO"}, [("Oslo", "NO")], []),
        ({"country": "NO"}, [("country", "NO")], []),
        ({"country": "NO", "region": "Oslo"}, [("", "NO")], ["NC101", "NC102"]),
        ({"Oslo": "NO", "country": "IT"}, [("", "IT")], ["NC101", "NC102"]),
    ],
)
def test_several_places_in_short(said, places, codes):
    """A pair is a place, whatever it is called; of several, none may have the name of a field: then it is one place."""
    event = {"kind": "event", "type": "other", "evidence": "w", "places": said}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    article, errors = structured(data)
    assert [(place.name, place.country) for place in article.events["e"].places] == places
    assert [error.code for error in errors] == codes


def test_what_was_meant_comes_before_whose_word_it_is():
    """A word of another kind of event may be a slip in one of this kind."""
    own = manifest_of(vocabularies={"meeting": {"types": {"deaths": "a commemoration"}}})
    event = {"kind": "meeting", "type": "death", "evidence": "w"}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    for manifest, hint in ((own, "did you mean deaths?"), (manifest_of(), "it is a word of incidents")):
        _, (error,) = structured(data, manifest=manifest)
        assert error.help == hint


def test_what_is_computed_is_computed_by_the_hooks_too():
    """And what is given in its place has its type."""
    article = make_converter().structure(read_1_2(SHORT), Article)
    assert article.events["talks"].when.earliest == date(2024, 5, 6)
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": "2024", "earliest": 3}}
    (error,) = errors_of(events={"e": event})
    assert (error.path[2:], error.code) == (("when", "earliest"), "NC103")


@pytest.mark.parametrize("day", ["2024-01-01", "20240101", "2024-W01-1", "2024-1-1", "2024-02-30", "2024-01-0１", ""])
def test_days_are_written_in_one_way(day):
    """With hyphens, in digits of ASCII; and there has to be such a day."""
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": "2024", "earliest": day}}
    codes = [(error.path[2:], error.code) for error in errors_of(events={"e": event})]
    assert codes == ([] if day == "2024-01-01" else [(("when", "earliest"), "NC110")])


@pytest.mark.parametrize(("length", "shown"), [(60, "a" * 60), (61, "a" * 57 + "…")])
def test_long_words_are_cut_in_messages(length, shown):
    """At sixty characters."""
    (error,) = errors_of(**{"a" * length: "x"})
    assert error.message == f"unknown field `{shown}` in an article"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("5", ("NC103", ("5", 5))),
        ("0", ("NC103", ("0", 0))),
        ("05", ("NC110", None)),
        ("three", ("NC110", None)),
        ("-5", ("NC110", None)),
    ],
)
def test_a_number_in_quotes_is_to_be_taken_out_of_them(count, expected):
    """Where a number or text of some form is expected, too."""
    event = {"kind": "incident", "type": "other", "evidence": "w", "casualties": {"killed": count}}
    (error,) = errors_of(events={"e": event})
    assert (error.code, error.instead) == expected


@pytest.mark.parametrize(("year", "edtf"), [(999, None), (1000, "1000"), (9999, "9999"), (10000, None)])
def test_a_year_may_stand_without_quotation_marks(year, edtf):
    """If it has four digits: any other number is none."""
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": year}}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    article, errors = structured(data)
    assert article.events["e"].when.edtf == (edtf or "")
    assert [(error.path[2:], error.code) for error in errors] == ([] if edtf else [(("when", "edtf"), "NC103")])


@pytest.mark.parametrize(
    ("actor", "hint"),
    [
        ({"country": 49}, "expected an ISO 3166-1 alpha-2 code in capitals, such as CN"),
        ({"country": True}, "expected an ISO 3166-1 alpha-2 code in capitals, such as CN"),
        ({"kind": 12}, "expected one of person, group, organization, country, locality"),
        ({"name": 12}, "put it in quotes"),
    ],
)
def test_only_a_number_that_would_be_right_in_quotes_is_to_be_quoted(actor, hint):
    """Of any other it is said what is expected instead."""
    (error,) = errors_of(actors={"a": {"name": "w", "kind": "person", **actor}})
    assert (error.code, error.help, error.as_text) == ("NC103", hint, hint == "put it in quotes")


def test_an_unknown_time_needs_its_words():
    """Which say that it is."""
    event = {"kind": "event", "type": "other", "evidence": "w", "when": "unknown"}
    (error,) = errors_of(events={"e": event})
    assert (error.path[2:], error.code) == (("when", "edtf"), "NC110")
    assert errors_of(events={"e": {**event, "when": {"w": "unknown"}}}) == []


def test_a_number_in_another_base_is_one_of_the_corpus_too():
    """As YAML's core schema has it, in the corpus's own fields as in others; what is no integer is none in any base."""
    data = {"format": "newscorpus/1", "id": "a", "text": "w"}
    article, errors = structured(data | read_1_2("attributes: {rank: 0x4, score: 0o17, must: x}\n"), manifest=OWN)
    assert [(type(value), value) for value in article.attributes.values()] == [(int, 4), (int, 15), (str, "x")]
    assert not errors
    _, errors = structured(data | read_1_2("attributes: {desk: 0x4, must: x}\n"), manifest=OWN)
    assert [m.message for m in errors] == ["expected text, found a number"]
