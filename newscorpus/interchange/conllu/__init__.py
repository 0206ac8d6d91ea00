"""CoNLL-U: sentences of tokens, with white space and mentions in the column MISC, as UD, GUM and CorefUD have them.

See https://universaldependencies.org/format.html and https://ufal.mff.cuni.cz/corefud.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from newscorpus.interchange.conllu.reader import Document as Source
from newscorpus.interchange.conllu.reader import documents
from newscorpus.interchange.conllu.writer import is_export, write
from newscorpus.interchange.engine.document import Declared, Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import Records
from newscorpus.interchange.engine.mapping_file import opened_of, read_labels
from newscorpus.interchange.engine.proposal import draft_labels
from newscorpus.interchange.engine.sources import files_of
from newscorpus.models.labels import EntityLabel, LabelFile

__all__ = ["draft", "is_export", "read", "write"]

_FORMAT: Final = "conllu"
_PLACES: Final = ("place", "location", "Location", "LOCATION", "loc", "Loc", "LOC")
_PLAIN: Final = LabelFile(entities=dict.fromkeys(_PLACES, EntityLabel(as_="locality")))
"""Without events, a place can only be an actor."""


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read a folder of files `*.conllu`, or one file; see `Reader`."""
    records = Records(_PLAIN if mapping is None else read_labels(mapping, _FORMAT), losses)
    opened = opened_of(_records(_documents(source, losses), records, losses), records, source, _FORMAT)
    return opened if mapping is not None else attrs.evolve(opened, unmatched=tuple)  # there is no mapping file


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    found = ((Declared(), one.found, one.text) for one in _documents(source, Losses()))
    return draft_labels(_FORMAT, source, found, has_relations=False)


def _documents(source: Path, losses: Losses) -> Iterator[Source]:
    return (one for file in files_of(source, ("*.conllu",)) for one in documents(file, losses))


def _records(found: Iterator[Source], records: Records, losses: Losses) -> Iterator[Record]:
    meanings = records.meanings(Declared())
    for one in found:
        if not one.text.strip():
            losses.add("document without a text", one.place)
            continue
        names = {"file": one.id, "index": one.place.rpartition(":")[2]}
        yield records.record(one.text, one.found, meanings, one.place, names=names, data=one.meta, more=one.head())
