"""JSON as language models write it -> plain data.

Language models write code fences and sentences around JSON, trailing commas, Python's literals, and stop in the middle.
Each of these is read in one way only, and noted. What can be read in two ways is an error.
"""

import re
from typing import Any, Final, NamedTuple

from newscorpus.diagnostics.report import Path
from newscorpus.text.spans import Span

_SPACE: Final = re.compile(r"(?:\s+|//[^\n]*|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][-+]?\d{1,3})?(?![\w.])", re.ASCII)
_WORD: Final = re.compile(r"[^\W\d]\w*")
_LITERALS: Final[dict[str, Any]] = {"true": True, "false": False, "null": None}
_OF_PYTHON: Final[dict[str, Any]] = {"True": True, "False": False, "None": None}
_CLOSING: Final = {'"': '"', "'": "'", "“": "”"}
_ENDS: Final = ',:}]"[{`'
"""What can follow a string; the last four, where a comma or the end is missing."""
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}
_HEX: Final = re.compile(r"[0-9a-fA-F]{4}")
_DEEPEST: Final = 60
SHOWN: Final = 40
"""How many characters of an answer a message or a repair shows."""


class Unreadable(ValueError):  # noqa: N818 - as in `fs.reading`
    """The answer has no JSON that can be read; the message says why."""


class Problem(NamedTuple):
    """What is wrong with the text of an answer, of which the rest was read."""

    code: str
    message: str
    place: Span
    help: str


class _Cut(Exception):  # noqa: N818 - no error: a signal
    """The answer ends inside a value."""


class Lenient:
    """Reads one value of a text leniently; `notes` has what was not JSON, each kind once: reason, before, after."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self.start, self.at = text, at, at
        self.data: Any = None
        self.problems: list[Problem] = []
        self.notes: list[tuple[str, Any, Any]] = []
        self.places: dict[Path, Span] = {}
        self._path: list[str | int] = []
        self._cut = False

    def read(self) -> Any:
        """Return the value, which is an object or a list. Raises Unreadable."""
        self.data = self._placed(0)
        if self._cut:
            self._note("the answer ends in the middle; its last, incomplete value was left out")
            line = self._text.count("\n", 0, self.at) + 1
            message = f"the answer is cut off in line {line}; what comes before was read"
            self.problems.append(Problem("NC002", message, (self.at, self.at), "write the whole JSON object"))
        return self.data

    def _note(self, why: str, was: Any = None, now: Any = None) -> None:
        if why not in {note[0] for note in self.notes}:
            self.notes.append((why, was, now))

    def _error(self, expected: str) -> Unreadable:
        line = self._text.count("\n", 0, self.at) + 1
        near = self._text[self.at : self.at + SHOWN].split("\n")[0]
        if near.startswith(("...", "…")):
            return Unreadable(f"line {line} of the answer: `{near}` leaves something out; write all of it")
        return Unreadable(f"line {line} of the answer: expected {expected} before `{near}`")

    def _peek(self) -> str:
        """Return the next character that is neither space nor comment. Raises _Cut at the end."""
        space = _SPACE.match(self._text, self.at)
        assert space is not None
        if "/" in space[0]:
            self._note("comments left out")
        self.at = space.end()
        if self.at >= len(self._text) or self._text.startswith("```", self.at):
            raise _Cut
        return self._text[self.at]

    def _below(self, step: str | int, depth: int) -> Any:
        """Return the value below a key or index."""
        self._path.append(step)
        try:
            return self._placed(depth + 1)
        finally:
            self._path.pop()

    def _placed(self, depth: int) -> Any:
        """Return the next value, and remember its place."""
        self._peek()
        start = self.at
        value = self._value(depth)
        self.places.setdefault(tuple(self._path), (start, self.at))
        return value

    def _value(self, depth: int) -> Any:
        char = self._peek()
        if depth > _DEEPEST:
            raise Unreadable(f"the answer is nested more than {_DEEPEST} levels deep")
        if char == "{":
            return self._object(depth)
        if char == "[":
            return self._list(depth)
        if char in _CLOSING:
            return self._string(char)
        if number := _NUMBER.match(self._text, self.at):
            self.at = number.end()
            self._require_more()
            return float(number[0]) if re.search("[.eE]", number[0]) else int(number[0])
        word = _WORD.match(self._text, self.at)
        if word and word[0] in (*_LITERALS, *_OF_PYTHON):
            self.at = word.end()
            if word[0] in _OF_PYTHON:
                self._note("a literal of Python", word[0], {"True": "true", "False": "false"}.get(word[0], "null"))
                return _OF_PYTHON[word[0]]
            return _LITERALS[word[0]]
        if word and word.end() == len(self._text):
            raise _Cut
        raise self._error("a value")

    def _require_more(self) -> None:
        """Raise _Cut if the answer ends here, so that what was read may be a beginning only."""
        if self.at == len(self._text):
            raise _Cut

    def _object(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        self.at += 1
        try:
            while self._more("}", first=not members):
                start = self.at
                key = self._key()
                place = (start, self.at)
                if self._peek() != ":":
                    raise self._error("`:`")
                self.at += 1
                value = self._below(key, depth)
                if key in members and members[key] == value:
                    self._note(f"the key `{key}` is there twice, with one value", value)
                elif key in members:
                    self._note(f"the key `{key}` is there twice; the first value stays", value)
                    message = f"the key `{key}` is there twice, with different values"
                    self.problems.append(Problem("NC003", message, place, "put both together, or delete one"))
                members.setdefault(key, value)
                if self._cut:
                    break
        except _Cut:
            self._cut = True
        return members

    def _list(self, depth: int) -> list[Any]:
        items: list[Any] = []
        self.at += 1
        try:
            while self._more("]", first=not items):
                items.append(self._below(len(items), depth))
                if self._cut:
                    break
        except _Cut:
            self._cut = True
        return items

    def _more(self, end: str, *, first: bool) -> bool:
        """Step over the comma before the next item; return False at the end of the list or object."""
        char = self._peek()
        if char == "," and not first:
            self.at += 1
            char = self._peek()
            if char in "]}":
                self._note("trailing commas left out")
        elif not first and char not in "]}":
            if char not in '{["“':
                raise self._error("`,`")
            self._note("missing commas added")
        if char == end:
            self.at += 1
            return False
        if char in "]}":
            self._note(f"missing `{end}` added")
            return False
        return True

    def _key(self) -> str:
        char = self._peek()
        if char in _CLOSING:
            return self._string(char)
        word = _WORD.match(self._text, self.at)
        if word is None:
            raise self._error("a key")
        self.at = word.end()
        self._note("quotation marks added around keys", word[0], f'"{word[0]}"')
        return word[0]

    def _string(self, opening: str) -> str:
        """Read a string. A quotation mark in it that is not escaped is followed by something else than `_ENDS`."""
        text, closing = self._text, _CLOSING[opening]
        if opening != '"':
            self._note("quotation marks of another kind around strings", opening, '"')
        pieces: list[str] = []
        at = self.at + 1
        while at < len(text):
            char = text[at]
            if char == "\\" and at + 1 < len(text):
                piece, at = self._escape(at)
                pieces.append(piece)
                continue
            if char == closing:
                after = _after(text, at + 1)
                if not after or after in _ENDS:
                    self.at = at + 1
                    return "".join(pieces)
                self._note("quotation marks inside a string escaped")
            pieces.append(char)
            at += 1
        self.at = len(text)
        raise _Cut

    def _escape(self, at: int) -> tuple[str, int]:
        """Return the characters of the escape at `at`, and the offset behind it."""
        text, char = self._text, self._text[at + 1]
        if char != "u":
            if char not in _ESCAPES:
                self._note("backslashes left out where JSON has no escape", f"\\{char}", char)
            return _ESCAPES.get(char, char), at + 2
        digits = _HEX.match(text, at + 2)
        if not digits:
            raise _Cut if at + 6 >= len(text) else self._error("four hexadecimal digits after `\\u`")
        code = int(digits[0], 16)
        low = _HEX.match(text, at + 8) if text.startswith("\\u", at + 6) else None
        if 0xD800 <= code < 0xDC00 and low and 0xDC00 <= int(low[0], 16) < 0xE000:
            return chr(0x10000 + (code - 0xD800) * 0x400 + int(low[0], 16) - 0xDC00), at + 12
        if 0xD800 <= code < 0xE000:
            self._note("escapes of halves of a character replaced", text[at : at + 6], "\ufffd")
            return "\ufffd", at + 6
        return chr(code), at + 6


def _after(text: str, at: int) -> str:
    """Return the next character that is neither space nor in a comment, if there is one."""
    space = _SPACE.match(text, at)
    return text[space.end() : space.end() + 1] if space else ""
