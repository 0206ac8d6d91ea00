"""The command line: parses words, calls one function of the library, renders, exits.

Exit codes: 0 clean; 1 findings; 2 wrong use; 3 a fault of newscorpus itself. What the commands need is imported in
them, so that `--help` and `--version` start at once.
"""

import click

from newscorpus._version import __version__
from newscorpus.cli import ask, check, run, write


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="newscorpus %(version)s")
def cli() -> None:
    """Annotated news: check it, convert it, write it."""


for command in (
    *(check.check, check.cache),
    *(write.new, write.convert, write.export, write.view),
    *(ask.explain, ask.rules, ask.schema, ask.stats, ask.query, ask.show),
):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits."""
    run.main(cli, arguments)


__all__ = ["cli", "main"]
