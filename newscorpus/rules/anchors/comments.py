"""NC317: quotes of which a `#` makes the rest a comment."""

from collections.abc import Iterator

from newscorpus.anchoring import Reason
from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.text.words import flatten


@rule(
    "NC317",
    "quote-cut-at-comment",
    ERROR,
    "an unquoted ` #` makes the rest of a quote a comment",
    unsafe_fix="the whole quote, in quotation marks",
    needs_text=True,
)
def quote_cut_at_comment(context: ArticleContext) -> Iterator[Finding]:
    """
    In YAML, a `#` after a space begins a comment, so the words behind it are not part of the quote. Only comments whose
    words follow the quoted ones in the article are reported, and of contexts only those that do not show the place.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg met Carl Dahl # 1 of Oslo
        +       - "Anna Berg met Carl Dahl # 1 of Oslo"
          text: "Anna Berg met Carl Dahl # 1 of Oslo."
    """
    assert context.text is not None
    if " #" not in context.text.raw:
        return
    contexts = (((*one.path, "within"), one.quote.within or "") for one in context.unanchored_for(Reason.CONTEXT))
    for path, words in (*((path, quote.exact) for path, quote in context.quotes), *contexts):
        if cut := cut_at(context, path, words):
            whole, of_comment = cut
            fix = ProposedFix(f"put {backticked(whole)} in quotes", (SetValue(path, whole, of_comment=of_comment),))
            message = f"unquoted ` #` cuts the {'context' if path[-1] == 'within' else 'quote'} {backticked(whole)}"
            yield Finding(path, message, arguments=(whole,), fixes=(fix,))


def cut_at(context: ArticleContext, path: Path, words: str) -> tuple[str, int] | None:
    """Return the words of which a comment is the rest, and how many of the comment are theirs; None if it is none."""
    text = context.text
    assert text is not None
    behind = context.comment(path).split()
    ends = [n for n in range(len(behind), 0, -1) if behind[n - 1].strip("#")]
    wholes = ((" ".join([flatten(words), *behind[:n]]), n) for n in ends)
    return next((one for one in wholes if one[0] in text), None)
