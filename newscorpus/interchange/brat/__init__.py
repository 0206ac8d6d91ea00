"""brat: standoff annotation in the files `ID.txt` and `ID.ann`, with the labels in `annotation.conf`."""

from collections.abc import Iterator

from newscorpus.interchange.brat.files import Files, Folder
from newscorpus.interchange.brat.parser import parse
from newscorpus.interchange.brat.writer import is_export, write
from newscorpus.interchange.engine.document import Annotation, Document
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.sources import Source
from newscorpus.interchange.own.reading import article

__all__ = ["draft", "is_export", "read", "write"]


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder, or one document."""
    folder = Folder(source.path)
    for files in folder.documents():
        declared, is_own = folder.configuration(files.text.parent)
        text, has_mark = folder.text(files.text, losses, own=is_own)
        if text is not None and not text.strip() and not is_own:
            losses.add("document without a text", folder.shown(files.text))
            text = None
        yield Document(
            files.name.replace("/", "-"),
            text,
            _annotations(folder, files, losses, is_own=is_own),
            folder.shown(files.annotations[0] if files.annotations else files.text),
            files.text.stem,
            declared=declared,
            has_mark=has_mark,
            own=article if is_own else None,
        )


def _annotations(folder: Folder, files: Files, losses: Losses, *, is_own: bool) -> Iterator[Annotation]:
    lines = (line for path in files.annotations for line in folder.lines(path, losses))
    return parse(lines, losses, escaped=is_own)


_READER = LabelReader("brat", _documents, root=lambda source: Folder(source).root)
read, draft = _READER.read, _READER.draft
