"""`new`: begin the annotation of a text."""

from pathlib import Path

import click

from newscorpus.cli.terminal import OUTPUTS, echo


@click.command(short_help="Begin the annotation of a text.")
@click.argument("texts", nargs=-1, required=True, type=OUTPUTS)
@click.option("--language", metavar="TAG", help="Language of the text, a BCP 47 tag.  [default: of the corpus, or und]")
@click.option("--published", metavar="YYYY-MM-DD", help="Date of publication.  [default: as the text begins with]")
@click.option("--minimal", is_flag=True, help="Leave out the tables and the comments on how to fill them.")
def new(texts: tuple[Path, ...], language: str | None, published: str | None, minimal: bool) -> None:
    """Begin the annotation of a text: write NAME.yaml beside NAME.txt.

    Headline, author, date and dateline (a place before a dash, with a day or an agency) are taken from the text if it
    begins with them; a date is 2024-05-08, or has the month in English, German or Spanish. The first time, the command
    also writes article.schema.json, which lets editors complete and check what you type.
    """
    from newscorpus.api.new import scaffold

    for text in texts:
        begun = scaffold(text, language=language, published=published, minimal=minimal)
        for path in begun.written:
            echo(f"Wrote {path}.")
        if begun.article.published is None:
            echo(
                f"{text} begins with no date: add `published`, against which words such as `on Monday` are checked.",
                err=True,
            )
