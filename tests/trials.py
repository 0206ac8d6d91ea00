"""How `mutants.py` tries a mutant: which tests reach it, and whether one of them notices.

One run of the tests tells which of them reach which line, and how long each takes. A mutant runs only those that reach
it: first those that killed others of its module, then those of its own folder, the quickest first, up to the first that
fails. Those of seconds are left out, and none but the quickest are taken, up to `ENOUGH`, so that a survivor costs little
(what only the others would notice counts as survived). A test that works ten times as long as it should has noticed,
too. A test counts once it has been shown to pass in the same way without any mutant.

They run in a fork of a process that has collected all tests, where the code of the functions in question is exchanged;
what is done in importing newscorpus is tried in a fork of one that has imported everything else.
"""

import gc
import importlib.util
import inspect
import json
import os
import resource
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
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
ENOUGH = 15
"""Seconds, traced: what the tests of a mutant in its own folder take at most, and so the others; the quickest do."""
LIKELY = 8
"""Tests: where importing changes, so many are tried before the others are imported."""
FEW = 20
"""Tests: of a line that fewer reach it may be that what is made there is kept, and serves others."""
PATIENCE = 10
"""Seconds of the processor, and ten times what it takes traced: a mutant for which a test takes longer is noticed."""
WAIT = 10
"""Times as long, on the clock, for a test that waits for ever: a busy machine is slow, too, and has noticed nothing."""
MEMORY = 4 << 30
"""Bytes that a mutant may take: one that takes more is noticed."""
SAID = "said.txt"
"""The file of a copy that has what the tests printed there."""
_BROKEN = 70
"""The exit code of a trial that could not be made."""


class Reached(NamedTuple):
    """What one run of a module's tests, without any mutant, has shown."""

    by_line: dict[int, list[str]]
    """The tests that reach each line; "" is importing."""
    seconds: dict[str, float]
    near: str
    """How the names of the module's own tests begin."""

    def tests(self, mutant: Mutant, kills: Counter[str], others: Counter[str]) -> list[str]:
        """Those that reach the mutant, the likeliest to notice first: they have killed mutants of its module, or of
        others. Where few do, or importing does, what is made there may be kept and serve others: all the others come
        behind."""
        found = self._reaching(mutant)
        quick = [test for test, seconds in self.seconds.items() if seconds < SLOW]
        if "" not in found and len(found) >= FEW:
            quick = [test for test in quick if test in found]
        quick.sort(key=lambda test: (test not in found, not kills[test], self.seconds[test]))
        own = [test for test in quick if test.startswith(self.near)]
        taken = [*self._enough(own), *self._enough([test for test in quick if test not in own])]
        return sorted(taken, key=lambda test: (test not in found, -kills[test], -others[test], test not in own))

    def _enough(self, tests: Sequence[str]) -> Iterator[str]:
        """The first of these, as many as take so long together."""
        for test, seconds in zip(tests, accumulate(self.seconds[test] for test in tests), strict=True):
            if seconds < ENOUGH:
                yield test

    def in_importing(self, mutant: Mutant) -> bool:
        """Whether importing reaches it."""
        return "" in self._reaching(mutant)

    def _reaching(self, mutant: Mutant) -> set[str]:
        return {test for line in range(mutant.line, mutant.last + 1) for test in self.by_line.get(line, ())}


def _worked() -> float:
    """Seconds of the processor that this process and its ended children have taken, however busy the machine is."""
    return sum(os.times()[:4])


def draw_articles() -> None:
    """Those of `drawn.py`, by code that is right: so they are no test's work, and forks have them."""
    for kind in sys.modules["drawn"].KINDS if "drawn" in sys.modules else ():
        sys.modules["drawn"].all_drawn(kind)


def _why(copy: Path, end: int) -> str:
    """What was printed last in a copy, before an end that should not be."""
    said = (copy / SAID).read_text(encoding="utf-8", errors="replace")
    return f"exit code {end}\n{said[-2000:]}"


class _Tracing:
    """A plugin of pytest: tells coverage which test runs, and keeps how long each took."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_collection_finish(self):
        draw_articles()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.measured.switch_context(item.nodeid)
        begun = _worked()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = _worked() - begun
            self.measured.switch_context("")

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.add(report.nodeid)


_OPTIONS = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--tb=no"]
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
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        said = os.open(copy / SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(said, stream)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.environ.update(PYTHONPATH=str(copy), HYPOTHESIS_PROFILE="mutants", PYTHONDONTWRITEBYTECODE="1")
        sys.dont_write_bytecode = True  # two sources of one length and one second would be taken for the same
        sys.path[:] = [str(copy), *(entry for entry in sys.path if Path(entry) not in (ROOT, ROOT / "tests"))]
        for name in [name for name in sys.modules if name.partition(".")[0] == "newscorpus"]:
            del sys.modules[name]
        found = importlib.util.find_spec("newscorpus")
        return work() if found and found.origin == str(copy / "newscorpus" / "__init__.py") else _BROKEN

    return _forked(there)


def _end_of(child: int) -> int:
    """The exit code of a child; that of a signal is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def reached(copy: Path, tests_of: Mapping[str, Sequence[str]]) -> dict[str, Reached]:
    """Runs the tests of some modules as they are, and imports here what they import. Those that fail are left out."""
    reported = copy / "reached.json"
    files = list(dict.fromkeys(file for files in tests_of.values() for file in files))
    paths = {module: str(copy / "newscorpus" / module) for module in tests_of}

    def work() -> int:
        measured = coverage.Coverage(data_file=None, config_file=False, include=list(paths.values()))
        tracing = _Tracing(measured)
        measured.start()
        pytest.main([*_OPTIONS, *files], plugins=[tracing])
        measured.stop()
        loaded = {name: getattr(found, "__file__", None) or "" for name, found in list(sys.modules.items())}
        imported = [name for name, file in loaded.items() if not file.startswith(str(copy)) and name != "__main__"]
        by_line = {module: measured.get_data().contexts_by_lineno(path) for module, path in paths.items()}
        found = by_line, tracing.seconds, sorted(tracing.failed), imported
        reported.write_text(json.dumps(found), encoding="utf-8")
        return 0

    if end := _end_of(_in_copy(copy, work)):
        sys.exit(f"the tests cannot be run: {_why(copy, end)}")
    by_line, seconds, failed, imported = json.loads(reported.read_text(encoding="utf-8"))
    for test in failed:
        print(f"left out, since it fails without any mutant: {test}", flush=True)
    with warnings.catch_warnings(action="ignore"):
        for name in imported:
            with suppress(Exception):
                importlib.import_module(name)
    found = {}
    for module, files in tests_of.items():
        own = {it: taken for it, taken in seconds.items() if it.split("::")[0] in files and it not in failed}
        lines = {int(n): [test for test in by if test in own or not test] for n, by in by_line[module].items()}
        found[module] = Reached(lines, own, files[0].rpartition("/")[0])
    return found


def _end_after(seconds: float) -> None:
    """Ends this process once it has worked so long, or waited far longer; 0 takes it back."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WAIT * seconds)


class _Killer:
    """A plugin of pytest: keeps which test failed, beyond the end of the process; ends the process where one does not
    end by itself."""

    def __init__(self, path: Path, seconds: Mapping[str, float]) -> None:
        self.path = path
        self.seconds = seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        _end_after(PATIENCE + 10 * self.seconds.get(item.nodeid, 0))
        try:
            return (yield)
        finally:
            _end_after(0)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.path.write_text(report.nodeid, encoding="utf-8")


class _Trials:
    """The trials of some mutants in a copy of the project. What came of each that was not killed is told to `tell`."""

    def __init__(self, copy: Path, known: Mapping[str, Reached], tell: Callable[[Mutant, str], None]) -> None:
        self.package = copy / "newscorpus"
        self.known = known
        self.tell = tell
        self.in_place: list[Mutant] = []
        self.sources = {module: (self.package / module).read_text(encoding="utf-8") for module in known}
        self.seconds = {test: taken for one in known.values() for test, taken in one.seconds.items()}
        self.killer = _Killer(copy / "killer.txt", self.seconds)
        self.kills = {module: Counter[str]() for module in known}
        self.all_kills = Counter[str]()
        self.proven: dict[tuple[bool, str], bool] = {}
        """Whether a test, tried in importing or not, passes without any mutant."""

    def run(self, mutants: Sequence[Mutant]) -> int:
        """First those that change what is done in importing: each has newscorpus and the tests imported anew."""
        for mutant in mutants:
            if self.known[mutant.module].in_importing(mutant) or not self._is_exchangeable(mutant):
                self._try(mutant, self._run_anew)
            else:
                self.in_place.append(mutant)
        files = dict.fromkeys(test.split("::")[0] for test in self.seconds)
        return int(pytest.main([*_OPTIONS, "-x", *files], plugins=[self, self.killer])) if self.in_place else 0

    def _run_anew(self, _: Mutant, tests: Sequence[str]) -> int:
        """The likeliest first, since all others need to be imported, too."""
        parts = [part for part in (tests[:LIKELY], tests[LIKELY:]) if part]
        return int(any(pytest.main([*_OPTIONS, "-x", *part], plugins=[self.killer]) for part in parts))

    def _is_exchangeable(self, mutant: Mutant) -> bool:
        return exchangeable(self.sources[mutant.module], mutant.source)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Then the others, once pytest has collected all tests: the code of functions is exchanged in a fork."""
        items = {item.nodeid: item for item in session.items}
        draw_articles()

        def trial(mutant: Mutant, tests: Sequence[str]) -> int:
            exchange(self.package / mutant.module, self.sources[mutant.module], mutant.source)
            session.items[:] = [items[test] for test in tests]
            with suppress(session.Failed):
                run_collected(session)
            return int(session.testsfailed > 0)

        for mutant in self.in_place:
            self._try(mutant, trial, in_place=True)
        return True

    def _try(self, mutant: Mutant, work: Callable[[Mutant, Sequence[str]], int], *, in_place: bool = False) -> None:
        """Until no test fails that would fail without the mutant, too."""
        unchanged = mutant._replace(source=self.sources[mutant.module])
        tests = self.known[mutant.module].tests(mutant, self.kills[mutant.module], self.all_kills)
        while True:
            tests = [test for test in tests if self.proven.get((in_place, test), True)]
            end, killer = self._end_and_killer(mutant, tests, work)
            if end == _BROKEN or not tests:
                return self.tell(mutant, "not tried" if tests else "not reached")
            if not end:
                return self.tell(mutant, "survived")
            if (in_place, killer) not in self.proven:
                alone = [killer] if killer else tests[:1]
                self.proven[in_place, killer] = not self._end_and_killer(unchanged, alone, work)[0]
            if self.proven[in_place, killer]:
                self.kills[mutant.module][killer] += 1
                self.all_kills[killer] += 1
                return None
            if not killer:
                return self.tell(mutant, "not tried")

    def _end_and_killer(
        self, mutant: Mutant, tests: Sequence[str], work: Callable[[Mutant, Sequence[str]], int]
    ) -> tuple[int, str]:
        """The exit code, and the test that failed, or "" where the mutant was noticed before the first."""
        path = self.package / mutant.module
        path.write_text(mutant.source, encoding="utf-8")
        self.killer.path.write_text("", encoding="utf-8")

        def apart() -> int:
            os.setpgid(0, 0)  # so that what it has started and not ended can be ended
            _end_after(10 * PATIENCE)  # for importing
            return work(mutant, tests)

        child = _forked(apart)
        end = _end_of(child)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        path.write_text(self.sources[mutant.module], encoding="utf-8")
        return end, self.killer.path.read_text(encoding="utf-8")


def exchangeable(old: str, new: str) -> bool:
    """Whether two sources differ in nothing but what functions do when they are called."""
    return all(
        one.co_freevars == other.co_freevars and (_does(one) == _does(other) or one.co_flags & inspect.CO_OPTIMIZED)
        for one, other in _pairs(compile(old, "", "exec"), compile(new, "", "exec"))
    )


def exchange(path: Path, old: str, new: str) -> None:
    """Gives the functions of a module, where it has been imported, the code of another source."""
    gc.unfreeze()  # what is frozen, as by conftest.py, is not among the objects
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


def outcomes(tried: Sequence[Mutant], known: Mapping[str, Reached], copies: Sequence[Path]) -> dict[str, str]:
    """What came of the mutants that no test notices, by name; each copy of the project tries a part of them."""
    reported = [copy / "outcomes.txt" for copy in copies]
    children = []
    for i, copy in enumerate(copies):
        reported[i].write_text("", encoding="utf-8")

        def tell(mutant: Mutant, outcome: str, path: Path = reported[i]) -> None:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{outcome}\t{mutant.name}\n")

        trials = _Trials(copy, known, tell)
        part = tried[i :: len(copies)]
        children.append(_in_copy(copy, lambda trials=trials, part=part: trials.run(part)))
    ends = [_end_of(child) for child in children]
    for copy, end in zip(copies, ends, strict=True):
        if end:
            sys.exit(f"mutants could not be tried: {_why(copy, end)}")
    lines = [line.split("\t") for path in reported for line in path.read_text(encoding="utf-8").splitlines()]
    return {name: outcome for outcome, name in lines}
