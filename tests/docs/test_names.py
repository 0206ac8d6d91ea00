"""No page installs `newscorpus` by name: the name on the package index is not this project's before it is released."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BY_NAME = re.compile(r"""(?:pip3?|pipx|uv|poetry)\s+(?:install|add|run)\b[^\n]*?(?<![/\w-])newscorpus(?![/\w]|\.git)""")


def test_no_page_installs_by_name():
    files = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "action.yml", ".pre-commit-hooks.yaml")]
    files += [*(ROOT / "docs").rglob("*.md"), *(ROOT / "newscorpus").rglob("*.py")]
    found = [f"{file.name}: {line}" for file in files for line in file.read_text().splitlines() if BY_NAME.search(line)]
    assert found == []


def test_the_pattern_finds_it():
    assert BY_NAME.search("pip install 'newscorpus[query]'")
    assert not BY_NAME.search("pip install git+https://github.com/OWNER/newscorpus@v1")
