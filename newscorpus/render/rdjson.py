"""Report -> reviewdog's rdjson: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.

Columns are bytes of UTF-8 and count from 1; ends are exclusive.
"""

from collections.abc import Iterator
from typing import Any

from newscorpus.diagnostics.report import Diagnostic, Report, Severity, Span
from newscorpus.render.concise import place_in_text
from newscorpus.render.escapes import escaped, json_pieces
from newscorpus.rules import BY_CODE

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def render(report: Report) -> Iterator[str]:
    """Yield one JSON object. It includes the fixes that consist of one edit, since the format has no others."""
    document = {"source": {"name": "newscorpus"}, "diagnostics": []}
    yield from json_pieces(document, map(_diagnostic, report.diagnostics), "diagnostics")


def _diagnostic(d: Diagnostic) -> dict[str, Any]:
    page = BY_CODE[d.code].page
    out: dict[str, Any] = {
        "message": escaped(_message(d)),
        "location": _location(d.primary),
        "severity": _SEVERITIES[d.severity],
        "code": {"value": d.code, **({"url": page} if page else {})},
    }
    edits = [fix.edits[0] for fix in d.fixes if len(fix.edits) == 1 and fix.edits[0].span.file == d.primary.file]
    if edits:
        out["suggestions"] = [{"range": _range(edit.span), "text": edit.text} for edit in edits]
    return out


def _message(d: Diagnostic) -> str:
    message = f"{d.name}: {d.message}" + "".join(f": {words}" for words in (d.label, place_in_text(d)) if words)
    return f"{message} ({d.advice})" if d.advice else message


def _location(span: Span) -> dict[str, Any]:
    return {"path": escaped(span.file), "range": _range(span)}


def _range(span: Span) -> dict[str, Any]:
    return {
        "start": {"line": span.line, "column": span.byte_column},
        "end": {"line": span.end_line, "column": span.end_byte_column},
    }
