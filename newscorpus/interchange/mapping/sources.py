"""What the readers of JSON, JSON Lines and CSV share: the mapping, or a function in its place."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from newscorpus.codec import default_codec
from newscorpus.errors import NewscorpusError, UsageError
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.fields import as_slug
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import Mapper
from newscorpus.interchange.engine.mapping_file import read_mapping
from newscorpus.interchange.engine.sources import SourceFile, files_of
from newscorpus.models import Article, Manifest

_FUNCTION: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")

FileReader = Callable[[SourceFile, Mapper, Losses], Iterator[Record]]
"""Yields the articles of one file."""


def open_source(
    source: Path, mapping: Path | None, losses: Losses, *, format: str, ending: str, read_file: FileReader
) -> Opened:
    """Begin to read a source by a mapping file, or by a function of the user's own.

    Args:
        source: The file or folder.
        mapping: The mapping file, or `module:function`.
        losses: Where to count what the mapping does not read.
        format: The name of the format.
        ending: The pattern of its files.
        read_file: Reads one file.

    Raises:
        UsageError: The source has no such files, or there is no mapping.
        InvalidCorpus: The mapping has errors.
    """
    if mapping is None:
        raise UsageError(
            f"a mapping is missing: give --map FILE; `newscorpus import {format} {source} --init` drafts one"
        )
    if _FUNCTION.fullmatch(str(mapping)) and not mapping.exists():
        return from_function(str(mapping), source)
    found = read_mapping(mapping)
    if found.source not in (None, format):
        raise UsageError(f"{mapping} is for {found.source}, not {format}")
    if format == "csv" and found.article.each is not None:
        raise UsageError(f"{mapping}: `each` in `article` is for JSON; in CSV, each row is an article")
    files = files_of(source, found.files or (ending,))
    mapper = Mapper(found, losses, several=format != "json" or found.article.each is not None)
    records = (record for file in files for record in read_file(file, mapper, losses))
    stated = {name: value for name in _HEAD if found.corpus and (value := getattr(found.corpus, name)) is not None}
    fields: dict[str, Any] = {"name": name_of(source), "language": "und", **stated}
    return Opened(
        records,
        Manifest(**fields),
        refuses_losses=found.lost == "refuse",
        stated=frozenset(stated),
        unmatched=mapper.unmatched.keys,
    )


_HEAD: Final = ("name", "title", "description", "language", "license", "text_license")


def name_of(source: Path) -> str:
    """Return the name of a corpus for a source."""
    return as_slug(source.resolve().stem, "corpus")


def from_function(name: str, source: Path) -> Opened:
    """Return what a function of the user's own makes of a source.

    Args:
        name: `module:function`, where the module is in the current folder or installed. The function takes the path of
            the source, and yields `Article`s, or dicts with the fields of one.
        source: The file or folder.

    Raises:
        UsageError: There is no such function, or it raises an error, also later.
    """
    module, _, function = name.partition(":")
    if "" not in sys.path:
        sys.path.insert(0, "")
    with _errors_of(name):
        articles = iter(getattr(import_module(module), function)(source))
    return Opened(_records(articles, name), Manifest(name=name_of(source)))


@contextmanager
def _errors_of(name: str) -> Iterator[None]:
    """Raise the errors of a function of the user's own as UsageError, with their cause."""
    try:
        yield
    except (NewscorpusError, OSError):
        raise
    except (ImportError, AttributeError) as e:
        raise UsageError(f"{name}: {e}") from e
    except Exception as e:
        raise UsageError(f"{name}: {type(e).__name__}: {e}") from e


def _guarded(articles: Iterator[Any], name: str) -> Iterator[Any]:
    while True:
        with _errors_of(name):
            try:
                one = next(articles)
            except StopIteration:
                return
        yield one


def _records(articles: Iterator[Any], name: str) -> Iterator[Record]:
    for number, one in enumerate(_guarded(articles, name), 1):
        if isinstance(one, Article):
            data = default_codec().short(one)
        elif isinstance(one, Mapping):
            data = {key: _table(value) if key in ("actors", "events") else value for key, value in one.items()}
        else:
            raise UsageError(f"{name} yields {type(one).__name__}, not an Article or a dict")
        text = data.pop("text", None)
        if not isinstance(text, str):
            raise UsageError(f"{name} yields article {number} without its `text`")
        yield Record(data, text, f"{name}: article {number}")


def _table(value: Any) -> Any:
    """Return a list of objects with an `id` as a mapping by id."""
    if not isinstance(value, list) or not all(isinstance(one, Mapping) and "id" in one for one in value):
        return value
    return {one["id"]: {key: item for key, item in one.items() if key != "id"} for one in value}
