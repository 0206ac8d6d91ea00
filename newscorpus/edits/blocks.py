"""Removes and inserts members of a collection in block style, whole lines at a time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, Literal

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import Layout, ends_in_block_text
from newscorpus.edits.style import Composer
from newscorpus.edits.text_edits import RawEdit, edited, line_end, line_start

_INDENTATION: Final = re.compile(r"(?m)^[ \t]+")


@attrs.frozen
class Step:
    """What becomes of a member: it is kept, moved from elsewhere, or new."""

    becomes: Literal["kept", "moved", "new"]
    old: int
    """Its index before; -1 if it is new."""
    key: Any
    """Its key or index afterwards."""
    value: Any
    """Its value afterwards."""


def edited_part(text: str, start: int, end: int, edits: Iterable[RawEdit]) -> str:
    """Return a part of a text with those edits that are in it."""
    return edited(text[start:end], [(a - start, b - start, words) for a, b, words in edits if start <= a <= b <= end])


class BlockEdits:
    """The edits of one collection."""

    def __init__(
        self,
        layout: Layout,
        composer: Composer,
        path: Path,
        kept: AbstractSet[int],
        inner: Mapping[int, Sequence[RawEdit]],
        *,
        keeps_comments: bool,
    ) -> None:
        """Read where the members are.

        Args:
            layout: The document.
            composer: Writes what is new.
            path: The collection.
            kept: The indices of the members that stay where they are.
            inner: The edits inside each member that moves, where it was.
            keeps_comments: Whether the comments of a member that is removed stay: those in lines of their own, and the
                one beside its end.
        """
        self._layout, self._composer, self._path, self._kept, self._inner = layout, composer, path, kept, inner
        self._keeps_comments = keeps_comments
        self._text, self._newline = layout.text, composer.newline
        self._members = layout.members(path)
        self._column = self._members[0].head - self._members[0].line
        self._is_mapping = type(layout.at(path)) is dict
        self._compact = bool(self._text[self._members[0].line : self._members[0].head].strip())
        """Whether the first member is on the line of its owner: `- key: value`."""
        self._gone = [i for i in range(len(self._members)) if i not in kept]
        self._edits: list[RawEdit] = []

    def edits(self, steps: Sequence[Step]) -> list[RawEdit]:
        """Return the edits. Raises CannotEdit."""
        self._edits = []
        if self._compact and not self._kept:
            self._replace_all(steps)
            return self._edits
        cuts = self._cuts()
        if self._compact and 0 in self._gone:
            cuts = self._remove_first(cuts, is_led=steps[0].becomes != "kept")
        self._insert(steps, cuts)
        self._cut(cuts)
        return self._edits

    def _put(self, start: int, end: int, words: str) -> None:
        self._edits.append((start, end, words))

    def _is_heading(self, i: int) -> bool:
        """Whether the comment above a member heads those below, too."""
        member = self._members[i]
        if member.lead == member.line or not (member.has_gap or i == 0) or i + 1 == len(self._members):
            return False
        after = self._members[i + 1]
        return not after.has_gap and after.lead == after.line

    def _begin(self, i: int) -> int:
        """The beginning of a member with the comment that is its own."""
        member = self._members[i]
        stays = self._keeps_comments or self._is_heading(i) or (i == 0 and self._compact)
        return member.line if stays else member.lead

    # --- removing

    def _cuts(self) -> list[tuple[int, int]]:
        """The lines to remove, in order, without overlaps."""
        cuts = list[tuple[int, int]]()
        for i in self._gone:
            if i == 0 and self._compact:
                continue
            member, start = self._members[i], self._begin(i)
            end = member.tail
            if start == member.lead and member.has_gap and i:
                start = member.top
            elif not any(k < i for k in self._kept) and i + 1 < len(self._members) and not self._is_heading(i):
                after = self._members[i + 1]  # the first one goes with the empty lines below it
                end = after.lead if after.has_gap and after.top == member.tail else end
            if cuts and start <= cuts[-1][1]:
                cuts[-1] = cuts[-1][0], max(end, cuts[-1][1])
            else:
                cuts.append((start, end))
        return cuts

    def _remove_first(self, cuts: list[tuple[int, int]], *, is_led: bool) -> list[tuple[int, int]]:
        """Remove the members from the first one, on the line of its owner, up to the next that is kept.

        If that `is_led` by new members, these take the line of the owner.
        """
        next_kept = self._members[min(self._kept)]
        if is_led:
            self._put(self._members[0].head, next_kept.lead, "")
            return [cut for cut in cuts if cut[0] >= next_kept.line]
        comment = self._text[next_kept.lead : next_kept.line]
        first = self._members[0]
        if comment.strip():
            indent = self._layout.indent(first.line)
            self._put(first.line, first.line, _INDENTATION.sub(indent, comment))
        self._put(first.head, next_kept.head, "")
        return [cut for cut in cuts if cut[0] >= next_kept.line]

    def _cut(self, cuts: Sequence[tuple[int, int]]) -> None:
        inserted = {start for start, end, _ in self._edits if start == end}
        for start, end in cuts:
            comments = self._comments_in(start, end) if self._keeps_comments else ""
            if end >= len(self._text) and self._is_unended and end not in inserted and not comments:
                start = len(self._text[:start].rstrip("\r\n"))  # noqa: PLW2901 - the new last line has no line end
            self._put(start, end, comments)

    def _comments_in(self, start: int, end: int) -> str:
        """The comments in lines that are removed, each in a line of its own; not those beside what is in a member."""
        stops = {line_end(self._text, self._members[i].end)[0] for i in self._gone}
        lines = list[str]()
        for comment in self._layout.comments_between(start, end):
            before = self._text[line_start(self._text, comment.start) : comment.start]
            if not before.strip():
                lines.append(before + comment.words + self._newline)
            elif line_end(self._text, comment.start)[0] in stops:
                lines.append(" " * self._column + comment.words + self._newline)
        return "".join(lines)

    @property
    def _is_unended(self) -> bool:
        return self._text[-1:] not in ("\r", "\n")

    def _replace_all(self, steps: Sequence[Step]) -> None:
        lines = [line for step in steps for line in self._lines(step)]
        self._put(self._members[0].head, self._members[-1].end, self._newline.join(lines)[self._column :])

    # --- inserting

    def _lines(self, step: Step) -> list[str]:
        """The lines of a new or moved member, with the comment of a moved one."""
        if step.becomes == "moved":
            member, inner = self._members[step.old], self._inner.get(step.old, ())
            source = edited_part(self._text, member.head, member.tail, inner)
            lines = (self._text[member.line : member.head] + source).splitlines()
            lines[0] = " " * self._column + lines[0][member.head - member.line :]
            lifted = "".join(words for start, end, words in inner if start == end == member.line)
            return (self._text[self._begin(step.old) : member.line] + lifted).splitlines() + lines
        path = (*self._path, step.key)
        donor = self._composer.donor
        copied = donor.lines(path, step.value, self._column) if donor else None
        if copied:
            return copied
        if self._is_mapping:
            lead = f"{' ' * self._column}{self._composer.key(step.key)}:"
            return self._composer.member(lead, step.value, path, self._column)
        return self._composer.item(step.value, path, self._column)

    def _insert(self, steps: Sequence[Step], cuts: Sequence[tuple[int, int]]) -> None:
        run, before = list[Step](), -1
        for step in (*steps, Step("kept", -1, None, None)):
            if step.becomes != "kept":
                run.append(step)
                continue
            if run:
                self._insert_run(before, step.old, [self._lines(new) for new in run], cuts)
            run, before = [], step.old

    def _insert_run(
        self, before: int, after: int, chunks: Sequence[list[str]], cuts: Sequence[tuple[int, int]]
    ) -> None:
        """Insert members, each a chunk of lines, between two that are kept; -1 if there is none."""
        members, newline = self._members, self._newline
        if before < 0 and self._compact:
            words = (newline + " " * self._column).join([newline.join(c)[self._column :] for c in chunks])
            self._put(members[0].head, members[0].head, words + newline + " " * (self._column if after == 0 else 0))
            return
        is_first = before < 0 and after >= 0
        at = self._begin(after) if is_first else members[before].tail
        for start, end in cuts:
            if start < at <= end:
                at = end
        if is_first:
            self._put(at, at, "".join(newline.join(c) + newline + newline * self._is_spaced(c) for c in chunks))
            return
        words = "".join(newline * (before >= 0 and self._is_spaced(c)) + newline.join(c) + newline for c in chunks)
        if at >= len(self._text) and self._is_unended:
            words = words if ends_in_block_text(chunks[-1]) else words[: -len(newline)]
            words = words if any(end >= len(self._text) for _, end in cuts) else newline + words
        self._put(at, at, words)

    def _is_spaced(self, chunk: Sequence[str]) -> bool:
        """Whether an empty line is between members, as between others of that length."""
        pairs = list(zip(self._members, self._members[1:], strict=False))
        gaps = [(b.has_gap, a.is_long or b.is_long) for a, b in pairs]
        alike = [gap for gap, is_long in gaps if is_long == (len(chunk) > 1)] or [gap for gap, _ in gaps]
        return sum(alike) * 2 > len(alike)
