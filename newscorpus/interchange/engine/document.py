"""What readers of other formats make: the annotations of a document, whatever the syntax is; and articles as data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

import attrs

from newscorpus.diagnostics.report import Report
from newscorpus.interchange.engine.losses import Losses
from newscorpus.models import Manifest
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
    time: str | None = None
    """The date that the source gives for the words, in EDTF, in case that they are a time."""


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

    @property
    def content(self) -> str | bool | int | float:
        """The value of the attribute: true if the source has none."""
        value = self.value if self.typed is None else self.typed
        return True if value is None else value

    def add_to(self, table: dict[str, Any], name: str, value: object, losses: Losses) -> None:
        """Set a value in an article. If it has a different one, that stays, and this one is counted as lost."""
        if (kept := table.setdefault(name, value)) != value:
            kind = "second value of attribute {}"
            losses.add(kind, f"{self.place}: {value} beside {kept}", name=self.label)


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

    def add(self, annotation: Annotation, losses: Losses) -> None:
        """Add an annotation; one whose id is taken gets another id, so that references mean the first.

        Args:
            annotation: The annotation.
            losses: Where to count an id that is taken.
        """
        table: Any = getattr(self, _TABLES[type(annotation)])
        if not isinstance(annotation, Words | Frame | Relation):
            table.append(annotation)
            return
        own = _unique(annotation, table, losses)
        table[own.id] = own
        if not isinstance(own, Words):
            self.links.append(own)

    def count_triggers(self, losses: Losses, is_ignored: Callable[[str], bool]) -> None:
        """Count triggers that do not exist, and leave out the frames that then have no words.

        Args:
            losses: Where to count.
            is_ignored: Whether frames with a label are ignored.
        """
        for frame in [frame for frame in self.frames.values() if frame.trigger not in self.words]:
            if is_ignored(frame.label):
                continue
            has_words = any(target in self.words for _, target in frame.arguments)
            name = "trigger that does" if has_words else f"event {frame.label} whose trigger does"
            losses.add(f"{name} not exist", f"{frame.place}: {frame.trigger}")
            if not has_words:
                del self.frames[frame.id]

    def take_of_text(self) -> list[Mark | Remark]:
        """Remove the marks and remarks on the text as a whole, and return them."""
        said: list[Mark | Remark] = [*self.marks, *self.remarks]
        self.marks = [mark for mark in self.marks if mark.target]
        self.remarks = [remark for remark in self.remarks if remark.target]
        return [mark for mark in said if not mark.target]

    def leave_out(self, ids: AbstractSet[str]) -> None:
        """Leave out what is said of annotations: relations, attributes, identifiers and notes."""
        self.relations = {
            id_: relation for id_, relation in self.relations.items() if not {relation.first, relation.second} & ids
        }
        rest = (attrs.evolve(same, members=tuple(id_ for id_ in same.members if id_ not in ids)) for same in self.same)
        self.same = [same for same in rest if len(same.members) > 1]
        self.marks = [mark for mark in self.marks if mark.target not in ids]
        self.identifiers = [identifier for identifier in self.identifiers if identifier.target not in ids]
        self.remarks = [remark for remark in self.remarks if remark.target not in ids]


def _unique(
    annotation: Words | Frame | Relation, table: Mapping[str, object], losses: Losses
) -> Words | Frame | Relation:
    if annotation.id not in table:
        return annotation
    losses.add("id that occurs twice, and means the first", f"{annotation.place}: {annotation.id}")
    number = 2
    while f"{annotation.id}-{number}" in table:
        number += 1
    return attrs.evolve(annotation, id=f"{annotation.id}-{number}")


_COREFERENCE: Final = "symmetric-transitive"


@attrs.define
class Declared:
    """The labels that the configuration of a tool declares."""

    types: dict[str, dict[str, str | None]] = attrs.field(factory=dict)
    """For each section (`entities`, `relations`, `events`, `attributes`), its types in order, with their parents."""
    arguments: dict[str, str] = attrs.field(factory=dict)
    """What each relation, event and attribute takes, macros replaced."""
    abstract: set[str] = attrs.field(factory=set)
    """Types that only group others."""

    def above(self, section: str, label: str) -> Iterator[str]:
        """Yield a label, its parent, and so on."""
        table, seen = self.types.get(section, {}), set[str]()
        at: str | None = label
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            at = table.get(at)

    def labels(self, section: str) -> list[str]:
        """Return the types of a section that annotations can have."""
        return [label for label in self.types.get(section, {}) if label not in self.abstract]

    def is_coreference(self, relation: str) -> bool:
        """Report whether a relation is declared as one of things that are the same."""
        return _COREFERENCE in self.arguments.get(relation, "")


@attrs.frozen
class Document:
    """One document of a source, before anything is known of what its labels mean."""

    id: str
    """The id of its article, if the mapping file has no other."""
    text: str | None
    """None if it has no text: this is counted, and it becomes no article."""
    annotations: Iterable[Annotation]
    """In the order of the source, read once. Marks and remarks without a target are of the text as a whole."""
    place: str
    """The file, and the line or number in it, for losses."""
    file: str
    """What `{file}` is in a mapping file."""
    index: str = "1"
    """What `{index}` is in a mapping file."""
    metadata: Mapping[str, Any] = {}
    """What the source says of the text: the mapping file names what becomes a field of the article."""
    fields: Mapping[str, Any] = {}
    """Fields of the article that need no mapping file."""
    declared: Declared = attrs.field(factory=Declared)
    """The labels that the source declares."""
    is_placed: bool = False
    """Whether offsets are known to count code points; otherwise, the words must show what they count."""
    has_mark: bool = False
    """Whether the file of the text begins with a byte order mark, which offsets may count."""
    own: Callable[[Standoff, str, Losses], dict[str, Any]] | None = None
    """Returns the article of its annotations, if newscorpus has written them: the labels need no meanings then."""

    def standoff(self, losses: Losses) -> Standoff:
        """Collect the annotations; `losses` counts ids that occur twice."""
        standoff = Standoff()
        for annotation in self.annotations:
            standoff.add(annotation, losses)
        return standoff


@attrs.frozen
class Record:
    """One article of a source."""

    data: dict[str, Any]
    """Plain data of the annotation, tables as mappings, without the text. Quotes have the offsets of the source, in
    code points; terms and attributes need not be declared."""
    text: str
    """The text of the article, as the source has it."""
    source: str
    """Where it comes from: a file, and the line or record in it."""
    has_hash: bool = True
    """Whether the annotation states the hash of the text."""

    @classmethod
    def back(cls, data: dict[str, Any], text: str, source: str) -> "Record":
        """Return an article that newscorpus has exported. It has a hash if it had one."""
        return cls(data, text, source, has_hash="sha256" in data)


@attrs.frozen
class Opened:
    """A source that a reader has opened."""

    records: Iterable[Record]
    """The articles, in the order of the source, read one at a time. Their ids need not differ."""
    manifest: Manifest
    """What is known of the corpus before it is read: name, language, declared terms and attributes."""
    meanings: Mapping[str, str] = {}
    """Term → its meaning, for terms that the source defines."""
    refuses_losses: bool = False
    """Whether nothing may be lost: the mapping says so."""
    stated: frozenset[str] = frozenset()
    """The fields of the corpus that the mapping file states; others may be guesses."""
    unused: Callable[[], Report] = Report
    """Returns warnings about the mapping file: what of it fits nothing in the records that were read so far."""
