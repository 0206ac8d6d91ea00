"""The destinations of reports: parses `FORMAT[=FILE]`, writes the files, and the job summary of GitHub.

`--output-format` can be given several times, so one check can write several reports. Reports on standard output are
printed by `check_modes`. This is part of the command line, not of `render`: rendering is pure, and this
module reads the environment and writes files.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import make_folders
from newscorpus.render import FORMATS, Format, format_named

if TYPE_CHECKING:
    from newscorpus.fs import atomic


class Output(NamedTuple):
    """A format and its destination; without `file`, standard output."""

    name: str
    file: Path | None = None
    max_tokens: int | None = None

    @property
    def format(self) -> Format:
        """The renderer of the format."""
        return FORMATS[self.name]


def outputs(given: Sequence[str], environ: Mapping[str, str]) -> tuple[Output, ...]:
    """Parse the values of `--output-format`.

    Args:
        given: Values of the form `FORMAT` or `FORMAT=FILE`. If empty, the environment decides.
        environ: The environment variables.

    Raises:
        UsageError: A format is unknown, a file name is missing, two formats have the same file, or several formats
            for standard output cannot be combined.
    """
    if not given:
        return (Output("full"), Output("github")) if on_github(environ) else (Output("full"),)
    parsed = tuple(_parse(word) for word in given)
    paths = [os.path.abspath(output.file) for output in parsed if output.file is not None]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise UsageError(f"two formats for one file: {twice}")
    here = to_stdout(parsed)
    # The commands for GitHub's runner can be combined with one report for people.
    kinds = sorted((output.format.is_document, output.format.for_people) for output in here)
    if len(here) > 1 and kinds != _COMBINABLE:
        names = ", ".join(output.name for output in here)
        raise UsageError(f"several formats for standard output: {names}; write one to a file: {here[-1].name}=FILE")
    return parsed


_COMBINABLE = [(False, False), (False, True)]


def _parse(word: str) -> Output:
    name, equals, file = word.partition("=")
    format_named(name)
    if equals and not file:
        raise UsageError(f"--output-format {word}: the file name after = is missing")
    if file in ("", "-"):
        return Output(name)
    from newscorpus.fs.atomic import require_own

    require_own(Path(file))
    return Output(name, Path(file))


def to_stdout(several: Iterable[Output]) -> list[Output]:
    """Return the outputs for standard output."""
    return [output for output in several if output.file is None]


def on_github(environ: Mapping[str, str]) -> bool:
    """Report whether the command runs under GitHub Actions."""
    return environ.get("GITHUB_ACTIONS") == "true"


def root(environ: Mapping[str, str]) -> str:
    """Return the root for file names in reports for machines: the checkout of the CI system if the current folder is
    in it, else the current folder.
    """
    here = os.getcwd()
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        checkout = environ.get(variable)
        if checkout and Path(here).is_relative_to(checkout):
            return checkout
    return here


def write_files(
    report: Report, several: Iterable[Output], environ: Mapping[str, str], is_input: Callable[[Path], bool]
) -> None:
    """Write the outputs that have a file, each atomically; missing folders are created.

    Args:
        report: The report to write.
        several: All outputs.
        environ: The environment variables.
        is_input: Reports whether a file is an input of the check, which must not be replaced.

    Raises:
        UsageError: An output is an input. No output is written then.
        OSError: An output cannot be written.
    """
    targets = [(output, output.file) for output in several if output.file is not None]
    for _, file in targets:
        if is_input(file):
            raise UsageError(
                f"{file}: a report must not replace an article, its text, corpus.yaml or a baseline, and this would be"
                " one of them"
            )
    if not targets:
        return
    from newscorpus.fs import atomic

    for output, file in targets:
        make_folders(file.parent)
        lines = output.format.lines(report, root(environ), max_tokens=output.max_tokens)
        atomic.write(file, partial(_fill, lines))


def _fill(lines: Iterable[bytes], file: "atomic.Output") -> None:
    for line in lines:
        file.write(line)


def write_job_summary(report: Report, environ: Mapping[str, str], first: Collection[str]) -> None:
    """Append all findings to the job summary of GitHub, those of the files `first` before others. Raises OSError."""
    file = environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    from newscorpus.fs import atomic
    from newscorpus.render import github
    from newscorpus.render.file_names import seen_from

    named = seen_from(report, root(environ), first)
    atomic.append_text(Path(file), lambda size: github.job_summary(named, github.SUMMARY_LIMIT - size))


def named_in(file: Path, environ: Mapping[str, str]) -> frozenset[str]:
    """Return the files that a file lists, one per line, named as reports for machines do. Raises UsageError."""
    from newscorpus.render.file_names import name_from

    try:
        lines = reading.read_bytes(file).decode("utf-8", "surrogateescape").splitlines()
    except reading.Unreadable as e:
        raise UsageError(f"{file}: {e}") from None
    return frozenset(name_from(line, root(environ)) for line in lines)
