"""What `check` does with its options: report findings, fix them, or write them to a baseline."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newscorpus.checking import baseline as baselines
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.session import CheckSession, discover
from newscorpus.cli import outputs
from newscorpus.cli.check_options import CheckOptions
from newscorpus.cli.progress import Progress
from newscorpus.cli.terminal import colored, echo, show_counts, show_report
from newscorpus.diagnostics.report import Report, Severity
from newscorpus.errors import UsageError
from newscorpus.render.escapes import printable
from newscorpus.render.full import fixed, summary
from newscorpus.rules import BY_CODE
from newscorpus.text.nouns import counted

if TYPE_CHECKING:
    from newscorpus.api.fix import FixResult


def run(options: CheckOptions) -> None:
    """Run `check` in the mode that the options ask for.

    Exits with 1 if there are findings that make it fail. Raises UsageError, and OSError if a file cannot be written.
    """
    options.validate()
    if options.write_baseline is not None:
        _write_baseline(options, options.write_baseline)
    elif options.fixes:
        _fix(options)
    else:
        _report(options)


def _report(options: CheckOptions) -> None:
    results, report = _check(options)
    _conclude(options, results.session, results.reads, report)


def _write_baseline(options: CheckOptions, target: Path) -> None:
    results, report = _check(options)
    results.session.refuse_inputs([target], "check", results.text_files)  # again: the text files are known now
    count = baselines.write(target, report.diagnostics)
    echo(f"Wrote {counted(count, 'finding')} to {target}.")


def _fix(options: CheckOptions) -> None:
    from newscorpus.api.fix import fix_session

    with Progress(sys.stderr) as progress:
        start = _starter(options, progress)
        session = start()
        result = fix_session(start, unsafe=options.unsafe_fixes, write=not options.diff)
    if options.diff:
        _show_diff(result, options.color)
        sys.exit(1 if result.files and not options.exit_zero else 0)
    _conclude(options, session, session.reads, result.report, _account(result))


def _check(options: CheckOptions) -> tuple[CheckResults, Report]:
    """Check once, and print what each rule cost if that was asked for."""
    timings = None
    if options.timings:
        from newscorpus.checking.profile import Timings

        timings = Timings()
    with Progress(sys.stderr) as progress:
        session = _starter(options, progress)()
        if options.write_baseline is not None:
            session.refuse_inputs([options.write_baseline], "check")
        results = check_session(session, timings.examined(session.tasks()) if timings else None)
        report = results.report(fixes=options.write_baseline is None)
    for code, seconds in timings.lines() if timings else ():
        click.echo(f"{seconds:9.3f} s  {code} {BY_CODE[code].name if code in BY_CODE else ''}".rstrip(), err=True)
    return results, report


def _starter(options: CheckOptions, progress: Progress) -> "partial[CheckSession]":
    """Return a function that discovers the files to check; a second call sees those that were fixed meanwhile."""
    contents = None
    if options.uses_stdin:
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        contents = {Path(os.path.abspath(path)): sys.stdin.buffer.read() for path in options.named_paths}
    session = SessionOptions(
        options.named_paths,
        select=options.select,
        ignore=options.ignore,
        today=options.day,
        baseline=options.baseline,
        ignore_baselines=options.write_baseline is not None,
        progress=progress,
        jobs=options.jobs,
        cache=not options.no_cache,
    )
    return partial(discover, session, contents=contents)


def _conclude(
    options: CheckOptions,
    session: CheckSession,
    reads: Callable[[Path], bool],
    report: Report,
    account: Iterable[str] = (),
) -> None:
    """Write a report to all its outputs, and exit with 1 if it fails. `reads` tells which files are inputs."""
    outputs.write_files(report, options.outputs, os.environ, reads)
    here = outputs.to_stdout(options.outputs)
    if options.statistics:
        show_counts(report)
    else:
        show_report(report, here, options.color)
        if any(one.name == "github" for one in here):
            outputs.write_job_summary(report, os.environ)
    title = report.name or ", ".join(sorted(map(str, options.named_paths)))
    to_stderr = not options.statistics and not any(one.format.for_people for one in here)
    for line in (*account, summary(report, title)):
        click.echo(line, err=to_stderr)
    if report.fails(_minimum_severity(options, session)) and not options.exit_zero:
        sys.exit(1)


def _minimum_severity(options: CheckOptions, session: CheckSession) -> Severity:
    """Return the severity from which on findings make the check fail: the lowest that a corpus asks for."""
    if options.fail_on:
        return Severity(options.fail_on)
    checks = [corpus.manifest.checks for corpus in session.corpora]
    configured = [Severity(one.fail_on) for one in checks if one and one.fail_on]
    return max(configured, key=lambda severity: severity.rank, default=Severity.ERROR)


def _account(result: "FixResult") -> Iterator[str]:
    """What was fixed, what was not, and why."""
    yield fixed(result.counts(), len(result.files) - len(result.skipped))
    if result.refused:
        yield f"{counted(result.refused, 'fix')} not made: other errors would have followed."
    for file in result.skipped:
        yield printable(f"Not written, since it has changed meanwhile: {file}")


def _show_diff(result: "FixResult", color: str) -> None:
    from newscorpus.render.diff import render

    in_color = colored(color, sys.stdout)
    for file in result.files:
        for line in render(file.diff(), color=in_color):
            click.echo(line, color=True)
    click.echo(fixed(result.counts(), len(result.files), done=False), err=True)
