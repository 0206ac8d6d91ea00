"""Did you mean: the word of a list of which another is most likely a misspelling. Imports the standard library only.

A wrong suggestion costs its reader more than a missing one, so in doubt there is none. Distance is counted in typing
errors: `difflib` uses the ratio of common letters, and finds `sport` nearer to `support` than `tpye` to `type`.
Meanings of words are not compared.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, takewhile
from typing import Final

from newscorpus.text.words import pattern

_LONGEST: Final = 64
"""Code points. A longer string is not a misspelling, and takes long to compare."""

_MOST: Final = 20_000
"""Candidates. In a longer list many words are near, and to compare all takes long."""

_MOST_ALIKE: Final = 50
"""Candidates that share most letters with a word. Of more, none is likelier than the others."""

_MOST_LISTED: Final = 10
"""Alternatives in a message. A longer list helps nobody to choose."""

_MOST_REMEMBERED: Final = 1000
"""Answers of the same candidates."""

_SEPARATORS = pattern(r"[\s_-]+")


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate of which `word` is most likely a misspelling, if any.

    The first of these that applies:

    1. a candidate that is equal except for case, whitespace, hyphens and underscores;
    2. one that is equal except for the plural;
    3. the one with the fewest typing errors (a letter missing, added, replaced, or swapped with its neighbour): at most
       one in a word of four letters, two in eight, and so on;
    4. the only one that begins with `word`, or else has the same first or last words (`qin-gang` and `qin`, `end_date`
       and `date`).

    The order of the candidates does not matter.
    """
    return Candidates(candidates).closest(word)


class Candidates:
    """Words to suggest, prepared once for many questions; to the words of `shared`, others are added."""

    def __init__(self, candidates: Iterable[str], shared: "Candidates | None" = None) -> None:
        self._candidates = tuple(candidates)
        self._shared = shared
        self._count = len(self._candidates)
        self._answers: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._candidates)

    def closest(self, word: str) -> str | None:
        """Return the candidate of which `word` is most likely a misspelling, as `closest` does."""
        if len(word) > _LONGEST or not _fold(word):
            return None
        if word in self._answers:
            return self._answers[word]
        if len(self._answers) >= _MOST_REMEMBERED:
            self._answers.clear()
        answer = self._answers[word] = self._find(word)
        return answer

    def listed(self, word: str, first: str | None = None) -> str:
        """List the candidates for a message: ten that are spelt most like `word`, `first` before all."""
        folded = _fold(word[:_LONGEST])
        at = bisect_left(self._by_spelling, folded, key=lambda candidate: candidate.folded)
        around = self._by_spelling[max(at - _MOST_LISTED, 0) : at + _MOST_LISTED]
        letters = Counter(folded)

        def distance(candidate: _Folded) -> tuple[bool, int, int]:
            differing = (letters - candidate.letters).total() + (candidate.letters - letters).total()
            return candidate.word != first, -_in_common(folded, candidate.folded), differing

        extra = [_Folded(first)] if first and all(candidate.word != first for candidate in around) else []
        names = [candidate.word for candidate in sorted([*extra, *around], key=distance)[:_MOST_LISTED]]
        return f"{', '.join(names)} and {self._count - len(names)} more"

    @cached_property
    def _by_spelling(self) -> list["_Folded"]:
        return sorted(self.prepared, key=lambda candidate: (candidate.folded, candidate.word))

    def _find(self, word: str) -> str | None:
        parts = [self, self._shared] if self._shared else [self]
        if sum(len(part.pool) for part in parts) > _MOST:
            return None
        folded = _fold(word)
        alike = [candidate for part in parts for candidate in part.alike(folded)]
        if len(alike) > _MOST_ALIKE:
            alike = [candidate for part in parts for candidate in part.by_singular.get(as_singular(folded), ())]
        near = [(rank, candidate.word) for candidate in alike if (rank := _rank(folded, candidate.folded)) is not None]
        if near:
            return min(near)[1]
        words = _words(word)
        partial = {
            candidate.word
            for part in parts
            for candidate in part.maybe_partial(words, folded)
            if _is_partial(words, folded, candidate)
        }
        if len(partial) > 1:
            partial = {name for name in partial if _fold(name).startswith(folded)} or partial
        return partial.pop() if len(partial) == 1 else None

    def alike(self, folded: str) -> list["_Folded"]:
        """Return the candidates to compare with a folded word: each letter that the other lacks is a typing error."""
        alike = {candidate.word: candidate for candidate in self.by_singular.get(as_singular(folded), ())}
        letters, own = Counter(folded), _bits(folded)
        for length, several in self._by_length.items():
            limit = max(len(folded), length) // 4
            if abs(len(folded) - length) <= limit:
                maybe = [candidate for bits, candidate in several if (own & ~bits).bit_count() <= limit]
                alike |= {
                    candidate.word: candidate for candidate in maybe if (letters - candidate.letters).total() <= limit
                }
        return list(alike.values())

    def maybe_partial(self, words: list[str], folded: str) -> Iterator["_Folded"]:
        """Yield the candidates that begin or end with the first or last of some words, or begin with all of them."""
        first, last = self._by_ends
        yield from first.get(words[0], ())
        yield from last.get(words[-1], ())
        at = bisect_left(self._by_spelling, folded, key=lambda candidate: candidate.folded)
        yield from takewhile(lambda candidate: candidate.folded.startswith(folded), islice(self._by_spelling, at, None))

    @cached_property
    def pool(self) -> list[str]:
        """The candidates that are not too long, each once."""
        return sorted({candidate for candidate in self._candidates if len(candidate) <= _LONGEST})

    @cached_property
    def prepared(self) -> list["_Folded"]:
        """They, with what they are compared by."""
        return [_Folded(word) for word in self.pool]

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[int, "_Folded"]]]:
        """They, by their length, each with the set of its letters: most words share too few to be counted."""
        by_length: dict[int, list[tuple[int, _Folded]]] = {}
        for candidate in self.prepared:
            by_length.setdefault(len(candidate.folded), []).append((_bits(candidate.folded), candidate))
        return by_length

    @cached_property
    def _by_ends(self) -> tuple[dict[str, list["_Folded"]], dict[str, list["_Folded"]]]:
        """They, by their first and by their last word."""
        first: dict[str, list[_Folded]] = {}
        last: dict[str, list[_Folded]] = {}
        for candidate in self.prepared:
            if candidate.words:
                first.setdefault(candidate.words[0], []).append(candidate)
                last.setdefault(candidate.words[-1], []).append(candidate)
        return first, last

    @cached_property
    def by_singular(self) -> dict[str, list["_Folded"]]:
        """They, by their singular."""
        by_singular: dict[str, list[_Folded]] = {}
        for candidate in self.prepared:
            by_singular.setdefault(as_singular(candidate.folded), []).append(candidate)
        return by_singular


class _Folded:
    """A candidate, and what it is compared by."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.folded = _fold(word)

    @cached_property
    def letters(self) -> Counter[str]:
        return Counter(self.folded)

    @cached_property
    def words(self) -> list[str]:
        return _words(self.word)


def as_id(word: str) -> str:
    """Return `word` as an id, in lower case and with hyphens; an id stays as it is."""
    return _SEPARATORS.sub("-", word.strip().lower())


def _fold(word: str) -> str:
    return _SEPARATORS.sub("", word).casefold()


def _bits(folded: str) -> int:
    """The set of the letters of a word, as the bits of a number; few letters share a bit."""
    bits = 0
    for letter in folded:
        bits |= 1 << ord(letter) % 127
    return bits


def _rank(a: str, b: str) -> int | None:
    """The distance of two folded words, 0 if they are equal; None if it is too large."""
    if a == b:
        return 0
    if as_singular(a) == as_singular(b):
        return 1
    # The first letter is rarely wrong: `lost` is not `host`, `dinner` is not `winner`.
    if not (a[:1] == b[:1] or a[:2] == b[1::-1] or a[1:] == b or a == b[1:]):
        return None
    limit = max(len(a), len(b)) // 4
    errors = typing_errors(a, b, limit)
    return 1 + errors if errors <= limit else None


def _in_common(a: str, b: str) -> int:
    """How many letters two words have in common at their beginning."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def as_singular(word: str) -> str:
    """Return `word` without the ending of a plural, as English usually has it."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 2 else word


def typing_errors(a: str, b: str, limit: int) -> int:
    """Return how many letters are missing, added, replaced, or swapped with their neighbour; above `limit`, any number.

    It is the optimal string alignment distance: that of Damerau and Levenshtein, with each letter edited once.
    """
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


def _is_partial(words: list[str], folded: str, candidate: _Folded) -> bool:
    """Whether a candidate begins with a word, or one begins or ends with all words of the other."""
    short, long = sorted((words, candidate.words), key=len)
    if len("".join(short)) < 3:  # letters: too few to be meant
        return False
    return long[: len(short)] == short or long[-len(short) :] == short or candidate.folded.startswith(folded)


def _words(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text.casefold()) if part]
