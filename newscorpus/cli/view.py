"""`view`: articles as pages for browsers."""

from pathlib import Path

import click

from newscorpus.cli.help import SectionCommand
from newscorpus.cli.terminal import OUTPUTS, PATHS, Whole

EXAMPLES = (
    ("newscorpus view corpus/ -o site/", "Write the pages of a corpus."),
    ("newscorpus view --compare anna/ bert/ -o site/", "Show where two annotators disagree."),
    ("newscorpus view --serve --open corpus/court.yaml", "Show an article while it is edited."),
)


@click.command(cls=SectionCommand, short_help="Write articles as pages for a browser.", after=(("Examples", EXAMPLES),))
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("-o", "--output", type=OUTPUTS, help="Page (.html) or folder to write.")
@click.option(
    "--open", "open_page", is_flag=True, help="Open the page in a browser; without -o, write to a temporary folder."
)
@click.option("--compare", is_flag=True, help="Show the same articles by several annotators side by side.")
@click.option("--serve", is_flag=True, help="Serve the pages on this computer, and update them when a file is saved.")
@click.option("--port", type=Whole(0, 65535), metavar="N", help="Port to serve on.  [default: a free one]")
@click.option(
    "--editor", metavar="NAME|LINK", help="With --serve: open what is clicked in an editor, such as vscode, by a link."
)
def view(
    paths: tuple[Path, ...],
    output: Path | None,
    open_page: bool,
    compare: bool,
    serve: bool,
    port: int | None,
    editor: str | None,
) -> None:
    """Write articles as pages: the text with its annotation, and for a corpus a timeline, a network and tables.

    The output is one page if its name ends in .html, otherwise a folder of pages. Pages open from disk and load
    nothing. Articles with errors are shown with their findings.

    With --compare, each path has the articles of one annotator: the pages show where they disagree. Then articles with
    errors are refused.

    With --serve, nothing is written. The address is secret, and for this computer alone. Ctrl-C ends it.
    """
    from newscorpus.errors import UsageError

    paths = paths or (Path(),)
    if serve:
        if output is not None:
            raise UsageError("--serve writes nothing: leave out -o, or --serve")
        _serve(paths, port=port or 0, editor=editor, compare=compare, open_page=open_page)
        return
    if port is not None or editor is not None:
        raise UsageError(f"{'--port' if port is not None else '--editor'} is for --serve")
    if output is None and not open_page:
        raise UsageError("no output: add -o site/, -o page.html, --open or --serve")
    _write(paths, output, compare=compare, open_page=open_page)


def _write(paths: tuple[Path, ...], output: Path | None, *, compare: bool, open_page: bool) -> None:
    import tempfile
    import webbrowser

    from newscorpus.render.escapes import printable
    from newscorpus.text.nouns import counted
    from newscorpus.views.site import site_of, write

    site = site_of(paths, compare=compare)
    viewed = write(site, output or Path(tempfile.mkdtemp(prefix="newscorpus-")))
    found = len(viewed.report.diagnostics)
    shown = f", with {counted(found, 'finding')}" if found else ""
    click.echo(printable(f"Wrote {counted(viewed.articles, 'article')} to {viewed.page}{shown}."), err=True)
    if site.repeats_ids:
        click.echo("Some articles have the same id. To show what several annotators have, add --compare.", err=True)
    if open_page:
        webbrowser.open(viewed.page.resolve().as_uri())


def _serve(paths: tuple[Path, ...], *, port: int, editor: str | None, compare: bool, open_page: bool) -> None:
    import webbrowser

    from newscorpus.text.nouns import counted
    from newscorpus.views.live import LiveServer
    from newscorpus.views.preview import serve

    def started(server: LiveServer, articles: int) -> None:
        click.echo(f"Serving {counted(articles, 'article')} at {server.address} until Ctrl-C.", err=True)
        if open_page:
            webbrowser.open(server.address)

    try:
        serve(paths, started=started, port=port, editor=editor, compare=compare)
    except KeyboardInterrupt:
        click.echo("", err=True)  # after the ^C of the terminal
