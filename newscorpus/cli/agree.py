"""`agree`: how far annotators of the same articles agree."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from newscorpus.cli.options import SKIP_INVALID, Whole, argument, command, option
from newscorpus.cli.output import echo, exit_if_skipped

if TYPE_CHECKING:
    from newscorpus.comparison.agreement import Figure

MEASURES: Final = ("f1", "kappa", "alpha", "gamma")
EXAMPLES = (
    ("newscorpus agree anna/ bert/", "The figures of two annotators."),
    ("newscorpus agree anna/ bert/ --list", "With each disagreement, its file and line."),
    ("newscorpus agree anna/ bert/ carl/ --by type --output-format csv", "By type of event, for a spreadsheet."),
    ('newscorpus agree anna/ bert/ --at-least "event status alpha 0.67"', "Exit code 1 if it is lower, for CI."),
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
    at_least: tuple[str, ...] = option(
        'Exit with 1 if the figure is lower: "event status alpha 0.67". Repeatable.', metavar="TEXT"
    ),
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

    wanted = [_parsed(text) for text in at_least]
    if any(measure == "gamma" for _, measure, _ in wanted) and (by or not gamma):
        raise click.UsageError("--at-least: give --gamma, without --by: only then is gamma computed")
    figures = agreement(annotators, by=by, samples=samples, seed=seed, gamma=gamma, skip_invalid=skip_invalid)
    if output_format == "json":
        click.echo(json_text(agreement_data(figures)))
    else:
        lines = (
            FORMATS["csv"](figures.table()) if output_format == "csv" else agreement_lines(figures, list_all=list_all)
        )
        for line in lines:
            echo(line)
    shortfalls = [line for name, measure, least in wanted for line in _lower(figures.figures, name, measure, least)]
    for line in shortfalls:
        echo(line, err=True)
    exit_if_skipped(figures.report)
    if shortfalls:
        sys.exit(1)


def _parsed(text: str) -> tuple[str, str, float]:
    """Return the name of a figure, the measure and the least value of `event status alpha 0.67`."""
    name, measure, least = ("", "", *text.rsplit(maxsplit=2))[-3:]
    try:
        number = float(least)
    except ValueError:
        number = -1.0
    if not name or measure.lower() not in MEASURES or not 0 <= number <= 1:
        raise click.UsageError(f"--at-least {text!r}: write a figure, one of {', '.join(MEASURES)}, and 0 to 1")
    return name, measure.lower(), number


def _lower(figures: "Sequence[Figure]", name: str, measure: str, least: float) -> "Iterator[str]":
    """Yield a line for each figure that is lower, of a name, of a name and a unit, or of these and a group.

    Measures that are not defined do not count, unless none is: spans have no kappa, equal values neither.
    """
    named = [figure for figure in figures if f"{_label(figure)}, ".startswith(f"{name}, ")]
    if not named:
        known = ", ".join(dict.fromkeys(figure.name for figure in figures))
        raise click.UsageError(f"--at-least: there is no figure `{name}`; there are {known}")
    defined = [figure for figure in named if getattr(figure, measure).value is not None]
    if not defined:
        yield f"{name}: {measure} is not defined; at least {least:g} is wanted"
    for figure in defined:
        value = getattr(figure, measure).value
        if value < least:
            yield f"{_label(figure)}: {measure} is {value:.3g}; at least {least:g} is wanted"


def _label(figure: "Figure") -> str:
    return ", ".join(filter(None, (figure.name, figure.unit, figure.group)))
