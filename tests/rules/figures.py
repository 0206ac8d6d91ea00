"""How many wrong values are reported in a language, as docs/languages.md says.

`NEWSCORPUS_RENEW=1 pytest tests/rules/test_dates_in_languages.py tests/rules/test_counts_in_languages.py` writes the
figures; then `make generated` writes the page.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parents[2] / "docs/made/languages.json"
DIGITS: Final = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "bn": "০১২৩৪৫৬৭৮৯",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "hi": "०१२३४५६७८९",
    "th": "๐๑๒๓๔๕๖๗๘๙",
}
"""Of scripts that have digits of their own."""
RENEW: Final = os.environ.get("NEWSCORPUS_RENEW") == "1"


def same(language: str, name: str, value: Sequence[Any]) -> None:
    """Compare a figure or an example of a language with what the page says."""
    said = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if RENEW:
        said.setdefault(language, {})[name] = list(value)
        lines = (f' "{tag}": {json.dumps(dict(sorted(said[tag].items())), ensure_ascii=False)}' for tag in sorted(said))
        FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    assert said[language][name] == list(value), "see figures.py"


def reported_of(reported: Sequence[str], written: Sequence[Any]) -> tuple[int, int]:
    """The figure: how many of the wrong values are reported, and how many there are."""
    return len(reported), len(written)


def in_script(language: str, words: str) -> str:
    """Words with the digits of the script of a language."""
    return words.translate(str.maketrans("0123456789", DIGITS[language]))
