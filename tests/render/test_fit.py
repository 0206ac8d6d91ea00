"""Lines that fit a terminal, in columns as displayed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscorpus.diagnostics.report import Diagnostic, Report, Severity, Span
from newscorpus.render import full
from newscorpus.render.escapes import width
from newscorpus.render.terminal import cut_around, wrapped

LINES = st.text(st.sampled_from("ab 北京é\u0301ｱ👍“—"), max_size=120)


@given(LINES, st.integers(0, 120), st.integers(0, 40), st.integers(10, 100))
def test_a_line_is_cut_around_its_mark(line: str, left: int, length: int, room: int) -> None:
    """What is shown fits, is part of the line, and contains the beginning of the mark."""
    left = min(left, width(line))
    right = min(left + length, width(line))
    shown, begin, end = cut_around(line, left, right, room)
    assert width(shown) <= room
    assert shown.strip("…") in line
    assert 0 <= begin <= end <= max(room, begin)
    assert (shown == line) == (width(line) <= room)
    # Of wrapped text nothing is lost but spaces where a line ends; only a word that is too long does not fit.
    lines = list(wrapped(line, length, room + 60))
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(width(one) + length <= room + 60 or " " not in one.strip() for one in lines)


@pytest.mark.parametrize(
    ("line", "mark", "expected"),
    [
        ("short MARK", "MARK", "short MARK"),
        ("MARK" + "x" * 40, "MARK", "MARKxxxxxxxxxxxxxxx…"),
        ("x" * 40 + "MARK", "MARK", "…xxxxxxxxxxxxxxxMARK"),
        ("x" * 40 + "MARK" + "y" * 40, "MARK", "…xxxxxxxxMARKyyyyyy…"),
        ("北" * 20 + "MARK" + "京" * 20, "MARK", "…北北北北MARK京京京…"),
        ("e\u0301" * 40 + "MARK", "MARK", "…" + "e\u0301" * 15 + "MARK"),
    ],
)
def test_cuts(line: str, mark: str, expected: str) -> None:
    """On the side where there is too much, in whole characters; the mark is where its words are."""
    before = line.partition(mark)[0]
    shown, begin, end = cut_around(line, width(before), width(before + mark), 20)
    assert shown == expected
    assert (begin, end) == (width(shown.partition(mark)[0]), width(shown.partition(mark)[0] + mark))


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_excerpts_and_help_fit(columns: int) -> None:
    """Of a finding in a long line, with a label that does not fit beside its mark."""
    line = "words " * 30 + "MARK" + " words" * 30
    span = Span("a.yaml", 180, 184, 1, 181, 1, 185, line[100:340], 101)
    found = Diagnostic(
        "NC301", "quote-not-in-text", Severity.ERROR, "no", span, label="a label " * 4, help="some help " * 20
    )
    (block,) = full.render(Report((found,)), columns=columns)
    assert all(width(one) <= columns for one in block.split("\n")[1:])
    text, marks = block.split("\n")[3:5]
    assert text[marks.index("^") : marks.rindex("^") + 1] == "MARK"
