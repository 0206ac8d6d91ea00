"""Spans within spans."""

from hypothesis import given
from hypothesis import strategies as st
from prose import raw_and_words

from newscorpus.text.index import Text
from newscorpus.text.spans import Scope, inside, keep_inside


def test_inside():
    """A span is inside one that holds all of it."""
    assert inside((2, 3), [(0, 1), (2, 3)])
    assert not inside((0, 3), [(0, 2), (2, 3)])
    assert not inside((0, 0), [])


@given(raw_and_words(st.text("ab ", max_size=40)), st.lists(st.tuples(*[st.integers(0, 40)] * 2), max_size=5))
def test_what_lies_within_spans(drawn, spans):
    """Places of words, within spans in any order, which may overlap or be empty: each once, in order."""
    raw, words = drawn
    found = Text(raw).occurrences(words)
    assert keep_inside(found, spans) == tuple(span for span in found if inside(span, spans))


def test_what_begins_before_a_span_does_not_lie_within_it():
    assert keep_inside([(0, 2), (3, 5), (6, 8)], [(1, 7)]) == ((3, 5),)


span_lists = st.lists(st.tuples(*[st.integers(0, 20)] * 2).map(sorted).map(tuple), min_size=1, max_size=5)


def distance(one, other):
    """How many characters are between two spans; none if they overlap or touch."""
    return max(other[0] - one[1], one[0] - other[1], 0)


@given(span_lists.map(lambda spans: [(a, b + 1) for a, b in spans]), span_lists)
def test_a_scope_holds_spans_and_chooses_the_nearest(spans, found):
    """As looking at one after the other does, the first of those that are as near."""
    found = sorted({(a, b + 1) for a, b in found})
    scope = Scope(spans)
    assert [scope.holds(span) for span in found] == [inside(span, spans) for span in found]
    assert scope.nearest(found) == min(found, key=lambda span: min(distance(span, one) for one in spans))
