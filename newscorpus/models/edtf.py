"""The dates of the model: a subset of EDTF (ISO 8601-2).

    date      YYYY, YYYY-MM, YYYY-MM-DD, with at most one of ~ ? % behind it         2023-02, 2018~
    decade    YYYX, century YYXX, qualified likewise                                 199X, 18XX?
    moment    YYYY-MM-DDThh:mm:ss, with Z, ±hh:mm or nothing behind it               2023-06-14T09:30:00+02:00
    interval  two dates, or a date and one open end                                  2023-06-12/2023-06-18, 2022/..

Years are 0001 to 9999, as in `datetime.date`. The decade 000X and the century 00XX are excluded because they begin in
the year 0. UTC offsets reach from -14:00 to +14:00, as in XML Schema. A string can be wrong in three ways, which are
three findings: it is not EDTF (a matter of syntax, which a JSON Schema can check too), one of its days does not exist,
or it ends before it starts. The value `unknown` is not EDTF.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from newscorpus.text.words import pattern

_YEAR = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_OFFSET = "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_UNSPECIFIED = "(?:(?:00[1-9]|0[1-9][0-9]|[1-9][0-9]{2})X|(?:0[1-9]|[1-9][0-9])XX)"

# Regular expressions without anchors, in the syntax that Python, ECMA-262 and Rust read alike.
DATE_PATTERN: Final = f"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?"
"""A day, a month or a year, unqualified."""

_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
DAY_PATTERN: Final = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
"""A day that exists."""

DATETIME_PATTERN: Final = f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_OFFSET}?"
"""A date with a time of day, with or without an offset."""

INSTANT_PATTERN: Final = f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_OFFSET}"
"""A date with a time of day and an offset."""

_QUALIFIERS = "~?%"
_LONGEST = len("2023-06-14T09:30:00+02:00")
"""Code points. Strings up to this length are cached, because articles repeat dates."""
_END = f"{DATE_PATTERN}[{_QUALIFIERS}]?"
_INTERVAL = rf"(?:{_END}/(?:{_END}|\.\.)|\.\./{_END})"
EDTF_PATTERN: Final = f"(?:(?:{DATE_PATTERN}|{_UNSPECIFIED})[{_QUALIFIERS}]?|{DATETIME_PATTERN}|{_INTERVAL})"
"""Every expression of the subset."""

Problem = Literal["nonexistent-date", "reversed"]


class Bounds(NamedTuple):
    """The first and the last day of an expression; None if that end is open."""

    earliest: date | None
    latest: date | None
    moment: datetime | None = None
    """A date-time as written, aware if it has an offset. Its days are those written, too."""

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None if an end is open."""
        return None if self.earliest is None or self.latest is None else (self.earliest, self.latest)


def is_edtf(text: str) -> bool:
    """Return whether `text` has the syntax of the subset, as `2023-02-30` does."""
    return len(text) <= _LONGEST and _matches(text)


@lru_cache(maxsize=4096)
def _matches(text: str) -> bool:
    return re.fullmatch(EDTF_PATTERN, text) is not None


def impossible(text: str) -> str | None:
    """Describe a month or day that exists in no year, such as `2023-13`; None if there is none."""
    match = re.fullmatch(r"[0-9]{4}-([0-9]{2})(?:-([0-9]{2}))?[~?%]?", text)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2] or 1)
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    return None if 1 <= day <= 31 else f"no month has a day {day}"


def respelt(text: str) -> str | None:
    """Convert a date in another common notation: year first; day, month and year; or with the English month.

    None if `text` is not such a date, or is ambiguous: `5/6/2024` may be in May or in June. Nor is it one if its day of
    the week is another one.
    """
    named = _WEEKDAY.match(text)
    for form in _OTHERWISE:
        if match := form.fullmatch(text[named.end() :].strip() if named else text.strip()):
            parts = match.groupdict()
            month = parts["month"]
            month = month if month.isdecimal() else str(_MONTHS[month[:3].casefold()])
            day = "-".join(part.zfill(2) for part in (parts["year"], month, parts.get("day")) if part)
            if named and not _is_on(named[1], day):
                return None
            time = parts.get("time")
            return f"{day}T{time}{parts['seconds'] or ':00'}{parts['offset'] or ''}" if time else day
    readings = _readings(text)
    return readings[0] if len(readings) == 1 else None


def _is_on(name: str, day: str) -> bool:
    """Whether a day of the calendar is on the day of the week with that name."""
    try:
        return date.fromisoformat(day).weekday() == _WEEKDAYS.index(name[:3].casefold())
    except ValueError:
        return False


def advice(text: str) -> str | None:
    """Say how to write a date that lacks something, or that can be read in two ways; None if it is not such a date."""
    if len(readings := _readings(text)) == 2:
        return f"write `{readings[0]}` if the day is first, `{readings[1]}` if the month is"
    if re.fullmatch(r"[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{2}", text):
        return "write the year first and with four digits: YYYY-MM-DD"
    day, mark, time = (respelt(text) or "").partition("T")
    if mark and re.fullmatch(_TIME, time):
        return f"add the offset from UTC, `{day}T{time}+hh:mm`, or leave the time out: `{day}`"
    return None


def advice_on_expression(text: str) -> str | None:
    """Say what `advice` says, or how an interval, a decade, a doubt or a year is written; else None."""
    if known := advice(text):
        return known
    return next((said for form, said in _FORMS if form.fullmatch(text.strip())), None)


_FORMS: Final = tuple(
    (re.compile(form), said)
    for form, said in (
        (
            r"[-0-9X~?%:TZ+. ]*(?:/|\.\.| - )[-0-9X~?%:TZ+./ ]*|[0-9]{4}-?[QW][0-9]+",
            "the ends of an interval are years, months or days; one may be open: `YYYY-MM/YYYY-MM`, `YYYY/..`",
        ),
        (
            "[-0-9~?%]*X[-0-9X~?%]*",
            "`X` stands for the last digit or the last two of a year, without a month: `YYYX`, `YYXX`",
        ),
        (r"[-0-9~?%]*[~?%][-0-9~?%]*", "one of `~`, `?` and `%` is behind the date: `YYYY~`"),
        ("-?[0-9]+", "a year has four digits, and is not 0000; a month is `YYYY-MM`, a day `YYYY-MM-DD`"),
    )
)
"""What people write who know EDTF, or a part of it, and how it is written here."""


def _readings(text: str) -> list[str]:
    """The dates that two numbers and a year can mean: day and month, and month and day."""
    match = re.fullmatch(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})", text.strip(), re.ASCII)
    if match is None:
        return []
    first, second, year = match[1].zfill(2), match[3].zfill(2), match[4]
    return [
        day for day in dict.fromkeys((f"{year}-{second}-{first}", f"{year}-{first}-{second}")) if not impossible(day)
    ]


_MONTHS: Final = {name: i for i, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_MONTH_NAME: Final = """(?P<month>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?
            |aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))"""
_MONTH_DAY: Final = "(?P<day>[0-9]{1,2}) (?:(?<=1)st|(?<=2)nd|(?<=3)rd|(?<=[4-90])th|(?<=1[1-3])th)?"
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = pattern(
    r"\s*((?:mon|fri|sun)(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|sat(?:urday)?)\.?,? ",
    re.IGNORECASE,
)
_OTHERWISE: Final = tuple(
    re.compile(form, re.ASCII | re.VERBOSE)
    for form in (
        r"""(?P<year>[0-9]{4}) (?P<mark>[-./]) (?P<month>[0-9]{1,2}) (?: (?P=mark) (?P<day>[0-9]{1,2})
            (?: [T\ ] (?P<time>[0-9]{2}:[0-9]{2}) (?P<seconds>:[0-9]{2})?
            \ ? (?P<offset>Z|[-+][0-9]{2}:[0-9]{2})? )? )?""",
        r"(?P<year>[0-9]{4}) (?P<month>[0-9]{2}) (?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2}) \. \ ? (?P<month>[0-9]{1,2}) \. \ ? (?P<year>[0-9]{4})",
        rf"(?: {_MONTH_DAY} \ (?:of\ )? )? {_MONTH_NAME} \.? ,? \ (?P<year>[0-9]{{4}})",
        rf"{_MONTH_NAME} \.? \ {_MONTH_DAY} ,? \ (?P<year>[0-9]{{4}})",
    )
)


def problem(text: str) -> Problem | None:
    """Return what is wrong with an expression of correct syntax; None if it is valid, or not an expression."""
    read = _read(text, fuzzy=False) if is_edtf(text) else None
    return None if isinstance(read, Bounds) else read


def bounds(text: str, *, fuzzy: bool = False) -> Bounds:
    """Return the days that an expression spans.

    Args:
        text: An expression of the subset.
        fuzzy: Move an end that is qualified by `~`, `?` or `%` outward by one unit of its own precision (a day, month,
            year, decade or century), within the years 1 to 9999.

    Raises:
        ValueError: `text` is not an expression of the subset, or has a `problem`.
    """
    read = _read(text, fuzzy=fuzzy) if is_edtf(text) else "not of the EDTF subset"
    if isinstance(read, Bounds):
        return read
    raise ValueError(f"{text!r}: {read}")


def bounds_of(text: str, *, fuzzy: bool = False) -> Bounds | None:
    """Return the days that an expression spans, as `bounds` does, but None instead of a ValueError."""
    read = _read(text, fuzzy=fuzzy) if is_edtf(text) else None
    return read if isinstance(read, Bounds) else None


def day_of(text: str | None) -> date | None:
    """Return the only day that an expression can mean; None if it is longer, or no expression."""
    time = bounds_of(text, fuzzy=True) if text is not None else None
    return time.earliest if time is not None and time.earliest == time.latest else None


def before(a: Bounds, b: Bounds) -> bool:
    """Return whether `a` certainly ends before `b` begins.

    Two date-times are compared by their time of day if both or neither have an offset. All others are compared by days.
    An open end is after everything, an open start before everything.
    """
    if a.moment and b.moment and (a.moment.tzinfo is None) == (b.moment.tzinfo is None):
        return a.moment < b.moment
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


@lru_cache(maxsize=4096)
def _read(text: str, *, fuzzy: bool) -> Bounds | Problem:
    """Read an expression of correct syntax. It is short, so the cache stays small."""
    try:
        if "T" in text:
            moment = datetime.fromisoformat(text)
            return Bounds(moment.date(), moment.date(), moment)
        start, _, end = text.partition("/")
        ends = [None if part == ".." else _span(part) for part in (start, end or start)]
    except ValueError:
        return "nonexistent-date"
    earliest = ends[0] and ends[0][0]
    latest = ends[1] and ends[1][1]
    if earliest and latest and earliest > latest:
        return "reversed"
    if fuzzy:
        earliest = earliest and _widened(start, earliest, -1)
        latest = latest and _widened(end or start, latest, +1)
    return Bounds(earliest, latest)


def _span(text: str) -> tuple[date, date]:
    """Return the first and the last day of a date, decade or century; ValueError if a day does not exist."""
    text = text.rstrip(_QUALIFIERS)
    day = date(int(text[:4].replace("X", "0")), int(text[5:7] or 1), int(text[8:10] or 1))
    return _around(day, text)


def _around(day: date, text: str) -> tuple[date, date]:
    """Return the first and the last day of the unit around `day`: the day, month, year, decade or century of `text`."""
    if len(text) == len("YYYY-MM-DD"):
        return day, day
    if len(text) == len("YYYY-MM"):
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    years = 10 ** text.count("X")
    first = day.year - day.year % years
    return date(max(first, 1), 1, 1), date(first + years - 1, 12, 31)


def _widened(text: str, day: date, step: Literal[-1, 1]) -> date:
    """Return the far end of the next unit outward from `day`, back (-1) or forth (1); `day` if `text` is exact."""
    if text[-1] not in _QUALIFIERS or day == (date.max if step > 0 else date.min):
        return day
    first, last = _around(day + timedelta(days=step), text[:-1])
    return last if step > 0 else first
