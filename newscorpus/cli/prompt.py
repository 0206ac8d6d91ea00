"""`prompt`: what to send to a language model."""

import sys
from pathlib import Path

import click

from newscorpus.cli.options import CORPUS, argument, command, option


@command("Print a prompt for a language model.")
def prompt(
    text_file: Path = argument(),
    *,
    corpus: Path | None = CORPUS,
    published: str | None = option("The date of publication, from which relative dates are counted.", metavar="DATE"),
    language: str | None = option("The language of the text, a BCP 47 tag such as en.", metavar="TAG"),
) -> None:
    """Print what to send to a language model, so that it drafts the annotation of the text in TEXT_FILE.

    That is: instructions, the terms with their meanings, an example, and the text.
    """
    from newscorpus.api.load import read_utf8
    from newscorpus.checking.discovery import Finder
    from newscorpus.drafts.prompt import prompt as prompt_for
    from newscorpus.models import Corpus
    from newscorpus.render.escapes import printable

    used = Corpus(manifest=Finder().manifest(corpus), articles={}) if corpus else None
    question = prompt_for(read_utf8(text_file), corpus=used, published=published, language=language)
    if sys.stdout.isatty():
        for line in question.split("\n"):
            click.echo(printable(line), color=True)
    else:  # a model reads the words as they are
        sys.stdout.buffer.write(f"{question}\n".encode())
