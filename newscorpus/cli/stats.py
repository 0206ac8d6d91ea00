"""`stats`: count what is in a corpus."""

from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS, output_format_option


@click.command(short_help="Count what a corpus contains.")
@click.argument("paths", nargs=-1, type=PATHS)
@output_format_option
def stats(paths: tuple[Path, ...], output_format: str) -> None:
    """Count what a corpus contains: by kind, type, status, actor and year; and how much of the text is evidence."""
    import json

    from newscorpus.api.stats import count
    from newscorpus.render.escapes import printable

    statistics = count(paths or (Path(),))
    if output_format == "json":
        click.echo(json.dumps(statistics.as_dict(), indent=2, ensure_ascii=False))
    else:
        for line in statistics.lines():
            click.echo(printable(line))
