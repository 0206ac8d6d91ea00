"""Cells of CSV that a spreadsheet does not evaluate as formulas, and that can be read back without loss.

A string gets the prefix `'` if it is empty or begins with `'`, with one of `= + - @` or their full-width forms, with a
tab or with a line break. So a reader removes one leading `'`, and an empty cell has no value. Numbers, dates and
booleans are unchanged.
"""

from datetime import date
from typing import Final

_ACTING: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def cell(value: object) -> str:
    """Return a value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if not value or value.startswith(_ACTING) else value
    return value.isoformat() if isinstance(value, date) else str(value)
