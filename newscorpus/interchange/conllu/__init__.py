"""CoNLL-U: sentences of tokens, with white space and mentions in the column MISC, as UD, GUM and CorefUD have them.

See https://universaldependencies.org/format.html and https://ufal.mff.cuni.cz/corefud.
"""

from collections.abc import Iterator
from typing import Final

from newscorpus.interchange.conllu.reader import documents_of
from newscorpus.interchange.conllu.writer import is_export, write
from newscorpus.interchange.engine.document import Document
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.sources import Source
from newscorpus.models.mapping import EntityLabel, LabelFile

__all__ = ["draft", "is_export", "read", "write"]

_PLACES: Final = ("place", "location", "Location", "LOCATION", "loc", "Loc", "LOC")
_USUAL: Final = LabelFile(entities=dict.fromkeys(_PLACES, EntityLabel(as_="locality")))
"""Without events, a place can only be an actor."""


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.conllu`, or of one file."""
    for file in source.files("*.conllu"):
        for one in documents_of(file, losses):
            if not one.text.strip():
                losses.add("document without a text", one.place)
                continue
            index = one.place.rpartition(":")[2]
            yield Document(
                one.id,
                one.text,
                one.annotations,
                one.place,
                one.id,
                index,
                metadata=one.meta,
                fields=one.head(),
                is_placed=True,
            )


_READER: Final = LabelReader("conllu", _documents, usual=_USUAL, has_relations=False)
read, draft = _READER.read, _READER.draft
