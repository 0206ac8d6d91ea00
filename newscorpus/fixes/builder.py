"""Build fixes from proposed ones: changes by path become verified edits of the source.

The editor is imported when there is something to edit, which most runs do not need.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import attrs

from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, ProposedFix, SetValue
from newscorpus.diagnostics.report import Edit, Fix
from newscorpus.fixes.followers import Followers
from newscorpus.formats.document import Document, SyntaxProblem
from newscorpus.formats.source_text import SourceText

if TYPE_CHECKING:
    from newscorpus.fixes.editor import Editor, RawEdit

HARMLESS = frozenset({"NC006", "NC007", "NC314"})
"""Problems of a file whose data is nevertheless as read."""


@attrs.frozen
class _Candidate:
    finding: int
    title: str
    safe: bool
    edits: Sequence["RawEdit"]
    changes: Sequence[Change]
    similarity: float | None = None


@attrs.frozen
class FixBuilder:
    """Builds the fixes of one document."""

    document: Document
    format: str
    """yaml or json."""
    place: SourceText
    locator: SourceMap
    hints: bool
    """Whether the document was read with hints."""

    def of_problems(self, problems: Sequence[SyntaxProblem]) -> list[tuple[Fix, ...]]:
        """Return the fixes of each problem of the reader, which proposes edits that do not change the data."""
        candidates = [_Candidate(i, p.fix[0], p.safe, p.fix[1], ()) for i, p in enumerate(problems) if p.fix]
        return self._verified(candidates, len(problems))

    def of_findings(self, fixes: Sequence[Sequence[ProposedFix]]) -> list[tuple[Fix, ...]]:
        """Return the fixes of each finding, in order. `fixes` are those that each finding proposes."""
        candidates: list[_Candidate] = []
        if any(fixes) and self._is_sound():
            editor, followers = self._editor(), Followers(self.document.data, self.locator)
            for i, ways in enumerate(fixes):
                for fix in ways:
                    changes = [
                        self.locator.change(change)
                        for change in (*fix.changes, *followers.of(fix.changes))
                        if not (isinstance(change, SetValue) and change.if_there and not self.locator.has(change.path))
                    ]
                    known = [change for change in changes if change is not None]
                    edits = editor.edits(known) if len(known) == len(changes) else None
                    if edits:
                        candidates.append(_Candidate(i, fix.title, fix.safe, edits, known, fix.similarity))
        return self._verified(candidates, len(fixes))

    def _editor(self) -> "Editor":
        from newscorpus.fixes.editor import Editor

        return Editor(self.document, as_json=self.format == "json")

    def _is_sound(self) -> bool:
        return self.document.data is not None and all(p.code in HARMLESS for p in self.document.problems)

    def _verified(self, candidates: list[_Candidate], count: int) -> list[tuple[Fix, ...]]:
        out: list[list[Fix]] = [[] for _ in range(count)]
        if candidates and self._is_sound():
            from newscorpus.fixes.verify import proven
            from newscorpus.formats.json.reader import parse_json
            from newscorpus.formats.yaml.reader import parse_yaml

            read = parse_json if self.format == "json" else partial(parse_yaml, hints=self.hints)
            holds = proven(self.document, read, self._editor().source, [(c.edits, c.changes) for c in candidates])
            for candidate, is_right in zip(candidates, holds, strict=True):
                if is_right:
                    edits = tuple(Edit(self.place.span(a, b), words) for a, b, words in sorted(candidate.edits))
                    out[candidate.finding].append(Fix(candidate.title, edits, candidate.safe, candidate.similarity))
        return [tuple(fixes) for fixes in out]
