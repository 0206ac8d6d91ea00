"""Losses of an import or an export: the options that they share, and the list."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newscorpus.cli.terminal import OUTPUTS, echo

if TYPE_CHECKING:
    from newscorpus.interchange.engine.losses import Losses


def _checked(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
    if file is not None:
        _require_list(file)
    return file


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
    if output is not None and file.resolve() == output.resolve():
        raise UsageError(f"{file} is the output; write the list of losses somewhere else")
    refuse_article(file, output if corpus else None)


def _is_list(file: Path) -> bool:
    """Whether a file has the contents of such a list."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(isinstance(one, dict) and one.keys() == _FIELDS for one in found)


_FIELDS = {"kind", "count", "places"}
_MOST = 18
"""The most lines of the list on the screen: that of a terminal, with what the command says besides, has 24."""

losses_option = click.option(
    "--losses", type=OUTPUTS, metavar="FILE", callback=_checked, help="Write a list of what is lost, in JSON."
)
on_loss_option = click.option(
    "--on-loss",
    type=click.Choice(["report", "refuse"]),
    default="report",
    show_default=True,
    help="Whether to write nothing, and exit with 1, if anything is lost.",
)


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
        for line in losses.lines(_MOST):
            echo(line, err=True)
        if len(losses) > _MOST and file is None:
            echo(f"`--losses FILE` lists all {len(losses)} kinds.", err=True)
