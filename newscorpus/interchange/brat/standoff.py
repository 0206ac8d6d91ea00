"""Lines of brat's standoff files -> values, and offsets in any unit -> code points.

See https://brat.nlplab.org/standoff.html. A line that cannot be read is a loss, with its file and number.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate, product
from typing import Final, TypeVar

import attrs

from newscorpus.interchange.losses import Losses
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten


@attrs.frozen
class Words:
    """A line T: a label on words of the text."""

    id: str
    label: str
    spans: tuple[Span, ...]
    """Half-open spans in the order of the file; those that only whitespace separates are one once `placed`."""
    words: str
    """The words as the file repeats them."""
    place: str
    """The file and the line."""


@attrs.frozen
class Frame:
    """A line E: an event, with the id of its trigger and its arguments, each a role and an id."""

    id: str
    label: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    place: str


@attrs.frozen
class Relation:
    """A line R: a label on two annotations."""

    id: str
    label: str
    first: str
    second: str
    place: str


@attrs.frozen
class Same:
    """A line `*`: annotations of the same thing."""

    label: str
    members: tuple[str, ...]
    place: str


@attrs.frozen
class Mark:
    """A line A or M: an attribute of an annotation, with a value or without."""

    label: str
    target: str
    value: str | None
    place: str


@attrs.frozen
class Identifier:
    """A line N: an entry of another resource that an annotation stands for."""

    target: str
    scheme: str
    value: str
    words: str
    place: str


@attrs.frozen
class Remark:
    """A line #: a note on an annotation."""

    label: str
    target: str
    text: str
    place: str


@attrs.define
class Standoff:
    """The annotations of one document, each kind in the order of the file."""

    words: dict[str, Words] = attrs.field(factory=dict)
    frames: dict[str, Frame] = attrs.field(factory=dict)
    relations: dict[str, Relation] = attrs.field(factory=dict)
    same: list[Same] = attrs.field(factory=list)
    marks: list[Mark] = attrs.field(factory=list)
    identifiers: list[Identifier] = attrs.field(factory=list)
    remarks: list[Remark] = attrs.field(factory=list)


_ANNOTATION: Final = re.compile(r"([TERAMN]\d[^\s:]*|#\S*|\*)[\t ](?=\S)(.*)", re.DOTALL)
_WORDS: Final = re.compile(r"(\S.*?)[\t ](\d{1,15} +\d{1,15}(?:;\d{1,15} +\d{1,15})*) *(?:\t(.*))?", re.DOTALL)
_NOT_READ: Final = "line that is not of brat"


def parse(lines: Iterable[tuple[str, str]], losses: Losses) -> Standoff:
    """Read the lines of a document.

    Args:
        lines: The place and the content of each line.
        losses: Where to count lines that cannot be read.
    """
    found, torn = Standoff(), None
    for place, line in lines:
        if not line.strip():
            continue
        made = _read(found, line, place, losses)
        if made is None and torn is not None and len(torn.words) < _length(torn.spans):
            losses.add("line break inside the words of a line T, which are joined", place)
            made = attrs.evolve(torn, words=f"{torn.words}\n{line}")
            found.words[torn.id] = made
        elif made is None:
            losses.add(_NOT_READ, place)
        torn = made if isinstance(made, Words) else None
    return found


def _read(found: Standoff, line: str, place: str, losses: Losses) -> object | None:
    """Add the annotation of a line; return it, or None if it is none."""
    match = _ANNOTATION.fullmatch(line)
    if match is None:
        return None
    id_, body = match.groups()
    if id_[0] == "T":
        return _add_words(found, id_, body, place, losses)
    head, _, tail = body.partition("\t")
    label, *rest = head.split()
    if id_[0] == "E":
        return _add_frame(found, id_, [label, *rest], place, losses)
    if id_[0] == "R" and len(rest) == 2:
        first, second = (one.rpartition(":")[2] for one in rest)
        return _put(found.relations, id_, Relation(id_, label, first, second, place), losses)
    made: object | None = None
    if id_ == "*" and len(rest) > 1:
        made = Same(label, tuple(rest), place)
        found.same.append(made)
    elif id_[0] in "AM" and rest:
        made = Mark(label, rest[0], " ".join(rest[1:]) or None, place)
        found.marks.append(made)
    elif id_[0] == "N" and len(rest) == 2 and ":" in rest[1]:
        scheme, _, value = rest[1].partition(":")
        made = Identifier(rest[0], scheme, value, tail, place)
        found.identifiers.append(made)
    elif id_[0] == "#" and rest:
        made = Remark(label, rest[0], tail, place)
        found.remarks.append(made)
    return made


def _add_words(found: Standoff, id_: str, body: str, place: str, losses: Losses) -> Words | None:
    match = _WORDS.fullmatch(body)
    if match is None:
        return None
    label, offsets, words = match.groups()
    pairs = (pair.split() for pair in offsets.split(";"))
    spans = tuple((int(start), int(end)) for start, end in pairs)
    return _put(found.words, id_, Words(id_, label.strip(), spans, words or "", place), losses)


def _add_frame(found: Standoff, id_: str, steps: list[str], place: str, losses: Losses) -> Frame | None:
    (label, colon, trigger), *arguments = (step.rpartition(":") for step in steps)
    if not colon or not label or not trigger:
        return None
    for role, _, target in arguments:
        if not role or not target:
            losses.add("argument that is not `ROLE:ID`", place)
    good = tuple((role, target) for role, _, target in arguments if role and target)
    return _put(found.frames, id_, Frame(id_, label, trigger, good, place), losses)


_A = TypeVar("_A", Words, Frame, Relation)


def _put(table: dict[str, _A], id_: str, made: _A, losses: Losses) -> _A:
    """Add an annotation; one whose id is taken gets another id, so that references mean the first."""
    if id_ in table:
        losses.add("id that occurs twice, and means the first", f"{made.place}: {id_}")
        number = 2
        while f"{id_}-{number}" in table:
            number += 1
        made = attrs.evolve(made, id=f"{id_}-{number}")
    table[made.id] = made
    return made


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


_UNITS: Final[Mapping[str, str]] = {"code points": "", "UTF-16": "utf-16-le", "bytes": "utf-8"}
_SIZES: Final = {"": 1, "utf-16-le": 2, "utf-8": 1}


def placed(found: Standoff, text: str, losses: Losses, place: str, *, marked: bool = False) -> None:
    """Convert the offsets of all words to code points of the text, in the unit that the words prove.

    Args:
        found: The annotations; their spans are replaced. Those that only whitespace separates become one.
        text: The text, without a byte order mark.
        losses: Where to count a document with another unit.
        place: The file of the annotations.
        marked: Whether the file of the text has a byte order mark, which offsets may count.
    """
    known = [one for one in found.words.values() if one.words]
    best, name, table = _fitting(known, text, None), "", None
    if best < len(known):
        marks, breaks = (("", "\ufeff") if marked else ("",)), ((False, True) if "\r\n" in text else (False,))
        for unit, mark, single in product(_UNITS, marks, breaks):
            tried = _offsets(text, _UNITS[unit], mark, single=single)
            fit = _fitting(known, text, tried)
            if fit > best:
                best, table = fit, tried
                also = [" and the byte order mark"] * bool(mark) + [" and CRLF as one"] * single
                name = f"offsets that count {unit}{''.join(also)}, which are converted"
    if table is not None:
        losses.add(name, place)
    for id_, one in found.words.items():
        spans = _converted(one.spans, table)
        found.words[id_] = attrs.evolve(one, spans=joined(spans, text))


def _offsets(text: str, encoding: str, mark: str, *, single: bool) -> dict[int, int]:
    """Return the offset in code points for each offset in another unit."""
    size = _SIZES[encoding]
    widths = [len(char.encode(encoding, "surrogatepass")) // size if encoding else 1 for char in text]
    if single:
        for found in re.finditer("\r\n", text):
            widths[found.start()] = 0
    first = len(mark.encode(encoding)) // size if encoding else len(mark)
    table: dict[int, int] = {}
    for i, at in enumerate(accumulate(widths, initial=first)):
        table.setdefault(at, i)  # words end before CRLF
    return table


def _converted(spans: Iterable[Span], table: Mapping[int, int] | None) -> tuple[Span, ...]:
    if table is None:
        return tuple(spans)
    return tuple((table.get(start, start), table.get(end, end)) for start, end in spans)


def _fitting(known: Iterable[Words], text: str, table: Mapping[int, int] | None) -> int:
    """Return how many annotations have the words that the text has at their offsets."""
    return sum(fits(one.words, _converted(one.spans, table), text) for one in known)


def fits(words: str, spans: Iterable[Span], text: str) -> bool:
    """Return whether a text has these words at these spans; any whitespace stands for any other."""
    return flatten(words) == flatten(" ".join(text[start:end] for start, end in spans))


def joined(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join spans that only whitespace separates: a span with a line break in it has several parts in the file."""
    made: list[Span] = []
    for start, end in spans:
        if made and made[-1][1] <= start <= len(text) and not text[made[-1][1] : start].strip():
            made[-1] = made[-1][0], end
        else:
            made.append((start, end))
    return tuple(made)
