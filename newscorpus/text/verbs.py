"""The first verb of a clause: whether it says that something happened. English.

Imports `frames`, `grammar` and `words` of this package.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from newscorpus.text.grammar import Grammar
from newscorpus.text.words import words_in

# ruff: noqa: E501 - lists of words

PAST: Final = words_in(
    "beat beaten began bought brought built caught chose chosen cut dealt drove drew fed fought found gave given held hit"
    " hurt kept killed led lent let made met paid put ran saw seen sent shot shut sold sought struck stole stolen swore sworn"
    " taken taught took threw thrown told torn withdrew withdrawn won wrote written broke broken overcame overthrew"
    " overthrown outbid undercut heard withheld upheld overtook undertook laid split drew drawn hid hidden shook shaken slew"
    " slain swept spent forgave forgiven overran "
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
