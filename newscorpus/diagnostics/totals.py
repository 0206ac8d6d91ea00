"""Counts of the articles, actors, events, claims and quotes that a check read, and of its findings.

Imports nothing of the package: the type of findings is `report.Diagnostic`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs

NO_LANGUAGES: Final[Mapping[str, int]] = {}
"""Shared by all totals without such languages: there may be a million."""


def _added(some: Mapping[str, int], others: Mapping[str, int]) -> Mapping[str, int]:
    if not some or not others:
        return some or others
    return {key: some.get(key, 0) + others.get(key, 0) for key in sorted({*some, *others})}


@attrs.frozen
class Totals:
    """What was read."""

    articles: int = 0
    """How many articles."""
    actors: int = 0
    """How many actors, in all articles together."""
    events: int = 0
    """How many events."""
    claims: int = 0
    """How many claims."""
    quotes: int = 0
    """How many quotes."""
    verified_quotes: int = 0
    """How many of the quotes were found in the text of their article."""
    withheld_texts: int = 0
    """How many articles are without their text, so that their quotes cannot be verified."""
    unchecked_languages: Mapping[str, int] = NO_LANGUAGES
    """How many articles there are in each language whose words for numbers and dates no rule reads, by its primary
    subtag. An article in no stated language counts as `und`."""

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.articles + other.articles,
            self.actors + other.actors,
            self.events + other.events,
            self.claims + other.claims,
            self.quotes + other.quotes,
            self.verified_quotes + other.verified_quotes,
            self.withheld_texts + other.withheld_texts,
            _added(self.unchecked_languages, other.unchecked_languages),
        )


class Kind(NamedTuple):
    """The fields of a finding by which reports count."""

    code: str
    severity: str
    is_fixable: bool
    """Whether it has a fix."""
    is_safe: bool
    """Whether it has a safe one."""
    is_proposed: bool
    """Whether its rule proposes fixes that are not built."""


def kind_of(diagnostic: Any) -> Kind:
    """Return the fields by which reports count."""
    fixes = diagnostic.fixes
    is_safe = any(fix.safe for fix in fixes)
    return Kind(diagnostic.code, diagnostic.severity, bool(fixes), is_safe, bool(diagnostic.proposed))


def kinds_of(diagnostics: Sequence[Any]) -> Counter[Kind]:
    """Count the findings of each kind."""
    known: Counter[Kind] | None = getattr(diagnostics, "kinds", None)
    return Counter(map(kind_of, diagnostics)) if known is None else known


def files_of(diagnostics: Sequence[Any]) -> int:
    """Count the files with findings."""
    known: int | None = getattr(diagnostics, "files", None)
    return len({d.primary.file for d in diagnostics}) if known is None else known


def identity_of(diagnostic: Any) -> str:
    """Return the fingerprint; of a finding that has none, its code, the name of its file, and its message."""
    fingerprint: str = diagnostic.fingerprint
    return fingerprint or f"{diagnostic.code} {Path(diagnostic.primary.file).name} {diagnostic.message}"
