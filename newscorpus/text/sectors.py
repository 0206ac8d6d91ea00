"""Words of names and offices that say what an actor is, and of which part of society, in English."""

import re
from typing import Final

# ruff: noqa: E501 - lists of words

BODIES: Final = re.compile(
    r"\b(?:Ministry|Department|Police|University|Commission|Committee|Council|Government|Parliament|Agency|Association|Corporation"
    r"|Federation|Authority|Institute|Ltd|Inc|plc|GmbH|Airlines|Airways)\b|\b(?:Bank|Party|Union|Court|Army|Navy|Church|Bureau|Office) of\b"
)
"""What is in the name of an organization, and of no person."""

_NAMES: Final = (
    (r"police|gendarmerie|border guards?", "COP"),
    (r"army|navy|air force|armed forces", "MIL PRM REB UAF SOC REL"),
    (r"court|tribunal|prosecutors?|prosecution", "JUD"),
    (r"ministry|government|cabinet|white house", "GOV"),
    (r"parliament|senate|national assembly|house of representatives|bundestag", "LEG"),
    (r"university|school", "EDU MED"),
    (r"hospital|clinic", "MED"),
    (r"newspaper|radio|television|tv|news agency|broadcaster|reporters|journalists", "JRN"),
    (r"church|diocese|mosque", "REL"),
    (r"ltd|inc|plc|gmbh|airlines?|airways", "BUS"),
)
_OFFICES: Final = (
    (
        r"(?:prime |foreign |interior |finance |defen[cs]e |health |transport |justice )minister|secretary of state|governor|mayor",
        "GOV ELI OPP MIL BUS",
    ),
    (r"judge|justice of the .*|(?:chief )?prosecutor|attorney general", "JUD GOV ELI"),
    (r"colonel|lieutenant|major|brigadier|sergeant|admiral|captain of the .*army", "MIL COP PRM REB ELI GOV SPY"),
    (r"senator|congressman|congresswoman|lawmaker", "LEG OPP GOV PTY ELI"),
    (r"archbishop|bishop|imam|rabbi|pastor|priest|pope", "REL"),
    (r"professor|headteacher|headmaster", "EDU MED"),
    (r"chief executive|ceo|finance director|sales director", "BUS JRN SOC MED AGR EDU"),
    (r"reporter|journalist|editor|correspondent", "JRN BUS EDU"),
)


_OTHERS: Final = re.compile(r"\b(?:union|association|critics|opponents|victims|families|former|rivals|friends)\b")
"""What makes another body of one of these names: a police union."""


def sectors_of_body(name: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a word of the name of an organization, and the sectors that it leaves, the most likely one first.

    None if its words say nothing of the sector, or several things.
    """
    words = name.lower()
    found = [
        (match[0], tuple(sectors.split())) for one, sectors in _NAMES if (match := re.search(rf"\b(?:{one})\b", words))
    ]
    return found[0] if len(found) == 1 and not _OTHERS.search(words) else None


def sectors_of_office(title: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the title of an office, and the sectors that it leaves, the most likely one first; None if it says none."""
    words = re.sub(r"\A(?:the|deputy|acting|interim)\s+", "", title.lower())
    return next(((words, tuple(sectors.split())) for one, sectors in _OFFICES if re.fullmatch(one, words)), None)


_APPOSITIONS: Final = (
    (r"(?:trade |labou?r )?union", "LAB"),
    (r"newspaper|daily|weekly|broadcaster|news agency|news site", "JRN"),
    (r"(?:energy |oil |mining |insurance |shipping )?company|carmaker|retailer|airline|brewer", "BUS"),
)


def sectors_before(words: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the noun that words before a name end with, and the sectors that it leaves: `The union` before `Lomar`."""
    for one, sectors in _APPOSITIONS:
        found = re.search(rf"(?:\A|[^\w’'-])(?:the|a|an) ({one}),? ?\Z", words, re.IGNORECASE)
        if found:
            return found[1], tuple(sectors.split())
    return None
