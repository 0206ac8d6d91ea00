"""Quotes that are in no place of their article: the article of the corpus that has their words."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import attrs

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.fs.reading import Unreadable, read_bytes
from newscorpus.rules.suggestions import NOTHING_SIMILAR
from newscorpus.rules.summary import ArticleSummary

_FEWEST: Final = 3
"""Words of a quote; fewer may be in any article."""
_MOST_QUOTES: Final = 20
_LONGEST: Final = 4_000
"""Code points of the name of a file that are shown: all of them."""
MOST_ARTICLES: Final = 20_000
"""Of larger corpora, not all texts are read again."""


def naming_sources(diagnostics: Sequence[Diagnostic], summaries: Iterable[ArticleSummary]) -> list[Diagnostic]:
    """Return diagnostics; those of quotes unlike anything in their article name the other article with the words."""
    alien = [diagnostic for diagnostic in diagnostics if _is_alien(diagnostic)][:_MOST_QUOTES]
    articles = sorted(summaries, key=lambda summary: (summary.file, summary.record or 0)) if alien else []
    if not alien or len(articles) > MOST_ARTICLES:
        return list(diagnostics)
    sources: dict[Diagnostic, str] = {}
    for summary in articles:
        left = [
            diagnostic for diagnostic in alien if diagnostic not in sources and diagnostic.primary.file != summary.file
        ]
        text = _text(summary) if left else ""
        sources |= {diagnostic: summary.file for diagnostic in left if _plain(diagnostic.arguments[0]) in text}
    return [
        _named(diagnostic, sources[diagnostic]) if diagnostic in sources else diagnostic for diagnostic in diagnostics
    ]


def _is_alien(diagnostic: Diagnostic) -> bool:
    is_quote = diagnostic.code == "NC301" and (diagnostic.help or "").endswith(NOTHING_SIMILAR)
    return is_quote and len(diagnostic.arguments[0].split()) >= _FEWEST


def _named(diagnostic: Diagnostic, file: str) -> Diagnostic:
    advice = (diagnostic.help or "").removesuffix(NOTHING_SIMILAR)
    return attrs.evolve(diagnostic, help=f"{advice}these words are in the article of {backticked(file, _LONGEST)}")


def _text(summary: ArticleSummary) -> str:
    """The article text, or the annotation that contains it; empty if it cannot be read."""
    with suppress(Unreadable, OSError):
        return _plain(read_bytes(Path(summary.text_file or summary.file)).decode("utf-8", "replace"))
    return ""


def _plain(words: str) -> str:
    return " ".join(words.split())
