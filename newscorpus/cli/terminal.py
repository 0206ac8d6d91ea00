"""What several commands share: options, paths, colours, and printing a report."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from click.shell_completion import CompletionItem

    from newscorpus.cli.report_files import Output
    from newscorpus.diagnostics.report import Report


class _Paths(click.Path):
    """Paths, except the empty string, which an unset variable expands to: it does not name the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


class _Outputs(_Paths):
    """Paths to write to, except those that others could lead elsewhere."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from newscorpus.fs.atomic import require_own

        path = super().convert(value, param, ctx)
        require_own(path)
        return path


class Whole(click.types.IntParamType):
    """Whole numbers in a range, which the help does not show as a formula."""

    def __init__(self, low: int, high: int | None = None) -> None:
        self._low, self._high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        number = super().convert(value, param, ctx)
        if number < self._low or (self._high is not None and number > self._high):
            wanted = f"at least {self._low}" if self._high is None else f"{self._low} to {self._high}"
            self.fail(f"{number} is not in the range: {wanted}", param, ctx)
        return number


PATHS = _Paths(path_type=Path, readable=False)
"""What cannot be read is a finding of the command."""
OUTPUTS = _Outputs(path_type=Path)


def complete_rules(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the codes and names of rules that begin as the last of several in `incomplete` does."""
    from click.shell_completion import CompletionItem

    from newscorpus.checking.plugins import load_installed
    from newscorpus.rules.registry import BY_CODE

    load_installed()
    before, comma, begun = incomplete.rpartition(",")
    names = [(name, rule.summary) for rule in BY_CODE.values() for name in (rule.code, rule.name)]
    return [
        CompletionItem(before + comma + name, help=about) for name, about in names if begun and name.startswith(begun)
    ]


COLOR: Final[dict[str, Any]] = {
    "type": click.Choice(["auto", "always", "never"]),
    "default": "auto",
    "show_default": True,
    "help": "Whether to use colors; auto: on a terminal, unless NO_COLOR is set.",
}
"""What the option `--color` of several commands is."""
PLUGIN: Final[dict[str, Any]] = {
    "multiple": True,
    "metavar": "MODULE",
    "help": "Also use the rules of MODULE: the name of a module, or a Python file. Its code is run.",
}
"""What the option `--plugin` of several commands is."""
JOBS: Final[dict[str, Any]] = {
    "type": Whole(1),
    "metavar": "N",
    "help": "Number of processes.  [default: as many as save time, at most one per processor]",
}
"""What the option `--jobs` of several commands is."""

output_format_option = click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Format to print."
)


def echo(line: str, *, err: bool = False) -> None:
    """Print a line that may contain names of files: nothing in it acts, and no character is left out."""
    from newscorpus.render.escapes import printable

    click.echo(printable(line), err=err, color=True)  # without `color`, click deletes what looks like a colour


skip_invalid_option = click.option(
    "--skip-invalid", is_flag=True, help="Leave out articles with errors; report them, and exit with 1."
)


def show_refusal(report: "Report", consequence: str) -> None:
    """Print a report on standard error, and what follows from it."""
    from newscorpus.render.full import render, summary

    with suppress(OSError):
        for block in render(report, color=wants_color(sys.stderr)):
            click.echo(block, err=True, color=True)
        click.echo(f"{summary(report)}\n{consequence}", err=True)


def exit_if_skipped(report: "Report") -> None:
    """Report the articles that `--skip-invalid` left out, and exit with 1; do nothing if there are none."""
    if not report.ok:
        show_refusal(report, "The articles with errors were left out.")
        sys.exit(1)


def echo_lacking(ids: "Sequence[str]") -> None:
    """Warn of articles that those written refer to, and that were not written."""
    from newscorpus.text.nouns import counted

    if ids:
        named = ", ".join(f"`{one}`" for one in ids[:10]) + (", …" if len(ids) > 10 else "")
        echo(f"warning: the output refers to {counted(len(ids), 'article')} that it lacks (NC707): {named}", err=True)


def show_counts(report: "Report") -> None:
    """Print the number of findings of each rule, the highest first."""
    from newscorpus.rules import BY_CODE

    for code, count in sorted(report.codes.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6}  {code} {BY_CODE[code].name}")


def show_report(report: "Report", here: "Iterable[Output]", color: str, first: "Collection[str]" = ()) -> None:
    """Print a report in each of its formats for standard output; see `Format.pieces` for `first`."""
    from newscorpus.cli.report_files import root

    for one in here:
        if one.format.is_document:
            # Bytes, since programs read UTF-8, whatever the encoding of the terminal is.
            sys.stdout.buffer.write(one.format.text(report, root(os.environ)).encode())
        else:
            import shutil

            in_color, columns = colored(color, sys.stdout), shutil.get_terminal_size().columns
            for piece in one.format.pieces(
                report, root(os.environ), color=in_color, first=first, columns=columns, max_tokens=one.max_tokens
            ):
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
