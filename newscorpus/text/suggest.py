"""Did you mean: the word of a list of which another is most likely a misspelling. Imports the standard library only.

A wrong suggestion costs its reader more than a missing one, so in doubt there is none. Distance is counted in typing
errors: `difflib` uses the ratio of common letters, and finds `sport` nearer to `support` than `tpye` to `type`.
Meanings of words are not compared.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 64
"""Code points. A longer string is not a misspelling, and takes long to compare."""

_MOST: Final = 10_000
"""Candidates. In a longer list many words are near, and to compare all takes long."""

_MOST_ALIKE: Final = 50
"""Candidates that share most letters with a word. Of more, none is likelier than the others."""

_SEPARATORS = re.compile(r"[\s_-]+")


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate of which `word` is most likely a misspelling, if any.

    The first of these that applies:

    1. a candidate that is equal except for case, whitespace, hyphens and underscores;
    2. one that is equal except for the plural;
    3. the one with the fewest typing errors (a letter missing, added, replaced, or swapped with its neighbour): at most
       one in a word of four letters, two in eight, and so on;
    4. the only one that begins with `word`, or has the same first or last words (`qin-gang` and `qin`, `end_date` and
       `date`).

    The order of the candidates does not matter.
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
    """Return `word` as an id, in lower case and with hyphens; an id stays as it is."""
    return _SEPARATORS.sub("-", word.strip().lower())


def _fold(word: str) -> str:
    return _SEPARATORS.sub("", word).casefold()


def _may_be_near(a: str, b: str) -> bool:
    """Whether to compare two folded words: each letter that the other lacks is a typing error."""
    limit = max(len(a), len(b)) // 4
    if abs(len(a) - len(b)) > limit:
        return _singular(a) == _singular(b)
    return (Counter(a) - Counter(b)).total() <= limit or _singular(a) == _singular(b)


def _rank(a: str, b: str) -> int | None:
    """The distance of two folded words, 0 if they are equal; None if it is too large."""
    if a == b:
        return 0
    if _singular(a) == _singular(b):
        return 1
    # The first letter is rarely wrong: `lost` is not `host`, `dinner` is not `winner`.
    if not (a[:1] == b[:1] or a[:2] == b[1::-1] or a[1:] == b or a == b[1:]):
        return None
    limit = max(len(a), len(b)) // 4
    errors = _typing_errors(a, b, limit)
    return 1 + errors if errors <= limit else None


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 2 else word


def _typing_errors(a: str, b: str, limit: int) -> int:
    """Optimal string alignment distance (Damerau–Levenshtein, each letter edited once); above `limit`, any number."""
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
    """Whether `candidate` begins with `word`, or one begins or ends with all words of the other."""
    short, long = sorted((_words(word), _words(candidate)), key=len)
    if len("".join(short)) < 3:  # letters: too few to be meant
        return False
    return long[: len(short)] == short or long[-len(short) :] == short or _fold(candidate).startswith(_fold(word))


def _words(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text.casefold()) if part]
