"""The limits on what is read, all in one place. Files come from strangers: each limit turns a flood into a finding.

Who trusts the input raises a limit by an environment variable of the same name: `NEWSCORPUS_MAX_BYTES=100000000`. The
environment is the user's alone, unlike `corpus.yaml`, and processes of a pool inherit it. Depth and digits are no
matter of trust: parsers and other tools end there.
"""

import os
from typing import Final

from newscorpus.errors import UsageError

_faults: list[str] = []


def _adjustable(name: str, value: int) -> int:
    given = os.environ.get(f"NEWSCORPUS_{name}", "")
    if given.isascii() and given.isdigit() and len(given) < MAX_DIGITS:
        return int(given)
    if given:
        _faults.append(f"NEWSCORPUS_{name}={given!r}: expected a whole number")
    return value


def require() -> None:
    """Raises UsageError if the environment sets a limit to what is no number. Importing this module raises nothing."""
    if _faults:
        raise UsageError(_faults[0])


MAX_DIGITS: Final = 19
"""Digits of an integer: what fits a signed 64-bit number in every reader."""

MAX_DEPTH: Final = 64
"""Mappings and lists inside each other."""

MAX_BYTES: Final = _adjustable("MAX_BYTES", 16 * 1024 * 1024)
"""Bytes in one file, or in one line of JSON Lines."""

MAX_NODES: Final = _adjustable("MAX_NODES", 500_000)
"""Scalars, mappings and lists (keys included) in one document."""

MAX_SEARCH: Final = _adjustable("MAX_SEARCH", 2_000_000_000)
"""Code points of a text, times the quotes and names for which all of it has to be searched: no index knows them."""

MAX_PLACES: Final = _adjustable("MAX_PLACES", 1_000_000)
"""Places of a text where the quotes, names and other words of one article stand, all added up."""

MAX_FINDINGS: Final = _adjustable("MAX_FINDINGS", 10_000)
"""Findings that are told of one file, or of one line of JSON Lines: that there are more is one more finding."""

MAX_SUGGESTIONS: Final = 100
"""Findings of one rule in one article that say what may be meant instead: it takes time to find that out."""


def in_force() -> tuple[int, ...]:
    """All of them: what a verdict depends on beside the files."""
    return MAX_DIGITS, MAX_DEPTH, MAX_BYTES, MAX_NODES, MAX_SEARCH, MAX_PLACES, MAX_FINDINGS, MAX_SUGGESTIONS
