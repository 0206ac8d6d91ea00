"""Words that a text does not have -> the words of it that are most like them. Knows nothing of models."""

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
"""So many places of some words are compared with each other where something is to be suggested."""

_ALIKE: Final = str.maketrans({**dict.fromkeys("“”„«»″‘’‚‛′`´'", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "\u00a0": " "})
"""Single marks as double ones: which of the two a quotation within another has, depends on where it stands."""


def alike(words: str) -> str:
    """`words` with quotation marks, dashes, spaces and case made alike: what differs only so is the same to a
    reader."""
    return flatten(words.translate(_ALIKE)).casefold()


_TOKEN: Final = rf"{UNSPACED}|(?:(?!{UNSPACED})\w)+"
_FOLDING: Final = {**_ALIKE, ord("İ"): "i"}  # the one character whose lower case is two


def _folded(words: str) -> str:
    """`alike`, but each character for itself, so that offsets stay true."""
    return words.translate(_FOLDING).lower()


class _Index(NamedTuple):
    """A text made ready for looking up what is like some words."""

    text: Text
    tokens: list[Span]
    where: dict[str, list[int]]
    """Which tokens are that word."""


@lru_cache(maxsize=2)
def _index(raw: str) -> _Index:
    folded = _folded(raw)
    tokens: list[Span] = []
    where: dict[str, list[int]] = {}
    for i, match in enumerate(re.finditer(_TOKEN, folded)):
        tokens.append(match.span())
        where.setdefault(match[0], []).append(i)
    return _Index(Text(folded), tokens, where)


def alikes(raw: str, words: str) -> tuple[Span, ...]:
    """The spans of `raw` from which `words` differ only in quotation marks, dashes, spaces or case: of the first
    `MOST_COMPARED` those that cut no word, if there are any."""
    text = _index(raw).text
    return text.whole_first(tuple(islice(text.find(_folded(words)), MOST_COMPARED)))


def nearest(raw: str, words: str) -> Span | None:
    """The span of `raw` that is most like `words`: how a slightly wrong quote is found. None if nothing is like it.

    Where only quotation marks, dashes, spaces and case differ, it is the first such place. Otherwise runs of words are
    compared by the pairs of neighbouring characters that they share. Work is bounded: runs are proposed by shared rare
    words, only the best few are compared, and of a long quote only its beginning and its end.
    """
    index = _index(raw)
    same = alikes(raw, words)
    if same:
        return same[0]
    tokens = index.tokens
    core, marks = _parted(words)
    wanted = re.findall(_TOKEN, _folded(core))
    if not wanted or not tokens:
        return None
    target = _profile(_folded(core))
    best, most = None, 0.6
    for first in _starts(index, wanted):
        for more in (0, -1, 1, -2, 2):
            last = first + len(wanted) - 1 + more
            if first <= last < len(tokens):
                span = tokens[first][0], tokens[last][1]
                # A misspelt word at an end is still a word: leaving it out must not pay.
                likeness = _likeness(_profile(index.text.raw[slice(*span)]), target) - 0.02 * abs(more)
                if likeness > most:
                    best, most = span, likeness
    return _with_marks(raw, best, marks) if best else None


def _parted(words: str) -> tuple[str, tuple[str, str]]:
    """`words` from their first to their last letter or digit, and what stands before and behind."""
    words = words.strip()
    inner = [match.span() for match in re.finditer(_TOKEN, words)]
    if not inner:
        return "", (words, "")
    (a, _), (_, b) = inner[0], inner[-1]
    return words[a:b], (words[:a], words[b:])


def _starts(index: _Index, wanted: Sequence[str]) -> Sequence[int]:
    """Where a run like `wanted` may begin: the tokens for which most shared words speak, rare ones most."""
    votes = defaultdict[int, float](float)
    for j, token in enumerate(wanted[:200]):
        places = index.where.get(token, ())
        for i in places[:50]:
            for shift in (-2, -1, 0, 1, 2):  # a word more or less before the shared one
                votes[max(i - j + shift, 0)] += 1 / len(places) / (1 + abs(shift))
    if votes:
        return sorted(votes, key=lambda first: (-votes[first], first))[:12]
    return range(min(len(index.tokens), 20_000 // sum(map(len, wanted))))


_Profile = Counter[tuple[tuple[str, str], int]]


def _profile(words: str) -> _Profile:
    """How often which characters stand beside each other, blanks at both ends included: anywhere (0), and in which half
    (1, 2), so that the same words in another order are less like."""
    flat = f" {flatten(words if len(words) <= 2000 else words[:1000] + words[-1000:])} "
    made: _Profile = Counter()
    for i, pair in enumerate(pairwise(flat)):
        made[pair, 0] += 1
        made[pair, 1 if 2 * i < len(flat) else 2] += 1
    return made


def _likeness(one: _Profile, other: _Profile) -> float:
    """From 0, nothing shared, to 1, all (Sørensen and Dice)."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _with_marks(raw: str, span: Span, marks: tuple[str, str]) -> Span:
    """`span` widened over the punctuation before and behind the words, where the text has its like."""
    a, b = span
    for char in reversed(marks[0]):
        if not a or raw[a - 1].isspace() or alike(raw[a - 1]) != alike(char):
            break
        a -= 1
    for char in marks[1]:
        if b == len(raw) or raw[b].isspace() or alike(raw[b]) != alike(char):
            break
        b += 1
    while b < len(raw) and extends(raw[b]):
        b += 1
    return a, b
