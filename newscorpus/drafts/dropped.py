"""What a draft has that another draft of the same answer does not."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newscorpus.diagnostics.changes import backticked

_NAMING: Final = ("id", "name", "title", "quote", "evidence")
"""The fields that may name an actor, event or claim in another draft, the best first."""
_MOST: Final = 5


def dropped(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return a list, in words, of the actors, events and claims that only the first of two drafts has.

    Args:
        before: Its tables, each a list or a mapping by id.
        after: Those of the draft that counts.

    Returns:
        Ids, names or quoted words, in backticks; empty if nothing is lost.
    """
    there = {name for table in after.values() for names in _names(table) for name in names}
    lost = [names[0] for table in before.values() for names in _names(table) if there.isdisjoint(names)]
    more = f" and {len(lost) - _MOST} more" if len(lost) > _MOST else ""
    return ", ".join(backticked(name) for name in lost[:_MOST]) + more


def _names(table: Any) -> Iterator[list[str]]:
    """Yield, for each item, what may name it."""
    items = list(table.items()) if isinstance(table, dict) else [(None, one) for one in table]
    for key, item in items:
        fields = item if isinstance(item, dict) else {"id": item}
        named = [text for one in (key, *map(fields.get, _NAMING)) if (text := _text(one))]
        yield named or [str(item)]


def _text(value: Any) -> str:
    """Return words, of several the first."""
    while isinstance(value, (list, dict)) and value:
        value = value[0] if isinstance(value, list) else value.get("exact")
    return str(value) if value not in (None, "", [], {}) else ""
