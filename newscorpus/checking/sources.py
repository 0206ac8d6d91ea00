"""Paths -> sources: which files are articles, to which corpus each belongs, and its `corpus.yaml`."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO, NoReturn

import attrs

from newscorpus import files
from newscorpus.checking.article import Home, Source, of_structure_error, parse
from newscorpus.checking.listing import empty_globs, format_of, holds, may_hold_articles
from newscorpus.checking.placing import Placer, visible
from newscorpus.checking.selection import Selection
from newscorpus.codec import Codec, default_codec, structure_manifest
from newscorpus.diagnostics import Diagnostic, Report, Span, in_order
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.limits import MAX_BYTES
from newscorpus.models import DEFAULT_GLOBS, MANIFEST, Article, Manifest
from newscorpus.models.frozen import replaced
from newscorpus.rules import BY_CODE, RULES, Finding, View
from newscorpus.rules.events import country_without_code, roles_of_no_person
from newscorpus.rules.references import role_in_person, unknown_actor
from newscorpus.rules.times.dates import no_such_day, reversed_interval


@attrs.frozen
class Corpus:
    """A folder of articles with its `corpus.yaml`, or without one: then with all defaults."""

    root: Path
    home: Home
    selection: Selection
    shown: str | None = None
    """Name of its `corpus.yaml` in findings; None if it has none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with `corpus.yaml` itself."""
    placer: Placer | None = None
    """Places what else is found wrong with it."""

    @property
    def name(self) -> str | None:
        """The corpus's name, if it has one."""
        return (self.home.manifest.name or None) if self.shown else None

    def holds(self, name: str) -> bool:
        """Whether a file, named relative to the root with `/`, is one of the corpus's articles."""
        return holds(self.home.manifest.articles, name)

    def empty_globs(self, names: Iterable[str]) -> list[tuple[int, str]]:
        """The globs of its `corpus.yaml` that hold none of its files; a malformed one is reported as such."""
        malformed = {d.path for d in self.diagnostics}
        found = empty_globs(self.home.manifest.articles, names)
        return [(i, glob) for i, glob in found if ("articles", i) not in malformed]


@attrs.frozen
class File:
    """One file of articles, and the corpus that it belongs to."""

    path: Path
    shown: str
    absolute: str
    """Its whole path, which tells files apart. A string, since there may be many and paths are dear."""
    corpus: Corpus
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
        return files.read_bytes(self.path) if self.data is None else self.data


def below(path: Path | str, root: Path) -> str:
    """The name, with `/`, of what lies below a root: both absolute."""
    name = str(path)[len(str(root)) :].lstrip(os.sep)
    return name if os.sep == "/" else name.replace(os.sep, "/")


class Finder:
    """Finds corpora and files, each corpus once.

    `contents` are bytes that stand for those of files, by absolute path.
    """

    def __init__(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        today: date | None = None,
        contents: Mapping[Path, bytes] | None = None,
    ) -> None:
        self._select, self._ignore, self._today = select, ignore, today
        self._contents = contents or {}
        self._corpora: dict[Path, Corpus | None] = {}
        self._above_folder: dict[Path, Sequence[Corpus]] = {}
        self._without: dict[Path, Corpus] = {}

    def files(self, paths: Iterable[str | os.PathLike[str]]) -> list[File]:
        """The article files that `paths` name, in order, each once. Raises UsageError for a path that is not there."""
        found: dict[str, File] = {}
        for path in paths:
            for file in self._below(Path(path)):
                found.setdefault(file.absolute, file)
        return list(found.values())

    def _below(self, given: Path) -> Iterator[File]:
        if given.is_dir():
            for folder, names in walk(given):
                at = os.path.abspath(folder)
                for name in filter(may_hold_articles, names):
                    absolute = os.path.join(at, name)  # noqa: PTH118 - a string, since paths are dear
                    file = self._file(folder / name, folder, absolute)
                    if file is not None:
                        yield file
        elif not os.path.lexists(given) and Path(os.path.abspath(given)) not in self._contents:
            raise UsageError(f"no such file or folder: {given}")
        elif given.name != MANIFEST:
            absolute, folder = os.path.abspath(given), given.parent
            yield self._file(given, folder, absolute) or self._made(given, absolute, self._bare(folder), given.name)

    def _file(self, path: Path, folder: Path, absolute: str) -> File | None:
        """An article file with its corpus, the nearest upward whose globs hold it; None if only other corpora do.

        Without any upward, the corpus is one with all defaults.
        """
        for corpus in self._upward(folder) or (self._bare(folder),):
            name = below(absolute, corpus.root)
            if corpus.holds(name):
                return self._made(path, absolute, corpus, name)
        return None

    def _made(self, path: Path, absolute: str, corpus: Corpus, name: str) -> File:
        data = self._contents.get(Path(absolute)) if self._contents else None
        return File(path, path.as_posix(), absolute, corpus, name, data)

    def manifests(self, paths: Iterable[str | os.PathLike[str]]) -> list[Corpus]:
        """The corpora that `paths` name by their `corpus.yaml`, or by a folder that holds it."""
        found = []
        for path in map(Path, paths):
            folder = path if path.is_dir() else path.parent
            if path.is_dir() or path.name == MANIFEST:
                corpus = self.at(folder)
                found += [corpus] if corpus else []
        return found

    def at(self, folder: Path) -> Corpus | None:
        """The corpus whose `corpus.yaml` lies in that folder."""
        root = Path(os.path.abspath(folder))
        if root not in self._corpora:
            manifest = folder / MANIFEST
            there = root / MANIFEST in self._contents or manifest.is_file()
            self._corpora[root] = self._read(root, manifest) if there else None
        return self._corpora[root]

    def manifest(self, path: Path) -> Manifest:
        """What the `corpus.yaml` at that path, or in that folder, says.

        Raises UsageError if there is none, InvalidCorpus if it has errors.
        """
        corpus = self.at(path if path.is_dir() else path.parent)
        if corpus is None or not (path.is_dir() or path.name == MANIFEST):
            raise UsageError(f"no {MANIFEST} at {path}")
        report = Report(in_order(corpus.diagnostics), name=corpus.name)
        if not report.ok:
            raise InvalidCorpus(report)
        return corpus.home.manifest

    def above(self, folder: Path) -> Corpus | None:
        """The nearest corpus at or above a folder."""
        absolute = Path(os.path.abspath(folder))
        return next((c for f in (absolute, *absolute.parents) if (c := self.at(relative(f)))), None)

    def _upward(self, folder: Path) -> Sequence[Corpus]:
        """The corpora at and above a folder, the nearest first."""
        if folder not in self._above_folder:
            absolute = Path(os.path.abspath(folder))
            found = (self.at(relative(one)) for one in (absolute, *absolute.parents))
            self._above_folder[folder] = [corpus for corpus in found if corpus is not None]
        return self._above_folder[folder]

    def _bare(self, folder: Path) -> Corpus:
        root = Path(os.path.abspath(folder))
        if root not in self._without:
            home = Home(_DEFAULT, default_codec(), root, today=self._today)
            self._without[root] = Corpus(root, home, Selection.of(None, self._select, self._ignore))
        return self._without[root]

    def _read(self, root: Path, path: Path) -> Corpus:
        shown = path.as_posix()
        try:
            given = self._contents.get(root / path.name)
            data = files.read_bytes(path) if given is None else given
        except files.Unreadable as e:
            home = Home(_DEFAULT, default_codec(), root)
            found = (unreadable(shown, str(e)),)
            return Corpus(root, home, Selection.of(None, self._select, self._ignore), shown, found)
        return self.read(data, root, shown)

    def read(self, data: bytes, root: Path, shown: str) -> Corpus:
        """The corpus at `root` whose `corpus.yaml`, which findings call `shown`, holds these bytes."""
        parsed = parse(Source(shown, data, "yaml"), {}, Manifest)
        diagnostics = list(parsed.problems)
        manifest = _DEFAULT
        findings: list[tuple[str, Finding]] = []
        if parsed.document.data is not None:
            made, errors = structure_manifest(parsed.document.data)
            findings = [(m.code, of_structure_error(m)) for m in errors if not m.silent]
            if made is not None:
                manifest = made
                broken = frozenset(m.broken for m in errors)
                findings += visible(_judged(manifest, broken), broken)
        selection = Selection.of(manifest.checks, self._select, self._ignore)
        diagnostics += parsed.placer.findings([(code, f, selection.severity(code)) for code, f in findings])
        active = selection.active(MANIFEST)
        home = Home(manifest, Codec(manifest), root, dict(selection.severities), self._today)
        kept = tuple(d for d in diagnostics if d.code in active)
        return Corpus(root, home, selection, shown, kept, parsed.placer)


_DEFAULT = Manifest(name="default")
_MANIFEST_RULES = tuple(r for r in RULES if r.scope == "manifest")
_REGISTRY_RULES = (
    unknown_actor,
    role_in_person,
    no_such_day,
    reversed_interval,
    country_without_code,
    roles_of_no_person,
)


def _judged(manifest: Manifest, broken: frozenset[tuple[str | int, ...]]) -> Iterator[tuple[str, Finding]]:
    """What the manifest's own rules say; and those of an article's actors, of which its registry is judged alike."""
    for rule in _MANIFEST_RULES:
        assert rule.check is not None
        for finding in rule.check(manifest):
            yield rule.code, finding
    article = replaced(Article(id="registry", text=""), actors=manifest.actors)  # which may be malformed
    view = View(article, manifest.actors, manifest, None, broken=broken)
    for rule in _REGISTRY_RULES:
        assert rule.check is not None
        for finding in rule.check(view):
            yield rule.code, finding


def unreadable(shown: str, why: str) -> Diagnostic:
    """The finding for a file that cannot be read."""
    return Diagnostic("NC001", BY_CODE["NC001"].name, BY_CODE["NC001"].severity, why, Span(shown, 0, 0, 1, 1, 1, 1))


def walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """The folders at and below a folder, in order, each with the names of its files; but dot-folders.

    Raises OSError for a folder that cannot be listed: what is in it would otherwise pass unchecked.
    """
    for at, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(at), sorted(names)


def _raise(error: OSError) -> NoReturn:
    raise error


def relative(folder: Path) -> Path:
    """The folder as a user would write it: relative to where the command runs, if it is there or below."""
    try:
        return folder.relative_to(os.getcwd())
    except ValueError:
        return folder


def read(file: File, share: tuple[int, int] | None = None) -> Iterator[Source | Diagnostic]:
    """The sources that a file holds: one, or one a line for JSON Lines; or why it cannot be read.

    Of JSON Lines with a `share` only those whose number leaves that remainder, divided by that.
    """
    kind = file.format
    folder = file.path.parent
    if kind == "jsonl":
        yield from _lines(file, folder, *(share or (0, 1)))
        return
    try:
        data = file.bytes()
    except files.Unreadable as e:
        yield unreadable(file.shown, str(e))
        return
    stem = file.path.stem if kind == "yaml" and file.corpus.shown else None
    yield Source(file.shown, data, kind, file.path, folder, stem)


def numbered(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of JSON Lines, with their numbers; up to one that is too long."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), 1):
        yield number, line
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            return  # reported as too large; where the next record begins cannot be told cheaply


def _lines(file: File, folder: Path, mine: int, parts: int) -> Iterator[Source | Diagnostic]:
    """The records of JSON Lines, one at a time."""
    try:
        if file.data is None and not file.path.is_file():
            raise files.Unreadable("not a regular file")
        with file.path.open("rb") if file.data is None else BytesIO(file.data) as stream:
            offset = 0
            for number, line in numbered(stream):
                if number % parts == mine and line.strip():
                    yield Source(file.shown, line, "json", file.path, folder, None, number, offset)
                offset += len(line) if line.isascii() else len(line.decode("utf-8", "surrogateescape"))  # as fixes do
    except OSError as e:
        yield unreadable(file.shown, e.strerror or str(e))
    except files.Unreadable as e:
        yield unreadable(file.shown, str(e))


__all__ = ["DEFAULT_GLOBS", "Corpus", "File", "Finder", "read", "unreadable"]
