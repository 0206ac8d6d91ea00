"""The laws of reading and writing, over every article that Hypothesis can make (newscorpus.testing)."""

import json
import pickle

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.anchoring import quotes_of
from newscorpus.codec import Codec, default_codec
from newscorpus.formats.yaml_reader import parse_yaml
from newscorpus.formats.yaml_writer import dump_yaml
from newscorpus.models.fields import fields_of
from newscorpus.testing import articles, manifests

FORMATS = pytest.mark.parametrize("format", ["yaml", "json", "jsonl"])


def read_as(format):
    return "yaml" if format == "yaml" else "json"


@FORMATS
@given(article=articles())
def test_loading_what_was_dumped_gives_the_anchored_article(format, article):
    """Law 1: loads(dumps(x, f), f) == anchor(x), types included."""
    loaded = nc.loads(nc.dumps(article, format), read_as(format))
    assert loaded == nc.anchor(article)
    assert hash(loaded) == hash(nc.anchor(article))


@FORMATS
@given(article=articles())
def test_dumping_is_a_fixed_point(format, article):
    """Law 2: what was dumped, loaded and dumped again is the same, byte for byte."""
    first = nc.dumps(article, format)
    assert nc.dumps(nc.loads(first, read_as(format)), format) == first


@given(articles())
def test_json_read_as_yaml_means_the_same(article):
    """Law 3: canonical JSON is YAML, and gives an equal model."""
    for format in ("json", "jsonl"):
        assert nc.loads(nc.dumps(article, format), "yaml") == nc.anchor(article)


@given(articles())
def test_canonical_json_is_json(article):
    """Any JSON parser reads it, as the same data as ours."""
    assert json.loads(nc.dumps(article, "jsonl")) == json.loads(nc.dumps(article, "json"))
    assert "\n" not in nc.dumps(article, "jsonl")


@FORMATS
@given(article=articles())
def test_offsets_stay_true(format, article):
    """Law 9: text[start:end] == exact survives every conversion."""
    loaded = nc.loads(nc.dumps(article, format), read_as(format))
    for _, quote in quotes_of(loaded):
        assert quote.end is not None
        if loaded.text is not None:
            assert loaded.text[quote.start : quote.end] == quote.exact


@given(articles())
def test_anchoring_twice_changes_nothing(article):
    """What is anchored is in its place."""
    anchored = nc.anchor(article)
    assert nc.anchor(anchored) == anchored


@given(articles())
def test_models_survive_copies_and_pickles(article):
    """Models are values: pickled, evolved and hashed."""
    assert pickle.loads(pickle.dumps(article)) == article
    assert attrs.evolve(article) == article
    assert len({article, attrs.evolve(article)}) == 1


@given(st.data())
@settings(max_examples=50)
def test_a_corpus_with_own_words_and_fields_round_trips(data):
    """The manifest, and articles that use its registry, vocabularies and attributes."""
    manifest = data.draw(manifests())
    again, mistakes = default_codec().structure(parse_yaml(dump_yaml(Codec().short(manifest))).data, nc.Manifest)
    assert (again, mistakes) == (manifest, [])
    article = data.draw(articles(manifest))
    corpus = nc.Corpus(manifest=manifest, articles={})
    for format in ("yaml", "json"):
        loaded = nc.loads(nc.dumps(article, format, corpus=corpus), format, corpus=corpus)
        assert nc.loads(nc.dumps(loaded, format, corpus=corpus), format, corpus=corpus) == loaded


@given(articles())
def test_key_order_and_line_ends_do_not_matter(article):
    """Law 10: CRLF equals LF; the order of keys gives no meaning."""
    text = nc.dumps(article, "yaml")
    if "\r" not in text:
        assert nc.loads(text.replace("\n", "\r\n"), "yaml") == nc.anchor(article)
    data = json.loads(nc.dumps(article, "json"))
    assert nc.loads(json.dumps(dict(reversed(data.items()))), "json") == nc.anchor(article)


def test_the_strategies_draw_every_field():
    """A field that is added to a model joins the strategies: each is seen with a value of its own."""
    seen, models = set(), [nc.Article, nc.Actor, nc.Meeting, nc.Incident, nc.Event, nc.Claim]
    models += [nc.Quote, nc.When, nc.Place, nc.Role, nc.Count, nc.Annotation]

    def visit(value):
        if attrs.has(type(value)):
            for field in fields_of(type(value)):
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

    @given(articles())
    @settings(max_examples=400, database=None)
    def collect(article):
        visit(article)

    collect()
    # What has one value only, or needs a corpus to be declared, is drawn elsewhere or cannot be.
    aside = {"format", "text_file", "waive", "attributes"}
    missing = {(m.__name__, f.name) for m in models for f in fields_of(m) if f.name not in aside} - {
        (m.__name__, name) for m, name in seen
    }
    assert missing == set()
