"""`query`: select from a corpus with SQL."""

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

    for line in FORMATS[format](run_query(path, sql)):
        click.echo(line)
