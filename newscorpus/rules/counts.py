"""NC509, NC517 and NC518: counts and quantities that are reversed or contradict the quoted words."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import attrs

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked, replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models.quantity import Quantity, quantity_of
from newscorpus.models.traversal import counts_of, quantities_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.figures import only_number
from newscorpus.text.languages import DATED, are_numbers_read, section
from newscorpus.text.numbers import ROUGH, Amount, Reading, is_fixed
from newscorpus.text.quantities import read_quantities
from newscorpus.text.words import pattern, pattern_in


@rule(
    "NC517",
    "count-contradicts-words",
    WARNING,
    "a count contradicts its words",
    unsafe_fix="the number that the words give",
    languages=DATED,
)
def count_against_words(context: ArticleContext) -> Iterator[Finding]:
    """
    The words give another number than the count, in digits or in words: `two dozen` is 24. Bounds count too: `at least
    12` is `12+`, `up to 12` is `0..12`, `10 to 12` is `10..12`. Behind `about` and the like, the count is `12~`, and
    may differ by a fifth. What words count without a number is not compared: `his wife and two children`. In languages
    other than English, German and Spanish, numbers are compared without their bounds: `140 blessés`, `vingt-deux
    morts`.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {at least five people: 5}} # <NC517>
        +     casualties: {injured: {at least five people: 5+}}
              evidence:
                - The fire in Oslo hurt at least five people
          text: The fire in Oslo hurt at least five people.
    """
    language = context.language
    for key, event in well_formed_events(context):
        for path, count in counts_of(key, event):
            value, words = quantity_of(str(count.count)), str(count.text or "")
            if value and not are_numbers_read(language):
                yield from _without_figure((*path, "count"), value, words, language)
                continue
            reading = read_quantities(words, language)
            people = reading.of_people() if reading else None
            if value and people and (_contradicts(value, people) or _is_part_of_sum(value, people, words)):
                yield _finding((*path, "count"), "count", value, words, people)


def _without_figure(path: Path, value: Quantity, words: str, language: str) -> Iterator[Finding]:
    """Yield the finding for a count whose range does not contain the only number of its words."""
    figure = only_number(words, language)
    if figure is None or value.least is None or value.least == value.most == 1:
        return  # of one person, the number may be the age
    margin = max(Decimal(1), figure * _ROUGHLY) if value.about else Decimal(1)  # `more than 12` is 13 and more
    if figure < value.least - margin or (value.most is not None and figure > value.most + margin):
        message = f"count {value} contradicts the words {backticked(words)}"
        hint = "correct the count, or write the words of the article that give it"
        yield Finding(path, message, help=hint, arguments=(str(value),))


_ROUGHLY: Final = Decimal("0.2")
"""By what part a count may differ that is `about` a number."""


@rule(
    "NC518",
    "quantity-contradicts-words",
    WARNING,
    "a quantity contradicts its words",
    unsafe_fix="the quantity that the words give",
    languages=("de", "en", "es"),
)
def quantity_against_words(context: ArticleContext) -> Iterator[Finding]:
    """
    The words give another number than the value of a thing, another bound, or another currency. `$` may be any dollar.
    A value in another unit than the words, as `5000 kg` for `5 tonnes`, is not compared, unless it has the number of
    the words: `5 kg`. `million` is not a unit. `about $5` is `5 USD~`: the mark is at the end. `12 cents` are
    `0.12 EUR`.

    Example:
          events:
            rise:
              kind: event
              type: change
        -     things: {amount: {£3.75: 3 GBP}} # <NC518>
        +     things: {amount: {£3.75: 3.75 GBP}}
              evidence:
                - The fare in Oslo rose to £3.75
          text: The fare in Oslo rose to £3.75.
    """
    language = context.language
    for key, event in well_formed_events(context):
        for role, things in event.things.items():
            for i, thing in enumerate(things):
                value, words = thing.quantity, thing.text.exact
                reading = read_quantities(words, language) if value else None
                if value is None or reading is None:
                    continue
                cents = _cents(value, words, reading)
                if cents is not None:
                    path: Path = ("events", key, "things", role, i, "value")
                    fixes = (ProposedFix(f"write `{cents}`", (SetValue(path, cents),)),)
                    message = f"quantity {value} contradicts the words {backticked(words)}"
                    yield Finding(path, message, help=f"write `{cents}`", fixes=fixes, arguments=(str(value),))
                elif _is_another_score(value, words) if value.score else _contradicts(value, reading, language, words):
                    yield _finding(("events", key, "things", role, i, "value"), "quantity", value, words, reading)


def _contradicts(value: Quantity, reading: Reading, language: str = "", words: str = "") -> bool:
    """Whether the words do not give a value. Of a reversed one, see NC509."""
    if value.least is None or (value.most is not None and value.most < value.least):
        return False
    has_words = value.unit and language and not any(char.isdigit() for char in value.unit)  # not `m3`
    named = read_quantities(value.unit or "", language) if has_words else None
    if named and any(amount.low and amount.low > 1 for amount in named.amounts):
        return True  # `3 million`: that is a number, and no unit
    if reading.lacks_unit(value.unit) or _is_another_currency(value.unit, reading):
        return True
    least, most = Decimal(value.least), None if value.most is None else Decimal(value.most)
    misnamed = reading.amounts and all(amount.misnames(value.unit, least, most) for amount in reading.amounts)
    if (reading.complete and misnamed) or _is_another_number(value, reading, words):
        return True
    return _lacks_about(value, reading) or reading.in_unit(value.unit).contradicts(least, most)


def _is_another_number(value: Quantity, reading: Reading, words: str) -> bool:
    """Whether the only number of words has the unit of a value, or of a rate before its slash, and is another one."""
    plain = [amount for amount in reading.amounts if not amount.by_article]
    unit = (value.unit or "").partition("/")[0]
    if len(plain) != 1 or not reading.complete or value.least is None:
        return False
    numbers = section("en", "numbers") or {}
    unit_words = numbers["unit_patterns"].get(unit)
    named = unit_words and re.search(rf"\b(?:{unit_words})\b", words, re.IGNORECASE)
    if not named and not (unit in plain[0].units and "/" in (value.unit or "")):
        return False
    return not plain[0].allows(Decimal(value.least), None if value.most is None else Decimal(value.most))


def _is_part_of_sum(value: Quantity, reading: Reading, words: str) -> bool:
    """Whether a count is only one of the two numbers that words join: two for `two men and a woman`."""
    parts = [amount for amount in reading.amounts if not amount.is_open]
    if len(parts) != _TWO or len(reading.amounts) != _TWO or not (reading.joined and reading.complete):
        return False
    are_people = _AND_SOMEBODY.search(words) if parts[1].by_article else _AND.fullmatch(words)
    return bool(are_people) and value.least == value.most and value.least in (parts[0].low, parts[1].low)


_AND: Final = pattern(r"[\w’'-]+(?: [\w’'-]+){0,4} and [\w’'-]+(?: [\w’'-]+){0,3}")
_AND_SOMEBODY: Final = pattern_in("en", "and_somebody")
"""One more who is counted with those before."""
_TWO: Final = 2


def _is_another_currency(unit: str | None, reading: Reading) -> bool:
    """Whether a rate has another currency than the only sum of its words: `EUR/bbl` for `$81 a barrel`."""
    currency, slash, _ = (unit or "").partition("/")
    sums = [amount for amount in reading.amounts if amount.units and not amount.by_article]
    is_money = slash and is_fixed(currency or "") and len(sums) == 1 and all(map(is_fixed, sums[0].codes))
    return bool(is_money and sums[0].codes and currency not in sums[0].units)


def _lacks_about(value: Quantity, reading: Reading) -> bool:
    """Whether a value is exact, and its words are the same number behind `about` or the like."""
    if value.about or value.least != value.most or len(reading.amounts) != 1 or not reading.complete:
        return False
    (amount,) = reading.amounts
    return amount.bound in ROUGH and amount.low == amount.high == value.least and amount.is_of(value.unit)


_CENTS: Final = pattern_in("shared", "cents", re.IGNORECASE)
"""Hundredths of a currency, in any language."""


def _cents(value: Quantity, words: str, reading: Reading) -> str | None:
    """What is meant by so many cents, if a value has as many of the currency itself."""
    currency, *rest = (value.unit or "").split("/")
    amounts = [amount for amount in reading.amounts if not amount.by_article]
    is_money = currency != "%" and is_fixed(currency or "")
    if not is_money or len(amounts) != 1 or not reading.complete or not _CENTS.search(words):
        return None
    (amount,) = amounts
    if amount.codes or value.least is None or not amount.low == value.least > 0:
        return None
    return amount._replace(low=amount.low / 100, high=amount.high / 100).value("/".join([currency, *rest]))


_SCORE: Final = pattern(r"(?<![\d.,–-])(\d{1,3})\s?[-–:]\s?(\d{1,3})(?![\d.,–-])")


def _is_another_score(value: Quantity, words: str) -> bool:
    """Whether the only score of the words is another one; `lost 1–2` is 2–1 for the others."""
    scores = [(int(ours), int(theirs)) for ours, theirs in _SCORE.findall(words)]
    return len(scores) == 1 and len(value.score) == 2 and scores[0] not in (value.score, value.score[::-1])


def _finding(path: Path, name: str, value: Quantity, words: str, reading: Reading) -> Finding:
    exact = value.least if value.least == value.most else None
    lost = _lacks_about(value, reading) or any(
        amount.is_open and exact in (amount.low, amount.high) for amount in reading.amounts
    )
    complaint = f"contradicts the words {backticked(words)}"
    if lost:
        complaint = f"is exact, but the words {backticked(words)} are not"
    if lost and value.about:
        complaint = f"is about {value.least}, but the words {backticked(words)} give a limit"
    hint = f"correct the {name}, or write the words of the article that give it"
    fixes: tuple[ProposedFix, ...] = ()
    unit = _unit(reading.amounts[0], value) if len(reading.amounts) == 1 and not value.score else None
    if unit is not None:
        meant = reading.amounts[0].value(unit)
        limit = f" ({meant[:-1]} or more)" if meant.endswith("+") else ""
        hint = f"write `{meant}`{limit}, or the words of the article that give {value}"
        new = int(meant) if name == "count" and meant.isdecimal() else meant
        fixes = (ProposedFix(f"write `{meant}`", (SetValue(path, new),)),)
    return Finding(path, f"{name} {value} {complaint}", help=hint, fixes=fixes, arguments=(str(value),))


def _unit(amount: Amount, value: Quantity) -> str | None:
    """The unit to write with the number that the words give; empty without one, None if the words leave it open."""
    if amount.is_of(value.unit):
        return value.unit or ""
    codes = [unit for unit in amount.units if unit in amount.codes] or amount.units
    return codes[0] if len(codes) == 1 else None


@rule(
    "NC509",
    "reversed-count",
    ERROR,
    "the range of a count or quantity is reversed",
    unsafe_fix="the numbers in the other order",
)
def reversed_count(context: ArticleContext) -> Iterator[Finding]:
    """
    A range goes from the smaller number to the larger one: `3..5`.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {three to five: 5..3}} # <NC509>
        +     casualties: {injured: {three to five: 3..5}}
              evidence:
                - The fire in Oslo hurt three to five people
          text: The fire in Oslo hurt three to five people.
    """
    for key, event in context.article.events.items():
        for path, text in quantities_of(key, event):
            quantity = quantity_of(text)
            if quantity and quantity.is_reversed:
                turned = str(attrs.evolve(quantity, least=quantity.most, most=quantity.least))
                message = f"range {backticked(text)} is reversed"
                yield Finding(path, message, help=f"write `{turned}`", fixes=(replacing(path, text, turned),))
