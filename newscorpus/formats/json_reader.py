"""JSON text -> `Document`: RFC 8259, strict, with positions.

The standard library's parser reads what is right. Only if something is not, or positions are asked for, a second parser
goes through the text, forty times as slowly, and finds everything. Whatever the text, nothing is raised. May import
`newscorpus.formats` and `limits`.
"""

import json
import re
from collections.abc import Sequence
from json import JSONDecodeError
from typing import Any, Final

from newscorpus import limits
from newscorpus.formats.document import HOLE, Document, OddInt, Problem
from newscorpus.formats.json_errors import syntax_problem
from newscorpus.formats.offsets import OffsetMap
from newscorpus.formats.scalars import FLOAT_TOO_BIG, INTEGER_TOO_BIG, NO_CHARACTER, fitting_float, fitting_integer
from newscorpus.formats.source import mask_unprintable, strip_bom, unprintable
from newscorpus.formats.tree import Member, Node, TreePositions

__all__ = ["parse_json"]

_BLANKS: Final = re.compile(r"[ \t\n\r]*")
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
"""A string, or what is left of the text if it is not closed."""

_STRUCTURE: Final = re.compile(rf"{_STRING.pattern}|[\[\]{{}}]", re.DOTALL)
_EMPTY: Final = re.compile(r"\[[ \t\n\r]*\]|\{[ \t\n\r]*\}")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))

_MAYBE_LONE: Final = re.compile(
    r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]", re.DOTALL
)
"""An escape that looks like half of a surrogate pair: right unless the backslash is itself escaped."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PIECE: Final = re.compile(
    r"""
      [^"\\]+
    | (?P<escape> \\u[dD][89abAB][0-9a-fA-F]{2} \\u[dD][c-fC-F][0-9a-fA-F]{2} | \\u[0-9a-fA-F]{4} | \\. )
    """,
    re.VERBOSE,
)


class _Refused(ValueError):
    """Something that the second parser has to look at."""


def parse_json(text: str) -> Document:
    """Parse one JSON value. Offsets are into `Document.text`, which is `text` without its byte order mark.

    Problems: NC002 no JSON, or empty; NC003 a key given twice (the first stays); NC005 too deep or too large; NC007 a
    byte order mark; NC008 NaN, an infinity, a number of more than 64 bits, half of a surrogate pair, a character that no
    text has. `data` is None if nothing could be read; HOLE stands for each value that was refused alone.
    """
    text, problems = strip_bom(text)
    unfit = unprintable(text)
    problems += unfit
    source = mask_unprintable(text) if unfit else text
    excess = _excess(source)
    if excess:
        return _document(text, None, [*problems, excess])
    try:
        data = _first_pass(source)
    except ValueError:
        parser = _Positioned(source)
        data = parser.document()
        problems += parser.problems
    return _document(text, data, problems, source)


def _document(text: str, data: Any, problems: list[Problem], source: str | None = None) -> Document:
    def build() -> Node:
        parser = _Positioned(source or "")
        parser.document()
        return parser.root or Node(0, len(text))

    return Document(text, data, sorted(problems, key=lambda problem: problem.start), TreePositions(build))


def _excess(text: str) -> Problem | None:
    """Find, before anything is built, whether there is too much of it."""
    opened = text.count("[") + text.count("{")
    separators = text.count(",") + text.count(":")
    if opened <= limits.MAX_DEPTH and opened + separators < limits.MAX_NODES:
        return None
    structure = _STRING.sub('"', text)
    depth = 0
    for bracket in structure.encode().translate(None, _NO_BRACKETS):
        if bracket in b"]}":
            depth -= 1
            continue
        depth += 1
        if depth > limits.MAX_DEPTH:
            return _too_deep(text)
    if opened + separators >= limits.MAX_NODES:
        separators = structure.count(",") + structure.count(":")
        filled = structure.count("[") + structure.count("{") - len(_EMPTY.findall(structure))
        if 1 + separators + filled > limits.MAX_NODES:
            message = f"more than {limits.MAX_NODES:,} keys and values"
            return Problem("NC005", message, 0, 0, help="split it into several files")
    return None


def _too_deep(text: str) -> Problem | None:
    depth = 0
    for match in _STRUCTURE.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth > limits.MAX_DEPTH:
                message = f"more than {limits.MAX_DEPTH} objects and lists inside each other"
                return Problem("NC005", message, *match.span())
        elif match[0] in "]}":
            depth -= 1
    return None


def _first_pass(text: str) -> Any:
    """Parse what has nothing wrong; raises ValueError for all else, and sometimes for an innocent backslash."""
    if "\\u" in text and _MAYBE_LONE.search(text):
        raise _Refused
    return _STRICT.decode(text)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused
    return found


def _integer(text: str) -> Any:
    if text == "-0":
        return OddInt(0)
    number = fitting_integer(text)
    return _Refusal(INTEGER_TOO_BIG) if number is None else number


class _Refusal(str):
    """Why a scalar is refused, in place of its value."""

    __slots__ = ()
