"""Clauses, as far as function words show them: what negates words, and which sentence contains them.

Without a grammar of the language nothing is known. Imports `abbreviations`, `grammar` and `spans` of this package.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from newscorpus.text.abbreviations import CAPITALS, ends_abbreviation
from newscorpus.text.grammar import Grammar
from newscorpus.text.patterns import pattern
from newscorpus.text.spans import Span

_TOKEN: Final = pattern(r"\w+(?:[-‐‑’'.]\w+)*|[^\w\s]")
_CONTRACTED: Final = pattern(r"n['’]t\Z")
_WITHOUT_CASE: Final = "\u0590-\u13ff\u1700-\u18af\u1900-\u1c7f\u3040-\ud7ff"
"""Letters of scripts without capitals, such as Arabic, Hebrew, Devanagari, Thai, Chinese, Japanese and Korean."""
_END: Final = pattern(
    rf"(?<![.!?…])[.!?…]+[\"'”“’‘»«)\]]*(?=\s+[\"'“„‘«»(\[]?[{CAPITALS}{_WITHOUT_CASE}0-9¿¡])"
    r"|[。！？।॥۔؟։።]+(?![\"'”“’»)\]」』）])|\n\s*\n"
)
_MOST_WORDS: Final = 20
"""Words at the beginning of a clause among which its verb is looked for."""
_REACH: Final = 200
"""Code points before and behind words that are looked at."""
_LONGEST: Final = 2000
"""Code points of a clause that are looked at."""


def sentence(raw: str, span: Span) -> Span:
    """Return the span of the sentences that `span` touches, which may be that of another text."""
    bounds = _bounds(raw)
    last = min(bisect_left(bounds, max(span[1], span[0] + 1)), len(bounds) - 1)
    return bounds[bisect_right(bounds, span[0]) - 1], bounds[last]


@lru_cache(maxsize=8)
def _bounds(raw: str) -> list[int]:
    """Where a text begins and ends, and the sentences in it end."""
    marks = (mark for mark in _END.finditer(raw) if not ends_abbreviation(raw, mark.start()))
    return [0, *(mark.end() for mark in marks if mark.end() < len(raw)), len(raw)]


def tokens(raw: str, start: int, end: int) -> list[str]:
    """Return the words and marks of a part of a text, in lower case."""
    return [token.lower() for token in _TOKEN.findall(raw[start:end])]


def is_clause(words: str, names: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words are a clause or several sentences, and not a noun phrase.

    Args:
        words: The words. A relative clause is part of a noun phrase: `the man who was arrested`.
        names: Other names of the person that the words should name; a verb follows one: `Blinken flies to China`.
        grammar: That of their language.
    """
    if words.count(" ") < 2:
        return False
    if any(not ends_abbreviation(words, mark.start()) for mark in _END.finditer(words)):
        return True
    found = _TOKEN.findall(words)
    if len(found) > 2 and found[0].lower() in grammar.subjects and found[1].islower():
        return found[1] not in grammar.pronouns | grammar.subordinators | grammar.prepositions
    for before, word in pairwise(found):
        if before.lower() in grammar.joints or not before[0].isalpha():
            break  # a relative clause, a second noun or an apposition: what follows belongs to it
        if word.lower() in grammar.pronouns and before not in grammar.prepositions:
            break  # a relative clause without its pronoun
        finite = word in grammar.finite or _CONTRACTED.search(word)
        if finite and before not in grammar.articles:
            return True
    for name in names:
        rest = words.removeprefix(name)
        following = _TOKEN.findall(rest)
        if rest != words and rest[:1] == " " and len(following) > 1 and following[0].islower():
            return following[0] not in grammar.functional | grammar.participles
    return False


def denied_at_first(raw: str, clause: Span, grammar: Grammar, most: int = _MOST_WORDS) -> str | None:
    """Return what denies the first verb of a clause or leaves it open.

    None if the verb is asserted or not recognised, is not among the `most` first words, or if another clause follows.
    """
    words = _TOKEN.findall(raw[clause[0] : min(clause[1], clause[0] + _LONGEST)])
    lower = [word.lower() for word in words]
    if any(mark in ",;" and lower[i + 1] in grammar.conjunctions for i, mark in enumerate(lower[:-1])):
        return None
    context = _Clause(lower, grammar)
    for i, word in enumerate(words[:most]):
        found, ends = context.denied_from(i, is_name=i > 0 and word[:1].isupper())
        if found or ends:
            return found
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
            is_copula = _CONTRACTED.sub("", word) in grammar.copulas or before in grammar.copulas
            names = is_copula and (
                following in grammar.bounds or following in grammar.articles or following in grammar.pronouns
            )
            return None if names else self._unless_affirmed(at), True
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
        clause = rest[: next((i for i, one in enumerate(rest) if one in ".;:"), len(rest))]
        return None if self._grammar.until.intersection(clause) else word


_PERFECT: Final = frozenset({"has", "have", "had", "was", "were"})


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
        if word in grammar.auxiliaries or word in grammar.openers:
            return None
        if before and before not in bounds and before.isalnum() and (word.endswith("ed") or word in grammar.past_forms):
            return word
    return None
