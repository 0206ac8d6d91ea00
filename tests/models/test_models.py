"""Models: what constructors take and refuse, values that cannot change, mentions, forms of claims, the registry."""

import copy
import json
import pickle
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Annotated

import attrs
import pytest
from converters import manifest_of
from drawn import drawn_articles, drawn_texts
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus import (
    Actor,
    Annotation,
    Article,
    Claim,
    Corpus,
    Count,
    Event,
    Incident,
    Manifest,
    Meeting,
    Participant,
    Place,
    Quote,
    Role,
    Severity,
    When,
)
from newscorpus.models import merged
from newscorpus.models.actor import unmerged
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Doc

EVIDENCE = [Quote(exact="words")]
MANIFEST = Manifest(name="c")
Attribute = type(manifest_of(attributes={"article": {"desk": {"type": "string"}}}).attributes.article["desk"])
FrozenDict = type(Article(id="a", actors=[]).actors)
"""What mappings of models are."""


def refused(cls, /, **values):
    """What the constructor says."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        cls(**values)
    return str(caught.value)


# --- constructors -----------------------------------------------------------------------------------------------------
EVENT = {"id": "e", "type": "other", "evidence": EVIDENCE}

REFUSED = [
    # types
    (Actor, {"id": 5}, "Actor.id: expected a string, not 5"),
    (Actor, {"id": None}, "Actor.id: expected a string, not None"),
    (Actor, {"id": "a", "name": 2023}, "Actor.name: expected a string, not 2023"),
    (Actor, {"id": "a", "named": "no"}, "Actor.named: expected true or false, not 'no'"),
    (Actor, {"id": "a", "named": 1}, "Actor.named: expected true or false, not 1"),
    (Quote, {"exact": "x", "start": True}, "Quote.start: expected an integer, not True"),
    (Quote, {"exact": "x", "start": 1.0}, "Quote.start: expected an integer, not 1.0"),
    (Quote, {"exact": b"x"}, "Quote.exact: expected a string, not b'x'"),
    (Count, {"count": True}, "Count.count: expected an integer or a string, not True"),
    (Count, {"count": None}, "Count.count: expected an integer or a string, not None"),
    (Attribute, {"type": "number", "minimum": "0"}, "Attribute.minimum: expected an integer or a number, not '0'"),
    (When, {"edtf": "2023", "earliest": "2023-01-01"}, "When.earliest: expected a date, not '2023-01-01'"),
    (When, {"edtf": "2023", "latest": datetime(2023, 1, 1, tzinfo=UTC)}, "When.latest: expected a date, not datetime"),
    (Claim, {"quote": b"words"}, "Claim.quote: expected a list, not b'words'"),
    (Place, {"name": 5}, "Place.name: expected Quote, not 5"),
    (Article, {"id": "a", "annotation": {"by": "x"}}, "Article.annotation: expected Annotation, not {'by': 'x'}"),
    (
        Claim,
        {"quote": EVIDENCE[0], "note": Severity.HINT},
        "Claim.note: expected a string, not <Severity.HINT: 'hint'>",
    ),
    (Event, {**EVENT, "when": "2023"}, "Event.when: expected When, as by nc.When(edtf=…), not '2023'"),
    # lists: bytes are none, nor is a mapping; each item counts
    (Actor, {"id": "a", "aliases": b"Berg"}, "Actor.aliases: expected a list, not b'Berg'"),
    (Actor, {"id": "a", "aliases": {"Berg": 1}}, "Actor.aliases: expected a list, not {'Berg': 1}"),
    (Actor, {"id": "a", "aliases": 5}, "Actor.aliases: expected a list, not 5"),
    (Actor, {"id": "a", "aliases": None}, "Actor.aliases: expected a list, not None"),
    (Actor, {"id": "a", "aliases": ["Berg", 5]}, "Actor.aliases: expected a string, not 5"),
    (Event, {"id": "e", "type": "other", "evidence": []}, "Event.evidence: expected at least one item"),
    (Event, {"id": "e", "type": "other", "evidence": [5]}, "Event.evidence: expected Quote, not 5"),
    (Event, {**EVENT, "topics": 5}, "Event.topics: expected a list, not 5"),
    (Event, {**EVENT, "things": "words"}, "Event.things: expected a mapping, not 'words'"),
    (Event, {**EVENT, "things": {"amount": 3}}, "Event.things: expected a list, not 3"),
    (
        Event,
        {**EVENT, "participants": ["a"]},
        "Event.participants: expected a mapping by role, such as {'agent': …}, not",
    ),
    (Article, {"id": "a", "attributes": ["x"]}, "Article.attributes: expected a mapping, not ('x',)"),
    (Event, {**EVENT, "things": {"amount": [5]}}, "Event.things: expected Thing, not 5"),
    # mappings
    (Article, {"id": "a", "attributes": "x"}, "Article.attributes: expected a mapping, not 'x'"),
    (Article, {"id": "a", "actors": 5}, "Article.actors: expected a mapping, not 5"),
    (
        Article,
        {"id": "a", "actors": ["x"]},
        "Article.actors: expected a mapping by id, or objects with different ids, not ('x',)",
    ),
    (
        Article,
        {"id": "a", "actors": [Actor(id="x")] * 2},
        "Article.actors: expected a mapping by id, or objects with different ids",
    ),
    (
        Article,
        {"id": "a", "actors": {"x": Actor(id="y")}},
        "Article.actors: the object with the id 'y' is under the key 'x'",
    ),
    (Article, {"id": "a", "actors": {"x": {"id": "x"}}}, "Article.actors: expected Actor, not {'id': 'x'}"),
    (Article, {"id": "a", "events": [Actor(id="x")]}, "Article.events: expected Event, not Actor(id='x')"),
    (Article, {"id": "a", "attributes": {5: "x"}}, "Article.attributes: expected a string, not 5"),
    (
        Article,
        {"id": "a", "attributes": {"x": None}},
        "Article.attributes: expected a string, a number, true or false, not None",
    ),
    (
        Article,
        {"id": "a", "attributes": {"x": ["y"]}},
        "Article.attributes: expected a string, a number, true or false, not ('y',)",
    ),
    (
        Meeting,
        {"id": "e", "type": "talks", "evidence": EVIDENCE, "participants": {"host": 5}},
        "Meeting.participants: expected a list, not 5",
    ),
    (
        type(manifest_of(checks={}).checks),
        {"per_file_ignore": {"*": [5]}},
        "Checks.per_file_ignore: expected a string, not 5",
    ),
    (
        Article,
        {"id": "a", "attributes": {"x": Severity.HINT}},
        "Article.attributes: expected a string, a number, true or false",
    ),
    # numbers that no file can hold
    (
        Article,
        {"id": "a", "attributes": {"x": float("nan")}},
        "Article.attributes: expected a finite number of at most 64 bits",
    ),
    (Article, {"id": "a", "attributes": {"x": float("-inf")}}, "Article.attributes: expected a finite number"),
    (Article, {"id": "a", "attributes": {"x": 2**63}}, "Article.attributes: expected a finite number"),
    (Count, {"count": 10**5000}, "Count.count: expected a finite number"),
    (Attribute, {"type": "number", "maximum": float("inf")}, "Attribute.maximum: expected a finite number"),
    # words
    (Actor, {"id": "a", "kind": "persson"}, "Actor.kind: 'persson': expected one of person, group, organization"),
    (
        Event,
        {"id": "e", "type": "other", "evidence": EVIDENCE, "status": "maybe"},
        "Event.status: 'maybe': expected one of occurred",
    ),
    (
        Event,
        {"id": "e", "type": "big talks", "evidence": EVIDENCE},
        "Event.type: 'big talks': expected a term such as part_of",
    ),
    (
        Event,
        {"id": "e", "type": "other", "evidence": EVIDENCE, "relations": {"part of": []}},
        "Event.relations: 'part of': expected a term",
    ),
    (
        Incident,
        {"id": "e", "type": "attack", "evidence": EVIDENCE, "casualties": {"dead": []}},
        "Incident.casualties: 'dead': expected one of killed",
    ),
    (Claim, {"quote": EVIDENCE[0], "stance": "refutes"}, "Claim.stance: 'refutes': expected one of asserts"),
    (Annotation, {"state": "done"}, "Annotation.state: 'done': expected one of draft, reviewed, final"),
    # patterns, codes, ranges
    (Actor, {"id": "Anna"}, "Actor.id: 'Anna': expected an id: lower-case letters, digits and single hyphens"),
    (Actor, {"id": "null"}, "Actor.id: 'null': expected an id: lower-case letters"),
    (Actor, {"id": "a\n"}, r"Actor.id: 'a\n': expected an id: lower-case letters"),
    (Actor, {"id": "a", "country": "UK"}, "Actor.country: 'UK': expected an ISO 3166-1 alpha-2 country code"),
    (Article, {"id": "a b"}, "Article.id: 'a b': expected an article id: ASCII letters, digits"),
    (Article, {"id": "a", "sha256": "ABC"}, "Article.sha256: 'ABC': expected a SHA-256 hash: 64 hexadecimal digits"),
    (Article, {"id": "a", "language": "english!"}, "Article.language: 'english!': expected a BCP 47 language tag"),
    (
        Article,
        {"id": "a", "url": "javascript:alert(1)"},
        "Article.url: 'javascript:alert(1)': expected an absolute URL",
    ),
    (Article, {"id": "a", "published": "last Monday"}, "Article.published: 'last Monday': expected a date"),
    (
        Article,
        {"id": "a", "format": "newscorpus/2"},
        "Article.format: 'newscorpus/2': expected a format that this version reads: newscorpus/1",
    ),
    (
        Article,
        {"id": "a", "sha256": "x" * 1000},
        f"Article.sha256: '{'x' * 56}'… (1000 characters): expected a SHA-256 hash: 64",
    ),
    (
        Manifest,
        {"name": "c", "actors": [Actor(id="a", mentions=EVIDENCE)]},
        "Manifest.actors: 'a': expected no mentions here",
    ),
    (Corpus, {"manifest": None, "articles": {}}, "Corpus.manifest: expected Manifest, not None"),
    (Corpus, {"manifest": MANIFEST, "articles": {"a": 3}}, "Corpus.articles: expected Article, not 3"),
    (
        Corpus,
        {"manifest": MANIFEST, "articles": {"b": Article(id="a")}},
        "Corpus.articles: the object with the id 'a' is under",
    ),
    (Count, {"count": "many"}, "Count.count: 'many': expected a count (N"),
    (Count, {"count": -1}, "Count.count: -1: expected an integer of at least 0"),
    (Quote, {"exact": "x", "start": -1}, "Quote.start: -1: expected an integer of at least 0"),
    (Quote, {"exact": "x", "end": -1}, "Quote.end: -1: expected an integer of at least 0"),
    # what needs more than one field
    (When, {"edtf": "unknown"}, "When.edtf: unknown: expected the words"),
    (Actor, {"id": "a", "ids": {"wikidata": "148"}}, "Actor.ids: '148': expected a Wikidata identifier"),
    (Place, {"name": "Oslo", "ids": {"wikidata": "q585"}}, "Place.ids: 'q585': expected a Wikidata identifier"),
]


@pytest.mark.parametrize(("cls", "values", "message"), REFUSED, ids=[message[:60] for *_, message in REFUSED])
def test_constructors_refuse(cls, values, message):
    assert refused(cls, **values).startswith(message)


def test_lists_become_tuples_and_mappings_freeze():
    event = Meeting(
        id="e",
        type="talks",
        evidence=iter(EVIDENCE),
        participants={"host": ["a", "b"]},
        topics=dict.fromkeys(["x"]).keys(),
    )
    assert event.evidence == tuple(EVIDENCE)
    assert event.topics == (Quote(exact="x"),)
    assert event.participants == {"host": (Participant(actor="a"), Participant(actor="b"))}
    assert type(event.participants) is FrozenDict
    assert event.parties == ("a", "b")
    assert Actor(id="a", aliases={"b": 1}.keys()).aliases == ("b",)


def test_tables_are_made_from_objects():
    anna, carl = Actor(id="anna"), Actor(id="carl")
    for given_as in ([carl, anna], (carl, anna), iter([carl, anna]), {"carl": carl, "anna": anna}):
        made = Article(id="a", actors=given_as)
        assert list(made.actors.items()) == [("carl", carl), ("anna", anna)]
        assert type(made.actors) is FrozenDict
    assert Article(id="a", actors=[]).actors == {}


def test_computed_fields():
    """Ends of quotes and bounds of dates follow, also where `attrs.evolve` copies those of other words or dates."""
    assert Quote(exact="words", start=3).end == 8
    assert attrs.evolve(Quote(exact="words", start=3), exact="word").end == 7
    assert attrs.evolve(Quote(exact="words", start=3), start=None).end is None
    when = When(edtf="2023-02")
    assert (when.earliest, when.latest) == (date(2023, 2, 1), date(2023, 2, 28))
    other = attrs.evolve(when, edtf="2024")
    assert (other.earliest, other.latest) == (date(2024, 1, 1), date(2024, 12, 31))
    assert attrs.evolve(when, edtf="unknown", text="recently").earliest is None
    assert attrs.evolve(when, edtf="2023-02-30").latest is None
    assert When(edtf="2023-02-30").bounds() is None
    assert When(edtf="2023-02~").bounds(fuzzy=True).earliest < when.earliest


# --- what fields say of themselves ------------------------------------------------------------------------------------


# --- values -----------------------------------------------------------------------------------------------------------


@given(drawn_articles)
@settings(max_examples=30)
def test_models_are_values(article):
    same = attrs.evolve(article, path="elsewhere.yaml", text_file=None)
    assert same == article
    assert hash(same) == hash(article)
    for again in (copy.copy(article), copy.deepcopy(article), pickle.loads(pickle.dumps(article))):
        assert again == article
        assert hash(again) == hash(article)
        assert type(again.actors) is FrozenDict
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        article.id = "other"
    with pytest.raises(AttributeError):
        del article.events
    assert attrs.evolve(article, note=f"{article.note}!") != article


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Quote(exact="It", start=0, end=9), r"Quote\.end: 9: expected 2"),
        (lambda: Quote(exact="It", end=2), r"Quote\.end: 2: the other fields give none"),
        (lambda: When(edtf="2023", latest=date(2024, 1, 1)), r"When\.latest: 2024-01-01: expected 2023-12-31"),
        (lambda: When(edtf="2023/..", latest=date(2024, 1, 1)), r"When\.latest: 2024-01-01: the other fields"),
    ],
)
def test_a_computed_field_is_not_another_than_the_rest_says(call, message):
    assert Quote(exact="It", start=0, end=2).end == 2
    with pytest.raises(ValueError, match=message):
        call()


def test_a_repr_is_readable():
    assert repr(Quote(exact="some words", start=4)) == "Quote(exact='some words', start=4)"
    assert repr(Quote(exact="x" * 61)) == f"Quote(exact='{'x' * 56}'… (61 characters))"
    assert (
        repr(Actor(id="a", named=False, ids={"wikidata": "Q1"})) == "Actor(id='a', named=False, ids={'wikidata': 'Q1'})"
    )
    assert repr(Actor(id="a", aliases=["b"])) == "Actor(id='a', aliases=('b',))"
    assert repr(Actor(id="a", aliases=["b", "c"])) == "Actor(id='a', aliases=('b', 'c'))"
    assert repr(Actor(id="a", aliases=list("abcde"))) == "Actor(id='a', aliases=<5 items>)"
    actors = [Actor(id=name) for name in "abcd"]
    assert repr(Article(id="x", actors=actors[:3])) == "Article(id='x', actors=<3: 'a', 'b', 'c'>)"
    assert repr(Article(id="x", actors=actors)) == "Article(id='x', actors=<4: 'a', 'b', 'c', …>)"
    assert repr(Actor(id="a", aliases=list("abcd"))) == "Actor(id='a', aliases=('a', 'b', 'c', 'd'))"
    assert "<" not in repr(Article(id="x", attributes={f"k{i}": i for i in range(8)}))
    many = {f"k{i}": i for i in range(9)}
    assert repr(Article(id="x", attributes=many)) == "Article(id='x', attributes=<9: 'k0', 'k1', 'k2', …>)"
    assert repr(Corpus(manifest=Manifest(name="c"), articles={})) == "Corpus(manifest=Manifest(name='c'), articles=<0>)"


MUTATORS = {"__setitem__": ("a", 1), "__delitem__": ("a",), "pop": ("a",)}


@pytest.mark.parametrize("name", MUTATORS)
def test_a_frozen_dict_refuses_every_change(name):
    frozen = FrozenDict({"a": 0})
    with pytest.raises(TypeError, match=r"FrozenDict cannot be changed"):
        getattr(frozen, name)(*MUTATORS[name])
    assert frozen == {"a": 0}


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.tuples(st.text(max_size=3)), max_size=4))
def test_a_frozen_dict_is_a_value(items):
    """Equal to any dict with the same items, in any order; its copies are itself, its pickles equal."""
    frozen = FrozenDict(items)
    turned = FrozenDict(reversed(items.items()))
    assert frozen == items == turned
    assert hash(frozen) == hash(turned)
    assert frozen.copy() is copy.copy(frozen) is frozen
    for again in (copy.deepcopy(frozen), pickle.loads(pickle.dumps(frozen))):
        assert again == frozen
        assert type(again) is FrozenDict
        assert list(again) == list(frozen)


# --- mentions, forms of claims, contested events ----------------------------------------------------------------------

TEXT = "Anna Berg met Berg Inc.\nBerg’s aides said Bergs Anna  Berg lied. The minister left Bergen with the minister."


def article(*actors, text=TEXT, **more):
    return Article(id="a", text=text, actors=actors, **more)


def found(made, actor):
    return [made.text[a:b] for a, b in made.mentions(actor)]


def test_mentions_are_whole_words():
    """Each occurrence of a name or alias that cuts no word, in order, white space as it comes."""
    made = article(Actor(id="anna", name="Anna Berg", aliases=["Berg"]))
    assert found(made, "anna") == ["Anna Berg", "Berg", "Berg", "Anna  Berg"]
    assert made.mentions("anna") == tuple(sorted(made.mentions("anna")))


def test_the_longest_form_wins():
    made = article(
        Actor(id="berg", name="Berg", aliases=["Anna\n  \t Berg"]),
        Actor(id="inc", name="Berg Inc"),
        Actor(id="met", name="met Berg"),
        Actor(id="other", name="Berg"),
    )
    assert found(made, "berg") == ["Anna Berg", "Berg", "Anna  Berg"]
    assert found(made, "inc") == ["Berg Inc"]
    assert found(made, "met") == []
    assert found(made, "other") == []


def test_a_lower_case_name_has_a_capital_where_a_sentence_begins():
    """`the company` is `The company` there, but not in `of The Company`; a form with the capital has priority."""
    text = "The firm left. “The firm,” she said of The firm: the firm won.\nThe Firm, The firm, THE FIRM"
    firm = Actor(id="firm", name="ACME", aliases=["the firm"])
    made = article(firm, text=text)
    assert [(made.text[a:b], made.text[:a][-2:]) for a, b in made.mentions("firm")] == [
        ("The firm", ""),
        ("The firm", " “"),
        ("the firm", ": "),
    ]
    both = article(firm, Actor(id="paper", name="The firm"), text=text)
    assert (found(both, "firm"), found(both, "paper")) == (["the firm"], ["The firm"] * 4)


@pytest.mark.parametrize("form", ["the O'Brien house", "the O’Brien house"])
def test_apostrophes_of_names_are_alike(form):
    made = article(Actor(id="house", name=form), text="The O’Brien house is the O'Brien house, not the OBrien house.")
    assert found(made, "house") == ["The O’Brien house", "the O'Brien house"]


def test_unnamed_actors_are_mentioned_where_it_is_said():
    aides = Actor(id="aides", name="minister", named=False, aliases=["aides"], mentions=[Quote(exact="Berg’s aides")])
    assert found(article(aides), "aides") == ["Berg’s aides"]  # not anchored yet
    twice = attrs.evolve(aides, mentions=[*aides.mentions * 2, Quote(exact="nowhere")])
    assert found(nc.anchor(article(twice)), "aides") == ["Berg’s aides"]


def test_typed_mentions_join_the_names():
    mentions = [Quote(exact="The minister"), Quote(exact="Berg", within="met Berg")]
    made = nc.anchor(article(Actor(id="anna", name="Berg", mentions=mentions), Actor(id="bo", name="Bo")))
    assert found(made, "anna") == ["Berg", "Berg", "Berg", "Berg", "The minister"]
    assert made.mentions("bo") == ()
    with pytest.raises(KeyError):
        made.mentions("carl")


@given(drawn_texts)
@settings(max_examples=50)
def test_mentions_of_names_overlap_no_others(made):
    """Each is a form of its actor as a whole word, or a typed mention; names never overlap."""
    text, taken = nc.models.text_of(made.text), []
    for key, actor in made.actors.items():
        typed = {(q.start, q.end) for q in actor.mentions}
        for span in made.mentions(key):
            if span not in typed:
                forms = {" ".join(form.split()) for form in actor.forms}
                assert " ".join(made.text[slice(*span)].split()) in {*forms, *(f[0].upper() + f[1:] for f in forms)}
                assert text.is_whole(span)
                taken.append(span)
    taken.sort()
    assert all(b <= c for (_, b), (c, _) in pairwise(taken))


SAID = "He said “we will go” and left. “We\nstay,” she said. “One.\n\n“Two.” It’s Bo’s. Also:“yes”so."


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("we will go", "direct"),
        ("“we will go”", "direct"),
        ("We stay", "direct"),
        ("One. “Two.", "direct"),
        ("said “we will", "mixed"),
        ("He said", "indirect"),
        ("s Bo", "indirect"),
        ("so.", "indirect"),
        ("nowhere", None),
    ],
)
def test_the_form_of_a_claim(words, form):
    claim = Claim(quote=Quote(exact=words))
    assert article(text=SAID).form(claim) is None
    made = nc.anchor(article(text=SAID, claims=[claim]))
    assert made.form(made.claims[0]) == form
    assert attrs.evolve(made, text=None).form(made.claims[0]) is None


@pytest.mark.parametrize(
    ("quotes", "form"),
    [
        (["a town", "is here"], "direct"),
        (["He said", "and left"], "indirect"),
        (["a town", "and left"], "mixed"),
        (["a town", "nowhere"], None),
    ],
)
def test_the_form_of_a_claim_over_several_quotes(quotes, form):
    text = "“It is a town,” he thought, “that is here.” He said so and left."
    made = nc.anchor(article(text=text, claims=[Claim(quote=[Quote(exact=words) for words in quotes])]))
    assert made.form(made.claims[0]) == form
    assert made.claims[0].words == " … ".join(quotes)


def test_contested_events():
    events = [Event(id=name, type="other", evidence=EVIDENCE) for name in ("denied", "asserted", "unsaid")]
    claims = [
        Claim(quote=EVIDENCE[0], about=[about], stance=stance)
        for about, stance in (("denied", "denies"), ("asserted", "asserts"))
    ]
    made = article(events=events, claims=[*claims, Claim(quote=EVIDENCE[0], about=["unsaid"])])
    assert [key for key in made.events if made.contested(key)] == ["denied"]
    with pytest.raises(KeyError):
        made.contested("unknown")


# --- the registry -----------------------------------------------------------------------------------------------------


def test_an_actor_of_the_registry(tmp_path):
    registered = {
        "name": "Anna",
        "kind": "person",
        "aliases": ["B", "C"],
        "roles": [{"title": "chair"}],
        "ids": {"wikidata": "Q1"},
        "named": False,
    }
    local = {
        "country": "NO",
        "aliases": ["D", "B"],
        "roles": [{"title": "member"}, {"title": "chair"}],
        "ids": {"wikidata": "Q1", "viaf": "3"},
        "mentions": ["D came"],
        "attributes": {"k": 1},
        "note": "n",
    }
    manifest = {"name": "c", "language": "en", "attributes": {"actor": {"k": {"type": "integer"}}}}
    manifest["actors"] = {"a": registered, "b": registered}
    (tmp_path / "corpus.yaml").write_text(json.dumps({"format": "newscorpus/1", **manifest}))
    article = {"format": "newscorpus/1", "id": "x", "text": "D came, member, B, C, Anna.", "actors": {"a": local}}
    article["events"] = {"e": {"kind": "event", "type": "other", "evidence": "C", "participants": {"agent": "b"}}}
    (tmp_path / "x.yaml").write_text(json.dumps(article))
    made = nc.load(tmp_path).articles["x"].actors
    assert made["a"] == Actor(
        id="a",
        name="Anna",
        kind="person",
        named=False,
        country="NO",
        aliases=["B", "C", "D"],
        roles=[Role(title="chair"), Role(title="member")],
        ids={"wikidata": "Q1", "viaf": "3"},
        mentions=[Quote(exact="D came", start=0, end=6)],
        attributes={"k": 1},
        note="n",
    )
    assert made["b"] == nc.load(tmp_path).manifest.actors["b"]


few = st.text("ab", min_size=1, max_size=2)
actors = st.builds(
    Actor,
    id=st.just("a"),
    name=st.none() | few,
    kind=st.none() | st.sampled_from(["person", "group"]),
    named=st.booleans(),
    aliases=st.lists(few, max_size=3, unique=True),
    roles=st.lists(st.builds(Role, title=few, org=st.none() | few), max_size=2, unique=True),
    country=st.none() | st.sampled_from(["NO", "SE"]),
    sector=st.none() | st.sampled_from(["GOV", "MIL"]),
    ids=st.dictionaries(few, few, max_size=2),
    attributes=st.dictionaries(few, few | st.integers(0, 2), max_size=2),
    mentions=st.lists(st.builds(Quote, exact=few), max_size=2),
    note=st.none() | few,
)


@given(actors, actors)
def test_what_is_left_out_comes_back(registered, local):
    """Law: what an article of the corpus still says of an actor, merged again, is that actor; and it says no more."""
    registered = attrs.evolve(registered, mentions=())
    whole = merged(registered, local)
    left = unmerged(registered, whole)
    assert merged(registered, left) == whole
    assert merged(registered, unmerged(registered, merged(registered, registered))) == registered
    assert unmerged(registered, registered) == Actor(id=registered.id)
    assert set(left.aliases) <= set(local.aliases)
    assert {type(whole.ids), type(whole.attributes), type(left.ids), type(left.attributes)} == {FrozenDict}


def test_spans_are_mentions_by_name_and_quotes_each_once() -> None:
    anna = nc.Actor(id="anna", name="Anna", kind="person", mentions=(nc.Quote(exact="Anna", start=0), "She"))
    met = nc.Meeting(id="met", type="talks", evidence=("Anna met Carl",))
    article = nc.Article(
        id="a", language="en", text="Anna met Carl. Anna left. She slept.", actors={"anna": anna}, events={"met": met}
    )
    assert [tuple(span) for span in article.spans()] == [
        ("mentions", "anna", 15, 19, "actors.anna"),
        ("mentions", "anna", 0, 4, "actors.anna.mentions[0]"),
        ("mentions", "anna", 26, 29, "actors.anna.mentions[1]"),
        ("evidence", "met", 0, 13, "events.met.evidence[0]"),
    ]


def test_mentions_without_the_text():
    """There are none to be known."""
    made = article(Actor(id="anna", name="Anna"), text=None, sha256="0" * 64)
    assert made.mentions("anna") == ()
    with pytest.raises(KeyError):
        made.mentions("carl")


@pytest.mark.parametrize(
    "annotation", [list[str], tuple[str, int], dict[str, str], bytes, Annotated[set[int], Doc("x")], complex]
)
def test_unknown_types_are_an_error(annotation):
    """A type that codec and schema would not know how to treat never passes."""
    with pytest.raises(TypeError, match=r"tuple of one type|no type that a model may have"):
        type_of(annotation)
