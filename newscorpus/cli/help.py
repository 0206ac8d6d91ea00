"""Help with sections: options below the titles that they declare, then tables such as examples and exit codes."""

from collections.abc import Callable, Sequence
from typing import Any

import click


class SectionOption(click.Option):
    """An option that belongs to a section of the help."""

    def __init__(self, declarations: Sequence[str], *, section: str, **more: Any) -> None:
        super().__init__(declarations, **more)
        self.section = section


class SectionCommand(click.Command):
    """A command whose help shows its options in sections, and ends with tables such as examples and exit codes."""

    def __init__(self, *given: Any, after: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.after = after
        """Titles, each with rows of two columns."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, in sections."""
        for title, rows in options_by_section(self, ctx).items():
            with formatter.section(title):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the tables at the end."""
        for title, rows in self.after:
            with formatter.section(title):
                formatter.write_dl(rows, col_max=48)


def options_by_section(command: click.Command, context: click.Context) -> dict[str, list[tuple[str, str]]]:
    """Return the help of the options of a command by section, in the order of their declaration."""
    other = "Help" if any(isinstance(param, SectionOption) for param in command.params) else "Options"
    found: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            found.setdefault(getattr(param, "section", other), []).append(record)
    return found


def option(section: str, *declarations: str, **more: Any) -> "Callable[[Callable[..., Any]], Callable[..., Any]]":
    """Return the decorator that adds an option in a section of the help."""
    return click.option(*declarations, cls=SectionOption, section=section, **more)


def require_command(context: click.Context) -> None:
    """End a group of commands that was called without one: show its help and an error on standard error, and exit
    with 2."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        click.echo("\nerror: a command is missing: one of those above", err=True)
        context.exit(2)
