"""Query: SQL over the flat tables of a corpus, by DuckDB, which cannot reach files or the network; dyads."""

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newscorpus._optional import import_optional
from newscorpus.api.source import Source, open_source
from newscorpus.checking.kept import Kept
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.interchange.tables.dyads import DYADS, dyads_of
from newscorpus.interchange.tables.exported import copy_to, exported_at
from newscorpus.models import Corpus
from newscorpus.render.table import Answer

if TYPE_CHECKING:
    import duckdb

_LOCKED: Final = {
    "python_enable_replacements": "false",  # else a name of no table would be looked up in our own variables
    "enable_external_access": "false",  # no files, no network, no extensions
    "lock_configuration": "true",  # and no way back
}


def query(source: Source, sql: str, *, corpus: Corpus | None = None, skip_invalid: bool = False) -> Answer:
    """Run a SQL query over the flat tables of a corpus.

    The tables are those of `export`. They are kept in the cache, so that the next query is quick if no article has
    changed. The SQL cannot read or write files.

    Args:
        source: One or several files or folders of articles, of one corpus; or articles in memory, as for `check`; or
            what `export` wrote as Parquet, dataset or SQLite, which is not checked again.
        sql: One or several statements in DuckDB's SQL.
        corpus: The corpus that articles in memory belong to.
        skip_invalid: Whether to leave out articles with errors. Errors of the corpus as a whole still stop it.

    Returns:
        The columns and rows of the last statement that returns rows.

    Raises:
        InvalidCorpus: If there are errors.
        UsageError: If the SQL is wrong, `source` cannot be read, there are several corpora, or the extra `query` is
            not installed.

    Example::

        answer = nc.query("seeds/", "select kind, count(*) from events group by kind")
        for kind, number in answer.rows:
            print(kind, number)
    """
    duckdb = import_optional("duckdb", "query")
    # What does not fit into memory goes to a folder of our own: by default DuckDB takes `.tmp` of the current folder,
    # and lets the SQL read and write there, whatever else is forbidden.
    with tempfile.TemporaryDirectory(prefix="newscorpus-") as spill:
        tables = Path(spill, "tables.duckdb")
        exported = exported_at(Path(source)) if isinstance(source, str | os.PathLike) else None
        if exported is not None:
            report = _copied(exported, tables)
        else:
            options = SessionOptions((), essential=True, skip_invalid=skip_invalid, cache=True)
            report = _tables_of(open_source(source, options, corpus), tables)
        with duckdb.connect(tables, config={"temp_directory": spill}) as db:
            for option, value in _LOCKED.items():
                db.execute(f"set {option} = {value}")
            try:
                cursor = db.execute(sql)
                if cursor is None:
                    raise UsageError("the query: there is no statement in it")
                columns = tuple(column[0] for column in cursor.description or ())
                return Answer(columns, tuple(cursor.fetchall()), report)
            except duckdb.Error as e:
                raise UsageError(f"the query: {_first_line(e)}") from None


def _first_line(error: Exception) -> str:
    """What DuckDB says: the lines below repeat the query, with a marker."""
    return " ".join(str(error).partition("\n\n")[0].split())


def _copied(exported: Path, tables: Path) -> Report:
    """Write the tables of an export to a database. Nothing is checked. Raises UsageError."""
    duckdb = import_optional("duckdb", "query")
    try:
        with duckdb.connect(tables) as db:
            copy_to(db, exported)
    except (duckdb.Error, sqlite3.Error) as e:
        raise UsageError(f"{exported} cannot be read: {_first_line(e)}") from None
    return Report()


def _tables_of(session: CheckSession, tables: Path) -> Report:
    """Write the tables of a corpus to a database: those of an earlier query if no article has changed.

    Raises InvalidCorpus and UsageError.
    """
    duckdb = import_optional("duckdb", "query")
    manifest = session.sole_corpus("query").manifest
    kept = Kept(session, f"query {duckdb.__version__}")
    report = kept.file(tables)
    if report is not None:
        return report
    import_optional("pyarrow", "query")
    from newscorpus.interchange.tables import arrow  # noqa: PLC0415 - needs an extra

    stream = ArticleStream(session)
    with duckdb.connect(tables) as db:
        names = arrow.names(nested=False)
        for batch in arrow.batches(stream.articles(), manifest, names):
            for name, rows in batch.items():
                _take(db, name, rows)
    report = stream.valid_report()
    kept.keep_file(stream, tables)
    return report


def _take(db: "duckdb.DuckDBPyConnection", name: str, rows: Any) -> None:
    db.register("batch", rows)
    db.execute(f"create table if not exists {name} as select * from batch limit 0")  # noqa: S608 - a table of ours
    db.execute(f"insert into {name} select * from batch")  # noqa: S608 - a table of ours
    db.unregister("batch")


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
    session = open_source(source, SessionOptions((), essential=True, skip_invalid=skip_invalid, cache=True), corpus)
    session.sole_corpus("take the dyads of")
    stream = ArticleStream(session)
    rows = tuple(row for article in stream.articles() for row in dyads_of(article))
    return Answer(tuple(column.name for column in DYADS.columns), rows, stream.valid_report())
