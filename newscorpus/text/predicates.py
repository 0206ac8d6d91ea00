"""The verb of a clause, with its auxiliaries, and the phrase of its subject.

Imports `frames`, `grammar`, `phrases`, `spans` and `words` of this package. English.
"""

from collections.abc import Sequence
from typing import Final

from newscorpus.text.frames import Item
from newscorpus.text.grammar import Grammar
from newscorpus.text.phrases import POSSESSIVE, Phrase, Phrases
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_RELATIVES: Final = words_in("who which that")
"""Relative pronouns that are the subject of their clause."""
_OBJECTS: Final = words_in("whom which that")
"""Relative pronouns that are the object of their clause."""
_DUE: Final = words_in("due wants decides decided began begins managed able used set continues continued")
"""Words behind which an infinitive has the same subject, beside past forms and those that leave it open."""
PASSIVE: Final = words_in("be been being is are was were am got gets")
"""Auxiliaries that make a verb passive."""
_OPENING: Final = frozenset("“”\"'‘(—–-:;.")
"""Marks behind which a clause may begin."""
_MOST_INSERTED: Final = 25
"""Words between two commas behind a subject."""


class Predicates:
    """The words of a sentence, read around a verb."""

    def __init__(self, items: Sequence[Item], grammar: Grammar) -> None:
        self.items = items
        self.grammar = grammar
        self.read = Phrases(items, grammar)
        self._starts = grammar.subordinators | grammar.speech | _OPENING | {""}

    def is_finite(self, i: int) -> bool:
        """Return whether a word is the first of a finite verb, as far as its form and its subject show."""
        read, grammar = self.read, self.grammar
        if not i or self.items[i].is_name:
            return False
        if read.word(i) in grammar.finite or read.word(i) in grammar.modals:
            return True
        before, opened = read.word(i - 1), i
        while opened and read.word(opened - 1).endswith("ly"):
            opened -= 1  # `Newly appointed`
        if not opened:
            return False
        if read.is_past(i):
            return before not in grammar.articles | grammar.possessive and before not in POSSESSIVE
        return read.word(i) in grammar.speech and (read.begins(i + 1) or self.items[i - 1].is_name)

    def is_relative(self, i: int) -> bool:
        """Return whether a verb follows a relative pronoun."""
        first, _ = self.helpers(i)
        subject = self.read.before(first)
        before = {self.read.word(first - 1), self.read.word(subject.first - 1) if subject is not None else ""}
        return not before.isdisjoint(_RELATIVES | _OBJECTS)

    def is_verb(self, i: int) -> bool:
        """Return whether a word is a verb, as far as its form and the words around it show."""
        read, grammar = self.read, self.grammar
        item, before = self.items[i], read.word(i - 1)
        if item.is_name or not item.word.isalpha() or item.word in grammar.functional:
            return False
        if before in grammar.articles | grammar.possessive or before in POSSESSIVE:
            return False
        if read.is_past(i) or before == grammar.infinitive:
            return True
        if i and read.is_helper(i - 1):
            return item.word.endswith("ing") or not self._is_behind_copula(i)
        if before in grammar.prepositions:
            return False
        if not read.is_nominal(i) and item.word not in grammar.speech:
            return False
        has_subject = bool(i) and (
            self.items[i - 1].is_name or before in _RELATIVES | grammar.subjects or read.is_nominal(i - 1)
        )
        is_base = has_subject and (self.items[i - 1].is_name or self.items[i - 1].is_capital) and not item.is_capital
        is_form = item.word.endswith("s") or is_base
        if is_form and self.items[i - 1].is_name and self._is_behind_relative(i):
            return True
        return has_subject and is_form and (read.begins(i + 1) or item.word in grammar.speech)

    def _is_behind_copula(self, i: int) -> bool:
        """Whether a form of `be` is right before a word, which then is an adjective: `was quite sure`."""
        while i and self.read.is_helper(i - 1):
            i -= 1
            if self.read.word(i) in self.grammar.copulas or self.read.word(i) in ("be", "been"):
                return True
        return False

    def _is_behind_relative(self, i: int) -> bool:
        """Whether the phrase before a word is the subject of a relative clause: `whom the police suspect`."""
        phrase = self.read.before(i)
        return phrase is not None and self.read.word(phrase.first - 1) in _OBJECTS

    def helpers(self, at: int) -> tuple[int, bool]:
        """Return where the auxiliaries of a verb begin, and whether they make it passive."""
        read, first, nearest = self.read, at, at
        while first:
            if read.is_helper(first - 1):
                first -= 1
            elif read.word(first - 1) == self.grammar.infinitive and self._governs(first - 2):
                first, nearest = first - 2, min(nearest, first)
            else:
                break
        words = [read.word(i) for i in range(first if nearest == at else nearest, at)]
        return first, read.is_past(at) and not PASSIVE.isdisjoint(words)

    def _governs(self, i: int) -> bool:
        """Whether a word right before an infinitive has the same subject: `is to visit`, `agreed to pay`."""
        return self.read.is_helper(i) or self.read.is_past(i) or self.read.word(i) in self.grammar.prospects | _DUE

    def subject(self, k: int) -> tuple[Phrase | None, bool]:
        """Return the phrase of the subject of a verb that begins at `k`, and whether it is a list."""
        read, grammar = self.read, self.grammar
        others, apposed, asides = list[Span](), list[Span](), 0
        for _ in range(5):
            before = read.word(k - 1)
            if before == ",":
                aside = self._aside(k - 1)
                if aside is None:
                    return None, False
                k, names, is_name = aside
                asides += 1
                (apposed if is_name else others).extend(names)
                continue
            if before in _RELATIVES:
                return self._antecedent(k - 1), False
            phrase = read.before(k)
            if phrase is None:
                if k and (read.is_date(k - 1) or (before in grammar.prepositions and read.is_date(k))):
                    k -= 1
                    continue
                return (self._shared(k - 1), False) if before in grammar.conjunctions else (None, False)
            before = read.word(phrase.first - 1)
            if before in grammar.prepositions:
                others += (*phrase.heads, *phrase.others)
                k = phrase.first - 1
                continue
            inner = read.before(phrase.first - 1) if before in ("and", "or") else None
            if inner is not None and read.word(inner.first - 1) in grammar.prepositions:
                others += (*phrase.heads, *phrase.others, *inner.heads, *inner.others)
                k = inner.first - 1  # `guards of Togo and Benin`
                continue
            if asides and not apposed and before == ",":
                named = read.before(phrase.first - 1)  # `Anna Berg, the mayor of Oslo, `
                if named is not None and self._begins_clause(named.first):
                    others += named.others
                    apposed += named.heads
            return self._finished(phrase, (*phrase.heads, *apposed), others)
        return None, False

    def _finished(self, phrase: Phrase, heads: Sequence[Span], others: Sequence[Span]) -> tuple[Phrase | None, bool]:
        """The phrase of a subject, if a clause begins with it; listed with the one before it, if it is a list."""
        read, before = self.read, self.read.word(phrase.first - 1)
        if before in self.grammar.conjunctions and before not in ("but", "nor"):
            if read.word(phrase.first - 2) == ",":  # `…, and the army attacked`
                return Phrase(phrase.first, phrase.end, tuple(heads), (*phrase.others, *others)), False
            first = read.before(phrase.first - 1)
            if first is None:
                return None, False
            begins = self._begins_clause(first.first)
            found = (*first.heads, *heads) if begins and heads else tuple(heads)  # not `Kyrgyz and Tajik guards`
            more = [*first.heads, *first.others, *phrase.others, *others]
            opened = first.first
            while read.word(opened - 1) == "," and (earlier := read.before(opened - 1)) is not None:
                more += (*earlier.heads, *earlier.others)
                opened = earlier.first
            return Phrase(opened, phrase.end, found, tuple(more)), begins and bool(first.heads and heads)
        if not self._begins_clause(phrase.first):
            return None, False
        noun = phrase.noun if not heads else ""
        return Phrase(phrase.first, phrase.end, tuple(heads), (*phrase.others, *others), phrase.is_pair, noun), False

    def _begins_clause(self, i: int) -> bool:
        """Whether nothing but words of time is before a phrase in its clause."""
        first = i
        while first and self.read.is_date(first - 1):
            first -= 1
        if first < i and self.read.word(first - 1) in self.grammar.prepositions:
            first -= 1
        return self.read.word(first - 1) in self._starts | {",", "but", "nor"}

    def _aside(self, close: int) -> tuple[int, list[Span], bool] | None:
        """Where the phrase ends before what is between commas, the names in that, and whether it is only a name."""
        read, grammar = self.read, self.grammar
        opened = next((i for i in range(close - 1, max(-1, close - _MOST_INSERTED), -1) if read.word(i) == ","), None)
        if opened is None or opened + 1 == close or read.word(opened + 1) in grammar.conjunctions:
            return None
        names = [one.span for one in self.items[opened + 1 : close] if one.is_name]
        phrase = read.after(opened + 1)
        is_name = phrase is not None and phrase.end == close and bool(phrase.heads)
        return opened, names, is_name

    def _antecedent(self, at: int) -> Phrase | None:
        """The phrase before a relative pronoun, if it is the only one that it can mean."""
        end = at - (self.read.word(at - 1) == ",")
        phrase = self.read.before(end)
        if phrase is None or self.read.word(phrase.first - 1) in self.grammar.prepositions:
            return None
        return phrase if self.read.word(at) != "that" or end == at else None

    def relative_object(self, first: int, subject: Phrase | None) -> Phrase | None:
        """Return what a relative clause with its own subject is about: `whom the police arrested`."""
        at = subject.first - 1 if subject is not None else first
        return self._antecedent(at) if at > 0 and self.read.word(at) in _OBJECTS and subject is not None else None

    def _shared(self, conjunction: int) -> Phrase | None:
        """The subject of the verb before a conjunction: `Hackers broke into the network and copied files`."""
        read = self.read
        for i in range(conjunction - 1, 0, -1):
            if read.word(i) in self.grammar.subordinators or read.word(i) in ";:“”":
                return None
            if self.is_finite(i) and not read.is_helper(i - 1) and self._is_verb_or_helper(i):
                found, _ = self.subject(i)
                return found
        return None

    def _is_verb_or_helper(self, i: int) -> bool:
        return self.read.is_helper(i) or self.is_verb(i)
