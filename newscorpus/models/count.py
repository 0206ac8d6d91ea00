"""Counts of people, and what the counts of several sources come to."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Self, cast

import attrs

from newscorpus.models.base import Model
from newscorpus.models.metadata import Doc, InText, Pattern, Range, ShortForm
from newscorpus.models.quantity import COUNT_PATTERN, Quantity, count_meant
from newscorpus.models.validation import add_validators, as_strings, as_table
from newscorpus.models.values import ActorRef, Quote, as_quote_if_any


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Count(Model):
    """A number of persons or things: a number, at least (`26+`) or about (`200~`) a number, or a range (`3..5`).

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        assert nc.Count(count="26+", text="over 26").least == 26
    """

    SHORT: ClassVar = ShortForm(long="count", key="text", value="count")

    count: Annotated[
        Annotated[int, Range(0)]
        | Annotated[
            str,
            Pattern(
                COUNT_PATTERN,
                "a count (N, N+ for at least N, N~ for about N, or N..M)",
                "NC110",
                help="write the number in digits; the words of the article go before it: `{WORDS: NUMBER}`",
                advice=count_meant,
            ),
        ],
        Doc("the number, `26+` for at least 26, `200~` for about 200, `3..5` for a range"),
    ]
    text: Annotated[Quote | None, InText(), Doc("the words of the article that give it")] = attrs.field(
        default=None, converter=as_quote_if_any
    )
    by: Annotated[
        tuple[ActorRef, ...], Doc("who gives it, if not the article itself: actors; other sources give alternatives")
    ] = attrs.field(default=(), converter=as_strings)

    @property
    def least(self) -> int:
        """The number, or the lower end of a range."""
        return cast("int", Quantity.parse(str(self.count)).least)

    @property
    def most(self) -> int | None:
        """The number, or the upper end of a range; None if that is open, as for `26+`."""
        return cast("int | None", Quantity.parse(str(self.count)).most)

    @property
    def about(self) -> bool:
        """Whether the number is approximate."""
        return Quantity.parse(str(self.count)).about


def as_count_lists(table: Mapping[str, Iterable[Count]]) -> Mapping[str, tuple[Count, ...]]:
    """Convert lists of counts, by harm, to tuples."""
    return cast("Mapping[str, tuple[Count, ...]]", as_table(table))


@attrs.frozen
class Estimate:
    """A number of persons or things as several sources give it: the lowest, the best and the highest figure, as UCDP.

    Example::

        counts = (nc.Count(count=43, by=("ministry",)), nc.Count(count=61, by=("red-crescent",)))
        assert nc.Estimate.of(counts) == nc.Estimate(low=43, best=43, high=61)
    """

    low: int
    """The lowest figure."""
    best: int
    """The best figure, as `Estimate.of` chooses it."""
    high: int | None
    """The highest figure; None if it is open, as for `26+`."""

    @classmethod
    def of(cls, counts: Iterable[Count]) -> Self:
        """Return what counts come to.

        Counts by the same source are parts, which are added up. So are those without a source, which the article gives
        itself. The sums of different sources are alternatives.

        Args:
            counts: The counts, at least one.

        Returns:
            The lowest and the highest sum. The best one is the article's own; without it, it is the lowest, as UCDP
            takes the lower figure where no source is more reliable. Of a range, it is the lower end.

        Raises:
            ValueError: If there are no counts.
        """
        parts: dict[frozenset[str], list[Count]] = {}
        for count in counts:
            parts.setdefault(frozenset(count.by), []).append(count)
        least = {by: sum(count.least for count in same) for by, same in parts.items()}
        most = [_sum(count.most for count in same) for same in parts.values()]
        low, ends = min(least.values()), [end for end in most if end is not None]
        return cls(low, least.get(frozenset(), low), max(ends) if len(ends) == len(most) else None)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(filter(None, known))
