"""The first verb of a clause: whether it says that something happened. English.

Imports `frames`, `grammar` and `words` of this package.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from newscorpus.text.frames import IRREGULAR
from newscorpus.text.grammar import Grammar
from newscorpus.text.words import words_in

# ruff: noqa: E501 - lists of words

PAST: Final = IRREGULAR | words_in(
    "ate became blew burst came crept cost did drank drove fell fled flew forbade forgot froze gave grew hid knew lay"
    " lost meant rang rose sang sank sat shook slept slid spent spoke sprang spread stood strode swam swept upset"
    " went woke wore"
)
"""Past forms that do not end in `-ed`."""
_PERFECT: Final = words_in("has have had was were")


def past_verb(words: Sequence[str], grammar: Grammar) -> str | None:
    """Return the first finite verb of a clause if it is in the past or the perfect, and is not negated.

    Args:
        words: The words of the clause in lower case, from its beginning.
        grammar: That of their language.
    """
    if grammar.language != "en":
        return None
    bounds = grammar.articles | grammar.prepositions | grammar.possessive | grammar.conjunctions
    for before, word in pairwise(["", *words]):
        if word in grammar.modals or word in grammar.negations or word.endswith(("n't", "n’t")):
            return None
        if word in _PERFECT:
            return word
        if word in grammar.auxiliaries or word in grammar.subordinators - grammar.prepositions:
            return None
        if before and before not in bounds and before.isalnum() and (word.endswith("ed") or word in PAST):
            return word
    return None


def is_past(word: str) -> bool:
    """Return whether an English word may be a verb in the past, or its participle."""
    return (word.endswith("ed") and word not in NO_PAST) or word in PAST or word in _PARTICIPLES


NO_PAST: Final = words_in(
    "red bed need seed feed weed speed bleed breed indeed exceed proceed succeed hundred shed sacred naked deed greed"
    " wicked rugged united"
)
"""Words that end like a past form."""
_PARTICIPLES: Final = words_in(
    "come gone become begun blown bitten done drawn driven drunk eaten fallen flown forbidden forgotten frozen given grown"
    " hidden known lain led left lost made meant met paid ridden risen run sung sunk sworn swum stood spoken spent shaken"
    " shown slain split taken thrown torn undergone understood woken worn held set hit cut put shut spread burst hurt"
)
