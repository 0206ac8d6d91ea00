"""`explain`, `rules`, `schema`, `stats`, `query`, `show`: what answers on the terminal."""

import sys
from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS, colored


@click.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a RULE, by code or name: what it finds, why, how to mend it."""
    from newscorpus.errors import UsageError
    from newscorpus.explaining import explain as lines
    from newscorpus.rules import find

    found, near = find(rule)
    if found is None:
        raise UsageError(f"no rule {rule!r}" + (f"; did you mean {near}?" if near else "; see newscorpus rules"))
    for line in lines(found):
        click.echo(line)


@click.command()
def rules() -> None:
    """List all rules: code, name, severity, what each finds."""
    from newscorpus.explaining import table

    for line in table():
        click.echo(line)


@click.command()
@click.argument("name", required=False)
@click.option("--corpus", type=PATHS, metavar="PATH", help="With the words and attributes of this corpus of yours.")
@click.option("--write", "folder", type=PATHS, metavar="DIR", help="Write NAME, or all, into a folder.")
@click.option(
    "--check", "check_only", is_flag=True, help="With --write: write nothing, and exit with 1 on a difference."
)
def schema(name: str | None, corpus: Path | None, folder: Path | None, check_only: bool) -> None:
    """Print the JSON Schema NAME, for editors and other validators; without NAME, list them."""
    from newscorpus import schema as schemas
    from newscorpus.checking.discovery.finder import Finder
    from newscorpus.errors import UsageError

    manifest = Finder().manifest(corpus) if corpus else None
    known = schemas.OF_CORPUS if manifest else tuple(schemas.NAMES)
    if name is not None and name not in known:
        raise UsageError(f"no schema {name!r}{' of a corpus' if manifest else ''}: there are {', '.join(known)}")
    if check_only and folder is None:
        raise UsageError("--check goes with --write")
    if folder is not None:
        changed = schemas.write(folder, [name] if name else known, manifest, check=check_only)
        for path in changed:
            click.echo(f"{path} is not up to date." if check_only else f"Wrote {path}.")
        sys.exit(1 if check_only and changed else 0)
    if name:
        sys.stdout.buffer.write(schemas.text(name, manifest).encode("utf-8"))
        return
    for one in known:
        click.echo(f"{one:12}{schemas.NAMES[one]}")


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--json", "as_json", is_flag=True, help="Print all counts as JSON.")
def stats(paths: tuple[Path, ...], as_json: bool) -> None:
    """Count what a corpus holds: by kind, type, status, actor, year; and how much of the text is evidence."""
    import json

    from newscorpus.api.stats import Statistics
    from newscorpus.checking.session import Run
    from newscorpus.errors import InvalidCorpus
    from newscorpus.render.escaping import printable

    run, counted = Run(paths or (Path(),), essential=True), Statistics()
    for inspection in run.articles():
        if inspection.article is not None:
            counted.add(inspection.article)
    report = run.finish()
    if not report.ok:
        raise InvalidCorpus(report)
    if as_json:
        click.echo(json.dumps(counted.as_dict(), indent=2, ensure_ascii=False))
    else:
        for line in counted.lines():
            click.echo(printable(line))


@click.command()
@click.argument("path", type=PATHS)
@click.argument("sql")
@click.option(
    "--format", "format", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
def query(path: Path, sql: str, format: str) -> None:
    """Ask a corpus a question in SQL, over its flat tables.

    `show tables` lists them, `describe events` says what columns a table has.
    """
    from newscorpus.api.query import FORMATS
    from newscorpus.api.query import query as ask

    for line in FORMATS[format](ask(path, sql)):
        click.echo(line)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATHS)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option(
    "--width", type=click.IntRange(20, 1000), help="Columns of the text.  [default: the terminal's, at most 100]"
)
def show(paths: tuple[Path, ...], color: str, width: int | None) -> None:
    """Print articles with their annotation: [3 words 3] are evidence of event 3, [b words b] are claim b."""
    import shutil

    from newscorpus.checking.session import Run
    from newscorpus.render import concise
    from newscorpus.view.terminal import show as lines

    columns = width or min(100, shutil.get_terminal_size().columns)
    run = Run(paths)
    for i, inspection in enumerate(run.articles()):
        if inspection.article is not None:
            for line in ["", *lines(inspection.article, color=colored(color, sys.stdout), columns=columns)][not i :]:
                click.echo(line, color=True)
    report = run.finish()
    if not report.ok:
        for block in concise.render(report):
            click.echo(block, err=True)
        sys.exit(1)
