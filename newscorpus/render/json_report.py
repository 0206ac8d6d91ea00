"""Report -> JSON: all fields of the report, for programs."""

from collections.abc import Iterator

import attrs

from newscorpus.diagnostics.report import VERSION, Report
from newscorpus.render.escapes import json_text


def render(report: Report) -> Iterator[str]:
    """Yield one JSON object: `version` and the fields of Report. A parser reads every string back unchanged."""
    yield json_text({"version": VERSION, **attrs.asdict(report)})
