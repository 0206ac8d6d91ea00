"""A session of `check` as lines for people: which settings apply, and which files belong to it."""

import shutil
import textwrap
from collections.abc import Iterator

from newscorpus.checking.discovery.records import LoadedCorpus
from newscorpus.checking.membership import Membership, memberships, skipped
from newscorpus.checking.session import CheckSession
from newscorpus.diagnostics.report import Severity
from newscorpus.fs.folders import relative
from newscorpus.models import MANIFEST
from newscorpus.models.manifest import Checks
from newscorpus.rules import BY_CODE
from newscorpus.text.nouns import counted


def settings(session: CheckSession, fail_on: str | None) -> Iterator[str]:
    """Yield the settings of each corpus: its files, and the rules that apply to them; `fail_on` is of the options."""
    for corpus in session.corpora:
        yield corpus.shown or f"{relative(corpus.root)}: no {MANIFEST}, default settings"
        for name, value in _rows(session, corpus, fail_on):
            yield from textwrap.wrap(
                value or "none",
                max(shutil.get_terminal_size().columns - 1, 40),
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


def _line(one: Membership) -> str:
    return f"{one.state:8} {one.file}: {one.why}"
