"""The files of a source, and the values in files of JSON, JSON Lines and CSV. What is torn in them is a loss."""

import csv
import os
import re
import zipfile
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus import limits
from newscorpus.errors import UsageError
from newscorpus.formats.document import SyntaxProblem
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.source_text import Lines, decode
from newscorpus.fs import reading
from newscorpus.fs.folders import walk
from newscorpus.fs.patterns import PatternList
from newscorpus.fs.reading import numbered_lines
from newscorpus.interchange.engine.fields import as_slug, reads_of_fields
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.paths import Reads, covering
from newscorpus.models.labels import LabelFile
from newscorpus.text.suggest import as_id

UNREADABLE: Final = "file or line that cannot be read"
_SNIFFED: Final = 65_536
"""Bytes of a file from which its delimiter is recognized."""


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

    def begins_with(self, character: bytes) -> bool:
        """Report whether this is its first character that is not white space."""
        try:
            with self.path.open("rb") as stream:
                return stream.read(64).lstrip().startswith(character)
        except OSError:
            return False  # who reads the file counts that


_BEGINNINGS: Final = {
    "webanno-tsv": re.compile(rb"#FORMAT=WebAnno TSV 3"),
    "cat": re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<Document\b[^>]*\bdoc_(?:name|id)="),
    "cas": re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<xmi:XMI\b"),
    "newsml": re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:newsItem|newsMessage)\b", re.DOTALL),
}
"""How files of formats begin that are taken for others."""
_LOOKED_AT: Final = 20
"""Files of a folder that may tell its format."""


def format_of(source: Path) -> str | None:
    """Return the format of a file, or of the first files of a folder, if their beginning tells it."""
    for file in islice(_below(source, PatternList.of(("*",))), _LOOKED_AT) if source.is_dir() else [source]:
        path = file if isinstance(file, Path) else file.path
        try:
            with path.open("rb") as stream:
                beginning = stream.read(_SNIFFED // 16).removeprefix(BOM_UTF8)
        except OSError:
            continue
        for name, pattern in _BEGINNINGS.items():
            if pattern.match(beginning):
                return name
    return None


def name_of(source: Path) -> str:
    """Return the name of a corpus for a source: its own, without an ending."""
    return as_slug(source.resolve().stem, "corpus")


def corpus_name(source: Path, otherwise: str) -> str:
    """Return the name of a corpus for a source of labels: its own, with an ending; `otherwise` if it has no letters."""
    words = as_id(source.resolve().name)
    return re.sub(r"[^a-z0-9]+", "-", words).lstrip("0123456789-").rstrip("-") or otherwise


@attrs.frozen
class TextFiles:
    """The texts of a source that are in files of their own.

    Names come from data, so that nothing outside of the folders is read, whatever a name or a link says.
    """

    folders: tuple[Path, ...]

    def read(self, folder: Path, name: str, losses: Losses, place: str) -> str | None:
        """Return the text in a file; None, and a loss, if it cannot be read.

        Args:
            folder: The folder in which the name begins.
            name: The name of the file.
            losses: Where to count.
            place: The object that names it.
        """
        try:
            path = Path(os.path.realpath(folder / name))
            if not any(path.is_relative_to(os.path.realpath(known)) for known in self.folders):
                losses.add("text file outside of the source: give its folder with --texts", f"{place}: {name}")
                return None
            return reading.read_bytes(path).decode("utf-8-sig")
        except (reading.Unreadable, ValueError) as e:
            reason = "not UTF-8" if isinstance(e, UnicodeDecodeError) else e
            losses.add(f"text file that cannot be read: {reason}", f"{place}: {name}")
            return None


@attrs.frozen
class Item:
    """A value in a file of several."""

    data: Any
    place: str
    """The file, and the line or the place in it."""
    number: int
    """Counted from 1, as the kind of file has it: its line, its row, or its place in a list."""


@attrs.frozen
class Source:
    """A file or folder to read, and what its mapping file says of how to read it."""

    path: Path
    labels: LabelFile = attrs.field(factory=LabelFile)
    """Whose annotations and which field of text are read, where there are several."""

    def files(self, *patterns: str) -> Iterator[SourceFile]:
        """Yield the files that patterns select; see `files_of`."""
        return files_of(self.path, patterns)

    def count_unread(self, data: Any, text: str, losses: Losses, place: str, kind: str = "") -> None:
        """Count the fields beside a text that become no field of its article.

        Args:
            data: The object that has the text.
            text: The path of the text.
            losses: Where to count.
            place: Where the object is.
            kind: What the object is in the source; empty if it has no name.
        """
        others = Reads([(text, "."), *reads_of_fields(self.labels.article)]).others(data)
        losses.add_fields(others, covering(self.labels.ignore), place, kind)


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
    compressed = tuple(
        pattern + ending for pattern in patterns if pattern.endswith(".jsonl") for ending in (".gz", ".zst")
    )
    chosen = PatternList.of((*patterns, *compressed))
    files = _below(source, chosen)
    first = next(files, None)
    if first is None:
        raise UsageError(f"{source} has no files {' or '.join(patterns)}")
    return chain([first], files)


def refuse_archive(source: Path) -> None:
    """Raise UsageError if a file is an archive."""
    if zipfile.is_zipfile(source):
        raise UsageError(f"{source} is a ZIP archive; unpack it, and import the folder")


def _below(source: Path, chosen: PatternList) -> Iterator[SourceFile]:
    for folder, names, _ in walk(source, ignored=True):
        for name in names:
            relative = Path(os.path.relpath(folder / name, source)).as_posix()
            if not name.startswith(".") and chosen.covers(relative):
                yield SourceFile(folder / name, relative)


def json_value(file: SourceFile, losses: Losses) -> Any:
    """Return the value of a file of JSON; None, and a loss, if it has none."""
    try:
        return read_json(reading.read_bytes(file.path), file.name, losses)
    except reading.Unreadable as e:
        losses.add(UNREADABLE, f"{file.name}: {e}")
        return None


def json_items(file: SourceFile, losses: Losses) -> Iterator[Item]:
    """Yield the items of the list in a file of JSON; or its only value."""
    value = json_value(file, losses)
    items = value if isinstance(value, list) else [] if value is None else [value]
    for number, item in enumerate(items):
        yield Item(item, f"{file.name}: [{number}]", number + 1)


def json_lines(file: SourceFile, losses: Losses) -> Iterator[Item]:
    """Yield the value of each line of a file that has one. Numbers count lines."""
    try:
        with reading.open_lines(file.path) as stream:
            for number, line in numbered_lines(stream):
                value = read_json(line, file.name, losses, number) if line.strip() else None
                if value is not None:
                    yield Item(value, f"{file.name}:{number}", number)
    except OSError as e:
        losses.add(UNREADABLE, f"{file.name}: {e.strerror}")


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
        report(fatal[0], UNREADABLE)
        return None
    document = parse_json(text)
    for problem in document.problems:
        kind = "duplicate key" if problem.code == "NC003" else "value that cannot be read"
        report(problem, "file or line that is not JSON" if document.data is None else kind)
    return document.data


def csv_rows(file: SourceFile, losses: Losses) -> Iterator[Item]:
    """Yield the rows of a file of CSV, whose fields have the names of the first row. Numbers count rows."""
    csv.field_size_limit(limits.MAX_BYTES)
    try:
        with file.path.open("rb") as stream:
            delimiter = _delimiter(stream.read(_SNIFFED))
            stream.seek(0)
            text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            yield from _rows(csv.reader(text, delimiter=delimiter, strict=True), file, losses)
    except (OSError, UnicodeDecodeError) as e:
        reason = "not UTF-8" if isinstance(e, UnicodeDecodeError) else e.strerror
        losses.add(UNREADABLE, f"{file.name}: {reason}")


def _rows(rows: Any, file: SourceFile, losses: Losses) -> Iterator[Item]:
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
            fields = dict(reversed(list(zip(header, row, strict=False))))  # of a name that occurs twice, the first
            yield Item(fields, f"{file.name}:{line}", number)


def _delimiter(beginning: bytes) -> str:
    """Return the delimiter that the first line has most of: a comma, a semicolon or a tab."""
    head = beginning.partition(b"\n")[0].decode("utf-8", "replace")
    return max(",;\t", key=head.count)
