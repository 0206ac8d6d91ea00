"""The labels that an annotation tool offers: those of a corpus, and those that its articles use beside them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, Self

import attrs

from newscorpus.interchange.engine.document import Annotation, Frame, Mark, Relation, Remark, Words
from newscorpus.interchange.own.reading import NO_KIND, NOTE, PARTS_OF_EVENTS, RELATION, RELATIONS, role_label
from newscorpus.models import Manifest
from newscorpus.models.codes import COUNTRIES
from newscorpus.models.manifest import Attribute
from newscorpus.models.metadata import Scalar

_OWNERS: Final = ("article", "actor", "event", "claim", "thing")
"""What a corpus can declare attributes of."""
_OF_ALL: Final = ("trigger", "evidence", "place", "topic", "when")
"""The arguments of events of all kinds, beside participants, things and relations."""
_OF_CLAIMS: Final = frozenset({"quote", "cue", "by", "via", "at", "about", "when"})
_NOTES: Final = ("id", "name", "alias", "title", "start", "end", "edtf", "value", "count", NOTE)
_PLAIN: Final = re.compile(r"[\w.+-]+")
"""A value that each tool can have in a list."""


@attrs.define
class Labels:
    """The labels of each kind of annotation."""

    words: set[str]
    """Of words. Those of triggers are in `events`, and here too if an article uses them."""
    events: dict[str, set[str]]
    """Of frames, each with the names of its arguments."""
    relations: set[str]
    marks: dict[str, set[str]]
    """Of marks, each with its values; none for a mark without values."""
    notes: set[str]

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """Return the labels of the vocabularies and the attributes of a corpus."""
        terms = manifest.words
        events = {"claim": {*_OF_CLAIMS}}
        of_kinds = {"meeting": ("outcome",), "incident": (*terms.casualties,)}
        for kind in terms.event_kinds:
            given = (*_OF_ALL, *of_kinds.get(kind, ()), *terms.roles[kind], *terms.things, *terms.relations)
            roles = [role_label(term, Counter()) for term in given]
            events |= {f"{kind}-{type_}": {*roles} for type_ in terms.types[kind]}
        statuses = {*chain.from_iterable(terms.statuses.values())}
        values = {"status": statuses, "stance": {*terms.stances}, "sector": {*terms.sectors}, "country": {*COUNTRIES}}
        labels = cls(
            words={"article", "role", "claim", NO_KIND, *terms.actor_kinds, *terms.text_parts, *PARTS_OF_EVENTS},
            events=events,
            relations={*RELATIONS, *(f"{RELATION}{term}" for term in terms.actor_relations)},
            marks={"implicit": set(), **values},
            notes={*_NOTES},
        )
        for owner in _OWNERS:
            for name, attribute in manifest.declared(owner).items():
                labels._declare(name, attribute)
        for label in labels.notes:  # another owner has the same attribute without a list of values
            labels.marks.pop(label, None)
        return labels

    def _declare(self, name: str, attribute: Attribute) -> None:
        values = (True, False) if attribute.type == "boolean" else attribute.enum
        said = [attribute_note(name, value) for value in values]
        if said and all(_PLAIN.fullmatch(text) for _, text in said):
            for label, text in said:
                self.marks.setdefault(label, set()).add(text)
        else:
            self.notes.add(f"{attribute.type}-{name}")

    def used(self, annotations: Iterable[Annotation]) -> Iterator[Annotation]:
        """Yield annotations, and add their labels; a note whose text is a value of a mark is this mark."""
        for annotation in annotations:
            match annotation:
                case Remark(label, target, text) if text in self.marks.get(label, ()):
                    yield Mark(label, target, text)
                    continue
                case Words(_, label):
                    self.words.add(label)
                case Frame(_, label, _, arguments):
                    self.events.setdefault(label, set()).update(role for role, _ in arguments)
                case Relation(_, label):
                    self.relations.add(label)
                case Mark(label, _, value):
                    self.marks.setdefault(label, set()).update([value] if value is not None else ())
                case Remark(label):
                    self.notes.add(label)
            yield annotation


def attribute_note(name: str, value: Scalar) -> tuple[str, str]:
    """Return the label and the text of the note that has the value of an attribute."""
    if isinstance(value, bool):
        return f"boolean-{name}", str(value).lower()
    kind = "string" if isinstance(value, str) else "integer" if isinstance(value, int) else "number"
    return f"{kind}-{name}", str(value)
