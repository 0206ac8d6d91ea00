"""The phrases of a clause around the verb or noun that names an event: who does it, to whom, with whom.

Imports `clauses`, `frames`, `grammar`, `phrases`, `predicates`, `spans` and `words` of this package. In doubt a phrase
is left out. English.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from newscorpus.text.clauses import sentence
from newscorpus.text.frames import Item, items_of
from newscorpus.text.grammar import Grammar
from newscorpus.text.phrases import PARTICLES, POSSESSIVE, Phrase
from newscorpus.text.predicates import PASSIVE, Predicates
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_LONGEST: Final = 1000
"""Code points of a sentence that is read."""
_DOING: Final = words_in(
    "sign signs signed hold holds held launch launches launched carry carried stage stages staged conduct conducts"
    " conducted make makes made impose imposes imposed file files filed issue issues issued open opens opened mount"
    " mounted pay pays paid reach reaches reached conclude concluded give gives gave begin began start started announce"
    " announced announces call called calls"
)
"""Verbs of which the object names what their subject does: `signed an agreement`, `paid a visit`."""


@attrs.frozen
class Arguments:
    """The phrases around a verb or a noun."""

    word: str
    """The verb or noun, in lower case."""
    place: Span
    """The span of the verb or noun."""
    parts: Mapping[str, Phrase]
    """The phrases by what they are: `subject` and `object` of a verb in the active voice, `indirect` (whom something is
    promised or given), `undergoer` (the subject of a passive verb), `actor` (behind `by`), `owner` and `adjective`
    (before a noun), or the preposition before them."""
    is_verb: bool
    """Whether it is a verb."""
    negated: bool = False
    """Whether the verb is."""
    is_listed: bool = False
    """Whether the subject is a list of those who all do it: `Peru and Ecuador signed`."""


def arguments(raw: str, trigger: Span, names: Sequence[Span], grammar: Grammar) -> Arguments | None:
    """Return the phrases around the words that name an event; None if they are neither a known verb nor a noun.

    Args:
        raw: The text.
        trigger: The span of the verb or noun, maybe with auxiliaries and an object: `signed an agreement`.
        names: The spans of names in the sentence.
        grammar: That of the language of the text.
    """
    start, end = sentence(raw, trigger)
    if grammar.language != "en" or end - start > _LONGEST:
        return None
    items = _joined(items_of(raw, (start, end), names))
    clause = _Clause(items, grammar)
    inside = [i for i, one in enumerate(items) if trigger[0] <= one.span[0] and one.span[1] <= trigger[1]]
    return clause.around(inside[0], inside[-1] + 1) if inside else None


def first_verb(raw: str, evidence: Span, names: Sequence[Span], grammar: Grammar) -> Arguments | None:
    """Return the phrases around the first verb of evidence that begins with its subject."""
    start, end = sentence(raw, evidence)
    if grammar.language != "en" or end - start > _LONGEST:
        return None
    items = _joined(items_of(raw, (start, end), names))
    clause = _Clause(items, grammar)
    for i, one in enumerate(items):
        is_own = evidence[0] <= one.span[0] and one.span[1] <= evidence[1]
        if is_own and clause.is_finite(i) and not clause.is_relative(i):
            return clause.around(i, i + 1)
    return None


def _joined(items: Sequence[Item]) -> list[Item]:
    """Make one of the apostrophe and the `s` of a genitive."""
    found = list[Item]()
    for one in items:
        is_ending = one.word == "s" and found and found[-1].word in ("’", "'") and found[-1].span[1] == one.span[0]
        if is_ending:
            found[-1] = Item("’s", (found[-1].span[0], one.span[1]))
        else:
            found.append(one)
    return found


class _Clause(Predicates):
    """The words of a sentence, read around a verb or a noun."""

    def around(self, first: int, end: int) -> Arguments | None:
        """Return the phrases around the words from `first` to `end`."""
        read, at = self.read, first
        while at < end and (read.is_helper(at) or read.word(at) == self.grammar.infinitive):
            at += 1
        if at == end and read.is_helper(end - 1):  # a trigger such as `will`, or the first word of a verb
            while read.is_helper(at) or (read.word(at) == self.grammar.infinitive and read.word(at - 1) in PASSIVE):
                at += 1
            end = at + 1
        if at >= len(self.items):
            return None
        if self.is_verb(at):
            return self._of_verb(at)
        last = self._noun_in(at, end)
        return self._of_noun(last) if last is not None else None

    def _noun_in(self, at: int, end: int) -> int | None:
        """The last noun of the first phrase among words."""
        phrase = self.read.after(at)
        if phrase is None:
            return None
        last = min(phrase.end, end) - 1
        return None if self.items[last].is_name or last < at else last

    def _of_verb(self, at: int) -> Arguments:
        read, grammar = self.read, self.grammar
        first, passive = self.helpers(at)
        reduced = first == at and read.is_past(at) and read.word(at + 1) == grammar.actor
        parts = dict[str, Phrase]()
        subject, listed = self.subject(first) if not reduced else (None, False)
        if subject is not None:
            parts["undergoer" if passive else "subject"] = subject
        end = self._objects(at, parts, is_passive=passive or reduced)
        self._behind(end, parts)
        if (passive or reduced) and grammar.actor in parts:
            parts["actor"] = parts.pop(grammar.actor)
        whom = self.relative_object(first, subject)
        if whom is not None and not passive:
            parts.setdefault("object", whom)
        negated = any(
            read.word(i) in grammar.negations or read.word(i).endswith(("n't", "n’t")) for i in range(first, at)
        )
        item = self.items[at]
        return Arguments(item.word, item.span, parts, is_verb=True, negated=negated, is_listed=listed)

    def _objects(self, at: int, parts: dict[str, Phrase], *, is_passive: bool) -> int:
        """Add the objects of a verb; return where they end."""
        read, end = self.read, at + 1
        while read.word(end) in PARTICLES or read.word(end).endswith("ly"):
            end += 1
        if is_passive or read.word(end) in self.grammar.prepositions | {"that"}:
            return end if is_passive else at + 1
        found = read.after(end)
        if found is None:
            return at + 1
        second = read.after(found.end) if (found.heads or found.noun) and self._is_second(found.end) else None
        if second is None:
            parts["object"] = self._with_apposed(read.listed(found))
            return parts["object"].end
        parts["indirect"] = found
        return second.end

    def _with_apposed(self, phrase: Phrase) -> Phrase:
        """A description with the name behind it: `the former head of Lomar, Carl Dahl`; else the same phrase."""
        read, at = self.read, phrase.end
        if phrase.heads or read.word(at) != self.grammar.genitive:
            return phrase
        inner = read.after(at + 1)
        following = read.after(inner.end + 1) if inner is not None and read.word(inner.end) == "," else None
        if inner is None or following is None or not following.heads:
            return phrase
        return Phrase(phrase.first, phrase.end, following.heads, (*phrase.others, *inner.heads, *inner.others))

    def _is_second(self, i: int) -> bool:
        """Whether a second object begins: `promised the hospital 30 million euros`."""
        read, grammar = self.read, self.grammar
        item = self.items[i] if i < len(self.items) else None
        if item is None or item.is_name or item.word in grammar.definite - grammar.articles:
            return False
        return (
            item.word in grammar.articles
            or item.word[0].isdigit()
            or item.word in grammar.possessive
            or (item.word in "$€£¥")
            or read.is_quantity(i)
        )

    def _behind(self, end: int, parts: dict[str, Phrase]) -> None:
        """Add the phrases with prepositions, one behind the other, from `end` on."""
        read, grammar = self.read, self.grammar
        for _ in range(6):
            while read.is_date(end) or (read.is_helper(end) and read.word(end).endswith("ly")):
                end += 1
            preposition = read.word(end)
            if preposition not in grammar.prepositions | {grammar.infinitive}:
                return
            if read.is_date(end + 1):
                end += 1
                continue
            phrase = read.after(end + 1)
            if phrase is None or (preposition == grammar.infinitive and not read.begins(end + 1)):
                return
            phrase = read.listed(phrase)
            parts.setdefault(preposition, phrase)
            end = phrase.end

    def _of_noun(self, at: int) -> Arguments:
        read, grammar = self.read, self.grammar
        parts, first = dict[str, Phrase](), at
        phrase = read.before(at + 1)
        if phrase is not None:
            first = phrase.first
            parts |= self._owner(phrase, at)
        self._behind(at + 1 + (read.is_past(at + 1) and read.word(at + 2) == grammar.actor), parts)
        if grammar.actor in parts:
            parts["actor"] = parts.pop(grammar.actor)
        verb = first - 1
        if read.word(verb) in _DOING and verb > 0 and "owner" not in parts:
            begin, passive = self.helpers(verb)
            subject, listed = self.subject(begin) if not passive else (None, False)
            if subject is not None:
                parts["subject"] = subject
            return Arguments(self.items[at].word, self.items[at].span, parts, is_verb=False, is_listed=listed)
        return Arguments(self.items[at].word, self.items[at].span, parts, is_verb=False)

    def _owner(self, phrase: Phrase, at: int) -> dict[str, Phrase]:
        """The name before a noun: `the king’s visit`; as an adjective, `Algerian mediation`."""
        for i in range(at - 1, phrase.first - 1, -1):
            if self.items[i].is_name:
                part = "owner" if self.read.word(i + 1) in POSSESSIVE else "adjective" if i + 1 == at else ""
                return {part: Phrase(i, i + 1, (self.items[i].span,))} if part else {}
        return {}
