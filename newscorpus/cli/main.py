"""The command line as a whole: its commands, and how errors end it.

Exit codes: 0 clean; 1 findings; 2 wrong use; 3 internal error; 130 interrupted; 141 closed pipe.
A command is imported when it is used, and what it needs when it runs, so that `--help` and `--version` start at once.
"""

import errno
import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final

import click

from newscorpus import _process
from newscorpus._version import __version__
from newscorpus.cli.options import SUBCOMMAND, require_command
from newscorpus.cli.progress import Progress

_SUGGESTED: Final = re.compile(r"\.? \(?(?:Did you mean (?:one of: )?|Possible options: )(.*?)\??\)?$")
"""What click adds to a message, in the form of any of its versions."""

_COMPUTE: Final = ("agree", "diff", "query", "stats")
"""Commands that write no file."""

_CLOSED_PIPE: Final = 128 + 13
"""What shells report of a program that SIGPIPE ends, as in `newscorpus rules | head -1`."""


_GROUPS: Final = {
    "Commands to begin with": ("new", "check", "explain", "view"),
    "Annotate": ("annotate", "init", "prompt", "retext", "review", "schema", "show", "terms"),
    "Check": ("cache", "proofread", "rules", "stats"),
    "Convert and exchange": ("attach-text", "convert", "export", "import", "query", "release"),
    "Compare": ("adjudicate", "agree", "diff", "merge-driver"),
    "Serve": ("completion", "lsp", "mcp"),
}
"""The commands, by title in the help."""


class _Commands(Mapping[str, click.Command]):
    """The commands, each imported from the module of its name when it is used."""

    _NAMES: Final = sorted(name for names in _GROUPS.values() for name in names)

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._NAMES:
            raise KeyError(name)
        module = f"{name}_" if iskeyword(name) else name.replace("-", "_")
        command: click.Command = getattr(import_module(f"newscorpus.cli.{module}"), module)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(self._NAMES)

    def __len__(self) -> int:
        return len(self._NAMES)


class _Newscorpus(click.Group):
    """The command line, whose help shows its commands in groups."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands, with the descriptions of all groups below each other."""
        width = max(map(len, self.commands)) + 2
        for title, names in _GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name.ljust(width - 2), self.commands[name].get_short_help_str(80)) for name in names]
                )


@click.group(
    cls=_Newscorpus,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    subcommand_metavar=SUBCOMMAND,
)
@click.version_option(__version__, "-V", "--version", message="newscorpus %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Check annotated news, convert it, and export it."""
    require_command(context)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit.

    Args:
        arguments: What follows the name of the program; `sys.argv` by default.
    """
    streams = sys.stdout, sys.stderr
    for stream in streams:
        _process.use_utf8(stream)
    code = _run(arguments)
    for stream in streams:
        _flush(stream)
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    """Run a command and return its exit code. Every error becomes one line on standard error."""
    from newscorpus import limits
    from newscorpus.errors import InvalidCorpus, UsageError

    out, err = sys.stdout, sys.stderr
    words = sys.argv[1:] if arguments is None else arguments
    try:
        limits.require()
        if out is None:
            raise UsageError("standard output is closed")
        try:
            shows_progress = not {"annotate", "lsp", "mcp"}.intersection(words[:1])
            with Progress(sys.stderr if shows_progress else None), warnings.catch_warnings():
                warnings.showwarning = _warn
                warnings.simplefilter("default", UserWarning)
                code = cli.main(words, prog_name="newscorpus", standalone_mode=False, obj=words)
        except SystemExit as e:
            if (
                sys.stdout is not out
            ):  # click replaces the streams if the pipe is closed, and exits with 1, as for findings
                sys.stdout, sys.stderr = out, err
                raise BrokenPipeError from None
            code = e.code
        sys.stdout.flush()
    except click.ClickException as e:
        message = _SUGGESTED.sub(r"; did you mean \1?", e.format_message()).rstrip(".")
        usage = f" See `{e.ctx.command_path} --help`." if isinstance(e, click.UsageError) and e.ctx else ""
        return _complain(f"{message[:1].lower()}{message[1:]}{'' if message.endswith('?') else '.'}{usage}", 2)
    except InvalidCorpus as e:
        from newscorpus.cli.output import show_refusal

        show_refusal(
            e.report, "Nothing was computed." if words[:1] and words[0] in _COMPUTE else "Nothing was written."
        )
        return 1
    except UsageError as e:
        return _complain(str(e), 2)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        return _CLOSED_PIPE
    except OSError as e:
        return _complain(_said(e), 2)
    except Exception as e:
        if os.environ.get("NEWSCORPUS_DEBUG"):
            raise
        report = "please report it, with the output of the same command after `export NEWSCORPUS_DEBUG=1`"
        return _complain(f"internal error of newscorpus {__version__}: {type(e).__name__}: {e}; {report}", 3)
    return code if isinstance(code, int) else 0


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    """Print a warning as the command prints them, without the line of code."""
    from newscorpus.cli.output import echo

    echo(f"warning: {message}", err=True)


def _said(error: OSError) -> str:
    """Say what the system refuses."""
    if not error.filename:
        nameless = "the current folder" if error.errno == errno.ENOENT else "standard output"
        return f"{nameless}: {error.strerror or error}"
    name = str(error.filename)
    if isinstance(error, FileExistsError | NotADirectoryError):
        file = next((place for place in (Path(name), *Path(name).parents) if place.is_file()), None)
        if file is not None:
            return f"{_near(file)} is a file, and not a folder"
    return f"{name}: {error.strerror or error}"


def _near(name: str | Path) -> str:
    """Return a path as a person writes it: from the current folder, if it is in it."""
    with suppress(OSError):  # the current folder may be gone
        return str(name).removeprefix(f"{os.getcwd()}{os.sep}")
    return str(name)


def _complain(message: str, code: int) -> int:
    from newscorpus.render.escapes import printable

    with suppress(OSError):  # without standard error, the exit code is all that is left
        click.echo(f"error: {printable(message)}", err=True)
    return code


def _flush(stream: Any) -> None:
    """Flush a stream; redirect it if that fails. Else Python fails to flush it at the end, and exits with 120."""
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        with suppress(OSError):
            _process.silence(stream.fileno())
