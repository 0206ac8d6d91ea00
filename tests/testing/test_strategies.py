"""`newscorpus.testing`: what it draws is valid, and it draws every field."""

import attrs
import pytest
from converters import manifest_of
from drawn import all_drawn
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.testing import articles, manifests

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
