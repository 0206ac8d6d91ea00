"""The formats of others that articles come from and go to. Adding one is a module and an entry."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.losses import Losses
from newscorpus.interchange.records import Source
from newscorpus.models import Article


class Reader(Protocol):
    """The module of a format that is read."""

    def read(self, source: Path, mapping: Path | None, losses: Losses) -> Source:
        """Begin to read.

        Args:
            source: The file or folder.
            mapping: The mapping file, which says what the names in the source mean.
            losses: Where to count what has no place in an article. It is complete when all records are read.

        Raises:
            UsageError: The source is not of the format, or needs a mapping.
            InvalidCorpus: The mapping has errors.
        """

    def draft(self, source: Path) -> str:
        """Return a mapping file for a source, with comments on what to decide.

        Raises:
            UsageError: The source is not of the format, or has nothing to map.
        """


class Writer(Protocol):
    """The module of a format that is written."""

    def write(self, articles: Iterator[Article], target: Path, losses: Losses) -> int:
        """Write articles.

        Args:
            articles: The articles, anchored, each with its text.
            target: The file or folder to create; it does not exist.
            losses: Where to count what the format cannot hold.

        Returns:
            The number of articles.

        Raises:
            OSError: The output cannot be written.
        """


@attrs.frozen
class Format:
    """A format of others."""

    doc: str
    """What it is, in one line."""
    reads: bool = False
    writes: bool = False
    loses: str = ""
    """What an article loses when it is written."""
    extra: str | None = None
    """The extra to install."""
    needs_map: bool = False
    """Whether a source can only be read with a mapping file."""
    module: str | None = None
    """Its module, if that has another name."""


FORMATS: Final[dict[str, Format]] = {
    "json": Format("JSON files of any shape", reads=True, needs_map=True, module="json_files"),
    "jsonl": Format("JSON Lines of any shape", reads=True, needs_map=True, module="json_lines"),
    "csv": Format("CSV with an article in each row", reads=True, needs_map=True, module="csv_files"),
}


def reader(name: str) -> Reader:
    """Return the module that reads a format. Raises UsageError if there is none."""
    module: Reader = _module(name, "reads")
    return module


def writer(name: str) -> Writer:
    """Return the module that writes a format. Raises UsageError if there is none."""
    module: Writer = _module(name, "writes")
    return module


def _module(name: str, direction: str) -> Any:
    able = [one for one, format in FORMATS.items() if getattr(format, direction)]
    if name not in able:
        raise UsageError(f"no format {name!r} that newscorpus {direction}: {', '.join(able)}")
    return import_module(f"newscorpus.interchange.{FORMATS[name].module or name.replace('-', '_')}")
