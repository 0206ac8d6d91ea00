"""Look up words in a text: occurrences, whole words, paragraphs."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prose import PIECES, SPACES, prose, raw_and_words

from newscorpus.text import index as text_module
from newscorpus.text.index import Text
from newscorpus.text.words import cuts_end, cuts_start


def by_regex(raw, words):
    """The oracle: tokens with any white space between, looked ahead for, so that overlapping places are found."""
    tokens = words.split()
    if not tokens:
        return ()
    pattern = r"\s+".join(map(re.escape, tokens))
    return tuple(match.span(1) for match in re.finditer(f"(?=({pattern}))", raw))


@given(raw_and_words())
def test_occurrences_are_what_a_regular_expression_finds(drawn):
    raw, words = drawn
    assert Text(raw).occurrences(words) == by_regex(raw, words)


@given(raw_and_words(st.text("ab \n", max_size=40)))
@example(("aabaabaabaa", "aabaa"))
@example(("a a a a a", "a a"))
@example(("ababaa", "aba"))
def test_occurrences_that_overlap_are_all_found(drawn):
    raw, words = drawn
    assert Text(raw).occurrences(words) == by_regex(raw, words)


@given(raw_and_words(), st.integers(0, 5))
def test_places_are_counted_as_they_are_found(drawn, most):
    raw, words = drawn
    places = len(Text(raw).occurrences(words))
    assert Text(raw).count(words, most) == min(most, places)
    assert (words in Text(raw)) == (places > 0)


class Counted(str):
    """Text that counts how often it is searched."""

    __slots__ = ("searches",)

    def find(self, *args):
        self.searches = getattr(self, "searches", 0) + 1
        return super().find(*args)


@pytest.mark.parametrize(
    ("unit", "text", "words", "searches"), [("a", 2000, 1000, 3), ("ab", 2000, 1000, 3), ("aab", 2000, 1000, 3)]
)
def test_self_similar_words_take_linear_time(unit, text, words, searches):
    raw = Text(unit * text)
    raw._flat = Counted(raw._flat)
    assert len(raw.occurrences(unit * words)) == text - words + 1
    assert raw._flat.searches == searches
    assert len(Text("a" * 200_000).occurrences("a" * 100_000)) == 100_001


@given(prose, st.data())
def test_a_span_is_whole_if_neither_end_cuts_a_word(raw, data):
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


@pytest.mark.parametrize(
    ("raw", "words", "within", "only"),
    [
        ("Oslo or Rome", "Oslo", (), (0, 4)),
        ("Oslo or Rome", "Rome", [(8, 12)], (8, 12)),
        ("Oslo, Oslo", "Oslo", [(1, 10)], (6, 10)),
        ("Oslo, Oslo", "Oslo", (), None),
        ("--- x", "--", (), None),
        ("Oslo or Rome", "slo", (), None),
        ("Oslo or Rome", "slo", [(0, 12)], None),
        ("Oslo or Rome", "Bonn", [(0, 12)], None),
        ("to go, go", "to\ngo", (), None),
        ("in Oslo.\n\nOr Rome", "Rome", (), (13, 17)),
        ("a", "a", (), (0, 1)),
        ("\nOslo", "\nOslo", (), None),
        ("\nOslo", "\nOslo", [(0, 5)], None),
        ("Oslo, Oslo, Rome", "Oslo", [(0, 4), (6, 10)], None),
        ("Oslo, Oslo, Rome", "Oslo", [(2, 10), (6, 10)], (6, 10)),
        ("to go, to\ngo", "to go", [(0, 5), (7, 12)], None),
        ("to go, to\ngo  to  go\n", "to go", [(0, 5)], (0, 5)),
        ("to go, to\ngo  to  go\n", "to go", [(7, 12), (14, 20)], None),
        ("to go, to\ngo  to  go\n", "to go", [(10, 20)], (14, 20)),
    ],
)
def test_words_that_stand_once(raw, words, within, only, monkeypatch):
    """Are found at once, in a text or a part of it, with an index or without; where there is a doubt, they are not."""
    for long in (10**9, 0):
        monkeypatch.setattr(text_module, "_LONG", long)
        assert Text(raw).only(words, within) == only


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


# `[` and `]` stand around each quotation.
@pytest.mark.parametrize("marked", ["<O[man]iacs> left", "an <[Oma]n>", "a <[b]> c"])
def test_cut_words_are_made_whole(marked):
    bare = re.sub(r"[<>]", "", marked)
    raw = re.sub(r"[\[\]]", "", bare)
    span = bare.index("["), bare.index("]") - 1
    whole = re.sub(r"[\[\]]", "", marked)
    assert Text(raw).widened(span) == (whole.index("<"), whole.index(">") - 1)


@pytest.mark.parametrize(("before", "behind"), [(1000, 1000), (1001, 0), (0, 1001)])
def test_what_is_longer_than_a_word_is_not_made_whole(before, behind):
    """A hostile text may be one word: it is not walked through for each quote that cuts it."""
    raw = f"{'a' * before}bc{'d' * behind}"
    whole = (0, len(raw)) if max(before, behind) <= 1000 else (before, before + 2)
    assert Text(raw).widened((before, before + 2)) == whole


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
