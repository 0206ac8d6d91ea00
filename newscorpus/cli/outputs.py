"""Where the reports of a run go: `FORMAT[=FILE]` as it is typed, files written whole, and what a CI system is told.

Standard output is the command line's business: it writes there what `to_stdout` says.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.fs import atomic
from newscorpus.render import FORMATS, Format
from newscorpus.render.file_names import seen_from
from newscorpus.text.suggest import closest


@attrs.frozen
class Output:
    """A format, and the file that gets it; None is standard output."""

    name: str
    file: Path | None = None

    @property
    def format(self) -> Format:
        """How it is rendered."""
        return FORMATS[self.name]


def outputs(given: Sequence[str], environ: Mapping[str, str]) -> tuple[Output, ...]:
    """The outputs that `given` names, each `FORMAT` or `FORMAT=FILE`; without any, what suits the environment.

    Raises UsageError for a format that there is not, a file without a name, two formats for one file, or two for
    standard output that would spoil each other.
    """
    if not given:
        return (Output("full"), Output("github")) if on_github(environ) else (Output("full"),)
    parsed = tuple(_parse(word) for word in given)
    paths = [os.path.abspath(one.file) for one in parsed if one.file is not None]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise UsageError(f"two formats for one file: {twice}")
    here = to_stdout(parsed)
    # What GitHub's runner reads may stand between the lines of one report for people.
    if len(here) > 1 and sorted((one.format.is_document, one.format.for_people) for one in here) != _FRIENDS:
        names = ", ".join(one.name for one in here)
        raise UsageError(f"several formats for standard output: {names}; give files to them: {here[-1].name}=FILE")
    return parsed


_FRIENDS = [(False, False), (False, True)]


def _parse(word: str) -> Output:
    name, equals, file = word.partition("=")
    if name not in FORMATS:
        near = closest(name, list(FORMATS))
        hint = f"; did you mean {near}?" if near else f": {', '.join(FORMATS)}"
        raise UsageError(f"no format {name!r}{hint}")
    if equals and not file:
        raise UsageError(f"--output-format {word}: no name of a file behind the =")
    return Output(name, None if file in ("", "-") else Path(file))


def to_stdout(several: Iterable[Output]) -> list[Output]:
    """Those for standard output."""
    return [one for one in several if one.file is None]


def on_github(environ: Mapping[str, str]) -> bool:
    """Whether GitHub's runner reads what is written."""
    return environ.get("GITHUB_ACTIONS") == "true"


def root(environ: Mapping[str, str]) -> str:
    """The folder from which machines see files: that of the CI system's checkout if we are in it, else the current."""
    here = os.getcwd()
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        checkout = environ.get(variable)
        if checkout and Path(here).is_relative_to(checkout):
            return checkout
    return here


def write_files(
    report: Report, several: Iterable[Output], environ: Mapping[str, str], is_input: Callable[[Path], bool]
) -> None:
    """Writes the outputs that have a file, each wholly or not at all; folders are made as needed.

    Raises OSError if one cannot be written, and UsageError, before any is, if one is an input.
    """
    targets = [(one, one.file) for one in several if one.file is not None]
    for _, file in targets:
        if is_input(file):
            raise UsageError(f"{file}: a report is not written over an article, its text, or corpus.yaml")
    for one, file in targets:
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(file, one.format.text(report, root(environ)))


def write_job_summary(report: Report, environ: Mapping[str, str]) -> None:
    """Appends all findings to the job's summary, if there are more than GitHub shows as annotations. Raises OSError."""
    file = environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    from newscorpus.render import github

    if not github.overflows(report):
        return
    atomic.append_text(
        Path(file),
        lambda size: github.job_summary(seen_from(report, root(environ)), github.SUMMARY_LIMIT - size),
    )
