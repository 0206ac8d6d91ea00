"""The result of reading one document: plain data, problems, and positions.

All offsets are code points into `Document.text`, half-open.
"""

from collections.abc import Sequence
from typing import Any, Final

import attrs

from newscorpus.formats.positions import TreePositions


class _Invalid:
    """Stands in `data` for a value that was refused and reported (an alias, say): what meets it stays silent."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = _Invalid()


class NonDecimalInt(int):
    """An integer not written in its plain decimal form (`0x7E6`, `012`, `+5`): a number, but no year and no
    identifier."""


_IN_DOUBT: Final = frozenset({"NC001", "NC002", "NC003", "NC004", "NC005", "NC008"})
"""With these problems, it is in doubt what data is meant."""
SyntaxFix = tuple[str, tuple[tuple[int, int, str], ...]]
"""A fix that does not change the data as read: its title in the imperative, its edits as (start, end, new text)."""


@attrs.frozen
class SyntaxProblem:
    """A problem with the syntax of a file: a code NC0xx, a message, and the span to which it refers."""

    code: str
    message: str
    start: int
    end: int
    help: str | None = None
    labels: tuple[tuple[int, int, str], ...] = ()
    """Further spans of the same text, each with a message: (start, end, message)."""
    fix: SyntaxFix | None = None
    safe: bool = True
    """Whether the fix changes nothing that is meant."""


@attrs.frozen
class Document:
    """One parsed document. `data` is None if the text could not be parsed; then `problems` contains the reason."""

    text: str
    data: Any
    problems: Sequence[SyntaxProblem]
    positions: TreePositions

    @property
    def is_in_doubt(self) -> bool:
        """Whether a problem leaves in doubt what data is meant."""
        return any(problem.code in _IN_DOUBT for problem in self.problems)
