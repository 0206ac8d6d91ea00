"""NC301 to NC303, NC305 and NC308: quotes that are not in the article text once, whole and untrimmed."""

import json
import re
from collections.abc import Iterator

import attrs

from newscorpus.anchoring import Reason, Unanchored, spans
from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.anchors.suggestions import context_of, instead, not_in_text
from newscorpus.rules.context import ArticleContext, actor_words, claim_words, event_words
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.spans import keep_inside
from newscorpus.text.words import cuts_start, flatten


@rule(
    "NC301",
    "quote-not-in-text",
    ERROR,
    "quote not in the text",
    fix="the article's words, if only quotation marks, dashes, spaces or small letters differ",
    unsafe_fix="the nearest words of the article",
    needs_text=True,
)
def quote_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    Quotes are the article's own words, letter for letter; only white space may differ. Typographic quotation marks and
    apostrophes (’ “ ”) count as they are printed.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg saw Carl Dahl # <NC301>
        +       - Anna Berg met Carl Dahl
    """
    for one in context.unanchored_for(Reason.MISSING):
        yield not_in_text(context, one.quote.exact, one.path)


@rule(
    "NC302",
    "ambiguous-quote",
    ERROR,
    "quote more than once in the text, without a context",
    needs_text=True,
)
def ambiguous_quote(context: ArticleContext) -> Iterator[Finding]:
    """
    A quote stands for one place in the text. Where the words occur more than once, a longer context around them says
    which occurrence is meant: `{words: longer context}`.

    Example:
          actors:
            anna:
              name: Anna Berg
              kind: person
              mentions:
        -       - she # <NC302>
        +       - {she: she would go}
          text: Anna Berg said she would go, and that she was glad.
    """
    for item in context.unanchored_for(Reason.AMBIGUOUS):
        assert context.text is not None
        if _depends_on_broken(context, item):
            continue
        words = item.quote.exact
        message = f"in the text {_times(len(item.candidates))}: {backticked(words)}"
        shown = tuple((span, "here" if i == 0 else "and here") for i, span in enumerate(item.candidates[:3]))
        hint = _contexts(context, item) or "add a context: {words: longer words around them}"
        yield Finding(item.path, message, in_text=shown, help=hint, arguments=(words,))


def _contexts(context: ArticleContext, item: Unanchored) -> str | None:
    """The contexts of the first occurrences, to choose from: only a reader knows which of them is meant."""
    if not context.may_suggest("contexts"):
        return None
    assert context.text is not None
    every = item.candidates
    ways = []
    for i in range(min(len(every), _MOST_CONTEXTS)):
        within = context_of(context.text, [every[i], *every[:i], *every[i + 1 :]])
        if within is None:
            return None
        ways.append(backticked(f"{{{_in_braces(flatten(item.quote.exact))}: {_in_braces(within)}}}", 200))
    more = ", or the context of a later one" if len(every) > _MOST_CONTEXTS else ""
    return f"write which one is meant, with a context: {' or '.join(ways)}{more}"


def _in_braces(words: str) -> str:
    """Words as they are typed inside braces: in quotes if they contain what has a meaning there, such as a comma."""
    return words if re.fullmatch(r"[\w(][\w .;’“”()?!–—-]*", words) else json.dumps(words, ensure_ascii=False)


_MOST_CONTEXTS = 3
"""Occurrences whose contexts the help names, at most."""


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _depends_on_broken(context: ArticleContext, one: Unanchored) -> bool:
    """Whether a quote is looked up beside another that has no place itself, so that it may get one by the same fix."""
    table, key, field, *_ = one.path
    if field == "cue":
        return context.is_broken(table, key, "quote")
    if field in ("triggers", "outcome") and context.is_broken(table, key, "evidence"):
        return not keep_inside(one.candidates, spans(context.article.events[str(key)].evidence))
    return False


@rule(
    "NC303",
    "invalid-quote-context",
    ERROR,
    "context not exactly once in the text, or quote not exactly once in it",
    fix="the article's words, if only quotation marks, dashes, spaces or small letters differ",
    unsafe_fix="the nearest words of the article",
    needs_text=True,
)
def wrong_context(context: ArticleContext) -> Iterator[Finding]:
    """
    A context is there to say which occurrence is meant, so it stands in the text once, and holds the words once.

    Example:
          actors:
            anna:
              name: Anna Berg
              kind: person
              mentions:
        -       - {she: she was sad} # <NC303>
        +       - {she: she was glad}
          text: Anna Berg said she would go, and that she was glad.
    """
    for one in context.unanchored_for(Reason.CONTEXT):
        message, within = one.message or "the context is elsewhere than the given start", one.quote.within or ""
        path = (*one.path, "within")
        fixes = tuple(_with_context(context, one))
        if "nowhere" in message:
            found = not_in_text(context, within, path)
            message = f"{message}: {found.message}" if found.label else message
            yield attrs.evolve(found, message=message, arguments=(within,), fixes=(*found.fixes, *fixes))
        else:
            shown = tuple((span, "here") for span in one.candidates[:3])
            yield Finding(path, message, in_text=shown, arguments=(within,), fixes=fixes)


def _with_context(context: ArticleContext, one: Unanchored) -> Iterator[ProposedFix]:
    """The fix that writes another context, if the quoted words occur once."""
    assert context.text is not None
    places = context.text.candidates(one.quote.exact)
    within = context_of(context.text, places) if len(places) == 1 and context.may_suggest("contexts") else None
    if within:
        yield ProposedFix(f"write the context {backticked(within)}", (SetValue((*one.path, "within"), within),))


@rule("NC305", "quote-cuts-word", WARNING, "quote cuts a word", unsafe_fix="the whole word", needs_text=True)
def quote_cuts_word(context: ArticleContext) -> Iterator[Finding]:
    """
    A quote that begins or ends inside a word is usually a slip of the mouse. If the article itself lacks a space,
    waive it. Only for scripts that put spaces between words.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg met Carl Dah # <NC305>
        +       - Anna Berg met Carl Dahl
    """
    assert context.text is not None
    for path, quote in context.cut:
        assert quote.start is not None
        assert quote.end is not None
        raw, (start, end) = context.text.raw, (quote.start, quote.end)
        at = start if cuts_start(raw, start) else end
        a = max((m.end() for m in re.finditer(r"\s", raw[max(0, at - 40) : at])), default=0) + max(0, at - 40)
        b = next((m.start() for m in re.finditer(r"\s", raw[at : at + 40])), min(40, len(raw) - at)) + at
        message = f"cuts a word: the article has {backticked(raw[a:b])}"
        fixes = instead(context.text, quote.exact, context.text.widened((start, end)), path)[1]
        yield Finding(path, message, in_text=(((a, b), "here"),), fixes=fixes)


@rule(
    "NC308",
    "untrimmed-or-empty-quote",
    ERROR,
    "quoted words are empty or have spaces at an end",
    fix="the words without the spaces",
)
def blank_quote(context: ArticleContext) -> Iterator[Finding]:
    """
    Spaces at the ends of a quote are invisible and never intended.

    Example:
          {TALKS}
              evidence:
        -       - "Anna Berg met Carl Dahl " # <NC308>
        +       - Anna Berg met Carl Dahl
    """
    for path, text in _all_words(context):
        if not text or text != text.strip():
            fix = ProposedFix("delete the spaces at the ends", (SetValue(path, text.strip()),), safe=True)
            blank = bool(text.strip())
            yield Finding(path, "spaces at an end" if blank else "empty", fixes=(fix,) if blank else ())


def _all_words(context: ArticleContext) -> Iterator[tuple[Path, str]]:
    """Yield everything that is in words of the article, names included."""
    for path, quote in context.quotes:
        yield path, quote.exact
    for _, path, words in event_words(context):
        yield path, words
    yield from claim_words(context)
    yield from actor_words(context)
    for key, actor in context.local.items():
        for i, alias in enumerate(actor.aliases):
            yield ("actors", key, "aliases", i), alias
    for key, actor in context.local.items():
        if actor.name is not None:
            yield ("actors", key, "name"), actor.name
