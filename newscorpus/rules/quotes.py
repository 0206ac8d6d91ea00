"""NC301 to NC303, NC305 and NC308: quotes that are not in the article text once, whole and untrimmed."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

import attrs

from newscorpus.anchoring import Reason, Unanchored, spans
from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Quote
from newscorpus.rules.context import ArticleContext, titles
from newscorpus.rules.joined_quotes import interrupted, joined
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.rules.suggestions import (
    as_quote,
    completed,
    instead,
    is_found,
    not_in_text,
    unless_edited,
)
from newscorpus.rules.yaml_signs import cut_at
from newscorpus.text.index import Text, context_of
from newscorpus.text.spans import Span, keep_inside
from newscorpus.text.words import cuts_start, flatten

_MARKS = "“”„«»\"‘’'"
_BESIDE = f"{_MARKS}.,;:!?…()[]"
"""What is written directly before or after a word, and is not of it."""


@rule(
    "NC301",
    "quote-not-in-text",
    ERROR,
    "a quote is not in the article text",
    fix="the article's words, if the text has not changed, and only quotation marks, dashes (not `--`), the dots of an"
    " ellipsis, invisible characters, composed letters or capitals that the quote lacks differ",
    unsafe_fix="the nearest words, if only capitals, typing errors, spelling, articles or added endings differ"
    " (`contracts`; not of words that are easily taken for others: `plants`)",
    needs_text=True,
)
def quote_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    Quotes are the article's own words, letter for letter; only whitespace may differ. Typographic quotation marks and
    apostrophes (’ “ ”) count as they are printed.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg mett Carl Dahl # <NC301>
        +       - Anna Berg met Carl Dahl
    """
    for unanchored in context.missing(words=False):
        finding = interrupted(context, unanchored.path) or joined(context, unanchored.quote, unanchored.path)
        finding = finding or not_in_text(context, unanchored.quote, unanchored.path)
        yield unless_edited(context, finding)


@rule(
    "NC302",
    "ambiguous-quote",
    ERROR,
    "a quote occurs more than once in the article text, and has no context",
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
        if _depends_on_broken(context, item) or cut_at(context, item.path, item.quote.exact):
            continue
        worded = partial(_ambiguous, context.known_text, item, may_suggest=context.may_suggest("contexts"))
        yield Finding.unworded(item.path, (item.quote.exact,), worded)


def _ambiguous(text: Text, item: Unanchored, *, may_suggest: bool) -> Finding:
    words = item.quote.exact
    message = f"ambiguous quote: {backticked(words)} occurs {len(item.candidates)} times"
    shown = tuple((span, "here" if i == 0 else "and here") for i, span in enumerate(item.candidates[:3]))
    hint = (_contexts(text, item) if may_suggest else None) or "add a context: {words: longer words around them}"
    return Finding(item.path, message, in_text=shown, help=hint, arguments=(words,))


def _contexts(text: Text, item: Unanchored) -> str | None:
    """The contexts of the first occurrences, to choose from: only a reader knows which of them is meant."""
    every = item.candidates
    ways = []
    for i in range(min(len(every), _MOST_CONTEXTS)):
        within = context_of(text, [every[i], *every[:i], *every[i + 1 :]])
        if within is None:
            return None
        written = inline({flatten(item.quote.exact): within}, flow=True)
        ways.append(backticked(f"text: {written}" if item.path[-1] == "text" else written, 200))
    more = ", or the context of a later one" if len(every) > _MOST_CONTEXTS else ""
    return f"write which one is meant, with a context: {' or '.join(ways)}{more}"


_MOST_CONTEXTS = 3
"""Occurrences whose contexts the help names, at most."""


def _depends_on_broken(context: ArticleContext, unanchored: Unanchored) -> bool:
    """Whether a quote is looked up beside another that has no place itself, so that it may get one by the same fix."""
    table, key, field, *_ = unanchored.path
    if field == "cue":
        return context.is_broken(table, key, "quote")
    if field == "quote":
        return unanchored.path[3] != 0 and context.is_broken(table, key, "quote", 0)
    if field in ("triggers", "outcome") and context.is_broken(table, key, "evidence"):
        return not keep_inside(unanchored.candidates, spans(context.article.events[str(key)].evidence))
    return False


@rule(
    "NC303",
    "invalid-quote-context",
    ERROR,
    "a context does not occur exactly once in the article text, or the quoted words not exactly once in it",
    fix="the article's words, if the text has not changed, and only quotation marks, dashes (not `--`), invisible"
    " characters, composed letters or capitals that the quote lacks differ",
    unsafe_fix="the nearest words, if only capitals, typing errors, spelling, articles or endings differ",
    needs_text=True,
)
def wrong_context(context: ArticleContext) -> Iterator[Finding]:
    """
    A context is there to say which occurrence is meant, so it occurs once in the article text, and
    contains the words once.

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
    for unanchored in context.unanchored_for(Reason.CONTEXT):
        words, within = unanchored.quote.exact, unanchored.quote.within or ""
        if f"{words}: {within}" in context.known_text:
            yield _split_at_colon(unanchored, words, within)
            continue
        path = (*unanchored.path, "within")
        if cut_at(context, path, within):
            continue
        places = context.known_text.candidates(words)
        alone = places if len(places) == 1 and context.may_suggest("contexts") else ()
        is_missing = unanchored.message.startswith("does not occur")
        missing = not_in_text(context, as_quote(within), path) if is_missing else None
        worded = partial(_wrong_context, context.known_text, unanchored, path, alone, missing)
        yield unless_edited(context, Finding.unworded(path, (within,), worded))


def _wrong_context(
    text: Text, unanchored: Unanchored, path: Path, alone: Sequence[Span], missing: Finding | None
) -> Finding:
    """The finding for a context that is wrong; if it is `missing` in the text, that finding says what the text has.

    `alone` is the only place of the quoted words, for which another context can be written.
    """
    words, within = unanchored.quote.exact, unanchored.quote.within or ""
    message = f"context {backticked(within)} {unanchored.message or 'is not at the given start'}"
    better = context_of(text, alone) if alone else None
    fixes: tuple[ProposedFix, ...] = ()
    if better:
        fixes = (ProposedFix(f"write the context {backticked(better)}", (SetValue(path, better),)),)
    if missing is not None:
        finding = missing.with_words()
        right = [fix for fix in finding.fixes if all(is_found(text, words, new) for new in _new(fix, path))]
        return attrs.evolve(finding, message=message, fixes=(*right, *fixes))
    shown = tuple((span, "here") for span in unanchored.candidates[:3])
    hint = f"write words around {backticked(words)} that occur once, with {backticked(words)} once in them"
    return Finding(path, message, in_text=shown, help=hint, arguments=(within,), fixes=fixes)


def _new(fix: ProposedFix, path: Path) -> Iterator[str]:
    """Yield the string that a fix writes at a path."""
    return (change.value for change in fix.changes if isinstance(change, SetValue) and change.path == path)


def _split_at_colon(unanchored: Unanchored, words: str, within: str) -> Finding:
    """Report an unquoted `: ` of the article, which makes of the quoted words a quote and its context."""
    whole = f"{words}: {within}"
    message = f"unquoted `: ` splits the quote {backticked(whole)}"
    hint = f"put it in quotes: `{inline(whole, flow=False)}`"
    return Finding(unanchored.path, message, help=hint, arguments=(whole,))


@rule(
    "NC305",
    "quote-cuts-word",
    WARNING,
    "a quote begins or ends inside a word or a number",
    unsafe_fix="the whole word, if a letter or an ending is missing, or the rest of the last of several words"
    " (`on Tues`; not of numbers, nor of such as `cannot` and `denied`)",
    needs_text=True,
)
def quote_cuts_word(context: ArticleContext) -> Iterator[Finding]:
    """
    A quote that begins or ends inside a word, or a number such as `3.75` or `1,500`, is usually a slip of the mouse. If
    the article itself lacks a space, waive it. Only for scripts that put spaces between words.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg met Carl Dah # <NC305>
        +       - Anna Berg met Carl Dahl
    """
    for path, quote in context.cut:
        yield Finding.unworded(path, (), partial(_cut_word, context.known_text, path, quote, context.language))


def _cut_word(text: Text, path: Path, quote: Quote, language: str) -> Finding:
    raw, ((start, end),) = text.raw, spans([quote])
    at = start if cuts_start(raw, start) else end
    a = max((m.end() for m in re.finditer(r"\s", raw[max(0, at - 40) : at])), default=0) + max(0, at - 40)
    b = next((m.start() for m in re.finditer(r"\s", raw[at : at + 40])), min(40, len(raw) - at)) + at
    a, b = at - len(raw[a:at].lstrip(_BESIDE)), at + len(raw[at:b].rstrip(_BESIDE))
    unit = "number" if re.fullmatch(r"[\d.,]{2}", raw[at - 1 : at + 1]) else "word"
    message = f"quote {backticked(flatten(quote.exact))} cuts a {unit}: the article has {backticked(raw[a:b])}"
    fixes = instead(text, quote, text.widened((start, end)), path, language)[1]
    fixes = fixes or completed(text, quote, path, language)
    hint = f"write the whole {unit}, {backticked(raw[a:b])}"
    return Finding(path, message, in_text=(((a, b), "here"),), help=hint, fixes=fixes)


@rule(
    "NC308",
    "untrimmed-or-empty-quote",
    ERROR,
    "quoted words are empty, or begin or end with whitespace",
    fix="the words without the whitespace",
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
            fix = ProposedFix("delete the whitespace", (SetValue(path, text.strip()),), safe=True)
            has_words = bool(text.strip())
            message = f"{backticked(text)} begins or ends with whitespace" if has_words else "quoted words are empty"
            hint = None if has_words else "add the words of the article, or delete the item"
            yield Finding(path, message, help=hint, fixes=(fix,) if has_words else ())


def _all_words(context: ArticleContext) -> Iterator[tuple[Path, str]]:
    """Yield everything that is in words of the article, names included."""
    for path, quote in context.quotes:
        yield path, quote.exact
    yield from titles(context)
    for key, actor in context.local.items():
        for i, alias in enumerate(actor.aliases):
            yield ("actors", key, "aliases", i), alias
    for key, actor in context.local.items():
        if actor.name is not None:
            yield ("actors", key, "name"), actor.name
