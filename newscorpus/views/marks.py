"""The annotation of an article as marks in its text, and the text with them as HTML.

Spans may overlap in any way, so a mark cannot be an element that contains others: each piece of text lists the marks
that cover it. The pieces joined are the text, code point for code point. The HTML is written in Python, not by a
template: whitespace is significant here, and a text has hundreds of marks.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs
from markupsafe import Markup, escape

from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.models import Article, text_of
from newscorpus.models.article import mentions_of
from newscorpus.models.traversal import layer_of, quotes_of
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

LINES = ("evidence", "quote", "outcome", "cue")
"""The parts that are drawn as lines below the text; they are long, and overlap most."""
OVER = ("when", "place", "detail")
"""The parts that are drawn as lines above the text."""
DEEPEST = 9
"""The highest number of a lane; further lines are drawn in this lane too."""

_PARTS = {
    "mentions": "mention",
    "evidence": "evidence",
    "triggers": "trigger",
    "outcome": "outcome",
    "quote": "quote",
    "cue": "cue",
    "when": "when",
    "places": "place",
}
_LOOKS = 4
"""How many looks annotators have; a fifth one has that of the first."""


def look(annotator: int) -> str:
    """Return the look of an annotator, from 0: that of their lines, and of the heads of their columns."""
    return f"side{annotator % _LOOKS + 1}"


@attrs.frozen
class Mark:
    """A span of the text, in code points, and the part of the annotation that it belongs to."""

    start: int
    end: int
    owner: str
    """Key of the event, claim, actor or finding that it belongs to (see `keys_of`)."""
    kind: str
    """event, meeting, incident, claim, actor, or a finding's severity; of a comparison, whose it is."""
    part: str
    """evidence, trigger, outcome, quote, cue, mention, when, place, detail or finding."""
    path: Path
    lane: int = 0
    """The lane of its line above or below the text, counted from the text."""


@attrs.frozen
class Piece:
    """A part of the text in which no mark begins or ends."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    """Outermost first."""
    begins: tuple[Mark, ...]
    """The lines and findings that begin here: their numbers are shown."""


def keys_of(article: Article) -> dict[Path, str]:
    """Return a short key for each actor, event and claim, by its path. Keys are unique in the article."""
    keys: dict[Path, str] = {}
    for table in ("events", "actors"):
        for i, name in enumerate(getattr(article, table), 1):
            keys[table, name] = f"{table[0]}{i}"
    for i in range(len(article.claims)):
        keys["claims", i] = f"c{i + 1}"
    return keys


def marks_of(article: Article, findings: Sequence[Diagnostic] = ()) -> list[Mark]:
    """Return all marks of an article and its findings, sorted by start, the longer first; lines have their lanes."""
    if article.text is None:
        return []
    keys = keys_of(article)
    marks = list(dict.fromkeys(_annotated(article, keys)))
    marks += _findings(marks, findings)
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= len(article.text)]
    return arranged(marks)


def arranged(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks sorted by start, the longer first. Overlapping lines are in different lanes."""
    return sorted(_in_lanes(marks), key=lambda m: (m.start, -m.end, m.owner, m.part))


def _annotated(article: Article, keys: Mapping[Path, str]) -> Iterator[Mark]:
    mentions = mentions_of(article)
    for name, actor in article.actors.items():
        path: Path = ("actors", name)
        for start, end in mentions[actor.id]:
            yield Mark(start, end, keys[path], "actor", "mention", (*path, "mentions"))
    for path, quote in quotes_of(article):
        part = _PARTS.get(layer_of(path), "detail")
        if part != "mention" and quote.start is not None and quote.end is not None:
            yield Mark(quote.start, quote.end, keys[path[:2]], _kind(article, path), part, path)


def _kind(article: Article, path: Path) -> str:
    return article.events[str(path[1])].kind if path[0] == "events" else str(path[0]).removesuffix("s")


def _findings(known: Sequence[Mark], findings: Sequence[Diagnostic]) -> Iterator[Mark]:
    for i, (finding, places) in enumerate(zip(findings, places_of(known, findings), strict=True), 1):
        for start, end in places:
            yield Mark(start, end, f"f{i}", str(finding.severity), "finding", finding.path)


def places_of(known: Iterable[Mark], findings: Iterable[Diagnostic]) -> Iterator[Sequence[Span]]:
    """Yield where each finding is shown: at the words of its labels, else at those of the nearest annotation."""
    nearest = nearest_words(known)
    for finding in findings:
        pointed = [label.words for label in finding.labels if label.words is not None]
        yield pointed or nearest(finding.path)


def nearest_words(known: Iterable[Mark]) -> Callable[[Path], list[Span]]:
    """Return what tells the words of the annotation that is nearest to a path: one span, or none."""
    first: dict[Path, Span] = {}
    for mark in known:
        for length in range(2, len(mark.path) + 1):
            first.setdefault(mark.path[:length], (mark.start, mark.end))
    return lambda path: [first[path[:n]] for n in range(len(path), 1, -1) if path[:n] in first][:1]


def _in_lanes(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Put overlapping marks into different lanes above and below the text, the shorter nearer to it."""
    lanes: dict[bool, list[list[Span]]] = {side: [[] for _ in range(DEEPEST)] for side in (True, False)}
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start)):
        if mark.part in LINES or mark.part in OVER:
            used = lanes[mark.part in LINES]
            lane = next((i for i, taken in enumerate(used) if _is_free(taken, mark)), DEEPEST)
            if lane < DEEPEST:
                insort(used[lane], (mark.start, mark.end))
            yield attrs.evolve(mark, lane=lane)
        else:
            yield mark


def _is_free(taken: Sequence[Span], mark: Mark) -> bool:
    i = bisect_left(taken, (mark.start, mark.start))
    return (i == 0 or taken[i - 1][1] <= mark.start) and (i == len(taken) or taken[i][0] >= mark.end)


_DEPTH = {part: depth for depth, part in enumerate(("mention", "trigger", *OVER, "finding", *LINES))}


def _outermost_first(mark: Mark) -> tuple[bool, int, int, int]:
    below = mark.part in LINES
    return not below, -mark.lane, -_DEPTH[mark.part], mark.end - mark.start


def pieces(text: str, marks: Iterable[Mark], span: Span | None = None) -> Iterator[Piece]:
    """Yield the text, or a span of it, cut wherever a mark begins or ends. `marks` are sorted as by `marks_of`."""
    first, last = span or (0, len(text))
    here = [mark for mark in marks if mark.start < last and mark.end > first]
    cuts = sorted({first, last, *(c for m in here for c in (m.start, m.end) if first < c < last)})
    active: list[Mark] = []
    next_mark = 0
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        begins = []
        while next_mark < len(here) and here[next_mark].start <= start:
            mark = here[next_mark]
            active.append(mark)
            if mark.start == start and mark.part in (*LINES, "finding"):
                begins.append(mark)
            next_mark += 1
        yield Piece(start, text[start:end], tuple(sorted(active, key=_outermost_first)), tuple(begins))


def in_paragraphs(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Span, Iterator[Piece]]]:
    """Yield each paragraph with its pieces; whitespace between paragraphs belongs to none."""
    spans = paragraphs(text)
    starts = [start for start, _ in spans]
    shares: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:  # only its own paragraphs, so that the work is linear in the length of the text
        for i in range(max(bisect_right(starts, mark.start) - 1, 0), bisect_left(starts, mark.end)):
            shares[i].append(mark)
    for span, share in zip(spans, shares, strict=True):
        yield span, pieces(text, share, span)


def paragraphs(text: str) -> list[Span]:
    """Return the spans of paragraphs: separated by empty lines, or by line breaks if there are no empty lines."""
    spans = text_of(text).paragraphs
    if len(spans) > 1:
        return spans
    at, lines = 0, []
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line)
    return lines


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


def marked(article: Article, marks: Sequence[Mark], labels: Labels, direction: str, headline: str = "") -> Markup:
    """Return the text in paragraphs, with marks. Numbers are attributes, which the style sheet shows, not text.

    The paragraph that is the `headline` gets a class.
    """
    text = article.text or ""
    out, done = [], 0
    for (start, end), pieces in in_paragraphs(text, marks):
        is_headline = headline and flatten(text[start:end]) == headline
        tag = Markup('<p class="headline" dir="{}">') if is_headline else Markup('<p dir="{}">')
        out += [exact(text[done:start]), tag.format(direction)]
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
