"""Quantities: numbers with a unit, at least or about so much, ranges and scores.

    number    a whole number or an exact decimal                                       1500, 6.8, -3
    unit      an ISO 4217 code, or a short unit, also of a quotient; % and ‰ attached   48000000 USD, 90 km/h, 6%
    mark      `+` for at least, `~` for about, at the end                              26+, 200~, 6%+
    range     two numbers, both included, and a unit                                   3..5 km
    score     two to four whole numbers                                                2-1

The units of UCUM and QUDT that people write are units here: `km2`, `kWh`, `°C`. The patterns are regular expressions
without anchors, in the syntax that Python, ECMA-262 and Rust read alike.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, Self

import attrs

from newscorpus.models.codes import CURRENCIES, currency_codes
from newscorpus.text.meaning import in_digits
from newscorpus.text.quantities import read_quantities
from newscorpus.text.words import pattern

_WHOLE: Final = "(?:0|[1-9][0-9]{0,17})"
COUNT_PATTERN: Final = rf"{_WHOLE}(?:[+~]|\.\.{_WHOLE})"
"""A whole number with a mark, or a range of whole numbers."""

_NUMBER: Final = rf"-?{_WHOLE}(?:\.[0-9]{{1,18}})?"
_LETTER: Final = "[A-Za-z°µΩ]"
# Three capitals are a currency.
_WORD: Final = f"(?:{_LETTER}{{1,2}}|[A-Z]{{0,2}}[a-z°µΩ]{_LETTER}{{0,17}}|{_LETTER}{{4,20}})"


def _unit(currency: str) -> str:
    """The pattern of a unit, in which this pattern stands for a currency."""
    atom = f"(?:{currency}|{_WORD}[23]?)"
    return f"(?:[%‰]| {atom}(?:/{atom})?)"


_UNIT: Final = _unit("|".join(sorted(CURRENCIES)))
_SCORE: Final = f"{_WHOLE}(?:-{_WHOLE}){{1,3}}"
QUANTITY_PATTERN: Final = rf"(?:{_NUMBER}{_UNIT}?[+~]?|{_NUMBER}\.\.{_NUMBER}{_UNIT}?|{_SCORE})"
"""Every quantity."""

_PARTS: Final = pattern(rf"({_NUMBER})(?:\.\.({_NUMBER}))?({_unit('[A-Z]{3}')})?([+~])?")
"""The parts of a quantity, of any currency: to compile all of them by name takes 8 ms at each start."""
_CAPITALS: Final = pattern("(?<![^ /])[A-Z]{3}(?![^/])")

Number = int | Decimal


@attrs.frozen
class Quantity:
    """A quantity as numbers: at least and at most so much of a unit, or a score.

    Example::

        amount = nc.Quantity.parse("6.5..6.8 Mw")
        assert (str(amount.most), amount.unit) == ("6.8", "Mw")
    """

    least: Number | None = None
    """The number, or the lower end of a range, as an integer or an exact decimal; None for a score."""
    most: Number | None = None
    """The number, or the upper end of a range; None if that is open, and for a score."""
    unit: str | None = None
    """The unit or currency, such as `km` or `USD`; None without one."""
    about: bool = False
    """Whether the number is approximate."""
    score: tuple[int, ...] = ()
    """The numbers of a score such as `2-1`."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quantity that a text means.

        Args:
            text: A quantity as files have it: `48000000 USD`, `6%+`, `200~`, `3..5 km`, `2-1`.

        Returns:
            The quantity.

        Raises:
            ValueError: If the text is not a quantity.
        """
        parts = _PARTS.fullmatch(text)
        known = parts and CURRENCIES.issuperset(_CAPITALS.findall(parts[3] or ""))
        if parts and known and not (parts[2] and parts[4]):
            least, most = _number(parts[1]), _number(parts[2] or parts[1])
            unit = parts[3].strip() if parts[3] else None
            return cls(least, None if parts[4] == "+" else most, unit, about=parts[4] == "~")
        if re.fullmatch(_SCORE, text):
            return cls(score=tuple(map(int, text.split("-"))))
        raise ValueError(f"{text!r}: expected a quantity such as 48000000 USD, 6%+, 200~, 3..5 km or 2-1")

    @property
    def is_reversed(self) -> bool:
        """Whether it is a range from a larger number to a smaller one."""
        return self.least is not None and self.most is not None and self.most < self.least

    def __str__(self) -> str:
        if self.score:
            return "-".join(map(str, self.score))
        unit = self.unit or ""
        unit = unit if unit in ("", "%", "‰") else f" {unit}"
        if self.most is None:
            return f"{self.least}{unit}+"
        if self.least != self.most:
            return f"{self.least}..{self.most}{unit}"
        return f"{self.least}{unit}{'~' if self.about else ''}"


def _number(digits: str) -> Number:
    return Decimal(digits) if "." in digits else int(digits)


@lru_cache(maxsize=4096)
def quantity_of(text: str) -> Quantity | None:
    """Return the quantity that a text means; None if it is not one. The last few are cached."""
    try:
        return Quantity.parse(text)
    except ValueError:
        return None


def quantity_meant(text: str, language: str = "en") -> str | None:
    """Return the quantity that people most likely mean by `$48 million`, `1,500`, `six`, `2–1`; None if unknown."""
    if _UNKNOWN_MARK.search(text):
        return None
    score = text.strip().replace("–", "-")
    if re.fullmatch(_SCORE, score):
        return score
    span = _SPAN.fullmatch(score)
    if span:  # `5-7 km`
        meant = f"{span[1]}..{span[2]}{span[3]}"
        return meant if re.fullmatch(QUANTITY_PATTERN, meant) else None
    marked = _MARKED.fullmatch(score)
    if marked:  # `3000000~ KES`
        meant = f"{marked[1]}{marked[3]}{marked[2]}"
        return meant if re.fullmatch(QUANTITY_PATTERN, meant) else None
    unit = _CODE.search(score)
    if unit and unit[1] not in CURRENCIES:
        code = _currency_meant(unit[1].upper())
        text = f"{score[: unit.start(1)]}{code}{score[unit.end(1) :]}"
        return code and (text if re.fullmatch(QUANTITY_PATTERN, text) else quantity_meant(text, language))
    reading = read_quantities(text, language)
    if reading is None or not (reading.complete and reading.whole and len(reading.amounts) == 1):
        return in_digits(text)
    (amount,) = reading.amounts
    return None if amount.measured and not amount.units else amount.value(amount.units[0] if amount.units else "")


_UNKNOWN_MARK: Final = pattern(r"[≥≤]|\A\.\.|\.\.\Z|[+~]{2}")
"""Without which the number alone would say something else."""
_SPAN: Final = pattern("([0-9.]+) ?(?:-|—|to) ?([0-9.]+)([ %].*|)")
"""A range that is written as in the article."""
_MARKED: Final = pattern("([0-9.]+)([+~])([ %].*)")
"""A quantity with its mark before the unit."""
_CODE: Final = pattern(r"(?<=[0-9] )([A-Z]{3}|[a-z]{3})(?=\Z|[+~/])")


def _currency_meant(code: str) -> str | None:
    """Return the ISO 4217 code that newspapers mean by another one, or of which the letters are mixed up."""
    if code in CURRENCIES:
        return code
    mixed = [currency for currency in CURRENCIES if sorted(currency) == sorted(code)]
    return currency_codes().get(code) or (mixed[0] if len(mixed) == 1 else None)


def quantity_advice(text: str) -> str | None:
    """Say that three capitals are not a currency; None if a quantity is malformed in another way."""
    unit = _CODE.search(text)
    if unit is None or not unit[1].isupper() or unit[1] in CURRENCIES:
        return None
    return f"`{unit[1]}` is not an ISO 4217 code of a currency; other units are not written in three capitals"


def count_meant(words: str) -> str | None:
    """Say how to write a count that is given in words, or with its digits grouped; None if it is not known."""
    number = None if re.search("[~<>≥≤≈+]|[.][.]", words) else in_digits(words)
    with_words = f", or with the words of the article before it: `{{{words}: {number}}}`" if words.isalpha() else ""
    if number:
        return f"write `{number}`{with_words}"
    span = _SPAN.fullmatch(words.strip().replace("–", "-"))
    meant = f"{span[1]}..{span[2]}" if span else quantity_meant(words)
    return f"write `{meant}`" if meant and re.fullmatch(rf"{COUNT_PATTERN}|[0-9]+", meant) else None
