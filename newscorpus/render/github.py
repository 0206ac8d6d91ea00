"""Report -> commands of GitHub's runner, which shows them as annotations of changed lines; and the job summary.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator
from html import escape

from newscorpus.diagnostics.report import Diagnostic, Report, Severity
from newscorpus.render import concise
from newscorpus.render.escapes import escaped
from newscorpus.render.full import summary
from newscorpus.text.words import counted

SHOWN = 10
"""The number of annotations of one severity that GitHub shows for a step; it drops the rest silently."""

SUMMARY_LIMIT = 1024 * 1024
"""The maximum size of the job summary of a step, in bytes; GitHub rejects a larger one."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(report: Report) -> Iterator[str]:
    """Yield a command for each finding. Of more than ten of a severity, the tenth is the number of the others."""
    counts = {severity: report.count(severity) for severity in Severity}
    left = {severity: SHOWN - (count > SHOWN) for severity, count in counts.items() if count}
    for d in report.diagnostics if left else ():
        if left.get(d.severity):
            left[d.severity] -= 1
            yield _command(d)
        elif not any(left.values()):
            break
    for severity, command in _COMMANDS.items():
        if counts[severity] > SHOWN:
            more = counted(counts[severity] - SHOWN + 1, f"more {severity}")
            yield f"::{command} title=newscorpus::{more}: see the summary of the job, or its log"


def _command(d: Diagnostic) -> str:
    span = d.primary
    properties = {
        "title": f"{d.code} {d.name}",
        "file": escaped(span.file),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # GitHub rejects columns if there are several lines
        properties |= {"col": span.column, "endColumn": span.end_column}
    parts = [
        d.message,
        *filter(None, (d.label, concise.place_in_text(d))),
        *([f"help: {d.advice}"] if d.advice else []),
    ]
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = _data("\n".join(map(escaped, parts)))
    return f"::{_COMMANDS[d.severity]} {shown}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(report: Report, room: int = SUMMARY_LIMIT) -> str:
    """Return all findings as Markdown of less than `room` bytes; the last ones are omitted if they do not fit.

    The findings are in `<pre>`, where Markdown does not parse markup, links or mentions.
    """
    title = escape(summary(report))
    if not report.diagnostics:
        return f"### newscorpus\n\n{title}\n"
    head, tail = f"### newscorpus\n\n{title}\n\n<pre>\n", "</pre>\n"
    rest = "… and {} more\n"
    left = room - len((head + rest + tail).encode()) - len(str(len(report.diagnostics)))
    lines: list[str] = []
    for line in concise.render(report):
        shown = f"{escape(line)}\n"
        left -= len(shown.encode())
        if left <= 0:
            break
        lines.append(shown)
    more = len(report.diagnostics) - len(lines)
    return head + "".join(lines) + (rest.format(more) if more else "") + tail
