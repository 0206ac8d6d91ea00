"""What English texts call somebody beside the name or in its place: `the company`, `Lomar, an insurer`, `the NHS`.

Imports `words` of this package.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from newscorpus.text.words import flatten, words_in


class Description(NamedTuple):
    """A noun, and the words before it, in lower case: of `the Dutch insurer` these are `insurer` and `dutch`."""

    noun: str
    attributes: tuple[str, ...] = ()


_DEFINITE: Final = re.compile(r"(?:the|this|that) ((?:[\w’'-]+ ){0,2})([\w’'-]+)", re.IGNORECASE)
_OF: Final = re.compile(
    r" (?:familiar|close|of|for|in|at|on|to|by|from|with"
    r"|and|based|that|which|who|whose|owned|run|called|known|calling|led|financed)\b"
)
"""What ends the part of a phrase that has its noun."""
_BEFORE: Final = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)|[’']s?) "
    r"((?:[a-z’'-]+ |[A-Z][\w’'-]+ ){0,3})((?!itself|themselves|named|called)[a-z][a-z’'-]+)(,?) "
    r"(?:(?:that calls|which calls|calling|that called|called|known as|named) (?:itself |themselves )?)?\Z"
)
"""A noun right before a name: `the insurer Lomar`, `a group calling itself Lomar`, `a teacher, Anna Berg`."""
_BEHIND: Final = re.compile(r", (?:an?|the|its|their) ([^,.;:()“”\n]{2,90})")
"""What is behind a name: `, a Dutch insurer that`."""
_LISTED: Final = re.compile(r",? (?:and|or|as well as)\b")
"""What is in or behind one more item of a list."""
_TITLES: Final = words_in(
    "president prime minister premier chancellor governor mayor judge justice general colonel major captain commander"
    " commissioner secretary foreign finance defence defense interior health deputy senator dr prof professor inspector"
    " superintendent sergeant lieutenant admiral brigadier chief former ex ambassador envoy"
)
"""Words before the name of a person that are no part of it."""
OUTSIDERS: Final = words_in(
    "people persons witnesses eyewitnesses bystanders residents neighbours neighbors locals villagers sources insiders"
    " analysts experts critics observers survivors relatives historians scientists researchers economists traders"
    " opponents rivals customers passengers patients parents students consumers campaigners activists"
)
"""People who speak for themselves, and not for an organization or a country that an article is about."""
_FAMILY: Final = words_in(
    "mr mrs ms miss sir lord lady madame monsieur king queen prince princess duke duchess aunt uncle"
)
"""Words before names that distinguish people of one surname."""
_JOINING: Final = words_in("of and the for in on de la le du des del di da y e et und der die das")
"""Words of a name that its initials leave out."""


def definite(label: str) -> Description | None:
    """Return the noun of a label with a definite article, and at most two words before it: `the Dutch insurer`."""
    found = _DEFINITE.fullmatch(flatten(label))
    return Description(found[2].lower(), tuple(found[1].lower().split())) if found else None


def noun_of(name: str) -> str:
    """Return the noun of a name or a title, in lower case: `court` of `Court of Appeal`, `front` of `Báez Front`."""
    words = _OF.split(flatten(name), maxsplit=1)[0].split()
    return words[-1].lower() if words else ""


def described(before: str, behind: str) -> Iterator[tuple[Description, bool]]:
    """Yield what a name is called by the words before and behind it, and whether a comma is between name and noun.

    Line breaks in the words before it count as spaces.
    """
    found = _BEFORE.search(re.sub(r"\s", " ", before))
    if found:
        yield Description(found[2].lower(), tuple(found[1].lower().split())), bool(found[3])
    apposition = _BEHIND.match(behind)
    if apposition is None or _LISTED.search(behind, *apposition.span()) or _LISTED.match(behind, apposition.end()):
        return
    words = _OF.split(apposition[1], maxsplit=1)[0].lower().split()
    if words:
        yield Description(words[-1], tuple(words[:-1])), True


def is_part_of_name(short: str, long: str) -> bool:
    """Return whether a person with a longer name may be called so: `President Berg`, of `Anna Berg`."""
    words = [word for word in flatten(short).split() if word.lower().strip(".") not in _TITLES]
    whole = [word for word in flatten(long).split() if word.lower().strip(".") not in _TITLES]
    if not words or not {*words} <= {*whole} or not _FAMILY.isdisjoint(word.lower().strip(".") for word in whole):
        return False
    return words[-1] == whole[-1] and (len(words) < len(whole) or flatten(short) != flatten(long))


def are_initials(short: str, long: str) -> bool:
    """Return whether a name in capitals has the first letters of a longer one: `AU`, of `African Union`."""
    words = [word for word in re.split(r"[\s-]+", long) if word and word.lower() not in _JOINING]
    return len(words) > 1 and short == "".join(word[0] for word in words).upper()


_BY_SECTOR: Final = {
    noun: words_in(sectors)
    for nouns, sectors in (
        ("company firm business carmaker bank lender operator manufacturer", "BUS"),
        ("group organisation organization movement", "REB CRM SOC PRE UAF PRM"),
        ("party", "PTY OPP GOV"),
        ("gang cartel", "CRM"),
        ("rebels insurgents guerrillas militants militia", "REB PRM UAF"),
        ("court tribunal judges", "JUD"),
        ("newspaper paper broadcaster magazine", "JRN"),
        ("union", "LAB"),
        ("charity", "SOC"),
        ("hospital clinic", "MED"),
        ("university school", "EDU"),
        ("parliament assembly", "LEG"),
    )
    for noun in nouns.split()
}
"""Nouns that are enough for an actor of one of these sectors, if no other noun names it."""


def is_noun_of_sector(noun: str, sector: str | None) -> bool:
    """Return whether a noun alone can mean an actor of a sector: `the company`."""
    return sector in _BY_SECTOR.get(noun, ())


def nouns_of_sector(sector: str | None) -> frozenset[str]:
    """Return the nouns that alone can mean an actor of a sector."""
    return frozenset(noun for noun, sectors in _BY_SECTOR.items() if sector in sectors)


PEOPLE: Final = words_in(
    "people persons others men women children boys girls civilians residents inhabitants villagers workers employees"
    " staff crew crowd officials members supporters public citizens locals youths victims survivors dead wounded"
    " injured dozens hundreds thousands many several some most all both each everybody everyone them they their those"
    " passers-by bystanders families family"
)
"""Nouns and pronouns that may mean any group of people."""
_PERSON: Final = re.compile(
    r"(?:\w+-)?(?:man|men|woman|women|boy|girl|child|wife|husband|son|daughter|mother|father|parent|brother|sister"
    r"|uncle|aunt|cousin|friend|person|king|queen|prince|judge|chief|head|official|diplomat|president|student|patient"
    r"|agent|client|guest|host|rival|deputy|boss|captain|general|colonel|pilot|coach|victim|suspect|defendant|expert"
    r"|counterpart|colleague|nurse|candidate|advocate|champion|executive|chairman|chairwoman|envoy|spouse|couple"
    r"|\w{3,}(?:er|or|ist|ian|ant|eer|ess|man|woman|person|ee))s?"
)


def is_noun_of_person(word: str) -> bool:
    """Return whether a word in lower case may be a noun for a person, by its form."""
    return _PERSON.fullmatch(word) is not None
