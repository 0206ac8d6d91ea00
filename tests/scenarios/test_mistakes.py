"""The mistakes that people make most often, and what the check says about each: `mistakes.yaml`, read as a user would.

Each case is the article in `mistakes/visit.yaml` with one change, or another file.
"""

from pathlib import Path
from typing import Any

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


def reported(text: str, folder: Path) -> list[dict[str, Any]]:
    """What the check reports: headline, marked words, and help."""
    file = folder / "visit.yaml"
    file.write_text(text, "utf-8")
    return [
        {"headline": finding.message, "mark": text[finding.primary.start : finding.primary.end], "help": finding.advice}
        for finding in nc.check([file]).diagnostics
    ]


def test_each_mistake_is_reported_once_with_its_correction(tmp_path: Path) -> None:
    assert reported(ARTICLE, tmp_path) == []
    expected = {case["mistake"]: [{name: case[name] for name in ("headline", "mark", "help")}] for case in CASES}
    assert {case["mistake"]: reported(written(case), tmp_path) for case in CASES} == expected
