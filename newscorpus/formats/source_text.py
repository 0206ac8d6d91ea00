"""Bytes -> text: encoding, byte order mark, unprintable characters; and its lines, with the spans of messages."""

import codecs
import re
from bisect import bisect_right
from itertools import accumulate, islice
from typing import Final

import attrs

from newscorpus import limits
from newscorpus.diagnostics.report import Span
from newscorpus.formats.document import SyntaxProblem

_BOM: Final = "\ufeff"

_UNPRINTABLE: Final = "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+"
"""Not printable by YAML 1.2 (5.1): C0 and C1 controls, DEL, surrogates, U+FFFE and U+FFFF."""

MOST_REPORTED: Final = 1_000
"""Runs of unprintable characters that are reported of one text; a file with more is binary."""

_CONTROL_BYTES: Final = bytes([*range(9), 11, 12, *range(14, 32), 127])
_RARE_BYTES: Final = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]|\xef\xbf[\xbe\xbf]")

_ENCODING_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16: its first two bytes are those of UTF-16
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\0", "an SQLite database"),
)
_NUL_PATTERNS: Final = {
    (True, True, True, False): "UTF-32",
    (False, True, True, True): "UTF-32",
    (True, False, True, False): "UTF-16",
    (False, True, False, True): "UTF-16",
}
"""Which of the first four bytes are NUL, in a text without byte order mark that begins with two ASCII characters."""


def decode(data: bytes, name: str = "file") -> tuple[str, list[SyntaxProblem]]:
    """Decode UTF-8, strictly.

    Args:
        data: Bytes of a file, or of a line of JSON Lines.
        name: What messages call it.

    Returns:
        The text without byte order mark, and the problems, whose offsets are code points into that text. NC001: it is
        too large (then the text is empty), or not UTF-8 (then the text ends before the first wrong byte). NC007: it has
        a byte order mark. NC008: it has unprintable characters, which stay in the text; one problem for each run of
        them, at most a thousand.
    """
    if len(data) > limits.MAX_BYTES:
        # The size is unknown, because reading stops at the limit.
        size = f"{name} is over the limit of {limits.MAX_BYTES:,} bytes"
        return "", [SyntaxProblem("NC001", size, 0, 0, help="split it, or set NEWSCORPUS_MAX_BYTES to a larger limit")]
    if data.startswith(LFS_POINTER):
        message = "file is a Git LFS pointer: its content is not downloaded"
        return "", [SyntaxProblem("NC001", message, 0, 0, help="run `git lfs pull`")]
    foreign = _other_encoding(data)
    if foreign:
        return "", [SyntaxProblem("NC001", f"file is {foreign}, not UTF-8", 0, 0, help="save it as UTF-8")]
    try:
        text, bad = data.decode(), None
    except UnicodeDecodeError as error:
        text, bad = data[: error.start].decode(), _named(data[error.start : error.start + 3])
    is_unprintable = _may_be_unprintable(data)
    kind = _binary_kind(data) if bad is not None or is_unprintable else None
    if kind:
        return "", [SyntaxProblem("NC001", f"file is {kind}, not text", 0, 0, help="give a text file in UTF-8")]
    text, problems = strip_bom(text)
    if is_unprintable:
        problems += _runs(text)
    if bad is not None:
        message = f"file is not UTF-8: unexpected {bad}"
        advice = "write the character itself" if bad.startswith("lone") else advice_on(data)
        problems.append(SyntaxProblem("NC001", message, len(text), len(text), help=advice))
    return text, problems


def _named(bad: bytes) -> str:
    """Name what is not UTF-8: a byte, or a lone surrogate, which strings of Python and Java may contain."""
    if re.fullmatch(rb"\xed[\xa0-\xbf][\x80-\xbf]", bad):
        return f"lone surrogate U+{ord(bad.decode('utf-8', 'surrogatepass')):04X}"
    return f"byte 0x{bad[0]:02X}"


def strip_bom(text: str) -> tuple[str, list[SyntaxProblem]]:
    """Remove a byte order mark, and report it as NC007 at the start of the rest."""
    if not text.startswith(_BOM):
        return text, []
    message = "file begins with a byte order mark (U+FEFF): some tools read it as part of the content"
    return text[1:], [SyntaxProblem("NC007", message, 0, 0, help="save it as UTF-8 without BOM")]


def unprintable(text: str) -> list[SyntaxProblem]:
    """Report each run of unprintable characters as NC008, as `decode` does."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # lone surrogates
        return _runs(text)
    return _runs(text) if _may_be_unprintable(data) else []


def merge_conflict(text: str) -> SyntaxProblem | None:
    """Report the markers that git leaves where it could not merge; None if there are none. For what does not parse."""
    first, *others = [match.span() for match in _MARKER.finditer(text)] or [(0, 0)]
    if not text.startswith("<<<<<<<", first[0]):
        return None
    labels = tuple((*span, "the other version begins" if text[span[0]] == "=" else "it ends") for span in others[:2])
    advice = "keep one of the two versions, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`"
    return SyntaxProblem("NC002", "merge conflict is not resolved", *first, help=advice, labels=labels)


_MARKER: Final = re.compile(r"^(?:<{7}|={7}|>{7})(?![<=>])[^\n]*", re.MULTILINE)


def mask_unprintable(text: str) -> str:
    """Replace each unprintable character with U+FFFD, so that a parser continues. Offsets stay the same."""
    return re.sub(_UNPRINTABLE, lambda run: "\ufffd" * len(run[0]), text)


def _other_encoding(data: bytes) -> str | None:
    for mark, name in _ENCODING_BOMS:
        if data.startswith(mark):
            return name
    return _NUL_PATTERNS.get(tuple(byte == 0 for byte in data[:4]))  # type: ignore[arg-type]


def advice_on(data: bytes) -> str:
    """Return how to convert bytes that are not UTF-8, by the encoding that they may have."""
    foreign = _other_encoding(data)
    if foreign:
        return f"save it as UTF-8: `iconv -f {foreign} -t UTF-8`"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "save it as UTF-8"
    return "save it as UTF-8; if it is in Windows-1252, as western European texts may be: `iconv -f CP1252 -t UTF-8`"


def _binary_kind(data: bytes) -> str | None:
    """Name what a file is that is not printable text; None if it may be text with errors."""
    return next((kind for begins, kind in _SIGNATURES if data.startswith(begins)), None)


def _may_be_unprintable(data: bytes) -> bool:
    """Whether the text may contain unprintable characters. Bytes are searched ten times as fast as text."""
    return len(data.translate(None, _CONTROL_BYTES)) != len(data) or (
        (b"\xc2" in data or b"\xef\xbf" in data) and _RARE_BYTES.search(data) is not None
    )


def _runs(text: str) -> list[SyntaxProblem]:
    return [_unprintable_run(run) for run in islice(re.finditer(_UNPRINTABLE, text), MOST_REPORTED)]


def _unprintable_run(run: re.Match[str]) -> SyntaxProblem:
    names = " ".join(f"U+{ord(character):04X}" for character in run[0][:4])
    more = " …" if len(run[0]) > 4 else ""
    kind = "control character" if len(run[0]) == 1 else "control characters"
    return SyntaxProblem(
        "NC008", f"{kind} {names}{more} in the file", run.start(), run.end(), help="delete them; text has none"
    )


class Lines:
    """The lines of a text. Lines and columns count from 1, columns in code points.

    LF, CRLF and a lone CR end a line, as in editors; U+0085, U+2028 and U+2029 do not. With `record`, a record of JSON
    Lines, only LF does.
    """

    __slots__ = ("_blocks", "_found", "_record", "text")

    def __init__(self, text: str, *, record: bool = False) -> None:
        self.text = text
        self._record = record
        self._found: list[int] | None = None
        self._blocks: list[int] | None = None

    @property
    def _starts(self) -> list[int]:
        """Offsets of the starts of the lines, computed on first use: most files never need them."""
        if self._found is None:
            self._found = [0, *(end.end() for end in re.finditer(r"\n" if self._record else r"\r\n?|\n", self.text))]
        return self._found

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a code point."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, n: int) -> int:
        """Return the offset of line `n`. Raises IndexError if it does not exist."""
        if n < 1:
            raise IndexError("lines count from 1")
        return self._starts[n - 1]

    def bounds(self, n: int) -> tuple[int, int]:
        """Return the span of line `n` without its line break. Raises IndexError if it does not exist."""
        start = self.start(n)
        end = self._starts[n] if n < len(self._starts) else len(self.text)
        tail = self.text[max(start, end - 2) : end]
        return start, end - len(tail) + len(tail.removesuffix("\n").removesuffix("\r"))

    def line(self, n: int) -> str:
        """Return the text of line `n` without its line break. Raises IndexError if it does not exist."""
        return self.text[slice(*self.bounds(n))]

    def bytes_before(self, offset: int) -> int:
        """Return the number of UTF-8 bytes before a code point."""
        if self.text.isascii():
            return offset
        if self._blocks is None:
            blocks = (self.text[at : at + _BLOCK] for at in range(0, len(self.text), _BLOCK))
            self._blocks = [0, *accumulate(map(_size, blocks))]
        block = offset // _BLOCK
        return self._blocks[block] + _size(self.text[block * _BLOCK : offset])


_BLOCK: Final = 4096
"""Code points of a block, whose bytes are counted once."""


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_BEFORE, _LONGEST = 80, 240
"""Code points of a long line that a span shows: before its start, and in all."""


@attrs.frozen
class SourceText:
    """The text of a file, or of one record of JSON Lines, with its lines and its offset in the file."""

    file: str
    lines: Lines
    line_shift: int = 0
    offset_shift: int = 0

    def span(self, start: int, end: int) -> Span:
        """Return the span of the code points `[start, end)`, with lines, columns and the text of the line around it."""
        end = max(start, end)
        line, column = self.lines.at(start)
        end_line, end_column = self.lines.at(end)
        begins, ends = self.lines.bounds(line)  # a line may be a whole large file
        first = max(1, column - _BEFORE) if ends - begins > _LONGEST else 1
        shown = begins + first - 1
        return Span(
            self.file,
            start + self.offset_shift,
            end + self.offset_shift,
            line + self.line_shift,
            column,
            end_line + self.line_shift,
            end_column,
            self.lines.text[shown : min(ends, shown + _LONGEST)],
            first,
            self._byte_column(line, start),
            self._byte_column(end_line, end),
        )

    def _byte_column(self, line: int, offset: int) -> int:
        begins, ends = self.lines.bounds(line)
        return self.lines.bytes_before(min(offset, ends)) - self.lines.bytes_before(begins) + 1
