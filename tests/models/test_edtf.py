"""The EDTF subset: its grammar written a second time, as strategies, and the `edtf` package as the oracle."""

import math
from calendar import month_name
from datetime import date
from time import struct_time
from typing import Any

import edtf as oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newscorpus import When
from newscorpus.models.edtf import advice, before, bounds_of, impossible, problem, respelt

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


def test_near_misses_are_refused() -> None:
    """What is not of the subset is no expression, has no problem of its own, and no bounds."""
    for text in [*REFUSED, "", " ", "2023 ", " 2023", "2023\n", "2023\x00", "2023-06-14 09:30:00", "2023 / 2024"]:
        assert not is_edtf(text), text


@given(expressions, st.data())
def test_one_slip_is_noticed_or_harmless(text: str, data: st.DataObject) -> None:
    """An expression with one character replaced or removed is refused, or is read as what it now says."""
    at = data.draw(st.integers(0, len(text) - 1))
    slip = text[:at] + data.draw(st.sampled_from(["", *"0123456789-/.~?%XTZ:+x ٣"])) + text[at + 1 :]
    if is_edtf(slip) and bounds(slip) is not None:
        assert bounds(slip).earliest or bounds(slip).latest
        assert oracle_reads(slip) or has_zero_offset(slip)


# --- bounds


@pytest.mark.parametrize(
    "text, earliest, latest",
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2018~", "2018-01-01", "2018-12-31"),
        ("19XX?", "1900-01-01", "1999-12-31"),
        ("2022/2023-02", "2022-01-01", "2023-02-28"),
        ("2022~/..", "2022-01-01", None),
        ("2023-06-14T23:30:00-05:00", "2023-06-14", "2023-06-14"),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    found = bounds(text)
    assert (found.earliest, found.latest) == (earliest and D(earliest), latest and D(latest))


@pytest.mark.parametrize(
    "text, earliest, latest",
    [
        ("2018~", "2017-01-01", "2019-12-31"),
        ("2024-03-01%", "2024-02-29", "2024-03-02"),
        ("19XX~", "1800-01-01", "2099-12-31"),
        ("2018/2019-12~", "2018-01-01", "2020-01-31"),
        ("../2019~", None, "2020-12-31"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
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
    assume(not has_zero_offset(text))
    found = bounds(text)
    assert (found.earliest, found.latest) == oracle_bounds(text)


# --- problems


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2023-02-29", "nonexistent-date"),
        ("2024-02-29", None),
        ("2023-02-30T10:00:00Z", "nonexistent-date"),
        ("2023-06-31/..", "nonexistent-date"),
        ("2023-06/2023-05", "reversed"),
        ("2023-06-15~/2023-06-14~", "reversed"),
        ("2023/2023-01-01", None),
    ],
)
def test_problems(text: str, expected: str | None) -> None:
    """A day must exist, and an interval must not end before it starts; overlapping ends are in order."""
    assert is_edtf(text)
    assert problem(text) == expected


# --- order


def test_before_by_days() -> None:
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
        ("2023-06-14T23:00:00Z", "2023-06-15T01:00:00+09:00", False),
        ("2023-06-14T09:00:00", "2023-06-14", False),
        ("2023-06-14T09:00:00Z", "2023-06-15", True),
    ],
)
def test_before_by_times_of_day(a: str, b: str, expected: bool) -> None:
    assert before(bounds(a), bounds(b)) is expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2015-05-32", "no month has a day 32"),
        ("2015-05-00~", "no month has a day 0"),
        ("2015-13", "there is no month 13"),
        ("0000-01-01", None),
        ("2015/05/32", None),
    ],
)
def test_a_date_that_no_year_has_is_told(text, said):
    """What is wrong with other text, the list of forms says; 30 February is a date of a wrong day (NC401)."""
    assert impossible(text) == said


@given(st.dates(date(1000, 1, 1)))
def test_a_day_written_otherwise_is_understood(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    ways = (f"{year}-{month}-{number}", f"{year}/{month:02}/{number}", f"{year}.{month}.{number}", f"{day:%Y%m%d}")
    ways += f"{number}.{month}.{year}", f" {number:02}. {month}. {year} "
    name = month_name[month]
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
        ("2024-05-06T10:00", "2024-05-06T10:00:00"),
        ("5/6/2024", None),  # in May or in June
        ("6-5-2024", None),
        ("2024-5/6", None),
        ("Tuesday, May 7, 2024", "2024-05-07"),
        ("Tue. 7 May 2024", "2024-05-07"),
        ("Tuesday, 30 February 2024", None),
        ("Tuesday", None),
        ("May 21st, 2024", "2024-05-21"),
        ("11th May 2024", "2024-05-11"),
        ("on Monday", None),
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
        ("1.6.24", "write the year first and with four digits: YYYY-MM-DD"),
        (
            "2024-06-01 10:00",
            "add the offset from UTC, `2024-06-01T10:00:00+hh:mm`, or leave the time out: `2024-06-01`",
        ),
    ],
)
def test_advice_is_made_from_what_was_written(text, said):
    assert advice(text) == said


@pytest.mark.parametrize("text", ["2024~", "2024-05-06", "unknown", "2024-02-30"])
def test_bounds_of_what_may_be_no_expression(text):
    assert bounds_of(text) == (bounds(text) if is_edtf(text) else None)
