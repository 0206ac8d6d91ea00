"""Articles in JSON files, read by a mapping: one in a file, or several."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from newscorpus.fs import reading
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import Mapper
from newscorpus.interchange.engine.proposed_fields import draft_mapping
from newscorpus.interchange.engine.sources import SourceFile, files_of, read_json
from newscorpus.interchange.mapping.sources import open_source

_ENDING: Final = "*.json"


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read; see `Reader`."""
    return open_source(source, mapping, losses, format="json", ending=_ENDING, read_file=_articles)


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    losses = Losses()
    data = (_load(file, losses) for file in files_of(source, (_ENDING,)))
    return draft_mapping("json", source, (one for one in data if one is not None), losses)


def _articles(file: SourceFile, mapper: Mapper, losses: Losses) -> Iterator[Record]:
    data = _load(file, losses)
    if data is not None:
        yield from mapper.articles(data, file.stem, file.name, count(1))


def _load(file: SourceFile, losses: Losses) -> object:
    try:
        return read_json(reading.read_bytes(file.path), file.name, losses)
    except reading.Unreadable as e:
        losses.add("file or line that cannot be read", f"{file.name}: {e}")
        return None
