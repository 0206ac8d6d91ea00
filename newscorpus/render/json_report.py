"""Report -> JSON: all fields of the report, for programs."""

from collections.abc import Iterator
from typing import Any

import attrs

from newscorpus.diagnostics.report import INTERNAL, VERSION, Diagnostic, Report
from newscorpus.render.escapes import json_pieces


def render(report: Report) -> Iterator[str]:
    """Yield one JSON object: `version` and the fields of Report. A parser reads every string back unchanged."""
    fields = _fields(attrs.evolve(report, diagnostics=()))
    yield from json_pieces({"version": VERSION, **fields}, map(_fields, report.diagnostics), "diagnostics")


def _fields(value: Report | Diagnostic) -> dict[str, Any]:
    return attrs.asdict(value, filter=lambda field, _: not field.metadata.get(INTERNAL))
