"""The number of a few words, in the languages of CLDR: `140 blessés` is 140, `vingt-deux` 22, `1,5 млн` 1500000.

No grammar is known of these languages. So words have a meaning only if they are few, have one number, and neither join
nor count anything that changes it: dozens, families, thirds. Numbers in words are those of `WRITTEN` in
`docs/made/cldr.py`; they are read where `counts.json` has what may be beside them. `numbers` and `quantities` read more
of languages whose words are known. Imports `languages` and `timex_words`.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from newscorpus.text.languages import UNSPACED, primary_subtag, section
from newscorpus.text.spans import Span
from newscorpus.text.timex_words import plain

_NUMBER: Final = re.compile(r"(?<![\w.,'°º-])[0-9]+(?:[.,'\u00a0\u202f ][0-9]+)*(?![0-9])")
_GROUPS: Final = re.compile(r"[0-9]{1,3}([.,'\u00a0\u202f ])(?:[0-9]{2,3}\1)*[0-9]{3}|[0-9]+")
"""Digits in groups of three, the first of which India writes in two."""
_MOST_BESIDE: Final = 2
"""Words on one side of the number."""
_SHORTEST: Final = 2
"""Letters of a scale; one alone may be a unit: `5 t`."""
_ALIKE: Final = 4
"""Letters in which another form of a scale begins like it."""
_STEM: Final = 4
"""Letters of the beginning of a word for a group. A shorter one is a whole word."""
_WORD: Final = re.compile(r"[^\s,.;:!?()«»“”„\"‐-―-]+")
_HYPHENS: Final = re.compile("[‐‑-]")
_PREFIX: Final = 2
"""Letters of a number word with which a longer one may begin: `dvaindvajset`."""


def only_number(words: str, tag: str | None) -> Decimal | None:
    """Return the number that words have, in digits or in words, times the scale behind it.

    None if they have none or several, if their other words may change it, or if how it is written is not known.
    """
    language = primary_subtag(tag)
    figures = section(language, "figures")
    if figures is None:
        return None
    text = _HYPHENS.sub("-", plain(words)).strip()
    text = next((text.removeprefix(word) for word in figures.get("before", ()) if text.startswith(word)), text)
    in_digits = [(number.span(), _value(number[0], figures.get("decimal"))) for number in _NUMBER.finditer(text)]
    numbers = [*in_digits, *_in_words(text, language, figures)]
    if len(numbers) > 1:  # a scale is also a number by itself: `12 mil`, `mil`
        numbers = [number for number in numbers if text[slice(*number[0])] not in figures["SCALES"]]
    if len(numbers) > 1 and in_digits:
        numbers = [number for number in numbers if number[1] != 1]
    if len(numbers) != 1:
        return None
    ((start, end), value) = numbers[0]
    before, after, rest = text[:start].split(), text[end:].split(), text[end:]
    if rest and in_digits and not (rest[0].isspace() or _is_caseless(rest[0])):
        return None  # `3rd`, `12-year-old`, `5 %` and `12.`
    is_scaled = not figures["SCALES"].keys().isdisjoint(before)
    if value is None or is_scaled or _joins([*before, *after], figures["and"], language):
        return None
    if not in_digits and (value == 1 or _goes_on(after, figures["NUMBERS"])):
        return None  # `un` is an article, too
    scale, after = _scale(after, figures["SCALES"])
    is_open = "decimal" not in figures and re.search("[.,]", text[start:end])  # regions differ
    if scale is None or (scale > 1 and is_open) or len(before) > _MOST_BESIDE or len(after) > _MOST_BESIDE:
        return None
    if before and not after and scale == 1:
        return None  # `vol 447`
    groups = figures.get("groups", ())
    return None if any(_is_group(word, groups) for word in (*before, *after)) else value * scale


def _in_words(text: str, language: str, figures: Mapping[str, Any]) -> Iterator[tuple[Span, Decimal]]:
    """Yield the numbers that a text has in words, the longest ones, with their spans."""
    known = figures.get("NUMBERS", {})
    if "counters" in figures:
        for phrase in _before_counters(language).finditer(text):
            yield phrase.span(1), Decimal(known[phrase[1]])
    if "groups" not in figures:
        return
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        following = words[i : i + _longest(language)]
        while following and " ".join(word[0] for word in following) not in known:
            following.pop()
        if following:
            number = known[" ".join(word[0] for word in following)]
            yield (following[0].start(), following[-1].end()), Decimal(number)
        i += len(following) or 1


def _goes_on(after: list[str], numbers: Mapping[str, int]) -> bool:
    """Whether the word behind a number may be the rest of it: `cent un`, `dvaindvajset`."""
    following = after[0].lstrip("-") if after else ""
    return any(following[:end] in numbers for end in range(_PREFIX, len(following) + 1))


@cache
def _longest(language: str) -> int:
    """How many words the longest number of a language has."""
    numbers: Mapping[str, int] = (section(language, "figures") or {})["NUMBERS"]
    return max(phrase.count(" ") + 1 for phrase in numbers)


@cache
def _before_counters(language: str) -> re.Pattern[str]:
    """A number that begins the words of a language without spaces, before what counts people: `三十人`."""
    figures = section(language, "figures") or {}
    numbers: list[str] = sorted(figures["NUMBERS"], key=len, reverse=True)
    return re.compile(rf"(?<!\S)({'|'.join(numbers)})(?=\s?(?:{'|'.join(figures['counters'])}))")


def _is_group(word: str, groups: list[str]) -> bool:
    """Whether a word beside a number makes it another one, or is several people: `douzaines`, `famille`."""
    plain_word = word.strip(".,;:()«»")
    return any(plain_word == group or (len(group) >= _STEM and plain_word.startswith(group)) for group in groups)


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
    if grouped is None:
        return None
    return Decimal(re.sub("[^0-9]", "", whole) + (f".{part}" if point else ""))


def _joins(others: list[str], conjunctions: list[str], language: str) -> bool:
    """Whether a word joins something to the number: `2 enfants et leur mère`. Some are written with the next word."""
    joint = [conjunction for conjunction in conjunctions if _is_caseless(conjunction[0])]
    within = language in UNSPACED
    return any(
        word in conjunctions or any(part in word if within else word.startswith(part) for part in joint)
        for word in others
    )


def _scale(after: list[str], scales: dict[str, Any]) -> tuple[int | None, list[str]]:
    """Return by what the words behind a number multiply it, and those that are left; None if that is not known."""
    word = " ".join(after).strip(".,")
    known = [scale for scale in scales if _begins(word, scale) and (_is_caseless(scale[0]) or len(scale) >= _SHORTEST)]
    if known:
        longest = max(known, key=len)
        return scales[longest], word.removeprefix(longest).strip(".,").split()
    other_form = any(word.startswith(scale[:_ALIKE]) for scale in scales if len(scale) >= _ALIKE)
    doubtful = other_form or word.partition(" ")[0] in scales
    return (None, after) if doubtful or "%" in word else (1, after)


def _begins(words: str, scale: str) -> bool:
    rest = words.removeprefix(scale)
    return words.startswith(scale) and (not rest or not rest[0].isalnum() or _is_caseless(rest[0]))
