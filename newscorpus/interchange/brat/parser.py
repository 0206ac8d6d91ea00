"""Lines of brat's standoff files -> annotations.

See https://brat.nlplab.org/standoff.html. A line that cannot be read is a loss, with its file and number.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from newscorpus.interchange.brat.escapes import unescape
from newscorpus.interchange.engine.document import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.losses import Losses
from newscorpus.text.spans import Span

_ANNOTATION: Final = re.compile(r"([TERAMN]\d[^\s:]*|#\S*|\*)[\t ](?=\S)(.*)", re.DOTALL)
_WORDS: Final = re.compile(r"(\S.*?)[\t ](\d{1,15} +\d{1,15}(?:;\d{1,15} +\d{1,15})*) *(?:\t(.*))?", re.DOTALL)
_NOT_READ: Final = "line that is not of brat"


def parse(lines: Iterable[tuple[str, str]], losses: Losses, *, escaped: bool = False) -> Iterator[Annotation]:
    """Yield the annotations in the lines of a document.

    Args:
        lines: The place and the content of each line.
        losses: Where to count lines that cannot be read.
        escaped: Whether newscorpus has written them: then notes and identifiers have escapes.
    """
    before: Annotation | None = None
    for place, line in lines:
        if not line.strip():
            continue
        annotation = _read(line, place, losses, unescape if escaped else str)
        if annotation is None and isinstance(before, Words) and len(before.words) < _length(before.spans):
            losses.add("line break inside the words of a line T, which are joined", place)
            before = attrs.evolve(before, words=f"{before.words}\n{line}")
            continue
        if annotation is None:
            losses.add(_NOT_READ, place)
        if before is not None:
            yield before
        before = annotation
    if before is not None:
        yield before


def _read(line: str, place: str, losses: Losses, plain: Callable[[str], str]) -> Annotation | None:
    """Return the annotation of a line; None if it is none."""
    match = _ANNOTATION.fullmatch(line)
    if match is None:
        return None
    id_, body = match.groups()
    if id_[0] == "T":
        return _words(id_, body, place)
    head, _, tail = body.partition("\t")
    label, *rest = head.split()
    if id_[0] == "E":
        return _frame(id_, [label, *rest], place, losses)
    if id_[0] == "R" and len(rest) == 2:
        first, second = (one.rpartition(":")[2] for one in rest)
        return Relation(id_, label, first, second, place)
    if id_ == "*" and len(rest) > 1:
        return Same(label, tuple(rest), place)
    if id_[0] in "AM" and rest:
        return Mark(label, rest[0], " ".join(rest[1:]) or None, place)
    if id_[0] == "N" and len(rest) == 2 and ":" in rest[1]:
        scheme, _, value = rest[1].partition(":")
        return Identifier(rest[0], scheme, plain(value), tail, place)
    if id_[0] == "#" and rest:
        return Remark(label, rest[0], plain(tail), place)
    return None


def _words(id_: str, body: str, place: str) -> Words | None:
    match = _WORDS.fullmatch(body)
    if match is None:
        return None
    label, offsets, words = match.groups()
    pairs = (pair.split() for pair in offsets.split(";"))
    spans = tuple((int(start), int(end)) for start, end in pairs)
    return Words(id_, label.strip(), spans, words or "", place)


def _frame(id_: str, steps: list[str], place: str, losses: Losses) -> Frame | None:
    (label, colon, trigger), *arguments = (step.rpartition(":") for step in steps)
    if not colon or not label or not trigger:
        return None
    for role, _, target in arguments:
        if not role or not target:
            losses.add("argument that is not `ROLE:ID`", place)
    good = tuple((role, target) for role, _, target in arguments if role and target)
    return Frame(id_, label, trigger, good, place)


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)
