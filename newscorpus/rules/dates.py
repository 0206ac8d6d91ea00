"""NC401 and NC402: dates that do not exist or are reversed; the times of an article, and what words of `when` mean."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta, timezone
from functools import lru_cache

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models import When, edtf
from newscorpus.models.edtf import Bounds, day_of
from newscorpus.rules.context import ArticleContext, memoized, once, whens
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.text.meant_dates import Meant, dates_meant
from newscorpus.text.timex import Reading, read, to_edtf
from newscorpus.text.timex_words import Language, language_of


@memoized
def expressions(context: ArticleContext) -> Iterator[tuple[Path, str]]:
    """Yield all EDTF expressions with their paths."""
    article = context.article
    if article.published is not None:
        yield ("published",), article.published
    for field in ("date", "reviewed"):
        if (day := getattr(article.annotation, field, None)) is not None:
            yield ("annotation", field), day
    for key, actor in context.local.items():
        for i, role in enumerate(actor.roles):
            for end in ("start", "end"):
                if (text := getattr(role, end)) is not None:
                    yield ("actors", key, "roles", i, end), text
    for path, when in whens(context):
        yield (*path, "edtf"), when.edtf


def bounds(text: str | None) -> Bounds | None:
    """Return the widest bounds of an EDTF expression.

    None without an expression, or if there is no such day.
    """
    return None if text is None else edtf.bounds_of(text, fuzzy=True)


@lru_cache(maxsize=64)
def anywhere(time: Bounds) -> Bounds:
    """Extend an instant to its days in all time zones; keep other bounds."""
    if time.moment is None or time.moment.tzinfo is None:
        return time
    try:
        first, last = (time.moment.astimezone(timezone(timedelta(hours=hours))).date() for hours in (-12, 14))
    except OverflowError:  # beyond the years 1 to 9999
        return time
    return time._replace(earliest=first, latest=last)


def by_days(time: Bounds) -> Bounds:
    """Return bounds without the time of day, for what lasts longer than a moment."""
    return time if time.moment is None else time._replace(moment=None)


def publication_days(context: ArticleContext) -> Bounds | None:
    """Return the days of publication, from which relative expressions are counted."""
    published = bounds(context.article.published)
    return published and anywhere(published)


def days_around_publication(context: ArticleContext) -> Bounds | None:
    """Return the days of publication, without a time zone with a day on either side.

    A missile that Seoul reports on Wednesday is in the news of New York on Tuesday.
    """
    published = publication_days(context)
    return published and _nearby(published)


@lru_cache(maxsize=64)
def _nearby(published: Bounds) -> Bounds:
    if published.moment is not None or published.days is None:
        return published
    (first, last), day = published.days, timedelta(1)
    return Bounds(first - day if first > date.min else date.min, last + day if last < date.max else date.max)


@memoized
def readings(context: ArticleContext) -> Iterator[tuple[Path, When, Bounds, Reading]]:
    """Yield the times whose words can be read: path, `when`, bounds, reading."""
    language = language_of(context.language)
    published = publication_days(context)
    today = published.days if published else None
    for path, when in whens(context) if language else ():
        time = bounds(when.edtf)
        time = anywhere(time) if time else None
        if language is None or when.text is None or time is None or time.earliest is None:
            continue
        if reading := read(when.text.exact, language, today, time.earliest):
            yield (*path, "edtf"), when, time, reading


def time_words(context: ArticleContext) -> Language:
    """Return the words of times of the language, for rules of languages that have some."""
    language = language_of(context.language)
    assert language is not None
    return language


def meant(context: ArticleContext, words: str, *, to_come: bool | None) -> Meant | None:
    """Return the dates that words of the article can mean: see `dates_meant`."""
    article = context.article
    return dates_meant(words, article.language, day_of(article.published), to_come=to_come)


def meets(time: Bounds, days: tuple[date, date]) -> bool:
    """Return whether a time and a span of days have a day in common."""
    over, to_come = time.latest and time.latest < days[0], time.earliest and days[1] < time.earliest
    return not (over or to_come)


def explain_contradiction(context: ArticleContext, path: Path) -> str | None:
    """Return a sentence that explains the words at `path` if they contradict its date."""
    by_path = _by_path(context)
    if path not in by_path:
        return None
    when, time, reading = by_path[path]
    contradicts = reading.relative and not any(meets(time, days) for days in reading.spans)
    return explain_words(context, when, reading) if contradicts else None


@once
def _by_path(context: ArticleContext) -> dict[Path, tuple[When, Bounds, Reading]]:
    """The times whose words can be read, by their paths."""
    return {path: (when, time, reading) for path, when, time, reading in readings(context)}


def explain_words(context: ArticleContext, when: When, reading: Reading) -> str:
    """Return a sentence that explains relative words."""
    meant = "` or `".join(to_edtf(days, reading.unit) for days in sorted(reading.spans))
    return f"write `{meant}`: {backticked(str(when.text or ''))}, counted from {context.article.published}"


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
        for match in re.finditer(r"(\d{4})-(\d\d)-(\d\d)", text):
            last = monthrange(int(match[1]), int(match[2]))[1]
            if int(match[3]) > last:
                message = f"date {backticked(match[0])} does not exist: {match[1]}-{match[2]} has {last} days"
                hint = f"correct the day: `{match[1]}-{match[2]}-01` to `{match[1]}-{match[2]}-{last}`"
                yield Finding(path, message, part=match.span(), help=hint, arguments=(match[0],))


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
