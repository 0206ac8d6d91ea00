"""How models and reports are shown. `newscorpus` sets the functions, since models must not import what shows them."""

from collections.abc import Callable
from typing import Any

notebook_html: Callable[[Any], str] | None = None
"""Renders a model or a report as HTML for a notebook."""
report_text: Callable[..., str] | None = None
"""Renders a report as text: the report, the name of the format, and its options."""


def in_notebook(model: object) -> str | None:
    """Return the HTML that a notebook shows of a model or a report; None for its repr."""
    return notebook_html(model) if notebook_html else None
