"""A finding at a path -> a diagnostic at its place, with the lines to show; and its fingerprint.

A fingerprint names a finding, and stays when the file is edited elsewhere, moved or renamed. It is a hash of the code,
the id of the article, and the address of the value: its names without indices, and its words. Equal findings have equal
fingerprints; whoever needs to tell them apart counts them.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus import limits
from newscorpus.codec import StructureError
from newscorpus.codec.addresses import TEXT_PATHS, Patterns, address, named_by_words
from newscorpus.codec.errors import PUT_IN, TAKE_OUT
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, InsertKey, ProposedFix, QuoteScalar, RenameKey, SetValue, backticked
from newscorpus.diagnostics.report import Diagnostic, Fix, Label, Path, Severity, Span
from newscorpus.formats.document import SyntaxProblem
from newscorpus.formats.source_text import SourceText
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import MANIFEST
from newscorpus.parsed import Parsed, omitted_of
from newscorpus.rules import BY_CODE, Finding
from newscorpus.rules.configuration import unused_waiver
from newscorpus.rules.context import is_own
from newscorpus.rules.guard import FAILED, worded
from newscorpus.text.meaning import is_another

Coded = tuple[str, Finding]
"""The code of a rule, and a finding of it."""
_TEXT: Path = ("text",)
"""The path of an article text in its annotation: what is found there is at its words, not at the whole text."""
_ID: Final = 2
"""The length of the path of an actor or event."""


@attrs.define(slots=False, eq=False)
class Places:
    """Makes the diagnostics of one document, and builds the fixes that they propose."""

    parsed: Parsed
    severities: Mapping[str, Severity] = attrs.field(factory=dict)
    """Those that differ from the severities of the rules."""
    text: SourceText | None = None
    """The article text, if it is in a file of its own."""

    @property
    def locator(self) -> SourceMap:
        """The map of the document."""
        return self.parsed.locator

    def severity(self, code: str) -> Severity:
        """Return the severity of a rule's findings."""
        return self.severities.get(code, BY_CODE[code].severity)

    def problems(self) -> tuple[Diagnostic, ...]:
        """Return the problems that the reader reported with their offsets."""
        return tuple(map(self._problem, self.parsed.problems))

    def _problem(self, problem: SyntaxProblem) -> Diagnostic:
        here = self.parsed.here
        fixes = (ProposedFix(problem.fix[0], safe=problem.safe, edits=tuple(problem.fix[1])),) if problem.fix else ()
        return Diagnostic.from_rule(
            BY_CODE[problem.code],
            problem.message,
            here.span(problem.start, problem.end),
            severity=self.severity(problem.code),
            labels=tuple(Label(here.span(a, b), words) for a, b, words in problem.labels),
            help=problem.help,
            fingerprint=self._fingerprint(problem.code),
            proposed=fixes,
        )

    def diagnostic(self, code: str, finding: Finding, severity: Severity | None = None) -> Diagnostic:
        """Return the diagnostic of what a rule or the codec found at a path."""
        severity = severity or self.severity(code)
        code, finding = worded(code, finding)
        here, locator = self.parsed.here, self.locator
        (part, words), *_ = (*(finding.in_text if finding.path == _TEXT else ()), (finding.part, finding.label))
        start, end = locator.span(finding.path, at_key=finding.at_key, part=part)
        labels = [Label(self._in_text(a, b), label, (a, b)) for (a, b), label in finding.in_text]
        labels += [Label(here.span(*locator.span(path, at_key=True)), label) for path, label in finding.related]
        return Diagnostic.from_rule(
            BY_CODE[code],
            finding.message,
            here.span(start, end),
            severity=severity,
            label=words,
            labels=tuple(labels),
            notes=finding.notes,
            help=finding.help or next((fix.title for fix in finding.fixes), None),
            path=finding.path,
            arguments=finding.arguments,
            fingerprint=self.fingerprint(code, finding),
            proposed=finding.fixes,
            named=self._named(code, finding),
        )

    def _named(self, code: str, finding: Finding) -> tuple[str, str] | None:
        path = finding.path
        is_plain = path not in TEXT_PATHS and not any(type(step) is int for step in path)
        if is_plain or self.locator.is_manifest or not BY_CODE[code].waivable:
            return None
        return named_by_words(path, self._patterns, finding.arguments)

    @cached_property
    def _patterns(self) -> Patterns:
        return Patterns(self.locator)

    def _in_text(self, start: int, end: int) -> Span:
        if self.text is not None:
            return self.text.span(start, end)
        return self.parsed.here.span(*self.locator.span(_TEXT, part=(start, end)))

    def fingerprint(self, code: str, finding: Finding) -> str:
        """Return the fingerprint of what a rule or the codec found; "" if there is none."""
        if finding.alike:  # it is about several values of the document, or of several documents
            return digest(code, "" if BY_CODE[code].scope == "corpus" else self._owner, *finding.alike)
        return self._fingerprint(code, finding.path, finding.arguments, at_key=finding.at_key)

    def _fingerprint(self, code: str, path: Path = (), arguments: Sequence[str] = (), *, at_key: bool = False) -> str:
        """One about the file as such (NC0) is bound to its bytes.

        Errors of a `corpus.yaml` that cannot be waived have none, since all articles depend on that file, and neither
        has a rule that raised: nobody knows what it hides.
        """
        if code == FAILED or (self.locator.is_manifest and not BY_CODE[code].configurable):
            return ""
        if code.startswith("NC0"):
            return digest(code, self._bytes)
        return digest(code, self._owner, *address(self.locator, path, at_key=at_key), "", *arguments)

    @cached_property
    def _owner(self) -> str:
        """The document whose findings these are: its id, or what identifies an article without one."""
        data = self.parsed.document.data if type(self.parsed.document.data) is dict else {}
        if self.locator.is_manifest:
            return f"{MANIFEST} {data.get('name')}"
        for name in ("id", "text", "text_file"):
            value = data.get(name)
            if type(value) is str and value.strip():
                return f"{name} {value}"
        return f"bytes {self._bytes}"

    @cached_property
    def _bytes(self) -> str:
        return hashlib.blake2b(self.parsed.record.data.rstrip(b"\r\n"), digest_size=16).hexdigest()

    def fixes(self, reported: Iterable[Diagnostic]) -> dict[Diagnostic, tuple[Fix, ...]]:
        """Build and verify the fixes that diagnostics of the document propose."""
        from newscorpus.edits.fixes import FixBuilder  # noqa: PLC0415 - most files have nothing to fix

        parsed = self.parsed
        builder = FixBuilder(parsed.document, parsed.record.format, parsed.here, parsed.locator, parsed.has_hints)
        proposing = [diagnostic for diagnostic in reported if diagnostic.proposed]
        # The last waiver by itself, since a list of which all is deleted cannot be verified.
        last = [diagnostic for diagnostic in proposing if diagnostic.code == unused_waiver.code][-1:]
        fixes: dict[Diagnostic, tuple[Fix, ...]] = {}
        for group in ([diagnostic for diagnostic in proposing if diagnostic not in last], last):
            fixes |= zip(group, builder.of([diagnostic.proposed for diagnostic in group]), strict=True)
        return fixes

    def is_still_there(self, diagnostic: Diagnostic) -> bool:
        """Report whether the document has what a diagnostic was made of at the same place."""
        before = self.parsed.record.offset
        start, end = diagnostic.primary.start - before, diagnostic.primary.end - before
        return end <= len(self.parsed.document.text) and self.parsed.here.span(start, end) == diagnostic.primary


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


def uncovered(findings: list[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Return the findings without those that another one stands for."""
    covered = {path for _, finding in findings for path in finding.covers}
    return [(code, f) for code, f in findings if f.covers or not _is_below(f.path, covered)] if covered else findings


def _is_below(path: Path, others: AbstractSet[Path]) -> bool:
    return any(path[:i] in others for i in range(1, len(path) + 1))


def digest(*parts: Any) -> str:
    """Return a hash of strings."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def finding_of(error: StructureError) -> Finding:
    """Return an error of the codec as a finding, as a rule would report it."""
    return Finding(
        error.path,
        error.headline,
        at_key=error.at_key,
        help=error.help,
        arguments=(error.message,) if error.missing else (),
        fixes=_fixes_of(error),
    )


def _fixes_of(error: StructureError) -> tuple[ProposedFix, ...]:
    if error.as_text:
        return (ProposedFix(PUT_IN, (QuoteScalar(error.path),), safe=True),)
    if error.instead:
        old, new = error.instead
        # The same date can have its numbers in another order, and the code `NO` is no negation.
        if type(new) is str and error.code not in ("NC108", "NC110") and is_another(old, new):
            return ()
        change: Change = RenameKey(error.path, new) if error.at_key else SetValue(error.path, new)
        unquoted = type(old) is str and type(new) is not str
        # As it is typed: the country `NO` needs quotes.
        typed = inline(new, flow=False) if type(new) is str else new
        title = TAKE_OUT if unquoted else f"replace {backticked(old)} with {backticked(typed)}"
        return (ProposedFix(title, (change,)),)
    if error.missing == "format" and not error.path:
        return (ProposedFix("begin the file with `format: newscorpus/1`", (InsertKey((), "format", "newscorpus/1"),)),)
    return ()


def at_file(
    code: str, shown: str, finding: Finding, severity: Severity | None = None, fingerprint: str = ""
) -> Diagnostic:
    """Return a diagnostic about a file as a whole: its span is the beginning of the file."""
    place = Span.of_file(shown)
    return Diagnostic.from_rule(
        BY_CODE[code],
        finding.message,
        place,
        severity=severity,
        path=finding.path,
        help=finding.help,
        fingerprint=fingerprint,
    )


def limited(findings: Sequence[Coded]) -> list[Coded]:
    """Return as many findings as are reported of one file; and one more that says how many are omitted, if any are."""
    omitted = omitted_of(len(findings))
    if omitted is None:
        return list(findings)
    return [*findings[: limits.MAX_FINDINGS], ("NC005", Finding((), omitted, at_key=True))]
