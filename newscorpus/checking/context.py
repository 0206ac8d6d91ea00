"""What the check of one article starts from and ends with."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path as FilePath

import attrs

from newscorpus.codec import Codec
from newscorpus.diagnostics.report import Diagnostic, Path, Severity, Span, Totals
from newscorpus.models import Article, Manifest, Waiver
from newscorpus.rules import ArticleSummary
from newscorpus.rules.summary import qids_of


@attrs.frozen
class SourceRecord:
    """One annotation to inspect: its bytes, and where they come from."""

    file: str
    """Its name in findings."""
    data: bytes
    format: str
    """yaml or json."""
    path: FilePath | None = None
    """Where it lies; None if it was given as text."""
    folder: FilePath | None = None
    """What `text_file` is relative to; None if there is no such place."""
    stem: str | None = None
    """What its id must be, if the corpus says so."""
    record: int | None = None
    """Line of the file, from 1, if it is JSON Lines."""
    offset: int = 0
    """Code points of the file above the record."""


@attrs.frozen
class CheckContext:
    """The corpus that a source belongs to."""

    manifest: Manifest
    codec: Codec
    root: FilePath | None
    """Folder that no `text_file` may leave; None if there are no files at all."""
    severities: Mapping[str, Severity] = attrs.field(factory=dict)
    today: date | None = None
    """The day on which the check is run; None for the computer's."""
    texts: Callable[[str, str], bytes] | None = None
    """Reads the text that a file names, where those are no files of this machine. Raises Unreadable."""
    qids: Mapping[str, str] = attrs.field(init=False, repr=False)
    """Those of its registry, each with the first id that has it."""

    @qids.default
    def _qids(self) -> Mapping[str, str]:
        return qids_of(self.manifest.actors)


@attrs.frozen
class ArticleResult:
    """What one source turned out to be."""

    article: Article | None
    """None if it could not be parsed; partial if there are errors."""
    diagnostics: tuple[Diagnostic, ...]
    waivers: tuple[tuple[Waiver, Span], ...] = ()
    summary: ArticleSummary | None = None
    totals: Totals = attrs.field(factory=Totals)
    broken: frozenset[Path] = frozenset()
    text_known: bool = True
