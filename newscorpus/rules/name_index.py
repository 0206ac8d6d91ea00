"""Where an article names its actors: an index of their mentions and of the titles of their roles, for several rules."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from newscorpus.models import Actor, Article
from newscorpus.models.values import MERE_MEMBER
from newscorpus.rules.context import ArticleContext, once
from newscorpus.text.index import Text
from newscorpus.text.spans import Span

Named = tuple[Span, str]
"""Words that name an actor, and its key."""

_SHORT = 3
"""Letters of a word that is too short to stand for a name or a title."""


class NameIndex:
    """The places of a text that name its actors."""

    def __init__(self, article: Article, text: Text | None, mentions: Mapping[str, Sequence[Span]]) -> None:
        # Not the context, which keeps this index: a cycle would keep each article until garbage is collected.
        self._article, self._text = article, text
        self._mentions_of = mentions
        self._heads: dict[str, frozenset[str]] = {}
        self._keys: dict[Span, frozenset[str]] = {}
        self._found: dict[tuple[str, Span], Sequence[Named]] = {}

    @cached_property
    def _mentions(self) -> list[Named]:
        return sorted((span, key) for key, spans in self._mentions_of.items() for span in spans)

    @cached_property
    def _titles(self) -> list[Named]:
        text = self._text
        assert text is not None
        actors = self._article.actors.items()
        titles = ((key, role.title.exact) for key, actor in actors for role in actor.roles)
        return sorted((span, key) for key, title in titles if title != MERE_MEMBER for span in text.named(title))

    @cached_property
    def _starts(self) -> dict[int, int]:
        """For each end of a mention, where the longest one begins."""
        return {end: start for (start, end), _ in reversed(self._mentions)}

    def mentions(self, within: Span) -> Sequence[Named]:
        """Return the mentions inside a span."""
        return self._inside(self._mentions, "mentions", within)

    def titles(self, within: Span) -> Sequence[Named]:
        """Return the titles of roles inside a span, each with an actor that holds the role."""
        return self._inside(self._titles, "titles", within)

    def keys(self, within: Span) -> frozenset[str]:
        """Return the actors that are mentioned inside a span."""
        if within not in self._keys:
            self._keys[within] = frozenset(key for _, key in self.mentions(within))
        return self._keys[within]

    def _inside(self, named: Sequence[Named], layer: str, within: Span) -> Sequence[Named]:
        """Those inside a span, looked up once: many events or claims may have the same words."""
        if (layer, within) not in self._found:
            first = bisect_left(named, ((within[0], 0), ""))
            after = bisect_left(named, ((within[1], 0), ""))
            self._found[layer, within] = [mention for mention in named[first:after] if mention[0][1] <= within[1]]
        return self._found[layer, within]

    def begin(self, end: int) -> int:
        """Return where a mention begins that ends at `end`; `end` if there is none."""
        return self._starts.get(end, end)

    def heads(self, key: str) -> frozenset[str]:
        """Return the longer words of an actor's label, titles and listed mentions, in lower case.

        An id that is no actor has none.
        """
        if key not in self._heads:
            actor = self._article.actors.get(key)
            words = _words(actor) if actor else ()
            self._heads[key] = frozenset(word for word in words if len(word) > _SHORT)
        return self._heads[key]


def _words(actor: Actor) -> Iterator[str]:
    label = () if actor.named else (actor.name or "",)
    for form in chain(label, (quote.exact for quote in actor.mentions), (role.title.exact for role in actor.roles)):
        yield from form.lower().split()


@once
def names_of(context: ArticleContext) -> NameIndex:
    """Return the index of an article."""
    return NameIndex(context.article, context.text, context.mentions)
