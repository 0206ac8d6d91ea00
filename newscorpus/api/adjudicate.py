"""Adjudicate: the same articles by several annotators -> one version, in which open points are `todo` entries."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from newscorpus.api.accept import default_at
from newscorpus.api.agreement import annotator_names, read_annotators
from newscorpus.api.article_file import ArticleFile
from newscorpus.api.dump import dumps
from newscorpus.api.folder import NewFolder
from newscorpus.api.load import AnyPath
from newscorpus.api.source import Source, open_source
from newscorpus.checking.baseline import Baseline, Entry, parse_entry
from newscorpus.checking.discovery import Finder
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.comparison.adjudication import Ids, Point, adjudicated
from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.diagnostics.report import Report
from newscorpus.edits.comments import excerpt, written
from newscorpus.edits.layout import CannotEdit, Layout
from newscorpus.errors import UsageError
from newscorpus.formats.source_text import Lines
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.fs import reading
from newscorpus.fs.folders import stem_of
from newscorpus.models import MANIFEST, Article, Todo
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.parsed import schema_of

_YAML: Final = (".yaml", ".yml")
_TABLES: Final = {"actors": "actor", "events": "event"}


@attrs.frozen
class LostComment:
    """A comment of an annotator that the adjudicated file does not have."""

    article: str
    """The id of the article."""
    annotator: str
    """Whose comment it is."""
    comment: str
    """The comment, with its `#`."""
    file: str
    """Their file."""
    line: int
    """Its line there, from 1."""


@attrs.frozen
class Adjudication:
    """The result of `adjudicate`."""

    annotators: tuple[str, ...]
    """The names of the annotators, as entries of `todo` have them: see `agreement`."""
    written: tuple[str, ...]
    """The files that were written."""
    kept: tuple[str, ...]
    """The files that were there already, and stay as they are."""
    open: Mapping[str, tuple[Todo, ...]]
    """By written file: the open points."""
    left_out: tuple[str, ...]
    """The ids of the articles that only some annotators have."""
    comments: tuple[LostComment, ...]
    """The comments that no written file has; those beside open points are in the entries of `todo`."""
    report: Report = attrs.field(factory=Report, repr=False)
    """The report on the articles that were read."""


def adjudicate(
    sources: Sequence[Source], output: AnyPath, *, force: bool = False, skip_invalid: bool = False
) -> Adjudication:
    """Make one version of the articles of several annotators, and note what they differ in.

    What all of them have is taken, from the file of the first annotator, with its comments and layout. What only some
    have is left out, unless something that stays refers to it. Where they have different values, that of the first one
    stays. Either is an open point: an entry of `todo` with the version of each, which `check` reports. `accept` decides
    it. What is the same is decided as by `compare`. See `docs/agreement.md`.

    Args:
        sources: The annotations of each annotator, two or more: files, folders, articles or a corpus, as for `check`.
        output: The folder to write, with one YAML file per article; the texts, `corpus.yaml` and schemas of the first
            folder are copied, and the baselines of all are merged. Files that are there stay as they are.
        force: Whether to write them again, which loses what people have decided there.
        skip_invalid: Whether to leave out articles with errors of any annotator. The report has the errors.

    Returns:
        The files, the open points, and what was left out.

    Raises:
        InvalidCorpus: If a file has errors.
        UsageError: If a source cannot be read, or two of its articles have one id; if there are fewer than two
            annotators, no article that all have, or two texts of one; if the folders have different `corpus.yaml`; if
            the output is one of them or in one, or has another text; or if a file cannot be edited with certainty.
        ValueError: If a string of an article in memory contains a lone surrogate.
        OSError: If a file cannot be written.

    Example::

        found = nc.adjudicate(["seeds/", nc.load("seeds/")], "build/gold/")
        assert not any(found.open.values())
    """
    folder = Path(output)
    annotators, versions, report = read_annotators(sources, skip_invalid=skip_invalid)
    names = annotator_names(sources)
    files = settings(sources, folder)
    open_points, lost, kept = dict[str, tuple[Todo, ...]](), list[LostComment](), list[str]()
    for several in versions:
        target = folder / _name(several[0], sources[0])
        if target.exists() and not force:
            kept.append(target.as_posix())
            continue
        version = _Version(several, names)
        files[target] = version.text.encode()
        files.update(text_file(several[0], target, force=force))
        files.update(schema_file(version.text, several[0], target))
        open_points[target.as_posix()] = version.todos
        lost += version.lost()
    files.update(manifest_schema(files, sources, folder))
    known = baselines(sources, folder, [*open_points])
    new = NewFolder(folder)
    for path, data in {**files, **known}.items():
        new.add(path.relative_to(folder).as_posix(), data)
    new.write()
    for path in known:
        without_stale(path, folder)
    left_out = sorted({id_ for articles in annotators for id_ in articles} - {several[0].id for several in versions})
    return Adjudication(
        tuple(names), tuple(open_points), tuple(kept), open_points, tuple(left_out), tuple(lost), report
    )


def _name(article: Article, source: Source) -> str:
    """The name of the file to write: that which the first annotator has, below their folder."""
    path = Path(article.path) if article.path else None
    if path is None or path.suffix not in (*_YAML, ".json"):
        return f"{stem_of(article.id)}.yaml"
    if isinstance(source, str | Path) and path.is_relative_to(source) and path != Path(source):
        path = path.relative_to(source)
    else:
        path = Path(path.name)
    return (path if path.suffix in _YAML else path.with_suffix(".yaml")).as_posix()


class _File:
    """The file of an annotation, in YAML with tables by id; of another one, only the data counts."""

    def __init__(self, article: Article) -> None:
        self.name, self._article = article.path or "", article
        self._file = ArticleFile.read(article.path) if article.path and Path(article.path).suffix in _YAML else None
        if self._file and any(type(self._file.document.data.get(table)) is list for table in _TABLES):
            self._file = None

    def comments(self) -> Iterator[tuple[int, str]]:
        """Yield the lines and the comments."""
        if self._file:
            document = self._file.document
            lines = Lines(document.text)
            yield from ((lines.at(comment.start)[0], comment.words) for comment in Layout(document).comments)

    def with_article(self, article: Article, ids: Ids) -> str:
        """Return the text with a changed article, in which actors and events may have other ids than before."""
        if self._file is None:
            return dumps(article)
        known: dict[DataPath, Mapping[str, str]] = {
            (table,): {new: old for old, new in ids.get(member, {}).items()} for table, member in _TABLES.items()
        }
        try:
            return self._file.edited(self._file.completed(article), known)
        except CannotEdit as e:
            raise UsageError(f"{self.name} cannot be edited with certainty: {e}; nothing was written") from None


class _Version:
    """The adjudicated version of one article."""

    def __init__(self, several: Sequence[Article], names: Sequence[str]) -> None:
        self._several, self._names = several, names
        self._result = adjudicated(several)
        self._files = [_File(article) for article in several]
        self._documents = [
            parse_yaml(file.with_article(article, ids))
            for file, article, ids in zip(self._files, self._result.versions, self._result.ids, strict=True)
        ]
        self.todos = (*self._noted(), *self._entries())
        article = evolve_unchecked(self._result.article, todo=self.todos)
        self.text = self._files[0].with_article(article, {})

    def _noted(self) -> Iterable[Todo]:
        """The entries that annotators have themselves, each once, with the common ids."""
        pairs = zip(self._several, self._result.ids, strict=True)
        return dict.fromkeys(_with_common_id(todo, ids) for article, ids in pairs for todo in article.todo)

    def _entries(self) -> Iterator[Todo]:
        for point in self._result.points:
            lines = [self._lines(i, path) for i, path in enumerate(point.paths)]
            if any(lines):  # what only the registry of `corpus.yaml` has is no difference
                versions = {
                    name: version for name, version in zip(self._names, lines, strict=True) if version is not None
                }
                without = [name for name in self._names if name not in versions]
                yield Todo(at=point.at, quote=_quote(point), versions=versions, without=without)

    def _lines(self, i: int, path: DataPath | None) -> str | None:
        """What an annotator has at a path, as lines of YAML; None if their file and its defaults have nothing there."""
        if path is None:
            return None
        lines = excerpt(self._documents[i], path)
        if lines is not None or len(path) == 2:
            return lines
        return written(path, default_at(self._result.versions[i], path))

    def lost(self) -> Iterator[LostComment]:
        """Yield the comments that neither the text nor an entry of `todo` has."""
        versions = (f"{lines}\n" for todo in self.todos for lines in todo.versions.values())
        known = {comment.words for text in (self.text, *versions) for comment in Layout(parse_yaml(text)).comments}
        for name, file in zip(self._names, self._files, strict=True):
            for line, comment in file.comments():
                if comment not in known:
                    yield LostComment(self._several[0].id, name, comment, file.name, line)


def _with_common_id(todo: Todo, ids: Ids) -> Todo:
    table, *rest = todo.at.split(".")
    if table not in _TABLES or not rest:
        return todo
    key, *field = rest
    return attrs.evolve(todo, at=".".join((table, ids[_TABLES[table]].get(key, key), *field)))


def _quote(point: Point) -> str | None:
    return point.claim.quote[0].exact if point.claim else None


Files = dict[Path, bytes]
"""What is to be written, by path."""


def _folders(sources: Sequence[Source]) -> list[Path]:
    return [Path(source) for source in sources if isinstance(source, str | Path) and Path(source).is_dir()]


def settings(sources: Sequence[Source], folder: Path) -> Files:
    """Return the `corpus.yaml` of the annotators' folders, to be copied.

    Raises UsageError if they differ, or the folder is that of an annotator, or in it: its articles would be theirs.
    """
    paths = _folders(sources)
    for path in paths:
        if folder.resolve().is_relative_to(path.resolve()):
            place = "is" if path.resolve() == folder.resolve() else "is in"
            raise UsageError(f"{folder} {place} the folder of an annotator; write into another one")
    there = [path / MANIFEST for path in paths if (path / MANIFEST).is_file()]
    data = [reading.read_bytes(path) for path in there]
    for path, other in zip(there, data, strict=True):
        if other != data[0]:
            raise UsageError(f"{there[0]} and {path} differ; make them equal, or use one in a folder above")
    return {folder / MANIFEST: data[0]} if data and not (folder / MANIFEST).exists() else {}


def text_file(article: Article, target: Path, *, force: bool) -> Files:
    """Return the text of an article in a file of its own, to be copied. Raises UsageError if another one is there."""
    if article.text_file is None or article.path is None:
        return {}
    path = Path(article.path).parent / article.text_file
    copy = target.parent / article.text_file
    data = reading.read_bytes(path)
    if copy.exists() and reading.read_bytes(copy) == data:
        return {}
    if copy.exists() and not force:
        raise UsageError(f"{copy} has another text than {path}")
    return {copy: data}


def schema_file(text: str, article: Article, target: Path) -> Files:
    """Return the schema that the comment for editors in an annotation names, to be copied."""
    return _schema(text, Path(article.path).parent, target.parent) if article.path else {}


def manifest_schema(files: Files, sources: Sequence[Source], folder: Path) -> Files:
    """Return the schema that the comment for editors in `corpus.yaml` names, to be copied."""
    data = files.get(folder / MANIFEST)
    there = next((path for path in _folders(sources) if (path / MANIFEST).is_file()), None)
    return {} if data is None or there is None else _schema(data.decode("utf-8", "replace"), there, folder)


def _schema(text: str, source: Path, target: Path) -> Files:
    name = schema_of(text)
    if name is None or not _is_inside(name) or (target / name).exists() or not (source / name).is_file():
        return {}
    return {target / name: reading.read_bytes(source / name)}


def _is_inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def baselines(sources: Sequence[Source], folder: Path, written: Collection[str]) -> Files:
    """Return the baseline that `corpus.yaml` names, with the entries of all annotators about the written files.

    What is there already stays in it.
    """
    names = {path: _baseline_of(path) for path in _folders(sources)}
    name = next((name for name in names.values() if name), None)
    if name is None or not written:
        return {}
    files = {Path(file).relative_to(folder).as_posix() for file in written}
    entries = {line for path, own in names.items() if own for line in _entries(path, own, {*files, MANIFEST})}
    target = folder / name
    kept = reading.read_bytes(target).decode("utf-8", "replace").splitlines() if target.is_file() else []
    return {target: "".join(f"{line}\n" for line in sorted({*kept, *entries})).encode()}


def _baseline_of(folder: Path) -> str | None:
    """The baseline that the `corpus.yaml` in a folder names, if it is there."""
    checks = Finder().manifest(folder).checks if (folder / MANIFEST).is_file() else None
    name = checks.baseline if checks else None
    return name if name and _is_inside(name) and (folder / name).is_file() else None


def _entries(folder: Path, name: str, files: Collection[str]) -> Iterator[str]:
    """The lines of a baseline about some files, which are relative to the folder. Open points are new ones."""
    for line in reading.read_bytes(folder / name).decode("utf-8", "replace").splitlines():
        entry: Entry | None = parse_entry(line)
        if entry is None or entry.code == "NC805":
            continue
        if Path(os.path.normpath(Path(name).parent / entry.file)).as_posix() in files:
            yield line


def without_stale(path: Path, folder: Path) -> None:
    """Delete the entries of a baseline whose findings the adjudicated articles do not have."""
    options = SessionOptions((), ignore_baselines=True)
    report = check_session(open_source(folder, options)).report()
    Baseline.read(path).update(report.diagnostics, grow=False).write(path)
