"""Verify fixes: parse the edited source again and compare it with the intended data."""

import sys
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from newscorpus.diagnostics.changes import Change, Delete, InsertKey, RenameKey, SetValue
from newscorpus.diagnostics.report import Path
from newscorpus.fixes.editor import RawEdit
from newscorpus.formats.document import Document


def edited(text: str, edits: Iterable[RawEdit]) -> str:
    """Make edits, which must not overlap, and return the text afterwards."""
    out, at = [], 0
    for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
        out += [text[at:start], words]
        at = end
    return "".join([*out, text[at:]])


def changed(data: Any, changes: Iterable[Change], source: Callable[[Path], str]) -> Any:
    """Make all changes at once, and return the data afterwards, which shares what did not change with `data`.

    `source` returns the characters at a path, for `QuoteScalar`.
    """
    changes = list(changes)
    touched = {change.path[:i] for change in changes for i in range(len(change.path) + 1)}
    writes: dict[Path, Any] = {}
    renames: dict[Path, str] = {}
    inserts: dict[Path, list[InsertKey]] = {}
    removed: set[Path] = set()
    for change in changes:
        match change:
            case SetValue():
                writes[change.path] = change.value
            case RenameKey():
                renames[change.path] = change.key
            case InsertKey():
                inserts.setdefault(change.path, []).append(change)
            case Delete():
                removed.add(change.path)
            case _:
                writes[change.path] = source(change.path)

    def made(value: Any, path: Path) -> Any:
        if path not in touched:
            return value
        if path in writes:
            return writes[path]
        if type(value) is list:
            return [made(v, (*path, i)) for i, v in enumerate(value) if (*path, i) not in removed]
        if type(value) is not dict:
            return value
        added = inserts.get(path, [])
        out: dict[Any, Any] = {i.key: i.value for i in added if i.after not in value}
        for key, item in value.items():
            if (*path, key) not in removed:
                out[renames.get((*path, key), key)] = made(item, (*path, key))
            out.update({i.key: i.value for i in added if i.after == key})
        return out

    return made(data, ())


def same(one: Any, other: Any) -> bool:
    """Report whether two values are equal, including types and the order of keys."""
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        return list(one) == list(other) and all(same(v, other[k]) for k, v in one.items())
    if type(one) is list:
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


T = TypeVar("T")
Candidate = tuple[Sequence[RawEdit], Sequence[Change]]
_LAYERS: Final = 8
"""Of candidates that overlap each other, so many are verified."""
_READINGS: Final = 32
"""Limit on how often a document is parsed again. Candidates that are not verified by then are refused."""


def proven(
    document: Document, read: Callable[[str], Document], source: Callable[[Path], str], candidates: Sequence[Candidate]
) -> list[bool]:
    """Return for each candidate whether its edits, made alone, have the effect of its changes and cause no problem.

    Candidates that do not overlap are tried together, and half by half if that fails. So the document is parsed again
    once or a few times, for any number of candidates.
    """
    readings = 0

    def holds(chosen: Sequence[int]) -> bool:
        nonlocal readings
        readings += 1
        if readings > _READINGS:
            return False
        found = read(edited(document.text, [edit for i in chosen for edit in candidates[i][0]]))
        wanted = changed(document.data, [change for i in chosen for change in candidates[i][1]], source)
        return len(found.problems) <= len(document.problems) and same(found.data, wanted)

    right = [False] * len(candidates)
    left = list(range(len(candidates)))
    for _ in range(_LAYERS):
        layer, left = apart([candidates[i][0] for i in left], left)
        for i in holding(layer, holds):
            right[i] = True
    return right


def holding(chosen: list[T], holds: Callable[[list[T]], bool], kept: Sequence[T] = ()) -> list[T]:
    """Return those of `chosen` that can be added to `kept` so that it still holds: all at once, else half by half."""
    if not chosen or holds([*kept, *chosen]):
        return chosen
    half = len(chosen) // 2
    if not half:
        return []
    first = holding(chosen[:half], holds, kept)
    return first + holding(chosen[half:], holds, [*kept, *first])


def apart(edits: Sequence[Sequence[RawEdit]], names: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return those of `names` whose edits do not overlap, the first ones if in doubt; and the others.

    Edits that touch overlap, too: two insertions at one place have no order.
    """
    taken: list[tuple[int, int]] = []  # sorted
    clear, others = [], []
    for own, name in zip(edits, names, strict=True):
        spans = [(start, end) for start, end, _ in own]
        if any(_touches(span, taken) for span in spans):
            others.append(name)
        else:
            for span in spans:
                insort(taken, span)
            clear.append(name)
    return clear, others


def _touches(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether `span` touches one of the spans, which are sorted and do not overlap."""
    at = bisect_right(taken, (span[1], sys.maxsize))  # those before it begin before `span` ends
    return at > 0 and taken[at - 1][1] >= span[0]
