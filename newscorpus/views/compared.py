"""An article by several annotators -> its page: the text with the points on which they differ, and who has what.

The text is shown once if all have the same. Each annotator has a line of their own below the words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from markupsafe import Markup

from newscorpus.api.compare import ArticlePlaces
from newscorpus.comparison.differences import summary_of
from newscorpus.comparison.versions import Group, Row, groups_of, model_at
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Article, Event
from newscorpus.models.article import mentions_of
from newscorpus.models.traversal import layer_of, quotes_of
from newscorpus.views import pages, phrases
from newscorpus.views.article import Navigation
from newscorpus.views.marks import Labels, Mark, arranged, look, marked


@attrs.frozen
class Cell:
    """What an annotator has."""

    value: str | None
    place: str = ""


@attrs.frozen
class Line:
    """A field, and what each annotator has there."""

    field: str
    cells: tuple[Cell, ...]


@attrs.frozen(kw_only=True)
class PointCard:
    """A group as the page shows it."""

    key: str
    number: str
    what: str
    title: str
    note: str
    """What decided that it is the same, or who has it."""
    names: Line
    """What each annotator calls it, and where."""
    lines: tuple[Line, ...]


@attrs.frozen
class TextColumn:
    """A text, and the annotators who have it."""

    of: str
    text: Markup


class ComparedView:
    """What the page shows of an article.

    Args:
        articles: The annotation of each annotator, two or more; their quotes have offsets.
        names: The names of the annotators.
    """

    def __init__(self, articles: Sequence[Article], names: Sequence[str]) -> None:
        self.articles, self.names = articles, tuple(names)
        self.article = articles[0]
        self.heading = phrases.heading(self.article)
        self.begins_with_heading = phrases.begins_with_heading(self.article)
        self.direction = pages.direction(self.article.language)
        self._finders = [ArticlePlaces(article) for article in articles]
        self._quotes = [_quotes(article) for article in articles]
        self._mentions = [{key: set(spans) for key, spans in mentions_of(article).items()} for article in articles]
        groups = groups_of(articles)
        open_ = sorted((group for group in groups if group.is_open), key=self._first)
        self._keys = {f"p{i}": group for i, group in enumerate(open_, 1)}
        self._agreed = [group for group in groups if not group.is_open and group.what != "article"]
        self.points = [self._card(key, group) for key, group in self._keys.items()]
        self.agreed = [self._card("", group) for group in self._agreed]
        self.naming = [self._card("", group, naming=True) for group in groups if any(row.names for row in group.rows)]
        self._marks = [arranged(list(self._marks_of(of))) for of in self._columns()]

    @property
    def sides(self) -> list[tuple[str, str]]:
        """The look and the name of each annotator."""
        return [(look(i), name) for i, name in enumerate(self.names)]

    @property
    def lanes(self) -> int:
        """The number of lanes for lines below the text."""
        return max((mark.lane + 1 for marks in self._marks for mark in marks), default=0)

    @property
    def texts(self) -> list[TextColumn]:
        """The different texts, with marks."""
        numbers = {key: key[1:] for key in self._keys}
        names = {card.key: f"point {card.number}: {card.what} {card.title}" for card in self.points}
        labels = Labels(numbers, names, {})
        columns = list[TextColumn]()
        for of, marks in zip(self._columns(), self._marks, strict=True):
            text = marked(self.articles[of[0]], marks, labels, self.direction)
            columns.append(TextColumn(", ".join(self.names[i] for i in of), text))
        return columns

    def _columns(self) -> list[list[int]]:
        """The annotators of each text. Who withholds it has that of the first."""
        columns: dict[str, list[int]] = {}
        for i, article in enumerate(self.articles):
            if article.text is not None:
                columns.setdefault(article.text, []).append(i)
        sides = list(columns.values())
        if sides:
            sides[0] += [i for i, article in enumerate(self.articles) if article.text is None]
        return sides

    def _marks_of(self, of: Sequence[int]) -> Iterator[Mark]:
        text = self.articles[of[0]].text or ""
        for key, group in self._keys.items():
            for i in of:
                for start, end in self._spans(group, i):
                    if 0 <= start < end <= len(text):
                        yield Mark(start, end, key, look(i), "evidence", group.paths[i] or ())
        shared = {span for group in self._agreed for span in self._spans(group, of[0])}
        for start, end in sorted(shared):
            if 0 <= start < end <= len(text):
                yield Mark(start, end, "", "agreed", "detail", ())

    def _first(self, group: Group) -> tuple[bool, float]:
        """The article itself, then points in the order of the text."""
        starts = (start for i in range(len(self.articles)) for start, _ in self._spans(group, i))
        return group.what != "article", min(starts, default=float("inf"))

    def _spans(self, group: Group, side: int) -> set[tuple[int, int]]:
        """The words of a group in one annotation: of an actor, the mentions that not all have."""
        path = group.paths[side]
        if not path:
            return set()
        if group.what == "actor":
            mentions = [self._mentions[i][str(at[1])] if at else set() for i, at in enumerate(group.paths)]
            return {span for span in mentions[side] if not all(span in spans for spans in mentions)}
        changed = [at for row in group.rows if (at := row.paths[side])]
        return {
            span
            for at, span in self._quotes[side].get(path, ())
            if layer_of(at) in ("evidence", "quote") or any(at[: len(prefix)] == prefix for prefix in changed)
        }

    def _card(self, key: str, group: Group, *, naming: bool = False) -> PointCard:
        side = next(i for i, path in enumerate(group.paths) if path is not None)
        path = group.paths[side] or ()
        there = [name for name, at in zip(self.names, group.paths, strict=True) if at is not None]
        return PointCard(
            key=key,
            number=key[1:],
            what=group.what,
            title=_title(self.articles[side], path),
            note=group.by if len(there) == len(self.names) else f"only {', '.join(there)}",
            names=self._names(group),
            lines=tuple(self._line(row, group) for row in group.rows if row.names == naming),
        )

    def _line(self, row: Row, group: Group) -> Line:
        cells = []
        for finder, value, path in zip(self._finders, row.values, row.paths, strict=True):
            span = finder.span(path)
            shown = value if value is None or isinstance(value, str) else inline(value, flow=False)
            file = f"{span.file}:" if span and group.what == "article" else "line "  # others have their file above
            cells.append(Cell(shown, f"{file}{span.line}" if span else ""))
        return Line(row.field, tuple(cells))

    def _names(self, group: Group) -> Line:
        cells = []
        for finder, path in zip(self._finders, group.paths, strict=True):
            span = finder.span(path)
            cells.append(Cell(None if path is None else _name(path), f"{span.file}:{span.line}" if span else ""))
        return Line("", tuple(cells))


def _quotes(article: Article) -> dict[Path, list[tuple[Path, tuple[int, int]]]]:
    """The quotes with a place, by the actor, event or claim that they belong to."""
    quotes: dict[Path, list[tuple[Path, tuple[int, int]]]] = {}
    for at, quote in quotes_of(article):
        if quote.start is not None and quote.end is not None:
            quotes.setdefault(at[:2], []).append((at, (quote.start, quote.end)))
    return quotes


def _name(path: Path) -> str:
    return "" if not path else path[1] if isinstance(path[1], str) else f"[{path[1]}]"


def _title(article: Article, path: Path) -> str:
    model = model_at(article, path)
    if not path:
        return ""
    return phrases.title(model) if isinstance(model, Event) else phrases.cropped(summary_of(model), 110)


def compared_page(view: ComparedView, navigation: Navigation | None = None) -> str:
    """Return a self-contained HTML page.

    Args:
        view: What it shows.
        navigation: The links to the rest of the site, if the page is part of one.
    """
    context: Mapping[str, Any] = {"view": view, "navigation": navigation}
    return pages.page("compared.html", context, style="newscorpus.css", script="article.js")
