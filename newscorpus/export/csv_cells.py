"""Cells of CSV that no spreadsheet takes for a formula, and that read back as what they were.

Text that begins with one of `= + - @`, their full-width forms, a tab or a line break, and text that begins with `'`
or is empty, gets a `'` in front. So a cell that begins with `'` has one too many, and an empty cell is one without a
value. Numbers, dates and booleans stand as they are.
"""

from datetime import date
from typing import Final

_ACTING: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def cell(value: object) -> str:
    """How a value stands in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if not value or value.startswith(_ACTING) else value
    return value.isoformat() if isinstance(value, date) else str(value)


def text(cell: str) -> str | None:
    """The text that a cell stands for; None if it holds nothing. The inverse of `cell`."""
    return cell.removeprefix("'") if cell else None
