"""`agree`: how far annotators of the same articles agree."""

from pathlib import Path
from typing import Literal

import click

from newscorpus.cli.options import SKIP_INVALID, Whole, argument, command, option
from newscorpus.cli.output import echo, exit_if_skipped

EXAMPLES = (
    ("newscorpus agree anna/ bert/", "The figures of two annotators."),
    ("newscorpus agree anna/ bert/ --list", "With each disagreement, its file and line."),
    ("newscorpus agree anna/ bert/ carl/ --by type --output-format csv", "By type of event, for a spreadsheet."),
)


@command("Measure the agreement of annotators.", examples=EXAMPLES)
def agree(
    annotators: tuple[Path, ...] = argument("ANNOTATOR..."),
    *,
    by: Literal["type", "status"] | None = option("Break figures down by this field of events."),
    output_format: Literal["text", "json", "csv"] = option("Format to print.", default="text"),
    list_all: bool = option("List each disagreement, in text; JSON always has them.", "--list"),
    samples: int = option("Samples for the intervals.", metavar="N", type=Whole(0), default=1000),
    seed: int = option("Seed of the samples.", metavar="N", type=Whole(0), default=0),
    gamma: bool = option("Compute gamma of spans, too, but not with --by; needs the extra gamma."),
    skip_invalid: bool = SKIP_INVALID,
) -> None:
    """Measure how far annotators of the same articles agree: F1, Cohen's kappa, Krippendorff's alpha.

    Each ANNOTATOR is a file or folder with the same articles, by their ids. Intervals are those of 95 %, by bootstrap
    over articles.
    """
    from newscorpus.api.agreement import agreement
    from newscorpus.render.escapes import json_text
    from newscorpus.render.table import FORMATS
    from newscorpus.views.comparison import agreement_data, agreement_lines

    figures = agreement(annotators, by=by, samples=samples, seed=seed, gamma=gamma, skip_invalid=skip_invalid)
    if output_format == "json":
        click.echo(json_text(agreement_data(figures)))
    else:
        lines = (
            FORMATS["csv"](figures.table()) if output_format == "csv" else agreement_lines(figures, list_all=list_all)
        )
        for line in lines:
            echo(line)
    exit_if_skipped(figures.report)
