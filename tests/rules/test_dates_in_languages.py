"""Dates in the languages that have words from CLDR, written by Babel: right ones pass, wrong ones are reported."""

import json
from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_interval, format_timedelta
from figures import DIGITS, in_script, reported_of, same
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.text.languages import DATED
from newscorpus.text.meant_dates import dates_meant
from newscorpus.text.timex_words import language_of

PUBLISHED = date(2024, 6, 12)
SLIPS = {"full": 3, "long": 3, "medium": 3, "EEEE": 2, "LLLL": 62}
"""Patterns of Babel, and by how many days a wrong date is off: another day, weekday or month."""
DAYS = [PUBLISHED - timedelta(9 * number) for number in range(1, 11)]
RELATIVE = {
    "fr": ("lundi dernier", "2024-06-10"),
    "ru": ("в прошлую среду", "2024-06-05"),
    "zh": ("昨天", "2024-06-11"),
    "pt": ("sexta-feira passada", "2024-06-07"),
    "pl": ("w środę", "2024-06-05"),
    "hu": ("május 12-én", "2024-05-12"),
    "it": ("il mese scorso", "2024-05"),
}


def checked(language: str, given: list[tuple[str, str]]) -> list[str]:
    """The words whose dates are reported, in an article that has an event for each."""
    sentences = [f"({number}) {words}" for number, (words, _) in enumerate(given)]
    article = {
        "format": "newscorpus/1",
        "id": "dates",
        "language": language,
        "published": str(PUBLISHED),
        "text": "\n".join(sentences),
        "events": {
            f"e{number}": {
                "kind": "event",
                "type": "other",
                "status": "generic",
                "evidence": [sentence],
                "when": {"text": {"exact": words, "within": sentence}, "edtf": value},
            }
            for number, (sentence, (words, value)) in enumerate(zip(sentences, given, strict=True))
        },
    }
    report = nc.check_text(json.dumps(article), "json", select=["NC409", "NC410", "NC1", "NC2", "NC301", "NC302"])
    assert {diagnostic.code for diagnostic in report.diagnostics} <= {"NC409"}, report.diagnostics[0]
    return [given[int(str(diagnostic.path[1])[1:])][0] for diagnostic in report.diagnostics]


@pytest.mark.parametrize("language", DATED)
def test_written_dates(language):
    locale = Locale.parse(language)
    given = [(format_date(day, pattern, locale), day, slip) for day in DAYS for pattern, slip in SLIPS.items()]
    if language in ("es", "it", "ro"):
        given = [
            (words, day, slip) for words, day, slip in given if " mar" not in words or len(words) > len("15 mar. 2024")
        ]
    right = [(words, day.isoformat()[: 7 if slip > 31 else 10]) for words, day, slip in given]
    assert checked(language, right) == []
    wrong = [
        (words, (day + timedelta(slip)).isoformat()[: len(value)])
        for (words, day, slip), (_, value) in zip(given, right, strict=True)
    ]
    assert checked(language, wrong) == [words for words, _, _ in given]
    same(language, "dates", [len(wrong), len(wrong)])


@pytest.mark.parametrize("language", DATED)
def test_the_example_of_a_date(language):
    example = format_date(date(2024, 6, 10), "full", Locale.parse(language)), "2024-06-11"
    assert checked(language, [example]) == [example[0]]
    same(language, "date", example)


def counted(locale):
    """Words that are counted from the publication, each with its value and with a wrong one, as Babel has them."""
    fields = locale._data["date_fields"]
    monday = PUBLISHED - timedelta(PUBLISHED.weekday())
    for step, words in fields["day"]["relative"].items():
        yield words, PUBLISHED + timedelta(step), PUBLISHED + timedelta(step + 40)
    for step in (-1, 0, 1):
        week = monday + timedelta(7 * step)
        wrong = f"{week - timedelta(35)}/{week - timedelta(29)}"
        yield fields["week"]["relative"][step], f"{week}/{week + timedelta(6)}", wrong
        yield fields["month"]["relative"][step], f"2024-{6 + step:02}", f"2024-{11 + step:02}"
        yield fields["year"]["relative"][step], f"{2024 + step}", f"{2029 + step}"
        for weekday, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")):
            away = weekday - PUBLISHED.weekday()
            nearest = {-1: away if away < 0 else away - 7, 0: away, 1: away if away > 0 else away + 7}
            day = PUBLISHED + timedelta(nearest[step])
            yield fields[name]["relative"][step], day, day + timedelta(2)
    for ago in (3, 4, 5, 6, 14, 21, 28, 75, 150, 270, 800, 1500):
        day, length = PUBLISHED - timedelta(ago), 10 if ago < 40 else 7 if ago < 365 else 4
        words = format_timedelta(timedelta(-ago), threshold=1, add_direction=True, locale=locale)
        yield words, f"{day}"[:length], f"{day - timedelta(3 * ago)}"[:length]


@pytest.mark.parametrize("language", DATED)
def test_words_counted_from_the_publication(language):
    given = [(words, str(right), str(wrong)) for words, right, wrong in counted(Locale.parse(language))]
    given = list({words: (words, right, wrong) for words, right, wrong in given}.values())
    assert checked(language, [(words, right) for words, right, _ in given]) == []
    found = checked(language, [(words, wrong) for words, _, wrong in given])
    same(language, "counted", reported_of(found, given))


@pytest.mark.parametrize("language", DATED)
def test_intervals(language):
    ends = [(6, 6, 8), (5, 3, 40), (4, 28, 9), (2, 14, 6)]
    intervals = [(date(2024, month, day), date(2024, month, day) + timedelta(length)) for month, day, length in ends]
    if language == "sw":  # its pattern in CLDR leaves out the first month
        intervals = [(first, last) for first, last in intervals if first.month == last.month]
    given = [
        (format_interval(first, last, skeleton, locale=Locale.parse(language)), first, last)
        for first, last in intervals
        for skeleton in ("yMMMMd", "MMMMd", "yMMMd")
    ]
    assert checked(language, [(words, f"{first}/{last}") for words, first, last in given]) == []
    wrong = [(words, f"{first}/{last + timedelta(1)}") for words, first, last in given]
    same(language, "intervals", reported_of(checked(language, wrong), wrong))


@pytest.mark.parametrize(
    ("language", "words", "right", "wrong"),
    [
        ("fr", "du 3 au 5 juin", "2024-06-03/2024-06-05", "2024-06-03/2024-06-06"),
        ("fr", "jusqu’au 5 juin", "../2024-06-05", "../2024-06-15"),
        ("it", "dal 3 al 5 giugno", "2024-06-03/2024-06-05", "2024-06-02/2024-06-05"),
        ("pt", "de 3 a 5 de junho", "2024-06-03/2024-06-05", "2024-06-03/2024-06-15"),
        ("nl", "van 3 tot 5 juni", "2024-06-03/2024-06-05", "2024-06-04/2024-06-05"),
        ("sv", "från 3 till 5 juni", "2024-06-03/2024-06-05", "2024-06-03/2024-06-25"),
        ("pl", "od 3 do 5 czerwca", "2024-06-03/2024-06-05", "2024-06-03/2024-06-06"),
        ("ru", "с 3 по 5 июня", "2024-06-03/2024-06-05", "2024-06-03/2024-06-06"),
        ("uk", "з 3 по 5 червня", "2024-06-03/2024-06-05", "2024-06-03/2024-06-06"),
        ("el", "από τις 3 έως τις 5 Ιουνίου", "2024-06-03/2024-06-05", "2024-06-03/2024-06-06"),
        ("id", "dari 3 hingga 5 Juni", "2024-06-03/2024-06-05", "2024-06-03/2024-06-06"),
    ],
)
def test_words_with_two_ends(language, words, right, wrong):
    assert checked(language, [(words, right)]) == []
    assert checked(language, [(words, wrong)]) == [words]


@pytest.mark.parametrize("language", RELATIVE)
def test_last_and_ago(language):
    words, value = RELATIVE[language]
    assert checked(language, [(words, value)]) == []
    day = date.fromisoformat(f"{value}-01"[:10])
    assert checked(language, [(words, (day + timedelta(40)).isoformat()[: len(value)])]) == [words]


@pytest.mark.parametrize("language", DIGITS)
@any_of(day=st.dates(date(1950, 1, 1), date(2050, 12, 31)), slip=st.integers(1, 400))
def test_dates_in_digits_of_the_script(language, day, slip):
    words = in_script(language, format_date(day, "long", Locale.parse(language)))
    assert checked(language, [(words, str(day))]) == []
    assert checked(language, [(words, str(day + timedelta(slip)))]) == [words]


@pytest.mark.parametrize("language", DATED)
@settings(max_examples=20)
@any_of(data=st.data())
def test_what_words_mean_is_never_reported(language, data):
    """Whatever words stand together: the rules that compare dates agree with what completes and suggests them."""
    table = language_of(language)
    assert table is not None
    word = st.sampled_from(sorted(table.words)) | st.integers(1, 31).map(str) | st.integers(1950, 2060).map(str)
    words = " ".join(data.draw(st.lists(word, min_size=1, max_size=4)))
    meant = dates_meant(words, language, PUBLISHED, to_come=False)
    assert checked(language, [(words, day) for day in meant.dates] if meant else []) == []


def test_years_of_other_calendars_are_left_alone():
    assert checked("th", [("12 มิถุนายน 2567", "2024-06-12"), ("2567", "2024")]) == []
    assert checked("fa", [("۱۴۰۳", "2024")]) == []
    assert checked("ar", [("1445", "2024")]) == []


def test_a_date_in_digits_is_read_in_the_order_of_the_language():
    assert checked("de", [("05.06.2024", "2024-06-05")]) == []
    assert checked("de", [("05.06.2024", "2024-05-06")]) == ["05.06.2024"]
    assert checked("en", [("05/06/2024", "2024-06-05"), ("05/06/2024", "2024-05-06")]) == []
    assert checked("en", [("25/06/2024", "2024-06-24")]) == ["25/06/2024"]
