"""`diff`: compare two versions of articles."""

import sys

import click

from newscorpus.cli.help import SectionCommand
from newscorpus.cli.terminal import COLOR, colored, exit_if_skipped, skip_invalid_option

EXAMPLES = (
    ("newscorpus diff old.yaml new.yaml", "Compare two files."),
    ("newscorpus diff HEAD~1", "Compare the current folder with an earlier commit."),
    ("newscorpus diff main corpus/court.yaml", "Compare a file with another branch."),
)


@click.command(cls=SectionCommand, short_help="Compare two versions of articles.", after=(("Examples", EXAMPLES),))
@click.argument("old")
@click.argument("new", default=".")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="Format to print.",
)
@click.option("--color", **COLOR)
@skip_invalid_option
def diff(old: str, new: str, output_format: str, color: str, skip_invalid: bool) -> None:
    """Compare two versions of articles in events, actors and claims, not in lines.

    OLD and NEW are files, folders or git revisions. Of a revision, what the other argument names is taken; of two
    revisions, the current folder. The exit code is 1 if they differ, 0 if not.
    """
    from newscorpus.api.diff import diff as compare_versions
    from newscorpus.render.escapes import json_text
    from newscorpus.views import comparison

    found = compare_versions(old, new, skip_invalid=skip_invalid)
    if output_format == "json":
        click.echo(json_text(comparison.data(found)))
    elif output_format == "html":
        sys.stdout.buffer.write(comparison.page(found, old, new).encode())
    else:
        for line in comparison.lines(found, color=colored(color, sys.stdout)):
            click.echo(line, color=True)
    exit_if_skipped(found.report)
    if not found.is_equal:
        sys.exit(1)
