"""NC401 and NC402: dates that do not exist, and intervals that end before they start."""

import re
from calendar import monthrange
from collections.abc import Iterator

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.models import edtf
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.rules.times.bounds import bounds, expressions


@rule("NC401", "nonexistent-date", ERROR, "a date does not exist")
def no_such_day(context: ArticleContext) -> Iterator[Finding]:
    """
    A date has the right form, but the month has fewer days: 31 April, or 29 February of an ordinary year.

    Example:
          {TALKS_ON_MONDAY}
        -     when: 2024-04-31 # <NC401>
        +     when: 2024-05-06
    """
    for path, text in expressions(context):
        if edtf.problem(text) != "nonexistent-date":
            continue
        for found in re.finditer(r"(\d{4})-(\d\d)-(\d\d)", text):
            last = monthrange(int(found[1]), int(found[2]))[1]
            if int(found[3]) > last:
                message = f"date {backticked(found[0])} does not exist: {found[1]}-{found[2]} has {last} days"
                hint = f"correct the day: `{found[1]}-{found[2]}-01` to `{found[1]}-{found[2]}-{last}`"
                yield Finding(path, message, part=found.span(), help=hint, arguments=(found[0],))


@rule(
    "NC402",
    "reversed-interval",
    ERROR,
    "an interval or a role ends before it starts",
    unsafe_fix="the ends of the interval in the other order",
)
def reversed_interval(context: ArticleContext) -> Iterator[Finding]:
    """
    An interval is written `start/end`; a role has its `start` before its `end`.

    Example:
          {TALKS_ON_MONDAY}
        -     when: 2024-05-07/2024-05-06 # <NC402>
        +     when: 2024-05-06/2024-05-07
    """
    for path, text in expressions(context):
        if edtf.problem(text) == "reversed":
            start, _, end = text.partition("/")
            fix = replacing(path, text, f"{end}/{start}")
            message = f"interval {backticked(text)} ends before it starts"
            yield Finding(path, message, help=f"write `{end}/{start}`", fixes=(fix,))
    for key, actor in context.local.items():
        for i, role in enumerate(actor.roles):
            begun, over = bounds(role.start), bounds(role.end)
            if begun and over and edtf.before(over, begun):
                path = ("actors", key, "roles", i)
                message = f"role {backticked(role.title.exact)} ends in {role.end}, before it starts in {role.start}"
                yield Finding(
                    (*path, "end"), message, related=(((*path, "start"), "the start"),), help="correct one of the dates"
                )
