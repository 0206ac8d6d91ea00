"""NC317: quotes of which a `#` makes the rest a comment."""

from collections.abc import Iterator

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
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
    words follow the quoted ones in the article are reported.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg met Carl Dahl # 1 of Oslo
        +       - "Anna Berg met Carl Dahl # 1 of Oslo"
          text: "Anna Berg met Carl Dahl # 1 of Oslo."
    """
    text = context.text
    assert text is not None
    if " #" not in text.raw:
        return
    for path, quote in context.quotes:
        words = context.comment(path).split()
        ends = [n for n in range(1, len(words) + 1) if words[n - 1].strip("#")]
        known = [n for n in ends if " ".join([flatten(quote.exact), *words[:n]]) in text]
        if known:
            whole = " ".join([flatten(quote.exact), *words[: known[-1]]])
            fix = ProposedFix(f"put {backticked(whole)} in quotes", (SetValue(path, whole, of_comment=known[-1]),))
            message = f"unquoted ` #` cuts the quote {backticked(whole)}"
            yield Finding(path, message, arguments=(whole,), fixes=(fix,))
