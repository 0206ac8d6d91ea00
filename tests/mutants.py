"""`python tests/mutants.py [--share 0.1] [--seed 0] [--jobs 1] [MODULE …]`: mutation testing of what decides.

Each mutant is one small change of one module: a comparison turned, a condition negated, a number off by one, a
statement left out. If the module's tests pass all the same, nothing guards that place: the mutant has survived, and is
listed. Mutants that are equal to the original by all that can be observed are named in tests/mutants.txt, with the
reason. A share of all mutants is drawn by the seed, so that a run takes as long as one likes.

A mutant costs about a second. One run of the module's tests tells which of them reach which line, and how long each
takes: only those are run, the quickest first, up to the first that fails; those of seconds are left out, so that a
survivor costs little (what only they would notice counts as survived). They run in a fork of a process that has
collected all tests, where the code of the functions in question is exchanged; what is done in importing newscorpus is
tried in a fork of one that has imported everything else.

mutmut and cosmic-ray are not used: the one leaves out decorated functions, as all rules are, the other starts a run of
its own for each mutant, too.
"""

import argparse
import ast
import gc
import importlib
import inspect
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import coverage
import pytest
from _pytest.main import pytest_runtestloop as run_collected

ROOT = Path(__file__).parent.parent
EQUAL = Path(__file__).with_suffix(".txt")
SLOW = 3
"""Seconds of a processor, traced: tests that take longer are left out."""
FEW = 20
MEMORY = 4 << 30
"""Bytes that a mutant may take: one that takes more is noticed."""

_YAML = ["formats/test_yaml_reader.py", "formats/test_yaml_simple.py", "formats/test_yaml_agreement.py"]
TESTS = {
    "formats/yaml_reader.py": [*_YAML, "test_hostile.py"],
    "formats/yaml_simple.py": [*_YAML],
    "formats/yaml_core.py": ["formats/test_yaml_core.py", "formats/test_yaml_scalars.py", *_YAML],
    "formats/yaml_writer.py": ["formats/test_yaml_writer.py", *_YAML, "formats/test_editing.py", "test_rules_fixes.py"],
    "formats/json_reader.py": ["formats/test_json_reader.py", "formats/test_json_writer.py", "test_conformance.py"],
    "formats/json_writer.py": ["formats/test_json_writer.py"],
    "formats/source.py": ["formats/test_source.py", *_YAML, "formats/test_json_reader.py"],
    "formats/editing.py": ["test_rules_fixes.py", "test_fixing.py", "formats/test_editing.py", "test_fix_laws.py"],
    "codec/reading.py": ["test_models.py", "test_corpora.py", "test_roundtrips.py", "test_schema.py", "test_fields.py"],
    "codec/writing.py": ["test_writing.py", "test_models.py", "test_roundtrips.py", "test_corners.py"],
    "codec/locating.py": ["test_seed_defects.py", "test_corners.py", "test_rules.py", "test_corpora.py"],
    "anchoring.py": ["test_anchoring.py", "test_roundtrips.py", "test_rules.py"],
    "text.py": ["test_text.py", "test_anchoring.py"],
    "models/edtf.py": ["models/test_edtf.py", "test_rules_times.py"],
    "render/escaping.py": ["test_render.py", "test_reports.py"],
    "files.py": ["test_files.py", "test_hostile.py"],
    "fixing.py": ["test_rules_fixes.py", "test_fixing.py", "test_fix_laws.py"],
    "rules/anchors/telling.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/quotes.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/names.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/words.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/texts.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/offsets.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/claims.py": ["test_rules_claims.py", "test_rules.py", "test_seed_defects.py"],
    "rules/corpus.py": ["test_corpora.py", "test_rules.py", "test_large_corpus.py"],
    "rules/events.py": ["test_rules_events.py", "test_rules.py", "test_seed_defects.py"],
    "rules/references.py": ["test_rules.py", "test_seed_defects.py", "test_corpora.py", "test_models.py"],
    "rules/times.py": ["test_rules_times.py", "test_rules.py", "test_seed_defects.py"],
    "rules/waivers.py": ["test_rules_waivers.py", "test_rules.py", "test_corpora.py", "test_rules_fixes.py"],
}
"""The tests of each module."""

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One small change of a module."""

    line: int
    last: int
    """Of the changed words."""
    name: str
    """Where it is, and what: as in mutants.txt."""
    source: str
    """The whole module, changed."""


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every one of a module."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:  # columns of `ast` are UTF-8 bytes
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    tree, before = ast.parse(source), Counter[str]()
    for node, new in _changes(tree):
        start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)
        place = " ".join(filter(None, (module, _home(tree, node))))
        name = " ".join(f"{place}: {source[start:end]} -> {new}".split())
        before[name] += 1
        nth = f" ({before[name]})" if before[name] > 1 else ""
        yield Mutant(node.lineno, node.end_lineno, name + nth, source[:start] + new + source[end:])


def _home(tree: ast.AST, node: ast.AST) -> str:
    """The function or class that a node stands in, such as `Text.find`."""
    for inner in ast.iter_child_nodes(tree):
        if getattr(inner, "lineno", node.lineno + 1) <= node.lineno <= (getattr(inner, "end_lineno", 0) or 0):
            here = inner.name if isinstance(inner, (ast.FunctionDef, ast.ClassDef)) else ""
            return ".".join(filter(None, (here, _home(inner, node))))
    return ""


def _changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Nodes, and what stands in their place. Annotations, docstrings and messages of exceptions are left alone."""
    left_alone: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns", "decorator_list", "exc", "msg"):
            if isinstance(node, (ast.arg, ast.AnnAssign, ast.FunctionDef, ast.ClassDef, ast.Raise, ast.Assert)):
                left_alone |= {id(one) for inner in _listed(getattr(node, field, None)) for one in ast.walk(inner)}
        if isinstance(node, ast.JoinedStr):  # whose parts have no true places before Python 3.12
            left_alone |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) not in left_alone:
            yield from _of(node)


def _listed(value: object) -> list[ast.AST]:
    return value if isinstance(value, list) else [value] if isinstance(value, ast.AST) else []


def _of(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _TURNED:
            turned = ast.Compare(node.left, [_TURNED[type(op)](), *node.ops[1:]], node.comparators)
            yield node, f"({ast.unparse(turned)})"
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.BinOp(left, op, right) if type(op) in _OPERATORS and not _is_text(left) and not _is_text(right):
            yield node, f"({ast.unparse(ast.BinOp(left, _OPERATORS[type(op)](), right))})"
        case ast.Constant(bool(value)):
            yield node, str(not value)
        case ast.Constant(int(value)):
            yield node, str(value + 1)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.Continue():
            yield node, "break"
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield value, "None"
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield node, "pass"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


class _Reached(NamedTuple):
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
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - begun
            self.measured.switch_context("")


_OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--tb=no"]
_OPTIONS += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]


def _forked(work: Callable[[], int]) -> int:
    """A child that ends with what `work` returns; the number of its process and group."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        os.setpgid(0, 0)
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


def _end_of(child: int, patience: float = float("inf")) -> int:
    """The exit code of a child; -1 if it had to be ended after so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return -1
        time.sleep(0.005)


def reached(copy: Path, modules: Sequence[str]) -> dict[str, _Reached]:
    """Runs the tests of some modules as they are, and imports here what they import. Exits if they fail."""
    told = copy / "reached.json"
    tests = list(dict.fromkeys(test for module in modules for test in tests_of(module)))
    paths = {module: str(copy / "newscorpus" / module) for module in modules}

    def work() -> int:
        measured = coverage.Coverage(data_file=None, config_file=False, include=list(paths.values()))
        tracing = _Tracing(measured)
        measured.start()
        status = pytest.main([*_OPTIONS, *tests], plugins=[tracing])
        measured.stop()
        loaded = {name: getattr(found, "__file__", None) or "" for name, found in list(sys.modules.items())}
        imported = [name for name, file in loaded.items() if not file.startswith(str(copy)) and name != "__main__"]
        by_line = {module: measured.get_data().contexts_by_lineno(path) for module, path in paths.items()}
        told.write_text(json.dumps([by_line, tracing.seconds, imported]), encoding="utf-8")
        return int(status)

    if _end_of(_in_copy(copy, work)):
        sys.exit("the tests fail without any mutant")
    by_line, seconds, imported = json.loads(told.read_text(encoding="utf-8"))
    with warnings.catch_warnings(action="ignore"):
        for name in imported:
            with suppress(Exception):
                importlib.import_module(name)
    found = {}
    for module in modules:
        own = {test: taken for test, taken in seconds.items() if test.split("::")[0] in tests_of(module)}
        lines = {int(n): [test for test in by if test in own or not test] for n, by in by_line[module].items()}
        found[module] = _Reached(lines, own)
    return found


def tests_of(module: str) -> list[str]:
    """The files of its tests."""
    return [f"tests/{test}" for test in TESTS[module] if (ROOT / "tests" / test).exists()]


class _Killer:
    """A plugin of pytest: keeps which test failed, beyond the end of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.path.write_text(report.nodeid, encoding="utf-8")


class _Trials:
    """The trials of some mutants of a module in a copy of the project. Those that survive are told to `tell`."""

    def __init__(self, copy: Path, module: str, known: _Reached, tell: Callable[[Mutant], None]) -> None:
        self.path = copy / "newscorpus" / module
        self.source = self.path.read_text(encoding="utf-8")
        self.known = known
        self.tell = tell
        self.in_place: list[Mutant] = []
        self.killer = _Killer(copy / "killer.txt")
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
        patience = 20 + 10 * sum(self.known.seconds[test] for test in tests)
        if _end_of(_forked(lambda: work(tests)), patience) == 0:
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


def survivors(module: str, tried: Sequence[Mutant], known: _Reached, copies: Sequence[Path]) -> list[Mutant]:
    """Those of the mutants that no test notices; each copy of the project tries a part of them."""
    told = [copy / "survivors.txt" for copy in copies]
    children = []
    for i, copy in enumerate(copies):
        told[i].write_text("", encoding="utf-8")

        def tell(mutant: Mutant, path: Path = told[i]) -> None:
            with path.open("a", encoding="utf-8") as file:
                file.write(mutant.name + "\n")

        trials = _Trials(copy, module, known, tell)
        part = tried[i :: len(copies)]
        children.append(_in_copy(copy, lambda trials=trials, part=part: trials.run(part)))
    ends = [_end_of(child) for child in children]
    if any(ends):
        sys.exit(f"{module}: its mutants could not be tried")
    names = {name for path in told for name in path.read_text(encoding="utf-8").splitlines()}
    return [mutant for mutant in tried if mutant.name in names]


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing of what decides")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as rules/times.py; all by default")
    parser.add_argument("--share", type=float, default=0.1, help="share of all mutants that are tried")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1, help="how many are tried at a time")
    given = parser.parse_args()
    equal = {line.split("  # ")[0] for line in EQUAL.read_text(encoding="utf-8").splitlines() if line}
    rng, total, alive, excused = random.Random(given.seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder).resolve() / f"copy{i}" for i in range(given.jobs)]
        for copy in copies:
            ignored = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*cache", ".hypothesis")
            shutil.copytree(ROOT, copy, ignore=ignored)
        reaching = reached(copies[0], given.modules or list(TESTS))
        for module, known in reaching.items():
            source = (copies[0] / "newscorpus" / module).read_text(encoding="utf-8")
            every = list(mutants(module, source))
            drawn = rng.sample(every, max(1, round(len(every) * given.share)))
            tried = sorted(mutant for mutant in drawn if mutant.name not in equal)
            lines = (Mutant(line, line, f"unchanged {line}", source) for line in known.by_line)
            unchanged = list({known.in_importing(line): line for line in lines}.values())
            if survivors(module, unchanged, known, copies[:1]) != unchanged:
                sys.exit(f"{module}: its tests fail in a fork, without any mutant")
            found = survivors(module, tried, known, copies)
            for mutant in found:
                print(f"survived  newscorpus/{module}:{mutant.line}  {mutant.name}", flush=True)
            living = len(found)
            print(f"{module}: {len(tried) - living} of {len(tried)} killed", flush=True)
            total, alive, excused = total + len(tried), alive + living, excused + len(drawn) - len(tried)
    killed = total - alive
    print(
        f"{killed} of {total} killed ({killed / max(total, 1):.1%}), {excused} equal ones left out; seed {given.seed}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
