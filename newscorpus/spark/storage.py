"""Lake: the files of a corpus, on disks or in an object store.

Paths with a scheme, such as `s3://`, are opened by fsspec; all others, and `file://`, are paths of this machine, where
links are followed only inside a corpus.
"""

import glob
import os
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.checking.discovery import Finder, followed
from newscorpus.checking.globs import below, corpora, excludes, format_of, is_text, may_be_article, nearest, unannotated
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.tasks import SourceFile, read
from newscorpus.codec import Codec
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.diagnostics.report import Path as FindingPath
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import walk
from newscorpus.fs.reading import numbered_lines
from newscorpus.limits import MAX_BYTES
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Manifest
from newscorpus.spark.batches import Settings

_SCHEME: Final = "://"
_LOCAL: Final = "file://"
_BUFFER: Final = 1 << 20


@attrs.frozen
class Part:
    """The files of one corpus, before any of them is read."""

    settings: Settings
    corpus: LoadedCorpus
    files: tuple[str, ...]
    texts: tuple[str, ...] = ()
    """The text files without an annotation of the same name."""
    patterns: tuple[tuple[FindingPath, str], ...] = ()
    """The patterns of `corpus.yaml` that match no file, each with its path."""


@attrs.frozen
class Lake:
    """Reads files by their names."""

    base: str = attrs.field(factory=os.getcwd)
    """The folder that names without a scheme are relative to, since workers run in other folders."""

    # --- which files there are ---------------------------------------------------------------------------------------

    def parts(
        self,
        paths: Sequence[str],
        manifest: Manifest | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> list[Part]:
        """Return the corpora in `paths`.

        A folder contains one corpus, with its `corpus.yaml`, or several. The files that other paths name, also by
        globs, are one corpus together. `manifest` is used instead of `corpus.yaml`.

        Raises UsageError if a path does not exist, and if there is no file.
        """
        asked = Settings(manifest, tuple(select), tuple(ignore))
        asked.selection()
        parts, single, known = list[Part](), list[str](), set[str]()
        for path in sorted(path.removeprefix(_LOCAL) for path in paths):  # so that a folder comes before those in it
            if not self._is_folder(path):
                single += self._globbed(path)
                continue
            for part in self._within(path, asked):
                shown = [part.corpus.shown] if part.corpus.shown else []
                new = self._unknown([*part.files, *shown], known)
                parts += [attrs.evolve(part, files=tuple(name for name in new if name not in shown))] if new else []
        if new := self._unknown(sorted(single), known):
            parts.append(Part(asked, _corpus(asked, None), tuple(new)))
        if not any(part.files or part.corpus.diagnostics for part in parts):
            raise UsageError(f"no articles in {', '.join(paths)}")
        return parts

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

    def _within(self, folder: str, asked: Settings) -> Iterator[Part]:
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
            settings = attrs.evolve(asked, root=_joined(root, at), manifest=None)
            if at not in loaded:
                files = tuple(filter(self._may_be_article, (_joined(root, name) for name in mine)))
                yield Part(settings, _corpus(settings, None), files, texts)
                continue
            settings = attrs.evolve(settings, manifest=loaded[at].manifest)
            if loaded[at].broken:
                yield Part(settings, loaded[at], ())
                continue
            inside = {below(name, at) for name in names if not at or name.startswith(f"{at}/")}
            own = [below(name, at) for name in mine]
            others = (name for name in inside.difference(own) if is_text(name) or excludes(loaded[at].manifest, name))
            unmatched = tuple(loaded[at].unmatched(own, others))
            yield Part(settings, loaded[at], tuple(_joined(root, name) for name in mine), texts, unmatched)

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
            return may_be_article(_bytes(name) if _SCHEME in name else reading.read_bytes(self._path(name)))
        except reading.Unreadable:
            return True

    def _corpora(self, root: str, names: Sequence[str], asked: Settings) -> dict[str, LoadedCorpus]:
        """The corpora with a `corpus.yaml`, by their folders."""
        finder, loaded = Finder(asked.select, asked.ignore), dict[str, LoadedCorpus]()
        for name in names:
            if posixpath.basename(name) == MANIFEST and not reading.is_hidden(name):
                at, shown = posixpath.dirname(name), _joined(root, name)
                corpus = finder.read(_bytes(shown), Path(), shown) if _SCHEME in root else finder.at(Path(root, at))
                loaded |= {at: corpus} if corpus else {}
        return loaded if asked.manifest is None else loaded | {"": _corpus(asked, _joined(root, MANIFEST))}

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

    def records(self, name: str, root: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the records of a file, as `check` reads them: the input of `batches.examine`.

        On disks, a link that leads out of `root`, by default the folder of the file, is not followed.

        Raises OSError if an object store does, so that Spark tries again.
        """
        if _SCHEME not in name:
            path = self._path(name)
            corpus = attrs.evolve(_BARE, root=path.parent if root is None else self._path(root))
            for record in read(SourceFile(path, name, str(path), corpus, name)):
                if isinstance(record, Diagnostic):
                    yield {"uri": name, "trouble": record.message}
                else:
                    yield {"uri": name, "line": record.record, "raw": record.data}
            return
        if format_of(name) != "jsonl":
            yield {"uri": name, "line": None, "raw": _bytes(name)}
            return
        with closing(_stream(name)) as stream:
            for number, line in numbered_lines(stream):
                if line.strip():
                    yield {"uri": name, "line": number, "raw": line}

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
        try:
            return _bytes(place)
        except FileNotFoundError:
            raise reading.Unreadable("no such file") from None

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


def _corpus(settings: Settings, shown: str | None) -> LoadedCorpus:
    """The corpus of settings that are not from a `corpus.yaml`."""
    manifest = settings.manifest or DEFAULT_MANIFEST
    return LoadedCorpus(Path(), settings.selection(), manifest, Codec(manifest), shown)


_BARE: Final = _corpus(Settings(), None)
