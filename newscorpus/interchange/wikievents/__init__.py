"""WikiEvents: documents in JSON Lines, with mentions, events and arguments; chains of mentions in files beside them.

See https://github.com/raspberryice/gen-arg. `writer` has the labels that newscorpus writes, `own` reads them back;
`documents` reads any others, as a mapping file says.
"""

from collections.abc import Iterator

from newscorpus.interchange.engine.document import Document, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.sources import Source
from newscorpus.interchange.wikievents import own
from newscorpus.interchange.wikievents.documents import documents_of
from newscorpus.interchange.wikievents.writer import is_export, write

__all__ = ["draft", "is_export", "read", "write"]


def _documents(source: Source, losses: Losses) -> Iterator[Document | Record]:
    """Yield the documents of a folder, or of one file."""
    for one in documents_of(source, losses):
        one.count_other_tokens(losses)
        if one.is_own:
            yield Record({"id": one.id, **own.article(one.document, one.chains, one.text)}, one.text, one.place)
            continue
        annotations, index = one.annotations(losses), one.place.rpartition(":")[2]
        yield Document(one.id, one.text, annotations, one.place, one.id, index, metadata=one.document, is_placed=True)


_READER = LabelReader("wikievents", _documents)
read, draft = _READER.read, _READER.draft
