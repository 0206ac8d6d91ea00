"""What `check` does with its options: report findings, fix them, write them to a baseline, or show its settings."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from newscorpus import _process
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.session import CheckSession, Membership, discover, memberships, skipped
from newscorpus.checking.unchanged import Recorder
from newscorpus.cli.check_options import CheckOptions
from newscorpus.cli.output import colored, columns, echo
from newscorpus.cli.report_files import Output, named_in, root, to_stdout, write_files, write_job_summary
from newscorpus.diagnostics.report import Report, Severity, in_order
from newscorpus.errors import UsageError
from newscorpus.fs.folders import make_folders, merges_lines, relative
from newscorpus.models import MANIFEST
from newscorpus.models.manifest import Checks
from newscorpus.render.escapes import printable
from newscorpus.render.full import fixed, summary
from newscorpus.rules import BY_CODE
from newscorpus.rules.guard import FAILED
from newscorpus.text.words import counted

if TYPE_CHECKING:
    from newscorpus.api.fix import FixResult


def run(options: CheckOptions) -> None:
    """Run `check` in the mode that the options ask for.

    Exits with 1 if there are findings that make it fail. Raises UsageError, and OSError if a file cannot be written.
    """
    options.validate()
    if options.quiet:
        _process.progress = None
    if options.shows_session:
        _show_session(options)
    elif options.text_file is not None:
        _check_draft(options, options.text_file)
    elif options.baseline_to_write is not None:
        _write_baseline(options, options.baseline_to_write)
    elif options.fixes:
        _fix(options)
    else:
        _report(options)


def _show_session(options: CheckOptions) -> None:

    session = _starter(options)()
    for line in settings(session, options.fail_on) if options.show_settings else ():
        echo(line)
    for line in files(session) if options.show_files else ():
        echo(line)


def _report(options: CheckOptions) -> None:
    words = click.get_current_context().find_root().obj
    with Recorder(words if _is_repeatable(options) else None) as recorder:
        results, report = _check(options, recorder.watch)
        recorder.results = results if FAILED not in report.codes else None
        account = ["Nothing was written: --unsafe-fixes needs --fix."] if options.unsafe_fixes else ()
        _conclude(options, results.session.fails, results.reads, report, account)


def _is_repeatable(options: CheckOptions) -> bool:
    """Whether a check reads files that it finds by itself, and only prints."""
    more = (options.plugins, options.changed_since, options.changed_files, options.verbose, options.timings)
    return not (
        options.no_cache
        or options.uses_stdin
        or any(more)
        or any(output.file is not None or output.name == "github" for output in options.outputs)
    )


def _check_draft(options: CheckOptions, text_file: Path) -> None:
    from newscorpus.api.load import read_utf8
    from newscorpus.checking.discovery import Finder
    from newscorpus.drafts.result import check_draft
    from newscorpus.models import Corpus

    (path,) = options.paths
    above = Finder().above(path.parent)
    if above is not None:
        above.require_valid()
    draft = check_draft(
        read_utf8(path),
        read_utf8(text_file),
        Corpus(manifest=above.manifest, articles={}) if above else None,
        attrs.evolve(options.session, paths=()),
        {"id": text_file.stem, "language": None, "published": None},
        file=path.as_posix(),
        text_file=text_file.as_posix(),
    )
    inputs = {os.path.abspath(path), os.path.abspath(text_file)}
    least = above.fail_on if above else Severity.ERROR
    _conclude(
        options,
        lambda report: report.fails(least),
        lambda file: os.path.abspath(file) in inputs,
        draft.report,
        [f"Repaired {printable(str(repair))}" for repair in draft.repaired],
    )


def _write_baseline(options: CheckOptions, target: Path) -> None:
    results, report = _check(options)
    results.session.refuse_inputs([target], "check", results.text_files)  # again: the text files are known now
    new = not os.path.lexists(target) and options.update_baseline is None
    from newscorpus.checking.baseline import Baseline

    known = Baseline(target) if new else Baseline.read(target)
    broken = any(corpus.broken for corpus in results.session.corpora)  # the findings of its articles are not known
    errors = (diagnostic for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR)
    never = in_order(error for error in errors if broken or not error.fingerprint)
    if never:
        _show_report(attrs.evolve(report, diagnostics=never), to_stdout(options.outputs), options.color)
        echo(
            f"{target} was not written: a baseline cannot contain {counted(len(never), 'error')} above; fix them first."
        )
        sys.exit(1)
    grow = options.update_baseline is None
    update = known.update(report.diagnostics, results.scope, grow=grow)
    make_folders(target.parent)
    update.write(target)
    if not options.quiet:
        echo(f"{target}: {update.removed} removed, {update.added} added, {update.total} in total.")
    if new and not options.quiet and not merges_lines(target):
        name = "" if target.suffix == ".baseline" else f", and add `{target.name} merge=newscorpus` to .gitattributes"
        echo(f"Let git merge it without conflicts: type `newscorpus merge-driver install`{name}.")


def _fix(options: CheckOptions) -> None:
    from newscorpus.api.fix import fix_session

    start = _starter(options)
    session = start()
    _announce(options, session)
    result = fix_session(start, unsafe=options.unsafe_fixes, write=not options.diff)
    if options.diff:
        _show_diff(result, options)
        sys.exit(1 if result.files and not options.exit_zero else 0)
    _conclude(options, session.fails, session.reads, result.report, _account(result, options))


def _check(
    options: CheckOptions, watch: Callable[[CheckSession], None] = lambda _: None
) -> tuple[CheckResults, Report]:
    """Check once, and print what each rule cost if that was asked for. `watch` is called before articles are read."""
    timings = None
    if options.timings:
        from newscorpus.checking.results import Timings

        timings = Timings()
    session = _starter(options)()
    watch(session)
    _announce(options, session)
    if options.baseline_to_write is not None:
        session.refuse_inputs([options.baseline_to_write], "check")
    if options.changed_since is not None:
        return _check_since(options, session, options.changed_since)
    fixes = options.baseline_to_write is None
    results = check_session(session, timings.examined(session.tasks()) if timings else None, fixes=fixes)
    report = results.report(fixes=fixes)
    for code, seconds in timings.lines() if timings else ():
        click.echo(f"{seconds:9.3f} s  {code} {BY_CODE[code].name if code in BY_CODE else ''}".rstrip(), err=True)
    return results, report


def _check_since(options: CheckOptions, session: CheckSession, revision: str) -> tuple[CheckResults, Report]:
    from newscorpus.checking.since import check_since

    results, report, reason = check_since(session, revision)
    if reason is not None and not options.quiet:
        echo(f"All articles were checked, since {reason}.", err=True)
    return results, report


def _announce(options: CheckOptions, session: CheckSession) -> None:
    """Print settings and skipped files if that was asked for, and a warning about hints that are not selected."""
    if options.verbose:
        from newscorpus.checking.store import why_unusable

        for line in overview(session, options.fail_on):
            echo(line, err=True)
        if session.options.cache and (why := why_unusable()):
            echo(f"nothing is cached: {why}", err=True)
    strict = [corpus.selection for corpus in session.corpora if (options.fail_on or corpus.fail_on) == Severity.HINT]
    if strict and not any(selection.has_hints for selection in strict):
        echo("warning: fail-on hint is as fail-on warning: no hint is selected; add --extend-select ALL", err=True)


def _starter(options: CheckOptions) -> "partial[CheckSession]":
    """Return a function that discovers the files to check; a second call sees those that were fixed meanwhile."""
    contents = None
    if options.uses_stdin:
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        contents = {Path(path): sys.stdin.buffer.read() for path in options.named_paths}
    session = attrs.evolve(
        options.session,
        plugins=options.plugins,
        baseline=options.baseline,
        ignore_baselines=options.no_baseline or options.baseline_to_write is not None,
        writes_baseline=options.baseline_to_write is not None,
        jobs=options.jobs,
        cache=not options.no_cache,
    )
    return partial(discover, session, contents=contents)


def _conclude(
    options: CheckOptions,
    fails: Callable[[Report], bool],
    reads: Callable[[Path], bool],
    report: Report,
    account: Iterable[str] = (),
) -> None:
    """Write a report to all its outputs, and exit with 1 if it `fails`. `reads` tells which files are inputs."""
    first = named_in(options.changed_files, os.environ) if options.changed_files else frozenset[str]()
    write_files(report, options.outputs, os.environ, reads)
    here = to_stdout(options.outputs)
    if options.statistics:
        _show_counts(report)
    else:
        _show_report(report, here, options.color, first)
        if any(output.name == "github" for output in here):
            write_job_summary(report, os.environ, first)
    to_stderr = not options.statistics and not any(output.format.for_people for output in here)
    for line in () if options.quiet else (*account, summary(report)):
        click.echo(line, err=to_stderr)
    failed = report.fails(Severity(options.fail_on)) if options.fail_on else fails(report)
    if failed and not options.exit_zero:
        sys.exit(1)


def _account(result: "FixResult", options: CheckOptions) -> Iterator[str]:
    """What was fixed, what was not, and why."""
    yield from fixed(result.fixed, each=options.show_fixes)
    if result.refused:
        codes = ", ".join(result.caused)
        they = "it" if result.refused == 1 else "they"
        yield f"{counted(result.refused, 'fix')} not made: {they} would cause other errors: {codes}."
    for file in result.skipped:
        yield printable(f"Not written, because it changed in the meantime: {file}")


def _show_diff(result: "FixResult", options: CheckOptions) -> None:
    from newscorpus.render.terminal import diff_lines

    in_color = colored(options.color, sys.stdout)
    for file in result.files:
        for line in diff_lines(file.diff(), color=in_color):
            click.echo(line, color=True)
    for line in () if options.quiet else fixed(result.fixed, done=False, each=options.show_fixes):
        click.echo(line, err=True)


def settings(session: CheckSession, fail_on: str | None) -> Iterator[str]:
    """Yield the settings of each corpus: its files, and the rules that apply to them; `fail_on` is of the options."""
    import textwrap

    for corpus in session.corpora:
        yield corpus.shown or f"{relative(corpus.root)}: no {MANIFEST}, default settings"
        for name, value in _rows(session, corpus, fail_on):
            yield from textwrap.wrap(
                value or "none",
                max(columns() - 1, 40),
                initial_indent=f"  {name}: ".ljust(_INDENT),
                subsequent_indent=" " * _INDENT,
                break_on_hyphens=False,
            )


_INDENT = 18


def _rows(session: CheckSession, corpus: LoadedCorpus, fail_on: str | None) -> Iterator[tuple[str, str]]:
    manifest, selection, options = corpus.manifest, corpus.selection, session.options
    checks = manifest.checks or Checks()
    if corpus.broken:
        yield "not checked", f"{corpus.shown} has errors"
    if corpus.shown:
        yield "name", manifest.name
        yield "language", manifest.language or ""
    yield "articles", ", ".join(manifest.articles)
    yield "exclude", ", ".join(manifest.exclude)
    baseline = options.baseline or checks.baseline
    yield "baseline", "" if options.ignore_baselines or baseline is None else str(baseline)
    yield "fail_on", fail_on or corpus.fail_on
    active = selection.active(MANIFEST)
    for severity in Severity:
        codes = [code for code in sorted(active) if selection.severity(code) is severity]
        yield f"{severity}s", " ".join(codes)
    yield "not applied", " ".join(sorted(BY_CODE.keys() - active - selection.absent))
    for glob, ignored in selection.per_file:
        yield f"not in {glob}", " ".join(sorted(ignored))


def files(session: CheckSession) -> Iterator[str]:
    """Yield a line for each file that the session reads or skips, with the reason."""
    yield from map(_line, memberships(session))


def overview(session: CheckSession, fail_on: str | None) -> Iterator[str]:
    """Yield the settings, the number of files, and the files that are skipped."""
    yield from settings(session, fail_on)
    yield f"{counted(len(session.reported), 'file')} to check"
    yield from map(_line, skipped(session))


def _line(membership: Membership) -> str:
    return f"{membership.state:8} {membership.file}: {membership.why}"


def _show_counts(report: Report) -> None:
    """Print the number of findings of each rule, the highest first."""
    for code, count in sorted(report.codes.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6}  {code} {BY_CODE[code].name}")


def _show_report(report: Report, outputs: Iterable[Output], color: str, first: Collection[str] = ()) -> None:
    """Print a report in each of its formats for standard output; see `Format.pieces` for `first`."""
    for output in outputs:
        if output.format.is_document:
            # Bytes, since programs read UTF-8, whatever the encoding of the terminal is.
            for data in output.format.lines(report, root(os.environ)):
                sys.stdout.buffer.write(data)
            continue
        in_color, width = colored(color, sys.stdout), columns()
        pieces = output.format.pieces(
            report, root(os.environ), color=in_color, first=first, columns=width, max_tokens=output.max_tokens
        )
        for piece in pieces:
            click.echo(piece, color=True)
