"""NC406 to NC408: relations that contradict the times of the events."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event, edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.dates import bounds, by_days
from newscorpus.rules.published import ill_timed
from newscorpus.rules.rule import ERROR, Finding, rule

_REAL = ("occurred", "ongoing", "alleged")
"""Statuses whose time is that of the event, not of a plan."""
_CAUSES = ("caused_by", "enabled_by", "prevented_by")
_TIMED = (*_CAUSES, "after", "part_of")
"""Relations that restrict the times of both events."""


class _Pair(NamedTuple):
    """An event and another to which it is related; the time of neither contradicts its status."""

    path: Path
    relation: str
    event: Event
    other: Event
    time: Bounds
    other_time: Bounds

    def finding(self, message: str, hint: str | None = None) -> Finding:
        """Make a finding at the relation that shows both times."""
        times = ((("events", event.id, "when"), _given(event)) for event in (self.event, self.other))
        return Finding(self.path, message, related=tuple(times), help=hint)


def _given(event: Event) -> str:
    return event.when.edtf if event.when else ""


def _named(event: Event) -> str:
    return f"{backticked(event.id)} ({_given(event)})"


@memoized
def _pairs(context: ArticleContext) -> Iterator[_Pair]:
    """Yield the pairs of events with a relation in `_TIMED`, except those that other rules report."""
    suspect = {key for _, key, _ in ill_timed(context)}
    sound = dict[str, tuple[Event, Bounds]]()
    for key, event in context.article.events.items():
        time = bounds(event.when.edtf) if event.when else None
        if time and key not in suspect and not context.is_broken("events", key, "status"):
            sound[key] = event, time
    for key, (event, time) in sound.items():
        for relation in _TIMED if event.relations else ():
            for i, target in enumerate(event.relations.get(relation, ())):
                if target in sound:
                    path: Path = ("events", key, "relations", relation, i)
                    yield _Pair(path, relation, event, sound[target][0], time, sound[target][1])


@memoized
def _effects_before_causes(context: ArticleContext) -> Iterator[_Pair]:
    """Yield the pairs of an effect and a later cause.

    Only real events are causes, since plans, possibilities and cancellations have effects before their day.
    """
    seen = set()
    for pair in _pairs(context):
        if pair.relation not in _CAUSES:
            continue
        effects: tuple[str, ...] = (*_REAL, "planned", "possible")
        if pair.relation == "prevented_by":
            effects = (*effects, "cancelled", "postponed", "refused", "failed", "negated")
        both = pair.event.id, pair.other.id
        is_real = pair.event.status in effects and pair.other.status in _REAL
        if is_real and both not in seen and (edtf.before(pair.time, pair.other_time) or _began_before(pair)):
            seen.add(both)
            yield pair


def _began_before(pair: _Pair) -> bool:
    """Whether an event that goes on, or went on, began before the other one did, by their days."""
    first, slash, _ = _given(pair.event).partition("/")
    begun = bounds(first) if slash and pair.event.status in _REAL and pair.other.status in _REAL else None
    return begun is not None and edtf.before(begun, pair.other_time)


@rule("NC406", "after-later-event", ERROR, "an event comes after one that begins when it is over")
def after_what_is_later(context: ArticleContext) -> Iterator[Finding]:
    """
    `after` belongs to the later of two events. If the first is certainly over before the other begins, or began before
    it, the relation is on the wrong one, or a date is wrong. Times for which something was only meant are not compared.

    Example:
          {FESTIVAL_AND_TALKS}
        -     when: 2024-05-06
        +     when: 2024-05-08
              relations: {after: festival} # <NC406>
    """
    reported = {(pair.event.id, pair.other.id) for pair in _effects_before_causes(context)}
    timed = (*_REAL, "planned")
    for pair in _pairs(context):
        event, other = pair.event, pair.other
        are_timed = event.status in timed and other.status in timed
        if pair.relation != "after" or not are_timed or (event.id, other.id) in reported:
            continue
        is_over = edtf.before(pair.time, pair.other_time)
        if is_over or _began_before(pair):
            how = "is over before it begins" if is_over else "began before it"
            message = f"event {_named(event)} is `after` {_named(other)}, but {how}"
            yield pair.finding(
                message,
                f"correct a date; or write `relations: {{after: {event.id}}}` at {backticked(other.id)} instead",
            )


@rule("NC407", "part-outside-whole", ERROR, "a part takes place outside the time of its whole")
def part_outside_whole(context: ArticleContext) -> Iterator[Finding]:
    """
    A part takes place while the whole does. It may begin earlier or end later, but not lie outside altogether, nor
    reach beyond the whole at both ends. Times that are approximate or uncertain are wider by one unit. Often the
    whole's time is that of one of its parts, and should be an interval.

    Example:
          {FESTIVAL_AND_TALKS}
        -     when: 2024-05-06
        +     when: 2024-05-07
              relations: {part_of: festival} # <NC407>
    """
    for pair in _pairs(context):
        real = pair.event.status in _REAL
        if pair.relation != "part_of" or not (real or pair.event.status in ("planned", "possible")):
            continue
        if pair.other.status not in (_REAL if real else (*_REAL, "planned")):
            continue  # a whole that did not occur: see NC511
        part, whole = by_days(pair.time), by_days(pair.other_time)
        early, late = edtf.before(part, whole), edtf.before(whole, part)
        if early or late:
            where = "over before it begins" if early else "begins when it is over"
            message = f"event {_named(pair.event)} is part of {_named(pair.other)}, but {where}"
            yield pair.finding(message, "correct a date, write the whole as an interval, or delete the relation")
        elif _is_longer(pair):
            message = f"event {_named(pair.event)} is part of {_named(pair.other)}, but begins earlier and ends later"
            yield pair.finding(message, "turn the relation around, or correct a date")


def _is_longer(pair: _Pair) -> bool:
    """Whether a part is given by its first and last day, between which the whole begins and ends."""
    first, slash, last = _given(pair.event).partition("/")
    part, whole = pair.time, pair.other_time
    if not slash or len(first) != len(last) or len(first) != _DAY or whole.days is None:
        return False
    return f"{part.earliest}" == first < f"{whole.earliest}" and f"{whole.latest}" < last == f"{part.latest}"


_DAY: Final = len("2024-05-06")


@rule("NC408", "effect-before-cause", ERROR, "an effect is over before its cause begins")
def effect_before_cause(context: ArticleContext) -> Iterator[Finding]:
    """
    What causes, enables or prevents something does not begin when that is over, or has begun. Plans, possibilities and
    what was called off are no such causes: their effects come before the day for which they are meant.

    Example:
          {FESTIVAL_AND_TALKS}
        -     when: 2024-05-06
        +     when: 2024-05-08
              relations: {caused_by: festival} # <NC408>
    """
    words = {"caused_by": "caused", "enabled_by": "enabled", "prevented_by": "prevented"}
    for pair in _effects_before_causes(context):
        how = "is over before it" if edtf.before(pair.time, pair.other_time) else "began before it"
        message = f"event {_named(pair.event)} is {words[pair.relation]} by {_named(pair.other)}, but {how}"
        yield pair.finding(message, "correct a date, or delete the relation")
