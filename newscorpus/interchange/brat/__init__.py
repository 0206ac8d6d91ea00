"""brat: standoff annotation in the files `ID.txt` and `ID.ann`, with the types in `annotation.conf`.

`scheme` and `writer` have the labels that newscorpus writes; `document` reads any others, as a mapping file says.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from newscorpus.interchange.brat import scheme
from newscorpus.interchange.brat.document import Document
from newscorpus.interchange.brat.drafts import draft
from newscorpus.interchange.brat.files import Files, Folder
from newscorpus.interchange.brat.meanings import Meanings, read_map
from newscorpus.interchange.brat.standoff import parse, placed
from newscorpus.interchange.brat.writer import HELD, is_export, write
from newscorpus.interchange.losses import Losses
from newscorpus.interchange.records import Opened, Record
from newscorpus.models import Manifest
from newscorpus.text.suggest import as_id

__all__ = ["HELD", "draft", "is_export", "read", "write"]

_UNDETERMINED: Final = "und"


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read a folder of documents, or one document.

    Args:
        source: The folder, or the file of a text or of annotations.
        mapping: The mapping file. Without it, common labels have their usual meanings, and others their own names.
        losses: Where to count what has no place in an article.

    Returns:
        The articles, which are read one at a time.

    Raises:
        UsageError: The source does not exist or is not of brat, or the mapping file has errors.
    """
    folder = Folder(source)
    data = read_map(mapping) if mapping is not None else {}
    documents = folder.documents()
    first = next(documents)  # so that a source of another format is refused before anything is made
    records = _records(folder, (document for some in ([first], documents) for document in some), data, losses)
    name = re.sub(r"[^a-z0-9]+", "-", as_id(folder.root.resolve().name)).lstrip("0123456789-").rstrip("-")
    given: dict[str, Any] = {"name": name or "brat", "language": _UNDETERMINED, **data.get("corpus", {})}
    return Opened(records, Manifest(**given))


def _records(folder: Folder, documents: Iterable[Files], data: dict[str, Any], losses: Losses) -> Iterator[Record]:
    for document in documents:
        configuration, own = folder.configuration(document.text.parent)
        read_text = folder.text(document.text, losses, own=own)
        if read_text is None:
            continue
        text, marked = read_text
        lines = (line for path in document.annotations for line in folder.lines(path, losses))
        found = parse(lines, losses)
        shown = folder.shown(document.annotations[0] if document.annotations else document.text)
        placed(found, text, losses, shown, marked=marked)
        if own:
            made = scheme.article(found, text, losses)
        else:
            made = Document(text, found, Meanings(data, configuration), losses).data()
        yield Record({"id": document.name.replace("/", "-"), **made}, text, shown)
