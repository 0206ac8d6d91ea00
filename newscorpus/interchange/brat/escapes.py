r"""White space that a line or a token of brat cannot have, and a backslash, as `\u{…}`."""

import re
import sys
from typing import Final

_SPACES: Final = r"\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_IN_LINE: Final = re.compile(rf"[\\{_SPACES}]|\A\s|\s\Z")
_IN_TOKEN: Final = re.compile(r"[\\\s]")
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
BREAKS: Final = re.compile(f"[{_SPACES}]+")
"""What the words of a line T cannot contain."""


def escape(text: str, *, token: bool = False) -> str:
    """Write any string as one field of a line, or as a token without white space."""
    return (_IN_TOKEN if token else _IN_LINE).sub(lambda one: f"\\u{{{ord(one[0]):x}}}", text)


def unescape(text: str) -> str:
    """Read what `escape` wrote. What is no code point stays as it is."""
    return _ESCAPED.sub(lambda one: chr(code) if (code := int(one[1], 16)) <= sys.maxunicode else one[0], text)
