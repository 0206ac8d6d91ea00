"""The limits on what is read, all in one place. Files come from strangers: each limit turns a flood into a finding."""

from typing import Final

MAX_BYTES: Final = 16 * 1024 * 1024
"""Bytes in one file, or in one line of JSON Lines."""

MAX_DEPTH: Final = 64
"""Mappings and lists inside each other."""

MAX_NODES: Final = 500_000
"""Scalars, mappings and lists (keys included) in one document."""

MAX_DIGITS: Final = 19
"""Digits of an integer: what fits a signed 64-bit number in every reader."""
