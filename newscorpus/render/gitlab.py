"""Report -> GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from collections.abc import Iterator

from newscorpus.diagnostics.report import Report, Severity
from newscorpus.render.escapes import escaped, json_text
from newscorpus.render.file_names import numbered

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(report: Report) -> Iterator[str]:
    """A JSON array with one object a finding. GitLab tells findings apart by their fingerprints alone."""
    yield json_text(
        [
            {
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
            for d, fingerprint in numbered(report)
        ]
    )
