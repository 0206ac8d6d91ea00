"""NC207, NC208 and NC210: relations of events to themselves, in cycles, and missing."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from newscorpus.diagnostics.changes import Delete, ProposedFix, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event, Incident
from newscorpus.models.traversal import relations_of
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.words import flatten


@rule(
    "NC207",
    "self-reference",
    ERROR,
    "an event or actor is related to itself, or the source of a claim relays itself",
    unsafe_fix="`via` is deleted",
)
def self_reference(context: ArticleContext) -> Iterator[Finding]:
    """
    Nothing comes after, causes or belongs to itself, and a claim that its own source makes is not relayed.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          events:
            briefing:
              kind: meeting
              type: briefing
              participants: {speaker: anna}
              evidence:
                - Anna Berg met Carl Dahl
        -     relations: {after: briefing} # <NC207>
    """
    for key, event in context.article.events.items():
        for relation, others in event.relations.items():
            for i, target in enumerate(others):
                if target in (key, f"{context.article.id}#{key}"):
                    message = f"event {backticked(key)} is related to itself: `{relation}: {target}`"
                    hint = "write the id of another event, or delete the relation"
                    yield Finding(("events", key, "relations", relation, i), message, help=hint)
    for key, actor in context.local.items():
        for path, related in relations_of(key, actor):
            if related.other == key:
                message = f"actor {backticked(key)} is related to itself: `{path[3]}: {key}`"
                hint = "write the id of another actor, or delete the relation"
                yield Finding((*path, "other"), message, help=hint)
    for i, claim in enumerate(context.article.claims):
        if claim.via is not None and claim.via in claim.by:
            fixes = (ProposedFix("delete `via`", (Delete(("claims", i, "via")),)),)
            yield Finding(("claims", i, "via"), f"actor {backticked(claim.via)} relays its own claim", fixes=fixes)


ACTOR_CIRCLED = ("part_of", "owns", "member_of")
"""The relations of actors that must not form a cycle."""

CIRCLED = ("part_of", "after", "caused_by", "enabled_by", "replaces")
"""The relations that must not form a cycle."""


@rule("NC208", "relation-cycle", ERROR, "relations lead from an event or actor back to itself")
def relation_circle(context: ArticleContext) -> Iterator[Finding]:
    """
    Relations of these names have a direction, and never lead back: `part_of`, `after`, `caused_by`, `enabled_by` and
    `replaces` of events, `part_of`, `owns` and `member_of` of actors. Each name is followed by itself.

    Example:
          events:
            meeting:
              kind: meeting
              type: other
              evidence:
                - Anna Berg met Carl Dahl
              relations: {after: monday} # <NC208>
            monday:
              kind: event
              type: other
              evidence:
                - in Oslo on Monday
        -     relations: {after: meeting}
    """
    events = {key: event.relations for key, event in context.article.events.items() if event.relations}
    for relation in CIRCLED:
        for path, circle in _cycles("events", relation, events):
            yield Finding(path, circle.message, help=CUT_CIRCLE, alike=circle.members)
    actors = {
        key: {how: [relation.other for relation in others] for how, others in actor.relations.items()}
        for key, actor in context.local.items()
        if actor.relations
    }
    for relation in ACTOR_CIRCLED:
        for path, circle in _cycles("actors", relation, actors):
            yield Finding((*path, "other"), circle.message, help=CUT_CIRCLE, alike=circle.members)


def _cycles(
    table: str, relation: str, related: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterator[tuple[Path, "Circle"]]:
    """Yield the cycles of one relation among events or actors, each with the path of the edge to report."""
    graph = {
        key: [o for o in relations[relation] if o != key] for key, relations in related.items() if relation in relations
    }
    if len(graph) < 2:
        return
    places = {key: {target: i for i, target in reversed([*enumerate(related[key][relation])])} for key in graph}
    for circle in circles(graph):
        assert circle.edge is not None  # of all edges, the first
        first, second = circle.edge
        yield (table, first, "relations", relation, places[first][second]), circle


CUT_CIRCLE: Final = "delete the relation that is wrong, or turn it around"


class Circle(NamedTuple):
    """A cycle of a directed graph."""

    edge: tuple[str, str] | None
    """Its first edge among those to report; None if it has none."""
    beginning: Sequence[str]
    """Its first nodes."""
    last: str
    size: int

    @property
    def message(self) -> str:
        """What to report; of a long cycle it names only the first nodes and the last one."""
        more = ("…", self.last) if self.size > len(self.beginning) else ()
        size = f" ({self.size} in all)" if more else ""
        return f"relations form a cycle: {' → '.join((*self.beginning, *more, self.beginning[0]))}{size}"

    @property
    def members(self) -> tuple[str, ...]:
        """Its nodes in any order; of a long cycle only their number."""
        return (str(self.size), *(sorted(self.beginning) if self.size <= len(self.beginning) else ()))


_MOST_NAMED: Final = 10
"""Nodes of a cycle in its message."""


def circles(graph: Mapping[str, Iterable[str]], among: Container[tuple[str, str]] | None = None) -> Iterator[Circle]:
    """Yield the cycles of a directed graph, one for each edge that closes one.

    They come in the order of the graph. `among` are the edges to report, if not all.
    """
    done: set[str] = set()
    for root in graph:
        if root in done:
            continue
        path, index = [root], {root: 0}
        stack = [iter(graph[root])]
        reported: list[int] = []  # the edges on the path to report, by where they begin
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                done.add(path[-1])
                del index[path.pop()]
                if reported and reported[-1] >= len(path) - 1:
                    reported.pop()
                continue
            edge = (path[-1], step)
            is_reported = among is None or edge in among
            if step in index:
                start = index[step]
                at = bisect_left(reported, start)
                if at < len(reported):
                    first: tuple[str, str] | None = (path[reported[at]], path[reported[at] + 1])
                else:
                    first = edge if is_reported else None
                yield Circle(first, path[start : start + _MOST_NAMED], path[-1], len(path) - start)
            elif step in graph and step not in done:
                if is_reported:
                    reported.append(len(path) - 1)
                index[step] = len(path)
                path.append(step)
                stack.append(iter(graph[step]))


@rule("NC210", "duplicate-event", WARNING, "two events are alike, and no relation connects them")
def duplicate_event(context: ArticleContext) -> Iterator[Finding]:
    """
    Two events of the same kind, type and status, with the same parties in the same roles, at the same time or
    place, are often one, annotated twice. Not if both have places, and none in common; or other things, casualties
    or times of day. Events of the types `other` and `change` need the same triggers and things. If they are two, a
    relation shows how they are connected (`after`, `part_of`); `same_as` shows that they are one. Two times that
    are `unknown` are not the same.

    Example:
          {TALKS}
              places: {Oslo: "NO"}
              evidence:
                - Anna Berg met Carl Dahl in Oslo
        -   meeting: # <NC210>
        -     kind: meeting
        -     type: talks
        -     participants: {participant: [anna, carl]}
        -     places: {Oslo: "NO"}
        -     evidence:
                - met Carl Dahl in Oslo on Monday
    """
    events = context.article.events
    sorts = {key: _sort(event) for key, event in events.items()}
    counts = Counter(sorts.values())
    twins = [event for key, event in events.items() if counts[sorts[key]] > 1 and event.parties]
    if not twins:
        return  # the usual case
    alike: dict[tuple[object, ...], dict[str, Event]] = {}  # of each chain of `same_as`, the first event
    chains = _Chains(events)
    for event in twins:
        stored, compared = _occasions(event)
        earlier = (candidate for occasion in compared for candidate in alike.get(occasion, {}).values())
        # Of ten duplicates, nine are reported, not all pairs.
        original = next((candidate for candidate in earlier if not chains.related(candidate, event)), None)
        for occasion in stored:
            alike.setdefault(occasion, {}).setdefault(chains.head(event.id), event)
        if original is not None:
            message = f"event {backticked(event.id)} looks like a duplicate of {backticked(original.id)}"
            hint = f"delete one of them, or relate them: `relations: {{after: {original.id}}}`, or same_as, part_of"
            related = ((("events", original.id), "the other event"),)
            alike_by = event.type, event.status, *sorted(_names(context, event))
            yield Finding(("events", event.id), message, at_key=True, related=related, help=hint, alike=alike_by)


def _sort(event: Event) -> tuple[object, ...]:
    """What two events share if they are alike: those who attack each other do not take part in one attack."""
    parties = frozenset(
        (role, participant.actor) for role, several in event.participants.items() for participant in several
    )
    return event.kind, event.type, event.status, parties


def _names(context: ArticleContext, event: Event) -> Iterator[str]:
    """The names of those who take part, which stay if an id changes."""
    for key in event.parties:
        actor = context.article.actors.get(key)
        yield key if actor is None or actor.name is None else actor.name


def _occasions(event: Event) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The keys by which later events find this one, and those by which it finds earlier ones.

    Two events share a key if they have the same day or other time, but not two times of that day; or if they have the
    same place, and one of them has no time. They also have the same things and casualties, or one of them has none;
    and a place in common, as strikes on one day may not have, or one of them has no place.
    """
    marks = _marks(event)
    shared = _sort(event)
    if event.type in _VAGUE:
        shared = (*shared, marks, frozenset(flatten(trigger.exact).casefold() for trigger in event.triggers))
    when = event.when.edtf if event.when and event.when.edtf != UNKNOWN else ""
    day, _, clock = when.partition("T")
    stored: list[tuple[object, ...]] = []
    compared: list[tuple[object, ...]] = []
    if when:
        stored = [(*shared, "at", day, clock), (*shared, "at", day, "any")]
        compared = [(*shared, "at", day, clock), (*shared, "at", day, "")] if clock else [(*shared, "at", day, "any")]
    places = dict.fromkeys(place.name.exact for place in event.places)
    if places:
        place = (*shared, "in", frozenset(places))
        stored.append((*place, bool(when)))
        compared += [(*place, False)] if when else [(*place, False), (*place, True)]
    return (
        [(*key, which, at) for key in stored for which in (marks, "any") for at in (*(places or [None]), _NOTHING)],
        [
            (*key, which, at)
            for key in compared
            for which in ((marks, _NOTHING) if marks else ("any",))
            for at in ((*places, None) if places else (_NOTHING,))
        ],
    )


_VAGUE: Final = ("other", "change")
"""Types of which two events may be quite different: they are alike only if they have the same triggers and things."""
_NOTHING: Final = frozenset[object]()


def _marks(event: Event) -> frozenset[object]:
    """The things and casualties of an event."""
    casualties = event.casualties if isinstance(event, Incident) else {}
    counts = {(harm, count.count) for harm, counts in casualties.items() for count in counts}
    return frozenset((*(thing.text.exact for things in event.things.values() for thing in things), *counts))


class _Chains:
    """The events of an article in chains of `same_as`, and which chains a relation connects."""

    def __init__(self, events: Mapping[str, Event]) -> None:
        self._first: dict[str, str] = {}
        every = [(key, name, others) for key, event in events.items() for name, others in event.relations.items()]
        links = [(key, name, other) for key, name, others in every for other in others]
        for key, name, other in links:
            if name == "same_as":
                self._first[self.head(key)] = self.head(other)
        self._pairs = {frozenset((self.head(key), self.head(other))) for key, _, other in links}

    def head(self, key: str) -> str:
        """Return the event that stands for the chain of an event."""
        while (before := self._first.get(key, key)) != key:
            key = self._first[key] = self._first.get(before, before)  # halves the way of the next walk
        return key

    def related(self, event: Event, other: Event) -> bool:
        """Return whether the two are in one chain, or a relation leads from the chain of one to that of the other."""
        heads = frozenset((self.head(event.id), self.head(other.id)))
        return len(heads) == 1 or heads in self._pairs
