"""`stats` and `query`: count and select."""

from pathlib import Path

import click

from newscorpus.cli.terminal import PATHS


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--json", "as_json", is_flag=True, help="Print all counts as JSON.")
def stats(paths: tuple[Path, ...], as_json: bool) -> None:
    """Count what a corpus holds: by kind, type, status, actor, year; and how much of the text is evidence."""
    import json

    from newscorpus.api.stats import Statistics
    from newscorpus.checking.session import CheckSession
    from newscorpus.errors import InvalidCorpus
    from newscorpus.render.escapes import printable

    run, counted = CheckSession(paths or (Path(),), essential=True), Statistics()
    for inspection in run.articles():
        if inspection.article is not None:
            counted.add(inspection.article)
    report = run.finish(fixes=False)
    if not report.ok:
        raise InvalidCorpus(run.add_fixes(report))
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
