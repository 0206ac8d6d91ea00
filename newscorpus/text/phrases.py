"""Noun phrases among the words of a sentence, with the names that are their nouns: `the mayor of Oslo, Anna Berg`.

Imports `frames`, `grammar`, `spans`, `timex_languages`, `verbs` and `words` of this package.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newscorpus.text.frames import COUNTS, Item
from newscorpus.text.grammar import Grammar
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import language_of
from newscorpus.text.verbs import NO_PAST, PAST
from newscorpus.text.words import words_in

POSSESSIVE: Final = frozenset({"’s", "'s", "’", "'"})
PARTICLES: Final = words_in("up down off out away over back forward through")
"""What belongs to the verb before it: `called off`."""
_TIMES: Final = words_in(
    "last next this early late earlier later yesterday today tomorrow tonight now again too instead day night week"
    " month year morning afternoon evening weekend ago ahead together abroad home there here alone"
)
"""Words of time and place that are behind a noun phrase, and no part of it."""
_QUANTITIES: Final = words_in("more than at least up to about around some nearly almost over")
_NO_NOUNS: Final = words_in("not what whether how why where when")


class Phrase(NamedTuple):
    """A noun phrase."""

    first: int
    end: int
    """The indices of its first item, and of that behind it."""
    heads: tuple[Span, ...] = ()
    """The names that are its noun: several in a list or an apposition; none if its noun is another word."""
    others: tuple[Span, ...] = ()
    """Further names in it: of owners, of places, or what may be its noun."""
    is_pair: bool = False
    """Whether it begins with `both` or `the two`, and no name is in it."""
    noun: str = ""
    """Its last word, if it begins with a definite article, and no name is in it: `hospital` of `the hospital`."""


class Phrases:
    """The noun phrases of a sentence, read from any word of it in both directions."""

    def __init__(self, items: Sequence[Item], grammar: Grammar) -> None:
        self.items = items
        self.grammar = grammar
        self._calendar = language_of(grammar.language)
        self._helpers = grammar.auxiliaries | grammar.modals

    def word(self, i: int) -> str:
        """Return the word at `i`; an empty string outside of the sentence."""
        return self.items[i].word if 0 <= i < len(self.items) else ""

    def is_date(self, i: int) -> bool:
        """Return whether a word names a day or a month, or a time such as `last week`."""
        word = self.word(i)
        return word in _TIMES or (self._calendar is not None and self._calendar.is_date_name(word))

    def is_past(self, i: int) -> bool:
        """Return whether a word may be a past form of a verb."""
        item = self.items[i] if 0 <= i < len(self.items) else None
        if item is None or item.is_name or item.is_capital:
            return False
        return (item.word.endswith("ed") and item.word not in NO_PAST) or item.word in PAST

    def is_helper(self, i: int) -> bool:
        """Return whether a word is an auxiliary, a modal verb, an adverb, or a negation."""
        word, grammar = self.word(i), self.grammar
        if not word or self.items[i].is_name:
            return False
        known = word in self._helpers or word in grammar.adverbs or word in grammar.negations
        return known or word.endswith(("n't", "n’t")) or (word.endswith("ly") and word not in ("july", "italy"))

    def is_nominal(self, i: int) -> bool:
        """Return whether a word may be part of a noun phrase, behind its first word."""
        if not 0 <= i < len(self.items):
            return False
        item, grammar = self.items[i], self.grammar
        if item.is_name:
            return True
        if not item.word[0].isalnum() or item.word in grammar.functional or item.word in _NO_NOUNS:
            return False
        return not (self.is_helper(i) or item.word in grammar.speech | PARTICLES or self.is_date(i))

    def begins(self, i: int) -> bool:
        """Return whether a word begins a noun phrase for sure: an article, a number, a name."""
        word, grammar = self.word(i), self.grammar
        if not word:
            return False
        known = word in grammar.articles | grammar.possessive | grammar.definite | COUNTS
        item = self.items[i]
        return known or item.is_name or word[0].isdigit() or (item.is_capital and self.is_nominal(i))

    def before(self, end: int) -> Phrase | None:
        """Return the noun phrase that ends before `end`."""
        first = end
        while first and self._continues(first - 1, end):
            first -= 1
        if first == end:
            return None
        if self.word(first - 1) in self.grammar.articles | self.grammar.possessive | self.grammar.definite:
            first -= 1
        return self._phrase(first, end)

    def _continues(self, i: int, end: int) -> bool:
        """Whether the phrase that ends before `end` goes on to the left with the word at `i`."""
        if self.word(i) in POSSESSIVE:
            return i + 1 < end
        if not self.is_nominal(i):
            return False
        inner = self.word(i - 1) in self.grammar.articles | self.grammar.possessive
        return not self.is_past(i) or inner

    def after(self, first: int) -> Phrase | None:
        """Return the noun phrase that begins at `first`."""
        at, grammar = first, self.grammar
        while self.word(at) in _QUANTITIES and self.is_quantity(at):
            at += 1
        if self.word(at) in grammar.articles | grammar.possessive | grammar.definite:
            at += 1
        start = at
        if start == first and self.is_past(at):
            return None
        while at < len(self.items) and (self.is_nominal(at) or (self.word(at) in POSSESSIVE and at > start)):
            if at > start and self._ends(at):
                break
            at += 1
        return self._phrase(first, at) if at > start else None

    def is_quantity(self, at: int) -> bool:
        """Return whether words up to a number say how exact it is: `more than 40`."""
        return any(self.word(i)[:1].isdigit() for i in range(at, at + 3))

    def _ends(self, at: int) -> bool:
        """Whether the word at `at` is behind the phrase: a verb, or the next phrase."""
        item, previous = self.items[at], self.items[at - 1]
        behind = previous.is_name or not (previous.is_capital or previous.word[0].isdigit())
        if self.is_past(at):
            return previous.is_name or not self.is_nominal(at + 1)
        return behind and previous.word not in POSSESSIVE and item.word[0].isdigit()

    def _phrase(self, first: int, end: int) -> Phrase:
        last = self.items[end - 1]
        names = [item.span for item in self.items[first:end] if item.is_name]
        if last.is_name:
            return Phrase(first, end, (last.span,), tuple(names[:-1]))
        is_definite = self.word(first) == "the" and not names and not last.is_capital
        words = [self.word(i) for i in range(first, min(end, first + 2))]
        is_pair = not names and (words[0] in ("both", "two") or words == ["the", "two"])
        return Phrase(first, end, (), tuple(names), is_pair, last.word if is_definite else "")

    def listed(self, phrase: Phrase) -> Phrase:
        """Return a phrase with those behind it that are apposed to it, or listed with it."""
        heads, others, end = list(phrase.heads), list(phrase.others), phrase.end
        opening = self.grammar.articles | self.grammar.possessive | self.grammar.definite
        is_description = not heads and (self.word(phrase.first) in opening or bool(others))
        for following in self._more(phrase):
            is_apposed = self.word(following.first - 1) == "," and is_description and bool(following.heads)
            if is_apposed or self.word(following.first - 1) in self.grammar.conjunctions:
                heads += following.heads
            others += (*following.heads, *following.others)
            end = following.end
        return Phrase(phrase.first, end, tuple(heads), tuple(others), noun=phrase.noun if end == phrase.end else "")

    def _more(self, phrase: Phrase) -> Iterator[Phrase]:
        """The phrases behind one, with commas or conjunctions between, up to a verb."""
        found = list[Phrase]()
        end = phrase.end
        for _ in range(4):
            if self.word(end) not in {",", *self.grammar.conjunctions} or self.word(end) in ("but", "nor"):
                break
            at = end + 1 + (self.word(end) == "," and self.word(end + 1) in self.grammar.conjunctions)
            following = self.after(at)
            if following is None:
                break
            acts = self.is_helper(following.end) or self.is_past(following.end)
            acts = acts or self.word(following.end) in self.grammar.speech
            if acts and not (self.word(end) == "," and self.word(at - 1) == ","):
                break
            found.append(following)
            end = following.end
        yield from found
