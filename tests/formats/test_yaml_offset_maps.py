"""The offset map of YAML scalars: each decoded character comes from where the map says."""

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus.formats.document import OffsetMap
from newscorpus.formats.yaml.offset_maps import offset_map
from newscorpus.formats.yaml.parser import PARSER, ScalarEvent

BREAKS = "\r\n\x85\u2028\u2029"
WORD = st.sampled_from(["a", "é", "😀", "bc", "'", '"', "\\", "#", ":", "-", "x: y", "\t", " ", "  ", "\xa0"])
TEXT = st.lists(
    WORD | st.sampled_from(["\n", "\n\n", "\n  ", "\x85", "\u2028", "\r", "\x07", "\u2029"]), max_size=12
).map("".join)
LINE_BREAK = st.sampled_from(["\n", "\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])


def scalar(source: str) -> ScalarEvent | None:
    """The last scalar of the source, None if the parser refuses it."""
    found = None
    try:
        for event in iter(PARSER(source).get_event, None):
            if isinstance(event, ScalarEvent):
                found = event
    except yaml.YAMLError:
        return None
    return found


def span(found: OffsetMap, start: int, end: int) -> tuple[int, int]:
    place = found.span(start, end)
    assert place is not None
    return place


def check(source: str) -> None:
    """The law, for the last scalar of `source`, if that is YAML."""
    event = scalar(source)
    if event is None or event.start_mark is None or event.end_mark is None:
        return
    style = event.style or ""
    found = offset_map(source, event.start_mark.index, event.end_mark.index, style, event.value)
    assert found is not None
    assert found.text == event.value
    before = event.start_mark.index
    for at, character in enumerate(event.value):
        start, end = span(found, at, at + 1)
        assert before <= start < end <= event.end_mark.index
        before = end
        written = source[start:end]
        if written == character:
            continue
        if style == '"' and written.startswith("\\"):
            assert yaml.safe_load(f'"{written}"') == character
        elif style == "'" and character == "'":
            assert written == "''"
        else:  # a folded or normalised break
            assert character in " \n"
            assert re.fullmatch(f"\r\n|[{BREAKS}]", written)


@given(
    TEXT,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.integers(20, 80),
    st.booleans(),
    LINE_BREAK.filter(lambda b: b in "\r\n"),
)
@example("a\n\n  b\n c\n", ">", 20, True, "\n")
def test_dumped_scalars(text: str, style: str | None, width: int, allow_unicode: bool, line_break: str) -> None:
    source = yaml.dump(
        {"k": [text]},
        default_style=style,
        width=width,
        allow_unicode=allow_unicode,
        line_break=line_break,
        Dumper=yaml.SafeDumper,
    )
    check(source)


# fmt: off
PIECE = st.sampled_from(
    [
    "a", "é😀", " ", "  ", "\t", "\n ", "\n\n ", " \n\t ", "\r\n ", "\x85 ", "\u2028 ", "\u2029\n ", "''", "\\n",
    "\\\n ", "\\ ", "\\\n\n ", "\\x41", "\\u00e9", "\\U0001f600", '\\"', "\\/", "\\_", "\\L",
]
)
# fmt: on


@given(st.sampled_from(["", "'", '"']), st.lists(PIECE, max_size=8).map("".join))
@example("'", "a''b")
@example("", "a \n b")
@example('"', "a\\\n\n b")
def test_flow_scalars_by_hand(quote: str, body: str) -> None:
    check(f"- {quote}{body}{quote}\n")
    check(f"- [{quote}{body}{quote}]\n")


@pytest.mark.parametrize(
    ("source", "text", "style"),
    [
        ("|\n a\n", "b\n", "|"),
        ("x", "y", ""),
        ('"\\q"', "q", '"'),
        ("'a'b'", "ab", "'"),
        ("|\n\n", "\na", "|"),
        ("x\n", "x", "|"),
        ('"\\U00110000"', "x", '"'),
    ],
)
def test_no_map_where_none_can_be_proven(source: str, text: str, style: str) -> None:
    assert offset_map(source, 0, len(source), style, text) is None


@given(
    st.sampled_from("|>"),
    st.sampled_from(["", "+", "-", "1", "2", "3", "2-", "+1"]),
    st.lists(
        st.tuples(
            st.sampled_from(["", " ", "  ", "   ", "    ", "\t"]),
            st.sampled_from(["", "a", "b c", "é ", "\tx", "#y"]),
            LINE_BREAK,
        ),
        max_size=7,
    ),
    st.sampled_from(["", "b: 1\n", "# end\n"]),
)
@example(">", "", [("  ", "a", "\n"), ("  ", "b", "\u2028"), ("  ", "c", "\n")], "")
@example(">", "", [("", "a", "\n"), ("", "", "\n"), ("", "b", "\n")], "")
@example("|", "2", [("    ", "a", "\n"), ("  ", "", "\n")], "b: 1\n")
def test_block_scalars_by_hand(style: str, header: str, lines: list[tuple[str, str, str]], after: str) -> None:
    """Block and folded text of every indentation, chomping and line break."""
    check(f"k: {style}{header} # x\n" + "".join(i + t + b for i, t, b in lines))
    check(f"k: {style}{header}\n" + "".join("  " + i + t + b for i, t, b in lines) + after)
