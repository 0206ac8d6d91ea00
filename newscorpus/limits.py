"""The limits on untrusted input. Beyond a limit there is a finding instead of a result.

A user who trusts the input can raise a limit by an environment variable: `NEWSCORPUS_MAX_BYTES=100000000`. Unlike
`corpus.yaml`, the environment is under the user's control, and worker processes inherit it. The limits on depth and
digits are fixed, because parsers and other tools have them too.
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
        _faults.append(f"NEWSCORPUS_{name}={given!r}: expected a whole number of at most {MAX_DIGITS - 1} digits")
    return value


def require() -> None:
    """Raise UsageError if a limit in the environment is not a number; to import this module never raises it."""
    if _faults:
        raise UsageError(_faults[0])


MAX_DIGITS: Final = 19
"""Digits of an integer: a signed 64-bit number has no more."""

MAX_DEPTH: Final = 64
"""Mappings and lists inside each other."""

MAX_BYTES: Final = _adjustable("MAX_BYTES", 16 * 1024 * 1024)
"""Bytes in one file, or in one line of JSON Lines."""

MAX_NODES: Final = _adjustable("MAX_NODES", 500_000)
"""Scalars, mappings and lists (keys included) in one document."""

MAX_SEARCH: Final = _adjustable("MAX_SEARCH", 2_000_000_000)
"""Code points of a text, multiplied by the number of quotes and names that its index cannot find."""

MAX_PLACES: Final = _adjustable("MAX_PLACES", 1_000_000)
"""Occurrences in a text of the quotes, names and other words of one article, in all."""

MAX_FINDINGS: Final = _adjustable("MAX_FINDINGS", 10_000)
"""Findings that are reported for one file, or for one line of JSON Lines. One more reports that some are omitted."""

MAX_SUGGESTIONS: Final = 100
"""Findings of one rule in one article whose help may suggest something, which takes time to find."""

MAX_TRIALS: Final = 64
"""Trials of the fixes of one article. Fixes that are not tried by then are offered as they are."""

MAX_PAIRS: Final = 100_000
"""Pairs of actors of one event: with more, an event is a crowd and not a set of dyads, and has no pairs."""

MAX_ALIKE: Final = 200
"""Patterns of `corpus.yaml` that share their letters: each is compared with each file that has these, too."""


def in_force() -> tuple[int, ...]:
    """Return all limits: beside the files, results depend on them."""
    of_input = MAX_DIGITS, MAX_DEPTH, MAX_BYTES, MAX_NODES, MAX_SEARCH, MAX_PLACES
    return *of_input, MAX_FINDINGS, MAX_SUGGESTIONS, MAX_TRIALS, MAX_ALIKE
