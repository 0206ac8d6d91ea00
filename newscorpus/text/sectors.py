"""Words of names and offices that say what an actor is, and of which part of society, in English."""

import re
from typing import Final

# ruff: noqa: E501 - lists of words

BODIES: Final = re.compile(
    r"\b(?:Ministry|Department|Police|University|Commission|Committee|Council|Government|Parliament|Agency|Association|Corporation"
    r"|Federation|Authority|Institute|Network|Group|Alliance|Foundation|Holding|Club|Network|Ministry|Red Cross|Union|Watch|Ltd|Inc|plc|GmbH|Airlines|Airways)\b|\b(?:Bank|Party|Union|Court|Army|Navy|Church|Bureau|Office) of\b"
)
"""What is in the name of an organization, and of no person."""

_NAMES: Final = (
    (r"police|gendarmerie|border guards?", "COP"),
    (r"army|navy|air force|armed forces", "MIL PRM REB UAF SOC REL"),
    (r"court|tribunal|prosecutors?|prosecution", "JUD"),
    (
        r"(?<!defence )(?<!defense )ministry(?! of defen[cs]e)|government|cabinet|white house|presidency|protection authority",
        "GOV",
    ),
    (r"ministry of defen[cs]e|defen[cs]e ministry", "GOV MIL"),
    (r"human rights|red cross|red crescent|amnesty|charity|greenpeace|watch", "SOC PRE MED"),
    (r"steelworkers|teachers|miners|dockers|nurses|workers|trade union", "LAB PRE SOC"),
    (r"holding|company|brewery|insurance|energy group", "BUS"),
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


_PEOPLE: Final = (
    (r"police officers?|officers|detectives|border guards|policemen", "COP MIL"),
    (r"soldiers|troops|sailors|marines|airmen", "MIL PRM REB UAF COP"),
    (r"prosecutors|judges|magistrates", "JUD"),
    (r"ministers|presidents|officials|authorities|diplomats", "GOV MIL COP JUD LEG OPP PTY SPY ELI"),
    (r"lawmakers|senators|deputies|members of parliament", "LEG OPP GOV PTY"),
    (r"firefighters|rescuers|paramedics|rescue teams", "GOV MED SOC COP MIL"),
    (r"reporters|journalists|editors", "JRN"),
    (r"rebels|insurgents|separatists|guerrillas", "REB PRM UAF"),
    (r"gunmen|attackers", "UAF REB CRM PRM"),
    (r"hackers|smugglers|thieves|kidnappers|gang", "CRM UAF SPY"),
    (r"students|pupils|professors|teachers|academics|scientists", "EDU LAB CVL"),
    (r"doctors|nurses|surgeons", "MED LAB"),
    (r"farmers|fishermen|fishers", "AGR LAB CVL"),
    (r"workers|employees|strikers|miners|dockers|staff|drivers|crew", "LAB AGR BUS CVL MED"),
    (r"shareholders|managers|investors|executives|directors|bankers", "BUS"),
    (r"refugees|migrants|asylum seekers", "REF CVL"),
    (r"priests|bishops|monks|nuns|imams|worshippers", "REL CVL"),
    (r"activists|campaigners|volunteers|environmentalists", "SOC PRE OPP CVL"),
    (
        r"relatives|families|residents|villagers|passengers|customers|survivors|tourists|pensioners|patients|children|women|bystanders|passers-by|neighbours|neighbors|prisoners",
        "CVL AGR LAB EDU REF MED SOC",
    ),
    (r"protesters|demonstrators|marchers|crowd|supporters", "CVL LAB OPP SOC PRE EDU AGR PTY REL ELI"),
)
"""Nouns for people, with the sectors that they may be of."""
_TAIL: Final = re.compile(r"\b(?:of|who|from|in|by|with|near|against|and)\b.*")
"""What follows the noun of a phrase."""


def people_named(label: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the noun in the plural that a label for a group has, and the sectors that it leaves; None if it has none."""
    words = _TAIL.sub("", label.lower()).strip()
    for one, sectors in _PEOPLE:
        found = re.search(rf"(?:\A|[\s’'-])({one})\Z", words)
        if found:
            return found[1], tuple(sectors.split())
    return None


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


_CALLED: Final = (
    (
        r"(?:\w+ )?(?:environmental|rights|aid|civil society|conservation|women’s|youth) (?:group|organi[sz]ation|network)|charity|non-profit\w*|ngo",
        "SOC PRE MED",
    ),
    (r"lobby(?: group)?|pressure group", "PRE SOC BUS"),
    (
        r"(?:\w+ )?(?:insurer|carmaker|retailer|airline|brewer|holding|shipping line|manufacturer|start-up|firm|company|utility|fund|exporter)",
        "BUS AGR JRN MED LAB",
    ),
    (r"(?:\w+ )?(?:newspaper|daily|weekly|broadcaster|news agency|news site|magazine|radio station)", "JRN"),
    (r"(?:\w+ )?(?:trade|labou?r|teachers’|miners’|workers’|dockers’) union", "LAB"),
    (r"(?:\w+ )?(?:think tank|university|school|research institute)", "EDU SOC BUS GOV"),
    (r"(?:\w+ )?(?:opposition|largest|governing|ruling|left-wing|right-wing) party", "PTY OPP GOV"),
    (r"(?:\w+ )?(?:militia|rebel group|guerrilla group|armed group)", "REB PRM UAF CRM"),
    (r"(?:\w+ )?(?:hospital|clinic)", "MED"),
)
"""What an organization is called behind its name or in its mentions."""


def sectors_called(words: str) -> tuple[str, tuple[str, ...]] | None:
    """Return what an organization is called, and the sectors that it leaves: `an environmental group`."""
    plain = re.sub(r"\A(?:an?|the|its|their|his|her)\s+", "", words.lower())
    return next(((plain, tuple(sectors.split())) for one, sectors in _CALLED if re.fullmatch(one, plain)), None)


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
