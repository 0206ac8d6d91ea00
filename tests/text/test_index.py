"""Look up words in a text: occurrences, whole words, paragraphs."""

import hashlib
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prose import PIECES, SPACES, prose, raw_and_words

from newscorpus.testing import any_text, texts
from newscorpus.text import index as text_module
from newscorpus.text.index import Text
from newscorpus.text.words import cuts_end, cuts_start, flatten


def by_regex(raw, words):
    """The oracle: tokens with any white space between, looked ahead for, so that overlapping places are found."""
    tokens = words.split()
    if not tokens:
        return ()
    pattern = r"\s+".join(map(re.escape, tokens))
    return tuple(match.span(1) for match in re.finditer(f"(?=({pattern}))", raw))


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
    raw, words = drawn
    places = len(Text(raw).occurrences(words))
    assert Text(raw).count(words, most) == min(most, places)
    assert (words in Text(raw)) == (places > 0)


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
    assert Text(raw).is_whole((start, end)) == (not cuts_start(raw, start) and not cuts_end(raw, end))


@given(
    raw_and_words(
        st.lists(
            st.sampled_from([*PIECES[:10], "Oman", "_", "京", "푸틴", "은", "ל", "ביידן", "’s", *SPACES]), max_size=30
        ).map("".join)
    )
)
@example(("caf\u00e9 caf", "caf"))
@example(("foo_bar bar", "bar"))
@example(("e e\u0301", "e"))
@example(("a b a", "a a"))
@example(("北京 a", "京"))
@example(("푸틴은", "푸틴"))
@example(("לביידן", "ביידן"))
def test_an_index_finds_what_a_search_finds(drawn):
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
        ("Oslo or Rome", "Oslo", (), (0, 4)),
        ("Oslo or Rome", "Oslo", [(0, 12)], (0, 4)),
        ("Oslo or Rome", "Rome", [(8, 12)], (8, 12)),
        ("Oslo, Oslo", "Oslo", [(1, 10)], (6, 10)),
        ("Oslo, Oslo", "Oslo", [(0, 10)], None),
        ("Oslo, Oslo", "Oslo", (), None),
        ("--- x", "--", (), None),
        ("--- x", "--", [(0, 5)], None),
        ("Oslo or Rome", "slo", (), None),
        ("Oslo or Rome", "slo", [(0, 12)], None),
        ("Oslo or Rome", "Bonn", (), None),
        ("Oslo or Rome", "Bonn", [(0, 12)], None),
        ("to go, go", "to\ngo", (), None),
        ("in Oslo.\n\nOr Rome", "Oslo. Or", (), (3, 12)),
        ("in Oslo.\n\nOr Rome", "Rome", (), (13, 17)),
        ("a", "a", (), (0, 1)),
        ("a", "", (), None),
        ("\nOslo", "\nOslo", (), None),
        ("\nOslo", "\nOslo", [(0, 5)], None),
        ("Oslo, Oslo, Rome", "Oslo", [(2, 10), (12, 16)], (6, 10)),
        ("Oslo, Oslo, Rome", "Oslo", [(0, 4), (6, 10)], None),
        ("Oslo, Oslo, Rome", "Oslo", [(2, 10), (6, 10)], (6, 10)),
        ("in\nOslo, Oslo", "Oslo", [(0, 7), (9, 10)], (3, 7)),
        ("to go, to\ngo", "to go", [(0, 5), (7, 12)], None),
        ("to go, to\ngo  to  go\n", "to go", [(0, 5)], (0, 5)),
        ("to go, to\ngo  to  go\n", "to go", [(7, 12)], (7, 12)),
        ("to go, to\ngo  to  go\n", "to go", [(7, 12), (14, 20)], None),
        ("to go, to\ngo  to  go\n", "to go", [(10, 20)], (14, 20)),
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
    [
        ("a b", True),
        ("a  b", True),
        ("a\tb", False),
    ],
)
def test_texts_of_printable_characters(raw, printable):
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
@pytest.mark.parametrize(
    "marked",
    [
        "<O[man]iacs> left",
        "an <[Oma]n>",
        "a <[b]> c",
    ],
)
def test_cut_words_are_made_whole(marked):
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
        ("Ann", 0, 3, False),
        ("", 4, 4, False),
    ],
)
def test_words_that_stand_just_there(words, start, end, there):
    assert Text("Anna Berg met Carl").has(words, start, end) is there


@pytest.mark.parametrize(("before", "behind"), [(1000, 1000), (1001, 0), (0, 1001)])
def test_what_is_longer_than_a_word_is_not_made_whole(before, behind):
    """A hostile text may be one word: it is not walked through for each quote that cuts it."""
    raw = f"{'a' * before}bc{'d' * behind}"
    whole = (0, len(raw)) if max(before, behind) <= 1000 else (before, before + 2)
    assert Text(raw).widened((before, before + 2)) == whole
