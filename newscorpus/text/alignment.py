"""Align two versions of a text word by word, moved passages included; what are corrected slips. Knows no models.

Offsets are code points, spans half-open. Runs of words that occur once in both versions are paired first (patience
diff), so that texts of a hundred thousand words take about linear time; `difflib` compares only what is left between.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from newscorpus.text.fuzzy import compare
from newscorpus.text.grammar import Grammar
from newscorpus.text.negation import is_negative
from newscorpus.text.spans import Span
from newscorpus.text.suggest import typing_errors
from newscorpus.text.words import UNSPACED, flatten

_TOKEN: Final = re.compile(rf"{UNSPACED}|[^\W{UNSPACED[1:-1]}]+|[^\w\s]")
_SIZES: Final = (5, 2, 1)
"""Lengths of the runs of words that are paired, the surest first."""
_MOVED: Final = 5
"""Words of a run that is recognized at another place."""
_MOST_COMPARED: Final = 40_000
"""Pairs of words without any unique run that are compared."""
_ENDS: Final = frozenset(".!?…。！？:;")
_ALIKE: Final = 0.8
"""How similar the words of the new text must be, as `fuzzy.compare` measures it, to be the same ones, corrected."""
_SLIP: Final = 5
"""Letters of a word with one slip, at least: `Loomar` is `Lomar`, but `Iraq` is not `Iran`."""
_FIGURES: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"\w")
_Range = tuple[int, int, int, int]
"""Tokens `[i, j)` of the old text and `[k, m)` of the new one."""


class Alignment:
    """Which word of a new text corresponds to which of an old one."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._spans, self._new_spans = ([match.span() for match in _TOKEN.finditer(text)] for text in (old, new))
        words, new_words = ([text[a:b] for a, b in spans] for text, spans in self._texts())
        self._to = _paired(words, new_words)
        _slide(self._to, words, new_words, self._breaks())

    def _texts(self) -> tuple[tuple[str, list[Span]], tuple[str, list[Span]]]:
        return (self._old, self._spans), (self._new, self._new_spans)

    def _breaks(self) -> tuple[list[int], list[int]]:
        """How well each token begins a passage: 2 after a line break, 1 after the end of a sentence, in both texts."""
        ranks: tuple[list[int], list[int]] = [], []
        for rank, (text, spans) in zip(ranks, self._texts(), strict=True):
            end = 0
            for a, b in spans:
                rank.append(2 if not end or "\n" in text[end:a] else int(text[end - 1] in _ENDS))
                end = b
            rank.append(2)
        return ranks

    def _tokens(self, span: Span) -> tuple[int, int]:
        """The tokens of the old text that a span has a part of, as a range."""
        first = bisect_right(self._spans, span[0], key=lambda token: token[1])
        return first, bisect_left(self._spans, span[1], key=lambda token: token[0])

    def same(self, span: Span) -> Span | None:
        """Return the span of the new text that has the same words, as they correspond; None if they differ there."""
        i, j = self._tokens(span)
        if i >= j or self._to[i] < 0 or any(self._to[n] != self._to[i] + n - i for n in range(i, j)):
            return None
        start = self._new_spans[self._to[i]][0] + span[0] - self._spans[i][0]
        end = self._new_spans[self._to[j - 1]][1] + span[1] - self._spans[j - 1][1]
        kept = flatten(self._old[slice(*span)]) == flatten(self._new[start:end])
        return (start, end) if kept else None

    def instead(self, span: Span) -> Span | None:
        """Return the span of the new text between what corresponds at both ends of `span`; None if nothing does.

        Where the first or last word itself differs, the word beside it in the old text shows the place.
        """
        i, j = self._tokens(span)
        if i >= j:
            return None
        first = self._to[i] if self._to[i] >= 0 else self._to[i - 1] + 1 if i and self._to[i - 1] >= 0 else -1
        last = self._to[j - 1] + 1 if self._to[j - 1] >= 0 else self._to[j] if j < len(self._to) else -1
        first = 0 if i == 0 and first < 0 else first
        last = len(self._new_spans) if j == len(self._to) and last < 0 else last
        if not 0 <= first < last:
            return None
        return self._new_spans[first][0], self._new_spans[last - 1][1]

    def common(self, span: Span, target: Span) -> float:
        """Return the share of the tokens of a span, or of one of the new text with fewer, that the other one has."""
        tokens = self._to[slice(*self._tokens(span))]
        new = [k for k, (start, _) in enumerate(self._new_spans) if target[0] <= start < target[1]]
        return len(set(tokens).intersection(new)) / max(1, min(len(tokens), len(new)))


def _paired(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For each old token, the index of the new one that corresponds, or -1."""
    to = [-1] * len(old)
    left: list[_Range] = []
    _pair(old, new, to, (0, len(old), 0, len(new)), _SIZES[:1], left)
    _pair_moved(to, old, new)
    old, new = _without_partners(to, old, new)
    for within in left:
        _pair(old, new, to, within, _SIZES, None)
    return to


def _without_partners(to: Sequence[int], old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of both texts; in place of each that has a partner already, what is unlike all others."""
    taken = {k for k in to if k >= 0}
    ours = [word if to[i] < 0 else f"\n{i}" for i, word in enumerate(old)]
    return ours, [word if k not in taken else f"\n-{k}" for k, word in enumerate(new)]


def _pair(
    old: Sequence[str],
    new: Sequence[str],
    to: list[int],
    within: _Range,
    sizes: Sequence[int],
    left: list[_Range] | None,
) -> None:
    """Pair tokens of a range in their order, by unique runs of these sizes; without `left`, what is between, too."""
    ranges = [within]
    while ranges:
        i, j, k, m = ranges.pop()
        while i < j and k < m and old[i] == new[k]:
            to[i] = k
            i, k = i + 1, k + 1
        while i < j and k < m and old[j - 1] == new[m - 1]:
            j, m = j - 1, m - 1
            to[j] = m
        if i == j or k == m:
            continue
        parts = _between(old, new, (i, j, k, m), sizes)
        ranges += parts
        if not parts and left is not None:
            left.append((i, j, k, m))
        elif not parts and (j - i) * (m - k) <= _MOST_COMPARED:
            for a, b, size in SequenceMatcher(None, old[i:j], new[k:m], autojunk=False).get_matching_blocks():
                to[i + a : i + a + size] = range(k + b, k + b + size)


def _between(old: Sequence[str], new: Sequence[str], within: _Range, sizes: Sequence[int]) -> list[_Range]:
    """Cut a range at what is surest to correspond: each part but the first begins there. Empty if nothing is sure."""
    i, j, k, m = within
    for size in sizes:
        anchors = _rising(_unique_pairs(old[i:j], new[k:m], size))
        if anchors:
            cuts = [(i, k), *((a + i, b + k) for a, b in anchors), (j, m)]
            return [(a, c, b, d) for (a, b), (c, d) in pairwise(cuts)]
    return []


def _unique_pairs(old: Sequence[str], new: Sequence[str], size: int) -> list[tuple[int, int]]:
    """The places of runs of so many words that occur once in both, in the order of the old ones."""
    places, theirs = _unique(old, size), _unique(new, size)
    return [(at, theirs[run]) for run, at in places.items() if run in theirs]


def _unique(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    several = set[tuple[str, ...]]()
    for at, run in enumerate(zip(*(words[n:] for n in range(size)), strict=False)):
        if places.setdefault(run, at) != at:
            several.add(run)
    return {run: at for run, at in places.items() if run not in several}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second members rise, too."""
    tops, before = list[int](), list[int]()
    ends = list[int]()
    for n, (_, b) in enumerate(pairs):
        at = bisect_left(tops, b)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1], ends[at : at + 1] = [b], [n]
    rising = list[tuple[int, int]]()
    at = ends[-1] if ends else -1
    while at >= 0:
        rising.append(pairs[at])
        at = before[at]
    return rising[::-1]


def _slide(to: list[int], old: Sequence[str], new: Sequence[str], breaks: tuple[list[int], list[int]]) -> None:
    """Where words were only inserted, or only deleted, take what begins at a sentence or a line, if words allow it.

    `It rained. It snowed.` → `It rained. It hailed. It snowed.` has two readings; the words `It` of which are other
    ones.
    """
    _slide_insertions(to, new, breaks[1])
    back = [-1] * len(new)
    for i, k in enumerate(to):
        if k >= 0:
            back[k] = i
    _slide_insertions(back, old, breaks[0])
    to[:] = [-1] * len(to)
    for k, i in enumerate(back):
        if i >= 0:
            to[i] = k


def _slide_insertions(to: list[int], new: Sequence[str], breaks: Sequence[int]) -> None:
    """Slide what `new` has between two neighbours, to where it begins best."""
    for i in range(1, len(to)):
        start, end = to[i - 1] + 1, to[i]
        if to[i - 1] < 0 or end <= start:
            continue
        back = 0
        while i - back > 0 and to[i - back - 1] == start - back - 1 and new[start - back - 1] == new[end - back - 1]:
            back += 1
        ahead = 0
        while i + ahead < len(to) and to[i + ahead] == end + ahead and new[start + ahead] == new[end + ahead]:
            ahead += 1
        by = max(range(-back, ahead + 1), key=lambda n: (breaks[start + n], -abs(n)))
        for n in range(i + by, i):
            to[n] = end + n - i
        for n in range(i, i + by):
            to[n] = start + n - i


def _pair_moved(to: list[int], old: Sequence[str], new: Sequence[str]) -> None:
    """Pair runs of words that have a partner at another place only."""
    taken = {k for k in to if k >= 0}
    for a, b in _unique_pairs(*_without_partners(to, old, new), _MOVED):
        for n in range(_MOVED):
            if to[a + n] < 0 and b + n not in taken:
                to[a + n] = b + n
                taken.add(b + n)


def is_corrected(before: str, after: str, grammar: Grammar | None) -> bool:
    """Return whether words are others with slips corrected.

    They have the same figures, are as negative as they were, and no word more or fewer: `allegedly` is no correction.
    """
    if _FIGURES.findall(before) != _FIGURES.findall(after):
        return False
    if grammar is not None and is_negative(_lower(before), grammar) != is_negative(_lower(after), grammar):
        return False
    comparison = compare(before, after)
    if comparison.similarity < _ALIKE:
        return False
    runs = ((before[slice(*ours)], after[slice(*theirs)]) for ours, theirs in comparison.blocks)
    return all(_is_slip(ours, theirs) for ours, theirs in runs if (ours and theirs) or _LETTER.search(ours or theirs))


def _lower(words: str) -> list[str]:
    return words.lower().split()


def _is_slip(ours: str, theirs: str) -> bool:
    longest = max(len(ours), len(theirs))
    return typing_errors(ours.lower(), theirs.lower(), longest) <= longest // _SLIP
