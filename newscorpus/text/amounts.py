"""Amounts: the numbers that words give, exactly or as a bound, and whether a value agrees with them.

Imports the standard library only.
"""

from decimal import Decimal
from enum import Enum
from itertools import combinations
from typing import Final

import attrs


class Bound(Enum):
    """What words say of a number: that it is the number, or lies on one side of it."""

    EXACT = "="
    ABOUT = "~"
    NEARLY = "~<"
    LEAST = ">="
    MORE = ">"
    MOST = "<="
    LESS = "<"
    SEVERAL = "several"
    """Several of a scale: `dozens`."""


@attrs.frozen
class Amount:
    """A number that words give, or a range."""

    low: Decimal
    high: Decimal
    bound: Bound = Bound.EXACT
    rough: bool = False
    """Whether the bound is uncertain: `at least about 12`."""
    units: frozenset[str] = frozenset()
    """The codes of the unit or currency; several if the words do not decide."""
    measured: bool = False
    """Whether it is of a unit, known or not: it counts no people or things."""
    by_article: bool = False
    """Whether it is only the `a` of `a woman`."""

    @property
    def is_open(self) -> bool:
        """Whether it is not one number, nor one near which the number is."""
        return self.low != self.high or self.bound not in (Bound.EXACT, *ROUGH)

    def allows(self, least: Decimal, most: Decimal | None) -> bool:
        """Return whether a value from `least` to `most` is what the words give; None is an open end."""
        margin = max(Decimal(1), self.high / 5) if self.rough or self.bound in ROUGH else Decimal(0)
        low, high = self.low - margin, self.high + (0 if self.bound is Bound.NEARLY else margin)
        if self.bound in (Bound.LEAST, Bound.MORE):
            return least != most and low <= least <= high + (self.bound is Bound.MORE)
        if self.bound in (Bound.MOST, Bound.LESS):
            return least != most and most is not None and low - (self.bound is Bound.LESS) <= most <= high
        if self.bound is Bound.SEVERAL:
            return least != most and least <= high and (low <= least or (most is not None and low <= most))
        if self.low != self.high and self.bound is Bound.EXACT:
            return least == self.low and most == self.high
        if most is None:
            return self.bound is not Bound.NEARLY and low <= least <= high
        return least <= high and low <= most

    def __str__(self) -> str:
        """The value that the words give, as counts are written; empty if they give none."""
        low, high = (f"{number.normalize():f}" for number in (self.low, self.high))
        if self.bound in (Bound.LEAST, Bound.MORE, Bound.SEVERAL):
            return f"{low}+"
        if self.bound in (Bound.MOST, Bound.LESS):
            return f"0..{f'{self.high - 1:f}' if self.bound is Bound.LESS and self.high >= 1 else high}"
        return low if low == high else f"{low}..{high}"


ROUGH: Final = (Bound.ABOUT, Bound.NEARLY)
"""Bounds near which the number is."""
_MOST_SUMMED: Final = 6
"""Amounts of which all sums are tried."""
_UNCOUNTED: Final = 9
"""How many more there may be if words also name people without a number: `his wife and two children`."""


@attrs.frozen
class Reading:
    """What words say of numbers."""

    amounts: tuple[Amount, ...]
    complete: bool
    """Whether every word that looks like a number was read."""
    joined: bool = False
    """Whether the words join things, of which some may have no number: `his wife and two children`."""

    def of_people(self) -> "Reading":
        """Return the reading without measures: people are not counted in years or dollars."""
        counts = tuple(amount for amount in self.amounts if not amount.measured)
        measured = len(counts) < len(self.amounts) and all(amount.by_article for amount in counts)
        return attrs.evolve(self, amounts=counts, complete=self.complete and not measured)

    def contradicts(self, least: Decimal, most: Decimal | None) -> bool:
        """Return whether no amount, and no sum of them, is a value from `least` to `most`."""
        plain = [amount for amount in self.amounts if not amount.by_article]
        if not self.complete or not self.amounts or any(one.allows(least, most) for one in plain or self.amounts):
            return False
        lows = [amount.low for amount in self.amounts if amount.low == amount.high][:_MOST_SUMMED]
        sums = {sum(several) for n in range(2, len(lows) + 1) for several in combinations(lows, n)}
        if least in sums or (most is not None and any(least <= total <= most for total in sums)):
            return False
        return not (self.joined and any(0 < least - amount.low <= _UNCOUNTED for amount in plain))
