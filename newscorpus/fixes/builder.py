"""Proposed fixes -> fixes: changes by path become edits of the source, each verified to mean what it says.

Costs time only for findings that can be mended; a file without any is not looked at, and what
edits is not imported.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, ProposedFix, SetValue
from newscorpus.diagnostics.report import Edit, Fix
from newscorpus.formats.document import Document, SyntaxProblem
from newscorpus.formats.source_text import SourceText

if TYPE_CHECKING:
    from newscorpus.fixes.editor import Editor, RawEdit

HARMLESS = frozenset({"NC006", "NC007"})
"""Problems of a file in spite of which its data is what its text says."""


@attrs.frozen
class _Candidate:
    finding: int
    title: str
    safe: bool
    edits: Sequence["RawEdit"]
    changes: Sequence[Change]


@attrs.frozen
class FixBuilder:
    """Makes the fixes of one document."""

    document: Document
    format: str
    """yaml or json."""
    place: SourceText
    locator: SourceMap

    def of_problems(self, problems: Sequence[SyntaxProblem]) -> list[tuple[Fix, ...]]:
        """The fixes of each problem that the reader found: it knows the edits already, which leave the data alone."""
        candidates = [_Candidate(i, p.fix[0], True, p.fix[1], ()) for i, p in enumerate(problems) if p.fix]
        return self._proven(candidates, len(problems))

    def of_findings(self, fixes: Sequence[Sequence[ProposedFix]]) -> list[tuple[Fix, ...]]:
        """The fixes of each finding, of which `fixes` are the ways to mend it."""
        candidates: list[_Candidate] = []
        if any(fixes) and self._is_sound():
            editor = self._editor()
            for i, ways in enumerate(fixes):
                for fix in ways:
                    changes = [
                        self.locator.change(change)
                        for change in fix.changes
                        if not (isinstance(change, SetValue) and change.if_there and not self.locator.has(change.path))
                    ]
                    known = [change for change in changes if change is not None]
                    edits = editor.edits(known) if len(known) == len(changes) else None
                    if edits:
                        candidates.append(_Candidate(i, fix.title, fix.safe, edits, known))
        return self._proven(candidates, len(fixes))

    def _editor(self) -> "Editor":
        from newscorpus.fixes.editor import Editor

        return Editor(self.document, as_json=self.format == "json")

    def _is_sound(self) -> bool:
        return self.document.data is not None and all(p.code in HARMLESS for p in self.document.problems)

    def _proven(self, candidates: list[_Candidate], count: int) -> list[tuple[Fix, ...]]:
        out: list[list[Fix]] = [[] for _ in range(count)]
        if candidates and self._is_sound():
            from newscorpus.fixes.verify import proven
            from newscorpus.formats.json.reader import parse_json
            from newscorpus.formats.yaml.reader import parse_yaml

            read = parse_json if self.format == "json" else parse_yaml
            right = proven(self.document, read, self._editor().source, [(c.edits, c.changes) for c in candidates])
            for candidate, holds in zip(candidates, right, strict=True):
                if holds:
                    edits = tuple(Edit(self.place.span(a, b), words) for a, b, words in sorted(candidate.edits))
                    out[candidate.finding].append(Fix(candidate.title, edits, candidate.safe))
        return [tuple(fixes) for fixes in out]
