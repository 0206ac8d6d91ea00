"""The assignment has the highest sum: as all assignments show for few members, and as scipy finds for more."""

from itertools import permutations
from random import Random

import pytest

from newscorpus.comparison.matches import best_pairs


def test_the_sum_of_the_scores_is_the_highest():
    random = Random(27)
    for _ in range(300):
        rows, columns = random.randint(0, 4), random.randint(0, 4)
        scores = {
            (i, j): random.choice([0.25, 0.5, 1.0, random.random()])
            for i in range(rows)
            for j in range(columns)
            if random.random() < 0.7
        }
        found = best_pairs(scores)
        assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
        assert found == best_pairs(scores) == sorted(found)
        places = [*range(columns), *[-1] * rows]
        best = max(sum(scores.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(places, rows))
        assert sum(scores[pair] for pair in found) == pytest.approx(best, abs=1e-12)
    optimize = pytest.importorskip("scipy.optimize")
    for _ in range(20):
        rows, columns = random.randint(10, 40), random.randint(10, 40)
        matrix = [[random.random() * (random.random() < 0.3) for _ in range(columns)] for _ in range(rows)]
        scores = {(i, j): x for i, row in enumerate(matrix) for j, x in enumerate(row) if x}
        chosen = zip(*optimize.linear_sum_assignment(matrix, maximize=True), strict=True)
        best = sum(matrix[i][j] for i, j in chosen)
        assert sum(scores[pair] for pair in best_pairs(scores)) == pytest.approx(best, abs=1e-9)
