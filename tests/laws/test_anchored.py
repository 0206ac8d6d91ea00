"""A model made in Python answers as one that was loaded: anchoring is never forgotten."""

import re

import attrs
import pytest
from drawn import drawn_articles
from hypothesis import given

import newscorpus as nc


def bare(value):
    """The value as a program would make it: without offsets."""
    if isinstance(value, nc.Quote):
        return attrs.evolve(value, start=None, end=None)
    if isinstance(value, tuple):
        return [bare(one) for one in value]
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    if attrs.has(type(value)):
        fields = [a.name for a in attrs.fields(type(value)) if a.init]
        return attrs.evolve(value, **{name: bare(getattr(value, name)) for name in fields})
    return value


@given(drawn_articles)
def test_answers_do_not_depend_on_offsets(article):
    """Mentions, forms of claims, spans and tables."""
    made = bare(article)
    article = nc.anchor(made)
    for key in article.actors:
        assert made.mentions(key) == article.mentions(key)
    assert [made.form(one) for one in made.claims] == [article.form(one) for one in article.claims]
    assert list(made.spans()) == list(article.spans())
    manifest = nc.Manifest(name="drawn")
    pytest.importorskip("pyarrow")
    tables, expected = (nc.to_arrow(nc.Corpus(manifest=manifest, articles=[one])) for one in (made, article))
    assert tables == expected


@given(drawn_articles)
def test_labels_of_spans_are_documented(article):
    documented = re.findall(r"`(\w+)`", (nc.Article.spans.__doc__ or "").partition("Returns:")[2])
    assert {span.label for span in article.spans()} <= {*documented}


@given(drawn_articles)
def test_drawn_articles_are_anchored(article):
    """As those that are loaded."""
    assert nc.anchor(article) == article


def test_a_quote_without_a_place_says_how_to_find_it():
    """Instead of None."""
    article = nc.Article(id="a", language="en", text="It rained.", claims=[nc.Claim(quote="rained")])
    (quote,) = article.claims[0].quote
    with pytest.raises(ValueError, match=r"'rained' has no offsets; the quotes of `nc\.anchor\(article\)` have them"):
        _ = quote.span
    assert nc.anchor(article).claims[0].quote[0].span == (3, 9)
