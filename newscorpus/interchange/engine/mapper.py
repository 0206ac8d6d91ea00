"""A document with labels of any scheme -> the record of an article; and the reader that every format of labels has."""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.actors import Names
from newscorpus.interchange.engine.document import Document, Mark, Opened, Record, Remark
from newscorpus.interchange.engine.fields import article_fields
from newscorpus.interchange.engine.labelled import LabelledArticle
from newscorpus.interchange.engine.labelled_claims import LabelledClaims
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapping_file import opened_with, read_mapping, warned
from newscorpus.interchange.engine.meanings import Meanings, Uses
from newscorpus.interchange.engine.offsets import placed
from newscorpus.interchange.engine.proposal import propose_labels
from newscorpus.interchange.engine.quotes import WordQuotes
from newscorpus.interchange.engine.readings import Readings
from newscorpus.interchange.engine.sources import Source, corpus_name
from newscorpus.interchange.engine.unused import unlike
from newscorpus.models.labels import LabelFile
from newscorpus.models.mapping import OTHERS
from newscorpus.rules import Finding

Documents = Callable[[Source, Losses], Iterator[Document | Record]]
"""Yields the documents of a source; a record is an article that newscorpus has written."""


@attrs.frozen
class LabelReader:
    """Reads a format whose labels mean what a mapping file says: `read` and `propose` of the format's module."""

    name: str
    """The name of the format."""
    documents: Documents
    """The syntax of the format."""
    usual: LabelFile = attrs.field(factory=LabelFile)
    """What labels mean without a mapping file, beside their usual meanings."""
    has_relations: bool = True
    """Whether the format has arguments or relations, so that a place can be one of an event."""
    root: Callable[[Path], Path] = Path
    """Returns what names the corpus: the source, or the folder of a file that is one document of it."""

    def read(self, source: Path, mapping: Path | None, losses: Losses) -> Opened:
        """Begin to read; see `Reader`.

        Without a mapping file, common labels have their usual meanings, and others their own names.
        """
        labels, places = (self.usual, None) if mapping is None else read_mapping(mapping, LabelFile, self.name)
        mapper = LabelMapper(labels, losses)
        documents = self.documents(Source(source, labels), losses)
        first = list(islice(documents, 1))  # so that a source of another format is refused before anything is made
        records = mapper.records(chain(first, documents))
        opened = opened_with(records, labels.corpus, corpus_name(self.root(source), self.name))
        return attrs.evolve(opened, unused=lambda: warned(places, mapper.unused())) if places else opened

    def propose(self, source: Path) -> str:
        """Return a mapping file for a source; see `Reader`."""
        root = self.root(source)
        return propose_labels(self.name, root, self._foreign(source, root), has_relations=self.has_relations)

    def _foreign(self, source: Path, root: Path) -> Iterator[Document]:
        for document in self.documents(Source(source), Losses()):
            if isinstance(document, Record) or document.own is not None:
                raise UsageError(f"{root}: newscorpus wrote it, so that it needs no mapping")
            yield document


class LabelMapper:
    """Makes articles by a mapping file of labels.

    Args:
        labels: The mapping file.
        losses: Where to count what has no place in an article.
    """

    def __init__(self, labels: LabelFile, losses: Losses) -> None:
        self._labels, self._losses, self._names = labels, losses, Names()
        self._uses = Uses()

    def unused(self) -> Iterator[Finding]:
        """Yield the keys of the mapping file that no label had so far."""
        for head in ("entities", "events", "roles", "relations", "attributes"):
            others = [label for own, label in self._uses.others if own == head]
            for key in getattr(self._labels, head):
                if key != OTHERS and (head, key) not in self._uses.keys:
                    yield unlike(key, others, (head,))

    def records(self, documents: Iterator[Document | Record]) -> Iterator[Record]:
        """Yield the articles of documents that have a text."""
        for document in documents:
            if isinstance(document, Record):
                yield document
            elif document.text is not None:
                yield self._record(document, document.text)

    def _record(self, document: Document, text: str) -> Record:
        standoff = document.standoff(self._losses)
        of_text = standoff.take_of_text() if document.own is None else []
        if not document.is_placed:
            placed(standoff, text, self._losses, document.place, unit=self._labels.unit, marked=document.has_mark)
        if document.own is not None:
            data = {"id": document.id, **document.own(standoff, text, self._losses)}
            return Record.back(data, text, document.place)
        meanings = Meanings(self._labels, document.declared, self._uses)
        fields = self._fields(document, of_text, meanings)
        corpus = self._labels.corpus
        language = fields.get("language") or (corpus.language if corpus else None)
        readings = Readings(language, fields.get("published"), text)
        claims = LabelledClaims(standoff, meanings, WordQuotes(text, self._losses), self._losses)
        article = LabelledArticle(text, standoff, meanings, self._losses, readings)
        tables = article.data()
        said = claims.made(article.actors, article.events)
        self._names.settle(tables.get("actors", {}), text)
        return Record({**fields, **tables, **({"claims": said} if said else {})}, text, document.place)

    def _fields(self, document: Document, of_text: list[Mark | Remark], meanings: Meanings) -> dict[str, Any]:
        """Return the fields of an article that are not its text, its actors and its events."""
        names = {"file": document.file, "index": document.index}
        metadata = {**names, **document.metadata}
        mapped = article_fields(self._labels.article, metadata, names, self._losses, document.place)
        fields = {"id": document.id, **document.fields, **mapped}
        for said in of_text:
            if isinstance(said, Remark):
                fields["note"] = f"{fields['note']}\n{said.text}" if "note" in fields else said.text
            else:
                self._add_attribute(fields, said, meanings)
        return fields

    def _add_attribute(self, fields: dict[str, Any], mark: Mark, meanings: Meanings) -> None:
        meaning = meanings.attribute(mark.label, mark.value)
        if meaning is None:
            return
        use, name = meaning
        attributes = fields.setdefault("attributes", {})
        if use == "status":
            self._losses.add(f"attribute {mark.label} of a text", mark.place)
        else:
            mark.add_to(attributes, name, mark.content, self._losses)
