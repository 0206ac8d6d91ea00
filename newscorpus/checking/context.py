"""Input and result of the check of one article."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path as FilePath

import attrs

from newscorpus.checking.plugins import given_elsewhere
from newscorpus.codec import Codec
from newscorpus.diagnostics.report import Diagnostic, Fix, Path, Severity
from newscorpus.diagnostics.totals import Totals
from newscorpus.models import Article, Manifest, Waiver
from newscorpus.models.frozen import cached_by_identity
from newscorpus.rules import ArticleSummary
from newscorpus.rules.summary import qids_of
from newscorpus.text.suggest import Candidates


@attrs.frozen
class SourceRecord:
    """The bytes of one annotation, and where they come from."""

    file: str
    """Name of the file in diagnostics."""
    data: bytes
    format: str
    """yaml or json."""
    path: FilePath | None = None
    """Path of the file; None if the annotation was given as text."""
    folder: FilePath | None = None
    """The folder that `text_file` is relative to; None if there is none."""
    stem: str | None = None
    """The id that the article must have, if the corpus demands one."""
    record: int | None = None
    """Line of the file, from 1, in JSON Lines."""
    offset: int = 0
    """Code points of the file before the record."""
    name: str | None = None
    """Name of the file relative to its corpus, with `/`; None outside a corpus, and for a line of JSON Lines."""
    text: str | None = None
    """The article text, if it is given beside an annotation without one."""


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
    """Reads the article text that a file names, where files are not on this machine. Raises Unreadable."""
    absent: frozenset[str] = attrs.field(factory=given_elsewhere)
    """Rules of plug-ins that other checks of this process were given: here they are unknown."""
    qids: Mapping[str, str] = attrs.field(init=False, repr=False)
    """QIDs of the registry, each with the first id that has it."""

    registered: Candidates = attrs.field(init=False, repr=False, eq=False)
    """The ids of the registry, to suggest."""

    @registered.default
    def _registered(self) -> Candidates:
        return _ids_of(self.manifest.actors)

    @qids.default
    def _qids(self) -> Mapping[str, str]:
        return _qids_of(self.manifest.actors)


# Of thousands of actors, they take longer than an article.
_ids_of = cached_by_identity(Candidates)
_qids_of = cached_by_identity(qids_of)


@attrs.frozen
class PlacedWaiver:
    """A waiver, and what it covers."""

    waiver: Waiver
    targets: tuple[Path, ...]
    """The paths that it covers, with everything below them."""
    exact: bool
    """Whether it covers nothing below them."""
    unused: Diagnostic | None = None
    """The finding about it if it covers nothing; None if it covers a finding of the article."""


@attrs.frozen
class ArticleResult:
    """The result of the inspection of one source."""

    article: Article | None
    """None if it could not be parsed; partial if there are errors."""
    diagnostics: tuple[Diagnostic, ...]
    """Those that no waiver of the file covers."""
    waivers: tuple[PlacedWaiver, ...] = ()
    summary: ArticleSummary | None = None
    totals: Totals = attrs.field(factory=Totals)
    broken: frozenset[Path] = frozenset()
    """Paths of malformed values."""
    text_known: bool = True
    """Whether there is an article text to search."""
    waived: tuple[tuple[int, str], ...] = ()
    """The findings that a waiver of the file covers: the number of the waiver, and the code of the rule."""
    baselined: tuple[tuple[str, str], ...] = ()
    """The findings that are known from the baseline: the fingerprint, and the code of the rule."""
    fixes: tuple[tuple[Fix, ...], ...] | None = None
    """The fixes of each of the diagnostics; None if they were not built."""

    @property
    def has_findings(self) -> bool:
        """Whether there are any, reported or not."""
        return bool(self.diagnostics or self.waived or self.baselined)
