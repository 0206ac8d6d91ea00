"""Report -> JSON: the report as it is, field by field, for programs that want all of it."""

from collections.abc import Iterator

import attrs

from newscorpus.diagnostics import Report
from newscorpus.render.escaping import json_text

VERSION = 1
"""Of the format: it rises if a field goes or changes its meaning, not if one comes."""


def render(report: Report) -> Iterator[str]:
    """One JSON object: `version` and the fields of Report. Every character of the input is in it unchanged."""
    yield json_text({"version": VERSION, **attrs.asdict(report)})
