"""Amounts: the numbers that words give, exactly or as a bound, and whether a value agrees with them.

Imports `number_words` of this package.
"""

from decimal import Decimal
from itertools import combinations
from typing import Final

import attrs

from newscorpus.text.number_words import Bound, is_fixed, unit_codes


@attrs.frozen
class Amount:
    """A number that words give, or a range."""

    low: Decimal
    high: Decimal
    bound: Bound = Bound.EXACT
    rough: bool = False
    """Whether the bound is uncertain: `at least about 12`."""
    units: tuple[str, ...] = ()
    """The codes of the unit or currency; several if the words do not decide, the most likely one first."""
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

    def value(self, unit: str = "") -> str:
        """Return the value that the words give, as counts and quantities are written."""
        low, high = (f"{number.normalize():f}" for number in (self.low, self.high))
        unit = unit if unit in ("", "%", "‰") else f" {unit}"
        if self.bound in (Bound.LEAST, Bound.MORE, Bound.SEVERAL):
            return f"{low}{unit}+"
        if self.bound in (Bound.MOST, Bound.LESS):
            whole = self.bound is Bound.LESS and not unit and self.high >= 1
            return f"0..{f'{self.high - 1:f}' if whole else high}{unit}"
        if low != high:
            return f"{low}..{high}{unit}"
        return f"{low}{unit}{'~' if self.bound in ROUGH else ''}"

    def is_of(self, unit: str | None) -> bool:
        """Return whether it may be of a unit; None is none."""
        return unit in self.units if self.units else not (self.measured and unit)

    def is_of_another(self, unit: str | None) -> bool:
        """Return whether it certainly has another unit: money or per cent, which are not converted into others."""
        return bool(self.units) and unit not in self.units and (is_fixed(unit or "") or all(map(is_fixed, self.codes)))

    def misnames(self, unit: str | None, least: Decimal, most: Decimal | None) -> bool:
        """Return whether a value is its own number, which was not converted, with the code of another unit."""
        return unit in unit_codes() and bool(self.codes) and unit not in self.units and self.allows(least, most)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its units, without what else people write."""
        return unit_codes().intersection(self.units)


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
    whole: bool = False
    """Whether there are no other words."""
    joined: int = 0
    """How many times the words join things, of which some may have no number: `his wife and two children`."""

    def of_people(self) -> "Reading":
        """Return the reading without measures: people are not counted in years or dollars."""
        counts = tuple(amount for amount in self.amounts if not amount.measured)
        measured = len(counts) < len(self.amounts) and all(amount.by_article for amount in counts)
        return attrs.evolve(self, amounts=counts, complete=self.complete and not measured)

    def in_unit(self, unit: str | None) -> "Reading":
        """Return the reading with those amounts only that may be of a unit: nothing is converted."""
        amounts = tuple(amount for amount in self.amounts if amount.is_of(unit) or amount.is_of_another(unit))
        return attrs.evolve(self, amounts=amounts)

    def lacks_unit(self, unit: str | None) -> bool:
        """Return whether each amount certainly has another unit."""
        return self.complete and bool(self.amounts) and all(amount.is_of_another(unit) for amount in self.amounts)

    def contradicts(self, least: Decimal, most: Decimal | None) -> bool:
        """Return whether no amount, and no sum of them, is a value from `least` to `most`."""
        plain = [amount for amount in self.amounts if not amount.by_article]
        if not self.complete or not self.amounts or any(one.allows(least, most) for one in plain or self.amounts):
            return False
        lows = [amount.low for amount in self.amounts if amount.low == amount.high][:_MOST_SUMMED]
        sums = {sum(several) for n in range(2, len(lows) + 1) for several in combinations(lows, n)}
        if least in sums or (most is not None and any(least <= total <= most for total in sums)):
            return False
        others = plain or (self.amounts if self.joined >= len(self.amounts) else ())  # `the driver and a passenger`
        return not (self.joined and any(0 < least - amount.low <= _UNCOUNTED for amount in others))
