"""Gamma of unitizing: how far annotators agree on where spans are and what they are, both at once.

The measure is the library's: the optimized gamma of `opt-gamma`, for two annotators. `docs/agreement.md` describes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.comparison.agreement import Coefficient, Draws, Resampler, interval
from newscorpus.comparison.units import layers_of
from newscorpus.models import Article

_REPLICAS: Final = 100
"""How often the spans of an article are shifted, to know what agreement comes by chance."""


def gammas(versions: Sequence[Sequence[Article]], resampler: Resampler) -> Mapping[str, Coefficient]:
    """Return gamma of each layer of spans: the mean over articles, and over each two annotators.

    Raises UsageError if the library is not installed.
    """
    found: dict[str, dict[str, float]] = {}
    for several in versions:
        layers = [layers_of(article) for article in several]
        for layer in dict.fromkeys(layer for one in layers for layer in one):
            values = list(_of_pairs([_units(one.get(layer, ())) for one in layers]))
            if values:
                found.setdefault(layer, {})[several[0].id] = sum(values) / len(values)
    return {layer: _coefficient(values, resampler.of(values)) for layer, values in found.items()}


def _units(spans: Sequence[Any]) -> list[tuple[int, int, str]]:
    return sorted({(span.start, span.end, span.label) for span in spans if span.end > span.start})


def _of_pairs(several: Sequence[list[tuple[int, int, str]]]) -> Iterator[float]:
    """Yield gamma of each two annotators of one article; the order of the two makes no difference."""
    library = import_optional("opt_gamma", "gamma")
    config = library.GammaConfig(chance_correction=True, seed=0, n_iter=_REPLICAS)
    for pair in combinations(several, 2):
        one, other = (library.units_from_records(units) for units in sorted(pair))
        result = library.gamma_segments(one, other, config=config)
        if result.is_defined:
            yield float(result.gamma)


def _coefficient(values: Mapping[str, float], draws: Draws) -> Coefficient:
    groups = [[value for one, value in values.items() if draws.group[one] == i] for i in range(draws.size)]

    def mean(weights: Sequence[int]) -> float | None:
        number = sum(weight * len(group) for weight, group in zip(weights, groups, strict=True))
        total = sum(weight * sum(group) for weight, group in zip(weights, groups, strict=True))
        return total / number if number else None

    return Coefficient(mean([1] * draws.size), *interval([mean(weights) for weights in draws.weights]))
