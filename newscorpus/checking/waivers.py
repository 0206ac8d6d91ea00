"""Waivers: the findings that a file declares not to apply, each with a reason."""

from collections.abc import Sequence

from newscorpus.checking.context import ArticleResult
from newscorpus.diagnostics.report import Diagnostic, Path, Severity, path_text
from newscorpus.models import Waiver
from newscorpus.rules import BY_CODE, find
from newscorpus.rules.configuration import unused_waiver


def waive(
    result: ArticleResult,
    diagnostics: Sequence[Diagnostic],
    active: frozenset[str],
    severity: Severity = unused_waiver.severity,
) -> tuple[list[Diagnostic], int]:
    """Apply the waivers of an article to its diagnostics.

    Args:
        result: The article, with its waivers.
        diagnostics: Those in `result`, and those of corpus rules about the article.
        active: Codes of the rules that were applied.
        severity: Severity of NC801, which is added for each unused waiver.

    Returns:
        The diagnostics that remain, and how many were waived.
    """
    remaining, used = [], {number for number, _ in result.waived}
    waivers = [waiver for waiver, _ in result.waivers]
    for diagnostic in diagnostics:
        number = covering(waivers, diagnostic.code, diagnostic.path)
        if number is None:
            remaining.append(diagnostic)
        else:
            used.add(number)
    waived = len(result.waived) + len(diagnostics) - len(remaining)
    # An actor, event or claim that contains a malformed value is not checked as a whole.
    unchecked = [path_text(broken[:2]) for broken in result.broken]
    for i, (waiver, span) in enumerate(result.waivers):
        if i not in used and _was_checked(waiver, active, text_known=result.text_known, unchecked=unchecked):
            message = f"waives nothing: no {waiver.code} at {waiver.at}"
            path: Path = ("waive", i)
            arguments = (waiver.code, waiver.at)
            remaining.append(
                Diagnostic.from_rule(
                    unused_waiver, message, span, severity=severity, path=path, help="take it out", arguments=arguments
                )
            )
    return remaining, waived


def covering(waivers: Sequence[Waiver], code: str, path: Path) -> int | None:
    """Return the number of the first waiver that covers a finding of a rule at a path; None if there is none."""
    rule = BY_CODE[code]
    if not waivers or not rule.waivable:
        return None
    at = path_text(path)
    return next((i for i, one in enumerate(waivers) if find(one.code)[0] is rule and _covers(one.at, at)), None)


def _was_checked(waiver: Waiver, active: frozenset[str], *, text_known: bool, unchecked: Sequence[str]) -> bool:
    """Whether the rule of a waiver was applied to what is at its path, so that an unused waiver is an error."""
    rule = find(waiver.code)[0]
    if rule is None or not rule.waivable or not waiver.why.strip():
        return False  # reported as NC802
    if not active >= {rule.code, unused_waiver.code} or (rule.needs_text and not text_known):
        return False
    return not any(_covers(waiver.at, path) or _covers(path, waiver.at) for path in unchecked)


def _covers(beginning: str, at: str) -> bool:
    """Whether `beginning` is `at` or leads to it in whole steps."""
    return at == beginning or (at.startswith(beginning) and at[len(beginning)] in ".[")
