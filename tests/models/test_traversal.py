"""The walks over an article: each field whose mark says that it quotes the text or names an object is yielded by one."""

from collections.abc import Iterator, Mapping

import attrs
from drawn import drawn_articles
from hypothesis import given

from newscorpus import Article
from newscorpus.models import traversal
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import InText, Ref


def marked(kind: Type, value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values below `value` whose type has one of the marks."""
    if value is None:
        return
    if kind.mark(InText) or kind.mark(Ref):
        yield path
    elif attrs.has(type(value)):
        for field in fields_of(type(value)):
            yield from marked(field.type, getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from marked(kind.args[1], item, (*path, key))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from marked(kind.args[0], item, (*path, i))


@given(drawn_articles)
def test_every_marked_value_is_yielded_by_a_walk(article):
    """A new field is found by the rules and pages that use the walks, or this fails."""
    yielded = {(*path, "exact") for path, _ in traversal.quotes_of(article)}
    yielded |= {path for _, path, _ in traversal.words_of_events(article)}
    yielded |= {path for path, _ in traversal.words_of_claims(article)}
    yielded |= {path for path, _ in traversal.words_of_actors(article)}
    for walk in (traversal.actor_references, traversal.event_references, traversal.about_references):
        yielded |= {path for path, _ in walk(article)}
    expected = set(marked(Type(Article), article))
    assert {without_text(path) for path in expected} == {without_text(path) for path in yielded}


def without_text(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path without the last field of a value that has a short form: walks name the value."""
    return path[:-1] if path[-1] in {"text", "name"} else path
