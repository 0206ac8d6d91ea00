"""Drafts as language models write them, with their typical faults: what is repaired, and what is refused.

`drafts/` has the answers; `drafts.json` has the text of each, its repairs and the findings that are left.
`NEWSCORPUS_RENEW=1` writes the last two; read the difference.
"""

import json
import os
from pathlib import Path
from typing import Any

import newscorpus as nc

HERE = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = json.loads((HERE / "drafts.json").read_text("utf-8"))
ANSWERS = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "drafts").glob("*.txt"))}
ARTICLES = HERE.parent / "articles"


def text_named(name: str) -> str:
    """The article text that an answer is about."""
    own = HERE / "drafts" / f"{name}.text"
    return (own if own.exists() else ARTICLES / f"{name}.txt").read_text("utf-8")


def replayed(name: str) -> dict[str, Any]:
    """What is made of an answer."""
    draft = nc.from_draft(ANSWERS[name], text=text_named(EXPECTED[name]["text"]))
    return {
        "text": EXPECTED[name]["text"],
        "article": draft.article is not None,
        "repaired": [str(one) for one in draft.repaired],
        "findings": [
            f"{one.code} {'.'.join(map(str, one.path))}: {one.message}{f'; {one.help}' if one.help else ''}"
            for one in draft.report.errors
        ],
    }


def test_replayed() -> None:
    found = {name: replayed(name) for name in ANSWERS}
    if os.environ.get("NEWSCORPUS_RENEW") == "1":
        (HERE / "drafts.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert found == EXPECTED


def test_a_repaired_draft_needs_no_repair() -> None:
    for name, answer in ANSWERS.items():
        text = text_named(EXPECTED[name]["text"])
        draft = nc.from_draft(answer, text=text)
        if draft.article is not None and draft.report.ok:
            again = nc.from_draft(nc.to_draft(draft.article), text=text)
            assert (again.repaired, again.article) == ((), draft.article), name
