"""Quotations in a text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newscorpus.text.index import Text
from newscorpus.text.spans import inside

QUOTED = [
    "She said: [“We agree.”] Then [“No.”]",
    "Hon sade: [”Ja.”]",
    "[「彼は『はい』と言った」]",  # of another kind inside: the outer one holds it
    "“Lost, he said. [“Found.”]",
    '他说["你好"]。',
    "[„Eins.\n\n„Zwei.“]",
    "No line is a paragraph: [“We\nagree.”]",
    "5 < 6 [“and”] 7 > 6.",
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
