"""Waivers: the findings that a file declares not to apply, each with a reason."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from newscorpus.checking.context import ArticleResult
from newscorpus.diagnostics.report import Diagnostic, Path, Severity, path_text
from newscorpus.models import Waiver
from newscorpus.rules import named
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
    covering = Covering([waiver for waiver, _ in result.waivers])
    for diagnostic in diagnostics:
        number = covering.number(diagnostic.code, diagnostic.path)
        if number is None:
            remaining.append(diagnostic)
        else:
            used.add(number)
    waived = len(result.waived) + len(diagnostics) - len(remaining)
    # An actor, event or claim that contains a malformed value is not checked as a whole.
    unchecked = _Places(path_text(broken[:2]) for broken in result.broken)
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


class Covering:
    """Finds the waiver that covers a finding."""

    def __init__(self, waivers: Sequence[Waiver]) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        """By the code of a rule: each place that is waived, and the number of its first waiver."""
        for number, waiver in enumerate(waivers):
            rule = named(waiver.code)
            if rule is not None and rule.waivable:
                self._numbers.setdefault(rule.code, {}).setdefault(waiver.at, number)

    def number(self, code: str, path: Path) -> int | None:
        """Return the number of the first waiver that covers a finding of a rule at a path; None if there is none."""
        numbers = self._numbers.get(code)
        if numbers is None:
            return None
        return min((numbers[at] for at in _beginnings(path_text(path)) if at in numbers), default=None)


class _Places:
    """Paths of an article, to compare with the paths of waivers."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = set(paths)
        self._above = {beginning for path in self._paths for beginning in _beginnings(path)}
        self._longest = max(map(len, self._paths), default=0)

    def touch(self, at: str) -> bool:
        """Report whether one of the paths is `at`, leads to it, or is below it."""
        return at in self._above or any(one in self._paths for one in _beginnings(at, self._longest))


def _was_checked(waiver: Waiver, active: frozenset[str], *, text_known: bool, unchecked: _Places) -> bool:
    """Whether the rule of a waiver was applied to what is at its path, so that an unused waiver is an error."""
    rule = named(waiver.code)
    if rule is None or not rule.waivable or not waiver.why.strip():
        return False  # reported as NC802
    if not active >= {rule.code, unused_waiver.code} or (rule.needs_text and not text_known):
        return False
    return not unchecked.touch(waiver.at)


def _beginnings(at: str, longest: int = sys.maxsize) -> Iterator[str]:
    """Yield what leads to `at` in whole steps, up to a length, and `at` itself."""
    for end in _STEP.finditer(at, 0, min(len(at), longest + 1)):
        yield at[: end.start()]
    if len(at) <= longest:
        yield at


_STEP: Final = re.compile(r"[.\[]")
