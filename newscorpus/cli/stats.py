"""`stats`: count what is in a corpus."""

from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS, echo


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--json", "as_json", is_flag=True, help="Print all counts as JSON.")
def stats(paths: tuple[Path, ...], as_json: bool) -> None:
    """Count what a corpus holds: by kind, type, status, actor, year; and how much of the text is evidence."""
    from newscorpus.api.stats import count
    from newscorpus.render.escapes import json_text

    statistics = count(paths or (Path(),))
    if as_json:
        click.echo(json_text(statistics.as_dict()))
    else:
        for line in statistics.lines():
            echo(line)
