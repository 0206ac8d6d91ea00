"""Tables that were exported, read again: Parquet files of a folder, or an SQLite database."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newscorpus._optional import import_optional
from newscorpus.errors import UsageError
from newscorpus.interchange.tables import datapackage, sqlite
from newscorpus.interchange.tables.columns import Table
from newscorpus.interchange.tables.rows import TABLES
from newscorpus.models import MANIFEST

if TYPE_CHECKING:
    import duckdb

_ROWS: Final = 5_000
"""Rows of SQLite that are in memory at a time."""
_TYPES: Final = {"str": "varchar", "int": "bigint", "float": "double", "bool": "boolean", "date": "date"}
_MAGIC: Final = b"SQLite format 3\0"


def exported_at(path: Path) -> Path | None:
    """Return the folder with the Parquet files of an export, or the SQLite database; None if it is no export.

    Raises UsageError if it is CSV, or one of several tables.
    """
    if (path.is_file() and path.suffix in (".csv", ".parquet")) or datapackage.is_export(path):
        advice = "name a corpus, or what `export` wrote as Parquet (the folder), dataset or SQLite"
        raise UsageError(f"{path} cannot be read: {advice}")
    if path.is_file():
        with path.open("rb") as file:
            is_database = file.read(len(_MAGIC)) == _MAGIC
        return path if is_database and sqlite.is_export(path) else None
    if (path / MANIFEST).exists():
        return None
    is_dataset = (path / "croissant.json").is_file()
    for folder in (path / "data",) if is_dataset else (path,):
        if (folder / "articles.parquet").is_file() or (folder / "corpus.parquet").is_file():
            return folder
    return None


def copy_to(db: "duckdb.DuckDBPyConnection", exported: Path) -> None:
    """Create the tables of an export in a database of DuckDB.

    Raises duckdb.Error if they cannot be read, and sqlite3.Error.
    """
    if exported.is_dir():
        _read_parquet(db, exported, "table")
        return
    with closing(read_only(exported)) as source:
        for table in TABLES.values():
            columns = ", ".join(f'"{column.name}" {_TYPES[column.type.__name__]}' for column in table.columns)
            db.execute(f'create table "{table.name}" ({columns})')
            for rows in _batches(source, table):
                db.register("batch", rows)
                db.execute(f'insert into "{table.name}" select * from batch')  # noqa: S608 - a table of ours
                db.unregister("batch")


def _read_parquet(db: "duckdb.DuckDBPyConnection", folder: Path, kind: str) -> None:
    for name in ("corpus", *TABLES):
        path = folder / f"{name}.parquet"
        if path.is_file():
            quoted = escape(str(path)).replace("'", "''")
            db.execute(f"""create {kind} "{name}" as select * from read_parquet('{quoted}')""")  # noqa: S608


@contextmanager
def tables_at(exported: Path) -> Iterator[Callable[[str], Sequence[tuple[Any, ...]]]]:
    """Give a function that runs SQL over the tables of an export.

    Raises UsageError if they cannot be read, or DuckDB is not installed, which reads Parquet.
    """
    if not exported.is_dir():
        try:
            with closing(read_only(exported)) as db:
                yield lambda sql: db.execute(sql).fetchall()
        except sqlite3.Error as e:
            raise UsageError(f"{exported} cannot be read: {e}") from None
        return
    duckdb = import_optional("duckdb", "query")
    try:
        with duckdb.connect() as tables:
            _read_parquet(tables, exported, "view")
            yield lambda sql: tables.execute(sql).fetchall()
    except duckdb.Error as e:
        raise UsageError(f"{exported} cannot be read: {e}") from None


def read_only(database: Path) -> sqlite3.Connection:
    """Open an SQLite database that is not changed. Raises sqlite3.Error."""
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)


def _batches(source: sqlite3.Connection, table: Table) -> Iterator[Any]:
    arrow = import_optional("pyarrow", "query")
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    cursor = source.execute(f'select {columns} from "{table.name}"')  # noqa: S608 - a table of ours
    while rows := cursor.fetchmany(_ROWS):
        names = [column.name for column in table.columns]
        yield arrow.table([arrow.array(values) for values in zip(*rows, strict=True)], names=names)
