"""`view`: articles as pages for browsers."""

from pathlib import Path

import click

from newscorpus.cli.terminal import OUTPUTS, PATHS


@click.command(short_help="Write articles as pages for a browser.")
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("-o", "--output", type=OUTPUTS, help="Page (.html) or folder to write.")
@click.option(
    "--open", "open_page", is_flag=True, help="Open the page in a browser; without -o, write to a temporary folder."
)
@click.option("--compare", is_flag=True, help="Show the same articles by several annotators side by side.")
def view(paths: tuple[Path, ...], output: Path | None, open_page: bool, compare: bool) -> None:
    """Write articles as pages: the text with its annotation, and for a corpus a timeline, a network and tables.

    With --compare, each path has the articles of one annotator: the pages show where they disagree.

    The output is one page if its name ends in .html, otherwise a folder of pages. Pages open from disk and load
    nothing. Articles with errors are shown with their findings.
    """
    import tempfile
    import webbrowser

    from newscorpus.errors import UsageError
    from newscorpus.render.escapes import printable
    from newscorpus.text.nouns import counted
    from newscorpus.views.site import site_of, write

    if output is None and not open_page:
        raise UsageError("no output: add -o site/, -o page.html or --open")
    site = site_of(paths or (Path(),), compare=compare)
    viewed = write(site, output or Path(tempfile.mkdtemp(prefix="newscorpus-")))
    found = len(viewed.report.diagnostics)
    shown = f", with {counted(found, 'finding')}" if found else ""
    click.echo(printable(f"Wrote {counted(viewed.articles, 'article')} to {viewed.page}{shown}."), err=True)
    if site.repeats_ids:
        click.echo("Some articles have the same id. To show what several annotators have, add --compare.", err=True)
    if open_page:
        webbrowser.open(viewed.page.resolve().as_uri())
