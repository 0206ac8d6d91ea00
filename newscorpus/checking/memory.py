"""Sessions over annotations in memory, which are checked as files are."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Final

import attrs

from newscorpus.checking.discovery import Finder, root_above
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.selection import CORPUS_CODES, Selection, SessionOptions
from newscorpus.checking.session import CheckSession
from newscorpus.checking.tasks import SourceFile
from newscorpus.codec import codec_of
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import relative
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Corpus, Manifest, manifest_of
from newscorpus.parsed import SourceRecord
from newscorpus.rules.plugins import load_installed

SPOOLED: Final = "<articles>"
"""The name of annotations on the disk in findings."""


def corpus_of(sources: Iterable[SourceRecord], corpus: Corpus | None, options: SessionOptions) -> LoadedCorpus:
    """Return the corpus that annotations belong to: the given one, or that of the `corpus.yaml` above their folders.

    Without either, or if there are several, the default settings apply.

    Raises:
        UsageError: If a folder does not exist, or a rule is unknown.
        InvalidCorpus: If the `corpus.yaml` has errors.
    """
    folders = {source.folder for source in sources if source.folder is not None}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"no such folder: {folder}")
    roots = {root for folder in folders if (root := root_above(folder)) is not None}
    root = roots.pop() if len(roots) == 1 else None
    manifest = manifest_of(corpus)
    if root is not None and corpus is None:
        manifest = manifest_above(root)
    root = root or min(folders, default=None)
    checks = manifest.checks if manifest else None
    load_installed()
    absent = options.absent_rules()
    selection = Selection.of(checks, options.select, options.ignore, options.extend_select, absent)
    return LoadedCorpus(
        root or Path(), selection, manifest or DEFAULT_MANIFEST, codec_of(manifest), today=options.today
    )


def manifest_above(folder: Path) -> Manifest | None:
    """Return the content of the nearest `corpus.yaml` in a folder or above; None if there is none.

    Raises InvalidCorpus if it has errors.
    """
    root = root_above(folder)
    if root is None:
        return None
    try:
        data = reading.read_bytes(reading.visible(root, root / MANIFEST))
    except reading.Unreadable:
        corpus = Finder().above(root)  # which says why
        assert corpus is not None
    else:
        corpus = _corpus_from(data, root, (relative(root) / MANIFEST).as_posix())
    corpus.require_valid()
    return corpus.manifest


@lru_cache(maxsize=8)
def _corpus_from(data: bytes, root: Path, shown: str) -> LoadedCorpus:
    """Read a `corpus.yaml`. Cached, since programs write its articles one by one."""
    return Finder().read(data, root, shown)


def folder_of(article: Article) -> Path | None:
    """Return the folder of the file that an article was loaded from; None if there is none, or no longer."""
    folder = Path(article.path).parent if article.path else None
    return folder if folder is not None and folder.is_dir() else None


def session_of(
    sources: Sequence[SourceRecord],
    corpus: LoadedCorpus,
    options: SessionOptions,
    contents: Mapping[Path, bytes] | None = None,
) -> CheckSession:
    """Return a session over annotations in memory.

    Args:
        sources: The annotations, without a `path`. Their names differ.
        corpus: The corpus that they belong to.
        options: The rules to apply. A single annotation is not judged by corpus rules, which need the others.
        contents: Bytes to use instead of those of annotations, by the absolute path that their name has here.
    """
    if len(sources) == 1:
        corpus = _without_others(corpus)
    files = []
    for source in sources:
        absolute = os.path.abspath(source.file)
        data = (contents or {}).get(Path(absolute), source.data)
        name = f"{source.file}.{source.format}"
        files.append(SourceFile(source.file, absolute, corpus, name, data, source))
    return _session_over(files, corpus, options)


def session_of_spool(spool: "Spool", corpus: LoadedCorpus, options: SessionOptions) -> CheckSession:
    """Return a session over annotations on the disk, as `session_of` does. They are lines of one file in findings."""
    corpus = corpus if spool.size > 1 else _without_others(corpus)
    absolute = os.path.abspath(SPOOLED)
    file = SourceFile(SPOOLED, absolute, corpus, f"{SPOOLED}.jsonl", spool=spool)
    return _session_over([file], corpus, options)


def _without_others(corpus: LoadedCorpus) -> LoadedCorpus:
    """The corpus of a single annotation, which corpus rules do not judge."""
    alone = attrs.evolve(corpus.selection, ignore=corpus.selection.ignore | CORPUS_CODES)
    return attrs.evolve(corpus, selection=alone)


def _session_over(files: Sequence[SourceFile], corpus: LoadedCorpus, options: SessionOptions) -> CheckSession:
    asked = {file.absolute: file for file in files}
    return CheckSession(options, [corpus], {}, asked, files, [], frozenset(file.shown for file in files), {})


class Spool:
    """Annotations in a temporary file, each in one line of JSON: more than fit into memory.

    Args:
        file: An empty file, open to write and read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        """The number of annotations."""

    def add(self, line: bytes, folder: Path | None) -> None:
        """Add an annotation, and the folder that its `text_file` is relative to. Raises OSError if the disk is full."""
        self._file.write(json.dumps(folder and str(folder)).encode() + b"\n" + line + b"\n")
        self.size += 1

    def __iter__(self) -> Iterator[SourceRecord]:
        self._file.seek(0)
        offset = 0
        for number in range(1, self.size + 1):
            folder, line = json.loads(self._file.readline()), self._file.readline()
            at = self._file.tell()
            yield SourceRecord(
                SPOOLED, line, "json", folder=Path(folder) if folder else None, record=number, offset=offset
            )
            offset += len(line.decode("utf-8", "surrogatepass"))
            self._file.seek(at)
