"""`check`: report findings, fix them, or write them to a baseline."""

from functools import partial
from typing import Any

import click

from newscorpus.cli.help import SectionCommand, option
from newscorpus.cli.terminal import COLOR, JOBS, OUTPUTS, PATHS, PLUGIN, Whole, complete_rules

_rules, _baseline, _fixing, _input, _output, _performance = (
    partial(option, section) for section in ("Rules", "Baseline", "Fixing", "Input", "Output", "Performance")
)
EXAMPLES = (
    ("newscorpus check corpus/", "Report errors and warnings."),
    ("newscorpus check corpus/ --extend-select NC9", "Include hints about gaps."),
    ("newscorpus check corpus/ --fix", "Make the safe fixes."),
    ("newscorpus check corpus/ --output-format json", "Print JSON for programs."),
)
EXIT_CODES = (
    ("0", "No finding is as severe as --fail-on; with --diff, no fix would be made."),
    ("1", "A finding is at least as severe as --fail-on; with --diff, a fix would be made."),
    ("2", "The command cannot run: a wrong option or path, no article, a file that cannot be written."),
    ("3", "Internal error of newscorpus."),
)


@click.command(
    cls=SectionCommand,
    short_help="Check annotated articles.",
    after=(("Examples", EXAMPLES), ("Exit codes", EXIT_CODES)),
)
@click.argument("paths", nargs=-1, type=PATHS)
@_rules(
    "--select",
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Apply these rules only.  [default: all errors and warnings but NC113, or what corpus.yaml selects]",
)
@_rules(
    "--extend-select",
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Apply these rules in addition.",
)
@_rules(
    "--require-review",
    is_flag=True,
    help="Report drafts of programs that nobody has reviewed, and articles that changed since their review (NC113).",
)
@_rules("--ignore", multiple=True, metavar="RULES", shell_complete=complete_rules, help="Do not apply these rules.")
@_rules("--plugin", "plugins", **PLUGIN)
@_rules(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint"]),
    metavar="SEVERITY",
    help="Minimum severity that makes the command exit with 1: error, warning or hint.  [default: fail_on in"
    " corpus.yaml, or error]",
)
@_rules("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@_rules("--today", metavar="YYYY-MM-DD", help="Compare dates of publication with this day.  [default: today]")
@_baseline("--baseline", type=PATHS, metavar="FILE", help="Omit the findings that FILE contains.")
@_baseline("--no-baseline", is_flag=True, help="Do not use the baseline that corpus.yaml names.")
@_baseline(
    "--write-baseline",
    type=OUTPUTS,
    metavar="FILE",
    help="Write all findings to FILE: add new ones, remove fixed ones. Later runs report only new findings.",
)
@_baseline("--update-baseline", type=OUTPUTS, metavar="FILE", help="Remove fixed findings from FILE; add none.")
@_fixing("--fix", is_flag=True, help="Make the safe fixes, then report the remaining findings.")
@_fixing("--unsafe-fixes", is_flag=True, help="With --fix or --diff: include fixes that may change the meaning.")
@_fixing("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@_fixing("--show-fixes", is_flag=True, help="With --fix or --diff: list each fix, not only the files.")
@_input(
    "--stdin-filename",
    type=PATHS,
    metavar="FILE",
    help="With - as the path: check standard input as if it were the content of FILE. For editors.",
)
@_input(
    "--changed-files",
    type=PATHS,
    metavar="FILE",
    help="FILE lists changed files, one per line. Their annotations come first on GitHub.",
)
@_input(
    "--text",
    "text_file",
    type=PATHS,
    metavar="FILE",
    help="PATHS is one draft of a language model, about the article text in FILE. Repairs are listed, not written.",
)
@_output(
    "--output-format",
    "output_formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="full, concise, json, github, sarif, gitlab, junit, rdjson or model. Repeat it, with =FILE, for several"
    " reports.  [default: full; under GitHub Actions full and github]",
)
@_output(
    "--max-tokens",
    type=Whole(1),
    metavar="N",
    help="With --output-format model: about how long the report is at most; four bytes are one token.  [default: 1000]",
)
@_output("--statistics", is_flag=True, help="Print the number of findings of each rule instead of the findings.")
@_output("-q", "--quiet", is_flag=True, help="Print only the findings.")
@_output("-v", "--verbose", is_flag=True, help="Print the settings and the files, too, on standard error.")
@_output("--show-settings", is_flag=True, help="Print which corpus.yaml and which rules apply; check nothing.")
@_output("--show-files", is_flag=True, help="Print which files are checked or skipped, and why; check nothing.")
@_output("--color", **COLOR)
@_performance("--jobs", **JOBS)
@_performance("--no-cache", is_flag=True, help="Check every file again, even if it has not changed.")
@_performance(
    "--timings", is_flag=True, help="Print the time of each rule on standard error. Uses one process and no cache."
)
def check(**options: Any) -> None:
    """Check annotated articles.

    PATHS are files and folders; by default, the current folder. RULES are codes (NC301), beginnings of codes (NC3),
    names (quote-not-in-text) or ALL, separated by commas.
    """
    from newscorpus.cli.check_modes import run
    from newscorpus.cli.check_options import CheckOptions

    run(CheckOptions(**options))
