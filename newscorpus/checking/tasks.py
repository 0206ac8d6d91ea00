"""One file -> its records, each the annotation of one article -> the result of each: findings and a summary."""

import os
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from operator import attrgetter
from pathlib import Path as FilePath
from typing import Any, Final, Protocol, TypeVar, overload

import attrs

from newscorpus.checking.globs import format_of, has_format
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult, Clock
from newscorpus.diagnostics.report import Diagnostic, Fix, with_fixes
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import Names
from newscorpus.fs.reading import numbered_lines
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.parsed import SourceRecord
from newscorpus.places import at_file
from newscorpus.rules import Finding
from newscorpus.rules.guard import FAILED


@attrs.frozen
class SourceFile:
    """A file of articles, and the corpus that it belongs to."""

    shown: str
    """Its name in findings: its path, with `/`."""
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

    @cached_property
    def path(self) -> FilePath:
        """Its path, relative or absolute as it was given."""
        return FilePath(self.shown)

    @property
    def format(self) -> str:
        """The format that its name ends in: yaml, json or jsonl."""
        return format_of(self.name)

    def bytes(self) -> bytes:
        """Return the content. Raises Unreadable."""
        return reading.read_bytes(self.real_path()) if self.data is None else self.data

    def is_annotation(self) -> bool:
        """Report whether it is one beyond doubt, so that it may be changed: of a corpus, or with the `format`.

        Compressed files are not changed.
        """
        if self.name.endswith(reading.COMPRESSED):
            return False
        try:
            return self.corpus.shown is not None or has_format(self.bytes())
        except reading.Unreadable:
            return False

    def real_path(self) -> FilePath:
        """Return where to read it, links resolved. Raises Unreadable if they lead out of the corpus or are hidden."""
        root, path = self.corpus.root, self.path
        return path if reading.is_plain(root, path) else reading.visible(root, path)


Item_co = TypeVar("Item_co", covariant=True)


class Lazy(Sequence[Item_co]):
    """A sequence whose items are made each time they are asked for, since all of them would be large."""

    def __init__(self, count: int, make: Callable[[int], Item_co]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Item_co: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item_co]: ...
    def __getitem__(self, at: int | slice) -> Item_co | Sequence[Item_co]:
        if isinstance(at, slice):
            return [self._make(i) for i in range(self._count)[at]]
        return self._make(range(self._count)[at])


def mapped(make: Callable[[Any], Item_co], items: Sequence[Any]) -> Lazy[Item_co]:
    """Return what a function makes of each item, made each time it is asked for."""
    return Lazy(len(items), lambda i: make(items[i]))


class Files(Lazy[SourceFile]):
    """Files, each once, in the order of their absolute paths. It takes some twenty bytes for each, and its folder once.

    Args:
        files: The files. Of those with the same path, the first is taken.
    """

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._names, self._given = Names(), dict[int, SourceFile]()
        last, in_order = "", True
        for number, file in enumerate(files):
            self._add(number, file)
            in_order, last = in_order and last < file.absolute, file.absolute
        self._order: Sequence[int] = range(len(self._names)) if in_order else self._sorted()
        super().__init__(len(self._order), lambda i: self._file(self._order[i]))

    def _add(self, number: int, file: SourceFile) -> None:
        shown, path, own = file.shown, file.absolute, file.name
        name = path[path.rfind(os.sep) + 1 :]
        if file.data is not None or not (shown.endswith(name) and own.endswith(name)):
            self._given[number] = file
        size = len(name)
        self._names.add((shown[:-size], path[:-size], own[:-size], file.corpus), name)

    def _sorted(self) -> Sequence[int]:
        order = sorted(range(len(self._names)), key=self._path)
        return array("Q", (n for i, n in enumerate(order) if not i or self._path(n) != self._path(order[i - 1])))

    def _path(self, number: int) -> str:
        (_, folder, _, _), name = self._names[number]
        return f"{folder}{name}"

    def _file(self, number: int) -> SourceFile:
        (shown, absolute, own, corpus), name = self._names[number]
        return self._given.get(number) or SourceFile(shown + name, absolute + name, corpus, own + name)

    @property
    def corpora(self) -> list[LoadedCorpus]:
        """The corpora of the files, in the order in which these were given."""
        return list({id(corpus): corpus for *_, corpus in self._names.shared}.values())

    def names(self, root: FilePath) -> Iterator[str]:
        """Yield the names of the files of a corpus, relative to it."""
        for place, (_, _, folder, corpus) in enumerate(self._names.shared):
            if corpus.root == root:
                yield from (folder + self._names[number][1] for number in self._names.numbers(place))

    def at(self, path: str) -> SourceFile | None:
        """Return the file with an absolute path; None if there is none."""
        at = bisect_left(self._order, path, key=self._path)
        file = self[at] if at < len(self) else None
        return file if file is not None and file.absolute == path else None


class FilesBy(Mapping[str, SourceFile]):
    """Files by their absolute paths, or by their names in findings.

    Args:
        field: `absolute` or `shown`.
        files: The files.
    """

    def __init__(self, field: str, files: Files) -> None:
        self._key, self._files = attrgetter(field), files

    def __getitem__(self, name: str) -> SourceFile:
        file = self._files.at(os.path.abspath(name))
        if file is None or self._key(file) != name:
            raise KeyError(name)
        return file

    def __iter__(self) -> Iterator[str]:
        return map(self._key, self._files)

    def __len__(self) -> int:
        return len(self._files)


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
    kind, path = file.format, file.path
    folder = path.parent
    if kind == "jsonl":
        yield from _lines(file, folder)
        return
    try:
        data = file.bytes()
    except reading.Unreadable as e:
        yield unreadable(file.shown, str(e))
        return
    stem = path.stem if kind == "yaml" and file.corpus.shown else None
    name = file.name if file.corpus.shown else None
    yield SourceRecord(file.shown, data, kind, path, folder, stem, name=name)


def _lines(file: SourceFile, folder: FilePath) -> Iterator[SourceRecord | Diagnostic]:
    """Yield the records of JSON Lines, one at a time."""
    try:
        path = file.real_path() if file.data is None else file.path
        if file.data is None and not path.is_file():
            raise reading.Unreadable("not a regular file")
        with reading.open_lines(path) if file.data is None else BytesIO(file.data) as stream:
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


_SAMPLE: Final = 1 << 16
_USUAL: Final = 8
"""How many times larger compressed lines usually become."""


def about_how_many(file: SourceFile) -> int:
    """Return how many articles a file has, for a file of JSON Lines about how many, by its first lines."""
    if file.format != "jsonl" or file.data is not None or file.spool is not None:
        return 1
    with suppress(OSError, UsageError), reading.open_lines(file.path) as stream:
        sample = stream.read(_SAMPLE)
        size = file.path.stat().st_size * (_USUAL if file.path.name.endswith(reading.COMPRESSED) else 1)
        return max(1, sample.count(b"\n") * size // max(1, len(sample)))
    return 1


def read_again(file: SourceFile, records: Container[int]) -> Iterator[tuple[int, SourceRecord]]:
    """Yield those of these records of a file that still exist, each with its number.

    Args:
        file: The file.
        records: Lines of JSON Lines, from 1; 0 for a file that is one article.
    """
    for source in read(file):
        if isinstance(source, SourceRecord) and (source.record or 0) in records:
            yield source.record or 0, source


def fixes_in_file(
    file: SourceFile, active: frozenset[str], reported: Sequence[Diagnostic]
) -> Iterator[tuple[Diagnostic, tuple[Fix, ...]]]:
    """Yield reported diagnostics of a file, each with its fixes. The file is read again.

    A diagnostic that is not at its place any more, since the file has changed, is left out.

    Args:
        file: The file.
        active: Codes of the rules that applied.
        reported: Diagnostics that propose fixes.
    """
    from newscorpus.checking.fixes import fixes_of_record  # noqa: PLC0415 - most files have nothing to fix

    by_record = defaultdict[int, list[Diagnostic]](list)
    for diagnostic in reported:
        by_record[diagnostic.primary.line if file.format == "jsonl" else 0].append(diagnostic)
    for number, source in read_again(file, by_record):
        yield from fixes_of_record(source, file.corpus, active, by_record[number]).items()


Outcome = Diagnostic | ArticleResult
"""The result of a record; or a diagnostic if the file cannot be read."""


_TEMPORARY: Final = frozenset({FAILED, "NC012", "NC411"})
"""That a rule failed, for whatever reason; that a schema is missing, whose help depends on the current folder; and
dates in the future."""


def is_volatile(outcome: Outcome) -> bool:
    """Return whether an outcome depends on more than the file: on the day, or on a file that could not be read."""
    if not isinstance(outcome, ArticleResult) or ("text_file",) in outcome.broken:
        return True
    hidden = (code for _, code in (*outcome.waived, *outcome.baselined))
    return not _TEMPORARY.isdisjoint((*(diagnostic.code for diagnostic in outcome.diagnostics), *hidden))


def without_model(outcome: Outcome) -> Outcome:
    """Return an outcome without its model."""
    return evolve_unchecked(outcome, article=None) if isinstance(outcome, ArticleResult) else outcome


class Stored(Protocol):
    """Results of articles that were judged before."""

    def known(self, task: "Task", source: SourceRecord) -> ArticleResult | None:
        """Return the result of an article, without its model; None if there is none."""

    def keep(self, task: "Task", source: SourceRecord, outcome: ArticleResult) -> None:
        """Store the result of an article."""

    def save(self) -> None:
        """Write the results that are new."""


@attrs.frozen
class Task:
    """A file to examine, and the rules that apply to it."""

    file: SourceFile
    active: frozenset[str]
    keep: Callable[[Outcome], Any] = without_model
    """Makes of each outcome what `examine` yields. It is sent to other processes, and its results are sent back."""
    known: Mapping[str, int] | None = None
    """How often the baseline has each finding of the file, by fingerprint: these need no place."""
    fixes: bool = False
    """Whether to build the fixes of the other findings, which will most likely be reported."""
    cache: Stored | None = None
    """Where new results are stored."""
    asks: bool = False
    """Whether the cache may have results of the file."""
    models: bool = False
    """Whether results from the cache get their models."""
    number: int = 0
    """Its place among the tasks of its session."""


@attrs.frozen
class FixTask(Task):
    """A file whose reported diagnostics get fixes."""

    reported: tuple[Diagnostic, ...] = ()


def opened(task: Task, clock: Clock | None = None) -> Iterator[Outcome]:
    """Yield the results of a file, one at a time; or a diagnostic if it cannot be read.

    They have their models; those from the cache, only if the task wants that.
    """
    for source in read(task.file):
        if isinstance(source, Diagnostic):
            yield source
        elif task.asks and (known := _known(task, source)):
            yield known
        else:
            result = _judged(task, source, clock)
            if task.cache is not None:
                task.cache.keep(task, source, result)
            yield result


def _known(task: Task, source: SourceRecord) -> ArticleResult | None:
    """The stored result of an article; None if there is none."""
    known = task.cache.known(task, source) if task.cache is not None else None
    if known is None or known.summary is None or not task.models:
        return known
    model = ArticleCheck(source, task.file.corpus, frozenset()).model()
    return evolve_unchecked(known, article=model)


def _judged(task: Task, source: SourceRecord, clock: Clock | None) -> ArticleResult:
    """The result of an article, with fixes if the task wants these."""
    check = ArticleCheck(source, task.file.corpus, task.active, known=task.known, clock=clock)
    result = check.run()
    if task.fixes and any(diagnostic.proposed for diagnostic in result.diagnostics) and task.file.is_annotation():
        from newscorpus.checking.fixes import without_harmful  # noqa: PLC0415 - most files have nothing to fix

        built = check.places.fixes(result.diagnostics)
        offered = without_harmful(built, source, task.file.corpus, task.active, result)
        result = evolve_unchecked(result, diagnostics=with_fixes(result.diagnostics, offered))
    return result


def examine(task: Task, clock: Clock | None = None) -> Iterator[Any]:
    """Yield what `task.keep` makes of each outcome, one at a time; by default the outcomes without models.

    Of a `FixTask`, pairs of a diagnostic and its fixes.
    """
    if isinstance(task, FixTask):
        return fixes_in_file(task.file, task.active, task.reported)
    return map(task.keep, opened(task, clock))
