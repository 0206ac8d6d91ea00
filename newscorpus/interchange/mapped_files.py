"""JSON, JSON Lines and CSV of any shape -> articles, by a mapping file (`models/mapping.py`) or a function."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.document import Opened
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import MappedObject, ObjectMapper
from newscorpus.interchange.engine.mapping_file import opened_with, read_mapping, warned
from newscorpus.interchange.engine.proposed_fields import propose_fields
from newscorpus.interchange.engine.sources import (
    Item,
    SourceFile,
    TextFiles,
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
    texts: Path | None = None
    """A folder beside the source in which texts may be."""

    def read(self, source: Path, mapping: Path | None, losses: Losses) -> Opened:
        """Begin to read, by a mapping file or by `module:function`; see `Reader`."""
        if mapping is None:
            raise UsageError(
                f"a mapping is missing: give --map FILE; `newscorpus import {self.name} {source} --init` drafts one"
            )
        if _FUNCTION.fullmatch(str(mapping)) and not mapping.exists():
            return from_function(str(mapping), source, losses)
        fields, places = read_mapping(mapping, MappingFile, self.name)
        if self.name == "csv" and fields.article.each is not None:
            raise UsageError(f"{mapping}: `each` in `article` is for JSON; in CSV, each row is an article")
        inside = source if source.is_dir() else source.parent
        texts = TextFiles((inside, self.texts) if self.texts else (inside,))
        several = not self.is_one or fields.article.each is not None
        mapper = ObjectMapper(fields, losses, several=several, texts=texts)
        unheard = ObjectMapper(fields, Losses(), several=several, texts=texts)
        next(iter(files_of(source, fields.files or (self.ending,))))  # a source without files is refused now
        groups = self._groups(source, fields, mapper, unheard, losses)
        records = (record for group in groups for record in mapper.records(group))
        return attrs.evolve(
            opened_with(records, fields.corpus, name_of(source)),
            refuses_losses=fields.lost == "refuse",
            unused=lambda: warned(places, mapper.unused.findings()),
        )

    def _objects(
        self, source: Path, fields: MappingFile, mapper: ObjectMapper, losses: Losses
    ) -> Iterator[MappedObject]:
        for file in files_of(source, fields.files or (self.ending,)):
            numbers = count(1)
            for item in self.items(file, losses):
                own = numbers if fields.article.each is not None else iter([item.number])
                yield from mapper.objects(item.data, file, item.place, own)

    def _groups(
        self, source: Path, fields: MappingFile, mapper: ObjectMapper, unheard: ObjectMapper, losses: Losses
    ) -> Iterator[list[MappedObject]]:
        """Yield the objects of each article. The source is read twice if some join, so that few wait for others."""
        objects = self._objects(source, fields, mapper, losses)
        if fields.article.join is None:
            yield from ([item] for item in objects)
            return
        left = Counter(map(unheard.key, self._objects(source, fields, unheard, Losses())))
        waiting: dict[bytes, list[MappedObject]] = {}
        for item in objects:
            key = unheard.key(item)
            if key is None:
                yield [item]
                continue
            waiting.setdefault(key, []).append(item)
            left[key] -= 1
            if left[key] <= 0:
                yield waiting.pop(key)
        yield from waiting.values()

    def with_texts(self, folder: Path) -> "ObjectReader":
        """Return the reader, which may then read texts in a folder beside the source."""
        if not folder.is_dir():
            raise UsageError(f"no such folder: {folder}")
        return attrs.evolve(self, texts=folder)

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
