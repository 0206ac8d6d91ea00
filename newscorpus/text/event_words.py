"""Words that name events of a type, and of no other, one row per language.

Imports `grammar` and `timex_languages` of this package.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from newscorpus.text.grammar import Grammar
from newscorpus.text.timex_languages import primary_subtag

# ruff: noqa: E501 - lists of words

EVENT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "agreement": r"sign(?:ed|s)?(?: an?| the)?(?: \w+)? (?:agreement|accord|deal|treaty|pact|ceasefire|memorandum)|reach(?:ed|es)? (?:an agreement|a deal|a ceasefire)|agreed to a (?:ceasefire|deal)",
        "accusation": r"accus(?:ed|es|ing)|blam(?:ed|es|ing)|condemn(?:ed|s|ing)|criticis(?:ed|es|ing)|criticiz(?:ed|es|ing)|denounc(?:ed|es|ing)",
        "investigation": r"investigat(?:ed|es|ing)|to find out|(?:opened|opens|launched|launches|began) an? (?:investigation|inquiry|probe)",
        "appointment": r"appoint(?:ed|s)|sworn in|takes office|took office|named (?:\w+ ){1,4}(?:as|new|interim) ",
        "departure": r"resign(?:ed|s|ation)|step(?:ped|s) down|sack(?:ed|s)|dismiss(?:ed|es) (?:[\d,.]+ )?(?:\w+ ){0,2}(?:workers|employees|staff|minister|director|chief|coach)|retire[ds]|voted out|ousted",
        "decision": r"acquitt(?:ed|s)|fined|sentenc(?:ed|es)|convicted|(?:court|judge|tribunal)\b.{0,60}\b(?:fin(?:ed|es)|rul(?:ed|es)|ordered|banned)",
        "election": r"re-?elected|won the (?:\w+ )?election|voters|referendum",
        "award": r"(?:was|were|been) awarded|won the (?:\w+ )?(?:prize|award|medal)",
        "visit": r"visit(?:ed|s)|pa(?:id|ys) a visit",
        "call": r"phone[ds]|telephone[ds]|spoke by (?:phone|telephone)|(?:speaks?|spoke|spoken|talk|talked|talks|confer|conferred) (?:\w+ ){0,3}by (?:phone|telephone|video)|(?:phone|telephone|video) call|(?:spoke|speaks?|spoken|talked) (?:\w+ ){0,3}on the (?:phone|telephone)",
        "hearing": r"testif(?:ied|ies)|the (?:trial|hearing) of",
        "attack": r"attack(?:ed|s)|bomb(?:ed|ing|ings)|opened fire|shell(?:ed|ing)|stabb(?:ed|ing)|ambush(?:ed)?|air ?strikes?|shot dead|murdered|gunned down|assassinat(?:ed|es)|massacred|beheaded|lynched|bombard(?:ed|ment)|fired (?:rockets|missiles|shells|mortars) |blew (?:himself|herself|themselves) up|suicide (?:bomber|bombing)|(?:gunmen|militants|jihadists|rebels|insurgents|attackers|assailants|pirates|terrorists|bandits)\b.{0,40}\b(?:kill|kills|killed|shot|executed|execute)|(?:drones?|missiles?|rockets?|mortars?|mortar fire|shells?) (?:hit|hits|struck)",
        "clash": r"clash(?:ed|es)|exchang(?:ed?|es|ing) (?:of )?(?:gun)?fire|firefights?|gun battles?|trad(?:ed|es|ing) fire|battl(?:ed|es|ing)|fought (?:each other|a battle|battles|for (?:hours|days|weeks|control))",
        "cyberattack": r"hacked|hacking|ransomware|cyber-?attacks?|hackers|broke into the (?:network|computers?|servers?|systems?)",
        "crime": r"stole|stolen|robb(?:ed|ery)|burgl(?:ed|ary)|embezzle(?:d|ment)|smuggl(?:ed|ing)",
        "protest": r"protested|demonstrated|marched|(?:went|goes|go|gone|going) on strike|walked out|(?:march(?:es|ing)?|rall(?:y|ies|ied|ying)|demonstrat(?:e|es|ing|ions?)|protest(?:s|ing|ers?)?|sit-ins?) (?:against|in protest|to demand)|(?:to|in) protest (?:against|at|over)|picket(?:ed|s|ing)|(?:staged|held) (?:an? )?(?:\w+ )?(?:sit-in|protest|vigil|strike|walkout|blockade)",
        "unrest": r"riot(?:ed|s|ing)|loot(?:ed|ing)|set fire to|torched|ransacked|(?:threw|throw|throws|hurl|hurled|hurls) (?:stones|rocks|bottles|petrol bombs)",
        "detention": r"arrest(?:ed|s)|detained|kidnapp(?:ed|ing)|abducted|t(?:ook|aken|akes?|aking) (?:[\w-]+ ){0,5}(?:hostages?|captive|prisoners?)|h(?:eld|olds?|olding) (?:[\w-]+ ){0,4}(?:hostage|captive)|hostage[- ]taking|jail(?:ed|s)",
        "accident": r"crash(?:ed|es)|collid(?:ed|es)|derail(?:ed|ment)|capsiz(?:ed|es)|ran aground|collaps(?:ed|es)|sank|sinks|caught fire",
        "disaster": r"earthquake|flood(?:ed|s|ing)?|hurricane|cyclone|typhoon|tornado|landslide|tsunami|epidemic|famine|drought",
        "talks": r"met|meets?(?! (?:[\w-]+ ){0,3}(?:demands?|needs?|targets?|conditions?))|(?:held|holds|hold) talks",
        "request": r"call(?:ed|s) for (?:an?|the|more|new|tougher|immediate|early) |demand(?:ed|s)|urg(?:ed|es)|requested|petition(?:ed|s)|appealed to|ask(?:ed|s) (?:the |a |an )?(?:\w+ ){1,5}(?:to|for)",
        "refusal": r"refus(?:ed|es)|reject(?:ed|s)|turn(?:ed|s) down|rebuff(?:ed|s)|spurn(?:ed|s)",
        "change": r"(?:shares?|prices?|index|inflation|unemployment|sales|profits?|exports?|imports?|rate)\b.{0,40}\b(?:rose|fell|rises?|falls?|climb(?:ed|s)|drop(?:ped|s)|slip(?:ped|s)|jump(?:ed|s)|soar(?:ed|s)|plung(?:ed|es)|tumbl(?:ed|es))",
        "transaction": r"(?:bought|buys)(?! (?:votes?|off|into|time)(?![\w-]))|acquir(?:ed|es)|took over",
        "launch": r"unveil(?:ed|s)|launch(?:ed|es) (?:an?|the|its) (?:\w+ )?(?:rocket|satellite|product|service|app|website|campaign|route)",
        "threat": r"threaten(?:ed|s)",
        "support": r"prais(?:ed|es)|endors(?:ed|es)|congratulat(?:ed|es)|hail(?:ed|s)|applaud(?:ed|s)",
        "aid": r"donat(?:ed|es)|sen(?:t|ds) (?:[\w,]+ ){0,3}(?:food|tents|medicines?|blankets|relief supplies|relief goods|emergency aid)",
        "mobilization": r"deploy(?:ed|s)|mass(?:ed|es) (?:[\w,]+ ){0,3}(?:troops|soldiers|forces)|sen(?:t|ds) (?:[\w,]+ ){0,3}(?:troops|soldiers|warships|reinforcements)",
        "encounter": r"within (?:[\w,.]+ ){1,2}(?:metres|meters|feet|yards) of (?:an? |the )?(?:[\w-]+ ){0,3}(?:plane|jet|aircraft|ship|destroyer|frigate|vessel|drone)",
        "withdrawal": r"withdrew|pull(?:ed|s) (?:[\w’']+ ){0,4}out\b|retreat(?:ed|s)",
        "concession": r"apologi[sz](?:ed|es)|pardon(?:ed|s)",
        "sanction": r"impos(?:ed|es) (?:\w+ )?(?:sanctions|an embargo)|expell(?:ed|s)|recall(?:ed|s) (?:its|their|his|her|the) (?:\w+ )?(?:ambassador|envoy)s?",
        "briefing": r"told (?:the |a )?(?:reporters|journalists)|(?:press|news) conference",
        "espionage": r"sp(?:ied|ying|ies) (?:on|for)|espionage",
        "discovery": r"discover(?:ed|s)|unearth(?:ed|s)",
    },
    "de": {
        "accusation": r"beschuldigte?n?|kritisierte?n?|verurteilte scharf",
        "departure": r"zurückgetreten|trat zurück|entlassen",
        "visit": r"besuchte?n?",
        "attack": r"überfiel|angegriffen|anschlag",
        "protest": r"protestierten?|demonstrierten?",
        "detention": r"festgenommen|verhaftete?n?",
        "disaster": r"erdbeben|hochwasser|überschwemmung",
    },
    "es": {
        "accusation": r"acusó|acusaron|criticó|condenó",
        "departure": r"dimitió|renunció",
        "visit": r"visitó|visitaron",
        "attack": r"atacó|atacaron|atentado",
        "protest": r"protestaron|manifestaron",
        "detention": r"detuvo|detuvieron|arrestó|arrestaron",
        "disaster": r"terremoto|inundación|inundaciones",
    },
}
"""For each type of event the words that name one, as regular expressions of whole words in lower case."""


NAMES_OF_INCIDENTS: Final[Mapping[str, str]] = {
    "accident": r"gas (?:explosions?|blasts?|leaks?)|crash(?:es)?|derailments?|collisions?|pile-ups?|shipwrecks?|capsizings?|sinkings?",
    "disaster": r"landslides?|landslips?|mudslides?|rockfalls?|rockslides?|avalanches?|earthquakes?|quakes?|tremors?|aftershocks?|floods?|flooding|flash floods?"
    r"|hurricanes?|cyclones?|typhoons?|tornado(?:es|s)?|tsunamis?|wildfires?|bushfires?|forest fires?|droughts?|eruptions?|heatwaves?|heat waves?"
    r"|blizzards?|hailstorms?|snowstorms?|thunderstorms?|sandstorms?|storms?|epidemics?|famines?",
    "attack": r"bombings?|shootings?|stabbings?|ambush(?:es)?|air ?strikes?|assassinations?|massacres?|suicide bombings?|car bombs?",
    "cyberattack": r"cyber-?attacks?|ransomware attacks?|hacks?",
    "protest": r"demonstrations?|protest march(?:es)?|protest rall(?:y|ies)|sit-ins?|walkouts?",
    "unrest": r"riots?|looting",
    "detention": r"arrests?|abductions?|kidnappings?|hostage-takings?",
    "crime": r"robber(?:y|ies)|burglar(?:y|ies)|thefts?|heists?",
}
"""For types of incidents the nouns that name one, as regular expressions of whole words in lower case."""


_ALSO: Final = frozenset(
    map(
        frozenset,
        (
            ("attack", "accusation"),
            ("attack", "clash"),
            ("visit", "talks"),
            ("visit", "conference"),
            ("talks", "accident"),
            ("conference", "accident"),
            ("agreement", "accident"),
            ("accusation", "protest"),
            ("talks", "agreement"),
            ("talks", "gathering"),
            ("talks", "hearing"),
            ("refusal", "decision"),
            ("refusal", "accusation"),
            ("refusal", "election"),
            ("refusal", "dispute"),
            ("request", "threat"),
            ("request", "decision"),
            ("request", "agreement"),
            ("request", "launch"),
            ("support", "gathering"),
            ("launch", "attack"),
            ("launch", "cyberattack"),
            ("cyberattack", "crime"),
            ("unrest", "attack"),
            ("unrest", "crime"),
            ("detention", "decision"),
            ("election", "decision"),
            ("attack", "crime"),
            ("aid", "mobilization"),
            ("attack", "unrest"),
            ("attack", "mobilization"),
            ("briefing", "refusal"),
            ("briefing", "accusation"),
            ("briefing", "request"),
            ("briefing", "support"),
            ("briefing", "threat"),
            ("briefing", "launch"),
        ),
    )
)
"""Pairs of types that the same words may name: `attacked the plan`."""


def may_be_both(one: str, other: str, words: str) -> bool:
    """Return whether words for the other type of event may name one of the first type, too.

    Who is `sentenced` is not detained by it, as who is `convicted` may be; where both sides `exchanged fire` neither
    just attacked. Who `took hostages` may have attacked, too; and an accident may have `flooded` a village.
    """
    is_sentence = one == "detention" and words.startswith("sentenc")
    is_mutual = (one, other) == ("attack", "clash") and words.startswith(("exchang", "trad", "battl"))
    is_flooded = (one, other) == ("accident", "disaster") and words.startswith("flood")
    takes_hostages = (one, other) == ("attack", "detention") and words.startswith(("t", "h"))
    return takes_hostages or is_flooded or (frozenset((one, other)) in _ALSO and not is_sentence and not is_mutual)


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile(rf"(?<![\w-])(?:{words})(?!\w)") for kind, words in EVENT_WORDS.get(language, {}).items()}


@cache
def _subject() -> re.Pattern[str]:
    """A title that begins with a noun for an incident, with a group for each type."""
    nouns = "|".join(rf"(?P<{kind.replace('-', '_')}>{words})" for kind, words in NAMES_OF_INCIDENTS.items())
    return re.compile(rf"(?:the |an? )?(?:(?!{_NO_MODIFIER})[\w’'-]+ )?(?:{nouns})(?:\Z|(?= (?:{_BEHIND_SUBJECT})\b))")


_NO_MODIFIER: Final = r"(?:in|on|at|of|for|by|to|from|with|after|over|before|and|or|no|not|anti|[\w’'-]+(?:s|ed|ing)) "
"""What is before a noun that is no subject of a title, or no modifier of it."""
_BEHIND_SUBJECT: Final = (
    r"in|on|at|near|off|of|outside|along|between|kills?|killed|blocks?|blocked|hits?|strikes?|struck|injur(?:es?|ed)|wounds?|buries|buried"
    r"|destroys?|destroyed|damages?|damaged|derails?|cuts?|forces?|leaves?|left|sweeps?|swept|shakes?|shook|closes?|closed|rocks|claims"
    r"|displaces?|displaced|devastates?|wrecks?|engulfs?|floods?|traps?|takes? place|tears?|tore|lash(?:es)?|batters?|sinks?|sank"
    r"|flattens?|causes?|wipes?|burns?|rages?|spreads?|[a-z]+ed"
)
"""What may follow the subject of a title."""


def type_of_subject(title: str, tag: str | None) -> tuple[str, str] | None:
    """Return the type of incident that the subject of a title names, and the noun: `A landslide blocks the line`."""
    found = _subject().match(title.lower()) if primary_subtag(tag) == "en" else None
    kind = found.lastgroup if found else None
    is_figure = (
        found is not None and kind == "disaster" and title[found.end() :].startswith(" of ")
    )  # `storm of protest`
    return (kind, found[kind]) if found and kind and not is_figure else None


@cache
def _any(language: str) -> re.Pattern[str] | None:
    """The words that name an event of any type."""
    every = EVENT_WORDS.get(language)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(every.values())})(?!\w)") if every else None


def types_named(words: str, tag: str | None) -> Mapping[str, str]:
    """Return the types of events that words name, each with the first words that name it."""
    return _types_named(words.lower(), primary_subtag(tag))


@lru_cache(maxsize=1024)  # several rules ask for the same words
def _types_named(lower: str, language: str) -> Mapping[str, str]:
    any_type = _any(language)
    if any_type is None or not any_type.search(lower):
        return {}  # the usual case
    found = ((kind, pattern.search(lower)) for kind, pattern in _patterns(language).items())
    return {kind: match[0].strip() for kind, match in found if match}


def types_of_verbs(words: Sequence[str], grammar: Grammar) -> Mapping[str, str]:
    """Return the types that the verbs of a clause name: not `ousted` before a noun, nor a noun such as `attacks`.

    Args:
        words: The words of the clause, in lower case.
        grammar: That of their language.
    """
    return types_named(" ".join(_verbs(words, grammar, _NOUN)), grammar.language)


def types_of_title(words: Sequence[str], grammar: Grammar) -> Mapping[str, str]:
    """Return the types that the verbs of a title name, which are in the present: `Police arrest two men`."""
    return types_named(" ".join(_verbs(words, grammar, None)), grammar.language)


def _verbs(words: Sequence[str], grammar: Grammar, noun: re.Pattern[str] | None) -> list[str]:
    """The words, of which those that name an event by themselves are marked unless they may be verbs."""
    verbs = list[str]()
    bounds = grammar.articles | grammar.prepositions | grammar.possessive | grammar.negations
    for before, word in pairwise(["", *words]):
        is_verb = before and before not in bounds and not before.endswith("ly") and not (noun and noun.search(word))
        verbs.append(word if is_verb else f"_{word}" if _is_alone(word, grammar) else word)
    return verbs


_NOUN: Final = re.compile(r"(?:s|ing|ion|age)\Z")


def _is_alone(word: str, grammar: Grammar) -> bool:
    """Whether a word names an event by itself, so that it must be a verb."""
    any_type = _any(grammar.language)
    return any_type is not None and any_type.fullmatch(word) is not None
