"""The words of an article -> times and quantities."""

import re
from collections.abc import Mapping
from typing import Any

from newscorpus.interchange.engine.losses import Losses
from newscorpus.models.edtf import day_of
from newscorpus.models.quantity import COUNT_PATTERN, quantity_meant
from newscorpus.text.figures import only_number
from newscorpus.text.languages import primary_subtag
from newscorpus.text.meant_dates import dates_meant, is_to_come
from newscorpus.text.quantities import read_quantities
from newscorpus.text.sentences import sentence


class Readings:
    """Reads words of one article.

    Args:
        language: The language of the article.
        published: Its date of publication, from which times are counted.
        losses: Where to count words that cannot be read.
        text: The text of the article.
    """

    def __init__(self, language: str | None, published: str | None, losses: Losses, text: str) -> None:
        self._language, self._published = language, day_of(published)
        self._losses, self._text = losses, text

    def time(self, quote: Mapping[str, Any], status: str | None, place: str) -> str | None:
        """Return the date that quoted words give, in EDTF; None if they give none, or may mean several."""
        start, words = quote.get("start"), quote["exact"]
        around = sentence(self._text, (start, start + 1)) if start is not None else (0, 0)
        said = self._text[slice(*around)]
        to_come = is_to_come(status, said, self._language) if status else False
        meant = dates_meant(words, self._language, self._published, to_come=to_come)
        return self._counted("time", meant.dates[0] if meant and len(meant.dates) == 1 else None, words, place)

    def quantity(self, words: str, place: str) -> str | None:
        """Return the quantity that words give; None if they give none, or the language has no table."""
        return self._counted("quantity", quantity_meant(words, primary_subtag(self._language)), words, place)

    def count(self, words: str, place: str) -> int | str | None:
        """Return the number of people that words or digits give; None if they give none."""
        language = primary_subtag(self._language)
        reading = read_quantities(words, language)
        amounts = reading.of_people() if reading else None
        number = only_number(words, self._language)
        if amounts and amounts.complete and len(amounts.amounts) == 1 and not amounts.joined:
            count: str | None = amounts.amounts[0].value("")
        else:
            count = str(number) if number is not None and number == int(number) else quantity_meant(words, language)
        is_count = count is not None and re.fullmatch(rf"{COUNT_PATTERN}|[0-9]+", count)
        counted = self._counted("count", count if is_count else None, words, place)
        return int(counted) if counted and counted.isdecimal() else counted

    def _counted(self, kind: str, value: str | None, words: str, place: str) -> str | None:
        if value is None:
            self._losses.add(f"{kind} that cannot be read", f"{place}: {words}")
        return value
