"""What a reader makes of one document: plain data, problems, and where everything stands. Imports nothing of ours but
`limits`.

All offsets are code points into `Document.text`, half-open. A *path* is a tuple of keys (str) and list indexes (int)
into `data`.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import attrs

Path = tuple[str | int, ...]


class _Invalid:
    """Stands in `data` for a value that was refused and reported (an alias, say): what meets it stays silent."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = _Invalid()


class NonDecimalInt(int):
    """An integer not written in its plain decimal form (`0x7E6`, `012`, `+5`): a number, but no year and no
    identifier."""


SyntaxFix = tuple[str, tuple[tuple[int, int, str], ...]]
"""What mends a problem without changing the data, in the imperative; and its edits: the text between two offsets
becomes other text."""


@attrs.frozen
class SyntaxProblem:
    """One thing wrong with a file as such: a code of NC0xx, a message, and the code points it is about."""

    code: str
    message: str
    start: int
    end: int
    help: str | None = None
    labels: tuple[tuple[int, int, str], ...] = ()
    """Further places in the same text, each with its words."""
    fix: SyntaxFix | None = None


class Positions(Protocol):
    """Where the values of a document stand."""

    def value(self, path: Path) -> tuple[int, int]:
        """Span of the value at `path`; of its nearest existing ancestor if there is none."""
        ...

    def key(self, path: Path) -> tuple[int, int]:
        """Span of the key that leads to the value at `path`; of the value itself in a list."""
        ...

    def inside(self, path: Path, start: int, end: int, *, key: bool = False) -> tuple[int, int]:
        """Span in the source of `[start, end)` of the decoded text of a scalar value (or of a key).

        The whole scalar where the mapping cannot be proven equal to the decoded text.
        """
        ...


@attrs.frozen
class Document:
    """One parsed document. `data` is None if the text could not be parsed at all (then `problems` says why)."""

    text: str
    data: Any
    problems: Sequence[SyntaxProblem]
    positions: Positions
