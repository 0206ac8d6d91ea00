"""`merge-driver`: let git merge articles in events, actors and claims."""

import sys
from pathlib import Path

import click

from newscorpus.cli.help import require_command
from newscorpus.cli.terminal import PATHS, Whole, echo


@click.group(
    short_help="Let git merge articles in events, actors and claims.",
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@click.pass_context
def merge_driver(context: click.Context) -> None:
    """Let git merge articles in events, actors and claims, not in lines."""
    require_command(context)


@merge_driver.command("install", short_help="Let git use the driver for files below a folder.")
@click.argument("folder", type=PATHS, default=".")
def install(folder: Path) -> None:
    """Use the driver for the files below FOLDER, by default the current one.

    Writes FOLDER/.gitattributes, which you commit, and the git configuration of this clone. Whoever else clones the
    repository runs the command once.
    """
    from newscorpus.api.merge import install as install_driver

    target = install_driver(folder)
    where = "in this folder" if folder == Path() else f"below {folder}"
    echo(f"git merges the files {where} with newscorpus; commit {target}.")


@merge_driver.command("run", short_help="Merge three files, as git calls it.")
@click.argument("base", type=PATHS)
@click.argument("ours", type=PATHS)
@click.argument("theirs", type=PATHS)
@click.argument("name")
@click.option("--marker-size", type=Whole(1), default=7, show_default=True, help="Characters of a conflict marker.")
@click.option("--label-ours", default="ours", show_default=True, help="What follows the marker of OURS.")
@click.option("--label-theirs", default="theirs", show_default=True, help="What follows the marker of THEIRS.")
def run(base: Path, ours: Path, theirs: Path, name: str, marker_size: int, label_ours: str, label_theirs: str) -> None:
    """Merge three files, and write the result into OURS. git calls it with %O %A %B %P, and %X and %Y as labels.

    NAME is that of the file in the repository. The exit code is 1 if there are conflicts, which the file has between
    markers, 0 if not.
    """
    from newscorpus.api.merge import labelled, merge_files

    conflicts = merge_files(base, ours, theirs, name, labelled(label_ours, label_theirs, marker_size))
    for conflict in conflicts:
        echo(f"{name}: {conflict}", err=True)
    if conflicts:
        sys.exit(1)
