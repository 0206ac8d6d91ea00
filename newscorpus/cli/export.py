"""`export`: articles to tables of other tools."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newscorpus.cli.help import SectionCommand
from newscorpus.cli.terminal import OUTPUTS, PATHS, echo, echo_lacking, exit_if_skipped, skip_invalid_option

if TYPE_CHECKING:
    from newscorpus.api.export import FormatName

FORMATS = (
    ("parquet", "Parquet files."),
    ("csv", "CSV files in a Frictionless data package."),
    ("sqlite", "SQLite database with full-text search."),
    ("dataset", "Parquet files with a dataset card and Croissant metadata."),
)


@click.command(cls=SectionCommand, short_help="Export articles as tables.", after=(("Formats", FORMATS),))
@click.argument("format", type=click.Choice([name for name, _ in FORMATS]), metavar="FORMAT")
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option("-o", "--output", type=OUTPUTS, required=True, help="Folder to write; for sqlite, the file.")
@click.option("--flat", is_flag=True, help="Only the flat tables.")
@click.option("--nested", is_flag=True, help="Only the nested table, which contains everything.")
@click.option("--no-text", is_flag=True, help="Leave out the article texts.")
@skip_invalid_option
def export(
    format: "FormatName",
    paths: tuple[Path, ...],
    output: Path,
    flat: bool,
    nested: bool,
    no_text: bool,
    skip_invalid: bool,
) -> None:
    """Export articles as tables. Writes nothing if any article has an error, unless --skip-invalid.

    FORMAT is one of the formats below.
    """
    from newscorpus.api.export import export as run_export
    from newscorpus.text.nouns import counted

    exported = run_export(paths, format, output, flat=flat, nested=nested, text=not no_text, skip_invalid=skip_invalid)
    counts = f"{counted(exported.articles, 'article')} in {counted(len(exported.rows), 'table')}"
    echo(f"Wrote {counts} to {output}.", err=True)
    if exported.unstated and format == "dataset":
        texts = counted(exported.unstated, "text")
        message = (
            f"warning: license and rights of {texts} are unknown: add text_license or text_rights to corpus.yaml, "
        )
        echo(message + "or leave the texts out with --no-text", err=True)
    echo_lacking(exported.lacking)
    exit_if_skipped(exported.report)
