"""Lake: the files of a corpus, on disks or in an object store.

Paths with a scheme, such as `s3://`, are opened by fsspec; all others, and `file://`, are paths of this machine, where
links are followed only inside a corpus.
"""

import glob
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.batches import Check
from newscorpus.batches.steps import Surroundings
from newscorpus.checking.baseline import Baseline
from newscorpus.checking.discovery import Finder, followed
from newscorpus.checking.globs import below, corpora, excludes, format_of, is_text, may_be_article, nearest, unannotated
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.session import without_baseline
from newscorpus.diagnostics.report import Path as FindingPath
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import walk
from newscorpus.limits import MAX_BYTES
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Manifest
from newscorpus.rules.configuration import invalid_configuration
from newscorpus.spark.pieces import Piece, divided, is_too_long, lines

_SCHEME: Final = "://"
_LOCAL: Final = "file://"
_BUFFER: Final = 1 << 20


@attrs.frozen
class Part:
    """The files of one corpus, before any of them is read."""

    check: Check
    around: Surroundings

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(self.around.files or ())


@attrs.frozen
class Lake:
    """Reads files by their names."""

    base: str = attrs.field(factory=os.getcwd)
    """The folder that names without a scheme are relative to, since workers run in other folders."""

    # --- which files there are ---------------------------------------------------------------------------------------

    def parts(self, paths: Sequence[str], asked: Check) -> list[Part]:
        """Return the corpora in `paths`, each with what to check it by, given what all are checked by.

        A folder contains one corpus, with its `corpus.yaml`, or several. The files that other paths name, also by
        globs, are one corpus together.

        Raises UsageError if a path does not exist, if there is no file, and if several corpora are to share a baseline.
        """
        parts, single, known = list[Part](), list[str](), set[str]()
        for path in sorted(path.removeprefix(_LOCAL) for path in paths):  # so that a folder comes before those in it
            if not self._is_folder(path):
                single += self._globbed(path)
                continue
            for part in self._within(path, asked):
                shown = part.around.corpus.shown
                new = self._unknown([*part.files, *filter(None, [shown])], known)
                files = tuple(name for name in new if name != shown)
                parts += [attrs.evolve(part, around=attrs.evolve(part.around, files=files))] if new else []
        if new := self._unknown(sorted(single), known):
            parts.append(self._part(asked, _corpus(asked, None), new))
        if not any(part.files or part.around.corpus.diagnostics for part in parts):
            raise UsageError(f"no articles in {', '.join(paths)}")
        if asked.baseline is not None and len(parts) > 1:
            raise UsageError("several corpora: a baseline is one of each; name it in its corpus.yaml")
        return parts

    def _part(
        self,
        check: Check,
        corpus: LoadedCorpus,
        files: Iterable[str],
        texts: tuple[str, ...] = (),
        patterns: tuple[tuple[FindingPath, str], ...] = (),
    ) -> Part:
        """A part, with the baseline that its corpus.yaml names."""
        checks = corpus.manifest.checks
        if check.baseline is None and checks and checks.baseline and corpus.shown and not corpus.broken:
            try:
                check = attrs.evolve(check, baseline=self._baseline(check.root or "", checks.baseline))
            except (reading.Unreadable, UsageError) as e:
                is_outside = isinstance(e, reading.Unreadable)
                code, why = ("NC010", f"{checks.baseline}: {e}") if is_outside else (invalid_configuration.code, str(e))
                more = without_baseline(corpus, code, why)
                corpus = attrs.evolve(corpus, diagnostics=(*corpus.diagnostics, *more))
        check = attrs.evolve(check, texts=partial(self.text, check.root))
        return Part(check, Surroundings(corpus, texts, patterns, tuple(files), self.content))

    def _baseline(self, root: str, name: str) -> Baseline:
        """Read a baseline. Raises Unreadable if it is outside the corpus, UsageError if it cannot be read."""
        shown = _joined(root, name)
        if _SCHEME not in root:
            reading.inside(self._path(root), self._path(shown))
        elif not f"{reading.beside(shown, '.')}/".startswith(f"{root}/"):
            raise reading.Unreadable(reading.OUTSIDE)
        try:
            return Baseline.read(Path(shown), data=self.content(shown))
        except reading.Unreadable as e:
            raise UsageError(f"{shown}: no baseline can be read: {e}") from None

    def _unknown(self, names: Sequence[str], known: set[str]) -> list[str]:
        """Return the names of files that are not `known` by any name, and add them to it.

        Raises UsageError for a name with a lone surrogate, which a table cannot contain.
        """
        new = []
        for name in names:
            if any("\ud800" <= c <= "\udfff" for c in name):
                raise UsageError(f"a name that is not UTF-8: {name!a}")
            key = name if _SCHEME in name else os.path.abspath(self._path(name))
            new += [name] if key not in known else []
            known.add(key)
        return new

    def _within(self, folder: str, asked: Check) -> Iterator[Part]:
        """The corpora of a folder, as for `check`: see `globs.corpora`."""
        root, names, links = self._listed(folder)
        loaded = self._corpora(root, names, asked)
        manifests = {at: corpus.manifest for at, corpus in loaded.items()}
        texts = tuple(_joined(root, name) for name in unannotated(names))
        grouped = corpora(names, manifests)
        for link in links:
            at = nearest(link, manifests)
            if self._is_refused(root, link, at or "", manifests.get(at or "", DEFAULT_MANIFEST)):
                grouped.setdefault(at or "", []).append(link)
        for at, mine in grouped.items():
            own = attrs.evolve(asked, root=_joined(root, at), corpus=None)
            if at not in loaded:
                files = tuple(filter(self._may_be_article, (_joined(root, name) for name in mine)))
                yield self._part(own, _corpus(own, None), files, texts)
                continue
            own = attrs.evolve(own, corpus=loaded[at].manifest)
            if loaded[at].broken:
                yield self._part(own, loaded[at], ())
                continue
            inside = {below(name, at) for name in names if not at or name.startswith(f"{at}/")}
            articles = [below(name, at) for name in mine]
            rest = inside.difference(articles)
            others = [name for name in rest if is_text(name) or excludes(loaded[at].manifest, name)]
            unmatched = tuple(loaded[at].unmatched(articles, others))
            yield self._part(own, loaded[at], (_joined(root, name) for name in mine), texts, unmatched)

    def _is_refused(self, root: str, link: str, at: str, manifest: Manifest) -> bool:
        """Whether a linked folder leads out of its corpus: a finding. Others are listed by their real path."""
        try:
            followed(self._path(_joined(root, link)), self._path(_joined(root, at)), manifest)
        except reading.Unreadable:
            return True
        return False

    def _may_be_article(self, name: str) -> bool:
        """Whether a file outside a corpus may be an article, or cannot be read."""
        try:
            return may_be_article(self.content(name))
        except reading.Unreadable:
            return True

    def _corpora(self, root: str, names: Sequence[str], asked: Check) -> dict[str, LoadedCorpus]:
        """The corpora with a `corpus.yaml`, by their folders."""
        finder, loaded = Finder(asked.select, asked.ignore), dict[str, LoadedCorpus]()
        for name in names:
            if posixpath.basename(name) == MANIFEST and not reading.is_hidden(name):
                at, shown = posixpath.dirname(name), _joined(root, name)
                corpus = finder.read(_bytes(shown), Path(), shown) if _SCHEME in root else finder.at(Path(root, at))
                loaded |= {at: corpus} if corpus else {}
        return loaded if asked.corpus is None else loaded | {"": _corpus(asked, _joined(root, MANIFEST))}

    def _is_folder(self, path: str) -> bool:
        if _SCHEME not in path:
            return self._path(path).is_dir()
        if glob.has_magic(path):
            return False
        system, inner = _opener(path)
        system.invalidate_cache()  # files may have changed since the last listing
        return bool(system.isdir(inner))

    def _listed(self, folder: str) -> tuple[str, list[str], list[str]]:
        """Return a folder's name, as the names of its files begin, and these names relative to it, at any depth.

        The names of linked folders come last. On disks, dot-folders are left out. Raises OSError for a folder that
        cannot be listed, as `check` does.
        """
        if _SCHEME in folder:
            system, inner = _opener(folder)
            root = folder.rstrip("/")
            return root, sorted(below(name, inner.rstrip("/")) for name in system.find(inner)), []
        names, linked = list[str](), list[str]()
        root = "" if Path(folder) == Path() else Path(folder).as_posix()
        for at, files, links in walk(Path(folder)):
            names += (below((at / name).as_posix(), root) for name in files)
            linked += (below((at / name).as_posix(), root) for name in links)
        return root, names, linked

    def _globbed(self, path: str) -> list[str]:
        """The files that match a glob, or the one that a name names."""
        many = glob.has_magic(path)
        if _SCHEME in path:
            system, inner = _opener(path)
            scheme = path.removesuffix(inner.lstrip("/"))
            matching = [scheme + name.lstrip("/") for name in system.glob(inner)] if many else [path]
            there = many or system.exists(inner)
        else:
            matching = glob.glob(path, recursive=True) if many else [path]  # noqa: PTH207 - absolute, too
            there = many or os.path.lexists(path)
            matching = [name for name in matching if not os.path.isdir(name)]  # noqa: PTH112
        if not there:
            raise UsageError(f"no such file or folder: {path}")
        return [name for name in matching if posixpath.basename(name) != MANIFEST]

    # --- their content -----------------------------------------------------------------------------------------------

    def pieces(self, files: Sequence[str], tasks: int) -> list[Piece]:
        """Divide files among about so many tasks: see `pieces.divided`."""
        return divided({name: self._size(name) for name in files}, tasks)

    def _size(self, name: str) -> int:
        """The size of a file of JSON Lines; 0 of others, and if it cannot be read, which is reported later."""
        if format_of(name) != "jsonl":
            return 0
        try:
            if _SCHEME not in name:
                return self._path(name).stat().st_size
            system, inner = _opener(name)
            return int(system.size(inner) or 0)
        except OSError:
            return 0

    def counted(self, piece: Piece, root: str | None) -> tuple[int, bool]:
        """Return how many lines a piece has, and whether it is the last, since its last line is too long to read on."""
        count, is_last = 0, False
        try:
            with closing(self._stream(piece.uri, root)) as stream:
                for line in lines(stream, piece):
                    count, is_last = count + 1, is_too_long(line)
        except reading.Unreadable:
            return 0, False
        return count, is_last

    def records(self, piece: Piece, root: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the records of a piece, as `check` reads them: the input of `Check.examine`.

        On disks, a link that leads out of `root`, by default the folder of the file, is not followed.

        Raises OSError if an object store does, so that Spark tries again.
        """
        name = piece.uri
        try:
            if format_of(name) != "jsonl":
                raw = _bytes(name) if _SCHEME in name else reading.read_bytes(self._real(name, root))
                yield {"uri": name, "line": None, "raw": raw}
                return
            with closing(self._stream(name, root)) as stream:
                for number, line in enumerate(lines(stream, piece), piece.line):
                    if line.strip():
                        yield {"uri": name, "line": number, "raw": line}
        except reading.Unreadable as e:
            yield {"uri": name, "trouble": str(e)}

    def _stream(self, name: str, root: str | None) -> IO[bytes]:
        """Open a file of JSON Lines. Raises Unreadable if it is on a disk, and cannot be read or must not be."""
        if _SCHEME in name:
            return _stream(name)
        path = self._real(name, root)
        if path.exists() and not path.is_file():
            raise reading.Unreadable("not a regular file")
        try:
            return path.open("rb")
        except OSError as e:
            raise reading.Unreadable(reading.reason_of(e)) from None

    def _real(self, name: str, root: str | None) -> Path:
        path = self._path(name)
        top = path.parent if root is None else self._path(root)
        return path if reading.is_plain(top, path) else reading.visible(top, path)

    def text(self, root: str | None, file: str, name: str) -> bytes:
        """Return the content of the text file `name` of an annotation.

        Raises Unreadable if it is outside `root`, by default the folder of the annotation.
        """
        top = reading.beside(file, ".") if root is None else root
        if _SCHEME not in file:
            folder = self._path(file).parent
            return reading.read_bytes(reading.named_in(self._path(top), folder, name))
        reading.require_relative(name)
        place = reading.beside(file, name)
        if not place.startswith(f"{top}/"):
            raise reading.Unreadable(reading.OUTSIDE)
        if reading.is_hidden(place[len(top) + 1 :]):
            raise reading.Unreadable(reading.HIDDEN)
        return self.content(place)

    def content(self, name: str) -> bytes:
        """Return the content of a file, links followed. Raises Unreadable."""
        try:
            return _bytes(name) if _SCHEME in name else reading.read_bytes(self._path(name))
        except FileNotFoundError as e:
            raise reading.Unreadable(reading.reason_of(e)) from None

    def _path(self, name: str) -> Path:
        return Path(self.base, name)


def _opener(name: str) -> tuple[Any, str]:
    """The file system of a name with a scheme, and the name in it. Raises UsageError for an unknown scheme."""
    try:
        system, inner = import_optional("fsspec.core", "spark").url_to_fs(name)
    except (ImportError, ValueError) as e:  # their messages name the package to install
        raise UsageError(f"{name}: {e}") from None
    return system, inner


def _stream(name: str) -> IO[bytes]:
    system, inner = _opener(name)
    # Buffered here, since what fsspec opens in a store has no bounded `readline`.
    return BufferedReader(system.open(inner, "rb"), _BUFFER)


def _bytes(name: str) -> bytes:
    """The content of a file; of one that is too large, one byte more than the limit."""
    with closing(_stream(name)) as stream:
        return stream.read(MAX_BYTES + 1)


def _joined(root: str, name: str) -> str:
    return f"{root.rstrip('/')}/{name}" if root and name else root or name


def _corpus(check: Check, shown: str | None) -> LoadedCorpus:
    """The corpus of settings that are not from a `corpus.yaml`."""
    return attrs.evolve(check.loaded, shown=shown, texts=None)
