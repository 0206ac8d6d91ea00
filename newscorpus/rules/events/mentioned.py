"""Where an article names its events again: `the ambush`, `this ruling`, `her arrest`, for several rules. English."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.stems import STEM, stems, stems_of_actors
from newscorpus.text.event_nouns import types_of_noun
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_KNOWN: Final = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)|[’']s?) "
    r"(?:(?!of\b|and\b|or\b|in\b|to\b|for\b|on\b|at\b|by\b|that\b|who\b|which\b)[\w’'-]+ ){0,2}?([a-z]{4,})\b"
    r"(?! (?:of|for|on)\b)"
)
"""A noun with a definite article, a pronoun or a genitive."""
_OBJECT: Final = re.compile(r"(?<=\w) (?:the|an?|its|their|his|her|\d[\d,.]*)\b.*", re.DOTALL)
"""What is behind the verb of a trigger: `boarded the ship`."""
_VAGUE: Final = words_in(
    "plan plans case matter issue report result week month year day time group party government company president"
    " minister region country city town state force forces people area south north east west"
)
"""Nouns that may mean anything, though they are in the id of an event."""


@memoized
def _stems(context: ArticleContext) -> Iterator[dict[str, str]]:
    """Yield the beginnings of words that name one event alone, with its id."""
    found = defaultdict[str, set[str]](set)
    own = stems_of_actors(context)
    for key, event in well_formed_events(context):
        named = [key.replace("-", " "), *(_OBJECT.sub("", one.exact) for one in event.triggers)]
        for stem in stems(context, " ".join(named)) - own:
            found[stem].add(key)
    yield {stem: key for stem, keys in found.items() if len(keys) == 1 for key in keys}


@memoized
def _mentioned(context: ArticleContext) -> Iterator[tuple[Span, str]]:
    """Yield the nouns that name an event again, outside its own triggers."""
    if context.text is None:
        return
    (names,) = _stems(context)
    own = {key: {*spans(event.triggers)} for key, event in well_formed_events(context)}
    types = defaultdict[str, list[str]](list)
    for key, event in well_formed_events(context):
        types[event.type].append(key)
    for found in _KNOWN.finditer(context.text.raw) if names else ():
        stem = "" if found[1] in _VAGUE else found[1][:STEM]
        named = names.get(stem) or _alone(types, types_of_noun(found[1]))
        if named is not None and not any(a <= found.start(1) < b for a, b in own[named]):
            yield found.span(1), named


def _alone(by_type: Mapping[str, Sequence[str]], types: Collection[str]) -> str | None:
    """The only event of some types."""
    found = [key for one in types for key in by_type.get(one, ())]
    return found[0] if len(found) == 1 else None


def mentioned_in(context: ArticleContext, within: Span) -> Sequence[tuple[Span, str]]:
    """Return the nouns inside a span that name an event again, in order, each with its id."""
    every = _mentioned(context)
    first, after = (bisect_left(every, ((offset, 0), "")) for offset in within)
    return every[first:after]
