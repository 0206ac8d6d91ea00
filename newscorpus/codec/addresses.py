"""Addresses: where a value is, by content: the items of lists are named by their words, not by their indices.

So an address stays the same when items are inserted or moved, and when other fields or ids of the file change.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Final

import attrs

from newscorpus.codec.source_map import Cursor, SourceMap, step_down
from newscorpus.diagnostics.report import Path
from newscorpus.models import KINDS, Event
from newscorpus.models.fields import fields_of
from newscorpus.text.words import flatten

TEXT: Final = ("text", "text_file")
"""The fields that contain the article text: one place, whose words are not part of an address."""
TEXT_PATHS: Final = tuple((name,) for name in TEXT)
"""The paths of the article text."""


def address(locator: SourceMap, path: Path, *, at_key: bool = False) -> tuple[str, ...]:
    """Return the address of a path: its names without indices, and the words of list items and of the value.

    Args:
        locator: The map of the document.
        path: A path of the model.
        at_key: Leave out the words of the value.
    """
    if len(path) == 1 and path[0] in TEXT:
        return TEXT[:1]
    cursor: Cursor | None = locator.root
    words = []
    for step in path:
        cursor = step_down(cursor, step) if cursor else None
        if type(step) is int:
            words.append(_words_of(cursor))
    if path and type(path[-1]) is str and not at_key:
        words.append(_words_of(cursor))
    return place_of(path), *words


def place_of(path: Path) -> str:
    """Return the names of a path without indices: `claims.quote`."""
    return ".".join(step for step in path if type(step) is str)


def _words_of(cursor: Cursor | None) -> str:
    """The words that name a value: its own, those of its short form, or of the field that tells it from others."""
    while cursor is not None:
        value = cursor.value
        if type(value) is str:
            return flatten(value)
        if type(value) in (int, float, bool):
            return str(value)
        if type(value) is not dict:
            return ""
        short = getattr(cursor.kind.base, "SHORT", None) if cursor.kind else None
        name = short.long if short else next((field for field in _NAMING if field in value), None)
        cursor = step_down(cursor, name) if name else None
        if cursor and cursor.kind and cursor.kind.base is tuple:
            cursor = step_down(cursor, 0)
    return ""


_NAMING: Final = ("quote", "exact", "name", "title", "id")
"""The fields that tell an item of a list from the others, the best first."""


@attrs.frozen
class Target:
    """A value that a pattern of an address fits."""

    path: Path
    words: tuple[str, ...]
    """Those of the list items on the way, and of the value."""


@attrs.frozen
class Step:
    """A step of a pattern that leads nowhere."""

    name: str
    place: str
    """The names before it: `events.visit`."""
    known: tuple[str, ...]
    """The names that could be there."""


@attrs.frozen(slots=False)
class Targets:
    """All values that a pattern such as `claims.quote` fits."""

    found: Sequence[Target]
    missing: Step | None = None
    """The step that the file has nowhere; the targets are then the places where it would be."""
    whole: Path | None = None
    """The list of which `found` are the items, if the pattern leads to a list of several."""
    count: int = 1
    """How many values are under ids there, if the pattern leads to a table of actors or events."""

    def named(self, quote: str) -> tuple[Path, ...] | None:
        """Return the paths of the targets with these words; without such, of those with words that begin so.

        Returns:
            None if several targets with different words fit.
        """
        if quote not in self._named:
            targets = self._exact.get(flatten(quote)) or list(self._beginning(flatten(quote)))
            several = any(target.words != targets[0].words for target in targets)
            self._named[quote] = None if several else tuple(target.path for target in targets)
        return self._named[quote]

    def _beginning(self, quote: str) -> Iterator[Target]:
        """The targets with words that begin so; of those with different words two, however many there are."""
        first: Target | None = None
        for at in range(bisect_left(self._sorted, (quote,)), len(self._sorted) if quote else 0):
            words, i = self._sorted[at]
            if not words.startswith(quote):
                return
            if self.found[i] is not first:
                yield self.found[i]
            first = first or self.found[i]
            if self.found[i].words != first.words:
                return

    @cached_property
    def by_path(self) -> Mapping[Path, Target]:
        """The targets by their paths."""
        return {target.path: target for target in self.found}

    def at(self, path: Path) -> Target | None:
        """Return the target at a path; of the only item of a list, the list."""
        return self.by_path.get(path) or (self.by_path.get(path[:-1]) if path[-1:] == (0,) else None)

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """The paths of all targets."""
        return tuple(self.by_path)

    @property
    def words(self) -> list[str]:
        """All words, sorted."""
        return list(self._exact)

    @cached_property
    def _named(self) -> dict[str, tuple[Path, ...] | None]:
        return {}

    @cached_property
    def _exact(self) -> dict[str, list[Target]]:
        by_words: dict[str, list[Target]] = {}
        for words, i in self._sorted:
            by_words.setdefault(words, []).append(self.found[i])
        return by_words

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        return sorted({(words, i) for i, target in enumerate(self.found) for words in target.words if words})


class Patterns:
    """Finds the values of a document that patterns fit.

    What leads to several patterns is followed once, and what one fits is found once, so many patterns cost no more than
    the document and they are long.
    """

    def __init__(self, locator: SourceMap) -> None:
        self._places = {"": _Place([_Reached(locator.root, (), ())])}
        self._targets = dict[str, Targets]()

    def targets(self, pattern: str) -> Targets:
        """Return the values that a pattern fits: its names lead through lists to all their items.

        If the file has nothing there, the targets are the places where it would be.
        """
        if pattern not in self._targets:
            self._targets[pattern] = self._find(pattern)
        return self._targets[pattern]

    def _find(self, pattern: str) -> Targets:
        if pattern in TEXT:
            return Targets([Target((name,), ()) for name in TEXT])
        place = self._places[""]
        begun, names = "", pattern.split(".") if pattern else []
        while names and not place.missing:
            # The name of a field of the corpus's own, or of a scheme of identifiers, may contain dots.
            ways = [".".join(names[:n]) for n in range(1, min(len(names), _MOST_DOTS) + 1)]
            name = next((way for way in ways if place.has(way)), names[0])
            names = names[name.count(".") + 1 :]
            above, begun = begun, f"{begun}.{name}" if begun else name
            if begun not in self._places:
                self._places[begun] = place.down(name, above)
            place = self._places[begun]
        reached = (
            [attrs.evolve(value, path=(*value.path, *names)) for value in place.reached] if names else place.reached
        )
        if len(reached) == 1:
            items = reached[0].targets()
            whole = reached[0].path if len(items) > 1 else None
            return Targets(items, place.missing, whole, reached[0].count)
        return Targets([target for value in reached for target in value.targets()], place.missing)


_MOST_DOTS: Final = 4


@attrs.frozen
class _Reached:
    """A value that the beginning of a pattern leads to; without `cursor`, the file has nothing there."""

    cursor: Cursor | None
    path: Path
    words: tuple[str, ...]

    @property
    def target(self) -> Target:
        """The value as a target."""
        own = () if self.path and type(self.path[-1]) is int else (_words_of(self.cursor),)
        return Target(self.path, (*self.words, *own))

    @property
    def keys(self) -> Collection[str]:
        """The keys of a mapping, or the ids of a list in its place."""
        assert self.cursor is not None
        value = self.cursor.value
        return value if type(value) is dict else self.cursor.ids if type(value) is list else ()

    @property
    def count(self) -> int:
        """The number of keys, or of ids."""
        return len(self.keys) if self.cursor else 0

    def down(self, name: str) -> "_Reached":
        """What is under a name."""
        below = step_down(self.cursor, name) if self.cursor else None
        return _Reached(below, (*self.path, name), self.words)

    def targets(self) -> list[Target]:
        """The items of a list of several, or the value: what is of a list of one is of its item."""
        items = [item.target for item in self.items()]
        return items if len(items) > 1 else [attrs.evolve(items[0], path=self.path)]

    def items(self) -> Iterator["_Reached"]:
        """The items of a list; anything else is one, and an empty list, too."""
        i = 0
        if self.cursor and self.cursor.kind and self.cursor.kind.base is tuple:
            while item := step_down(self.cursor, i):
                yield _Reached(item, (*self.path, i), (*self.words, _words_of(item)))
                i += 1
        if not i:
            yield self


@attrs.frozen(slots=False)
class _Place:
    """The values that the beginning of a pattern fits, which are of one type."""

    reached: Sequence[_Reached]
    missing: Step | None = None

    @cached_property
    def _inside(self) -> Sequence[_Reached]:
        """The values, of lists their items."""
        return [item for value in self.reached for item in value.items() if item.cursor]

    @cached_property
    def _fields(self) -> tuple[str, ...] | None:
        """The fields of the values; None if they are not objects of a model."""
        kind = self._inside[0].cursor.kind if self._inside and self._inside[0].cursor else None
        return _fields_of(kind.base) if kind is not None and attrs.has(kind.base) else None

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[_Reached]]:
        """Of mappings, the values that have each key."""
        by_key: dict[str, list[_Reached]] = {}
        for value in self._inside if self._fields is None else ():
            for key in value.keys:
                by_key.setdefault(key, []).append(value)
        return by_key

    def has(self, name: str) -> bool:
        """Report whether a value has this key, or may have this field."""
        if self._fields is not None:
            return name in self._fields
        if len(self._inside) == 1:  # the usual case: a table of actors or events
            return name in self._inside[0].keys
        return name in self._by_key

    def down(self, name: str, above: str) -> "_Place":
        """Return what is under a name; `above` is the pattern so far."""
        if self._fields is None and self.has(name):
            values = self._inside if len(self._inside) == 1 else self._by_key[name]
            return _Place([value.down(name) for value in values])
        if self._fields is not None and name in self._fields:
            return _Place([value.down(name) for value in self._inside])
        known = self._fields or tuple(self._by_key)
        first = self.reached[0]
        path = (*first.path, name) if len(self._inside) <= 1 else (*above.split("."), name)
        return _Place([_Reached(None, path, first.words)], Step(name, above, known))


@cache  # the same for all articles
def _fields_of(base: type) -> tuple[str, ...]:
    """The fields of a model; those of all kinds of events."""
    classes = (*KINDS.values(),) if base is Event else (base,)
    return tuple(dict.fromkeys(field.name for cls in classes for field in fields_of(cls)))


def words_for(path: Path, targets: Targets) -> str | None:
    """The words that name the target at a path and no other, or the beginning of them; None if there are none."""
    target = targets.at(path)
    for words in reversed(target.words if target else ()):
        quote = next((q for q in (_short(words), words) if q and target and targets.named(q) == (target.path,)), None)
        if quote is not None:
            return quote
    return None


def named_by_words(path: Path, patterns: "Patterns", arguments: Sequence[str]) -> tuple[str, str]:
    """Return the place of a finding as a waiver names it: `at`, and `quote`, which is empty where it needs none.

    Args:
        path: The path of the finding.
        patterns: Those of the document.
        arguments: What distinguishes the finding from others at its path: in the article text, its words.
    """
    if path in TEXT_PATHS:
        return TEXT[0], _short(arguments[0]) if arguments else ""
    at = place_of(path)
    targets = patterns.targets(at)
    if len(targets.paths) < 2 or path == targets.whole or path[:1] in TEXT_PATHS:
        return at, ""
    quote = words_for(path, targets)
    if quote is None:  # several items have equal words; each needs a waiver with them
        target = targets.at(path)
        quote = next((words for words in target.words[::-1] if words), None) if target else None
    return at, quote or ""


def _short(words: str) -> str:
    """The first whole words, some sixty characters."""
    return words if len(words) <= _LONG else words[: words.rfind(" ", 0, _LONG + 1)] if " " in words[:_LONG] else words


_LONG: Final = 60
