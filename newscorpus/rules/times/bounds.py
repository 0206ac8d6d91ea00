"""The times of an article: what is written in EDTF, the days that it spans, and those of publication."""

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
    """Everything that is written in EDTF, with its path."""
    article = context.article
    if article.published is not None:
        yield ("published",), article.published
    if article.annotation is not None and article.annotation.date is not None:
        yield ("annotation", "date"), article.annotation.date
    for key, actor in context.local.items():
        for i, role in enumerate(actor.roles):
            for end in ("start", "end"):
                if (text := getattr(role, end)) is not None:
                    yield ("actors", key, "roles", i, end), text
    for path, when in whens(context):
        yield (*path, "edtf"), when.edtf


def bounds(text: str | None) -> Bounds | None:
    """As widely as it can be read; None if there is nothing, or no such day."""
    return None if text is None else edtf.bounds_of(text, fuzzy=True)


@lru_cache(maxsize=64)
def anywhere(time: Bounds) -> Bounds:
    """An instant with the days that people somewhere on Earth write then; anything else as it is."""
    if time.moment is None or time.moment.tzinfo is None:
        return time
    try:
        first, last = (time.moment.astimezone(timezone(timedelta(hours=hours))).date() for hours in (-12, 14))
    except OverflowError:  # on the first or the last day of all
        return time
    return attrs.evolve(time, earliest=first, latest=last)


def by_days(time: Bounds) -> Bounds:
    """Without the time of day: where a moment stands for something that lasts."""
    return time if time.moment is None else attrs.evolve(time, moment=None)


def publication_days(context: ArticleContext) -> Bounds | None:
    """The days of publication, from which words are counted."""
    found = bounds(context.article.published)
    return found and anywhere(found)


def days_around_publication(context: ArticleContext) -> Bounds | None:
    """The same, with a day on either side if no zone is given: a missile that Seoul reports on Wednesday is in the
    news of New York on Tuesday."""
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
