"""`show`: print articles with their annotation."""

import sys
from pathlib import Path
from typing import Literal

import click

from newscorpus.cli.options import COLOR, Whole, argument, command, option
from newscorpus.cli.output import colored


@command("Print articles with their annotation.")
def show(
    paths: tuple[Path, ...] = argument(),
    *,
    color: Literal["auto", "always", "never"] = COLOR,
    width: int | None = option(
        "Columns of the text.  [default: those of the terminal, at most 100]", metavar="N", type=Whole(20, 1000)
    ),
) -> None:
    """Print articles with their annotation.

    [3 … 3] marks evidence of event 3, [b … b] marks the quote or the cue of claim b.
    """
    import shutil

    from newscorpus.checking.selection import SessionOptions
    from newscorpus.checking.session import discover
    from newscorpus.checking.stream import ArticleStream
    from newscorpus.render import concise
    from newscorpus.views.terminal import show as lines

    columns = width or min(100, shutil.get_terminal_size().columns)
    in_color = colored(color, sys.stdout)
    stream = ArticleStream(discover(SessionOptions(paths, essential=True)))
    for i, review in enumerate(stream):
        if review.result.article is not None:
            for line in ["", *lines(review.result.article, color=in_color, columns=columns)][not i :]:
                click.echo(line, color=True)
    report = stream.report()
    if not report.ok:
        for block in concise.render(report):
            click.echo(block, err=True)
        sys.exit(1)
