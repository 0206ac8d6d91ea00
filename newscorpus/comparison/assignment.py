"""Optimal assignment: pair the members of two groups one to one, so that the sum of the scores is the highest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from newscorpus import limits

Pair = tuple[int, int]


def best_pairs(scores: Mapping[Pair, float]) -> list[Pair]:
    """Return the pairs whose scores have the highest sum, each member in at most one pair.

    The Hungarian algorithm (Kuhn 1955, Munkres 1957) with potentials, in cubic time for each group of members that
    pairs connect. It is written here since the libraries that have it are large, or no longer maintained. In groups of
    more than `limits.MAX_PAIRS` pairs, the highest scores are taken first instead.

    Args:
        scores: The pairs that are possible, each with a score above 0.

    Returns:
        The pairs, in order.
    """
    found = list[Pair]()
    for rows, columns in _groups(scores):
        if len(rows) * len(columns) > limits.MAX_PAIRS:
            found += _highest(rows, scores)
            continue
        matrix = [[-scores.get((row, column), 0.0) for column in columns] for row in rows]
        flipped = len(rows) > len(columns)
        chosen = _cheapest([list(column) for column in zip(*matrix, strict=True)] if flipped else matrix)
        pairs = ((j, i) if flipped else (i, j) for i, j in enumerate(chosen))
        found += [(rows[i], columns[j]) for i, j in pairs if (rows[i], columns[j]) in scores]
    return sorted(found)


def _highest(rows: Sequence[int], scores: Mapping[Pair, float]) -> list[Pair]:
    """Pairs of some rows, those with the highest scores first."""
    group, used, found = set(rows), set[tuple[int, int]](), list[Pair]()
    for row, column in sorted((pair for pair in scores if pair[0] in group), key=lambda pair: (-scores[pair], pair)):
        if (0, row) not in used and (1, column) not in used:
            used |= {(0, row), (1, column)}
            found.append((row, column))
    return found


def _groups(pairs: Iterable[Pair]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that pairs connect, directly or by others."""
    near: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, column in pairs:
        near.setdefault((0, row), []).append((1, column))
        near.setdefault((1, column), []).append((0, row))
    seen = set[tuple[int, int]]()
    for start in sorted(near):
        if start in seen:
            continue
        group, left = {start}, [start]
        while left:
            new = [one for one in near[left.pop()] if one not in group]
            group.update(new)
            left += new
        seen |= group
        yield sorted(i for side, i in group if side == 0), sorted(i for side, i in group if side == 1)


def _cheapest(costs: list[list[float]]) -> list[int]:
    """The column of each row, so that the sum of the costs is the lowest. There are at least as many columns as rows.

    Index 0 of the lists is the row or column that is being placed, so others count from 1.
    """
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)  # the potentials
    placed = [0] * (columns + 1)  # the row of each column; 0 if it is free
    for row in range(1, rows + 1):
        placed[0] = row
        least, before, used = [inf] * len(placed), [0] * len(placed), [False] * len(placed)
        column = 0
        while placed[column]:
            used[column] = True
            at, step, nearest = placed[column], inf, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = costs[at - 1][j - 1] - of_row[at] - of_column[j]
                if cost < least[j]:
                    least[j], before[j] = cost, column
                if least[j] < step:
                    step, nearest = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    of_row[placed[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            column = nearest
        while column:
            placed[column] = placed[before[column]]
            column = before[column]
    chosen = [0] * rows
    for j in range(1, columns + 1):
        if placed[j]:
            chosen[placed[j] - 1] = j - 1
    return chosen
