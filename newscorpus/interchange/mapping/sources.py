"""What the readers of JSON, JSON Lines and CSV share: the mapping, or a function in its place."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import Mapper
from newscorpus.interchange.engine.mapping_file import opened_with, read_mapping
from newscorpus.interchange.engine.sources import SourceFile, files_of, name_of
from newscorpus.interchange.functions import from_function

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
    return attrs.evolve(
        opened_with(records, found.corpus, name_of(source)),
        refuses_losses=found.lost == "refuse",
        unmatched=mapper.unmatched.keys,
    )
