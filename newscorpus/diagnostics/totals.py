"""Counts of the articles, actors, events, claims and quotes that a check read. Imports nothing of the package."""

from collections.abc import Mapping
from typing import Final

import attrs

NO_LANGUAGES: Final[Mapping[str, int]] = {}
"""Shared by all totals without such languages: there may be a million."""


def _added(some: Mapping[str, int], others: Mapping[str, int]) -> Mapping[str, int]:
    if not some or not others:
        return some or others
    return {key: some.get(key, 0) + others.get(key, 0) for key in sorted({*some, *others})}


@attrs.frozen
class Totals:
    """What was read."""

    articles: int = 0
    """How many articles."""
    actors: int = 0
    """How many actors, in all articles together."""
    events: int = 0
    """How many events."""
    claims: int = 0
    """How many claims."""
    quotes: int = 0
    """How many quotes."""
    verified_quotes: int = 0
    """How many of the quotes were found in the text of their article."""
    withheld_texts: int = 0
    """How many articles are without their text, so that their quotes cannot be verified."""
    unchecked_languages: Mapping[str, int] = NO_LANGUAGES
    """How many articles there are in each language whose words for numbers and dates no rule reads, by its primary
    subtag. An article in no stated language counts as `und`."""

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.articles + other.articles,
            self.actors + other.actors,
            self.events + other.events,
            self.claims + other.claims,
            self.quotes + other.quotes,
            self.verified_quotes + other.verified_quotes,
            self.withheld_texts + other.withheld_texts,
            _added(self.unchecked_languages, other.unchecked_languages),
        )
