"""The tool that tries mutants: an error in it would make all of them survive, or none."""

import gc
import importlib.util
import os
import subprocess
import sys

import mutants
import trials
from mutating import mutants as mutants_in

MODULES = [path.relative_to(mutants.PACKAGE).as_posix() for path in sorted(mutants.PACKAGE.rglob("*.py"))]


def test_each_module_has_tests():
    """No module is left out of mutation testing."""
    assert sorted(one for what in mutants.everything() for one in mutants.modules_of(what)) == sorted(MODULES)
    for module in MODULES:
        assert mutants.tests_of(module), module


def test_only_what_exists_is_named():
    """A row of a package or of tests that are gone."""
    assert set(mutants.ALSO) == {module.partition("/")[0].removesuffix(".py") for module in MODULES}
    for where in (*mutants.LEFT_OUT, *" ".join(mutants.ALSO.values()).split()):
        assert (mutants.ROOT / "tests" / where).exists(), where


SOME = {
    "newscorpus/__init__.py": "",
    "newscorpus/some.py": """
LEAST = 3
def is_enough(n):
    return n >= LEAST
def is_little(n):
    return n < 1 + 1
def is_nothing(n):
    return n == 0
def ends(n):
    while n > 0:
        n -= 1
    return n
""",
    "tests/conftest.py": "import gc\ndef pytest_collection_finish():\n    gc.freeze()\n",
    "tests/test_some.py": """
from newscorpus.some import ends, is_enough, is_little
def test_a_test_that_fails_anyway():
    assert not is_enough(3)
def test_enough():
    assert is_enough(3) and not is_enough(2)
def test_little():
    assert is_little(1) and not is_little(2)
def test_an_end():
    assert ends(3) == 0
""",
}
TRY = """
import sys
from pathlib import Path
from newscorpus import Article  # which a tool may have imported
from mutating import mutants
import trials
from trials import outcomes, reached
trials.PATIENCE = 0.5
copy = Path(sys.argv[1])
tried = list(mutants("some.py", (copy / "newscorpus/some.py").read_text()))
print(len(tried))
for name, outcome in outcomes(tried, reached(copy, {"some.py": ["tests/test_some.py"]}), [copy]).items():
    print(outcome, name)
"""


def test_what_no_test_notices_survives(tmp_path):
    """And nothing else: in functions, and in what importing does. A test that fails anyway notices nothing, one
    that does not end does."""
    for name, source in SOME.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
    paths = os.pathsep.join([str(mutants.ROOT / "tests"), str(mutants.ROOT)])
    run = [sys.executable, "-c", TRY, tmp_path.resolve()]
    out = subprocess.check_output(run, text=True, env=os.environ | {"PYTHONPATH": paths})
    assert sorted(out.splitlines()) == [
        "17",
        "left out, since it fails without any mutant: tests/test_some.py::test_a_test_that_fails_anyway",
        "survived some.py is_nothing: 0 -> 1",
        "survived some.py is_nothing: n == 0 -> (n != 0)",
        "survived some.py is_nothing: n == 0 -> None",
    ]


def test_mutants_take_the_place_of_functions(tmp_path):
    """Also where the garbage collector has been told to leave alone what was imported, as conftest.py does."""
    path = tmp_path / "some.py"
    source = "class Some:\n    def more(self, n):\n        return [n + 1 for _ in range(1)][0]\n"
    path.write_text(source)
    spec = importlib.util.spec_from_file_location("some", path)
    some = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(some)
    changed = {mutant.name: mutant.source for mutant in mutants_in("some.py", source)}
    gc.freeze()
    assert some.Some().more(2) == 3
    trials.exchange(path, source, changed["some.py Some.more: n + 1 -> (n - 1)"])
    assert some.Some().more(2) == 1
    gc.freeze()


def test_what_importing_does_is_not_exchanged():
    """A default, a constant and a decorator are made once."""
    old = "@some(1)\ndef f(a=1):\n    return 1\n"
    for changed, expected in {"return 1": True, "a=1": False, "some(1": False}.items():
        assert trials.exchangeable(old, old.replace(changed, changed.replace("1", "2"))) is expected


def test_survivors_are_listed_with_their_reasons(tmp_path, monkeypatch):
    """A new one is added, one that is killed now goes, a reason stays."""
    path = tmp_path / "survivors.txt"
    path.write_text("a.py: 1 -> 2  # only speed\nb.py: 1 -> 2\n")
    monkeypatch.setattr(mutants, "SURVIVORS", path)
    tried = list(mutants_in("b.py", "1\n2\n")) + list(mutants_in("a.py", "1"))
    mutants.list_survivors(tried, {"a.py: 1 -> 2": "survived", "b.py: 2 -> 3": "survived"})
    assert path.read_text() == "a.py: 1 -> 2  # only speed\nb.py: 2 -> 3\n"


def test_each_mutant_in_a_list_is_one_and_has_a_reason():
    """Why it is equal, or why it survives; where the code has changed since, it is gone."""
    for path in (mutants.EQUAL, mutants.SURVIVORS):
        listed = mutants.named(path)
        modules = {name.split(": ")[0].split()[0] for name in listed}
        sources = {module: (mutants.PACKAGE / module).read_text(encoding="utf-8") for module in modules}
        known = {mutant.name for module, source in sources.items() for mutant in mutants_in(module, source)}
        assert set(listed) - known == set(), path.name
        assert [name for name, why in listed.items() if not why] == [], path.name
