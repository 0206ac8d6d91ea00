"""Mends: what would mend a finding, as changes of the document by path. Knows no source text: where the words stand and
how they are written is found out where a finding is placed.

Rules and the codec name paths of the model; `codec.source_map` turns them into paths of the plain data of the file, and
`formats.editing` turns changes of the data into edits of its text. Imports nothing of ours but `diagnostics`.
"""

from typing import Any

import attrs

from newscorpus.diagnostics import Path


@attrs.frozen
class Write:
    """The value at `path` becomes `value`."""

    path: Path
    value: Any
    if_there: bool = False
    """Whether nothing is meant to happen where the file has no such value."""


@attrs.frozen
class Rename:
    """The key that leads to `path` becomes `key`."""

    path: Path
    key: str


@attrs.frozen
class Insert:
    """The mapping at `path` gets a field: behind its field `after`, at its beginning if that is None."""

    path: Path
    key: str
    value: Any
    after: str | None = None


@attrs.frozen
class Remove:
    """What stands at `path` is taken out: an item of a list, or a key with its value."""

    path: Path


@attrs.frozen
class AsText:
    """The number, or whatever else `path` holds, becomes text: the characters that stand in the file."""

    path: Path


Change = Write | Rename | Insert | Remove | AsText


@attrs.frozen
class Mend:
    """A way to mend a finding: changes that belong together."""

    title: str
    """In the imperative: "replace `visitr` with `visitor`"."""
    changes: tuple[Change, ...]
    safe: bool = False
    """Whether it keeps the annotator's meaning beyond doubt."""


def shown(text: str, limit: int = 60) -> str:
    """Words of the input, for a message: in backticks, cut if they are long."""
    return f"`{text}`" if len(text) <= limit else f"`{text[: limit - 1]}…`"


def replacing(path: Path, old: str, new: str) -> Mend:
    """The one word at `path` becomes another; in doubt, since words are guessed."""
    return Mend(f"replace {shown(old)} with {shown(new)}", (Write(path, new),))


def renaming(path: Path, new: str) -> Mend:
    """The key that leads to `path` becomes another; in doubt, since words are guessed."""
    return Mend(f"replace {shown(str(path[-1]))} with {shown(new)}", (Rename(path, new),))
