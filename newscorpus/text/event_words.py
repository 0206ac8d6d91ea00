"""Words that name events of a type, and of no other, one row per language.

Imports `grammar` and `timex_languages` of this package.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from newscorpus.text.grammar import Grammar
from newscorpus.text.timex_languages import primary_subtag

# ruff: noqa: E501 - lists of words

EVENT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "agreement": r"sign(?:ed|s)?(?: an?| the)?(?: \w+)? (?:agreement|accord|deal|treaty|pact|ceasefire|memorandum)|reach(?:ed|es)? (?:an agreement|a deal|a ceasefire)|agreed to a (?:ceasefire|deal)",
        "accusation": r"accus(?:ed|es|ing)|blam(?:ed|es|ing)|condemn(?:ed|s|ing)|criticis(?:ed|es|ing)|criticiz(?:ed|es|ing)|denounc(?:ed|es|ing)",
        "investigation": r"investigat(?:ed|es|ing)|(?:opened|opens|launched|launches|began) an? (?:investigation|inquiry|probe)",
        "appointment": r"appoint(?:ed|s)|sworn in|takes office|took office|named (?:\w+ ){1,4}(?:as|new|interim) ",
        "departure": r"resign(?:ed|s|ation)|step(?:ped|s) down|sacked|retire[ds]|voted out|ousted",
        "decision": r"acquitt(?:ed|s)|sentenc(?:ed|es)|convicted|(?:court|judge|tribunal)\b.{0,60}\b(?:fin(?:ed|es)|rul(?:ed|es)|ordered|banned)",
        "election": r"re-?elected|won the (?:\w+ )?election",
        "award": r"(?:was|were|been) awarded|won the (?:\w+ )?(?:prize|award|medal)",
        "visit": r"visit(?:ed|s)|pa(?:id|ys) a visit",
        "call": r"phoned|telephoned|spoke by (?:phone|telephone)",
        "hearing": r"testif(?:ied|ies)|the (?:trial|hearing) of",
        "attack": r"attack(?:ed|s)|bomb(?:ed|ing|ings)|opened fire|shell(?:ed|ing)|stabb(?:ed|ing)|ambush(?:ed)?|air ?strikes?|shot dead",
        "clash": r"clash(?:ed|es)",
        "cyberattack": r"hacked|hacking|ransomware|cyber-?attacks?",
        "crime": r"stole|stolen|robb(?:ed|ery)|burgl(?:ed|ary)|embezzle(?:d|ment)|smuggl(?:ed|ing)",
        "protest": r"protested|demonstrated|marched|(?:went|go|gone) on strike|walked out",
        "unrest": r"riot(?:ed|s|ing)|loot(?:ed|ing)",
        "detention": r"arrest(?:ed|s)|detained|kidnapp(?:ed|ing)|abducted|taken hostage",
        "accident": r"crash(?:ed|es)|collid(?:ed|es)|derail(?:ed|ment)|capsiz(?:ed|es)|ran aground",
        "disaster": r"earthquake|flood(?:ed|s|ing)?|hurricane|cyclone|typhoon|tornado|landslide|tsunami|epidemic|famine|drought",
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


_ALSO: Final = frozenset(
    map(
        frozenset,
        (
            ("attack", "accusation"),
            ("attack", "clash"),
            ("visit", "talks"),
            ("visit", "conference"),
            ("accident", "death"),
        ),
    )
)
"""Pairs of types that the same words may name: `attacked the plan`."""


def may_be_both(one: str, other: str) -> bool:
    """Return whether the words for one type of event may name one of the other, too."""
    return frozenset((one, other)) in _ALSO


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile(rf"\b(?:{words})(?!\w)") for kind, words in EVENT_WORDS.get(language, {}).items()}


def types_named(words: str, tag: str | None) -> Mapping[str, str]:
    """Return the types of events that words name, each with the first words that name it."""
    lower = words.lower()
    found = ((kind, pattern.search(lower)) for kind, pattern in _patterns(primary_subtag(tag)).items())
    return {kind: match[0].strip() for kind, match in found if match}


def types_of_verbs(words: Sequence[str], grammar: Grammar) -> Mapping[str, str]:
    """Return the types that the verbs of a clause name: not `ousted` before a noun, nor a noun such as `attacks`.

    Args:
        words: The words of the clause, in lower case.
        grammar: That of their language.
    """
    verbs = list[str]()
    bounds = grammar.articles | grammar.prepositions | grammar.possessive
    for before, word in pairwise(["", *words]):
        is_verb = before and before not in bounds and not before.endswith("ly") and not _NOUN.search(word)
        verbs.append(word if is_verb else f"_{word}" if _is_alone(word, grammar) else word)
    return types_named(" ".join(verbs), grammar.language)


_NOUN: Final = re.compile(r"(?:s|ing|ion|age)\Z")


def _is_alone(word: str, grammar: Grammar) -> bool:
    """Whether a word names an event by itself, so that it must be a verb."""
    return bool(types_named(word, grammar.language))
