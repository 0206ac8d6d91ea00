"""The compiled fast path: what it accepts, it structures as the hooks do; the rest is left to them."""

from operator import itemgetter

import attrs
import pytest
from documents import SEED, SMALL
from drawn import drawn_articles, drawn_corpora, drawn_pairs
from hypothesis import given, settings
from plain_data import read_1_2
from test_unstructure import LONG, SHORT

from newscorpus import Article, Manifest
from newscorpus.codec import Codec, StructureErrors
from newscorpus.codec.compiled import CompiledStructure
from newscorpus.codec.vocabularies import CorpusTerms
from newscorpus.models.fields import Type

HOME = Codec()


def by_hooks(data, codec=HOME):
    """The article, if the hooks find nothing wrong with it."""
    try:
        return codec.converter.get_structure_hook(Type(Article))(data, Article)
    except StructureErrors:
        return None


def compiled(data, manifest=None, cls=Article):
    """What the fast path makes of the data; None if it leaves them to the hooks."""
    return CompiledStructure(CorpusTerms(manifest)).structure(data, cls)


def whole(value):
    """A value with its types, and with the attributes that are not compared."""
    if attrs.has(type(value)):
        return type(value), {a.name: whole(getattr(value, a.name)) for a in attrs.fields(type(value))}
    if isinstance(value, dict):
        return type(value), [(key, whole(item)) for key, item in value.items()]
    return (type(value), [whole(item) for item in value]) if isinstance(value, tuple) else (type(value), value)


@given(drawn_articles.map(lambda one: (None, one)) | drawn_pairs)
@settings(max_examples=60)
def test_valid_articles_are_read_as_the_hooks_read_them(drawn):
    manifest, article = drawn
    codec = Codec(manifest) if manifest else HOME
    for plain in (codec.canonical(article), codec.short(article)):
        read = compiled(plain, manifest)
        assert read is not None
        assert whole(read) == whole(by_hooks(plain, codec))


WRITTEN = {
    "in short": read_1_2(SHORT),
    "in full": LONG,
    "small": read_1_2(SMALL),
    "seed": read_1_2(SEED.read_text(encoding="utf-8")),
}


MORE = {"x": "y", "attributes": {"a": 1}, "confidence": 2, "count": -1}
OTHERS = (3, -1, 12_345, True, None, "", "?", "2024-05-05", "unknown", "other", [], {})


def changes(data):
    """Each value of some data gone, or another, and each mapping with a key more."""
    if isinstance(data, dict):
        yield from ({**data, key: value} for key, value in MORE.items())
        for key, value in data.items():
            rest = {k: v for k, v in data.items() if k != key}
            yield rest
            yield {**rest, "x" if type(key) is str else key: value}
            yield from ({**data, key: other} for other in changes(value))
    elif isinstance(data, list):
        yield [*data, *data[:1]]
        yield data[1:]
        for i, value in enumerate(data):
            yield from ([*data[:i], other, *data[i + 1 :]] for other in changes(value))
    else:
        yield from (*OTHERS, [data], {"a": data})


@pytest.mark.parametrize("data", [WRITTEN["in short"], LONG], ids=["in short", "in full"])
def test_each_change_is_read_as_the_hooks_read_it_or_not_at_all(data):
    quick, read = CompiledStructure(CorpusTerms()), 0
    for changed in changes(data):
        made = quick.structure(changed, Article)
        if made is not None:
            read += 1
            assert whole(made) == whole(by_hooks(changed)), changed
    assert read > 20


@given(drawn_corpora.map(itemgetter(0)))
@settings(max_examples=40)
def test_valid_manifests_are_read_as_the_hooks_read_them(manifest):
    codec = Codec(manifest)
    for plain in (codec.canonical(manifest), codec.short(manifest)):
        read = compiled(plain, manifest, Manifest)
        assert read is not None
        assert whole(read) == whole(codec.converter.get_structure_hook(Type(Manifest))(plain, Manifest))
