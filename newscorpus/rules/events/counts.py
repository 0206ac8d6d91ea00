"""NC517: counts that contradict the quoted words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Incident
from newscorpus.models.values import Count
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.timex import Kind, Language
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import words_in

_TOKEN: Final = re.compile(r"[0-9]{1,3}(?:[., \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|\w+(?:[-‐‑]\w+)*")
_ABOUT: Final = words_in("about almost approximately around nearly over roughly some than under up")
"""Words behind which a number may differ a little."""
_OTHER: Final = words_in(
    "aged and billion both couple dozen dozens eighteen eighty fifteen fifty forty fourteen half hundred hundreds"
    " million millions nineteen ninety no nobody none not old or pair percent plus quarter score scores seventeen"
    " seventy sixteen sixty third thirteen thirty thousand thousands twenty year years"
)
"""Words that make up a number with others, or count something else; with one of them nothing is compared."""


@rule("NC517", "count-contradicts-words", WARNING, "a count contradicts its words")
def count_against_words(context: ArticleContext) -> Iterator[Finding]:
    """
    The words give another number than the count: one in digits, or from one to twelve. Behind `about`, `more than` and
    the like it may differ a little. Not compared is what several words count together: `a man and two women`. English
    only.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {five people: 4}} # <NC517>
        +     casualties: {injured: {five people: 5}}
              evidence:
                - The fire in Oslo hurt five people
          text: The fire in Oslo hurt five people.
    """
    language = language_of(context.article.language)
    for key, event in well_formed_events(context) if language else ():
        for harm, counts in event.casualties.items() if isinstance(event, Incident) else ():
            for i, count in enumerate(counts):
                if language and count.text and not _may_count(count.text, count, language):
                    path: Path = ("events", key, "casualties", harm, i, "count")
                    message = f"count {count.count} contradicts the words {backticked(count.text)}"
                    hint = "correct the count, or write the words of the article that give it"
                    yield Finding(path, message, help=hint, arguments=(str(count.count),))


def _may_count(words: str, count: Count, language: Language) -> bool:
    """Whether the words do not give another number than the count. A reversed count is NC509."""
    if count.most is not None and count.most < count.least:
        return True
    numbers, vague = _numbers(words.lower(), language)
    exact = isinstance(count.count, int) and not vague
    return not numbers or any(_is_near(number, count, 0 if exact else max(1, number // 5)) for number in numbers)


@lru_cache(maxsize=1024)
def _numbers(words: str, language: Language) -> tuple[Sequence[int], bool]:
    """The numbers that words give, none if it is not certain; and whether they are vague. Cached: phrases recur."""
    tokens = set(_TOKEN.findall(words))
    values = {token: _value(token, language) for token in tokens}
    unread = any(value is None and any(map(str.isdigit, token)) for token, value in values.items())  # `44-year-old`
    if unread or tokens & _OTHER or re.search(r"[(%]|[,;:](?![0-9])", words):
        return (), False
    return [value for value in values.values() if value is not None], not tokens.isdisjoint(_ABOUT)


def _is_near(number: int, count: Count, margin: int) -> bool:
    return count.least - margin <= number and (count.most is None or number <= count.most + margin)


def _value(token: str, language: Language) -> int | None:
    if token[0].isdecimal():
        digits = re.sub(r"[., \u00a0\u2009\u202f]", "", token)
        return int(digits) if digits.isdecimal() else None
    return dict(language.words.get(token, ())).get(Kind.NUMBER)
