"""Quantities in words: `at least forty-eight`, `$1.5 million`, `10 to 12`, `zwischen zwei und drei Dutzend`.

What cannot be read for certain makes a reading incomplete: in doubt, nothing is compared.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from newscorpus.text.numbers import HYPHENS, ROUGH, Amount, Bound, NumberWords, Reading, Token, currencies, number_words
from newscorpus.text.words import pattern

_AMBIGUOUS: Final = pattern(r"[0-9]{1,3}[.,][0-9]{3}")
"""With the decimal separator of the language: `1.500` in an English text may be one and a half, or from elsewhere."""
_FRACTIONS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_KILO: Final = {"k": Decimal(1000), "m": Decimal(1_000_000), "b": Decimal(1_000_000_000)}
"""Letters directly behind the digits of an amount of money: `$5m`."""


_LONGEST: Final = 200
"""Code points. Longer words are a sentence and more, not a quantity."""


@lru_cache(maxsize=4096)
def read_quantities(words: str, language: str) -> Reading | None:
    """Return the quantities that words give in a language, by its primary subtag; None if there is no table for it."""
    table = number_words(language)
    if table is None:
        return None
    if len(words) > _LONGEST:
        return Reading((), complete=False)
    walk = _Walk(table, tuple(table.tokens(words.lower())))
    walk.run()
    return Reading(tuple(walk.amounts), walk.complete, walk.whole, walk.joined)


class _Walk:
    """A walk through the tokens of an expression."""

    def __init__(self, table: NumberWords, tokens: Sequence[Token]) -> None:
        self.table, self.tokens = table, tokens
        self.amounts: list[Amount] = []
        self.complete = self.whole = True
        self.joined = 0

    def run(self) -> None:
        """Collect the amounts."""
        i, bound, rough = 0, Bound.EXACT, False
        words = {token.word for token in self.tokens}
        grouped = not words.isdisjoint(self.table.groups)
        while i < len(self.tokens):
            if phrase := self.table.before.at(self.tokens, i):
                rough = rough or (bound not in (Bound.EXACT, *ROUGH) and phrase[1] in ROUGH)
                i, bound = i + phrase[0], phrase[1] if bound in (Bound.EXACT, *ROUGH) else bound
            elif end := self._amount(i, bound, rough=rough, grouped=grouped):
                i, bound, rough = end, Bound.EXACT, False
            elif phrase := self.table.fillers.at(self.tokens, i):
                i += phrase[0]
            else:
                self._pass(i)
                self.whole = False
                i, bound, rough = i + 1, Bound.EXACT, False

    def _pass(self, i: int) -> None:
        """Note what a token that is no amount means for the others."""
        word, table = self.tokens[i].word, self.table
        if i and word in table.joining and self.tokens[i - 1].word not in table.joining:
            self.joined += 1
        if self.tokens[i].number is not None or word in table.halves or table.ordinal.fullmatch(word):
            self.complete = False
        if word in ("%", "(", "/", ":") or word in table.scales or word in table.plurals:
            self.complete = False

    def _amount(self, i: int, bound: Bound, *, rough: bool, grouped: bool) -> int | None:
        """Read the amount at token `i`; return where it ends."""
        table, tokens = self.table, self.tokens
        if phrase := table.nothing.at(tokens, i):
            self.amounts.append(Amount(Decimal(0), Decimal(0)))
            return i + phrase[0]
        units: tuple[str, ...] = ()
        start = i
        if tokens[i].word in currencies():
            units, i = currencies()[tokens[i].word], i + 1
        read = self._range(i, money=bool(units))
        if read is None:
            return None
        low, high, end, several = read
        by_article = end == i + 1 and tokens[i].word in table.articles
        if by_article and (grouped or units):
            return end
        if self._is_part(start, end, money=bool(units)):
            self.complete = False
            return end
        measured = bool(units)
        if (sign := self._word(end)) in currencies():
            units, measured, end = units or currencies()[sign], True, end + 1
        else:
            at = end + 1 if self._word(end) in HYPHENS and self.tokens[end].glued else end
            national = table.nations.get(self._word(at), "")
            if national in table.units.get(self._word(at + 1), ()):
                units, measured, end = units or (national,), True, at + 2  # `Kenyan shillings`
            elif (unit := self._word(at)) in table.units:
                units, measured, end = units or table.units[unit], True, at + 1
        if after := self._after(end):
            bound = after if bound is Bound.EXACT or after in (Bound.LEAST, Bound.MOST) else bound
        bound = Bound.SEVERAL if several and bound is not Bound.LESS else bound
        self.amounts.append(Amount(low, high, bound, rough, units, measured, by_article))
        return end

    def _word(self, i: int) -> str:
        return self.tokens[i].word if i < len(self.tokens) else ""

    def _is_part(self, start: int, end: int, *, money: bool) -> bool:
        """Whether a number is part of something else: `F-16`, `44-year-old`, `3rd`, `12:30`, `Anna Berg, 44`."""
        tokens, table = self.tokens, self.table
        before = tokens[start - 1].word if start else ""
        follows = tokens[end] if end < len(tokens) else None
        if before in {*HYPHENS, ":", "/", ".", "#"} and (tokens[start].glued or before == "#"):
            return True
        if follows is not None and follows.glued:
            if follows.word in HYPHENS:
                unit = self._word(end + 1)
                if unit not in table.units or self._word(end + 2) in HYPHENS:
                    return not table.after.at(tokens, end + 1)
            elif follows.word in (":", "/") or follows.number is not None:
                return True
            elif follows.word.isalpha() and follows.word not in table.units:
                return not (money and follows.word in _KILO)
        named = tokens[start].number is not None and (follows is None or not follows.word.isalpha())
        if named and before == "," and start > 1 and tokens[start - 2].number is None:
            return True  # an age
        if self._decimals(tokens[start].word):
            return True
        counts = start == 0 or table.before.ends(tokens, start)
        return tokens[start].year and not (counts and follows is not None and follows.word.isalpha())

    def _decimals(self, digits: str) -> bool:
        """Whether digits have three decimals, which may be a group in another language."""
        return self.table.decimal in digits and _AMBIGUOUS.fullmatch(digits) is not None

    def _after(self, end: int) -> Bound | None:
        """The bound behind a number, or behind the words that it counts."""
        for gap in range(3):
            skipped = self.tokens[end : end + gap]
            if not all(token.word.isalpha() and token.word not in self.table.known for token in skipped):
                break
            at = end + gap + (self._word(end + gap) in HYPHENS and gap == 0)
            phrase = self.table.after.at(self.tokens, at)
            if phrase and (gap == 0 or phrase[0] > 1):
                return phrase[1]
        return None

    def _range(self, i: int, *, money: bool = False) -> tuple[Decimal, Decimal, int, bool] | None:
        """Read a range or a number: its ends, where it ends, whether it is of a scale."""
        tokens, table = self.tokens, self.table
        middle = table.between.get(self._word(i))
        first = self._number(i + (middle is not None), money=money)
        if first is None:
            return None
        low, end, scale, several = first
        if several:
            return low, low * 10 - 1 if several == 1 else low * several, end, True
        at = None
        then = end + (self._word(end) in table.units or self._word(end) in currencies())  # `5% to 6%`
        if middle is not None:
            at = then + 1 if self._word(then) == middle else None
            if at is None:
                return None if self._number(i) is None else (low, low, end, False)
        elif phrase := table.until.at(tokens, then):
            at = then + phrase[0]
        if at is None:
            return low, low, end, False
        at += self._word(at) in currencies()
        second = self._number(at, money=money)
        if second is None or second[3] or self._word(at) in table.articles:
            return (low, low, end, False) if middle is None else None
        high, stop, last, _ = second
        if last > 1 and scale == 1 and low < high / last:
            low *= last  # `10 to 12 million`
        if low >= high:
            return (low, low, end, False) if self._word(end) not in HYPHENS else None
        return low, high, stop, False

    def _number(self, i: int, *, money: bool = False) -> tuple[Decimal, int, Decimal, int] | None:
        """Read a number at token `i`: its value, where it ends, the last scale, and how many times `several` it is."""
        table, tokens = self.table, self.tokens
        if (several := self._several(i)) is not None:
            return several
        total, current, end = Decimal(0), None, i
        scale = Decimal(1)
        if self._word(i) in table.articles:
            following = self._word(i + 1)
            if following in table.several or following in table.plurals:
                return None
            if following in table.scales or following in table.halves:
                end += 1
            elif self._word(i) not in table.values:
                return Decimal(1), i + 1, scale, 0
        if (half := table.halves.get(self._word(end))) is not None:
            return self._half(half, end)
        while end < len(tokens):
            at = end
            if current is not None or total:
                at += self._joint(end, current or total)
            token = tokens[at] if at < len(tokens) else None
            if token is None:
                break
            value = token.number if token.number is not None else table.values.get(token.word)
            if token.word in _FRACTIONS:
                value = _FRACTIONS[token.word]
            factor = table.scales.get(token.word)
            if factor is None and money and token.glued and current is not None:
                factor = _KILO.get(token.word)
            if value is not None and (current is None or self._adds(current, value, token)):
                if current is None and total and value >= scale:
                    break
                current, end = value + (current or 0), at + 1
            elif factor is not None and (at == end or current is None):
                scale = factor
                if factor == 100:
                    current = (1 if current is None else current) * factor
                else:
                    total, current = total + (1 if current is None else current) * factor, None
                end = at + 1
            elif at > end and token.word in table.articles and self._word(at + 1) in table.halves:
                part = table.halves[self._word(at + 1)]  # `one and a half`, `a million and a half`
                end = at + 2
                if current is None:
                    total += part * scale
                else:
                    current += part
            elif at > end and token.word in table.halves:
                total, end = total + table.halves[token.word] * scale, at + 1
            else:
                break
        if end == i or (current is None and not total and tokens[end - 1].word not in table.scales):
            return None
        return total + (current or 0), end, scale, 0

    def _joint(self, i: int, current: Decimal) -> int:
        """How many tokens join the parts of a number at token `i`: the `and` of `a hundred and five`, or a hyphen."""
        word, glued = self._word(i), i < len(self.tokens) and self.tokens[i].glued
        following = self._word(i + 1)
        if word in HYPHENS and glued:
            return 1 if following in self.table.values or following in self.table.scales else 0
        if word != self.table.joint:
            return 0
        table = self.table
        if glued:
            return 1
        is_half = following in table.halves or (following in table.articles and self._word(i + 2) in table.halves)
        is_value = following in table.values and current >= 20 and current % table.joint_behind == 0
        return int(is_half or is_value)

    def _adds(self, current: Decimal, value: Decimal, token: Token) -> bool:
        """Whether a number word can be added to those before it."""
        if token.number is not None or current != int(current):
            return False
        if self.table.compounds and token.glued and current % 100 < 10 and value % 10 == 0:
            return 10 <= value < 100  # `acht-und-vierzig`, `sech-zehn`
        if token.word in _FRACTIONS or value == Decimal("0.5"):
            return True
        unit = Decimal(1)
        while current % (unit * 10) == 0:
            unit *= 10
        return 0 < value < unit

    def _half(self, half: Decimal, i: int) -> tuple[Decimal, int, Decimal, int] | None:
        """Read half of a scale at token `i`: `half a million`."""
        at, passed = i + 1, self.table.of | self.table.articles | HYPHENS
        while self._word(at) in passed:
            at += 1
        factor = self.table.scales.get(self._word(at))
        return None if factor is None else (half * factor, at + 1, Decimal(1), 0)

    def _several(self, i: int) -> tuple[Decimal, int, Decimal, int] | None:
        """Read several of a scale at token `i`: `dozens`, `tens of thousands`, `several hundred`."""
        table = self.table
        if (number := table.plurals.get(self._word(i))) is not None:
            end = i + 1
            if self._word(end) in table.of and (by := table.plurals.get(self._word(end + 1))) is not None:
                return number * by, end + 2, by, 1
            return number, end, number, 1
        at = i + (self._word(i) in table.articles)
        if self._word(at) not in table.several:
            return None
        at += 1 + (self._word(at + 1) in table.of)
        factor = table.scales.get(self._word(at))
        return None if factor is None else (2 * factor, at + 1, factor, 5)
