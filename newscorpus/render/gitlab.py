"""Report -> GitLab's Code Quality report.

See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from collections.abc import Iterator
from typing import Any

from newscorpus.diagnostics.report import Diagnostic, Report, Severity
from newscorpus.render.escapes import escaped, json_pieces
from newscorpus.render.file_names import with_fingerprints

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(report: Report) -> Iterator[str]:
    """Yield a JSON array with one object per finding. GitLab identifies findings by their fingerprints only."""
    yield from json_pieces([], (_issue(d, fingerprint) for d, fingerprint in with_fingerprints(report)))


def _issue(d: Diagnostic, fingerprint: str) -> dict[str, Any]:
    return {
        "check_name": d.code,
        "description": escaped(f"{d.code} {d.name}: {d.message}"),
        "severity": _SEVERITIES[d.severity],
        "fingerprint": fingerprint,
        "location": {
            "path": escaped(d.primary.file),
            "positions": {
                "begin": {"line": d.primary.line, "column": d.primary.column},
                "end": {"line": d.primary.end_line, "column": d.primary.end_column},
            },
        },
    }
