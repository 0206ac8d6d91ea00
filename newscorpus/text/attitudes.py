"""What the words around a statement say of the attitude of its source: `denied`, `confirmed`, `that is a lie`.

Words are in lower case, as `clauses.tokens` gives them. Imports `grammar` of this package.
"""

import re
from collections.abc import Sequence
from typing import Final

from newscorpus.text.grammar import Grammar

_NEAR: Final = 4
"""Words before a verb among which a negation is one of that verb: `did not explicitly deny`. Also words behind
`rejected` among which the claim is that is rejected: `rejected any such claim`."""


def is_negative(words: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words contain a negation."""
    denying = grammar.negations | grammar.excluding
    return any(word in denying or word.endswith(("n't", "n’t")) for word in words)


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
        if is_dismissal or words[i] in grammar.speech - grammar.reports:
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
    return next((found for found in map(" ".join, grammar.rebuttals) if f" {found} " in joined), None)


_DOUBTED: Final = (
    (
        "uncommitted",
        (
            r"(?:not|n't|n’t|no)(?: \w+)? (?:knowledge|aware|comment|sure)\b"
            r"|(?:not|n't|n’t)(?: \w+)? know(?= (?:if|whether|who|what|when|where|how|why|which|of|about)\b)"
            r"|(?<!did )(?<!did)(?:not|n't|n’t) know(?=\W*\Z)"
            r"|(?:cannot|can not|could not) (?:confirm|say)\b"
        ),
    ),
    ("unlikely", r"(?:not|n't|n’t) (?:think|believe|expect)\b|\b(?:hardly|unlikely|scarcely)\b"),
    ("likely", r"\b(?:probably|presumably|in all likelihood)\b"),
)
"""Stances that are neither yes nor no, with the words of a source that takes them, in English."""


def doubt(words: str, tag: str) -> tuple[str, str] | None:
    """Return the stance that words express, if it is neither yes nor no, and the words; None if they express none.

    Args:
        words: The words of a claim, in lower case.
        tag: The primary subtag of their language.
    """
    if tag != "en":
        return None
    found = ((stance, re.search(pattern, words)) for stance, pattern in _DOUBTED)
    return next(((stance, match[0].strip()) for stance, match in found if match), None)
