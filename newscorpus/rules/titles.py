"""NC529 and NC530: titles of two events, or with a number of nowhere."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.quantity import quantity_of
from newscorpus.models.traversal import quantities_of
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.quantities import read_quantities
from newscorpus.text.timex_words import language_of
from newscorpus.text.words import flatten, pattern

_NUMBER: Final = pattern(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-])")
_YEAR: Final = pattern("(?:19|20)\\d\\d")
_SMALL: Final = 3
"""Numbers up to this are often of those who take part, whom the text need not count."""
_PIECE: Final = pattern(r"\S[^\n]{0,150}(?!\S)")
"""A part of a text that is short enough to be read for quantities."""


@rule("NC529", "title-used-twice", WARNING, "two events have the same title")
def title_used_twice(context: ArticleContext) -> Iterator[Finding]:
    """
    A title says what happens, and so which event is meant. The second one was often left when an event was copied.

    Example:
          events:
            storm:
              kind: incident
              type: disaster
              title: A storm in Oslo
              evidence:
                - The storm
            cleaning:
              kind: event
              type: other
        -     title: A storm in Oslo # <NC529>
        +     title: Oslo is cleaned
              evidence:
                - Oslo was cleaned
          text: The storm ended, and Oslo was cleaned.
    """
    first: dict[str, str] = {}
    for key, event in context.article.events.items():
        title = flatten(event.title or "").casefold()
        if not title or context.is_broken("events", key, "title"):
            continue
        earlier = first.setdefault(title, key)
        if earlier != key:
            message = f"title {backticked(flatten(event.title or ''))} is also that of {backticked(earlier)}"
            related = ((("events", earlier, "title"), "the other event"),)
            hint = "say what distinguishes the two, or delete one if it is the same event"
            yield Finding(("events", key, "title"), message, related=related, help=hint, alike=(title,))


@rule(
    "NC530",
    "title-number-not-in-text",
    WARNING,
    "the title of an event has a number that the text lacks",
    needs_text=True,
    languages=("de", "en", "es"),
)
def number_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    A number in a title is one of the article, in digits or in words, or one of the event's own counts and quantities.
    Not judged are numbers in words, numbers up to three, years and dates.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     title: Fire drives 24 people from their homes # <NC530>
        +     title: Fire drives 42 people from their homes
              evidence:
                - The fire in Oslo drove 42 people from their homes
          text: The fire in Oslo drove 42 people from their homes.
    """
    text = context.known_text
    for key, event in context.article.events.items():
        title = event.title or ""
        for number in _NUMBER.finditer(title):
            is_there = _YEAR.fullmatch(number[0]) or re.search(rf"(?<!\d){re.escape(number[0])}(?!\d)", text.raw)
            if is_there or context.is_broken("events", key):
                continue
            span = number.span()
            if _is_of_date(title, span, context.article.language) or _is_known(context, key, event, span):
                continue
            message = f"the title has {backticked(number[0])}, which is not in the article text"
            hint = "write the number that the article has"
            yield Finding(("events", key, "title"), message, part=span, help=hint, arguments=(number[0],))


def _is_of_date(title: str, span: tuple[int, int], tag: str | None) -> bool:
    """Whether a number is beside the name of a month or weekday."""
    language = language_of(tag)
    near = (title[: span[0]].split()[-1:], title[span[1] :].split()[:1])
    return language is not None and any(language.is_date_name(word.strip(".,")) for words in near for word in words)


def _is_known(context: ArticleContext, key: str, event: Event, span: tuple[int, int]) -> bool:
    """Whether a number of a title is small, is one of the event's own, or is in the text in another form."""
    language, title = context.language, event.title or ""
    reading = read_quantities(title[span[0] :], language)
    if reading is None or not reading.amounts:
        return True
    number = reading.amounts[0].low
    own = [quantity_of(value) for _, value in quantities_of(key, event)]
    ends = {Decimal(end) for quantity in own if quantity for end in (quantity.least, quantity.most) if end is not None}
    return number <= _SMALL or number in {*ends, sum(ends)} or number in _numbers_of(context.known_text, language)


def _numbers_of(text: Text, language: str) -> frozenset[Decimal]:
    """The numbers that a text has, in whatever form."""
    readings = (read_quantities(piece[0], language) for piece in _PIECE.finditer(text.raw))
    return frozenset(
        end for reading in readings if reading for amount in reading.amounts for end in (amount.low, amount.high)
    )
