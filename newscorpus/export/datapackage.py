"""Articles -> CSV: a Frictionless data package, the flat tables with their types and keys in `datapackage.json`."""

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, Final

from newscorpus.export.csv_cells import cell
from newscorpus.export.table_schema import Foreign, Table
from newscorpus.export.tables import TABLES, rows
from newscorpus.models import Article, Manifest

_TYPES: Final = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}


def write(articles: Iterable[Article], manifest: Manifest, folder: Path) -> dict[str, int]:
    """Writes a CSV file for each flat table, and `datapackage.json`, into a new folder; returns how many rows each has.

    UTF-8, comma, double quotes, CRLF (RFC 4180). Text is escaped as `cells` says. Raises OSError.
    """
    folder.mkdir(parents=True)
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        writers = {}
        for name, table in TABLES.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file)
            writers[name].writerow([column.name for column in table.columns])
        for article in articles:
            for name, found in rows(article).items():
                writers[name].writerows([cell(value) for value in row] for row in found)
                counts[name] += len(found)
    text = json.dumps(_package(manifest), indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    return counts


def is_export(folder: Path) -> bool:
    """Whether a folder holds a package of ours."""
    return all((folder / name).is_file() for name in ("datapackage.json", "articles.csv", "events.csv", "quotes.csv"))


def _package(manifest: Manifest) -> dict[str, Any]:
    said = {"title": manifest.title, "description": manifest.description, "version": manifest.version}
    return {
        "profile": "tabular-data-package",
        "name": manifest.name,
        **{key: value for key, value in said.items() if value is not None},
        **({"licenses": [{"name": manifest.license}]} if manifest.license else {}),
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    # Of a key of several columns the standard cannot say that nothing is named where one is empty; SQL can.
    owed = {column.name for column in table.columns if not column.nullable}
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
            "foreignKeys": [_foreign(f, table) for f in table.foreign if len(f.columns) == 1 or f.columns[-1] in owed],
        },
    }


def _foreign(foreign: Foreign, table: Table) -> dict[str, Any]:
    other = "" if foreign.table == table.name else foreign.table
    return {"fields": list(foreign.columns), "reference": {"resource": other, "fields": list(foreign.others)}}
