"""Who does what in a clause: the subject of a verb, its voice, its object, and who acts by a passive verb.

Known are the places of names, and function words; the clause is read from a name to the verb behind it, over
appositions. In doubt there is no frame. Imports `clauses`, `grammar`, `spans` and `words` of this package.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import attrs

from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import words_in

# ruff: noqa: E501 - lists of words

_TOKEN: Final = re.compile(r"\w+(?:[-‐‑’'.]\w+)*|[^\w\s]")
_CONTRACTED: Final = re.compile(r"n['’]t\Z")
_PASSIVE: Final = frozenset({"be", "been", "being"})
"""Forms without a subject of the verb of the passive voice: `may be fined`."""
_READY: Final = frozenset({"ready", "willing", "able"})
"""Adjectives behind which the infinitive is of what somebody does."""
_OPENING: Final = frozenset(",;:“”\"'‘(—–-")
"""Marks behind which a clause may begin."""
_CLOSING: Final = frozenset('”"»')
"""Marks at which the words of somebody else end."""
_LONGEST: Final = 1500
"""Code points of a sentence that are read."""
_MOST_TITLES: Final = 5
"""Words before a name that belong to it: `Tajik Foreign Minister`."""
_MOST_INSERTED: Final = 25
"""Words between two commas behind a subject."""
_MOST_OBJECT: Final = 4
"""Words between a verb and the name of its object."""
_MOST_BEFORE_BY: Final = 8
"""Words between a passive verb and who acts."""
_RELATIVES: Final = frozenset({"which", "who"})
COUNTS: Final = words_in(
    "two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands many most few people men"
    " women"
)
"""Words that an object without an article begins with."""
IRREGULAR: Final = words_in(
    "beat beaten began bought brought built caught chose chosen cut dealt drove drew fed fought found gave given held hit"
    " hurt kept killed led lent let made met paid put ran saw seen sent shot shut sold sought struck stole stolen swore sworn"
    " taken taught took threw thrown told torn withdrew withdrawn won wrote written broke broken overcame overthrew"
    " overthrown outbid undercut heard withheld upheld overtook undertook laid split drew drawn hid hidden shook shaken slew"
    " slain swept spent forgave forgiven overran"
)
"""Past forms of English verbs that have an object and do not end in `-ed`."""


@attrs.frozen
class Frame:
    """A verb with a name as its subject, as its object, or as who acts: `by the army`."""

    verb: str
    place: Span
    """The span of the verb."""
    name: Span
    """The span of the name."""
    part: str
    """What the name is: "subject", "undergoer" (the subject of a passive verb), "actor" (behind `by`), "object"; with a
    noun in place of the verb, "owner" (`the king’s visit`), "adjective" (`Algerian mediation`), "as" (`with Norway as mediator`), or the preposition before the
    name: `the visit of the king`."""
    infinitive: str = ""
    """The verb behind the first one: `offered to mediate`."""
    object_follows: bool = False
    """Whether an article, a number, a name or an infinitive follows the verb, so that it has an object."""
    negated: bool = False
    is_main: bool = False
    """Whether no other clause is before it."""
    is_only: bool = False
    """Whether no other clause may be behind it: no conjunction, and no comma."""


class Item(NamedTuple):
    """A word or a mark of a sentence, or a name, which is one."""

    word: str
    """In lower case."""
    span: Span
    is_name: bool = False
    is_capital: bool = False


def frames(raw: str, within: Span, names: Sequence[Span], grammar: Grammar) -> list[Frame]:
    """Return the frames of the names in a span, in the order of the names.

    Args:
        raw: The text.
        within: The span, such as that of evidence; what is before it in its sentence is read too.
        names: The spans of names.
        grammar: That of the language of the text; without passive voice in it there are no frames.
    """
    if not grammar.actor or not names:
        return []
    start = max(sentence(raw, within)[0], within[0] - _LONGEST)
    items = items_of(raw, (start, min(within[1], start + _LONGEST)), names)
    found: list[Frame] = []
    clause = _Clause(items, grammar)
    for i, item in enumerate(items):
        if item.is_name and within[0] <= item.span[0]:
            found += clause.frames(i)
    return found


def items_of(raw: str, within: Span, names: Sequence[Span]) -> list[Item]:
    """Return the words and marks of a span, each name as one; of names that overlap the longest."""
    found: list[Item] = []
    at = within[0]
    known = sorted((a, -b) for a, b in names if within[0] <= a and b <= within[1])
    for start, end in [*((a, -b) for a, b in known), (within[1], within[1])]:
        if start < at:
            continue
        for one in _TOKEN.finditer(raw, at, start):
            word = one[0]
            found.append(Item(word.lower(), one.span(), is_capital=word[0].isupper()))
        if start < end:
            found.append(Item(raw[start:end].lower(), (start, end), is_name=True))
        at = end
    return found


class _Clause:
    """The words of a sentence, read around a name."""

    def __init__(self, items: Sequence[Item], grammar: Grammar) -> None:
        self._items = items
        self._grammar = grammar
        self._calendar = language_of(grammar.language)
        self._bounds = grammar.joints - grammar.prepositions
        self._not_titles = grammar.functional | grammar.auxiliaries | grammar.modals

    def frames(self, i: int) -> Iterator[Frame]:
        """Yield the frames of the name at `i`."""
        first = self._begin(i)
        yield from self._of_noun(i, first)
        yield from self._as_noun(i)
        found = [*self._as_subject(i, first)] if self._is_subject(first) else []
        yield from found or self._in_relative(i)
        first = self._begin_apposed(first)
        if first and self._items[first - 1].word == self._grammar.actor:
            yield from self._as_actor(i, first - 1)
        else:
            yield from self._as_object(i, first)

    def _begin(self, i: int) -> int:
        """Where the phrase of a name begins: with an article or a title."""
        first = i
        while first and i - first < _MOST_TITLES and self._is_title(first - 1):
            first -= 1
        return first

    def _begin_apposed(self, first: int) -> int:
        """Where the phrase begins to which a name is apposed: `the former director, ` before it."""
        if first < _MOST_TITLES or self._items[first - 1].word != ",":
            return first
        for at in range(first - 2, max(-1, first - 2 - _MOST_TITLES), -1):
            item = self._items[at]
            if item.word in self._grammar.articles or item.word in self._grammar.possessive:
                return at
            if not self._is_verb(at) and not (item.is_capital and not item.is_name):
                return first
        return first

    def _is_title(self, i: int) -> bool:
        item = self._items[i]
        if item.is_name:
            return False
        return item.word in self._grammar.articles or (item.is_capital and item.word not in self._not_titles)

    def _is_subject(self, first: int) -> bool:
        if not first:
            return True
        before = self._items[first - 1]
        return before.word in self._bounds or before.word in _OPENING or before.word in self._grammar.speech

    def _as_subject(self, i: int, first: int) -> Iterator[Frame]:
        is_apposition = first > 1 and self._items[first - 1].word == ","  # `its president, Paul Idris, offered`
        at = self._verb_phrase(i + 1, is_apposition=is_apposition)
        is_main = all(one.word not in self._grammar.joints and not one.is_name for one in self._items[:first])
        if at is not None:
            yield from self._verb_from(i, at, is_main=is_main)

    def _in_relative(self, i: int) -> Iterator[Frame]:
        """The verb of a relative clause right behind a name: `Norway, which mediated`."""
        at = i + 1
        if at < len(self._items) and self._items[at].word == ",":
            at += 1
        if at < len(self._items) and self._items[at].word in _RELATIVES:
            yield from self._verb_from(i, at + 1, is_main=False)

    def _verb_from(self, i: int, at: int, *, is_main: bool) -> Iterator[Frame]:
        """The verb of which a name is the subject, behind auxiliaries that begin at `at`."""
        copula = negated = False
        while at < len(self._items) and self._is_helper(at):
            word = self._items[at].word
            copula = copula or _CONTRACTED.sub("", word) in self._grammar.copulas or word in _PASSIVE
            negated = negated or word in self._grammar.negations or word.endswith(("n't", "n’t"))
            at += 1
        if copula and at + 1 < len(self._items) and self._items[at].word == self._grammar.infinitive:
            at, copula = at + 1, self._items[at + 1].word == "be"  # `is to visit`, `is to be paid`
            at += copula
        if at >= len(self._items) or not self._is_verb(at):
            return
        item, is_passive = self._items[at], copula and self._is_past(at)
        rest = [one.word for one in self._items[at + 1 : at + 3]]
        infinitive = rest[1] if len(rest) > 1 and rest[0] == self._grammar.infinitive else ""
        if copula and not is_passive and not item.word.endswith("ing") and not (infinitive and item.word in _READY):
            return  # an adjective
        yield Frame(
            item.word,
            item.span,
            self._items[i].span,
            "undergoer" if is_passive else "subject",
            infinitive,
            self._has_object(at + 1),
            negated,
            is_main=is_main,
            is_only=all(one.word not in self._grammar.conjunctions and one.word != "," for one in self._items[at:]),
        )

    def _verb_phrase(self, at: int, *, is_apposition: bool) -> int | None:
        """Where the verb phrase of a name begins that ends before `at`, behind modifiers and appositions."""
        for _ in range(3):
            if at >= len(self._items):
                return None
            word = self._items[at].word
            if word in ("'", "’", "’s", "'s"):
                return None
            if word == ",":
                inserted = [one.word for one in self._items[at + 1 : at + 1 + _MOST_INSERTED]]
                if inserted[:1] and (inserted[0] in self._grammar.conjunctions or inserted[0] in _CLOSING):
                    return None
                begins = at + 1 < len(self._items) and (self._is_helper(at + 1) or self._is_past(at + 1))
                if is_apposition and begins:
                    return at + 1
                if "," not in inserted:
                    return None
                at += inserted.index(",") + 2
            elif word in self._grammar.prepositions:
                after = at + 1
                while after < len(self._items) and after - at < _MOST_BEFORE_BY and self._is_of_phrase(after):
                    after += 1
                if after == at + 1:
                    return None
                at = after
            else:
                return at
        return None

    def _is_of_phrase(self, i: int) -> bool:
        item = self._items[i]
        return (
            item.is_name
            or item.is_capital
            or item.word in self._grammar.articles
            or item.word in (self._grammar.genitive, "’s", "'s")
            or item.word.isdecimal()
        )

    def _is_helper(self, i: int) -> bool:
        word, grammar = self._items[i].word, self._grammar
        known = word in grammar.auxiliaries or word in grammar.modals or word in grammar.adverbs
        return known or word in grammar.negations or word.endswith(("ly", "n't", "n’t"))

    def _is_verb(self, i: int) -> bool:
        item, grammar = self._items[i], self._grammar
        return not item.is_name and item.word.isalpha() and not item.is_capital and item.word not in grammar.functional

    def _is_past(self, i: int) -> bool:
        return self._items[i].word.endswith("ed") or self._items[i].word in IRREGULAR

    def _has_object(self, i: int) -> bool:
        if i >= len(self._items):
            return False
        item, grammar = self._items[i], self._grammar
        known = item.word in grammar.articles | grammar.possessive | COUNTS or item.word[0].isdigit() or item.is_name
        is_date = self._calendar is not None and self._calendar.is_date_name(item.word)
        return known or item.word == grammar.infinitive or (item.is_capital and not is_date)

    def _as_actor(self, i: int, by: int) -> Iterator[Frame]:
        """A passive verb before `by`: `was noticed on Monday by the police`, and not `rejected calls by the police`."""
        for at in range(by - 1, max(-1, by - 1 - _MOST_BEFORE_BY), -1):
            item, following = self._items[at], self._items[at + 1].word
            if item.word in self._bounds or not item.word[0].isalnum():
                return
            if not item.is_name and not item.is_capital and self._is_past(at):
                if following in (self._grammar.prepositions | self._grammar.adverbs) - {self._grammar.infinitive}:
                    yield Frame(item.word, item.span, self._items[i].span, "actor")
                return

    def _of_noun(self, i: int, first: int) -> Iterator[Frame]:
        """The noun that a name belongs to: `the visit of the king to Oslo`, `the king’s visit`."""
        behind = [one.word for one in self._items[i + 1 : i + 4]]
        if behind[:1] and behind[0] in ("’s", "'s") and len(behind) > 1:
            yield Frame(behind[1], self._items[i + 2].span, self._items[i].span, "owner")
        if len(behind) > 2 and behind[0] in ("’", "'") and behind[1] == "s":
            yield Frame(behind[2], self._items[i + 3].span, self._items[i].span, "owner")
        if (
            behind
            and behind[0].isalpha()
            and not self._items[i + 1].is_name
            and behind[0] not in self._grammar.functional
        ):
            yield Frame(behind[0], self._items[i + 1].span, self._items[i].span, "adjective")
        if first > 1 and self._items[first - 1].word in self._grammar.prepositions and self._is_verb(first - 2):
            noun = self._items[first - 2]
            yield Frame(noun.word, noun.span, self._items[i].span, self._items[first - 1].word)

        if first > 1 and self._items[first - 1].word == self._grammar.actor and not self._is_past(first - 2):
            yield from self._of_noun_by(i, first - 2)

    def _of_noun_by(self, i: int, last: int) -> Iterator[Frame]:
        """The noun of what somebody does to another: `the seizure of a ship by the army`."""
        for at in range(last - 1, max(0, last - _MOST_BEFORE_BY), -1):
            item = self._items[at]
            if item.word == self._grammar.genitive and self._is_verb(at - 1):
                yield Frame(
                    self._items[at - 1].word, self._items[at - 1].span, self._items[i].span, self._grammar.actor
                )
                return
            if item.word in self._bounds or not item.word[0].isalnum():
                return

    def _as_noun(self, i: int) -> Iterator[Frame]:
        """What somebody is in an event: `with Norway as mediator`."""
        behind = self._items[i + 1 : i + 4]
        if behind and behind[0].word == "as":
            noun = next((one for one in behind[1:] if one.word not in self._grammar.articles), None)
            if noun is not None and not noun.is_name:
                yield Frame(noun.word, noun.span, self._items[i].span, "as")

    def _as_object(self, i: int, first: int) -> Iterator[Frame]:
        """The verb right before the phrase of a name, which is its object, if nothing follows that the name does."""
        following = self._items[i + 1].word if i + 1 < len(self._items) else ""
        then = self._items[i + 2].word if i + 2 < len(self._items) else ""
        grammar = self._grammar
        acts = {following, then if following == "," else ""} & (grammar.subordinators | {grammar.infinitive, "for"})
        at = first - 1
        if at < 0 or acts or following in ("’s", "'s", "’", "'"):
            return
        item = self._items[at]
        is_verb = self._is_verb(at) and self._is_past(at) and item.word not in grammar.speech
        before = self._items[at - 1].word if at else ""
        helped = before in grammar.copulas or before in grammar.participles or before in grammar.articles
        if is_verb and not helped:
            yield Frame(item.word, item.span, self._items[i].span, "object")
