"""NC902: paragraphs of the article text without evidence or claim."""

import re
from collections.abc import Iterator
from itertools import groupby

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models.traversal import WORDS, layer_of
from newscorpus.rules.context import ArticleContext, text_path
from newscorpus.rules.coverage.cover import Cover, is_complete
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_SENTENCE_END = r"[.!?…。！？।؟۔][\s\"'“”’»«)\]」』]*\Z"
_BETWEEN_SENTENCES = (
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)[.!?…।؟۔][\"'”’»)\]]*(\s+)(?=[\"'“„«(\[]*[^\W\d_a-z])|(?<=[。！？])()"
)
"""The end of a sentence, and as a group the space between it and the next one."""


@rule("NC902", "uncovered-paragraph", HINT, "a paragraph has no evidence and no claim", needs_text=True)
def uncovered_paragraph(context: ArticleContext) -> Iterator[Finding]:
    r"""
    A paragraph in which no event has evidence and no claim is made may have been skipped. Headings and bylines, which
    end without a full stop, are passed over, and so are articles without any quote. In a text without paragraphs, two
    or more sentences in a row count as one.

    Example:
          text: "Anna Berg met Carl Dahl.\n\nIn Oslo it had rained all day.\n" # <NC902>
          {TALKS}
              evidence:
                - Anna Berg met Carl Dahl
        + claims:
        +   - quote: it had rained all day
    """
    text = context.text
    assert text is not None
    quotes = [quote for path, quote in context.quotes if path[0] != "actors" and layer_of(path) not in WORDS]
    if not quotes or not is_complete(context):
        return
    cover = Cover(text)
    cover.add(spans(quotes))
    paragraphs = text.paragraphs if len(text.paragraphs) > 1 else _passages(text.raw, cover)
    for a, b in paragraphs:
        words = text.raw[a:b]
        if re.search(_SENTENCE_END, words) and not cover.touches((a, b)):
            shown = flatten(words)
            message = f"paragraph without evidence: {backticked(shown)}"
            hint = "quote it as evidence of an event or in a claim, if it reports one"
            yield Finding(
                text_path(context), message, in_text=(((a, b), "this paragraph"),), help=hint, arguments=(shown,)
            )


def _passages(raw: str, cover: Cover) -> Iterator[Span]:
    """Yield the longest runs of two or more sentences that nothing covers."""
    gaps = [found.span(found.lastindex or 0) for found in re.finditer(_BETWEEN_SENTENCES, raw)]
    end = len(raw.rstrip())
    starts, ends = (
        [len(raw) - len(raw.lstrip()), *(b for _, b in gaps if b < end)],
        [*(a for a, b in gaps if b < end), end],
    )
    for covered, run in groupby(zip(starts, ends, strict=True), key=cover.touches):
        sentences = list(run)
        if not covered and len(sentences) > 1:
            yield sentences[0][0], sentences[-1][1]
