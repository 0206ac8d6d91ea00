"""Findings -> diagnostics: paths become places in files, with the lines to show."""

from collections.abc import Iterable

import attrs

from newscorpus.codec.locating import Locator
from newscorpus.diagnostics import Diagnostic, Label, Severity, Span
from newscorpus.formats.document import Problem
from newscorpus.formats.source import Lines
from newscorpus.rules import BY_CODE, Finding

_BEFORE, _LONGEST = 80, 240


@attrs.frozen
class Place:
    """A text that findings point into: a file, or one record of JSON Lines (then shifted by what stands above it)."""

    file: str
    lines: Lines
    line_shift: int = 0
    offset_shift: int = 0

    def span(self, start: int, end: int) -> Span:
        """The span of code points `[start, end)`, with line, column and the line's text around it."""
        line, column = self.lines.at(start)
        end_line, end_column = self.lines.at(max(start, end))
        whole = self.lines.line(line)
        first = max(1, column - _BEFORE) if len(whole) > _LONGEST else 1
        return Span(
            self.file,
            start + self.offset_shift,
            max(start, end) + self.offset_shift,
            line + self.line_shift,
            column,
            end_line + self.line_shift,
            end_column,
            whole[first - 1 : first - 1 + _LONGEST],
            first,
        )


@attrs.frozen
class Placer:
    """Places the findings of one document."""

    here: Place
    locator: Locator | None = None
    text: Place | None = None
    """The article's text, if it is a file of its own."""

    def problem(self, problem: Problem, severity: Severity) -> Diagnostic:
        """What a reader found: it knows its place already."""
        return Diagnostic(
            code=problem.code,
            name=BY_CODE[problem.code].name,
            severity=severity,
            message=problem.message,
            primary=self.here.span(problem.start, problem.end),
            labels=tuple(Label(self.here.span(a, b), words) for a, b, words in problem.labels),
            help=problem.help,
        )

    def finding(self, code: str, finding: Finding, severity: Severity) -> Diagnostic:
        """What a rule or the codec found, by path."""
        assert self.locator is not None
        start, end = self.locator.span(finding.path, at_key=finding.at_key, part=finding.part)
        labels = [Label(self._in_text(a, b), words) for (a, b), words in finding.in_text]
        labels += [Label(self.here.span(*self.locator.span(p, at_key=True)), words) for p, words in finding.related]
        return Diagnostic(
            code=code,
            name=BY_CODE[code].name,
            severity=severity,
            message=finding.message,
            primary=self.here.span(start, end),
            label=finding.label,
            labels=tuple(labels),
            notes=finding.notes,
            help=finding.help,
            path=finding.path,
            arguments=finding.arguments,
        )

    def _in_text(self, start: int, end: int) -> Span:
        if self.text is not None:
            return self.text.span(start, end)
        assert self.locator is not None
        return self.here.span(*self.locator.span(("text",), part=(start, end)))


def visible(
    findings: Iterable[tuple[str, Finding]], broken: Iterable[tuple[str | int, ...]]
) -> list[tuple[str, Finding]]:
    """The findings that do not merely follow from a malformed value.

    What stands at or below one is not judged; nor is an object as a whole, of which a part is malformed.
    """
    paths = set(broken)
    if not paths:
        return list(findings)
    owners = {p[:i] for p in paths for i in range(2, len(p))}
    return [
        (code, f)
        for code, f in findings
        if f.path not in owners and not any(f.path[:i] in paths for i in range(1, len(f.path) + 1))
    ]
