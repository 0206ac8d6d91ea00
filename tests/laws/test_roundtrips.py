"""The laws of reading and writing, over every article that Hypothesis can make (newscorpus.testing)."""

import json
import pickle

import attrs
import pytest
from converters import manifest_of, plain
from drawn import all_drawn, drawn_articles, drawn_pairs
from flat import quotes_in
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.testing import articles, manifests


@given(drawn_articles)
def test_yaml_round_trips(article):
    """Laws 1, 2, 9, 10: an equal model, the same bytes when dumped again, true offsets, CRLF as LF."""
    text, anchored = nc.dumps(article, "yaml"), nc.anchor(article)
    loaded = nc.loads(text, "yaml")
    assert loaded == anchored
    assert hash(loaded) == hash(anchored)
    assert nc.dumps(loaded, "yaml") == text
    assert_offsets_are_true(loaded)
    if "\r" not in text:
        assert nc.loads(text.replace("\n", "\r\n"), "yaml") == anchored


@given(drawn_articles)
def test_json_round_trips(article):
    """Laws 1, 2, 3, 9, 10: the same of JSON and JSON Lines, which mean the same read as YAML, in any order of keys."""
    anchored = nc.anchor(article)
    for format in ("json", "jsonl"):
        text = nc.dumps(article, format)
        loaded = nc.loads(text, "json")
        assert loaded == anchored
        assert nc.dumps(loaded, format) == text
        assert nc.loads(text, "yaml") == anchored
        assert_offsets_are_true(loaded)
    assert "\n" not in text
    data = json.loads(text)
    assert data == json.loads(nc.dumps(article, "json"))
    assert nc.loads(json.dumps(dict(reversed(data.items()))), "json") == anchored


def assert_offsets_are_true(article):
    """text[start:end] == exact. Only titles may have no place: of actors that the text does not mention."""
    titles = [id(role.title) for actor in article.actors.values() for role in actor.roles]
    for quote in quotes_in(article):
        assert quote.end is not None or id(quote) in titles
        if article.text is not None and quote.end is not None:
            assert article.text[quote.start : quote.end] == quote.exact


@given(drawn_articles)
def test_models_are_values(article):
    """Anchored twice, pickled, evolved, hashed: the same."""
    anchored = nc.anchor(article)
    assert nc.anchor(anchored) == anchored
    assert pickle.loads(pickle.dumps(article)) == article
    assert len({article, attrs.evolve(article)}) == 1


@given(drawn_pairs)
@settings(max_examples=50)
def test_a_corpus_with_own_words_and_fields_round_trips(drawn):
    """The manifest, and articles that use its registry, vocabularies and attributes."""
    manifest, article = drawn
    assert manifest_of(**json.loads(json.dumps(plain(manifest)))) == manifest
    corpus = nc.Corpus(manifest=manifest, articles={})
    for format in ("yaml", "json"):
        loaded = nc.loads(nc.dumps(article, format, corpus=corpus), format, corpus=corpus)
        assert nc.loads(nc.dumps(loaded, format, corpus=corpus), format, corpus=corpus) == loaded


_DECLARED = {
    "kind": {"type": "string", "enum": ["wire", "blog"], "required": True},
    "words": {"type": "integer", "minimum": 1, "maximum": 9, "required": True},
    "tone": {"type": "number", "minimum": -1.0, "maximum": 1.0, "required": True},
    "paid": {"type": "boolean", "required": True},
    "desk": {"type": "string", "required": True},
}


@given(articles(manifest_of(language="en", attributes={"article": _DECLARED})))
@settings(max_examples=20)
def test_own_fields_are_drawn_as_they_are_declared(article):
    """Of the declared type, among the words of `enum`, within the bounds; what is required is there."""
    given = article.attributes
    assert {name: type(value) for name, value in given.items()} == {
        "kind": str,
        "words": int,
        "tone": float,
        "paid": bool,
        "desk": str,
    }
    assert given["kind"] in ("wire", "blog")
    assert 1 <= given["words"] <= 9
    assert -1 <= given["tone"] <= 1


@given(st.data())
@settings(max_examples=50)
def test_drawn_articles_have_what_their_corpus_adds(data):
    """Language, licence and actors of the registry, as those that are loaded: so they are equal after a round trip."""
    manifest = data.draw(manifests())
    manifest = attrs.evolve(manifest, language=manifest.language or data.draw(st.sampled_from([None, "no"])))
    article, corpus = data.draw(articles(manifest)), nc.Corpus(manifest=manifest, articles={})
    assert manifest.language is None or article.language is not None
    assert nc.loads(nc.dumps(article, "json", corpus=corpus), "json", corpus=corpus) == article


_PEOPLE = {one: {"name": one.title(), "kind": "person"} for one in ("anna", "bert", "carl")}


@given(articles(manifest_of(language="en", actors=_PEOPLE)))
@settings(max_examples=50)
def test_articles_of_a_corpus_with_people_are_valid(article):
    """No role is held in a person of the registry."""
    corpus = nc.Corpus(manifest=manifest_of(language="en", actors=_PEOPLE), articles={})
    assert nc.check(article, corpus=corpus).ok


@pytest.mark.parametrize(
    "declared",
    [
        {"type": "integer", "minimum": 0.5, "maximum": 1.5},
        {"type": "integer", "minimum": -1.5, "maximum": -0.5},
        {"type": "integer", "enum": [1, 2, 3], "minimum": 2, "maximum": 2.5},
        {"type": "number", "minimum": 2**53 + 1},
        {"type": "number", "maximum": -(2**53) - 1},
        {"type": "boolean", "enum": [True], "minimum": 2},
    ],
)
def test_bounds_of_any_kind_are_kept(declared):
    """Those of integers that are none, those that no float is, and those that some words of `enum` are beyond."""
    manifest = manifest_of(language="en", attributes={"article": {"one": {**declared, "required": True}}})
    corpus = nc.Corpus(manifest=manifest, articles={})

    @given(articles(manifest))
    @settings(max_examples=5)
    def every_article_is_valid(article):
        text = nc.dumps(article, "json", corpus=corpus)
        assert nc.loads(text, "json", corpus=corpus).attributes == article.attributes

    every_article_is_valid()


LINES = st.text(min_size=1).filter(lambda words: words == words.strip())
TODOS = st.lists(
    st.builds(
        nc.Todo,
        at=st.just("events.talks.status"),
        versions=st.dictionaries(st.sampled_from(["anna", "bert", "the third"]), st.text(), min_size=1),
        without=st.sampled_from([(), ("carl",)]),
        note=st.none() | LINES,
    ),
    max_size=3,
)


@given(TODOS)
def test_open_points_stay_as_they_are(todo):
    """Their versions are lines of YAML, with comments; here any strings."""
    talks = nc.Event(id="talks", type="other", evidence=(nc.Quote(exact="Rain"),))
    article = nc.anchor(nc.Article(id="a", text="Rain.", language="en", events={"talks": talks}, todo=todo))
    for format in ("yaml", "json", "jsonl"):
        assert nc.loads(nc.dumps(article, format), format) == article


def test_the_strategies_draw_every_field():
    """A field that is added to a model joins the strategies: each is seen with a value of its own."""
    seen, models = set(), [nc.Article, nc.Actor, nc.Meeting, nc.Incident, nc.Event, nc.Claim]
    models += [nc.Quote, nc.When, nc.Place, nc.Role, nc.Count, nc.Thing, nc.Annotation]
    models += [nc.ActorRelation, nc.Participant]

    def visit(value):
        if attrs.has(type(value)):
            for field in attrs.fields(type(value)):
                inner = getattr(value, field.name)
                if inner != field.default:
                    seen.add((type(value), field.name))
                visit(inner)
        elif isinstance(value, tuple):
            for one in value:
                visit(one)
        elif isinstance(value, dict):
            for one in value.values():
                visit(one)

    # What has one value only, or needs a corpus to be declared, is drawn elsewhere or cannot be.
    aside = {"format", "text_file", "waive", "todo", "attributes", "path", "kind"}
    wanted = {(nc.Actor, "kind")} | {
        (model, field.name) for model in models for field in attrs.fields(model) if field.name not in aside
    }

    visit(tuple(all_drawn("articles")))
    visit(tuple(one for _, many in all_drawn("corpora") for one in many))

    @given(articles())
    @settings(max_examples=50, phases=[Phase.generate], database=None, derandomize=False)  # others each time
    def more(article):
        visit(article)

    for _ in range(100):
        if wanted <= seen:
            break
        more()
    assert wanted - seen == set()
