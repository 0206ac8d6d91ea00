"""The annotations of one document as values, whatever the syntax of the tool is."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

import attrs

from newscorpus.interchange.losses import Losses
from newscorpus.text.spans import Span


@attrs.frozen
class Words:
    """A label on words of the text."""

    id: str
    label: str
    spans: tuple[Span, ...]
    """Half-open spans in code points, in the order of the source."""
    words: str
    """The words as the source repeats them; empty if it does not."""
    place: str = ""
    """Where the source has it; empty for an annotation that is to be written."""


@attrs.frozen
class Frame:
    """An event, with the id of its trigger and its arguments, each a role and an id."""

    id: str
    label: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    place: str = ""


@attrs.frozen
class Relation:
    """A label on two annotations."""

    id: str
    label: str
    first: str
    second: str
    place: str = ""


@attrs.frozen
class Same:
    """Annotations of the same thing."""

    label: str
    members: tuple[str, ...]
    place: str = ""


@attrs.frozen
class Mark:
    """An attribute of an annotation, with a value or without."""

    label: str
    target: str
    value: str | None
    place: str = ""
    typed: bool | int | float | None = None
    """The value, if the source says that it is no string."""


@attrs.frozen
class Identifier:
    """An entry of another resource that an annotation stands for."""

    target: str
    scheme: str
    value: str
    words: str
    place: str = ""


@attrs.frozen
class Remark:
    """A note on an annotation."""

    label: str
    target: str
    text: str
    place: str = ""


Annotation = Words | Frame | Relation | Same | Mark | Identifier | Remark

_TABLES: Final = {
    Words: "words",
    Frame: "frames",
    Relation: "relations",
    Same: "same",
    Mark: "marks",
    Identifier: "identifiers",
    Remark: "remarks",
}


@attrs.define
class Standoff:
    """The annotations of one document, each kind in the order of the source."""

    words: dict[str, Words] = attrs.field(factory=dict)
    frames: dict[str, Frame] = attrs.field(factory=dict)
    relations: dict[str, Relation] = attrs.field(factory=dict)
    links: list[Frame | Relation] = attrs.field(factory=list)
    """Frames and relations, in the order of the source."""
    same: list[Same] = attrs.field(factory=list)
    marks: list[Mark] = attrs.field(factory=list)
    identifiers: list[Identifier] = attrs.field(factory=list)
    remarks: list[Remark] = attrs.field(factory=list)

    def add(self, made: Annotation, losses: Losses) -> Annotation:
        """Add an annotation; one whose id is taken gets another id, so that references mean the first.

        Args:
            made: The annotation.
            losses: Where to count an id that is taken.

        Returns:
            The annotation, with its id.
        """
        table: Any = getattr(self, _TABLES[type(made)])
        if not isinstance(made, Words | Frame | Relation):
            table.append(made)
            return made
        own = _unique(made, table, losses)
        table[own.id] = own
        if not isinstance(own, Words):
            self.links.append(own)
        return own

    def count_triggers(self, losses: Losses, is_ignored: Callable[[str], bool]) -> None:
        """Count triggers that do not exist, and leave out the frames that then have no words.

        Args:
            losses: Where to count.
            is_ignored: Whether frames with a label are ignored.
        """
        for frame in [one for one in self.frames.values() if one.trigger not in self.words]:
            if is_ignored(frame.label):
                continue
            has_words = any(target in self.words for _, target in frame.arguments)
            name = "trigger that does" if has_words else f"event {frame.label} whose trigger does"
            losses.add(f"{name} not exist", f"{frame.place}: {frame.trigger}")
            if not has_words:
                del self.frames[frame.id]

    def leave_out(self, ids: AbstractSet[str]) -> None:
        """Leave out what is said of annotations: relations, attributes, identifiers and notes."""
        self.relations = {id_: one for id_, one in self.relations.items() if not {one.first, one.second} & ids}
        rest = (attrs.evolve(one, members=tuple(id_ for id_ in one.members if id_ not in ids)) for one in self.same)
        self.same = [one for one in rest if len(one.members) > 1]
        self.marks = [one for one in self.marks if one.target not in ids]
        self.identifiers = [one for one in self.identifiers if one.target not in ids]
        self.remarks = [one for one in self.remarks if one.target not in ids]


def _unique(made: Words | Frame | Relation, table: Mapping[str, object], losses: Losses) -> Words | Frame | Relation:
    if made.id not in table:
        return made
    losses.add("id that occurs twice, and means the first", f"{made.place}: {made.id}")
    number = 2
    while f"{made.id}-{number}" in table:
        number += 1
    return attrs.evolve(made, id=f"{made.id}-{number}")
