"""The EDTF subset: its grammar written a second time, as strategies, and the `edtf` package as the oracle."""

import math
import re
from calendar import isleap
from datetime import UTC, date, datetime, timedelta, timezone
from time import struct_time
from typing import Any

import edtf as oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newscorpus import When
from newscorpus.models.edtf import (
    DATE_PATTERN,
    DATETIME_PATTERN,
    EDTF_PATTERN,
    INSTANT_PATTERN,
    advice,
    before,
    bounds_of,
    impossible,
    problem,
    respelt,
)

D = date.fromisoformat


def bounds(text: str, *, fuzzy: bool = False) -> Any:
    """The bounds of an expression; None if they do not exist. ValueError if it is no expression."""
    return When(edtf=text, text="x").bounds(fuzzy=fuzzy)


def is_edtf(text: str) -> bool:
    """Whether the text is an expression."""
    try:
        When(edtf=text, text="x")
    except ValueError:
        return False
    return text != "unknown"


def numbers(low: int, high: int, width: int = 2) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda n: f"{n:0{width}d}")


years = numbers(1, 9999, 4)
dates = st.one_of(
    years,
    st.builds("{}-{}".format, years, numbers(1, 12)),
    st.builds("{}-{}-{}".format, years, numbers(1, 12), numbers(1, 31)),
)
qualifiers = st.sampled_from(["", "~", "?", "%"])
decades = st.one_of(numbers(1, 999, 3).map("{}X".format), numbers(1, 99).map("{}XX".format))
ends = st.builds("{}{}".format, dates, qualifiers)
singles = st.builds("{}{}".format, dates | decades, qualifiers)
offsets = st.one_of(
    st.sampled_from(["", "Z", "+14:00", "-14:00"]),
    st.builds("{}{}:{}".format, st.sampled_from("+-"), numbers(0, 13), numbers(0, 59)),
)
times = st.builds("{}:{}:{}".format, numbers(0, 23), numbers(0, 59), numbers(0, 59))
days = st.builds("{}-{}-{}".format, years, numbers(1, 12), numbers(1, 31))
moments = st.builds("{}T{}{}".format, days, times, offsets)
intervals = st.one_of(st.builds("{}/{}".format, ends, ends), ends.map("{}/..".format), ends.map("../{}".format))
expressions = st.one_of(singles, moments, intervals)
valid = expressions.filter(lambda text: bounds(text) is not None)


# --- syntax


@given(expressions)
def test_grammar_is_accepted(text: str) -> None:
    """Whatever the grammar generates is EDTF; it has bounds, or says something that does not exist."""
    assert is_edtf(text)
    found = bounds(text)
    assert found is None or found.earliest is None or found.latest is None or found.earliest <= found.latest


REFUSED = """
    0000 000X 00XX 0XXX XXXX 10000 999 Y2023 -0001 2023-00 2023-13 2023-1 2023-01-00 2023-01-32 2023-1-1 2023- 2023-02-
    20230214 2023/02/14/01 2023-W01 2023-W01-1 2023-045 2023-21 2023~? ~2023 ?2023-02 2023-~02 2023~-02 2023-XX 2023-02-XX
    199X-02 199x 19XX/2000 199X/2000 2000/199X 1990/199X 199X/.. ../19XX ../.. .. / 2023/ /2023 2023/open 2023/unknown
    2023/2024/2025 2023/.. ../2023/.. .../2023 2023-06-14T09:30 2023-06-14T9:30:00 2023-06-14T24:00:00 2023-06-14T09:60:00
    2023-06-14T09:30:60 2023-06-14T09:30:00z 2023-06-14t09:30:00 2023-06-14T09:30:00+2:00 2023-06-14T09:30:00+0200
    2023-06-14T09:30:00+02 2023-06-14T09:30:00+14:01 2023-06-14T09:30:00+15:00 2023-06-14T09:30:00.5 2023-06-14T09:30:00~
    2023-06-14T09:30:00/2023-06-15 2023-06-14/2023-06-15T09:30:00 2023-06T09:30:00 [2023,2024] {2023} 2023..2024 unknown
    today ٢٠٢٣ ２０２３ 2023−02 2023–02
""".split()  # noqa: SIM905
REFUSED.remove("2023/..")


@pytest.mark.parametrize(
    "text", [*REFUSED, "", " ", "2023 ", " 2023", "2023\n", "2023\x00", "2023-06-14 09:30:00", "2023 / 2024"]
)
def test_near_misses_are_refused(text: str) -> None:
    """What is not of the subset is no expression, has no problem of its own, and no bounds."""
    assert not is_edtf(text)


@given(st.text(alphabet="0123456789-/.~?%XTZ:+", max_size=26) | st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    if is_edtf(text):
        bounds(text)


@given(expressions, st.data())
def test_one_slip_is_noticed_or_harmless(text: str, data: st.DataObject) -> None:
    """An expression with one character replaced or removed is refused, or is read as what it now says."""
    at = data.draw(st.integers(0, len(text) - 1))
    slip = text[:at] + data.draw(st.sampled_from(["", *"0123456789-/.~?%XTZ:+x ٣"])) + text[at + 1 :]
    if is_edtf(slip) and bounds(slip) is not None:
        assert bounds(slip).earliest or bounds(slip).latest
        assert oracle_reads(slip) or has_zero_offset(slip)


def test_patterns_are_parts_of_each_other() -> None:
    """A date is an expression; an instant is a date-time with an offset, and a date-time is an expression."""
    full = {p: re.compile(f"^(?:{p})$") for p in (DATE_PATTERN, DATETIME_PATTERN, INSTANT_PATTERN, EDTF_PATTERN)}
    table = {
        "2023-06-14": (True, False, False, True),
        "2023": (True, False, False, True),
        "2023~": (False, False, False, True),
        "2023-06-14T09:30:00": (False, True, False, True),
        "2023-06-14T09:30:00-05:30": (False, True, True, True),
        "199X": (False, False, False, True),
    }
    for text, expected in table.items():
        assert tuple(bool(pattern.search(text)) for pattern in full.values()) == expected, text


@pytest.mark.parametrize("pattern", [DATE_PATTERN, DATETIME_PATTERN, INSTANT_PATTERN, EDTF_PATTERN])
def test_patterns_are_portable(pattern: str) -> None:
    """Nothing in a pattern means something else in ECMA-262 or Rust: no shorthand classes, anchors, look-around or names."""
    assert not re.search(r"\(\?[^:]|\\[^.]|[\^$]", pattern)


# --- bounds


@pytest.mark.parametrize(
    "text, earliest, latest",
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2018~", "2018-01-01", "2018-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("001X", "0010-01-01", "0019-12-31"),
        ("19XX?", "1900-01-01", "1999-12-31"),
        ("2023-06-12/2023-06-18", "2023-06-12", "2023-06-18"),
        ("2022/2023-02", "2022-01-01", "2023-02-28"),
        ("2023-06/2023", "2023-06-01", "2023-12-31"),
        ("2022~/..", "2022-01-01", None),
        ("../2023-02", None, "2023-02-28"),
        ("2023-06-14T23:30:00-05:00", "2023-06-14", "2023-06-14"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01", "0001-01-01"),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    """The bounds are the first and the last day, as written; an open end has none."""
    found = bounds(text)
    assert (found.earliest, found.latest) == (earliest and D(earliest), latest and D(latest))


@pytest.mark.parametrize(
    "text, earliest, latest",
    [
        ("2018~", "2017-01-01", "2019-12-31"),
        ("2023-03?", "2023-02-01", "2023-04-30"),
        ("2024-03-01%", "2024-02-29", "2024-03-02"),
        ("199X~", "1980-01-01", "2009-12-31"),
        ("19XX~", "1800-01-01", "2099-12-31"),
        ("001X~", "0001-01-01", "0029-12-31"),
        ("2018~/2019", "2017-01-01", "2019-12-31"),
        ("2018/2019-12~", "2018-01-01", "2020-01-31"),
        ("../2019~", None, "2020-12-31"),
        ("2019~/..", "2018-01-01", None),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
        ("0001-01-01~", "0001-01-01", "0001-01-02"),
        ("99XX~", "9800-01-01", "9999-12-31"),
    ],
)
def test_fuzzy_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    """A qualified end reaches one unit of its own precision further, and never beyond the years 1 to 9999."""
    found = bounds(text, fuzzy=True)
    assert (found.earliest, found.latest) == (earliest and D(earliest), latest and D(latest))


@given(valid)
def test_fuzzy_bounds_hold_the_strict_ones(text: str) -> None:
    """Fuzzy bounds are wider exactly where an end is qualified (and not at the end of the calendar)."""
    strict, fuzzy = bounds(text), bounds(text, fuzzy=True)
    start, _, end = text.partition("/")
    assert (fuzzy.earliest is None, fuzzy.latest is None) == (strict.earliest is None, strict.latest is None)
    if strict.earliest and fuzzy.earliest:
        assert (fuzzy.earliest < strict.earliest) == (start[-1] in "~?%" and strict.earliest != date.min)
    if strict.latest and fuzzy.latest:
        assert (fuzzy.latest > strict.latest) == ((end or start)[-1] in "~?%" and strict.latest != date.max)


# --- the oracle


def has_zero_offset(text: str) -> bool:
    """Known fault of the oracle: its grammar has offsets from 00:01 on, so it refuses `+00:00`."""
    return text.endswith(("+00:00", "-00:00"))


def oracle_reads(text: str) -> bool:
    return oracle.parse_edtf(text, fail_silently=True) is not None


def oracle_bounds(text: str) -> tuple[date | None, date | None]:
    parsed = oracle.parse_edtf(text)
    return as_date(parsed.lower_strict()), as_date(parsed.upper_strict())


def as_date(bound: struct_time | float) -> date | None:
    """The oracle has infinities for open ends."""
    return None if isinstance(bound, float) and math.isinf(bound) else date(*bound[:3])  # type: ignore[index]


@settings(max_examples=250)
@given(valid)
def test_oracle_agrees(text: str) -> None:
    """What is accepted here, `edtf` accepts, with the same strict bounds."""
    assume(not has_zero_offset(text))
    found = bounds(text)
    assert (found.earliest, found.latest) == oracle_bounds(text)


@settings(max_examples=50)
@given(
    years,
    st.sampled_from(["02-30", "02-31", "04-31", "06-31", "09-31", "11-31"]),
    st.sampled_from(["", "~", "/..", "T09:30:00"]),
)
def test_oracle_knows_no_such_day_either(year: str, day: str, rest: str) -> None:
    """A day that does not exist is refused by `edtf` too."""
    text = f"{year}-{day}{rest}"
    assert bounds(text) is None
    assert not oracle_reads(text)


@given(years)
def test_leap_days(year: str) -> None:
    """There is a 29 February in leap years alone (the oracle takes it in every year: its one fault with days)."""
    assert (bounds(f"{year}-02-29") is not None) == isleap(int(year))


# --- problems


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2023-02-29", "nonexistent-date"),
        ("2024-02-29", None),
        ("1900-02-29", "nonexistent-date"),
        ("2023-04-31~", "nonexistent-date"),
        ("2023-02-30T10:00:00Z", "nonexistent-date"),
        ("2023-06-31/..", "nonexistent-date"),
        ("2023/2022-02-30", "nonexistent-date"),
        ("2023-06/2023-05", "reversed"),
        ("2023/2022", "reversed"),
        ("2023-06-15~/2023-06-14~", "reversed"),
        ("2023/2023-01-01", None),
        ("2023-06-14/2023", None),
        ("2023/2023", None),
    ],
)
def test_problems(text: str, expected: str | None) -> None:
    """A day must exist, and an interval must not end before it starts; overlapping ends are in order."""
    assert is_edtf(text)
    assert problem(text) == expected


# --- order


def test_before_by_days() -> None:
    """Over before the other begins: by days, and never certain at an open end."""
    assert before(bounds("2022"), bounds("2023-01-01"))
    assert not before(bounds("2023"), bounds("2023-02"))
    assert not before(bounds("2023-02-01"), bounds("2023-02-01"))
    assert not before(bounds("2020/.."), bounds("2023"))
    assert not before(bounds("2020"), bounds("../2023"))
    assert before(bounds("../2020"), bounds("2023/.."))


@pytest.mark.parametrize(
    "a, b, expected",
    [
        ("2023-06-14T09:00:00", "2023-06-14T09:00:01", True),
        ("2023-06-14T09:00:00", "2023-06-14T09:00:00", False),
        ("2023-06-14T10:00:00+02:00", "2023-06-14T09:00:00Z", True),
        ("2023-06-15T01:00:00+09:00", "2023-06-14T23:00:00Z", True),
        ("2023-06-14T23:00:00Z", "2023-06-15T01:00:00+09:00", False),
        ("2023-06-14T09:00:00", "2023-06-14T23:00:00Z", False),
        ("2023-06-13T09:00:00", "2023-06-14T00:00:00Z", True),
        ("2023-06-14T09:00:00", "2023-06-14", False),
        ("2023-06-14T09:00:00Z", "2023-06-15", True),
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", True),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00", True),
    ],
)
def test_before_by_times_of_day(a: str, b: str, expected: bool) -> None:
    """Two date-times are ordered as instants or as written; mixed, and against dates, by days."""
    assert before(bounds(a), bounds(b)) is expected


@given(valid, valid)
def test_before_is_an_order(a: str, b: str) -> None:
    """Nothing is over before itself, nor two things each before the other."""
    x, y = bounds(a), bounds(b)
    assert not before(x, x)
    assert not (before(x, y) and before(y, x))


def test_moment_is_whole() -> None:
    """A date-time keeps its time of day, aware only if an offset is written; nothing else has a moment."""
    assert bounds("2023-06-14T09:30:00").moment == datetime(2023, 6, 14, 9, 30)  # noqa: DTZ001
    assert bounds("2023-06-14T09:30:00Z").moment == datetime(2023, 6, 14, 9, 30, tzinfo=UTC)
    shifted = timezone(-timedelta(hours=5, minutes=30))
    assert bounds("2023-06-14T09:30:00-05:30").moment == datetime(2023, 6, 14, 9, 30, tzinfo=shifted)
    assert bounds("2023-06-14").moment is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2015-05-32", "no month has a day 32"),
        ("2015-05-00~", "no month has a day 0"),
        ("2015-13", "there is no month 13"),
        ("2015-00-32", "there is no month 0"),
        ("0000-01-01", None),
        ("2015/05/32", None),
        ("2015-5-32", None),
        ("2015-02-30", None),
    ],
)
def test_a_date_that_no_year_has_is_told(text, said):
    """What is wrong with other text, the list of forms says; 30 February is a date of a wrong day (NC401)."""
    assert impossible(text) == said


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@given(st.dates(date(1000, 1, 1)))
def test_a_day_written_otherwise_is_understood(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    ways = (f"{year}-{month}-{number}", f"{year}/{month:02}/{number}", f"{year}.{month}.{number}", f"{day:%Y%m%d}")
    ways += f"{number}.{month}.{year}", f" {number:02}. {month}. {year} "
    name = MONTHS[month - 1]
    ways += f"{number} {name} {year}", f"{name} {number}, {year}", f"{name[:3].upper()}. {number} {year}"
    for way in ways:
        assert respelt(way) == day.isoformat()
    of_month = f"{number}/{month}/{year}", f"{month}-{number}-{year}"
    for way in of_month:
        assert respelt(way) == (day.isoformat() if number > 12 or number == month else None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-5", "2024-05"),
        ("2024/5", "2024-05"),
        ("2024-05-06T10:00", "2024-05-06T10:00:00"),
        ("2024-05-06 10:00", "2024-05-06T10:00:00"),
        ("2024-05-06 10:00:30 +02:00", "2024-05-06T10:00:30+02:00"),
        ("5/6/2024", None),  # in May or in June
        ("6-5-2024", None),
        ("2024-5/6", None),
        ("Sept. 2024", "2024-09"),
        ("Marchy 2024", None),
        ("Tuesday, May 7, 2024", "2024-05-07"),
        ("Tue. 7 May 2024", "2024-05-07"),
        ("Monday, May 7, 2024", None),  # it was a Tuesday
        ("Tuesday, 30 February 2024", None),
        ("Tuesday, May 2024", None),
        ("Tuesday", None),
        ("mon " * 5_000, None),
        ("7th May 2024", "2024-05-07"),
        ("May 21st, 2024", "2024-05-21"),
        ("the 7th of May 2024", None),
        ("7th of May, 2024", "2024-05-07"),
        ("11th May 2024", "2024-05-11"),
        ("7st May 2024", None),
        ("24-5-6", None),
        ("on Monday", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_what_may_be_another_date_is_not_guessed(text, meant):
    assert respelt(text) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/6/2024", "write `2024-06-01` if the day is first, `2024-01-06` if the month is"),
        ("01-06-2024", "write `2024-06-01` if the day is first, `2024-01-06` if the month is"),
        ("13/6/2024", None),  # one reading, which is written
        ("31/31/2024", None),
        ("1.6.24", "write the year first and with four digits: YYYY-MM-DD"),
        (
            "2024-06-01 10:00",
            "add the offset from UTC, `2024-06-01T10:00:00+hh:mm`, or leave the time out: `2024-06-01`",
        ),
        ("on Monday", None),
    ],
)
def test_advice_is_made_from_what_was_written(text, said):
    """No date is suggested that has nothing to do with it."""
    assert advice(text) == said


@pytest.mark.parametrize("text", ["2024~", "2024-05-06", "unknown", "2024-02-30"])
def test_bounds_of_what_may_be_no_expression(text):
    """Not widened unless that is asked for; None where there are none."""
    assert bounds_of(text) == (bounds(text) if is_edtf(text) else None)
