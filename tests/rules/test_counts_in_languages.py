"""Counts in digits and in words, in the languages that CLDR has: right ones pass, wrong ones are reported."""

import json

import pytest
from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal
from figures import DIGITS, in_script, reported_of, same
from hypothesis import given as any_of
from hypothesis import strategies as st
from num2words import CONVERTER_CLASSES, num2words

import newscorpus as nc
from newscorpus.text.languages import DATED, are_counts_read

IN_WORDS = {
    language: language.replace("nb", "no")
    for language in DATED
    if are_counts_read(language) and language.replace("nb", "no") in CONVERTER_CLASSES
}
"""The languages whose number words are known, with their names in num2words."""
NUMBERS = (14, 140, 1_400, 20_000, 200_000)


def reported(language: str, given: list[tuple[str, int | str]]) -> list[str]:
    """The words whose counts are reported, in an article that has an event for each."""
    sentences = [f"({letter}) {words}" for letter, (words, _) in zip("abcdefghijklmnopqrstuvwxyz", given, strict=False)]
    article = {
        "format": "newscorpus/1",
        "id": "counts",
        "language": language,
        "text": "\n".join(sentences),
        "events": {
            f"e{number}": {
                "kind": "incident",
                "type": "accident",
                "evidence": [sentence],
                "casualties": {"injured": [{"text": {"exact": words, "within": sentence}, "count": count}]},
            }
            for number, (sentence, (words, count)) in enumerate(zip(sentences, given, strict=True))
        },
    }
    report = nc.check_text(json.dumps(article), "json", select=["NC517", "NC1", "NC2", "NC301", "NC302"])
    assert {diagnostic.code for diagnostic in report.diagnostics} <= {"NC517"}, report.diagnostics[0]
    return [given[int(str(diagnostic.path[1])[1:])][0] for diagnostic in report.diagnostics]


@pytest.mark.parametrize("language", DATED)
def test_numbers_in_digits(language):
    """As Babel writes them, with the separators and scales of the language. What is doubtful is not read."""
    locale = Locale.parse(language)
    given = [(format_decimal(number, locale=locale), number) for number in NUMBERS]
    given += [(format_compact_decimal(number, format_type="long", locale=locale), number) for number in NUMBERS[3:]]
    given = list(dict(given).items())
    assert reported(language, given) == []
    found = reported(language, [(words, number * 3) for words, number in given])
    assert set(found) >= {format_decimal(number, locale=locale) for number in NUMBERS[:2]}
    same(language, "digits", reported_of(found, given))


@pytest.mark.parametrize("language", DIGITS)
@any_of(number=st.integers(2, 999_999), factor=st.integers(3, 50))
def test_counts_in_digits_of_the_script(language, number, factor):
    words = in_script(language, str(number))
    assert reported(language, [(words, number)]) == []
    assert reported(language, [(words, number * factor)]) == [words]


@pytest.mark.parametrize("language", IN_WORDS)
def test_numbers_in_words(language):
    counter = {"ja": "人", "ko": " 명", "th": "คน"}.get(language, "")
    numbers = (*range(2, 101), *range(101, 1000, 37), *range(1000, 20_000, 777))
    given = [(num2words(number, lang=IN_WORDS[language]) + counter, number) for number in numbers]
    for some in batched(given, 26):
        assert reported(language, some) == []
    wrong = [(words, number * 3) for words, number in given if number <= 100]
    found = [words for some in batched(wrong, 26) for words in reported(language, some)]
    same(language, "words", reported_of(found, wrong))
    example = num2words(22, lang=IN_WORDS[language]) + counter, 32
    if reported(language, [example]):
        same(language, "count", example)


def batched(given, size):
    return [given[i : i + size] for i in range(0, len(given), size)]


@pytest.mark.parametrize(
    ("language", "words", "right", "wrong"),
    [
        ("fr", "140 blessés", 140, 104),
        ("fr", "plus de 140 blessés", "141+", 104),
        ("fr", "2 500 personnes", 2500, 25),
        ("ar", "١٢ شخصا", 12, 21),
        ("hi", "1,50,000 लोग", 150_000, 15),
        ("pt", "12 mil pessoas", 12_000, 12),
        ("fr", "vingt-deux morts", 22, 32),
        ("fr", "quatre-vingt-dix-sept blessés", 97, 87),
        ("it", "tre milioni di persone", 3_000_000, 3),
        ("pt", "dois mil feridos", 2000, 2),
        ("nl", "vijfentwintig gewonden", 25, 52),
        ("ru", "двадцать два человека", 22, 12),
        ("uk", "п’ять осіб", 5, 15),
        ("pl", "dwudziestu dwóch rannych", 22, 20),
        ("bg", "триста души", 300, 3),
        ("el", "τριάντα τραυματίες", 30, 13),
        ("hi", "बाईस लोग", 22, 32),
        ("zh", "三十人", 30, 3),
        ("ja", "二十二人", 22, 2),
        ("ko", "스물두 명", 22, 2),
        ("ko", "세 명", 3, 13),
        ("vi", "hai mươi mốt người", 21, 12),
        ("ar", "147 مواطناً", 147, 14),
        ("zh", "至少12人", "12+", 21),
    ],
)
def test_a_number_beside_words(language, words, right, wrong):
    assert reported(language, [(words, right)]) == []
    assert reported(language, [(words, wrong)]) == [words]


@pytest.mark.parametrize(
    ("language", "words", "count"),
    [
        ("fr", "2 enfants et leur mère", 3),
        ("fr", "12 des 30 blessés", 18),
        ("fr", "la 3e victime", 1),
        ("it", "il 5% dei feriti", 12),
        ("ru", "12 тысячами людей", 12_000),
        ("ar", "رجل و 2 من أطفاله", 3),
        ("zh", "34岁男子", 1),
        ("fr", "vol 447", 228),
        ("fr", "deux douzaines de blessés", 24),
        ("fr", "deux familles", 8),
        ("fr", "deux cent cinquante blessés", 250),
        ("fr", "les deux tiers des passagers", 80),
        ("fr", "un des trente passagers", 1),
        ("sv", "två hundra personer", 200),
        ("fi", "kaksisataaviisikymmentä ihmistä", 250),
        ("ru", "два десятка человек", 20),
        ("it", "due o tre persone", 3),
        ("zh", "数十人", 50),
        ("zh", "三十多人", 35),
        ("ko", "수십 명", 50),
        ("ko", "이 사람", 1),
        ("vi", "hai trăm lẻ một người", 201),
        ("vi", "vài chục người", 50),
        ("ar", "6 أطفال و3 سيدات", 9),
        ("th", "หลายสิบคน", 40),
    ],
)
def test_what_is_doubtful_is_not_compared(language, words, count):
    assert reported(language, [(words, count)]) == []
