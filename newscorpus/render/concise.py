"""Report -> one line per finding, as of a compiler: `file:line:column: severity CODE name: message`."""

from collections.abc import Iterator

from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.render.escapes import printable


def render(report: Report, *, color: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield a line for each finding."""
    for d in report.diagnostics:
        notes = "; ".join(filter(None, (place_in_text(d), d.advice)))
        hint = f" ({notes})" if notes else ""
        yield printable(f"{d.primary}: {d.severity} {d.code} {d.name}: {d.message}{hint}")


def place_in_text(d: Diagnostic) -> str:
    """Return where the words are of which a text file is reported: `see article.txt:9:16`; else an empty string."""
    return f"see {d.labels[0].span}" if d.path == ("text_file",) and d.labels else ""
