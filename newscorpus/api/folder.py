"""The files of a corpus that is written into a folder: their names, what must not be beside them, what they lack."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import IO, Final

from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import below, contains, may_hold_articles
from newscorpus.checking.session import CheckSession
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import atomic
from newscorpus.fs.folders import make_folders, relative, stem_of, walk
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Manifest
from newscorpus.models.manifest import SCHEMA_ENDING
from newscorpus.models.traversal import event_references

ELSEWHERE: Final = "write into another folder, or give --force"
"""What to do about output that is there already."""
_PIECE: Final = 1024 * 1024
SUFFIXES: Final = {"yaml": ".yaml", "json": ".json", "jsonl": ".jsonl"}


def refuse_equal(names: Sequence[str]) -> None:
    """Refuse names that differ only in case, and are one file on many systems."""
    for known, name in pairwise(sorted(names, key=str.casefold)):
        if known.casefold() == name.casefold():
            raise UsageError(f"{known} and {name} are one file on many systems: use --to jsonl")


def file_name(id_: str, to: str) -> str:
    """Return the name of an article's file, which must be one that is read as an article."""
    name = stem_of(id_) + SUFFIXES[to]
    if name.casefold() == MANIFEST:
        return f"{id_}.yml"
    if name.endswith(SCHEMA_ENDING):
        return f"_{id_}_.json"  # not an id, so no other article has that name
    return name


def refuse_changed(paths: Sequence[Path]) -> None:
    """Refuse to replace files that exist with other contents."""
    if paths:
        more = f", and {len(paths) - 1} more" if len(paths) > 1 else ""
        raise UsageError(f"{relative(paths[0])} exists with other contents{more}; {ELSEWHERE}")


def refuse_article(target: Path, new_corpus: Path | None = None) -> None:
    """Raise UsageError if a file to write would be an article: of a corpus above it, or of one `made` in a folder."""
    path = Path(os.path.abspath(target))
    finder = Finder()
    corpus = finder.above(path.parent)
    above = list[tuple[Manifest, Path]]()
    while corpus is not None:
        above.append((corpus.manifest, corpus.root))
        corpus = finder.above(corpus.root.parent) if corpus.root != corpus.root.parent else None
    if new_corpus is not None and not os.path.lexists(new_corpus / MANIFEST):
        above.append((DEFAULT_MANIFEST, Path(os.path.abspath(new_corpus))))
    for manifest, root in above if may_hold_articles(path.name) else ():
        if path.is_relative_to(root) and contains(manifest, below(str(path), str(root))):
            raise UsageError(f"{target} would be an article of the corpus in {relative(root)}; write somewhere else")


class NewFolder:
    """Files that go into a folder together. They wait, since what stops the last one must stop the first."""

    def __init__(self, folder: Path, waiting: IO[bytes] | None = None) -> None:
        """Begin without files. `waiting` is an empty file for their contents; by default, they are kept in memory."""
        self.folder, self._waiting = folder, waiting or BytesIO()
        self._places = dict[str, tuple[int, int]]()
        """Where the contents of each file begin, and how long they are."""

    def add(self, name: str, data: bytes) -> None:
        """Add a file, or more contents of the last one."""
        start, length = self._places.get(name, (self._waiting.tell(), 0))
        self._places[name] = start, length + len(data)
        self._waiting.write(data)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(self._places)

    def contents(self, name: str) -> Iterator[bytes]:
        """Yield the contents of a file, in pieces."""
        start, left = self._places.get(name, (0, 0))
        self._waiting.seek(start)
        while left:
            piece = self._waiting.read(min(left, _PIECE))
            left -= len(piece)
            yield piece
        self._waiting.seek(0, os.SEEK_END)

    def changed(self) -> list[Path]:
        """Return the files that the folder does not have, or has with other contents."""
        return [self.folder / name for name in self._places if not self._is_there(name)]

    def replaced(self) -> list[Path]:
        """Return the files with contents that the new ones would replace."""
        return [path for path in self.changed() if path.is_file() and path.stat().st_size > 0]

    def _is_there(self, name: str) -> bool:
        path = self.folder / name
        if not path.is_file() or path.stat().st_size != self._places[name][1]:
            return False
        with path.open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in self.contents(name))

    def refuse_others(self, manifest: Manifest) -> None:
        """Refuse a folder with other articles, or with another corpus: they would be in this one, or in none."""
        folder, corpora = self.folder, [manifest]
        if os.path.lexists(folder / MANIFEST):
            try:
                there = Finder().manifest(folder)
            except (InvalidCorpus, UsageError):
                there = None
            if there is None or there.name != manifest.name:
                raise UsageError(f"{folder / MANIFEST} is not of this corpus; write into another folder")
            corpora.append(there)
        for at, names, _ in walk(folder) if folder.is_dir() else ():
            for name in filter(may_hold_articles, names):
                below_folder = (at / name).relative_to(folder).as_posix()
                is_new = below_folder not in self._places
                if is_new and any(contains(corpus, below_folder) for corpus in corpora):
                    raise UsageError(f"{at / name} is not of this corpus; write into another folder")

    def write(self, *, follows_links: bool = False) -> tuple[Path, ...]:
        """Write the files, each whole or not at all, and return them.

        Links in a folder may be from strangers: they are replaced, unless `follows_links`. Raises as `atomic.write`
        does.
        """
        for name in self._places:
            make_folders((self.folder / name).parent)
            atomic.write(self.folder / name, partial(self._fill, name), within=None if follows_links else self.folder)
        return tuple(self.folder / name for name in self._places)

    def _fill(self, name: str, file: atomic.Output) -> None:
        for piece in self.contents(name):
            file.write(piece)


def linked(article: Article) -> frozenset[str]:
    """Return the ids of the articles to whose events an article refers."""
    return frozenset(name.partition("#")[0] for _, name in event_references(article) if "#" in name)


class Lacking:
    """Collects the articles that others refer to and that are not among them."""

    def __init__(self, session: CheckSession) -> None:
        self._is_part = len(session.asked) < len(session.files) or session.options.skip_invalid
        self._ids, self._linked = set[str](), set[str]()

    def add(self, id_: str, others: Iterable[str]) -> None:
        """Add an article, and what `linked` returns for it."""
        if self._is_part:
            self._ids.add(id_)
            self._linked.update(others)

    def collect(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Add articles while they are used."""
        for article in articles:
            self.add(article.id, linked(article))
            yield article

    def ids(self) -> tuple[str, ...]:
        """Return the ids; none if the articles are whole corpora."""
        return tuple(sorted(self._linked - self._ids))
