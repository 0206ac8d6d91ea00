"""Removes, moves and inserts members of a collection in brackets or braces that has each member in lines of its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.edits.blocks import edited_part
from newscorpus.edits.composer import Composer
from newscorpus.edits.layout import Layout
from newscorpus.fixes.editor import RawEdit, line_end, line_start

_REST: Final = re.compile(r"[ \t]*(,?)[ \t]*(?:(?<=[ \t])#.*)?")
_COMMENTS: Final = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r))+\Z")


@attrs.frozen
class Step:
    """What becomes of a member: it is kept, moved from elsewhere, or new."""

    what: Literal["kept", "moved", "new"]
    old: int
    """Its index before; -1 if it is new."""
    key: Any
    """Its key or index afterwards."""


@attrs.frozen
class _Member:
    """A member. All values are offsets in code points."""

    lead: int
    """Beginning of the comment directly above; `line` if there is none."""
    line: int
    """Beginning of its first line."""
    end: int
    """Its end, without comma and comment."""
    comma: int
    """The comma behind it; -1 if there is none."""
    tail: int
    """End of its last line, with the line break."""
    has_gap: bool
    """Whether an empty line, or nothing, is above it and its comment."""


class FlowLines:
    """The edits of one collection."""

    def __init__(self, layout: Layout, composer: Composer, members: Sequence[_Member]) -> None:
        self._text, self._newline, self._members = layout.text, composer.newline, members
        self._indent = layout.indent(members[0].line)

    @classmethod
    def of(cls, layout: Layout, composer: Composer, path: Path) -> "FlowLines | None":
        """Return them; None if members share lines with each other or with the brackets."""
        owner, text, found = layout.at(path), layout.text, list[_Member]()
        low = line_end(text, layout.start(path))[1]
        for key in owner if type(owner) is dict else range(len(owner)):
            start, end = layout.span((*path, key))
            line, (stop, tail) = line_start(text, start), line_end(text, end)
            rest = _REST.fullmatch(text, end, stop)
            if line < low or text[line:start].strip() or not rest:
                return None
            comments = _COMMENTS.search(text, low, line)
            lead = comments.start() if comments else line
            comma = rest.start(1) if rest[1] else -1
            found.append(_Member(lead, line, end, comma, tail, not found or lead > low))
            low = tail
        return cls(layout, composer, found) if low <= layout.end(path) else None

    def edits(
        self, steps: Sequence[Step], written: Callable[[Step], str], inner: Mapping[int, Sequence[RawEdit]]
    ) -> list[RawEdit]:
        """Return the edits.

        Args:
            steps: What becomes of the members.
            written: Returns the source of a new member.
            inner: The edits inside each member that moves, where it was.
        """
        made, kept = list[RawEdit](), {step.old for step in steps if step.what == "kept"}
        at, is_trailing = self._begin(0), self._members[-1].comma >= 0
        for step in steps:
            comma = "," if is_trailing or step is not steps[-1] else ""
            if step.what == "kept":
                one = self._members[step.old]
                if comma and one.comma < 0:
                    made.append((one.end, one.end, ","))
                elif not comma and one.comma >= 0:
                    made.append((one.comma, one.comma + 1, ""))
                at = one.tail
            elif step.what == "moved":
                made.append((at, at, self._moved(step.old, comma, inner.get(step.old, ()))))
            else:
                made.append((at, at, f"{self._indent}{written(step)}{comma}{self._newline}"))
        gone = [i for i in range(len(self._members)) if i not in kept]
        return made + [(self._begin(i), self._members[i].tail, "") for i in gone]

    def _begin(self, i: int) -> int:
        """The beginning of a member with the comment that is its own: not one that heads those below, too."""
        one, *after = self._members[i : i + 2]
        is_heading = one.has_gap and after and not after[0].has_gap and after[0].lead == after[0].line
        return one.line if is_heading else one.lead

    def _moved(self, i: int, comma: str, inner: Sequence[RawEdit]) -> str:
        """The lines of a member elsewhere, with or without a comma."""
        one, text = self._members[i], self._text
        behind = one.end if one.comma < 0 else one.comma + 1
        return edited_part(text, self._begin(i), one.end, inner) + comma + text[behind : one.tail]
