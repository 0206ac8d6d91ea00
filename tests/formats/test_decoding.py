"""Bytes to text, and text to lines."""

import codecs
import re

import pytest
from examples import findings
from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus.formats import source_text
from newscorpus.formats.source_text import Lines


def found(data: bytes) -> list[tuple[str, int, int]]:
    """What is said of bytes that are no text: code, start and end."""
    return [(d.code, d.primary.start, d.primary.end) for d in findings(data, ["NC001", "NC007", "NC008"])]


def messages(data: bytes) -> list[str]:
    return [d.message for d in findings(data, ["NC001", "NC008"])]


def is_printable(character: str) -> bool:
    """YAML 1.2, production 1, spelled out."""
    code = ord(character)
    return (
        code in (0x9, 0xA, 0xD, 0x85)
        or 0x20 <= code <= 0x7E
        or 0xA0 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )


def test_each_character_that_no_text_has_is_found_alone() -> None:
    for code in (*range(0x100), 0xFFFD, 0xFFFE, 0xFFFF, 0x10000):
        problems = found(f"some words{chr(code)}".encode())
        assert [one[0] for one in problems] == ([] if is_printable(chr(code)) else ["NC008"]), hex(code)


_OTHER_FILES = (b"version https://git-lfs", b"SQLite format 3\0", b"PK\x03\x04")
"""What files begin with that are UTF-8, but not text."""


@given(st.binary())
@example(b"\xef\xbb\xbf")
@example(b"a\xff")
@example(b"\x00\x01\xff")
def test_any_bytes_give_text_and_positions(data: bytes) -> None:
    """Bytes that are no UTF-8 give NC001 at the end of the text before them, and nothing is raised."""
    problems = found(data)
    try:
        text, is_utf8 = data.decode(), True
    except UnicodeDecodeError as e:
        text, is_utf8 = data[: e.start].decode(), False
    assert all(0 <= start <= end <= len(text) for _, start, end in problems)
    codes = {code for code, _, _ in problems}
    assert "NC001" in codes or is_utf8
    assert "NC001" not in codes or not is_utf8 or b"\0" in data[:4] or data.startswith(_OTHER_FILES)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS pointer"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"PK\x03\x04\x14\0\x06\0", "an Office document"),
    ],
)
def test_a_file_that_is_something_else_is_named(data: bytes, words: str) -> None:
    (problem,) = findings(data)
    assert (problem.code, problem.primary.start, problem.primary.end) == ("NC001", 0, 0)
    assert words in problem.message
    assert problem.help


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ("a\ud83d".encode("utf-8", "surrogatepass"), "lone surrogate U+D83D"),
        ("a\udcff b".encode("utf-8", "surrogatepass"), "lone surrogate U+DCFF"),
        (b"a\xed\xa0", "byte 0xED"),
    ],
)
def test_what_is_no_utf8_is_named(data: bytes, named: str) -> None:
    """A caller's own text has no bytes, so of a surrogate in it nothing is said of any."""
    assert f"file is not UTF-8: unexpected {named}" in messages(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("bom", [True, False])
def test_other_encodings_are_named(encoding: str, bom: bool) -> None:
    data = ("\ufeff" * (bom and encoding[-2:] in ("le", "be")) + "id: a").encode(encoding)
    assert found(data) == [("NC001", 0, 0)]
    assert encoding[:6].upper() in messages(data)[0]


def test_a_bom_of_utf16_alone() -> None:
    assert "UTF-16" in messages(codecs.BOM_UTF16_LE)[0]


def test_a_flood_of_control_characters_is_cut_off() -> None:
    assert len(found(b"\x01a" * 5000)) == 1000
    assert found(b"ab" + b"\x01" * 5000) == [("NC008", 2, 5002)]
    for count, named in ((5000, "characters U+0001 U+0001 U+0001 U+0001 … in"), (1, "character U+0001 in")):
        assert f"control {named}" in messages(b"ab" + b"\x01" * count)[0]
    assert "control characters U+0001 U+0001 U+0001 U+0001 in" in messages(b"ab" + b"\x01" * 4)[0]


LINES = st.lists(
    st.sampled_from(["a", "é😀", "\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", " "])
).map("".join)


@given(LINES)
def test_lines_are_those_of_editors(text: str) -> None:
    """LF, CRLF and CR end lines, nothing else does; every offset is in the line that `at` says, and lines add up."""
    lines = Lines(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [lines.line(n) for n in range(1, len(lines) + 1)] == plain
    for offset in range(len(text) + 1):
        line, column = lines.at(offset)
        assert lines.start(line) + column - 1 == offset
        assert column >= 1
        assert line == len(lines) or offset < lines.start(line + 1)


@pytest.mark.parametrize("n", [0, -1, 3])
def test_no_such_line(n: int) -> None:
    with pytest.raises(IndexError):
        Lines("a\nb").start(n)


@given(st.text(st.characters(), max_size=30), st.integers(1, 5))
@example("a\r\né\rb\n😀", 2)
def test_bytes_and_bounds(text: str, block: int) -> None:
    lines = Lines(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_text, "_BLOCK", block)
        for offset in range(len(text) + 1):
            assert lines.bytes_before(offset) == len(text[:offset].encode("utf-8", "surrogatepass"))
    for number, written in enumerate(re.split("\r\n|\r|\n", text), 1):
        start, end = lines.bounds(number)
        assert text[start:end] == lines.line(number) == written
