"""Give the actors and events of an annotation other ids, everywhere.

The models say what refers to them. `renames` does so in plain data, where a version may have errors.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from newscorpus.models import Article
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.metadata import Ref

_TABLES = {"actors": "actor", "events": "event"}
Ids = Mapping[str, Mapping[str, str]]
"""By `actor` and `event`: the new ids for the old ones."""


def with_ids(article: Article, ids: Ids) -> Article:
    """Return an article in which actors and events have other ids, and whatever refers to them does so by these."""
    made: Article = _renamed(Type(Article), article, ids)
    tables = {
        table: FrozenDict(
            (ids[what].get(key, key), evolve_unchecked(one, id=ids[what].get(key, key)))
            for key, one in getattr(made, table).items()
        )
        for table, what in _TABLES.items()
    }
    return evolve_unchecked(made, **tables)


def _renamed(kind: Type, value: Any, ids: Ids) -> Any:
    ref = kind.mark(Ref)
    if ref is not None and value is not None:
        return next((ids[what][value] for what in ref.to if value in ids[what]), value)
    if isinstance(value, tuple):
        return tuple(_renamed(kind.args[0], one, ids) for one in value)
    if isinstance(value, Mapping):
        return FrozenDict((key, _renamed(kind.args[1], one, ids)) for key, one in value.items())
    if attrs.has(type(value)):
        changed = {f.attribute: _renamed(f.type, getattr(value, f.attribute), ids) for f in fields_of(type(value))}
        return evolve_unchecked(value, **changed)
    return value
