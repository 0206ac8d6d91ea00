"""How `mutants.py` tries a mutant: which tests reach it, and whether one of them notices.

One run of the tests tells which of them reach which line, and how long each takes. A mutant runs only those that reach
it, first those that killed others, then the quickest, up to the first that fails; those of seconds are left out, so
that a survivor costs little (what only they would notice counts as survived). A test that takes ten times as long as it
should has noticed, too. They run in a fork of a process that has collected all tests, where the code of the functions
in question is exchanged; what is done in importing newscorpus is tried in a fork of one that has imported everything
else.
"""

import gc
import importlib
import inspect
import json
import os
import resource
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import coverage
import pytest
from _pytest.main import pytest_runtestloop as run_collected
from mutating import Mutant

ROOT = Path(__file__).parent.parent
SLOW = 5
"""Seconds, traced: tests that take longer are left out."""
FEW = 20
"""Tests: of a line that fewer reach it may be that what is made there is kept, and serves others."""
PATIENCE = 10
"""Seconds, and ten times what it takes traced: a mutant for which a test takes longer is noticed."""
MEMORY = 4 << 30
"""Bytes that a mutant may take: one that takes more is noticed."""
_BROKEN = 70
"""The exit code of a trial that could not be made: the mutant counts as survived."""


class Reached(NamedTuple):
    """What one run of a module's tests, without any mutant, has shown."""

    by_line: dict[int, list[str]]
    """The tests that reach each line; "" is importing."""
    seconds: dict[str, float]

    def tests(self, mutant: Mutant) -> list[str]:
        """Those that reach the mutant, the quickest first. Where few do, or importing does, what is made there may be
        kept and serve others: all the others come behind."""
        found = self._reaching(mutant)
        quick = [test for test, seconds in self.seconds.items() if seconds < SLOW]
        if "" not in found and len(found) >= FEW:
            quick = [test for test in quick if test in found]
        return sorted(quick, key=lambda test: (test not in found, self.seconds[test]))

    def in_importing(self, mutant: Mutant) -> bool:
        """Whether importing reaches it."""
        return "" in self._reaching(mutant)

    def _reaching(self, mutant: Mutant) -> set[str]:
        return {test for line in range(mutant.line, mutant.last + 1) for test in self.by_line.get(line, ())}


class _Tracing:
    """A plugin of pytest: tells coverage which test runs, and keeps how long each took."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.measured.switch_context(item.nodeid)
        begun = time.monotonic()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.monotonic() - begun
            self.measured.switch_context("")


_OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--tb=no"]
_OPTIONS += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]


def _forked(work: Callable[[], int]) -> int:
    """A child that ends with what `work` returns; the number of its process."""
    child = os.fork()
    if child:
        return child
    status = _BROKEN
    try:
        status = work()
    finally:
        os._exit(status)


def _in_copy(copy: Path, work: Callable[[], int]) -> int:
    """A child in which `newscorpus` and the tests are those of the copy."""

    def there() -> int:
        os.chdir(copy)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.environ.update(PYTHONPATH=str(copy), HYPOTHESIS_PROFILE="mutants", PYTHONDONTWRITEBYTECODE="1")
        sys.path[:] = [str(copy), *(entry for entry in sys.path if not entry.startswith(str(ROOT / "tests")))]
        return work()

    return _forked(there)


def _end_of(child: int) -> int:
    """The exit code of a child; that of a signal is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def reached(copy: Path, tests_of: Mapping[str, Sequence[str]]) -> dict[str, Reached]:
    """Runs the tests of some modules as they are, and imports here what they import. Exits if they fail."""
    reported = copy / "reached.json"
    tests = list(dict.fromkeys(test for tests in tests_of.values() for test in tests))
    paths = {module: str(copy / "newscorpus" / module) for module in tests_of}

    def work() -> int:
        measured = coverage.Coverage(data_file=None, config_file=False, include=list(paths.values()))
        tracing = _Tracing(measured)
        measured.start()
        status = pytest.main([*_OPTIONS, *tests], plugins=[tracing])
        measured.stop()
        loaded = {name: getattr(found, "__file__", None) or "" for name, found in list(sys.modules.items())}
        imported = [name for name, file in loaded.items() if not file.startswith(str(copy)) and name != "__main__"]
        by_line = {module: measured.get_data().contexts_by_lineno(path) for module, path in paths.items()}
        reported.write_text(json.dumps([by_line, tracing.seconds, imported]), encoding="utf-8")
        return int(status)

    if _end_of(_in_copy(copy, work)):
        sys.exit("the tests fail without any mutant")
    by_line, seconds, imported = json.loads(reported.read_text(encoding="utf-8"))
    with warnings.catch_warnings(action="ignore"):
        for name in imported:
            with suppress(Exception):
                importlib.import_module(name)
    found = {}
    for module, tests in tests_of.items():
        own = {test: taken for test, taken in seconds.items() if test.split("::")[0] in tests}
        lines = {int(n): [test for test in by if test in own or not test] for n, by in by_line[module].items()}
        found[module] = Reached(lines, own)
    return found


class _Killer:
    """A plugin of pytest: keeps which test failed, beyond the end of the process; ends the process where one does not
    end by itself."""

    def __init__(self, path: Path, seconds: Mapping[str, float]) -> None:
        self.path = path
        self.seconds = seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        signal.setitimer(signal.ITIMER_REAL, PATIENCE + 10 * self.seconds.get(item.nodeid, 0))
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.path.write_text(report.nodeid, encoding="utf-8")


class _Trials:
    """The trials of some mutants of a module in a copy of the project. Those that survive are told to `tell`."""

    def __init__(self, copy: Path, module: str, known: Reached, tell: Callable[[Mutant], None]) -> None:
        self.path = copy / "newscorpus" / module
        self.source = self.path.read_text(encoding="utf-8")
        self.known = known
        self.tell = tell
        self.in_place: list[Mutant] = []
        self.killer = _Killer(copy / "killer.txt", known.seconds)
        self.kills = Counter[str]()

    def run(self, mutants: Sequence[Mutant]) -> int:
        """First those that change what is done in importing: each has newscorpus and the tests imported anew."""
        sys.dont_write_bytecode = True  # two mutants of one length and one second would be taken for the same
        for mutant in mutants:
            if self.known.in_importing(mutant) or not exchangeable(self.source, mutant.source):
                self._try(mutant, lambda tests: int(pytest.main([*_OPTIONS, *tests], plugins=[self.killer])))
            else:
                self.in_place.append(mutant)
        files = dict.fromkeys(test.split("::")[0] for test in self.known.seconds)
        return int(pytest.main([*_OPTIONS, *files], plugins=[self, self.killer]))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Then the others, once pytest has collected all tests: the code of functions is exchanged in a fork."""
        items = {item.nodeid: item for item in session.items}

        def trial(mutant: Mutant, tests: Sequence[str]) -> int:
            exchange(self.path, self.source, mutant.source)
            session.items[:] = [items[test] for test in tests]
            with suppress(session.Failed):
                run_collected(session)
            return int(session.testsfailed > 0)

        for mutant in self.in_place:
            self._try(mutant, lambda tests, mutant=mutant: trial(mutant, tests))
        return True

    def _try(self, mutant: Mutant, work: Callable[[Sequence[str]], int]) -> None:
        """What has killed others is likely to kill this one, too, and comes first."""
        self.path.write_text(mutant.source, encoding="utf-8")
        self.killer.path.unlink(missing_ok=True)
        tests = sorted(self.known.tests(mutant), key=lambda test: -self.kills[test])

        def apart() -> int:
            os.setpgid(0, 0)  # so that what it has started and not ended can be ended
            signal.setitimer(signal.ITIMER_REAL, 10 * PATIENCE)  # for importing
            return work(tests)

        child = _forked(apart)
        end = _end_of(child)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        if end in (0, _BROKEN):
            self.tell(mutant)
        elif self.killer.path.exists():
            self.kills[self.killer.path.read_text(encoding="utf-8")] += 1
        self.path.write_text(self.source, encoding="utf-8")


def exchangeable(old: str, new: str) -> bool:
    """Whether two sources differ in nothing but what functions do when they are called."""
    return all(
        one.co_freevars == other.co_freevars and (_does(one) == _does(other) or one.co_flags & inspect.CO_OPTIMIZED)
        for one, other in _pairs(compile(old, "", "exec"), compile(new, "", "exec"))
    )


def exchange(path: Path, old: str, new: str) -> None:
    """Gives the functions of a module, where it has been imported, the code of another source."""
    codes = {
        (one.co_qualname, one.co_firstlineno): other
        for one, other in _pairs(compile(old, str(path), "exec"), compile(new, str(path), "exec"))
    }
    for function in gc.get_objects():
        if type(function) is FunctionType and function.__code__.co_filename == str(path):
            key = function.__code__.co_qualname, function.__code__.co_firstlineno
            function.__code__ = codes.get(key, function.__code__)


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The code of a module, class or function in two versions, and all code in it that both have."""
    yield old, new
    inner, others = ([one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new))
    if [one.co_name for one in inner] == [one.co_name for one in others]:
        for one, other in zip(inner, others, strict=True):
            yield from _pairs(one, other)


def _does(code: CodeType) -> tuple[object, ...]:
    constants = [(type(one), one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, code.co_names, constants


def survivors(module: str, tried: Sequence[Mutant], known: Reached, copies: Sequence[Path]) -> list[Mutant]:
    """Those of the mutants that no test notices; each copy of the project tries a part of them."""
    reported = [copy / "survivors.txt" for copy in copies]
    children = []
    for i, copy in enumerate(copies):
        reported[i].write_text("", encoding="utf-8")

        def tell(mutant: Mutant, path: Path = reported[i]) -> None:
            with path.open("a", encoding="utf-8") as file:
                file.write(mutant.name + "\n")

        trials = _Trials(copy, module, known, tell)
        part = tried[i :: len(copies)]
        children.append(_in_copy(copy, lambda trials=trials, part=part: trials.run(part)))
    ends = [_end_of(child) for child in children]
    if any(ends):
        sys.exit(f"{module}: its mutants could not be tried")
    names = {name for path in reported for name in path.read_text(encoding="utf-8").splitlines()}
    return [mutant for mutant in tried if mutant.name in names]
