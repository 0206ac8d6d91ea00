"""`export`: articles to tables of other tools."""

from pathlib import Path

import click

from newscorpus.cli.terminal import OUTPUTS, PATHS, echo


@click.command()
@click.argument("format", type=click.Choice(["parquet", "csv", "sqlite", "dataset"]))
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option("-o", "--output", type=OUTPUTS, required=True, help="Folder to write; for sqlite, file.")
@click.option("--flat", is_flag=True, help="Only the flat tables.")
@click.option("--nested", is_flag=True, help="Only the nested table, which is without loss.")
def export(format: str, paths: tuple[Path, ...], output: Path, flat: bool, nested: bool) -> None:
    """Export articles as tables. If any has an error, nothing is written.

    FORMAT is parquet; csv, a Frictionless data package; sqlite, with full-text search; or dataset, Parquet with a
    dataset card and Croissant metadata.
    """
    from newscorpus.api.export import export as run_export
    from newscorpus.text.nouns import counted

    exported = run_export(paths, format, output, flat=flat, nested=nested)
    counts = f"{counted(exported.articles, 'article')} in {counted(len(exported.rows), 'table')}"
    echo(f"Wrote {counts} to {output}.", err=True)
