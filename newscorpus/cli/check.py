"""`check`: report findings, fix them, or write them to a baseline."""

from typing import Any

import click

from newscorpus.cli.terminal import OUTPUTS, PATHS, color_option, jobs_option


@click.command(short_help="Check annotated articles.")
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--select", multiple=True, metavar="RULES", help="Apply these rules instead of all errors and warnings.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not apply these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint"]),
    help="Minimum severity that makes the command exit with 1.  [default: what each corpus.yaml sets, or error]",
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
@click.option("--baseline", type=PATHS, metavar="FILE", help="Do not report the findings that FILE contains.")
@click.option("--no-baseline", is_flag=True, help="Report the findings that the baseline in corpus.yaml contains, too.")
@click.option(
    "--write-baseline",
    type=OUTPUTS,
    metavar="FILE",
    help="Make FILE the baseline of what is found: add what is new, remove what is fixed; later runs show what is new.",
)
@click.option("--update-baseline", type=OUTPUTS, metavar="FILE", help="Remove what is fixed from FILE; add nothing.")
@click.option("--fix", is_flag=True, help="Make the safe fixes, then report what remains.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: include fixes that may change what is meant.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--show-fixes", is_flag=True, help="With --fix or --diff: list each fix, not only the files.")
@click.option("--today", metavar="DATE", help="Judge dates of publication as on this day, YYYY-MM-DD.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@jobs_option("Check")
@click.option("--no-cache", is_flag=True, help="Read every file in full, also those that have not changed.")
@click.option(
    "--timings", is_flag=True, help="Print what each rule costs, on standard error. Uses one process and no cache."
)
@click.option(
    "--stdin-filename",
    type=PATHS,
    metavar="FILE",
    help="With - as the path: standard input is the content of FILE, as an editor has it before it is saved.",
)
@click.option(
    "--changed-files",
    type=PATHS,
    metavar="FILE",
    help="FILE lists the files of a change, one per line: GitHub shows their annotations before others.",
)
@color_option
def check(**options: Any) -> None:
    """Check files and folders of annotated articles (default: the current folder).

    RULES are codes (NC301), beginnings of codes (NC3) or names (quote-not-in-text), with commas between.
    """
    from newscorpus.cli.check_modes import run
    from newscorpus.cli.check_options import CheckOptions

    run(CheckOptions(**options))
