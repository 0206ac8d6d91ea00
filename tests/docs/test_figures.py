"""The figures of long runs: each by a command that exists, of this release or the one before."""

import re
import shlex
from pathlib import Path

import mutants
import pytest

import newscorpus
from benchmarks import figures

RELEASES = re.findall(r"^## (\d\S*?),", (figures.ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

LONG = {
    *("tests/kills.py", "tests/fuzzing", "tests/matrix.py", "tests/mutants.py", "tests/drafts/llm_walk.py"),
    *("benchmarks/fixes.py", "tests/comparison/histories.py"),
    *("benchmarks/editor.py", "benchmarks/imports.py", "tests/lsp/tour.py"),
}
"""The runs that have figures. The page must not lose the last one of any."""


def script(words):
    """The file or folder that a command runs."""
    return words[2].replace(".", "/") + ".py" if words[1] == "-m" else words[1]


def test_figures_are_current_and_their_commands_exist():
    """Run the command again where this fails."""
    assert newscorpus.__version__ == RELEASES[0]
    for command, result, measured in figures.rows():
        words = shlex.split(command.strip("`"))
        version, commit = measured.split(", ")
        assert words[0] == "python"
        assert (figures.ROOT / script(words)).exists(), command
        assert words[1] != "tests/mutants.py" or mutants.modules_of(words[-1]), command
        assert version in RELEASES[:2], f"{command} was measured on {version}"
        assert re.fullmatch("[0-9a-f]{7,}", commit), f"{command} was measured on a checkout with changes"
        assert result
    assert {script(shlex.split(command.strip("`"))) for command, _, _ in figures.rows()} >= LONG


PAGES = ("benchmarks.md", "scale.md")
"""Pages that one command writes as a whole, or a section of."""


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_figures_are_current(page):
    """Run the command that the page names again where this fails."""
    ((version, _),) = re.findall(r"newscorpus (\S+),\s([0-9a-f]{7,});", (figures.PAGE.parent / page).read_text())
    assert version in RELEASES[:2]


def test_record(tmp_path, monkeypatch):
    """A result takes the place of the earlier one; lines are sorted."""
    page = tmp_path / "figures.md"
    page.write_text(figures.HEAD)
    monkeypatch.setattr(figures, "PAGE", Path(page))
    figures.record("python tests/b.py", "1")
    figures.record("python tests/a.py", "2")
    figures.record("python tests/b.py", "3")
    assert [row[:2] for row in figures.rows()] == [("`python tests/a.py`", "2"), ("`python tests/b.py`", "3")]
