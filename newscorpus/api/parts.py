"""A part of a corpus: which of its other articles it refers to, so that a copy of the part lacks them."""

from collections.abc import Iterable, Iterator

from newscorpus.checking.session import CheckSession
from newscorpus.models import Article
from newscorpus.models.traversal import event_references


def linked(article: Article) -> frozenset[str]:
    """Return the ids of the articles to whose events an article refers."""
    return frozenset(name.partition("#")[0] for _, name in event_references(article) if "#" in name)


class Lacking:
    """Collects the articles that others refer to and that are not among them."""

    def __init__(self, session: CheckSession) -> None:
        self._is_part = len(session.asked) < len(session.files) or session.options.skip_invalid
        self._ids, self._linked = set[str](), set[str]()

    def add(self, id_: str, others: Iterable[str]) -> None:
        """Add an article, and what `linked` returns for it."""
        if self._is_part:
            self._ids.add(id_)
            self._linked.update(others)

    def collect(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Add articles while they are used."""
        for one in articles:
            self.add(one.id, linked(one))
            yield one

    def found(self) -> tuple[str, ...]:
        """Return the ids; none if the articles are whole corpora."""
        return tuple(sorted(self._linked - self._ids))
