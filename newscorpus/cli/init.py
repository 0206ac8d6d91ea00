"""`init`: begin a corpus."""

from pathlib import Path

import click

from newscorpus.cli.terminal import OUTPUTS, echo


@click.command(short_help="Write the corpus.yaml of a new corpus.")
@click.argument("folder", type=OUTPUTS, default=".")
@click.option("--name", metavar="ID", help="Name of the corpus.  [default: made from the folder's name]")
@click.option("--language", metavar="TAG", help="Language of articles that name none, a BCP 47 tag.")
def init(folder: Path, name: str | None, language: str | None) -> None:
    """Write the corpus.yaml of a new corpus.

    FOLDER is the current folder by default. An existing corpus.yaml is not overwritten.
    """
    from newscorpus.api.new import init as write

    echo(f"Wrote {write(folder, name=name, language=language)}.")
