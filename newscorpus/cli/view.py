"""`view`: articles as pages for browsers."""

from pathlib import Path

import click

from newscorpus.cli.options import OUTPUTS, Whole, argument, command, option

EXAMPLES = (
    ("newscorpus view corpus/ -o site/", "Write the pages of a corpus."),
    ("newscorpus view --compare anna/ bert/ -o site/", "Show where two annotators disagree."),
    ("newscorpus view --serve --open corpus/court.yaml", "Show an article while it is edited."),
)


@command("Write articles as pages for a browser.", examples=EXAMPLES)
def view(
    paths: tuple[Path, ...] = argument(required=False),
    *,
    output: Path | None = option("Page (.html) or folder to write.", "-o --output", type=OUTPUTS),
    open_page: bool = option("Open the page in a browser; without -o, write to a temporary folder.", "--open"),
    limit: int | None = option("Show the first N articles only.", metavar="N", type=Whole(1)),
    compare: bool = option("Show the same articles by several annotators side by side."),
    serve: bool = option("Serve the pages on this computer, and update them when a file is saved."),
    port: int | None = option("Port to serve on.  [default: a free one]", metavar="N", type=Whole(0, 65535)),
    editor: str | None = option(
        "With --serve: open what is clicked in an editor, such as vscode, by a link.", metavar="NAME|LINK"
    ),
) -> None:
    """Write articles as pages: the text with its annotation, and for a corpus a timeline, a network and tables.

    The output is one page if its name ends in .html, otherwise a folder of pages. Pages open from disk and load
    nothing. Articles with errors are shown with their findings. Of over 1,000 articles, the page of the corpus loads
    its data in parts, from the folder beside it.

    With --compare, each path has the articles of one annotator: the pages show where they disagree. Then articles with
    errors are refused.

    With --serve, nothing is written. The address is secret, and for this computer alone. Ctrl-C ends it.
    """
    from newscorpus.errors import UsageError

    paths = paths or (Path(),)
    if serve:
        if output is not None:
            raise UsageError("--serve writes nothing: leave out -o, or --serve")
        _serve(paths, port=port or 0, editor=editor, compare=compare, open_page=open_page, limit=limit)
        return
    if port is not None or editor is not None:
        raise UsageError(f"{'--port' if port is not None else '--editor'} is for --serve")
    if output is None and not open_page:
        raise UsageError("no output: add -o site/, -o page.html, --open or --serve")
    _write(paths, output, compare=compare, open_page=open_page, limit=limit)


def _write(paths: tuple[Path, ...], output: Path | None, *, compare: bool, open_page: bool, limit: int | None) -> None:
    import tempfile
    import webbrowser

    from newscorpus.render.escapes import printable
    from newscorpus.text.words import counted
    from newscorpus.views.site import site_of, write

    site = site_of(paths, compare=compare, limit=limit)
    viewed = write(site, output or Path(tempfile.mkdtemp(prefix="newscorpus-")))
    findings = len(viewed.report.diagnostics)
    shown = f", with {counted(findings, 'finding')}" if findings else ""
    of_all = f" of {viewed.articles + site.unshown:,}" if site.unshown else ""
    click.echo(printable(f"Wrote {counted(viewed.articles, 'article')}{of_all} to {viewed.page}{shown}."), err=True)
    if site.repeats_ids:
        click.echo("Some articles have the same id. To show what several annotators have, add --compare.", err=True)
    if open_page:
        webbrowser.open(viewed.page.resolve().as_uri())


def _serve(
    paths: tuple[Path, ...], *, port: int, editor: str | None, compare: bool, open_page: bool, limit: int | None
) -> None:
    import webbrowser

    from newscorpus.text.words import counted
    from newscorpus.views.preview import serve
    from newscorpus.views.server import LiveServer

    def started(server: LiveServer, shown: int, articles: int) -> None:
        of_all = f" of {articles:,}" if shown < articles else ""
        click.echo(f"Serving {counted(shown, 'article')}{of_all} at {server.address} until Ctrl-C.", err=True)
        if open_page:
            webbrowser.open(server.address)

    try:
        serve(paths, started=started, port=port, editor=editor, compare=compare, limit=limit)
    except KeyboardInterrupt:
        click.echo("", err=True)  # after the ^C of the terminal
