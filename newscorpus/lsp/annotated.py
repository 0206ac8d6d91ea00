"""The article of a file as it is now, where its values are in the file, and where its words are in the text."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path as FilePath

import attrs

from newscorpus.api.annotate import Mark, marks_in
from newscorpus.checking import tasks
from newscorpus.checking.discovery import Finder
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.report import Path
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.lsp.document import Contents, Snapshot
from newscorpus.models import Article
from newscorpus.models.traversal import quotes_of
from newscorpus.parsed import SourceRecord
from newscorpus.text.spans import Span


@attrs.frozen(eq=False)
class Annotated:
    """The article of a file, with its offsets and the actors of the registry.

    Attributes:
        path: The file.
        snapshot: Its text.
        article: The article, with offsets.
        locator: Where its values are, in offsets without a byte order mark.
    """

    path: FilePath
    snapshot: Snapshot
    article: Article
    locator: SourceMap

    @property
    def text_path(self) -> FilePath | None:
        """The file that contains the text; None if it is in the annotation, or cannot be read."""
        if self.article.text_file is None or self.article.text is None:
            return None
        return located(self.path.parent / self.article.text_file)

    @cached_property
    def marks(self) -> list[Mark]:
        """All words of the text with a place in the annotation, in the order of the text."""
        return marks_in(self.article)

    def marks_at(self, start: int, end: int) -> list[Mark]:
        """Return what is about the words between two offsets of the text, the shortest first."""
        covering = [mark for mark in self.marks if mark.start <= start and end <= mark.end]
        return sorted(covering, key=lambda mark: mark.end - mark.start)

    def quotes(self) -> Iterator[tuple[Mark, Span]]:
        """Yield all quotes with a place in the text, and their places in the file."""
        for path, quote in quotes_of(self.article):
            if quote.start is not None and quote.end is not None and self.locator.has(path):
                yield Mark(path, quote.start, quote.end), self.place(path)

    def quote_at(self, node: OutlineNode) -> Mark | None:
        """Return the quote that a scalar of the file is."""
        return next((mark for mark, (start, _) in self.quotes() if start == node.start), None)

    def place(self, path: Path) -> Span:
        """Return where a value is in the file; the nearest value above it, if the file does not have it."""
        start, end = self.locator.span(path, at_key=len(path) == 2 and path[0] in ("actors", "events"))
        return start + self.snapshot.bom, end + self.snapshot.bom

    def place_in_text(self, mark: Mark) -> Span | None:
        """Return where words are in the file itself; None if the text is in another file."""
        if self.article.text_file is not None:
            return None
        start, end = self.locator.span(("text",), part=(mark.start, mark.end))
        return start + self.snapshot.bom, end + self.snapshot.bom


def located(path: FilePath) -> FilePath:
    """Return the path of a file by which the open files are known: without links to its folder."""
    return path.parent.resolve() / path.name


def read_annotation(path: FilePath, snapshot: Snapshot, contents: Contents) -> Annotated | None:
    """Read the article of a file as `check` does, without its corpus; None if there is none."""
    try:
        (file,) = Finder(contents={**contents, path: snapshot.encoded}).files([path])
        (source,) = tasks.read(file)
    except (UsageError, OSError, ValueError):
        return None
    if not isinstance(source, SourceRecord):
        return None
    check = ArticleCheck(source, file.corpus, file.corpus.selection.active(file.name))
    article = check.run().article
    return Annotated(path, snapshot, article, check.places.locator) if article is not None else None
