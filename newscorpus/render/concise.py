"""Report -> one line per finding, as of a compiler: `file:line:column: severity CODE name: message`."""

from collections.abc import Iterator

from newscorpus.diagnostics.report import Report
from newscorpus.render.escapes import printable


def render(report: Report, *, color: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield a line for each finding."""
    for d in report.diagnostics:
        notes = "; ".join(filter(None, (d.see, d.advice)))
        hint = f" ({notes})" if notes else ""
        yield printable(f"{d.primary}: {d.severity} {d.code} {d.name}: {d.message}{hint}")
