"""The YAML parser in use, its events and its exceptions. The only module that imports yaml.

PyYAML has two parsers that yield the same events: that of libyaml, ten times as fast, and one in Python for where
libyaml is missing. PyYAML's composer, resolver and constructor are not used.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken, TagToken

from newscorpus.formats.document import NO_CHARACTER, SyntaxProblem
from newscorpus.formats.yaml.causes import Stop
from newscorpus.formats.yaml.errors import syntax_problem
from newscorpus.text.words import pattern

__all__ = [
    "FAULTS",
    "PARSER",
    "AliasEvent",
    "CollectionEndEvent",
    "CollectionStartEvent",
    "DocumentEndEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "NodeEvent",
    "PurePythonParser",
    "ScalarEvent",
    "SequenceEndEvent",
    "StreamEndEvent",
    "events",
    "fastest_parser",
    "fault_problem",
]


class _Events(Protocol):
    """The interface of both parsers."""

    def get_event(self) -> Event | None:
        """Return the next event, None after the last."""
        ...


_BREAKS: Final = "\r\n\x85\u2028\u2029"
_BREAK: Final = pattern(f"\r\n|[{_BREAKS}]")
_KEPT_BREAKS: Final = ("", "\u2028", "\u2029")
_SPACES: Final = pattern(" +")
_WHITESPACE: Final = pattern("[ \t]+")
_INDICATORS: Final = pattern("[+-][1-9]?|[1-9][+-]?")
_COMMENT: Final = pattern(f"#[^{_BREAKS}\0]*")
_URI: Final = r"[0-9A-Za-z;/?:@&=+$_.!~*'()-]|%[0-9A-Fa-f]{2}"
_TAG: Final = pattern(
    rf"!<(?P<verbatim>(?:{_URI}|[\[\],])+)>|(?P<handle>![0-9A-Za-z_-]*!)(?P<suffix>(?:{_URI})+)"
    rf"|!(?![0-9A-Za-z_-]*!)(?P<local>(?:{_URI})*)"
)
_AFTER_TAG: Final = f" \t{_BREAKS}\0"
_DOCUMENT: Final = pattern(rf"(?:---|\.\.\.)[ \t{_BREAKS}\0]")
_WORDS: Final = pattern(rf"(?!#)(?:[^: \t{_BREAKS}\0]|:(?![ \t{_BREAKS}\0]))+")
_FLOW_WORDS: Final = pattern(rf"(?!#)(?:[^:,\[\]{{}} \t{_BREAKS}\0]|:(?![,?\[\]{{}} \t{_BREAKS}\0]))+")
_FLOW_COLON: Final = pattern(r":[,?\[\]{}]")


class PurePythonParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python, corrected where it differs from libyaml.

    Tabs are whitespace except in indentation, a comma ends a tag, `:` before a bracket in flow style is an error, and
    so is an escape that is not a character, which PyYAML accepts or fails on.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:
        """Scan text and escapes in quotes, up to whitespace."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(chunks).encode()
        except (ValueError, OverflowError):
            raise ScannerError(
                "while parsing a quoted scalar", start_mark, "found an escape of no character", self.get_mark()
            ) from None
        return chunks

    def scan_tag(self) -> TagToken:
        """Scan a tag. Its escapes are not decoded, because tags have no effect."""
        start = self.get_mark()
        match = _TAG.match(self.buffer, self.pointer)
        if match:
            self.forward(len(match[0]))
        end = self.get_mark()
        if not match or self.peek() not in _AFTER_TAG + ("," if self.flow_level else ""):
            raise ScannerError("while scanning a tag", start, "expected another character", end)
        if match["verbatim"]:
            return TagToken((None, match["verbatim"]), start, end)
        if match["handle"]:
            return TagToken((match["handle"], match["suffix"]), start, end)
        return TagToken(("!", match["local"]) if match["local"] else (None, "!"), start, end)

    def scan_line_break(self) -> str:
        """Skip a line break, if there is one, and return its meaning in text."""
        length = _run(_BREAK, self.buffer, self.pointer)
        written = self.prefix(length)
        self.forward(length)
        return written if written in _KEPT_BREAKS else "\n"

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:  # noqa: ARG002
        """Scan the indicators after `|` or `>`: whether to keep the last breaks, and the indentation."""
        match = _INDICATORS.match(self.buffer, self.pointer)
        written = match[0] if match else ""
        self.forward(len(written))
        digit = written.strip("+-")
        return ("+" in written if written != digit else None), (int(digit) if digit else None)

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Skip the rest of the line after the indicators of a block scalar."""
        self.forward(_run(_WHITESPACE, self.buffer, self.pointer))
        self.forward(_run(_COMMENT, self.buffer, self.pointer))
        if not self.scan_line_break() and self.peek() != "\0":
            problem = "expected a comment or a line break"
            raise ScannerError("while scanning a block scalar", start_mark, problem, self.get_mark())

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Find the indentation of a block scalar without an indicator; skip empty lines."""
        scanned: tuple[list[str], int, Any] = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return scanned

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Any]:
        """Skip empty lines of a block scalar, and the indentation of the next line."""
        scanned: tuple[list[str], Any] = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return scanned

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", None, problem, self.get_mark())

    def scan_to_next_token(self) -> None:
        """Skip whitespace, line breaks and comments."""
        while True:
            tabs = self.flow_level or not self.allow_simple_key
            self.forward(_run((_WHITESPACE if tabs else _SPACES), self.buffer, self.pointer))
            self.forward(_run(_COMMENT, self.buffer, self.pointer))
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        """Scan an unquoted scalar."""
        chunks: list[str] = []
        spaces: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        words = _FLOW_WORDS if self.flow_level else _WORDS
        while True:
            length = _run(words, self.buffer, self.pointer)
            written = self.prefix(length)
            self.forward(length)
            if self.flow_level and _FLOW_COLON.match(self.buffer, self.pointer):
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*spaces, written]
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or self.peek() == "#" or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str]:
        """Scan the whitespace between two words of an unquoted scalar; empty if no word can follow."""
        length = _run(_WHITESPACE, self.buffer, self.pointer)
        whitespace = self.prefix(length)
        self.forward(length)
        first = self.scan_line_break()
        if not first:
            return [whitespace] if whitespace else []
        self.allow_simple_key = True
        breaks = []
        while True:
            if _DOCUMENT.match(self.buffer, self.pointer):
                return []
            self.forward(_run(_SPACES, self.buffer, self.pointer))
            if self.peek() == "\t" and self.column < indent:
                problem = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start_mark, problem, self.get_mark())
            self.forward(_run(_WHITESPACE, self.buffer, self.pointer))
            further = self.scan_line_break()
            if not further:
                break
            breaks.append(further)
        return [first, *breaks] if first != "\n" else breaks or [" "]


def _run(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return len(match[0]) if match else 0


def fastest_parser() -> Callable[[str], _Events]:
    """Return the parser of libyaml if PyYAML was built with it, else the one in Python."""
    try:
        parser: Callable[[str], _Events] = import_module("yaml._yaml").CParser
    except ImportError:
        parser = PurePythonParser
    return parser


PARSER: Callable[[str], _Events] = fastest_parser()
"""The parser in use. Tests replace it by the other."""


def events(text: str) -> Iterator[Any]:
    """Yield the events of the text. Raises one of `FAULTS` where it is not YAML."""
    return iter(PARSER(text).get_event, None)


FAULTS: Final = (
    yaml.YAMLError,
    StopIteration,
    ValueError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    LookupError,
    TypeError,
)
"""What PyYAML is known to raise beside its own YAMLError, and what else it might."""

_ESCAPE: Final = pattern(
    r"""\\(?:(u[dD][89a-fA-F][0-9a-fA-F]{2}
            | U(?!000[1-9a-fA-F] | 0010 | 0000(?![dD][89a-fA-F])) [0-9a-fA-F]{8})
          | .)""",
    re.DOTALL | re.VERBOSE,
)
"""An escape in double quotes; the group matches an escape that is not a character."""


def fault_problem(text: str, error: Exception) -> SyntaxProblem:
    """Convert an exception of a parser to a problem."""
    complaint = getattr(error, "problem", None) or ""
    began: int | None = getattr(getattr(error, "context_mark", None), "index", None)
    at: int | None = getattr(getattr(error, "problem_mark", None), "index", None)
    if began is not None and at is not None and text.startswith('"', began):
        escape = next((match for match in _ESCAPE.finditer(text, began, at + 8) if match[1]), None)
        if escape and escape.start() < at:
            return SyntaxProblem("NC008", NO_CHARACTER, *escape.span(), help="write the character itself")
    stopped = len(text) if at is None else min(at, len(text))
    words = f"{getattr(error, 'context', None)}: {complaint}"
    return syntax_problem(Stop(text, stopped, words, began, _last_quoted(text)))


def _last_quoted(text: str) -> tuple[int, int] | None:
    """The span of the last string in quotation marks before the parser stops."""
    span = None
    with suppress(*FAULTS):
        for event in events(text):
            if type(event) is ScalarEvent and event.style in ("'", '"'):
                span = getattr(event.start_mark, "index", 0), getattr(event.end_mark, "index", 0)
    return span
