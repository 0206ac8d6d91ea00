"""Words of names and offices that say what an actor is, and of which part of society, in English."""

import re
from typing import Final

# ruff: noqa: E501 - lists of words

ENDINGS: Final = re.compile(
    r"(?<=[\w.] )(?:Bank|Party|Union|List|Guard|Coastguard|Coast Guard|Navy|Army|Court|Group|Company|League|Movement|Society|Service|Office|Bureau"
    r"|Fund|Board|Cross|Crescent|Council|Radio|Television|Agency|Ministry|Police|Commission|Committee|Parliament|Corps|Forces)\Z"
)
"""What the name of an organization ends with, and of no person, place or group of people."""
BODIES: Final = re.compile(
    r"\b(?:Ministry|Department|Police|University|Commission|Committee|Council|Government|Parliament|Agency|Association|Corporation"
    r"|Federation|Authority|Institute|Network|Alliance|Foundation|Holding|Ltd|Inc|plc|GmbH|Airlines|Airways)\b|\b(?:Bank|Party|Union|Court|Army|Navy|Church|Bureau|Office) of\b"
)
"""What is in the name of an organization, and of no person."""

_NAMES: Final = (
    (r"police|gendarmerie|border guards?", "COP"),
    (r"army|navy|air force|armed forces", "MIL PRM REB UAF SOC REL"),
    (r"court|tribunal|prosecutors?|prosecution", "JUD"),
    (r"(?:defen[cs]e|war) ministry|ministry of (?:defen[cs]e|war)|defen[cs]e department", "GOV MIL"),
    (r"(?<!defence )(?<!defense )(?<!war )ministry(?! of (?:defen[cs]e|war))|government|cabinet|white house", "GOV"),
    (r"human rights|red cross|red crescent|amnesty|greenpeace", "SOC PRE MED"),
    (r"steelworkers|teachers|miners|dockers|nurses|workers(?![’'] party)|trade union", "LAB PRE SOC"),
    (r"parliament|senate|national assembly|house of representatives|bundestag", "LEG"),
    (r"university|school", "EDU MED"),
    (r"hospital|clinic", "MED"),
    (r"newspaper|radio|television|tv|news agency|broadcaster|reporters|journalists", "JRN"),
    (r"church|diocese|mosque", "REL"),
    (r"ltd|inc|plc|gmbh|airlines?|airways", "BUS"),
)
_OFFICES: Final = (
    (
        (
            r"(?!former |ex-)(?:[\w-]+ ){0,3}minister(?: (?:of|for) .*)?|(?:foreign |home )secretary|secretary of state|governor|mayor"
            r"|(?:deputy )?prime minister|premier|ambassador|envoy|consul(?: general)?|attach[ée]"
        ),
        "GOV ELI OPP MIL BUS",
    ),
    (
        r"(?:former |ex-)(?:[\w-]+ ){0,3}(?:minister|chancellor|governor|ambassador|president|premier|senator|mayor|secretary of state)",
        "ELI OPP LEG PTY BUS MIL SOC EDU MED JRN JUD REL CVL LAB REB AGR",
    ),
    (
        r"(?:presiding |chief |high court )?judge|(?:chief )?justice(?: of the .*)?|(?:chief |public |state )?prosecutor|attorney general",
        "JUD GOV ELI",
    ),
    (
        r"(?:police |chief )?superintendent|(?:detective |chief |police )inspector|detective .*|police (?:chief|commissioner|spokes\w+)|chief of police",
        "COP GOV ELI",
    ),
    (
        r"chief of (?:the )?(?:general )?staff|(?:army|naval|navy|air force) (?:chief|commander|spokes\w+)|commander of the .*(?:army|navy|forces)",
        "MIL GOV REB PRM ELI",
    ),
    (r"colonel|lieutenant|major|brigadier|sergeant|admiral|captain of the .*army", "MIL COP PRM REB ELI GOV SPY"),
    (
        r"senator|congressman|congresswoman|lawmaker|mp|member of (?:the )?parliament|speaker of (?:the )?(?:parliament|house|assembly)",
        "LEG OPP GOV PTY ELI",
    ),
    (r"(?:archbishop|bishop|imam|rabbi|pastor|priest|pope|cardinal|abbot)(?: of .*)?", "REL"),
    (
        r"(?:professor|lecturer|senior lecturer)(?: (?:of|in|at) .*)?|headteacher|headmaster|headmistress|rector|dean",
        "EDU MED REL",
    ),
    (
        r"(?:chief |head |senior )?(?:physician|surgeon|nurse|paramedic|doctor|medic|midwife)(?: (?:at|in) .*)?",
        "MED EDU SOC MIL",
    ),
    (r"(?:school ?)?teacher|(?:university |school )?student|pupil|schoolgirl|schoolboy", "EDU CVL OPP SOC LAB CRM"),
    (
        r"(?:community|tribal|village) (?:leader|elder)|(?:human rights |peace |climate |environmental |student )?(?:activist|campaigner)",
        "SOC CVL OPP PRE LAB AGR REL EDU",
    ),
    (r"chief executive|ceo|finance director|sales director", "BUS JRN SOC MED AGR EDU"),
    (r"reporter|journalist|editor|correspondent", "JRN BUS EDU"),
)


_OTHERS: Final = re.compile(r"\b(?:union|association|critics|opponents|victims|families|former|rivals|friends)\b")
"""What makes another body of one of these names: a police union."""


def sectors_of_body(name: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a word of the name of an organization, and the sectors that it leaves, the most likely one first.

    None if its words say nothing of the sector, or several things.
    """
    words = name.lower().partition(" on ")[0]  # `Committee on Government Reform` is no government
    found = [
        (match[0], tuple(sectors.split())) for one, sectors in _NAMES if (match := re.search(rf"\b(?:{one})\b", words))
    ]
    return found[0] if len(found) == 1 and not _OTHERS.search(words) else None


def sectors_of_office(title: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the title of an office, and the sectors that it leaves, the most likely one first; None if it says none."""
    words = re.sub(r"\A(?:the|deputy|acting|interim)\s+", "", title.lower())
    return next(((words, tuple(sectors.split())) for one, sectors in _OFFICES if re.fullmatch(one, words)), None)


_APPOSITIONS: Final = (
    (r"(?:trade |labou?r |(?<!customs )(?<!monetary )(?<!credit ))union", "LAB"),
    (r"newspaper|daily|weekly|broadcaster|news agency|news site", "JRN"),
    (
        (
            r"company|carmaker|retailer|airline|brewer|insurer|(?<!central )bank|utility|supplier|exporter|importer|manufacturer|operator|fund|firm"
            r"|holding|shipping line|developer|contractor|refiner|lender|supermarket|chain|start-?up"
        ),
        "BUS",
    ),
    (
        (
            r"(?:human rights|anti-corruption|transparency|advocacy|monitoring|civil society|pro-democracy|press freedom|consumer|environmental"
            r"|rights|aid|relief|campaign|civil rights|women’s|conservation|volunteer|refugee) (?:group|organi[sz]ation|watchdog|network)"
            r"|charity|non-governmental organi[sz]ation|ngo"
        ),
        "SOC PRE MED",
    ),
    (r"opposition (?:party|movement|leader|alliance)", "OPP PTY"),
    (r"(?:largest|governing|ruling|left-wing|right-wing) party", "PTY OPP GOV"),
    (r"lobby(?: group)?|pressure group", "PRE SOC BUS"),
    (r"hospital|clinic", "MED"),
    (
        r"(?:rebel|insurgent|guerrilla|separatist|secessionist|jihadist) (?:group|army|movement|alliance|coalition|force|militia)",
        "REB",
    ),
    (r"drug cartel|gang", "CRM"),
)


_REBELS: Final = re.compile(r"\b(rebel|insurgent|guerrilla|separatist|secessionist|jihadist)s? \Z", re.IGNORECASE)
"""What is right before the name of a body that fights a government: `the rebel Northern Front`."""
_SIDE: Final = re.compile(r"(?<!’s )\b(?:the|an?) (?:[\w-]+ )?(opposition|ruling|governing) \Z", re.IGNORECASE)
"""What is right before the name of a party: `the opposition Alliance for Renewal`."""
_PERSONS: Final = (
    (
        r"opposition (?:[\w-]+ )?(?:leader|lawmaker|politician|mp|member of (?:the )?\w+|senator|deputy|candidate|figure|chief)",
        "OPP LEG PTY",
    ),
    (r"(?:rebel|insurgent|guerrilla|separatist) (?:leader|commander|chief|spokes\w+|general)", "REB"),
    (r"(?:army|military) (?:chief|commander|spokes\w+|general|officer)", "MIL REB GOV"),
    (r"police (?:chief|officer|spokes\w+|commissioner|commander|sergeant|inspector)", "COP GOV"),
    (r"(?:trade )?union (?:leader|boss|official|secretary|spokes\w+)", "LAB PRE SOC"),
    (r"businessman|businesswoman|entrepreneur|tycoon|oligarch|industrialist", "BUS ELI PTY OPP CRM"),
    (r"journalist|reporter|columnist|newsreader|photojournalist", "JRN EDU OPP SOC"),
    (r"surgeon|paramedic|midwife", "MED EDU"),
    (r"fisherman|dairy farmer|wheat farmer", "AGR LAB CVL BUS"),
    (r"refugee", "REF CVL"),
    (r"(?:primary |secondary |school ?)?teacher|(?:university |medical |law )?student", "EDU CVL OPP SOC LAB CRM"),
)
"""What persons are called beside their names."""


def sectors_of_person(before: str, behind: str) -> tuple[str, tuple[str, ...]] | None:
    """Return what a person is called before or behind the name, and the sectors that it leaves: `opposition leader`."""
    if side := re.match(r",? (?:a member |a leader |leader |one )?of the (opposition)(?! to\b)", behind):
        return f"of the {side[1]}", ("OPP", "LEG", "PTY")
    for one, sectors in _PERSONS:
        found = re.search(rf"(?<![\w’'-])(?<!former )({one}) \Z", before, re.IGNORECASE)
        found = found or re.search(rf"\b(?:an?|the) (?:(?!former\b)[\w-]+ ){{0,2}}?({one}), \Z", before, re.IGNORECASE)
        found = found or re.match(rf", (?:an?|the) (?:[\w-]+ ){{0,2}}?({one})\b", behind, re.IGNORECASE)
        if found:
            return found[1], tuple(sectors.split())
    return None


def sectors_before(words: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the noun that words before a name end with, and the sectors that it leaves: `The union` before `Lomar`."""
    if rebels := _REBELS.search(words):
        return rebels[1], ("REB",)
    if side := _SIDE.search(words):
        return side[1], ("OPP", "PTY") if side[1].lower() == "opposition" else ("GOV", "PTY")
    for one, sectors in _APPOSITIONS:
        found = re.search(rf"(?:\A|[^\w’'-])(?:the|a|an) (?:[\w-]+ ){{0,2}}({one}),? ?\Z", words, re.IGNORECASE)
        if found:
            return found[1], tuple(sectors.split())
    return None


def sectors_behind(words: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the noun of words behind a name, and the sectors that it leaves: `Lomar, a Dutch insurer,`."""
    for one, sectors in _APPOSITIONS:
        found = re.match(
            rf", (?:an?|the) (?:[\w-]+ ){{0,3}}({one})(?:,|\.| that| which| based| in\b)", words, re.IGNORECASE
        )
        if found:
            return found[1], tuple(sectors.split())
    return None


_PEOPLE: Final = (
    (r"prosecutors|judges", "JUD"),
    (
        r"police officers|policemen|policewomen|policemans|police spokes\w+|detectives|border guards|officers who .*",
        "COP MIL",
    ),
    (r"border (?:troops|guards)", "COP MIL"),
    (r"soldiers|troops", "MIL REB PRM UAF SOC"),
    (r"sailors|seamen|seafarers", "LAB MIL CVL BUS"),
    (r"students|pupils|teachers|professors|scientists|researchers", "EDU LAB CVL SOC MED OPP"),
    (r"reporters|journalists|cameramans|cameramen|photographers|correspondents|news editors", "JRN"),
    (r"doctors|nurses|paramedics", "MED LAB SOC CVL"),
    (r"farmers|fishermen|fishers|peasants", "AGR CVL LAB SOC"),
    (
        (
            r"residents|villagers|passengers|customers|relatives|colleagues|families|hikers|neighbou?rs|tourists|shoppers|survivors"
            r"|spectators|passers-by|bystanders|children|pensioners|witnesses"
        ),
        "CVL LAB REF SOC AGR OPP EDU MED UNK",
    ),
    (r"gunmen|attackers", "UAF REB CRM PRM"),
    (r"hackers|smugglers|robbers|thieves|kidnappers|traffickers|pirates", "CRM REB SPY UAF"),
    (r"lawmakers|senators|members of parliament", "LEG OPP GOV PTY"),
    (r"ministers|presidents|officials|authorities|diplomats", "GOV MIL COP JUD LEG OPP PTY SPY ELI"),
    (r"firefighters|rescuers|rescue teams", "GOV MED SOC COP MIL CVL"),
    (r"priests|bishops|clerics|imams", "REL"),
    (r"refugees|displaced people", "REF"),
    (r"rebels|insurgents|separatists", "REB"),
    (r"miners|dockers|workers|employees|staff", "LAB CVL BUS MED GOV AGR EDU"),
    (r"shareholders|investors|managers|traders|shopkeepers|shop owners", "BUS CVL"),
    (r"protesters|demonstrators|marchers|supporters|rioters|activists", "OPP CVL SOC LAB EDU PRE AGR ELI CRM UNK PTY"),
)
"""Nouns for people, which a group is called by, and no organization."""


def sectors_of_people(label: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the noun of a description of people, and the sectors that it leaves; None if it is another one."""
    words = re.split(r" (?:of|who|from|in|at|with|on) ", label.lower(), maxsplit=1)[0]
    for one, sectors in _PEOPLE:
        found = re.search(rf"(?:\A|[\s-])({one})\Z", words)
        if found:
            return found[1], tuple(sectors.split())
    return None


_NEAR: Final = (
    "GOV LEG PTY ELI JUD",
    "LEG OPP PTY ELI",
    "GOV MIL COP SPY PRM",
    "GOV MED EDU",
    "SOC PRE REL MED OPP CVL LAB EDU AGR",
    "BUS JRN AGR MED",
    "REB OPP PRM CRM UAF",
    "EDU MED ELI",
)
"""Sectors of which somebody may be of the one, and what they hold an office in, of another."""


_FIGHTING: Final = re.compile(
    r"(?:, (?:the |an? )?[\w-]+)?,? (?:who|which|that) (?:has |have |had )?(?:fought|been fighting|fights?|battled|battles?|rebelled"
    r" against|took up arms against) (?:the |its |their )?(?:[\w-]+ )?(army|government|military|state|armed forces)\b"
)


def fights_state(behind: str) -> str | None:
    """Return whom a body fights by the words behind its name: `, the paramilitaries who have fought the army`."""
    found = _FIGHTING.match(behind)
    return found[1] if found else None


def are_near(one: str, other: str) -> bool:
    """Return whether who is of one sector may hold an office in a body of the other."""
    return (
        one == other
        or "UNK" in (one, other)
        or "ELI" in (one, other)
        or any({one, other} <= {*row.split()} for row in _NEAR)
    )


_HELD_IN: Final = (
    (
        r"(?!deputy |shadow |former )(?:[\w-]+ ){0,3}minister(?: (?:of|for) .*)?|(?:foreign |home )secretary|secretary of state",
        "country",
        "GOV LEG MIL",
    ),
    (r"(?:deputy |vice )?(?:mayor|governor)(?: of .*)?", "country locality", "GOV BUS LEG"),
    (r"(?:presiding |chief |high court )?judge|(?:chief )?justice(?: of .*)?", "country locality", "JUD GOV SOC"),
    (
        r"(?:managing |finance |sales |technical )director|chief (?:executive|financial|operating)(?: officer)?|ceo|cfo",
        "",
        "BUS JRN SOC MED EDU PRE AGR LAB GOV REL",
    ),
    (
        r"(?:police |chief )?superintendent|(?:detective |chief |police )inspector|detective .*",
        "country locality",
        "COP GOV JUD",
    ),
    (
        r"(?:lieutenant |major |brigadier )?general|colonel|brigadier|admiral|sergeant",
        "country",
        "MIL COP GOV REB PRM SPY UAF",
    ),
    (r"(?:opposition )?(?:lawmaker|senator|congressman|congresswoman|mp)", "country locality", "LEG OPP PTY GOV"),
    (r"(?:archbishop|bishop|imam|rabbi|pastor|priest)", "country locality", "REL EDU"),
    (r"(?:rector|dean|headmaster|headteacher)", "", "EDU REL MED"),
)
"""Titles, with the kinds, beside organizations and groups, and the sectors of bodies in which they are held."""


def has_office(title: str, kind: str, sector: str | None) -> bool:
    """Return whether a body of a kind and a sector may have an office; True for titles that are held anywhere."""
    for one, kinds, sectors in _HELD_IN:
        if re.fullmatch(one, title.lower()):
            is_body = kind in ("organization", "group")
            return (is_body and (sector in (None, "UNK") or sector in sectors.split())) or (
                not is_body and kind in kinds.split()
            )
    return True
