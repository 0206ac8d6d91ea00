"""`agree`: how far annotators of the same articles agree."""

from pathlib import Path

import click

from newscorpus.cli.help import SectionCommand
from newscorpus.cli.terminal import PATHS, Whole, echo, exit_if_skipped, skip_invalid_option

EXAMPLES = (
    ("newscorpus agree anna/ bert/", "The figures of two annotators."),
    ("newscorpus agree anna/ bert/ --list", "With each disagreement, its file and line."),
    ("newscorpus agree anna/ bert/ carl/ --by type --output-format csv", "By type of event, for a spreadsheet."),
)


@click.command(cls=SectionCommand, short_help="Measure the agreement of annotators.", after=(("Examples", EXAMPLES),))
@click.argument("annotators", nargs=-1, required=True, type=PATHS, metavar="ANNOTATOR...")
@click.option("--by", type=click.Choice(["type", "status"]), help="Break figures down by this field of events.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Format to print.",
)
@click.option("--list", "list_all", is_flag=True, help="List each disagreement, in text; JSON always has them.")
@click.option(
    "--samples", type=Whole(0), default=1000, show_default=True, metavar="N", help="Samples for the intervals."
)
@click.option("--seed", type=Whole(0), default=0, show_default=True, metavar="N", help="Seed of the samples.")
@click.option("--gamma", is_flag=True, help="Compute gamma of spans, too, but not with --by; needs the extra gamma.")
@skip_invalid_option
def agree(
    annotators: tuple[Path, ...],
    by: str | None,
    output_format: str,
    list_all: bool,
    samples: int,
    seed: int,
    gamma: bool,
    skip_invalid: bool,
) -> None:
    """Measure how far annotators of the same articles agree: F1, Cohen's kappa, Krippendorff's alpha.

    Each ANNOTATOR is a file or folder with the same articles, by their ids. Intervals are those of 95 %, by bootstrap
    over articles.
    """
    from newscorpus.api.agreement import agreement
    from newscorpus.api.answer import FORMATS
    from newscorpus.render.escapes import json_text
    from newscorpus.views import agreement as view

    found = agreement(
        annotators,
        by=by,  # type: ignore[arg-type]
        samples=samples,
        seed=seed,
        gamma=gamma,
        skip_invalid=skip_invalid,
    )
    if output_format == "json":
        click.echo(json_text(view.data(found)))
    else:
        lines = FORMATS["csv"](found.table()) if output_format == "csv" else view.lines(found, list_all=list_all)
        for line in lines:
            echo(line)
    exit_if_skipped(found.report)
