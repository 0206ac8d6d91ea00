"""The files of a corpus that is written into a folder: their names, what must not be beside them, what they lack."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import below, contains, may_hold_articles
from newscorpus.checking.session import CheckSession
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs.folders import relative, walk
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Manifest
from newscorpus.models.manifest import SCHEMA_ENDING
from newscorpus.models.traversal import event_references

ELSEWHERE: Final = "write into another folder, or give --force"
"""What to do about output that is there already."""
SUFFIXES: Final = {"yaml": ".yaml", "json": ".json", "jsonl": ".jsonl"}


def refuse_equal(names: Sequence[str]) -> None:
    """Refuse names that differ only in case, and are one file on many systems."""
    for known, name in pairwise(sorted(names, key=str.casefold)):
        if known.casefold() == name.casefold():
            raise UsageError(f"{known} and {name} are one file on many systems: use --to jsonl")


def file_name(id_: str, to: str) -> str:
    """Return the name of an article's file, which must be one that is read as an article."""
    name = id_ + SUFFIXES[to]
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


def refuse_article(target: Path, made: Path | None = None) -> None:
    """Raise UsageError if a file to write would be an article: of a corpus above it, or of one `made` in a folder."""
    path = Path(os.path.abspath(target))
    finder = Finder()
    corpus = finder.above(path.parent)
    above = list[tuple[Manifest, Path]]()
    while corpus is not None:
        above.append((corpus.manifest, corpus.root))
        corpus = finder.above(corpus.root.parent) if corpus.root != corpus.root.parent else None
    if made is not None and not os.path.lexists(made / MANIFEST):
        above.append((DEFAULT_MANIFEST, Path(os.path.abspath(made))))
    for manifest, root in above if may_hold_articles(path.name) else ():
        if path.is_relative_to(root) and contains(manifest, below(str(path), str(root))):
            raise UsageError(f"{target} would be an article of the corpus in {relative(root)}; write somewhere else")


def refuse_others(folder: Path, manifest: Manifest, written: Collection[str]) -> None:
    """Refuse a folder with other articles, or with another corpus: they would be in this one, or in none."""
    corpora = [manifest]
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
            relative = (at / name).relative_to(folder).as_posix()
            if relative not in written and any(contains(one, relative) for one in corpora):
                raise UsageError(f"{at / name} is not of this corpus; write into another folder")


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
        for one in articles:
            self.add(one.id, linked(one))
            yield one

    def found(self) -> tuple[str, ...]:
        """Return the ids; none if the articles are whole corpora."""
        return tuple(sorted(self._linked - self._ids))
