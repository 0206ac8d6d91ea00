"""Which files of a session are checked, and why; and which files of its folders are not, and why."""

import os
from collections.abc import Iterator
from pathlib import Path

import attrs

from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.discovery.globs import may_hold_articles
from newscorpus.checking.discovery.reasons import why_checked, why_skipped
from newscorpus.checking.session import CheckSession
from newscorpus.fs.folders import relative, walk


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
            yield Membership(file.shown, "checked", why_checked(file))
        else:
            yield Membership(file.shown, "read", f"of {file.corpus.shown}, like a checked file")
    yield from skipped(session)


def skipped(session: CheckSession) -> Iterator[Membership]:
    """Yield the files in the folders of a session that may contain articles, but that it does not read."""
    finder = Finder()
    given = {os.path.abspath(path): Path(path) for path in session.options.paths}
    for top in session.folders:
        for folder, names, _ in walk(given.get(str(top)) or relative(top), ignored=True):
            for path in (folder / name for name in names if may_hold_articles(name)):
                if os.path.abspath(path) not in session.asked:
                    yield Membership(
                        path.as_posix(), "skipped", why_skipped(path, session.skipped, finder.above(folder))
                    )
