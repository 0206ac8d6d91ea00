"""Time expressions: the days that words such as `last Saturday` can mean, counted from the day of publication.

Each language has a table (`timex_words`) of what single words and phrases mean. Their order does not matter:
`last Saturday` and `samedi dernier` are read in the same way. An expression with a word that the table lacks is not
read: `two days before last Saturday` has no meaning rather than a wrong one. Expressions may have two ends: `from 6 to
8 October`, `until 10 December`.

Where usage varies, all meanings count: weeks begin on Monday or on Sunday, and `last Monday` may be two days ago or in
the week before. Nothing here reads a clock or an article.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from newscorpus.text.languages import primary_subtag, section
from newscorpus.text.timex_words import Expression, Kind, Language, Unit

Days = tuple[date, date]
"""A first and a last day, both included."""


def minutes(words: str, language: Language) -> tuple[int, int] | None:
    """Return the first and the last minute of the day that words give, maybe of the next day; None if they give none.

    Around a time of day, half an hour is included, and three hours if it is a rough one.
    """
    expression = language.parse(words) or {}
    if Kind.CLOCK in expression:
        margin, clock = 180 if Kind.PART in expression else 30, expression[Kind.CLOCK]
        if Kind.TWELVE in expression and Kind.HOURS not in expression:
            return None
        if clock < 12 * 60 and expression.get(Kind.HOURS, 0) >= 1100:
            clock += 12 * 60  # `a las 3 de la tarde`
        return clock - margin, clock + margin
    first, last = divmod(expression.get(Kind.HOURS, 0), 100)
    return (first * 60, last * 60) if last else None


class Reading(NamedTuple):
    """What a time expression can mean."""

    spans: tuple[Days, ...]
    """The alternatives."""
    unit: Unit
    vague: bool
    """Whether a part of the span may be meant, or its ends are uncertain."""
    relative: bool
    """Whether the days are counted from the publication."""
    clock: bool
    """Whether the words give a time of day."""
    night: bool = False
    """Whether each span ends on the day after the one that is named: a night may reach into it."""


def read(words: str, language: Language, today: Days | None, near: date) -> Reading | None:
    """Return the days that an expression can mean; None if it cannot be read.

    Args:
        words: The expression: `last Saturday`.
        language: The table to read it with.
        today: The first and the last day on which the article can have been published. Without it, expressions that
            are counted from the publication are not read.
        near: Where an expression without year or week (`on Monday`, `May 6`) is looked for: it means the next such
            days from `near` on.
    """
    parsed = _parse(language, words)
    if parsed is None:
        return None
    expression, kinds, unit, vague = parsed
    try:
        if kinds in _ABSOLUTE:
            # A date in the small hours may belong to the night that began the day before.
            spans = list(_ABSOLUTE[kinds](expression, near - timedelta(Kind.NIGHT in expression)))
        elif today is not None:
            spans = _count_from(_RELATIVE[kinds], expression, today)
        else:
            return None
        if Kind.NIGHT in expression:
            spans = [(first, last + timedelta(1)) for first, last in spans]
    except (OverflowError, ValueError):
        return None  # beyond the years 1 to 9999
    if not spans:
        return None
    clock, night = Kind.CLOCK in expression, Kind.NIGHT in expression
    return Reading(tuple(dict.fromkeys(spans)), unit, vague, kinds in _RELATIVE, clock, night)


_BESIDE: Final = {Kind.PART, Kind.NIGHT, Kind.HOURS, Kind.CLOCK, Kind.TWELVE}
"""What says when in the day, or in which part of a time."""


@lru_cache(maxsize=4096)
def _parse(language: Language, words: str) -> tuple[Expression, frozenset[Kind], Unit, bool] | None:
    """Parse an expression: its words, their kinds, the unit, and whether it is vague. Cached: expressions recur."""
    expression = language.parse(words)
    if expression is None:
        return None
    kinds = frozenset(expression) - _BESIDE
    if {Kind.MONTH, Kind.NUMBER} <= kinds:  # a day of a month is read as its month is, with its weekday
        kinds -= {Kind.NUMBER, Kind.WEEKDAY}
    if kinds not in _ABSOLUTE and kinds not in _RELATIVE:
        return None
    unit = _unit_of(expression)
    if Kind.NIGHT in expression and unit > Unit.DAY:
        return None
    is_vague = bool(kinds & {Kind.AGO, Kind.RECENT}) or (Kind.PART in expression and unit > Unit.DAY)
    return expression, kinds, unit, is_vague


def to_edtf(days: Days, unit: Unit = Unit.DAY) -> str:
    """Format a span as the shortest EDTF expression.

    It is a day, a month, a year or an interval.

    A weekend, which `read` extends from Friday to Monday, becomes Saturday and Sunday.
    """
    first, last = days
    if unit is Unit.WEEKEND:
        first, last = first + timedelta(1), last - timedelta(1)
    if first == last:
        return first.isoformat()
    if days == _year(first.year):
        return first.isoformat()[:4]
    if days == _month(first.year, first.month):
        return first.isoformat()[:7]
    return f"{first}/{last}"


_Reader = Callable[[Expression, date], Iterable[Days]]
"""A function from an expression and the day to count or search from to the spans that it can mean."""


def _count_from(reader: _Reader, expression: Expression, today: Days) -> list[Days]:
    """The spans for each possible day of publication, or one span around all if there are many."""
    first, last = today
    if (last - first).days < 4:
        return [span for i in range((last - first).days + 1) for span in reader(expression, first + timedelta(i))]
    ends = [*reader(expression, first), *reader(expression, last)]
    return [(min(a for a, _ in ends), max(b for _, b in ends))] if ends else []


def _unit_of(expression: Expression) -> Unit:
    if Kind.UNITS in expression or Kind.AGO in expression:
        return Unit(expression.get(Kind.UNITS) or expression[Kind.UNIT])
    if {Kind.WEEKDAY, Kind.DAY, Kind.NUMBER} & frozenset(expression):
        return Unit.DAY
    if Kind.MONTH in expression:
        return Unit.MONTH
    return Unit.YEAR if Kind.YEAR in expression else Unit(expression[Kind.UNIT])


@lru_cache(maxsize=1024)
def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _months_from(day: date, count: int) -> Days:
    """The month `count` months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return _month(year, month + 1)


def _weeks_from(day: date, count: int) -> tuple[Days, Days]:
    """The week `count` weeks after that of `day`: from Monday, and from Sunday."""
    monday = day + timedelta(7 * count - day.weekday())
    sunday = day + timedelta(7 * count - day.isoweekday() % 7)
    return (monday, monday + timedelta(6)), (sunday, sunday + timedelta(6))


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday()) % 7)


def _weekdays(weekday: int, step: int, day: date) -> list[date]:
    """The days that `last`, `this` or `next` such weekday can be: the nearest that way, or that of the week."""
    nearest = {
        -1: (_on_or_after(day - timedelta(7), weekday),),
        0: (_on_or_after(day - timedelta(6), weekday), _on_or_after(day, weekday)),
        1: (_on_or_after(day + timedelta(1), weekday),),
    }
    return [*nearest[step], *(_on_or_after(first, weekday) for first, _ in _weeks_from(day, step))]


def _annual(expression: Expression, years: Iterable[int]) -> list[Days]:
    """The month or the day in each of these years; with a weekday, only the days that fall on it."""
    month, number, weekday = expression[Kind.MONTH], expression.get(Kind.NUMBER), expression.get(Kind.WEEKDAY)
    if number is None:
        return [_month(year, month) for year in years]
    days = [date(year, month, number) for year in years if 1 <= number <= monthrange(year, month)[1]]
    return [(day, day) for day in days if weekday in (None, day.weekday())]


def _relative_day(expression: Expression, day: date) -> Iterable[Days]:
    there = day + timedelta(expression[Kind.DAY])
    yield there, there


def _relative_unit(expression: Expression, day: date) -> Iterable[Days]:
    unit, step = expression[Kind.UNIT], expression[Kind.STEP]
    if unit == Unit.WEEK:
        yield from _weeks_from(day, step)
    elif unit == Unit.MONTH:
        yield _months_from(day, step)
    elif unit == Unit.YEAR:
        yield _year(day.year + step)
    elif unit == Unit.WEEKEND:
        yield from (_weekend(saturday) for saturday in _weekdays(5, step, day))


def _weekend(saturday: date) -> Days:
    """From Friday to Monday: a weekend may begin on Friday night, and a long one ends on Monday."""
    return saturday - timedelta(1), saturday + timedelta(2)


def _relative_weekday(expression: Expression, day: date) -> Iterable[Days]:
    return ((there, there) for there in _weekdays(expression[Kind.WEEKDAY], expression[Kind.STEP], day))


def _weekday_of_week(expression: Expression, day: date) -> Iterable[Days]:
    if expression[Kind.UNIT] == Unit.WEEK:
        for first, _ in _weeks_from(day, expression[Kind.STEP]):
            there = _on_or_after(first, expression[Kind.WEEKDAY])
            yield there, there


def _relative_month(expression: Expression, day: date) -> Iterable[Days]:
    """`last February` is the latest that has begun, or the one before, if that was in this year; `next` likewise."""
    spans = _annual(expression, range(day.year - 8, day.year + 9))
    begun = [span for span in spans if span[0] <= day]
    coming = [span for span in spans if span[0] > day]
    last = begun[-1:] if begun and begun[-1][0].year < day.year else begun[-2:]
    following = coming[:1] if coming and coming[0][0].year > day.year else coming[:2]
    return {-1: last, 0: begun[-1:] + coming[:1], 1: following}[expression[Kind.STEP]]


def _month_of_year(expression: Expression, day: date) -> Iterable[Days]:
    return _annual(expression, (day.year + expression[Kind.STEP],)) if expression[Kind.UNIT] == Unit.YEAR else ()


def _ago(expression: Expression, day: date) -> Iterable[Days]:
    """One unit more or less is included, since people round."""
    unit, count = _unit_of(expression), expression[Kind.NUMBER]
    if unit is Unit.MONTH:
        yield _months_from(day, -count - 1)[0], _months_from(day, 1 - count)[1]
    elif unit is Unit.YEAR:
        yield _year(day.year - count - 1)[0], _year(day.year - count + 1)[1]
    elif unit is not Unit.WEEKEND:
        days = 7 if unit is Unit.WEEK else 1
        yield day - timedelta(days * (count + 1)), day - timedelta(days * (count - 1))


_RECENT = {Unit.DAY: 60, Unit.WEEK: 200, Unit.MONTH: 1_000, Unit.YEAR: 10_000}
"""For `recent days`, `recent weeks` and so on, how many days ago they began at most."""


def _recent(expression: Expression, day: date) -> Iterable[Days]:
    yield day - timedelta(_RECENT[_unit_of(expression)]), day


def _any_weekday(expression: Expression, near: date) -> Iterable[Days]:
    there = _on_or_after(near, expression[Kind.WEEKDAY])
    yield there, there


def _any_weekend(expression: Expression, near: date) -> Iterable[Days]:
    if expression[Kind.UNIT] == Unit.WEEKEND:
        yield _weekend(_on_or_after(near - timedelta(2), 5))


def _any_month(expression: Expression, near: date) -> Iterable[Days]:
    return _annual(expression, range(near.year, near.year + 12))


def _month_and_year(expression: Expression, _near: date) -> Iterable[Days]:
    return _annual(expression, (expression[Kind.YEAR],))


def _named_year(expression: Expression, _near: date) -> Iterable[Days]:
    yield _year(expression[Kind.YEAR])


def _readers(readers: Mapping[tuple[Kind, ...], _Reader]) -> Mapping[frozenset[Kind], _Reader]:
    return {frozenset(kinds): reader for kinds, reader in readers.items()}


_ABSOLUTE = _readers(
    {
        (Kind.WEEKDAY,): _any_weekday,
        (Kind.UNIT,): _any_weekend,
        (Kind.MONTH,): _any_month,
        (Kind.YEAR,): _named_year,
        (Kind.MONTH, Kind.YEAR): _month_and_year,
    }
)
# A step with a weekday and a month is left out: `last Monday in May` is the last of its Mondays.
_RELATIVE = _readers(
    {
        (Kind.DAY,): _relative_day,
        (Kind.DAY, Kind.WEEKDAY): _relative_day,
        (Kind.STEP, Kind.UNIT): _relative_unit,
        (Kind.STEP, Kind.WEEKDAY): _relative_weekday,
        (Kind.STEP, Kind.UNIT, Kind.WEEKDAY): _weekday_of_week,
        (Kind.STEP, Kind.MONTH): _relative_month,
        (Kind.STEP, Kind.UNIT, Kind.MONTH): _month_of_year,
        (Kind.NUMBER, Kind.UNIT, Kind.AGO): _ago,
        (Kind.NUMBER, Kind.UNITS, Kind.AGO): _ago,
        # Malay `minggu lalu` is `last week`, and `week ago` behind a number.
        (Kind.STEP, Kind.UNIT, Kind.UNITS, Kind.AGO): _relative_unit,
        (Kind.NUMBER, Kind.STEP, Kind.UNIT, Kind.UNITS, Kind.AGO): _ago,
        (Kind.RECENT, Kind.UNITS): _recent,
    }
)


class Ends(NamedTuple):
    """The words of the first and of the last day of a time; None for an end that is not named."""

    first: str | None
    last: str | None
    before: bool = False
    """Whether the time ends before the last day: `before Friday`."""


def ends_of(words: str, language: Language, tag: str | None) -> Ends | None:
    """Return the words of the ends of a time; None if it has none, or they are no expressions of time.

    What one end lacks, it has from the other: `6 to 8 October 2025` begins on `6 October 2025`.
    """
    times = section(primary_subtag(tag), "times")
    plain = " ".join(words.split())
    if times is None or not plain or language.parse(plain) is not None:
        return None
    ranges = {"both": _DASHED, **times.get("ranges", {})}
    for name in ("until", "before", "since"):
        end = re.fullmatch(ranges.get(name, "(?!)"), plain, re.IGNORECASE)
        if end and _is_time(end[1], language):
            return Ends(end[1], None) if name == "since" else Ends(None, end[1], before=name == "before")
    both = re.fullmatch(ranges["both"], plain, re.IGNORECASE)
    if both is None:
        return None
    first, last = _completed(both[1], both[2], language), _completed(both[2], both[1], language)
    return Ends(first, last) if _is_time(first, language) and _is_time(last, language) else None


_DASHED: Final = r"(.+?)(?:\s*[–—~〜～]\s*|(?<=\d)-(?=\d))(.+)"
"""A time with two ends in any language: `6–8 octobre`."""


_NUMBERED: Final = re.compile(r"\d+\.?")


def _is_time(words: str, language: Language) -> bool:
    """Whether words are a day, a month or a year."""
    expression = language.parse(words)
    return expression is not None and not {Kind.WEEKDAY, Kind.MONTH, Kind.DAY, Kind.YEAR}.isdisjoint(expression)


def _completed(words: str, other_end: str, language: Language) -> str:
    """Add the month and the year to one end that only the other one has."""
    own_digits, digits = _NUMBERED.findall(words), _NUMBERED.findall(other_end)
    has_words = re.search(r"[^\W\d]{2}", f"{words} {other_end}")
    if language.spaced and not has_words and len(own_digits) < len(digits) == len(("day", "month", "year")):
        return " ".join([words, *digits[len(own_digits) :]])  # `6.–14. 6. 2024`
    parts, others = (language.parts(end) or () for end in (words, other_end))
    own = {kind for _, meanings in parts for kind, _ in meanings}
    if Kind.WEEKDAY in own and Kind.NUMBER not in own:
        return words
    wanted = {Kind.MONTH, Kind.YEAR} - own if own & {Kind.NUMBER, Kind.MONTH} else set[Kind]()
    added = [part for part, meanings in others if any(kind in wanted for kind, _ in meanings)]
    return " ".join([words, *added])
