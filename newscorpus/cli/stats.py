"""`stats`: count what is in a corpus."""

from pathlib import Path
from typing import Literal

import click

from newscorpus.cli.options import OUTPUT_FORMAT, SKIP_INVALID, argument, command
from newscorpus.cli.output import echo, exit_if_skipped


@command("Count what a corpus contains.")
def stats(
    paths: tuple[Path, ...] = argument(required=False),
    *,
    skip_invalid: bool = SKIP_INVALID,
    output_format: Literal["text", "json"] = OUTPUT_FORMAT,
) -> None:
    """Count what a corpus contains: by kind, type, status, actor and year; and how much of the text is quoted.

    PATHS are files and folders of articles, or what `export` wrote as Parquet, dataset or SQLite.
    """
    from newscorpus.api.stats import count
    from newscorpus.render.escapes import json_text

    statistics = count(paths or (Path(),), skip_invalid=skip_invalid)
    if output_format == "json":
        click.echo(json_text(statistics.as_dict()))
    else:
        for line in statistics.lines():
            echo(line)
    exit_if_skipped(statistics.report)
