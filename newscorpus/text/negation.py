"""What denies words or leaves them open: in their clause, or by the attitude of their source: `denied`, `is a lie`.

Words are in lower case, as `sentences.tokens` gives them. Imports `grammar`, `languages`, `sentences`, `spans` and
`words` of this package.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from newscorpus.text.grammar import CONTRACTED, Grammar
from newscorpus.text.languages import section
from newscorpus.text.sentences import TOKEN
from newscorpus.text.spans import Span
from newscorpus.text.words import pattern

_NEAR: Final = 4
"""Words before a verb among which a negation is one of that verb: `did not explicitly deny`. Also words behind
`rejected` among which the claim is that is rejected: `rejected any such claim`."""


def is_negative(words: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words contain a negation."""
    if not grammar.negative.isdisjoint(words):
        return True
    joined = " ".join(words)
    is_likely = "n't" in joined or "n’t" in joined
    return is_likely and any(word.endswith(("n't", "n’t")) for word in words)


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
        rejects_report = is_dismissal and not grammar.reports.isdisjoint(words[i + 1 : i + 1 + _NEAR])
        if words[i] in grammar.rejecting or rejects_report:
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
        source = "|".join(entry["words"])
        for part in ("refusing", "extent"):
            source = source.replace(f"{{{part}}}", words[part])
        hedges.append(_Hedge(entry["stance"], entry["needs"], pattern(source)))
    return hedges


def _stance(words: str, hedges: Sequence[_Hedge]) -> tuple[str, str] | None:
    for hedge in hedges:
        match = hedge.pattern.search(words) if any(map(words.__contains__, hedge.needs)) else None
        if match:
            return hedge.stance, match[0].strip()
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
    return pattern(words["sure"]) if words else None


_DENYING: Final = pattern(r"\b(?:not|never|no|nobody|denie[sd]|reject\w*|dismiss\w*)\b|n['’]t\b")
"""English words of which one is in a cue that may deny something."""


@cache
def asking(language: str) -> re.Pattern[str] | None:
    """Return the words before what somebody asks or finds out, in the same clause: `investigating whether`."""
    words = section(language, "stances")
    return pattern(words["asking"]) if words else None


_MOST_WORDS: Final = 20
"""Words at the beginning of a clause among which its verb is looked for."""
_LONGEST: Final = 2000
"""Code points of a clause that are looked at."""


def denied_at_first(raw: str, clause: Span, grammar: Grammar, most: int = _MOST_WORDS) -> str | None:
    """Return what denies the first verb of a clause or leaves it open.

    None if the verb is asserted or not recognised, is not among the `most` first words, or if another clause follows.
    """
    words = TOKEN.findall(raw[clause[0] : min(clause[1], clause[0] + _LONGEST)])
    lower = [word.lower() for word in words]
    if any(mark in ",;" and lower[i + 1] in grammar.conjunctions for i, mark in enumerate(lower[:-1])):
        return None
    context = _Clause(lower, grammar)
    for i, word in enumerate(words[:most]):
        denial, ends = context.denied_from(i, is_name=i > 0 and word[:1].isupper())
        if denial or ends:
            return denial
    return None


class _Clause:
    """The tokens of a clause, in lower case."""

    def __init__(self, words: Sequence[str], grammar: Grammar) -> None:
        self._words = words
        self._grammar = grammar

    def denied_from(self, at: int, *, is_name: bool) -> tuple[str | None, bool]:
        """Return what denies the first verb, if the word at `at` shows it, and whether the search ends here."""
        grammar, word, before = self._grammar, self._words[at], self._words[at - 1] if at else ""
        following = self._words[at + 1] if at + 1 < len(self._words) else ""
        if before in grammar.conjunctions and not (is_name or word in grammar.articles):
            return None, True
        if word in grammar.determiners:
            return self._unless_affirmed(at) if not at else None, True
        if (word in grammar.rejecting or word in grammar.dismissing) and not is_name:
            object_ = self._words[at + 1 : at + 4]
            is_report = not grammar.reports.isdisjoint(object_)
            return (word if is_report else None), True
        if self._denies(word) and not is_name and not following[:1].isdigit():  # `May 7`
            is_copula = CONTRACTED.sub("", word) in grammar.copulas or before in grammar.copulas
            is_noun = following in grammar.bounds or following in grammar.articles or following in grammar.pronouns
            return None if is_copula and is_noun else self._unless_affirmed(at), True
        if word in grammar.prospects and grammar.infinitive == following:
            return f"{word} {grammar.infinitive}", True
        if word in grammar.auxiliaries:
            return None, not (self._is_helper(following) or following in grammar.prospects)
        ends = not word[0].isalnum() or word in grammar.speech or word in grammar.openers
        ends = ends or (word in grammar.conjunctions and not at) or (word.endswith("ed") and not is_name)
        if before and before not in grammar.bounds:
            ends = ends or word in grammar.articles or word in grammar.subjects
        return None, ends

    def _is_helper(self, word: str) -> bool:
        return word in self._grammar.auxiliaries or self._is_adverb(word) or self._denies(word)

    def _denies(self, word: str) -> bool:
        return word in self._grammar.modals or word in self._grammar.negations or word.endswith(("n't", "n’t"))

    def _is_adverb(self, word: str) -> bool:
        return word in self._grammar.adverbs or (self._grammar.language == "en" and word.endswith("ly"))

    def _unless_affirmed(self, at: int) -> str | None:
        """The word at `at`, unless it is part of a phrase that affirms, or only says since when: `not until Monday`."""
        word, before = self._words[at], self._words
        for phrase in (phrase for phrase in self._grammar.affirming if word in phrase):
            for first in range(max(0, at - len(phrase) + 1), at + 1):
                if tuple(before[first : first + len(phrase)]) == phrase:
                    return None
        if word in self._grammar.modals:
            return word
        rest = self._words[at:]
        clause = rest[: next((i for i, mark in enumerate(rest) if mark in ".;:"), len(rest))]
        return None if self._grammar.until.intersection(clause) else word
