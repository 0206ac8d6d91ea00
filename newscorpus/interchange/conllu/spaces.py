r"""White space in the column MISC: `SpaceAfter=No`, `SpacesAfter` and `SpacesBefore`, as UDPipe writes them.

Other characters that break lines, which UDPipe does not know, are written as `\u{…}`.
"""

import re
from collections.abc import Mapping
from typing import Final

_CODES: Final = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
_CHARS: Final = {code[1]: char for char, code in _CODES.items()}
_ESCAPE: Final = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\}|(.))")


def encode(spaces: str) -> str:
    """Return white space as a value of MISC."""
    return "".join(_CODES.get(one) or f"\\u{{{ord(one):x}}}" for one in spaces)


def decode(value: str) -> str:
    """Return the white space that a value of MISC stands for."""
    return _ESCAPE.sub(lambda one: chr(min(int(one[1], 16), 0x10FFFF)) if one[1] else _CHARS.get(one[2], one[2]), value)


def after(misc: Mapping[str, str]) -> str | None:
    """Return the white space behind a token; None if nothing is said of it, so that it is one space."""
    if "SpacesAfter" in misc:
        return decode(misc["SpacesAfter"])
    return "" if misc.get("SpaceAfter") == "No" else None
