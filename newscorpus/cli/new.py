"""`new`: begin the annotation of a text."""

from pathlib import Path

from newscorpus.cli.options import OUTPUTS, argument, command, option
from newscorpus.cli.output import echo


@command("Begin the annotation of a text.")
def new(
    texts: tuple[Path, ...] = argument(type=OUTPUTS),
    *,
    language: str | None = option(
        "Language of the text, a BCP 47 tag.  [default: of the corpus, or und]", metavar="TAG"
    ),
    published: str | None = option("Date of publication.  [default: as the text begins with]", metavar="YYYY-MM-DD"),
    minimal: bool = option("Leave out the tables and the comments on how to fill them."),
) -> None:
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
        if begun.article.language == "und" and language is None:
            why = "or dates and numbers are not checked"
            echo(f"The language of {text} is not given: write it in place of `und`, {why}.", err=True)
        if begun.article.published is None:
            echo(
                f"{text} begins with no date: add `published`, against which words such as `on Monday` are checked.",
                err=True,
            )
