"""Report -> JUnit XML, for Jenkins, GitLab and others: one suite per file, one failed case per finding."""

from collections.abc import Iterator
from html import escape  # also valid for XML, and imports nothing else
from itertools import groupby

from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.render import full
from newscorpus.render.escapes import escaped


def render(report: Report) -> Iterator[str]:
    """Yield an XML document. Without findings it has one case that passed: readers reject an empty report."""
    found = len(report.diagnostics)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="newscorpus" {_counts(max(found, 1), found)}>'
    for file, group in groupby(report.diagnostics, key=lambda d: d.primary.file):
        diagnostics = list(group)
        name = escape(escaped(file))
        yield f'  <testsuite name="{name}" {_counts(len(diagnostics), len(diagnostics))}>'
        for d in diagnostics:
            yield from _case(d, name)
        yield "  </testsuite>"
    if not found:
        yield f'  <testsuite name="newscorpus" {_counts(1, 0)}>'
        yield '    <testcase name="check" classname="newscorpus"/>'
        yield "  </testsuite>"
    yield "</testsuites>"


def _counts(tests: int, failures: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="0"'


def _case(d: Diagnostic, classname: str) -> Iterator[str]:
    """The lines of a case. Its name includes the place, since readers treat cases of the same name as one."""
    yield f'    <testcase name="{d.code} {d.name} {d.primary.line}:{d.primary.column}" classname="{classname}">'
    body = escape("\n".join(full.block(d)))
    yield f'      <failure type="{d.severity}" message="{escape(escaped(d.message))}">{body}</failure>'
    yield "    </testcase>"
