"""Whether two phrasings of the same words mean the same: numbers, negation, modal verbs, opposites and names.

The tables of languages are not complete, and need not be: they serve to refuse fixes, never to make them. All apply to
all texts. Imports `languages`, `numbers`, `suggest` and `words` of this package.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

from newscorpus.text.languages import sections
from newscorpus.text.numbers import equivalents, words_for_nothing
from newscorpus.text.suggest import typing_errors
from newscorpus.text.words import UNSPACED, pattern


@cache
def announcements(language: str) -> re.Pattern[str]:
    """Return what verbs about things to come begin with, in lower case.

    Args:
        language: The primary subtag; without such phrases of its own, those of all rows are meant.
    """
    tables = dict(sections("meaning"))
    own = tables.get(language, {})
    rows = [own] if "future" in own else list(tables.values())
    every = (re.escape(phrase) for row in rows for phrase in row.get("future", ()))
    phrase = rf"(?:{'|'.join(every)})\b"
    not_behind = "".join(rf"(?<!\b{word} )" for row in rows for word in row.get("not_future", ()))
    return re.compile(rf"\b(?={phrase}){not_behind}{phrase}")  # to look behind comes last, since it is slow


class Difference(Enum):
    """How the words of an article differ from those that were quoted: which is said first, and how it is said."""

    NUMBER = 0, "quote has another number"
    OPPOSITE = 1, "quote means the opposite"
    UNNUMBERED = 2, "quote not found"
    """The article has a number or a unit there, and the quote has no number."""
    OTHER = 3, "quote not found"
    SPELLING = 4, "quote writes the number differently"


CONTRASTS: Final = (Difference.NUMBER, Difference.OPPOSITE, Difference.UNNUMBERED)
Block = tuple[str, str]
"""Words as they were quoted, and the words of the article in their place; either may be empty."""


def difference(blocks: Iterable[Block], occurs: Callable[[str], bool]) -> tuple[Difference, Block] | None:
    """Return how and where the article's words mean something else than the quoted ones; None if they do nowhere.

    Args:
        blocks: Where the quoted words differ from the article's, in order.
        occurs: Whether a word occurs in the article. One that does is not a misspelling of another.
    """
    differences = [(how, block) for block in blocks if (how := _compare(_tokens(block[0]), _tokens(block[1]), occurs))]
    return min(differences, key=lambda differing: differing[0].value, default=None)


def is_another(name: str, other: str) -> bool:
    """Return whether two similar ids or terms are two things: with another number, or one the opposite of the other."""
    numbers, numbers_of_other = ([int(n) for n in re.findall(r"\d+", word)] for word in (name, other))
    if len(numbers) == len(numbers_of_other) and numbers != numbers_of_other:
        return True
    words, words_of_other = (re.findall(r"[^\W\d_]+", word.casefold()) for word in (name, other))
    return _compare(words, words_of_other, lambda _: False) in CONTRASTS


def _compare(quoted: Sequence[str], own: Sequence[str], occurs: Callable[[str], bool]) -> Difference | None:
    table = _table()
    ours, theirs = (
        _NO_ONE.sub("nobody", " ".join(w for t in tokens for w in _folded(t))).split() for tokens in (quoted, own)
    )
    numbers, numbers_of_article = ([n for w in words if (n := _number(w))] for words in (ours, theirs))
    if [*map(_without_dot, numbers)] != [*map(_without_dot, numbers_of_article)]:
        if _are_estimates(ours, theirs):
            return Difference.OTHER
        return Difference.NUMBER if any(number not in table.units for number in numbers) else Difference.UNNUMBERED
    denied, denied_by_article = ([w for w in words if w in table.negations] for words in (ours, theirs))
    pairs = {frozenset((a, b)) for a in ours for b in theirs}
    if len(denied) % 2 != len(denied_by_article) % 2 or pairs & table.opposites or _negated(ours, theirs):
        return Difference.OPPOSITE
    modals, modals_of_article = ([w for w in words if w in table.modals] for words in (ours, theirs))
    if denied != denied_by_article or modals != modals_of_article or not _same_names(quoted, own, occurs):
        return Difference.OTHER
    return Difference.SPELLING if numbers != numbers_of_article else None


_NO_ONE: Final = pattern(r"\bno one\b")
"""What has no number, though `one` is one."""


def is_respelt(quoted: str, own: str) -> bool:
    """Return whether two numbers differ only in how they are written: `1 500`, `1,500`, `1500`; `10.0`, `10`."""
    ours, theirs = (re.sub(r"\A[^\w+−–-]+|\W+\Z", "", words) for words in (quoted, own))
    if ours == theirs or not any(char.isdecimal() for char in ours):
        return False
    return re.sub(r"[\s,.'’]", "", ours) == re.sub(r"[\s,.'’]", "", theirs) or same_number(quoted, own)


def same_number(quoted: str, own: str) -> bool:
    """Return whether two words are one number in digits: `$10.0` and `$10`."""
    words = [_tokens(word) for word in (quoted, own)]
    if any(len(tokens) != 1 or not any(char.isdecimal() for char in tokens[0]) for tokens in words):
        return False
    return _number(words[0][0]) == _number(words[1][0])


def is_number(word: str) -> bool:
    """Return whether a word means a number, in digits or letters."""
    return bool(_number(re.sub(r"\A\W+(?=\w)", "", word).casefold()))


def in_digits(words: str) -> str | None:
    """Return the whole number that words mean by themselves, in digits: of `none`, `1,500`, `four`. None if unknown."""
    if words.casefold() in _table().nothing:
        return "0"
    tokens = _tokens(words.strip())
    number = _number(tokens[0].casefold()) if len(tokens) == 1 else ""
    return number if number.isascii() and number.isdecimal() else None


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase, in full: without punctuation, in lower case, numbers as they are written."""
    return [word for token in _tokens(phrase) for word in _folded(token) if word]


def _tokens(words: str) -> list[str]:
    joined = _SPACED.sub(lambda number: re.sub(r"\s", "", number[0]), re.sub("[‐‑]", "-", words))
    if joined.isascii():
        return joined.split()
    return _TOKEN.findall(re.sub(r"(?<=\d)[‐‑‒–−](?=\d)", "-", joined))


def _folded(token: str) -> list[str]:
    """The words of a token: without punctuation, in lower case, in full."""
    if any(unicodedata.numeric(char, None) is not None for char in token):
        return [token]
    word = re.sub(r"\A\W+|\W+\Z", "", token).casefold()
    for end, full in _table().contractions:
        match = end.search(word)
        if match:
            stem = word[: match.start()]
            return [_IRREGULAR.get(stem, stem), full]
    return [full for part in word.split("-") for full in _IRREGULAR.get(part, part).split()]


_IRREGULAR: Final = {"wo": "will", "ca": "can", "sha": "shall", "cannot": "can not"}
_GROUPS: Final = pattern(r"(?<=\d)[,'’](?=\d{3}(?!\d))|(?<=\d)\.(?=\d{3}\.\d{3}(?!\d))|(?<=\.\d{3})\.(?=\d{3}(?!\d))")
"""What groups the digits of a number. A single dot may also be that of decimals."""
_TOKEN: Final = pattern(rf"{UNSPACED}|(?:(?!{UNSPACED})[^\s–—])+")
_SPACED: Final = pattern(r"(?<![\w.,])\d{1,3}(?:\s\d{3})+(?![\d.,]*\d)")
_ONE_DOT: Final = pattern(r"(?<!\d)(\d{1,3})\.(\d{3})(?!\d)")
_DECIMALS: Final = pattern(r"(?<![\d.,])(\d+)([.,])(\d{1,2}|\d{4,})(?![\d.,])")
"""A number with decimals. Three digits may also be a group."""
_ROMAN: Final = pattern(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_CURRENCY: Final = "$€£¥₹%‰°"


def _number(word: str) -> str:
    """The number that a word means, the same for `1,500` and `1500`, `two` and `2`; empty if it means none."""
    if not any(unicodedata.numeric(char, None) is not None for char in word):
        return _table().numbers.get(word, word if _is_roman(word) else "")
    core = re.sub(rf"\A[^\w{_CURRENCY}+−–-]+|[^\w{_CURRENCY}]+\Z", "", word)
    return _DECIMALS.sub(_without_zeros, _GROUPS.sub("", core)).casefold()


def _without_zeros(match: re.Match[str]) -> str:
    """A number without zeros that mean nothing: `$10.0`, `$10.50`. Without a sign, `3.10` may be a version or a day."""
    whole, point, decimals = match.groups()
    kept = decimals.rstrip("0")
    if kept and not set(match.string).intersection(_CURRENCY):
        return match[0]
    return f"{whole}{point}{kept}" if kept else whole


def _is_roman(word: str) -> bool:
    """Whether it is a Roman numeral, and hardly a name or a syllable, as `xi` and `li` are."""
    return word in ("ii", "iv", "vi", "ix") or (len(word) > 2 and _ROMAN.fullmatch(word) is not None)


def _are_estimates(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both are words before a number that is not exact: `some` and `about`."""
    return len(ours) == len(theirs) == 1 and _ESTIMATING.issuperset((*ours, *theirs))


_ESTIMATING: Final = frozenset({"some", "about", "around", "roughly", "approximately"})


def _without_dot(number: str) -> str:
    """A number without the dot that may group its digits: `1.500` is `1500` in German."""
    return _ONE_DOT.sub(r"\1\2", number)


def _negated(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a word is another one with a prefix or an ending that makes it say the opposite."""
    pairs = [(a, b) for a in ours for b in theirs] + [(b, a) for a in ours for b in theirs]
    table = _table()
    return any(
        len(b) > 2
        and (
            (a.endswith(b) and a.removesuffix(b) in table.prefixes)
            or (a.startswith(b) and a.removeprefix(b) in table.endings)
        )
        for a, b in pairs
    )


def _same_names(quoted: Sequence[str], own: Sequence[str], occurs: Callable[[str], bool]) -> bool:
    """Whether each word with a capital is in the other, maybe misspelt. The article may have additional names."""
    ours, theirs = ([part for token in tokens for part in _bare(token).split("-")] for tokens in (quoted, own))
    names, names_of_article = ([word for word in words if word[:1].isupper()] for words in (ours, theirs))
    if any(name not in theirs and occurs(name) for name in names):
        return False
    return all(_is_alike(a, theirs) for a in names) and (not ours or all(_is_alike(b, ours) for b in names_of_article))


def _bare(token: str) -> str:
    return re.sub(r"\A\W+|(?:['’]s)?\W*\Z", "", token)


_SHORT_NAME: Final = 4


def _is_alike(name: str, others: Iterable[str]) -> bool:
    """Whether a name is one of the others, or one of them is likely a misspelling of it."""
    folded = name.casefold()
    limit = max(1, len(folded) // 4) if len(folded) > 2 else 0
    return any(
        typing_errors(folded, other, limit) <= limit and not _is_other(folded, other)
        for other in map(str.casefold, others)
    )


def _is_other(name: str, other: str) -> bool:
    """Whether a short name is another one because a letter stands in place of another: Iran, Iraq."""
    return len(name) == len(other) <= _SHORT_NAME and sorted(name) != sorted(other)


class _Table(NamedTuple):
    """What the tables of all languages say: an article quotes other languages, and its own may be unknown."""

    negations: frozenset[str]
    modals: frozenset[str]
    nothing: frozenset[str]
    numbers: dict[str, str]
    units: frozenset[str]
    opposites: frozenset[frozenset[str]]
    prefixes: frozenset[str]
    endings: frozenset[str]
    contractions: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _table() -> _Table:
    """All tables together, made on first use: most checks need none of it."""
    rows = [row for _, row in sections("meaning")]

    def listed(*names: str) -> frozenset[str]:
        return frozenset(word for row in rows for name in names for word in row.get(name, ()))

    numbers = dict(equivalents())
    for row in rows:
        numbers |= row.get("quantifiers", {}) | row.get("units", {})
    endings = [pair for row in rows for pair in row.get("contractions", {}).items()]
    return _Table(
        listed("negations", "denials"),
        listed("modals"),
        frozenset(words_for_nothing()),
        numbers,
        frozenset(unit for row in rows for unit in row.get("units", {}).values()),
        frozenset(frozenset(pair) for row in rows for pair in row.get("opposites", ())),
        listed("prefixes"),
        listed("endings"),
        tuple((re.compile(rf"(?:{end})\Z"), full) for end, full in endings),
    )
