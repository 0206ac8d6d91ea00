"""What the codec says of malformed data: each error in its place, what may be meant, and nothing that follows from it."""

import pickle
from datetime import date
from pathlib import Path

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
MISTAKES = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
"""What an article has, and below it each error: path, code and message; then what else is said of it."""


def described(error):
    """An error as `mistakes.txt` has it."""
    yield f"  {'.'.join(map(str, error.path)) or 'article'}: {error.code} {error.headline}"
    for key, value in attrs.asdict(error, recurse=False).items():
        if key in ("path", "code", "message", "subject") or value in (None, False):
            continue
        shown = f"{value[0]!r} -> {value[1]!r}" if key == "instead" else value
        yield f"    {key}" if value is True else f"    {key}: {shown}"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.partition("\n")[0])
def test_mistakes(mistake):
    """All of an article, in the order of the file, and no other."""
    said = mistake.partition("\n")[0]
    head = {"format": "newscorpus/1", "id": "a", "text": "w", "attributes": {"must": "x"}}
    article, errors = structured({**head, **read_1_2(said + "\n")}, manifest=OWN)
    assert isinstance(article, Article)
    lines = [said, *(line for error in errors for line in described(error))]
    assert "\n".join(lines) == mistake


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
        ({"size": 0}, [("size", "NC103", "0 is less than the minimum, 1")]),
        ({"size": 4}, [("size", "NC103", "4 is more than the maximum, 3")]),
        ({"part": 0.4}, [("part", "NC103", "0.4 is less than the minimum, 0.5")]),
        ({"size": True, "part": "1"}, [("size", "NC103", None), ("part", "NC103", None)]),
        ({"party": "z"}, [("party", "NC104", "`z` is not a value of the attribute, as `corpus.yaml` declares it")]),
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
    assert all(words is None or m.headline == words for m, (_, _, words) in zip(errors, expected, strict=True))
    wrong = {name for name, _, _ in expected}
    made = article.actors["anna"].attributes
    assert {name: made[name] for name in attributes if name not in wrong} == {
        name: value for name, value in attributes.items() if name not in wrong
    }


def test_the_exception_of_a_converter_goes_between_processes():
    with pytest.raises(ValueError) as caught:
        make_converter().structure({"id": 3}, Article)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert "id: `id` must be a string, not the number `3`" in str(again)
    assert again.errors == caught.value.errors


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ("headlin: x", [("headline",)]),  # what the field would have been
        ("events: {e: {type: other, evidence: a}}", [("events", "e", "kind")]),  # what is missing
        ("events: {e: {kind: event, type: other, evidence: a, whn: 2024}}", [("events", "e", "when")]),
        ("foo: x", [("foo",)]),
        ("title: x", [("headline",)]),
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
    assert [m.help for m in errors[1:]] == [
        "begin the file with `format: newscorpus/1`",
        "add `id`: unique in a corpus, where it is the name of the YAML file without its ending",
    ]


def test_of_an_event_of_no_kind_nothing_is_said_that_depends_on_it():
    event = {"kind": "xyz", "type": "other", "evidence": "a", "outcome": {"exact": 3}, "foo": 1}
    found = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": event})]
    assert found == [(("kind",), "NC104", False), (("outcome",), "NC101", True), (("foo",), "NC101", False)]


def test_a_misspelt_kind_of_an_event_is_one_mistake_that_says_what_was_meant():
    event = {"knd": "meeting", "type": "talks", "outcome": "a", "evidence": "a"}
    (error,) = (m for m in errors_of(events={"e": event}) if not m.silent)
    assert (error.path, error.code, error.help) == (("events", "e", "knd"), "NC101", "did you mean `kind`?")
    assert error.instead == ("knd", "kind")


def test_a_kind_behind_a_misspelt_key_decides_what_the_event_may_have():
    """All errors are reported at once, and not only when the key is corrected."""
    event = {"knd": "incident", "type": "visit", "outcome": "a", "evidence": "a"}
    found = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": event})]
    right = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": {"kind": "incident", **event}})]
    assert [one for one in found if one[0] != ("knd",)] == [
        ((), "NC102", True),
        *(o for o in right if o[0] != ("knd",)),
    ]
    assert {("type",), ("outcome",)} <= {path for path, _, silent in found if not silent}
    unknown = errors_of(events={"e": {"knd": "incidnt", "type": "visit", "evidence": "a"}})
    assert [m.path[2:] for m in unknown if not m.silent] == [("knd",)]


def test_a_place_in_full_is_no_list_of_places():
    event = {"kind": "event", "type": "other", "evidence": "w", "places": {"name": "Oslo", "country": "NO"}}
    article = make_converter().structure(
        {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}, Article
    )
    assert [(place.name.exact, place.country) for place in article.events["e"].places] == [("Oslo", "NO")]


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
    assert [(place.name.exact, place.country) for place in article.events["e"].places] == places
    assert [error.code for error in errors] == codes


def test_what_was_meant_comes_before_whose_word_it_is():
    """A word of another kind of event may be a slip in one of this kind."""
    own = manifest_of(vocabularies={"meeting": {"types": {"deaths": "a commemoration"}}})
    event = {"kind": "meeting", "type": "death", "evidence": "w"}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    for manifest, hint in ((own, "did you mean `deaths`?"), (manifest_of(), "it is a type of incidents")):
        _, (error,) = structured(data, manifest=manifest)
        assert error.help.startswith(hint)


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
    (error,) = errors_of(**{"a" * length: "x"})
    assert error.message == f"unknown field `{shown}` of an article"


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


@pytest.mark.parametrize(
    ("count", "meant"),
    [
        ("~200", "200~"),
        (">26", "26+"),
        ("1,000", "1000"),
        ("about 200", "200~"),
        ("12..", None),
        ("≥5", None),
        ("26+~", None),
        ("26 +", None),
    ],
)
def test_no_count_is_proposed_that_lacks_the_mark(count, meant):
    """At least so many, or about so many, is not so many."""
    event = {"kind": "incident", "type": "other", "evidence": "w", "casualties": {"killed": count}}
    (error,) = errors_of(events={"e": event})
    assert error.help.startswith(f"write `{meant}`" if meant else "write the number in digits")


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
        ({"country": 49}, "write an ISO 3166-1 alpha-2 country code: two capitals"),
        ({"country": True}, "write an ISO 3166-1 alpha-2 country code: two capitals"),
        ({"kind": 12}, "write one of person, group, organization, country, locality, unknown"),
        ({"name": 12}, "put it in quotes"),
    ],
)
def test_only_a_number_that_would_be_right_in_quotes_is_to_be_quoted(actor, hint):
    """Of any other it is said what is expected instead."""
    (error,) = errors_of(actors={"a": {"name": "w", "kind": "person", **actor}})
    assert (error.code, error.help, error.as_text) == ("NC103", hint, hint == "put it in quotes")


def test_an_unknown_time_needs_its_words():
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
    assert [m.headline for m in errors] == ["`desk` must be a string, not the number `4`"]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("incident", "earthquake", "disaster"),
        ("incident", "Floods", "disaster"),
        ("incident", "crash", "accident"),  # not a clash
        ("incident", "attacks", "attack"),  # of which a meaning speaks, too
        ("incident", "strike", None),  # an attack or a protest
        ("event", "demand", None),  # a request, but a concession yields to one
        ("event", "charge", None),  # an accusation, and no misspelt `change`
        ("event", "proposal", None),  # which a refusal rejects
        ("event", "treaty", None),  # an agreement, from which a withdrawal exits
        ("event", "decisions", "decision"),
        ("event", "embargo", "sanction"),
        ("meeting", "summit", "conference"),
        ("meeting", "Talks", "talks"),
        ("meeting", "zzz", None),
    ],
)
def test_terms_that_a_word_means(kind, written, meant):
    """By their spelling, or by their meaning; a list of all if neither helps."""
    event = {"kind": kind, "type": written, "evidence": "w"}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    _, (error,) = structured(data)
    assert error.message == f"`{written}` is not a type of {kind}s"
    assert error.help.startswith(f"did you mean `{meant}`" if meant else "write one of ")
