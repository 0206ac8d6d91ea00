"""Which files of a session are checked, and why; and which files of its folders are not, and why."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from newscorpus.checking.discovery.finder import Finder, relative, walk
from newscorpus.checking.discovery.globs import below, excludes, may_hold_articles, selects
from newscorpus.checking.discovery.patterns import Pattern
from newscorpus.checking.discovery.records import LoadedCorpus, SourceFile
from newscorpus.checking.session import CheckSession
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST


@attrs.frozen
class Membership:
    """A file that may contain articles, what the session does with it, and why."""

    file: str
    """Its name in findings."""
    state: str
    """checked; read, of the rest of a corpus, whose findings are not reported; or skipped."""
    why: str


def memberships(session: CheckSession) -> Iterator[Membership]:
    """Yield the files that a session reads, then those in its folders that it skips."""
    for file in session.files:
        if file.shown in session.reported:
            yield Membership(file.shown, "checked", _why_checked(file))
        else:
            yield Membership(file.shown, "read", f"of {file.corpus.shown}, like a checked file")
    yield from skipped(session)


def skipped(session: CheckSession) -> Iterator[Membership]:
    """Yield the files in the folders of a session that may contain articles, but that it does not read."""
    finder = Finder()
    for top in session.folders:
        for folder, names, _ in walk(relative(top), ignored=True):
            for path in (folder / name for name in names if may_hold_articles(name)):
                if Path(os.path.abspath(path)) not in session.asked:
                    yield Membership(path.as_posix(), "skipped", _why_skipped(path, session, finder.above(folder)))


def _why_checked(file: SourceFile) -> str:
    corpus = file.corpus
    if corpus.shown is None:
        return f"has `format: newscorpus/1` or is named, and belongs to no {MANIFEST}"
    return f"matches `{_deciding(corpus.manifest.articles, file.name)}` of `articles` in {corpus.shown}"


def _why_skipped(path: Path, session: CheckSession, corpus: LoadedCorpus | None) -> str:
    absolute = os.path.abspath(path)
    if absolute in session.skipped:
        return "has no `format: newscorpus/1`, and there is no corpus.yaml in its folder or above"
    if corpus is None:
        if not selects(DEFAULT_MANIFEST, path.name):
            return f"without a {MANIFEST}, only YAML files are searched for; name the file to check it"
    elif corpus.broken:
        return f"{corpus.shown} has errors"
    else:
        name, manifest = below(absolute, str(corpus.root)), corpus.manifest
        if not selects(manifest, name):
            return f"matches no pattern of `articles` in {corpus.shown}"
        if excludes(manifest, name):
            return f"matches `{_deciding(manifest.exclude, name)}` of `exclude` in {corpus.shown}"
    return "git ignores it; name the file to check it"


def _deciding(patterns: Sequence[str], name: str) -> str:
    """The last pattern that matches a file."""
    names = name.split("/")
    found: Iterable[Pattern] = map(Pattern.of, reversed(patterns))
    return next(pattern.text for pattern in found if pattern.covers(names))
