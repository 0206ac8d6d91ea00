"""Paths -> article files, each with its corpus and the settings of its `corpus.yaml`."""

import os
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from newscorpus.checking.globs import (
    below,
    excludes,
    is_text,
    may_be_article,
    may_contain,
    may_hold_articles,
    selects,
)
from newscorpus.checking.loaded_corpus import LoadedCorpus, load_corpus
from newscorpus.checking.selection import Selection
from newscorpus.checking.tasks import Files, SourceFile, unreadable
from newscorpus.diagnostics.report import Report, in_order
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import Paths, relative, walk
from newscorpus.fs.patterns import Pattern
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Manifest
from newscorpus.rules.plugins import load_installed


class Finder:
    """Finds corpora and files; reads each `corpus.yaml` once.

    Args:
        select: The rules to apply instead of the default ones.
        ignore: The rules not to apply.
        today: The day of the check; None for the computer's.
        contents: Bytes to use instead of those of files, by absolute path.
        extend_select: The rules to apply in addition.
        absent: The rules of plug-ins that only others were given; all that were given to any, if it is None.
    """

    def __init__(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        today: date | None = None,
        contents: Mapping[Path, bytes] | None = None,
        extend_select: Sequence[str] = (),
        absent: frozenset[str] | None = None,
    ) -> None:
        load_installed()
        self._today = today
        self._choose = partial(Selection.of, select=select, ignore=ignore, extend_select=extend_select, absent=absent)
        self._contents = {_place(path): data for path, data in (contents or {}).items()}
        self._given = {path.name for path in self._contents}
        """The names of those files: to resolve the links of all others would take longer than to list them."""
        self._corpora: dict[Path, LoadedCorpus | None] = {}
        self._nearest: dict[str, LoadedCorpus | None] = {}
        """Of a folder, the corpus in it or above, by its absolute path."""
        self._without: dict[Path, LoadedCorpus] = {}
        self.skipped: dict[str, str] = {}
        """The files outside a corpus that lack the `format` of articles: absolute path → name in reports."""
        self.others: defaultdict[Path, Paths] = defaultdict(Paths)
        """Of each corpus, the names of files that are no articles: those that it excludes, and texts."""
        self.walked = set[str]()
        """The folders whose files were listed."""

    def files(self, paths: Iterable[str | os.PathLike[str]]) -> Files:
        """Return the article files in `paths`, in order, each once. Raises UsageError if a path does not exist.

        The paths are as `unlinked` returns them.
        """
        return Files(file for path in paths for file in self._below(Path(path)))

    def unlinked(self, given: Path) -> Path:
        """Return the real path of a linked folder of its corpus, or of a file in one; every other path as it is.

        So it is with `..` behind a link, which the system follows first.
        """
        if ".." in given.parts and _place(given) != Path(os.path.abspath(given)):
            given = relative(_place(given))
        if given.is_dir() or given.name == MANIFEST:
            self.at(given if given.is_dir() else given.parent)  # first, so that findings name it as it is given
        folder = Path(os.path.abspath(given if given.is_dir() else given.parent))
        corpora = list(self._upward(folder))
        if not corpora or reading.is_plain(root := corpora[-1].root, folder):
            return given
        try:
            real = relative(Path(root, below(str(reading.visible(root, folder)), os.path.realpath(root))))
        except reading.Unreadable:
            return given
        return real if given.is_dir() else real / given.name

    def _below(self, given: Path) -> Iterator[SourceFile]:
        if given.is_dir():
            corpora = list(self._upward(given))
            if corpora and not reading.is_plain(corpora[-1].root, Path(os.path.abspath(given))):
                link = self._linked(given, corpora[-1].root, given)
                yield from [link] if isinstance(link, SourceFile) else []
            else:
                yield from self._within(given)
        elif not os.path.lexists(given) and self._content(given) is None:
            raise UsageError(f"no such file or folder: {given}")
        elif given.name != MANIFEST:
            absolute, folder = os.path.abspath(given), given.parent
            file = self._file(given, self._upward(folder), absolute)
            yield file or self._source_file(given, absolute, self._bare(folder), given.name)

    def _within(self, given: Path) -> Iterator[SourceFile]:
        """The files in a folder and in the linked folders there, each folder once."""
        left, walked = [given], set[str]()
        while left:
            for folder, names, links in walk(left.pop(), walked):
                for link in links:
                    corpus = self.above(folder)
                    linked = self._linked(folder / link, corpus.root if corpus else Path(os.path.abspath(given)), given)
                    if isinstance(linked, SourceFile):
                        yield linked
                    elif linked is not None:
                        left.append(linked)
                at = os.path.abspath(folder)
                articles, texts = list(filter(may_hold_articles, names)), list(filter(is_text, names))
                corpora = list(self._upward(folder)) if articles or texts else []
                for name in articles:
                    absolute = os.path.join(at, name)  # noqa: PTH118 - a string, since `Path` is slow
                    path = folder / name
                    file = self._file(path, corpora, absolute) or self._outside(path, absolute, given)
                    if file is not None:
                        yield file
                for corpus in corpora[:1]:
                    for name in texts:
                        self.others[corpus.root].add(below(f"{at}/{name}", str(corpus.root)))
        self.walked |= walked

    def _linked(self, link: Path, root: Path, given: Path) -> Path | SourceFile | None:
        """The real path of a linked folder; None if `given` contains it, or is in it.

        If it is outside `root` or hidden, then the link itself, which is a finding since it cannot be read.
        """
        absolute = os.path.abspath(link)
        corpus = self.at(relative(root)) or self._bare(given)
        try:
            name = followed(link, root, corpus.manifest)
        except reading.Unreadable:
            return self._source_file(link, absolute, corpus, below(absolute, str(corpus.root)))
        real, top = Path(os.path.realpath(link)), Path(os.path.realpath(given))
        if name is None or real.is_relative_to(top) or top.is_relative_to(real):
            return None
        return relative(Path(root, name))

    def _file(self, path: Path, corpora: Iterable[LoadedCorpus], absolute: str) -> SourceFile | None:
        """An article file with the first of the corpora above whose patterns select it; None if there is none."""
        for corpus in corpora:
            name = below(absolute, str(corpus.root))
            if selects(corpus.manifest, name):
                if not excludes(corpus.manifest, name):
                    return self._source_file(path, absolute, corpus, name)
                self.others[corpus.root].add(name)
                break
        return None

    def _outside(self, path: Path, absolute: str, given: Path) -> SourceFile | None:
        """An article file outside a corpus, with the default settings; None if it is none.

        All such files below the given folder are one corpus. So are those in a dot-folder that is given, since they do
        not belong to the corpus around it.
        """
        around = self.above(path.parent)
        if around and not reading.is_hidden(below(os.path.abspath(given), str(around.root))):
            return None
        if not selects(DEFAULT_MANIFEST, path.name):
            return None
        corpus = self._bare(given)
        file = self._source_file(path, absolute, corpus, below(absolute, str(corpus.root)))
        with suppress(reading.Unreadable):  # otherwise it may be an article, and is reported
            if not may_be_article(file.bytes()):
                self.skipped[absolute] = file.shown
                return None
        return file

    def _source_file(self, path: Path, absolute: str, corpus: LoadedCorpus, name: str) -> SourceFile:
        return SourceFile(path.as_posix(), absolute, corpus, name, self._content(absolute))

    def _content(self, path: str | Path) -> bytes | None:
        return self._contents.get(_place(path)) if os.path.basename(path) in self._given else None  # noqa: PTH119

    def manifests(self, paths: Iterable[str | os.PathLike[str]]) -> list[LoadedCorpus]:
        """Return the corpora whose `corpus.yaml`, or the folder that contains it, is one of `paths`."""
        corpora = []
        for path in map(Path, paths):
            folder = path if path.is_dir() else path.parent
            if path.is_dir() or path.name == MANIFEST:
                corpus = self.at(folder)
                corpora += [corpus] if corpus else []
        return corpora

    def at(self, folder: Path) -> LoadedCorpus | None:
        """Return the corpus whose `corpus.yaml` is in that folder; None if there is none."""
        root = Path(os.path.abspath(folder))
        if root not in self._corpora:
            manifest = folder / MANIFEST
            there = has_manifest(folder) or self._content(manifest) is not None
            self._corpora[root] = self._read(root, manifest) if there else None
        return self._corpora[root]

    def manifest(self, path: Path) -> Manifest:
        """Return the content of the `corpus.yaml` at that path, or in that folder.

        Raises UsageError if there is none, InvalidCorpus if it has errors.
        """
        corpus = self.at(path if path.is_dir() else path.parent)
        if corpus is None or not (path.is_dir() or path.name == MANIFEST):
            raise UsageError(f"no {MANIFEST} at {path}")
        report = Report(in_order(corpus.with_fixes()), name=corpus.name)
        if not report.ok:
            raise InvalidCorpus(report)
        return corpus.manifest

    def without_texts(self) -> list[str]:
        """Return a line for each release whose articles without texts are skipped."""
        lines = (corpus.without_texts() for corpus in self._corpora.values() if corpus)
        return [line for line in lines if line]

    def above(self, folder: Path) -> LoadedCorpus | None:
        """Return the nearest corpus in a folder or above; None if there is none."""
        at, asked = os.path.abspath(folder), list[str]()
        while at not in self._nearest:
            asked.append(at)
            corpus, up = self.at(relative(Path(at))), os.path.dirname(at)  # noqa: PTH120 - a string: `Path` is slow
            if corpus is not None or up == at:
                self._nearest[at] = corpus
            at = up if corpus is None else at
        self._nearest.update(dict.fromkeys(asked, self._nearest[at]))
        return self._nearest[at]

    def _upward(self, folder: Path) -> Iterator[LoadedCorpus]:
        """The corpora in a folder and above, the nearest first."""
        corpus = self.above(folder)
        while corpus is not None:
            yield corpus
            up = corpus.root.parent
            corpus = self.above(up) if up != corpus.root else None

    def _bare(self, folder: Path) -> LoadedCorpus:
        root = Path(os.path.abspath(folder))
        if root not in self._without:
            self._without[root] = LoadedCorpus(root, self._choose(None), today=self._today)
        return self._without[root]

    def _read(self, root: Path, path: Path) -> LoadedCorpus:
        shown = path.as_posix()
        try:
            given = self._content(path)
            data = reading.read_bytes(reading.visible(root, path)) if given is None else given
        except reading.Unreadable as e:
            problem = unreadable(shown, str(e))
            return LoadedCorpus(root, self._choose(None), shown=shown, diagnostics=(problem,)).with_all_files()
        return self.read(data, root, shown)

    def read(self, data: bytes, root: Path, shown: str) -> LoadedCorpus:
        """Return the corpus at `root` whose `corpus.yaml`, named `shown` in findings, has these bytes."""
        return load_corpus(data, root, shown, self._choose, self._today)


def has_manifest(folder: Path) -> bool:
    """Return whether a folder has a `corpus.yaml`.

    A link to nowhere, a pipe or a folder cannot be read: a finding, and not a corpus without settings.
    """
    manifest = folder / MANIFEST
    return manifest.is_symlink() or manifest.exists()


def root_above(folder: Path) -> Path | None:
    """Return the nearest folder, this one or above, that has a `corpus.yaml`, without reading that."""
    path = Path(os.path.abspath(folder))
    return next((candidate for candidate in (path, *path.parents) if has_manifest(candidate)), None)


def followed(link: Path, root: Path, manifest: Manifest) -> str | None:
    """Return the real name of a linked folder of a corpus, relative to it; None if no pattern leads into the link.

    Raises Unreadable if it leads out of the corpus, or is hidden.
    """
    if not may_contain(manifest, below(os.path.abspath(link), os.path.abspath(root))):
        return None
    return below(str(reading.visible(root, link)), os.path.realpath(root))


def _place(path: str | Path) -> Path:
    """The absolute path, links to folders resolved."""
    folder, name = os.path.split(path)
    return Path(os.path.realpath(path)) if name == ".." else Path(os.path.realpath(folder), name)


def why_checked(file: SourceFile) -> str:
    """Return why a file is an article."""
    corpus = file.corpus
    if file.path.is_dir():
        return "is a link to a folder that is hidden or outside, which is an error"
    if corpus.shown is None:
        return f"has `format: newscorpus/1` or is named, and belongs to no {MANIFEST}"
    return f"matches `{_deciding(corpus.manifest.articles, file.name)}` of `articles` in {corpus.shown}"


def why_skipped(path: Path, without_format: Container[str], corpus: LoadedCorpus | None) -> str:
    """Return why a file is not an article.

    Args:
        path: The file, which is not hidden.
        without_format: The absolute paths of the files outside a corpus that lack the `format` of articles.
        corpus: The nearest corpus in its folder or above.
    """
    absolute = os.path.abspath(path)
    if absolute in without_format:
        return f"has no `format: newscorpus/1`, and there is no {MANIFEST} in its folder or above"
    if corpus is None:
        if not selects(DEFAULT_MANIFEST, path.name):
            pattern = f"`articles: ['*{path.suffix}']`"
            return f"is not YAML: name the file, or write a {MANIFEST} with {pattern} (`newscorpus init` begins one)"
    elif corpus.broken:
        return f"belongs to {corpus.shown}, which has errors"
    else:
        name, manifest = below(absolute, str(corpus.root)), corpus.manifest
        if not selects(manifest, name):
            left_out = _deciding(manifest.articles, name)
            which = f"matches `{left_out}`" if left_out else "matches no pattern"
            return f"{which} of `articles` in {corpus.shown}"
        if excludes(manifest, name):
            return f"matches `{_deciding(manifest.exclude, name)}` of `exclude` in {corpus.shown}"
    return "is ignored by git; name it to check it"


def _deciding(patterns: Sequence[str], name: str) -> str:
    """The last pattern that matches a file; empty if none does."""
    names = name.split("/")
    compiled: Iterable[Pattern] = map(Pattern.of, reversed(patterns))
    return next((pattern.text for pattern in compiled if pattern.covers(names)), "")


_ENDINGS: Final = (".yaml", ".yml", ".json", ".jsonl", *reading.COMPRESSED, ".txt")


def watched(paths: Sequence[Path], texts: Iterable[str | Path] = ()) -> dict[str, tuple[int, int]]:
    """Return the files that may be articles, texts or settings, each with its time of change and its size.

    They are those below the folders that are given, and below the corpora around them; beside files that are given,
    which may be in any folder; and the `texts` of articles.
    """
    below = {path for path in paths if path.is_dir()}
    beside = {path.parent for path in paths} - below
    below |= {root for path in (*below, *beside) if (root := root_above(path)) is not None}
    states = dict(entry for folder in below for entry in _files(os.fspath(folder), deep=True))
    states |= dict(entry for folder in beside for entry in _files(os.fspath(folder), deep=False))
    for text in texts:
        with suppress(OSError):
            states[os.fspath(text)] = _state(Path(text).stat())
    return states


def _files(folder: str, *, deep: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    with suppress(OSError), os.scandir(folder) as entries:  # what cannot be read, the check reports
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, deep=True) if deep else ()
            elif entry.name.endswith(_ENDINGS):
                yield entry.path, _state(entry.stat())


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size
