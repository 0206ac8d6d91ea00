"""JSON text -> `Document`: RFC 8259, strict, with positions.

The parser of the standard library reads valid texts. If there is a problem, or if positions are needed, a second parser
reads the text, forty times as slowly, and finds all of them. No text raises an exception.
"""

import json
import re
from contextlib import suppress
from itertools import accumulate
from json import JSONDecodeError
from typing import Any, Final, NoReturn

from newscorpus import limits
from newscorpus.formats.document import (
    EMPTY,
    FLOAT_TOO_BIG,
    INTEGER_TOO_BIG,
    INVALID,
    NO_CHARACTER,
    NULL,
    TWO_KEYS,
    WRITE_CONTENT,
    Document,
    Member,
    Node,
    NonDecimalInt,
    OffsetMap,
    SyntaxProblem,
    TreePositions,
    fitting_float,
    fitting_integer,
    parser_errors,
    shorten,
)
from newscorpus.formats.source_text import mask_unprintable, merge_conflict, strip_bom, unprintable
from newscorpus.text.words import pattern

_WHITESPACE: Final = pattern(r"[ \t\n\r]*")
_STRING: Final = pattern(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
"""A string, or the rest of the text if it is never closed."""

_STRING_OR_BRACKET: Final = pattern(rf"{_STRING.pattern}|([\[{{])|[\]}}]", re.DOTALL)
_EMPTY: Final = pattern(r"\[[ \t\n\r]*\]|\{[ \t\n\r]*\}")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))

_NUMBER: Final = pattern(r"NaN|-?Infinity|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SURROGATE_ESCAPE: Final = pattern(r"\\u[dD][89a-fA-F]")
_ESCAPE: Final = pattern(
    r"""\\(?: u[dD][89abAB][0-9a-fA-F]{2} \\u[dD][c-fC-F][0-9a-fA-F]{2}
            | (u[dD][89a-fA-F][0-9a-fA-F]{2})
            | u[0-9a-fA-F]{4}
            | . )""",
    re.VERBOSE | re.DOTALL,
)
"""An escape of one character; the group matches half of a surrogate pair, which is not a character."""


def parse_json(text: str, *, printable: bool = False) -> Document:
    """Parse one JSON value.

    Args:
        text: The text. Offsets refer to `Document.text`, which is the text without its byte order mark.
        printable: `decode` has found that all characters are printable.

    Returns:
        The document. `data` is None if the text could not be parsed; INVALID replaces each value with a problem of its
        own. Problems: NC002 not JSON, empty or null; NC003 a duplicate key (the first entry stays); NC005 too deep or
        too large; NC007 a byte order mark; NC008 NaN, an infinity, a number of more than 64 bits, half of a surrogate
        pair, an unprintable character.
    """
    text, problems = strip_bom(text)
    unfit = [] if printable else unprintable(text)
    problems += unfit
    source = mask_unprintable(text) if unfit else text
    parser = _PositionedParser(source)
    data: Any = None
    structure = _structure(source)
    excess = _excess(source, structure)
    if excess:
        problems.append(excess)
    else:
        with suppress(ValueError):
            data = _strictly(source, structure)
        if data is None:  # null, or there is a problem
            data = parser.document()
            problems += parser.problems
    problems.sort(key=lambda problem: problem.start)
    return Document(text, data, problems, TreePositions(lambda: Node(0, len(source)) if excess else parser.tree()))


def _structure(text: str) -> str:
    """Replace each string by a single `"`."""
    # The text has no NUL, because unprintable characters are masked.
    marked = text.replace("\\\\", "\0").replace('\\"', "\0") if "\\" in text else text
    structure = '"'.join(marked.split('"')[::2])
    # A backslash outside of strings does not escape anything; it is not JSON.
    return _STRING.sub('"', text) if "\0" in structure else structure


def _excess(text: str, structure: str) -> SyntaxProblem | None:
    """Return NC005 if the text is too deep or has too many values, before anything is built."""
    opened = structure.count("[") + structure.count("{")
    if opened > limits.MAX_DEPTH and not _is_surely_shallow(structure):
        depth = 0
        for bracket in structure.encode().translate(None, _NO_BRACKETS):
            if bracket in b"[{":
                depth += 1
                if depth > limits.MAX_DEPTH:
                    return _too_deep(text)
            else:
                depth -= 1
    separators = structure.count(",") + structure.count(":")
    if opened + separators >= limits.MAX_NODES:
        filled = opened - len(_EMPTY.findall(structure))
        if 1 + separators + filled > limits.MAX_NODES:
            message = f"more than {limits.MAX_NODES:,} keys and values"
            return SyntaxProblem("NC005", message, 0, 0, help="split it into several files")
    return None


def _is_surely_shallow(structure: str) -> bool:
    """Whether few passes remove all brackets in pairs; each pass removes at most two levels."""
    brackets = structure.encode().translate(None, _NO_BRACKETS)
    for _ in range(limits.MAX_DEPTH // 2):
        if not brackets:
            return True
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return not brackets


def _too_deep(text: str) -> SyntaxProblem:
    brackets = [match for match in _STRING_OR_BRACKET.finditer(text) if match[0][0] != '"']
    depths = accumulate(1 if bracket[1] else -1 for bracket in brackets)
    first = next(bracket for bracket, depth in zip(brackets, depths, strict=True) if depth > limits.MAX_DEPTH)
    message = f"more than {limits.MAX_DEPTH} objects and lists inside each other"
    return SyntaxProblem("NC005", message, *first.span())


_SURELY_FITTING: Final = 18
"""Characters. A shorter integer always fits 64 bits."""
_ODD_NUMBER: Final = pattern(rf"[0-9]{{{_SURELY_FITTING - 1}}}|-0")
"""A sign in the structure of a text that it may contain a minus zero, or an integer that does not fit 64 bits."""


class _Refused(ValueError):  # noqa: N818 - the second parser reports the reason
    """A value that the standard library accepts and this reader does not."""


def _integer(text: str) -> int:
    if len(text) < _SURELY_FITTING and text != "-0":
        return int(text)
    number = fitting_integer(text)
    if number is None:
        raise _Refused(INTEGER_TOO_BIG)
    return NonDecimalInt(number) if text == "-0" else number


def _float(text: str) -> float:
    number = fitting_float(text)
    if number is None:
        raise _Refused(FLOAT_TOO_BIG)
    return number


def _constant(text: str) -> NoReturn:
    raise _Refused(f"`{text}` is not a number that a value can have")


_DECODER: Final = json.JSONDecoder(parse_int=_integer, parse_float=_float, parse_constant=_constant)
"""The decoder of single scalars."""


def _strictly(text: str, structure: str) -> Any:
    """Parse a text without problems. Raises ValueError if it has any."""
    if "\\u" in text and _SURROGATE_ESCAPE.search(text) and any(match[1] for match in _ESCAPE.finditer(text)):
        raise _Refused(NO_CHARACTER)
    members = 0

    def count(mapping: dict[str, Any]) -> dict[str, Any]:
        nonlocal members
        members += len(mapping)
        return mapping

    # A hook for each number, or for the pairs of each object, would double the time.
    integer = _integer if _ODD_NUMBER.search(structure) else None
    data = json.JSONDecoder(object_hook=count, parse_int=integer, parse_float=_float, parse_constant=_constant).decode(
        text
    )
    if members != structure.count(":"):
        raise _Refused("a key is given twice")
    return data


class _PositionedParser:
    """A parser of the grammar of the standard library, with positions, that continues after a refused value.

    Its recursion is bounded, because `_excess` has checked the text.
    """

    def __init__(self, text: str) -> None:
        self.problems: list[SyntaxProblem] = []
        self._text = text
        self._root: Node | None = None

    def document(self) -> Any:
        """Return the data; None if the text is not JSON."""
        text = self._text
        start = self._skip(0)
        if start == len(text):
            self._report("NC002", EMPTY, 0, 0, WRITE_CONTENT)
            return None
        try:
            value, self._root = self._value(start)
            end = self._skip(self._root.end)
            if end != len(text):
                raise JSONDecodeError("Extra data", text, end)
        except JSONDecodeError as error:
            self.problems.append(syntax_problem(text, error.msg, error.pos))
            self._root = None
            return None
        if value is None:
            self._report("NC002", NULL, start, self._root.end)
        return value

    def tree(self) -> Node:
        """Return the positions; a single node if the text is not JSON."""
        if self._root is None:
            self.document()
        return self._root or Node(0, len(self._text))

    def _report(self, code: str, message: str, start: int, end: int, advice: str | None = None) -> None:
        self.problems.append(SyntaxProblem(code, message, start, end, advice))

    def _skip(self, at: int) -> int:
        match = _WHITESPACE.match(self._text, at)
        return match.end() if match else at

    def _value(self, at: int) -> tuple[Any, Node]:
        first = self._text[at : at + 1]
        if first == "{":
            return self._object(at)
        if first == "[":
            return self._list(at)
        return self._scalar(at)

    def _scalar(self, at: int) -> tuple[Any, Node]:
        text = self._text
        try:
            value, end = _DECODER.raw_decode(text, at)
        except _Refused as refusal:
            number = _NUMBER.match(text, at)
            end = number.end() if number else at
            self._report("NC008", str(refusal), at, end, "if it is text, put it in quotes")
            return INVALID, Node(at, end)
        if not isinstance(value, str):
            return value, Node(at, end)
        halves = [match for match in _ESCAPE.finditer(text, at, end) if match[1]]
        for half in halves:
            self._report("NC008", NO_CHARACTER, *half.span(), "write the character itself")
        return INVALID if halves else value, _String(text, at, end)

    def _list(self, start: int) -> tuple[list[Any], Node]:
        text = self._text
        data: list[Any] = []
        nodes: list[Node] = []
        at = self._skip(start + 1)
        if text[at : at + 1] == "]":
            return data, Node(start, at + 1, nodes)
        while True:
            value, node = self._value(at)
            data.append(value)
            nodes.append(node)
            at = self._skip(node.end)
            if text[at : at + 1] == "]":
                return data, Node(start, at + 1, nodes)
            if text[at : at + 1] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, at)
            at = self._skip(at + 1)

    def _object(self, start: int) -> tuple[dict[str, Any], Node]:
        text = self._text
        data: dict[str, Any] = {}
        members: dict[str, Member] = {}
        at = self._skip(start + 1)
        if text[at : at + 1] == "}":
            return data, Node(start, at + 1, members)
        while True:
            if text[at : at + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
            key, place = self._scalar(at)
            at = self._skip(place.end)
            if text[at : at + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", text, at)
            value, node = self._value(self._skip(at + 1))
            if key in members:
                first = members[key].key
                label = (first.start, first.end, "first here")
                message = f"duplicate key `{shorten(key)}`"
                self.problems.append(SyntaxProblem("NC003", message, place.start, place.end, TWO_KEYS, (label,)))
            elif key is not INVALID:
                data[key] = value
                members[key] = Member(place, node)
            at = self._skip(node.end)
            if text[at : at + 1] == "}":
                return data, Node(start, at + 1, members)
            if text[at : at + 1] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, at)
            at = self._skip(at + 1)


class _String(Node):
    """A string, from which an offset map is made."""

    __slots__ = ("_text",)

    def __init__(self, text: str, start: int, end: int) -> None:
        super().__init__(start, end)
        self._text = text

    def offsets(self) -> OffsetMap:
        offset_map = OffsetMap()
        at, end = self.start + 1, self.end - 1
        for escape in _ESCAPE.finditer(self._text, at, end):
            offset_map.verbatim(self._text[at : escape.start()], at)
            character = json.loads(f'"{escape[0]}"')
            offset_map.unit(character, escape.start(), len(escape[0]))
            at = escape.end()
        offset_map.verbatim(self._text[at:end], at)
        return offset_map


_BLANKS: Final = " \t\r\n"
_WORD: Final = pattern(r"\w+")
_PYTHON_WORDS: Final = {"None": "null", "True": "true", "False": "false"}


def syntax_problem(text: str, complaint: str, at: int) -> SyntaxProblem:
    """Convert an error of the parser to NC002.

    Args:
        text: The text that was parsed.
        complaint: The message of the parser.
        at: The code point where it stopped.
    """
    character = text[at : at + 1]
    if character and character in "<=>":
        conflict = merge_conflict(text)
        if conflict is not None:
            return conflict
    if complaint.startswith("Expecting"):
        comma = len(text[:at].rstrip(_BLANKS)) - 1
        if character and character in "]}" and text[comma : comma + 1] == ",":
            return SyntaxProblem("NC002", "`,` before a closing bracket", comma, comma + 1, help="delete it")
        special = _special(text, character, at)
        if special:
            return special
    for known in parser_errors()["json"]:
        if complaint.startswith(known["complaint"]):
            return SyntaxProblem("NC002", known["message"], at, at + len(character), help=known["help"])
    return SyntaxProblem("NC002", "value is missing", at, at + len(character), help="put strings in double quotes")


def _special(text: str, character: str, at: int) -> SyntaxProblem | None:
    """Recognize what people write who know another language better; None if it is nothing like that."""
    if not character:
        end = len(text.rstrip(_BLANKS))
        return SyntaxProblem(
            "NC002", "JSON ends too early", end, end, help="add what is missing: a value or a closing bracket"
        )
    if character in "'‘’“”`":
        return SyntaxProblem("NC002", "JSON strings need double quotation marks", at, at + 1, help='write `"`')
    if character == "#" or text.startswith(("//", "/*"), at):
        return SyntaxProblem("NC002", "JSON has no comments", at, at + 1, help="delete it, or write the file in YAML")
    word = _WORD.match(text, at)
    if word and word[0] in _PYTHON_WORDS:
        return SyntaxProblem(
            "NC002", f"`{word[0]}` is not JSON", *word.span(), help=f"write `{_PYTHON_WORDS[word[0]]}`"
        )
    return None
