"""Words whose full stop does not end a sentence, per language.

Those of all languages are used for each text, since that of a text is not known always. So none is a word of another
language that ends sentences, and none is listed that often ends one itself: `Inc.`, `usw.`
"""

import re
from collections.abc import Mapping
from typing import Final

CAPITALS: Final = "".join(char for char in map(chr, range(0x2000)) if char.isupper())
"""Capital letters of Latin, Greek, Cyrillic and other scripts."""
_ANY_CASE: Final = "Mr Mrs Ms Dr St Sr Jr Gen Col Lt Sgt Sen Rep Rev Gov Hon Prof No vs etc"
_WORDS: Final[Mapping[str, str]] = {
    "en": "Capt Cmdr Maj Adm Brig Messrs Mt",
    "de": "Mio Mrd Tsd Hr Frl Nr Dipl Ing bzw ca evtl ggf inkl sog vgl zzgl rd z u i d v n",
    "fr": "MM Mme Mmes Mlle Mlles Mgr Ste av env",
    "es": "Sra Sres Sras Srta Dra Dña Ud Uds Lic Gral Cnel EE aprox núm",
    "pt": "Srs Exmo Exma",
    "it": "Sig Dott Avv",
    "nl": "dhr mevr drs bijv mln mld",
    "pl": "tys im ul",
    "ru": "им ул пл проф акад ген",
    "uk": "ім вул",
    "el": "κ κα",
}
_BEFORE_NUMBERS: Final[Mapping[str, str]] = {
    "en": "Jan Feb Mar Apr Aug Sep Sept Oct Nov Dec p pp Art Sec Vol Ch Fig",
    "de": "Abs Bd Kap Abb Art Okt Dez Jh S",
    "fr": "janv févr juil art vol chap",
    "es": "pág",
}
_MONTHS: Final = "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"
"""Behind an ordinal of German: `am 5. Mai`."""


def _one_of(words: str) -> str:
    return "|".join(map(re.escape, words.split()))


_ABBREVIATED: Final = re.compile(
    rf"(?:\b[{CAPITALS}]|\b(?i:{_one_of(_ANY_CASE)})|\b(?:{_one_of(' '.join(_WORDS.values()))}))\Z"
)
_NUMBERED: Final = re.compile(rf"\b(?:{_one_of(' '.join(_BEFORE_NUMBERS.values()))})\Z")
_NUMBER: Final = re.compile(r"\s+[0-9]")
_ORDINAL: Final = re.compile(r"\b[0-9]{1,2}\Z")
_MONTH: Final = re.compile(rf"\s+(?:{_one_of(_MONTHS)})\b")
_LONGEST: Final = 8
"""Code points of an abbreviation, at most, and one before it."""


def ends_abbreviation(raw: str, stop: int) -> bool:
    """Report whether the full stop at an offset is that of an abbreviation, or of an ordinal before a month."""
    if raw[stop] != ".":
        return False
    first = max(0, stop - _LONGEST)
    if _ABBREVIATED.search(raw, first, stop):
        return True
    if _NUMBERED.search(raw, first, stop):
        return _NUMBER.match(raw, stop + 1) is not None
    return _ORDINAL.search(raw, first, stop) is not None and _MONTH.match(raw, stop + 1) is not None
