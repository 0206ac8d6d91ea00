"""What commands print: lines, reports that refuse something, and losses."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newscorpus import _process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscorpus.diagnostics.report import Report
    from newscorpus.interchange.engine.losses import Losses


def echo(line: str, *, err: bool = False) -> None:
    """Print a line that may contain names of files: nothing in it acts, and no character is left out."""
    from newscorpus.render.escapes import printable

    if _process.progress is not None:
        _process.progress("", 0, 0)  # no rest of its line is left beside this one
    click.echo(printable(line), err=err, color=True)  # without `color`, click deletes what looks like a colour


def show_refusal(report: "Report", consequence: str) -> None:
    """Print a report on standard error, and what follows from it."""
    from newscorpus.render.full import render, summary

    with suppress(OSError):
        for block in render(report, color=wants_color(sys.stderr)):
            click.echo(block, err=True, color=True)
        click.echo(f"{summary(report)}\n{consequence}", err=True)


def exit_if_skipped(report: "Report") -> None:
    """Report why `--skip-invalid` left articles out, and exit with 1; do nothing if there are none."""
    if not report.ok:
        import attrs

        from newscorpus.diagnostics.report import in_order

        errors = attrs.evolve(report, diagnostics=in_order(report.errors))
        show_refusal(errors, "The articles with errors were left out.")
        sys.exit(1)


def echo_lacking(ids: "Sequence[str]") -> None:
    """Warn of articles that those written refer to, and that were not written."""
    from newscorpus.text.words import counted

    if ids:
        named = ", ".join(f"`{id_}`" for id_ in ids[:10]) + (", …" if len(ids) > 10 else "")
        echo(f"warning: the output refers to {counted(len(ids), 'article')} that it lacks (NC707): {named}", err=True)


def colored(color: str, stream: Any) -> bool:
    """Report whether to colour what is written to a stream; `color` is the value of `--color`."""
    return color == "always" or (color == "auto" and wants_color(stream))


def columns() -> int:
    """Return the width of the terminal; 80 without one. The same as that of `shutil`, whose import takes 3 ms."""
    with suppress(ValueError):
        given = int(os.environ.get("COLUMNS", ""))
        if given > 0:
            return given
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


def wants_color(stream: Any) -> bool:
    """Report whether a stream gets colours by default: if it is a terminal, or as https://no-color.org and
    https://force-color.org define."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _require_list(file: Path) -> None:
    """Refuse what cannot be such a file, or a file that is no earlier list, such as an article that is exported."""
    from newscorpus.errors import UsageError

    if file.is_dir():
        raise UsageError(f"{file} is a folder; name a file for the list of losses")
    above = next(folder for folder in file.absolute().parents if folder.exists())
    if not above.is_dir():
        raise UsageError(f"{file} cannot be written: {above} is no folder")
    if file.is_file() and not _is_list(file):
        raise UsageError(f"{file} exists, and is no list of losses; write it somewhere else")


def refuse_losses(file: Path | None, output: Path | None, *, corpus: bool = False) -> None:
    """Refuse a list of losses in place of the output, or of an article; the output may become a `corpus`."""
    from newscorpus.api.folder import refuse_article
    from newscorpus.errors import UsageError

    if file is None:
        return
    _require_list(file)
    if output is not None and file.resolve() == output.resolve():
        raise UsageError(f"{file} is the output; write the list of losses somewhere else")
    refuse_article(file, output if corpus else None)


def _is_list(file: Path) -> bool:
    """Whether a file has the contents of such a list."""
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, list) and all(isinstance(entry, dict) and entry.keys() == _FIELDS for entry in data)


_FIELDS = {"kind", "count", "places"}
_MOST = 18
"""The most lines of the list on the screen: that of a terminal, with what the command says besides, has 24."""


def show_losses(losses: "Losses", file: Path | None) -> None:
    """Print what is lost on standard error, and write it to a file if one is given."""
    from newscorpus.fs import atomic
    from newscorpus.fs.folders import make_folders

    if file is not None:
        _require_list(file)  # again: it may be what was written now
        make_folders(file.parent)
        atomic.write_text(file, json.dumps(losses.to_dicts(), ensure_ascii=False, indent=2) + "\n")
    if len(losses):
        echo("Lost, how often, and where first:", err=True)
        lines = losses.lines(_MOST, columns())
        for line in lines:
            echo(line, err=True)
        if len(losses) > len(lines) and file is None:
            echo(f"`--losses FILE` lists all {len(losses)} kinds, with their places.", err=True)
