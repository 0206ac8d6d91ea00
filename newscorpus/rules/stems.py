"""What the events and actors of an article have words for: the beginnings of these words, for several rules."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.words import words_in

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
STEM: Final = 5
"""Letters at the beginning of a word that words of one root share."""
_EMPTY: Final = words_in(
    "year years month months week weeks day days monday tuesday wednesday thursday friday saturday sunday january"
    " february march april may june july august september october november december next last people country government"
    " percent million billion two three four five six seven eight nine ten very just only other most more some such not"
)
"""English words that say nothing of an event."""


@memoized
def stems_of_events(context: ArticleContext) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the events with the beginnings of the words of each: of its id, type, title, and all that it quotes."""
    for key, event in context.article.events.items():
        quotes = [*event.evidence, *event.triggers, *event.topics, *(place.name for place in event.places)]
        quotes += [thing.text for things in event.things.values() for thing in things]
        words = [*(quote.exact for quote in quotes), event.title or "", event.type, key.replace("-", " ")]
        yield key, stems(context, " ".join(words))


@memoized
def stems_of_names(context: ArticleContext) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the events with the beginnings of the words that name each: its id and triggers, but for actors."""
    own = stems_of_actors(context)
    for key, event in context.article.events.items():
        yield key, stems(context, " ".join([key.replace("-", " "), *(one.exact for one in event.triggers)])) - own


@memoized
def _actor_words(context: ArticleContext) -> Iterator[frozenset[str]]:
    actors = context.article.actors.values()
    forms = [*(form for one in actors for form in one.forms), *(said.exact for one in actors for said in one.mentions)]
    yield stems(context, " ".join(forms))


def stems_of_actors(context: ArticleContext) -> frozenset[str]:
    """The beginnings of the words that name actors."""
    return _actor_words(context)[0]


def stems(context: ArticleContext, words: str) -> frozenset[str]:
    """The beginnings of the words of a phrase that say something."""
    empty = _empty(grammar_of(context.article.language))
    return frozenset(word[:STEM] for word in _WORD.findall(words.lower()) if word not in empty)


@cache
def _empty(grammar: Grammar | None) -> frozenset[str]:
    """Words that say nothing."""
    if grammar is None:
        return _EMPTY
    return _EMPTY | grammar.functional | grammar.auxiliaries | grammar.modals | grammar.speech
