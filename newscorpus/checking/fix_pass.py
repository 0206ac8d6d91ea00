"""Second pass over files: build the fixes of reported diagnostics that were not built along with them.

Those of corpus rules and of unused waivers are known late, and a caller may ask for fixes only in the end. This pass
reads the records with reported diagnostics again and inspects them by the rules that have fixes. A diagnostic that does
not come out equal, since the file has changed, gets none.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from newscorpus.checking.article import Inspection
from newscorpus.checking.context import CheckContext, SourceRecord
from newscorpus.checking.diagnose import DiagnosticBuilder
from newscorpus.checking.discovery.records import SourceFile, read
from newscorpus.checking.fix_trial import without_harmful
from newscorpus.diagnostics.report import Diagnostic, Fix
from newscorpus.rules import BY_CODE, Finding
from newscorpus.rules.configuration import invalid_waiver, unused_waiver


def has_fixes(code: str) -> bool:
    """Return whether findings of a rule may have fixes."""
    return bool(BY_CODE[code].fix or BY_CODE[code].unsafe_fix)


"""Codes of the rules that have fixes."""
Fixes = dict[Diagnostic, tuple[Fix, ...]]


def fixes_in_file(
    file: SourceFile, active: frozenset[str], reported: Sequence[Diagnostic], related: Mapping[Diagnostic, Finding]
) -> Iterator[tuple[Diagnostic, tuple[Fix, ...]]]:
    """Yield the reported diagnostics of a file that have fixes, with these.

    Args:
        file: The file to read again.
        active: Codes of the rules that applied in the first pass.
        reported: Diagnostics of that file.
        related: The findings of corpus rules among them.
    """
    left = deque(sorted(reported, key=lambda diagnostic: diagnostic.primary.start))
    sources = (source for source in read(file) if isinstance(source, SourceRecord))
    for source, after in pairwise(chain(sources, [None])):
        assert source is not None
        own = []
        while left and (after is None or left[0].primary.start < after.offset):
            own.append(left.popleft())
        if own:
            yield from fixes_of_record(source, file.corpus.context, active, own, related).items()
        if not left:
            return


def fixes_of_record(
    source: SourceRecord,
    context: CheckContext,
    active: frozenset[str],
    reported: Sequence[Diagnostic],
    related: Mapping[Diagnostic, Finding] | None = None,
) -> Fixes:
    """Return the fixes of the reported diagnostics of one record, as `fixes_in_file` does."""
    related = related or {}
    # All rules with fixes, not only the reported ones: they share a limit on the suggestions of one article.
    # All rules where a waiver is invalid or unused: its fix depends on what is found.
    needed = (
        frozenset(filter(has_fixes, active))
        if any(diagnostic not in related for diagnostic in reported)
        else frozenset()
    )
    if any(diagnostic.code in (invalid_waiver.code, unused_waiver.code) for diagnostic in reported):
        needed = active
    inspection = Inspection(source, context, needed)
    inspection.run()
    for diagnostic in reported:
        if diagnostic in related:
            inspection.builder.finding(diagnostic.code, related[diagnostic], diagnostic.severity)
    return without_harmful(fixes_by(inspection.builder, reported), source, context, active)


def fixes_by(builder: DiagnosticBuilder, reported: Sequence[Diagnostic]) -> Fixes:
    """Return the fixes of the reported diagnostics that a builder has made."""
    unused = [one for one in reported if one.code == unused_waiver.code]
    others = [one for one in reported if one.code != unused_waiver.code]
    # The last waiver by itself, since a list of which all is deleted cannot be verified.
    return builder.fixes([*others, *unused[:-1]]) | builder.fixes(unused[-1:])
