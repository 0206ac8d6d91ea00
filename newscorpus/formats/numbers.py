"""Numbers that all readers can represent, and the messages on scalars that YAML and JSON share."""

import math
from typing import Final

from newscorpus import limits

__all__ = [
    "EMPTY",
    "FLOAT_TOO_BIG",
    "INTEGER_TOO_BIG",
    "NO_CHARACTER",
    "NULL",
    "TWO_KEYS",
    "WRITE_CONTENT",
    "fitting_float",
    "fitting_integer",
    "shorten",
]

INTEGER_TOO_BIG: Final = "number does not fit in 64 bits"
FLOAT_TOO_BIG: Final = "number is too large for 64-bit floating point"
EMPTY: Final = "file is empty"
WRITE_CONTENT: Final = "write a mapping of keys and values, or delete the file"
TWO_KEYS: Final = "rename one of the two keys, or merge their values"
NULL: Final = "document is null"
NO_CHARACTER: Final = "escape is not a character: it is a lone surrogate"

_SHOWN: Final = 40
_SIXTY_FOUR_BITS: Final = 1 << 63


def fitting_integer(text: str, base: int = 10) -> int | None:
    """Convert digits with an optional sign; None if the number does not fit 64 bits. Takes linear time."""
    digits = text.lstrip("+-0") or "0"
    if base == 10 and len(digits) > limits.MAX_DIGITS:
        return None
    number = int(digits, base)
    if text.startswith("-"):
        number = -number
    return number if -_SIXTY_FOUR_BITS <= number < _SIXTY_FOUR_BITS else None


def fitting_float(text: str) -> float | None:
    """Convert a decimal fraction; None if it is too big for 64-bit floating point."""
    number = float(text)
    return number if math.isfinite(number) else None


def shorten(text: str) -> str:
    """Cut the text of a scalar to 40 code points for a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
