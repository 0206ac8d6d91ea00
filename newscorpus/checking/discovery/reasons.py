"""Why a file is an article of a corpus, or why it is not read: the end of a sentence that begins with its name."""

import os
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from newscorpus.checking.discovery.globs import below, excludes, selects
from newscorpus.checking.discovery.records import LoadedCorpus, SourceFile
from newscorpus.fs.patterns import Pattern
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST


def why_checked(file: SourceFile) -> str:
    """Return why a file is an article."""
    corpus = file.corpus
    if file.path.is_dir():
        return "is a link to a folder that is hidden or outside, which is an error"
    if corpus.shown is None:
        return f"has `format: newscorpus/1` or is named, and belongs to no {MANIFEST}"
    return f"matches `{_deciding(corpus.manifest.articles, file.name)}` of `articles` in {corpus.shown}"


def why_skipped(path: Path, without_format: Container[str], corpus: LoadedCorpus | None) -> str:
    """Return why a file is not an article.

    Args:
        path: The file, which is not hidden.
        without_format: The absolute paths of the files outside a corpus that lack the `format` of articles.
        corpus: The nearest corpus in its folder or above.
    """
    absolute = os.path.abspath(path)
    if absolute in without_format:
        return f"has no `format: newscorpus/1`, and there is no {MANIFEST} in its folder or above"
    if corpus is None:
        if not selects(DEFAULT_MANIFEST, path.name):
            return f"is not YAML; without a {MANIFEST}, name it to check it"
    elif corpus.broken:
        return f"belongs to {corpus.shown}, which has errors"
    else:
        name, manifest = below(absolute, str(corpus.root)), corpus.manifest
        if not selects(manifest, name):
            left_out = _deciding(manifest.articles, name)
            which = f"matches `{left_out}`" if left_out else "matches no pattern"
            return f"{which} of `articles` in {corpus.shown}"
        if excludes(manifest, name):
            return f"matches `{_deciding(manifest.exclude, name)}` of `exclude` in {corpus.shown}"
    return "is ignored by git; name it to check it"


def _deciding(patterns: Sequence[str], name: str) -> str:
    """The last pattern that matches a file; empty if none does."""
    names = name.split("/")
    found: Iterable[Pattern] = map(Pattern.of, reversed(patterns))
    return next((pattern.text for pattern in found if pattern.covers(names)), "")
