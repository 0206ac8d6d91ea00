"""Articles in JSON Lines, read by a mapping: one in a line, or several."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final

from newscorpus.fs.reading import numbered_lines
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import Mapper
from newscorpus.interchange.engine.proposed_fields import draft_mapping
from newscorpus.interchange.engine.sources import SourceFile, files_of, read_json
from newscorpus.interchange.mapping.sources import open_source

_ENDING: Final = "*.jsonl"


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read; see `Reader`."""
    return open_source(source, mapping, losses, format="jsonl", ending=_ENDING, read_file=_articles)


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    losses = Losses()
    lines = (data for file in files_of(source, (_ENDING,)) for _, data in read_lines(file, losses))
    return draft_mapping("jsonl", source, lines, losses)


def _articles(file: SourceFile, mapper: Mapper, losses: Losses) -> Iterator[Record]:
    numbers = count(1)
    for line, data in read_lines(file, losses):
        own = numbers if mapper.has_each else iter([line])
        yield from mapper.articles(data, file.stem, f"{file.name}:{line}", own)


def read_lines(file: SourceFile, losses: Losses) -> Iterator[tuple[int, Any]]:
    """Yield the number and the value of each line of a file that has a value."""
    try:
        with file.path.open("rb") as stream:
            for number, line in numbered_lines(stream):
                data = read_json(line, file.name, losses, number) if line.strip() else None
                if data is not None:
                    yield number, data
    except OSError as e:
        losses.add("file or line that cannot be read", f"{file.name}: {e.strerror}")
