"""Articles -> SQLite: the flat tables with their keys, and a full-text index. Needs the standard library only."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.output import GENERATOR, Output, Rights
from newscorpus.interchange.tables.columns import Row, Table
from newscorpus.interchange.tables.rows import TABLES, rows
from newscorpus.models import Article
from newscorpus.text.words import UNSPACED

_TYPES: Final = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", date: "TEXT"}
_BEGIN: Final = ("pragma journal_mode = off", "pragma synchronous = off", "pragma page_size = 8192", "begin")
"""No journal: the file is moved to its place when it is complete, so nothing needs to be rolled back."""
_SEARCH: Final = (
    # With `content`, Datasette finds the index, and the texts are not stored twice.
    'create virtual table articles_fts using fts5(headline, text, content="articles", tokenize="unicode61")',
    "insert into articles_fts(articles_fts) values ('rebuild')",
)
_SEARCH_UNSPACED: Final = (
    # Chinese, Japanese and Thai have no spaces between words: three characters or more are found.
    'create virtual table articles_fts_trigram using fts5(headline, text, content="articles", tokenize="trigram")',
    "insert into articles_fts_trigram(articles_fts_trigram) values ('rebuild')",
)
_TRIGRAM: Final = (3, 34)
"""The version of SQLite that has the tokenizer."""
_END: Final = ("analyze", "commit")
_CORPUS: Final = """create table corpus (
  "name" TEXT not null, "title" TEXT, "description" TEXT, "version" TEXT,
  "rights" TEXT not null /* who may do what with the annotations and the texts */,
  "generator" TEXT not null /* what wrote the database */
)"""


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write a new database. Dates are strings (`2023-06-14`), booleans are 0 and 1.

    Returns:
        The number of rows of each table.

    Raises:
        UsageError: An article occurs twice.
        OSError: The database cannot be written.
        UnicodeEncodeError: A string contains a lone surrogate.
    """
    counts, is_unspaced = dict.fromkeys(TABLES, 0), False
    try:
        with closing(sqlite3.connect(output.target, isolation_level=None)) as db:
            for statement in _BEGIN:
                db.execute(statement)
            for table in TABLES.values():
                db.execute(_create(table))
            remaining = iter(articles)
            while some := list(islice(remaining, 200)):
                _insert(db, some, counts)
                is_unspaced = is_unspaced or any(re.search(UNSPACED, article.text or "") for article in some)
            db.execute(_CORPUS)
            db.execute("insert into corpus values (?, ?, ?, ?, ?, ?)", _corpus(output.rights))
            indexes = [statement for table in TABLES.values() for statement in _indexes(table)]
            search = [*_SEARCH, *(_SEARCH_UNSPACED if is_unspaced and sqlite3.sqlite_version_info >= _TRIGRAM else ())]
            for statement in (*indexes, *search, *_END):
                db.execute(statement)
    except sqlite3.IntegrityError as e:
        raise UsageError(f"an article occurs twice, which a database cannot contain (NC701): {e}") from None
    except sqlite3.OperationalError as e:
        raise OSError(f"the database cannot be written: {e}") from None
    return counts


def is_export(path: Path) -> bool:
    """Report whether a file is a database that contains the tables that `write` writes, and no others."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            names = {name for (name,) in db.execute("select tbl_name from sqlite_master")}
    except sqlite3.Error:
        return False
    return {"articles", "events", "quotes"} <= names and all(
        name in TABLES or name == "corpus" or name.startswith(("articles_fts", "sqlite_")) for name in names
    )


def _corpus(rights: Rights) -> tuple[str | None, ...]:
    manifest = rights.manifest
    return manifest.name, manifest.title, manifest.description, manifest.version, rights.statement(), GENERATOR


def _insert(db: sqlite3.Connection, articles: list[Article], counts: dict[str, int]) -> None:
    rows_of_tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for article in articles:
        for name, table_rows in rows(article).items():
            rows_of_tables[name] += table_rows
    for name, table_rows in rows_of_tables.items():
        marks = ", ".join("?" * len(TABLES[name].columns))
        values = (tuple(map(_value, row)) for row in table_rows)
        db.executemany(f"insert into {name} values ({marks})", values)  # noqa: S608 - names of our own
        counts[name] += len(table_rows)


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _create(table: Table) -> str:
    columns = [
        f'"{c.name}" {_TYPES[c.type]}{"" if c.nullable else " not null"} /* {c.doc.replace("*/", "* /")} */'
        for c in table.columns
    ]
    keys = [f"primary key ({_listed(table.primary)})"]
    keys += [
        f"foreign key ({_listed(f.columns)}) references {f.table} ({_listed(f.others)}) deferrable initially deferred"
        for f in table.foreign
    ]
    return f"create table {table.name} (\n  " + ",\n  ".join(columns + keys) + "\n)"


def _indexes(table: Table) -> list[str]:
    """Indexes for foreign keys that are not a prefix of the primary key."""
    statements = []
    for foreign in table.foreign:
        if foreign.columns != table.primary[: len(foreign.columns)]:
            name = "_".join((table.name, *foreign.columns))
            statements.append(f"create index {name} on {table.name} ({_listed(foreign.columns)})")
    return statements


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
