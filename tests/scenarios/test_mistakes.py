"""The mistakes that people make most often, and what the check says about each: `mistakes.yaml`, read as a user would.

Each case is the article in `mistakes/visit.yaml` with one change, or another file.
"""

from pathlib import Path
from typing import Any

import pytest
from plain_data import read_1_2

import newscorpus as nc

HERE = Path(__file__).parent
ARTICLE = (HERE / "mistakes" / "visit.yaml").read_text("utf-8")
CASES: list[dict[str, str]] = read_1_2((HERE / "mistakes.yaml").read_text("utf-8"))


def written(case: dict[str, str]) -> str:
    """The file with the mistake."""
    if "file" in case:
        return case["file"]
    assert ARTICLE.count(case["instead_of"]) == 1, "the change is ambiguous"
    return ARTICLE.replace(case["instead_of"], case["write"])


def found(text: str, folder: Path) -> list[dict[str, Any]]:
    """What the check reports: headline, marked words, and help."""
    file = folder / "visit.yaml"
    file.write_text(text, "utf-8")
    report = nc.check([file])
    return [
        {"headline": d.message, "mark": text[d.primary.start : d.primary.end], "help": d.advice or ""}
        for d in report.diagnostics
    ]


def test_the_article_has_no_mistake(tmp_path: Path) -> None:
    """Before one is made."""
    assert found(ARTICLE, tmp_path) == []


def test_there_are_sixty_mistakes() -> None:
    """All different."""
    assert len({case["mistake"] for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case["mistake"] for case in CASES])
def test_a_mistake_is_reported_once(case: dict[str, str], tmp_path: Path) -> None:
    """With the headline, the mark and the help that lead to its correction."""
    expected = {"headline": case["headline"], "mark": case["mark"], "help": case["help"]}
    assert found(written(case), tmp_path) == [expected]
