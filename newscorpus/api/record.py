"""Record: a path, and in JSON Lines the id of an article -> the bytes of one annotation, and where they are."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import attrs

from newscorpus.api.load import AnyPath, source_of
from newscorpus.checking.context import SourceRecord
from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.discovery.globs import FORMATS
from newscorpus.checking.discovery.records import LoadedCorpus
from newscorpus.checking.options import SessionOptions
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json.reader import parse_json
from newscorpus.fs import reading

_LINES = ".jsonl"


@attrs.frozen
class FileRecord:
    """One annotation in a file: the whole file, or one line of JSON Lines."""

    path: Path
    contents: bytes
    """The whole file."""
    format: str
    """yaml or json."""
    start: int
    """Where the annotation begins, in bytes."""
    data: bytes
    """The annotation."""
    line: int | None = None
    """Its line, from 1, in JSON Lines."""

    def has_other(self, id_: str) -> bool:
        """Return whether another annotation of the file, in JSON Lines, has an id."""
        return self.line is not None and any(number != self.line for number, _, _ in _lines_of(self.contents, id_))

    def source(self, data: bytes | None = None) -> SourceRecord:
        """Return the annotation as a record, or other bytes in its place."""
        made = source_of(self.data if data is None else data, self.format, self.path.parent)
        before = len(self.contents[: self.start].decode("utf-8", "surrogateescape"))
        return attrs.evolve(made, file=self.path.as_posix(), record=self.line, offset=before)

    def corpus(self, options: SessionOptions) -> LoadedCorpus:
        """Return the corpus of the file, as `check` finds it.

        Raises:
            InvalidCorpus: If its `corpus.yaml` has errors.
            UsageError: If the file is a `corpus.yaml` itself.
        """
        finder = Finder(
            options.select,
            options.ignore,
            options.today,
            extend_select=options.extend_select,
            absent=options.absent_rules(),
        )
        files = finder.files([finder.unlinked(self.path)])
        if not files:
            raise UsageError(f"{self.path} is no article")
        corpus = files[0].corpus
        if corpus.broken:
            raise InvalidCorpus(Report(corpus.with_fixes()))
        return corpus

    def with_data(self, data: bytes) -> bytes:
        """Return the contents of the file with other bytes in place of the annotation."""
        return self.contents[: self.start] + data + self.contents[self.start + len(self.data) :]


def read_record(path: AnyPath) -> FileRecord:
    """Read one annotation, or a `corpus.yaml`.

    Args:
        path: The file in YAML or JSON; or that in JSON Lines, `#`, and the id of the article.

    Raises:
        UsageError: If the file cannot be read, has another format, or has no such article.
    """
    name, found, id_ = str(path).rpartition(f"{_LINES}#")
    file = Path(f"{name}{_LINES}" if found else path)
    format = FORMATS.get(file.suffix)
    if format == "jsonl" and not found:
        raise UsageError(f"{file}: JSON Lines have several articles; add `#` and the id of one: {file}#ID")
    if not file.exists():
        raise UsageError(f"{file}: no such file")
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"{file}: no annotation in YAML or JSON, by its ending")
    try:
        contents = reading.read_bytes(file) if format != "jsonl" else reading.read_bytes(file, file.stat().st_size)
    except OSError:
        raise UsageError(f"{file}: no such file") from None
    except reading.Unreadable as e:
        raise UsageError(f"{file}: {e}") from None
    return _line(file, contents, id_) if format == "jsonl" else FileRecord(file, contents, format, 0, contents)


def _line(file: Path, contents: bytes, id_: str) -> FileRecord:
    lines = list(_lines_of(contents, id_))
    if len(lines) != 1:
        raise UsageError(f"{file} has {len(lines) or 'no'} article{'s' * (len(lines) > 1)} `{id_}`")
    number, at, data = lines[0]
    return FileRecord(file, contents, "json", at, data, number)


def _lines_of(contents: bytes, id_: str) -> Iterator[tuple[int, int, bytes]]:
    """Yield the lines of the annotations with an id: the number, where it begins, and the annotation."""
    at = 0
    for number, line in enumerate(BytesIO(contents), 1):
        data = line.rstrip(b"\r\n")
        if id_.encode() in data and _id_of(data) == id_:
            yield number, at, data
        at += len(line)


def _id_of(line: bytes) -> object:
    data = parse_json(line.decode("utf-8", "replace")).data
    return data.get("id") if isinstance(data, dict) else None
