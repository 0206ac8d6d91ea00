"""What the words around a statement say of the attitude of its source: `denied`, `confirmed`, `that is a lie`.

Words are in lower case, as `clauses.tokens` gives them. Imports `grammar` and `languages` of this package.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from newscorpus.text.grammar import Grammar
from newscorpus.text.languages import section
from newscorpus.text.patterns import pattern

_NEAR: Final = 4
"""Words before a verb among which a negation is one of that verb: `did not explicitly deny`. Also words behind
`rejected` among which the claim is that is rejected: `rejected any such claim`."""


def is_negative(words: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words contain a negation."""
    return not grammar.negative.isdisjoint(words) or any(word.endswith(("n't", "n’t")) for word in words)


def rejects(before: Sequence[str], quote: Sequence[str], grammar: Grammar) -> str | None:
    """Return the verb with which a source says that what is quoted is not so.

    None if there is none, if it is negated, or if another verb of speech follows: `denied it, saying`.

    Args:
        before: The words before the quote that attribute it.
        quote: The words of the quote; its first ones may be the object of the verb.
        grammar: That of their language.
    """
    words = [*before, *quote[:_NEAR]]
    for i in range(len(before) - 1, -1, -1):
        is_dismissal = words[i] in grammar.dismissing
        if words[i] in grammar.rejecting or (
            is_dismissal and not grammar.reports.isdisjoint(words[i + 1 : i + 1 + _NEAR])
        ):
            return None if is_negative(words[max(0, i - _NEAR) : i], grammar) else words[i]
        if is_dismissal or (words[i] in grammar.speech and words[i] not in grammar.reports):
            return None
    return None


def rejects_behind(cue: Sequence[str], grammar: Grammar) -> str | None:
    """Return the participle behind a quote that says that it was denied: `… was denied by the mayor`."""
    for i, word in enumerate(cue):
        if word in grammar.rejecting and not grammar.auxiliaries.isdisjoint(cue[max(0, i - 2) : i]):
            return None if is_negative(cue[max(0, i - _NEAR) : i], grammar) else word
    return None


def admits(cue: Sequence[str], grammar: Grammar) -> str | None:
    """Return the verb of a cue with which a source says that something is so, against doubts; None if negated."""
    for i, word in enumerate(cue):
        if word in grammar.admitting:
            return None if is_negative(cue[max(0, i - _NEAR) : i], grammar) else word
    return None


def rebuttal(words: Sequence[str], grammar: Grammar) -> str | None:
    """Return the phrase in words that says that something is not so: `is a lie`."""
    joined = f" {' '.join(words)} "
    return next((phrase for phrase in grammar.rebuttals if phrase in joined and f" {phrase} " in joined), None)


class _Hedge(NamedTuple):
    """The words of who takes a stance."""

    stance: str
    needs: Sequence[str]
    """Parts of words, one of which is in all that the pattern matches: looked for first, since that is fast."""
    pattern: re.Pattern[str]


@cache
def _hedges(language: str, name: str) -> Sequence[_Hedge]:
    """Return the hedges of a language: `doubted` or `affirming`; none if it has no section `stances`."""
    words = section(language, "stances") or {}
    hedges = list[_Hedge]()
    for entry in words.get(name, ()):
        pattern = "|".join(entry["words"])
        for part in ("refusing", "extent"):
            pattern = pattern.replace(f"{{{part}}}", words[part])
        hedges.append(_Hedge(entry["stance"], entry["needs"], re.compile(pattern)))
    return hedges


def _stance(words: str, hedges: Sequence[_Hedge]) -> tuple[str, str] | None:
    for hedge in hedges:
        for part in hedge.needs:
            if part in words:
                break
        else:
            continue
        found = hedge.pattern.search(words)
        if found:
            return hedge.stance, found[0].strip()
    return None


def doubt(words: str, language: str) -> tuple[str, str] | None:
    """Return the stance that words express, if it is neither yes nor no, and the words; None if they express none.

    Args:
        words: The words of a claim, in lower case.
        language: The primary subtag of their language.
    """
    return _stance(words, _hedges(language, "doubted"))


def affirms(cue: str, language: str) -> tuple[str, str] | None:
    """Return the stance of who denies nothing by the end of a cue, in lower case, and its words; None if it may."""
    sure = _sure(language)
    if sure and (words := sure.search(cue)):
        return "asserts", words[0]
    return None if _DENYING.search(cue) else _stance(cue, _hedges(language, "affirming"))


@cache
def _sure(language: str) -> re.Pattern[str] | None:
    """The end of a cue of who has no doubt."""
    words = section(language, "stances")
    return re.compile(words["sure"]) if words else None


_DENYING: Final = pattern(r"\b(?:not|never|no|nobody|denie[sd]|reject\w*|dismiss\w*)\b|n['’]t\b")
"""English words of which one is in a cue that may deny something."""


@cache
def asking(language: str) -> re.Pattern[str] | None:
    """Return the words before what somebody asks or finds out, in the same clause: `investigating whether`."""
    words = section(language, "stances")
    return re.compile(words["asking"]) if words else None
