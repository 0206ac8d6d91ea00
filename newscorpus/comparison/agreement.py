"""Samples of units -> figures: F1, Cohen's kappa and Krippendorff's alpha, with bootstrap intervals."""

import random
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from operator import mul
from typing import Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.comparison.units import NO, Sample, Unit, layers_of
from newscorpus.diagnostics.report import Path, Span
from newscorpus.models import Article

_GROUPS: Final = 100
"""More articles than that are drawn in groups, so that the time does not grow with the square of their number."""
_NAMES: Final = ("f1", "kappa", "alpha", "gamma")
Cell = tuple[Any, ...]
"""What is counted: `(i, j, value, value)` of two annotators, or `(value, value)` of all."""


@attrs.frozen
class Coefficient:
    """A coefficient of agreement, with a 95 % interval. All are None if it is not defined."""

    value: float | None
    """The coefficient; of three and more annotators, F1 and kappa are means over each two."""
    low: float | None = None
    """Lower end of the interval; None also if fewer than two articles have units, or without samples."""
    high: float | None = None
    """Upper end of the interval."""


@attrs.frozen
class Disagreement:
    """A unit to which two annotators give different values, or which one of them lacks."""

    article: str
    """The id of the article."""
    what: str
    """What it is about: a span, an event, a type in a sentence."""
    annotators: tuple[str, str]
    """The two annotators."""
    values: tuple[str | None, str | None]
    """The value of each; None if they do not have it."""
    paths: tuple[Path | None, Path | None]
    """The path in the annotation of each."""
    places: tuple[Span | None, Span | None] = (None, None)
    """Where the file of each has it; None for articles in memory."""


@attrs.frozen
class Figure:
    """The agreement on one thing."""

    name: str
    """What is compared: a layer of spans, a field of events or claims, an argument."""
    unit: str
    """How units are found: `exact span`, `overlapping span with label`, `sentence`, `matched event` …"""
    group: str | None
    """With `by`: the type or status of the events that it is about."""
    units: int
    """How many units at least one annotator has; of arguments by three and more, the sum over each two."""
    f1: Coefficient
    """F1 of the units that both have with the same value."""
    kappa: Coefficient
    """Cohen's kappa of the values of units that both have."""
    alpha: Coefficient
    """Krippendorff's alpha of the values of units that at least two have."""
    disagreements: tuple[Disagreement, ...] = attrs.field(repr=False)
    """Where they differ."""
    gamma: Coefficient = Coefficient(None)
    """Gamma of labelled spans, position and label at once; only if asked for."""


@attrs.frozen
class Draws:
    """Samples of some articles, in groups."""

    group: Mapping[str, int]
    """The group of each article."""
    size: int
    """The number of groups."""
    weights: Sequence[Sequence[int]]
    """Of each sample, how often each group is drawn; empty with fewer than two articles."""


class Resampler:
    """Draws articles with replacement: how often each is drawn, the same for all figures with as many articles."""

    def __init__(self, articles: Sequence[str], draws: int, seed: int) -> None:
        self._articles, self._draws, self._seed = articles, draws, seed
        self._weights: dict[int, list[list[int]]] = {}

    def of(self, articles: Container[str]) -> Draws:
        """Return the samples of those articles, which have the units of a figure."""
        group = {
            article: i % _GROUPS
            for i, article in enumerate(article for article in self._articles if article in articles)
        }
        size = min(len(group), _GROUPS)
        if size not in self._weights:
            rng = random.Random(self._seed)  # noqa: S311 - no secret
            counters = [Counter(rng.choices(range(size), k=size)) for _ in range(self._draws if size > 1 else 0)]
            self._weights[size] = [[counter[i] for i in range(size)] for counter in counters]
        return Draws(group, size, self._weights[size])


def figure(
    sample: Sample, names: Sequence[str], resampler: Resampler, by: tuple[str, str] | None = None
) -> Figure | None:
    """Return the figure of a sample; None if it has no units. `by` restricts it: `("type", "protest")`."""
    pairs = {pair: _chosen(sample.of_pair(*pair), by) for pair in combinations(range(len(names)), 2)}
    joint = _chosen(sample.joint, by)
    units = len(joint) or sum(map(len, pairs.values()))
    if not units:
        return None
    negatives = sample.negatives if by is None else {}
    articles = {unit.article for several in (joint, *pairs.values()) for unit in several}
    draws = resampler.of({*articles, *negatives})
    columns = _columns(pairs, joint if sample.has_values else [], negatives, draws)
    values = _coefficients(sample, pairs, {cell: sum(column) for cell, column in columns.items()})
    drawn = [
        _coefficients(sample, pairs, {cell: sum(map(mul, weights, column)) for cell, column in columns.items()})
        for weights in draws.weights
    ]
    coefficients = (
        Coefficient(value, *interval([draw[i] for draw in drawn]) if value is not None else (None, None))
        for i, value in enumerate(values)
    )
    disagreements = (
        Disagreement(u.article, u.what, (names[i], names[j]), (u.values[0], u.values[1]), (u.paths[0], u.paths[1]))
        for (i, j), units_of_pair in pairs.items()
        for u in units_of_pair
        if u.values[0] != u.values[1]
    )
    f1_, kappa, alpha = coefficients
    return Figure(sample.name, sample.unit, by and by[1], units, f1_, kappa, alpha, tuple(disagreements))


def groups_of(samples: Sequence[Sample], by: str) -> list[str]:
    """Return the types or statuses of the events that units are about."""
    units = (unit for sample in samples for unit in (*sample.joint, *(u for us in sample.pairs.values() for u in us)))
    return sorted({value for unit in units for value in unit.facets[by]})


def _chosen(units: Sequence[Unit], by: tuple[str, str] | None) -> list[Unit]:
    return [unit for unit in units if by is None or by[1] in unit.facets[by[0]]]


def _columns(
    pairs: Mapping[tuple[int, int], Sequence[Unit]],
    joint: Sequence[Unit],
    negatives: Mapping[str, int],
    draws: Draws,
) -> dict[Cell, list[float]]:
    """Of each cell, how much each group of articles adds to it."""
    columns: dict[Cell, list[float]] = {}

    def add(cell: Cell, article: str, count: float) -> None:
        columns.setdefault(cell, [0.0] * draws.size)[draws.group[article]] += count

    for pair, units in pairs.items():
        for unit in units:
            add((*pair, *unit.values), unit.article, 1.0)
    for unit in joint:
        for cell, count in coincidences(unit.values).items():
            add(cell, unit.article, count)
    for article, count in negatives.items():
        for pair in pairs:
            add((*pair, NO, NO), article, count)
        annotators = 1 + max(j for _, j in pairs)
        add((NO, NO), article, count * annotators)
    return columns


def _coefficients(
    sample: Sample, pairs: Mapping[tuple[int, int], Any], cells: Mapping[Cell, float]
) -> tuple[float | None, float | None, float | None]:
    """F1, kappa and alpha."""
    scores, kappas = list[float | None](), list[float | None]()
    for pair in pairs:
        counts = {cell[2:]: count for cell, count in cells.items() if len(cell) == 4 and cell[:2] == pair}
        both = sum(count for (a, b), count in counts.items() if a == b and a != NO)
        first, second = (
            sum(count for cell, count in counts.items() if cell[side] not in (None, NO)) for side in (0, 1)
        )
        scores.append(f1(both, first, second))
        kappas.append(cohen_kappa({cell: count for cell, count in counts.items() if None not in cell and count}))
    if not sample.has_values:
        return _mean(scores), None, None
    alpha = krippendorff_alpha({cell: count for cell, count in cells.items() if len(cell) == 2 and count})
    return _mean(scores), _mean(kappas), alpha


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def interval(drawn: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Return the 2.5th and the 97.5th percentile, between the two nearest values; None without values."""
    known = sorted(value for value in drawn if value is not None)
    if not known:
        return None, None
    low, high = (_percentile(known, share) for share in (0.025, 0.975))
    return low, high


def _percentile(values: Sequence[float], share: float) -> float:
    at = share * (len(values) - 1)
    below = int(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)


def rows(figure: Figure) -> Iterator[Any]:
    """Yield the cells of a figure in a table: name, unit, group, units, each coefficient with its interval."""
    yield from (figure.name, figure.unit, figure.group, figure.units)
    for name in _NAMES:
        yield from attrs.astuple(getattr(figure, name))
    yield len(figure.disagreements)


COLUMNS: Final = (
    *("figure", "unit", "group", "units"),
    *(f"{name}{end}" for name in _NAMES for end in ("", "_low", "_high")),
    "disagreements",
)


# --- coefficients, from counts: `docs/agreement.md` has the formulas and their references
# Each is None where it is not defined: without units, or if all values are the same.


Counts = Mapping[tuple[str, str], float]
"""How often a pair of values occurs."""


def f1(both: float, first: float, second: float) -> float | None:
    """Return F1, the harmonic mean of precision and recall.

    Args:
        both: How many items both annotators have.
        first: How many the first one has.
        second: How many the second one has.
    """
    return 2 * both / (first + second) if first + second else None


def cohen_kappa(pairs: Counts) -> float | None:
    """Return Cohen's kappa (1960) of two annotators: agreement beyond that of chance, with the labels of each."""
    n = sum(pairs.values())
    if not n:
        return None
    rows, columns = (_totals(pairs, side) for side in (0, 1))
    observed = sum(count for (first, second), count in pairs.items() if first == second) / n
    expected = sum(count * columns.get(label, 0.0) for label, count in rows.items()) / n**2
    return (observed - expected) / (1 - expected) if not _is_one(expected) else None


def coincidences(values: Sequence[str | None]) -> dict[tuple[str, str], float]:
    """Return what the values of one unit add to the matrix of coincidences; None is a missing value."""
    known = [value for value in values if value is not None]
    weights: dict[tuple[str, str], float] = {}
    for pair in permutations(known, 2):
        weights[pair] = weights.get(pair, 0.0) + 1 / (len(known) - 1)
    return weights


def krippendorff_alpha(counts: Counts) -> float | None:
    """Return Krippendorff's alpha for nominal values (2011) from the matrix of coincidences."""
    n, totals = sum(counts.values()), _totals(counts, 0)
    observed = sum(count for (first, second), count in counts.items() if first != second)
    expected = n**2 - sum(total**2 for total in totals.values())
    return 1 - (n - 1) * observed / expected if n > 1 and not _is_one(1 - expected / n**2) else None


def _totals(counts: Counts, side: int) -> dict[str, float]:
    """How often each value occurs on a side of the pairs."""
    totals: dict[str, float] = {}
    for pair, count in counts.items():
        totals[pair[side]] = totals.get(pair[side], 0.0) + count
    return totals


def _is_one(share: float) -> bool:
    return abs(1 - share) < 1e-12


# --- gamma of unitizing: how far annotators agree on where spans are and what they are, both at once
# The measure is the library's: the optimized gamma of `opt-gamma`, for two annotators.


_REPLICAS: Final = 100
"""How often the spans of an article are shifted, to know what agreement comes by chance."""


def gammas(versions: Sequence[Sequence[Article]], resampler: Resampler) -> Mapping[str, Coefficient]:
    """Return gamma of each layer of spans: the mean over articles, and over each two annotators.

    Raises UsageError if the library is not installed.
    """
    by_layer: dict[str, dict[str, float]] = {}
    for several in versions:
        layers = [layers_of(article) for article in several]
        for layer in dict.fromkeys(layer for spans in layers for layer in spans):
            values = list(_of_pairs([_units(spans.get(layer, ())) for spans in layers]))
            if values:
                by_layer.setdefault(layer, {})[several[0].id] = sum(values) / len(values)
    return {layer: _mean_gamma(values, resampler.of(values)) for layer, values in by_layer.items()}


def _units(spans: Sequence[Any]) -> list[tuple[int, int, str]]:
    return sorted({(span.start, span.end, span.label) for span in spans if span.end > span.start})


def _of_pairs(several: Sequence[list[tuple[int, int, str]]]) -> Iterator[float]:
    """Yield gamma of each two annotators of one article; the order of the two makes no difference."""
    library = import_optional("opt_gamma", "gamma")
    config = library.GammaConfig(chance_correction=True, seed=0, n_iter=_REPLICAS)
    for pair in combinations(several, 2):
        first, second = (library.units_from_records(units) for units in sorted(pair))
        result = library.gamma_segments(first, second, config=config)
        if result.is_defined:
            yield float(result.gamma)


def _mean_gamma(values: Mapping[str, float], draws: Draws) -> Coefficient:
    groups = [[value for article, value in values.items() if draws.group[article] == i] for i in range(draws.size)]

    def mean(weights: Sequence[int]) -> float | None:
        number = sum(weight * len(group) for weight, group in zip(weights, groups, strict=True))
        total = sum(weight * sum(group) for weight, group in zip(weights, groups, strict=True))
        return total / number if number else None

    return Coefficient(mean([1] * draws.size), *interval([mean(weights) for weights in draws.weights]))
