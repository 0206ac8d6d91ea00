"""Losses of an import or an export: the options that they share, and the list."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newscorpus.cli.terminal import OUTPUTS, echo

if TYPE_CHECKING:
    from newscorpus.interchange.losses import Losses

losses_option = click.option("--losses", type=OUTPUTS, metavar="FILE", help="Write a list of what is lost, in JSON.")
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

    if file is not None:
        atomic.write_text(file, json.dumps(losses.to_dicts(), ensure_ascii=False, indent=2) + "\n")
    if len(losses):
        echo("Lost, how often, and where first:", err=True)
        for line in losses.lines():
            echo(line, err=True)
