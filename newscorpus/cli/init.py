"""`init`: begin a corpus."""

from pathlib import Path

from newscorpus.cli.options import OUTPUTS, argument, command, option
from newscorpus.cli.output import echo


@command("Write the corpus.yaml of a new corpus.")
def init(
    folder: Path = argument(type=OUTPUTS, default=Path()),
    *,
    name: str | None = option("Name of the corpus.  [default: made from the folder's name]", metavar="ID"),
    language: str | None = option("Language of articles that name none, a BCP 47 tag.", metavar="TAG"),
) -> None:
    """Write the corpus.yaml of a new corpus.

    FOLDER is the current folder by default. An existing corpus.yaml is not overwritten.
    """
    from newscorpus.api.new import init as write

    echo(f"Wrote {write(folder, name=name, language=language)}.")
