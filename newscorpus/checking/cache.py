"""What was found in files that have not changed since: kept in the user's cache folder, one file a corpus.

An entry holds for the bytes of the file and of its text, the name that findings give it, what its corpus says, the
rules that apply, and the code that judged it; if any of them differs it is as if there were none. The verdict never
depends on it: what is damaged is no entry, what cannot be written is not kept. Runs at the same time do not disturb
each other, since a file is replaced as a whole; the last one stays.
"""

import hashlib
import json
import marshal
import os
import posixpath
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

from newscorpus import limits
from newscorpus._version import __version__
from newscorpus.checking import serialize
from newscorpus.checking.context import ArticleResult
from newscorpus.checking.discovery.records import LoadedCorpus
from newscorpus.checking.task import Outcome, Task
from newscorpus.codec import default_codec
from newscorpus.fs import atomic, reading

VARIABLE: Final = "NEWSCORPUS_CACHE_DIR"
_ENDING: Final = ".newscorpus-cache"
_DIGEST: Final = 20
_PASSING: Final = frozenset({"NC411"})
"""Findings that go away while the file stays: what lay in the future."""

Entry = tuple[bytes, bytes, str, Sequence[Any]]
"""Configuration, digest of the file, day of the check, what was found."""


def folder() -> Path:
    """The cache folder, where the system has its users' caches. NEWSCORPUS_CACHE_DIR names another."""
    if given := os.environ.get(VARIABLE):
        return Path(given)
    return user_cache_path("newscorpus", appauthor=False)


def clear() -> int:
    """Removes what is kept; returns how many files that were. Raises OSError if one cannot be removed."""
    kept = list(folder().glob(f"*{_ENDING}"))
    for path in kept:
        path.unlink(missing_ok=True)
    return len(kept)


class Cache:
    """The entries of one run's corpora."""

    def __init__(self, today: date | None = None) -> None:
        self._given = today
        self._today = datetime.now(UTC).date().isoformat()
        self._code = _code()
        self._entries: dict[Path, dict[str, Entry]] = {}
        self._configured: dict[tuple[int, frozenset[str]], bytes] = {}
        self._changed: set[Path] = set()

    def known(self, task: Task) -> list[Outcome] | None:
        """What was found in a file, if that holds still."""
        entry = self._of(task.file.corpus.root).get(task.file.shown)
        if entry is None or entry[0] != self._configuration(task) or entry[2] > self._today:
            return None
        if entry[1] != digest_of(task):
            return None
        found: list[Outcome] = [serialize.unpacked(one) for one in entry[3]]
        return found if all(_same_text(task, outcome) for outcome in found) else None

    def keep(self, task: Task, found: Sequence[Outcome], digest: bytes | None) -> None:
        """Keeps what was found, if `digest` was and is that of the file, and nothing else has a part in it."""
        if digest is None or digest != digest_of(task) or any(_is_passing(outcome) for outcome in found):
            return
        packed = [serialize.packed(outcome) for outcome in found if isinstance(outcome, ArticleResult)]
        root = task.file.corpus.root
        self._of(root)[task.file.shown] = (self._configuration(task), digest, self._today, packed)
        self._changed.add(root)

    def save(self) -> None:
        """Writes what was kept. What cannot be written is not."""
        for root in self._changed:
            left = {shown: entry for shown, entry in self._entries[root].items() if os.path.lexists(shown)}
            data = marshal.dumps(left)
            with suppress(OSError):
                folder().mkdir(parents=True, exist_ok=True)
                atomic.write(self._path(root), lambda file, data=data: file.write(_sealed(data)))  # type: ignore[misc]

    def _of(self, root: Path) -> dict[str, Entry]:
        if root not in self._entries:
            self._entries[root] = _read(self._path(root))
        return self._entries[root]

    def _path(self, root: Path) -> Path:
        """By corpus and folder, since findings name files as they are seen from there."""
        name = hashlib.blake2b(f"{root}\0{os.getcwd()}".encode("utf-8", "surrogateescape"), digest_size=16)
        return folder() / f"{name.hexdigest()}{_ENDING}"

    def _configuration(self, task: Task) -> bytes:
        """Everything but files that a finding depends on."""
        corpus = task.file.corpus
        key = id(corpus), task.active
        if key not in self._configured:
            parts = (
                self._code,
                limits.in_force(),
                _said(corpus),
                sorted(task.active),
                str(self._given),
                str(task.file.corpus.root),
            )
            made = hashlib.blake2b(json.dumps(parts).encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
            self._configured[key] = made.digest()
        if task.known is None:
            return self._configured[key]
        known = f"{task.known.file} {sorted(task.known.counts.items())}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(self._configured[key] + known, digest_size=_DIGEST).digest()


def _code() -> str:
    """What tells this code from any other: the version, and while that is being worked on, the state of its files."""
    made = hashlib.blake2b(f"{__version__} {sys.version}".encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        state = path.stat()
        made.update(f"{path} {state.st_size} {state.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    return made.hexdigest()


def _said(corpus: LoadedCorpus) -> Any:
    """What a corpus says of its articles."""
    severities = {code: severity.value for code, severity in corpus.home.severities.items()}
    return corpus.shown, default_codec().canonical(corpus.home.manifest), severities


def digest_of(task: Task) -> bytes | None:
    """The digest of a file's bytes; None if it is not to be kept, or cannot be read.

    JSON Lines are not kept: such a file may be larger than memory, and is read faster than any other.
    """
    if task.file.format == "jsonl":
        return None
    with suppress(reading.Unreadable):
        return hashlib.blake2b(task.file.bytes(), digest_size=_DIGEST).digest()
    return None


def _same_text(task: Task, outcome: Outcome) -> bool:
    """Whether an article's text, if it is a file of its own, is where it was and what it was."""
    facts = outcome.facts if isinstance(outcome, ArticleResult) else None
    if facts is None or facts.text_file is None:
        return True
    name = posixpath.relpath(facts.text_file, posixpath.dirname(facts.file) or ".")
    with suppress(reading.Unreadable):
        text = reading.read_bytes(reading.inside(task.file.corpus.root, task.file.path.parent, name))
        return hashlib.sha256(text).hexdigest() == facts.sha256
    return False


def _is_passing(outcome: Outcome) -> bool:
    """Whether more than the file has a part in it: what could not be read may be there tomorrow."""
    if not isinstance(outcome, ArticleResult) or ("text_file",) in outcome.broken:
        return True
    hidden = (code for _, code in (*outcome.waived, *outcome.baselined))
    return not _PASSING.isdisjoint((*(one.code for one in outcome.diagnostics), *hidden))


def _sealed(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest() + data


def _read(path: Path) -> dict[str, Entry]:
    """The entries of a file; none if it is not there, or not whole."""
    try:
        data = reading.read_bytes(path, limit=1 << 32)
    except reading.Unreadable:
        return {}
    seal, data = data[:_DIGEST], data[_DIGEST:]
    if seal != hashlib.blake2b(data, digest_size=_DIGEST).digest():
        return {}
    entries: dict[str, Entry] = marshal.loads(data)  # noqa: S302 - sealed; and marshal makes data, never objects that act
    return entries
