"""`annotate`: articles are annotated in a browser."""

from pathlib import Path

import click

from newscorpus.cli.options import Whole, argument, command, option

EXAMPLES = (
    ("newscorpus annotate corpus/", "Annotate the articles of a corpus."),
    ("newscorpus annotate news.txt --language en", "Begin the annotation of a text."),
    ("newscorpus annotate corpus/court.yaml --read-only", "Look at an article, and change nothing."),
)


@command("Annotate articles in a browser.", examples=EXAMPLES)
def annotate(
    paths: tuple[Path, ...] = argument(required=False),
    *,
    language: str | None = option("Language of texts that have no annotation yet, a BCP 47 tag.", metavar="TAG"),
    port: int | None = option("Port to serve on.  [default: a free one]", metavar="N", type=Whole(0, 65535)),
    read_only: bool = option("Write nothing."),
    no_open: bool = option("Do not open a browser; only print the address."),
) -> None:
    """Annotate articles in a browser: select words, and say what they are.

    Each action is written to the file at once, and changes as few lines as possible. The file can be open in an editor
    at the same time: what changes there is shown at once. Undo works as long as the command runs.

    A text (.txt) without annotation begins one beside it. The address is secret, and for this computer alone. Ctrl-C
    ends it.
    """
    import webbrowser

    from newscorpus.annotating.pages import serve
    from newscorpus.text.words import counted
    from newscorpus.views.server import LiveServer

    def started(server: LiveServer, articles: int) -> None:
        click.echo(f"Annotate {counted(articles, 'article')} at {server.address} until Ctrl-C.", err=True)
        if not no_open:
            webbrowser.open(server.address)

    try:
        serve(paths or (Path(),), started=started, port=port or 0, read_only=read_only, language=language)
    except KeyboardInterrupt:
        click.echo("", err=True)  # after the ^C of the terminal
