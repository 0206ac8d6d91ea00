"""`diff`: compare two versions of articles."""

import sys
from typing import Literal

import click

from newscorpus.cli.options import COLOR, SKIP_INVALID, argument, command, option
from newscorpus.cli.output import colored, exit_if_skipped

EXAMPLES = (
    ("newscorpus diff old.yaml new.yaml", "Compare two files."),
    ("newscorpus diff HEAD~1", "Compare the current folder with an earlier commit."),
    ("newscorpus diff main corpus/court.yaml", "Compare a file with another branch."),
)


@command("Compare two versions of articles.", examples=EXAMPLES)
def diff(
    old: str = argument(),
    new: str = argument(default="."),
    *,
    output_format: Literal["text", "json", "html"] = option("Format to print.", default="text"),
    color: Literal["auto", "always", "never"] = COLOR,
    skip_invalid: bool = SKIP_INVALID,
) -> None:
    """Compare two versions of articles in events, actors and claims, not in lines.

    OLD and NEW are files, folders or git revisions. Of a revision, what the other argument names is taken; of two
    revisions, the current folder. The exit code is 1 if they differ, 0 if not.
    """
    from newscorpus.api.diff import diff as compare_versions
    from newscorpus.render.escapes import json_text
    from newscorpus.views import comparison

    differences = compare_versions(old, new, skip_invalid=skip_invalid)
    if output_format == "json":
        click.echo(json_text(comparison.data(differences)))
    elif output_format == "html":
        sys.stdout.buffer.write(comparison.page(differences, old, new).encode())
    else:
        for line in comparison.lines(differences, color=colored(color, sys.stdout)):
            click.echo(line, color=True)
    exit_if_skipped(differences.report)
    if not differences.is_equal:
        sys.exit(1)
