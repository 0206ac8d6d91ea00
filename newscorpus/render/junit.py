"""Report -> JUnit XML, as Jenkins, GitLab and others read it: a suite for each file, a failed case for each finding."""

from collections.abc import Iterator
from html import escape  # what it writes is XML, too, and it loads nothing
from itertools import groupby

from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.render import full
from newscorpus.render.escapes import escaped


def render(report: Report) -> Iterator[str]:
    """An XML document. If nothing was found it has one case that passed: readers take an empty report for a mistake."""
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
    """Its name says rule and place: readers show names, and take two cases of one name for one case."""
    yield f'    <testcase name="{d.code} {d.name} {d.primary.line}:{d.primary.column}" classname="{classname}">'
    body = escape("\n".join(full.block(d)))
    yield f'      <failure type="{d.severity}" message="{escape(escaped(d.message))}">{body}</failure>'
    yield "    </testcase>"
