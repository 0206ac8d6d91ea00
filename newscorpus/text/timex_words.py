"""The words of time expressions: what a word can do in one (`Kind`), and those of a language (`Language`).

`section(language, "times")` has them by kind, with what the value of the kind says. Imports `languages`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, IntEnum
from functools import cache, cached_property, lru_cache
from typing import Any, Final
from unicodedata import decimal

import attrs

from newscorpus.text.languages import DATED, primary_subtag, section


class Unit(IntEnum):
    """How precise an expression is, the finest unit first."""

    DAY = 1
    WEEKEND = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5


class Kind(Enum):
    """What a word does in an expression.

    The value explains the number that the table gives for the word.
    """

    WEEKDAY = "0 is Monday"
    MONTH = "1 is January"
    DAY = "days from today: -1 is yesterday"
    UNIT = "one of a `Unit`"
    UNITS = "several of a `Unit`"
    STEP = "-1 last, 0 this, 1 next"
    NUMBER = "how many, or the day of a month"
    YEAR = "a year of four digits"
    AGO = "counts backward"
    RECENT = "up to today"
    PART = "some part of it: early, late"
    NIGHT = "may reach into the day after"
    HOURS = "a part of the day: 412 is from 4 to 12 o’clock"
    CLOCK = "a time of day: minutes since midnight"
    TWELVE = "it may be twelve hours later"
    FILLER = "nothing"

    __hash__ = object.__hash__
    """Members are compared by identity. The hash of `Enum` is Python code, which is slow for every word."""


Expression = Mapping[Kind, int]
"""The kinds of the words of an expression, each with its number."""


@attrs.frozen(eq=False, slots=False)
class Language:
    """The time words of one language, in lower case, each with its kinds and numbers."""

    words: Mapping[str, Sequence[tuple[Kind, int]]]
    ordinal: str = ""
    """Regular expression for the endings of ordinal numbers: `th`."""
    clock: str = "(?!)"
    """Regular expression for times of day, with groups `hour`, `minute` or `behind_colon`, `half` (a or p), `rough`."""
    clock_words: frozenset[str] = frozenset()
    """The words that those have."""
    before_month: frozenset[str] = frozenset()
    """Words before a month that show that it is one: `in May`."""
    before_year: frozenset[str] = frozenset()
    """Words before a year that show that it is one."""
    capitals: bool = True
    """Whether weekdays and months have capitals."""
    years: str = "[12][0-9]{3}"
    """Regular expression for years: fewer where other calendars count years, too."""
    leading: str = "(?!)"
    """Regular expression for a verb and the like before an expression: `published on Monday`."""
    spaced: bool = True
    """Whether words have spaces between them."""
    day_first: bool | None = None
    """Whether the day is before the month in dates of digits that end with the year; None if usage varies."""

    @cached_property
    def _token(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        phrases = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest_first)
        number = rf"(?:(?P<year>{self.years})|(?P<number>[0-9]{{1,2}}))(?![0-9])(?:{self.ordinal})?"
        phrase = rf"(?P<phrase>{phrases})(?:\.|['’]s?)?"
        end = r"(?!\w)" if self.spaced else ""
        digits = _DIGITS.format(years=self.years)
        return re.compile(rf"[\s,،、/]*(?:(?P<clock>{self.clock})|{digits}|{phrase}|{number}){end}[\s,،、/]*")

    def parse(self, words: str) -> Expression | None:
        """Parse an expression.

        None if a word is unknown, or two are of the same kind. Cached: several rules read the same words.
        """
        return _parsed(self, words)

    def parse_words(self, words: str) -> Expression | None:
        """Parse an expression, without the cache of `parse`."""
        parts = self.parts(words)
        if parts is None:
            return None
        expression: dict[Kind, int] = {}
        counted: dict[Kind, int] = {}
        for _, meanings in parts:
            if (Kind.FILLER, 0) in meanings:  # Croatian `3 dana`, and `dana 3. svibnja`
                counted |= dict(meanings)
                continue
            for kind, value in meanings:
                named_twice = kind is Kind.MONTH and expression.get(kind) == value  # `3 مايو/ أيار`
                if kind in expression and not named_twice and kind not in (Kind.PART, Kind.HOURS):
                    return None
                expression[kind] = value
        counted.pop(Kind.FILLER, None)
        return {**expression, **counted} if Kind.AGO in expression else expression

    def parts(self, words: str) -> Sequence[tuple[str, Sequence[tuple[Kind, int]]]] | None:
        """Return the words and numbers of an expression, each with what it means; None if one is unknown."""
        words, at = plain(words), 0
        parts = []
        while at < len(words):
            token = self._token.match(words, at)
            meanings = self._meanings(token) if token else None
            if token is None or meanings is None:
                return None
            parts.append((token[0].strip(" ,،、/"), tuple(meanings)))
            at = token.end()
        return parts

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of expressions, but for numbers in digits."""
        return self.clock_words.union(word for phrase in self.words for word in phrase.split())

    def kinds(self, word: str) -> set[Kind]:
        """Return the kinds of a word; none if it is not a time word."""
        return {kind for kind, _ in self.words.get(plain(word), ())}

    def is_date_name(self, word: str) -> bool:
        """Return whether `word`, in any case, is the name of a weekday or month."""
        return not self.kinds(word).isdisjoint((Kind.WEEKDAY, Kind.MONTH))

    def _meanings(self, token: re.Match[str]) -> Iterable[tuple[Kind, int]] | None:
        """What a token means; None if that is not known."""
        if token["clock"]:
            return _clock(token.groupdict())
        if token["first_year"]:
            year, month, day = (int(token[name]) for name in ("first_year", "middle", "last"))
            return (Kind.YEAR, year), (Kind.MONTH, month), (Kind.NUMBER, day)
        if token["last_year"]:
            return self._day_and_month(int(token["one"]), int(token["other"]), int(token["last_year"]))
        if token["year"]:
            return ((Kind.YEAR, int(token["year"])),)
        if token["number"]:
            return ((Kind.NUMBER, int(token["number"])),)
        return self.words[" ".join(token["phrase"].split())]

    def _day_and_month(self, first: int, second: int, year: int) -> Iterable[tuple[Kind, int]] | None:
        day_first = self.day_first if max(first, second) <= _MONTHS else first > second
        if day_first is None:
            return None
        day, month = (first, second) if day_first else (second, first)
        return (Kind.YEAR, year), (Kind.MONTH, month), (Kind.NUMBER, day)


_MONTHS: Final = 12
_DAYS: Final = 31
_DIGITS: Final = (
    r"(?P<first_year>{years})(?P<mark>[-/.])\s?(?P<middle>[0-9]{{1,2}})(?P=mark)\s?(?P<last>[0-9]{{1,2}})\.?"
    r"|(?P<one>[0-9]{{1,2}})(?P<between>[-/.])\s?(?P<other>[0-9]{{1,2}})(?P=between)\s?(?P<last_year>{years})\.?"
)
"""A date in digits: `2024-05-12`, `12.5.2024`."""


def plain(words: str) -> str:
    """Return words in lower case, with ASCII digits and apostrophes, without marks that Arabic may leave out."""
    words = words.lower()
    if words.isascii():
        return words
    words = words.translate(_PLAIN_LETTERS)
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in words)


def _clock(token: Mapping[str, str | None]) -> Iterable[tuple[Kind, int]]:
    # Where clocks have two halves of the day, the words may not name the half.
    hour, half = int(token["hour"] or 0), token.get("half", "")
    minute = token.get("minute") or token.get("behind_colon") or 0
    yield Kind.CLOCK, (hour % 12 + 12 * (half == "p") if half else hour) * 60 + int(minute)
    if half is None and 1 <= hour <= 12:
        yield Kind.TWELVE, 0
    if token.get("rough"):
        yield Kind.PART, 0


@lru_cache(maxsize=4096)
def _parsed(language: Language, words: str) -> Expression | None:
    expression = language.parse_words(words)
    if expression is None and (verb := re.match(language.leading, words, re.IGNORECASE)):
        return language.parse_words(words[verb.end() :])
    return expression


_PLAIN_LETTERS: Final = str.maketrans(
    {**dict.fromkeys("\u2019\u02bc", "'"), **dict.fromkeys("أإآ", "ا"), "ی": "ي", "ک": "ك"}
    | dict.fromkeys(["\u200e", "\u200f", "\u061c", *map(chr, range(0x64B, 0x653))])
)
"""Other apostrophes; Arabic letters that are written with or without hamza; marks of direction, and vowel signs."""
_SMALL: Final = ("clock_words", "before_month", "before_year")
_PLAIN: Final = ("ordinal", "clock", "capitals", "years", "leading", "spaced", "day_first")


@cache
def _language(tag: str) -> Language | None:
    times, numbers = section(tag, "times"), section(tag, "numbers") or {}
    if times is None:
        return None
    words: dict[str, list[tuple[Kind, int]]] = {
        word: [(Kind.NUMBER, number)] for word, number in numbers.get("values", {}).items() if isinstance(number, int)
    }
    words |= {word: [(Kind.NUMBER, 1)] for word in numbers.get("articles", ())}
    figures = section(tag, "figures") or {}
    if not numbers and "groups" in figures:  # `un` is an article, too
        words |= {word: [(Kind.NUMBER, n)] for word, n in figures["NUMBERS"].items() if 1 < n <= _DAYS}
    of_times: dict[str, list[tuple[Kind, int]]] = {}
    for kind, phrases in times["words"].items():
        for phrase, number in phrases.items():
            of_times.setdefault(phrase, []).append((Kind[kind], number))
    small: dict[str, Any] = {name: frozenset(times.get(name, ())) for name in _SMALL}
    plain: dict[str, Any] = {name: times[name] for name in _PLAIN if name in times}
    return Language(words | of_times, **small, **plain)


def language_of(tag: str | None) -> Language | None:
    """Return the time words of the language of a BCP 47 tag; None if there are none."""
    return _language(primary_subtag(tag))


def languages_tried(tag: str | None) -> Iterator[Language]:
    """Yield the time words of a language and of English; of every language if that is not known."""
    known = primary_subtag(tag) in DATED
    yield from filter(None, map(_language, {primary_subtag(tag), "en"} if known else DATED))
