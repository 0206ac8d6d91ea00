"""What the articles of a corpus share: ids, texts, actors, identifiers and links, in memory.

For the summary of one article, it knows those of all others that a corpus rule may compare with it.
"""

from collections.abc import Iterator
from typing import Any

from newscorpus.rules import ArticleSummary
from newscorpus.rules.relations import CIRCLED


class _Table:
    """Values, each with the numbers of the articles that have it, and what else they have there."""

    def __init__(self) -> None:
        # Tuples, since nearly all values are those of one article.
        self._found: dict[str, tuple[tuple[int, Any], ...]] = {}

    def add(self, value: str, number: int, more: Any = None) -> None:
        self._found[value] = (*self._found.get(value, ()), (number, more))

    def remove(self, value: str, number: int) -> None:
        left = tuple(one for one in self._found.pop(value, ()) if one[0] != number)
        if left:
            self._found[value] = left

    def __getitem__(self, value: str) -> tuple[tuple[int, Any], ...]:
        return self._found.get(value, ())


class SharedValues:
    """The summaries of articles by number, and the values that several may have."""

    def __init__(self) -> None:
        self._summaries: dict[int, ArticleSummary] = {}
        self._ids, self._texts, self._actors, self._qids, self._links, self._named = (_Table() for _ in range(6))

    def add(self, number: int, summary: ArticleSummary) -> None:
        """Add an article."""
        self._summaries[number] = summary
        for table, value, more in self._values(summary):
            table.add(value, number, more)

    def remove(self, number: int) -> None:
        """Remove an article, if it is there."""
        summary = self._summaries.pop(number, None)
        for table, value, _ in self._values(summary) if summary is not None else ():
            table.remove(value, number)

    def _values(self, summary: ArticleSummary) -> Iterator[tuple[_Table, str, Any]]:
        yield self._ids, summary.id, None
        if summary.sha256 is not None:
            yield self._texts, summary.sha256, None
        for key, kind, qid in summary.actors:
            yield self._actors, key, (kind, qid)
            if qid is not None:
                yield self._qids, qid, key
        for article in {target.partition("#")[0] for _, target in summary.links}:
            yield self._links, article, None
        for key in summary.named:
            yield self._named, key, None

    def linking(self, article: str) -> Iterator[int]:
        """Yield the articles that refer to an event of the articles with an id."""
        return (number for number, _ in self._links[article])

    def using(self, actor: str) -> Iterator[int]:
        """Yield the articles that refer to an actor by its id, or have an actor with that id."""
        return (number for table in (self._named, self._actors) for number, _ in table[actor])

    def near(self, summary: ArticleSummary) -> Iterator[int]:
        """Yield the articles with the id or text of an article, or with other values of what they share with it."""
        for shared in (self._ids[summary.id], self._texts[summary.sha256] if summary.sha256 is not None else ()):
            yield from (number for number, _ in shared)
        for key, _, qid in summary.actors:
            for shared in (self._actors[key], self._qids[qid] if qid is not None else ()):
                if len(shared) > 1 and len({more for _, more in shared}) > 1:
                    yield from (number for number, _ in shared)

    def leads_nowhere(self, summary: ArticleSummary) -> bool:
        """Report whether an article refers to an event that no article has."""
        return any(not self._exists(target) for _, target in summary.links)

    def _exists(self, target: str) -> bool:
        article, _, event = target.partition("#")
        return any(event in self._summaries[number].events for number, _ in self._ids[article])

    def may_lead_back(self, summary: ArticleSummary) -> bool:
        """Report whether relations that must not form a cycle lead from an article to others, and back to it."""
        left, seen = [summary.id], set[str]()
        while left:
            for number, _ in self._ids[left.pop()]:
                for article in _led_to(self._summaries[number]):
                    if article == summary.id:
                        return True
                    if article not in seen:
                        seen.add(article)
                        left.append(article)
        return False


def _led_to(summary: ArticleSummary) -> set[str]:
    return {
        target.partition("#")[0]
        for path, target in summary.links
        if path[0] == "events" and len(path) > 3 and path[3] in CIRCLED  # events.ID.relations.NAME
    }
