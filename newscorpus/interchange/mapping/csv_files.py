"""Articles in CSV, read by a mapping: one in a row, whose fields have the names of the first row."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from newscorpus import limits
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import Mapper
from newscorpus.interchange.engine.proposed_fields import draft_mapping
from newscorpus.interchange.engine.sources import SourceFile, files_of
from newscorpus.interchange.mapping.sources import open_source

_ENDING: Final = "*.csv"
_SNIFFED: Final = 65_536
"""Bytes of a file from which its delimiter is recognized."""


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read; see `Reader`."""
    return open_source(source, mapping, losses, format="csv", ending=_ENDING, read_file=_articles)


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    losses = Losses()
    rows = (data for file in files_of(source, (_ENDING,)) for _, _, data in _rows(file, losses))
    return draft_mapping("csv", source, rows, losses)


def _articles(file: SourceFile, mapper: Mapper, losses: Losses) -> Iterator[Record]:
    for number, line, data in _rows(file, losses):
        yield from mapper.article(data, {"file": file.stem, "index": str(number)}, f"{file.name}:{line}")


def _rows(file: SourceFile, losses: Losses) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield the number of each row, the line on which it begins, and its fields."""
    csv.field_size_limit(limits.MAX_BYTES)
    try:
        with file.path.open("rb") as stream:
            delimiter = _delimiter(stream.read(_SNIFFED))
            stream.seek(0)
            text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            yield from _read(csv.reader(text, delimiter=delimiter, strict=True), file, losses)
    except (OSError, UnicodeDecodeError) as e:
        reason = "not UTF-8" if isinstance(e, UnicodeDecodeError) else e.strerror
        losses.add("file or line that cannot be read", f"{file.name}: {reason}")


def _read(rows: Any, file: SourceFile, losses: Losses) -> Iterator[tuple[int, int, dict[str, Any]]]:
    header, number = list[str](), 0
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as e:
            losses.add("row that is not CSV", f"{file.name}:{line}: {e}")
            continue
        if row is None:
            return
        if not header:
            header = row
            for name in sorted({name for name in header if header.count(name) > 1}):
                losses.add("column that occurs twice", f"{file.name}:{line}: {name}")
        elif row:
            number += 1
            if len(row) != len(header):
                losses.add("row with too many or too few fields", f"{file.name}:{line}")
            yield number, line, dict(reversed(list(zip(header, row, strict=False))))


def _delimiter(beginning: bytes) -> str:
    """Return the delimiter that the first line has most of: a comma, a semicolon or a tab."""
    head = beginning.partition(b"\n")[0].decode("utf-8", "replace")
    return max(",;\t", key=head.count)
