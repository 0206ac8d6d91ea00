"""What `check` says about an open file, and what the other features take from its corpus."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from newscorpus.checking.article import Inspection
from newscorpus.checking.context import SourceRecord
from newscorpus.checking.discovery import records
from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.discovery.globs import below, contains, has_format
from newscorpus.checking.discovery.records import SourceFile
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.session import discover
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.errors import UsageError
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Manifest
from newscorpus.rules import ArticleSummary

Contents = Mapping[Path, bytes]
"""The bytes of the open files, by absolute path."""


@attrs.frozen(eq=False)
class Analysis:
    """The result of the check of one open file."""

    text: str
    """The text that was checked; empty before the first check."""
    is_annotation: bool | None = None
    """Whether it is an article of a corpus, an article outside of one, or a `corpus.yaml`; None if nobody has asked."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings in the file, with their fixes."""
    manifest: Manifest = DEFAULT_MANIFEST
    """The settings of its corpus."""
    root: Path | None = None
    """The folder of its `corpus.yaml`; None if it has none."""
    article: Article | None = None
    """The article with its offsets and the actors of the registry; None if the file is not YAML or JSON."""
    locator: SourceMap | None = None
    """Where the values of the article are."""
    files: tuple[Path, ...] = ()
    """All files of the corpus."""
    summaries: Mapping[str, ArticleSummary] = attrs.field(factory=dict)
    """The summaries of the articles of the corpus, by id."""


def begin(path: Path, contents: Contents) -> Analysis:
    """Return what is known of an open file without a check: whether it is an annotation, and its corpus."""
    corpus = Finder(contents=contents).above(path.parent)
    if corpus is None:
        return Analysis("", is_annotation=path.name == MANIFEST or has_format(contents[path]))
    is_own = path.name == MANIFEST or contains(corpus.manifest, below(str(path), str(corpus.root)))
    return Analysis("", manifest=corpus.manifest, root=corpus.root, is_annotation=is_own)


def analyze(path: Path, text: str, contents: Contents) -> Analysis:
    """Check an open file as `check` does, with the open files in place of those on the disk."""
    found = attrs.evolve(begin(path, contents), text=text)
    if not found.is_annotation:
        return found
    try:
        session = discover(SessionOptions(path, jobs=None, cache=True, stores_contents=False), contents=contents)
        files = Finder(contents=contents).files([path.parent]) if path.name == MANIFEST else session.files
        results = check_session(session)
        report = results.report()
    except (UsageError, OSError):  # a folder that cannot be read, or a baseline; the command reports it
        return found
    own = tuple(one for one in report.diagnostics if os.path.abspath(one.primary.file) == str(path))
    summaries = {one.id: one for one in _summaries(results)}
    paths = tuple(Path(file.absolute) for file in files)
    found = attrs.evolve(found, diagnostics=own, summaries=summaries, files=paths)
    file = session.asked.get(str(path))
    return _with_article(found, file) if file and file.is_annotation() else found


def _summaries(results: CheckResults) -> Iterator[ArticleSummary]:
    for stored in results.stored:
        if stored.result.summary is not None:
            yield stored.result.summary


def _with_article(found: Analysis, file: SourceFile) -> Analysis:
    active = file.corpus.selection.active(file.name)
    (source,) = records.read(file)
    assert isinstance(source, SourceRecord)  # bytes that are given can be read
    inspection = Inspection(source, file.corpus.context, active)
    article = inspection.run().article
    return attrs.evolve(found, article=article, locator=inspection.builder.locator)
