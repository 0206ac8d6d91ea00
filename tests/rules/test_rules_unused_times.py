"""NC903 beyond the examples: what is found in ordinary news of several languages, and what is not."""

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from examples import checked

from newscorpus.text.languages import DATED, UNSPACED


def found(snippet: str, folder, code: str) -> list[str]:
    """The words that findings of a rule are about."""
    report, _ = checked(snippet, folder, code)
    return sorted(d.arguments[0] for d in report.diagnostics if d.code == code)


def news(text: str, more: str = "", language: str = "en") -> str:
    return f"text: |\n  {text.replace(chr(10), chr(10) + '  ')}\nlanguage: {language}\n{more}"


TIMES = {
    "relative": ("He came last Monday and left two years ago.", ["last Monday", "two years ago"]),
    "days": ("He came on May 6, 2024, in Oslo. He left 7 May.", ["on May 6, 2024", "7 May"]),
    "abbreviations of four letters": ("He came on Sept. 6. She came in July. 7 more came.", ["on Sept. 6", "in July"]),
    "years of an age": ("It was so in 1900, in 1899, in 2099 and in 2100.", ["in 1900", "in 2099"]),
    "abbreviated weekdays": ("He came Thurs and left Friday. Tues he sat.", ["Friday"]),
    "weekdays": ("They met Monday night, Tuesday in Oslo.", ["Monday night", "Tuesday"]),
    "days from today": (
        "Yesterday he came; he leaves the day after tomorrow.",
        ["Yesterday", "the day after tomorrow"],
    ),
    "today": ("He comes today. In today’s world it rains.", ["today"]),
    "units": (
        "This week he came, a week later; in recent weeks, on the weekend.",
        ["This week", "in recent weeks", "on the weekend"],
    ),
    "no times": (
        "May he come. March came. The Sun rose for 2000 people at the weekend house of 1998 men.",
        ["at the weekend"],
    ),
    "numbers": ("In 3000 cases, May 10,000 and in 1200 he had one.", []),
    "a dateline": ("Friday, May 3, 2024\n\nHe came.", []),
}
USING = {
    "a when": "events: {e: {kind: event, type: other, evidence: He came last week, when: {last week: 2024-05}}}",
    "a shorter when": "events: {e: {kind: event, type: other, evidence: He came last week, when: {last: 2024-05}}}",
    "a when without words": "events: {e: {kind: event, type: other, evidence: He came last week, when: 2024-05}}",
    "when a claim was made": "claims: [{quote: He came, when: {last week: 2024-05}}]",
    "when a claim was made, without words": "claims: [{quote: He came, when: 2024-05}]",
    "a name": "actors: {b: {name: last week, kind: organization}}",
    "a dateline": "dateline: last week",
    "a quote without a place": "claims: [{quote: He went}]",
}


@pytest.mark.parametrize("case", TIMES)
def test_times_that_no_event_uses(case, tmp_path):
    """Words of time are found as long as they reach, and told from words that only look like them."""
    text, expected = TIMES[case]
    assert found(news(text), tmp_path, "NC903") == sorted(expected)


@pytest.mark.parametrize("what", USING)
def test_times_that_something_uses(what, tmp_path):
    """A time is used by any `when` with its words, or with a date of its own and the words in its evidence."""
    assert found(news("He came last week.", USING[what]), tmp_path, "NC903") == []


@pytest.mark.parametrize(
    "more",
    [
        "events: {e: {kind: event, type: other, evidence: He came}}",
        "claims: [{quote: He came}]",
        "events: {e: {kind: event, type: other, evidence: He came, when: 2024-05}}",
    ],
)
def test_times_that_nothing_uses(more, tmp_path):
    assert found(news("He came last week.", more), tmp_path, "NC903") == ["last week"]


def test_findings_stand_at_the_text_and_show_the_place(tmp_path):
    """The path is that of the text, so that it can be waived; the words are labelled, with how many there are."""
    (tmp_path / "t.txt").write_text("He came last week.\nShe came last week.\n", encoding="utf-8")
    report, _ = checked("text_file: t.txt", tmp_path, "NC903")
    (one,) = [d for d in report.diagnostics if d.code == "NC903"]
    assert one.path == ("text_file",)
    assert [(label.span.line, label.span.column, label.text) for label in one.labels] == [(1, 9, "the first of 2")]
    assert one.labels[0].span.file.endswith("t.txt")
    assert f"(see {one.labels[0].span}; " in report.render("concise")


def test_findings_in_a_text_within_the_file_are_at_its_words(tmp_path):
    report, _ = checked(news("They met.\nHe came last week."), tmp_path, "NC903")
    (one,) = [d for d in report.diagnostics if d.code == "NC903"]
    assert (one.path, one.label, one.elsewhere) == (("text",), "here", ())
    assert one.primary.excerpt[one.primary.column - 1 :] == "last week."


@pytest.mark.parametrize(
    ("language", "text", "role", "expected"),
    [
        ("en", "Anna Berg has led it since 2016.", "start: 2016", []),
        ("en", "Anna Berg has led it since 1 June 2016.", "start: 2016-06-01", []),
        ("en", "Anna Berg will lead it from 1 June.", "start: 2016-06-01", []),
        ("en", "Anna Berg left it in May 2016.", "end: 2016-06", ["in May 2016"]),
        ("en", "Anna Berg left it in May 2016.", "end: ../2016", ["in May 2016"]),
        ("en", "It was the lowest number since March 2013.", "start: 2016", []),
        ("en", "Talks have been postponed until next week.", "start: 2016", []),
        ("en", "Talks were put off to next week.", "start: 2016", []),
        ("en", "Talks go on until next week.", "start: 2016", ["next week"]),
        ("en", "57 percent were for it, down from 63 percent in August.", "start: 2016", []),
        ("de", "Es war der niedrigste Stand seit März 2013.", "start: 2016", []),
    ],
)
def test_times_of_roles_and_comparisons(language, text, role, expected, tmp_path):
    actor = f"actors: {{anna: {{name: Anna Berg, kind: person, roles: [{{title: member, {role}}}]}}}}\n"
    assert found(news(text, actor, language), tmp_path, "NC903") == expected


@pytest.mark.parametrize("language", sorted(set(DATED) - UNSPACED))
def test_a_date_that_no_event_uses_in_each_language(language, tmp_path):
    words = format_date(date(2024, 5, 12), "long", Locale.parse(language))
    assert found(news(f"({words}) A.", language=language), tmp_path, "NC903")


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        (
            "fr",
            "Il est venu mardi matin et reparti le 20 février dernier, en mars.",
            ["le 20 février dernier", "mardi matin"],
        ),
        ("ru", "Три дня назад он приехал, в субботу, 13 ноября, уехал.", ["Три дня назад", "в субботу, 13 ноября"]),
        ("ar", "وصل أمس الأربعاء وغادر في 3 مايو.", ["أمس الأربعاء", "في 3 مايو"]),
        ("fi", "Hän tuli maanantaina ja lähti 6. toukokuuta 2024.", ["6. toukokuuta 2024", "maanantaina"]),
        ("hi", "वे 12 मई 2024 को मिले।", ["12 मई 2024"]),
        ("de", "Er kam am 6. Mai 2024.", ["am 6. Mai 2024"]),
    ],
)
def test_times_in_other_languages(language, text, times, tmp_path):
    assert found(news(text, language=language), tmp_path, "NC903") == times
