"""The number in digits of a few words, in the languages of CLDR: `140 blessés` is 140, `1,5 млн` 1500000.

No grammar is known of these languages. So words have a meaning only if they are few, have one number, and join nothing
to it. `numbers` and `quantities` read more of languages whose words are known. Imports `languages` and `timex_words`.
"""

import re
from decimal import Decimal
from typing import Any, Final

from newscorpus.text.languages import primary_subtag, section
from newscorpus.text.timex_words import plain

_NUMBER: Final = re.compile(r"(?<![\w.,'°º-])[0-9]+(?:[.,'\u00a0\u202f ][0-9]+)*(?![0-9])")
_GROUPS: Final = re.compile(r"[0-9]{1,3}([.,'\u00a0\u202f ])(?:[0-9]{2,3}\1)*[0-9]{3}|[0-9]+")
"""Digits in groups of three, the first of which India writes in two."""
_MOST_BESIDE: Final = 2
"""Words on one side of the number."""
_SHORTEST: Final = 2
"""Letters of a scale; one alone may be a unit: `5 t`."""
_ALIKE: Final = 3
"""Letters in which another form of a scale begins like it."""


def only_figure(words: str, tag: str | None) -> Decimal | None:
    """Return the number that words have in digits, times the scale behind it.

    None if they have none or several, if their other words may change it, or if how it is written is not known.
    """
    figures = section(primary_subtag(tag), "figures")
    text = plain(words).strip()
    numbers = list(_NUMBER.finditer(text))
    if figures is None or len(numbers) != 1:
        return None
    (number,) = numbers
    before, after = text[: number.start()].split(), text[number.end() :].split()
    rest = text[number.end() :]
    if rest and not (rest[0].isspace() or _is_caseless(rest[0])):
        return None  # `3rd`, `12-year-old`, `5 %` and `12.`
    value = _value(number[0], figures.get("decimal"))
    if value is None or _joins([*before, *after], figures["and"]) or not figures["SCALES"].keys().isdisjoint(before):
        return None
    scale, after = _scale(after, figures["SCALES"])
    if scale is None or len(before) > _MOST_BESIDE or len(after) > _MOST_BESIDE:
        return None
    if before and not after and scale == 1:
        return None  # `vol 447`
    return value * scale


def _is_caseless(char: str) -> bool:
    """Whether a character is of a script without capitals, which may join words: Arabic, Chinese, Thai."""
    return char.isalpha() and char.upper() == char.lower()


def _value(digits: str, decimal: str | None) -> Decimal | None:
    """Return the number that digits mean; None if their separators are not known."""
    if digits.isdecimal():
        return Decimal(digits)
    whole, point, part = digits.rpartition(decimal) if decimal and digits.count(decimal) == 1 else (digits, "", "")
    if point and not part.isdecimal():
        return None
    grouped = _GROUPS.fullmatch(whole)
    is_open = decimal is None and grouped is not None and grouped[1] in (".", ",")
    if grouped is None or is_open:
        return None
    return Decimal(re.sub("[^0-9]", "", whole) + (f".{part}" if point else ""))


def _joins(others: list[str], conjunctions: list[str]) -> bool:
    """Whether a word joins something to the number: `2 enfants et leur mère`. Some are written with the next word."""
    return any(
        word == conjunction or (_is_caseless(conjunction[0]) and conjunction in word)
        for word in others
        for conjunction in conjunctions
    )


def _scale(after: list[str], scales: dict[str, Any]) -> tuple[int | None, list[str]]:
    """Return by what the words behind a number multiply it, and those that are left; None if that is not known."""
    word = " ".join(after).strip(".,")
    known = [scale for scale in scales if _begins(word, scale) and len(scale) >= _least(scale)]
    if known:
        longest = max(known, key=len)
        return scales[longest], word.removeprefix(longest).strip(".,").split()
    other_form = any(word.startswith(scale[:_ALIKE]) for scale in scales if len(scale) >= _ALIKE)
    doubtful = other_form or word.partition(" ")[0] in scales
    return (None, after) if doubtful or "%" in word else (1, after)


def _begins(words: str, scale: str) -> bool:
    rest = words.removeprefix(scale)
    return words.startswith(scale) and (not rest or not rest[0].isalnum() or _is_caseless(rest[0]))


def _least(scale: str) -> int:
    return 1 if _is_caseless(scale[0]) else _SHORTEST
