"""One article that is annotated. Its file is the truth: each action is an edit of its bytes, and so is undo."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Final

import attrs

from newscorpus.annotating.conflicts import fitting
from newscorpus.api.accept import with_version
from newscorpus.api.annotate import Steps
from newscorpus.api.article_file import ArticleFile, FileRecord, Inspected
from newscorpus.api.edit import FilePlaces
from newscorpus.api.steps import ConflictError, apply_steps
from newscorpus.checking import live_corpus
from newscorpus.checking.globs import format_of
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.waiver_advice import waiver_for
from newscorpus.diagnostics.report import Diagnostic, Path, path_text
from newscorpus.edits.text_edits import edited
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import atomic, reading
from newscorpus.merging.lines import added, merged_lines
from newscorpus.models import Article
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules.speakers import unclaimed_quotation
from newscorpus.rules.unannotated_times import unused_time

_QUIET: Final = 0.1
"""Seconds since the last write into a file, after which it is taken for whole."""
_ATTEMPTS: Final = 6
"""How often an action is begun again since another program has just written the file."""
_WAITS: Final = 200
_WAITS_FOR_REPLACEMENT: Final = 20
"""Of a file that is gone: it is being replaced, or was removed."""
_WAIT: Final = 0.01
_KEPT: Final = 8
"""Versions of the article that pages may still show."""
_INSPECTIONS: Final = 4
_OPEN: Final = frozenset({unused_time.code, unclaimed_quotation.code})
"""The rules about what is not annotated."""


@attrs.frozen
class Done:
    """An action that can be undone."""

    label: str
    before: bytes
    after: bytes


class ArticleSession:
    """The file of one article. It belongs to one thread at a time.

    Attributes:
        data: The bytes that the page sees.
        article: The article in them; of a broken file, the last one that could be read, or None.
        error: Why the file cannot be read; None if it can.
        undos: The actions since the page was opened, the last one at the end.
        redos: Those that were undone.
        severities: Those of the findings that were reported last.
    """

    def __init__(self, path: FilePath, index: live_corpus.CorpusIndex) -> None:
        """Read the file. Raises UsageError if that is not possible."""
        self.path, self.index = path, index
        self.undos: list[Done] = []
        self.redos: list[Done] = []
        self.severities: list[str] = []
        self._rereads = 0
        self.article: Article | None = None
        self.error: str | None = None
        self._file: ArticleFile | None = None
        self._inspected: dict[bytes, live_corpus.Inspected] = {}
        self._seen: dict[str, Article] = {}
        self._text_state: tuple[int, int] | None = None
        try:
            self._take(reading.read_bytes(path))
        except reading.Unreadable as e:
            raise UsageError(f"{path}: {e}") from None

    # --- reading

    @property
    def version(self) -> str:
        """What the page has seen: a hash of the file, of the state of its text, and of its corpus."""
        states = repr((self._text_state, self._rereads))
        return hashlib.sha256(self.data + states.encode()).hexdigest()[:16]

    @property
    def own_actors(self) -> frozenset[str]:
        """The ids of the actors that are in the file, not in the registry."""
        return self._file.own if self._file else frozenset()

    def _take(self, data: bytes) -> None:
        """Take bytes that are known to be whole: those that were written, or that nobody is writing."""
        self.data = data
        self._inode = self.path.stat().st_ino
        record = FileRecord(self.path, data, format_of(self.path.name), 0, data)
        try:
            self._file = ArticleFile.of(record, self.index.corpus, self._inspector)
        except InvalidCorpus as e:
            self.error = str(e)
            return
        self.error, self.article = None, self._file.article
        self._text_state = self._state_of_text()
        self._seen.pop(self.version, None)
        self._seen[self.version] = self.article
        while len(self._seen) > _KEPT:
            del self._seen[next(iter(self._seen))]

    def _inspector(self, data: bytes) -> Inspected:
        inspected = self.inspected(data)
        article = inspected.result.article
        findings = inspected.result.waived_with((), inspected.active)[0]
        return article and evolve_unchecked(article, path=None), findings

    def inspected(self, data: bytes) -> live_corpus.Inspected:
        """Check some bytes as the content of the file. An edit and its findings need the same check: it runs once."""
        if data not in self._inspected:
            while len(self._inspected) >= _INSPECTIONS:
                del self._inspected[next(iter(self._inspected))]
            self._inspected[data] = self.index.inspect(self.path, data)
        return self._inspected[data]

    def _state_of_text(self) -> tuple[int, int] | None:
        if self.article is None or self.article.text_file is None:
            return None
        try:
            status = (self.path.parent / self.article.text_file).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def refresh(self) -> bool:
        """Read the file if it is another than the page has seen, and whole. Returns whether it is.

        Who replaces a file has written it to its end. Who writes into it may be in the middle: then its last write must
        be some time ago. Raises ConflictError if it is being written for long.
        """
        for attempt in range(_WAITS):
            try:
                before, now, after = self.path.stat(), reading.read_bytes(self.path), self.path.stat()
            except (OSError, reading.Unreadable):
                if attempt > _WAITS_FOR_REPLACEMENT:
                    break
                time.sleep(_WAIT)
                continue
            if now == self.data:
                self._inode = after.st_ino
                return self._refresh_text()
            is_same = before.st_mtime_ns == after.st_mtime_ns and before.st_ino == after.st_ino
            is_whole = after.st_ino != self._inode or time.time() - after.st_mtime > _QUIET
            if is_same and is_whole and now:
                self._inspected.clear()
                self._take(now)
                return True
            time.sleep(_WAIT)
        raise ConflictError("another program is writing the file, or has removed it; nothing was written")

    def _refresh_text(self) -> bool:
        if self._state_of_text() == self._text_state:
            return False
        self._inspected.clear()
        self._take(self.data)
        return True

    def reread(self, index: live_corpus.CorpusIndex) -> None:
        """Read the same bytes with other files around it. To the page it is the same, unless `corpus.yaml` differs."""
        self._rereads += index.corpus.manifest != self.index.corpus.manifest
        self.index = index
        self._inspected.clear()
        self._take(self.data)

    def findings(self) -> list[Diagnostic]:
        """Return the findings of the file, as `check` reports them, with fixes."""
        inspected = self.inspected(self.data)
        self.index.put_inspected(inspected)
        near = self.index.neighbourhood(self.path)
        findings = list(live_corpus.diagnose(inspected, near, is_loaded=self.index.is_loaded))
        self.severities = [str(finding.severity) for finding in findings]
        return findings

    def unannotated(self) -> list[tuple[int, int, str]]:
        """Return the times that nothing covers, and the quotations that are no claim, in order, with what they are."""
        if self._file is None or self._file.article.text is None or self.error:
            return []
        hints = ArticleCheck(self._file.record.source(), self.index.corpus, _OPEN).run().diagnostics
        return sorted((*label.words, hint.message) for hint in hints for label in hint.labels if label.words)

    # --- writing

    def act(self, steps: Steps, label: str, seen: str, *, force: bool = False) -> Path:
        """Apply an action to the file as it is now, and return the path to show.

        Args:
            steps: See `Action`.
            label: What it is called when it is undone.
            seen: The version for which it was chosen.
            force: Whether to do what a conflict has asked about.

        Raises:
            ConflictError: If it does not fit the file.
            InvalidCorpus, UsageError, ValueError: As of `nc.edit`. Nothing is written then.
        """
        for _ in range(_ATTEMPTS):
            self.refresh()
            path, after = apply_steps(self._readable()[0], self._fitting(steps, seen, force=force), force=force)
            if after is None or self._put(label, after):
                return path[:2]
        raise ConflictError("another program writes this file all the time; nothing was written")

    def _readable(self) -> tuple[ArticleFile, Article]:
        """The file, if it can be read now."""
        if self.error is not None or self._file is None or self.article is None:
            raise ConflictError(f"the file cannot be read, so it is not edited: {self.error}")
        return self._file, self.article

    def _fitting(self, steps: Steps, seen: str, *, force: bool) -> Steps:
        return fitting(steps, self._seen.get(seen), self._readable()[1], force=force)

    def _put(self, label: str, after: bytes, *, undoable: bool = True) -> bool:
        """Write the file, if it is still what it was; returns whether it was."""
        before = self.data
        try:
            atomic.write(self.path, lambda out: out.write(after), expected=before, durable=False)
        except atomic.Changed:
            return False
        self._take(after)
        if undoable:
            self.undos.append(Done(label, before, after))
            self.redos.clear()
        return True

    def _replace(self, label: str, change: Callable[[str], str]) -> None:
        """Write the file with a change of its text, unless that causes new errors."""
        self.refresh()
        file, _ = self._readable()
        after = change(self.data.decode()).encode()
        file.refuse_errors(after)
        if not self._put(label, after):
            raise ConflictError("another program has just written the file: look at it again")

    def back(self, *, forward: bool = False) -> str:
        """Undo the last action, or redo it `forward`: the edit backwards on what the file has now.

        Returns its label. Raises ConflictError where its lines have changed since.
        """
        source, target = (self.redos, self.undos) if forward else (self.undos, self.redos)
        if not source:
            raise ConflictError(f"nothing to {'redo' if forward else 'undo'}")
        done = source[-1]
        base, goal = (done.before, done.after) if forward else (done.after, done.before)
        self._remake(done.label, base, goal)
        target.append(source.pop())
        return done.label

    def _remake(self, label: str, base: bytes, goal: bytes) -> bytes:
        """Make a change in what the file has now; returns what it had. Raises ConflictError if its lines differ now."""
        self.refresh()
        now, wanted = self.data, merged_lines(base, self.data, goal)
        if wanted is None:
            raise ConflictError(f"“{label}” cannot be taken back or made again: the same lines have changed since")
        if wanted != goal:
            self._readable()[0].refuse_errors(wanted)
        if wanted != now and not self._put(label, wanted, undoable=False):
            raise ConflictError("another program has just written the file: try again")
        return now

    @property
    def lost(self) -> str | None:
        """The label of the last action, if another program has written the file without it."""
        last = self.undos[-1] if self.undos else None
        if last is None or self.data == last.after:
            return None
        return last.label if any(lines not in self.data for lines in added(last.before, last.after)) else None

    def again(self) -> None:
        """Make the last action once more, in what another program has written without it. Raises ConflictError."""
        last = self.undos[-1]
        now = self._remake(last.label, last.before, last.after)
        self.undos[-1] = Done(last.label, now, self.data)

    # --- fixes, lines, open points

    def fix(self, finding: str, title: str, seen: str) -> None:
        """Make a fix of a finding, by its fingerprint. Raises ConflictError if the file is another now."""
        fixes = [fix for fix in self._finding(finding, seen).fixes if fix.title == title]
        if not fixes:
            raise UsageError(f"the finding has no fix {title!r}")
        raw = [(edit.span.start, edit.span.end, edit.text) for edit in fixes[0].edits]
        self._replace(title, lambda text: _behind_mark(text, lambda bare: edited(bare, raw)))

    def waive(self, finding: str, why: str, seen: str) -> Path:
        """Write a waiver of a finding. Raises as `fix` and `act`."""
        found = self._finding(finding, seen)
        locator = self.inspected(self.data).places.locator
        value = {**waiver_for(found.code, found.path, locator, found.arguments), "why": why}
        return self.act([{"do": "add", "path": ["waive"], "value": value}], f"waiver of {found.code}", seen)

    def _finding(self, fingerprint: str, seen: str) -> Diagnostic:
        self.refresh()
        findings = self.findings() if seen == self.version else []
        here = [finding for finding in findings if finding.fingerprint == fingerprint]
        if not here:
            raise ConflictError("the file has changed: look at the finding again")
        return here[0]

    def accept(self, point: int, by: str, seen: str) -> None:
        """Write the version of an annotator at an open point. Raises as `act`."""
        (step,) = self._fitting([{"do": "remove", "path": ["todo", point]}], seen, force=False)
        _, article = self._readable()
        self._replace(f"version of {by}", lambda text: with_version(text, article, by, [int(step["path"][1])]))

    def lines(self, path: Path) -> str:
        """Return the lines of the file that have an actor, event, claim or open point."""
        self.refresh()
        first, last, lines = self._block(path)
        return "".join(lines[first:last])

    def write_lines(self, path: Path, new: str, old: str) -> None:
        """Replace the lines of an entry, if they are still the `old` ones. Raises ConflictError, and as `nc.edit`."""
        self.refresh()
        first, last, lines = self._block(path)
        if "".join(lines[first:last]) != old:
            raise ConflictError("these lines have changed: look at them again")
        end = "\r\n" if lines[first].endswith("\r\n") else "\n"
        words = "".join(line + end for line in new.replace("\r\n", "\n").rstrip("\n").split("\n"))
        self._replace(f"lines of {path_text(path)}", lambda _: "".join([*lines[:first], words, *lines[last:]]))

    def _block(self, path: Path) -> tuple[int, int, list[str]]:
        """The first line of an entry, the first behind it, and all lines of the file."""
        places = FilePlaces(self.path)
        if not places.has(path):
            raise ConflictError(f"the file has no {path_text(path)}")
        lines = self.data.decode().splitlines(keepends=True)
        first = places.span(path).line - 1
        indent = _indent(lines[first])
        last = first + 1
        while last < len(lines) and (not lines[last].strip() or _indent(lines[last]) > indent):
            last += 1
        while last > first + 1 and not lines[last - 1].strip():
            last -= 1
        return first, last, lines


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _behind_mark(text: str, change: Callable[[str], str]) -> str:
    """Change what follows the byte order mark of a text: offsets are counted from there."""
    bare = text.removeprefix("\ufeff")
    return text[: len(text) - len(bare)] + change(bare)
