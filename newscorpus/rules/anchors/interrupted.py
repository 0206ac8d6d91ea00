"""Parts of a quotation that the article interrupts: advice for NC301."""

from collections.abc import Iterator, Sequence

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import Finding
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, pattern

_LEAST = 2
"""Words of a part."""
_MOST = 60
"""Words of a quote of which parts are looked for."""
_FARTHEST = 300
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
    found = _parts(text, words) if 2 * _LEAST <= len(words) <= _MOST else None
    if found is None:
        return None
    parts = [flatten(text.raw[slice(*span)]) for span in found]
    gap = flatten(text.raw[found[0][1] : found[1][0]])
    written = inline(parts, flow=True)
    fix = ProposedFix(f"list the parts: {written}", (SetValue(path[:3], parts),))
    return Finding(
        path,
        f"quote not found: the article interrupts it with {backticked(gap)}",
        in_text=tuple((span, "a part") for span in found),
        help=f"list the parts: `quote: {written}`",
        arguments=(quote.exact,),
        fixes=(fix,),
    )


def _parts(text: Text, words: Sequence[str]) -> list[Span] | None:
    """The places of the parts of the words; None if the text does not have all words so."""
    for first in _beginnings(text, words):
        found = [first[0]]
        rest = words[first[1] :]
        while rest and (part := _next(text, rest, found[-1][1])):
            found.append(part[0])
            rest = rest[part[1] :]
        if not rest and len(found) > 1:
            return found
    return None


def _beginnings(text: Text, words: Sequence[str]) -> Iterator[tuple[Span, int]]:
    """Yield the places of the longest beginning of the words, each with its number of words."""
    for size in range(len(words) - _LEAST, _LEAST - 1, -1):
        places = text.candidates(_bare(words[:size]))
        if places:
            yield from ((span, size) for span in places[:10])
            return


def _next(text: Text, words: Sequence[str], after: int) -> tuple[Span, int] | None:
    """The place of the longest beginning of the words that resumes a quotation soon after an offset."""
    for size in range(len(words), _LEAST - 1, -1):
        exact = _bare(words[:size]) if size < len(words) else " ".join(words)
        for span in text.candidates(exact):
            between = text.raw[after : span[0]]
            if after < span[0] <= after + _FARTHEST and _resumes(between):
                return span, size
    return None


def _bare(words: Sequence[str]) -> str:
    """The words of a part without the comma before the interruption."""
    return " ".join(words).rstrip(_COMMA)


_INTERRUPTION = pattern(r"""[^“„«"]*[”“»"][^“„«”»"]*[“„«»"]\s*""")
"""From the end of a quotation to the beginning of the next one."""


def _resumes(between: str) -> bool:
    return _INTERRUPTION.fullmatch(between) is not None
