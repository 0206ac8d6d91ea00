"""Coefficients of agreement, from counts. `docs/agreement.md` has the formulas and their references.

Each function returns None where a coefficient is not defined: without units, or if all values are the same.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations

Counts = Mapping[tuple[str, str], float]
"""How often a pair of values occurs."""


def f1(both: float, one: float, other: float) -> float | None:
    """Return F1, the harmonic mean of precision and recall.

    Args:
        both: How many items both annotators have.
        one: How many the first one has.
        other: How many the second one has.
    """
    return 2 * both / (one + other) if one + other else None


def cohen_kappa(pairs: Counts) -> float | None:
    """Return Cohen's kappa (1960) of two annotators: agreement beyond that of chance, with the labels of each."""
    n = sum(pairs.values())
    if not n:
        return None
    rows, columns = (_totals(pairs, side) for side in (0, 1))
    observed = sum(count for (one, other), count in pairs.items() if one == other) / n
    expected = sum(count * columns.get(label, 0.0) for label, count in rows.items()) / n**2
    return (observed - expected) / (1 - expected) if not _is_one(expected) else None


def coincidences(values: Sequence[str | None]) -> dict[tuple[str, str], float]:
    """Return what the values of one unit add to the matrix of coincidences; None is a missing value."""
    known = [value for value in values if value is not None]
    found: dict[tuple[str, str], float] = {}
    for pair in permutations(known, 2):
        found[pair] = found.get(pair, 0.0) + 1 / (len(known) - 1)
    return found


def krippendorff_alpha(counts: Counts) -> float | None:
    """Return Krippendorff's alpha for nominal values (2011) from the matrix of coincidences."""
    n, totals = sum(counts.values()), _totals(counts, 0)
    observed = sum(count for (one, other), count in counts.items() if one != other)
    expected = n**2 - sum(total**2 for total in totals.values())
    return 1 - (n - 1) * observed / expected if n > 1 and not _is_one(1 - expected / n**2) else None


def _totals(counts: Counts, side: int) -> dict[str, float]:
    """How often each value occurs on a side of the pairs."""
    found: dict[str, float] = {}
    for pair, count in counts.items():
        found[pair[side]] = found.get(pair[side], 0.0) + count
    return found


def _is_one(share: float) -> bool:
    return abs(1 - share) < 1e-12
