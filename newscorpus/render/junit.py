"""Report -> JUnit XML, for Jenkins, GitLab and others: one suite per file, one failed case per finding."""

from collections import Counter
from collections.abc import Iterator
from html import escape  # also valid for XML, and imports nothing else
from itertools import groupby

from newscorpus.diagnostics.report import Diagnostic, Report, path_text
from newscorpus.render import full
from newscorpus.render.escapes import escaped


def render(report: Report) -> Iterator[str]:
    """Yield an XML document. Without findings it has one case that passed: readers reject an empty report."""
    count = len(report.diagnostics)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="newscorpus" {_counts(max(count, 1), count)}>'
    for file, group in groupby(report.diagnostics, key=lambda d: d.primary.file):
        diagnostics = list(group)
        name = escape(escaped(file))
        yield f'  <testsuite name="{name}" {_counts(len(diagnostics), len(diagnostics))}>'
        seen = Counter[str]()
        for d in diagnostics:
            case = f"{d.code} {d.name}" + (f" at {path_text(d.path)}" if d.path else "")
            seen[case] += 1
            yield from _case(d, case if seen[case] == 1 else f"{case} ({seen[case]})", name)
        yield "  </testsuite>"
    if not count:
        yield f'  <testsuite name="newscorpus" {_counts(1, 0)}>'
        yield '    <testcase name="check" classname="newscorpus"/>'
        yield "  </testsuite>"
    yield "</testsuites>"


def _counts(tests: int, failures: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="0"'


def _case(d: Diagnostic, name: str, file: str) -> Iterator[str]:
    """The lines of a case.

    Readers know a case by its name, so that is unique in the file, and stays the same if the finding moves to another
    line.
    """
    yield f'    <testcase name="{escape(escaped(name))}" classname="{file}" file="{file}" line="{d.primary.line}">'
    body = escape("\n".join(full.block(d)))
    yield f'      <failure type="{d.severity}" message="{escape(escaped(d.message))}">{body}</failure>'
    yield "    </testcase>"
