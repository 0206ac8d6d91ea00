"""Suggestions of several rules: the nearest words of the article text, a context for a quote, and offsets."""

import re
from collections.abc import Sequence

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import Finding
from newscorpus.text.fuzzy import MOST_COMPARED, find_alike, nearest, normalize
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten


def difference(words: str, found: str) -> tuple[Span, Span]:
    """Return the part in which two strings differ, in whole words: its span in each."""
    ours, theirs = (list(re.finditer(r"\S+", text)) for text in (words, found))
    limit = min(len(ours), len(theirs))
    head = next((i for i in range(limit) if ours[i][0] != theirs[i][0]), limit)
    tail = next((i for i in range(limit - head) if ours[-1 - i][0] != theirs[-1 - i][0]), limit - head)

    return _middle(ours, head, tail, words), _middle(theirs, head, tail, found)


def _middle(tokens: Sequence[re.Match[str]], head: int, tail: int, text: str) -> Span:
    """The span of `tokens` without the first `head` and the last `tail`; empty if words are missing there."""
    inner = tokens[head : len(tokens) - tail]
    if inner:
        return inner[0].start(), inner[-1].end()
    at = tokens[head].start() if head < len(tokens) else len(text)
    return at, at


def not_in_text(context: ArticleContext, words: str, path: Path) -> Finding:
    """Return the finding for words that are not in the text, with the nearest ones."""
    text = context.text
    assert text is not None
    near = nearest(text.raw, words) if context.may_suggest("words") else None
    if near is None:
        return Finding(
            path, f"not in the article's text: {backticked(words)}", arguments=(words,), help="quote the words exactly"
        )
    near, cut = text.widened(near), not text.is_whole(near)  # `He refused` is not the end of `She refused`
    found = text.raw[near[0] : near[1]]
    (a, b), (c, d) = difference(words, found)
    notes: tuple[str, ...] = ()
    if normalize(words) == normalize(found):
        notes = ("it differs only in quotation marks, dashes, spaces or case",)
    theirs = found[c:d] or found
    same = find_alike(text.raw, words)
    one = not cut and len(same) < MOST_COMPARED and len({flatten(text.raw[slice(*span)]) for span in same}) == 1
    title = f"replace {backticked(flatten(words[a:b]))} with {backticked(flatten(found[c:d]))}"
    if not (a < b and c < d):
        title = f"write {backticked(flatten(found), 200)}"
    return Finding(
        path,
        "differs from the article's text",
        part=(a, b) if b > a else None,
        label=f"the article has {backticked(flatten(theirs))}",
        in_text=(((near[0] + c, near[0] + max(d, c + 1)), "here"),),
        notes=notes,
        help=f"write {backticked(flatten(found), 200)}",
        arguments=(words,),
        fixes=(ProposedFix(title, (SetValue(path, flatten(found)), *offsets_at(path, near)), safe=one),),
    )


_MOST_WORDS = 11
"""Words of a context beside the quoted ones, at most."""


def context_of(text: Text, places: Sequence[Span]) -> str | None:
    """Return the shortest context that distinguishes the first of `places`.

    It is a run of whole words around the place that is not around the others.

    The run contains the quoted words once. None if there is no such run, or if `places` are too many to compare.
    """
    if len(places) > MOST_COMPARED:
        return None
    (start, end), *others = places
    before, after = _around(text.raw, start, end)
    shared = set()
    for place in others:
        theirs = _around(text.raw, *place)
        shared.add((_shared_length(before, theirs[0]), _shared_length(after, theirs[1])))
    exact = text.raw[start:end]
    for size in range(1, _MOST_WORDS + 1):
        for left in range(size + 1):
            right = size - left
            if left < len(before) and right < len(after) and not any(left < a and right < b for a, b in shared):
                context = flatten(" ".join(before[left::-1]) + exact + " ".join(after[: right + 1]))
                if Text(context).count(exact, 2) == 1:
                    return context
    return None


def _around(raw: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before a place, the nearest first, and those after it.

    Each list begins with the rest of the word that the place cuts; with an empty string if it cuts none.
    """
    before, after = raw[max(0, start - 400) : start], raw[end : end + 400]
    left, right = before.split()[::-1], after.split()
    return left if before[-1:].strip() else ["", *left], right if after[:1].strip() else ["", *right]


def _shared_length(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items at the start of both are equal."""
    limit = min(len(one), len(other), _MOST_WORDS + 1)
    return next((i for i in range(limit) if one[i] != other[i]), limit)


def offsets_at(path: Path, span: Span) -> tuple[SetValue, ...]:
    """Return the changes that set the offsets of a quote, if the file gives them."""
    return SetValue((*path, "start"), span[0], if_there=True), SetValue((*path, "end"), span[1], if_there=True)
