"""Shards: a corpus examined in parts, by whatever starts processes, on however many machines; then related as a whole.

A facts file is JSON Lines: a head that says which part of what it is, then a line for each article (and for each file
that cannot be read) with all that `check` keeps of it. It is written whole or not at all, so a shard whose file is
there is done, and one whose process was killed is simply run again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus import files
from newscorpus.checking.article import Inspection
from newscorpus.checking.cache import is_passing, same_text
from newscorpus.checking.examining import Outcome, Task
from newscorpus.checking.keeping import with_telling
from newscorpus.checking.narrowing import Narrowed, narrowed
from newscorpus.checking.pool import examined, fitting
from newscorpus.checking.records import plain, restored
from newscorpus.checking.run import Run, written_over
from newscorpus.checking.waiving import waive
from newscorpus.diagnostics import Diagnostic, Report, Totals, in_order
from newscorpus.errors import UsageError
from newscorpus.rules import RULES

FORMAT: Final = "newscorpus-facts/1"
_OF_CORPUS: Final = frozenset(rule.code for rule in RULES if rule.scope == "corpus")


@attrs.frozen
class Shard:
    """One part of so many: every so manieth file, and of JSON Lines every so manieth record."""

    number: int
    """From 1."""
    count: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """`3/100`. Raises UsageError for what is no part of a whole."""
        number, _, count = text.partition("/")
        if not (number.isascii() and number.isdigit() and count.isascii() and count.isdigit() and len(text) < 20):
            raise UsageError(f"--shard {text}: expected I/N, such as 3/100")
        if not 1 <= int(number) <= int(count):
            raise UsageError(f"--shard {text}: expected a number from 1 to {int(count)}")
        return cls(int(number), int(count))

    def of(self, tasks: Sequence[Task]) -> list[Task]:
        """Its share of the tasks."""
        return shares(tasks, self.count)[self.number - 1]

    def key(self, line: int) -> int:
        """A number that a line of its facts file has, and no other line of all shards' files."""
        return line * self.count + self.number - 1


def shares(tasks: Sequence[Task], count: int) -> list[list[Task]]:
    """The tasks of each of so many shards. JSON Lines are everybody's, each taking its own records."""
    found: list[list[Task]] = [[] for _ in range(count)]
    for i, task in enumerate(tasks):
        if task.file.format == "jsonl":
            for n, share in enumerate(found):
                share.append(attrs.evolve(task, share=(n, count), first=i % count == n))
        else:
            found[i % count].append(task)
    return found


@attrs.frozen
class Head:
    """The first line of a facts file: what was checked, how, and which part of it this is."""

    format: str
    shard: Shard
    paths: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    today: str
    """The day that was given; empty for the computer's."""
    digest: str
    """Of the names of all files: that all shards, and who relates them, see the same."""
    state: str = ""
    """Of all that was read, and of the code that read it: that a run which was broken off is taken up; else empty."""

    @classmethod
    def of(
        cls,
        run: Run,
        shard: Shard,
        *,
        paths: Iterable[Path],
        select: Iterable[str],
        ignore: Iterable[str],
        today: date | None,
    ) -> "Head":
        """That of a shard of a run, with what the run was asked for."""
        given = tuple(str(one) for one in paths)
        return cls(FORMAT, shard, given, tuple(select), tuple(ignore), today.isoformat() if today else "", _files(run))


def digest(words: Iterable[str]) -> str:
    """A short name for words in their order."""
    return hashlib.blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _files(run: Run) -> str:
    return digest(file.shown for file in run.files)


def examine(run: Run, head: Head, path: Path, jobs: int | None) -> Report:
    """Examines a shard and writes its facts; reports what its articles show by themselves. Raises OSError."""
    tasks = head.shard.of(run.tasks())
    found: list[Diagnostic] = []
    totals, waived = Totals(), 0
    target = os.path.realpath(path)

    def outcomes() -> Iterator[tuple[Task, Outcome]]:
        nonlocal totals, waived
        for task, some in zip(tasks, examined(tasks, fitting(tasks) if jobs is None else jobs), strict=True):
            for outcome in some:
                yield task, outcome
                if isinstance(outcome, Diagnostic):
                    found.extend([outcome] if outcome.code in task.active else [])
                    continue
                if outcome.facts and outcome.facts.text_file and os.path.realpath(outcome.facts.text_file) == target:
                    raise written_over(path)
                remaining, count = waive(outcome, outcome.diagnostics, task.active - _OF_CORPUS)
                found.extend(remaining)
                waived += count
                totals += outcome.totals

    write(path, head, outcomes())
    return Report(in_order(found), waived, totals=totals)


def write(path: Path, head: Head, outcomes: Iterable[tuple[Task, Outcome]]) -> None:
    """Writes a facts file, as the outcomes come; whole or not at all. Raises OSError."""

    def fill(file: Any) -> None:
        file.write(_line(plain(head)))
        line = 1
        for line, (task, outcome) in enumerate(outcomes, 2):
            kind = "article" if isinstance(outcome, Inspection) else "finding"
            file.write(_line({"n": head.shard.key(line), "file": task.file.shown, kind: plain(outcome)}))
        file.write(end(line))

    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(path, fill)


def is_done(path: Path, head: Head, tasks: Iterable[Task]) -> bool:
    """Whether a facts file is there, whole, and what examining these tasks now would make it."""
    named = {task.file.shown: task for task in tasks}
    try:
        return _head(path) == head and all(
            name in named and not is_passing(outcome) and same_text(named[name], outcome)
            for name, outcome in _outcomes(path)
        )
    except (OSError, UsageError):
        return False


def end(lines: int) -> bytes:
    """The last line of a facts file, which says how many stand before it: so one that was cut off is known."""
    return _line({"lines": lines})


def _line(data: Any) -> bytes:
    return (json.dumps(data, separators=(",", ":")) + "\n").encode("ascii")


@attrs.frozen
class Shards:
    """The facts files of all shards of a corpus."""

    head: Head
    files: tuple[Path, ...]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "Shards":
        """Raises UsageError if they are not all the shards of one corpus, checked alike, each once."""
        heads = [_head(path) for path in paths]
        first = heads[0]
        for path, head in zip(paths, heads, strict=True):
            alike = attrs.evolve(head, shard=first.shard, state=first.state) == first
            if not alike or head.shard.count != first.shard.count:
                raise UsageError(f"{path} is of another run than {paths[0]}: other paths, files, rules, day or shards")
        numbers = [head.shard.number for head in heads]
        missing = sorted(set(range(1, first.shard.count + 1)) - set(numbers))
        twice = sorted({n for n in numbers if numbers.count(n) > 1})
        if missing or twice:
            what, which = ("missing", missing) if missing else ("here twice", twice)
            shown = ", ".join(map(str, which[:10])) + (", …" if len(which) > 10 else "")
            raise UsageError(f"of {first.shard.count} shards, {what}: {shown}")
        return cls(first, tuple(paths))

    def related(self, start: Callable[..., Run]) -> tuple[Run, Report]:
        """The run that `start` makes of the shards' paths and rules, and its report: the same as of one process.

        Raises UsageError if the corpus has other files by now, or a line is no facts.
        """
        head = self.head
        run = start([Path(path) for path in head.paths], select=head.select, ignore=head.ignore)
        if _files(run) != head.digest:
            raise UsageError("the corpus has other files than its shards had: check them again")
        return run, self.report(run)

    def report(self, run: Run) -> Report:
        """The report of a run of theirs. Raises UsageError if a line is no facts."""
        tasks = {task.file.shown: task for task in run.tasks()}
        # What tells is told for all articles together, so they must be of one corpus.
        narrow = narrowed(self.files) if len(run.corpora) == 1 else None
        found = self._needed(narrow) if narrow else self._all()

        def task(name: str) -> Task:
            if name not in tasks:
                raise UsageError(f"facts of {name}, which is no file of the corpus")
            return tasks[name]

        return run.finish((task(name), [outcome]) for name, outcome in found)

    def _all(self) -> Iterator[tuple[str, Outcome]]:
        for path in self.files:
            yield from _outcomes(path)

    def _needed(self, narrow: Narrowed) -> Iterator[tuple[str, Outcome]]:
        """What the report needs of a large corpus: few lines, and the others added up."""
        for path in self.files:
            shard = _head(path).shard
            for line, data in _facts(path):
                key = shard.key(line)
                if narrow.needs(key):
                    name, outcome = _outcome(path, line, data, key)
                    if isinstance(outcome, Inspection):
                        outcome = with_telling(outcome, narrow.told, key)
                    yield name, outcome
        for name, totals in narrow.quiet.items():
            yield name, Inspection(None, (), totals=totals)


def _head(path: Path) -> Head:
    try:
        with path.open("rb") as file:
            line = file.readline(1 << 20)
        head: Head = restored(Head, json.loads(line))
        if head.format != FORMAT or not 1 <= head.shard.number <= head.shard.count:
            raise ValueError(f"expected {FORMAT}")
    except (ValueError, RecursionError) as e:
        raise UsageError(f"{path}: no facts of this version: {e}") from None
    return head


def _outcomes(path: Path) -> Iterator[tuple[str, Outcome]]:
    shard = _head(path).shard
    for line, data in _facts(path):
        yield _outcome(path, line, data, shard.key(line))


def _facts(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines between the first and the last, with their numbers. Raises UsageError if the last is not there."""
    with path.open("rb") as file:
        last, count = file.readline(), 0
        for count, data in enumerate(file, 1):
            if count > 1:
                yield count, last
            last = data
    if last != end(count):
        raise UsageError(f"{path}: ends too early: check that shard again")


def _outcome(path: Path, line: int, text: bytes, key: int) -> tuple[str, Outcome]:
    """What a line says, and the name of the file that it is about. Raises UsageError."""
    try:
        data = json.loads(text)
        if data["n"] != key:
            raise ValueError("a line of another place")
        kind, cls = ("article", Inspection) if "article" in data else ("finding", Diagnostic)
        outcome: Outcome = restored(cls, data[kind])
        name = data["file"]
        if not isinstance(name, str):
            raise ValueError("the name of a file is text")  # noqa: TRY004 - caught below
    except (ValueError, KeyError, TypeError, RecursionError) as e:
        raise UsageError(f"{path}:{line}: no facts: {e}") from None
    return name, outcome
