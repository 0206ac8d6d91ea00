"""Markdown: cells of tables, and lines of prose."""

import textwrap
from typing import Final

_WIDTH: Final = 116


def cell(text: str) -> str:
    """Text in a cell of a table."""
    return text.replace("|", "\\|")


def wrapped(text: str, indent: str = "") -> list[str]:
    """The lines of a paragraph or an item; `indent` is before all but the first."""
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
