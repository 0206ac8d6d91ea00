"""NC554: titles of events that say something else than the evidence."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.events.kinship import belongs
from newscorpus.rules.name_index import named_in, names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.attitudes import is_negative
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.event_words import may_be_both, types_named, types_of_title
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.opposites import opposites
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import flatten, words_in

_NAME: Final = re.compile(r"(?<=\s)[A-ZÀ-Þ]\w*[a-zß-ÿ]\w*(?:-\w+)?")
"""A name in a title, behind its first word: no abbreviation."""
_ARTICLE: Final = re.compile(r"\A(?:The|An?) ")
_MOST: Final = 10
"""Related events that are read."""
_STEM: Final = 4
"""Letters at the beginning of names of one place: `Kenya`, `Kenyan`."""


@rule(
    "NC554",
    "title-unlike-evidence",
    HINT,
    "the title of an event says something else than its evidence",
    needs_text=True,
)
def title_unlike_evidence(context: ArticleContext) -> Iterator[Finding]:
    """
    A title says in a few words what the evidence shows. It names nobody and no place that neither the evidence nor the
    participants have; nor does it say `rises` of what `fell`, or `meets` of a call. Names in the evidence of related
    events may be in it, too. English.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            talks:
              kind: meeting
              type: talks
        -     title: Berg and Eide meet # <NC554>
        +     title: Berg and Dahl meet
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg met Carl Dahl
          text: Anna Berg met Carl Dahl. Dora Eide left.
    """
    grammar = grammar_of(context.article.language)
    if grammar is None or grammar.language != "en":
        return
    for key, event in well_formed_events(context):
        if not event.title or context.is_broken("events", key):
            continue
        found = _opposite(event, grammar) or _other_type(event, grammar) or _other_name(context, event, grammar)
        found = found or _other_event(context, event)
        if found:
            message, hint = found
            message = f"title {backticked(flatten(event.title))} {message}"
            yield Finding(("events", key, "title"), message, help=hint, arguments=(event.title,))


def _said(event: Event) -> str:
    return " ".join(one.exact for one in event.evidence)


def _opposite(event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """That a verb of the title says the opposite of a trigger or, without one of either, of the evidence."""
    title, said = event.title or "", _said(event)
    triggers = " ".join(one.exact for one in event.triggers)
    if is_negative(tokens(f"{title} {said}", 0, len(title) + len(said) + 1), grammar):
        return None
    found = opposites(title, triggers or said, said)
    if found is None:
        return None
    where = "triggers say" if triggers else "evidence says"
    return (
        f"has {backticked(found[0])}, but the {where} {backticked(found[1])}",
        "correct the title, or quote what it says",
    )


def _other_type(event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """That the verb of the title names an event of another type, while the evidence names the given one."""
    title = event.title or ""
    named = types_of_title(tokens(title, 0, len(title)), grammar)
    if len(named) != 1 or event.type in named or event.type not in DEFAULT.get("types", event.kind):
        return None
    (kind, word), own = next(iter(named.items())), types_named(_said(event), grammar.language)
    if event.type not in own or kind in own or may_be_both(event.type, kind, word):
        return None
    message = (
        f"has {backticked(word)}, which names one of type {kind}, but the evidence says {backticked(own[event.type])}"
    )
    return message, "correct the title"


def _other_name(context: ArticleContext, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """That the title names somebody or a place of whom neither the event nor those it is related to have a word."""
    assert context.text is not None
    raw, title, actors, names = context.text.raw, event.title or "", context.article.actors, names_of(context)
    parties = [actors[one] for one in event.parties if one in actors]
    here = [sentence(raw, span) for span in spans(event.evidence)]
    if len(parties) < len(event.parties) or any(_may_mean_others(one.exact, grammar) for one in event.evidence):
        return None
    related = _related(context, event)
    here += [span for one in related for span in spans(one.evidence)]
    named = named_in(context, title)
    known = {key for one in (event, *related) for key in one.parties}.union(*(names.keys(span) for span in here))
    known |= {key for span in here for _, key in names.titles(span)}
    begins = len(title) - len(_ARTICLE.sub("", title, count=1))
    for span, key in named:
        is_name = title[slice(*span)] != title[slice(*span)].lower() or _is_apart(context, event, title, span, key)
        if key in known or span[0] <= begins or not is_name or any(belongs(actors[key], one) for one in parties):
            continue  # NC542 judges with whom a title begins
        hint = f"correct the title, or quote what shows {backticked(key)}"
        return f"names {backticked(key)}, but the evidence does not", hint
    calendar, words = language_of(grammar.language), ""
    for name in _NAME.finditer(title):
        is_date = calendar is not None and calendar.is_date_name(name[0])
        if is_date or name.start() <= begins or any(a < name.end() and name.start() < b for (a, b), _ in named):
            continue
        words = words or " ".join([*(raw[slice(*one)] for one in here), *_forms(context, event)]).lower()
        if all(part[:_STEM].lower() not in words for part in name[0].split("-")):
            where = "but the evidence does not" if name[0] in raw else "which the article does not have"
            return f"names {backticked(name[0])}, {where}", "correct the title, or quote the words that have the name"
    return None


def _is_apart(context: ArticleContext, event: Event, title: str, span: Span, key: str) -> bool:
    """Whether a description ends its phrase in a title, and means nobody in the paragraphs of the evidence."""
    assert context.text is not None
    following = _WORD.match(title, span[1])
    ends = following is None or following[1].lower() in _BEHIND
    here = {context.text.paragraph(start) for start, _ in spans(event.evidence)}
    return ends and not any(key in names_of(context).keys(paragraph) for paragraph in here)


_WORD: Final = re.compile(r"\W+(\w+)")
_BEHIND: Final = words_in("in on at of to for from by with after before over about and as against near during")
"""Words behind a phrase."""


def _may_mean_others(words: str, grammar: Grammar) -> bool:
    """Whether evidence may mean somebody whom it does not name: `its shares`, `the two countries`."""
    first = tokens(words, 0, min(len(words), _BEGINNING))
    return _BOTH.search(words) is not None or not grammar.personal.isdisjoint(first)


_BEGINNING: Final = 20
"""Code points of evidence in which a pronoun stands for somebody before it."""
_BOTH: Final = re.compile(r"\b(?:both|the two|each other|two sides)\b", re.IGNORECASE)


def _related(context: ArticleContext, event: Event) -> list[Event]:
    """The events to which an event is related."""
    keys = dict.fromkeys(chain.from_iterable(event.relations.values()))
    return [context.article.events[key] for key in [*keys][:_MOST] if key in context.article.events]


def _other_event(context: ArticleContext, event: Event) -> tuple[str, str] | None:
    """That the title has no word of its event, and several of another one."""
    assert context.text is not None
    raw, title = context.text.raw, _stems([event.title or ""])
    here = (raw[slice(*sentence(raw, span))] for span in spans(event.evidence))
    own = [*here, event.type, event.id, *(one.exact for one in event.triggers)]
    if len(title) < _FEWEST or title & _stems(own):
        return None  # the usual case
    if title & _stems([*_forms(context, event), *map(_said, _related(context, event))]):
        return None
    for other, words in _stems_of_evidence(context):
        if other != event.id and len(title & words) >= _FEWEST:
            return f"has no word of the evidence, but some of {backticked(other)}", "write what the event is"
    return None


@memoized
def _stems_of_evidence(context: ArticleContext) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the first events with the beginnings of the words of their evidence."""
    for key, event in [*context.article.events.items()][:_MOST_EVENTS]:
        yield key, _stems([_said(event)])


_FEWEST: Final = 2
"""Words of a title that are found in one event, and of those that it must have."""
_MOST_EVENTS: Final = 50
_LETTERS: Final = re.compile(r"[^\W\d_]{4,}")


def _stems(said: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM].lower() for words in said for word in _LETTERS.findall(words))


def _forms(context: ArticleContext, event: Event) -> Iterator[str]:
    """The words of an event beside its evidence: of its places, things, topics and actors."""
    yield from (place.name.exact for place in event.places)
    yield from (thing.text.exact for thing in chain.from_iterable(event.things.values()))
    yield from (topic.exact for topic in event.topics)
    actors = context.article.actors
    own = actors.keys() & event.parties
    bodies = {role.org for key in own for role in actors[key].roles if role.org}
    codes = {actors[key].country for key in own} | {place.country for place in event.places}
    for key, actor in actors.items():
        if key in own or key in bodies or (actor.kind == "country" and actor.country in codes):
            yield from actor.forms
            yield from (quote.exact for quote in actor.mentions)
            yield from (role.title.exact for role in actor.roles)
