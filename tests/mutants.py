"""`python tests/mutants.py [--share 0.1] [--seed 0] [WHAT …]`: mutation testing of the package.

Each mutant is one small change of one module: a comparison turned, a condition negated, a number off by one, a
statement left out. If the tests that run its line pass all the same, it has survived, and is printed. WHAT is a package
or a module, such as `cli` or `rules/structure.py`; all by default. `--tests` names the tests to use, all by default.

The tests run once under coverage, which tells which of them run which line. Then each mutant meets the quickest of
those, in a process of its own: it takes some seconds. mutmut leaves out decorated functions, as all rules are;
cosmic-ray runs all tests for each mutant.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from coverage import CoverageData
from mutating import Mutant, mutants

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "newscorpus"
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*cache", ".hypothesis")
SLOW = 30
"""Seconds: functions of tests that take longer are left out."""
ENOUGH = 60
"""Seconds: what the tests of a mutant take at most."""
PATIENCE = 600
"""Seconds after which a mutant counts as noticed: it does not end."""
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no"]
TRACED = ["--cov", "--cov-context=test", "--cov-config=reached.ini", "--cov-report=", "--junitxml=times.xml"]


def drawn(what: str, share: float, seed: int) -> list[Mutant]:
    """Mutants of a package or a module, of each module a share."""
    path = PACKAGE / what
    drawn_mutants = []
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        module = file.relative_to(PACKAGE).as_posix()
        every = list(mutants(module, file.read_text(encoding="utf-8")))
        count = min(len(every), max(1, round(len(every) * share)))
        drawn_mutants += sorted(random.Random(f"{seed} {module}").sample(every, count))
    return drawn_mutants


class Copy:
    """A copy of the project, whose modules are changed and whose tests are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=NOT_COPIED, dirs_exist_ok=True)
        names = {"PYTHONPATH": str(folder), "HYPOTHESIS_PROFILE": "mutants", "PYTHONDONTWRITEBYTECODE": "1"}
        self.environment = {**os.environ, **names}
        self.seconds = Counter[str]()
        self.failed = set[str]()

    def trace(self, tests: list[str]) -> None:
        """Run the tests as they are: how long each takes, and which lines it runs."""
        (self.folder / "reached.ini").write_text("[run]\nsource = newscorpus\ndata_file = reached\n")
        subprocess.run([*PYTEST, *TRACED, *tests], cwd=self.folder, env=self.environment, check=False)
        for case in ET.parse(self.folder / "times.xml").iter("testcase"):
            # tests.views.test_view and test_links[a] are tests/views/test_view.py::test_links
            parts = [*case.get("classname", "").split("."), case.get("name", "").partition("[")[0]]
            module = next(i for i, part in enumerate(parts) if part.startswith("test_"))
            name = "::".join(("/".join(parts[: module + 1]) + ".py", *parts[module + 1 :]))
            self.seconds[name] += float(case.get("time", 0))
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed.add(name)
        for name in sorted(self.failed):
            print(f"left out, since it fails without any mutant: {name}", flush=True)
        self.data = CoverageData(str(self.folder / "reached"))
        self.data.read()

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The quickest functions of tests that run its lines; "" is importing, and then any test of its module is."""
        path = str(self.folder / "newscorpus" / mutant.module)
        by_line = self.data.contexts_by_lineno(path)
        lines = range(mutant.line, mutant.last + 1)
        if any("" in by_line.get(line, ()) for line in lines):
            lines = list(by_line)
        contexts = {context for line in lines for context in by_line.get(line, ())} - {""}
        reaching = {context.rpartition("|")[0].partition("[")[0] for context in contexts} - self.failed
        taken, spent = [], 0.0
        for test in sorted(reaching, key=self.seconds.__getitem__):
            spent += self.seconds[test]
            if self.seconds[test] < SLOW and spent < ENOUGH:
                taken.append(test)
        return taken

    def outcome(self, mutant: Mutant) -> str:
        """`killed`, `survived`, or `not reached` by any quick test."""
        tests = self.tests_of(mutant)
        if not tests:
            return "not reached"
        path = self.folder / "newscorpus" / mutant.module
        original = path.read_text(encoding="utf-8")
        path.write_text(mutant.source, encoding="utf-8")
        try:
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": PATIENCE}
            ran = subprocess.run([*PYTEST, "-x", *tests], cwd=self.folder, env=self.environment, check=False, **quiet)
        except subprocess.TimeoutExpired:
            return "killed"
        finally:
            path.write_text(original, encoding="utf-8")
        return "killed" if ran.returncode else "survived"


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing")
    parser.add_argument("what", nargs="*", metavar="WHAT", help="package or module, such as cli or rules/structure.py")
    parser.add_argument("--share", type=float, default=0.1, help="share of the mutants of each module that are tried")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tests", nargs="+", default=["tests"], help="files and folders of tests")
    given = parser.parse_args()
    every = sorted(path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())
    tried = [mutant for what in given.what or every for mutant in drawn(what, given.share, given.seed)]
    outcomes = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder).resolve())
        copy.trace(given.tests)
        for mutant in tried:
            outcome = copy.outcome(mutant)
            outcomes[outcome] += 1
            if outcome != "killed":
                print(f"{outcome}  newscorpus/{mutant.module}:{mutant.line}  {mutant.name}", flush=True)
    print(f"{outcomes['killed']} of {len(tried)} killed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
