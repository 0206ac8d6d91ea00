"""`export`: articles to tables of other tools."""

from pathlib import Path

import click

from newscorpus.cli.terminal import OUTPUTS, PATHS, echo, echo_lacking


@click.command(short_help="Export articles as tables.")
@click.argument("format", type=click.Choice(["parquet", "csv", "sqlite", "dataset"]))
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option("-o", "--output", type=OUTPUTS, required=True, help="Folder to write; for sqlite, file.")
@click.option("--flat", is_flag=True, help="Only the flat tables.")
@click.option("--nested", is_flag=True, help="Only the nested table, which is without loss.")
@click.option("--no-text", is_flag=True, help="Leave the texts of the articles out.")
def export(format: str, paths: tuple[Path, ...], output: Path, flat: bool, nested: bool, no_text: bool) -> None:
    """Export articles as tables. Writes nothing if any article has an error.

    FORMAT is parquet; csv, a Frictionless data package; sqlite, with full-text search; or dataset, Parquet with a
    dataset card and Croissant metadata.
    """
    from newscorpus.api.export import export as run_export
    from newscorpus.text.nouns import counted

    exported = run_export(paths, format, output, flat=flat, nested=nested, text=not no_text)
    counts = f"{counted(exported.articles, 'article')} in {counted(len(exported.rows), 'table')}"
    echo(f"Wrote {counts} to {output}.", err=True)
    if exported.unstated and format == "dataset":
        texts = counted(exported.unstated, "text")
        message = f"warning: nothing states the rights in {texts}: add text_license or text_rights to corpus.yaml, "
        echo(message + "or leave the texts out with --no-text", err=True)
    echo_lacking(exported.lacking)
