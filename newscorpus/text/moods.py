"""What the verb that names an event says of it: that it happened, goes on, is to come, or may come. English.

The verb is read with its auxiliaries, and an infinitive with the verb above it: `plans to meet`. In doubt there is no
mood. Imports `clauses`, `grammar`, `verbs` and `words` of this package.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar
from newscorpus.text.spans import Span
from newscorpus.text.verbs import is_past
from newscorpus.text.words import words_in

UNDONE: Final = ("failed", "negated", "refused")
"""What verbs say that did not happen, though somebody tried, or was to do it."""


class Mood(NamedTuple):
    """What a verb says of its event."""

    status: str
    """`occurred`, `ongoing`, `planned`, `possible`, or one of `UNDONE`."""
    words: str
    """The verb with its auxiliaries, or those before an infinitive."""
    is_perfect: bool = False
    """Whether it is in the present perfect, which may be of what goes on: `has fought`."""
    is_reported: bool = False
    """Whether somebody says so."""


# ruff: noqa: E501 - lists of words

_HELPING: Final = words_in("is are was were am be been being has have had do does did")
_COMING: Final = words_in("will shall ’ll 'll")
_GOING_ON: Final = words_in("stay remain continue keep")
"""Verbs that say in the future that something goes on."""
_OPEN: Final = words_in("may might could can")
_PLANNED: Final = words_in(
    "due set expected expects scheduled slated plans plan planned planning intends intend intended agreed agrees pledged"
    " pledges vowed vows promised promises decided decides decision about going prepares preparing committed ordered"
    " obliges requires forces orders"
)
"""What is before the infinitive of what is to come."""
_OBLIGING: Final = words_in("obliges requires forces ordered orders told")
"""Those of them that have an object: `obliges them to leave`."""
_WISHED: Final = words_in(
    "wants want wanted hopes hope hoped hoping threatens threaten threatened threatening considers considering offers offer"
    " offered offering proposes proposed urged urges urging calls called calling demands demanded seeks seek seeking"
    " invited invites ready willing likely unlikely wishes asked asks asking threat offer proposal bid plea"
)
"""What is before the infinitive of what may come."""
_NOT_DONE: Final = {
    **dict.fromkeys(("tried", "tries", "attempted", "attempts", "sought"), "failed"),
    **dict.fromkeys(("failed", "fails", "unable", "neglected", "omitted"), "negated"),
    **dict.fromkeys(("refused", "refuses", "declined", "declines", "unwilling"), "refused"),
}
"""What is before the infinitive of what did not happen."""
_OTHER: Final = words_in(
    "planned scheduled expected due cancelled canceled postponed delayed deferred called adjourned moved put pushed refused"
    " declined denied failed proposed suggested threatened invited considered tried attempted sought hoped wanted feared"
    " averted avoided prevented foiled thwarted set stopped based aimed intended supposed rejected blocked needed used"
    " opposed scrapped abandoned suspended halted ended"
)
"""Past forms that say no more than that something was meant, or that it did not happen."""
_CONDITIONS: Final = words_in("if unless whether should lest until")
_DENYING: Final = words_in(
    "denied denies deny denying without dismissed rejected refuted false untrue alleged allegedly"
)
_PRESENT: Final = words_in("is are am")
_DOUBTING: Final = words_in("probably possibly presumably likely")
_NOT_GOING: Final = words_in(
    "considering planning preparing threatening seeking discussing negotiating calling demanding hoping trying weighing going"
    " coming leaving meeting visiting returning arriving flying travelling traveling saying asking urging facing missing living"
    " mulling studying looking expecting starting beginning opening ending closing aiming working lacking following waiting"
)
"""Verbs that in the progressive say what is wished, is to come, or is so: `is leaving on Monday`."""
_REACH: Final = 240
"""Code points of a sentence that are read before a verb."""
_NEAR: Final = 12
"""Words before a verb among which what denies it is."""
_SAYING: Final = re.compile(
    r"\b(?:said|says?|saying|told|claim\w*|alleg\w+|accus\w+|believ\w+|according|report\w*|suspect\w*|argu\w+|insist\w*"
    r"|announc\w+|added|wrote|found that|deni\w+|testified|statement)\b|[“”\"]"
)


def mood(raw: str, verb: Span, grammar: Grammar) -> Mood | None:
    """Return what the words that name an event, from a verb on, say of it; None if they are no verb, or say nothing.

    Args:
        raw: The text.
        verb: The span of the words: `met`, `will meet`, `to meet`.
        grammar: That of the language of the text.
    """
    if grammar.language != "en":
        return None
    begin, end = sentence(raw, (verb[0], verb[0] + 1))
    start = max(begin, verb[0] - _REACH)
    before, words = tokens(raw, start, verb[0]), tokens(raw, *verb)
    at = _head(words, grammar)
    if at is None:
        return None
    before, head = [*before, *words[:at]], words[at]
    if head in grammar.functional or head in ("as", "well") or (head == "be" and at):
        return None
    chain = _chain(before, grammar)
    rest = before[: len(before) - len(chain)]
    if any(_negates(word, grammar) for word in before[-_NEAR:]) or not _DENYING.isdisjoint(before[-_NEAR:]):
        return None
    is_said = _SAYING.search(raw, start, verb[0]) or _SAYING.search(raw, verb[1], min(end, verb[1] + _REACH))
    found = _of_chain(chain, rest, head, grammar, is_said=is_said is not None)
    if found is None:
        return None
    is_open = not _CONDITIONS.isdisjoint(before) or (found.status != "occurred" and not _CONDITIONS.isdisjoint(words))
    if is_open:
        return None
    return found._replace(is_reported=is_said is not None)


def _head(words: Sequence[str], grammar: Grammar) -> int | None:
    """Where the verb is: behind its auxiliaries; in the infinitive behind `to`."""
    at = 0
    while at < len(words) and _helps(words[at], grammar):
        at += 1
    if at < len(words) and "to" in words[at + 1 : at + 3] and words[at] in _PLANNED | _WISHED:
        at = words.index("to", at + 1) + 1  # `offered to mediate`
        while at < len(words) and _helps(words[at], grammar):
            at += 1
    return at if at < len(words) and words[at][0].isalpha() else None


def _helps(word: str, grammar: Grammar) -> bool:
    is_adverb = word in grammar.adverbs or (word.endswith("ly") and len(word) > len("ally"))
    return word in _HELPING or word in grammar.modals or word == "to" or _negates(word, grammar) or is_adverb


def _negates(word: str, grammar: Grammar) -> bool:
    return word in grammar.negations or word.endswith(("n't", "n’t"))


def _chain(before: Sequence[str], grammar: Grammar) -> list[str]:
    """The auxiliaries, adverbs and negations right before a verb."""
    at = len(before)
    while at and (_helps(before[at - 1], grammar) or before[at - 1] in _COMING):
        at -= 1
    return [*before[at:]]


def _of_chain(chain: Sequence[str], rest: Sequence[str], head: str, grammar: Grammar, *, is_said: bool) -> Mood | None:
    """The mood of a verb with its auxiliaries, and the words before them."""
    said = " ".join([*chain, head])
    if head in _OTHER and "be" in chain:
        return None  # `may be called off`
    if "to" in chain:
        at = len(chain) - 1 - [*reversed(chain)].index("to")
        return _of_infinitive([*rest, *chain[:at]], [*chain[at:], head], grammar)
    if not _DOUBTING.isdisjoint(chain):
        return None if grammar.modals.isdisjoint(chain) or "have" in chain else Mood("possible", said)
    if not _COMING.isdisjoint(chain):
        is_state = "be" in chain and not (is_past(head) or head.endswith("ing"))
        return None if is_state or head in _GOING_ON else Mood("planned", said)
    if not _OPEN.isdisjoint(chain):
        is_state = "be" in chain and not (is_past(head) or head.endswith("ing"))
        return None if "have" in chain or "can" in chain or is_state else Mood("possible", said)
    if "would" in chain:
        return None if "have" in chain or not is_said else Mood("planned", said)
    if not grammar.modals.isdisjoint(chain):
        return None
    helps = [word for word in chain if word in _HELPING]
    if helps and head.endswith("ing"):
        if head in _NOT_GOING:
            return None
        return Mood("ongoing", said) if helps[0] in _PRESENT or helps[:2] == ["have", "been"] else None
    if helps and not is_past(head):
        return None
    if helps:
        if "being" in helps and helps[0] in _PRESENT:
            return Mood("ongoing", said)
        is_over = helps[0] in ("had", "has", "have", "was", "were") and head not in _OTHER and "being" not in helps
        return Mood("occurred", said, is_perfect=helps[0] in ("has", "have")) if is_over else None
    return _of_past(rest, head, grammar)


def _of_infinitive(above: Sequence[str], said: Sequence[str], grammar: Grammar) -> Mood | None:
    """The mood of an infinitive, of the word above it, or of one before its object: `asked the army to leave`."""
    at = len(above)
    while at and (above[at - 1] in grammar.adverbs or above[at - 1].endswith("ly")):
        at -= 1
    if not at or any(_negates(word, grammar) for word in above[max(0, at - 3) : at]):
        return None
    if above[at - 1] in _PRESENT:
        return Mood("planned", f"{above[at - 1]} {' '.join(said)}")
    for i in range(at - 1, max(-1, at - 5), -1):
        word = above[i]
        if word in _NOT_DONE and i == at - 1:
            return Mood(_NOT_DONE[word], " ".join([*above[i:], *said]))
        if word in _WISHED or (word in _PLANNED and (i == at - 1 or word in _OBLIGING)):
            status = "possible" if word in _WISHED else "planned"
            return Mood(status, " ".join([*above[i:], *said]))
        if not word[0].isalpha() or word in grammar.joints or word in grammar.auxiliaries:
            return None
    return None


def _of_past(rest: Sequence[str], head: str, grammar: Grammar) -> Mood | None:
    """The mood of a verb without auxiliaries: in the past, if its subject is before it."""
    if not rest or not is_past(head) or head in _OTHER:
        return None
    before = rest[-1]
    others = grammar.articles | grammar.prepositions | grammar.possessive | grammar.modals
    if before in others or (before in _PLANNED | _WISHED and before != "decision"):
        return None
    return Mood("occurred", head) if before[0].isalnum() or before in ',”"' else None


_ASIDE: Final = re.compile(r",\s+(?:who|which|whose|where|when|an?|the|his|her|its|their)\b[^,.;“”]{1,120},")


def main_verb(raw: str, clause: Span, grammar: Grammar) -> Span:
    """Return the span of the first finite verb of a clause, with its auxiliaries; an empty one if it is not known."""
    asides = [one.span() for one in _ASIDE.finditer(raw, *clause)]
    before = ""
    for one in _WORD.finditer(raw, clause[0], min(clause[1], clause[0] + _REACH)):
        word = one[0].lower()
        if any(a <= one.start() < b for a, b in asides):
            before = "aside"
            continue
        is_name = one[0][0].isupper() and one.start() > clause[0]
        if not one[0][0].isalpha() or is_name:
            before = word
            continue
        if word in grammar.subordinators - grammar.prepositions:
            break
        if word in (grammar.finite | _COMING):
            return one.start(), _end_of_verb(raw, one.start(), clause[1], grammar)
        others = grammar.articles | grammar.prepositions | grammar.possessive | {","}
        if before and is_past(word) and before not in others:
            is_above = word in _PLANNED | _WISHED
            return one.start(), _end_of_verb(raw, one.start(), clause[1], grammar) if is_above else one.end()
        before = word
    return clause[0], clause[0]


_WORD: Final = re.compile(r"\w+(?:[-‐‑’'.]\w+)*|[^\w\s]")


def _end_of_verb(raw: str, start: int, end: int, grammar: Grammar) -> int:
    """Where a verb with auxiliaries ends."""
    for one in _WORD.finditer(raw, start, end):
        word = one[0].lower()
        if not (_helps(word, grammar) or word in _PLANNED | _WISHED or word in _COMING):
            return one.end()
    return end
