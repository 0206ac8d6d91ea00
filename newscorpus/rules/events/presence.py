"""Whether the evidence of an event names an actor, or has a word that may mean it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Actor
from newscorpus.models.gazetteer import country_of_adjective, country_of_city
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.events.kinship import may_stand_for
from newscorpus.rules.name_index import names_of
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.descriptions import (
    PEOPLE,
    is_noun_of_person,
    noun_of,
    nouns_of_sector,
)
from newscorpus.text.frames import COUNTS
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.pronouns import OF_PEOPLE, OF_THINGS, OWNERS
from newscorpus.text.spans import Span, keep_inside
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import words_in


def is_named(context: ArticleContext, text: Text, quote: Span, actor: Actor) -> bool:
    """Return whether the sentence of a quote names an actor, or has words of its label, titles or listed mentions."""
    names, here = names_of(context), sentence(text.raw, quote)
    if actor.id in names.keys(here) or any(key == actor.id for _, key in names.titles(here)):
        return True
    if not names.heads(actor.id).isdisjoint(tokens(text.raw, *here)):
        return True
    words = text.raw[slice(*here)]
    return any(form.lower() in words.lower() for form in actor.forms) or _is_of_country(words, actor)


def _is_of_country(words: str, actor: Actor) -> bool:
    """Whether words have an adjective or a city of a country: `a Chinese station`, `Beijing`."""
    if actor.kind != "country" or actor.country is None:
        return False
    found = (word[0] for word in _CAPITAL.finditer(words))
    return any(actor.country in (country_of_adjective(word), country_of_city(word)) for word in found)


def has_noun_for(context: ArticleContext, text: Text, quote: Span, actor: Actor, grammar: Grammar) -> bool:
    """Return whether the sentence of a quote has a noun that may mean an actor, in no name: `the company`."""
    names, here = names_of(context), sentence(text.raw, quote)
    taken = [
        *(span for span, _ in (*names.mentions(here), *names.titles(here))),
        *keep_inside(_words_of_events(context), [here]),
    ]
    known = nouns_for(actor)
    for word in _WORD_OR_NUMBER.finditer(text.raw, *here):
        lower = word[0].lower()
        if lower in grammar.functional or any(a <= word.start() < b for a, b in taken):
            continue
        if lower in known or (actor.kind == "person" and is_noun_of_person(lower)):
            return True
        if actor.kind == "group" and (lower in COUNTS or lower[0].isdigit() or lower in PEOPLE):
            return True
    return False


_WORD_OR_NUMBER: Final = re.compile(r"\w+(?:[-’']\w+)*")


def nouns_for(actor: Actor) -> frozenset[str]:
    """Return the nouns that may mean a body or a country."""
    if actor.kind in ("person", "group"):
        return frozenset()
    return nouns_of_sector(actor.sector) | {noun_of(actor.name or "")} | _OF_STATES


_OF_STATES: Final = words_in(
    "government governments states state country countries capital parties group groups ministers leaders presidents"
    " delegations members neighbours neighbors allies parliament"
)


def may_mean(context: ArticleContext, text: Text, quote: Span, actor: Actor, grammar: Grammar) -> bool:
    """Return whether the sentence of a quote names an actor, or has a pronoun or a name that may mean it."""
    names, raw = names_of(context), text.raw
    here = sentence(raw, quote)
    if is_named(context, text, quote, actor):
        return True
    near = {*names.keys(here), *(key for _, key in names.titles(here))}
    if any(may_stand_for(context.article.actors[one], actor) for one in near):
        return True
    taken = [span for span, _ in (*names.mentions(here), *names.titles(here))]
    first = min((span[0] for span in taken if quote[0] <= span[0]), default=quote[1])
    taken += keep_inside(_words_of_events(context), [here])
    free = grammar.personal - (OF_THINGS if actor.kind == "person" else OF_PEOPLE)
    if actor.kind == "group":
        free -= OF_THINGS
    return not _without_pronouns(raw, quote, first, free, taken, grammar) or _has_other_name(
        raw, here, taken, grammar, is_no_place=actor.kind not in ("country", "locality")
    )


_NAMING: Final = frozenset({"when", "places", "things", "topics"})


@memoized
def _words_of_events(context: ArticleContext) -> Iterator[Span]:
    """Yield the spans of the words of events that name times, places and things, in order."""
    yield from sorted(
        {span for path, one in context.quotes if path[0] == "events" and path[2] in _NAMING for span in spans([one])}
    )


def _without_pronouns(
    raw: str, quote: Span, first: int, free: frozenset[str], taken: Sequence[Span], grammar: Grammar
) -> bool:
    """Whether all pronouns of a quote are subjects or possessives behind the first name of it, which they may mean."""
    behind = free - grammar.subjects - grammar.possessive
    return not any(
        word[0].lower() in (free if word.start() < first else behind)
        and not any(a <= word.start() < b and (b <= word.end() or word[0].lower() not in OWNERS) for a, b in taken)
        for word in _WORD.finditer(raw, *quote)
    )


_WORD: Final = re.compile(r"[^\W\d_]+")


_LOCATED: Final = re.compile(r"\b(?:in|at|near|outside|inside|towards?|off|into) (?:the )?\Z")
"""What is before the name of a place."""


def _has_other_name(
    raw: str, here: Span, taken: Sequence[Span], grammar: Grammar, *, is_no_place: bool = False
) -> bool:
    """Whether a sentence has a word with a capital, other than its first, that is in no name that is known."""
    calendar, dateline = language_of(grammar.language), _DATELINE.match(raw, *here)
    for word in _CAPITAL.finditer(raw, dateline.end() + 1 if dateline else here[0] + 1, here[1]):
        if _FEATURE.match(raw, word.end()):
            continue
        is_date = calendar is not None and calendar.is_date_name(word[0])
        is_known = (
            is_date
            or (is_no_place and _LOCATED.search(raw, max(here[0], word.start() - 12), word.start()))
            or word[0].lower() in grammar.pronouns
            or country_of_adjective(word[0]) is not None
        )
        if not is_known and not any(a <= word.start() < b for a, b in taken):
            return True
    return False


_DATELINE: Final = re.compile(r"[A-ZÀ-Þ’'-]{3,}[^–—\n]{0,80} [–—] ")
"""What the first sentence may begin with, which names nobody who acts."""
_FEATURE: Final = re.compile(
    r"(?:[-’'][\w-]+)? (?:reservoir|river|lake|sea|dam|strait|gulf|island|islands|valley|bridge|road|highway|airport"
    r"|port|square|street|province|district|region|county|mine|plant|pipeline|tunnel|canal|market)\b"
)
"""What makes a name that of a place or a building."""
_CAPITAL: Final = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Þ][^\W\d_]+")
