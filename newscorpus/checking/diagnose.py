"""Findings -> diagnostics: paths become places in files, with the lines to show."""

from collections.abc import Iterable, Sequence

import attrs

from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import ProposedFix
from newscorpus.diagnostics.report import Diagnostic, Fix, Label, Severity, Span
from newscorpus.fixes.builder import FixBuilder
from newscorpus.formats.document import SyntaxProblem
from newscorpus.formats.source_text import SourceText
from newscorpus.rules import BY_CODE, Finding
from newscorpus.rules.context import is_own


@attrs.frozen
class DiagnosticBuilder:
    """Places the findings of one document, and their fixes."""

    here: SourceText
    locator: SourceMap | None = None
    text: SourceText | None = None
    """The article's text, if it is a file of its own."""

    builder: FixBuilder | None = None

    def problems(self, problems: Sequence[tuple[SyntaxProblem, Severity]]) -> tuple[Diagnostic, ...]:
        """What a reader found: it knows its places already."""
        fixable = self.builder is not None and any(p.fix for p, _ in problems)
        fixes = self.builder.of_problems([p for p, _ in problems]) if fixable and self.builder else [()] * len(problems)
        return tuple(self._problem(p, severity, own) for (p, severity), own in zip(problems, fixes, strict=True))

    def _problem(self, problem: SyntaxProblem, severity: Severity, fixes: tuple[Fix, ...]) -> Diagnostic:
        return Diagnostic(
            code=problem.code,
            name=BY_CODE[problem.code].name,
            severity=severity,
            message=problem.message,
            primary=self.here.span(problem.start, problem.end),
            labels=tuple(Label(self.here.span(a, b), words) for a, b, words in problem.labels),
            help=problem.help,
            fixes=fixes,
        )

    def findings(self, found: Sequence[tuple[str, Finding, Severity]]) -> tuple[Diagnostic, ...]:
        """What rules and the codec found, by path: codes, findings and their severities."""
        proposed = [finding.fixes for _, finding, _ in found]
        fixes = self.builder.of_findings(proposed) if any(proposed) and self.builder else [()] * len(found)
        return tuple(self._finding(*one, own) for one, own in zip(found, fixes, strict=True))

    def finding(self, code: str, finding: Finding, severity: Severity) -> Diagnostic:
        """What a rule or the codec found, by path."""
        return self.findings([(code, finding, severity)])[0]

    def fixes(self, fix: ProposedFix) -> tuple[Fix, ...]:
        """The fix that `fix` is in this document, if it can be made."""
        return self.builder.of_findings([(fix,)])[0] if self.builder else ()

    def _finding(self, code: str, finding: Finding, severity: Severity, fixes: tuple[Fix, ...]) -> Diagnostic:
        assert self.locator is not None
        start, end = self.locator.span(finding.path, at_key=finding.at_key, part=finding.part)
        labels = [Label(self._in_text(a, b), said, (a, b)) for (a, b), said in finding.in_text]
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
            help=finding.help or next((fix.title for fix in finding.fixes), None),
            path=finding.path,
            arguments=finding.arguments,
            fixes=fixes,
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

    What stands at or below one is not judged; nor is an object as a whole, of which a part is malformed, unless that is
    a corpus's own field.
    """
    paths = set(broken)
    if not paths:
        return list(findings)
    owners = {p[:i] for p in paths if not is_own(p) for i in range(2, len(p))}
    return [
        (code, f)
        for code, f in findings
        if f.path not in owners and not any(f.path[:i] in paths for i in range(1, len(f.path) + 1))
    ]
