"""The cache: results of unchanged files, in memory or in the user's cache folder, one file per corpus.

An entry is valid for the bytes of the file and of its text file, the settings of its corpus that its verdict depends
on, the rules that apply, and the code of this package; if any of them differs, the entry is ignored. Files are named
relative to the corpus, so entries are valid in any current folder. The cache never changes the verdict: damaged entries
are ignored, and errors in writing, too. Checks at the same time do not disturb each other, since a cache file is
replaced as a whole; the last one remains.
"""

import hashlib
import json
import marshal
import os
import posixpath
import stat
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus import limits
from newscorpus._version import __version__
from newscorpus.checking import serialize
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.tasks import Outcome, Task, opened
from newscorpus.errors import UsageError
from newscorpus.fs import atomic, reading
from newscorpus.parsed import schema_problem
from newscorpus.rules import ArticleSummary
from newscorpus.rules.guard import FAILED

VARIABLE: Final = "NEWSCORPUS_CACHE_DIR"
_ENDING: Final = ".newscorpus-cache"
_DIGEST: Final = 20
_TEXT_FILE: Final = [field.name for field in attrs.fields(ArticleSummary)].index("text_file")
_TEMPORARY: Final = frozenset({FAILED, "NC411"})
"""Findings that depend on the day, such as dates in the future; and that a rule failed, for whatever reason."""

_IRRELEVANT: Final = frozenset({"name", "title", "description", "license", "version", "articles", "exclude", "checks"})
"""The fields of `corpus.yaml` on which the verdict on a single article does not depend. What `checks` says of rules is
in the rules that apply, and in their severities."""

_SETTLED: Final = 2_000_000_000
"""Nanoseconds since the last change after which the state of a file is trusted: file systems count in less."""

State = tuple[str, int, int, int, int]
"""Real path of the folder, size, time of the last change of the content and of the inode, number of the inode."""
Entry = tuple[bytes, bytes, str, str, Sequence[Any], Sequence[State] | None]
"""Digest of the configuration, digest of the file, day of the check, name of the file in findings, packed results; and
the states of the file and its texts, None if they are not trusted."""


def folder() -> Path:
    """Return the cache folder: that of the system for this user, or the one that NEWSCORPUS_CACHE_DIR names.

    Raises UsageError if this user has none.
    """
    if given := os.environ.get(VARIABLE):
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415 - takes 3 ms

    with suppress(RuntimeError):  # no HOME, and no entry for this user in the system's list
        path = user_cache_path("newscorpus", appauthor=False)
        if path.is_absolute():
            return path
    raise UsageError(f"this user has no home folder for the cache; set {VARIABLE} to a folder")


def has_folder() -> bool:
    """Return whether there is a folder for the cache, which may not exist yet."""
    try:
        folder()
    except UsageError:
        return False
    return True


def clear() -> int:
    """Delete all cache files and return their number. Raises OSError if one cannot be deleted."""
    files = list(folder().glob(f"*{_ENDING}"))
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


class Cache:
    """The entries of corpora.

    On disk, results are without models. In memory they have them, for a process that checks the same files again.
    """

    def __init__(self, today: date | None = None, *, in_memory: bool = False) -> None:
        self._given, self._in_memory = today, in_memory
        self._today = datetime.now(UTC).date().isoformat()
        self._code = _code()
        self._entries: dict[Path, dict[str, Entry]] = {}
        self._corpus: LoadedCorpus | None = None
        self._configured: dict[frozenset[str], bytes] = {}
        """Of the last corpus, the configuration by the rules that apply."""
        self._changed: set[Path] = set()
        self._folders: dict[str, str] = {}
        """The real paths of folders. They can change, so they are kept no longer than a run."""

    def known(self, task: Task) -> list[Outcome] | None:
        """Return the stored outcomes of a task; None if there is no valid entry."""
        entry = self._of(task.file.corpus.root).get(task.file.name)
        if entry is None or entry[0] != self._configuration(task) or entry[2] > self._today:
            return None
        _, digest, _, shown, stored, states = entry
        if self._in_memory and shown != task.file.shown:
            return None
        outcomes = list(stored) if self._in_memory else _unpacked(stored, shown, task.file.shown)
        now = self._states(task, outcomes)
        if now is not None and now == states:
            return outcomes
        if digest != self.digest_of(task) or not all(_has_same_text(task, outcome) for outcome in outcomes):
            return None
        if now is not None and _are_settled(now):
            self._put(task, (*entry[:5], now))
        return outcomes

    @staticmethod
    def digest_of(task: Task) -> bytes | None:
        """Return the digest of a file's bytes; None if it is not to be stored, or cannot be read.

        A file is not stored if its schema for editors is not there.
        JSON Lines are not stored: such a file may be larger than memory, and is read faster than any other.
        """
        if task.file.format == "jsonl":
            return None
        with suppress(reading.Unreadable):
            data = task.file.bytes()
            hasher = hashlib.blake2b(data, digest_size=_DIGEST)
            if b"$schema=" in data[:4000] and schema_problem(task.file.path, data.decode("utf-8", "replace")):
                return None  # its help depends on the current folder
            return hasher.digest()
        return None

    def keep(self, task: Task, outcomes: Sequence[Outcome], digest: bytes | None) -> None:
        """Store the outcomes of a task, if they depend on the file only, and it has not changed since its `digest`."""
        if digest is None or digest != self.digest_of(task) or any(_is_temporary(outcome) for outcome in outcomes):
            return
        stored: Sequence[Any] = outcomes
        if not self._in_memory:
            stored = [serialize.packed(outcome) for outcome in outcomes if isinstance(outcome, ArticleResult)]
        states = self._states(task, outcomes)
        if states and not (_are_settled(states) and all(_has_same_text(task, outcome) for outcome in outcomes)):
            states = None
        self._put(task, (self._configuration(task), digest, self._today, task.file.shown, stored, states))

    def opened(self, task: Task) -> Sequence[Outcome]:
        """Return the results of a file with fixes: those that are stored, or else new ones, which are then stored."""
        outcomes = self.known(task)
        if outcomes is None:
            digest, outcomes = self.digest_of(task), list(opened(attrs.evolve(task, fixes=True)))
            self.keep(task, outcomes, digest)
        return outcomes

    def _put(self, task: Task, entry: Entry) -> None:
        root = task.file.corpus.root
        self._of(root)[task.file.name] = entry
        self._changed.add(root)

    def _states(self, task: Task, outcomes: Sequence[Outcome]) -> tuple[State, ...] | None:
        """The states of a file and its texts; None if one cannot have one."""
        if os.name != "posix" or task.file.data is not None:
            return None
        file = str(task.file.path)
        folder = file[: file.rfind("/") + 1]
        names = [file, *(folder + text[0] for text in filter(None, map(_text_of, outcomes)))]
        states = []
        for name in names:
            try:
                status = os.lstat(name)
            except OSError:
                return None
            if not stat.S_ISREG(status.st_mode):
                return None
            states.append((self._real(name), status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
        return tuple(states)

    def _real(self, file: str) -> str:
        """The real path of a file's folder."""
        folder = file.rpartition("/")[0]
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return self._folders[folder]

    def save(self) -> None:
        """Write the entries that are new. Errors are ignored."""
        for root in self._changed:
            left = {name: entry for name, entry in self._entries[root].items() if os.path.lexists(f"{root}/{name}")}
            data = marshal.dumps(left)
            with suppress(OSError):
                folder().mkdir(parents=True, exist_ok=True)
                atomic.write(self._path(root), lambda file, data=data: file.write(_sealed(data)))  # type: ignore[misc]

    def _of(self, root: Path) -> dict[str, Entry]:
        if root not in self._entries:
            self._entries[root] = {} if self._in_memory else _read(self._path(root))
        return self._entries[root]

    def _path(self, root: Path) -> Path:
        name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=16)
        return folder() / f"{name.hexdigest()}{_ENDING}"

    def _configuration(self, task: Task) -> bytes:
        """The digest of everything that findings depend on, except for files."""
        corpus, key = task.file.corpus, task.active
        if corpus is not self._corpus:
            self._corpus, self._configured = corpus, {}
        if key not in self._configured:
            parts = (
                self._code,
                limits.in_force(),
                _settings_of(corpus),
                sorted(task.active),
                str(self._given),
            )
            data = json.dumps(parts, default=partial(attrs.astuple, recurse=False))
            self._configured[key] = hashlib.blake2b(data.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
        if task.known is None:
            return self._configured[key]
        known = repr(sorted(task.known.items())).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(self._configured[key] + known, digest_size=_DIGEST).digest()


def _code() -> str:
    """The identity of this code: its version, and its content, which changes during development."""
    return hashlib.blake2b(f"{__version__} {sys.version} {_content()}".encode()).hexdigest()


@cache
def _content() -> str:
    """The digest of the modules and their data, as a process that stays has imported them."""
    hasher = hashlib.blake2b()
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".json", ".txt"):
            hasher.update(path.read_bytes() + b"\0")
    return hasher.hexdigest()


def _settings_of(corpus: LoadedCorpus) -> Any:
    """Return the settings of a corpus on which the verdict on an article depends."""
    severities = {code: severity.value for code, severity in corpus.severities.items()}
    checks = corpus.manifest.checks
    relevant = attrs.asdict(corpus.manifest, recurse=False, filter=lambda field, _: field.name not in _IRRELEVANT)
    return corpus.shown is not None, relevant, checks.require if checks else (), severities


def _unpacked(packed: Sequence[Any], before: str, now: str) -> list[Outcome]:
    """The results of a file, which has another name now."""
    return [serialize.unpacked(result, _renamed(result, before, now)) for result in packed]


def _renamed(packed: Any, before: str, now: str) -> Mapping[str, str]:
    """The names that a file, and its text file, have in findings now, by those that they had."""
    if before == now:
        return {}
    summary = packed[0]
    text: str | None = summary[_TEXT_FILE] if summary else None
    texts = {text: reading.beside(now, _relative_to(before, text))} if text is not None else {}
    return {before: now, **texts}


def _relative_to(file: str, text: str) -> str:
    folder = file[: file.rfind("/") + 1]
    return text.removeprefix(folder) if text.startswith(folder) else posixpath.relpath(text, folder)


def _are_settled(states: Sequence[State]) -> bool:
    """Whether all files have not changed for a while."""
    late = time.time_ns() - _SETTLED
    return all(max(modified, changed) < late for _, _, modified, changed, _ in states)


def _text_of(outcome: Outcome) -> tuple[str, str | None] | None:
    """The text file of an article, relative to the folder of its annotation, and its hash; None if it has none."""
    summary = outcome.summary if isinstance(outcome, ArticleResult) else None
    if summary is None or summary.text_file is None:
        return None
    return _relative_to(summary.file, summary.text_file), summary.sha256


def _has_same_text(task: Task, outcome: Outcome) -> bool:
    """Return whether the text file of an article, if it has one, has not changed."""
    text_file = _text_of(outcome)
    if text_file is None:
        return True
    name, sha256 = text_file
    with suppress(reading.Unreadable):
        text = reading.read_bytes(reading.named_in(task.file.corpus.root, task.file.path.parent, name))
        return hashlib.sha256(text).hexdigest() == sha256
    return False


def _is_temporary(outcome: Outcome) -> bool:
    """Return whether an outcome depends on more than the file: on the day, or on a file that could not be read."""
    if not isinstance(outcome, ArticleResult) or ("text_file",) in outcome.broken:
        return True
    hidden = (code for _, code in (*outcome.waived, *outcome.baselined))
    return not _TEMPORARY.isdisjoint((*(diagnostic.code for diagnostic in outcome.diagnostics), *hidden))


def _sealed(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest() + data


def _read(path: Path) -> dict[str, Entry]:
    """The entries of a cache file; empty if it does not exist or is damaged."""
    try:
        data = reading.read_bytes(path, limit=1 << 32)
    except reading.Unreadable:
        return {}
    seal, data = data[:_DIGEST], data[_DIGEST:]
    if seal != hashlib.blake2b(data, digest_size=_DIGEST).digest():
        return {}
    try:
        entries: dict[str, Entry] = marshal.loads(data)  # noqa: S302 - sealed; and marshal builds plain data only
    except (EOFError, ValueError, TypeError):
        return {}
    return entries if isinstance(entries, dict) else {}
