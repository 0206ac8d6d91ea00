"""Escapes for untrusted text in a terminal or a log: nothing in it is executed, and invisible characters are visible.

Every renderer escapes what comes from files: names, keys, quotes, messages.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from newscorpus.formats.json.writer import COMMAND
from newscorpus.text.words import pattern

_PLANES: Final = range(0x10000, 0x110000, 0x10000)
# Control characters, invisible characters (except joiners, which scripts and emoji need), marks of the direction of
# writing, line separators, surrogates, noncharacters, tags and supplementary variation selectors.
_UNSAFE: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff" + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in _PLANES) + "]"
)


def _escape(match: "re.Match[str]") -> str:
    code = ord(match[0])
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def escaped(text: str) -> str:
    """Return `text` for use within a line: characters that are unsafe or invisible become escapes."""
    if not (text.isascii() and text.isprintable()):
        text = _UNSAFE.sub(_escape, text)
    return COMMAND.sub(r"##\\", text)


def printable(text: str) -> str:
    """Return `text` for use as a line: as `escaped`, and not a command of a CI runner by its beginning."""
    return harmless(escaped(text))


def harmless(line: str) -> str:
    """Return a line whose pieces are escaped, so that it is not a command of a CI runner as a whole either."""
    line = COMMAND.sub(r"##\\", line)
    return "\\" + line if line.lstrip().startswith("::") else line


def json_text(data: Any, indent: int | None = 2) -> str:
    """Return `data` as JSON that is safe in a log: indented, or in one line.

    Characters that are unsafe or invisible become escapes of JSON, so that a parser reads every character back.
    """
    lines = json.dumps(data, indent=indent, ensure_ascii=False).split("\n")
    return "\n".join(COMMAND.sub(r"#\\u0023", _UNSAFE.sub(_json_escape, line)) for line in lines)


def json_pieces(document: Any, items: Iterable[Any], key: str = "") -> Iterator[str]:
    """Yield `document` with `items` as `json_text` does, in pieces, each to be followed by a newline.

    The document has an empty list in place of the items: as the value of `key`, or as a whole if there is no key.
    """
    lines = json_text(document).split("\n")
    empty = f'"{key}": []' if key else "[]"
    at = next(i for i, line in enumerate(lines) if line.strip().removesuffix(",") == empty)
    margin, split = " " * lines[at].index(empty), lines[at].rindex("]")
    head = "\n".join([*lines[:at], lines[at][:split]])
    tail = "\n".join([lines[at][split:], *lines[at + 1 :]])
    piece = ""
    for item in items:
        yield f"{piece}," if piece else head
        piece = f"{margin}  " + json_text(item).replace("\n", f"\n{margin}  ")
    if piece:
        yield piece
    yield (margin if piece else head) + tail


def _json_escape(match: "re.Match[str]") -> str:
    return json.dumps(match[0])[1:-1]


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if (
        unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff"
    ):  # Hangul vowels join their syllable
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return the number of columns of printable text in a terminal."""
    return len(text) if text.isascii() else sum(map(_char_width, text))
