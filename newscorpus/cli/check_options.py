"""The options of `check`: their values, and which of them do not go together."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from newscorpus.cli.options import COLOR, JOBS, OUTPUTS, PLUGINS, Whole, argument, complete_rules, option
from newscorpus.errors import UsageError

if TYPE_CHECKING:
    from newscorpus.checking.selection import SessionOptions
    from newscorpus.cli.report_files import Output

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
    (
        "changed_since",
        (*_FIXES, *_UPDATES, "uses_stdin", "text_file", "timings", "shows_session"),
        "--changed-since only reports: leave fixes, updates of baselines, -, --text, --timings and settings out",
    ),
    ("diff", _REPORTS, f"--diff shows changes instead of findings: {_INSTEAD}"),
    *(
        (option, _REPORTS, f"{_named(option)} writes the findings instead of showing them: {_INSTEAD}")
        for option in _UPDATES
    ),
    *(
        (option, _FIXES, f"{_named(option)} cannot be combined with fixes: fix first, then write the baseline")
        for option in _UPDATES
    ),
    ("write_baseline", ("update_baseline",), "give --write-baseline or --update-baseline, not both"),
    ("no_baseline", ("baseline",), "give --baseline or --no-baseline, not both"),
    ("timings", _FIXES, "--timings cannot be combined with fixes"),
    ("quiet", ("verbose",), "give --quiet or --verbose, not both"),
    *(
        (
            option,
            (*_FIXES, *_UPDATES, *_REPORTS, "timings", "quiet"),
            f"{_named(option)} checks nothing: leave the other options out",
        )
        for option in ("show_settings", "show_files")
    ),
)
"""Rows of an attribute of `CheckOptions`, the attributes that must not be set with it, and the message if one is."""


_rules, _baseline, _fixing, _input, _output, _performance = (
    partial(option, section=section) for section in ("Rules", "Baseline", "Fixing", "Input", "Output", "Performance")
)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CheckOptions:
    """The options of `check`. `validate` them before use."""

    paths: tuple[Path, ...] = argument(required=False)
    select: tuple[str, ...] = _rules(
        "Apply these rules only.  [default: all errors and warnings but NC113, or what corpus.yaml selects]",
        metavar="RULES",
        complete=complete_rules,
    )
    extend_select: tuple[str, ...] = _rules("Apply these rules in addition.", metavar="RULES", complete=complete_rules)
    require_review: bool = _rules(
        "Report drafts of programs that nobody has reviewed, and articles that changed since their review (NC113)."
    )
    ignore: tuple[str, ...] = _rules("Do not apply these rules.", metavar="RULES", complete=complete_rules)
    plugins: tuple[str, ...] = PLUGINS._replace(section="Rules")
    fail_on: Literal["error", "warning", "hint"] | None = _rules(
        "Minimum severity that makes the command exit with 1: error, warning or hint.  [default: fail_on in"
        " corpus.yaml, or error]",
        metavar="SEVERITY",
    )
    exit_zero: bool = _rules("Exit with 0 even if there are findings.")
    today: str | None = _rules("Compare dates of publication with this day.  [default: today]", metavar="YYYY-MM-DD")
    baseline: Path | None = _baseline("Omit the findings that FILE contains.", metavar="FILE")
    no_baseline: bool = _baseline("Do not use the baseline that corpus.yaml names.")
    write_baseline: Path | None = _baseline(
        "Write all findings to FILE: add new ones, remove fixed ones. Later runs report only new findings.",
        metavar="FILE",
        type=OUTPUTS,
    )
    update_baseline: Path | None = _baseline("Remove fixed findings from FILE; add none.", metavar="FILE", type=OUTPUTS)
    fix: bool = _fixing("Make the safe fixes, then report the remaining findings.")
    unsafe_fixes: bool = _fixing("With --fix or --diff: include fixes that may change the meaning.")
    diff: bool = _fixing("Show what --fix would change, and write nothing.")
    show_fixes: bool = _fixing("With --fix or --diff: list each fix, not only the files.")
    stdin_filename: Path | None = _input(
        "With - as the path: check standard input as if it were the content of FILE. For editors.", metavar="FILE"
    )
    changed_files: Path | None = _input(
        "FILE lists changed files, one per line. Their annotations come first on GitHub.", metavar="FILE"
    )
    changed_since: str | None = _input(
        "Report articles that differ from this git revision, and what they newly break in others: the findings of a"
        " whole check, in a fraction of its time.",
        metavar="REF",
    )
    text_file: Path | None = _input(
        "PATHS is one draft of a language model, about the article text in FILE. Repairs are listed, not written.",
        "--text",
        "FILE",
    )
    output_formats: tuple[str, ...] = _output(
        "full, concise, json, github, sarif, gitlab, junit, rdjson or model. Repeat it, with =FILE, for several"
        " reports.  [default: full; under GitHub Actions full and github]",
        "--output-format",
        "FORMAT[=FILE]",
    )
    max_tokens: int | None = _output(
        "With --output-format model: about how long the report is at most; four bytes are one token.  [default: 1000]",
        metavar="N",
        type=Whole(1),
    )
    statistics: bool = _output("Print the number of findings of each rule instead of the findings.")
    quiet: bool = _output("Print only the findings.", "-q --quiet")
    verbose: bool = _output("Print the settings and the files, too, on standard error.", "-v --verbose")
    show_settings: bool = _output("Print which corpus.yaml and which rules apply; check nothing.")
    show_files: bool = _output("Print which files are checked or skipped, and why; check nothing.")
    color: Literal["auto", "always", "never"] = COLOR._replace(section="Output")
    jobs: int | None = JOBS._replace(section="Performance")
    no_cache: bool = _performance("Check every file again, even if it has not changed.")
    timings: bool = _performance("Print the time of each rule on standard error. Uses one process and no cache.")

    @property
    def session(self) -> "SessionOptions":
        """What to check, by which rules, and on which day. Raises UsageError."""
        from newscorpus.checking.selection import SessionOptions

        added = ("NC113",) if self.require_review else ()
        return SessionOptions(
            self.named_paths,
            select=_split(self.select),
            extend_select=(*_split(self.extend_select), *added),
            ignore=_split(self.ignore),
            today=self.day,
        )

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
    def outputs(self) -> "tuple[Output, ...]":
        """Where the reports go. Raises UsageError."""
        from newscorpus.cli.report_files import outputs

        parsed = outputs(self.output_formats, os.environ)
        return tuple(output._replace(max_tokens=self.max_tokens) for output in parsed)

    @property
    def shows_session(self) -> bool:
        """Whether settings or files are shown instead of a check."""
        return self.show_settings or self.show_files

    @property
    def writes_report_to_stdout(self) -> bool:
        """Whether an output format was given that has no file. Raises UsageError."""
        return bool(self.output_formats) and any(output.file is None for output in self.outputs)

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
        if self.max_tokens is not None and not any(output.format.is_limited for output in self.outputs):
            raise UsageError("--max-tokens needs --output-format model")
        if self.show_fixes and not self.fixes:
            raise UsageError("--show-fixes needs --fix or --diff")
        for name, others, message in _EXCLUSIONS:
            if getattr(self, name) and any(getattr(self, other) for other in others):
                raise UsageError(message)


def _split(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.replace(",", " ").split())
