"""Untrusted text on its way to a terminal or a log: nothing in it acts, and what is invisible shows.

Every renderer sends what comes from files through here: names, keys, quotes, messages.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# C0 and C1 controls, DEL, soft hyphen, zero-width and bidirectional controls, separators, BOM, surrogates,
# noncharacters, and the tag characters.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)


def _escape(match: "re.Match[str]") -> str:
    code = ord(match[0])
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def printable(text: str) -> str:
    """`text` on one line, with controls and what changes the direction of writing shown as escapes."""
    # GitHub's runner takes `##[` anywhere in a line, and `::` at its beginning, for a command.
    escaped = _UNSAFE.sub(_escape, text).replace("##[", "##\\[")
    return "\\" + escaped if escaped.startswith("::") else escaped


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Columns that printable text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_char_width, text))
