"""NC423 and NC424: a day of publication that all times contradict in the same way, or that is missing."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.models import When
from newscorpus.models.edtf import Bounds, day_of
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.context import ArticleContext, memoized, whens
from newscorpus.rules.dates import anywhere, bounds, meets, readings
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.languages import DATED
from newscorpus.text.meant_dates import dates_meant
from newscorpus.text.timex import Reading
from newscorpus.text.timex_words import Unit
from newscorpus.text.words import pattern

_FEWEST: Final = 3
"""Times that must contradict the publication."""
_NEAR: Final = 6
"""Days from the publication within which a time contradicts no word."""
_YEARS: Final = (1, -1, 2, -2, 3, -3, 10, -10)
"""By how many years a slip is likely to be off."""
_DAY: Final = len("2024-05-06")
_MONTH: Final = len("2024-05")


@rule(
    "NC424",
    "no-publication-date",
    WARNING,
    "a time is given in words, and the article has no `published`",
    languages=DATED,
)
def no_publication_date(context: ArticleContext) -> Iterator[Finding]:
    """
    `on Monday` is a date only if it is known when the article appeared. Without `published`, the dates of such words
    are not checked. Words with a year of their own need none.

    Example:
          format: newscorpus/1
          id: example
          language: en
        + published: 2024-05-08
          text: It rained on Monday.
          events:
            rain:
              kind: incident
              type: disaster
        -     when: {on Monday: 2024-05-06} # <NC424>
        +     when: {on Monday: 2024-05-06}
              evidence: It rained on Monday
    """
    if context.article.published is not None or context.is_broken("published"):
        return
    for path, when in whens(context):
        words = when.text.exact if when.text else ""
        if not words or when.edtf == UNKNOWN or _YEAR.search(words) or context.is_broken(*path):
            continue
        message = f"the date of {backticked(words)} is not checked, since the article has no `published`"
        yield Finding(path, message, at_key=True, help="add `published: YYYY-MM-DD`, the day on which it appeared")
        return


@rule(
    "NC423",
    "publication-unlike-times",
    WARNING,
    "nearly all times contradict the day of publication, and fit another one",
    unsafe_fix="the day that the times fit",
    languages=DATED,
)
def publication_unlike_times(context: ArticleContext) -> Iterator[Finding]:
    """
    `on Monday`, `last month` or `tomorrow` are counted from `published`. If at least three of them have dates of
    another year, and all fit the same day of that year, `published` has a slip; so it has if they fit the date with day
    and month swapped.

    Example:
        - published: 2023-05-08 # <NC423>
        + published: 2024-05-08
          text: Anna Berg will meet Carl Dahl on Monday. Dora Eide will come tomorrow. The road will open next month.
          events:
            talks:
              kind: event
              type: other
              status: planned
              when: {on Monday: 2024-05-13}
              evidence:
                - Anna Berg will meet Carl Dahl on Monday
            arrival:
              kind: event
              type: other
              status: planned
              when: {tomorrow: 2024-05-09}
              evidence:
                - Dora Eide will come tomorrow
            opening:
              kind: event
              type: other
              status: planned
              when: {next month: 2024-06}
              evidence:
                - The road will open next month
    """
    for better in fitting_publication(context):
        published = str(context.article.published)
        message = f"published on {published}, but the times of the article fit {better}"
        fixes = (ProposedFix(f"write `published: {better}`", (SetValue(("published",), better),)),)
        yield Finding(("published",), message, help=f"write `published: {better}`, or correct the times", fixes=fixes)


@memoized
def fitting_publication(context: ArticleContext) -> Iterator[str]:
    """Yield the publication that all times fit, if they fit the given one in no more than one case."""
    published, given = bounds(context.article.published), context.article.published or ""
    if published is None or published.earliest is None or published.earliest != published.latest or len(given) < _DAY:
        return
    if sum(when.edtf[:_MONTH] != given[:_MONTH] for _, when in whens(context) if when.text) < _FEWEST:
        return  # the usual case: a slip changes the month or the year
    times = [(when, time) for _, when in whens(context) if when.text and (time := bounds(when.edtf)) is not None]
    if sum(_is_far(time, published.earliest) for _, time in times) < _FEWEST:
        return
    counted = (reading for reading in readings(context) if _is_counted(reading[-1]))
    if (
        published.moment is None
        and sum(any(meets(time, days) for days in reading.spans) for _, _, time, reading in counted) > 1
    ):
        return  # the usual case, which costs little, since the words are read for all rules
    tag = context.article.language
    fits = list[bool]()
    for when, time in times:
        fit = _fits(when, time, given, tag)
        fits += [fit] if fit is not None else []
        if fits.count(True) > 1:
            return  # the usual case
    if fits.count(False) < _FEWEST:
        return
    for better in _slips(given):
        every = [fit for when, time in times if (fit := _fits(when, time, better, tag)) is not None]
        if all(every) and len(every) >= len(fits):
            yield better
            return


def _is_counted(reading: Reading) -> bool:
    """Whether words mean the same spans wherever they are looked for, all of them and as they are."""
    return reading.relative and not reading.night and not reading.vague and reading.unit is not Unit.WEEKEND


def _is_far(time: Bounds, day: date) -> bool:
    first, last = time.earliest or day, time.latest or day
    return (first - day).days > _NEAR or (day - last).days > _NEAR


def _fits(when: When, time: Bounds, published: str, tag: str | None) -> bool | None:
    """Whether a time is what its words mean, counted from a publication; None if they are not, or cannot be read."""
    words = str(when.text or "")
    readings = [dates_meant(words, tag, day_of(published), to_come=to_come) for to_come in (False, True)]
    relative = [reading for reading in readings if reading and reading.counted]
    if not relative or _YEAR.search(words):
        return None
    spans = [span for reading in relative for day in reading.dates if (span := bounds(day)) is not None]
    return any(_meet(anywhere(time), span) for span in spans)


_YEAR: Final = pattern(r"(?<!\d)\d{4}(?!\d)")
"""A year: what has one does not count from the publication."""


def _meet(time: Bounds, other: Bounds) -> bool:
    first, last = (other.earliest, time.earliest), (time.latest, other.latest)
    return all(a is None or b is None or a <= b for a, b in zip(first, last, strict=True))


def _slips(published: str) -> Iterator[str]:
    """Yield the days of publication of which the given one may be a slip."""
    day, rest = published[:_DAY], published[_DAY:]
    year, month, number = day.split("-")
    for better in [f"{int(year) + years:04}-{month}-{number}" for years in _YEARS] + [f"{year}-{number}-{month}"]:
        if better != day and (days := bounds(better)) and days.earliest:
            yield better + rest
