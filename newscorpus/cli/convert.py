"""`convert`: articles of one format to another."""

import sys
from pathlib import Path
from typing import Literal

import click

from newscorpus.cli.options import JOBS, OUTPUTS, SKIP_INVALID, argument, command, option
from newscorpus.cli.output import echo, echo_lacking, exit_if_skipped


@command("Convert between YAML, JSON and JSON Lines.")
def convert(
    paths: tuple[Path, ...] = argument("PATHS...", required=False),
    *,
    to: Literal["json", "jsonl", "yaml"] | None = option("Format to write.  [default: by the ending of -o, or jsonl]"),
    output: Path | None = option("File or folder to write.  [default: standard output]", "-o --output", type=OUTPUTS),
    split_text: bool = option("Write each article text to its own file, beside the YAML file."),
    listing: bool = option("List all formats, also of import and export, and exit.", "--list"),
    force: bool = option("Replace files that exist with other contents."),
    skip_invalid: bool = SKIP_INVALID,
    jobs: int | None = JOBS,
) -> None:
    """Convert articles between YAML, JSON and JSON Lines.

    Writes nothing if any article has an error, unless --skip-invalid.
    """
    if listing:
        _list_formats()
        return
    if not paths:
        raise click.UsageError("missing argument 'PATHS...'", click.get_current_context())
    from newscorpus.api.convert import convert as run_conversion
    from newscorpus.text.words import counted

    if output == Path("-"):  # as in many programs
        output = None
    converted = run_conversion(
        paths,
        to=to,
        output=output or sys.stdout.buffer,
        split_text=split_text,
        jobs=jobs,
        skip_invalid=skip_invalid,
        force=force,
    )
    if output is not None:
        where = converted.written[0] if len(converted.written) == 1 else output
        echo(f"Wrote {counted(converted.articles, 'article')} to {where}.", err=True)
    echo_lacking(converted.lacking)
    exit_if_skipped(converted.report)


def _list_formats() -> None:
    from newscorpus.interchange.registry import all_formats, plugins

    rows = [(name, f"convert: {about}. Lost: {_COMMENTS}.") for name, about in _OWN.items()]
    for name, format in all_formats().items():
        verbs = " and ".join(verb for verb, side in (("import", format.reader), ("export", format.writer)) if side)
        needs = "Imports need" if format.extra_is_for_imports else "Needs"
        extra = f" {needs} the extra `{format.extra}`." if format.extra else ""
        lost = [format.loses] if format.loses else []
        if format.writer:
            where = "with --flat" if format.has_nested else "in exports"
            part = "terms and settings" if "title" in format.holds else "most"
            lost.append(f"{where}, {part} of corpus.yaml")
        losses = f" Lost: {'; '.join(lost)}." if lost else ""
        rows.append((name, f"{verbs}: {format.doc}.{losses}{extra}"))
    formatter = click.HelpFormatter(width=80)
    formatter.write_dl(rows)
    click.echo(formatter.getvalue(), nl=False)
    for plugin in plugins().broken:
        echo(f"warning: {plugin.message}", err=True)


_OWN = {"yaml": "annotations for people", "json": "canonical JSON", "jsonl": "canonical JSON, one article per line"}
_COMMENTS = "comments and layout of YAML files; in a single file, what corpus.yaml says of all articles"
