"""Intervals that contradict the ends, or the length, of what their words mean: parts of NC409."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.models import When, edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, whens
from newscorpus.rules.dates import bounds, meets, publication_days, readings, time_words
from newscorpus.rules.rule import Finding
from newscorpus.text.meaning import in_digits
from newscorpus.text.timex import Reading, ends_of, read, to_edtf
from newscorpus.text.timex_words import Kind, Language, Unit, language_of
from newscorpus.text.words import pattern, pattern_in

_OPEN: Final = ("", "..")


def by_ends(context: ArticleContext) -> Iterator[Finding]:
    """Yield the intervals that begin or end at another time than their words: `from 6 to 8 October`."""
    language, published = time_words(context), publication_days(context)
    days = published.days if published else None
    for path, when in whens(context):
        start, slash, end = when.edtf.partition("/")
        time = bounds(when.edtf)
        if not slash or time is None or when.text is None:
            continue
        named = ends_of(when.text.exact, language, context.article.language)
        if named is None:
            continue
        begin = bounds(start) if start not in _OPEN else None
        first = _corrected(named.first, start, language, days, None)
        last = _corrected(named.last, end, language, days, begin, is_last=True, before=named.before)
        if first is None and last is None:
            continue
        better = f"{first or start}/{last or end}"
        at, is_sound = (*path, "edtf"), edtf.is_edtf(better) and edtf.problem(better) is None
        message = f"date {when.edtf} contradicts the words {backticked(when.text.exact)}"
        hint = f"write `{better}`" if is_sound else "correct the date, or write the words of the article that give it"
        yield Finding(at, message, help=hint, fixes=(replacing(at, when.edtf, better),) if is_sound else ())


def _corrected(
    words: str | None,
    value: str,
    language: Language,
    days: tuple[date, date] | None,
    begin: Bounds | None,
    *,
    is_last: bool = False,
    before: bool = False,
) -> str | None:
    """What the words of one end mean, if its value is another time; None if it is not, or not known to be.

    Args:
        words: Those of the end; None if it has none.
        value: Its EDTF expression.
        language: The table to read words with.
        days: The days of publication, if they are known.
        begin: The time at which the interval begins, for its end.
        is_last: Whether it is the end.
        before: Whether the interval ends before the day of the words.
    """
    given = bounds(value) if words is not None and value not in _OPEN else None
    if words is None or given is None or given.earliest is None:
        return None
    near = begin.earliest if is_last and begin and begin.earliest else given.earliest
    reading = read(words, language, days, near)
    if reading is None or _is_meant(given, reading, before=before):
        is_free = (is_last and begin is None) or (not is_last and _names_weekday(words, language))
        if not (is_free and days and _is_far(given, words, language, days, before=before)):
            return None
        reading = _next(words, language, days, days[0] - timedelta(0 if is_last else 6))
    return to_edtf(reading.spans[0], reading.unit) if reading else None


def _names_weekday(words: str, language: Language) -> bool:
    """Whether words are a day of the week alone: `since Monday` is since the last one."""
    return set(language.parse(words) or ()) == {Kind.WEEKDAY}


def _is_far(given: Bounds, words: str, language: Language, days: tuple[date, date], *, before: bool) -> bool:
    """Whether an end without a beginning is another day than the last or next one that the words mean."""
    ends = [_next(words, language, days, day) for day in (days[0], days[0] - timedelta(6), days[0] - timedelta(200))]
    return not any(_is_meant(given, end, before=before) for end in ends if end)


def _next(words: str, language: Language, days: tuple[date, date], day: date) -> Reading | None:
    """What words mean from a day on: of a month without a year, the next one that is not over."""
    reading = read(words, language, days, day)
    later = tuple(span for span in reading.spans if span[1] >= day) if reading else ()
    return reading._replace(spans=later) if reading and later and not reading.relative else reading


def _is_meant(given: Bounds, reading: Reading, *, before: bool) -> bool:
    """Whether one end of an interval is what its words mean: of a day or month without a year, the next one."""
    spans = reading.spans if reading.relative else reading.spans[:1]
    early = timedelta(1 if before else 0)
    return any(meets(given, (first - early, last)) for first, last in spans)


def turned(when: When, tag: str | None) -> str | None:
    """Return the interval that words mean if it begins where the words say that it ends, or the other way round."""
    start, _, end = when.edtf.partition("/")
    language = language_of(tag)
    if language is None or when.text is None or (start, end).count("..") != 1:
        return None
    named = ends_of(_AFTER.sub("since ", when.text.exact), language, tag)
    words = None if named is None or None not in named[:2] else named.last if end == ".." else named.first
    day, meant = (start, f"../{start}") if end == ".." else (end, f"{end}/..")
    time = bounds(day) if words is not None else None
    reading = read(words, language, None, time.earliest) if words is not None and time and time.earliest else None
    return meant if time and reading and any(meets(time, days) for days in reading.spans) else None


_AFTER: Final = pattern(r"\Aafter ", re.IGNORECASE)


def by_length(context: ArticleContext) -> Iterator[Finding]:
    """Yield the intervals that reach out of the week, month or day that relative words mean: `last week`."""
    for path, when, time, reading in readings(context):
        start, slash, end = when.edtf.partition("/")
        if not slash or start in _OPEN or end in _OPEN or reading.vague or reading.clock or "~" in when.edtf:
            continue
        is_day = reading.unit is Unit.DAY and len(start) == len(end) == _LENGTH
        if is_day and not any({start, end} & {f"{a}", f"{b}"} for a, b in reading.spans):
            message = f"date {when.edtf} neither begins nor ends on the day of {backticked(str(when.text or ''))}"
            yield Finding(path, message, help="correct the end that the words name, or write the words that give both")
            continue
        if not reading.relative:
            continue  # what began `in September` may have gone on
        first, last = min(a for a, _ in reading.spans), max(b for _, b in reading.spans)
        is_within = time.days is not None and first <= time.days[0] and time.days[1] <= last
        if not any(meets(time, days) for days in reading.spans) or is_within:
            continue
        listed = [to_edtf(days, reading.unit) for days in sorted(reading.spans)]
        message = f"date {when.edtf} is longer than the words {backticked(str(when.text or ''))}"
        fixes = (replacing(path, when.edtf, listed[0]),) if len(listed) == 1 else ()
        yield Finding(path, message, help=f"write {' or '.join(map(backticked, listed))}", fixes=fixes)


_LASTING: Final = pattern_in("en", "lasting", re.IGNORECASE)
_DAYS: Final = {"day": 1, "week": 7}


def by_duration(context: ArticleContext) -> Iterator[Finding]:
    """Yield the intervals that last longer or shorter than their words: `two-day`, `four days of talks`."""
    for path, when in whens(context) if context.language == "en" else ():
        length, time = _LASTING.match(when.text.exact) if when.text else None, bounds(when.edtf)
        start, slash, end = when.edtf.partition("/")
        if length is None or time is None or not slash or len(start) != _LENGTH or len(end) != _LENGTH:
            continue
        count = in_digits(length[1])
        if count is None or time.days is None:
            continue
        lasts, meant = (time.days[1] - time.days[0]).days + 1, int(count) * _DAYS[length[2].lower()]
        if abs(lasts - meant) > 1:
            message = f"date {when.edtf} lasts {lasts} days, but the words are {backticked(str(when.text))}"
            yield Finding((*path, "edtf"), message, help="correct the dates")


_LENGTH: Final = len("2024-05-06")
