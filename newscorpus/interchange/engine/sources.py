"""The files of a source, and what they have in common: names, ways to read them, and losses for those that are torn."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from newscorpus.errors import UsageError
from newscorpus.formats.decoding import decode
from newscorpus.formats.document import SyntaxProblem
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.source_text import Lines
from newscorpus.fs.folders import walk
from newscorpus.fs.patterns import PatternList
from newscorpus.interchange.engine.fields import as_slug
from newscorpus.interchange.engine.losses import Losses
from newscorpus.models.mapping import LabelFile


@attrs.frozen
class SourceFile:
    """A file of a source."""

    path: Path
    name: str
    """Relative to the source, with `/`."""

    @property
    def stem(self) -> str:
        """Its name without folders and ending."""
        return self.path.stem


def name_of(source: Path) -> str:
    """Return the name of a corpus for a source."""
    return as_slug(source.resolve().stem, "corpus")


@attrs.frozen
class Source:
    """A file or folder to read, and what its mapping file says of how to read it."""

    path: Path
    labels: LabelFile = attrs.field(factory=LabelFile)
    """Whose annotations and which field of text are read, where there are several."""

    def files(self, *patterns: str) -> Iterator[SourceFile]:
        """Yield the files that patterns select; see `files_of`."""
        return files_of(self.path, patterns)


def files_of(source: Path, patterns: tuple[str, ...]) -> Iterator[SourceFile]:
    """Yield the files in a folder that patterns select, in order; or the file that `source` is.

    Raises:
        UsageError: There is no such file or folder, no file is selected, or it is an archive.
    """
    if not source.is_dir():
        if not source.exists():
            raise UsageError(f"no such file or folder: {source}")
        refuse_archive(source)
        return iter([SourceFile(source, source.name)])
    chosen = PatternList.of(patterns)
    found = _below(source, chosen)
    one = next(found, None)
    if one is None:
        raise UsageError(f"{source} has no files {' or '.join(patterns)}")
    return _chained(one, found)


def refuse_archive(source: Path) -> None:
    """Raise UsageError if a file is an archive."""
    if zipfile.is_zipfile(source):
        raise UsageError(f"{source} is a ZIP archive; unpack it, and import the folder")


def _chained(one: SourceFile, rest: Iterator[SourceFile]) -> Iterator[SourceFile]:
    yield one
    yield from rest


def _below(source: Path, chosen: PatternList) -> Iterator[SourceFile]:
    for folder, names, _ in walk(source, ignored=True):
        for name in names:
            relative = Path(os.path.relpath(folder / name, source)).as_posix()
            if not name.startswith(".") and chosen.covers(relative):
                yield SourceFile(folder / name, relative)


def read_json(data: bytes, name: str, losses: Losses, line: int = 1) -> Any:
    """Return the value that bytes have in JSON; None if they are not JSON. Each problem is a loss.

    Args:
        data: The bytes.
        name: The name of the file.
        losses: Where to count.
        line: The line of the file at which they begin.
    """
    text, problems = decode(data)
    lines = Lines(text)

    def report(problem: SyntaxProblem, kind: str) -> None:
        row, column = lines.at(problem.start)
        losses.add(kind, f"{name}:{row + line - 1}:{column}: {problem.message}")

    fatal = [problem for problem in problems if problem.code == "NC001"]
    if fatal:
        report(fatal[0], "file or line that cannot be read")
        return None
    document = parse_json(text)
    for problem in document.problems:
        kind = "duplicate key" if problem.code == "NC003" else "value that cannot be read"
        report(problem, "file or line that is not JSON" if document.data is None else kind)
    return document.data
