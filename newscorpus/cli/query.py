"""`query`: select from a corpus with SQL."""

import sys
from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS


@click.command()
@click.argument("path", type=PATHS)
@click.argument("sql")
@click.option(
    "--format", "format", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
def query(path: Path, sql: str, format: str) -> None:
    """Ask a corpus a question in SQL, over its flat tables.

    `show tables` lists them, `describe events` says what columns a table has.
    """
    from newscorpus.api.query import FORMATS
    from newscorpus.api.query import query as run_query
    from newscorpus.render.escapes import printable

    in_terminal = sys.stdout.isatty()
    for line in FORMATS[format](run_query(path, sql)):
        # In a pipe, CSV is data. `color` keeps click from deleting what looks like a colour.
        click.echo(printable(line) if in_terminal else line, color=True)
