"""Words of the input in Markdown, which clients show."""

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escaped(words: str) -> str:
    """Return words on one line, without a meaning in Markdown."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", words))
