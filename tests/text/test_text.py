"""Finding words in a text: occurrences, word boundaries, paragraphs, quotations, the nearest words."""

import hashlib
import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from newscorpus.testing import any_text, texts
from newscorpus.text import fuzzy
from newscorpus.text import index as text_module
from newscorpus.text.fuzzy import nearest, normalize
from newscorpus.text.index import Text
from newscorpus.text.spans import inside, keep_inside
from newscorpus.text.words import cuts_word, flatten

SPACES = [" ", "  ", "\n", "\r\n", "\t", "\n\n", "\u00a0", "\u2028", "\u3000", "\x0b", "\x1c", "\x85", " \n  "]
PIECES = [
    *("a", "b", "aa", "ab", "-", ".", "’", "“", "é", "e\u0301", "İ", "ß"),
    *("👩\u200d🚀", "🇩🇪", "👍🏽", "北京", "東京で", "กรุงเทพ", "हिन्दी", "की", "서울은", "\ud800"),
]
prose = st.lists(st.sampled_from(PIECES + SPACES), max_size=30).map("".join)
spaces = st.sampled_from(SPACES)


def by_regex(raw, words):
    """The oracle: tokens with any white space between, looked ahead for, so that overlapping places are found."""
    tokens = words.split()
    if not tokens:
        return ()
    pattern = r"\s+".join(map(re.escape, tokens))
    return tuple(match.span(1) for match in re.finditer(f"(?=({pattern}))", raw))


@st.composite
def raw_and_words(draw, pieces=prose):
    """A text, and words of it in which white space was exchanged, or any words."""
    raw = draw(pieces)
    cut = sorted(draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    words = draw(st.sampled_from([raw[slice(*cut)]] * 3 + [draw(pieces)]))
    return raw, "".join(draw(spaces) if c.isspace() else c for c in words)


# --- occurrences ------------------------------------------------------------------------------------------------------


@given(raw_and_words())
def test_occurrences_are_what_a_regular_expression_finds(drawn):
    """Any run of white space stands for any other; overlapping places count; nothing else is forgiven."""
    raw, words = drawn
    assert Text(raw).occurrences(words) == by_regex(raw, words)


@given(raw_and_words(st.text("ab \n", max_size=40)))
@example(("aabaabaabaa", "aabaa"))
@example(("a a a a a", "a a"))
@example(("ababaa", "aba"))
def test_occurrences_that_overlap_are_all_found(drawn):
    """Also where words repeat themselves, which is looked for by their period."""
    raw, words = drawn
    assert Text(raw).occurrences(words) == by_regex(raw, words)


@given(raw_and_words(texts() | any_text))
def test_occurrences_are_true_to_the_text(drawn):
    """What stands at an occurrence differs from the words in white space alone, and has none at its ends."""
    raw, words = drawn
    text = Text(raw)
    for start, end in text.occurrences(words):
        found = raw[start:end]
        assert flatten(found) == flatten(words)
        assert found == found.strip()
    assert set(text.candidates(words)) <= set(text.occurrences(words))


@given(prose)
def test_all_of_a_text_is_found_in_it(raw):
    """Once, from its first to its last character that is no white space; blank words are nowhere."""
    start = len(raw) - len(raw.lstrip())
    assert Text(raw).occurrences(raw) == (((start, len(raw.rstrip())),) if raw.strip() else ())


@given(raw_and_words(), st.integers(0, 5))
def test_places_are_counted_as_they_are_found(drawn, most):
    """And no further than asked."""
    raw, words = drawn
    places = len(Text(raw).occurrences(words))
    assert Text(raw).count(words, most) == min(most, places)
    assert (words in Text(raw)) == (places > 0)


@given(raw_and_words(st.text("ab ", max_size=40)), st.lists(st.tuples(*[st.integers(0, 40)] * 2), max_size=5))
def test_what_lies_within_spans(drawn, spans):
    """Places of words, within spans in any order, which may overlap or be empty: each once, in order."""
    raw, words = drawn
    found = Text(raw).occurrences(words)
    assert keep_inside(found, spans) == tuple(span for span in found if inside(span, spans))


def test_what_begins_before_a_span_does_not_lie_within_it():
    """Nor what ends behind it."""
    assert keep_inside([(0, 2), (3, 5), (6, 8)], [(1, 7)]) == ((3, 5),)


def test_a_hard_wrapped_quote_is_found():
    """Prose that was wrapped and indented holds the words that a person types on one line."""
    raw = "Anna Berg\n   met Carl\r\nDahl in\u00a0Oslo."
    ((start, end),) = Text(raw).occurrences("Anna Berg met Carl Dahl in Oslo")
    assert raw[start:end] == raw[:-1]


class Counted(str):
    """Text that counts how often it is searched."""

    __slots__ = ("searches",)

    def find(self, *args):
        self.searches = getattr(self, "searches", 0) + 1
        return super().find(*args)


@pytest.mark.parametrize(
    ("unit", "text", "words", "searches"),
    [("a", 2000, 1000, 3), ("ab", 2000, 1000, 3), ("aab", 2000, 1000, 3)],
)
def test_self_similar_words_take_linear_time(unit, text, words, searches):
    """`aaa…` in `aaaaaa…` is not searched anew from each place, which would cost its length each time."""
    raw = Text(unit * text)
    raw._flat = Counted(raw._flat)
    assert len(raw.occurrences(unit * words)) == text - words + 1
    assert raw._flat.searches == searches
    assert len(Text("a" * 200_000).occurrences("a" * 100_000)) == 100_001


@given(prose, st.data())
def test_a_span_is_whole_if_neither_end_cuts_a_word(raw, data):
    """It is told from the sorts of characters, where both are in ASCII."""
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    assert Text(raw).is_whole((start, end)) == (not cuts_word(raw, start) and not cuts_word(raw, end))


@given(raw_and_words(st.lists(st.sampled_from([*PIECES[:10], "Oman", "_", "京", *SPACES]), max_size=30).map("".join)))
@example(("caf\u00e9 caf", "caf"))
@example(("foo_bar bar", "bar"))
@example(("e e\u0301", "e"))
@example(("a b a", "a a"))
@example(("北京 a", "京"))
def test_an_index_finds_what_a_search_finds(drawn):
    """Long texts have one, short ones are searched."""
    raw, words = drawn
    short, long = Text(raw), Text(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_module, "_LONG", 0)
        assert long.whole(words) == short.whole(words)
        assert long.candidates(words) == short.candidates(words)
        only = long.only(words)
    if only is None:
        assert short.only(words) is None
    else:
        assert short.candidates(words) == (only,)


@pytest.mark.parametrize("long", [10**9, 0])
@pytest.mark.parametrize(
    ("raw", "words", "within", "only"),
    [
        ("Oslo or Rome", "Oslo", None, (0, 4)),
        ("Oslo or Rome", "Oslo", (0, 12), (0, 4)),
        ("Oslo or Rome", "Rome", (8, 12), (8, 12)),
        ("Oslo, Oslo", "Oslo", (1, 10), (6, 10)),
        ("Oslo, Oslo", "Oslo", (0, 10), None),
        ("Oslo, Oslo", "Oslo", None, None),
        ("--- x", "--", None, None),
        ("--- x", "--", (0, 5), None),
        ("Oslo or Rome", "slo", None, None),
        ("Oslo or Rome", "slo", (0, 12), None),
        ("Oslo or Rome", "Bonn", None, None),
        ("Oslo or Rome", "Bonn", (0, 12), None),
        ("to go, go", "to\ngo", None, None),
        ("in Oslo.\n\nOr Rome", "Oslo. Or", None, (3, 12)),
        ("in Oslo.\n\nOr Rome", "Rome", None, (13, 17)),
        ("a", "a", None, (0, 1)),
        ("a", "", None, None),
        ("\nOslo", "\nOslo", None, None),
        ("\nOslo", "\nOslo", (0, 5), None),
    ],
)
def test_words_that_stand_once(raw, words, within, only, long, monkeypatch):
    """Are found at once, in a text or a part of it, with an index or without; where there is a doubt, they are not."""
    monkeypatch.setattr(text_module, "_LONG", long)
    assert Text(raw).only(words, within) == only


def test_an_index_tells_how_much_there_is_to_do(monkeypatch):
    """As many places as the rarest of the words has; none where the whole text has to be searched."""
    raw = "to be or not to be, to be; it is so, it is"
    assert Text(raw).indexed("to be") == 0
    monkeypatch.setattr(text_module, "_LONG", 0)
    text = Text(raw)
    for words, places in (
        ("to", 3),
        ("to be or", 1),
        ("or not to", 1),
        ("to\n be", 3),
        ("it is", 2),
        ("it is so", 1),
        ("was", 0),
        ("be, was", 0),
        (",", 0),
    ):
        assert [text.indexed(words), text.indexed(words)] == [places] * 2
    assert Text(raw + " 北京").indexed("to") == 0


def test_an_index_saves_the_search(monkeypatch):
    """A long text is not searched for each of many words."""
    monkeypatch.setattr(text_module, "_LONG", 0)
    text = Text("Omaniacs from Oman, from Rome")
    assert text.whole("Oman") == ((14, 18),)
    text._flat = Counted(text._flat)
    assert text.whole("from") == ((9, 13), (20, 24))
    assert text.whole("from\nRome") == ((20, 29),)
    assert text.only("Rome") == (25, 29)
    assert not hasattr(text._flat, "searches")


@pytest.mark.parametrize(
    ("raw", "printable"),
    [("a b", True), ("a  b", True), ("a\nb\n\nc\n", True), ("a\tb", False), ("a\u200bb", False), ("a\xa0 b", False)],
)
def test_texts_of_printable_characters(raw, printable):
    """Line breaks aside."""
    assert Text(raw).is_printable == printable


@pytest.mark.parametrize("raw", ["", "a", "é\n", "\ud800"])
def test_the_hash_of_a_text(raw):
    """Is that of its UTF-8 bytes; a surrogate has bytes of its own kind."""
    assert Text(raw).sha256 == hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def test_whole_words_come_first():
    """Occurrences that cut a word are candidates only if there are no others."""
    text = Text("Omaniacs from Oman")
    assert text.candidates("Oman") == ((14, 18),)
    assert text.candidates("mania") == ((1, 6),)
    assert text.candidates("Man") == ()
    assert text.candidates("Oman") is text.candidates("Oman")  # found once


# --- boundaries -------------------------------------------------------------------------------------------------------

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


# --- paragraphs and quotations ----------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(["a", "“b”", " ", "\t", "\n", "\r\n", "\r", "\u2028"]), max_size=30).map("".join))
@example("a\r\n\r\nb\r\n")
def test_paragraphs_part_the_text_at_blank_lines(raw):
    """They are in order, bare of white space at their ends, hold all ink, and none holds a blank line."""
    text, done = Text(raw), 0
    for start, end in text.paragraphs:
        assert raw[done:start].strip() == ""
        assert raw[start:end] == raw[start:end].strip() != ""
        lines = raw[start:end].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert all(line.strip() for line in lines)
        done = end
    assert raw[done:].strip() == ""
    gaps = [raw[a:b] for (_, a), (b, _) in zip(text.paragraphs, text.paragraphs[1:], strict=False)]
    assert all(len(gap.replace("\r\n", "\n").replace("\r", "\n").split("\n")) > 2 for gap in gaps)


@given(st.lists(st.sampled_from(["a", "b c", "\n\n", "\n", " "]), max_size=20).map("".join), st.integers(0, 40))
@example("a\n\nb\n\n\nc", 3)
@example("a\n\nb\n\n\nc", 4)
def test_a_paragraph_holds_its_offset(raw, offset):
    """It is that one of the paragraphs that holds the offset; between two, an empty span."""
    holding = [span for span in Text(raw).paragraphs if span[0] <= offset <= span[1]]
    assert Text(raw).paragraph(offset) == (holding[0] if holding else (offset, offset))


# `[` and `]` stand around each quotation.
QUOTED = [
    "She said: [“We agree.”] Then [“No.”]",
    "Sie sagte: [„Wir sind einig.“] Dann [„Nein.”]",
    "Elle dit : [« D’accord. »] Puis [« Non. »]",
    "Er sagte: [»Ja.«] Dann [»Nein.«]",
    "彼女は[「はい」]と言った。[『いいえ』]",
    'They said ["yes"] and ["no"].',
    "Hon sade: [”Ja.”]",
    "[“He said ‘no’, didn’t he?”]",  # single marks are apostrophes too: they pair nothing
    "It’s the players' choice, 'tis said.",
    "[「彼は『はい』と言った」]",  # of another kind inside: the outer one holds it
    "[« Il a dit [« oui »] hier. »] Puis [« non »].",
    "[„Er sagte [„ja“] gestern.“] Dann [„nein“].",
    "Never closed: “We agree.\n\nShe left.",
    "“Lost, he said. [“Found.”]",
    "Closed only: agree.” Then [»no«], then “half",
    'He is 6\' 2" tall and says ["yes"].',
    '他说["你好"]。',
    '["Ja,"] said she, then ["no"].',
    "[“We agree.\n\n“We all agree.”] And [“yes”].",
    "[“One.\n\n“Two.\n\n“Three.”]",
    "[„Eins.\n\n„Zwei.“]",
    "[“One.]\n\n“Two, and never closed.",
    "Not on: “We agree.\n\nNo.” He left.",
    "No line is a paragraph: [“We\nagree.”]",
    "",
    " \n\n ",
]


@pytest.mark.parametrize("marked", QUOTED)
def test_quotations(marked):
    """Marks are paired by language, in paragraphs; repeated at a paragraph's start they go on with the quotation."""
    expected, opened, raw = set(), [], ""
    for char in marked:
        if char == "[":
            opened.append(len(raw))
        elif char == "]":
            expected.add((opened.pop(), len(raw)))
        else:
            raw += char
    found = Text(raw).quotations.spans
    outermost = {span for span in found if not inside(span, set(found) - {span})}
    assert expected <= set(found)
    assert outermost <= expected


@given(st.text('“”„«»「」『』"’a \n', max_size=40))
def test_quotations_are_quoted(raw):
    """Each begins with an opening mark, and ends with a closing one or where its paragraph ends."""
    ends = {end for _, end in Text(raw).paragraphs}
    for start, end in Text(raw).quotations.spans:
        assert 0 <= start < end <= len(raw)
        assert raw[start] in '“„«»「『”"'
        assert raw[end - 1] in '”“»«」』"' or end in ends


@given(st.text('“”„«»「」『』"’a \n', max_size=40), st.data())
def test_quotations_around_words(raw, data):
    """Those that hold all of a span, the inner ones first; and whether any shares a character with it. An empty span
    between two quotations is in neither or in both, as one likes."""
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    assume(start < end)
    text = Text(raw)
    holding = [q for q in text.quotations.spans if inside((start, end), [q])]
    assert list(text.quotations.around((start, end))) == holding
    assert text.quotations.touches((start, end)) == any(a < end and start < b for a, b in text.quotations.spans)


def test_quotations_in_quotations():
    """And beside each other, and that begin where another does."""
    text = Text("«Il a dit «oui» et «non» hier.» «Oui.»")
    outer, yes, no, last = (0, 31), (10, 15), (19, 24), (32, 38)
    assert text.quotations.spans == [yes, no, outer, last]
    for span, around in (((11, 14), [yes, outer]), ((20, 23), [no, outer]), ((15, 19), [outer]), ((33, 36), [last])):
        assert list(text.quotations.around(span)) == around
    assert list(text.quotations.around((11, 23))) == [outer]
    assert list(text.quotations.around((28, 34))) == []
    going_on = Text("“One.\n\n“Two.” Three")
    assert list(going_on.quotations.around((1, 4))) == [(0, 5), (0, 13)]
    assert list(going_on.quotations.around((8, 11))) == [(0, 13)]


@pytest.mark.parametrize(("span", "touches"), [((0, 2), False), ((0, 3), True), ((4, 6), True), ((5, 6), False)])
def test_a_quotation_is_touched_at_either_end(span, touches):
    """By a single character."""
    assert Text("b “a” b").quotations.touches(span) == touches


def test_inside():
    """A span is inside one that holds all of it."""
    assert inside((2, 3), [(0, 1), (2, 3)])
    assert not inside((0, 3), [(0, 2), (2, 3)])
    assert not inside((0, 0), [])


# --- the nearest words ------------------------------------------------------------------------------------------------

ARTICLE = """\
The minister’s aides said on Monday that “nobody has the right to decide” – a view which
others in the coalition don’t share. Straße and Qin Gang were mentioned twice: Qin Gangand left.

“We will not raise taxes before spring,” Anna Berg told reporters in Oslo, adding little.
हिन्दी की कहानी अच्छी है। 北京市政府昨天宣布了新的规定。
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The minister's aides", "The minister’s aides"),
        ('"nobody has the right to decide"', "“nobody has the right to decide”"),
        ("decide” - a view which others", "decide” – a view which\nothers"),
        ("DON'T SHARE", "don’t share"),
        ("STRASSE AND QIN GANG", "Straße and Qin Gang"),
        ("“We will never raise taxes before spring,”", "“We will not raise taxes before spring,”"),
        ("“We will not ever raise taxes before spring,”", "“We will not raise taxes before spring,”"),
        ("We will raise taxes before spring", "We will not raise taxes before spring"),
        ("We shall not raise taxes", "We will not raise taxes"),
        ("“We will not ever, never raise taxes before spring,”", "“We will not raise taxes before spring,”"),
        ("aides said that “nobody has the right", "aides said on Monday that “nobody has\nthe right"),
        ("will which others in", "which others in"),
        ("– view whihc others", "view which others"),
        ("“nboody", "“nobody"),
        ("अच्छी ैह।", "अच्छी है"),
        ("Ana Berg told reporters", "Anna Berg told reporters"),
        ("coalitoin", "coalition"),
        ("'coalitoin'", "coalition"),
        ("reporters in Olso", "reporters in Oslo"),
        ("हिन्दी की कहानी बुरी है", "हिन्दी की कहानी अच्छी है"),
        ("हिन्दी का कहानी अच्छे", "हिन्दी की कहानी अच्छी"),
        ("北京市政府今天宣布了新的规定", "北京市政府昨天宣布了新的规定"),
        ("“nobody had the right to decide?!", "“nobody has the right to decide"),
        ("(‘nobody had the right to decide’.", "“nobody has the right to decide”"),
        ("'nobody has the right to decide'", "“nobody has the right to decide”"),
        ('("nobody had the right to decide")', "“nobody has the right to decide”"),
    ],
)
def test_the_nearest_words(words, found):
    """Slips of typography, spelling and memory lead to the words that were meant, marks included."""
    nearby = ARTICLE[slice(*nearest(ARTICLE, words))]
    assert flatten(nearby) == flatten(found)
    assert nearby == nearby.strip()


@pytest.mark.parametrize(
    "words", ["", " ", "…", "!?", "\u0301", "Completely unrelated sentence about zebras", "xyzzy", "now"]
)
def test_nothing_is_near(words):
    """Words unlike anything in the text have no nearest, nor have blanks and mere marks."""
    assert nearest(ARTICLE, words) is None
    assert nearest("", "words") is None
    assert nearest("… !", "words") is None


GOING = "She will not go. He will go. They will not go now. She would not go now, he said."
OLD = "the old man and the sea and the old woman and the young man"


@pytest.mark.parametrize(
    ("raw", "words", "start", "found"),
    [
        (GOING, "not would now. She would", 39, "not go now. She would"),
        (GOING, "not go. He will xx", 9, "not go. He will"),
        (GOING, "will go now. She would", 34, "will not go now. She would"),
        (GOING, "will not go. He will They", 4, "will not go. He will go. They"),
        (OLD, "mna and the", 8, "man and the"),
        (OLD, "xx and the", 12, "and the"),
        (OLD, "sea and the not odl", 20, "sea and the old"),
    ],
)
def test_the_nearest_of_many_that_are_near(raw, words, start, found):
    """The run of words that has most of them in their order, neither longer nor shorter than need be."""
    assert nearest(raw, words) == (start, start + len(found))
    assert raw.startswith(found, start)


def test_the_nearest_of_several():
    """The first of those that are alike; in a long text, the one with the rare words."""
    raw = "She has left. He had left. She has left. " + "He was here. " * 20_000 + "Anna met Carl Dahl in Oslo."
    assert nearest(raw, "She had left") == (0, 12)
    assert nearest(raw, "SHE HAS left") == (0, 12)
    assert raw[slice(*nearest(raw, "Anna met Karl Dahl in Oslo."))] == "Anna met Carl Dahl in Oslo."
    assert raw[slice(*nearest(raw, "here. Anna meets Carl"))] == "here. Anna met Carl"
    assert nearest(raw, "Anna met") == (raw.index("Anna"), raw.index(" Carl"))
    assert nearest("Oslo", "in Oslo") == nearest("Oslo", "Oslo!") == (0, 4)


TYPED = str.maketrans("“”‘’–—\u00a0\n", "\"\"''-- \u2028")


@given(st.data())
def test_what_differs_in_typography_alone_is_found(data):
    """Quotation marks, apostrophes, dashes, white space and case: the first place that reads alike."""
    inked = [i for i, c in enumerate(ARTICLE) if not c.isspace()]
    start, end = sorted(data.draw(st.lists(st.sampled_from(inked), min_size=2, max_size=2, unique=True)))
    words = ARTICLE[start : end + 1].translate(TYPED).swapcase()
    assume("SS" not in words)  # ß has become two
    found = nearest(ARTICLE, words)
    assert found is not None
    assert normalize(ARTICLE[slice(*found)]) == normalize(words)
    if found[0] > start:  # a later place that cuts no word, as this one does
        assert Text(ARTICLE).is_whole(found)
        assert not Text(ARTICLE).is_whole((start, end + 1))


vocabulary = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9), min_size=15, max_size=40, unique=True
)


@given(vocabulary, st.sampled_from(["inserted", "dropped", "replaced"]), st.data())
def test_a_word_too_much_too_few_or_wrong_is_found(words, slip, data):
    """Of a quote of six words and more, wrong in one that is neither its first nor its last."""
    size = data.draw(st.integers(6, 10))
    start = data.draw(st.integers(0, len(words) - size))
    quoted = words[start : start + size]
    at = data.draw(st.integers(2, size - 3))
    typed = [*quoted[:at], *(["12345"] if slip != "dropped" else []), *quoted[at + (slip != "inserted") :]]
    raw = "\n".join(words)
    found = nearest(raw, " ".join(typed))
    assert found is not None
    # Where a short word is the difference, the words beside it may or may not belong.
    assert quoted[1:-1] == [word for word in raw[slice(*found)].split() if word in quoted[1:-1]]


@given(any_text | prose, any_text | prose)
def test_the_nearest_of_anything(raw, words):
    """No text raises; a span is not empty and lies in the text."""
    found = nearest(raw, words)
    assert found is None or 0 <= found[0] < found[1] <= len(raw)


@pytest.mark.parametrize(
    ("raw", "words", "most"),
    [
        ("a b " * 20_000, "a b " * 3_000 + "c", 61),
        ("a" * 300_000, "a" * 10_000 + "c", 2),
        ("ab " * 100_000, "abd", 19_999),
        ("b " * 30_000, "a", 60_001),
        ("x1 " * 50_000 + "y", "y " * 1_000 + "x", 1),
        ("北" * 200_000, "京" + "北" * 30_000, 61),
        ("\u0301" * 100_000, "e\u0301" * 1000, 0),
        ("word " * 50_000, "”" * 50_000 + "ward", 15_001),
    ],
)
def test_work_is_bounded(raw, words, most, monkeypatch):
    """However long and self-similar, few runs are compared, and of each no more than 2,000 characters."""
    compared = []

    def counted(*given, profile=fuzzy._profile):
        made = profile(*given)
        compared.append(made.total())
        return made

    monkeypatch.setattr(fuzzy, "_profile", counted)
    nearest(raw, words)
    assert len(compared) <= most
    assert max(compared, default=0) <= 4002


@given(any_text)
def test_what_is_alike(words):
    """It is a normal form: made alike, nothing changes any more; white space and case are forgiven."""
    assert normalize(normalize(words)) == normalize(words) or words.casefold().casefold() != words.casefold()
    assert normalize(f" {words}\n") == normalize(words)
    assert flatten(flatten(words)) == flatten(words)


@pytest.mark.parametrize("marked", ["<O[man]iacs> left", "an <[Oma]n>", "<a[b c]d>", "a <[b]> c", "<[a]>"])
def test_cut_words_are_made_whole(marked):
    """At either end."""
    bare = re.sub(r"[<>]", "", marked)
    raw = re.sub(r"[\[\]]", "", bare)
    span = bare.index("["), bare.index("]") - 1
    whole = re.sub(r"[\[\]]", "", marked)
    assert Text(raw).widened(span) == (whole.index("<"), whole.index(">") - 1)


@pytest.mark.parametrize(
    ("words", "start", "end", "there"),
    [
        ("Anna Berg", 0, 9, True),
        ("met", 10, 13, True),
        ("Anna Berg", 0, 8, False),
        ("Anna Berg", 0, None, False),
        ("Anna Berg", 1, 10, False),
        ("Ann", 0, 3, False),
        ("", 4, 4, False),
        (" met", 9, 13, False),
        ("met ", 10, 14, False),
    ],
)
def test_words_that_stand_just_there(words, start, end, there):
    """Whole, and not blank at an end."""
    assert Text("Anna Berg met Carl").has(words, start, end) is there


@pytest.mark.parametrize(("before", "behind"), [(1000, 1000), (1001, 0), (0, 1001)])
def test_what_is_longer_than_a_word_is_not_made_whole(before, behind):
    """A hostile text may be one word: it is not walked through for each quote that cuts it."""
    raw = f"{'a' * before}bc{'d' * behind}"
    whole = (0, len(raw)) if max(before, behind) <= 1000 else (before, before + 2)
    assert Text(raw).widened((before, before + 2)) == whole
