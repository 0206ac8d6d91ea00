"""Codes and identifiers of other standards: countries, currencies, languages, URLs, Wikidata items; and their names.

The patterns are regular expressions without anchors, in the syntax that Python, ECMA-262 and Rust read alike: literals,
classes, groups and quantifiers. They define a syntax: a well-formed code may not exist. Codes and names are data, in
`data/`; names, and codes that others use, serve to suggest the code that a file needs.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from newscorpus.models import data


class Country(NamedTuple):
    """A row of `countries.tsv`."""

    code: str
    alpha3: str
    name: str
    further: str = ""
    """Further codes and English names. Several are separated by `; `, here and below."""
    foreign: str = ""
    """Names in German, French and Spanish."""
    adjectives: str = ""
    places: str = ""
    """Its capital, other cities and parts that are known by their names alone."""
    is_ambiguous: str = ""
    """Whether its name or code is also that of another place; empty if not."""


COUNTRIES: Final = frozenset(code for code, *_ in data.rows("countries"))
"""ISO 3166-1 alpha-2: the 249 codes officially assigned, and XK for Kosovo, which is in the news and has no code.

ISO reserves XK for users; the European Union and the World Bank, among others, use it so.
"""

COUNTRY_CODE: Final = "an ISO 3166-1 alpha-2 country code, such as CN"

CURRENCIES: Final = frozenset(code for code, *_ in data.rows("currencies"))
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
    match = re.fullmatch(r"(?:https?://(?:www\.|m\.)?wikidata\.org/\S*?)?[Qq]?([1-9][0-9]*)", text.strip(), re.ASCII)
    return f"Q{match[1]}" if match else None


def url_meant(text: str) -> str | None:
    """Return the absolute URL that a URL without its scheme means."""
    return f"https://{text}" if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", text) else None


@cache
def country_table() -> tuple[Country, ...]:
    """Return what is known of each country."""
    return tuple(Country(*cells) for cells in data.rows("countries"))


def country_meant(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that another code or an English name means."""
    return _countries().get(text.strip().upper())


def country_name(code: str) -> str:
    """Return the English name of the country with an ISO 3166-1 alpha-2 code; empty if there is none."""
    return next((row.name for row in country_table() if row.code == code), "")


def country_code(text: str) -> str | None:
    """Return what `country_meant` does; of names in German, French and Spanish, too."""
    return country_meant(text) or _foreign_countries().get(_plain(text))


def advice_on_country(text: str) -> str:
    """Say what to write in place of text that means no country."""
    if re.fullmatch("[A-Z]{2}", text):
        return f"no country has the code `{text}`: write that of the country, or leave the country out"
    return "write the two capitals of the country, or leave the country out"


def language_meant(text: str) -> str | None:
    """Return the language tag that a name of a language, or a locale such as `en_US`, means.

    Names are those in English, German, French and Spanish.
    """
    _, foreign, english = _languages()
    plain = _plain(text)
    if plain in foreign:
        return foreign[plain]
    return english.get(text.strip().casefold()) or (text.replace("_", "-") if "_" in text else None)


def language_name(code: str) -> str:
    """Return the English name of a language, by its primary subtag; the subtag itself if it has no name here."""
    names, _, _ = _languages()
    return names.get(code or "und", code)


@cache
def _countries() -> dict[str, str]:
    """The code of each alpha-3 code, further code and English name, in capitals."""
    return {key.upper(): row.code for row in country_table() for key in (row.alpha3, row.name, *several(row.further))}


@cache
def _foreign_countries() -> dict[str, str]:
    return {_plain(name): row.code for row in country_table() for name in several(row.foreign)}


@cache
def _languages() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The English name of each code; the code of each name in other languages; that of each English name."""
    table = data.rows("languages")
    names = {code: name for code, name, *_ in table}
    foreign = {_plain(name): code for code, _, *others in table for cell in others for name in several(cell)}
    return names, foreign, {name.casefold(): code for code, name in names.items()}


@cache
def currency_codes() -> dict[str, str]:
    """Return the ISO 4217 codes that newspapers mean by others."""
    return {variant: code for code, *cells in data.rows("currencies") for cell in cells for variant in several(cell)}


def several(cell: str) -> list[str]:
    """Return what a cell of a table lists."""
    return cell.split("; ") if cell else []


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).casefold()
