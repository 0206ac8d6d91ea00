"""An article's text -> HTML: every mark on its words, and not a character more or less than the text has.

Written in Python, not as a template, because white space counts here, and because a text has hundreds of marks.
"""

from collections.abc import Sequence

import attrs
from markupsafe import Markup, escape

from newscorpus.models import Article
from newscorpus.view import marks
from newscorpus.view.marks import Mark, Piece


@attrs.frozen
class Labels:
    """How what is marked is called: by the key of its event, claim or finding."""

    numbers: dict[str, str]
    """What stands at the first of its words: 1, b, !"""
    names: dict[str, str]
    """What a link is called, for those who do not see where it stands."""
    statuses: dict[str, str]
    """The status of each event."""


def exact(text: str) -> Markup:
    """Text of an article as a parser of HTML gives it back, code point for code point.

    Parsers turn CR into LF unless it is a reference. NUL has no form in HTML, so its picture stands for it.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\u2400"))  # noqa: S704 - escaped within


def marked(article: Article, found: Sequence[Mark], labels: Labels, direction: str) -> Markup:
    """The text in paragraphs, marked. Numbers are attributes, which the style sheet shows: they are not in the text."""
    text = article.text or ""
    out, done = [], 0
    for (start, end), pieces in marks.in_paragraphs(text, found):
        out += [exact(text[done:start]), Markup('<p dir="{}">').format(direction)]
        out += [_piece(piece, labels) for piece in pieces]
        out.append(Markup("</p>"))
        done = end
    return Markup().join([*out, exact(text[done:])])


def _piece(piece: Piece, labels: Labels) -> Markup:
    # Kinds, parts, lanes and keys are words of ours; names and statuses are a corpus's.
    opened = "".join(
        f'<mark class="{m.kind} {m.part}{f" l{m.lane}" if m.lane else ""}" data-o="{m.owner}">' for m in piece.marks
    )
    references = "".join(_reference(mark, labels) for mark in piece.begins)
    return Markup(f"{references}{opened}{exact(piece.text)}{'</mark>' * len(piece.marks)}")  # noqa: S704 - as said


def _reference(mark: Mark, labels: Labels) -> str:
    status = escape(labels.statuses.get(mark.owner, ""))
    return (
        f'<a class="ref {mark.kind} {mark.part} {status}" href="#{mark.owner}" data-o="{mark.owner}" '
        f'data-n="{escape(labels.numbers[mark.owner])}" aria-label="{escape(labels.names[mark.owner])}"></a>'
    )
