"""An article -> lines for a terminal: the text with brackets around evidence and claims, and lists of them."""

import re
import textwrap
from collections.abc import Iterator

from newscorpus.models import Article
from newscorpus.render.escapes import escaped, harmless, width
from newscorpus.render.terminal import Paint
from newscorpus.text.words import flatten
from newscorpus.views import marks, phrases
from newscorpus.views.article import ArticleView
from newscorpus.views.cards import EventCard, Related
from newscorpus.views.marks import Mark, Piece

_STYLES = {"event": "32", "meeting": "34", "incident": "31", "claim": "35", "actor": "1", "quiet": "2"}


def show(article: Article, *, color: bool = False, columns: int = 80) -> Iterator[str]:
    """Yield lines: head, text, events, claims, relations of actors.

    Words between `[3` and `3]` are evidence of event 3, those between `[b` and `b]` are claim b. With `color`, actors
    are bold; brackets, and words of times, places and other details, have the colour of their kind. Everything from the
    article is escaped. `columns` is the width of the text.
    """
    return map(harmless, _lines(ArticleView(article), Paint(_STYLES, color), columns))


def _lines(view: ArticleView, paint: Paint, columns: int) -> Iterator[str]:
    article = view.article
    paragraphs = list(marks.in_paragraphs(article.text or "", view.marks))
    if paragraphs and flatten((article.text or "")[slice(*paragraphs[0][0])]) == view.heading:
        _, pieces = paragraphs.pop(0)
        yield from _wrapped(_paragraph(view, pieces, paint, style="actor"), columns)
    else:
        yield paint(escaped(view.heading), "actor")
    details = (article.author, article.publisher, phrases.dated(article.published) if article.published else None)
    yield from (paint(line, "quiet") for line in [" · ".join(escaped(fact) for fact in details if fact)] if line)
    if article.text is None:
        yield from ("", "(without its text)")
    for _, pieces in paragraphs:
        yield ""
        yield from _wrapped(_paragraph(view, pieces, paint), columns)
    parts = (("Events", _events(view, paint)), ("Claims", _claims(view, paint)), ("Relations", _actors(view)))
    for title, lines in parts:
        listed = list(lines)
        if listed:
            yield from ("", paint(title, "actor"), *listed)


class _Run:
    """Text without a space, which is not broken into lines, and the columns that it takes."""

    def __init__(self, paint: Paint) -> None:
        self.text, self.columns = "", 0
        self._paint = paint

    def append(self, text: str, style: str | None) -> None:
        """Append text that is escaped already."""
        self.text += self._paint(text, style) if style else text
        self.columns += width(text)


def _paragraph(view: ArticleView, pieces: Iterator[Piece], paint: Paint, *, style: str | None = None) -> Iterator[_Run]:
    """The runs of a paragraph, without the whitespace between them. `style` is that of words without a mark."""
    run = _Run(paint)
    for piece in pieces:
        for mark in piece.begins:
            run.append(f"[{view.numbers[mark.owner]} ", mark.kind)
        inline = [mark for mark in piece.marks if mark.part in (*marks.OVER, "mention", "trigger")]
        kind = min((mark.kind for mark in inline), default=style)  # an actor, if it is one of them
        for part in re.split(r"(\s+)", piece.text):
            if part.isspace():
                yield run
                run = _Run(paint)
            else:
                run.append(escaped(part), kind)
        for mark in reversed(_ending(piece.marks, piece.start + len(piece.text))):
            run.append(f" {view.numbers[mark.owner]}]", mark.kind)
    yield run


def _ending(marked: tuple[Mark, ...], at: int) -> list[Mark]:
    return [mark for mark in marked if mark.part in marks.LINES and mark.end == at]


def _wrapped(runs: Iterator[_Run], columns: int) -> Iterator[str]:
    line, used = "", 0
    for run in runs:
        if line and used + 1 + run.columns > columns:
            yield line
            line, used = "", 0
        line, used = (f"{line} {run.text}", used + 1 + run.columns) if line else (run.text, run.columns)
    yield line


def _events(view: ArticleView, paint: Paint) -> Iterator[str]:
    for card in view.events:
        event = card.event
        details = [f"{event.kind}, {phrases.word(event.type)}", f"{phrases.SIGNS.get(event.status, '')} {event.status}"]
        details += ["contested"] if card.contested else []
        details += [phrases.dated(event.when.edtf)] if event.when else []
        details += [", ".join(place.name.exact for place in event.places)] if event.places else []
        yield f"{paint(card.number.rjust(4), event.kind)}  {escaped(card.title)}"
        yield paint(f"      {escaped(' · '.join(details))}", "quiet")
        yield from _related(card)


def _related(card: EventCard) -> Iterator[str]:
    for related in (*card.participants, *card.relations):
        yield f"      {_related_line(related)}"
    things = ((role, thing) for role, several in card.event.things.items() for thing in several if thing.value)
    for role, thing in things:
        yield f"      {escaped(phrases.word(role))}: {escaped(thing.value or '')} (“{escaped(thing.text.exact)}”)"
    for harm, counts in card.casualties:
        yield f"      {escaped(harm)}: {escaped(counts)}"


def _related_line(related: Related) -> str:
    return f"{escaped(related.how)}: {escaped(', '.join(link.text for link in related.links))}"


def _actors(view: ArticleView) -> Iterator[str]:
    """The actors that have relations of their own, which come first on their cards."""
    for card in view.actors:
        for related in card.relations[: len(card.actor.relations)]:
            yield f"      {escaped(card.name)}: {_related_line(related)}"


def _claims(view: ArticleView, paint: Paint) -> Iterator[str]:
    for card in view.claims:
        who = ", ".join(link.text for link in card.by) or "the article itself"
        stance = f", {card.claim.stance}" if card.claim.stance else ""
        yield f"{paint(card.number.rjust(4), 'claim')}  {escaped(who + stance)}"
        quote = textwrap.shorten(card.claim.words, 300, placeholder="…")
        yield paint(f"      “{escaped(quote)}”", "quiet")
