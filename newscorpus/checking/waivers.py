"""Waivers: findings that a file says do not apply, each with its reason."""

from collections.abc import Sequence

from newscorpus.checking.context import ArticleResult
from newscorpus.diagnostics.report import Diagnostic, Severity, path_text
from newscorpus.rules import BY_CODE, find


def waive(
    inspection: ArticleResult,
    diagnostics: Sequence[Diagnostic],
    active: frozenset[str],
    severity: Severity = BY_CODE["NC801"].severity,
) -> tuple[list[Diagnostic], int]:
    """The diagnostics that no waiver covers, how many were waived, and one more for each waiver that covers nothing, of
    such a severity."""
    kept, used = [], set()
    rules = [find(w.code)[0] for w, _ in inspection.waivers]
    for diagnostic in diagnostics:
        at = path_text(diagnostic.path)
        covering = None
        if BY_CODE[diagnostic.code].waivable:
            covering = next(
                (
                    i
                    for i, (waiver, _) in enumerate(inspection.waivers)
                    if rules[i] is BY_CODE[diagnostic.code] and _covers(waiver.at, at)
                ),
                None,
            )
        if covering is None:
            kept.append(diagnostic)
        else:
            used.add(covering)
    waived = len(diagnostics) - len(kept)
    # An actor, event or claim of which a part is malformed is not judged as a whole.
    unjudged = [path_text(broken[:2]) for broken in inspection.broken]
    for i, (waiver, span) in enumerate(inspection.waivers):
        found = rules[i]
        judged = (
            found is not None and found.waivable and waiver.why.strip() and found.code in active and "NC801" in active
        )
        if i in used or not judged or (found and found.needs_text and not inspection.text_known):
            continue
        if any(_covers(waiver.at, path) or _covers(path, waiver.at) for path in unjudged):
            continue
        message = f"waives nothing: no {waiver.code} at {waiver.at}"
        kept.append(
            Diagnostic(
                "NC801",
                BY_CODE["NC801"].name,
                severity,
                message,
                span,
                path=("waive", i),
                help="take it out",
                arguments=(waiver.code, waiver.at),
            )
        )
    return kept, waived


def _covers(beginning: str, at: str) -> bool:
    """Whether `beginning` is `at` or leads to it in whole steps."""
    return at == beginning or (at.startswith(beginning) and at[len(beginning)] in ".[")
