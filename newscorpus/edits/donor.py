"""A donor: another version of a document, whose source is copied, with its comments, for the members that it has."""

from functools import cache
from typing import Any

from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import Layout
from newscorpus.fixes.verify import same
from newscorpus.formats.document import Document


class Donor:
    """The source of members in block style."""

    def __init__(self, document: Document) -> None:
        self._layout = Layout(document)
        self._members = cache(self._layout.members)
        self._indices = cache(self._indices_of)

    def lines(self, path: Path, value: Any, column: int) -> list[str] | None:
        """Return the lines of a member that has this value, with the comments that are its own.

        Args:
            path: Its path in the edited document. Of an item of a list, only the value counts.
            value: Its data.
            column: The column, from 0, at which it is to begin.

        Returns:
            The lines; None if the donor does not have it, or not in lines of its own.

        Raises:
            CannotEdit: If it is not clear where it begins.
        """
        at = self._find(path, value)
        return None if at is None or self._layout.is_in_flow(at) else self._indented(at, column)

    def _find(self, path: Path, value: Any) -> Path | None:
        owner = self._layout.data
        for step in path[:-1]:
            if type(owner) is not dict or step not in owner:
                return None
            owner = owner[step]
        key: Any = path[-1]
        if type(owner) is list:
            index = self._indices(path[:-1]).get(repr(value))
            return None if index is None else (*path[:-1], index)
        return path if type(owner) is dict and key in owner and same(owner[key], value) else None

    def _indices_of(self, path: Path) -> dict[str, int]:
        """The first index of each item of a list, by what it looks like."""
        return {repr(one): i for i, one in reversed([*enumerate(self._layout.at(path))])}

    def _indented(self, at: Path, column: int) -> list[str]:
        owner = self._layout.at(at[:-1])
        index: Any = at[-1] if type(owner) is list else list(owner).index(at[-1])
        one = self._members(at[:-1])[index]
        source, by = self._layout.text[one.lead : one.tail].removesuffix("\n"), column - (one.head - one.line)
        return [_shifted(line.removesuffix("\r"), by) for line in source.split("\n")]


def _shifted(line: str, by: int) -> str:
    """A line with that many more spaces before it, or fewer, as far as it has them."""
    if by >= 0:
        return " " * by + line if line.strip() else line
    return line[min(len(line) - len(line.lstrip(" ")), -by) :]
