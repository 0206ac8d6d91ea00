"""`query`: select from a corpus with SQL."""

import sys
from pathlib import Path

import click

from newscorpus.cli.help import SectionCommand
from newscorpus.cli.terminal import PATHS, exit_if_skipped, skip_invalid_option

EXAMPLES = (
    ('newscorpus query corpus/ "show tables"', "List the tables."),
    ('newscorpus query corpus/ "describe events"', "List the columns of a table."),
)


@click.command(cls=SectionCommand, short_help="Query a corpus with SQL.", after=(("Examples", EXAMPLES),))
@click.argument("path", type=PATHS)
@click.argument("sql", required=False)
@click.option(
    "--output-format",
    type=click.Choice(["table", "csv", "json", "jsonl"]),
    default="table",
    show_default=True,
    metavar="FORMAT",
    help="Format to print: table, csv, json or jsonl.",
)
@skip_invalid_option
def query(path: Path, sql: str | None, output_format: str, skip_invalid: bool) -> None:
    """Query the flat tables of a corpus with SQL.

    The dialect is that of DuckDB.
    """
    from newscorpus.api.answer import FORMATS
    from newscorpus.api.query import query as run_query
    from newscorpus.render.escapes import printable

    if sql is None:
        missing = "'SQL'" if path.exists() else "'PATH': the corpus to query goes before the SQL"
        raise click.UsageError(f"missing argument {missing}", click.get_current_context())
    in_terminal = sys.stdout.isatty()
    answer = run_query(path, sql, skip_invalid=skip_invalid)
    for line in FORMATS[output_format](answer):
        # In a pipe, CSV is data. `color` keeps click from deleting what looks like a colour.
        click.echo(printable(line) if in_terminal else line, color=True)
    exit_if_skipped(answer.report)
