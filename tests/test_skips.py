"""What a run left out is said at its end; and fails it, where it may not be."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from skips import GROUPS, VARIABLE, group_of
from untraced import CASES, UNTRACED

TESTS = Path(__file__).parent
MODULE = """
import pytest
@pytest.mark.parametrize("number", range(3))
def test_browser(number): pytest.skip("no Chromium")
def test_library(): pytest.importorskip("polars.none")
def test_odd(): pytest.skip("it rains")
"""


@pytest.mark.parametrize(
    ("may", "code", "unexpected"),
    [(None, 0, []), ("browser tables other", 0, []), ("tables", 1, ["browser", "other"])],
)
def test_skips_are_listed(may, code, unexpected, tmp_path, monkeypatch):
    (tmp_path / "test_some.py").write_text(MODULE)
    monkeypatch.delenv(VARIABLE, raising=False)
    if may is not None:
        monkeypatch.setenv(VARIABLE, may)
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "skips", "-p", "no:cacheprovider", tmp_path]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    _, _, said = done.stdout.partition("left out, and how to get it")
    assert done.returncode == code, done.stdout
    for line in ("browser, 3: install", "    3 × no Chromium", "tables, 1: pip install", "    1 × it rains"):
        assert line in said
    assert re.findall(r"UNEXPECTED: (\w+)", said) == unexpected


def test_each_reason_has_a_group():
    """So that a new one says how to get what it leaves out."""
    reasons = [
        match[2]
        for path in TESTS.rglob("*.py")
        if path.name != Path(__file__).name
        for match in re.finditer(r"""(?:pytest\.skip\(|\breason=)f?(["'])(.+?)\1""", path.read_text("utf-8"))
    ]
    assert len(reasons) > 20
    assert [reason for reason in reasons if group_of(reason) not in GROUPS] == []


def test_what_is_untraced_is_there():
    """A test that has another name by now would be traced again, and nobody would see why a run takes longer."""
    for name in UNTRACED:
        file, _, function = name.partition("::")
        assert not function or f"def {function}(" in (TESTS / file).read_text(encoding="utf-8"), name
        assert (TESTS / file).is_file(), name
    assert CASES.keys() <= UNTRACED
