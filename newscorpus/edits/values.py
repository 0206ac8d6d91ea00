"""Plain data: whether two values are the same, what changes make of one, and which members of two are the same."""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from newscorpus.diagnostics.changes import DataChange, Delete, InsertKey, RenameKey, SetValue
from newscorpus.diagnostics.report import Path


def changed(data: Any, changes: Iterable[DataChange], origins: "Origins | None" = None) -> Any:
    """Make all changes at once, and return the data afterwards, which shares what did not change with `data`.

    Args:
        data: Plain data.
        changes: Their paths are of `data`.
        origins: Gets to know which members of collections that have changed are members of those in `data`.
    """
    return _Changes(changes, origins or Origins()).applied(data, ())


class _Changes:
    """Several changes, by what they do."""

    def __init__(self, changes: Iterable[DataChange], origins: "Origins") -> None:
        self._origins = origins
        self._touched = set[Path]()
        self._values, self._names = dict[Path, Any](), dict[Path, str]()
        self._inserts, self._deleted = dict[Path, list[InsertKey]](), set[Path]()
        for change in changes:
            self._touched.update(change.path[:i] for i in range(len(change.path) + 1))
            match change:
                case SetValue():
                    self._values[change.path] = change.value
                case RenameKey():
                    self._names[change.path] = change.key
                case InsertKey():
                    self._inserts.setdefault(change.path, []).append(change)
                case Delete():
                    self._deleted.add(change.path)

    def applied(self, value: Any, path: Path) -> Any:
        """Return the value at a path after the changes."""
        if path not in self._touched:
            return value
        if path in self._values:
            return self._values[path]
        if type(value) is list:
            kept = [i for i in range(len(value)) if (*path, i) not in self._deleted]
            return self._origins.note_items([self.applied(value[i], (*path, i)) for i in kept], kept, {})
        return self._mapping(value, path) if type(value) is dict else value

    def _mapping(self, value: dict[str, Any], path: Path) -> dict[str, Any]:
        inserts = self._inserts.get(path, [])
        members: dict[str, Any] = {insert.key: insert.value for insert in inserts if insert.after not in value}
        names = dict[str, str]()
        for key, member in value.items():
            if (*path, key) not in self._deleted:
                name = self._names.get((*path, key), key)
                members[name] = self.applied(member, (*path, key))
                names |= {name: key} if name != key else {}
            members |= {insert.key: insert.value for insert in inserts if insert.after == key}
        return self._origins.note_keys(members, names)


def same(one: Any, other: Any) -> bool:
    """Report whether two values are equal, including types and the order of keys."""
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        return one is other or (list(one) == list(other) and all(same(v, other[k]) for k, v in one.items()))
    if type(one) is list:
        return one is other or (len(one) == len(other) and all(map(same, one, other)))
    return bool(one == other)


ALIKE: Final = 0.45
"""From this similarity on, from 0 to 1, an item of a list counts as a changed one."""
RENAMED: Final = 0.7
"""From this similarity on, a vanished and a new key count as one that was renamed."""
_EQUAL: Final = 2.0
"""The score of an item that is equal; others are similar, at most 1."""
_BEGINNING: Final = 40
_MOST: Final = 250_000
"""So many pairs of items are compared; longer lists are aligned by their equal items only."""


def similarity(one: Any, other: Any) -> float:
    """Return how similar two values of plain data are, from 0 to 1 (equal)."""
    if same(one, other):
        return 1.0
    if type(one) is str and type(other) is str:
        if len(one) > 8 and one[:_BEGINNING] == other[:_BEGINNING]:
            return 0.9
        matcher = SequenceMatcher(None, one[:1000], other[:1000], autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() > ALIKE else 0.0
    if type(one) is dict and type(other) is dict:
        return _of_mappings(one, other)
    if type(one) is list and type(other) is list:
        return sum(any(same(a, b) for b in other) for a in one) / max(len(one), len(other), 1)
    return 0.0


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Return how similar two objects are apart from their ids; 0 if they have no other field in common."""
    plain = [{key: value for key, value in each.items() if key != "id"} for each in (one, other)]
    return similarity(*plain) if plain[0].keys() & plain[1].keys() else 0.0


def _of_mappings(one: dict[str, Any], other: dict[str, Any]) -> float:
    if "id" in one and one["id"] == other.get("id"):
        return 0.99
    shared = one.keys() & other.keys()
    scores = [similarity(one[key], other[key]) for key in shared]
    if len(one) - len(shared) == len(other) - len(shared) == 1:  # `{words: value}` with other words
        ((a, x),) = ((key, value) for key, value in one.items() if key not in shared)
        ((b, y),) = ((key, value) for key, value in other.items() if key not in shared)
        scores.append((similarity(a, b) + (x == y)) / 2)
    elif one.keys() == other.keys() and len(one) == 1:  # with another value
        return (1 + scores[0]) / 2
    return sum(scores) / max(len(one), len(other), 1)


def renamed(gone: Iterable[str], came: Iterable[str], alike: Callable[[str, str], float]) -> dict[str, str]:
    """Return the keys that replace others, with these: of those that came, each the most similar one that is left.

    Args:
        gone: Keys that are there no more, in their order.
        came: Keys that are new.
        alike: Returns how similar the value of a key that is gone is to that of a new one, from 0 to 1.
    """
    left, names = list(came), dict[str, str]()
    for old in gone:
        best, highest = "", 0.0
        for new in left:
            score = alike(old, new)
            if score > highest:
                best, highest = new, score
            if score >= 1:
                break
        if highest >= RENAMED:
            names[best] = old
            left.remove(best)
    return names


def insert_behind(members: dict[str, Any], key: str, value: Any, others: Container[str | None]) -> None:
    """Insert a key into a mapping, behind the last one of some others; first if it has none of them."""
    items = list(members.items())
    at = max((i + 1 for i, (name, _) in enumerate(items) if name in others), default=0)
    members.clear()
    members.update([*items[:at], (key, value), *items[at:]])


def align(
    old: Sequence[Any],
    new: Sequence[Any],
    equal: Callable[[Any, Any], bool] = same,
    plain: Callable[[Any], Any] = lambda item: item,
    known: Mapping[int, int] | None = None,
) -> tuple[list[int | None], dict[int, int]]:
    """Find the old item of each new one.

    Args:
        old: The items as they were.
        new: The items as they are meant to be.
        equal: Tells whether two items are equal.
        plain: Returns the plain data of an item, whose similarity is compared.
        known: For new items that are known to be old ones, possibly changed, the index of that. Then others are only
            old ones if they are equal; without, also if they are similar, or as many are between two that are found.

    Returns:
        For each new item the index of the old one in its place, in rising order, or None; and the items that moved: the
        index of the new item, and of the old one that is equal to it, or known to be.
    """
    alignment = _Alignment(old, new, equal, plain)
    if known is None:
        alignment.find(range(len(old)), range(len(new)), ALIKE)
        alignment.pair_between()
    else:
        alignment.find_between(known)
    return alignment.places, alignment.moved()


class _Alignment:
    """The alignment of two lists."""

    def __init__(
        self,
        old: Sequence[Any],
        new: Sequence[Any],
        equal: Callable[[Any, Any], bool],
        plain: Callable[[Any], Any],
    ) -> None:
        self._old, self._new, self._equal, self._plain = old, new, equal, plain
        self.places: list[int | None] = [None] * len(new)
        """For each new item the index of the old one in its place."""
        self._moved: dict[int, int] = {}

    def find(self, olds: Sequence[int], news: Sequence[int], least: float) -> None:
        """Find, among some items, the old one of each new one that is equal, or at `least` so similar."""
        start, end = 0, 0
        most = min(len(olds), len(news))
        while start < most and self._are_equal(olds[start], news[start]):
            self.places[news[start]] = olds[start]
            start += 1
        while end < most - start and self._are_equal(olds[-1 - end], news[-1 - end]):
            end += 1
            self.places[news[-end]] = olds[-end]
        between = olds[start : len(olds) - end], news[start : len(news) - end]
        for a, b in self._best(*between, least):
            self.places[b] = a

    def _are_equal(self, a: int, b: int) -> bool:
        return self._equal(self._old[a], self._new[b])

    def find_between(self, known: Mapping[int, int]) -> None:
        """Take the items that are known, and find those between them that are equal."""
        kept = _longest_rising(known)
        self._moved = {b: a for b, a in known.items() if b not in kept}
        gone = set(self._moved.values())
        before = -1, -1
        for b, a in [*((b, known[b]) for b in kept), (len(self._new), len(self._old))]:
            olds = [i for i in range(before[1] + 1, a) if i not in gone]
            news = [i for i in range(before[0] + 1, b) if i not in self._moved]
            self.find(olds, news, _EQUAL)
            if b < len(self._new):
                self.places[b] = a
            before = b, a

    def pair_between(self) -> None:
        """Pair the items between two that are found, if there are as many old as new ones: they changed in place."""
        before, after = -1, -1
        for b, a in enumerate([*self.places, len(self._old)]):
            if a is None:
                continue
            if a - before == b - after:
                self.places[after + 1 : b] = range(before + 1, a)
            before, after = a, b

    def moved(self) -> dict[int, int]:
        """Return the items that moved: those known, and new ones that are equal to an old one that is left."""
        used = {a for a in self.places if a is not None} | set(self._moved.values())
        for b in range(len(self._new)):
            if self.places[b] is None and b not in self._moved:
                a = next((a for a in range(len(self._old)) if a not in used and self._are_equal(a, b)), None)
                if a is not None:
                    self._moved[b] = a
                    used.add(a)
        return self._moved

    def _best(self, olds: Sequence[int], news: Sequence[int], least: float) -> list[tuple[int, int]]:
        """The pairs of old and new items, in order, whose similarities have the highest sum."""
        if len(olds) * len(news) > _MOST:
            return []
        scores = self._scores(olds, news)
        best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
        for i in reversed(range(len(olds))):
            for j in reversed(range(len(news))):
                score = scores[i][j]
                pair = best[i + 1][j + 1] + score if score >= least else 0.0
                best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
        pairs, i, j = list[tuple[int, int]](), 0, 0
        while i < len(olds) and j < len(news):
            score = scores[i][j]
            if score >= least and best[i][j] == best[i + 1][j + 1] + score:
                pairs.append((olds[i], news[j]))
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1
        return pairs

    def _scores(self, olds: Sequence[int], news: Sequence[int]) -> list[list[float]]:
        ones = [self._plain(self._old[a]) for a in olds]
        others = [self._plain(self._new[b]) for b in news]
        return [
            [_EQUAL if self._are_equal(a, b) else similarity(x, y) for b, y in zip(news, others, strict=True)]
            for a, x in zip(olds, ones, strict=True)
        ]


def _longest_rising(known: Mapping[int, int]) -> list[int]:
    """The most keys, in rising order, whose values rise, too."""
    ends, lasts, above = list[int](), list[int](), dict[int, int | None]()
    for b in sorted(known):
        at = bisect_left(ends, known[b])
        ends[at:], lasts[at:] = [known[b], *ends[at + 1 :]], [b, *lasts[at + 1 :]]
        above[b] = lasts[at - 1] if at else None
    chain, last = list[int](), lasts[-1] if lasts else None
    while last is not None:
        chain.append(last)
        last = above[last]
    return chain[::-1]


class Origins:
    """The origins of the members of some lists and mappings, which are known by identity: equal ones may differ."""

    def __init__(self) -> None:
        self._items: dict[int, tuple[list[Any], Sequence[int | None], dict[int, int]]] = {}
        self._keys: dict[int, tuple[dict[str, Any], dict[str, str]]] = {}

    def note_items(self, items: list[Any], places: Sequence[int | None], moved: dict[int, int]) -> list[Any]:
        """Note what `align` found for the items of a list; return the list."""
        self._items[id(items)] = items, places, moved
        return items

    def note_keys(self, members: dict[str, Any], was: dict[str, str]) -> dict[str, Any]:
        """Note the keys of a mapping that were renamed, with those before; return the mapping."""
        self._keys[id(members)] = members, was
        return members

    def of_items(self, old: list[Any], new: list[Any]) -> tuple[Sequence[int | None], dict[int, int]]:
        """Return what was noted for a list, or what `align` finds."""
        _, places, moved = self._items.get(id(new), (new, None, {}))
        return align(old, new) if places is None else (places, moved)

    def of_keys(self, new: dict[str, Any]) -> dict[str, str] | None:
        """Return the keys of a mapping that were renamed, with those before; None if nothing was noted."""
        return self._keys[id(new)][1] if id(new) in self._keys else None
