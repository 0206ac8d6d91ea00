"""The walks over an article: each field whose mark says that it quotes the text or names an object is yielded by one."""

from collections.abc import Iterator, Mapping

import attrs
from drawn import drawn_articles
from hypothesis import given

from newscorpus import Article, Quote
from newscorpus.models import traversal
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import InText, Ref

Path = tuple[str | int, ...]


def marked(kind: Type, value: object, path: Path = (), *, words: bool = False) -> Iterator[tuple[Path, str]]:
    """All quotes and references below `value`, or only the `words` that the mark says have a value beside them."""
    if value is None:
        return
    if isinstance(value, Quote):
        if kind.mark(InText) or not words:
            yield path, value.exact
    elif kind.mark(Ref):
        if not words:
            yield path, str(value)
    elif attrs.has(type(value)):
        for field in fields_of(type(value)):
            yield from marked(field.type, getattr(value, field.name), (*path, field.name), words=words)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from marked(kind.args[1], item, (*path, key), words=words)
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from marked(kind.args[0], item, (*path, i), words=words)


@given(drawn_articles)
def test_every_marked_value_is_yielded_by_a_walk(article):
    found = [(path, quote.exact) for path, quote in traversal.quotes_of(article)]
    for walk in (traversal.actor_references, traversal.event_references, traversal.about_references):
        found += walk(article)
    assert sorted(map(repr, found)) == sorted(map(repr, marked(Type(Article), article)))


@given(drawn_articles)
def test_words_with_a_value_beside_them_are_in_layers_of_their_own(article):
    """Their place is chosen in another way, so the mark of a field and the name of its layer must agree."""
    beside = {path for path, _ in marked(Type(Article), article, words=True)}
    assert beside == {p for p, _ in traversal.quotes_of(article) if traversal.layer_of(p) in traversal.WORDS}
