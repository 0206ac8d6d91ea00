"""Quotes that are in no place of their article: the article of the corpus that has their words."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import islice
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
MOST_QUOTES: Final = 20
_LONGEST: Final = 4_000
"""Code points of the name of a file that are shown: all of them."""
_MOST_ARTICLES: Final = 20_000
"""Of larger corpora, not all texts are read again."""


def naming_sources(aliens: Collection[Diagnostic], summaries: Iterable[ArticleSummary]) -> Iterator[Diagnostic]:
    """Yield diagnostics for which `is_alien` holds; they name another article that has the words, if there is one."""
    texts = [(s.file, s.text_file or s.file) for s in islice(summaries, _MOST_ARTICLES + 1)]
    sources: dict[Diagnostic, str] = {}
    for file, text_file in sorted(set(texts)) if len(texts) <= _MOST_ARTICLES else ():  # many lines are of one file
        left = [alien for alien in aliens if alien not in sources and alien.primary.file != file]
        text = _text(text_file) if left else ""
        sources |= {alien: file for alien in left if _plain(alien.arguments[0]) in text}
    for alien in aliens:
        yield _named(alien, sources[alien]) if alien in sources else alien


def is_alien(diagnostic: Diagnostic) -> bool:
    """Report whether it is about a quote unlike anything in its article."""
    is_quote = diagnostic.code == "NC301" and (diagnostic.help or "").endswith(NOTHING_SIMILAR)
    return is_quote and len(diagnostic.arguments[0].split()) >= _FEWEST


def _named(diagnostic: Diagnostic, file: str) -> Diagnostic:
    advice = (diagnostic.help or "").removesuffix(NOTHING_SIMILAR)
    return attrs.evolve(diagnostic, help=f"{advice}these words are in the article of {backticked(file, _LONGEST)}")


def _text(file: str) -> str:
    """The words of an article text, or of the annotation that contains it; empty if it cannot be read."""
    with suppress(Unreadable, OSError):
        return _plain(read_bytes(Path(file)).decode("utf-8", "replace"))
    return ""


def _plain(words: str) -> str:
    return " ".join(words.split())
