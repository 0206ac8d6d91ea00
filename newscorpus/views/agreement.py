"""Agreement -> lines for a terminal, and plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from newscorpus.api.agreement import Agreement
from newscorpus.comparison.agreement import Disagreement, Figure
from newscorpus.diagnostics.report import path_text
from newscorpus.render.escapes import printable, width
from newscorpus.render.table import Answer, table
from newscorpus.text.words import counted
from newscorpus.views import phrases

_COLUMNS = 80
"""Characters of a line."""
_LONGEST = 80
"""Code points of what a disagreement is about."""


def lines(agreement: Agreement, *, list_all: bool) -> Iterator[str]:
    """Yield lines for people: the figures, and with `list_all` the disagreements of each."""
    yield printable(f"{counted(len(agreement.articles), 'article')} by {', '.join(agreement.annotators)}")
    if agreement.left_out:
        yield printable(f"left out, since not all have them: {', '.join(agreement.left_out)}")
    for group in dict.fromkeys(one.group for one in agreement.figures):
        figures = [one for one in agreement.figures if one.group == group]
        has_gamma = any(one.gamma.value is not None for one in figures)
        names = ("f1", "kappa", "alpha", *(["gamma"] if has_gamma else []))
        yield ""
        if group is not None:
            yield printable(group)
        yield from _table(figures, names)
        for figure in figures if list_all else ():
            if figure.disagreements:
                yield from ("", printable(f"{figure.name}, {figure.unit}"))
                yield from (printable(_line(one)) for one in figure.disagreements)


def _table(figures: Sequence[Figure], names: Sequence[str]) -> list[str]:
    """The figures; with intervals, or if lines would be too long, in two rows each: units and intervals below."""
    values = [[getattr(one, name) for name in names] for one in figures]
    ends = [["" if one.low is None else f"{one.low:.2f}…{one.high:.2f}" for one in row] for row in values]
    head = ("units", "F1", *names[1:], "differ")
    shown = [
        (f.units, *("–" if one.value is None else f"{one.value:.2f}" for one in row), len(f.disagreements))
        for f, row in zip(figures, values, strict=True)
    ]
    rows = [(f.name, f.unit, *row) for f, row in zip(figures, shown, strict=True)]
    lines = list(table(Answer(("figure", "unit", *head), tuple(rows))))
    if not any(map(any, ends)) and max(map(width, lines)) <= _COLUMNS:
        return lines
    pairs = zip(figures, shown, ends, strict=True)
    stacked = [row for f, first, below in pairs for row in ((f.name, *first), (f" {f.unit}", None, *below, None))]
    return list(table(Answer(("figure", *head), tuple(stacked))))


def _line(one: Disagreement) -> str:
    sides = (
        f"{name}: {'–' if value is None else value}{f' ({place.file}:{place.line})' if place else ''}"
        for name, value, place in zip(one.annotators, one.values, one.places, strict=True)
    )
    return f"  {one.article}: {phrases.cropped(one.what, _LONGEST)}; {', '.join(sides)}"


def data(agreement: Agreement) -> dict[str, Any]:
    """Return plain data for JSON, with all disagreements."""
    figures = [
        {
            **{name: getattr(one, name) for name in ("name", "unit", "group", "units")},
            **{name: attrs.asdict(getattr(one, name)) for name in ("f1", "kappa", "alpha", "gamma")},
            "disagreements": [_plain(disagreement) for disagreement in one.disagreements],
        }
        for one in agreement.figures
    ]
    return {
        "annotators": list(agreement.annotators),
        "articles": list(agreement.articles),
        "left_out": list(agreement.left_out),
        "figures": figures,
    }


def _plain(one: Disagreement) -> dict[str, Any]:
    return {
        "article": one.article,
        "what": one.what,
        "annotators": list(one.annotators),
        "values": list(one.values),
        "paths": [path and path_text(path) for path in one.paths],
        "places": [place and f"{place.file}:{place.line}" for place in one.places],
    }
