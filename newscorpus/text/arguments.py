"""The phrases of a clause around the verb or noun that names an event: who does it, to whom, with whom.

Imports `clauses`, `frames`, `grammar`, `phrases`, `spans` and `words` of this package. In doubt a phrase is left out.
English.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from newscorpus.text.clauses import sentence
from newscorpus.text.frames import Item, items_of
from newscorpus.text.grammar import Grammar
from newscorpus.text.phrases import PARTICLES, POSSESSIVE, Phrase, Phrases
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_LONGEST: Final = 1000
"""Code points of a sentence that is read."""
_MOST_INSERTED: Final = 25
"""Words between two commas behind a subject."""
_RELATIVES: Final = words_in("who which that")
_OBJECTS: Final = words_in("whom which that")
_DUE: Final = words_in("due wants decides decided began begins managed able used set continues continued")
_PASSIVE: Final = words_in("be been being is are was were am got gets")
_OPENING: Final = frozenset("“”\"'‘(—–-:;.")
_DOING: Final = words_in(
    "sign signs signed hold holds held launch launches launched carry carried stage stages staged conduct conducts conducted"
    " make makes made impose imposes imposed file files filed issue issues issued open opens opened mount mounted pay pays"
    " paid reach reaches reached conclude concluded give gives gave begin began start started announce announced announces"
)
"""Verbs of which the object names what their subject does: `signed an agreement`, `paid a visit`."""


@attrs.frozen
class Arguments:
    """The phrases around a verb or a noun."""

    word: str
    """The verb or noun, in lower case."""
    place: Span
    parts: Mapping[str, Phrase]
    """The phrases by what they are: `subject` and `object` of a verb in the active voice, `indirect` (whom something is
    promised or given), `undergoer` (the subject of a passive verb), `actor` (behind `by`), `owner` and `adjective` (before a noun), or the
    preposition before them."""
    is_verb: bool
    negated: bool = False
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


class _Clause:
    """The words of a sentence, read around a verb or a noun."""

    def __init__(self, items: Sequence[Item], grammar: Grammar) -> None:
        self._items = items
        self._grammar = grammar
        self._read = Phrases(items, grammar)
        self._starts = grammar.subordinators | grammar.speech | _OPENING | {""}

    def is_finite(self, i: int) -> bool:
        """Return whether a word is the first of a finite verb, as far as its form and its subject show."""
        read, grammar = self._read, self._grammar
        if not i or self._items[i].is_name:
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
        return read.word(i) in grammar.speech and (read.begins(i + 1) or self._items[i - 1].is_name)

    def is_relative(self, i: int) -> bool:
        """Return whether a verb follows a relative pronoun."""
        first, _ = self._helpers(i)
        subject = self._read.before(first)
        before = {self._read.word(first - 1), self._read.word(subject.first - 1) if subject is not None else ""}
        return not before.isdisjoint(_RELATIVES | _OBJECTS)

    def around(self, first: int, end: int) -> Arguments | None:
        """Return the phrases around the words from `first` to `end`."""
        read, at = self._read, first
        while at < end and (read.is_helper(at) or read.word(at) == self._grammar.infinitive):
            at += 1
        if at == end and read.is_helper(end - 1):  # a trigger such as `will`, or the first word of a verb
            while read.is_helper(at) or (read.word(at) == self._grammar.infinitive and read.word(at - 1) in _PASSIVE):
                at += 1
            end = at + 1
        if at >= len(self._items):
            return None
        if self._is_verb(at):
            return self._of_verb(at)
        last = self._noun_in(at, end)
        return self._of_noun(last) if last is not None else None

    def _noun_in(self, at: int, end: int) -> int | None:
        """The last noun of the first phrase among words."""
        phrase = self._read.after(at)
        if phrase is None:
            return None
        last = min(phrase.end, end) - 1
        return None if self._items[last].is_name or last < at else last

    def _is_verb(self, i: int) -> bool:
        read, grammar = self._read, self._grammar
        item, before = self._items[i], read.word(i - 1)
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
            self._items[i - 1].is_name or before in _RELATIVES | grammar.subjects or read.is_nominal(i - 1)
        )
        is_form = item.word.endswith("s") or (has_subject and self._items[i - 1].is_name and not item.is_capital)
        if is_form and self._items[i - 1].is_name and self._is_behind_relative(i):
            return True
        return has_subject and is_form and (read.begins(i + 1) or item.word in grammar.speech)

    def _is_behind_copula(self, i: int) -> bool:
        """Whether a form of `be` is right before a word, which then is an adjective: `was quite sure`."""
        while i and self._read.is_helper(i - 1):
            i -= 1
            if self._read.word(i) in self._grammar.copulas or self._read.word(i) in ("be", "been"):
                return True
        return False

    def _is_behind_relative(self, i: int) -> bool:
        """Whether the phrase before a word is the subject of a relative clause: `whom the police suspect`."""
        phrase = self._read.before(i)
        return phrase is not None and self._read.word(phrase.first - 1) in _OBJECTS

    def _helpers(self, at: int) -> tuple[int, bool]:
        """Where the auxiliaries of a verb begin, and whether they make it passive."""
        read, first, nearest = self._read, at, at
        while first:
            if read.is_helper(first - 1):
                first -= 1
            elif read.word(first - 1) == self._grammar.infinitive and self._governs(first - 2):
                first, nearest = first - 2, min(nearest, first)
            else:
                break
        words = [read.word(i) for i in range(first if nearest == at else nearest, at)]
        return first, read.is_past(at) and not _PASSIVE.isdisjoint(words)

    def _governs(self, i: int) -> bool:
        """Whether a word right before an infinitive has the same subject: `is to visit`, `agreed to pay`, `due to end`."""
        return self._read.is_helper(i) or self._read.is_past(i) or self._read.word(i) in self._grammar.prospects | _DUE

    def _of_verb(self, at: int) -> Arguments:
        read, grammar = self._read, self._grammar
        first, passive = self._helpers(at)
        reduced = first == at and read.is_past(at) and read.word(at + 1) == grammar.actor
        parts = dict[str, Phrase]()
        subject, listed = self._subject(first) if not reduced else (None, False)
        if subject is not None:
            parts["undergoer" if passive else "subject"] = subject
        end = self._objects(at, parts, is_passive=passive or reduced)
        self._behind(end, parts)
        if (passive or reduced) and grammar.actor in parts:
            parts["actor"] = parts.pop(grammar.actor)
        whom = self._relative_object(first, subject)
        if whom is not None and not passive:
            parts.setdefault("object", whom)
        negated = any(
            read.word(i) in grammar.negations or read.word(i).endswith(("n't", "n’t")) for i in range(first, at)
        )
        item = self._items[at]
        return Arguments(item.word, item.span, parts, is_verb=True, negated=negated, is_listed=listed)

    def _objects(self, at: int, parts: dict[str, Phrase], *, is_passive: bool) -> int:
        """Add the objects of a verb; return where they end."""
        read, end = self._read, at + 1
        while read.word(end) in PARTICLES or read.word(end).endswith("ly"):
            end += 1
        if is_passive or read.word(end) in self._grammar.prepositions | {"that"}:
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
        read, at = self._read, phrase.end
        if phrase.heads or read.word(at) != self._grammar.genitive:
            return phrase
        inner = read.after(at + 1)
        following = read.after(inner.end + 1) if inner is not None and read.word(inner.end) == "," else None
        if inner is None or following is None or not following.heads:
            return phrase
        return Phrase(phrase.first, phrase.end, following.heads, (*phrase.others, *inner.heads, *inner.others))

    def _is_second(self, i: int) -> bool:
        """Whether a second object begins: `promised the hospital 30 million euros`."""
        read, grammar = self._read, self._grammar
        item = self._items[i] if i < len(self._items) else None
        if item is None or item.is_name or item.word in grammar.definite - grammar.articles:
            return False
        return item.word in grammar.articles or item.word[0].isdigit() or item.word in grammar.possessive or (
            item.word in "$€£¥"
        ) or read.is_quantity(i)

    def _behind(self, end: int, parts: dict[str, Phrase]) -> None:
        """Add the phrases with prepositions, one behind the other, from `end` on."""
        read, grammar = self._read, self._grammar
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

    def _subject(self, k: int) -> tuple[Phrase | None, bool]:
        """The phrase of the subject of a verb that begins at `k`, and whether it is a list."""
        read, grammar = self._read, self._grammar
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
        read, before = self._read, self._read.word(phrase.first - 1)
        if before in self._grammar.conjunctions and before not in ("but", "nor"):
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
        while first and self._read.is_date(first - 1):
            first -= 1
        if first < i and self._read.word(first - 1) in self._grammar.prepositions:
            first -= 1
        return self._read.word(first - 1) in self._starts | {",", "but", "nor"}

    def _aside(self, close: int) -> tuple[int, list[Span], bool] | None:
        """Where the phrase ends before what is between commas, the names in that, and whether it is only a name."""
        read, grammar = self._read, self._grammar
        opened = next((i for i in range(close - 1, max(-1, close - _MOST_INSERTED), -1) if read.word(i) == ","), None)
        if opened is None or opened + 1 == close or read.word(opened + 1) in grammar.conjunctions:
            return None
        names = [one.span for one in self._items[opened + 1 : close] if one.is_name]
        phrase = read.after(opened + 1)
        is_name = phrase is not None and phrase.end == close and bool(phrase.heads)
        return opened, names, is_name

    def _antecedent(self, at: int) -> Phrase | None:
        """The phrase before a relative pronoun, if it is the only one that it can mean."""
        end = at - (self._read.word(at - 1) == ",")
        phrase = self._read.before(end)
        if phrase is None or self._read.word(phrase.first - 1) in self._grammar.prepositions:
            return None
        return phrase if self._read.word(at) != "that" or end == at else None

    def _relative_object(self, first: int, subject: Phrase | None) -> Phrase | None:
        """The antecedent of which a relative clause with its own subject speaks: `whom the police arrested`."""
        at = subject.first - 1 if subject is not None else first
        return self._antecedent(at) if at > 0 and self._read.word(at) in _OBJECTS and subject is not None else None

    def _shared(self, conjunction: int) -> Phrase | None:
        """The subject of the verb before a conjunction: `Hackers broke into the network and copied files`."""
        read = self._read
        for i in range(conjunction - 1, 0, -1):
            if read.word(i) in self._grammar.subordinators or read.word(i) in ";:“”":
                return None
            if self.is_finite(i) and not read.is_helper(i - 1) and self._is_verb_or_helper(i):
                found, _ = self._subject(i)
                return found
        return None

    def _is_verb_or_helper(self, i: int) -> bool:
        return self._read.is_helper(i) or self._is_verb(i)

    def _of_noun(self, at: int) -> Arguments:
        read, grammar = self._read, self._grammar
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
            begin, passive = self._helpers(verb)
            subject, listed = self._subject(begin) if not passive else (None, False)
            if subject is not None:
                parts["subject"] = subject
            return Arguments(self._items[at].word, self._items[at].span, parts, is_verb=False, is_listed=listed)
        return Arguments(self._items[at].word, self._items[at].span, parts, is_verb=False)

    def _owner(self, phrase: Phrase, at: int) -> dict[str, Phrase]:
        """The name before a noun: `the king’s visit`; as an adjective, `Algerian mediation`."""
        for i in range(at - 1, phrase.first - 1, -1):
            if self._items[i].is_name:
                part = "owner" if self._read.word(i + 1) in POSSESSIVE else "adjective" if i + 1 == at else ""
                return {part: Phrase(i, i + 1, (self._items[i].span,))} if part else {}
        return {}
