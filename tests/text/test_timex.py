"""What time expressions mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscorpus.text.timex import read, to_edtf
from newscorpus.text.timex_words import Kind, Language, Unit, language_of

ENGLISH = language_of("en")

WEDNESDAY = date(2023, 6, 14)
TODAY = (WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("this week", "2023-06-11/2023-06-17 2023-06-12/2023-06-18"),
        ("Last Saturday", "2023-06-10"),
        ("last Monday", "2023-06-05 2023-06-12"),
        ("last Wednesday", "2023-06-07"),
        ("next Thursday", "2023-06-15 2023-06-22"),
        ("last February", "2022-02 2023-02"),
        ("last June", "2022-06 2023-06"),
        ("last June 20", "2022-06-20"),
        ("last 29 February", "2020-02-29"),
        ("last month", "2023-05"),
        ("last year", "2022"),
        ("this weekend", "2023-06-09/2023-06-12 2023-06-16/2023-06-19"),
        ("next weekend", "2023-06-16/2023-06-19 2023-06-23/2023-06-26"),
        ("yesterday evening", "2023-06-13"),
        ("today, Wednesday", "2023-06-14"),
        ("last night", "2023-06-13/2023-06-14"),
        ("Monday last week", "2023-06-05"),
        ("on Sunday of next week", "2023-06-18 2023-06-25"),
        ("in May last year", "2022-05"),
        ("early this year", "2023"),
        ("two days ago", "2023-06-11/2023-06-13"),
        ("3 months ago", "2023-02-01/2023-04-30"),
        ("ten years ago", "2012-01-01/2014-12-31"),
        ("in recent days", "2023-04-15/2023-06-14"),
        ("in recent months", "2020-09-17/2023-06-14"),
        ("Wednesday", "2023-06-14"),
        ("the weekend", "2023-06-16/2023-06-19"),
        ("6 May 2024", "2024-05-06"),
        ("Sept 2022", "2022-09"),
        ("in 1999", "1999"),
    ],
)
def test_what_words_mean(words, meant):
    reading = read(words, ENGLISH, TODAY, WEDNESDAY)
    assert reading is not None
    assert " ".join(sorted(to_edtf(days) for days in reading.spans)) == meant


def meant(words: str, first: date, last: date | None = None, near: date = WEDNESDAY) -> str | None:
    """What words can mean that were published on one of these days, in order."""
    reading = read(words, ENGLISH, (first, last or first), near)
    return " ".join(to_edtf(days) for days in sorted(reading.spans)) if reading else None


def test_words_on_the_border_of_a_week_and_a_month():
    assert meant("this week", date(2023, 6, 11)) == "2023-06-05/2023-06-11 2023-06-11/2023-06-17"
    assert meant("last June", date(2023, 6, 1)) == "2022-06 2023-06"
    assert meant("this June", date(2023, 6, 1)) == "2023-06 2024-06"
    assert meant("next June", date(2023, 6, 1)) == "2024-06"


def test_words_count_from_each_day_of_publication():
    assert meant("yesterday", WEDNESDAY, date(2023, 6, 15)) == "2023-06-13 2023-06-14"
    assert meant("yesterday", WEDNESDAY, date(2023, 6, 17)) == "2023-06-13 2023-06-14 2023-06-15 2023-06-16"
    assert meant("yesterday", WEDNESDAY, date(2023, 6, 18)) == "2023-06-13/2023-06-17"


def test_a_date_on_its_weekday_is_looked_for_in_eight_years():
    """Either way: 13 June was a Wednesday in 2018, and will be in 2029. Without a step, in twelve."""
    assert meant("last Wednesday, June 13", date(2026, 6, 14)) == "2018-06-13"
    assert meant("last Wednesday, June 13", date(2027, 6, 14)) is None
    assert meant("next Wednesday, June 13", date(2021, 6, 14)) == "2029-06-13"
    assert meant("next Wednesday, June 13", date(2020, 6, 14)) is None
    assert meant("Wednesday, June 13", WEDNESDAY, near=date(2018, 6, 1)) == "2018-06-13 2029-06-13"
    assert meant("Wednesday, June 13", WEDNESDAY, near=date(2017, 6, 1)) == "2018-06-13"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "two weeks",
        "week",
        "last day",
        "last last week",
        "three weekends ago",
        "Monday last month",
        "in May last week",
        "Tuesday, 6 May 2024",  # it was a Monday
        "June 0",
        "9/11",
        "3pm",
        "mid-May",
    ],
)
def test_words_that_are_not_understood_mean_nothing(words):
    assert read(words, ENGLISH, TODAY, WEDNESDAY) is None


def test_dates_beyond_the_calendar_mean_nothing():
    first, last = (date.min, date.min), (date.max, date.max)
    assert read("yesterday", ENGLISH, first, date.min) is None
    assert read("last year", ENGLISH, first, date.min) is None
    assert read("tomorrow", ENGLISH, last, date.max) is None
    assert read("in May", ENGLISH, last, date.max) is None


def test_precision_and_doubt_are_told():
    """A week is coarser than a day; `early` and `ago` have no sharp ends; days have no parts worth speaking of."""

    def of(words: str) -> tuple[Unit, bool, bool]:
        reading = read(words, ENGLISH, TODAY, WEDNESDAY)
        assert reading is not None
        return reading.unit, reading.vague, reading.relative

    assert of("last week") == (Unit.WEEK, False, True)
    assert of("late last week") == (Unit.WEEK, True, True)
    assert of("early Monday") == (Unit.DAY, False, False)
    assert of("in May") == (Unit.MONTH, False, False)
    assert of("late 2022") == (Unit.YEAR, True, False)
    assert of("two months ago") == (Unit.MONTH, True, True)
    assert of("in recent days") == (Unit.DAY, True, True)


def test_another_language_is_one_more_table():
    french = Language(
        {"samedi": ((Kind.WEEKDAY, 5),), "dernier": ((Kind.STEP, -1),), "mai": ((Kind.MONTH, 5),)}, ordinal="er"
    )
    assert read("samedi dernier", french, TODAY, WEDNESDAY) == read("last Saturday", ENGLISH, TODAY, WEDNESDAY)
    assert read("1er mai 2024", french, None, WEDNESDAY) == read("May 1, 2024", ENGLISH, None, WEDNESDAY)
    assert language_of("en-US") is ENGLISH
    assert language_of("tlh") is None
    assert language_of(None) is None


@given(st.dates(date(1, 2, 1), date(9998, 1, 1)), st.integers(-20, 20), st.sampled_from(["Mon", "Tue", "Sun"]))
def test_a_weekday_is_that_weekday(today, away, name):
    for step, side in (("last", -1), ("this", 0), ("next", 1)):
        reading = read(f"{step} {name}", ENGLISH, (today, today), today + timedelta(away))
        assert reading is not None
        for first, last in reading.spans:
            assert first == last
            assert first.strftime("%a") == name
            assert abs((first - today).days) <= 14
            assert side * (first - today).days >= side * side


some_words = st.lists(st.sampled_from([*ENGLISH.words, "6", "29", "2024", "’s", ",", "soon"]), max_size=5).map(" ".join)


@given(some_words, st.dates(), st.dates(), st.dates())
def test_reading_never_raises(words, one, other, near):
    read(words, ENGLISH, (min(one, other), max(one, other)), near)
