"""Readers and writers of the formats of others: of those in `formats`, and of those of installed plug-ins."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from newscorpus._entry_points import BrokenPlugin, load_plugins, shown
from newscorpus.errors import UsageError
from newscorpus.interchange.formats import FORMATS, Format

if TYPE_CHECKING:  # so that `newscorpus --help` lists the formats without the models
    from importlib.metadata import EntryPoint

    from newscorpus.interchange.engine.document import Opened, Record
    from newscorpus.interchange.engine.losses import Losses
    from newscorpus.interchange.engine.output import Output
    from newscorpus.models import Article


class Reader(Protocol):
    """What reads a format: one whose names have no meaning of their own, by a mapping file."""

    def read(self, source: Path, mapping: Path | None, losses: "Losses") -> "Opened":
        """Begin to read.

        Args:
            source: The file or folder.
            mapping: The mapping file, which says what the names in the source mean.
            losses: Where to count what has no place in an article. It is complete when all records are read.

        Raises:
            UsageError: The source is not of the format, or needs a mapping.
            InvalidCorpus: The mapping has errors.
        """

    def propose(self, source: Path) -> str:
        """Return a mapping file for a source, with comments on what to decide.

        Raises:
            UsageError: The source is not of the format, or has nothing to map.
        """


class ArticleReader(Protocol):
    """What reads a format without a mapping file, since it says itself what its names mean."""

    def read(self, source: Path, losses: "Losses") -> "Iterator[Record]":
        """Begin to read the articles; see `Reader`."""


class Writer(Protocol):
    """What writes a format."""

    def write(self, articles: "Iterator[Article]", output: "Output") -> dict[str, int] | None:
        """Write articles, which are anchored, one at a time.

        Returns:
            The number of rows of each table; None if the format has no tables.

        Raises:
            UsageError: An extra is not installed.
            OSError: The output cannot be written.
        """

    def is_export(self, path: Path) -> bool:
        """Report whether a file is what `write` wrote, or a folder has what it wrote, perhaps beside other files."""


GROUP: Final = "newscorpus.formats"
"""The group of entry points whose names are formats, and whose values are modules."""


class Plugins(NamedTuple):
    """What is installed in the group."""

    formats: Mapping[str, Format]
    broken: Sequence[BrokenPlugin]


@cache
def plugins() -> Plugins:
    """Load the formats of plug-ins, once."""
    formats = dict[str, Format]()

    def add(point: "EntryPoint", module: Any) -> None:
        if not _NAME.fullmatch(point.name):
            raise UsageError(f"the name `{point.name}` is not made of lower-case letters, digits and hyphens")
        if point.name in FORMATS or point.name in formats:
            raise UsageError(f"the name `{point.name}` is that of another format")
        formats[point.name] = _of_plugin(module, shown(point))

    return Plugins(formats, load_plugins(GROUP, add))


_NAME: Final = re.compile("[a-z][a-z0-9-]*")


def _of_plugin(module: Any, entry: str) -> Format:
    """Return the format that a plug-in defines: its `documents` have labels, which a mapping file explains.

    Raises UsageError if it lacks `FORMAT` or its functions.
    """
    format = getattr(module, "FORMAT", None)
    if not isinstance(format, Format):
        raise UsageError("it has no `FORMAT = Format(…)`")
    has_labels, has_articles, is_written = (
        callable(getattr(module, name, None)) for name in ("documents", "read", "write")
    )
    if not (has_labels or has_articles or is_written):
        raise UsageError("it has none of the functions `documents`, `read` and `write`")
    if has_labels and has_articles:
        raise UsageError("it has two readers, `documents` and `read`: delete one")
    if is_written and not callable(getattr(module, "is_export", None)):
        raise UsageError("it has a function `write`, but no function `is_export`")
    return format._replace(
        reader=f"the plug-in `{entry}`" if has_labels or has_articles else "",
        writer=f"the plug-in `{entry}`" if is_written else "",
        has_mapping=has_labels,
        plugin=module,
    )


def all_formats() -> Mapping[str, Format]:
    """Return the formats of newscorpus, and then those of plug-ins, by name."""
    return {**FORMATS, **plugins().formats}


def format_named(name: str, side: Literal["reader", "writer"]) -> Format:
    """Return a format that is read or written. Raises UsageError if there is none."""
    format = FORMATS.get(name) or plugins().formats.get(name)
    if format is not None and getattr(format, side):
        return format
    able = [other for other, format in all_formats().items() if getattr(format, side)]
    problems = "".join(f"; {plugin.message}" for plugin in plugins().broken)
    raise UsageError(f"no format {name!r}: {', '.join(able)}{problems}")


def reader(name: str) -> Reader:
    """Return what reads a format by a mapping file. Raises UsageError if there is none."""
    format = format_named(name, "reader")
    if not format.has_mapping:
        raise UsageError(f"{name} is read without a mapping file: leave out --map and --init")
    if format.plugin is not None:
        from newscorpus.interchange.functions import label_reader  # noqa: PLC0415 - for plug-ins only

        return label_reader(format.plugin, name, format.reader)
    loaded: Reader = _loaded(format, format.reader)
    return loaded


def opened(name: str, source: Path, mapping: Path | None, losses: "Losses", texts: Path | None = None) -> "Opened":
    """Begin to read a source; see `Reader`. `texts` is a folder beside it in which a mapping file may name texts.

    Raises:
        UsageError: There is no such format, it is read without a mapping file, or as `Reader.read` says.
    """
    format = format_named(name, "reader")
    if texts is not None and name not in ("json", "jsonl", "csv"):
        raise UsageError(f"--texts is for json, jsonl and csv, not for {name}")
    if mapping is not None or format.has_mapping:
        own: Any = reader(name)
        known: Reader = own if texts is None else own.with_texts(texts)
        with _naming_other(format, name, source, mapping):
            return known.read(source, mapping, losses)
    from newscorpus.interchange.engine.document import Opened  # noqa: PLC0415 - needs the models
    from newscorpus.interchange.engine.sources import name_of  # noqa: PLC0415
    from newscorpus.models import Manifest  # noqa: PLC0415

    articles: ArticleReader = _loaded(format, format.reader)
    with _naming_other(format, name, source, mapping):
        return Opened(articles.read(source, losses), Manifest(name=name_of(source), language="und"))


def proposed(name: str, source: Path) -> str:
    """Return a mapping file for a source; see `Reader`. Raises UsageError as `Reader.propose` and `reader` say."""
    proposer = reader(name)
    with _naming_other(format_named(name, "reader"), name, source, None):
        return proposer.propose(source)


@contextmanager
def _naming_other(format: Format, name: str, source: Path, mapping: Path | None) -> Iterator[None]:
    """Raise UsageError with the name of the format that a source is of, if its beginning tells another one.

    The files in a folder may be of several, so that the reader has to refuse it first. A plug-in, and a function in
    place of a mapping file, may read what they like.
    """
    from newscorpus.interchange.engine.sources import format_of  # noqa: PLC0415 - needs the models

    is_free = format.plugin is not None or (mapping is not None and not mapping.exists())
    other = format_of(source) if source.is_file() and not is_free else None
    if other not in (None, name):
        raise UsageError(f"{source} is not {name} but {other}: type `newscorpus import {other} {source}`")
    try:
        yield
    except UsageError as e:
        other = format_of(source) if source.is_dir() and not is_free else None
        if other in (None, name):
            raise
        raise UsageError(f"{e}; it is {other}: type `newscorpus import {other} {source}`") from None


def writer(name: str) -> Writer:
    """Return what writes a format. Raises UsageError if there is none."""
    format = format_named(name, "writer")
    loaded: Writer = _loaded(format, format.writer)
    return loaded


def _loaded(format: Format, name: str) -> Any:
    """Return the module of a name, or what it has: `module:NAME`; of a plug-in, what calls its functions."""
    if format.plugin is not None:
        from newscorpus.interchange.functions import Plugin  # noqa: PLC0415 - for plug-ins only

        return Plugin(format.plugin, name)
    module, _, attribute = name.partition(":")
    loaded = import_module(f"newscorpus.interchange.{module}")
    return getattr(loaded, attribute) if attribute else loaded
