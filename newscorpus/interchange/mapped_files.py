"""JSON, JSON Lines and CSV of any shape -> articles, by a mapping file (`models/mapping.py`) or a function."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import ObjectMapper
from newscorpus.interchange.engine.mapping_file import opened_with, read_mapping, warned
from newscorpus.interchange.engine.proposed_fields import propose_fields
from newscorpus.interchange.engine.sources import (
    Item,
    SourceFile,
    csv_rows,
    files_of,
    json_lines,
    json_value,
    name_of,
)
from newscorpus.interchange.functions import from_function
from newscorpus.models.mapping import MappingFile

_FUNCTION: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


@attrs.frozen
class ObjectReader:
    """Reads objects whose fields mean what a mapping file says."""

    name: str
    """The name of the format."""
    ending: str
    """The pattern of its files."""
    items: Callable[[SourceFile, Losses], Iterator[Item]]
    """Yields the values of one file, each of which is an article, or has several."""
    is_one: bool = False
    """Whether a file has one value only."""

    def read(self, source: Path, mapping: Path | None, losses: Losses) -> Opened:
        """Begin to read, by a mapping file or by `module:function`; see `Reader`."""
        if mapping is None:
            raise UsageError(
                f"a mapping is missing: give --map FILE; `newscorpus import {self.name} {source} --init` drafts one"
            )
        if _FUNCTION.fullmatch(str(mapping)) and not mapping.exists():
            return from_function(str(mapping), source)
        fields, places = read_mapping(mapping, MappingFile, self.name)
        if self.name == "csv" and fields.article.each is not None:
            raise UsageError(f"{mapping}: `each` in `article` is for JSON; in CSV, each row is an article")
        files = files_of(source, fields.files or (self.ending,))
        mapper = ObjectMapper(fields, losses, several=not self.is_one or fields.article.each is not None)
        records = (record for file in files for record in self._records(file, mapper, losses))
        return attrs.evolve(
            opened_with(records, fields.corpus, name_of(source)),
            refuses_losses=fields.lost == "refuse",
            unused=lambda: warned(places, mapper.unused.findings()),
        )

    def _records(self, file: SourceFile, mapper: ObjectMapper, losses: Losses) -> Iterator[Record]:
        numbers = count(1)
        for item in self.items(file, losses):
            own = numbers if mapper.has_each else iter([item.number])
            yield from mapper.articles(item.data, file.stem, item.place, own)

    def propose(self, source: Path) -> str:
        """Return a mapping file for a source; see `Reader`."""
        losses = Losses()
        objects = (item.data for file in files_of(source, (self.ending,)) for item in self.items(file, losses))
        return propose_fields(self.name, source, objects, losses)


def _only(file: SourceFile, losses: Losses) -> Iterator[Item]:
    value = json_value(file, losses)
    if value is not None:
        yield Item(value, file.name, 1)


JSON: Final = ObjectReader("json", "*.json", _only, is_one=True)
JSON_LINES: Final = ObjectReader("jsonl", "*.jsonl", json_lines)
CSV: Final = ObjectReader("csv", "*.csv", csv_rows)
