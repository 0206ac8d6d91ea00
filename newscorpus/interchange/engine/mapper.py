"""A text with the annotations of any labels -> the record of an article."""

from collections.abc import Iterable, Mapping
from typing import Any

from newscorpus.interchange.engine.document import Annotation, Declared, Mark, Record, Remark, Standoff
from newscorpus.interchange.engine.fields import article_fields
from newscorpus.interchange.engine.labelled import Document
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.meanings import Meanings
from newscorpus.interchange.engine.offsets import placed
from newscorpus.interchange.engine.readings import Readings
from newscorpus.models.labels import LabelFile
from newscorpus.models.mapping import OTHERS


def standoff_of(annotations: Iterable[Annotation]) -> Standoff:
    """Collect annotations; ids that occur twice are not counted."""
    losses, made = Losses(), Standoff()
    for one in annotations:
        made.add(one, losses)
    return made


def placed_standoff(
    annotations: Iterable[Annotation], text: str, losses: Losses, place: str, unit: str = "characters"
) -> Standoff:
    """Collect annotations, with their offsets in code points; see `placed`."""
    made = Standoff()
    for one in annotations:
        made.add(one, losses)
    placed(made, text, losses, place, unit=unit)
    return made


class Records:
    """Makes articles by a mapping file of labels.

    Args:
        labels: The mapping file.
        losses: Where to count what has no place in an article.
    """

    def __init__(self, labels: LabelFile, losses: Losses) -> None:
        self.labels, self._losses = labels, losses
        self._used = set[tuple[str, str]]()

    def meanings(self, declared: Declared) -> Meanings:
        """Return what labels mean, where a corpus declares some."""
        return Meanings(self.labels, declared, self._used)

    def unmatched(self) -> tuple[str, ...]:
        """Return the keys of the mapping file that no label had so far: `entities.PERS`."""
        heads = ("entities", "events", "roles", "relations", "attributes")
        keys = ((head, key) for head in heads for key in getattr(self.labels, head) if key != OTHERS)
        return tuple(f"{head}.{key}" for head, key in keys if (head, key) not in self._used)

    def record(
        self,
        text: str,
        found: Standoff,
        meanings: Meanings,
        place: str,
        *,
        names: Mapping[str, str],
        data: Any = None,
        of_text: Iterable[Mark | Remark] = (),
        more: Mapping[str, Any] | None = None,
    ) -> Record:
        """Return the record of an article.

        Args:
            text: Its text.
            found: Its annotations, placed.
            meanings: What their labels mean.
            place: Where it is from.
            names: What `{file}` and `{index}` are; `file` and `index`, too, where the data has no such fields. The file
                is the id, unless the mapping file has another.
            data: The object that has the text, for the fields that the mapping file names.
            of_text: What is said of the text as a whole.
            more: Other fields of the article.
        """
        corpus = self.labels.corpus
        read = {**names, **data} if isinstance(data, Mapping) else names if data is None else data
        fields = article_fields(self.labels.article, read, names, self._losses, place)
        made = {"id": names["file"], **(more or {}), **fields}
        self._say(made, of_text, meanings)
        language = made.get("language") or (corpus.language if corpus else None)
        readings = Readings(language, made.get("published"), self._losses, text)
        return Record({**made, **Document(text, found, meanings, self._losses, readings).data()}, text, place)

    def _say(self, made: dict[str, Any], of_text: Iterable[Mark | Remark], meanings: Meanings) -> None:
        """Add what is said of a text: attributes and notes."""
        for one in of_text:
            if isinstance(one, Remark):
                made["note"] = f"{made['note']}\n{one.text}" if "note" in made else one.text
                continue
            meaning = meanings.attribute(one.label, one.value)
            if meaning is None:
                continue
            what, name = meaning
            value: str | bool = True if one.value is None else one.value
            attributes = made.setdefault("attributes", {})
            if what == "status" or attributes.setdefault(name, value) != value:
                self._losses.add(f"attribute {one.label} of a text", one.place)
