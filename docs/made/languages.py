"""What is checked in which language."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from newscorpus.models.codes import language_name
from newscorpus.text.languages import DATED, UNSPACED, are_counts_read, section

_MEASURED: Final[dict[str, dict[str, Any]]] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)
"""Written by the tests of rules in languages: see tests/rules/figures.py."""


def languages() -> Iterator[str]:
    """A table of the languages whose words rules read, with an example of what each reports."""
    yield "| language | tag | dates | unused times | numbers in words | negation | statements | reported, for example |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for tag in sorted(DATED, key=language_name):
        checked = (
            True,
            tag not in UNSPACED,
            are_counts_read(tag),
            "negations" in (section(tag, "meaning") or {}),
            section(tag, "grammar") is not None,
        )
        examples = (f"`{words}: {value}`" for name in ("date", "count") for words, value in _example(tag, name))
        cells = [*("yes" if known else "–" for known in checked), ", ".join(examples)]
        yield f"| {language_name(tag)} | `{tag}` | {' | '.join(cells)} |"


def _example(tag: str, name: str) -> Iterator[tuple[str, Any]]:
    if name in _MEASURED[tag]:
        words, value = _MEASURED[tag][name]
        yield words, value


def languages_measured() -> Iterator[str]:
    """A table of how many wrong values are reported in each language."""
    yield "| language | dates | counted from the publication | two ends | numbers in digits | numbers in words |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for tag in sorted(DATED, key=language_name):
        figures = (_MEASURED[tag].get(name) for name in ("dates", "counted", "intervals", "digits", "words"))
        cells = " | ".join(f"{figure[0]} of {figure[1]}" if figure else "–" for figure in figures)
        yield f"| {language_name(tag)} | {cells} |"
