"""The times of an article: its EDTF expressions, the days that they span, and the days of publication."""

from collections.abc import Iterator
from datetime import date, timedelta, timezone
from functools import lru_cache

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.models import edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, memoized, whens


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
    return attrs.evolve(time, earliest=first, latest=last)


def by_days(time: Bounds) -> Bounds:
    """Return bounds without the time of day, for what lasts longer than a moment."""
    return time if time.moment is None else attrs.evolve(time, moment=None)


def publication_days(context: ArticleContext) -> Bounds | None:
    """Return the days of publication, from which relative expressions are counted."""
    found = bounds(context.article.published)
    return found and anywhere(found)


def days_around_publication(context: ArticleContext) -> Bounds | None:
    """Return the days of publication, without a time zone with a day on either side.

    A missile that Seoul reports on Wednesday is in the news of New York on Tuesday.
    """
    found = publication_days(context)
    return found and _nearby(found)


@lru_cache(maxsize=64)
def _nearby(found: Bounds) -> Bounds:
    if found.moment is not None:
        return found
    assert found.earliest is not None
    assert found.latest is not None
    day = timedelta(1)
    return Bounds(
        found.earliest - day if found.earliest > date.min else date.min,
        found.latest + day if found.latest < date.max else date.max,
    )
