"""Answer: columns and rows, as data, as text for people, as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from newscorpus._optional import import_optional
from newscorpus.diagnostics.report import Report, in_notebook
from newscorpus.errors import UsageError
from newscorpus.interchange.tables.columns import csv_cell
from newscorpus.render.escapes import escaped, json_text, printable, width

if TYPE_CHECKING:
    import pandas as pd


@attrs.frozen
class Answer:
    """The result of a query."""

    columns: tuple[str, ...]
    """The names of the columns."""
    rows: tuple[tuple[Any, ...], ...] = attrs.field(repr=lambda rows: f"<{len(rows):,}>")
    """The rows, each with one value per column."""
    report: Report = attrs.field(factory=Report, repr=False)
    """The report on the articles that were read."""

    def _repr_html_(self) -> str | None:
        return in_notebook(self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dicts.

        Returns:
            One dict per row: column → value.

        Raises:
            UsageError: If two columns have the same name.
        """
        return [_named(self.columns, row) for row in self.rows]

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a table of pandas.

        Returns:
            A data frame with the columns of the query.

        Raises:
            UsageError: If pandas is not installed.
        """
        frame: pd.DataFrame = import_optional("pandas", "pandas").DataFrame(self.rows, columns=self.columns)
        return frame


def table(answer: Answer) -> Iterator[str]:
    """Yield lines for people: aligned columns, numbers to the right. Control characters are escaped."""
    head = [escaped(name) for name in answer.columns]
    body = [["" if value is None else escaped(str(_flat(value))) for value in row] for row in answer.rows]
    widths = [max(map(width, column)) for column in zip(head, *body, strict=True)]
    right = [_is_number(column) for column in zip(*answer.rows, strict=True)] or [False] * len(head)
    for i, row in enumerate((head, *body)):
        cells = [
            " " * (most - width(text)) + text if numbers else text + " " * (most - width(text))
            for text, most, numbers in zip(row, widths, right, strict=True)
        ]
        yield printable("  ".join(cells).rstrip())
        if i == 0:
            yield "  ".join("─" * most for most in widths)


def _is_number(column: Iterable[Any]) -> bool:
    return all(
        value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)) for value in column
    )


_BREAK: Final = "\r\n"
"""The line terminator of the CSV writer, which puts cells with one of these characters into quotes."""


def as_csv(answer: Answer) -> Iterator[str]:
    """Yield lines of CSV. Cells are written as in the exported tables, so that none is a formula."""
    for row in (answer.columns, *answer.rows):
        buffer = io.StringIO()
        cells = [csv_cell(_flat(value)) for value in row]
        # Quotation marks keep the line from being a command of a CI runner, and readers remove them.
        quoting: Literal[0, 1] = csv.QUOTE_ALL if cells and cells[0].lstrip().startswith("::") else csv.QUOTE_MINIMAL
        csv.writer(buffer, lineterminator=_BREAK, quoting=quoting).writerow(cells)
        yield buffer.getvalue().removesuffix(_BREAK)


def as_json(answer: Answer) -> Iterator[str]:
    """Yield the lines of a JSON array of objects."""
    yield json_text([_object(answer.columns, row) for row in answer.rows])


def as_jsonl(answer: Answer) -> Iterator[str]:
    """Yield one line of JSON per row."""
    for row in answer.rows:
        yield json_text(_object(answer.columns, row), indent=None)


FORMATS: Final = {"table": table, "csv": as_csv, "json": as_json, "jsonl": as_jsonl}


def _object(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in _named(columns, row).items()}


def _named(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    if len(set(columns)) < len(columns):
        raise UsageError(f"two columns have one name; give them others with `as`: {', '.join(columns)}")
    return dict(zip(columns, row, strict=True))


def _flat(value: Any) -> Any:
    """A value as one cell: nested values and booleans as JSON, which other programs read, too."""
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, bool | list | dict) else plain


def _plain(value: Any) -> Any:
    """A value of DuckDB as plain data for JSON; a string if JSON has no type for it."""
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else str(value)
