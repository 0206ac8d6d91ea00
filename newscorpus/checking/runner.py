"""All shards of a corpus on this machine: by several processes, taken up where an earlier run was broken off.

A shard is done when its facts file is there, which is written whole or not at all. A process that dies (killed for want
of memory, a crash in a library) takes no other shard with it: what it was at is done again when the others are, by
itself and article by article, until the article that kills is known; its finding says so, and the rest goes on.
"""

import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, Final

import attrs

from newscorpus import process
from newscorpus.checking import sharding, sources
from newscorpus.checking.article import Source
from newscorpus.checking.cache import Cache
from newscorpus.checking.examining import Outcome, Task, examine, judged, sourced, without_model
from newscorpus.checking.pool import Gone, Helper, corpora_of, fitting, received
from newscorpus.checking.run import Run
from newscorpus.checking.sharding import Head, Shard, Shards
from newscorpus.checking.sources import Corpus
from newscorpus.diagnostics import Diagnostic, Report, Span

Tell = Callable[[int, int, int], None]
"""Is told how many shards are done, of how many, and how many articles were examined."""

_EVERY: Final = 0.2
"""Seconds between two words of a helper about how far it is."""
_GRACE: Final = 5.0
"""Seconds that a helper has to remove what it has begun to write."""
_PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from newscorpus.checking.runner import main; main()"


@attrs.frozen
class Result:
    """What came of a run."""

    report: Report
    """The same as of one process."""
    before: int
    """How many shards an earlier run had done."""
    killed: tuple[Diagnostic, ...]
    """Of each article that ended the process that examined it, the finding that says so."""


@attrs.frozen
class _Part:
    """A shard, and where its facts go."""

    head: Head
    tasks: Sequence[Task]
    path: Path


def check(
    run: Run,
    count: int,
    folder: Path,
    head: Callable[[Shard], Head],
    *,
    jobs: int | None = None,
    anew: bool = False,
    tell: Tell = lambda *_: None,
) -> Result:
    """Checks `run` in so many shards, whose facts lie in `folder`; `anew`: also those that are done.

    Raises OSError if the facts cannot be written, UsageError if they are not what was written.
    """
    tasks, cache = run.tasks(), Cache(run.today)
    states = {task.file.shown: cache.state(task) for task in tasks}
    shares = enumerate(sharding.shares(tasks, count), 1)
    parts = [_part(head(Shard(n, count)), share, states, folder) for n, share in shares]
    left = [part for part in parts if anew or not sharding.is_done(part.path, part.head, part.tasks)]
    runner = _Runner(left, corpora_of(tasks), tell)
    for part in runner.examine(fitting(tasks) if jobs is None else jobs):
        sharding.write(part.path, part.head, runner.watched(part.tasks))
        runner.finished()
    report = Shards.of([part.path for part in parts]).report(run)
    return Result(report, count - len(left), tuple(runner.killed))


def _part(head: Head, tasks: Sequence[Task], states: Mapping[str, str], folder: Path) -> _Part:
    state = sharding.digest(word for task in tasks for word in (task.file.shown, states[task.file.shown]))
    name = f"{head.shard.number}-of-{head.shard.count}.facts"  # no ending of articles: the folder may lie in the corpus
    return _Part(attrs.evolve(head, state=state), tasks, folder / name)


class _Runner:
    """The shards that are left, and how far they are."""

    def __init__(self, parts: Sequence[_Part], corpora: Sequence[Corpus], tell: Tell) -> None:
        self.killed: list[Diagnostic] = []
        self._parts, self._corpora, self._tell = parts, corpora, tell
        self._done = self._articles = 0

    def examine(self, jobs: int) -> list[_Part]:
        """Has helpers do all of them; returns those whose helper died."""
        died: list[_Part] = []
        waiting, said = deque(self._parts), SimpleQueue[Any]()
        helpers: list[Helper] = []

        def start() -> None:
            helpers.append(Helper(self._corpora, _PROGRAM))
            Thread(target=_ask, args=(helpers[-1], waiting, said), daemon=True).start()

        try:
            for _ in range(min(jobs, len(waiting))):
                start()
            working = len(helpers)
            while working:
                match said.get():
                    case int(articles):
                        self._examined(articles)
                    case _Finished():
                        self.finished()
                    case _Died(part):
                        died.append(part)
                        start()
                    case OSError() as error:
                        raise error
                    case _:  # None: that helper has nothing more to do
                        working -= 1
        finally:
            for helper in helpers:
                helper.end(_GRACE)
        return died

    def watched(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Outcome]]:
        """What is found in tasks by one helper at a time, article by article.

        The article that it dies at is tried once more by the next, as the first that it does. Raises RuntimeError if
        that is not the reason.
        """
        place: _Place | None = _Place(0, 0)
        suspect: _Place | None = None
        while place is not None:
            helper, begun = Helper(self._corpora, _PROGRAM), False
            at: _Place | None = None
            try:
                helper.send(tasks, place)
                while (word := helper.receive()) is not None:
                    begun = True
                    if isinstance(word, _Place):
                        at = place = word
                    else:
                        self._examined(1)
                        yield tasks[place.task], word
                        at, place = None, place.following
                place = None
            except Gone:
                code = helper.end()
                if not begun:
                    raise RuntimeError(f"a process that examines articles ends at once ({_ending(code)})") from None
                if at is not None and at == suspect:
                    self.killed.append(_killed(tasks[at.task].file.shown, at, code))
                    yield tasks[at.task], self.killed[-1]
                    place = at.following
                suspect = at
            finally:
                helper.end(_GRACE)

    def finished(self) -> None:
        """One shard more is done."""
        self._done += 1
        self._examined(0)

    def _examined(self, articles: int) -> None:
        self._articles += articles
        self._tell(self._done, len(self._parts), self._articles)


@attrs.frozen
class _Finished:
    """A helper has done its part."""


@attrs.frozen
class _Died:
    """A helper is gone."""

    part: _Part


@attrs.frozen
class _Place:
    """The so manieth source of the so manieth task, from 0."""

    task: int
    source: int
    line: int = attrs.field(default=1, eq=False)
    """Of the file, from 1; `offset` is that of its first character, in code points."""
    offset: int = attrs.field(default=0, eq=False)

    @property
    def following(self) -> "_Place":
        return _Place(self.task, self.source + 1)


def _ask(helper: Helper, waiting: deque[_Part], said: SimpleQueue[Any]) -> None:
    """Gives a helper one part after the other, and passes on what it says; None when there is no more."""
    with suppress(IndexError):
        while True:
            part = waiting.popleft()
            try:
                helper.send(part.tasks, (part.head, part.path))
                while not isinstance(word := helper.receive(), _Finished):
                    said.put(word)
            except Gone:
                said.put(_Died(part))
                return
            said.put(word)
    said.put(None)


def _killed(shown: str, at: _Place, code: int) -> Diagnostic:
    why = f"the process that examined this has died of it twice ({_ending(code)})"
    where = Span(shown, at.offset, at.offset, at.line, 1, at.line, 1)
    return attrs.evolve(sources.unreadable(shown, why), primary=where)


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """What a helper does: a part as a whole, or tasks from a place on, until there is nothing more."""

    def say(word: Any) -> None:
        pickle.dump(word, answers)
        answers.flush()

    for tasks, what in received(requests):
        if isinstance(what, _Place):
            for word in _watched(tasks, what):
                say(word)
            say(None)
        else:
            head, path = what
            try:
                sharding.write(path, head, _counted(tasks, say))
                say(_Finished())
            except OSError as error:
                say(error)


def _counted(tasks: Sequence[Task], say: Callable[[int], None]) -> Iterator[tuple[Task, Outcome]]:
    count, then = 0, time.monotonic() + _EVERY
    for task in tasks:
        for outcome in examine(task):
            yield task, outcome
            count += 1
            if time.monotonic() > then:
                say(count)
                count, then = 0, time.monotonic() + _EVERY
    say(count)


def _watched(tasks: Sequence[Task], start: _Place) -> Iterator[_Place | Outcome]:
    """Of each source from there on first its place, then what is found."""
    for number, task in enumerate(tasks[start.task :], start.task):
        for index, source in enumerate(sourced(task)):
            if (number, index) >= (start.task, start.source):
                where = (source.record or 1, source.offset) if isinstance(source, Source) else ()
                yield _Place(number, index, *where)
                yield without_model(judged(source, task))


def main() -> None:
    """A helper's life. An interrupt is its parent's business, which ends it; it removes what it has begun to write."""
    process.settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    serve(sys.stdin.buffer, sys.stdout.buffer)
