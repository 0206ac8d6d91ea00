"""Did you mean: the one word of a list that a misspelt word was most likely meant to be. Imports nothing of ours.

A wrong suggestion costs its reader more than a missing one, so in doubt there is none. Nearness is counted in typing
slips: by its ratio of common letters, `difflib` finds `sport` nearer to `support` than `tpye` to `type`. Never guesses
by meaning.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 64
"""Code points; what is longer is no misspelling, and comparing it would take long."""

_MOST: Final = 10_000
"""Candidates. In a list that is longer, many words are near, and comparing all takes long."""

_MOST_ALIKE: Final = 50
"""Candidates that share most letters with a word. Of so many, none is meant more than the others."""

_SEPARATORS = re.compile(r"[\s_-]+")


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` is most likely a misspelling of; None if none is near enough.

    In this order: equal but for case, blanks, hyphens and underscores; equal but for the plural; with the fewest typing
    slips (a letter missing, added, other, or swapped with its neighbour: one in a word of four letters, two in eight,
    and so on); the only one that `word` begins, or with which it shares the first or last words (`qin-gang` and `qin`,
    `end_date` and `date`). The order of the candidates does not matter, so a set will do.
    """
    folded = _fold(word)
    if not folded or len(word) > _LONGEST:
        return None
    pool = sorted({candidate for candidate in candidates if len(candidate) <= _LONGEST})
    if len(pool) > _MOST:
        return None
    alike = [candidate for candidate in pool if _may_be_near(folded, _fold(candidate))]
    if len(alike) > _MOST_ALIKE:
        alike = [candidate for candidate in alike if _singular(_fold(candidate)) == _singular(folded)]
    near = [(rank, candidate) for candidate in alike if (rank := _rank(folded, _fold(candidate))) is not None]
    if near:
        return min(near)[1]
    partial = [candidate for candidate in pool if _is_partial(word, candidate)]
    return partial[0] if len(partial) == 1 else None


def as_id(word: str) -> str:
    """Return the id that a word would be in small letters, with hyphens; an id as it is."""
    return _SEPARATORS.sub("-", word.strip().lower())


def _fold(word: str) -> str:
    return _SEPARATORS.sub("", word).casefold()


def _may_be_near(a: str, b: str) -> bool:
    """Whether two folded words are worth comparing: a letter that the other lacks is a slip."""
    limit = max(len(a), len(b)) // 4
    if abs(len(a) - len(b)) > limit:
        return _singular(a) == _singular(b)
    return (Counter(a) - Counter(b)).total() <= limit or _singular(a) == _singular(b)


def _rank(a: str, b: str) -> int | None:
    """How far apart two folded words are, 0 being equal; None if too far."""
    if a == b:
        return 0
    if _singular(a) == _singular(b):
        return 1
    # A slip rarely hits the first letter: `lost` is not `host`, `dinner` not `winner`.
    if not (a[:1] == b[:1] or a[:2] == b[1::-1] or a[1:] == b or a == b[1:]):
        return None
    limit = max(len(a), len(b)) // 4
    slips = _slips(a, b, limit)
    return 1 + slips if slips <= limit else None


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 2 else word


def _slips(a: str, b: str, limit: int) -> int:
    """Optimal string alignment distance (Damerau–Levenshtein, no letter touched twice), or any number above `limit`."""
    earlier: list[int] = []
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        earlier, above, row = above, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            break
    return max(row[-1], min(row))


def _is_partial(word: str, candidate: str) -> bool:
    """Whether `word` begins `candidate`, or one begins or ends with all the other's words; three letters at least."""
    short, long = sorted((_words(word), _words(candidate)), key=len)
    if len("".join(short)) < 3:
        return False
    return long[: len(short)] == short or long[-len(short) :] == short or _fold(candidate).startswith(_fold(word))


def _words(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text.casefold()) if part]
