"""Numbers that every reader can hold: one judgement for YAML and JSON. May import `limits`."""

import math
from typing import Final

from newscorpus import limits

__all__ = ["FLOAT_TOO_BIG", "INTEGER_TOO_BIG", "NO_CHARACTER", "fitting_float", "fitting_integer"]

INTEGER_TOO_BIG: Final = "the number does not fit 64 bits"
FLOAT_TOO_BIG: Final = "the number is too big for 64-bit floating point"
NO_CHARACTER: Final = "this escape stands for no character (a surrogate alone is none)"

_SIXTY_FOUR_BITS: Final = 1 << 63


def fitting_integer(text: str, base: int = 10) -> int | None:
    """Value of an integer's digits with an optional sign, or None if it is no signed 64-bit number.

    Takes time linear in the digits, however many there are.
    """
    if base == 10 and len(text.lstrip("+-0")) > limits.MAX_DIGITS:
        return None
    number = int(text, base)
    return number if -_SIXTY_FOUR_BITS <= number < _SIXTY_FOUR_BITS else None


def fitting_float(text: str) -> float | None:
    """Value of a decimal fraction, or None if it is too big to be finite."""
    number = float(text)
    return number if math.isfinite(number) else None
