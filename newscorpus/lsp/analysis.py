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
    """The text that was checked."""
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


def manifest_above(path: Path, contents: Contents) -> tuple[Manifest, Path | None]:
    """Return the settings of the corpus of a file and the folder of its `corpus.yaml`."""
    corpus = Finder(contents=contents).above(path.parent)
    return (corpus.manifest, corpus.root) if corpus else (DEFAULT_MANIFEST, None)


def is_annotation(path: Path, contents: Contents) -> bool:
    """Report whether an open file is an article of a corpus, an article outside of one, or a `corpus.yaml`."""
    manifest, root = manifest_above(path, contents)
    if path.name == MANIFEST:
        return True
    return contains(manifest, below(str(path), str(root))) if root else has_format(contents[path])


def analyze(path: Path, text: str, contents: Contents) -> Analysis:
    """Check an open file as `check` does, with the open files in place of those on the disk."""
    manifest, root = manifest_above(path, contents)
    found = Analysis(text, manifest=manifest, root=root)
    try:
        session = discover(SessionOptions(path, jobs=None, cache=True), contents=contents)
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
