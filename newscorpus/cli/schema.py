"""`schema`: JSON Schema of annotations, `corpus.yaml` and reports."""

import sys
from pathlib import Path

import click

from newscorpus.cli.options import CORPUS, OUTPUTS, argument, command, option
from newscorpus.cli.output import echo


@command("Print or write JSON Schemas.")
def schema(
    name: str | None = argument(required=False),
    *,
    corpus: Path | None = CORPUS,
    vendor: str | None = option(
        "With draft: for the structured outputs of openai, anthropic or gemini.  [default: plain]", "--for", "VENDOR"
    ),
    folder: Path | None = option("Write the schema NAME, or all schemas, to a folder.", "--write", "DIR", type=OUTPUTS),
    check_only: bool = option("With --write: write nothing; exit with 1 if a file differs.", "--check"),
) -> None:
    """Print the JSON Schema NAME, for editors and other validators. Without NAME, list the schemas."""
    from newscorpus import json_schema as schemas
    from newscorpus.checking.discovery import Finder
    from newscorpus.errors import UsageError

    manifest = Finder().manifest(corpus) if corpus else None
    if check_only and folder is None:
        raise UsageError("--check needs --write")
    if vendor is not None and (name != "draft" or folder is not None):
        raise UsageError("--for needs draft, and prints it: `newscorpus schema draft --for openai`")
    if folder is not None:
        changed = schemas.write(folder, [name] if name else schemas.names_of(manifest), manifest, check=check_only)
        for path in changed:
            echo(f"{path} is not up to date." if check_only else f"Wrote {path}.")
        sys.exit(1 if check_only and changed else 0)
    if name:
        sys.stdout.buffer.write(schemas.text(name, manifest, vendor or "plain").encode("utf-8"))
        return
    for known in schemas.names_of(manifest):
        click.echo(f"{known:12}{schemas.NAMES[known]}")
