"""The articles that a page can open: found as `check` finds them, checked in the background, watched for changes."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.annotating.session import ArticleSession
from newscorpus.api.new import scaffold
from newscorpus.api.steps import ConflictError
from newscorpus.checking.discovery import root_above, watched
from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import CheckSession, discover
from newscorpus.diagnostics.report import Severity
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import reading
from newscorpus.models import Article
from newscorpus.views import phrases

_LOOK: Final = 0.1
"""Seconds between two looks at the articles that are open."""
_LOOK_AT_ALL: Final = 1.0
_TEXT: Final = ".txt"
_LINES: Final = ".jsonl"
_STATES: Final = {_TEXT: "text", _LINES: "lines"}
"""What the list says of files that are no articles."""


@attrs.define(eq=False)
class Entry:
    """An article, or a text that has no annotation yet."""

    name: str
    """What pages call it: never used as a path."""
    path: Path
    index: CorpusIndex | None
    """None for a text without annotation."""
    summary: dict[str, Any] = attrs.field()
    """What a list shows of it; no more than its name until it has been checked."""
    session: ArticleSession | None = None

    @summary.default
    def _unread(self) -> dict[str, Any]:
        return {"heading": self.name} | ({"state": _STATES[self.path.suffix]} if self.path.suffix in _STATES else {})


class Workspace:
    """The articles of some paths. Whoever asks holds `lock`.

    Attributes:
        read_only: Whether nothing is written.
        changed: Is called when something else than a page has changed an article, or more is known of the list.
    """

    def __init__(self, paths: Sequence[Path], *, read_only: bool, language: str | None = None) -> None:
        """Find the articles. Raises UsageError or InvalidCorpus if there are none, or their `corpus.yaml` has errors.

        A single text without annotation begins one.
        """
        self.read_only = read_only
        self.changed: Callable[[], None] = lambda: None
        self.lock = threading.RLock()
        self._language = language
        self._paths = [self._annotation(path) if path.suffix == _TEXT else path for path in paths]
        self._entries: dict[str, Entry] = {}
        self._stopped = threading.Event()
        self._find()
        shown = ", ".join(map(str, paths))
        lines = [entry.path for entry in self._entries.values() if entry.path.suffix == _LINES]
        if any(path.suffix == _LINES for path in paths) or (lines and len(lines) == len(self._entries)):
            raise UsageError(
                f"{shown}: JSON Lines cannot be annotated; write a file for each article first: "
                f"`newscorpus convert {paths[0]} --to yaml --split-text -o FOLDER`"
            )
        if not self._entries:
            raise UsageError(f"{shown}: no article in YAML or JSON, and no text (.txt)")

    def _annotation(self, text: Path) -> Path:
        """The annotation of a text; a new one, if it has none."""
        target = text.with_suffix(".yaml")
        if not target.exists():
            if self.read_only:
                raise UsageError(f"{text} has no annotation, and --read-only begins none")
            scaffold(text, language=self._language, minimal=True)
        return target

    def _find(self) -> None:
        base = Path(
            os.path.commonpath([path if path.is_dir() else path.parent for path in map(_absolute, self._paths)])
        )
        folders = [_absolute(path) for path in self._paths if path.is_dir()]
        try:
            session = discover(SessionOptions([*map(str, self._paths)], stores_contents=False))
        except UsageError:  # there may be texts that have no annotation yet
            if len(folders) < len(self._paths):
                raise
        else:
            self._add_articles(base, session)
        for folder in folders:
            self._add_texts(base, folder)

    def _add_articles(self, base: Path, session: CheckSession) -> None:
        wanted = {file.absolute for file in session.asked.values() if file.format != "jsonl"}
        for path in self._paths:  # a file of a corpus is compared with the rest of it
            root = None if path.is_dir() else root_above(_absolute(path))
            if root:
                self._add(base, CorpusIndex.of_corpus(root, {}), wanted)
        for corpus in session.corpora:
            corpus.require_valid()
            self._add(base, CorpusIndex(session, corpus), wanted)

    def _add(self, base: Path, index: CorpusIndex, wanted: Iterable[str]) -> None:
        for file in index.files:
            path = _absolute(file)
            name = Path(os.path.relpath(path, base)).as_posix()
            if str(path) in wanted and name not in self._entries and _is_within(index.corpus.root, path):
                self._entries[name] = Entry(name, path, index)

    def _add_texts(self, base: Path, folder: Path) -> None:
        """Add the texts below a folder that are not those of an annotation beside them; and files of JSON Lines."""
        for path in sorted((*folder.rglob(f"*{_TEXT}"), *folder.rglob(f"*{_LINES}"))):
            name = Path(os.path.relpath(path, base))
            others = [name.with_suffix(ending).as_posix() for ending in (".yaml", ".yml", ".json")]
            is_taken = path.suffix == _TEXT and not self._entries.keys().isdisjoint(others)
            is_hidden = any(part.startswith(".") for part in name.parts)
            if not is_hidden and not is_taken and path.is_file() and reading.is_plain(folder, path):
                self._entries[name.as_posix()] = Entry(name.as_posix(), path, None)

    @property
    def names(self) -> list[str]:
        """The names of the articles, in order."""
        return sorted(self._entries)

    # --- articles

    def listed(self) -> list[dict[str, Any]]:
        """Return what is known of each article."""
        for entry in self._entries.values():
            if entry.session and entry.session.article:
                entry.summary = _summary(entry.session.article, entry.session.severities)
        return [{"name": name, **self._entries[name].summary} for name in self.names]

    def session(self, name: str) -> ArticleSession | None:
        """Return the session of an article, which begins when it is first asked for; None if there is no such one."""
        entry = self._entries.get(name)
        if entry is None or entry.index is None:
            return None
        if entry.session is None:
            entry.session = ArticleSession(entry.path, entry.index)
        return entry.session

    def begin(self, name: str) -> str:
        """Begin the annotation of a text, and return the name of the article. Raises UsageError and InvalidCorpus."""
        entry = self._entries.get(name)
        if entry is None or entry.index is not None or entry.path.suffix != _TEXT:
            raise UsageError("there is no such text")
        scaffold(entry.path, language=self._language, minimal=True)
        self._find_again()
        threading.Thread(target=self.examine_all, daemon=True).start()
        return Path(name).with_suffix(".yaml").as_posix()

    # --- the files

    def examine_all(self) -> None:
        """Check all articles, for the list and for the rules that compare articles."""
        for entry in [self._entries[name] for name in self.names]:
            if self._stopped.is_set():
                return
            self._examine(entry)
        for index in {entry.index for entry in self._entries.values() if entry.index}:
            for path, outcomes in index.load():  # files of the corpus that the page does not offer
                with self.lock:
                    index.fill(path, list(outcomes))
            index.is_loaded = True
        self.changed()

    def _examine(self, entry: Entry) -> None:
        if entry.index is None:
            return
        try:
            inspected = entry.index.inspect(entry.path, reading.read_bytes(entry.path))
        except reading.Unreadable:
            return
        article = inspected.result.article
        with self.lock:
            entry.index.put_inspected(inspected)
            severities = [str(d.severity) for d in inspected.result.waived_with((), inspected.active)[0]]
            entry.summary = (
                _summary(article, severities)
                if article
                else {"heading": entry.path.stem, "state": "broken", "findings": {"error": len(severities) or 1}}
            )

    def watch(self) -> None:
        """Follow changes of the files, until `stop`."""
        states = watched(self._paths)
        last = time.monotonic()
        while not self._stopped.wait(_LOOK):
            if self._refresh_open():
                self.changed()
            begun = time.monotonic()
            if begun - last < _LOOK_AT_ALL:
                continue
            now = watched(self._paths)
            differing = {path for path in {**states, **now} if states.get(path) != now.get(path)}
            if differing:
                self._follow(differing)
                self.changed()
            states = now
            last = time.monotonic() + 5 * (time.monotonic() - begun)  # at most a sixth of the time

    def stop(self) -> None:
        """End `watch` and `examine_all`."""
        self._stopped.set()

    def _refresh_open(self) -> bool:
        """Read the open articles that have changed; returns whether there are any."""
        is_new = False
        for entry in list(self._entries.values()):
            if entry.session is not None and entry.path.exists():
                with self.lock:
                    try:
                        is_new |= entry.session.refresh()
                    except ConflictError:
                        continue
        return is_new

    def _follow(self, paths: Iterable[str]) -> None:
        """Check the articles again that are not open and have changed; find all anew if others are, or a corpus is."""
        changed = {str(_absolute(Path(path))) for path in paths}
        with self.lock:  # not while an annotation begins, whose file is new
            known = {str(entry.path): entry for entry in self._entries.values()}
            is_known = changed <= known.keys()
            if not is_known:
                self._find_again()
        if not is_known:
            self.examine_all()
            return
        for entry in map(known.__getitem__, changed):
            if entry.session is None:
                self._examine(entry)

    def _find_again(self) -> None:
        """Find the articles anew; those that are open stay open. Without any, nothing changes."""
        kept, self._entries = self._entries, {}
        try:
            self._find()
        except (UsageError, InvalidCorpus, OSError):
            self._entries = kept
            return
        for name, entry in self._entries.items():
            old = kept.get(name)
            if old and entry.index and old.index:
                entry.summary, entry.session = old.summary, old.session
            if entry.session and entry.index:
                entry.session.reread(entry.index)


def _summary(article: Article, severities: Sequence[str]) -> dict[str, Any]:
    annotation = article.annotation
    return {
        "heading": phrases.heading(article),
        "state": (annotation.state if annotation else None) or "draft",
        "by": list(annotation.by) if annotation else [],
        "events": len(article.events),
        "claims": len(article.claims),
        "actors": len(article.actors),
        "todo": len(article.todo),
        "findings": {str(s): severities.count(str(s)) for s in Severity if str(s) in severities},
    }


def _is_within(root: Path, path: Path) -> bool:
    """Whether a file is in a corpus, links resolved: what these lead out of it to is not written."""
    try:
        return reading.is_plain(root, path) or bool(reading.visible(root, path))
    except reading.Unreadable:
        return False


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))
