"""Twenty mistakes in one article, for a trial: who has never seen newscorpus corrects them from the messages alone.

`puzzle/` is the folder to try, with `newscorpus check`; `mistakes/harbour.yaml` is the article as it should be.
"""

import difflib
import shutil
from pathlib import Path

import newscorpus as nc

HERE = Path(__file__).parent
SOLUTION = HERE / "mistakes" / "harbour.yaml"
PUZZLE = HERE / "puzzle" / "harbour.yaml"


def test_the_solution_has_no_finding(tmp_path: Path) -> None:
    """So that whoever finds it is done."""
    for file in (SOLUTION, PUZZLE.with_suffix(".txt")):
        shutil.copy(file, tmp_path)
    assert nc.check([tmp_path / "harbour.yaml"]).diagnostics == ()


def test_every_mistake_is_reported_at_its_line(tmp_path: Path) -> None:
    """At once, except for two that depend on others: the day of the fire, and the status of the visit."""
    wrong = list(difflib.ndiff(SOLUTION.read_text().split("\n"), PUZZLE.read_text().split("\n")))
    assert sum(line.startswith("- ") for line in wrong) >= 20
    report = nc.check([PUZZLE])
    assert len(report.diagnostics) == 18
    assert all(found.advice for found in report.diagnostics)
