"""brat: standoff annotation in the files `ID.txt` and `ID.ann`, with the labels in `annotation.conf`."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from newscorpus.errors import UsageError
from newscorpus.interchange.brat.files import Files, Folder
from newscorpus.interchange.brat.parser import parse
from newscorpus.interchange.brat.writer import is_export, write
from newscorpus.interchange.engine.document import Declared, Opened, Record, Standoff
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import Records
from newscorpus.interchange.engine.mapping_file import opened_of, read_labels
from newscorpus.interchange.engine.offsets import placed
from newscorpus.interchange.engine.proposal import draft_labels
from newscorpus.interchange.own.reading import article

__all__ = ["draft", "is_export", "read", "write"]


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read a folder of documents, or one document; see `Reader`.

    Without a mapping file, common labels have their usual meanings, and others their own names.
    """
    folder = Folder(source)
    records = Records(read_labels(mapping, "brat"), losses)
    documents = folder.documents()
    first = next(documents)  # so that a source of another format is refused before anything is made
    found = _records(folder, chain([first], documents), records, losses)
    return opened_of(found, records, folder.root, "brat")


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    folder = Folder(source)
    return draft_labels("brat", folder.root, _annotated(folder))


def _records(folder: Folder, documents: Iterable[Files], records: Records, losses: Losses) -> Iterator[Record]:
    for document in documents:
        name = document.name.replace("/", "-")
        declared, own = folder.configuration(document.text.parent)
        read_text = folder.text(document.text, losses, own=own)
        if read_text is None:
            continue
        text, marked = read_text
        if not text.strip() and not own:
            losses.add("document without a text", folder.shown(document.text))
            continue
        found = _parsed(folder, document, losses, own=own)
        shown = folder.shown(document.annotations[0] if document.annotations else document.text)
        placed(found, text, losses, shown, unit=records.labels.unit, marked=marked)
        if own:
            yield Record.back({"id": name, **article(found, text, losses)}, text, shown)
        else:
            names, meanings = {"file": document.text.stem, "index": "1"}, records.meanings(declared)
            yield records.record(text, found, meanings, shown, names=names, more={"id": name})


def _annotated(folder: Folder) -> Iterator[tuple[Declared, Standoff, str]]:
    for document in folder.documents():
        declared, own = folder.configuration(document.text.parent)
        if own:
            raise UsageError(f"{folder.root}: newscorpus wrote it, so that it needs no mapping")
        text = folder.text(document.text, Losses(), own=own)
        yield declared, _parsed(folder, document, Losses(), own=own), text[0] if text else ""


def _parsed(folder: Folder, document: Files, losses: Losses, *, own: bool) -> Standoff:
    lines = (line for path in document.annotations for line in folder.lines(path, losses))
    return parse(lines, losses, escaped=own)
