"""SECURITY.md: the tests that it names exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_each_line_names_tests_that_there_are():
    """Or says that an attacker can do it."""
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert {name for name in re.findall(r"`(test_\w+)`", SECURITY) if f"def {name}(" not in tests} == set()
    assert [name for name in re.findall(r"`(tests/[\w/.]+)`", SECURITY) if not (ROOT / name).is_file()] == []
    section = SECURITY.partition("## What somebody can do")[2].partition("## Limits")[0]
    lines = [line for line in section.split("\n") if line.startswith("| ") and not re.match(r"\| (…|---)", line)]
    assert len(lines) > 15
    for line in lines:
        assert "`test_" in line or "**yes**" in line or "as above" in line, line
