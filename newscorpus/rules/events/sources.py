"""Counts with the places of their words, for the rules about casualties."""

from collections.abc import Iterator, Sequence

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models.count import Count
from newscorpus.models.traversal import counts_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.text.spans import Span

Placed = tuple[Path, Count, Span]
"""A count, its path, and the place of its words."""


def counts_in(context: ArticleContext) -> Iterator[Placed]:
    """Yield the counts whose words have a place in the text, with their paths and these places."""
    for key, event in well_formed_events(context):
        for path, count in counts_of(key, event):
            for span in spans([count.text] if count.text else []):
                if not context.is_broken(*path):
                    yield path, count, span


def listed(names: Sequence[str]) -> str:
    """Return names for a message."""
    return ", ".join(map(backticked, names))
