"""One file -> its records, each the annotation of one article."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path as FilePath

import attrs

from newscorpus.checking.globs import format_of, has_format
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.fs import reading
from newscorpus.fs.reading import numbered_lines
from newscorpus.parsed import SourceRecord
from newscorpus.places import at_file
from newscorpus.rules import Finding


@attrs.frozen
class SourceFile:
    """A file of articles, and the corpus that it belongs to."""

    path: FilePath
    shown: str
    """Its name in findings."""
    absolute: str
    """Its absolute path, which identifies the file. A string, since there may be many files and `Path` is slow."""
    corpus: LoadedCorpus
    name: str
    """Relative to the corpus, with `/`."""
    data: bytes | None = None
    """Content to use instead of that on the disk."""
    source: SourceRecord | None = None
    """The record that stands for it, if it is in memory."""
    spool: Iterable[SourceRecord] | None = None
    """The records that stand for it, if they are too many for memory."""

    @property
    def format(self) -> str:
        """The format that its name ends in: yaml, json or jsonl."""
        return format_of(self.name)

    def bytes(self) -> bytes:
        """Return the content. Raises Unreadable."""
        return reading.read_bytes(self.real_path()) if self.data is None else self.data

    def is_annotation(self) -> bool:
        """Report whether it is one beyond doubt, so that it may be changed: of a corpus, or with the `format`."""
        try:
            return self.corpus.shown is not None or has_format(self.bytes())
        except reading.Unreadable:
            return False

    def real_path(self) -> FilePath:
        """Return where to read it, links resolved. Raises Unreadable if they lead out of the corpus or are hidden."""
        root = self.corpus.root
        return self.path if reading.is_plain(root, self.path) else reading.visible(root, self.path)


def unreadable(shown: str, why: str) -> Diagnostic:
    """Return the diagnostic for a file that cannot be read, or must not be."""
    return at_file("NC010" if why in (reading.OUTSIDE, reading.HIDDEN) else "NC001", shown, Finding((), why))


def read(file: SourceFile) -> Iterator[SourceRecord | Diagnostic]:
    """Yield the records of a file: one, or one per line of JSON Lines; or a diagnostic if it cannot be read."""
    if file.source is not None:
        yield attrs.evolve(file.source, data=file.bytes())
        return
    if file.spool is not None:
        yield from file.spool
        return
    kind = file.format
    folder = file.path.parent
    if kind == "jsonl":
        yield from _lines(file, folder)
        return
    try:
        data = file.bytes()
    except reading.Unreadable as e:
        yield unreadable(file.shown, str(e))
        return
    stem = file.path.stem if kind == "yaml" and file.corpus.shown else None
    name = file.name if file.corpus.shown else None
    yield SourceRecord(file.shown, data, kind, file.path, folder, stem, name=name)


def _lines(file: SourceFile, folder: FilePath) -> Iterator[SourceRecord | Diagnostic]:
    """Yield the records of JSON Lines, one at a time."""
    try:
        path = file.real_path() if file.data is None else file.path
        if file.data is None and not path.is_file():
            raise reading.Unreadable("not a regular file")
        with path.open("rb") if file.data is None else BytesIO(file.data) as stream:
            offset = 0
            for number, line in numbered_lines(stream):
                if line.strip():
                    yield SourceRecord(file.shown, line, "json", file.path, folder, None, number, offset)
                # Counted as fixes count them.
                offset += len(line) if line.isascii() else len(line.decode("utf-8", "surrogateescape"))
    except OSError as e:
        yield unreadable(file.shown, reading.reason_of(e))
    except reading.Unreadable as e:
        yield unreadable(file.shown, str(e))
