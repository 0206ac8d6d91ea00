"""Report -> JSON: all fields of the report, for programs."""

from collections.abc import Iterator

import attrs

from newscorpus.diagnostics.report import INTERNAL, VERSION, Report
from newscorpus.render.escapes import json_text


def render(report: Report) -> Iterator[str]:
    """Yield one JSON object: `version` and the fields of Report. A parser reads every string back unchanged."""
    fields = attrs.asdict(report, filter=lambda field, _: not field.metadata.get(INTERNAL))
    yield json_text({"version": VERSION, **fields})
