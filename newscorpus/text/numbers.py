"""Numbers in words: the tokens of words, what each means in a language, and the amounts that they give.

`section(language, "numbers")` has the words: `values` are added (`forty`, `eight`), `scales` multiply (`two hundred`),
`plurals` are several of a scale (`dozens`), `halves` parts of one (`half a million`). Imports `languages` and `words`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from itertools import combinations
from typing import Any, Final, NamedTuple

from newscorpus.text.languages import section, sections, shared
from newscorpus.text.words import pattern


class Bound(Enum):
    """What words say of a number: that it is the number, or lies on one side of it."""

    EXACT = "="
    ABOUT = "~"
    NEARLY = "~<"
    LEAST = ">="
    MORE = ">"
    MOST = "<="
    LESS = "<"
    SEVERAL = "several"
    """Several of a scale: `dozens`."""


class Token(NamedTuple):
    """A word, the digits of a number, or a sign."""

    word: str
    number: Decimal | None
    """Of digits."""
    glued: bool
    """Whether no space is before it."""
    year: bool = False
    """Whether digits may be those of a year: four, from 1900 to 2099."""


_YEAR: Final = pattern("(?:19|20)[0-9]{2}")
HYPHENS: Final = frozenset("-‐‑–−")
_SPACES: Final = "\u00a0\u2009\u202f "


@cache
def currencies() -> Mapping[str, tuple[str, ...]]:
    """Return signs of currencies, with the ISO 4217 codes that each may be."""
    return {sign: _codes(listed) for sign, listed in shared("currencies").items()}


def is_fixed(code: str) -> bool:
    """Return whether values of a unit are not converted into another one: those of money, and per cent."""
    return code == "%" or (len(code) == len("USD") and code.isalpha() and code.isupper())


@cache
def unit_codes() -> frozenset[str]:
    """Return the codes of all units that have words in any language."""
    own = (
        code for _, contents in sections("numbers") for listed in contents.get("units", {}).values() for code in listed
    )
    return frozenset((*_codes(own), *shared("symbols").values())) - {""}


def _codes(listed: Iterable[str]) -> tuple[str, ...]:
    """Codes of units, in place of the names of groups of them: the dollars of many countries."""
    groups = shared("groups")
    return tuple(code for name in listed for code in groups.get(name.removeprefix("@"), (name,)))


class Phrases:
    """Phrases to look for at a token."""

    def __init__(self, phrases: Iterator[tuple[str, Bound]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
        for phrase, bound in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, bound))
        for several in self._by_first.values():
            several.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, Bound] | None:
        """Return the length and the bound of the longest phrase that begins at token `i`."""
        for words, bound in self._by_first.get(tokens[i].word, ()) if i < len(tokens) else ():
            if tuple(token.word for token in tokens[i : i + len(words)]) == words:
                return len(words), bound
        return None

    def ends(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether a phrase ends before token `end`."""
        return any((phrase := self.at(tokens, i)) and i + phrase[0] == end for i in range(max(0, end - 4), end))


class NumberWords:
    """The words of one language for numbers, bounds, ranges and units."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self.joint: str = words.get("joint", "")
        """The word within a number: `one hundred and five`."""
        self.joint_behind: int = words.get("joint_behind", 100)
        """What the number before that word is a multiple of."""
        self.decimal: str = words.get("decimal", ".")
        self._separators = f"{',' if self.decimal == '.' else '.'}'’{_SPACES}"
        self.compounds: bool = words.get("compounds", False)
        """Whether a number is written as one word, with the ones before the tens: `achtundvierzig`."""
        self.between: Mapping[str, str] = words.get("between", {})
        """The words before a range, with the word between its ends."""
        self.nations: Mapping[str, str] = words.get("nations", {})
        """The words for countries before a currency, with its code."""
        self.articles = self._listed("articles")
        self.several = self._listed("several")
        self.of = self._listed("of")
        self.groups = self._listed("groups")
        """Nouns that `a` counts one of, although they are several people: `a family`."""
        self.joining = self._listed("joining") | {self.joint, *",;&+"} - {""}
        self.values = self._numbered("values")
        """The words that are added."""
        self.scales = self._numbered("scales")
        """The words that multiply."""
        self.plurals = self._numbered("plurals")
        """The words for several of a scale."""
        self.halves = self._numbered("halves")
        """The parts of a scale."""
        self.known = frozenset((*self.values, *self.scales, *self.plurals, *self.halves, *self.articles))
        """All words that are a number or part of one."""
        self.before = Phrases(self._bounds("before"))
        """The phrases before a number that make it a bound."""
        self.after = Phrases(self._bounds("after"))
        """The phrases behind a number, or behind the noun that it counts, that make it a bound."""
        self.fillers = self._phrases("fillers")
        """The phrases between a bound and its number."""
        self.nothing = self._phrases("nothing")
        """The phrases for zero."""
        self.until = self._phrases("until")
        """The phrases between the ends of a range."""
        self.ordinal = re.compile(words.get("ordinals", "(?!)"))
        """What numbers something and counts nothing: `third`, `21st`."""

    def _listed(self, name: str) -> frozenset[str]:
        return frozenset(self._words.get(name, ()))

    def _numbered(self, name: str) -> Mapping[str, Decimal]:
        return {word: Decimal(str(number)) for word, number in self._words.get(name, {}).items()}

    def _bounds(self, name: str) -> Iterator[tuple[str, Bound]]:
        return ((phrase, Bound[of]) for of, phrases in self._words.get(name, {}).items() for phrase in phrases)

    def _phrases(self, name: str) -> Phrases:
        return Phrases((phrase, Bound.EXACT) for phrase in self._words.get(name, ()))

    @cached_property
    def units(self) -> Mapping[str, tuple[str, ...]]:
        """The words for units, with the codes that each may be, and what else people write for it: `year`, `years`."""
        listed = {**self._words.get("units", {}), **{sign: [code] for sign, code in shared("symbols").items()}}
        units = {word: _codes(names) for word, names in listed.items()}
        return {
            word: codes if all(map(is_fixed, codes)) else (*codes, word, word.removesuffix("s"))
            for word, codes in units.items()
        }

    def tokens(self, words: str) -> Iterator[Token]:
        """Yield the tokens of words in lower case."""
        end = 0
        for match in self._token.finditer(words):
            glued = bool(end) and match.start() == end
            end = match.end()
            digits = match["number"]
            if digits is None:
                yield from self._parts(match[0], glued)
                continue
            plain = re.sub(f"[{re.escape(self._separators)}]", "", digits).replace(self.decimal, ".")
            yield Token(digits, Decimal(plain), glued, plain == digits and _YEAR.fullmatch(digits) is not None)

    def _parts(self, word: str, glued: bool) -> Iterator[Token]:
        """The words of a number that is written as one: `achtundvierzig`."""
        if self.compounds and word not in self.known and self._compound.fullmatch(word):
            for i, part in enumerate(self._part.findall(word)):
                yield Token(part, None, bool(i) or glued)
        else:
            yield Token(word, None, glued)

    @cached_property
    def _token(self) -> re.Pattern[str]:
        whole = rf"[0-9]{{1,3}}(?:[{re.escape(self._separators)}][0-9]{{3}})+(?![0-9])|[0-9]+"
        signs = "|".join(re.escape(sign) for sign in sorted(currencies(), key=len, reverse=True))
        return re.compile(
            rf"(?P<number>(?<![0-9])(?:{whole})(?:{re.escape(self.decimal)}[0-9]+)?)"
            rf"|{signs}|[^\W\d_]+(?:['’.][^\W\d_]+)*|\S"
        )

    @cached_property
    def _part(self) -> re.Pattern[str]:
        longest_first = sorted({*self.values, *self.scales, self.joint}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))

    @cached_property
    def _compound(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._part.pattern})+")


@cache
def number_words(language: str) -> NumberWords | None:
    """Return the words of a language, by its primary subtag; None if it has none, or only a few numbers."""
    words = section(language, "numbers")
    return NumberWords(words) if words and "before" in words else None


def equivalents() -> Iterator[tuple[str, str]]:
    """Yield the words of all languages that mean a number or part of one, each with its digits or with itself.

    Not articles and other words that mean something else in another language.
    """
    for _, words in sections("numbers"):
        excluded = {*words.get("homographs", ()), *words.get("articles", ())}
        for word, number in words["values"].items():
            if word not in excluded:
                yield word, str(number)
        for name in ("scales", "plurals", "halves", "several"):
            yield from ((word, word) for word in words.get(name, ()) if word not in excluded)


def words_for_nothing() -> Iterator[str]:
    """Yield the phrases of all languages for zero."""
    for _, words in sections("numbers"):
        yield from words.get("nothing", ())


class Amount(NamedTuple):
    """A number that words give, or a range."""

    low: Decimal
    high: Decimal
    bound: Bound = Bound.EXACT
    rough: bool = False
    """Whether the bound is uncertain: `at least about 12`."""
    units: tuple[str, ...] = ()
    """The codes of the unit or currency; several if the words do not decide, the most likely one first."""
    measured: bool = False
    """Whether it is of a unit, known or not: it counts no people or things."""
    by_article: bool = False
    """Whether it is only the `a` of `a woman`."""

    @property
    def is_open(self) -> bool:
        """Whether it is not one number, nor one near which the number is."""
        return self.low != self.high or self.bound not in (Bound.EXACT, *ROUGH)

    def allows(self, least: Decimal, most: Decimal | None) -> bool:
        """Return whether a value from `least` to `most` is what the words give; None is an open end."""
        margin = max(Decimal(1), self.high / 5) if self.rough or self.bound in ROUGH else Decimal(0)
        low, high = self.low - margin, self.high + (0 if self.bound is Bound.NEARLY else margin)
        if self.bound in (Bound.LEAST, Bound.MORE):
            return least != most and low <= least <= high + (self.bound is Bound.MORE)
        if self.bound in (Bound.MOST, Bound.LESS):
            return least != most and most is not None and low - (self.bound is Bound.LESS) <= most <= high
        if self.bound is Bound.SEVERAL:
            return least != most and least <= high and (low <= least or (most is not None and low <= most))
        if self.low != self.high and self.bound is Bound.EXACT:
            return least == self.low and most == self.high
        if most is None:
            return self.bound is not Bound.NEARLY and low <= least <= high
        return least <= high and low <= most

    def value(self, unit: str = "") -> str:
        """Return the value that the words give, as counts and quantities are written."""
        low, high = (f"{number.normalize():f}" for number in (self.low, self.high))
        unit = unit if unit in ("", "%", "‰") else f" {unit}"
        if self.bound in (Bound.LEAST, Bound.MORE, Bound.SEVERAL):
            return f"{low}{unit}+"
        if self.bound in (Bound.MOST, Bound.LESS):
            whole = self.bound is Bound.LESS and not unit and self.high >= 1
            return f"0..{f'{self.high - 1:f}' if whole else high}{unit}"
        if low != high:
            return f"{low}..{high}{unit}"
        return f"{low}{unit}{'~' if self.bound in ROUGH else ''}"

    def is_of(self, unit: str | None) -> bool:
        """Return whether it may be of a unit; None is none."""
        return unit in self.units if self.units else not (self.measured and unit)

    def is_of_another(self, unit: str | None) -> bool:
        """Return whether it certainly has another unit: money or per cent, which are not converted into others."""
        return bool(self.units) and unit not in self.units and (is_fixed(unit or "") or all(map(is_fixed, self.codes)))

    def misnames(self, unit: str | None, least: Decimal, most: Decimal | None) -> bool:
        """Return whether a value is its own number, which was not converted, with the code of another unit."""
        return unit in unit_codes() and bool(self.codes) and unit not in self.units and self.allows(least, most)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its units, without what else people write."""
        return unit_codes().intersection(self.units)


ROUGH: Final = (Bound.ABOUT, Bound.NEARLY)
"""Bounds near which the number is."""
_MOST_SUMMED: Final = 6
"""Amounts of which all sums are tried."""
_UNCOUNTED: Final = 9
"""How many more there may be if words also name people without a number: `his wife and two children`."""


class Reading(NamedTuple):
    """What words say of numbers."""

    amounts: tuple[Amount, ...]
    complete: bool
    """Whether every word that looks like a number was read."""
    whole: bool = False
    """Whether there are no other words."""
    joined: int = 0
    """How many times the words join things, of which some may have no number: `his wife and two children`."""

    def of_people(self) -> "Reading":
        """Return the reading without measures: people are not counted in years or dollars."""
        counts = tuple(amount for amount in self.amounts if not amount.measured)
        measured = len(counts) < len(self.amounts) and all(amount.by_article for amount in counts)
        return self._replace(amounts=counts, complete=self.complete and not measured)

    def in_unit(self, unit: str | None) -> "Reading":
        """Return the reading with those amounts only that may be of a unit: nothing is converted."""
        amounts = tuple(amount for amount in self.amounts if amount.is_of(unit) or amount.is_of_another(unit))
        return self._replace(amounts=amounts)

    def lacks_unit(self, unit: str | None) -> bool:
        """Return whether each amount certainly has another unit."""
        return self.complete and bool(self.amounts) and all(amount.is_of_another(unit) for amount in self.amounts)

    def contradicts(self, least: Decimal, most: Decimal | None) -> bool:
        """Return whether no amount, and no sum of them, is a value from `least` to `most`."""
        plain = [amount for amount in self.amounts if not amount.by_article]
        if not self.complete or not self.amounts or any(amount.allows(least, most) for amount in plain or self.amounts):
            return False
        lows = [amount.low for amount in self.amounts if amount.low == amount.high][:_MOST_SUMMED]
        sums = {sum(several) for n in range(2, len(lows) + 1) for several in combinations(lows, n)}
        if least in sums or (most is not None and any(least <= total <= most for total in sums)):
            return False
        others = plain or (self.amounts if self.joined >= len(self.amounts) else ())  # `the driver and a passenger`
        return not (self.joined and any(0 < least - amount.low <= _UNCOUNTED for amount in others))
