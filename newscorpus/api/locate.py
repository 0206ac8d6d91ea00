"""Locate: a path in an annotation -> its place in the file."""

from collections.abc import Sequence

from newscorpus.api.load import AnyPath
from newscorpus.api.record import read_record
from newscorpus.checking.article import parse
from newscorpus.diagnostics.report import Path, Span, path_text
from newscorpus.errors import UsageError
from newscorpus.models import MANIFEST, Article, Manifest


def locate(path: AnyPath, steps: Sequence[str | int]) -> Span:
    """Return where a file has a value of its annotation.

    Args:
        path: The file: an annotation in YAML or JSON, or a `corpus.yaml`; in JSON Lines, `articles.jsonl#ID`.
        steps: The way to the value, by ids, fields and indices: `("events", "talks", "evidence", 0)`. It is that of
            `Diagnostic.path`, whatever form the file gives the value.

    Returns:
        The span of the value; of a mapping or a list on several lines, that of its key, or in a list of its first key.

    Raises:
        UsageError: If the file cannot be read, is neither YAML nor JSON, or has no value there.

    Example::

        print(nc.locate("seeds/000_acf5269c8d9a5d96.yaml", ("events", "visit-feb", "when")))
    """
    if isinstance(steps, str) or not all(isinstance(step, str | int) for step in steps):
        raise UsageError(f'the way to a value is a tuple of keys and indices, such as ("events",), not {steps!r}')
    way, places = tuple(steps), Places(path)
    if any(isinstance(step, int) and step < 0 for step in way) or not places.has(way):
        raise UsageError(f"{path} has no {path_text(way)}")
    return places.span(way)


class Places:
    """Where a file has its values; it is read and parsed once."""

    def __init__(self, path: AnyPath) -> None:
        """Read an annotation, as `locate` does. Raises UsageError."""
        record = read_record(path)
        parsed = parse(record.source(), {}, Manifest if record.path.name == MANIFEST else Article)
        if parsed.document.data is None and parsed.problems:
            raise UsageError(f"{path} cannot be read: {parsed.problems[0].message}")
        self._builder = parsed.builder

    def has(self, way: Path) -> bool:
        """Report whether the file has a value at a path."""
        return self._builder.locator.has(way)

    def span(self, way: Path) -> Span:
        """Return the span of the value at a path; of the nearest value above it if the file does not have it."""
        return self._builder.here.span(*self._builder.locator.span(way))
