"""Where words begin and end."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
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
    *("O|’Brien", "O’|Brien", "Xi|’an", "Xi|'an", "Qur’|an", "D’|Angelo", "Лук|’яненко", "ג׳|ורג׳"),
    *("Москв|а", "القاهر|ة", "של|ום"),
    *("👩|\u200d🚀", "👩\u200d|🚀", "👍|🏽", "☀|\ufe0f", "❤\ufe0f\u200d|🔥", "🙂\u200d|↔\ufe0f"),
    *("🇩|🇪", "🇩🇪🇫|🇷", "🇦|🇿", "🇿|🇦", "🏴|\U000e0067\U000e0062"),
    *("ก|ำ", "ที|่", "ｶ|ﾞ"),  # belongs to the letter before, though Thai and kana put no spaces
]
UNCUT = [
    *("|word", "word|", "|", "|a", "a|", "a| b", "a |b", "word|.", "“|word", "a|-b", "a-|b", "–|a"),
    *("Biden|’s", "Biden|'s", "don|'t", "l’|homme"),  # a name in the possessive is whole
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
    before, after = marked.split("|")
    assert cuts_word(before + after, len(before))
    assert not Text(before + after).is_whole((0, len(before)))
    assert not Text(before + after).is_whole((len(before), len(before + after)))


@pytest.mark.parametrize("marked", UNCUT)
def test_a_boundary_that_does_not_cut(marked):
    before, after = marked.split("|")
    assert not cuts_word(before + after, len(before))
    assert Text(before + after).is_whole((0, len(before)))
    assert Text(before + after).is_whole((len(before), len(before + after)))


# In each, `<` and `>` are around each whole word, if any, that is equal to the name.
SENTENCES = {
    "Korean": (
        "푸틴",
        "<푸틴>은 <푸틴>을 <푸틴>과 <푸틴>이 <푸틴>의 <푸틴>에게 <푸틴>에게는 <푸틴>께서 <푸틴>한테 <푸틴>도, <푸틴>으로부터",
        "푸틴는 푸틴를 푸틴와 푸틴가 푸틴로 푸틴주의 푸틴이라고 블라디미르푸틴은",
    ),
    "Korean after a vowel": (
        "바이샤",
        "<바이샤>는 <바이샤>가 <바이샤>를 <바이샤>와 <바이샤>로. <바이샤>의",
        "바이샤은 바이샤으로",
    ),
    "Korean after L": (
        "서울",
        "<서울>로 <서울>에서 <서울>까지 <서울>부터 <서울>에서는 <서울>에도 <서울>만의",
        "서울으로 서울시장은",
    ),
    "Korean, a foreign name": ("NATO", "<NATO>는 <NATO>은 <NATO>의 <NATO>로", "NATO군은 나NATO는"),
    "Korean, one syllable": ("회", "", "회의 사회의 국회는 회는"),
    "Hebrew": (
        "ביידן",
        "<ביידן> אמר ל<ביידן>, מ<ביידן> וב<ביידן> וכש<ביידן> של<ביידן>; לְ<ביידן>",
        "ביידנים אביידן בלבביידן",
    ),
    "Hebrew, an article": ("ממשלה", "ה<ממשלה> מה<ממשלה> שה<ממשלה> כ<ממשלה>", "ממשלהו"),
    "Hebrew, after a geresh": ("משה", 'ל<משה> "ו<משה>"', "ג׳ומשה צה״למשה צה\"למשה ג'ומשה"),
    "Arabic": ("بوتين", "<بوتين> و<بوتين> ل<بوتين> وب<بوتين> ف<بوتين>", "بوتينية البوتين"),
    "Arabic, the article after a particle": ("صين", "لل<صين> ولل<صين> فلل<صين>", "الصين لللصين بللصين"),
    "a capital": ("Sana", "<Sana> <Sana>’s <Sana>’da", "Sana’a Sana'a SANA’A"),
    "a vowel as an ending": ("Blake", "<Blake>’a <Blake>’e <Blake>’s", "Blake’an"),
    "Turkish": (
        "Erdoğan",
        "<Erdoğan>’ın <Erdoğan>'a <Erdoğan>'dan <Erdoğan>’la <Erdoğan>'daki",
        "Erdoğanlar Erdoğan’gil",
    ),
    "Turkish, a possessive": ("Meclisi", "<Meclisi>’nde <Meclisi>’ndeki <Meclisi>'ne <Meclisi>'nin", "Meclisinde"),
    "English": (
        "Biden",
        "<Biden>'s <Biden>’s <Biden>’d, ‘<Biden>’ '<Biden>'. <Biden>’ll (<Biden>)",
        "Bidens O’Biden Biden’an",
    ),
    "English, capitals": ("BIDEN", "<BIDEN>’S <BIDEN>'S", "BIDEN’Sea"),
    "pinyin": ("Xi", "<Xi> and <Xi>’s", "Xi’an Xi'an"),
    "French": ("Iran", "l’<Iran> L’<Iran> d’<Iran> qu’<Iran> Qu'<Iran>", "O’Iran D’Iran"),
    "Ukrainian": ("Лук", "<Лук>", "Лук’яненко Лук'яненко"),
    "Japanese": ("バイデン", "<バイデン>は<バイデン>氏", ""),
    "Chinese": ("习近平", "<习近平>说,<习近平>的", ""),
}


def mentions(raw: str, name: str) -> tuple[tuple[int, int], ...]:
    """The places of a name as a whole word."""
    return nc.Article(id="a", text=raw, actors=[nc.Actor(id="x", name=name, kind="group")]).mentions("x")


@pytest.mark.parametrize("language", SENTENCES)
def test_what_a_language_attaches_is_not_part_of_a_word(language):
    name, marked, not_whole = SENTENCES[language]
    raw, places = "", []
    for piece in re.split(r"([<>])", f"{marked} | {not_whole}"):
        if piece == "<":
            places.append((len(raw), len(raw) + len(name)))
        elif piece != ">":
            raw += piece
    assert all(raw[slice(*place)] == name for place in places)
    for length in (0, 40_000):
        assert mentions(f"{raw}\n{'- ' * (length // 2)}", name) == tuple(places)


def test_particles_of_a_cut_word():
    raw = "푸틴을 O’Brien l’Iran"
    for words, whole in (("푸", "푸틴"), ("Bri", "O’Brien"), ("ran", "Iran")):
        start = raw.index(words)
        a, b = Text(raw).widened((start, start + len(words)))
        assert raw[a:b] == whole


@given(st.lists(st.sampled_from(["café", "Ångström", "niño", " ", "-", "’", ".", "x"])).map("".join), st.data())
def test_accents_of_their_own_cut_nothing_more(composed, data):
    word = data.draw(st.sampled_from(["café", "Ångström", "niño", "x"]))
    assert composed == unicodedata.normalize("NFC", composed)
    decomposed = mentions(unicodedata.normalize("NFD", composed), unicodedata.normalize("NFD", word))
    assert len(decomposed) == len(mentions(composed, word))


@given(any_text, st.integers(-3, 50))
def test_boundaries_may_be_asked_of_anything(raw, offset):
    assert type(cuts_word(raw, offset)) is bool
    assert not cuts_word(raw, 0)
    assert not cuts_word(raw, len(raw))
