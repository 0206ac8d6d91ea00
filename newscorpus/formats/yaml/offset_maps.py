"""Offsets in the decoded text of a YAML scalar -> offsets in the source, for all five styles.

A scalar is decoded a second time, with the place of each character, by the rules of libyaml and PyYAML (line breaks are
LF, CRLF, CR, U+0085, U+2028 and U+2029). The result is compared with that of the parser: a map is exactly right, or
there is none.
"""

import re
from typing import Final

from newscorpus.formats.document import OffsetMap
from newscorpus.text.words import pattern

_BR: Final = "\r\n\x85\u2028\u2029"
_ANY_BREAK: Final = f"(?:\r\n|[{_BR}])"
_BREAK: Final = pattern(_ANY_BREAK)
_FOLD: Final = pattern(rf"[ \t]*{_ANY_BREAK}(?:[ \t]*{_ANY_BREAK})*[ \t]*")
_LINE: Final = pattern(rf"([^{_BR}]*)({_ANY_BREAK}?)")
_HEADER: Final = pattern(rf"[|>]([+\-1-9]*)[ \t]*(?:#[^{_BR}]*)?{_ANY_BREAK}?")


def _words(special: str) -> re.Pattern[str]:
    """Return a pattern for literal text: all but `special`, line breaks and the whitespace around them.

    Its quantifiers are possessive: to backtrack into a text of one long line would need gigabytes.
    """
    return re.compile(rf"(?:[^ \t{_BR}{special}]++|[ \t]++(?![{_BR}]))++")


_PLAIN: Final = _words("")
_SINGLE: Final = _words("'")
_DOUBLE: Final = _words(r"\\")

_ESCAPE: Final = pattern(
    rf"\\(?:x([0-9a-fA-F]{{2}})|u([0-9a-fA-F]{{4}})|U([0-9a-fA-F]{{8}})|([0abtnvfre \"/\\N_LP\t])|({_FOLD.pattern}))"
)
_ESCAPED: Final[dict[str, str]] = dict(
    zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True)
)


def offset_map(text: str, start: int, end: int, style: str, value: str, shift: int = 0) -> OffsetMap | None:
    """Map a scalar.

    Args:
        text: The source.
        start: The offset of the scalar.
        end: Its end.
        style: One of `''`, `'`, `"`, `|`, `>`.
        value: The decoded text.
        shift: What to add to offsets in the source.

    Returns:
        The map; None if it is not certain to be right.
    """
    offsets = OffsetMap(shift)
    if style in ("|", ">"):
        _block(text, start, end, value, offsets)
    elif style:
        _flow(text, start + 1, end - 1, _SINGLE if style == "'" else _DOUBLE, offsets)
    else:
        _flow(text, start, end, _PLAIN, offsets)
    return offsets if offsets.text == value else None


def decoded(text: str, start: int, end: int, style: str) -> str:
    """Return the decoded text of a scalar that no parser has read; arguments as those of `offset_map`.

    Of block text, the first line with text gives the indentation, not a number behind the `|`.
    """
    if not style and (match := _PLAIN.match(text, start, end)) and match.end() == end:
        return match[0]  # most are plain words
    offsets = OffsetMap()
    if style in ("|", ">"):
        header = _HEADER.match(text, start, end)
        lines = text[header.end() if header else end : end].split("\n")
        blank = next((i for i, line in enumerate(lines) if line.strip()), 0)
        _block(text, start, end, "\n" * blank + lines[blank].lstrip(" "), offsets)
    elif style:
        _flow(text, start + 1, end - 1, _SINGLE if style == "'" else _DOUBLE, offsets)
    else:
        _flow(text, start, end, _PLAIN, offsets)
    return offsets.text


def _flow(text: str, at: int, end: int, words: re.Pattern[str], out: OffsetMap) -> None:
    while at < end:
        if match := words.match(text, at, end):
            out.verbatim(match[0], at)
        elif match := _FOLD.match(text, at, end):
            _fold(match, out)
        elif words is _SINGLE and text.startswith("''", at):
            out.unit("'", at, 2)
            at += 2
            continue
        elif words is _DOUBLE and (match := _ESCAPE.match(text, at, end)):
            _escape(match, out)
        else:  # no parser accepts this
            return
        at = match.end()


def _fold(match: re.Match[str], out: OffsetMap) -> None:
    """Decode line breaks: one is a space; of several, the first is dropped. U+2028 and U+2029 stay."""
    first, *rest = _BREAK.finditer(match.string, match.start(), match.end())
    if first[0] in "\u2028\u2029":
        _break(first, out)
    elif not rest:
        out.unit(" ", first.start(), len(first[0]))
    for further in rest:
        _break(further, out)


def _break(match: re.Match[str], out: OffsetMap) -> None:
    out.unit(match[0] if match[0] in "\u2028\u2029" else "\n", match.start(), len(match[0]))


def _escape(match: re.Match[str], out: OffsetMap) -> None:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        out.unit(chr(code) if code < 0x110000 else "", match.start(), len(match[0]))
    elif match[4]:
        out.unit(_ESCAPED[match[4]], match.start(), 2)
    else:  # an escaped line break is dropped, further ones stay
        _, *rest = _BREAK.finditer(match.string, match.start(), match.end())
        for further in rest:
            _break(further, out)


def _block(text: str, start: int, end: int, value: str, out: OffsetMap) -> None:
    header = _HEADER.match(text, start, end)
    if header is None:
        return
    folded = text[start] == ">"
    lines = [line for line in _LINE.finditer(text, header.end(), end) if line[0]]
    indent = _indent(lines, value)
    empty_lines: list[re.Match[str]] = []  # their breaks, which stay between lines, and at the end with `+`
    last: re.Match[str] | None = None  # break of the last line with text
    spaced = False  # whether that line began with whitespace: breaks beside it are not folded
    for line in lines:
        content = line[1][indent:]
        ending = _BREAK.match(text, line.start(2), end)
        if not content:
            empty_lines += [ending] if ending else []
            continue
        indented = content[0] in " \t"
        if last:
            if not folded or spaced or indented or last[0] in "\u2028\u2029":
                _break(last, out)
            elif not empty_lines:
                out.unit(" ", last.start(), len(last[0]))
        for empty in empty_lines:
            _break(empty, out)
        out.verbatim(content, line.start() + indent)
        empty_lines.clear()
        last, spaced = ending, indented
    if last and "-" not in header[1]:
        _break(last, out)
    if "+" in header[1]:
        for empty in empty_lines:
            _break(empty, out)


def _indent(lines: list[re.Match[str]], value: str) -> int:
    """Return the indentation: by how much the first line that is not empty is shorter than in the source."""
    text = value.lstrip(_BR)
    number = len(_BREAK.findall(value, 0, len(value) - len(text)))
    if not text or number >= len(lines):
        return max((len(line[1]) for line in lines), default=0)
    return max(0, _leading(lines[number][1]) - _leading(text))


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
