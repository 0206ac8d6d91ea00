"""The formats of others that articles come from and go to. Adding one is a module and an entry."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.losses import Losses
from newscorpus.interchange.output import Output
from newscorpus.interchange.records import Opened
from newscorpus.models import Article


class Reader(Protocol):
    """The module of a format that is read."""

    def read(self, source: Path, mapping: Path | None, losses: Losses) -> Opened:
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

    def write(self, articles: Iterator[Article], output: Output) -> dict[str, int]:
        """Write articles, which are anchored, one at a time.

        Returns:
            The number of rows of each table; without tables, the number of `articles`.

        Raises:
            UsageError: An extra is not installed.
            OSError: The output cannot be written.
        """

    def is_export(self, path: Path) -> bool:
        """Report whether a file or folder is what `write` wrote."""


@attrs.frozen
class Format:
    """A format of others."""

    doc: str
    """What it is, in one line."""
    reader: str = ""
    """The module that reads it; empty if it is not read."""
    writer: str = ""
    """The module that writes it; empty if it is not written."""
    loses: str = ""
    """What is lost, in one line; empty for nothing."""
    extra: str = ""
    """The extra to install; empty for none."""
    has_nested: bool = False
    """Whether there is a nested table beside the flat ones."""
    is_file: bool = False
    """Whether the output is a file."""
    companions: tuple[str, ...] = ()
    """Endings of files beside the output that belong to what was there before, and are removed with it."""


_UNNAMED: Final = "what the mapping file does not name"
_FLAT: Final = "what only corpus.yaml has"
_NO_PLACE: Final = "waivers, and contexts of quotes, which have offsets instead"

FORMATS: Final[Mapping[str, Format]] = {
    "parquet": Format("a Parquet file for each table", writer="parquet", extra="parquet", has_nested=True),
    "json": Format("JSON files of any shape, read by a mapping file", reader="mapping.json_files", loses=_UNNAMED),
    "jsonl": Format("JSON Lines of any shape, read by a mapping file", reader="mapping.json_lines", loses=_UNNAMED),
    "csv": Format(
        "CSV, read by a mapping file; written as a Frictionless data package, a file for each table",
        reader="mapping.csv_files",
        writer="datapackage",
        loses=f"{_UNNAMED}; in exports, {_FLAT}",
    ),
    "sqlite": Format(
        "an SQLite database with full-text search",
        writer="sqlite",
        loses=_FLAT,
        is_file=True,
        companions=("-wal", "-shm", "-journal"),
    ),
    "dataset": Format(
        "Parquet with a dataset card and Croissant metadata", writer="dataset", extra="parquet", has_nested=True
    ),
    "brat": Format(
        "standoff annotation: `ID.txt`, `ID.ann` and `annotation.conf`",
        reader="brat",
        writer="brat",
        loses=_NO_PLACE,
    ),
    "label-studio": Format(
        "tasks of Label Studio in JSON, with the labeling configuration in XML",
        reader="label_studio",
        writer="label_studio",
        loses=_NO_PLACE,
    ),
    "doccano": Format(
        "texts of doccano with labels and relations, in JSON Lines, JSON or CSV",
        reader="doccano",
        loses="words with a label that no event has, and that are no actor",
    ),
    "cas": Format(
        "UIMA CAS of INCEpTION and WebAnno: XMI or JSON, and the type system",
        reader="cas",
        writer="cas",
        loses="waivers, and contexts of quotes, which have offsets instead",
        extra="cas",
    ),
    "conllu": Format(
        "CoNLL-U, with mentions of actors as `Entity` in MISC",
        reader="conllu",
        writer="conllu",
        loses="in imports, syntax; in exports, all but meta data, text and mentions",
        extra="conllu",
        is_file=True,
    ),
    "wikievents": Format(
        "WikiEvents: documents of tokens, mentions and events in JSON Lines",
        reader="wikievents",
        writer="wikievents",
        loses="in exports, meta data, claims, statuses, values, relations, and most evidence",
    ),
    "spacy": Format(
        "a DocBin of spaCy, with entities and a span group for each layer",
        writer="spacy",
        loses="entities inside others, which the span groups have",
        extra="spacy",
        is_file=True,
    ),
}
"""The formats, in the order in which they are listed."""


def reader(name: str) -> Reader:
    """Return the module that reads a format. Raises UsageError if there is none."""
    module: Reader = _module(name, "reader")
    return module


def writer(name: str) -> Writer:
    """Return the module that writes a format. Raises UsageError if there is none."""
    module: Writer = _module(name, "writer")
    return module


def _module(name: str, side: str) -> Any:
    able = {one: module for one, format in FORMATS.items() if (module := getattr(format, side))}
    if name not in able:
        raise UsageError(f"no format {name!r}: {', '.join(able)}")
    return import_module(f"newscorpus.interchange.{able[name]}")
