"""What words say that was done to an event that did not take place: it was cancelled, or postponed.

Imports `clauses`, `grammar` and `spans` of this package.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from newscorpus.text.attitudes import is_negative
from newscorpus.text.clauses import tokens
from newscorpus.text.grammar import Grammar
from newscorpus.text.patterns import pattern
from newscorpus.text.spans import Span
from newscorpus.text.timex_words import language_of
from newscorpus.text.words import words_in

_NEAR: Final = 3
"""Words before a participle among which its auxiliary is in English: `was soon after cancelled`."""


class Fate(NamedTuple):
    """A verb that says what was done to an event."""

    status: str
    """`cancelled` or `postponed`."""
    words: str
    passive: bool
    """Whether the event is the subject."""
    goes_on: bool
    """Whether another clause follows, which may say more."""


def fates(raw: str, span: Span, grammar: Grammar) -> Iterator[Fate]:
    """Yield what the first clause of a part of a text says that was done to an event; not what may be done to it."""
    lower, words = raw[slice(*span)].lower(), list[str]()
    for status, phrases in (("cancelled", grammar.cancelling), ("postponed", grammar.postponing)):
        for phrase in phrases:
            if phrase[-1] not in lower:
                continue  # the usual case
            words = words or _without_asides(tokens(raw, *span), grammar)
            at = next((i for i in range(len(words)) if tuple(words[i : i + len(phrase)]) == phrase), None)
            if at is not None and _is_first_verb(words[:at], grammar):
                rest = words[at + len(phrase) :]
                if phrase[-1] in _SLOW and rest and rest[0] not in _UNTIL:
                    continue
                if phrase[-1] in _MOVED and not _is_to_a_time(rest):
                    continue
                passive = not (grammar.auxiliaries - _HAVING).isdisjoint(words[:at])
                yield Fate(status, " ".join(phrase), passive, not _MORE.isdisjoint(rest))


_HAVING: Final = words_in("has have had having hat haben hatte hatten ha han había habían hubo")
"""Auxiliaries of the perfect, which is no passive: `has cancelled the talks`."""
_SLOW: Final = words_in("delayed")
"""What also means that something took longer: `supplies were delayed, leaving them two weeks`."""
_UNTIL: Final = words_in("until till to by for indefinitely again and ;")
_MOVED: Final = words_in("moved shifted")
"""What also means to another place."""
_TIMES: Final = words_in("next later spring summer autumn winter tomorrow date week month year")


def _is_to_a_time(rest: Sequence[str]) -> bool:
    """Whether `to November`, or the like, follows; not `to Monday's venue`."""
    english = language_of("en")
    return rest[:1] == ["to"] and any(
        word in _TIMES or _YEAR.fullmatch(word) or (english is not None and english.is_date_name(word))
        for word in rest[1:4]
    )


_YEAR: Final = pattern(r"(?:19|20)\d\d")
_MORE: Final = words_in("and but before then und aber bevor y pero ;")


def _without_asides(words: Sequence[str], grammar: Grammar) -> list[str]:
    """Leave out relative clauses between commas: `The talks, which were to begin on Monday, were postponed`."""
    kept, rest = list[str](), list(words)
    while "," in rest:
        at = rest.index(",")
        close = rest.index(",", at + 1) if "," in rest[at + 1 :] else 0
        is_aside = close and rest[at + 1] in grammar.subordinators & grammar.pronouns
        kept, rest = [*kept, *rest[: at if is_aside else at + 1]], rest[close + 1 if is_aside else at + 1 :]
    return [*kept, *rest]


def _is_first_verb(before: Sequence[str], grammar: Grammar) -> bool:
    """Whether the words before a verb have no clause of their own, no negation, and nothing that leaves it open."""
    others = grammar.subordinators | grammar.speech
    if len(before) > 1 and before[0] in grammar.definite and before[1] not in grammar.articles | grammar.pronouns:
        before = before[1:]  # `That meeting was called off`
    modal = any(
        word in grammar.modals and one not in grammar.prepositions  # `in May`
        for one, word in pairwise(["", *before])
    )
    if modal or before[-2:-1] == [grammar.infinitive] or not others.isdisjoint(before) or is_negative(before, grammar):
        return False
    found = [i for i, word in enumerate(before) if word in grammar.auxiliaries]
    if not found:
        return True
    is_near = grammar.language != "en" or len(before) - found[-1] <= _NEAR
    return is_near and found[-1] - found[0] <= len(found)
