"""One file -> its records, each the annotation of one article."""

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

import attrs

from newscorpus.checking.context import CheckContext, SourceRecord
from newscorpus.checking.diagnose import DiagnosticBuilder
from newscorpus.checking.discovery.globs import empty_globs, format_of, holds
from newscorpus.checking.selection import Selection
from newscorpus.diagnostics.report import Diagnostic, Span, with_fixes
from newscorpus.fs import reading
from newscorpus.limits import MAX_BYTES
from newscorpus.rules import BY_CODE


@attrs.frozen
class LoadedCorpus:
    """A folder of articles with its `corpus.yaml`, or without one: then with all defaults."""

    root: Path
    home: CheckContext
    selection: Selection
    shown: str | None = None
    """Name of its `corpus.yaml` in findings; None if it has none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with `corpus.yaml` itself."""
    placer: DiagnosticBuilder | None = None
    """Places what else is found wrong with it."""

    @property
    def name(self) -> str | None:
        """The corpus's name, if it has one."""
        return (self.home.manifest.name or None) if self.shown else None

    def with_fixes(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of `corpus.yaml` with their fixes."""
        return with_fixes(self.diagnostics, self.placer.fixes(self.diagnostics) if self.placer else {})

    def holds(self, name: str) -> bool:
        """Whether a file, named relative to the root with `/`, is one of the corpus's articles."""
        return holds(self.home.manifest.articles, name)

    def empty_globs(self, names: Iterable[str]) -> list[tuple[int, str]]:
        """The globs of its `corpus.yaml` that hold none of its files; a malformed one is reported as such."""
        malformed = {d.path for d in self.diagnostics}
        found = empty_globs(self.home.manifest.articles, names)
        return [(i, glob) for i, glob in found if ("articles", i) not in malformed]


@attrs.frozen
class SourceFile:
    """One file of articles, and the corpus that it belongs to."""

    path: Path
    shown: str
    absolute: str
    """Its whole path, which tells files apart. A string, since there may be many and paths are dear."""
    corpus: LoadedCorpus
    name: str
    """Relative to the corpus, with `/`."""
    data: bytes | None = None
    """What it is taken to hold, whatever is on the disk."""

    @property
    def format(self) -> str:
        """What it is, by the ending of its name."""
        return format_of(self.name)

    def bytes(self) -> bytes:
        """What it holds. Raises Unreadable."""
        return reading.read_bytes(self.path) if self.data is None else self.data


def below(path: Path | str, root: Path) -> str:
    """The name, with `/`, of what lies below a root: both absolute."""
    name = str(path)[len(str(root)) :].lstrip(os.sep)
    return name if os.sep == "/" else name.replace(os.sep, "/")


def unreadable(shown: str, why: str) -> Diagnostic:
    """The finding for a file that cannot be read."""
    return Diagnostic.from_rule(BY_CODE["NC001"], why, Span.of_file(shown))


def read(file: SourceFile) -> Iterator[SourceRecord | Diagnostic]:
    """The sources that a file holds: one, or one a line for JSON Lines; or why it cannot be read."""
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
    yield SourceRecord(file.shown, data, kind, file.path, folder, stem)


def numbered(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of JSON Lines, with their numbers; up to one that is too long."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), 1):
        yield number, line
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            return  # reported as too large; where the next record begins cannot be told cheaply


def _lines(file: SourceFile, folder: Path) -> Iterator[SourceRecord | Diagnostic]:
    """The records of JSON Lines, one at a time."""
    try:
        if file.data is None and not file.path.is_file():
            raise reading.Unreadable("not a regular file")
        with file.path.open("rb") if file.data is None else BytesIO(file.data) as stream:
            offset = 0
            for number, line in numbered(stream):
                if line.strip():
                    yield SourceRecord(file.shown, line, "json", file.path, folder, None, number, offset)
                offset += len(line) if line.isascii() else len(line.decode("utf-8", "surrogateescape"))  # as fixes do
    except OSError as e:
        yield unreadable(file.shown, e.strerror or str(e))
    except reading.Unreadable as e:
        yield unreadable(file.shown, str(e))
