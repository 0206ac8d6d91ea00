"""The YAML that most files are made of, read without a parser: several times as fast.

Block mappings and lists, each scalar on one line, block text in style `|`, comments. Whatever else a text holds (flow
collections, escapes, lines that go on, an error, something to warn of), nothing is said of it: the parser reads it
then. That both agree on what is read here is a law that tests hold against libyaml. May import `limits` and
`yaml_core`.
"""

import re
from functools import lru_cache
from typing import Any, Final

from newscorpus import limits
from newscorpus.formats.yaml.core_schema import LETTERS, WORDS, resolve, yaml11_reading

__all__ = ["read_simple"]

_PLAIN: Final = (
    r"[^\s\-?:,\[\]{}\#&*!|>'\"%@`.]"  # what else may begin a scalar is left to the parser
    r"[^\n:\#]*+(?:(?::(?![\ \n])|(?<!\ )\#)[^\n:\#]*+)*+"
)
_QUOTED: Final = r"""'(?:[^'\n]|'')*+'|"[^"\\\n]*+\""""
_LINE: Final = re.compile(
    rf"""
      (\ *+) ((?:-\ )*+)                                       # indentation, dashes
      (?: ({_PLAIN}|{_QUOTED})                                 # an item, or a key
          (?: (:) (?: \ ++ (?: ({_PLAIN}|{_QUOTED}) | \|(-?)\n((?:\1\ [^\n]*+\n|\n)++) ) )?+ )?+
      )?+
      (?(7) | \ *+ (?:(?<!\S)\#[^\n]*+)?+ \n)                   # a comment
    | ([^\n]*+\n)                                              # anything else
    """,
    re.VERBOSE,
)
_FOREIGN: Final = "\t\r\x85\u2028\u2029"
"""Blanks and line breaks on which parsers have rules of their own."""
_SHORT: Final = 32
"""Code points. What is shorter is mostly a name or a word of a vocabulary: what it means is remembered."""
_LONGEST_KEY: Final = 1000
"""Code points. YAML's own limit is 1,024."""


class _NotSimple(Exception):  # noqa: N818 - the parser's turn
    """Something that is not read here."""


def read_simple(text: str) -> dict[str, Any] | None:
    """The data of a text that is simple and has nothing to report; None for every other, whatever is the matter."""
    # A node takes two characters at least, so there are not too many.
    if text[-1:] != "\n" or len(text) > 2 * limits.MAX_NODES or any(char in text for char in _FOREIGN):
        return None
    try:
        return _read(text)
    except _NotSimple:
        return None


def _read(text: str) -> dict[str, Any]:
    """One turn a line: `inner` is the collection that the line belongs to, `column` where its entries stand."""
    root: dict[str, Any] = {}
    inner: Any = root
    column = 0
    outer: list[tuple[Any, int]] = []
    opened: str | None = None  # the key of the line above, if its value is still to come
    for indentation, dashes, first, colon, value, chomping, block, other in _LINE.findall(text):
        if not first:
            if other or dashes:
                raise _NotSimple
            continue  # an empty line, or a comment
        at = len(indentation)
        if opened is not None:
            if at < column or (at == column and not dashes):
                raise _NotSimple  # nothing stands there
            outer.append((inner, column))
            made: Any = [] if dashes else {}
            inner[opened] = made
            inner, column, opened = made, at, None
        elif at != column:
            while at < column:
                inner, column = outer.pop()
            if at != column:
                raise _NotSimple
        if dashes:
            if type(inner) is dict or len(dashes) > 2:
                raise _NotSimple
            if not colon:
                inner.append(_short(first) if len(first) < _SHORT else _scalar(first))
                continue
            outer.append((inner, column))
            inner.append(made := {})
            inner, column = made, at + 2
        elif type(inner) is list:  # its dashes stood below their key, not to the right of it
            inner, column = outer.pop()
            if at != column:
                raise _NotSimple
        key = _key(first) if len(first) < _SHORT else _any_key(first)
        if not colon or key in inner or len(outer) >= limits.MAX_DEPTH - 1:
            raise _NotSimple
        if value:
            inner[key] = _short(value) if len(value) < _SHORT else _scalar(value)
        elif block:
            if dashes:  # may have caught lines of the same mapping
                raise _NotSimple
            inner[key] = _text(block, chomping)
        else:
            opened = key
    if opened is not None or not root:
        raise _NotSimple
    return root


def _scalar(written: str) -> Any:
    """The value of a scalar as it is written, with its quotes."""
    mark = written[0]
    if mark == "'":
        return written[1:-1].replace("''", "'")
    if mark == '"':
        return written[1:-1]
    if written[-1] == " ":
        written = written.rstrip(" ")
    if written >= LETTERS and written not in WORDS:
        return written
    value, refusal = resolve(written)
    if refusal or yaml11_reading(written):
        raise _NotSimple
    return value


def _any_key(written: str) -> str:
    """The text of a key as it is written. It is always text."""
    if written[-1] == " " or len(written) > _LONGEST_KEY:
        raise _NotSimple
    if written[0] in "'\"":
        return str(_scalar(written))
    if (written < LETTERS or written in WORDS) and yaml11_reading(written):
        raise _NotSimple
    return written


_short = lru_cache(maxsize=8192)(_scalar)
_key = lru_cache(maxsize=8192)(_any_key)


def _text(block: str, chomping: str) -> str:
    """Block text without its indentation, which that of its first line is."""
    words = block.lstrip(" ")
    indentation = " " * (len(block) - len(words))
    if words[0] == "\n" or any(not line.startswith(indentation) for line in block.split("\n") if line):
        raise _NotSimple  # a blank first line says nothing of the indentation
    text = words.replace("\n" + indentation, "\n")
    return text.rstrip("\n") + ("" if chomping else "\n")
