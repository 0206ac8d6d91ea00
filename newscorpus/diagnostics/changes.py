"""Proposed fixes: how to correct a finding, as changes of the document by path.

Rules and the codec use paths of the model, without the source text. `codec.source_map` turns these into paths of the
plain data of the file, and `edits.editor` turns changes of the data into edits of its text. Imports only `diagnostics`.
"""

from typing import Any

import attrs

from newscorpus.diagnostics.report import Path


@attrs.frozen
class SetValue:
    """Set the value at `path`."""

    path: Path
    value: Any
    if_there: bool = False
    """Skip the change if the file has no such value."""
    of_comment: int = 0
    """So many words of the comment behind the value become part of it, and leave the comment."""


@attrs.frozen
class RenameKey:
    """Rename the key that leads to `path`."""

    path: Path
    key: str


@attrs.frozen
class InsertKey:
    """Insert a key into the mapping at `path`: behind its key `after`, or first if that is None."""

    path: Path
    key: str
    value: Any
    after: str | None = None


@attrs.frozen
class Delete:
    """Delete an item of a list, or a key with its value."""

    path: Path


@attrs.frozen
class QuoteScalar:
    """Turn the value at `path`, a number for example, into a string of the same characters."""

    path: Path


DataChange = SetValue | RenameKey | InsertKey | Delete
"""A change that depends on nothing but the data."""
Change = DataChange | QuoteScalar


@attrs.frozen
class ProposedFix:
    """A way to fix a finding: changes that belong together."""

    title: str
    """In the imperative: "replace `visitr` with `visitor`"."""
    changes: tuple[Change, ...] = ()
    safe: bool = False
    """Whether it changes nothing that is meant."""
    similarity: float | None = None
    """If it writes the nearest words of the article: how similar the given words are, from 0 to 1 (equal)."""
    edits: tuple[tuple[int, int, str], ...] = ()
    """Instead of changes: edits of the text that do not change the data, each with its start, its end and the words."""


def backticked(text: str, limit: int = 60) -> str:
    """Put words of the input into backticks, for a message; shorten them to `limit` characters."""
    return f"`{text}`" if len(text) <= limit else f"`{text[: limit - 1]}…`"


def replacing(path: Path, old: str, new: str) -> ProposedFix:
    """Propose another value at `path`. The fix is unsafe, since the value is a guess."""
    return ProposedFix(f"replace {backticked(old)} with {backticked(new)}", (SetValue(path, new),))


def renaming(path: Path, new: str) -> ProposedFix:
    """Propose another name for the key that leads to `path`. The fix is unsafe, since the name is a guess."""
    return ProposedFix(f"replace {backticked(str(path[-1]))} with {backticked(new)}", (RenameKey(path, new),))
