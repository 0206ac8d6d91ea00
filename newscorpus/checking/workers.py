"""Several processes examine files at the same time; the results are the same for any number of them.

The workers are not those of `multiprocessing`: so they work in notebooks and in scripts without a `__main__` guard,
with any start method, and no thread of the caller is forked. The command on Linux, which has no thread then, forks:
that takes 10 ms of CPU time, and to import everything again 200. This process examines files, too. Only findings and
summaries are sent back, since sending a model takes longer than building it.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import IO, Any, Final

import attrs

from newscorpus import _process
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.tasks import Task, examine
from newscorpus.codec import Codec
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules.plugins import given, named_modules

_CHUNK: Final = 16
"""Files that a worker is sent at a time."""
_WORTH: Final = 3_000_000
_WORTH_A_FORK: Final = 300_000
"""Bytes of files whose examination takes longer than the start of a worker."""
_PATIENCE: Final = 1e-4
"""Seconds that a thread waits for its turn. Python's default of 5 ms would be a third of the time of a chunk."""
_MOST: Final = 64
"""Processes, unless there are more processors. More would only take memory, however many are asked for."""
_PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from newscorpus.checking.workers import main; main()"


def fitting(tasks: Sequence[Task]) -> int:
    """Return the number of processes that save time for these files, this one included."""
    size, worth = 0, _WORTH_A_FORK if _process.can_fork() else _WORTH
    for task in tasks:
        with suppress(OSError):
            size += os.stat(task.file.shown).st_size  # noqa: PTH116 - a string: `Path` is slow
        if size >= worth * (_process.cores() - 1):
            break
    return max(1, min(_process.cores(), 1 + size // worth))


def share_out(work: Callable[[Sequence[Any]], None], items: Sequence[Any], jobs: int) -> None:
    """Do work that writes files, in copies of this process where that is safe. It can be done twice.

    Args:
        work: What to do with some of the items.
        items: All items.
        jobs: The number of processes.
    """
    shares = [items[i::jobs] for i in range(jobs)] if jobs > 1 and _process.can_fork() else [items]
    copies = [(_process.fork(partial(work, share)), share) for share in shares[1:] if share]
    try:
        work(shares[0])
    finally:
        failed = [share for process, share in copies if not _process.wait_for(process)]
    for share in failed:  # here, the error is seen
        work(share)


def examined(tasks: Sequence[Task], jobs: int) -> Iterator[Iterable[Any]]:
    """Yield the outcomes of each task, in order, examined by `jobs` processes.

    A single process examines the articles of a file lazily; with several, each file is yielded as soon as those before
    it are done.
    """
    if jobs == 1 or len(tasks) <= _CHUNK:
        yield from map(examine, tasks)
        return
    jobs = min(jobs, max(_MOST, _process.cores()), -(-len(tasks) // _CHUNK))
    yield from _Pool(tasks, jobs).run()


def _chunks(tasks: Sequence[Task], jobs: int) -> Iterator[range]:
    """Tasks to send to a worker at a time, in order; at the end fewer, so that no process waits long for another.

    A JSON Lines file is sent alone: it may be large.
    """
    begin = 0
    for i, task in enumerate(tasks):
        alone = task.file.format == "jsonl"
        if begin < i and (alone or i - begin >= min(_CHUNK, (len(tasks) - begin) // (4 * jobs))):
            yield range(begin, i)
            begin = i
        if alone:
            yield range(i, i + 1)
            begin = i + 1
    if begin < len(tasks):
        yield range(begin, len(tasks))


class _Turns:
    """How long a thread of this process waits for its turn: less while pools run, of which there may be several.

    A worker's outcomes are received at once, and it gets more tasks, while another thread examines files.
    """

    def __init__(self) -> None:
        self._lock, self._pools, self._before = Lock(), 0, 0.0

    def begin(self) -> None:
        with self._lock:
            if not self._pools:
                self._before = sys.getswitchinterval()
                sys.setswitchinterval(_PATIENCE)
            self._pools += 1

    def end(self) -> None:
        with self._lock:
            self._pools -= 1
            if not self._pools:
                sys.setswitchinterval(self._before)


_turns: Final = _Turns()


class _Pool:
    """The tasks that are left, and the outcomes of those that are done."""

    def __init__(self, tasks: Sequence[Task], jobs: int) -> None:
        self._tasks, self._jobs = tasks, jobs
        self._outcomes: dict[int, list[Any]] = {}
        self._left = deque(_chunks(tasks, jobs))
        self._given = 0

    def run(self) -> Iterator[list[Any]]:
        workers: list[Worker | Fork] = []
        _turns.begin()
        try:
            with suppress(OSError):  # no more processes than there can be
                self._start(workers)
            threads = [Thread(target=self._ask, args=(worker,), daemon=True) for worker in workers]
            for thread in threads:
                thread.start()
            yield from self._examined()
            for thread in threads:
                thread.join()
            yield from self._examined()  # the tasks of workers that died
            yield from self._ready()
        finally:
            _turns.end()
            for worker in workers:
                worker.end()

    def _start(self, workers: "list[Worker | Fork]") -> None:
        """Start one after the other, so that each is known to those that end them. Raises OSError."""
        if _process.can_fork():
            for _ in range(self._jobs - 1):
                workers.append(Fork(self._tasks, workers))
            return
        corpora = list({id(task.file.corpus): task.file.corpus for task in self._tasks}.values())
        for _ in range(self._jobs - 1):
            workers.append(Worker(corpora, self._tasks))

    def _examined(self) -> Iterator[list[Any]]:
        """Examine tasks in this process; yield the outcomes of all processes that are ready."""
        with suppress(IndexError):
            while True:
                for i in self._left.popleft():
                    self._outcomes[i] = list(examine(self._tasks[i]))
                yield from self._ready()

    def _ready(self) -> Iterator[list[Any]]:
        """The outcomes of the next tasks, as far as they are there."""
        while self._given in self._outcomes:
            yield self._outcomes.pop(self._given)
            self._given += 1

    def _ask(self, worker: "Worker | Fork") -> None:
        with suppress(IndexError):
            while True:
                chunk = self._left.popleft()
                try:
                    worker.send(chunk)
                    outcomes = worker.receive()
                except WorkerDied:
                    self._left.append(chunk)  # if a task is the reason, this process will fail at it
                    return
                self._outcomes.update(zip(chunk, outcomes, strict=True))


def _sent(corpus: LoadedCorpus) -> LoadedCorpus:
    """A corpus as it is sent: without its codec, which cannot be pickled, and the findings about `corpus.yaml`."""
    sent: LoadedCorpus = evolve_unchecked(corpus, codec=None, diagnostics=(), places=None)
    return sent


class WorkerDied(Exception):  # noqa: N818 - never seen by users
    """A worker has ended, or sent something that cannot be unpickled."""


class Worker:
    """A process that examines files of these corpora: the files of tasks."""

    def __init__(self, corpora: Sequence[LoadedCorpus], tasks: Sequence[Task]) -> None:
        self._numbers, self._tasks = {id(corpus): number for number, corpus in enumerate(corpora)}, tasks
        self._process = subprocess.Popen(  # noqa: S603 - the same Python
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        absent = frozenset[str]().union(*(corpus.selection.absent for corpus in corpora))
        self._first: Any = (named_modules(absent), [_sent(corpus) for corpus in corpora])

    def send(self, numbers: Iterable[int]) -> None:
        """Send it the tasks with these numbers. Raises WorkerDied."""
        stdin = self._process.stdin
        assert stdin is not None
        tasks = (self._tasks[number] for number in numbers)
        plain = [
            (self._numbers[id(t.file.corpus)], evolve_unchecked(t, file=evolve_unchecked(t.file, corpus=None)))
            for t in tasks
        ]
        try:
            if self._first is not None:
                pickle.dump(self._first, stdin)
                self._first = None
            pickle.dump(plain, stdin)
            stdin.flush()
        except (OSError, ValueError) as e:  # a closed pipe raises either
            raise WorkerDied from e

    def receive(self) -> list[list[Any]]:
        """Return the outcomes of the tasks that it was sent, task by task. Raises WorkerDied."""
        assert self._process.stdout is not None
        return _received(self._process.stdout)

    def close(self) -> None:
        """Close the pipes to it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):  # raised if data was still to be sent
            self._process.stdin.close()
        self._process.stdout.close()

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        self.close()
        self._process.wait()


def _received(answers: IO[bytes]) -> list[list[Any]]:
    try:
        outcomes: list[list[Any]] = pickle.load(answers)  # noqa: S301 - a process of our own
    except Exception as e:  # unpickling half a message may raise any
        raise WorkerDied from e
    return outcomes


class Fork:
    """A copy of this process that examines its tasks: only their numbers are sent.

    Args:
        tasks: The tasks.
        others: The workers before it, whose pipes it must not hold open.
    """

    def __init__(self, tasks: Sequence[Task], others: "Sequence[Worker | Fork]") -> None:
        requests, ours = os.pipe()
        theirs, answers = os.pipe()
        self._requests, self._answers = os.fdopen(ours, "wb"), os.fdopen(theirs, "rb")
        unused = (self, *others)
        self._process = _process.fork(lambda: self._examine(tasks, unused, requests, answers))
        os.close(requests)
        os.close(answers)

    @staticmethod
    def _examine(tasks: Sequence[Task], unused: "Sequence[Worker | Fork]", requests: int, answers: int) -> None:
        """Examine tasks until the requests end. In the copy."""
        for other in unused:
            other.close()
        _process.ignore_interrupts()
        _process.silence(2)
        with os.fdopen(requests, "rb") as asked, os.fdopen(answers, "wb") as told, suppress(EOFError):
            while True:
                numbers = pickle.load(asked)  # noqa: S301 - from the process that started this one
                pickle.dump(_examined_here([tasks[number] for number in numbers]), told)
                told.flush()

    def send(self, numbers: Iterable[int]) -> None:
        """Send it the numbers of tasks. Raises WorkerDied."""
        try:
            pickle.dump(list(numbers), self._requests)
            self._requests.flush()
        except (OSError, ValueError) as e:
            raise WorkerDied from e

    def receive(self) -> list[list[Any]]:
        """Return the outcomes of the tasks that it was sent, task by task. Raises WorkerDied."""
        return _received(self._answers)

    def close(self) -> None:
        """Close the pipes to it."""
        with suppress(OSError):  # raised if data was still to be sent
            self._requests.close()
        self._answers.close()

    def end(self) -> None:
        """Kill it."""
        _process.wait_for(self._process, kill=True)
        self.close()


def _examined_here(tasks: Sequence[Task]) -> list[list[Any]]:
    """Examine tasks in a worker. It may be killed as soon as it has answered, so new results are stored before."""
    outcomes = [list(examine(task)) for task in tasks]
    for cache in {id(task.cache): task.cache for task in tasks if task.cache is not None}.values():
        cache.save()
    return outcomes


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Examine tasks until `requests` ends, and write their outcomes to `answers`."""
    with suppress(EOFError):
        modules, sent = pickle.load(requests)  # noqa: S301 - from the process that started this one
        given(modules)
        corpora = [attrs.evolve(corpus, codec=Codec(corpus.manifest)) for corpus in sent]
        while True:
            tasks = pickle.load(requests)  # noqa: S301 - likewise
            placed = [evolve_unchecked(task, file=attrs.evolve(task.file, corpus=corpora[n])) for n, task in tasks]
            pickle.dump(_examined_here(placed), answers)
            answers.flush()


def main() -> None:
    """Run a worker. It ignores interrupts, since its parent ends it."""
    _process.tune_gc()
    _process.ignore_interrupts()
    serve(sys.stdin.buffer, sys.stdout.buffer)
