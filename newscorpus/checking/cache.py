"""The cache: results of articles that have not changed, in the user's cache folder.

A result is found by a digest of the bytes of the article, its name in the corpus, the settings of its corpus that the
verdict depends on, the rules that apply, and the code of this package; the text file of the article must be as it was.
Nothing in it depends on where the corpus lies, so a clone in another folder has the same results. The cache never
changes the verdict: damaged entries are ignored, and errors in writing, too.
"""

import hashlib
import json
import marshal
import os
import posixpath
import sys
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
from newscorpus.checking.results_file import ResultsFile
from newscorpus.checking.tasks import Outcome, Task, is_volatile, read
from newscorpus.fs import reading
from newscorpus.parsed import SourceRecord, schema_of, schema_problem
from newscorpus.rules import ArticleSummary
from newscorpus.rules.rule import KEPT, OBJECTIONS

_TEXT_FILE: Final = [field.name for field in attrs.fields(ArticleSummary)].index("text_file")
_IRRELEVANT: Final = frozenset({"name", "title", "description", "license", "version", "articles", "exclude", "checks"})
"""The fields of `corpus.yaml` on which the verdict on a single article does not depend. What `checks` says of rules is
in the rules that apply, and in their severities."""


class Cache:
    """The stored results of articles. It can be sent to other processes, which open the file of results again.

    Args:
        today: The day of the check; None for the computer's.
        schemas: Gets the schemas for editors that files name and that exist: whether they do decides on a finding.
        code: The identity of the code, if it is known.
    """

    def __init__(self, today: date | None = None, schemas: set[str] | None = None, code: str | None = None) -> None:
        self._given, self._code = today, code or _code()
        self._schemas = set() if schemas is None else schemas
        self._today = datetime.now(UTC).date().toordinal()
        self._file = ResultsFile(self._today)
        self._corpus: LoadedCorpus | None = None
        self._configured: dict[frozenset[str], bytes] = {}
        """Of the last corpus, the configuration by the rules that apply."""
        self.state = hashlib.blake2b()
        """Gets the keys of all articles and the hashes of their texts, in the order in which they are read."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Cache, (self._given, None, self._code)

    def of_file(self, task: Task) -> list[Outcome] | None:
        """Return the stored results of a file that has one article; None if there are none.

        None for JSON Lines, too: these are larger than memory, and `tasks.opened` asks for each line.
        """
        if task.file.format == "jsonl":
            return None
        (source,) = read(task.file)
        result = self.known(task, source) if isinstance(source, SourceRecord) else None
        return None if result is None else [result]

    def known(self, task: Task, source: SourceRecord) -> ArticleResult | None:
        """Return the stored result of an article, without its model; None if there is none."""
        if not self._has_schema(source):
            return None
        key = self.key(task, source)
        day, data = self._file.get(key) or (0, b"")
        if not data or day > self._today:
            return None
        shown, record, offset, packed = marshal.loads(data)  # noqa: S302 - sealed; and marshal builds plain data only
        names = _renamed(packed, shown, task.file.shown)
        lines = (source.record or 0) - record
        result = serialize.unpacked(packed, serialize.Move(shown, names, lines, source.offset - offset))
        if not has_same_text(task, result):
            return None
        self._file.touch(key, day, data)
        self._note(key, result)
        return result

    def keep(self, task: Task, source: SourceRecord, outcome: ArticleResult) -> None:
        """Store the result of an article, if it depends on the article only."""
        key = self.key(task, source)
        self._note(key, outcome)
        if is_volatile(outcome) or not self._has_schema(source):
            return
        if source.record is not None and not task.file.corpus.shown and outcome.diagnostics:
            return  # whether they have fixes depends on the other lines: see `SourceFile.is_annotation`
        packed = serialize.packed(outcome)
        data = marshal.dumps((task.file.shown, source.record or 0, source.offset, packed))
        self._file.put(key, data)

    def _note(self, key: bytes, result: ArticleResult) -> None:
        self.state.update(key)
        if result.summary is not None and result.summary.text_file is not None:
            self.state.update(str(result.summary.sha256).encode())

    def save(self) -> None:
        """Write the results that are new. Errors are ignored."""
        self._file.save()

    def close(self) -> None:
        """Write the results that are new, and close the file; it is opened again if it is used again."""
        self._file.close()

    def key(self, task: Task, source: SourceRecord) -> bytes:
        """Return a digest of all that the result depends on, except for the text file."""
        name = task.file.name if source.record is None else posixpath.dirname(task.file.name)
        hasher = hashlib.blake2b(self.configuration(task), digest_size=store.DIGEST)
        hasher.update(name.encode("utf-8", "surrogatepass") + b"\0")
        hasher.update(source.data)
        return hasher.digest()

    def _has_schema(self, source: SourceRecord) -> bool:
        """Whether the schema for editors that a file names is there, if it names one.

        Otherwise there is a finding, whose help depends on the current folder.
        """
        if source.format != "yaml" or source.path is None or b"$schema=" not in source.data[:4000]:
            return True
        text = source.data.decode("utf-8", "replace")
        if schema_problem(source.path, text):
            return False
        if schema := schema_of(text):
            self._schemas.add(os.path.abspath(source.path.parent / schema))
        return True

    def configuration(self, task: Task) -> bytes:
        """Return the digest of everything that findings depend on, except for files."""
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
        if path.suffix in (".py", ".json", ".txt", ".tsv"):
            hasher.update(path.read_bytes() + b"\0")
    return hasher.hexdigest()


def _settings_of(corpus: LoadedCorpus) -> Any:
    """Return the settings of a corpus on which the verdict on an article depends."""
    severities = {code: severity.value for code, severity in corpus.severities.items()}
    checks = corpus.manifest.checks
    relevant = attrs.asdict(corpus.manifest, recurse=False, filter=lambda field, _: field.name not in _IRRELEVANT)
    return corpus.shown is not None, relevant, checks.require if checks else (), severities


def _renamed(packed: Any, before: str, now: str) -> dict[str, str]:
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


def has_same_text(task: Task, outcome: Outcome) -> bool:
    """Report whether the text file of an article, if it has one, has not changed."""
    summary = outcome.summary if isinstance(outcome, ArticleResult) else None
    if summary is None or summary.text_file is None:
        return True
    name = _relative_to(summary.file, summary.text_file)
    with suppress(reading.Unreadable):
        text = reading.read_bytes(reading.named_in(task.file.corpus.root, task.file.path.parent, name))
        return hashlib.sha256(text).hexdigest() == summary.sha256
    return False
