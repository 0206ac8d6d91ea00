"""Quotes that join pieces of the article, or the parts of a quotation that it interrupts: advice for NC301."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Quote
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import Finding
from newscorpus.rules.suggestions import is_same
from newscorpus.text.fuzzy import find_alike
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, pattern

_ELLIPSIS: Final = pattern(r"[\s,;]*[(\[]?(?:\.{3,}|(?:\. ){2}\.|…)[)\]]?[\s,;]*")
_MARK: Final = pattern(r"\.{3}|\. \. \.|…")
_MARKS: Final = ("…", "...", ". . .")
"""The ways to print an ellipsis."""
_LEAST: Final = 3
"""Words of a piece, where no ellipsis is between two."""
_MOST: Final = 60
"""Words of a quote of which pieces or parts are looked for, and its pieces."""
_FARTHEST: Final = 400
"""Code points between two pieces."""
_GAP: Final = 12
"""Code points that are left out, at least, where no ellipsis says so."""
_SHOWN: Final = 300
"""Code points of a quote that the help writes."""


def joined(context: ArticleContext, quote: Quote, path: Path) -> Finding | None:
    """Return the finding for a quote of which the text has pieces, in order, in one paragraph; None for any other."""
    text, words = context.text, quote.exact.split()
    if text is None or quote.within is not None or quote.start is not None or len(words) > _MOST:
        return None
    if not context.may_suggest("pieces"):
        return None
    pieces = [piece for piece in _ELLIPSIS.split(quote.exact.strip()) if piece]
    if len(pieces) > _MOST:
        return None
    by_ellipsis = _ELLIPSIS.search(quote.exact) is not None
    if by_ellipsis and (finding := _reprinted(text, quote, path)):
        return finding
    places = next(_places(text, pieces), None) if by_ellipsis else _halves(text, words)
    if places is None:
        return None
    whole = flatten(text.raw[places[0][0] : places[-1][1]])
    parts = [flatten(text.raw[slice(*span)]) for span in places]
    left_out = flatten(text.raw[places[0][1] : places[1][0]]) if len(places) > 1 else ""
    lists = path[-2:-1] in (("quote",), ("evidence",)) and len(parts) > 1
    hint = f"write all of it: {backticked(whole, _SHOWN)}"
    if lists and path[0] == "claims":
        hint = f"list the parts: `quote: {inline(parts, flow=True)}`; or {hint}"
    elif lists:
        hint += f"; or two pieces: `{inline(parts, flow=True)}`"
    fault = f"it leaves out {backticked(left_out)}" if left_out else "the article has no ellipsis there"
    shown = tuple((span, "a piece") for span in places)
    return Finding(path, f"quote not found: {fault}", in_text=shown, help=hint, arguments=(quote.exact,))


def _reprinted(text: Text, quote: Quote, path: Path) -> Finding | None:
    """Return the finding for a quote that the text has once, with its ellipsis printed in another way."""
    for printed in _MARKS:
        mark = next((match for match in _MARK.finditer(quote.exact) if match[0] != printed), None)
        words = _MARK.sub(printed, quote.exact)
        places = find_alike(text.raw, words) if mark else ()
        if mark is None or len(places) != 1:
            continue
        printed_words = flatten(text.raw[slice(*places[0])])
        safe = is_same(words, printed_words) and quote.start in (None, places[0][0])
        title = f"replace {backticked(mark[0])} with {backticked(printed)}"
        if printed_words != flatten(words):
            title = f"write {backticked(printed_words, _SHOWN)}"
        return Finding(
            path,
            f"quote not found: the article has {backticked(printed)}, not {backticked(mark[0])}",
            part=mark.span(),
            label=f"the article has {backticked(printed)}",
            in_text=((places[0], "here"),),
            arguments=(quote.exact,),
            fixes=(ProposedFix(title, (SetValue(path, printed_words),), safe=safe, similarity=1.0),),
        )
    return None


def _places(text: Text, pieces: Sequence[str]) -> Iterator[list[Span]]:
    """Yield the places of pieces that follow each other in one paragraph."""
    for first in text.candidates(pieces[0])[:10] if pieces else ():
        chain = [first]
        for piece in pieces[1:]:
            after = chain[-1][1]
            end = min(text.paragraph(after)[1], after + _FARTHEST)
            places = text.candidates(piece)
            following = bisect_left(places, after, key=lambda span: span[0])
            if following == len(places) or places[following][1] > end:
                break
            chain.append(places[following])
        else:
            yield chain


def _halves(text: Text, words: Sequence[str]) -> list[Span] | None:
    """The places of two pieces of words without an ellipsis, with more than a few words between."""
    for size in range(len(words) - _LEAST, _LEAST - 1, -1):
        start = " ".join(words[:size]).rstrip(",;:")
        if not text.candidates(start):
            continue
        places = next(_places(text, (start, " ".join(words[size:]))), None)
        return places if places and places[1][0] - places[0][1] >= _GAP else None
    return None


_LEAST_OF_PART = 2
"""Words of a part."""
_FARTHEST_PART = 300
"""Code points between two parts."""
_COMMA = ",;:"


def interrupted(context: ArticleContext, path: Path) -> Finding | None:
    """Return the finding for a claim's quote whose words are in the text, but interrupted; None for any other quote.

    The article has all words, in order, as parts that it interrupts outside quotation marks.
    """
    text = context.text
    if text is None or path[0] != "claims" or path[2] != "quote":
        return None
    claim = context.article.claims[int(path[1])]
    quote = claim.quote[0]
    if len(claim.quote) > 1 or quote.within is not None or quote.start is not None:
        return None
    words = quote.exact.split()
    places = _parts(text, words) if 2 * _LEAST_OF_PART <= len(words) <= _MOST else None
    if places is None:
        return None
    parts = [flatten(text.raw[slice(*span)]) for span in places]
    gap = flatten(text.raw[places[0][1] : places[1][0]])
    written = inline(parts, flow=True)
    fix = ProposedFix(f"list the parts: {written}", (SetValue(path[:3], parts),))
    message = f"quote not found: the article interrupts it with {backticked(gap)}"
    shown, hint = tuple((span, "a part") for span in places), f"list the parts: `quote: {written}`"
    return Finding(path, message, in_text=shown, help=hint, arguments=(quote.exact,), fixes=(fix,))


def _parts(text: Text, words: Sequence[str]) -> list[Span] | None:
    """The places of the parts of the words; None if the text does not have all words so."""
    for first in _beginnings(text, words):
        places = [first[0]]
        rest = words[first[1] :]
        while rest and (part := _next(text, rest, places[-1][1])):
            places.append(part[0])
            rest = rest[part[1] :]
        if not rest and len(places) > 1:
            return places
    return None


def _beginnings(text: Text, words: Sequence[str]) -> Iterator[tuple[Span, int]]:
    """Yield the places of the longest beginning of the words, each with its number of words."""
    for size in range(len(words) - _LEAST_OF_PART, _LEAST_OF_PART - 1, -1):
        places = text.candidates(_bare(words[:size]))
        if places:
            yield from ((span, size) for span in places[:10])
            return


def _next(text: Text, words: Sequence[str], after: int) -> tuple[Span, int] | None:
    """The place of the longest beginning of the words that resumes a quotation soon after an offset."""
    for size in range(len(words), _LEAST_OF_PART - 1, -1):
        exact = _bare(words[:size]) if size < len(words) else " ".join(words)
        for span in text.candidates(exact):
            between = text.raw[after : span[0]]
            if after < span[0] <= after + _FARTHEST_PART and _INTERRUPTION.fullmatch(between):
                return span, size
    return None


def _bare(words: Sequence[str]) -> str:
    """The words of a part without the comma before the interruption."""
    return " ".join(words).rstrip(_COMMA)


_INTERRUPTION = pattern(r"""[^“„«"]*[”“»"][^“„«”»"]*[“„«»"]\s*""")
"""From the end of a quotation to the beginning of the next one."""
