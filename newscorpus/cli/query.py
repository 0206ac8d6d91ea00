"""`query`: select from a corpus with SQL."""

import sys
from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS


@click.command(short_help="Query a corpus with SQL.")
@click.argument("path", type=PATHS)
@click.argument("sql")
@click.option(
    "--output-format", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
def query(path: Path, sql: str, output_format: str) -> None:
    """Query the flat tables of a corpus with SQL.

    `show tables` lists them. `describe events` lists the columns of a table.
    """
    from newscorpus.api.query import FORMATS
    from newscorpus.api.query import query as run_query
    from newscorpus.render.escapes import printable

    in_terminal = sys.stdout.isatty()
    for line in FORMATS[output_format](run_query(path, sql)):
        # In a pipe, CSV is data. `color` keeps click from deleting what looks like a colour.
        click.echo(printable(line) if in_terminal else line, color=True)
