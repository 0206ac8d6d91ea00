"""Counts and their words (NC517): words that give another number, and words that do not."""

import json

import pytest

import newscorpus as nc


def judged(words, count, language, folder, **options):
    """What `check` says of a count of people with these words."""
    event = {"kind": "incident", "type": "accident", "evidence": [f"Fire hurt: {words}."]}
    event |= {"casualties": {"injured": {words: count}}}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": f"Fire hurt: {words}."}
    (folder / "a.json").write_text(json.dumps({**article, "events": {"e": event}}), encoding="utf-8")
    return nc.check(folder / "a.json", **options).diagnostics


RIGHT = [
    ("14 people", 14),
    ("two hundred and five people", 205),
    ("1 500 people", 1500),
    ("1.5 million", 1_500_000),
    ("1½ million", 1_500_000),
    ("one and a half million", 1_500_000),
    ("a million and a half", 1_500_000),
    ("two dozen people", 24),
    ("no one", 0),
    ("14 people on a 48-hour strike", 14),
    ("one thousand 2,000 dancers", 2000),
    ("none of the 12", 0),
    ("at least another 26", "26+"),
    ("200-plus", "200+"),
    ("one or more", "1+"),
    ("up to 20", "0..20"),
    ("from 10 to 12", "10..12"),
    ("10 to 12 million", "10000000..12000000"),
    ("two or three", "2..3"),
    ("about 30 people", "30~"),
    ("some 30 people", 29),
    ("nearly 200 people", "180..200"),
    ("tens of thousands", "10000+"),
    ("a couple of hundred", "200+"),
    ("a man and two women", 3),
    ("a family of four", 4),
    # Nothing certain is counted.
    ("a few people", 3),
    ("a family", 4),
    ("Peter Rohl, 44", 1),
    ("an 8 year old girl", 3),
    ("an 8-year-old", 3),
    ("the third man", 2),
    ("the 21st victim", 2),
    ("the 2015 attack", 12),
    ("a 2-1 vote", 3),
    ("1.500 people", 1500),
]


@pytest.mark.parametrize(("words", "count"), RIGHT)
def test_counts_that_their_words_give(words, count, tmp_path):
    assert [d.message for d in judged(words, count, "en-GB", tmp_path) if d.code == "NC517"] == []


WRONG = [
    ("14 people", 41, "14"),
    ("48 miners", 84, "48"),
    ("1.5 million", 15_000_000, "1500000"),
    ("about 2,000 people", 200, "2000~"),
    ("some 30 people", 30, "30~"),
    ("nearly 200 people", 210, "200~"),
    ("nearly 200 people", "200+", "200~"),
    ("at least 12", 12, "12+"),
    ("at least 26 people", "62+", "26+"),
    ("fewer than ten", 10, "0..9"),
    ("fewer than ten", "10+", "0..9"),
    ("10 to 12", 11, "10..12"),
    ("between 10 and 12", 12, "10..12"),
    ("three to five", "30..50", "3..5"),
    ("three to five", "3..4", "3..5"),
    ("dozens", "2+", "12+"),
    ("a woman", 2, "1"),
    ("no one", 3, "0"),
    ("five people or more", 5, "5+"),
    ("12 people in two decades", 21, "12"),
]


@pytest.mark.parametrize(("words", "count", "meant"), WRONG)
def test_counts_that_contradict_their_words(words, count, meant, tmp_path):
    (found,) = judged(words, count, "en-GB", tmp_path)
    assert found.code == "NC517"
    assert found.message in (
        f"count {count} contradicts the words `{words}`",
        f"count {count} is exact, but the words `{words}` are not",
    )
    limit = f" ({meant[:-1]} or more)" if meant.endswith("+") else ""
    assert found.help == f"write `{meant}`{limit}, or the words of the article that give {count}"
    assert [fix.title for fix in found.fixes] == [f"write `{meant}`"]
    assert judged(words, int(meant) if meant.isdecimal() else meant, "en", tmp_path) == ()


@pytest.mark.parametrize("words", ["at least 12", "more than 12", "up to 12", "12 to 14"])
def test_a_lost_bound_is_called_so(words, tmp_path):
    (found,) = judged(words, 12, "en", tmp_path)
    assert found.message == f"count 12 is exact, but the words `{words}` are not"
    (found,) = judged(words, "12~", "en", tmp_path)
    assert found.message == f"count 12~ is about 12, but the words `{words}` give a limit"


def test_several_numbers_have_no_single_one_to_offer(tmp_path):
    (found,) = judged("three of the five", 4, "en", tmp_path)
    assert found.help == "correct the count, or write the words of the article that give it"
    (found,) = judged("12 soldiers and 30 civilians", 24, "en", tmp_path)
    assert found.fixes == ()
    (found,) = judged("48 miners and engineers", 84, "en", tmp_path)


@pytest.mark.parametrize(
    ("language", "words", "right", "wrong"),
    [
        ("de", "achtundvierzig Bergleute", 48, 84),
        ("de", "dreitausendzweihundertachtundvierzig", 3248, 3284),
        ("de", "sechzehn", 16, 60),
        ("de-AT", "1.500 Menschen", 1500, 15),
        ("de", "eine halbe Million", 500_000, 1_000_000),
        ("de", "mindestens zwölf", "12+", 12),
        ("de", "mehr als ein Dutzend", "12+", 12),
        ("de", "bis zu 20", "0..20", 20),
        ("de", "zwischen zehn und zwölf", "10..12", 10),
        ("de", "zehn bis zwölf", "10..12", 12),
        ("de", "knapp 200", 195, 20),
        ("de", "Zehntausende", "10000+", 10_000),
        ("de", "eine Frau", 1, 2),
        ("de", "niemand", 0, 1),
        ("es", "más de 26", "26+", 26),
        ("es", "millón y medio", 1_500_000, 1_000_000),
        ("es", "dos docenas", 24, 2),
        ("es", "cientos de miles", "100000+", 100_000),
        ("es", "una mujer", 1, 2),
    ],
)
def test_other_languages_are_tables(language, words, right, wrong, tmp_path):
    assert judged(words, right, language, tmp_path) == ()
    assert [d.code for d in judged(words, wrong, language, tmp_path)] == ["NC517"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Familie Einsatz, 44"),
        ("de", "eine 48-Jährige"),
        ("de", "der dritte Mann"),
        ("de", "in Achtung"),
        ("de", "hundertund"),
        ("es", "una familia"),
        ("fr", "deux personnes"),
        ("cy", "14 people"),
    ],
)
def test_nothing_certain_in_other_languages(language, words, tmp_path):
    assert judged(words, 3, language, tmp_path) == ()


def test_a_whole_sentence_is_not_read(tmp_path):
    assert judged("14 people" + " of them all" * 17, 41, "en", tmp_path) == ()
