"""The options of `check`: their values, and which of them do not go together."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from newscorpus.cli.report_files import Output, outputs, to_stdout
from newscorpus.errors import UsageError
from newscorpus.rules.structure import unreviewed_draft

STDIN: Final = Path("-")
_UPDATES: Final = ("write_baseline", "update_baseline")
_FIXES: Final = ("fix", "unsafe_fixes", "diff")
_REPORTS: Final = ("output_formats", "statistics")
_INSTEAD: Final = "leave --output-format and --statistics out"


def _named(option: str) -> str:
    return f"--{option.replace('_', '-')}"


_EXCLUSIONS: Final = (
    (
        "statistics",
        ("writes_report_to_stdout",),
        "--statistics replaces the report on standard output; give the report a file: FORMAT=FILE",
    ),
    ("uses_stdin", (*_FIXES, *_UPDATES), "standard input can be checked, but not fixed or written to a baseline"),
    (
        "text_file",
        (*_FIXES, *_UPDATES, "uses_stdin", "baseline", "timings", "show_settings", "show_files"),
        "--text checks one draft: it cannot be combined with fixes, baselines, standard input or settings",
    ),
    ("diff", _REPORTS, f"--diff shows changes instead of findings: {_INSTEAD}"),
    *((one, _REPORTS, f"{_named(one)} writes the findings instead of showing them: {_INSTEAD}") for one in _UPDATES),
    *(
        (one, _FIXES, f"{_named(one)} cannot be combined with fixes: fix first, then write the baseline")
        for one in _UPDATES
    ),
    ("write_baseline", ("update_baseline",), "give --write-baseline or --update-baseline, not both"),
    ("no_baseline", ("baseline",), "give --baseline or --no-baseline, not both"),
    ("timings", _FIXES, "--timings cannot be combined with fixes"),
    ("quiet", ("verbose",), "give --quiet or --verbose, not both"),
    *(
        (
            one,
            (*_FIXES, *_UPDATES, *_REPORTS, "timings", "quiet"),
            f"{_named(one)} checks nothing: leave the other options out",
        )
        for one in ("show_settings", "show_files")
    ),
)
"""Rows of an attribute of `CheckOptions`, the attributes that must not be set with it, and the message if one is."""


def _split(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.replace(",", " ").split())


@attrs.frozen(kw_only=True)
class CheckOptions:
    """The options of `check`, as click parses them. `validate` them before use."""

    paths: tuple[Path, ...]
    select: tuple[str, ...] = attrs.field(converter=_split)
    extend_select: tuple[str, ...] = attrs.field(converter=_split)
    ignore: tuple[str, ...] = attrs.field(converter=_split)
    plugins: tuple[str, ...]
    require_review: bool
    fail_on: str | None
    exit_zero: bool
    output_formats: tuple[str, ...]
    baseline: Path | None
    no_baseline: bool
    write_baseline: Path | None
    update_baseline: Path | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    show_fixes: bool
    today: str | None
    statistics: bool
    quiet: bool
    verbose: bool
    show_settings: bool
    show_files: bool
    jobs: int | None
    no_cache: bool
    timings: bool
    stdin_filename: Path | None
    text_file: Path | None
    max_tokens: int | None
    changed_files: Path | None
    color: str

    @property
    def added(self) -> tuple[str, ...]:
        """The rules to apply in addition."""
        return (*self.extend_select, unreviewed_draft.code) if self.require_review else self.extend_select

    @property
    def fixes(self) -> bool:
        """Whether fixes are made or shown."""
        return self.fix or self.diff

    @property
    def baseline_to_write(self) -> Path | None:
        """The file of --write-baseline or --update-baseline."""
        return self.write_baseline or self.update_baseline

    @property
    def uses_stdin(self) -> bool:
        """Whether the contents of a file are read from standard input."""
        return STDIN in self.paths or self.stdin_filename is not None

    @property
    def named_paths(self) -> tuple[Path, ...]:
        """The paths to check: the file whose contents are on standard input, or the current folder by default."""
        return (self.stdin_filename,) if self.stdin_filename is not None else self.paths or (Path(),)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Where the reports go. Raises UsageError."""
        found = outputs(self.output_formats, os.environ)
        return tuple(attrs.evolve(one, max_tokens=self.max_tokens) for one in found)

    @property
    def shows_session(self) -> bool:
        """Whether settings or files are shown instead of a check."""
        return self.show_settings or self.show_files

    @property
    def writes_report_to_stdout(self) -> bool:
        """Whether an output format was given that has no file. Raises UsageError."""
        return bool(self.output_formats) and bool(to_stdout(self.outputs))

    @property
    def day(self) -> date | None:
        """The day of `--today`. Raises UsageError."""
        if self.today is None:
            return None
        with suppress(ValueError):
            day = date.fromisoformat(self.today)
            if day.isoformat() == self.today:  # `fromisoformat` reads other formats too
                return day
        raise UsageError(f"--today {self.today}: expected a day, YYYY-MM-DD")

    def _validate_stdin(self) -> None:
        name = self.stdin_filename
        if self.paths != (STDIN,):
            named_alone = "--stdin-filename is for standard input: give - as the only path"
            raise UsageError("- is standard input: give no other path" if STDIN in self.paths else named_alone)
        if name is None:
            raise UsageError("- is standard input: name the file with --stdin-filename")
        if name.is_dir():
            raise UsageError(f"- is standard input: --stdin-filename {name} is a folder, not a file")

    def validate(self) -> None:
        """Raise UsageError for a value that cannot be used, or for options that do not go together."""
        _ = self.outputs, self.day
        if self.uses_stdin:
            self._validate_stdin()
        if self.text_file is not None and (len(self.paths) != 1 or self.paths[0].is_dir()):
            raise UsageError("--text needs one file, a draft about this text")
        if self.max_tokens is not None and not any(one.format.is_limited for one in self.outputs):
            raise UsageError("--max-tokens needs --output-format model")
        if self.show_fixes and not self.fixes:
            raise UsageError("--show-fixes needs --fix or --diff")
        for option, others, message in _EXCLUSIONS:
            if getattr(self, option) and any(getattr(self, other) for other in others):
                raise UsageError(message)
