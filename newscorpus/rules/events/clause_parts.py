"""The actors in the clauses that name an event: in its subject, its object, behind its prepositions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from newscorpus.anchoring import spans
from newscorpus.models import Event
from newscorpus.models.traversal import participants_of
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.name_index import names_of
from newscorpus.text.arguments import Arguments, arguments, first_verb
from newscorpus.text.clauses import sentence
from newscorpus.text.descriptions import noun_of
from newscorpus.text.grammar import Grammar
from newscorpus.text.phrases import Phrase
from newscorpus.text.spans import Span

_MOST: Final = 40
"""Names in a sentence that are read."""


@attrs.frozen
class Part:
    """A phrase of the clause of an event, with the actors that its names name."""

    clause: Arguments
    part: str
    phrase: Phrase
    heads: frozenset[str]
    """The actors of whom it speaks."""
    others: frozenset[str]
    """Further actors that it names, or may speak of."""

    @property
    def place(self) -> Span:
        """The words that name the first of its actors, or the verb."""
        return self.phrase.heads[0] if self.phrase.heads else self.clause.place


@memoized
def _known(_context: ArticleContext) -> Iterator[dict[str, Sequence[Part]]]:
    """Yield an empty table, for the parts of each event that a rule asks for."""
    yield {}


def parts_of(context: ArticleContext, event: Event, grammar: Grammar) -> Sequence[Part]:
    """Return the parts of the clauses of the triggers of an event; without triggers, of the verbs of its evidence."""
    (known,) = _known(context)
    if event.id not in known:
        known[event.id] = [*_parts(context, event, grammar)]
    return known[event.id]


def _parts(context: ArticleContext, event: Event, grammar: Grammar) -> Iterator[Part]:
    text = context.text
    assert text is not None
    evidence, triggers = spans(event.evidence), spans(event.triggers)
    own = [
        (span, one.actor)
        for _, one in participants_of(event.id, event)
        for span in spans([one.mention] if one.mention else [])
    ]
    for words in triggers or evidence:
        here = sentence(text.raw, words)
        named = dict[Span, set[str]]()
        for span, key in (*names_of(context).mentions(here), *own):
            if here[0] <= span[0] and span[1] <= here[1]:
                named.setdefault(span, set()).add(key)
        read = arguments if triggers else first_verb
        clause = read(text.raw, words, sorted(named)[:_MOST], grammar) if named else None
        if clause is not None:
            yield from _with_actors(context, clause, named)


def _with_actors(context: ArticleContext, clause: Arguments, named: Mapping[Span, set[str]]) -> Iterator[Part]:
    for part, phrase in clause.parts.items():
        heads = {key for span in phrase.heads for key in named[span]} or _described(context, phrase)
        others = {
            key
            for span, keys in named.items()
            for key in keys
            if any(a <= span[0] and span[1] <= b for a, b in (*phrase.heads, *phrase.others))
        }
        yield Part(clause, part, phrase, frozenset(heads), frozenset(heads | others))


def _described(context: ArticleContext, phrase: Phrase) -> set[str]:
    """The only actor whom a noun with a definite article may mean: `the hospital`."""
    (nouns,) = _nouns(context)
    found = nouns.get(phrase.noun, set())
    return found if len(found) == 1 else set()


@memoized
def _nouns(context: ArticleContext) -> Iterator[Mapping[str, set[str]]]:
    """Yield the nouns of names and labels, each with the actors that may be called so."""
    found = dict[str, set[str]]()
    for key, actor in context.article.actors.items():
        if actor.kind == "organization" or not actor.named:
            for form in (*actor.forms, actor.name or "", *(quote.exact for quote in actor.mentions)):
                if " " in form:
                    found.setdefault(noun_of(form), set()).add(key)
    yield found
