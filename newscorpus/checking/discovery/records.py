"""One file -> its records, each the annotation of one article."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path as FilePath

import attrs

from newscorpus.checking.context import CheckContext, SourceRecord
from newscorpus.checking.diagnose import DiagnosticBuilder
from newscorpus.checking.discovery.globs import format_of, has_format, unmatched
from newscorpus.checking.selection import Selection
from newscorpus.diagnostics.report import Diagnostic, Path, Severity, Span, with_fixes
from newscorpus.fs import reading
from newscorpus.fs.reading import numbered_lines
from newscorpus.models import Manifest
from newscorpus.rules import BY_CODE, Finding


@attrs.frozen
class LoadedCorpus:
    """A folder of articles with its `corpus.yaml`, or without one: then with all defaults."""

    root: FilePath
    context: CheckContext
    selection: Selection
    shown: str | None = None
    """Name of its `corpus.yaml` in findings; None if it has none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings about `corpus.yaml` itself."""
    builder: DiagnosticBuilder | None = None
    """Builds further diagnostics with positions in `corpus.yaml`."""
    broken: bool = False
    """Whether `corpus.yaml` has errors that leave its settings in doubt. Then no article is judged by them."""

    @property
    def manifest(self) -> Manifest:
        """The content of its `corpus.yaml`, or the defaults."""
        return self.context.manifest

    @property
    def name(self) -> str | None:
        """The corpus's name, if it has one."""
        return (self.manifest.name or None) if self.shown else None

    @property
    def fail_on(self) -> Severity:
        """The least severity that makes a check of its articles fail."""
        checks = self.manifest.checks
        return Severity(checks.fail_on) if checks and checks.fail_on else Severity.ERROR

    def with_fixes(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of `corpus.yaml` with their fixes."""
        return with_fixes(self.diagnostics, self.builder.fixes(self.diagnostics) if self.builder else {})

    def unmatched(self, names: Iterable[str], others: Iterable[str]) -> list[tuple[Path, str]]:
        """Return the patterns of its `corpus.yaml` that match none of its files: see `globs.unmatched`."""
        return list(unmatched(self.manifest, names, others)) if self.shown and not self.broken else []


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


def at_file(
    code: str, shown: str, finding: Finding, severity: Severity | None = None, fingerprint: str = ""
) -> Diagnostic:
    """Return a diagnostic about a file as a whole: its span is the beginning of the file."""
    place = Span.of_file(shown)
    return Diagnostic.from_rule(
        BY_CODE[code],
        finding.message,
        place,
        severity=severity,
        path=finding.path,
        help=finding.help,
        fingerprint=fingerprint,
    )


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
