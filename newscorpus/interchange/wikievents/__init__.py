"""WikiEvents: documents in JSON Lines, with mentions, events and arguments; chains of mentions in files beside them.

See https://github.com/raspberryice/gen-arg. `writer` has the labels that newscorpus writes, `own` reads them back;
`documents` reads any others, as a mapping file says.
"""

from collections.abc import Iterator
from pathlib import Path

from newscorpus.interchange.engine.document import Declared, Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import Records
from newscorpus.interchange.engine.mapping_file import opened_of, read_labels
from newscorpus.interchange.engine.proposal import draft_labels
from newscorpus.interchange.wikievents import own
from newscorpus.interchange.wikievents.documents import Source, documents
from newscorpus.interchange.wikievents.writer import is_export, write

__all__ = ["draft", "is_export", "read", "write"]

_FORMAT = "wikievents"


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read a folder of documents, or one file of them; see `Reader`."""
    records = Records(read_labels(mapping, _FORMAT), losses)
    return opened_of(_records(documents(source, losses), records, losses), records, source, _FORMAT)


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    losses = Losses()
    found = ((Declared(), one.standoff(losses), one.text) for one in documents(source, losses))
    return draft_labels(_FORMAT, source, found)


def _records(found: Iterator[Source], records: Records, losses: Losses) -> Iterator[Record]:
    meanings = records.meanings(Declared())
    for one in found:
        one.count_other_tokens(losses)
        if one.is_own:
            yield Record({"id": one.id, **own.article(one.document, one.chains, one.text)}, one.text, one.place)
            continue
        names = {"file": one.id, "index": one.place.rpartition(":")[2]}
        yield records.record(one.text, one.standoff(losses), meanings, one.place, names=names, data=one.document)
