"""Keep: what a run knows of its articles until all are inspected; small, no models.

Of few articles everything is at hand. Of many, those without findings are added up, and their facts laid aside; in the
end the few come back whose facts tell. So memory grows with the findings, not with the articles.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import attrs

from newscorpus.checking.context import ArticleResult
from newscorpus.checking.discovery.records import SourceFile
from newscorpus.checking.store.prefilter import Candidates
from newscorpus.diagnostics.report import Totals
from newscorpus.rules.summary import SUGGESTING


@attrs.frozen
class StoredResult:
    """What is kept of an inspected article; or of the quiet ones of a file, added up."""

    file: SourceFile
    inspection: ArticleResult
    active: frozenset[str]

    @property
    def record(self) -> int:
        """Line of the file, from 1; 0 if the file is one article."""
        one = self.inspection
        return (one.facts.record if one.facts else one.diagnostics[0].primary.line if one.diagnostics else 0) or 0


def _is_quiet(inspection: ArticleResult) -> bool:
    """Whether only facts of it can still tell; where texts are files, the files beside them do, too, and the registry
    where it has an actor's QID."""
    facts = inspection.facts
    if facts is None or inspection.has_findings or inspection.waivers:
        return False
    return facts.text_file is None and not facts.registered


class ResultStore:
    """What is kept of the articles of one corpus."""

    def __init__(self) -> None:
        self._added = 0
        self._kept: dict[int, StoredResult] = {}
        self._aside: Any = None
        """The `Aside`, once there are many articles."""
        self._quiet: dict[str, tuple[StoredResult, Totals]] = {}
        """By the name of the file: any article of it that was laid aside, and the totals of all."""

    def add(self, kept: StoredResult) -> None:
        """Keeps one more. Raises OSError if the disk is full."""
        number = self._added
        self._added += 1
        self._kept[number] = kept
        if self._aside is not None:
            self._lay_aside(number)
        elif self._added > SUGGESTING:
            # Imported here, since most corpora are smaller and need no database.
            self._aside = import_module("newscorpus.checking.store.sqlite").Aside()
            for earlier in list(self._kept):
                self._lay_aside(earlier)

    def _lay_aside(self, number: int) -> None:
        kept = self._kept[number]
        inspection = kept.inspection
        quiet = _is_quiet(inspection)
        if inspection.facts is not None:
            self._aside.add(number, inspection.facts, whole=quiet)
        if quiet:
            del self._kept[number]
            _, totals = self._quiet.get(kept.file.shown, (kept, Totals()))
            self._quiet[kept.file.shown] = kept, totals + inspection.totals

    def all(self) -> Iterator[StoredResult]:
        """What the corpus rules and the report need of all, in any order. Raises OSError if the disk is full."""
        if self._aside is None:
            yield from self._kept.values()
            return
        reported: Candidates = self._aside.telling()
        for number, kept in self._kept.items():
            yield attrs.evolve(kept, inspection=_with_telling(kept.inspection, reported, number))
        for number, facts in self._aside.whole(reported):
            kept, _ = self._quiet[facts.file]
            yield attrs.evolve(kept, inspection=ArticleResult(None, (), facts=reported.of(number, facts)))
        for kept, totals in self._quiet.values():
            yield attrs.evolve(kept, inspection=ArticleResult(None, (), totals=totals))


def _with_telling(inspection: ArticleResult, reported: Candidates, number: int) -> ArticleResult:
    """An inspection with that of its facts which the corpus rules need."""
    if inspection.facts is None:
        return inspection
    facts = reported.of(number, inspection.facts) or attrs.evolve(inspection.facts, links=())
    return attrs.evolve(inspection, facts=facts)
