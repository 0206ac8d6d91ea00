"""The command line as a whole: its commands, and what becomes of errors.

Exit codes: 0 clean; 1 findings; 2 wrong use; 3 a fault of newscorpus itself. What the commands need is imported in
them, so that `--help` and `--version` start at once.
"""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from newscorpus._version import __version__
from newscorpus.cli import cache, check, query, rules, schema, show, write
from newscorpus.cli.terminal import wants_color

if TYPE_CHECKING:
    from newscorpus.diagnostics.report import Report


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="newscorpus %(version)s")
def cli() -> None:
    """Annotated news: check it, convert it, write it."""


for command in (
    *(check.check, cache.cache),
    *(write.new, write.convert, write.export, write.view),
    *(rules.explain, rules.rules, schema.schema, query.stats, query.query, show.show),
):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    streams = sys.stdout, sys.stderr
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            # A name of a file may hold what the terminal's encoding lacks; the report must not fail on it.
            stream.reconfigure(errors="backslashreplace")
    code = _run(arguments)
    for stream in streams:
        _let_go(stream)
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    """Runs a command; returns the exit code. Whatever goes wrong is one clear line on standard error."""
    from newscorpus import limits
    from newscorpus.errors import InvalidCorpus, UsageError

    out, err = sys.stdout, sys.stderr
    try:
        limits.require()
        if out is None:
            raise UsageError("standard output is closed")
        try:
            code = cli.main(arguments, prog_name="newscorpus", standalone_mode=False)
        except SystemExit as e:
            if sys.stdout is not out:  # so click deals with a closed pipe, and exits with 1, as for findings
                sys.stdout, sys.stderr = out, err
                raise BrokenPipeError from None
            code = e.code
        sys.stdout.flush()
    except click.ClickException as e:
        with suppress(OSError):
            e.show()
        return 2
    except InvalidCorpus as e:
        _show_invalid(e.report)
        return 1
    except UsageError as e:
        return _complain(str(e), 2)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        return _complain("standard output was closed before all was written", 2)
    except OSError as e:
        return _complain(f"{e.filename or 'standard output'}: {e.strerror or e}", 2)
    except Exception as e:
        if os.environ.get("NEWSCORPUS_DEBUG"):
            raise
        _complain(f"a fault of newscorpus {__version__}, not of your files: {type(e).__name__}: {e}", 3)
        return _complain("please report it with the output of the same command under NEWSCORPUS_DEBUG=1", 3)
    return code if isinstance(code, int) else 0


def _show_invalid(report: "Report") -> None:
    from newscorpus.render.full import render, summary

    with suppress(OSError):
        for block in render(report, color=wants_color(sys.stderr)):
            click.echo(block, err=True, color=True)
        click.echo(f"{summary(report, '')}\nNothing was written.", err=True)


def _complain(what: str, code: int) -> int:
    from newscorpus.render.escapes import printable

    with suppress(OSError):  # who cannot be told sees the exit code
        click.echo(f"newscorpus: {printable(what)}", err=True)
    return code


def _let_go(stream: Any) -> None:
    """Leaves nothing in the stream that Python would fail to write as it ends: it would complain and exit with 120."""
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
