"""Actors and events that both sides of a merge give other ids: the same thing under three names.

Names are changed in plain data, since a version may have errors, and any short form; `comparison.adjudication` does so
in articles. The models say which strings are references: a name or a quoted word that equals an id is none.
"""

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from newscorpus.codec.expected import Expected, expected
from newscorpus.diagnostics.report import Path
from newscorpus.edits.values import likeness, renamed
from newscorpus.models import Article, Manifest
from newscorpus.models.metadata import ArticlePath

TABLES: Final = ("actors", "events")


@attrs.frozen
class RenamedTwice:
    """An actor or event to which both sides give another id."""

    table: str
    old: str
    ours: str
    theirs: str

    @property
    def names(self) -> tuple[str, str, str]:
        """Its ids: before, on our side, and on their side."""
        return self.old, self.ours, self.theirs


def renamed_twice(base: Any, ours: Any, theirs: Any) -> Iterator[RenamedTwice]:
    """Yield what both sides rename differently."""
    for table in TABLES:
        old, mine, other = (table_of(data, table) for data in (base, ours, theirs))
        taken = {*old}
        for key in old:
            if key not in mine and key not in other:
                first, second = (next(iter(_renamed([key], old, side, taken)), None) for side in (mine, other))
                if first and second and first != second and first not in other and second not in mine:
                    taken |= {first, second}
                    yield RenamedTwice(table, key, first, second)


def deleted_or_renamed(base: Any, deleting: Any, renaming: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the table, the old id and the new one of what one side deletes and the other gives another id."""
    for table in TABLES:
        old, left, others = (table_of(data, table) for data in (base, deleting, renaming))
        deleted = old.keys() - left.keys() - new_names(old, left).keys()
        for key, new in new_names(old, others).items() if deleted else ():
            if key in deleted and new not in left:
                yield table, key, new


def with_one_name(
    twice: Sequence[RenamedTwice], side: Literal["ours", "theirs"], base: Any, ours: Any, theirs: Any
) -> tuple[Any, Any, Any]:
    """Return the three versions with the names that one side gives. What has none of them is shared."""
    for thing in twice:
        new = thing.ours if side == "ours" else thing.theirs
        named = zip((base, ours, theirs), thing.names, strict=True)
        base, ours, theirs = (_with_name(data, thing.table, name, new) for data, name in named)
    return base, ours, theirs


def _with_name(data: dict[str, Any], table: str, old: str, new: str) -> dict[str, Any]:
    if old == new:
        return data
    referring = with_other_id(data, old, new)
    things = referring[table]
    if type(things) is dict:
        return {**referring, table: {new if key == old else key: thing for key, thing in things.items()}}
    return {**referring, table: [{**thing, "id": new} if thing["id"] == old else thing for thing in things]}


def new_names(old: dict[str, Any], side: dict[str, Any]) -> dict[str, str]:
    """Return the new keys of what has another one on a side, by its old ones."""
    if old.keys() <= side.keys() or side.keys() <= old.keys():
        return {}
    names = _renamed([key for key in old if key not in side], old, side, old)
    return {before: key for key, before in names.items()}


def _renamed(
    gone: Sequence[str], old: dict[str, Any], side: dict[str, Any], taken: Container[str]
) -> Mapping[str, str]:
    """The new ids of what had others: those of the most similar things that are new, and at their place."""

    def alike(before: str, key: str) -> float:
        thing, new = old[before], side[key]
        is_there = type(thing) is type(new) is dict and _above(side, key, old) == _above(old, before, side)
        return likeness(thing, new) if is_there else 0.0

    return renamed(gone, [key for key in side if key not in taken], alike)


def _above(table: dict[str, Any], key: str, other: Container[str]) -> list[str]:
    """The last key above another one that another table has, too; none if there is none."""
    keys = list(table)
    return [name for name in keys[: keys.index(key)] if name in other][-1:]


def table_of(data: Any, name: str) -> dict[str, Any]:
    """Return a table by ids, whether the file has a mapping or a list."""
    table = data.get(name)
    if type(table) is list:
        return by_id(table) or {}
    return table if type(table) is dict else {}


def by_id(items: list[Any]) -> dict[str, Any] | None:
    """Return a list of objects by their ids; None if it is another list."""
    if not all(type(item) is dict and type(item.get("id")) is str for item in items):
        return None
    table = {item["id"]: item for item in items}
    return table if len(table) == len(items) else None


@attrs.frozen
class IdUse:
    """A reference to an actor or event."""

    path: Path
    """Of the value; of the mapping that has the key, if `is_key`."""
    is_key: bool
    before: str
    """What is written before the id: `article#` or `events.`."""
    id: str
    after: str
    """What is written behind the id: the rest of a path."""


def id_uses(data: Any, ids: Collection[str]) -> Iterator[IdUse]:
    """Yield the references to ids: also `article#event` with the id of the article itself, and `at` of waivers.

    Args:
        data: The plain data of an article or of `corpus.yaml`.
        ids: The ids of actors and events.
    """
    if type(data) is not dict or not ids:
        return
    own = f"{data.get('id')}#"
    for path, is_key, written in _strings(data, ()):
        name = written.removeprefix(own)
        if name in ids and _expected(data, path, is_key=is_key).refers_to:
            yield IdUse(path, is_key, written[: len(written) - len(name)], name, "")
        steps = _STEPS.match(written)
        if steps and steps[2] in ids and any(kind.mark(ArticlePath) for kind in _expected(data, path).types):
            yield IdUse(path, is_key, steps[1], steps[2], written[steps.end() :])


def with_other_id(data: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return data in which references to an id are to another one; the data itself, if it has none."""
    uses = {(use.path, use.is_key): use.before + new + use.after for use in id_uses(data, (old,))}
    changed: dict[str, Any] = _with(data, (), old, uses) if uses else data
    return changed


def _with(value: Any, path: Path, old: str, uses: Mapping[tuple[Path, bool], str]) -> Any:
    """The value at a path with the strings that are instead of those that refer to the old id."""
    if type(value) is dict:
        key_of = {old: uses.get((path, True), old)}
        return {key_of.get(key, key): _with(member, (*path, key), old, uses) for key, member in value.items()}
    if type(value) is list:
        return [_with(member, (*path, i), old, uses) for i, member in enumerate(value)]
    return uses.get((path, False), value)


_STEPS: Final = re.compile(r"((?:actors|events)\.)([^.\[]+)")
"""How a path of a waiver or an open point begins."""


def _expected(data: dict[str, Any], path: Path, *, is_key: bool = False) -> Expected:
    return expected(data, path, is_key=is_key, cls=Article if "id" in data else Manifest)


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, bool, str]]:
    """The strings of data, and the keys of its mappings, with their paths."""
    if type(value) is str:
        yield path, False, value
    elif type(value) is dict:
        for key, member in value.items():
            if type(key) is str:
                yield path, True, key
            yield from _strings(member, (*path, key))
    elif type(value) is list:
        for i, member in enumerate(value):
            yield from _strings(member, (*path, i))
