"""`export`: articles to tables of other tools."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from newscorpus.cli.options import LOSSES, ON_LOSS, OUTPUTS, SKIP_INVALID, argument, command, option
from newscorpus.cli.output import echo, echo_lacking, exit_if_skipped, refuse_losses, show_losses
from newscorpus.interchange.formats import FORMATS
from newscorpus.interchange.registry import all_formats

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

WRITTEN = {name: format for name, format in FORMATS.items() if format.writer}


def complete_formats(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the formats that are written, also those of plug-ins, which begin like `incomplete`."""
    from click.shell_completion import CompletionItem

    names = [name for name, format in all_formats().items() if format.writer]
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@command(
    "Export articles to formats of other tools.",
    after=[("Formats", [(name, f"{format.doc[0].upper()}{format.doc[1:]}.") for name, format in WRITTEN.items()])],
)
def export(
    format: str = argument("FORMAT", complete=complete_formats),
    paths: tuple[Path, ...] = argument(),
    *,
    output: Path = option(
        f"Folder to write; the file for {', '.join(name for name, format in WRITTEN.items() if format.is_file)}.",
        "-o --output",
        type=OUTPUTS,
        required=True,
    ),
    flat: bool = option("With parquet and dataset: only the flat tables."),
    nested: bool = option("With parquet and dataset: only the nested table, which contains everything."),
    no_text: bool = option("Leave out the article texts."),
    force: bool = option(
        "Replace an earlier export with other contents. Not needed for folders with RIGHTS.md that nobody changed."
    ),
    losses: Path | None = LOSSES,
    on_loss: Literal["report", "refuse"] = ON_LOSS,
    skip_invalid: bool = SKIP_INVALID,
) -> None:
    """Export articles to formats of other tools. Writes nothing if any article has an error, unless --skip-invalid.

    FORMAT is one of the formats below, or that of an installed plug-in.
    """
    from newscorpus.api.export import export as run_export
    from newscorpus.interchange.engine.losses import LossError
    from newscorpus.text.words import counted

    refuse_losses(losses, output)
    try:
        exported = run_export(
            paths,
            format,
            output,
            flat=flat,
            nested=nested,
            text=not no_text,
            on_loss=on_loss,
            skip_invalid=skip_invalid,
            force=force,
        )
    except LossError as e:
        show_losses(e.losses, losses)
        echo("Nothing was written, since --on-loss is refuse.", err=True)
        sys.exit(1)
    show_losses(exported.losses, losses)
    written = counted(exported.articles, "article")
    if exported.rows.keys() == {"articles", "events"}:
        written = f"{counted(exported.rows['events'], 'event')} of {written}"
    elif len(exported.rows) > 1:
        written += f" in {counted(len(exported.rows), 'table')}"
    echo(f"Wrote {written} to {output}.", err=True)
    if exported.unstated and format == "dataset":
        texts = counted(exported.unstated, "text")
        message = (
            f"warning: license and rights of {texts} are unknown: add text_license or text_rights to corpus.yaml, "
        )
        echo(message + "or leave the texts out with --no-text", err=True)
    echo_lacking(exported.lacking)
    exit_if_skipped(exported.report)
