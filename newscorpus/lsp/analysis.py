"""What `check` says about an open file, and what the other features take from its corpus."""

import os
from collections.abc import Mapping
from pathlib import Path

import attrs

from newscorpus.checking.corpus_index import CorpusIndex, Inspected, Neighbourhood, diagnose
from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import below, contains, has_format
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
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
    index: CorpusIndex | None = None
    """The articles of the corpus, which may still be loading; None if there are none."""

    @property
    def summaries(self) -> Mapping[str, ArticleSummary]:
        """The summaries of the articles of the corpus, by id."""
        return self.index.summaries if self.index else {}


def begin(path: Path, contents: Contents) -> Analysis:
    """Return what is known of an open file without a check: whether it is an annotation, and its corpus."""
    corpus = Finder(contents=contents).above(path.parent)
    if corpus is None:
        return Analysis("", is_annotation=path.name == MANIFEST or has_format(contents[path]))
    return Analysis(
        "", manifest=corpus.manifest, root=corpus.root, is_annotation=is_of(path, corpus.root, corpus.manifest)
    )


def is_of(path: Path, root: Path, manifest: Manifest) -> bool:
    """Report whether a file is the `corpus.yaml` or one of the articles of a corpus."""
    return path.name == MANIFEST or contains(manifest, below(str(path), str(root)))


def analyze_manifest(path: Path, text: str, contents: Contents, index: CorpusIndex | None) -> Analysis:
    """Check a `corpus.yaml` by itself. `index` is that of its corpus, if there is one already."""
    found = attrs.evolve(begin(path, contents), text=text)
    try:
        session = discover(SessionOptions(path), contents=contents)
        report = check_session(session).report()
        index = index or CorpusIndex.of_corpus(path.parent, contents)
    except (UsageError, OSError):  # a folder that cannot be read, or a baseline; the command reports it
        return found
    own = tuple(one for one in report.diagnostics if os.path.abspath(one.primary.file) == str(path))
    return attrs.evolve(found, diagnostics=own, index=index)


def analyze_single(path: Path, text: str, contents: Contents) -> Analysis:
    """Check a file outside of any corpus."""
    found = attrs.evolve(begin(path, contents), text=text)
    if not found.is_annotation:
        return found
    index = CorpusIndex.of_file(path, contents)
    inspected = index.inspect(path, contents[path])
    index.put_inspected(inspected)
    index.is_loaded = True
    return finish(attrs.evolve(found, index=index), inspected, index.neighbourhood(path), is_loaded=True)


def finish(found: Analysis, inspected: Inspected, neighbourhood: Neighbourhood | None, *, is_loaded: bool) -> Analysis:
    """Return an analysis with the findings in an article and its model.

    `is_loaded` is whether the corpus was when the neighbourhood was made.
    """
    diagnostics = diagnose(inspected, neighbourhood, is_loaded=is_loaded)
    return attrs.evolve(
        found, diagnostics=diagnostics, article=inspected.result.article, locator=inspected.places.locator
    )
