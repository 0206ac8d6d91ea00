"""`merge-driver`: let git merge articles in events, actors and claims."""

import sys
from pathlib import Path

from newscorpus.cli.options import Whole, argument, command, group, option
from newscorpus.cli.output import echo

merge_driver = group(
    "merge-driver",
    "Let git merge articles in events, actors and claims.",
    "Let git merge articles in events, actors and claims, not in lines.",
)


@command("Let git use the driver for files below a folder.")
def install(folder: Path = argument(default=Path())) -> None:
    """Use the driver for the files below FOLDER, by default the current one.

    Writes FOLDER/.gitattributes, which you commit, and the git configuration of this clone. Whoever else clones the
    repository runs the command once.
    """
    from newscorpus.api.merge import install as install_driver

    target = install_driver(folder)
    where = "in this folder" if folder == Path() else f"below {folder}"
    echo(f"git merges the files {where} with newscorpus; commit {target}.")


@command("Merge three files, as git calls it.")
def run(
    base: Path = argument(),
    ours: Path = argument(),
    theirs: Path = argument(),
    name: str = argument(),
    *,
    marker_size: int = option("Characters of a conflict marker.", type=Whole(1), default=7),
    label_ours: str = option("What follows the marker of OURS.", default="ours"),
    label_theirs: str = option("What follows the marker of THEIRS.", default="theirs"),
) -> None:
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


merge_driver.add_command(install)
merge_driver.add_command(run)
