"""NC409, NC410 and NC415: dates that contradict the quoted words, are more precise, or are left open."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked, replacing
from newscorpus.models import When, edtf
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.context import ArticleContext, well_formed, whens
from newscorpus.rules.date_ends import by_duration, by_ends, by_length, turned
from newscorpus.rules.dates import bounds, explain_words, meant, meets, readings, time_words
from newscorpus.rules.misdated import fitting_publication
from newscorpus.rules.published import ill_timed
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.languages import DATED
from newscorpus.text.meant_dates import is_to_come
from newscorpus.text.timex import Reading, minutes, to_edtf
from newscorpus.text.timex_words import Unit
from newscorpus.text.words import pattern, words_in

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule(
    "NC409",
    "date-contradicts-words",
    WARNING,
    "a date contradicts its words",
    unsafe_fix="the date of words that can mean one only: `yesterday`, `last month`, `from 6 to 8 July` "
    "(not `on Monday`, `this week`)",
    languages=DATED,
)
def words_against_date(context: ArticleContext) -> Iterator[Finding]:
    """
    The date contradicts the words: another weekday, another month, another year. Relative words such as `last Saturday`
    or `this week` are counted from `published`; weeks may begin on Monday or on Sunday, and are not the last seven
    days. `Tuesday night` is Tuesday, unless a time after midnight is given. An interval for `until 1 July` ends on that
    day (`../2024-07-01`), one for `since 1 July` begins on it (`2024-07-01/..`), and one with both ends for `from 6 to
    8 July` has these. An interval is not longer than the week or month that relative words mean. A time of day is
    compared with words such as `noon`, `evening` or `3 p.m.`, unless it is in UTC and they are in local time.

    Example:
          {TALKS_ON_MONDAY}
        -     when: {on Monday: 2024-05-07} # <NC409>
        +     when: {on Monday: 2024-05-06}
    """
    reported = {finding.path for _, _, finding in ill_timed(context)}
    for path, when, time, reading in readings(context):
        if path in reported or any(meets(time, days) for days in _days(when, reading)):
            continue
        if reading.relative and fitting_publication(context):
            continue  # that is NC423
        weekday = f" (a {_WEEKDAYS[time.earliest.weekday()]})" if time.earliest and time.earliest == time.latest else ""
        message = f"date {when.edtf}{weekday} contradicts the words {backticked(str(when.text or ''))}"
        hint: str | None = "correct the date, or write the words of the article that give it"
        fixes: tuple[ProposedFix, ...] = ()
        if reading.relative and not reading.night:
            hint, days = explain_words(context, when, reading), [to_edtf(days, reading.unit) for days in reading.spans]
            fixes = (replacing(path, when.edtf, days[0]),) if len(days) == 1 else ()
        yield Finding(path, message, help=hint, fixes=fixes)
        reported.add(path)
    parts = (_by_direction, _by_clock, _by_year, by_ends, by_length, by_duration)
    for finding in (each for part in parts for each in part(context)):
        if finding.path not in reported:
            reported.add(finding.path)
            yield finding


def _days(when: When, reading: Reading) -> Iterator[tuple[date, date]]:
    """Yield what a date may be: not the day after a night, unless it has a time; nor the last seven days as a week."""
    given = edtf.bounds(when.edtf)
    days = given.days if "/" in when.edtf else None
    is_unit = reading.relative and not reading.vague and reading.unit in (Unit.WEEK, Unit.MONTH)
    late = timedelta(1 if reading.night and not reading.clock and given.moment is None else 0)
    for first, last in reading.spans:
        rolls = is_unit and days is not None and days[1] - days[0] == last - first and days not in reading.spans
        if not rolls:
            yield first, last - late


def _by_direction(context: ArticleContext) -> Iterator[Finding]:
    """Yield the intervals that begin where the words say that they end, and the other way round."""
    for path, when in whens(context):
        meant = turned(when, context.article.language)
        if meant:
            message = f"date {when.edtf} contradicts the words {backticked(str(when.text))}"
            at = (*path, "edtf")
            yield Finding(at, message, help=f"write `{meant}`", fixes=(replacing(at, when.edtf, meant),))


def _by_clock(context: ArticleContext) -> Iterator[Finding]:
    """Yield the times of day that contradict the words."""
    for path, when in whens(context):
        moment = time.moment if (time := bounds(when.edtf)) else None
        words = str(when.text or "")
        meant = minutes(words, time_words(context)) if moment else None
        if moment is None or meant is None or not _is_local(moment, words):
            continue
        minute = moment.hour * 60 + moment.minute
        if not any(meant[0] <= minute + day <= meant[1] for day in (-_DAY, 0, _DAY)):
            message = f"time {moment:%H:%M} contradicts the words {backticked(words)}"
            yield Finding((*path, "edtf"), message, help="correct the time of day, or delete it")


_DAY: Final = 24 * 60
"""Minutes."""


def _by_year(context: ArticleContext) -> Iterator[Finding]:
    """Yield the dates in other years than those of their words that cannot be read: `between May and July 2020`."""
    language = time_words(context)
    for path, when in whens(context):
        words, time = str(when.text or ""), bounds(when.edtf)
        days = time.days if time else None
        if days is None or language.parse(words):
            continue
        parts = re.findall(r"\w+", words.lower())
        years = {int(part) for part in parts if _YEAR.fullmatch(part)}
        others = (part for part in parts if not part.isdecimal() and part not in _WITHIN)
        if not years or not all(map(language.is_date_name, others)):
            continue
        first, last = days[0].year, days[1].year
        if last < min(years) or max(years) < first:
            (*_, year), is_one = sorted(years), first == last and len(years) == 1
            message = f"date {when.edtf} contradicts the words {backticked(words)}"
            better = when.edtf.replace(f"{first:04}", f"{year}")
            hint = f"write `{better}`" if is_one and edtf.is_edtf(better) else "correct the date"
            yield Finding((*path, "edtf"), message, help=hint)


_YEAR: Final = pattern("(?:19|20)[0-9]{2}")
_WITHIN: Final = words_in("between and from to till until through in on of the during early mid late")
"""Words beside the days, months and years of an interval, none of which leads out of it."""


def _is_local(moment: datetime, words: str) -> bool:
    """Whether a time has the time zone of its words, which is that of the place, unless they name UTC."""
    offset = moment.utcoffset()
    return offset is None or bool(offset) is not bool(re.search(r"\b(?:gmt|utc)\b", words.lower()))


@rule(
    "NC410",
    "date-finer-than-words",
    WARNING,
    "a date is finer than its words",
    unsafe_fix="the date that the words give",
    languages=DATED,
)
def date_finer_than_words(context: ArticleContext) -> Iterator[Finding]:
    """
    What the article does not say is not annotated: `last year` is a year, even if the day is known from elsewhere, and
    `on Monday` has no time of day. If the article does say it, quote the words that do. Intervals within a year, month
    or week are not judged.

    Example:
          text: Anna Berg met Carl Dahl in Oslo last year.
          events:
            talks:
              kind: event
              type: other
        -     when: {last year: 2023-11-14} # <NC410>
        +     when: {last year: 2023}
              evidence:
                - Anna Berg met Carl Dahl in Oslo last year
    """
    for path, when, time, reading in readings(context):
        if reading.vague or "/" in when.edtf or time.days is None:
            continue
        exact = edtf.bounds(when.edtf)
        around = [days for days in reading.spans if meets(exact, days)]
        timed = exact.moment is not None and not reading.clock
        if around and (timed or (reading.unit > Unit.DAY and all(_contain(days, exact.days) for days in around))):
            every = [to_edtf(days, reading.unit) for days in sorted(around)]
            unit = reading.unit.name.lower()
            title = f"write {' or '.join(map(backticked, every))}, or quote the words that say more"
            fixes = (ProposedFix(title, (SetValue(path, every[0]),)),) if len(every) == 1 else ()
            message = f"date {when.edtf} is finer than the words {backticked(str(when.text or ''))}, a {unit}"
            yield Finding(path, message, help=title, fixes=fixes)


def _contain(days: tuple[date, date], given: tuple[date, date] | None) -> bool:
    """Whether days contain the given ones and more."""
    return given is not None and days[0] <= given[0] and given[1] <= days[1] and days != given


@rule(
    "NC415",
    "readable-time-unknown",
    HINT,
    "a time is `unknown`, but its words give a date",
    unsafe_fix="the date that the words give",
    languages=DATED,
)
def readable_time_unknown(context: ArticleContext) -> Iterator[Finding]:
    """
    `on Tuesday`, `last month` or `in April` give a date, counted from `published`: the last such day until then, or the
    next one for what is `planned`, or `possible` without words such as `may have attacked`. `unknown` is for words that
    give none: `recently`, `some day`.

    Example:
          {TALKS_ON_MONDAY}
        -     when: {on Monday: unknown} # <NC415>
        +     when: {on Monday: 2024-05-06}
    """
    for path, when in whens(context):
        event = context.article.events.get(str(path[1])) if path[0] == "events" else None
        if when.edtf != UNKNOWN or when.text is None or not well_formed(context, *path):
            continue
        if event and (event.status == "generic" or context.is_broken(*path[:2], "status")):
            continue
        words = when.text.exact
        said = next((quote.exact for quote in event.evidence if words in quote.exact), "") if event else ""
        is_open = event is not None and event.status in ("planned", "possible")
        to_come = event is not None and is_open and is_to_come(event.status, said, context.article.language)
        if meaning := meant(context, words, to_come=to_come):
            message = f"time is `unknown`, but {backticked(words)} gives {meaning.listed}"
            at = (*path, "edtf")
            fixes = (replacing(at, UNKNOWN, meaning.dates[0]),) if len(meaning.dates) == 1 else ()
            counted = f", counted from {context.article.published}" if meaning.counted else ""
            hint = f"write {meaning.listed}: {backticked(words)}{counted}"
            yield Finding(at, message, help=hint, fixes=fixes)
