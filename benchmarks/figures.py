"""Figures of runs that are too long for the suite: each command writes its own line of docs/figures.md."""

import re
from pathlib import Path

from benchmarks.measure import version

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "figures.md"
HEAD = """# Figures of long runs

Each line is written by its command, with the version and the commit that was measured. `+` means that the
checkout had changes in `newscorpus/`, `tests/` or `benchmarks/`.

| command | result | measured |
| --- | --- | --- |
"""


def record(command: str, result: str, measured: str = "", instead_of: str = "") -> None:
    """Write the result of a command, in place of its earlier one; `measured` is the `version` when it began.

    Results of commands that match the pattern `instead_of` go.
    """
    lines = {cells[0]: cells[1:] for cells in rows() if not re.fullmatch(f"`{instead_of}`", cells[0])}
    lines[f"`{command}`"] = (result, measured or version())
    PAGE.write_text(HEAD + "".join(f"| {name} | {' | '.join(lines[name])} |\n" for name in sorted(lines)))


def rows() -> list[tuple[str, ...]]:
    """Return command, result and version with commit of each line."""
    lines = PAGE.read_text().splitlines()[HEAD.count("\n") :]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
