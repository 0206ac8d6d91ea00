"""`query`: select from a corpus with SQL."""

import sys
from pathlib import Path
from typing import Literal

import click

from newscorpus.cli.options import SKIP_INVALID, argument, command, option
from newscorpus.cli.output import exit_if_skipped

EXAMPLES = (
    ('newscorpus query corpus/ "show tables"', "List the tables."),
    ('newscorpus query corpus/ "describe events"', "List the columns of a table."),
)


@command("Query a corpus with SQL.", examples=EXAMPLES)
def query(
    path: Path = argument(),
    sql: str | None = argument(required=False),
    *,
    output_format: Literal["table", "csv", "json", "jsonl"] = option(
        "Format to print: table, csv, json or jsonl.", metavar="FORMAT", default="table"
    ),
    skip_invalid: bool = SKIP_INVALID,
) -> None:
    """Query the flat tables of a corpus with SQL.

    PATH is a corpus, or what `export` wrote as Parquet, dataset or SQLite. The dialect is that of DuckDB.
    """
    from newscorpus.api.query import query as run_query
    from newscorpus.render.escapes import printable
    from newscorpus.render.table import FORMATS

    if sql is None:
        missing = "'SQL'" if path.exists() else "'PATH': the corpus to query goes before the SQL"
        raise click.UsageError(f"missing argument {missing}", click.get_current_context())
    in_terminal = sys.stdout.isatty()
    answer = run_query(path, sql, skip_invalid=skip_invalid)
    for line in FORMATS[output_format](answer):
        # In a pipe, CSV is data. `color` keeps click from deleting what looks like a colour.
        click.echo(printable(line) if in_terminal else line, color=True)
    exit_if_skipped(answer.report)
