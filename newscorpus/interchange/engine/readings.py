"""The words of an article -> times and quantities."""

import re
from collections.abc import Mapping
from typing import Any, Final

from newscorpus.models.edtf import day_of
from newscorpus.models.quantity import COUNT_PATTERN, quantity_meant
from newscorpus.text.figures import only_number
from newscorpus.text.languages import primary_subtag
from newscorpus.text.meant_dates import dates_meant, is_to_come
from newscorpus.text.quantities import read_quantities
from newscorpus.text.sentences import sentence

UNREAD_COUNT: Final = "count that cannot be read"
UNREAD_TIME: Final = "time that cannot be read"
UNREAD_QUANTITY: Final = "quantity that cannot be read"
DATED_THING: Final = "date of a thing, which has quantities only"


class Readings:
    """Reads words of one article.

    Args:
        language: The language of the article.
        published: Its date of publication, from which times are counted.
        text: The text of the article.
    """

    def __init__(self, language: str | None, published: str | None, text: str) -> None:
        self._language, self._published = language, day_of(published)
        self._text = text

    def time(self, quote: Mapping[str, Any], status: str | None) -> str | None:
        """Return the date that quoted words give, in EDTF; None if they give none, or may mean several."""
        start, words = quote.get("start"), quote["exact"]
        around = sentence(self._text, (start, start + 1)) if start is not None else (0, 0)
        said = self._text[slice(*around)]
        to_come = is_to_come(status, said, self._language) if status else False
        meant = dates_meant(words, self._language, self._published, to_come=to_come)
        return meant.dates[0] if meant and len(meant.dates) == 1 else None

    def of_thing(self, words: str, *, is_time: bool) -> tuple[str | None, str | None]:
        """Return the quantity of the words of a thing, or else a kind of `Losses.unread`.

        Args:
            words: The words.
            is_time: Whether the source says that they are a time: then a number in them is a year, and no quantity.
        """
        value = None if is_time else self.quantity(words)
        if value is not None:
            return value, None
        is_date = is_time or dates_meant(words, self._language, self._published, to_come=False)
        return None, DATED_THING if is_date else UNREAD_QUANTITY

    def quantity(self, words: str) -> str | None:
        """Return the quantity that words give; None if they give none, or the language has no table."""
        return quantity_meant(words, primary_subtag(self._language))

    def count(self, words: str) -> int | str | None:
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
        if count is None or not is_count:
            return None
        return int(count) if count.isdecimal() else count
