"""Locate: a path in an annotation -> its place in the file."""

from collections.abc import Sequence
from pathlib import Path

from newscorpus.api.load import AnyPath, read_annotation
from newscorpus.checking.article import parse
from newscorpus.checking.context import SourceRecord
from newscorpus.diagnostics.report import Span, path_text
from newscorpus.errors import UsageError
from newscorpus.models import MANIFEST, Article, Manifest


def locate(path: AnyPath, steps: Sequence[str | int]) -> Span:
    """Return where a file has a value of its annotation.

    Args:
        path: The file: an annotation in YAML or JSON, or a `corpus.yaml`.
        steps: The way to the value, by ids, fields and indices: `("events", "talks", "evidence", 0)`. It is that of
            `Diagnostic.path`, whatever form the file gives the value.

    Returns:
        The span of the value; of a mapping or a list on several lines, that of its key.

    Raises:
        UsageError: If the file cannot be read, is not an annotation, or has no value there.

    Example::

        print(nc.locate("seeds/000_acf5269c8d9a5d96.yaml", ("events", "visit-feb", "when")))
    """
    file, way = Path(path), tuple(steps)
    data, format = read_annotation(file)
    parsed = parse(SourceRecord(file.as_posix(), data, format), {}, Manifest if file.name == MANIFEST else Article)
    if not parsed.builder.locator.has(way):
        raise UsageError(f"{file} has no {path_text(way)}")
    start, end = parsed.builder.locator.span(way)
    span: Span = parsed.builder.here.span(start, end)
    return span
