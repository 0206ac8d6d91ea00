"""Removes, moves and inserts members of a collection in brackets or braces, on one line or on several.

Only what is between members is written: commas, line breaks, comments. A comment at the end of a line belongs to the
members that end on that line, and stays as long as one of them does. Comments on lines of their own belong to the
members on the line below, unless they head several lines: a bracket or an empty line is above, no comment below.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.edits.blocks import Step, edited_part
from newscorpus.edits.layout import Layout
from newscorpus.edits.text_edits import RawEdit, line_end

_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t,]))#.*")
_BREAK: Final = re.compile(r"\r\n|\n|\r")
_PUSHED: Final = re.compile(r"[ \t]*#[^\r\n]*(?:\r\n|\n|\r)[ \t]*")
_BEHIND: Final = re.compile(r"[ \t]*#.*")


@attrs.frozen
class _Gap:
    """What is between two members, or between one and a bracket."""

    text: str
    comma: bool
    beside: str
    """The comment at the end of the first line, with the spaces before it."""
    below: list[str]
    """The comments on lines of their own."""
    breaks: bool
    """Whether it has a line break."""
    is_spaced: bool
    """Whether an empty line follows the first line."""

    @classmethod
    def of(cls, text: str) -> "_Gap":
        first, *lines = _BREAK.split(text)
        head = _COMMENT.sub("", first)
        comments = [match[0].rstrip() for line in lines if (match := _COMMENT.search(line))]
        comma = "," in head or any("," in _COMMENT.sub("", line) for line in lines)
        beside = head.rpartition(",")[2] + first[len(head) :].rstrip() if len(head) < len(first) else ""
        return cls(text, comma, beside, comments, bool(lines), bool(lines[:-1]) and not lines[0].strip())


@attrs.frozen
class _Piece:
    """A member or the closing bracket, as it is written behind another member."""

    above: Sequence[str]
    """The comments above it."""
    breaks: bool
    """Whether it begins a line."""
    source: str = ""
    """Its source, if that is to be written."""
    beside: str = ""
    """The comment beside it."""
    is_spaced: bool = False
    """Whether an empty line is above it."""


class Brackets:
    """The edits of one collection."""

    def __init__(self, layout: Layout, path: Path, spans: Sequence[tuple[int, int]], space: str) -> None:
        """Read what is between the members.

        Args:
            layout: The document.
            path: The collection.
            spans: Where each member is.
            space: What follows a comma on a line, unless the collection has another one there.
        """
        self._text, self._newline, self._spans = layout.text, layout.newline, spans
        self._start, self._end = layout.start(path) + 1, layout.value_end(path) - 1
        ends, starts = [self._start, *(end for _, end in spans)], [*(start for start, _ in spans), self._end]
        self._gaps = [_Gap.of(self._text[a:b]) for a, b in zip(ends, starts, strict=True)]
        spaces = [gap.text.partition(",")[2] for gap in self._gaps[1:-1] if not gap.breaks]
        self._space = max(spaces, key=len, default=space)  # a comma without one may be within words: `[1,500 men, x]`
        self._breaks = self._gaps[len(spans) > 1].breaks
        """Whether new members begin a line."""
        breaking = [start for gap, (start, _) in zip(self._gaps, spans, strict=False) if gap.breaks]
        self._indent = layout.indent(breaking[0]) if breaking else layout.indent(spans[0][0]) + "  "
        closing = self._gaps[-1].text
        self._is_pushed = not self._gaps[0].breaks and _PUSHED.fullmatch(closing) is not None
        """Whether the closing bracket is on a line of its own because of a comment only: what comes is before it."""
        if self._is_pushed and not breaking:
            self._indent = _BREAK.split(closing)[-1]

    def edits(
        self, steps: Sequence[Step], written: Callable[[Step], str], inner: Mapping[int, Sequence[RawEdit]]
    ) -> list[RawEdit]:
        """Return the edits.

        Args:
            steps: What becomes of the members.
            written: Returns the source of a new member.
            inner: The edits inside each member that moves, where it was.
        """
        edits, before = list[RawEdit](), -1
        kept, moved = ({step.old for step in steps if step.becomes == fate} for fate in ("kept", "moved"))
        for run, after in _runs(steps, len(self._spans)):
            if run or after != before + 1:
                pieces = [
                    self._moved(step.old, kept, moved, inner.get(step.old, ()))
                    if step.becomes == "moved"
                    else _Piece((), self._breaks, written(step))
                    for step in run
                ]
                edits += self._between(before, pieces, after)
            before = after
        return edits

    # --- which comments belong to what

    def _is_heading(self, i: int) -> bool:
        """Whether the comments above a member head the lines below, too."""
        gap, *after = self._gaps[i], *self._gaps[i + 1 : -1]
        below = next((other for other in after if other.breaks), None)
        has_gap = gap.is_spaced or i == 0
        return bool(gap.below) and has_gap and below is not None and not (below.below or below.is_spaced)

    def _row(self, i: int) -> range:
        """The members that share lines with one."""
        first, last = i, i + 1
        while first and not self._gaps[first].breaks:
            first -= 1
        while last < len(self._spans) and not self._gaps[last].breaks:
            last += 1
        return range(first, last)

    def _moved(self, i: int, kept: set[int], moved: set[int], inner: Sequence[RawEdit]) -> _Piece:
        """A member elsewhere, with the comments of its lines if no other member stays there."""
        start, end = self._spans[i]
        above = [words.strip() for a, b, words in inner if a == b < start]
        source, row = edited_part(self._text, start, end, inner), self._row(i)
        going = [member for member in row if member in moved]
        is_left = bool(kept & {*row})
        if i == going[0] and not is_left and not self._is_heading(row[0]):
            above = [*self._gaps[row[0]].below, *above]
        beside = self._gaps[row[-1] + 1].beside if i == going[-1] and not is_left else ""
        return _Piece(above, self._breaks, source, beside)

    def _beside(self, before: int, after: int) -> str:
        """The comment on the line of a member, of which those up to `after` go."""
        gaps = self._gaps[before + 1 : after + 1]
        return next((gap.beside for gap in gaps if gap.breaks), "")

    def _next(self, before: int, after: int, *, is_led: bool) -> _Piece:
        """The member that follows `before`, or the members that are written behind that."""
        gaps = self._gaps[before + 1 : after + 1]
        own = self._gaps[after]
        if before < 0 and not is_led:
            breaks = gaps[0].breaks
        else:
            breaks = any(gap.breaks for gap in gaps) or (before < 0 and self._breaks)
        first = after if own.breaks else max(self._row(after)[0], before + 1)
        above = [] if self._is_heading(first) and (first < after or after == 0) else self._gaps[first].below
        return _Piece(above, breaks, is_spaced=own.is_spaced and after > 0)

    # --- what is between two members that stay

    def _between(self, before: int, pieces: list[_Piece], after: int) -> Iterator[RawEdit]:
        """Write what is between two members; `before` is -1 and `after` their number for the brackets."""
        is_end = after == len(self._spans)
        start = self._start if before < 0 else self._spans[before][1]
        end = self._end if is_end else self._spans[after][0]
        comment = self._gaps[0].beside if before < 0 else self._beside(before, after)
        if before < 0 and pieces:
            pieces[0] = attrs.evolve(pieces[0], breaks=self._gaps[0].breaks)
        if pieces and pieces[0].breaks and is_end and before == after - 1 and not self._gaps[-1].breaks:
            stop = line_end(self._text, self._end)[0]
            behind = _BEHIND.fullmatch(self._text, self._end + 1, stop)
            if behind:  # it is beside the last member
                comment = behind[0]
                yield self._end + 1, stop, ""
        headings = [
            line
            for i in range(before + 1, min(after + (after == 0), len(self._spans)))
            if self._is_heading(i)
            for line in self._gaps[i].below
        ]
        pieces += [] if is_end else [self._next(before, after, is_led=bool(pieces))]
        if headings and pieces:
            pieces[0] = attrs.evolve(pieces[0], above=[*headings, *pieces[0].above])
        words, left = self._written(pieces, comment, comma=before >= 0)
        if is_end:
            words += "," * self._gaps[-1].comma + left
            if not (self._is_pushed and pieces and not left):
                words += self._closing([] if pieces else headings, breaks=bool(left))
        yield _trimmed(self._text, start, end, words)

    def _written(self, pieces: Sequence[_Piece], left: str, *, comma: bool) -> tuple[str, str]:
        """The source of pieces behind a member with a comment that is left to write; and the one that is left then."""
        out, line = "", self._newline + self._indent
        for piece in pieces:
            out += "," * comma + left
            if piece.breaks or piece.above or left:
                out += self._newline * piece.is_spaced + "".join(line + comment for comment in piece.above) + line
            else:
                out += self._space if comma else self._gaps[0].text
            out, left, comma = out + piece.source, piece.beside, True
        return out, left

    def _closing(self, headings: Sequence[str], *, breaks: bool) -> str:
        """What is before the closing bracket, in a line of its own if it `breaks`."""
        gap, line = self._gaps[-1], self._newline + self._indent
        lines = "".join(line + comment for comment in headings)
        line_break = _BREAK.search(gap.text)
        if line_break:
            return lines + gap.text[line_break.start() :]
        return lines + (line if lines or breaks else gap.text.replace(",", ""))


def _runs(steps: Sequence[Step], end: int) -> Iterator[tuple[list[Step], int]]:
    """Yield the members to insert before each kept one, and at the end; with the index of that one, or `end`."""
    run: list[Step] = []
    for step in steps:
        if step.becomes == "kept":
            yield run, step.old
            run = []
        else:
            run.append(step)
    yield run, end


def _trimmed(text: str, start: int, end: int, words: str) -> RawEdit:
    """An edit without what stays the same at its ends."""
    while start < end and words[:1] == text[start]:
        start, words = start + 1, words[1:]
    while start < end and words[-1:] == text[end - 1]:
        end, words = end - 1, words[:-1]
    return start, end, words
