"""Chains of mentions: which annotations of words are of the same actor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newscorpus.interchange.standoff.annotations import Words
from newscorpus.interchange.standoff.meanings import Entity
from newscorpus.models.labels import SAME
from newscorpus.text.spans import Span


class Chains:
    """Annotations of words, joined where they are of the same actor.

    Args:
        ids: The annotations, in order.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._above = {id_: id_ for id_ in ids}
        self._order = {id_: number for number, id_ in enumerate(self._above)}

    def unite(self, ids: Sequence[str]) -> bool:
        """Join annotations; report whether all of them were in question."""
        known = [self._first(id_) for id_ in ids if id_ in self._above]
        first = min(known, key=self._order.__getitem__, default="")
        for one in known:
            self._above[one] = first
        return len(known) == len(ids)

    def join(self, entities: Mapping[str, Entity], words: Mapping[str, Words]) -> None:
        """Join words whose label is the name of a chain, and other words at the same place."""
        chains: dict[str, str] = {}
        places: dict[tuple[Span, ...], list[str]] = {}
        for id_ in self._above:
            if entities[id_].use == SAME:
                self.unite((chains.setdefault(words[id_].label, id_), id_))
            else:
                places.setdefault(words[id_].spans, []).append(id_)
        for id_ in self._above:
            if entities[id_].use == SAME:
                self.unite((id_, *places.get(words[id_].spans, ())))

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the annotations of each actor, the actors and the annotations in order."""
        found: dict[str, list[str]] = {}
        for id_ in self._above:
            found.setdefault(self._first(id_), []).append(id_)
        yield from found.values()

    def _first(self, id_: str) -> str:
        while self._above[id_] != id_:
            self._above[id_] = self._above[self._above[id_]]
            id_ = self._above[id_]
        return id_
