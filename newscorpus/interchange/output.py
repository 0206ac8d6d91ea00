"""What a writer of another format is given, beside the articles."""

from pathlib import Path
from typing import Final

import attrs

from newscorpus.interchange.losses import Losses
from newscorpus.interchange.tables.rights import Rights

RIGHTS: Final = "RIGHTS.md"
"""The file beside the files of an export that says whose they are, where the format has no place for it."""


@attrs.frozen
class Output:
    """What a writer is to write."""

    target: Path
    """The file or folder to create; it does not exist."""
    rights: Rights
    """The corpus, and the rights in what is written, which are collected while the articles pass."""
    losses: Losses = attrs.field(factory=Losses)
    """Where to count what the format cannot hold."""
    flat: bool = True
    """Whether to write the flat tables, where the format has both."""
    nested: bool = True
    """Whether to write the nested table, where the format has both."""
