"""Find the part of a text that is most similar to words that the text does not contain. Knows no models."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final, NamedTuple

from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import UNSPACED, extends, flatten

MOST_COMPARED: Final = 100
"""Occurrences of the same words that are compared with each other for a suggestion, at most."""

_ALIKE: Final = str.maketrans({**dict.fromkeys("“”„«»″‘’‚‛′`´'", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "\u00a0": " "})
"""Single quotation marks become double ones too: which of them a nested quotation has depends on its place."""
_FOLDING: Final = {**_ALIKE, ord("İ"): "i"}  # the one character whose lower case is two
_TOKEN: Final = rf"{UNSPACED}|(?:(?!{UNSPACED})\w)+"


def normalize(words: str) -> str:
    """Make quotation marks, dashes, spaces and case uniform, for comparison."""
    return flatten(words.translate(_ALIKE)).casefold()


def _fold(words: str) -> str:
    """Like `normalize`, but character by character, so that offsets stay valid."""
    return words.translate(_FOLDING).lower()


class _Index(NamedTuple):
    """A folded text, prepared for searches of similar words."""

    text: Text
    tokens: list[Span]
    where: dict[str, list[int]]
    """For each word, the indices of its tokens."""


@lru_cache(maxsize=2)
def _index(raw: str) -> _Index:
    folded = _fold(raw)
    tokens: list[Span] = []
    where: dict[str, list[int]] = {}
    for i, match in enumerate(re.finditer(_TOKEN, folded)):
        tokens.append(match.span())
        where.setdefault(match[0], []).append(i)
    return _Index(Text(folded), tokens, where)


def find_alike(raw: str, words: str) -> tuple[Span, ...]:
    """Return the spans of `raw` that differ from `words` only in typography or case.

    That is: in quotation marks, dashes and spaces.

    Of the first `MOST_COMPARED` these are those that cut no word, or all if each cuts one.
    """
    text = _index(raw).text
    return text.whole_first(tuple(islice(text.find(_fold(words)), MOST_COMPARED)))


def nearest(raw: str, words: str) -> Span | None:
    """Return the span of `raw` that is most similar to `words`, if any is similar.

    If some spans differ only in quotation marks, dashes, spaces and case, it is the first of these. Otherwise runs of
    words are compared by the pairs of neighbouring characters that they share. Work is limited: rare words in common
    propose the runs, only the best few runs are compared, and of a long quote only its beginning and its end.
    """
    index = _index(raw)
    same = find_alike(raw, words)
    if same:
        return same[0]
    tokens = index.tokens
    core, marks = _split_marks(words)
    wanted = re.findall(_TOKEN, _fold(core))
    if not wanted or not tokens:
        return None
    target = _profile(_fold(core))
    best, most = None, 0.6
    for first in _starts(index, wanted):
        for more in (0, -1, 1, -2, 2):
            last = first + len(wanted) - 1 + more
            if first <= last < len(tokens):
                span = tokens[first][0], tokens[last][1]
                # A misspelt word at an end is still a word: a run without it must not score better.
                likeness = _likeness(_profile(index.text.raw[slice(*span)]), target) - 0.02 * abs(more)
                if likeness > most:
                    best, most = span, likeness
    return _with_marks(raw, best, marks) if best else None


def _split_marks(words: str) -> tuple[str, tuple[str, str]]:
    """`words` from the first to the last letter or digit, and the punctuation before and after."""
    words = words.strip()
    inner = [match.span() for match in re.finditer(_TOKEN, words)]
    if not inner:
        return "", (words, "")
    (a, _), (_, b) = inner[0], inner[-1]
    return words[a:b], (words[:a], words[b:])


def _starts(index: _Index, wanted: Sequence[str]) -> Sequence[int]:
    """Tokens where a run similar to `wanted` may begin. Words in common vote for them, rare words most."""
    votes = defaultdict[int, float](float)
    for j, token in enumerate(wanted[:200]):
        places = index.where.get(token, ())
        for i in places[:50]:
            for shift in (-2, -1, 0, 1, 2):  # one or two words more or fewer before this one
                votes[max(i - j + shift, 0)] += 1 / len(places) / (1 + abs(shift))
    if votes:
        return sorted(votes, key=lambda first: (-votes[first], first))[:12]
    return range(min(len(index.tokens), 20_000 // sum(map(len, wanted))))


_Profile = Counter[tuple[tuple[str, str], int]]


def _profile(words: str) -> _Profile:
    """Count the pairs of neighbouring characters, with a space at both ends.

    Each pair counts anywhere (0) and in its half (1, 2), so that the same words in another order are less similar.
    """
    flat = f" {flatten(words if len(words) <= 2000 else words[:1000] + words[-1000:])} "
    pairs: _Profile = Counter()
    for i, pair in enumerate(pairwise(flat)):
        pairs[pair, 0] += 1
        pairs[pair, 1 if 2 * i < len(flat) else 2] += 1
    return pairs


def _likeness(one: _Profile, other: _Profile) -> float:
    """From 0 (nothing in common) to 1 (equal): the coefficient of Sørensen and Dice."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _with_marks(raw: str, span: Span, marks: tuple[str, str]) -> Span:
    """Widen `span` over the punctuation before and after the words, where the text has the same."""
    a, b = span
    for char in reversed(marks[0]):
        if not a or raw[a - 1].isspace() or normalize(raw[a - 1]) != normalize(char):
            break
        a -= 1
    for char in marks[1]:
        if b == len(raw) or raw[b].isspace() or normalize(raw[b]) != normalize(char):
            break
        b += 1
    while b < len(raw) and extends(raw[b]):
        b += 1
    return a, b
