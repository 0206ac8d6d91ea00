"""NC401 and NC402: dates that do not exist, and intervals that end before they start."""

import re
from calendar import monthrange
from collections.abc import Iterator

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.models import edtf
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.rules.times.bounds import bounds, expressions


@rule("NC401", "nonexistent-date", ERROR, "no such day")
def no_such_day(context: ArticleContext) -> Iterator[Finding]:
    """
    A date has the right form, and yet the month has no such day: 31 April, or 29 February of an ordinary year.

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
                message, hint = f"no such day: {backticked(found[0])}", f"{found[1]}-{found[2]} has {last} days"
                yield Finding(path, message, part=found.span(), help=hint, arguments=(found[0],))


@rule("NC402", "reversed-interval", ERROR, "interval ends before it starts", unsafe_fix="start and end change places")
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
            message = f"it ends before it starts: {backticked(text)}"
            yield Finding(path, message, help=f"did you mean {end}/{start}?", fixes=(fix,))
    for key, actor in context.local.items():
        for i, role in enumerate(actor.roles):
            begun, over = bounds(role.start), bounds(role.end)
            if begun and over and edtf.before(over, begun):
                path = ("actors", key, "roles", i)
                message = f"{backticked(role.title)} ends in {role.end}, before it starts in {role.start}"
                yield Finding((*path, "end"), message, related=(((*path, "start"), "the start"),))
