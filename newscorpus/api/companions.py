"""Companions: the files that come along with adjudicated articles - `corpus.yaml`, texts, schemas, the baseline."""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from newscorpus.api.source import Source, open_source
from newscorpus.checking.baseline import Baseline, Entry, parse_entry
from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.modeline import schema_of
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.models import MANIFEST, Article

Files = dict[Path, bytes]
"""What is to be written, by path."""


def _folders(sources: Sequence[Source]) -> list[Path]:
    return [Path(one) for one in sources if isinstance(one, str | Path) and Path(one).is_dir()]


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
    found = {line for path, own in names.items() if own for line in _entries(path, own, {*files, MANIFEST})}
    target = folder / name
    kept = reading.read_bytes(target).decode("utf-8", "replace").splitlines() if target.is_file() else []
    return {target: "".join(f"{line}\n" for line in sorted({*kept, *found})).encode()}


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
