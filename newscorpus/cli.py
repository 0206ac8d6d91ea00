"""The command line: parses words, calls one function of the library, renders, exits.

Exit codes: 0 clean; 1 findings; 2 wrong use; 3 a fault of newscorpus itself. What the commands need is imported in
them, so that `--help` and `--version` start at once.
"""

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newscorpus import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from newscorpus.checking.run import Run
    from newscorpus.checking.sharding import Head, Shard
    from newscorpus.diagnostics import Report
    from newscorpus.fixing import Fixed
    from newscorpus.outputs import Output
    from newscorpus.progress import Progress

_PATHS = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="newscorpus %(version)s")
def cli() -> None:
    """Annotated news: check it, convert it, write it."""


@cli.command()
@click.argument("paths", nargs=-1, type=_PATHS)
@click.option(
    "--select", "select", multiple=True, metavar="RULES", help="Apply these rules instead of all errors and warnings."
)
@click.option("--ignore", "ignore", multiple=True, metavar="RULES", help="Do not apply these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint"]),
    help="The least severity that makes the check fail.  [default: error, or as corpus.yaml says]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--output-format",
    "output_formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="How findings are shown: full, concise, json, github, sarif, gitlab, junit, rdjson. Several times, with a FILE"
    " for each but one, for several reports of one run.  [default: full; under GitHub Actions full and github]",
)
@click.option("--baseline", type=_PATHS, metavar="FILE", help="Do not report the findings that FILE holds.")
@click.option(
    "--write-baseline", type=_PATHS, metavar="FILE", help="Write all findings to FILE; later runs show what is new."
)
@click.option("--fix", is_flag=True, help="Make the safe fixes, which keep what is meant; then report what remains.")
@click.option("--unsafe-fixes", is_flag=True, help="Make all fixes, also those that guess what is meant.")
@click.option("--diff", is_flag=True, help="Show what --fix (or --unsafe-fixes) would change, and write nothing.")
@click.option("--today", metavar="DATE", help="Judge dates of publication as on this day, YYYY-MM-DD.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Check with so many processes.  [default: as many as pay, at most one a processor]",
)
@click.option("--no-cache", is_flag=True, help="Read every file in full, also those that have not changed.")
@click.option("--timings", is_flag=True, help="Say what each rule costs, on standard error; in one process, all anew.")
@click.option("--shard", metavar="I/N", help="Check only the I-th of N parts, and write what `relate` needs of it.")
@click.option(
    "--shards",
    type=click.IntRange(min=1),
    metavar="N",
    help="Check in N parts, whose results stay; of a check that was broken off, only the parts that are missing.",
)
@click.option("--facts", type=_PATHS, metavar="PATH", help="The file that --shard writes, the folder of --shards.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def check(
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
    output_formats: tuple[str, ...],
    baseline: Path | None,
    write_baseline: Path | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    today: str | None,
    statistics: bool,
    jobs: int | None,
    no_cache: bool,
    timings: bool,
    shard: str | None,
    shards: int | None,
    facts: Path | None,
    color: str,
) -> None:
    """Check files and folders of annotated articles (default: the current folder).

    RULES are codes (NC301), beginnings of codes (NC3) or names (quote-not-in-text), with commas between.
    """
    from newscorpus import outputs
    from newscorpus.checking import baseline as baselines
    from newscorpus.checking.run import Run
    from newscorpus.errors import UsageError
    from newscorpus.progress import Progress
    from newscorpus.render.full import plural
    from newscorpus.rules import BY_CODE

    several = outputs.outputs(output_formats, os.environ)
    if statistics and output_formats and outputs.to_stdout(several):
        raise UsageError(
            "--statistics takes the place of a report on standard output; name a file for that: FORMAT=FILE"
        )
    given = paths or (Path(),)
    if diff and output_formats:
        raise UsageError("--diff shows what would change instead of what is found: it takes no --output-format")
    if write_baseline is not None and (fix or unsafe_fixes or diff):
        raise UsageError("--write-baseline takes up what is there: fix first, then write it")
    if (facts is None) != (shard is None and shards is None) or (shard is not None and shards is not None):
        raise UsageError("--facts goes with --shard, as the file for what is found, or with --shards, as the folder")
    if timings and (facts or fix or unsafe_fixes or diff):
        raise UsageError("--timings is for a plain check of the whole")
    if facts and (fix or unsafe_fixes or diff):
        raise UsageError("--fix, --unsafe-fixes and --diff are for a plain check of the whole")
    if shard and (baseline or write_baseline):
        raise UsageError("--shard checks a part: baselines are for the whole")
    with Progress(sys.stderr) as progress:
        start = partial(
            Run,
            given,
            select=_words(select),
            ignore=_words(ignore),
            today=_day(today),
            baseline=baseline,
            ignore_baselines=write_baseline is not None,
            progress=progress,
            jobs=jobs,
            cache=not no_cache,
        )
        run, done, clock = start(), None, None
        if timings:
            from newscorpus.checking.timing import Timings

            clock = Timings()
        if fix or unsafe_fixes or diff:
            from newscorpus.fixing import fixed

            done = fixed(start, unsafe=unsafe_fixes, write=not diff)
        notes: list[str] = []
        whole = True
        if facts:
            from newscorpus.checking.sharding import Head

            head = partial(Head.of, run, paths=given, select=_words(select), ignore=_words(ignore), today=_day(today))
            report, notes, whole = _in_parts(run, head, shard or shards or "", facts, jobs, no_cache, progress)
        else:
            report = done.report if done else run.finish(clock.examined(run.tasks()) if clock else None)
    for note in notes:
        click.echo(note, err=True)
    for code, seconds in clock.lines() if clock else ():
        click.echo(f"{seconds:9.3f} s  {code} {BY_CODE[code].name if code in BY_CODE else ''}".rstrip(), err=True)
    if done and diff:
        _show_diff(done, color)
        sys.exit(1 if done.files and not exit_zero else 0)
    if write_baseline is not None and whole:
        count = baselines.write(write_baseline, report.diagnostics)
        click.echo(f"Wrote {plural(count, 'finding')} to {write_baseline}.")
        return
    title = ", ".join(sorted(str(p) for p in given))
    account = _account(done) if done else ()
    _conclude(run, report, several, title, statistics, color, fail_on, exit_zero, account, whole=whole)


def _in_parts(
    run: "Run",
    head: "Callable[[Shard], Head]",
    which: str | int,
    facts: Path,
    jobs: int | None,
    anew: bool,
    progress: "Progress",
) -> "tuple[Report, list[str], bool]":
    """The report of one shard (`3/100`) or of so many; what else is to be said; whether all articles were examined."""
    from newscorpus.checking import runner, sharding
    from newscorpus.render.escaping import printable
    from newscorpus.render.full import plural

    if isinstance(which, str):
        return sharding.examine(run, head(sharding.Shard.parse(which)), facts, jobs), [], True
    result = runner.check(run, which, facts, head, jobs=jobs, anew=anew, tell=progress.shards)
    before = [f"{result.before} of {plural(which, 'shard')} done before."] if result.before else []
    killed = [f"newscorpus: {printable(str(one))}" for one in result.killed]
    return result.report, [*before, *killed], not result.killed


def _conclude(
    run: "Run",
    report: "Report",
    several: "tuple[Output, ...]",
    title: str,
    statistics: bool,
    color: str,
    fail_on: str | None,
    exit_zero: bool,
    account: "Iterable[str]" = (),
    *,
    whole: bool = True,
) -> None:
    """Shows a report in all its outputs, and exits with 1 if it fails, with 3 if it is not of all articles."""
    from newscorpus import outputs
    from newscorpus.diagnostics import Severity
    from newscorpus.render.full import summary

    outputs.write_files(report, several, os.environ, (file.path for file in run.files))
    here = outputs.to_stdout(several)
    if statistics:
        _count(report)
    else:
        _show(report, here, color)
        if any(one.name == "github" for one in here):
            outputs.tell_github(report, os.environ)
    aside = not statistics and not any(one.format.for_people for one in here)
    for line in (*account, summary(report, report.name or title)):
        click.echo(line, err=aside)
    checks = [c.home.manifest.checks for c in run.corpora]
    configured = [c.fail_on for c in checks if c and c.fail_on]
    least = fail_on or max(configured, key=lambda s: Severity(s).rank, default="error")
    if not whole:
        sys.exit(3)
    if report.fails(Severity(least)) and not exit_zero:
        sys.exit(1)


@cli.group()
def cache() -> None:
    """What is known of files that `check` has read before."""


@cache.command("dir")
def cache_dir() -> None:
    """Say where it is kept. NEWSCORPUS_CACHE_DIR names another folder."""
    from newscorpus.checking.cache import folder

    click.echo(folder())


@cache.command("clear")
def cache_clear() -> None:
    """Forget it all."""
    from newscorpus.checking.cache import clear, folder
    from newscorpus.render.full import plural

    click.echo(f"Removed {plural(clear(), 'file')} from {folder()}.")


@cli.command()
@click.argument("facts", nargs=-1, required=True, type=_PATHS)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint"]),
    help="The least severity that makes it fail.  [default: error, or as corpus.yaml says]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--output-format", "output_formats", multiple=True, metavar="FORMAT[=FILE]", help="As of `check`.")
@click.option("--baseline", type=_PATHS, metavar="FILE", help="Do not report the findings that FILE holds.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def relate(
    facts: tuple[Path, ...],
    fail_on: str | None,
    exit_zero: bool,
    output_formats: tuple[str, ...],
    baseline: Path | None,
    statistics: bool,
    color: str,
) -> None:
    """Report on a corpus that was checked in parts, from the FACTS of all of them.

    Each part is checked by `newscorpus check --shard 3/100 --facts facts/3.jsonl PATHS`, on any machine. The report is
    the same as that of one `newscorpus check PATHS`.
    """
    from newscorpus import outputs
    from newscorpus.checking.run import Run
    from newscorpus.checking.sharding import Shards

    several = outputs.outputs(output_formats, os.environ)
    shards = Shards.of(facts)
    run, report = shards.related(partial(Run, baseline=baseline))
    _conclude(run, report, several, ", ".join(sorted(shards.head.paths)), statistics, color, fail_on, exit_zero)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=_PATHS)
@click.option(
    "--to", type=click.Choice(["json", "jsonl", "yaml"]), help="Format to write.  [default: ending of -o, else jsonl]"
)
@click.option("-o", "--output", type=_PATHS, help="File or folder to write.  [default: standard output]")
@click.option("--split-text", is_flag=True, help="Write each text to a file of its own, beside its YAML.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Convert with so many processes.  [default: as many as pay, at most one a processor]",
)
def convert(paths: tuple[Path, ...], to: str | None, output: Path | None, split_text: bool, jobs: int | None) -> None:
    """Convert articles between YAML, JSON and JSON Lines. If any has an error, nothing is written."""
    from newscorpus.converting import convert as run
    from newscorpus.render.full import plural

    converted = run(paths, to=to, output=output or sys.stdout.buffer, split_text=split_text, jobs=jobs)
    if output is not None:
        where = converted.written[0] if len(converted.written) == 1 else output
        click.echo(f"Wrote {plural(converted.report.totals.articles, 'article')} to {where}.", err=True)


@cli.command()
@click.argument("format", type=click.Choice(["parquet", "csv", "sqlite", "dataset"]))
@click.argument("paths", nargs=-1, required=True, type=_PATHS)
@click.option("-o", "--output", type=_PATHS, required=True, help="Folder to write; for sqlite, file.")
@click.option("--flat", is_flag=True, help="Only the flat tables.")
@click.option("--nested", is_flag=True, help="Only the nested table, which is without loss.")
def export(format: str, paths: tuple[Path, ...], output: Path, flat: bool, nested: bool) -> None:
    """Export articles as tables. If any has an error, nothing is written.

    FORMAT is parquet; csv, a Frictionless data package; sqlite, with full-text search; or dataset, Parquet with a
    dataset card and Croissant metadata.
    """
    from newscorpus.exporting import export as run
    from newscorpus.render.full import plural

    made = run(paths, format, output, flat=flat, nested=nested)
    counts = f"{plural(made.report.totals.articles, 'article')} in {plural(len(made.rows), 'table')}"
    click.echo(f"Wrote {counts} to {output}.", err=True)


@cli.command()
@click.argument("path", type=_PATHS)
@click.argument("sql")
@click.option(
    "--format", "format", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
def query(path: Path, sql: str, format: str) -> None:
    """Ask a corpus a question in SQL, over its flat tables.

    `show tables` lists them, `describe events` says what columns a table has.
    """
    from newscorpus.querying import FORMATS
    from newscorpus.querying import query as ask

    for line in FORMATS[format](ask(path, sql)):
        click.echo(line)


@cli.command()
@click.argument("texts", nargs=-1, required=True, type=_PATHS)
@click.option(
    "--language", metavar="TAG", help="Language of the text, a BCP 47 tag.  [default: the corpus's, else und]"
)
@click.option("--published", metavar="DATE", help="Date of publication, YYYY-MM-DD.")
def new(texts: tuple[Path, ...], language: str | None, published: str | None) -> None:
    """Begin the annotation of a text: writes NAME.yaml beside NAME.txt.

    The first time, it also writes article.schema.json, by which an editor completes and checks what you type.
    """
    from newscorpus.scaffolding import scaffold

    for text in texts:
        for path in scaffold(text, language=language, published=published):
            click.echo(f"Wrote {path}.")


@cli.command()
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


@cli.command()
def rules() -> None:
    """List all rules: code, name, severity, what each finds."""
    from newscorpus.explaining import table

    for line in table():
        click.echo(line)


@cli.command()
@click.argument("name", required=False)
@click.option("--corpus", type=_PATHS, metavar="PATH", help="With the words and attributes of this corpus of yours.")
@click.option("--write", "folder", type=_PATHS, metavar="DIR", help="Write all schemas into a folder.")
@click.option(
    "--check", "check_only", is_flag=True, help="With --write: write nothing, and exit with 1 on a difference."
)
def schema(name: str | None, corpus: Path | None, folder: Path | None, check_only: bool) -> None:
    """Print the JSON Schema NAME, for editors and other validators; without NAME, list them."""
    from newscorpus import schema as schemas
    from newscorpus.checking.sources import Finder
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


@cli.command()
@click.argument("paths", nargs=-1, type=_PATHS)
@click.option("--json", "as_json", is_flag=True, help="Print all counts as JSON.")
def stats(paths: tuple[Path, ...], as_json: bool) -> None:
    """Count what a corpus holds: by kind, type, status, actor, year; and how much of the text is evidence."""
    import json

    from newscorpus.checking.run import Run
    from newscorpus.errors import InvalidCorpus
    from newscorpus.render.escaping import printable
    from newscorpus.statistics import Statistics

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


def _account(done: "Fixed") -> "Iterator[str]":
    """What was fixed, and what was not, and why."""
    from newscorpus.render.escaping import printable
    from newscorpus.render.full import fixed, plural

    yield fixed(done.counts(), len(done.files) - len(done.skipped))
    if done.refused:
        yield f"{plural(done.refused, 'fix').replace('fixs', 'fixes')} not made: other errors would have followed."
    for file in done.skipped:
        yield printable(f"Not written, since it has changed meanwhile: {file}")


def _show_diff(done: "Fixed", color: str) -> None:
    from newscorpus.render.diff import render
    from newscorpus.render.full import fixed

    colored = _colored(color, sys.stdout)
    for one in done.files:
        for line in render(one.diff(), color=colored):
            click.echo(line, color=True)
    click.echo(fixed(done.counts(), len(done.files), done=False), err=True)


@cli.command()
@click.argument("paths", nargs=-1, type=_PATHS)
@click.option("-o", "--output", type=_PATHS, help="Page (.html) or folder to write.")
@click.option("--open", "open_page", is_flag=True, help="Open it in a browser; without -o, from a temporary folder.")
def view(paths: tuple[Path, ...], output: Path | None, open_page: bool) -> None:
    """Write articles as pages for people: the text with all that is annotated in it; timeline, network, tables.

    One page if the output ends in .html, else a folder of pages. They open from disk, without network. What has
    errors is shown as far as it can be read, with the findings of check at their words.
    """
    import tempfile
    import webbrowser

    from newscorpus.errors import UsageError
    from newscorpus.render.escaping import printable
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


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=_PATHS)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option(
    "--width", type=click.IntRange(20, 1000), help="Columns of the text.  [default: the terminal's, at most 100]"
)
def show(paths: tuple[Path, ...], color: str, width: int | None) -> None:
    """Print articles with their annotation: [3 words 3] are evidence of event 3, [b words b] are claim b."""
    import shutil

    from newscorpus.checking.run import Run
    from newscorpus.render import concise
    from newscorpus.view.terminal import show as lines

    columns = width or min(100, shutil.get_terminal_size().columns)
    run = Run(paths)
    for i, inspection in enumerate(run.articles()):
        if inspection.article is not None:
            for line in ["", *lines(inspection.article, color=_colored(color, sys.stdout), columns=columns)][not i :]:
                click.echo(line, color=True)
    report = run.finish()
    if not report.ok:
        for block in concise.render(report):
            click.echo(block, err=True)
        sys.exit(1)


def _day(given: str | None) -> "date | None":
    from datetime import date

    from newscorpus.errors import UsageError

    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise UsageError(f"--today {given}: expected a day, YYYY-MM-DD") from None


def _words(given: tuple[str, ...]) -> list[str]:
    return [word for value in given for word in value.replace(",", " ").split()]


def _count(report: "Report") -> None:
    from newscorpus.rules import BY_CODE

    for code, count in sorted(report.codes.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6}  {code} {BY_CODE[code].name}")


def _show(report: "Report", here: "Iterable[Output]", color: str) -> None:
    from newscorpus.outputs import root

    for one in here:
        if one.format.is_document:
            # Bytes, since a program reads UTF-8 whatever the terminal's encoding is.
            sys.stdout.buffer.write(one.format.text(report, root(os.environ)).encode())
        else:
            for piece in one.format.pieces(report, root(os.environ), color=_colored(color, sys.stdout)):
                click.echo(piece, color=True)


def _colored(color: str, stream: Any) -> bool:
    return color == "always" or (color == "auto" and _wants_color(stream))


def _wants_color(stream: Any) -> bool:
    """https://no-color.org and https://force-color.org: set and not empty."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits."""
    streams = sys.stdout, sys.stderr
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            # A name of a file may hold what the terminal's encoding lacks; the report must not fail on it.
            stream.reconfigure(errors="backslashreplace")
    code = _run(arguments)
    for stream in streams:
        _let_go(stream)
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    """Runs a command; returns the exit code. Whatever goes wrong is one clear line on standard error."""
    from newscorpus import limits
    from newscorpus.errors import InvalidCorpus, UsageError

    out, err = sys.stdout, sys.stderr
    try:
        limits.require()
        if out is None:
            raise UsageError("standard output is closed")
        try:
            code = cli.main(arguments, prog_name="newscorpus", standalone_mode=False)
        except SystemExit as e:
            if sys.stdout is not out:  # so click deals with a closed pipe, and exits with 1, as for findings
                sys.stdout, sys.stderr = out, err
                raise BrokenPipeError from None
            code = e.code
        sys.stdout.flush()
    except click.ClickException as e:
        with suppress(OSError):
            e.show()
        return 2
    except InvalidCorpus as e:
        _show_invalid(e.report)
        return 1
    except UsageError as e:
        return _complain(str(e), 2)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        return _complain("standard output was closed before all was written", 2)
    except OSError as e:
        return _complain(f"{e.filename or 'standard output'}: {e.strerror or e}", 2)
    except Exception as e:
        if os.environ.get("NEWSCORPUS_DEBUG"):
            raise
        _complain(f"a fault of newscorpus {__version__}, not of your files: {type(e).__name__}: {e}", 3)
        return _complain("please report it with the output of the same command under NEWSCORPUS_DEBUG=1", 3)
    return code if isinstance(code, int) else 0


def _show_invalid(report: "Report") -> None:
    from newscorpus.render.full import render, summary

    with suppress(OSError):
        for block in render(report, color=_wants_color(sys.stderr)):
            click.echo(block, err=True, color=True)
        click.echo(f"{summary(report, '')}\nNothing was written.", err=True)


def _complain(what: str, code: int) -> int:
    from newscorpus.render.escaping import printable

    with suppress(OSError):  # who cannot be told sees the exit code
        click.echo(f"newscorpus: {printable(what)}", err=True)
    return code


def _let_go(stream: Any) -> None:
    """Leaves nothing in the stream that Python would fail to write as it ends: it would complain and exit with 120."""
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
