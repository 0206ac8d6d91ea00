"""Identifiers of other standards: countries, languages, URLs, Wikidata items.

The patterns are regular expressions without anchors, in the syntax that Python, ECMA-262 and Rust read alike: literals,
classes, groups and quantifiers. Except for countries they define a syntax: a well-formed code may not exist.
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
"""ISO 3166-1 alpha-2: the 249 codes officially assigned, and XK for Kosovo, which is in the news and has no code.

ISO reserves XK for users; the European Union and the World Bank, among others, use it so.
"""

CURRENCIES: Final[frozenset[str]] = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
    WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG
    DEM ESP FRF HRK ITL NLG
    """.split()  # noqa: SIM905
)
"""ISO 4217: the codes of currencies in use, and of some that the euro has replaced and that are in old news."""


def _either_case(text: str) -> str:
    """Return a pattern for `text` in any case, because the pattern of a JSON Schema cannot have flags."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in text)


# The grandfathered tags that do not follow the grammar.
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
"""A well-formed BCP 47 tag (RFC 5646, section 2.1), including `und`, private use and the grandfathered tags.

A primary language has two or three letters, unlike in the grammar. The grammar reserves four to eight, but none was
ever registered, and `english` is an error.
"""

# ASCII characters that RFC 3986 does not allow, and invisible characters beyond ASCII (RFC 3987 allows the letters).
_NO_URL = (
    r"\u0000-\u0020<>\\^`{|}\u007f-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff"
    '"'
)
URL_PATTERN: Final = (
    "[Hh][Tt][Tt][Pp][Ss]?://"
    rf"(?:(?:[^/?#\[\]@%{_NO_URL}]|%[0-9A-Fa-f][0-9A-Fa-f])+@)?"  # user information
    rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[^/?#\[\]@:!$&'()*+,;=%{_NO_URL}]|%[0-9A-Fa-f][0-9A-Fa-f])+)"  # host: IPv6, or a name
    "(?::[0-9]{1,5})?"
    rf"(?:[/?#][^{_NO_URL}]*)?"
)
"""An absolute http or https URL (RFC 3986) with a host. Letters of any script may be unescaped, as often in news."""

QID_PATTERN: Final = "Q[1-9][0-9]*"
"""The identifier of a Wikidata item."""


def qid_meant(text: str) -> str | None:
    """Return the Wikidata identifier that a number, or the address of a page about it, means."""
    found = re.fullmatch(r"(?:https?://(?:www\.|m\.)?wikidata\.org/\S*?)?[Qq]?([1-9][0-9]*)", text.strip(), re.ASCII)
    return f"Q{found[1]}" if found else None


def url_meant(text: str) -> str | None:
    """Return the absolute URL that a URL without its scheme means."""
    return f"https://{text}" if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", text) else None
