"""`new`, `convert`, `export`, `view`: what writes files."""

import sys
from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS


@click.command()
@click.argument("texts", nargs=-1, required=True, type=PATHS)
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
            click.echo(f"Wrote {path}.")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option(
    "--to", type=click.Choice(["json", "jsonl", "yaml"]), help="Format to write.  [default: ending of -o, else jsonl]"
)
@click.option("-o", "--output", type=PATHS, help="File or folder to write.  [default: standard output]")
@click.option("--split-text", is_flag=True, help="Write each text to a file of its own, beside its YAML.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Convert with so many processes.  [default: as many as pay, at most one a processor]",
)
def convert(paths: tuple[Path, ...], to: str | None, output: Path | None, split_text: bool, jobs: int | None) -> None:
    """Convert articles between YAML, JSON and JSON Lines. If any has an error, nothing is written."""
    from newscorpus.api.convert import convert as run
    from newscorpus.render.full import plural

    if output == Path("-"):  # as in many programs
        output = None
    converted = run(paths, to=to, output=output or sys.stdout.buffer, split_text=split_text, jobs=jobs)
    if output is not None:
        where = converted.written[0] if len(converted.written) == 1 else output
        click.echo(f"Wrote {plural(converted.report.totals.articles, 'article')} to {where}.", err=True)


@click.command()
@click.argument("format", type=click.Choice(["parquet", "csv", "sqlite", "dataset"]))
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option("-o", "--output", type=PATHS, required=True, help="Folder to write; for sqlite, file.")
@click.option("--flat", is_flag=True, help="Only the flat tables.")
@click.option("--nested", is_flag=True, help="Only the nested table, which is without loss.")
def export(format: str, paths: tuple[Path, ...], output: Path, flat: bool, nested: bool) -> None:
    """Export articles as tables. If any has an error, nothing is written.

    FORMAT is parquet; csv, a Frictionless data package; sqlite, with full-text search; or dataset, Parquet with a
    dataset card and Croissant metadata.
    """
    from newscorpus.api.export import export as run
    from newscorpus.render.full import plural

    made = run(paths, format, output, flat=flat, nested=nested)
    counts = f"{plural(made.report.totals.articles, 'article')} in {plural(len(made.rows), 'table')}"
    click.echo(f"Wrote {counts} to {output}.", err=True)


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("-o", "--output", type=PATHS, help="Page (.html) or folder to write.")
@click.option("--open", "open_page", is_flag=True, help="Open it in a browser; without -o, from a temporary folder.")
def view(paths: tuple[Path, ...], output: Path | None, open_page: bool) -> None:
    """Write articles as pages for people: the text with all that is annotated in it; timeline, network, tables.

    One page if the output ends in .html, else a folder of pages. They open from disk, without network. What has
    errors is shown as far as it can be read, with the findings of check at their words.
    """
    import tempfile
    import webbrowser

    from newscorpus.errors import UsageError
    from newscorpus.render.escapes import printable
    from newscorpus.render.full import plural
    from newscorpus.view.site import view as run

    if output is None and not open_page:
        raise UsageError("say where to write: -o site/ or -o page.html; or --open")
    viewed = run(paths or (Path(),), output or tempfile.mkdtemp(prefix="newscorpus-"))
    found = len(viewed.report.diagnostics)
    shown = f", with {plural(found, 'finding')}" if found else ""
    click.echo(printable(f"Wrote {plural(viewed.articles, 'article')} to {viewed.page}{shown}."), err=True)
    if open_page:
        webbrowser.open(viewed.page.resolve().as_uri())
