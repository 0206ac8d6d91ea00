"""The codes of other people's standards: countries, languages, URLs, Wikidata items. Imports nothing of ours.

The patterns are regular-expression sources, unanchored, in what Python, ECMA-262 and Rust read alike: literals,
classes, groups and quantifiers. The functions match the whole text. Nothing here asks a registry or the network: a code
may be well-formed and mean nothing.
"""

import re
from typing import Final

COUNTRIES: Final[frozenset[str]] = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    XK
    """.split()  # noqa: SIM905
)
"""ISO 3166-1 alpha-2: the 249 codes officially assigned, and XK.

XK is one of the codes that ISO leaves to users; the European Union and the World Bank, among others, use it for Kosovo,
which is in the news and has no other code.
"""


def _either_case(text: str) -> str:
    """Pattern source for `text` in upper or lower case: flags are no part of a JSON Schema's pattern."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in text)


# Of the grandfathered tags, those that the grammar of the others does not cover.
_IRREGULAR = """
    en-GB-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu
    sgn-BE-FR sgn-BE-NL sgn-CH-DE
""".split()  # noqa: SIM905
_PRIVATE = "[Xx](?:-[0-9A-Za-z]{1,8})+"
_LANGTAG = (
    "[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}"  # language, extended language
    "(?:-[A-Za-z]{4})?"  # script
    "(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"  # region
    "(?:-(?:[0-9A-Za-z]{5,8}|[0-9][0-9A-Za-z]{3}))*"  # variants
    "(?:-[0-9A-WY-Za-wy-z](?:-[0-9A-Za-z]{2,8})+)*"  # extensions
    f"(?:-{_PRIVATE})?"
)
LANGUAGE_PATTERN: Final = f"(?:{_LANGTAG}|{_PRIVATE}|{'|'.join(map(_either_case, _IRREGULAR))})"
"""BCP 47 (RFC 5646, section 2.1), well-formed: `und`, private use and the grandfathered tags too.

One difference, on purpose: a primary language has two or three letters. The grammar reserves four to eight, but none
was ever registered, and text such as `english` is a mistake to be found.
"""

# What RFC 3986 has no place for, of ASCII; beyond it, only what cannot be seen (RFC 3987 allows the letters).
_NO_URL = (
    r"\u0000-\u0020<>\\^`{|}\u007f-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff"
    '"'
)
URL_PATTERN: Final = (
    "[Hh][Tt][Tt][Pp][Ss]?://"
    rf"(?:[^/?#\[\]@{_NO_URL}]+@)?"  # user information
    rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[^/?#\[\]@:!$&'()*+,;=%{_NO_URL}]|%[0-9A-Fa-f][0-9A-Fa-f])+)"  # host: IPv6, or a name
    "(?::[0-9]{1,5})?"
    rf"(?:[/?#][^{_NO_URL}]*)?"
)
"""Absolute http or https URL (RFC 3986) with a host; letters of any script may stand unescaped, as they do in news."""

QID_PATTERN: Final = "Q[1-9][0-9]*"
"""Identifier of a Wikidata item."""


def is_country(text: str) -> bool:
    """Tell whether `text` is an ISO 3166-1 alpha-2 code, in capitals."""
    return text in COUNTRIES


def is_language(text: str) -> bool:
    """Tell whether `text` is a well-formed language tag, in any case."""
    return re.fullmatch(LANGUAGE_PATTERN, text) is not None


def is_url(text: str) -> bool:
    """Tell whether `text` is an absolute http or https URL."""
    return re.fullmatch(URL_PATTERN, text) is not None
