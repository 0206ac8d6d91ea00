"""`stats`: count what is in a corpus."""

from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS, echo, exit_if_skipped, output_format_option, skip_invalid_option


@click.command(short_help="Count what a corpus contains.")
@click.argument("paths", nargs=-1, type=PATHS)
@skip_invalid_option
@output_format_option
def stats(paths: tuple[Path, ...], skip_invalid: bool, output_format: str) -> None:
    """Count what a corpus contains: by kind, type, status, actor and year; and how much of the text is quoted."""
    from newscorpus.api.stats import count
    from newscorpus.render.escapes import json_text

    statistics = count(paths or (Path(),), skip_invalid=skip_invalid)
    if output_format == "json":
        click.echo(json_text(statistics.as_dict()))
    else:
        for line in statistics.lines():
            echo(line)
    exit_if_skipped(statistics.report)
