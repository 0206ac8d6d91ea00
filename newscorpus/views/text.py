"""An article text -> HTML with every mark, with exactly the characters of the text.

Written in Python, not as a template: whitespace is significant here, and a text has hundreds of marks.
"""

from collections.abc import Mapping, Sequence

import attrs
from markupsafe import Markup, escape

from newscorpus.models import Article
from newscorpus.views import marks
from newscorpus.views.marks import Mark, Piece


@attrs.frozen
class Labels:
    """Labels of marks, by the key of their event, claim or finding."""

    numbers: dict[str, str]
    """What is shown where it begins: 1, b, !"""
    names: dict[str, str]
    """The accessible name of its links."""
    statuses: Mapping[str, str]
    """The status of each event."""


def exact(text: str) -> Markup:
    """Return text as HTML that a parser reads back code point for code point.

    Parsers turn CR into LF unless it is a character reference. NUL is not allowed in HTML: U+2400 replaces it.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\u2400"))  # noqa: S704 - escaped here


def marked(article: Article, found: Sequence[Mark], labels: Labels, direction: str) -> Markup:
    """Return the text in paragraphs, with marks. Numbers are attributes, which the style sheet shows, not text."""
    text = article.text or ""
    out, done = [], 0
    for (start, end), pieces in marks.in_paragraphs(text, found):
        out += [exact(text[done:start]), Markup('<p dir="{}">').format(direction)]
        out += [_piece(piece, labels) for piece in pieces]
        out.append(Markup("</p>"))
        done = end
    return Markup().join([*out, exact(text[done:])])


def _piece(piece: Piece, labels: Labels) -> Markup:
    # Kinds, parts, lanes and keys are from this package; names and statuses are from the corpus, and escaped.
    opened = "".join(
        f'<mark class="{m.kind} {m.part}{f" l{m.lane}" if m.lane else ""}" data-o="{m.owner}">' for m in piece.marks
    )
    first = {(mark.owner, mark.part): mark for mark in reversed(piece.begins)}  # a number once, whoever marks the words
    references = "".join(_reference(mark, labels) for mark in piece.begins if first[mark.owner, mark.part] is mark)
    return Markup(f"{references}{opened}{exact(piece.text)}{'</mark>' * len(piece.marks)}")  # noqa: S704 - see above


def _reference(mark: Mark, labels: Labels) -> str:
    status = escape(labels.statuses.get(mark.owner, ""))
    return (
        f'<a class="ref {mark.kind} {mark.part} {status}" href="#{mark.owner}" data-o="{mark.owner}" '
        f'data-n="{escape(labels.numbers[mark.owner])}" aria-label="{escape(labels.names[mark.owner])}"></a>'
    )
