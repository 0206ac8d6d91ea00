"""Merge the plain data of two versions that began with the same one: what only one side changed is as that side has it.

Members of mappings are the same if they have the same key; items of lists, if they have the same `id`, or by
similarity (`edits.values.align`). What both sides change in different ways is a conflict. So is an id that one side
deletes or renames and the other begins to use, and one that both give to different things.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Final, Generic, Literal, TypeVar

import attrs

from newscorpus.diagnostics.report import Path, path_text
from newscorpus.edits.values import ALIKE, RENAMED, align, same, similarity
from newscorpus.merging.forms import without_offsets
from newscorpus.merging.renames import (
    TABLES,
    RenamedTwice,
    by_id,
    deleted_or_renamed,
    id_uses,
    new_names,
    renamed_twice,
    table_of,
    with_one_name,
)

Side = Literal["ours", "theirs"]
Meaning = Callable[[Any, Path], Any]
"""Returns the one form that all values with the meaning of a value at a path have."""
Kept = Callable[[list[Any], list[Any]], list[int | None]]
"""Returns, for each item of a new list, the item of the old one that it is, possibly changed; or None."""
_MAPPINGS: Final = ("relations", "participants")
"""The mappings of fields that each stand for itself, like those of tables."""
_WORDS: Final = ("quote", "exact", "text")
_QUOTED: Final = frozenset(("quote", "exact"))
_HEADS: Final = ("quote", "exact", "text", "name", "title", "actor", "other")
"""The fields of items of lists that say what the item is: a claim, place, thing, role, participant …"""


class _Absent:
    """Is in the place of a value that is not there."""


ABSENT: Final = _Absent()


@attrs.frozen
class Conflict:
    """What both sides changed in different ways. A value that is not there is None."""

    path: Path
    """Where: in the data of the file, in the version that both began with or, if it is new, in that of one side."""
    reason: str
    """What each side did."""
    base: Any
    """The value with which both began, as plain data."""
    ours: Any
    """The value that our side has."""
    theirs: Any
    """The value that their side has."""

    def __str__(self) -> str:
        return f"{path_text(self.path) or 'the file'}: {self.reason}"


T = TypeVar("T")


@attrs.frozen
class Merged(Generic[T]):
    """Merged data, or merged text: with the value of either side in each conflict."""

    ours: T
    theirs: T
    conflicts: tuple[Conflict, ...]


def _as_it_is(value: Any, _path: Path) -> Any:
    return value


def merge_data(
    base: Any,
    ours: Any,
    theirs: Any,
    *,
    commented: Collection[Path] = (),
    meaning: Meaning = _as_it_is,
    kept: Kept | None = None,
) -> Merged[Any]:
    """Merge plain data. The data of what did not change is shared with the arguments.

    Args:
        base: The data with which both began.
        ours: The data that our side has.
        theirs: The data that their side has.
        commented: Paths in `base` of what one side has commented on, and the other deleted or replaced: conflicts.
        meaning: What both sides add or change so that it has the same meaning is there once, in the form of ours.
        kept: How to pair the items of lists, if not by similarity.
    """
    merged, conflicts = dict[Side, Any](), list[Conflict]()
    sides: tuple[Side, Side] = ("ours", "theirs")
    are_articles = all(type(thing) is dict for thing in (base, ours, theirs))
    twice = [*renamed_twice(base, ours, theirs)] if are_articles else []
    for side in sides:
        merger = _Merger(side, commented, meaning, kept or kept_items)
        versions = with_one_name(twice, side, base, ours, theirs)
        merged[side], conflicts = merger.merge(*versions, ()), [_as_begun(thing, twice) for thing in merger.conflicts]
    if are_articles and all(type(thing) is dict for thing in merged.values()):
        for thing in twice:
            named = zip((base, ours, theirs), thing.names, strict=True)
            values = (table_of(data, thing.table)[key] for data, key in named)
            conflicts.append(Conflict((thing.table, thing.old), "both sides rename it, differently", *values))
        for conflict in _of_ids(base, ours, theirs, list(merged.values())):
            conflicts.append(conflict)
            for side, data in merged.items():
                merged[side] = _with(data, conflict.path, base, {"ours": ours, "theirs": theirs}[side])
        versions_of = {"ours": (ours, theirs), "theirs": (theirs, ours)}
        for side in sides:
            for table, key, new in deleted_or_renamed(base, *versions_of[side]):
                reason = f"{side.removesuffix('s')} side deletes it, the other renames it"
                things = [table_of(base, table)[key], *(table_of(data, table).get(new) for data in (ours, theirs))]
                conflicts.append(Conflict((table, key), reason, *things))
                merged[side] = _with(merged[side], (table, new), base, versions_of[side][0])
    return Merged(merged["ours"], merged["theirs"], tuple(conflicts))


def _as_begun(conflict: Conflict, twice: Sequence[RenamedTwice]) -> Conflict:
    """The conflict with the id that both began with in its path."""
    for renamed in twice:
        if conflict.path[:1] == (renamed.table,) and conflict.path[1:2] in ((renamed.ours,), (renamed.theirs,)):
            return attrs.evolve(conflict, path=(renamed.table, renamed.old, *conflict.path[2:]))
    return conflict


def _shown(value: Any) -> Any:
    return None if value is ABSENT else value


class _Merger:
    """One merge, in which one side has priority in conflicts."""

    def __init__(self, prefers: Side, commented: Collection[Path], meaning: Meaning, kept: Kept) -> None:
        self._prefers, self._commented, self._meaning, self._kept = prefers, commented, meaning, kept
        self.conflicts: list[Conflict] = []

    def merge(self, base: Any, a: Any, b: Any, path: Path) -> Any:
        """Return the merged value; ABSENT if it is gone."""
        if same(a, b):
            return a
        if path in self._commented:
            return self._conflict(base, a, b, path)
        if not any(value[: len(path)] == path for value in self._commented):
            if same(base, b):
                return a
            if same(base, a):
                return b
            if ABSENT in (a, b) and self._mean_the_same(base, b if a is ABSENT else a, path):
                return ABSENT  # the other side changed only the form
        if base is ABSENT and self._are_several(a, b, path):
            return self._several(base, a, b, path)
        base = self._begun(base, a, b, path)
        if type(base) is type(a) is type(b) is dict:
            return self._mappings(base, a, b, path)
        if (value := self._one_of(a, b, path)) is not ABSENT:
            return value
        if list in (type(a), type(b)) and not {type(base), type(a), type(b)} - {list, str, _Absent}:
            return self._several(base, a, b, path)
        return self._conflict(base, a, b, path)

    def _are_several(self, a: Any, b: Any, path: Path) -> bool:
        """Whether both are quotes or claims, and one is an item in the place of a list. A claim's quote is but one."""
        if path[-1:] == ("quote",) or ABSENT in (a, b) or type(a) is type(b) is list:
            return False
        return all(map(_are_quoted, (self._meaning(a, path), self._meaning(b, path))))

    def _one_of(self, a: Any, b: Any, path: Path) -> Any:
        """Return the one of two values that has offsets beside the words, if they mean the same; ABSENT if not."""
        if ABSENT in (a, b):
            return ABSENT
        meant = [self._meaning(side, path) for side in (a, b)]
        if same(*meant):
            return a
        bare = [without_offsets(side) for side in meant]
        has_offsets = [not same(one, other) for one, other in zip(bare, meant, strict=True)]
        return (a if has_offsets[0] else b) if same(*bare) and not all(has_offsets) else ABSENT

    def _mean_the_same(self, a: Any, b: Any, path: Path) -> bool:
        return ABSENT not in (a, b) and same(self._meaning(a, path), self._meaning(b, path))

    def _begun(self, base: Any, a: Any, b: Any, path: Path) -> Any:
        """An empty collection in place of one that is not there, if both sides add it to something that is."""
        if base is not ABSENT or type(a) is not type(b) or type(a) not in (dict, list):
            return base
        return type(a)() if type(a) is list or len(path) == 1 or path[-1] in _MAPPINGS else base

    def _several(self, base: Any, a: Any, b: Any, path: Path) -> Any:
        """Merge lists, of which some are one string, which is a list of one, or not there."""
        if ABSENT in (a, b):
            return self._conflict(base, a, b, path)
        lists = [value if type(value) is list else [] if value is ABSENT else [value] for value in (base, a, b)]
        items = self._lists(lists[0], lists[1], lists[2], path)
        return items[0] if len(items) == 1 and items[0] in (a, b) else items

    def _conflict(self, base: Any, a: Any, b: Any, path: Path) -> Any:
        reason = reason_of(base, a, b)
        if path in self._commented and (same(base, a) or same(base, b)):
            does = "deletes" if ABSENT in (a, b) else "replaces"
            reason = f"{'their' if same(base, a) else 'our'} side {does} it, the other comments on it"
        self.conflicts.append(Conflict(path, reason, _shown(base), _shown(a), _shown(b)))
        return a if self._prefers == "ours" else b

    def _mappings(self, base: dict[str, Any], a: dict[str, Any], b: dict[str, Any], path: Path) -> dict[str, Any]:
        out = dict[str, Any]()
        for key in (*a, *(key for key in {**base, **b} if key not in a)):
            mine, other = a.get(key, ABSENT), b.get(key, ABSENT)
            value = self.merge(base.get(key, ABSENT), mine, other, (*path, key))
            if value is not ABSENT:
                out[key] = value
        return {key: out[key] for key in _order(base, a, b) if key in out}

    def _lists(self, base: list[Any], a: list[Any], b: list[Any], path: Path) -> list[Any]:
        old, mine_by_id, other_by_id = (by_id(side) for side in (base, a, b))
        if old is not None and mine_by_id is not None and other_by_id is not None:
            return list(self._mappings(old, mine_by_id, other_by_id, path).values())
        of_a, of_b = self._kept(base, a), self._kept(base, b)
        a, taken = self._with_what_both_add(a, b, of_a, of_b, path)
        places = [{i: j for j, i in enumerate(kept) if i is not None} for kept in (of_a, of_b)]
        out = list[Any]()
        j = k = 0
        for i in (*range(len(base)), None):
            ends = [kept.get(i) for kept in places] if i is not None else [len(a), len(b)]
            if ends[0] is not None:
                out += [item for item, at in zip(a[j : ends[0]], of_a[j : ends[0]], strict=True) if at is None]
                j = ends[0]
            if ends[1] is not None:
                out += [b[at] for at in range(k, ends[1]) if of_b[at] is None and at not in taken]
                k = ends[1]
            if i is not None:
                mine = ABSENT if ends[0] is None else a[ends[0]]
                other = ABSENT if ends[1] is None else b[ends[1]]
                in_doubt = _has_other_head(base[i], mine, other) and not self._mean_the_same(mine, other, (*path, i))
                value = (self._conflict if in_doubt else self.merge)(base[i], mine, other, (*path, i))
                out += [] if value is ABSENT else [value]
        return out

    def _with_what_both_add(
        self, a: list[Any], b: list[Any], of_a: list[int | None], of_b: list[int | None], path: Path
    ) -> tuple[list[Any], set[int]]:
        """Return the first list, with the offsets that only the other has, and what of that is in it already."""
        out, taken, new = [*a], set[int](), defaultdict[str, list[int]](list)
        for j in [j for j, i in enumerate(of_a) if i is None]:
            new[self._words(a[j], path)].append(j)
        for k in [k for k, i in enumerate(of_b) if i is None] if new else ():
            alike = new[self._words(b[k], path)]
            for j in alike:
                item = self._one_of(a[j], b[k], (*path, 0))
                if item is not ABSENT:
                    out[j] = item
                    taken.add(k)
                    alike.remove(j)
                    break
        return out, taken

    def _words(self, item: Any, path: Path) -> str:
        return repr(without_offsets(self._meaning(item, (*path, 0))))


def _are_quoted(meant: Any) -> bool:
    """Whether a value is a list of quotes or claims."""
    return type(meant) is list and all(type(item) is dict and not _QUOTED.isdisjoint(item) for item in meant)


def reason_of(base: Any, a: Any, b: Any) -> str:
    """Return what each side did to a value; ABSENT or None is one that is not there."""
    base, a, b = (ABSENT if value is None else value for value in (base, a, b))
    if base is ABSENT:
        return "both sides add it, differently"
    if a is ABSENT or b is ABSENT:
        return f"{'our' if a is ABSENT else 'their'} side deletes it, the other changes it"
    return "both sides change it, differently"


def _order(base: dict[str, Any], a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """The keys of all versions in the order of ours, also those that a side deletes: its new names for them are beside.

    Other new ones of theirs come behind the key that is before them there. What ours has put at that place comes first.
    """
    keys, before, names = [*a], -1, new_names(base, a)
    for key in base:
        if key not in a:
            keys.insert(keys.index(names[key]) if key in names else before + 1, key)
        before = keys.index(names.get(key, key))
    known, before, olds = {*keys}, -1, {new: old for old, new in new_names(base, b).items()}
    for key in b:
        if key not in known:
            at = (keys.index(olds[key]) if key in olds else before) + 1
            while key not in olds and at < len(keys) and keys[at] in a and keys[at] not in base:
                at += 1
            keys.insert(at, key)
        before = keys.index(key)
    return keys


def kept_items(base: list[Any], new: list[Any]) -> list[int | None]:
    """Return the item of the base that each new item is, possibly changed; None if it is new, or has moved.

    An alignment for edits also pairs what is at the same place. Here, a wrong pair would mix two items.
    """
    places, _ = align(base, new)
    for j, i in enumerate(places):
        if i is not None and not same(base[i], new[j]):
            has_moved = any(same(old, new[j]) for old in base)
            places[j] = None if has_moved or similarity(base[i], new[j]) < ALIKE else i
    return places


def _has_other_head(base: Any, a: Any, b: Any) -> bool:
    """Whether one side gave an item other words, or another actor, and the other side changed the item, too.

    It may then be another item, to which the change does not belong.
    """
    if not (type(a) is type(b) is dict) or same(base, a) or same(base, b) or same(a, b):
        return False
    return is_other_item(base, a) or is_other_item(base, b)


def is_other_item(old: Any, new: Any) -> bool:
    """Report whether an item of a list may be another one than before: it has other words, or another actor."""
    return type(old) is type(new) is dict and any(_is_other(head, old.get(head), new.get(head)) for head in _HEADS)


def _is_other(head: str, old: Any, new: Any) -> bool:
    """Whether a head says that it is another item: other words may be slightly different."""
    return not same(old, new) and (head not in _WORDS or similarity(old, new) < RENAMED)


# --- ids


def _of_ids(base: Any, ours: Any, theirs: Any, merged: Sequence[Any]) -> Iterator[Conflict]:
    """Yield the ids to which something refers after the merge, and which only one side still defines."""
    tables = {table: [table_of(data, table) for data in (base, ours, theirs)] for table in TABLES}
    new = set[str]().union(*(_open(data, tables) for data in merged)) - _open(ours, tables) - _open(theirs, tables)
    for table, (old, mine, other) in tables.items():
        for key in {**mine, **other}:
            if key in new:
                side = "our" if key not in mine else "their"
                reason = f"{side} side deletes or renames `{key}`, the other uses it"
                yield Conflict((table, key), reason, old.get(key), mine.get(key), other.get(key))
    actors, events = (tables[table] for table in TABLES)
    for key in [key for key in {**actors[1], **actors[2]} if key in events[1] or key in events[2]]:
        if not any(key in actors[i] and key in events[i] for i in (1, 2)):
            reason = f"one side gives the id `{key}` to an actor, the other to an event"
            for table in TABLES:
                old, mine, other = tables[table]
                yield Conflict((table, key), reason, old.get(key), mine.get(key), other.get(key))


def _open(data: Any, tables: Any) -> set[str]:
    """The ids of any version that data uses and does not define."""
    known = {key for versions in tables.values() for version in versions for key in version}
    defined = {key for table in TABLES for key in table_of(data, table)}
    return {use.id for use in id_uses(data, known - defined)}


def _with(data: Any, path: Path, base: Any, side: Any) -> Any:
    """Data in which an actor or event is as one side has it, or is not there."""
    table, key = str(path[0]), str(path[1])
    old, of_side = (table_of(version, table) for version in (base, side))
    things = {name: value for name, value in table_of(data, table).items() if name != key}
    if key in of_side:
        order = _order(old, things, of_side)
        things[key] = of_side[key]
        things = {name: things[name] for name in order if name in things}
    if list not in (type(data.get(table)), type(side.get(table))):
        return {**data, table: things}
    lacking = {name for name, value in things.items() if type(value) is dict and "id" not in value}
    items = [{"id": name, **thing} if name in lacking else thing for name, thing in things.items()]
    return {**data, table: items}
