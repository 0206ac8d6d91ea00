"""Where words begin and end."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscorpus.testing import any_text
from newscorpus.text.index import Text
from newscorpus.text.words import cuts_word

# In each, `|` stands at a boundary.
CUT = [
    *("wor|d", "2|6", "Qin Gang|and", "É|cole", "Ａ|Ｂ"),
    *("e|\u0301", "e\u0301|t", "a\u0301|\u0323"),  # an accent of its own
    *("क|ी", "क|्य", "क्|य", "हिन्द|ी", "कि|ताब"),  # vowel signs and joined consonants
    *("க|ொ", "কো|ন", "क्\u200d|ष"),
    *("서|울", "\u1112|\u1161\u11ab"),  # Hangul puts spaces
    *("Москв|а", "القاهر|ة", "ש|לום"),
    *("👩|\u200d🚀", "👩\u200d|🚀", "👍|🏽", "☀|\ufe0f", "❤\ufe0f\u200d|🔥", "🙂\u200d|↔\ufe0f"),
    *("🇩|🇪", "🇩🇪🇫|🇷", "🇦|🇿", "🇿|🇦", "🏴|\U000e0067\U000e0062"),
    *("ก|ำ", "ที|่", "ｶ|ﾞ"),  # belongs to the letter before, though Thai and kana put no spaces
]
UNCUT = [
    *("|word", "word|", "|", "|a", "a|", "a| b", "a |b", "word|.", "“|word", "a|-b", "a-|b", "–|a"),
    *("Biden|’s", "Biden|'s", "don|'t", "l’|homme", "O’|Brien"),  # a name in the possessive is whole
    *("e\u0301| t", "की| क"),
    *("北|京", "東京|で", "で|す", "กรุง|เทพ", "ລາ|ວ", "ခ|မ", "京|2024", "中国|GDP", "GDP|中国", "ｱ|ｲ"),
    *(
        "👍|👍",
        "🇩🇪|🇫🇷",
        "🇩🇪" * 40 + "|🇫🇷",
        "🈀|🈀",
        "🇫|a",
        "a|🇫",
        "👩\u200d🚀|a",
        "क\u200d| ष",
        "क\u200d|।",
        "の\u200d|東",
    ),
]


@pytest.mark.parametrize("marked", CUT)
def test_a_boundary_that_cuts(marked):
    """Inside a word of a script with spaces, or inside what a reader sees as one character."""
    before, after = marked.split("|")
    assert cuts_word(before + after, len(before))
    assert not Text(before + after).is_whole((0, len(before)))
    assert not Text(before + after).is_whole((len(before), len(before + after)))


@pytest.mark.parametrize("marked", UNCUT)
def test_a_boundary_that_does_not_cut(marked):
    """At an end, at punctuation, and between characters of scripts without spaces."""
    before, after = marked.split("|")
    assert not cuts_word(before + after, len(before))
    assert Text(before + after).is_whole((0, len(before)))
    assert Text(before + after).is_whole((len(before), len(before + after)))


@given(st.lists(st.sampled_from(["café", "Ångström", "niño", " ", "-", "’", ".", "x"])).map("".join), st.data())
def test_accents_of_their_own_cut_nothing_more(composed, data):
    """Whole words are whole in either Unicode form of the text."""
    word = data.draw(st.sampled_from(["café", "Ångström", "niño", "x"]))
    assert composed == unicodedata.normalize("NFC", composed)
    decomposed = Text(unicodedata.normalize("NFD", composed))
    needle = unicodedata.normalize("NFD", word)
    whole = [span for span in Text(composed).occurrences(word) if Text(composed).is_whole(span)]
    assert len([span for span in decomposed.occurrences(needle) if decomposed.is_whole(span)]) == len(whole)


@given(any_text, st.integers(-3, 50))
def test_boundaries_may_be_asked_of_anything(raw, offset):
    """No text and no offset raises; outside and at the ends nothing is cut."""
    assert type(cuts_word(raw, offset)) is bool
    assert not cuts_word(raw, 0)
    assert not cuts_word(raw, len(raw))
