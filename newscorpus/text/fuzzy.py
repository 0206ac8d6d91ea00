"""Find the part of a text that is most similar to words that the text does not contain. Knows no models."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, islice, repeat
from operator import add
from typing import Final, NamedTuple

from newscorpus.text.index import MOST_COMPARED, Text
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span
from newscorpus.text.suggest import typing_errors
from newscorpus.text.words import UNSPACED, extends, flatten, pattern

_ALIKE: Final = str.maketrans({**dict.fromkeys("“”„«»″‘’‚‛′`´'", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "\u00a0": " "})
"""Single quotation marks become double ones too: which of them a nested quotation has depends on its place."""
_FOLDING: Final = {**{chr(code): alike for code, alike in _ALIKE.items()}, "İ": "i"}
"""The last is the one character whose lower case is two."""
_FOLDED: Final = pattern(f"[{''.join(_FOLDING)}]")
"""Few characters of a text are, so to look for them is four times as fast as `translate`, which looks at each."""
_TOKEN: Final = rf"{UNSPACED}|[^\W{UNSPACED[1:-1]}]+"


def normalize(words: str) -> str:
    """Make quotation marks, dashes, spaces and case uniform, for comparison."""
    return flatten(words.translate(_ALIKE)).casefold()


def _fold(words: str) -> str:
    """Like `normalize`, but character by character, so that offsets stay valid."""
    return _FOLDED.sub(lambda match: _FOLDING[match[0]], words).lower()


class _Index(NamedTuple):
    """A folded text, prepared for searches of similar words."""

    text: Text
    tokens: list[Span]
    where: dict[str, list[int]]
    """For each word, the indices of its tokens."""


@lru_cache(maxsize=2)
def _index(raw: str) -> _Index:
    folded = _fold(raw)
    tokens = [match.span() for match in re.finditer(_TOKEN, folded)]
    where = defaultdict[str, list[int]](list)
    for i, (start, end) in enumerate(tokens):
        where[folded[start:end]].append(i)
    return _Index(Text(folded), tokens, dict(where))


def find_alike(raw: str, words: str) -> tuple[Span, ...]:
    """Return the spans of `raw` that cut no word and differ from `words` only in typography or case.

    That is: in quotation marks, dashes and spaces. Of these spans, those among the first `MOST_COMPARED` occurrences.
    """
    text = _index(raw).text
    return tuple(filter(text.is_whole, islice(text.find(_fold(words)), MOST_COMPARED)))


def nearest(raw: str, words: str) -> Span | None:
    """Return the span of `raw` that is most similar to `words`, if any is similar.

    If some spans differ only in quotation marks, dashes, spaces and case, it is the first of these. Otherwise runs of
    words are compared by the pairs of neighbouring characters that they share. Work is limited: rare words in common
    propose the runs, only the best few runs are compared, and of a long quote only its beginning and its end. A run is
    within a paragraph.
    """
    index = _index(raw)
    same = find_alike(raw, words)
    if same:
        return same[0]
    tokens = index.tokens
    core, marks = _split_marks(words)
    wanted = re.findall(_TOKEN, _fold(core))
    if not wanted or not tokens:
        return None
    target = _Profile(_fold(core))
    best, most = None, 0.5
    for first in _starts(index, wanted):
        for more in _STEPS:
            last = first + len(wanted) - 1 + more
            if first <= last < len(tokens) and _is_in_one_paragraph(index, first, last):
                # A misspelt word at an end is still a word: a run without it must not score better.
                run = index.text.raw[tokens[first][0] : tokens[last][1]]
                likeness = target.likeness(_Profile(run), above=most, less=0.02 * abs(more))
                if likeness > most:
                    best, most = (first, last), likeness
    return _with_marks(raw, _in_sentences(raw, _best_ends(index, *best, core), wanted), marks) if best else None


def _in_sentences(raw: str, span: Span, wanted: Sequence[str]) -> Span:
    """Return a span without the part in a sentence before or behind, if that has none of the wanted words."""
    start, end = span
    after, before = sentence(raw, (start, start + 1))[1], sentence(raw, (end - 1, end))[0]
    if start < before and not _has_any(raw[before:end], wanted):
        end = before
    if after < end and not _has_any(raw[start:after], wanted):
        start = after
    if (start, end) == span:
        return span
    core = _split_marks(raw[start:end])[0]
    at = raw.index(core, start)
    return at, at + len(core)


def count_words(words: str) -> int:
    """Return how many words a phrase has; each character is one in a script without spaces."""
    return sum(1 for _ in re.finditer(_TOKEN, words))


def _has_any(part: str, wanted: Sequence[str]) -> bool:
    """Whether a part of a text has one of the wanted words, maybe misspelt."""
    tokens = re.findall(_TOKEN, _fold(part))
    return any(typing_errors(token, word, len(word) // 4) <= len(word) // 4 for token in tokens for word in wanted)


def _is_in_one_paragraph(index: _Index, first: int, last: int) -> bool:
    """Whether a run of tokens ends in the paragraph in which it begins: no misquotation reaches into another."""
    return index.tokens[last][0] < index.text.paragraph(index.tokens[first][0])[1]


_STEPS: Final = (0, -1, 1, -2, 2)
"""By how many words an end of a run is moved to look for a more similar one."""


def _best_ends(index: _Index, first: int, last: int, words: str) -> Span:
    """Return the span of a run of tokens, each end moved to where it is most similar to `words`."""
    raw, tokens = index.text.raw, index.tokens

    def best(runs: Iterable[tuple[int, int]]) -> tuple[int, int]:
        chosen, most = (first, last), -1.0
        for run in runs:
            if not _is_in_one_paragraph(index, *run):
                continue
            printed = raw[tokens[run[0]][0] : tokens[run[1]][1]]
            if _most_similar(words, printed) > most and (similarity := compare(words, printed).similarity) > most:
                chosen, most = run, similarity
        return chosen

    first, last = best((first + by, last) for by in _STEPS if 0 <= first + by <= last)
    first, last = best((first, last + by) for by in _STEPS if first <= last + by < len(tokens))
    first, last = _with_ends_of(index, first, last, re.findall(_TOKEN, _fold(words)))
    start, end = tokens[first][0], tokens[last][1]
    while match := _JOINED_BEFORE.search(raw, max(0, start - 40), start + 1):
        start = match.start()
    while match := _JOINED_AFTER.match(raw, end - 1):
        end = match.end()
    return start, end


def _with_ends_of(index: _Index, first: int, last: int, wanted: Sequence[str]) -> tuple[int, int]:
    """Return a run of tokens with the first and the last of the wanted words, if these are just outside of it.

    Then the text has words between that the quote lacks: `Two workers` of `Two young workers`.
    """
    raw, tokens = index.text.raw, index.tokens
    if wanted and raw[slice(*tokens[first])] != wanted[0]:
        outside = range(first - 1, max(-1, first - 1 - _STEPS[-1]), -1)
        same = (i for i in outside if raw[slice(*tokens[i])] == wanted[0] and _is_in_one_paragraph(index, i, last))
        first = next(same, first)
    if wanted and raw[slice(*tokens[last])] != wanted[-1]:
        outside = range(last + 1, min(len(tokens), last + 1 + _STEPS[-1]))
        same = (i for i in outside if raw[slice(*tokens[i])] == wanted[-1] and _is_in_one_paragraph(index, first, i))
        last = next(same, last)
    return first, last


# `500` is not all of `1,500`, nor `did` of `didn't`, whose apostrophe is folded.
_JOINED_BEFORE: Final = pattern(r'(?:\d+[.,"]\d|\w*n"t)\Z')
_JOINED_AFTER: Final = pattern(r'\d[.,"]\d+|n"t\b')


class Comparison(NamedTuple):
    """How two phrasings differ."""

    similarity: float
    """From 0 to 1 (equal but for typography and case): the part of the letters that is no typing error."""
    blocks: tuple[tuple[Span, Span], ...]
    """The runs of words that differ, if only in case: the span in each. One is empty where the other has more words."""


MOST_WORDS: Final = 300
"""Words of a quote that is compared word by word."""


@lru_cache(maxsize=64)
def compare(words: str, printed: str) -> Comparison:
    """Compare two phrasings word by word; of very many words, those between equal ends as a whole."""
    ours, theirs = ([match.span() for match in re.finditer(r"\S+", text)] for text in (words, printed))
    a, b = (
        [text[start:end] for start, end in spans] for text, spans in ((_fold(words), ours), (_fold(printed), theirs))
    )
    blocks = []
    errors = 0
    codes = _opcodes(a, b)
    for tag, i, j, k, m in codes:
        if tag != "equal":
            blocks.append((_run(ours, i, j, words), _run(theirs, k, m, printed)))
            errors += _errors(" ".join(a[i:j]), " ".join(b[k:m]))
            continue
        unequal = (n for n in range(j - i) if words[slice(*ours[i + n])] != printed[slice(*theirs[k + n])])
        for _, run in groupby(enumerate(unequal), lambda pair: pair[1] - pair[0]):
            places = [n for _, n in run]
            x, y = places[0], places[-1] + 1
            blocks.append((_run(ours, i + x, i + y, words), _run(theirs, k + x, k + y, printed)))
    if any(tag != "equal" and max(j - i, m - k) > MOST_WORDS for tag, i, j, k, m in codes):
        return Comparison(_Profile(_fold(words)).likeness(_Profile(_fold(printed))), tuple(blocks))
    return Comparison(max(0.0, 1 - errors / max(len(" ".join(a)), len(" ".join(b)), 1)), tuple(blocks))


_OpCode = tuple[str, int, int, int, int]


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Sequence[_OpCode]:
    """What makes of some words others, as `difflib` says it; without it, what is between equal ends of very many."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - most checks need it not

    if max(len(a), len(b)) <= MOST_WORDS:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    least = min(len(a), len(b))
    first = next((i for i in range(least) if a[i] != b[i]), least)
    last = next((i for i in range(least - first) if a[-1 - i] != b[-1 - i]), least - first)
    ends = len(a) - last, len(b) - last
    middle: Sequence[_OpCode] = [("replace", first, ends[0], first, ends[1])]
    if max(ends) - first <= MOST_WORDS:
        codes = SequenceMatcher(None, a[first : ends[0]], b[first : ends[1]], autojunk=False).get_opcodes()
        middle = [(tag, first + i, first + j, first + k, first + m) for tag, i, j, k, m in codes]
    return [("equal", 0, first, 0, first), *middle, ("equal", ends[0], len(a), ends[1], len(b))]


def _most_similar(words: str, printed: str) -> float:
    """How similar two phrasings are at most, by their lengths: each letter more or fewer is a typing error."""
    ours, theirs = words.split(), printed.split()
    if len(ours) > MOST_WORDS or len(theirs) > MOST_WORDS:
        return 1.0
    length, printed_length = len(" ".join(ours)), len(" ".join(theirs))
    return 1 - abs(length - printed_length) / max(length, printed_length, 1)


def _errors(quoted: str, printed: str) -> int:
    """The typing errors between two runs of words; those between words and none are their letters and a space."""
    if not quoted or not printed:
        return len(quoted or printed) + 1
    longest = max(len(quoted), len(printed))
    return typing_errors(quoted, printed, longest) if longest < 60 else longest  # more is no slip


def _run(tokens: Sequence[Span], first: int, after: int, text: str) -> Span:
    """The span of the tokens from `first` to `after`; empty, before the next token, if there are none."""
    if first < after:
        return tokens[first][0], tokens[after - 1][1]
    at = tokens[first][0] if first < len(tokens) else len(text)
    return at, at


def _split_marks(words: str) -> tuple[str, tuple[str, str]]:
    """`words` from the first to the last letter or digit, and the punctuation before and after."""
    words = words.strip()
    inner = [match.span() for match in re.finditer(_TOKEN, words)]
    if not inner:
        return "", (words, "")
    (a, _), (_, b) = inner[0], inner[-1]
    return words[a:b], (words[:a], words[b:])


def _starts(index: _Index, wanted: Sequence[str]) -> Sequence[int]:
    """Tokens where a run similar to `wanted` may begin. Words in common vote for them, rare words most."""
    votes = defaultdict[int, float](float)
    for j, token in enumerate(wanted[:200]):
        places = index.where.get(token, ())
        # One or two words more or fewer before this one.
        weights = [(shift - j, 1 / len(places) / (1 + abs(shift))) for shift in (-2, -1, 0, 1, 2) if places]
        for i in places[:50]:
            for shift, weight in weights:
                votes[max(0, i + shift)] += weight
    if votes:
        return sorted(votes, key=lambda first: (-votes[first], first))[:12]
    return range(min(len(index.tokens), 20_000 // sum(map(len, wanted))))


class _Profile:
    """The pairs of neighbouring characters of words, with a space at both ends, counted.

    Each pair counts anywhere and in its half, so that the same words in another order are less similar.
    """

    def __init__(self, words: str) -> None:
        self._flat = f" {flatten(words if len(words) <= 2000 else words[:1000] + words[-1000:])} "
        self.count = len(self._flat) - 1

    @cached_property
    def _pairs(self) -> list[str]:
        return list(map(add, self._flat, self._flat[1:]))

    @cached_property
    def everywhere(self) -> Counter[str]:
        return Counter(self._pairs)

    @cached_property
    def halves(self) -> tuple[Counter[str], Counter[str]]:
        half = self.count // 2 + 1
        return Counter(self._pairs[:half]), Counter(self._pairs[half:])

    def likeness(self, other: "_Profile", *, above: float = 0.0, less: float = 0.0) -> float:
        """From 0 (nothing in common) to 1 (equal): the coefficient of Sørensen and Dice; `less` so much.

        If it is not `above` a number, any such number: pairs are not counted where that is clear without them, from
        the lengths, or from the pairs in common anywhere, since in the halves there are no more.
        """
        total = self.count + other.count
        if 2 * min(self.count, other.count) / total - less <= above:
            return above
        everywhere = _in_common(self.everywhere, other.everywhere)
        if 2 * everywhere / total - less <= above:
            return above
        return (everywhere + sum(map(_in_common, self.halves, other.halves))) / total - less


def _in_common(counts: Counter[str], others: Counter[str]) -> int:
    return sum(map(min, counts.values(), map(others.get, counts, repeat(0))))


def _with_marks(raw: str, span: Span, marks: tuple[str, str]) -> Span:
    """Widen `span` over the punctuation before and after the words, where the text has the same.

    Of quotation marks around the words, it is over both or none.
    """
    a, b = _widened(raw, span, marks)
    around = raw[a : span[0]], raw[span[1] : b]
    if all(map(_has_mark, marks)) and len(set(map(_has_mark, around))) > 1:
        before, after = (re.sub(_MARK, "", mark) for mark in map(normalize, marks))
        return _widened(raw, span, (before, after))
    return a, b


_MARK: Final = '"'
"""A quotation mark, as `normalize` makes it."""


def _has_mark(words: str) -> bool:
    return _MARK in normalize(words)


def _widened(raw: str, span: Span, marks: tuple[str, str]) -> Span:
    a = span[0] - _matched(raw[: span[0]][::-1], marks[0][::-1])
    b = span[1] + _matched(raw[span[1] :], marks[1])
    while b < len(raw) and extends(raw[b]):
        b += 1
    return a, b


def _matched(beside: str, marks: str) -> int:
    """How far what is beside words has the same marks, from the words on; spaces alone do not count."""
    at = end = 0
    for char in marks:
        while char.isspace() and at < len(beside) and beside[at].isspace():
            at += 1
        if not char.isspace():
            if at == len(beside) or normalize(beside[at]) != normalize(char):
                break
            end = at = at + 1
    return end
