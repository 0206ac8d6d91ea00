"""Build diagnostics from findings: paths become places in files, with the lines to show.

The fixes of a diagnostic are built later, and only on request: `DiagnosticBuilder` remembers what each finding
proposes.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import attrs

from newscorpus.checking.fingerprints import Fingerprints
from newscorpus.checking.guard import worded
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.report import Diagnostic, Fix, Label, Path, Severity, Span
from newscorpus.edits.fixes import FixBuilder
from newscorpus.formats.document import SyntaxProblem
from newscorpus.formats.source_text import SourceText
from newscorpus.rules import BY_CODE, Finding
from newscorpus.rules.context import is_own


@attrs.frozen
class DiagnosticBuilder:
    """Builds the diagnostics of one document and, for those that are reported, their fixes."""

    here: SourceText
    locator: SourceMap
    fix_builder: FixBuilder
    fingerprints: Fingerprints
    text: SourceText | None = None
    """The article text, if it is in a file of its own."""
    _proposing: list[tuple[Diagnostic, SyntaxProblem | Finding]] = attrs.field(factory=list, eq=False, repr=False)
    """The diagnostics that propose fixes, each with what it was built from. Copies of the builder share the list."""

    def problem(self, problem: SyntaxProblem, severity: Severity) -> Diagnostic:
        """Build the diagnostic of a problem that a reader reported with its offsets."""
        made = Diagnostic.from_rule(
            BY_CODE[problem.code],
            problem.message,
            self.here.span(problem.start, problem.end),
            severity=severity,
            labels=tuple(Label(self.here.span(a, b), words) for a, b, words in problem.labels),
            help=problem.help,
            fingerprint=self.fingerprints.of(problem.code),
        )
        if problem.fix:
            self._proposing.append((made, problem))
        return made

    def finding(self, code: str, finding: Finding, severity: Severity) -> Diagnostic:
        """Build the diagnostic of what a rule or the codec found at a path."""
        code, finding = worded(code, finding)
        (place, words), *_ = (*(finding.in_text if finding.path == _TEXT else ()), (finding.part, finding.label))
        start, end = self.locator.span(finding.path, at_key=finding.at_key, part=place)
        labels = [Label(self._in_text(a, b), words, (a, b)) for (a, b), words in finding.in_text]
        labels += [Label(self.here.span(*self.locator.span(p, at_key=True)), words) for p, words in finding.related]
        made = Diagnostic.from_rule(
            BY_CODE[code],
            finding.message,
            self.here.span(start, end),
            severity=severity,
            label=words,
            labels=tuple(labels),
            notes=finding.notes,
            help=finding.help or next((fix.title for fix in finding.fixes), None),
            path=finding.path,
            arguments=finding.arguments,
            fingerprint=self.fingerprint(code, finding),
        )
        if finding.fixes:
            self._proposing.append((made, finding))
        return made

    def fingerprint(self, code: str, finding: Finding) -> str:
        """Return the fingerprint of what a rule or the codec found."""
        if finding.alike:
            return self.fingerprints.of_several(code, finding.alike, across=BY_CODE[code].scope == "corpus")
        return self.fingerprints.of(code, finding.path, finding.arguments, at_key=finding.at_key)

    def _in_text(self, start: int, end: int) -> Span:
        if self.text is not None:
            return self.text.span(start, end)
        return self.here.span(*self.locator.span(("text",), part=(start, end)))

    def fixes(self, reported: Iterable[Diagnostic]) -> dict[Diagnostic, tuple[Fix, ...]]:
        """Build and verify the fixes of those diagnostics that this builder made and that propose some.

        They may have another message by now: that a baseline contains them.
        """
        reported = list(reported)
        wanted = {_without_message(one): one for one in reported} | {one: one for one in reported}
        problems: dict[Diagnostic, SyntaxProblem] = {}
        findings: dict[Diagnostic, Finding] = {}
        for made, source in self._proposing:
            diagnostic = wanted.get(made) or wanted.get(_without_message(made))
            if isinstance(source, SyntaxProblem) and diagnostic:
                problems.setdefault(diagnostic, source)
            elif isinstance(source, Finding) and diagnostic:
                findings.setdefault(diagnostic, source)
        return {
            **_zip(problems, self.fix_builder.of_problems(list(problems.values()))),
            **_zip(findings, self.fix_builder.of_findings([finding.fixes for finding in findings.values()])),
        }


_TEXT: Path = ("text",)
"""The path of an article text in its annotation: what is found there is at its words, not at the whole text."""


def _without_message(diagnostic: Diagnostic) -> Diagnostic:
    return attrs.evolve(diagnostic, message="")


def _zip(sources: Mapping[Diagnostic, object], fixes: Sequence[tuple[Fix, ...]]) -> dict[Diagnostic, tuple[Fix, ...]]:
    return dict(zip(sources, fixes, strict=True))


def visible(
    findings: Iterable[tuple[str, Finding]], broken: Iterable[tuple[str | int, ...]]
) -> list[tuple[str, Finding]]:
    """Return the findings that do not merely follow from a malformed value.

    Omitted are findings at or below a malformed value, and findings about an object that contains one, unless they are
    about its id, or the malformed value is a field that the corpus declares itself.
    """
    paths = set(broken)
    if not paths:
        return list(findings)
    owners = {p[:i] for p in paths if not is_own(p) for i in range(2, len(p))}

    def follows(finding: Finding) -> bool:
        about_id = finding.at_key and len(finding.path) == _ID
        return (finding.path in owners and not about_id) or _is_below(finding.path, paths)

    return [(code, f) for code, f in findings if f.covers or not follows(f)]


_ID = 2
"""The length of the path of an actor or event."""


def uncovered(findings: list[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Return the findings without those that another one stands for."""
    covered = {path for _, finding in findings for path in finding.covers}
    return [(code, f) for code, f in findings if f.covers or not _is_below(f.path, covered)] if covered else findings


def _is_below(path: Path, others: AbstractSet[Path]) -> bool:
    return any(path[:i] in others for i in range(1, len(path) + 1))
