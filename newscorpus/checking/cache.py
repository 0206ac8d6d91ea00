"""The cache: results of unchanged files, in memory or in the user's cache folder, one file per corpus.

An entry is valid for the bytes of the file and of its text file, the settings of its corpus that its verdict depends
on, the rules that apply, and the code of this package; if any of them differs, the entry is ignored. Files are named
relative to the corpus, so entries are valid in any current folder. The cache never changes the verdict: damaged entries
are ignored, and errors in writing, too. Checks at the same time do not disturb each other, since a cache file is
replaced as a whole; the last one remains.
"""

import hashlib
import json
import os
import posixpath
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus import limits
from newscorpus._version import __version__
from newscorpus.checking import serialize, store
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.tasks import Outcome, Task, is_volatile, opened
from newscorpus.fs import reading
from newscorpus.parsed import schema_of, schema_problem
from newscorpus.rules import ArticleSummary
from newscorpus.rules.rule import KEPT, OBJECTIONS

_TEXT_FILE: Final = [field.name for field in attrs.fields(ArticleSummary)].index("text_file")
_IRRELEVANT: Final = frozenset({"name", "title", "description", "license", "version", "articles", "exclude", "checks"})
"""The fields of `corpus.yaml` on which the verdict on a single article does not depend. What `checks` says of rules is
in the rules that apply, and in their severities."""

Entry = tuple[bytes, bytes, str, str, Sequence[Any]]
"""Digest of the configuration, digest of the file, day of the check, name of the file in findings, packed results."""


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
        self.schemas: set[str] = set()
        """The schemas for editors that files name and that exist: whether they do decides on a finding."""

    def known(self, task: Task) -> list[Outcome] | None:
        """Return the stored outcomes of a task; None if there is no valid entry."""
        entry = self._of(task.file.corpus.root).get(task.file.name)
        if entry is None or entry[0] != self._configuration(task) or entry[2] > self._today:
            return None
        _, digest, _, shown, stored = entry
        if self._in_memory and shown != task.file.shown:
            return None
        outcomes = list(stored) if self._in_memory else _unpacked(stored, shown, task.file.shown)
        if digest != self.digest_of(task) or not all(_has_same_text(task, outcome) for outcome in outcomes):
            return None
        return outcomes

    def digest_of(self, task: Task) -> bytes | None:
        """Return the digest of a file's bytes; None if it is not to be stored, or cannot be read.

        A file is not stored if its schema for editors is not there.
        JSON Lines are not stored: such a file may be larger than memory, and is read faster than any other.
        """
        if task.file.format == "jsonl":
            return None
        with suppress(reading.Unreadable):
            data = task.file.bytes()
            if b"$schema=" in data[:4000]:
                text = data.decode("utf-8", "replace")
                if schema_problem(task.file.path, text):
                    return None  # its help depends on the current folder
                if schema := schema_of(text):
                    self.schemas.add(os.path.abspath(task.file.path.parent / schema))
            return store.digest(data)
        return None

    def keep(self, task: Task, outcomes: Sequence[Outcome], digest: bytes | None) -> None:
        """Store the outcomes of a task, if they depend on the file only, and it has not changed since its `digest`."""
        if digest is None or digest != self.digest_of(task) or any(map(is_volatile, outcomes)):
            return
        stored: Sequence[Any] = outcomes
        if not self._in_memory:
            stored = [serialize.packed(outcome) for outcome in outcomes if isinstance(outcome, ArticleResult)]
        root = task.file.corpus.root
        self._of(root)[task.file.name] = (self._configuration(task), digest, self._today, task.file.shown, stored)
        self._changed.add(root)

    def opened(self, task: Task) -> Sequence[Outcome]:
        """Return the results of a file with fixes: those that are stored, or else new ones, which are then stored."""
        outcomes = self.known(task)
        if outcomes is None:
            digest, outcomes = self.digest_of(task), list(opened(attrs.evolve(task, fixes=True)))
            self.keep(task, outcomes, digest)
        return outcomes

    def save(self) -> None:
        """Write the entries that are new. Errors are ignored."""
        for root in self._changed:
            left = {name: entry for name, entry in self._entries[root].items() if os.path.lexists(f"{root}/{name}")}
            store.write(str(root), store.RESULTS, left)

    def _of(self, root: Path) -> dict[str, Entry]:
        if root not in self._entries:
            kept = None if self._in_memory else store.read(str(root), store.RESULTS)
            self._entries[root] = kept if isinstance(kept, dict) else {}
        return self._entries[root]

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
                _kept_state(corpus.root) if any(code.startswith(OBJECTIONS) for code in key) else (),
            )
            data = json.dumps(parts, default=partial(attrs.astuple, recurse=False))
            self._configured[key] = store.digest(data.encode("utf-8", "surrogatepass"))
        if task.known is None:
            return self._configured[key]
        known = repr(sorted(task.known.items())).encode("utf-8", "surrogatepass")
        return store.digest(self._configured[key] + known)


def _kept_state(root: Path) -> list[tuple[str, int, int]]:
    """What `proofread` keeps of a corpus: the name, the size and the time of the last change of each file."""
    with suppress(OSError), os.scandir(root / KEPT) as entries:
        return sorted((entry.name, (s := entry.stat()).st_size, s.st_mtime_ns) for entry in entries)
    return []


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
