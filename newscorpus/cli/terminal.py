"""What commands print, and in which colours; and how paths are given."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscorpus.cli.outputs import Output
    from newscorpus.diagnostics.report import Report


class _Paths(click.Path):
    """Paths; but an empty word, as of a variable that is not set, is not taken for the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty word is no path", param, ctx)
        return super().convert(value, param, ctx)


PATHS = _Paths(path_type=Path)


def show_counts(report: "Report") -> None:
    """How many findings there are of each rule, the most first."""
    from newscorpus.rules import BY_CODE

    for code, count in sorted(report.codes.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6}  {code} {BY_CODE[code].name}")


def show_report(report: "Report", here: "Iterable[Output]", color: str) -> None:
    """A report in those of its outputs that go to standard output."""
    from newscorpus.cli.outputs import root

    for one in here:
        if one.format.is_document:
            # Bytes, since a program reads UTF-8 whatever the terminal's encoding is.
            sys.stdout.buffer.write(one.format.text(report, root(os.environ)).encode())
        else:
            for piece in one.format.pieces(report, root(os.environ), color=colored(color, sys.stdout)):
                click.echo(piece, color=True)


def colored(color: str, stream: Any) -> bool:
    """Whether to colour what a stream is written, as `--color` says."""
    return color == "always" or (color == "auto" and wants_color(stream))


def wants_color(stream: Any) -> bool:
    """https://no-color.org and https://force-color.org: set and not empty."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
