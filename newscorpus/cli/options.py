"""Commands as click needs them, from what the signatures of their functions declare; and what many of them declare.

The default of a parameter is an `argument` or an `option`; its name is that on the command line. Its type is that of
Python: `Path`, `int`, `str`, `bool` for a flag, `Literal` for a choice, or a tuple of these for what can be given
several times.
"""

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completion = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
Table = tuple[str, Sequence[tuple[str, str]]]
"""A title, and rows of two columns."""


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


PATHS: Final = _Paths(path_type=Path, readable=False)
"""What cannot be read is a finding of the command."""
OUTPUTS: Final = _Outputs(path_type=Path)
_TYPES: Final["dict[Any, click.ParamType[Any]]"] = {Path: PATHS, str: click.STRING, int: click.INT, bool: click.BOOL}


class _Declared(NamedTuple):
    """What the default of a parameter says of it."""

    help: str | None
    """None if it is given by its place."""
    flags: str = ""
    metavar: str | None = None
    type: "click.ParamType[Any] | None" = None
    complete: Completion | None = None
    default: Any = None
    required: bool = False
    section: str = "Options"


def argument(metavar: str | None = None, *, required: bool = True, **settings: Any) -> Any:
    """Declare a parameter that is given by its place.

    Args:
        metavar: What the help calls it; by default, its name.
        required: Whether it must be given, if it has no `default`.
        settings: `default`; `type`, how it is read, if its annotation does not say that; `complete`, how it is
            completed in a shell.
    """
    return _Declared(None, metavar=metavar, required=required and "default" not in settings, **settings)


def option(help: str, flags: str = "", metavar: str | None = None, **settings: Any) -> Any:
    """Declare a parameter that is given by its name.

    Args:
        help: What it is for.
        flags: Its names, such as `-o --output`; by default, that of the parameter.
        metavar: What the help calls its value.
        settings: As of `argument`; `required`; and `section`, the title in the help below which it stands.
    """
    return _Declared(help, flags, metavar, **settings)


class Command(click.Command):
    """A command whose help shows its options in sections, and ends with tables such as examples and exit codes."""

    after: Sequence[Table] = ()

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
    titles = {getattr(param, "section", "Options") for param in command.params}
    other = "Help" if titles - {"Options"} else "Options"
    sections: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            sections.setdefault(getattr(param, "section", other), []).append(record)
    return sections


def command(
    short_help: str,
    *,
    name: str | None = None,
    options: type | None = None,
    examples: Sequence[tuple[str, str]] = (),
    after: Sequence[Table] = (),
) -> Callable[[Callable[..., None]], Command]:
    """Return the decorator that makes a function a command; its docstring is the help.

    Args:
        short_help: What the list of commands says of it.
        name: Its name; by default, that of the function.
        options: The class that declares its parameters, if that is not the function. It is called with one.
        examples: Command lines, and what they do, which follow the help.
        after: Tables that follow these.
    """

    def made(function: Callable[..., None]) -> Command:
        result = Command(
            name or function.__name__.replace("_", "-"),
            callback=function if options is None else lambda **values: function(options(**values)),
            params=_parameters(options or function),
            help=inspect.getdoc(function),
            short_help=short_help,
        )
        result.after = (*([("Examples", examples)] if examples else []), *after)
        return result

    return made


SUBCOMMAND: Final = "COMMAND [ARGS]..."


def group(name: str, short_help: str, help: str) -> click.Group:
    """Return a command that only has others below it."""
    return click.Group(
        name,
        callback=click.pass_context(require_command),
        help=help,
        short_help=short_help,
        invoke_without_command=True,
        subcommand_metavar=SUBCOMMAND,
    )


def require_command(context: click.Context) -> None:
    """End a group of commands that was called without one: show its help and an error on standard error, and exit
    with 2."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        click.echo("\nerror: a command is missing: one of those above", err=True)
        context.exit(2)


def _parameters(declared: Callable[..., Any]) -> list[click.Parameter]:
    """The parameters that a function or a class declares."""
    return [
        _parameter(parameter.name, parameter.annotation, parameter.default)
        for parameter in inspect.signature(declared).parameters.values()
    ]


def _parameter(name: str, annotation: Any, declared: _Declared) -> click.Parameter:
    if get_origin(annotation) in (Union, UnionType):  # `X | None`
        annotation = get_args(annotation)[0]
    is_several = get_origin(annotation) is tuple
    if is_several:
        annotation = get_args(annotation)[0]
    is_choice = get_origin(annotation) is Literal
    settings: dict[str, Any] = {
        "type": declared.type or (click.Choice(get_args(annotation)) if is_choice else _TYPES[annotation]),
        "metavar": declared.metavar,
        "shell_complete": declared.complete,
        "required": declared.required,
    }
    if declared.default is not None:
        settings["default"] = declared.default
    if declared.help is None:
        return click.Argument([name], nargs=-1 if is_several else 1, **settings)
    if annotation is bool:
        settings["is_flag"] = True
    parameter = click.Option(
        [*(declared.flags.split() or [f"--{name.replace('_', '-')}"]), name],
        help=declared.help,
        multiple=is_several,
        show_default=declared.default is not None,
        **settings,
    )
    parameter.section = declared.section  # type: ignore[attr-defined]
    return parameter


# --- what several commands declare ----------------------------------------------------------------------------------


def complete_rules(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the codes and names of rules that begin as the last of several in `incomplete` does."""
    from click.shell_completion import CompletionItem

    from newscorpus.rules.plugins import load_installed
    from newscorpus.rules.registry import BY_CODE

    load_installed()
    before, comma, begun = incomplete.rpartition(",")
    names = [(name, rule.summary) for rule in BY_CODE.values() for name in (rule.code, rule.name)]
    return [
        CompletionItem(before + comma + name, help=about) for name, about in names if begun and name.startswith(begun)
    ]


COLOR: Final = option("Whether to use colors; auto: on a terminal, unless NO_COLOR is set.", default="auto")
CORPUS: Final = option("Include the terms and attributes of this corpus.", metavar="PATH")
JOBS: Final = option(
    "Number of processes.  [default: as many as save time, at most one per processor]", metavar="N", type=Whole(1)
)
LOSSES: Final = option("Write a list of what is lost, in JSON.", metavar="FILE", type=OUTPUTS)
ON_LOSS: Final = option("Whether to write nothing, and exit with 1, if anything is lost.", default="report")
OUTPUT_FORMAT: Final = option("Format to print.", default="text")
PLUGINS: Final = option(
    "Also use the rules of MODULE: the name of a module, or a Python file. Its code is run.", "--plugin", "MODULE"
)
SKIP_INVALID: Final = option("Leave out articles with errors; report them, and exit with 1.")
