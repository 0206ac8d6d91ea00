"""What the codec says of malformed data: each error in its place, what may be meant, and nothing that follows from it."""

import pickle
from pathlib import Path

import attrs
import pytest
from converters import manifest_of, structured
from plain_data import read_1_2

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
    said = mistake.partition("\n")[0]
    head = {"format": "newscorpus/1", "id": "a", "text": "w", "attributes": {"must": "x"}}
    article, errors = structured({**head, **read_1_2(said + "\n")}, manifest=OWN)
    assert isinstance(article, Article)
    lines = [said, *(line for error in errors for line in described(error))]
    assert "\n".join(lines) == mistake


def test_an_integer_in_another_base_is_one():
    quote = read_1_2("exact: w\nstart: 0x0\n")
    made = make_converter().structure(quote, Quote)
    assert (made.start, type(made.start)) == (0, int)


def test_what_can_be_made_of_it_is_made():
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


def test_what_the_corpus_requires_of_an_actor_may_stand_in_its_registry():
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
        ({"size": True, "part": "1"}, [("size", "NC103", None), ("part", "NC103", None)]),
        ({"party": "z"}, [("party", "NC104", "`z` is not a value of the attribute, as `corpus.yaml` declares it")]),
        (
            {"a": 1, "siz": 1, "size": 9, "b": 2},
            [("a", "NC101", None), ("siz", "NC101", None), ("size", "NC103", None), ("b", "NC101", None)],
        ),
    ],
)
def test_fields_of_the_corpus_hold_what_it_declares(attributes, expected):
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


def errors_of(**more):
    """As the hooks find them, silent ones too: code, path, help."""
    _, errors = structured({"format": "newscorpus/1", "id": "a", "text": "w", **more})
    return errors


def test_what_is_missing_is_said_once():
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


def test_a_misspelt_kind_of_an_event_is_one_mistake_that_says_what_was_meant():
    event = {"knd": "meeting", "type": "talks", "outcome": "a", "evidence": "a"}
    (error,) = (m for m in errors_of(events={"e": event}) if not m.silent)
    assert (error.path, error.code, error.help) == (("events", "e", "knd"), "NC101", "did you mean `kind`?")
    assert error.instead == ("knd", "kind")


def test_a_kind_behind_a_misspelt_key_decides_what_the_event_may_have():
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


@pytest.mark.parametrize(
    ("said", "places", "codes"),
    [
        ({"Oslo": "NO", "Rome": "IT"}, [("Oslo", "NO"), ("Rome", "IT")], []),
        ({"Oslo": "NO"}, [("Oslo", "NO")], []),
        ({"country": "NO", "region": "Oslo"}, [("", "NO")], ["NC101", "NC102"]),
    ],
)
def test_several_places_in_short(said, places, codes):
    """A pair is a place, whatever it is called; of several, none may have the name of a field: then it is one place."""
    event = {"kind": "event", "type": "other", "evidence": "w", "places": said}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    article, errors = structured(data)
    assert [(place.name.exact, place.country) for place in article.events["e"].places] == places
    assert [error.code for error in errors] == codes


@pytest.mark.parametrize("day", ["2024-01-01", "20240101", "2024-W01-1", "2024-02-30"])
def test_days_are_written_in_one_way(day):
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": "2024", "earliest": day}}
    codes = [(error.path[2:], error.code) for error in errors_of(events={"e": event})]
    assert codes == ([] if day == "2024-01-01" else [(("when", "earliest"), "NC110")])


@pytest.mark.parametrize(
    ("count", "meant"),
    [
        ("~200", "200~"),
        (">26", "26+"),
        ("1,000", "1000"),
        ("about 200", "200~"),
        ("12..", None),
        ("≥5", None),
        ("26 +", None),
    ],
)
def test_no_count_is_proposed_that_lacks_the_mark(count, meant):
    event = {"kind": "incident", "type": "other", "evidence": "w", "casualties": {"killed": count}}
    (error,) = errors_of(events={"e": event})
    assert error.help.startswith(f"write `{meant}`" if meant else "write the number in digits")


def test_an_unknown_time_needs_its_words():
    event = {"kind": "event", "type": "other", "evidence": "w", "when": "unknown"}
    (error,) = errors_of(events={"e": event})
    assert (error.path[2:], error.code) == (("when", "edtf"), "NC110")
    assert errors_of(events={"e": {**event, "when": {"w": "unknown"}}}) == []


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("incident", "earthquake", "disaster"),
        ("incident", "crash", "accident"),  # not a clash
        ("event", "demand", None),  # a request, but a concession yields to one
        ("event", "charge", None),  # an accusation, and no misspelt `change`
        ("event", "treaty", None),  # an agreement, from which a withdrawal exits
        ("event", "decisions", "decision"),
        ("meeting", "summit", "conference"),
        ("meeting", "Talks", "talks"),
        ("meeting", "zzz", None),
    ],
)
def test_terms_that_a_word_means(kind, written, meant):
    event = {"kind": kind, "type": written, "evidence": "w"}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    _, (error,) = structured(data)
    assert error.message == f"`{written}` is not a type of {kind}s"
    assert error.help.startswith(f"did you mean `{meant}`" if meant else "write one of ")
