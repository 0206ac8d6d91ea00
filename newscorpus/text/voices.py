"""Who acts on whom, where a verb is between two names: `the army arrested three men`, and the passive voice.

Imports `clauses`, `grammar` and `spans` of this package. In doubt nobody acts.
"""

from collections.abc import Sequence
from typing import Final

from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar
from newscorpus.text.spans import Span

_MOST: Final = 6
"""Words between two names, at most."""
_LONGEST: Final = 80
"""Code points between two names, at most."""


def verb_between(raw: str, one: Span, other: Span, grammar: Grammar) -> tuple[str, bool] | None:
    """Return the verb that links two names, the first of them its subject, and whether it is passive.

    None if another phrase is between them, or the first name is not the subject of a clause.
    """
    if not grammar.actor or not 0 < other[0] - one[1] <= _LONGEST or not is_subject(raw, one, grammar):
        return None
    between = tokens(raw, one[1], other[0])
    if len(between) > _MOST:
        return None
    i = 0
    while i < len(between) and _is_helper(between[i], grammar):
        i += 1
    others = grammar.functional | grammar.negations | (grammar.speech - grammar.telling)
    if i == len(between) or not between[i].isalpha() or between[i] in others:
        return None  # of `said Berg`, Berg is the subject
    verb, rest = between[i], between[i + 1 :]
    passive = not grammar.copulas.union(grammar.participles).isdisjoint(between[:i])
    if passive:
        if rest[:1] != [grammar.actor]:
            return None
        rest = rest[1:]
    return (verb, passive) if all(_is_of_name(word, grammar) for word in rest) else None


def is_subject(raw: str, name: Span, grammar: Grammar) -> bool:
    """Return whether a clause begins with a name, or with its article."""
    before = tokens(raw, max(sentence(raw, name)[0], name[0] - _LONGEST), name[0])
    while before and (before[-1] in grammar.articles or before[-1] in "“\"'‘"):
        before = before[:-1]
    return not before or before[-1] in grammar.joints - grammar.prepositions or before[-1] in grammar.speech


def _is_helper(word: str, grammar: Grammar) -> bool:
    return word in grammar.auxiliaries or word in grammar.modals or word in grammar.adverbs or word.endswith("ly")


def _is_of_name(word: str, grammar: Grammar) -> bool:
    """Whether a word may be part of the phrase with a name: an article, an adjective, a title."""
    return word in grammar.articles or (
        word.isalpha() and word not in grammar.functional and not _is_helper(word, grammar)
    )


_PERFECT: Final = frozenset({"had", "has", "have"})


def is_active(following: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words behind a name begin with a verb of speech or in the past that it is the subject of."""
    while following and (following[0] in grammar.adverbs | _PERFECT or following[0].endswith("ly")):
        following = following[1:]
    first, second, *_ = *following, "", ""
    is_verb = first in grammar.speech or (grammar.language == "en" and first.endswith("ed"))
    return is_verb and second not in grammar.prepositions
