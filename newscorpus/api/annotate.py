"""Annotate words of a text: what they can become in its article, and the change of the article that makes them that.

For whatever shows a text in which words can be selected. Offsets are in code points of the article text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.errors import UsageError
from newscorpus.models import KINDS, Actor, Article, Quote, text_of
from newscorpus.models.article import mentions_of
from newscorpus.models.traversal import quotes_of
from newscorpus.text.index import Text, context_at
from newscorpus.text.spans import Span, trimmed
from newscorpus.text.words import flatten

Steps = Sequence[Mapping[str, Any]]
"""The steps of an action: see `steps`."""
_MARKS: Final = re.compile(r"\A[“”\"'‘’«»(\[,;:–—\s]+|[“”\"«»)\],;:–—\s]+\Z")
_MOST_PLACES: Final = 20
"""Places of an ambiguous quote that are offered, at most."""


@attrs.frozen
class Mark:
    """Words of the text that an annotation is about."""

    path: Path
    """Of the quote; of the actor, if they are its name or alias."""
    start: int
    end: int


def marks_in(article: Article) -> list[Mark]:
    """Return all words of the text that an anchored article is about, in the order of the text; the longer first."""
    marks = [
        Mark(path, quote.start, quote.end)
        for path, quote in quotes_of(article)
        if quote.start is not None and quote.end
    ]
    quoted = {(mark.path[:2], mark.start, mark.end) for mark in marks}
    mentions = mentions_of(article)
    for key, actor in article.actors.items():
        path: Path = ("actors", key)
        marks += [Mark(path, *span) for span in mentions[actor.id] if (path, *span) not in quoted]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


@attrs.frozen(eq=False)
class Offer:
    """What words can become."""

    text: Text
    part: str
    """`actor`, `claim` or a kind of event: something new. `evidence` or `mention`: one more of an event or actor."""
    owner: str
    """The id of that event or actor; empty for something new."""
    span: Span
    """Where the words are."""

    @property
    def title(self) -> str:
        """What it is, in a sentence."""
        words = backticked(self._words, 40)
        if self.owner:
            article = "" if self.part == "evidence" else "a "
            return f"{words} is {article}{self.part} of {backticked(self.owner)}"
        return f"{words} is {'evidence of ' if self.part in KINDS else ''}a new {self.part}"

    @property
    def _words(self) -> str:
        return flatten(self.text.raw[slice(*self.span)])

    @property
    def steps(self) -> Steps:
        """The steps that make the words that: see `steps`. Raises UsageError if they can become no such thing."""
        here = {"span": list(self.span)}
        news: dict[str, Any] = {kind: {"kind": kind, "type": "other", "evidence": [here]} for kind in KINDS}
        ways: dict[str, tuple[Path, Any]] = {
            "evidence": (("events", self.owner, "evidence"), here),
            "mention": (("actors", self.owner, "mentions"), here),
            "claim": (("claims",), {"quote": [here]}),
            "actor": (("actors",), {"words": here}),
            **{kind: (("events",), value) for kind, value in news.items()},
        }
        if self.part not in ways:
            raise UsageError(f"{backticked(self.part)} is nothing that words can become")
        path, value = ways[self.part]
        return ({"do": "add", "path": path, "value": value},)


def selected(text: Text, span: Span, *, exactly: bool = False) -> Span:
    """Return the words that a selection means: without whitespace and marks at its ends, with the rest of cut words."""
    start, end = trimmed((max(0, span[0]), min(span[1], len(text.raw))), text.raw)
    while start < end and (match := _MARKS.search(text.raw, start, end)):
        if match.start() == start:
            start = match.end()
        else:
            end = match.start()
    return (start, end) if exactly or start >= end else text.widened((start, end))


def offers(article: Article, chosen: Span) -> Iterator[Offer]:
    """Yield what selected words of an article with a text can become: new things, then parts of the nearest ones.

    They are those that `selected` returns. None of nothing.
    """
    raw = article.text or ""
    if not raw[slice(*chosen)].strip():
        return
    text = text_of(raw)
    span = selected(text, chosen)
    if span[0] >= span[1]:
        return
    nearest = sorted(marks_in(article), key=lambda mark: abs(mark.start - span[0]))
    here = {mark.path[:3] for mark in nearest if (mark.start, mark.end) == span}  # names have no third step
    mentioned = {path[1] for path in here if path[0] == "actors" and path[2:] in ((), ("mentions",))}
    words = flatten(raw[slice(*span)])
    if not mentioned and all(words not in actor.forms for actor in article.actors.values()):
        yield Offer(text, "actor", "", span)
    for kind in (*KINDS, "claim"):
        yield Offer(text, kind, "", span)
    known = [("events", key) for key in article.events] + [("actors", key) for key in article.actors]
    for table, key in dict.fromkeys([*(mark.path[:2] for mark in nearest), *known]):
        if table == "events" and (table, key, "evidence") not in here:
            yield Offer(text, "evidence", str(key), span)
        elif table == "actors" and key not in mentioned:
            yield Offer(text, "mention", str(key), span)


def contexts(article: Article, path: Path) -> Iterator[tuple[str, Span]]:
    """Yield the places that a quote without context may mean, each behind the title of a change that says it."""
    quote = at(article, path)
    if article.text is None or not isinstance(quote, Quote):
        return
    text = text_of(article.text)
    for span in text.candidates(quote.exact)[:_MOST_PLACES]:
        context = context_at(text, span)
        if context is not None:
            line = article.text.count("\n", 0, span[0]) + 1
            yield f"Add the context of the place in line {line}: {backticked(context)}", span


def at(owner: Any, path: Path) -> Any:
    """Return what an article or its draft has at a path."""
    for step in path:
        is_member = isinstance(owner, dict | list | tuple)
        owner = owner[step] if is_member else getattr(owner, str(step))
    return owner


def value_or(owner: Any, path: Path, otherwise: Any) -> Any:
    """Return what an article or its draft has at a path, or something else if it has nothing there."""
    try:
        return at(owner, path)
    except (KeyError, IndexError, AttributeError, TypeError, ValueError):
        return otherwise


def actor_of(text: Text, key: str, quote: Quote) -> Actor:
    """Return a new actor: of a name, or of other words for somebody, such as `newspapers`."""
    if _is_name(text, quote.exact):
        return Actor(id=key, name=quote.exact, kind="unknown")
    return Actor(id=key, name=quote.exact, kind="unknown", named=False, mentions=[quote])


def _is_name(text: Text, words: str) -> bool:
    """Whether words are capitalized, and not only since a sentence begins with them."""
    first, *others = words.split()
    if any(word[:1].isupper() for word in others):
        return True
    return first[:1].isupper() and not others and not text.whole(first.lower())
