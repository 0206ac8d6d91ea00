"""Which country a name means: countries, well-known cities, and words for what belongs to a country, in English.

What may be two places (Georgia, Victoria) or is disputed is left out. The names are data: `data/countries.tsv`,
`data/cities.txt`.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from newscorpus.models import data
from newscorpus.models.codes import country_meant, country_table, several
from newscorpus.text.words import pattern, words_in

_DIRECTIONS: Final = pattern(r"(?:the )?(?:(?:north|south|east|west|-)+(?:ern)?|central|rural|mainland) ")
"""What is before the name of a country, for a part of it."""


@lru_cache(maxsize=4096)  # names of countries and places recur in a corpus
def country_named(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that an English name means, as `northern Kenya` does.

    None if it is not the name of a country, or that of another place too.
    """
    plain = _DIRECTIONS.sub("", name.strip(), count=1).removeprefix("the ").removeprefix("The ")
    code = country_meant(plain) if len(plain) > _LONGEST_CODE and plain[:1].isupper() else None
    return None if code in _ambiguous() else code


_LONGEST_CODE: Final = 3


def country_of_city(name: str) -> str | None:
    """Return the code of the country in which a well-known city or part of a country is; None if it is not known."""
    return _places().get(_DIRECTIONS.sub("", name.strip(), count=1))


def country_of_place(name: str) -> str | None:
    """Return the code of the country in which a city is that has its name alone; None if it is not known.

    For what is known to be a place: some of the names are also words, or names of people.
    """
    plain = _DIRECTIONS.sub("", name.strip(), count=1).replace("'", "’")
    known = _places().get(plain)
    at = _cities().find(f"\n{plain}=") if plain and known is None else -1
    end = at + len(plain) + len("\n=")
    return known if at < 0 else _cities()[end : end + 2]


@cache
def _cities() -> str:
    """Cities of 75,000 people and more from GeoNames, with the codes of their countries: see LICENSE."""
    return data.text("cities.txt")


def country_of_adjective(word: str) -> str | None:
    """Return the code of the country to which belongs what a word describes: `Kenyan`; None if it is not known."""
    return _adjectives().get(word)


@lru_cache(maxsize=4096)
def countries_described(words: str) -> Mapping[str, str]:
    """Return the codes of the countries that a description names, each with its word: `an Estonian firm`."""
    countries: dict[str, str] = {}
    before = ""
    for word in _WORD.findall(_REGION.sub(" ", words)):
        named = [f"{before} {word}"] if before[:1].isupper() and before != "The" else []
        named += [word] if before not in _CONTINENTS else []
        for name in named:
            code = country_of_adjective(name) or (country_named(name) if name[0].isupper() else None)
            if code:
                countries[code] = name
                break
        before = word
    return countries


_REGION: Final = pattern(
    r"\b(?:Niger (?:Delta|River|State)|(?:Gulf|Bay|Valley|Basin) of [A-Z]\w+|Gulfs? of [A-Z]\w+|Seas? of [A-Z]\w+"
    r"|(?:East|South) China Sea|China Sea|English Channel|Irish Sea|Norwegian Sea|Philippine Sea|Persian Gulf"
    r"|Arabian (?:Sea|Peninsula)|Indian Ocean|New (?:Mexico|England|South Wales)|Congo (?:River|Basin)|Panama (?:Canal"
    r"|City)|Jordan (?:River|Valley)|(?:River|Lake) [A-Z]\w+|Lake of [A-Z]\w+|Chad Basin|Lebanon Valley|Panama Papers"
    r"|(?:Georgia|Mexico|Jersey|Guinea)(?=, U\.?S)|Iberian Peninsula|Horn of [A-Z]\w+|Strait of [A-Z]\w+)\b"
)
"""Regions, waters and the like whose names contain that of a country, and which are of others, too."""
_WORD: Final = pattern(r"(?<!-)(?:U\.S\.|[^\W\d_]+)(?![\w-])")
"""A word without a hyphen: `pro-Iranian` is not what belongs to Iran."""
_CONTINENTS: Final = words_in("Latin South North Central Native African East West Anglo New Northern ethnic Ethnic")
"""What makes another word of one for a country: `Latin American`, `West African`, `ethnic Albanian`."""


@cache
def _ambiguous() -> frozenset[str]:
    """Codes of places that are also given the code of a state to which they belong, or have the name of another."""
    return frozenset(row.code for row in country_table() if row.is_ambiguous)


@cache
def _places() -> dict[str, str]:
    return {place: row.code for row in country_table() for place in several(row.places)}


@cache
def _adjectives() -> dict[str, str]:
    return {word: row.code for row in country_table() for word in several(row.adjectives)}
