"""The vocabularies of the model: the terms that a field may have, each with its meaning and source.

They are data, `data/terms.tsv`: schema, codebook, completion and suggestions are derived from it, in its order.
A corpus can add terms of its own (`vocabularies` in `corpus.yaml`), and cannot change a term.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, Self, cast

import attrs

from newscorpus.models import data

EventKind = Literal["event", "meeting", "incident"]
ActorKind = Literal["person", "group", "organization", "country", "locality", "unknown"]
Status = Literal[
    "occurred",
    "ongoing",
    "planned",
    "possible",
    "postponed",
    "cancelled",
    "refused",
    "failed",
    "alleged",
    "negated",
    "generic",
]
Stance = Literal["asserts", "likely", "possible", "unlikely", "denies", "uncommitted"]
Side = Literal["source", "target", "both"]
"""Of a role: whether it acts, is acted on, or both, as each side of talks."""


@attrs.frozen
class Word:
    """One term of a vocabulary, with its meaning in one line and the standards from which it is taken."""

    word: str
    meaning: str
    source: str = ""
    side: Side | None = None
    """Of a role, what it is in a pair of actors; None for a bystander."""


Table = Mapping[str, Word]
"""One vocabulary, in order: term → its meaning."""


BY_KIND: Final = frozenset({"types", "roles", "statuses"})
"""The vocabularies that differ by the kind of event."""


@attrs.frozen(kw_only=True, eq=False)
class Words:
    """All vocabularies of one corpus.

    An object is equal only to itself, so that it is a cheap key for a cache.
    """

    types: Mapping[str, Table]
    roles: Mapping[str, Table]
    statuses: Mapping[str, Table]
    actor_kinds: Table
    event_kinds: Table
    sectors: Table
    things: Table
    relations: Table
    actor_relations: Table
    stances: Table
    casualties: Table
    states: Table
    text_parts: Table
    severities: Table
    attribute_types: Table

    def get(self, table: str, kind: str | None = None) -> Table:
        """Return one vocabulary.

        Args:
            table: Its name, that of a field of this class.
            kind: The kind of event, for a vocabulary in `BY_KIND`. For any other string the result is empty.
        """
        words: Any = getattr(self, table)
        terms: Table = words.get(kind, {}) if table in BY_KIND else words
        return terms

    def extended(self, extension: Mapping[str, Mapping[str, Any]]) -> Self:
        """Return these vocabularies with the terms of a corpus added at their ends.

        Args:
            extension: The value of `vocabularies` in `corpus.yaml`, each part optional:
                `{meeting: {types: {term: meaning}, roles: …}, things: {term: meaning}, …}`.
                A term that exists keeps its meaning. Unknown keys are ignored.
        """
        return attrs.evolve(
            self,
            types={
                kind: _joined(words, extension.get(kind, {}).get("types", {})) for kind, words in self.types.items()
            },
            roles={
                kind: _joined(words, extension.get(kind, {}).get("roles", {})) for kind, words in self.roles.items()
            },
            things=_joined(self.things, extension.get("things", {})),
            sectors=_joined(self.sectors, extension.get("sectors", {})),
            relations=_joined(self.relations, extension.get("relations", {})),
            actor_relations=_joined(self.actor_relations, extension.get("actor_relations", {})),
        )


def _joined(words: Table, own: Mapping[str, str]) -> Table:
    return {**words, **{word: Word(word, meaning, "corpus.yaml") for word, meaning in own.items() if word not in words}}


def _tables() -> dict[str, Any]:
    """Read each vocabulary: term → Word; of one in `BY_KIND`, kind of event → term → Word."""
    tables: dict[str, Any] = {}
    for vocabulary, kinds, term, side, source, meaning in data.rows("terms"):
        word = Word(term, meaning, source, cast("Side | None", side or None))
        table = tables.setdefault(vocabulary, {})
        for kind in kinds.split():
            table.setdefault(kind, {})[term] = word
        if not kinds:
            table[term] = word
    return tables


DEFAULT: Final = Words(**_tables())
"""The vocabularies of the model, without additions."""
EVENT_KINDS: Final = DEFAULT.event_kinds
ACTOR_KINDS: Final = DEFAULT.actor_kinds
ROLES: Final = DEFAULT.roles
STATUSES: Final = DEFAULT.statuses
THINGS: Final = DEFAULT.things
TEXT_PARTS: Final = DEFAULT.text_parts
