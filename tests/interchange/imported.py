"""Sources of a format, imported: what a test reads of the articles, and the losses."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import newscorpus as nc


class Read:
    """Files, imported from a folder: the articles without errors, what is lost and where, and the errors."""

    def __init__(self, folder: Path, format: str, files: dict[str, str | bytes], mapping: str | None = None) -> None:
        self.source = folder / "source"
        for name, content in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        if mapping is not None:
            (folder / "map.yaml").write_text(mapping, encoding="utf-8")
        map_file = None if mapping is None else folder / "map.yaml"
        self.imported = nc.import_corpus(self.source, format, folder / "out", mapping=map_file)
        self.losses = {loss.kind: loss.places for loss in self.imported.losses}
        self.errors = self.imported.errors
        self.corpus = nc.load(folder / "out") if self.imported.articles > len(self.imported.rejected) else None

    @property
    def article(self) -> nc.Article:
        (article,) = self.corpus
        return article


def read_by(format: str, tmp_path: Path) -> Callable[..., Read]:
    """A function that imports files, with a mapping file or without, each time into a folder of its own."""
    folders = (tmp_path / f"read{number}" for number in count())
    return lambda files, mapping=None: Read(next(folders), format, files, mapping)
