"""An article -> lines for a terminal: the text with brackets around its evidence and claims, and what they are."""

import re
import textwrap
from collections.abc import Iterator

from newscorpus.models import Article
from newscorpus.render.escapes import escaped, width
from newscorpus.view import marks, phrases
from newscorpus.view.article import ArticleView, EventCard
from newscorpus.view.marks import Mark, Piece

_COLORS = {"event": "32", "meeting": "34", "incident": "31", "claim": "35", "actor": "1", "quiet": "2"}
_WORD = re.compile(r"\S+")


class _Paint:
    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, style: str) -> str:
        return f"\033[{_COLORS[style]}m{text}\033[0m" if self._on and text else text


def show(article: Article, *, color: bool = False, columns: int = 80) -> Iterator[str]:
    """Lines: head, text, events, claims. Words between `[3` and `3]` are evidence of event 3, `[b` and `b]` a claim.

    With `color`, actors are bold and brackets have the colour of their kind. Nothing of the article reaches the
    terminal unescaped.
    """
    view, paint = ArticleView(article), _Paint(on=color)
    yield paint(escaped(view.heading), "actor")
    facts = (article.author, article.publisher, phrases.dated(article.published) if article.published else None)
    yield from (paint(line, "quiet") for line in [" · ".join(escaped(fact) for fact in facts if fact)] if line)
    if article.text is None:
        yield from ("", "(without its text)")
    for _, pieces in marks.in_paragraphs(article.text or "", view.marks):
        yield ""
        yield from _wrapped(_paragraph(view, pieces, paint), columns)
    for title, lines in (("Events", _events(view, paint)), ("Claims", _claims(view, paint))):
        listed = list(lines)
        if listed:
            yield from ("", paint(title, "actor"), *listed)


def _paragraph(view: ArticleView, pieces: Iterator[Piece], paint: _Paint) -> Iterator[tuple[str, int]]:
    """Unbreakable runs of the paragraph, each with the columns that it takes; blanks between them are left out."""
    run, wide = "", 0

    def grown(shown: str, style: str | None) -> None:
        nonlocal run, wide
        run += paint(shown, style) if style else shown
        wide += width(shown)

    for piece in pieces:
        for mark in piece.begins:
            grown(f"[{view.numbers[mark.owner]} ", mark.kind)
        named = any(mark.part == "mention" for mark in piece.marks)
        for part in re.split(r"(\s+)", piece.text):
            if part.isspace():
                yield run, wide
                run, wide = "", 0
            else:
                grown(escaped(part), "actor" if named else None)
        for mark in reversed(_ending(piece.marks, piece.start + len(piece.text))):
            grown(f" {view.numbers[mark.owner]}]", mark.kind)
    yield run, wide


def _ending(marked: tuple[Mark, ...], at: int) -> list[Mark]:
    return [mark for mark in marked if mark.part in marks.LINES and mark.end == at]


def _wrapped(runs: Iterator[tuple[str, int]], columns: int) -> Iterator[str]:
    line, used = "", 0
    for run, wide in runs:
        if line and used + 1 + wide > columns:
            yield line
            line, used = "", 0
        line, used = (f"{line} {run}", used + 1 + wide) if line else (run, wide)
    yield line


def _events(view: ArticleView, paint: _Paint) -> Iterator[str]:
    for card in view.events:
        event = card.event
        facts = [f"{event.kind}, {phrases.word(event.type)}", f"{phrases.SIGNS.get(event.status, '')} {event.status}"]
        facts += ["contested"] if card.contested else []
        facts += [phrases.dated(event.when.edtf)] if event.when else []
        facts += [", ".join(place.name for place in event.places)] if event.places else []
        yield f"{paint(card.number.rjust(4), event.kind)}  {escaped(card.title)}"
        yield paint(f"      {escaped(' · '.join(facts))}", "quiet")
        yield from _related(card)


def _related(card: EventCard) -> Iterator[str]:
    for one in (*card.participants, *card.relations):
        yield f"      {escaped(one.how)}: {escaped(', '.join(link.text for link in one.links))}"


def _claims(view: ArticleView, paint: _Paint) -> Iterator[str]:
    for card in view.claims:
        who = ", ".join(link.text for link in card.by) or "the article itself"
        stance = f", {card.claim.stance}" if card.claim.stance else ""
        yield f"{paint(card.number.rjust(4), 'claim')}  {escaped(who + stance)}"
        words = textwrap.shorten(card.claim.quote.exact, 300, placeholder="…")
        yield paint(f"      “{escaped(words)}”", "quiet")
