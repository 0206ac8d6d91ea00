"""Articles -> a Frictionless data package: the flat tables as CSV, their types and keys in `datapackage.json`."""

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, Final

from newscorpus.interchange.engine.output import GENERATOR, Output, Rights
from newscorpus.interchange.tables.columns import ForeignKey, Table, csv_cell
from newscorpus.interchange.tables.rows import TABLES, RowsOf, rows
from newscorpus.models import Article

_TYPES: Final = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}


def write(articles: Iterable[Article], output: Output, rows_of: RowsOf = rows) -> dict[str, int]:
    """Write a CSV file for each flat table, and `datapackage.json`, into a new folder.

    The files are UTF-8, with comma, double quotes and CRLF (RFC 4180). Strings are escaped by `csv_cell`.

    Returns:
        The number of rows of each table.

    Raises:
        OSError: A file cannot be written.
    """
    folder = output.target
    folder.mkdir(parents=True)
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        writers = {}
        for name, table in TABLES.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file)
            writers[name].writerow([column.name for column in table.columns])
        for article in articles:
            for name, table_rows in rows_of(article).items():
                writers[name].writerows([csv_cell(value) for value in row] for row in table_rows)
                counts[name] += len(table_rows)
    text = json.dumps(_package(output.rights), indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    return counts


def is_export(folder: Path) -> bool:
    """Report whether a folder contains a package that `write` wrote."""
    return all((folder / name).is_file() for name in ("datapackage.json", "articles.csv", "events.csv", "quotes.csv"))


def _package(rights: Rights) -> dict[str, Any]:
    manifest = rights.manifest
    licenses = [{"name": license_, "title": covers} for covers, license_ in rights.named]
    optional = {"title": manifest.title, "description": manifest.description, "version": manifest.version}
    return {
        "profile": "tabular-data-package",
        "name": manifest.name,
        **{key: value for key, value in optional.items() if value is not None},
        **({"licenses": licenses} if licenses else {}),
        "rights": rights.statement(),
        "generator": GENERATOR,
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    # A foreign key of several columns, one of which may be empty, cannot be expressed in this standard.
    required = {column.name for column in table.columns if not column.nullable}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.doc,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": _TYPES[column.type],
                    "description": column.doc,
                    **({} if column.nullable else {"constraints": {"required": True}}),
                }
                for column in table.columns
            ],
            "primaryKey": list(table.primary),
            "foreignKeys": [
                _foreign(f, table) for f in table.foreign if len(f.columns) == 1 or f.columns[-1] in required
            ],
        },
    }


def _foreign(foreign: ForeignKey, table: Table) -> dict[str, Any]:
    other = "" if foreign.table == table.name else foreign.table
    return {"fields": list(foreign.columns), "reference": {"resource": other, "fields": list(foreign.others)}}
