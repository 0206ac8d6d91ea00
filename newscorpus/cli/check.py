"""`check`: report findings, fix them, or write them to a baseline."""

from newscorpus.cli.check_options import CheckOptions
from newscorpus.cli.options import command

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


@command("Check annotated articles.", options=CheckOptions, examples=EXAMPLES, after=[("Exit codes", EXIT_CODES)])
def check(options: CheckOptions) -> None:
    """Check annotated articles.

    PATHS are files and folders; by default, the current folder. RULES are codes (NC301), beginnings of codes (NC3),
    names (quote-not-in-text) or ALL, separated by commas.
    """
    from newscorpus.cli.check_modes import run

    run(options)
