"""Numbers in words by the rules of a language: rule-based number formats (RBNF), as Unicode's CLDR writes them.

After https://unicode.org/reports/tr35/tr35-numbers.html#Rule-Based_Number_Formatting: of a set of rules, the one with
the highest base value that is not over the number applies. In its pattern, `←←` is the number divided by the highest
power of the radix that is not over the base value, `→→` the rest, `=%name=` the number in another set; what is in
brackets is left out where the rest is 0. Whole numbers only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

_BASE: Final = re.compile(r"([0-9]+)(?:/([0-9]+))?")
_PART: Final = re.compile(
    r"(?P<mark>[←→=])(?P<set>%%?[^←→=]*|[#0][#,.0]*)?(?P<third>→)?(?P=mark)"
    r"|\$\((?P<kind>cardinal|ordinal),(?P<forms>[^)]*)\)\$"
)
_INVISIBLE: Final = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c", ""))
"""Soft hyphens and other marks of where a word may be broken."""


class _Rule(NamedTuple):
    base: int
    radix: int
    pattern: str

    @property
    def divisor(self) -> int:
        """The highest power of the radix that is not over the base value."""
        power = 1
        while power * self.radix <= self.base:
            power *= self.radix
        return power


class Unwritten(Exception):  # noqa: N818 - not an error
    """The rules write a number in digits, or need what is not read here."""


class Spellout:
    """The rules of one language.

    Args:
        sets: The sets of rules by their names, as the JSON of CLDR has them.
    """

    def __init__(self, sets: Mapping[str, Any]) -> None:
        self._sets = {name: _rules(listed) for name, listed in sets.items() if isinstance(listed, list)}

    @property
    def cardinals(self) -> Iterator[str]:
        """The names of the sets that count things, in all genders and cases."""
        return (name for name in self._sets if name.startswith("%spellout-cardinal") and "financial" not in name)

    def written(self, number: int, name: str) -> str:
        """Return a number in words. Raises Unwritten if the set does not write it in words."""
        return self._written(number, name).translate(_INVISIBLE).strip()

    def _written(self, number: int, name: str) -> str:
        rules = self._sets.get(name, ())
        rule = max((rule for rule in rules if rule.base <= number), key=lambda rule: rule.base, default=None)
        if rule is None:
            raise Unwritten
        return self._fill(rule.pattern, number, rule.divisor, name)

    def _fill(self, pattern: str, number: int, divisor: int, name: str) -> str:
        begin, opening, rest = pattern.partition("[")
        if opening:
            inside, _, end = rest.partition("]")
            optional = inside.partition("|")[0] if number % divisor else inside.partition("|")[2]
            pattern = begin + optional + end

        def filled(part: re.Match[str]) -> str:
            if part["kind"]:
                return _plural(part["forms"], number // divisor)
            other = part["set"] or name
            if other[0] in "#0" or part["third"]:
                raise Unwritten
            value = {"←": number // divisor, "→": number % divisor, "=": number}[part["mark"]]
            if value == number and part["mark"] != "=":
                raise Unwritten  # it would not end
            return self._written(value, other)

        return _PART.sub(filled, pattern)


def _rules(listed: Sequence[Sequence[str]]) -> Sequence[_Rule]:
    rules = []
    for base, pattern in listed:
        match = _BASE.fullmatch(base)
        if match is not None:
            rules.append(_Rule(int(match[1]), int(match[2] or 10), pattern.removesuffix(";").removeprefix("'")))
    return rules


def _plural(forms: str, number: int) -> str:
    """Return the form for several, or that for one. Raises Unwritten where a language has other forms: see the sets."""
    by_category = dict(re.findall(r"(\w+)\{([^}]*)\}", forms))
    if number == 1 and "one" in by_category:
        return by_category["one"]
    if set(by_category) <= {"one", "other"}:
        return by_category["other"]
    raise Unwritten
