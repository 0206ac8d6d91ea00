"""Report -> JSON: the report as it is, field by field, for programs that want all of it."""

from collections.abc import Iterator

import attrs

from newscorpus.diagnostics.report import VERSION, Report
from newscorpus.render.escapes import json_text


def render(report: Report) -> Iterator[str]:
    """One JSON object: `version` and the fields of Report. Every character of the input is in it unchanged."""
    yield json_text({"version": VERSION, **attrs.asdict(report)})
