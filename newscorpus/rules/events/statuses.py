"""NC507, NC508 and NC511: statuses that contradict those of related events."""

from collections.abc import Iterator

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.context import ArticleContext, well_formed_events, well_formed_targets
from newscorpus.rules.rule import ERROR, Finding, rule

REAL = frozenset({"occurred", "ongoing"})
"""Statuses of what took place or is taking place."""

UNREAL = frozenset({"planned", "possible", "postponed", "cancelled", "refused", "negated"})
"""Statuses of what did not take place, at least not yet. Others are uncertain: parts of a failed attempt took place, an
alleged event may have, and a generic event is not a single one."""

CALLED_OFF = frozenset({"cancelled", "postponed", "refused", "failed"})


@rule("NC507", "prevented-but-occurred", ERROR, "an event was prevented, but occurred or is ongoing")
def prevented_yet_real(context: ArticleContext) -> Iterator[Finding]:
    """
    What was prevented did not take place. The status is `occurred` where none is given. What might still prevent an
    event, or failed to, says nothing against it.

    Example:
          {ACTORS}

          events:
            talks:
              kind: meeting
              type: talks
        +     status: cancelled
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg could not meet Carl Dahl
              relations: {prevented_by: storm} # <NC507>
            storm:
              kind: incident
              type: disaster
              evidence:
                - the storm
          text: Anna Berg could not meet Carl Dahl because of the storm.
    """
    for key, event in well_formed_events(context):
        if event.status not in REAL:
            continue
        for i, other, cause in well_formed_targets(context, key, "prevented_by"):
            if cause.status in REAL and other != key:
                path: Path = ("events", key, "relations", "prevented_by", i)
                message = f"event {backticked(key)} {_was(event.status)}, but is `prevented_by: {other}`"
                hint = "write `status: cancelled`, `possible`, `failed` or `negated`, or delete the relation"
                yield Finding(path, message, help=hint)


@rule("NC508", "replaces-active-event", ERROR, "an event replaces one that was not called off")
def replaces_valid_event(context: ArticleContext) -> Iterator[Finding]:
    """
    An event takes the place of one that was called off (cancelled, postponed, refused) or failed. What merely comes
    later, or changes what another brought about (a new law), is `after` it, or `about` it.

    Example:
          {ACTORS}

          events:
            monday:
              kind: meeting
              type: talks
        -     status: planned
        +     status: cancelled
              participants: {participant: [anna, carl]}
              evidence:
                - to meet Carl Dahl on Monday
            sunday:
              kind: meeting
              type: talks
              status: planned
              participants: {participant: [anna, carl]}
              evidence:
                - they meet a day earlier
              relations: {replaces: monday} # <NC508>
          text: Anna Berg was to meet Carl Dahl on Monday. Now they meet a day earlier.
    """
    for key, event in context.article.events.items():
        for i, other, replaced in well_formed_targets(context, key, "replaces"):
            if replaced.status in CALLED_OFF | {"negated", "generic"} or event.status == "generic" or other == key:
                continue
            path: Path = ("events", key, "relations", "replaces", i)
            message = (
                f"event {backticked(key)} replaces {backticked(other)}, which was not called off but {replaced.status}"
            )
            hint = f"write `status: cancelled`, `postponed`, `refused` or `failed` at `{other}`; or write `after`"
            if event.status in CALLED_OFF:
                hint = f"turn it round: write `replaces: {key}` at `{other}`, as it takes the place of that"
            yield Finding(path, message, related=((("events", other), "the replaced event"),), help=hint)


@rule("NC511", "part-without-whole", ERROR, "a part occurred, but its whole did not")
def part_without_whole(context: ArticleContext) -> Iterator[Finding]:
    """
    Where a part took place, or is under way, the whole has at least begun. What was done to prepare an event is no part
    of it: it comes before, enables or is about it.

    Example:
          {ACTORS}

          events:
            visit:
              kind: meeting
              type: visit
        -     status: cancelled
              participants: {visitor: anna, host: carl}
              evidence:
                - Anna Berg’s visit
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
              evidence:
                - talks with Carl Dahl
              relations: {part_of: visit} # <NC511>
          text: Anna Berg’s visit brought talks with Carl Dahl.
    """
    for key, event in well_formed_events(context):
        if event.status not in REAL:
            continue
        for i, other, whole in well_formed_targets(context, key, "part_of"):
            if whole.status in UNREAL:
                path: Path = ("events", key, "relations", "part_of", i)
                message = f"event {backticked(key)} {_was(event.status)}, but is part of {backticked(other)}"
                message += f", which is {whole.status}"
                hint = "correct one status, or write `after`, `enabled_by` or `about` instead of `part_of`"
                yield Finding(path, message, related=((("events", other), "the whole"),), help=hint)


def _was(status: str) -> str:
    return "is ongoing" if status == "ongoing" else status
