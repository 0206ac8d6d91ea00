"""Rows of `number_words`, prepared to be searched: the tokens of words, and what each of them means."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from newscorpus.text.amounts import FIXED, Bound
from newscorpus.text.number_words import CURRENCIES, NumberWords, numbered
from newscorpus.text.words import words_in


class Token(NamedTuple):
    """A word, the digits of a number, or a sign."""

    word: str
    number: Decimal | None
    """Of digits."""
    glued: bool
    """Whether no space is before it."""
    year: bool = False
    """Whether digits may be those of a year: four, from 1900 to 2099."""


_SIGNS: Final = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
HYPHENS: Final = frozenset("-‐‑–−")
_SPACES: Final = "\u00a0\u2009\u202f "


class Table:
    """A row of `number_words`, prepared to be searched."""

    def __init__(self, row: NumberWords) -> None:
        self.row = row
        self.articles = words_in(row.articles)
        self.several = words_in(row.several)
        self.of = words_in(row.of)
        self.groups = words_in(row.groups)
        self.joining = words_in(f"{row.joint} {row.joining} , ; & +")

    def tokens(self, words: str) -> Iterator[Token]:
        """Yield the tokens of words in lower case."""
        end = 0
        for found in self._token.finditer(words):
            glued = bool(end) and found.start() == end
            end = found.end()
            digits = found["number"]
            if digits is None:
                yield from self._parts(found[0], glued)
                continue
            plain = re.sub(f"[{re.escape(self._separators)}]", "", digits).replace(self.row.decimal, ".")
            yield Token(digits, Decimal(plain), glued, plain == digits and _YEAR.fullmatch(digits) is not None)

    def _parts(self, word: str, glued: bool) -> Iterator[Token]:
        """The words of a number that is written as one: `achtundvierzig`."""
        if self.row.compounds and word not in self.known and self._compound.fullmatch(word):
            for i, part in enumerate(self._part.findall(word)):
                yield Token(part, None, bool(i) or glued)
        else:
            yield Token(word, None, glued)

    @cached_property
    def _separators(self) -> str:
        return f"{',' if self.row.decimal == '.' else '.'}'’{_SPACES}"

    @cached_property
    def _token(self) -> re.Pattern[str]:
        whole = rf"[0-9]{{1,3}}(?:[{re.escape(self._separators)}][0-9]{{3}})+(?![0-9])|[0-9]+"
        return re.compile(
            rf"(?P<number>(?<![0-9])(?:{whole})(?:{re.escape(self.row.decimal)}[0-9]+)?)"
            rf"|{_SIGNS}|[^\W\d_]+(?:['’.][^\W\d_]+)*|\S"
        )

    @cached_property
    def _part(self) -> re.Pattern[str]:
        longest_first = sorted({*self.values, *self.scales, self.row.joint}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))

    @cached_property
    def _compound(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._part.pattern})+")

    @cached_property
    def values(self) -> Mapping[str, Decimal]:
        """The words that are added."""
        return dict(numbered(self.row.values))

    @cached_property
    def scales(self) -> Mapping[str, Decimal]:
        """The words that multiply."""
        return dict(numbered(self.row.scales))

    @cached_property
    def plurals(self) -> Mapping[str, Decimal]:
        """The words for several of a scale."""
        return dict(numbered(self.row.plurals))

    @cached_property
    def halves(self) -> Mapping[str, Decimal]:
        """The parts of a scale."""
        return dict(numbered(self.row.halves))

    @cached_property
    def known(self) -> frozenset[str]:
        """All words that are a number or part of one."""
        return frozenset((*self.values, *self.scales, *self.plurals, *self.halves, *self.articles))

    @cached_property
    def units(self) -> Mapping[str, tuple[str, ...]]:
        """The words for units, with the codes that each may be, and what else people write for it: `year`, `years`."""
        found = {}
        for word, _, listed in (pair.partition("=") for pair in self.row.units.split()):
            codes = tuple(filter(None, listed.split("|")))
            found[word] = codes if FIXED.issuperset(codes) else (*codes, word, word.removesuffix("s"))
        return found

    @cached_property
    def nations(self) -> Mapping[str, str]:
        """The words for countries before a currency, with its code."""
        return dict(pair.split("=") for pair in self.row.nations.split())

    @cached_property
    def before(self) -> "Phrases":
        """The phrases before a number."""
        return Phrases((phrase, Bound[name]) for name, several in self.row.before.items() for phrase in _cut(several))

    @cached_property
    def after(self) -> "Phrases":
        """The phrases behind a number."""
        return Phrases((phrase, Bound[name]) for name, several in self.row.after.items() for phrase in _cut(several))

    @cached_property
    def fillers(self) -> "Phrases":
        """The phrases between."""
        return Phrases((phrase, Bound.EXACT) for phrase in _cut(self.row.fillers))

    @cached_property
    def nothing(self) -> "Phrases":
        """The phrases for zero."""
        return Phrases((phrase, Bound.EXACT) for phrase in _cut(self.row.nothing))

    @cached_property
    def until(self) -> "Phrases":
        """The phrases between the ends of a range."""
        return Phrases((phrase, Bound.EXACT) for phrase in _cut(self.row.until))

    @cached_property
    def between(self) -> Mapping[str, str]:
        """The words before a range, with the word between its ends."""
        pairs = (word.partition("=") for word in self.row.between.split())
        return {word: middle for word, _, middle in pairs}

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """What numbers something and counts nothing."""
        return re.compile(self.row.ordinals or "(?!)")


def _cut(phrases: str) -> Iterator[str]:
    return filter(None, (phrase.strip() for phrase in phrases.split(",")))


class Phrases:
    """Phrases to look for at a token."""

    def __init__(self, phrases: Iterator[tuple[str, Bound]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
        for phrase, bound in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, bound))
        for several in self._by_first.values():
            several.sort(key=lambda one: -len(one[0]))

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, Bound] | None:
        """Return the length and the bound of the longest phrase that begins at token `i`."""
        for words, bound in self._by_first.get(tokens[i].word, ()) if i < len(tokens) else ():
            if tuple(token.word for token in tokens[i : i + len(words)]) == words:
                return len(words), bound
        return None

    def ends(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether a phrase ends before token `end`."""
        return any((found := self.at(tokens, i)) and i + found[0] == end for i in range(max(0, end - 4), end))
