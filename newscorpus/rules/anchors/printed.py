"""NC319: a headline, an author or a dateline that the article text has almost."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.fuzzy import compare
from newscorpus.text.spans import Span
from newscorpus.text.suggest import typing_errors
from newscorpus.text.words import flatten

_SIMILAR: Final = 0.85
"""A line that is less similar to the headline is not the headline."""
_LONGEST: Final = 300
"""Code points of a headline that is looked for, and of the beginning of a text where its dateline is."""
_MOST_LINES: Final = 20
"""Lines at the beginning of a text among which the headline is looked for."""
_MOST_LACKING: Final = 2
_FEWEST: Final = 4
"""Words of a headline that lacks some of a line."""
_NUMBER: Final = re.compile(r"\d+")
_LINE: Final = re.compile(r"\S[^\r\n]*")


@rule(
    "NC319",
    "almost-printed",
    WARNING,
    "the article text has almost the headline, author or dateline",
    unsafe_fix="the words of the article text",
    needs_text=True,
)
def almost_printed(context: ArticleContext) -> Iterator[Finding]:
    """
    The headline, the author and the dateline need not be in the article text. If they are there almost, but for a
    letter or a number, one of both is misspelt; a headline that lacks a word within the first line was cut, and one
    that has four fifths of its words was reworded. Compared are a headline with lines of its own, an author with names,
    and a dateline with the beginning of the text. Where the text begins with `By` and a name, or a paragraph at its
    beginning with a place in capitals and a date, these are the author and the dateline.

    Example:
        - author: Petra Petersn # <NC319>
        + author: Petra Peterson
          text: By Petra Peterson. Anna Berg met Carl Dahl.
    """
    text = context.text
    assert text is not None
    printed = {name: getattr(context.article, name) or "" for name in ("headline", "author", "dateline")}
    for name, words in printed.items():
        path: Path = (name,)
        if words in text.raw or not words.strip() or len(words) > _LONGEST or context.is_broken(name):
            continue  # printed as it is, or not given: the usual cases
        if name == "headline":
            found = _line_like(text.raw, words)
        else:
            dated = name == "dateline"
            found = _words_like(text.raw[:_LONGEST] if dated else text.raw, words, dated=dated)
        other = None if found or name == "headline" else _printed_instead(text.raw, name, words)
        if other is not None:
            theirs = flatten(text.raw[slice(*other)])
            message = f"{name} is {backticked(words)}, but the article text has {backticked(theirs)}"
            hint = f"write `{name}` as the article text has it, if that is meant"
            yield Finding(path, message, in_text=((other, "here"),), help=hint, arguments=(words,))
        if found is not None:
            theirs = flatten(text.raw[slice(*found)])
            message = f"{name} {backticked(words)} is almost in the article text, which has {backticked(theirs)}"
            fix = ProposedFix(f"write {backticked(theirs)}", (SetValue(path, theirs),))
            hint = f"if it is misspelt, write {backticked(theirs, 200)}"
            yield Finding(path, message, in_text=((found, "here"),), help=hint, arguments=(words,), fixes=(fix,))


_BY: Final = re.compile(r"^By ([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3})(?=[,\n]| and |\Z)", re.MULTILINE)
_PLACE: Final = re.compile(r"^([A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30})(?=, [A-Z0-9]| \(| [–—-] )", re.MULTILINE)
"""The author and the place that are printed at the beginning of a text."""


def _printed_instead(raw: str, name: str, words: str) -> Span | None:
    """Where a text begins with another author, or a dateline with another place, than the given one."""
    pattern = _BY if name == "author" else _PLACE
    found = pattern.search(raw[:_LONGEST])
    if found is None or flatten(found[1]).casefold() in flatten(words).casefold():
        return None
    same = {word.casefold().strip(".,") for word in found[1].split()} & {
        word.casefold().strip(",.") for word in words.split()
    }
    return None if same else found.span(1)


def _line_like(raw: str, headline: str) -> Span | None:
    """The line near the beginning that is similar to the headline, unless one is equal but for typography and case."""
    lines = [line for line in islice(_LINE.finditer(raw), _MOST_LINES) if len(line[0]) <= 2 * _LONGEST]
    likeness = {line.span(): _likeness(headline, line[0]) for line in lines}
    best = max(likeness, key=lambda span: likeness[span], default=None)
    if best is None or any(_letters(line[0]) == _letters(headline) for line in lines):
        return None
    if _lacks_words(headline, lines[0][0]) or _rewords(headline, lines[0][0]):
        return lines[0].span()
    return best if likeness[best] >= _SIMILAR else None


def _rewords(headline: str, line: str) -> bool:
    """Whether a headline has most words of a line that is no sentence, but not all, or in another order."""
    ours, theirs = ({*map(_folded, words.split())} for words in (headline, line))
    return (
        min(len(ours), len(theirs)) >= _FEWEST
        and line.rstrip()[-1:] not in ".:"
        and _MOST_SHARED * len(ours & theirs) >= max(len(ours), len(theirs))
    )


_MOST_SHARED: Final = 1.25
"""What a share of four fifths is multiplied with."""


def _lacks_words(headline: str, line: str) -> bool:
    """Whether a headline is a line without one or two words within it: a shorter one lacks the beginning or the end."""
    ours, theirs = ([*map(_folded, words.split())] for words in (headline, line))
    lacking = len(theirs) - len(ours)
    if not 0 < lacking <= _MOST_LACKING or len(ours) < _FEWEST or (ours[0], ours[-1]) != (theirs[0], theirs[-1]):
        return False
    rest = iter(theirs)
    return all(word in rest for word in ours)


def _letters(words: str) -> str:
    """The letters and digits alone: marks and spaces are no misspelling."""
    return re.sub(r"\W+", "", words).casefold()


def _likeness(one: str, other: str) -> float:
    """How similar two strings are; 0 at once if one is much longer."""
    short, long = sorted((len(one), len(other)))
    return compare(one, other).similarity if short >= _SIMILAR * long else 0.0


def _words_like(raw: str, words: str, *, dated: bool) -> Span | None:
    """The words of the text that differ from an author or a dateline in one misspelt word, or in a number.

    None if the text has them, but for typography and case.
    """
    ours, lower = [_folded(word) for word in words.split()], raw.casefold()
    if len(ours) > 1 and not any(word in lower for word in ours):
        return None
    theirs = [_folded(word) for word in lower.split()]
    # All words but one are equal, so it is enough to look around those.
    starts: Iterable[int] = range(len(theirs))
    if len(ours) > 1:
        known = frozenset(ours)
        near = (at - i for at, word in enumerate(theirs) if word in known for i, own in enumerate(ours) if own == word)
        starts = sorted({*near})
    found: list[re.Match[str]] = []
    likely: Span | None = None
    for first in starts:
        if not 0 <= first <= len(theirs) - len(ours):
            continue
        unequal = [i for i, word in enumerate(ours) if word != theirs[first + i]]
        if not unequal:
            return None
        if len(unequal) == 1 and likely is None:
            (i,) = unequal
            found = found or list(re.finditer(r"\S+", raw))
            other = found[first + i]
            if _is_misspelt(ours[i], theirs[first + i], alone=len(ours) == 1, dated=dated) and _is_name(other[0]):
                begin, end = found[first], found[first + len(ours) - 1]
                likely = begin.end() - len(begin[0].lstrip(_MARKS)), end.start() + len(end[0].rstrip(_MARKS))
    return likely


def _folded(word: str) -> str:
    return word.strip(_MARKS).casefold().replace("’", "'").removesuffix("'s")


def _is_name(word: str) -> bool:
    """Whether a word begins with a capital or a digit."""
    core = word.strip(_MARKS)[:1]
    return core.isupper() or core.isdecimal()


def _is_misspelt(one: str, other: str, *, alone: bool, dated: bool) -> bool:
    """Whether one of two words is likely a misspelling of the other. A word that is alone must be long."""
    if _NUMBER.search(one + other):
        return dated and not alone and bool(_NUMBER.search(one) and _NUMBER.search(other))
    short, long = sorted((one, other), key=len)
    limit = 2 if len(short) >= _LONG and not alone else 1
    if len(short) < (_LONG - 1 if alone else _SHORT) or one[0] != other[0] or abs(len(long) - len(short)) > limit:
        return False
    inflected = long.removeprefix(short) in ("s", "n", "ns")
    return not inflected and typing_errors(one, other, limit) <= limit


_MARKS: Final = ".,;:!?()[]\"'“”‘’«»–—-"
_SHORT, _LONG = 3, 7
"""Letters of a word in which one letter may be wrong, and two."""
