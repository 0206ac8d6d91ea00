"""Dyads: articles -> one row for each source and target of an event."""

from newscorpus.api.query import Answer
from newscorpus.api.source import Source, open_source
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.stream import ArticleStream
from newscorpus.interchange.tables.dyads import DYADS, dyads_of
from newscorpus.models import Corpus


def dyads(source: Source, *, corpus: Corpus | None = None, skip_invalid: bool = False) -> Answer:
    """Return one row per source–target pair of each event, as event data such as ICEWS or PLOVER has them.

    Roles decide who is source (agent, visitor, speaker …) and who target (recipient, victim, host …). Participants on
    equal terms are both: each two of them are two rows, one each way, and `mutual` is true. These rows are the table
    `dyads` of `query` and `export`, too.

    Args:
        source: One or several files or folders of articles, of one corpus; or articles in memory, as for `check`.
        corpus: The corpus that articles in memory belong to.
        skip_invalid: Whether to leave out articles with errors. Errors of the corpus as a whole still stop it.

    Returns:
        The columns and rows. An event with fewer than two actors has none, and neither has one with more than 100,000
        pairs; the table `participants` has all actors.

    Raises:
        InvalidCorpus: If there are errors.
        UsageError: If there are several corpora, or `source` cannot be read.

    Example::

        pairs = nc.dyads("seeds/").to_pandas()
        print(pairs.groupby(["source_country", "target_country", "type"]).size())
    """
    session = open_source(source, SessionOptions((), essential=True, skip_invalid=skip_invalid), corpus)
    session.sole_corpus("take the dyads of")
    stream = ArticleStream(session)
    rows = tuple(row for article in stream.articles() for row in dyads_of(article))
    return Answer(tuple(column.name for column in DYADS.columns), rows, stream.valid_report())
