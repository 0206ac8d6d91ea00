"""Build fixes from proposed ones: changes by path become verified edits of the source.

The editor is imported when there is something to edit, which most runs do not need.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus.codec.addresses import Patterns, address
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, DataChange, ProposedFix, SetValue
from newscorpus.diagnostics.report import Edit, Fix, Path
from newscorpus.formats.document import Document
from newscorpus.formats.source_text import SourceText
from newscorpus.text.words import flatten

if TYPE_CHECKING:
    from newscorpus.edits.editor import ChangeEditor
    from newscorpus.edits.text_edits import Candidate

HARMLESS = frozenset({"NC006", "NC007", "NC314"})
"""Problems of a file whose data is nevertheless as read."""


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

    def of(self, proposed: Sequence[Sequence[ProposedFix]]) -> list[tuple[Fix, ...]]:
        """Return the fixes of each finding, in order. `proposed` are those that each finding proposes."""
        fixes: list[tuple[Fix, ...]] = [()] * len(proposed)
        if not any(proposed) or not self._is_sound():
            return fixes
        from newscorpus.edits.editor import ChangeEditor
        from newscorpus.edits.text_edits import proven
        from newscorpus.formats.json.reader import parse_json
        from newscorpus.formats.yaml.reader import parse_yaml

        editor = ChangeEditor(self.document, as_json=self.format == "json")
        followers = Followers(self.document.data, self.locator)
        offers, candidates = list[tuple[int, ProposedFix]](), list["Candidate"]()
        for i, ways in enumerate(proposed):
            for fix in ways:
                candidate = self._candidate(fix, editor, followers)
                if candidate[0]:
                    offers.append((i, fix))
                    candidates.append(candidate)
        read = parse_json if self.format == "json" else partial(parse_yaml, hints=self.hints)
        holds = proven(self.document, read, candidates)
        for (i, fix), (edits, _), is_right in zip(offers, candidates, holds, strict=True):
            if is_right:
                placed = tuple(Edit(self.place.span(a, b), words) for a, b, words in sorted(edits))
                fixes[i] += (Fix(fix.title, placed, fix.safe, fix.similarity),)
        return fixes

    def _is_sound(self) -> bool:
        return self.document.data is not None and all(p.code in HARMLESS for p in self.document.problems)

    def _candidate(self, fix: ProposedFix, editor: "ChangeEditor", followers: "Followers") -> "Candidate":
        """The edits of a fix, with its changes of the data; no edits if it cannot be made."""
        if fix.edits:
            return fix.edits, ()
        changes = list[DataChange]()
        for change in (*fix.changes, *followers.of(fix.changes)):
            if isinstance(change, SetValue) and change.if_there and not self.locator.has(change.path):
                continue
            of_data = self.locator.change(change)
            settled = editor.settled(of_data) if of_data is not None else None
            if settled is None:
                return (), ()
            changes.append(settled)
        return editor.edits(changes) or (), changes


# --- followers: the waivers and open points that name an item by its words, which a fix changes


@attrs.frozen
class _Name:
    """The words by which an entry names an item, and their path."""

    path: Path
    words: str


@attrs.frozen(slots=False)
class Followers:
    """The names that waivers and open points of a document give to items."""

    data: Any
    locator: SourceMap

    def of(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Return the changes of names that other changes make necessary."""
        out = dict[Path, Change]()
        for change in changes:
            if isinstance(change, SetValue) and type(change.value) is str and self._by_item:
                new = flatten(change.value)
                for one in self._names_of(change.path):
                    if not new.startswith(one.words):
                        out[one.path] = SetValue(one.path, new)
        return tuple(out.values())

    def _names_of(self, path: Path) -> Iterator[_Name]:
        """Yield the names that are the words at a path, or a beginning of them."""
        old = address(self.locator, path)[-1]
        for end in range(1, len(path) + 1):
            for name in self._by_item.get(path[:end], ()):
                if old.startswith(name.words) and address(self.locator, path[:end])[-1] == old:
                    yield name

    @cached_property
    def _by_item(self) -> Mapping[Path, Sequence[_Name]]:
        """The names by the paths of what may have their words: the target, and the list items on the way to it."""
        names: dict[Path, list[_Name]] = {}
        if type(self.data) is dict and any(self.data.get(field) for field in _NAMING):
            for name, path in self._named():
                items = (path[: end + 1] for end, step in enumerate(path) if type(step) is int)
                for item in dict.fromkeys((*items, path, (*path, 0))):
                    names.setdefault(item, []).append(name)
        return names

    def _named(self) -> Iterator[tuple[_Name, Path]]:
        patterns = Patterns(self.locator)
        for field in _NAMING:
            entries = self.data.get(field)
            for i, entry in enumerate(entries if type(entries) is list else [entries]):
                at, quote = (entry.get(name) for name in ("at", "quote")) if type(entry) is dict else (None, None)
                if type(at) is str and type(quote) is str and flatten(quote):
                    paths = patterns.targets(at).named(quote) or ()
                    if len(paths) == 1:
                        yield _Name((field, i, "quote"), flatten(quote)), paths[0]


_NAMING: Final = ("waive", "todo")
