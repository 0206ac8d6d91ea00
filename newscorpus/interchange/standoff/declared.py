"""The labels that a corpus declares for its annotations, and how one is above another."""

from collections.abc import Iterator
from typing import Final

import attrs

_COREFERENCE: Final = "symmetric-transitive"


@attrs.define
class Declared:
    """The labels that the configuration of a tool declares."""

    types: dict[str, dict[str, str | None]] = attrs.field(factory=dict)
    """For each section (`entities`, `relations`, `events`, `attributes`), its types in order, with their parents."""
    arguments: dict[str, str] = attrs.field(factory=dict)
    """What each relation, event and attribute takes, macros replaced."""
    abstract: set[str] = attrs.field(factory=set)
    """Types that only group others."""

    def above(self, section: str, label: str) -> Iterator[str]:
        """Yield a label, its parent, and so on."""
        table, seen = self.types.get(section, {}), set[str]()
        at: str | None = label
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            at = table.get(at)

    def labels(self, section: str) -> list[str]:
        """Return the types of a section that annotations can have."""
        return [label for label in self.types.get(section, {}) if label not in self.abstract]

    def is_coreference(self, relation: str) -> bool:
        """Report whether a relation is declared as one of things that are the same."""
        return _COREFERENCE in self.arguments.get(relation, "")
