"""`check`, `cache`: what finds, and what is known of it."""

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newscorpus.cli.terminal import PATHS, colored, show_counts, show_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from newscorpus.api.fix import FixResult
    from newscorpus.checking.session import CheckSession
    from newscorpus.cli.outputs import Output
    from newscorpus.diagnostics.report import Report


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
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
@click.option("--baseline", type=PATHS, metavar="FILE", help="Do not report the findings that FILE holds.")
@click.option(
    "--write-baseline", type=PATHS, metavar="FILE", help="Write all findings to FILE; later runs show what is new."
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
@click.option(
    "--stdin-filename",
    type=PATHS,
    metavar="FILE",
    help="With - as the path: standard input is what FILE holds, as an editor has it before it is saved.",
)
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
    stdin_filename: Path | None,
    color: str,
) -> None:
    """Check files and folders of annotated articles (default: the current folder).

    RULES are codes (NC301), beginnings of codes (NC3) or names (quote-not-in-text), with commas between.
    """
    from newscorpus.checking import baseline as baselines
    from newscorpus.checking.options import SessionOptions
    from newscorpus.checking.results import check_session
    from newscorpus.checking.session import discover
    from newscorpus.cli import outputs
    from newscorpus.cli.progress import Progress
    from newscorpus.errors import UsageError
    from newscorpus.render.full import plural
    from newscorpus.rules import BY_CODE

    several = outputs.outputs(output_formats, os.environ)
    if statistics and output_formats and outputs.to_stdout(several):
        raise UsageError(
            "--statistics takes the place of a report on standard output; name a file for that: FORMAT=FILE"
        )
    given, contents = paths or (Path(),), None
    if Path("-") in paths or stdin_filename is not None:
        given, contents = _standard_input(paths, stdin_filename)
        if fix or unsafe_fixes or diff or write_baseline is not None:
            raise UsageError("of standard input, findings are told, and nothing else is made")
    instead = "it takes no --output-format and no --statistics"
    if diff and (output_formats or statistics):
        raise UsageError(f"--diff shows what would change instead of what is found: {instead}")
    if write_baseline is not None and (output_formats or statistics):
        raise UsageError(f"--write-baseline writes what is found instead of showing it: {instead}")
    if write_baseline is not None and (fix or unsafe_fixes or diff):
        raise UsageError("--write-baseline takes up what is there: fix first, then write it")
    if timings and (fix or unsafe_fixes or diff):
        raise UsageError("--timings is for a plain check of the whole")
    with Progress(sys.stderr) as progress:
        options = SessionOptions(
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
        session, done, clock = discover(options, contents), None, None
        text_files: Iterable[str] = ()
        if write_baseline is not None:
            session.refuse_inputs([write_baseline], "check")
        if timings:
            from newscorpus.checking.profile import Timings

            clock = Timings()
        if fix or unsafe_fixes or diff:
            from newscorpus.api.fix import fixed

            done = fixed(partial(discover, options), unsafe=unsafe_fixes, write=not diff)
            report = done.report
        else:
            results = check_session(session, clock.examined(session.tasks()) if clock else None)
            report, text_files = results.report(), results.text_files
    for code, seconds in clock.lines() if clock else ():
        click.echo(f"{seconds:9.3f} s  {code} {BY_CODE[code].name if code in BY_CODE else ''}".rstrip(), err=True)
    if done and diff:
        _show_diff(done, color)
        sys.exit(1 if done.files and not exit_zero else 0)
    if write_baseline is not None:
        session.refuse_inputs([write_baseline], "check", text_files)
        count = baselines.write(write_baseline, report.diagnostics)
        click.echo(f"Wrote {plural(count, 'finding')} to {write_baseline}.")
        return
    title = ", ".join(sorted(str(p) for p in given))
    account = _account(done) if done else ()
    reads = partial(session.reads, text_files=text_files)
    _conclude(reads, session, report, several, title, statistics, color, fail_on, exit_zero, account)


def _standard_input(paths: tuple[Path, ...], name: Path | None) -> tuple[tuple[Path, ...], dict[Path, bytes]]:
    """The file that standard input stands for, in place of the paths, and what it holds."""
    from newscorpus.errors import UsageError

    if name is None or name.is_dir() or paths != (Path("-"),):
        raise UsageError("- is standard input: it is the only path then, and --stdin-filename says which file it is")
    return (name,), {Path(os.path.abspath(name)): sys.stdin.buffer.read()}


def _day(given: str | None) -> "date | None":
    from datetime import date

    from newscorpus.errors import UsageError

    if not given:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(given)
        if day.isoformat() == given:  # it reads other ways of writing, too
            return day
    raise UsageError(f"--today {given}: expected a day, YYYY-MM-DD")


def _words(given: tuple[str, ...]) -> list[str]:
    return [word for value in given for word in value.replace(",", " ").split()]


def _account(done: "FixResult") -> "Iterator[str]":
    """What was fixed, and what was not, and why."""
    from newscorpus.render.escapes import printable
    from newscorpus.render.full import fixed, plural

    yield fixed(done.counts(), len(done.files) - len(done.skipped))
    if done.refused:
        yield f"{plural(done.refused, 'fix').replace('fixs', 'fixes')} not made: other errors would have followed."
    for file in done.skipped:
        yield printable(f"Not written, since it has changed meanwhile: {file}")


def _show_diff(done: "FixResult", color: str) -> None:
    from newscorpus.render.diff import render
    from newscorpus.render.full import fixed

    in_color = colored(color, sys.stdout)
    for one in done.files:
        for line in render(one.diff(), color=in_color):
            click.echo(line, color=True)
    click.echo(fixed(done.counts(), len(done.files), done=False), err=True)


def _conclude(
    reads: "Callable[[Path], bool]",
    session: "CheckSession",
    report: "Report",
    several: "tuple[Output, ...]",
    title: str,
    statistics: bool,
    color: str,
    fail_on: str | None,
    exit_zero: bool,
    account: "Iterable[str]" = (),
) -> None:
    """Shows a report in all its outputs, and exits with 1 if it fails."""
    from newscorpus.cli import outputs
    from newscorpus.diagnostics.report import Severity
    from newscorpus.render.full import summary

    outputs.write_files(report, several, os.environ, reads)
    here = outputs.to_stdout(several)
    if statistics:
        show_counts(report)
    else:
        show_report(report, here, color)
        if any(one.name == "github" for one in here):
            outputs.tell_github(report, os.environ)
    aside = not statistics and not any(one.format.for_people for one in here)
    for line in (*account, summary(report, report.name or title)):
        click.echo(line, err=aside)
    checks = [c.manifest.checks for c in session.corpora]
    configured = [c.fail_on for c in checks if c and c.fail_on]
    least = fail_on or max(configured, key=lambda s: Severity(s).rank, default="error")
    if report.fails(Severity(least)) and not exit_zero:
        sys.exit(1)
