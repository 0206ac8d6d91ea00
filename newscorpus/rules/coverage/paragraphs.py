"""NC902: paragraphs of the article text without evidence or claim."""

import re
from collections.abc import Iterator

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext, text_path
from newscorpus.rules.coverage.cover import Cover, is_complete
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.words import flatten

_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][\s\"'“”’»«)\]」』]*\Z")


@rule("NC902", "uncovered-paragraph", HINT, "paragraph without evidence", needs_text=True)
def uncovered_paragraph(context: ArticleContext) -> Iterator[Finding]:
    r"""
    A paragraph in which no event has evidence and no claim is made may have been skipped. Headings and bylines, which
    end without a full stop, are passed over, and so are texts without paragraphs and articles without any quote.

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
    if len(text.paragraphs) < 2 or not is_complete(context):
        return
    cover = Cover(text)
    quotes = [quote for path, quote in context.quotes if path[0] != "actors"]
    cover.add(spans(quotes))
    for a, b in text.paragraphs if quotes else ():
        words = text.raw[a:b]
        if _SENTENCE_END.search(words) and not cover.touches((a, b)):
            shown = flatten(words)
            message = f"a paragraph without evidence: {backticked(shown)}"
            yield Finding(text_path(context), message, in_text=(((a, b), "this one"),), arguments=(shown,))
