"""NC314 and NC317: words that a comma splits into several items of a list, or of which a `#` makes a comment."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final

from newscorpus.anchoring import Reason
from newscorpus.codec.source_map import FlowItem
from newscorpus.diagnostics.changes import Change, Delete, ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Incident
from newscorpus.models.count import Count
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.text.fuzzy import find_alike
from newscorpus.text.words import flatten


@rule(
    "NC314",
    "words-split-at-comma",
    ERROR,
    "an unquoted comma splits quoted words",
    unsafe_fix="the words in quotes, as one item",
)
def words_split_at_comma(context: ArticleContext) -> Iterator[Finding]:
    """
    In YAML, every comma inside brackets ends an item, and inside braces it ends a key or a value. So `[1,500 soldiers]`
    is a list of `1` and `500 soldiers`, and a sentence with a comma becomes two quotes. Put the words in quotes, or
    write a list with dashes.

    Items are reported if a comma is inside a number, or if evidence or a claim is one run of words in the article.

    Example:
          {TALKS}
        -     evidence: [Anna Berg met Carl Dahl, in Oslo] # <NC314>
        +     evidence: ["Anna Berg met Carl Dahl, in Oslo"]
          text: Anna Berg met Carl Dahl, in Oslo, on Monday.
    """
    for path, items, words_of in _lists(context):
        words = [words_of(item) for item in items]
        is_evidence = path[-1] in ("evidence", "quote")
        is_suspect = any(_may_be_split(context, a, b, is_evidence) for a, b in pairwise(words))
        if not is_suspect and not any(context.is_broken(*path, i) for i in range(len(words))):
            continue
        written = context.flow_items(path)  # to find the brackets is slow
        first = 0
        while first < len(written) - 1:
            after, joined = _run(context, written, first, is_evidence)
            if after > first + 1:
                yield _finding(context, path, range(first, after), joined)
            first = after


def _finding(context: ArticleContext, path: Path, indices: range, joined: str) -> Finding:
    first, *others = covers = tuple((*path, i) for i in indices)
    changes: tuple[Change, ...] = SetValue(first, joined), *(Delete(cover) for cover in others)
    shown = context.text.whole(joined)[:1] if context.text is not None else ()
    in_text = tuple((span, "the article has them together") for span in shown)
    message = f"unquoted comma splits {backticked(joined)} into {len(covers)} items"
    hint = f"put them in quotes: `{inline(joined, flow=True)}`" if len(joined) < _LONGEST else "put them in quotes"
    fixes = () if "casualties" in path else (ProposedFix(f"put {backticked(joined, 200)} in quotes", changes),)
    return Finding(first, message, in_text=in_text, help=hint, arguments=(joined,), fixes=fixes, covers=covers)


_LONGEST = 100
"""Code points of words that a help repeats."""


_exact: Final = attrgetter("exact")
_name: Final = attrgetter("name.exact")
_text: Final = attrgetter("text.exact")


def _count(count: Count) -> str:
    return str(count.count)


def _lists(context: ArticleContext) -> Iterator[tuple[Path, Sequence[Any], Callable[[Any], str]]]:
    """Yield the lists of several words of the article, or of keywords, and what returns the words of an item."""
    if len(context.article.keywords) > 1:
        yield ("keywords",), context.article.keywords, str
    for key, actor in context.local.items():
        if len(actor.mentions) > 1:
            yield ("actors", key, "mentions"), actor.mentions, _exact
        if len(actor.aliases) > 1:
            yield ("actors", key, "aliases"), actor.aliases, str
    for key, event in context.article.events.items():
        quoted = (("evidence", event.evidence), ("triggers", event.triggers), ("topics", event.topics))
        for name, quotes in quoted:
            if len(quotes) > 1:
                yield ("events", key, name), quotes, _exact
        if len(event.places) > 1:
            yield ("events", key, "places"), event.places, _name
        for role, things in event.things.items():
            if len(things) > 1:
                yield ("events", key, "things", role), things, _text
        if isinstance(event, Incident):
            for harm, counts in event.casualties.items():
                if len(counts) > 1:
                    yield ("events", key, "casualties", harm), counts, _count
    for i, claim in enumerate(context.article.claims):
        if len(claim.quote) > 1:
            yield ("claims", i, "quote"), claim.quote, _exact


def _may_be_split(context: ArticleContext, before: str, after: str, is_evidence: bool) -> bool:
    if before[-1:].isdigit() and after[:1].isdigit():
        return True
    return is_evidence and context.text is not None and bool(before and after) and f"{before}, {after}" in context.text


def _run(context: ArticleContext, items: Sequence[FlowItem], first: int, is_evidence: bool) -> tuple[int, str]:
    """The items from `first` on that are one run of words: the index after the last, and the words."""
    words, after, joined = items[first].words, first + 1, ""
    for i, (item, following) in enumerate(pairwise(items[first:]), first + 1):
        in_number = (
            item.words[-1:].isdigit() and following.words[:1].isdigit() and (item.is_plain or following.is_plain)
        )
        if in_number:
            words = f"{words},{following.words}"
            # A number where words belong is an error anyway, whatever the article has.
            here = _article_words(context, words)
            if not here and following.is_glued and not (item.is_text and following.is_text):
                here = words
        elif is_evidence and item.is_plain and following.is_plain and item.words and following.words:
            words = f"{flatten(words)}, {flatten(following.words)}"
            here = _article_words(context, words)
        else:
            break
        if here:
            after, joined = i + 1, flatten(here)
    return after, joined


def _article_words(context: ArticleContext, words: str) -> str:
    """Return the words as the article has them, but for typography and case; empty if it does not."""
    text = context.text
    places = (text.whole(words) or find_alike(text.raw, words)) if text is not None else ()
    return text.raw[slice(*places[0])] if text is not None and places else ""


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
    if " #" not in context.known_text.raw:
        return
    without = context.unanchored_for(Reason.CONTEXT)
    contexts = (((*unanchored.path, "within"), unanchored.quote.within or "") for unanchored in without)
    for path, words in (*((path, quote.exact) for path, quote in context.quotes), *contexts):
        if cut := cut_at(context, path, words):
            whole, of_comment = cut
            fix = ProposedFix(f"put {backticked(whole)} in quotes", (SetValue(path, whole, of_comment=of_comment),))
            message = f"unquoted ` #` cuts the {'context' if path[-1] == 'within' else 'quote'} {backticked(whole)}"
            yield Finding(path, message, arguments=(whole,), fixes=(fix,))


def cut_at(context: ArticleContext, path: Path, words: str) -> tuple[str, int] | None:
    """Return the words of which a comment is the rest, and how many of the comment are theirs; None if it is none."""
    text = context.known_text
    behind = context.comment(path).split()
    ends = [n for n in range(len(behind), 0, -1) if behind[n - 1].strip("#")]
    wholes = ((" ".join([flatten(words), *behind[:n]]), n) for n in ends)
    return next((whole for whole in wholes if whole[0] in text), None)
