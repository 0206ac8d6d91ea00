"""NC212: events that have the time of another one and some of its parties."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event, Incident
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.events.kinship import belongs
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.event_nouns import types_of_noun
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten

_MOST: Final = 20
"""Events of one sort and time that are compared with each other."""
_VAGUE: Final = frozenset({"other", "change"})
"""Types that say too little of an event."""


@rule("NC212", "similar-event", HINT, "an event has the type and time of another one, and only parties of it")
def similar_event(context: ArticleContext) -> Iterator[Finding]:
    """
    News come back to what they have reported: `It was the deadliest attack for years`. That is not another event.
    Reported are two events of one kind, type, status and time, if one has only some of the parties of the other, no
    relation connects them, and neither places nor casualties distinguish them; two of one kind with the same evidence,
    parties and time, whatever their types; two of one type, or of two such as `decision` and `sanction`, if the parties
    of one are those of the other, or their bodies (a court and its judge), and both are in one paragraph at one time,
    or in one sentence; and one whose triggers only name the other one of its type again (`the attack`). NC210 is about
    those with the same type, parties, and time or place.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            carl: {name: Carl Dahl, kind: person}
          events:
            attack:
              kind: incident
              type: attack
              participants: {agent: anna, victim: carl}
              when: 2024-05-06
              evidence:
                - Anna Berg attacked Carl Dahl on Monday
        -   deadliest: # <NC212>
        -     kind: incident
        -     type: attack
        -     participants: {agent: anna}
        -     when: 2024-05-06
        -     evidence:
                - It was the worst attack for years
          text: Anna Berg attacked Carl Dahl on Monday. It was the worst attack for years.
    """
    reported = set[str]()
    for finding in (*_other_types(context), *_other_words(context), *_again(context)):
        if finding.path[1] not in reported:
            reported.add(str(finding.path[1]))
            yield finding
    sorts: dict[tuple[str, ...], list[Event]] = {}
    for _, event in well_formed_events(context):
        when = event.when.edtf if event.when else UNKNOWN
        if when != UNKNOWN and event.type not in _VAGUE and event.parties:
            sorts.setdefault((event.kind, event.type, event.status, when), []).append(event)
    for several in sorts.values():
        for one, other in combinations(several[:_MOST], 2):
            parties, others = {*one.parties}, {*other.parties}
            if (parties < others or others < parties) and other.id not in reported and not _are_two(one, other):
                message = f"event {backticked(other.id)} may be {backticked(one.id)} again"
                hint = f"add its evidence to {backticked(one.id)}, or relate them: `relations: {{after: {one.id}}}`"
                related = ((("events", one.id), "the other event"),)
                yield Finding(("events", other.id), message, at_key=True, related=related, help=hint)


def _other_types(context: ArticleContext) -> Iterator[Finding]:
    """Yield the events that have all of another one, but perhaps its type; NC210 is about times, places and parties."""
    first: dict[tuple[object, ...], Event] = {}
    for key, event in well_formed_events(context):
        said = tuple(flatten(quote.exact) for quote in event.evidence)
        roles = tuple((role, *sorted(event.in_role(role))) for role in sorted(event.participants))
        other = first.setdefault((event.kind, event.status, event.when and event.when.edtf, said, roles), event)
        if other is event or _are_two(other, event) or _have_triggers(other, event):
            continue
        if other.type == event.type and event.parties and (event.when or event.places or event.type in _VAGUE):
            continue
        message = f"event {backticked(key)} may be {backticked(other.id)} again: the same evidence, parties and time"
        hint = f"delete one of them, or relate them: `relations: {{about: {other.id}}}`"
        yield Finding(
            ("events", key), message, at_key=True, related=((("events", other.id), "the other event"),), help=hint
        )


def _other_words(context: ArticleContext) -> Iterator[Finding]:
    """Yield the events that tell in other words what another one of their paragraph does."""
    sorts = defaultdict[tuple[str, str], list[Event]](list)
    for key, event in well_formed_events(context) if context.text else ():
        if event.parties and event.type not in _VAGUE and not context.is_broken("events", key):
            sorts[event.kind, event.status].append(event)
    for several in sorts.values():
        for one, other in combinations(several[:_MOST], 2):
            overlap = one.type == other.type or frozenset((one.type, other.type)) in _OVERLAPPING
            if overlap and _are_alike(context, one, other) and not _are_two(one, other):
                message = f"event {backticked(other.id)} may be {backticked(one.id)} again"
                hint = f"delete one of them, or relate them: `relations: {{after: {one.id}}}`"
                related = ((("events", one.id), "the other event"),)
                yield Finding(("events", other.id), message, at_key=True, related=related, help=hint)


def _again(context: ArticleContext) -> Iterator[Finding]:
    """Yield the events whose triggers only name the one other event of their type again: `the attack`."""
    if context.text is None or primary_subtag(context.article.language) != "en":
        return
    events = [one for key, one in well_formed_events(context) if not context.is_broken("events", key)]
    for event in events:
        nouns = [_NOUN_AGAIN.fullmatch(flatten(trigger.exact).lower()) for trigger in event.triggers]
        if not nouns or not all(noun and event.type in types_of_noun(noun[1]) for noun in nouns):
            continue
        alike = [one for one in events if one is not event and (one.kind, one.type) == (event.kind, event.type)]
        if len(alike) != 1 or _first(alike[0]) > _first(event) or _are_two(alike[0], event):
            continue
        other, times = alike[0], {one.when.edtf for one in (event, *alike) if one.when}
        if len(times) < 2 and event.status == other.status:
            message = f"event {backticked(event.id)} may be {backticked(other.id)} again:"
            message += f" {backticked(flatten(event.triggers[0].exact))} names it"
            hint = f"add its evidence to {backticked(other.id)}, or relate them"
            related = ((("events", other.id), "the other event"),)
            yield Finding(("events", event.id), message, at_key=True, related=related, help=hint)


_NOUN_AGAIN: Final = re.compile(r"(?:the|this|that|these|those) (?:\w+ )?(\w+)")


def _first(event: Event) -> int:
    return min((start for start, _ in spans(event.evidence)), default=0)


def _are_alike(context: ArticleContext, one: Event, other: Event) -> bool:
    """Whether two events are at no two times, in one paragraph, and of the same parties or their bodies.

    NC210 reports those of one type that have the same parties, at one time or place.
    """
    text, actors = context.text, context.article.actors
    times = {event.when.edtf for event in (one, other) if event.when}
    fewer, more = sorted(({*one.parties}, {*other.parties}), key=len)
    if text is None or len(times) > 1 or not fewer | more <= actors.keys():
        return False
    if one.type == other.type and fewer == more and (one.when and other.when):
        return False
    if not all(key in more or any(belongs(actors[key], actors[two]) for two in more) for key in fewer):
        return False
    are_timed = one.when is not None and other.when is not None and times != {UNKNOWN}
    if not are_timed and _have_triggers(one, other):
        return False
    here = [
        {text.paragraph(span[0]) if are_timed else sentence(text.raw, span) for span in spans(event.evidence)}
        for event in (one, other)
    ]
    return not here[0].isdisjoint(here[1])


_OVERLAPPING: Final = frozenset(
    map(
        frozenset,
        (
            ("decision", "sanction"),
            ("talks", "conference"),
            ("agreement", "cooperation"),
            ("agreement", "transaction"),
            ("aid", "transaction"),
            ("request", "threat"),
            ("detention", "crime"),
            ("attack", "clash"),
            ("attack", "crime"),
            ("attack", "death"),
            ("attack", "unrest"),
            ("accident", "death"),
            ("accident", "disaster"),
            ("protest", "unrest"),
            ("crime", "cyberattack"),
        ),
    )
)
"""Pairs of types that may be given to one event."""


def _have_triggers(one: Event, other: Event) -> bool:
    """Whether both events have words that name them, and none in common."""
    words = [{flatten(trigger.exact).casefold() for trigger in event.triggers} for event in (one, other)]
    return all(words) and words[0].isdisjoint(words[1])


def _are_two(one: Event, other: Event) -> bool:
    """Whether a relation connects two events, or what they say of places or casualties distinguishes them."""
    links = [{two for found in event.relations.values() for two in found} for event in (one, other)]
    wholes = [
        {two for how, found in event.relations.items() if how != "about" for two in found} for event in (one, other)
    ]
    if one.id in links[1] or other.id in links[0] or wholes[0] & wholes[1]:
        return True
    places = [{flatten(place.name.exact).casefold() for place in event.places} for event in (one, other)]
    if all(places) and places[0].isdisjoint(places[1]):
        return True
    counts = [event.casualties if isinstance(event, Incident) else {} for event in (one, other)]
    things = [
        {flatten(thing.text.exact) for found in event.things.values() for thing in found} for event in (one, other)
    ]
    return (all(counts) and counts[0] != counts[1]) or (all(things) and things[0].isdisjoint(things[1]))
