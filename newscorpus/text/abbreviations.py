"""Words whose full stop does not end a sentence, per language.

Those of all languages are used for each text, since that of a text is not known always. So none is a word of another
language that ends sentences, and none is listed that often ends one itself: `Inc.`, `usw.`
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from newscorpus.text.languages import shared
from newscorpus.text.patterns import pattern

CAPITALS: Final = "".join(char for char in map(chr, range(0x2000)) if char.isupper())
"""Capital letters of Latin, Greek, Cyrillic and other scripts."""


class _Patterns(NamedTuple):
    abbreviated: re.Pattern[str]
    numbered: re.Pattern[str]
    """Abbreviations before numbers: `Art. 5`."""
    month: re.Pattern[str]
    """Names of months behind an ordinal of German: `am 5. Mai`."""


@cache
def _patterns() -> _Patterns:
    words = shared("abbreviations")
    of_languages = _any_of(word for listed in words["words"].values() for word in listed)
    return _Patterns(
        re.compile(rf"(?:\b[{CAPITALS}]|\b(?i:{_any_of(words['any_case'])})|\b(?:{of_languages}))\Z"),
        re.compile(rf"\b(?:{_any_of(word for listed in words['before_numbers'].values() for word in listed)})\Z"),
        re.compile(rf"\s+(?:{_any_of(words['german_months'])})\b"),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_NUMBER: Final = pattern(r"\s+[0-9]")
_ORDINAL: Final = pattern(r"\b[0-9]{1,2}\Z")
_LONGEST: Final = 8
"""Code points of an abbreviation, at most, and one before it."""


def ends_abbreviation(raw: str, stop: int) -> bool:
    """Report whether the full stop at an offset is that of an abbreviation, or of an ordinal before a month."""
    if raw[stop] != ".":
        return False
    first = max(0, stop - _LONGEST)
    if _patterns().abbreviated.search(raw, first, stop):
        return True
    if _patterns().numbered.search(raw, first, stop):
        return _NUMBER.match(raw, stop + 1) is not None
    return _ORDINAL.search(raw, first, stop) is not None and _patterns().month.match(raw, stop + 1) is not None
