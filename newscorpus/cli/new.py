"""`new`: begin the annotation of a text."""

from pathlib import Path

import click

from newscorpus.cli.terminal import OUTPUTS, echo


@click.command(short_help="Begin the annotation of a text.")
@click.argument("texts", nargs=-1, required=True, type=OUTPUTS)
@click.option(
    "--language", metavar="TAG", help="Language of the text, a BCP 47 tag.  [default: the corpus's, else und]"
)
@click.option("--published", metavar="DATE", help="Date of publication, YYYY-MM-DD.")
def new(texts: tuple[Path, ...], language: str | None, published: str | None) -> None:
    """Begin the annotation of a text: writes NAME.yaml beside NAME.txt.

    The first time, it also writes article.schema.json, by which an editor completes and checks what you type.
    """
    from newscorpus.api.scaffold import scaffold

    for text in texts:
        for path in scaffold(text, language=language, published=published):
            echo(f"Wrote {path}.")
