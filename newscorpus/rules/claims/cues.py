"""NC604: cues in another paragraph than their claim."""

from collections.abc import Iterator

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span

_DASHES = "—–―-"
_SPEECH_MARKS = '“”„«»"‘‚‹›「『' + _DASHES
"""The marks that a paragraph of speech may begin with."""


@rule("NC604", "cue-in-other-paragraph", WARNING, "a cue is in another paragraph than its claim", needs_text=True)
def cue_elsewhere(context: ArticleContext) -> Iterator[Finding]:
    """
    The words that attribute a claim (`explained Dan Kritenbrink`) are beside it. In a paragraph of its own they
    usually attribute something else. Speech may go on over several paragraphs, and be announced by a colon.

    Example:
          text: |
            Anna Berg thinks that Oslo is a fine town.

            Carl Dahl came on Monday.

            She would stay, she said.
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
              quote: Oslo is a fine town
        -     cue: she said # <NC604>
        +     cue: Anna Berg thinks
    """
    text = context.text
    assert text is not None
    for i, claim in well_formed_claims(context):
        path: Path = ("claims", i, "cue")
        if claim.cue is None or context.is_broken(*path) or context.is_broken("claims", i, "quote"):
            continue
        *parts, there = spans([*claim.quote, claim.cue])
        if not any(_may_attribute(text, there, here) for here in parts):
            message = f"cue {backticked(claim.cue.exact)} is in another paragraph than its claim"
            hint = "quote the words beside the claim that attribute it, or delete `cue`"
            yield Finding(path, message, in_text=((parts[0], "the claim"),), help=hint)


def _may_attribute(text: Text, cue: Span, quote: Span) -> bool:
    """Whether a cue may attribute a quote: in one line, the usual case, or in paragraphs that belong together."""
    between = min(quote[0], cue[0]), max(quote[1], cue[1])
    if text.raw.find("\n", *between) < 0 and text.raw.find("\r", *between) < 0:
        return True
    return _attributes(text, _paragraphs(text, quote), _paragraphs(text, cue))


def _paragraphs(text: Text, span: Span) -> list[int]:
    """The indices of the paragraphs that `span` touches."""
    return [i for i, (a, b) in enumerate(text.paragraphs) if a < span[1] and span[0] < b]


def _attributes(text: Text, quote: list[int], cue: list[int]) -> bool:
    """Whether a cue in the paragraphs `cue` may attribute a quote in the paragraphs `quote`."""
    first, last = quote[0], quote[-1]
    while first and (_first_char(text, first) in _SPEECH_MARKS or _announces(text, first - 1)):
        first -= 1  # the speech began in the paragraph before
    if last + 1 < len(text.paragraphs) and _first_char(text, last + 1) in _DASHES:
        last += 1  # `— Anna Berg` below a pull quote
    return first <= cue[-1] and cue[0] <= last


def _first_char(text: Text, paragraph: int) -> str:
    return text.raw[text.paragraphs[paragraph][0]]


def _announces(text: Text, paragraph: int) -> bool:
    return text.raw[text.paragraphs[paragraph][1] - 1] in ":："
