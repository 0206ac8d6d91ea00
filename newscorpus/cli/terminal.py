"""What several commands share: options, paths, colours, and printing a report."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from newscorpus.cli.outputs import Output
    from newscorpus.diagnostics.report import Report


_F = TypeVar("_F", bound="Callable[..., Any]")


class _Paths(click.Path):
    """Paths, except the empty string, which an unset variable expands to: it does not name the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty word is no path", param, ctx)
        return super().convert(value, param, ctx)


class _Outputs(_Paths):
    """Paths to write to, except those that others could lead elsewhere."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from newscorpus.fs.atomic import require_own

        path = super().convert(value, param, ctx)
        require_own(path)
        return path


PATHS = _Paths(path_type=Path)
OUTPUTS = _Outputs(path_type=Path)

color_option = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
)

output_format_option = click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def jobs_option(verb: str) -> "Callable[[_F], _F]":
    """Return the option `--jobs` of a command; its help begins with the verb."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help=f"{verb} with so many processes.  [default: as many as save time, at most one a processor]",
    )


def echo(line: str, *, err: bool = False) -> None:
    """Print a line that may contain names of files: nothing in it acts, and no character is left out."""
    from newscorpus.render.escapes import printable

    click.echo(printable(line), err=err, color=True)  # without `color`, click deletes what looks like a colour


def show_counts(report: "Report") -> None:
    """Print the number of findings of each rule, the highest first."""
    from newscorpus.rules import BY_CODE

    for code, count in sorted(report.codes.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6}  {code} {BY_CODE[code].name}")


def show_report(report: "Report", here: "Iterable[Output]", color: str, first: "Collection[str]" = ()) -> None:
    """Print a report in each of its formats for standard output; see `Format.pieces` for `first`."""
    from newscorpus.cli.outputs import root

    for one in here:
        if one.format.is_document:
            # Bytes, since programs read UTF-8, whatever the encoding of the terminal is.
            sys.stdout.buffer.write(one.format.text(report, root(os.environ)).encode())
        else:
            in_color, columns = colored(color, sys.stdout), shutil.get_terminal_size().columns
            for piece in one.format.pieces(report, root(os.environ), color=in_color, first=first, columns=columns):
                click.echo(piece, color=True)


def colored(color: str, stream: Any) -> bool:
    """Report whether to colour what is written to a stream; `color` is the value of `--color`."""
    return color == "always" or (color == "auto" and wants_color(stream))


def wants_color(stream: Any) -> bool:
    """Report whether a stream gets colours by default: if it is a terminal, or as https://no-color.org and
    https://force-color.org define."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
