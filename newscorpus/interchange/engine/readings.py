"""Read the words of an article as times and quantities, as the rules do."""

from collections.abc import Mapping
from typing import Any

from newscorpus.interchange.engine.losses import Losses
from newscorpus.models import DEFAULT_MANIFEST, Article
from newscorpus.models.frozen import EMPTY, evolve_unchecked
from newscorpus.models.quantity import quantity_meant
from newscorpus.rules import ArticleContext
from newscorpus.rules.times.timex import is_to_come, meant
from newscorpus.text.clauses import sentence
from newscorpus.text.languages import primary_subtag

_BLANK = Article(id="blank", text="")


class Readings:
    """Reads words of one article.

    Args:
        language: The language of the article.
        published: Its date of publication, from which times are counted.
        losses: Where to count words that cannot be read.
        text: The text of the article.
    """

    def __init__(self, language: str | None, published: str | None, losses: Losses, text: str) -> None:
        article = evolve_unchecked(_BLANK, language=language, published=published)
        self._context = ArticleContext(article, EMPTY, DEFAULT_MANIFEST, None)
        self._language = primary_subtag(language)
        self._losses, self._text = losses, text

    def time(self, quote: Mapping[str, Any], status: str | None, place: str) -> str | None:
        """Return the date that quoted words give, in EDTF; None if they give none, or may mean several."""
        start, words = quote.get("start"), quote["exact"]
        around = sentence(self._text, (start, start + 1)) if start is not None else (0, 0)
        said, language = self._text[slice(*around)], self._context.article.language
        found = meant(self._context, words, to_come=is_to_come(status, said, language) if status else False)
        return self._counted("time", found.dates[0] if found and len(found.dates) == 1 else None, words, place)

    def quantity(self, words: str, place: str) -> str | None:
        """Return the quantity that words give; None if they give none, or the language has no table."""
        return self._counted("quantity", quantity_meant(words, self._language), words, place)

    def _counted(self, what: str, value: str | None, words: str, place: str) -> str | None:
        if value is None:
            self._losses.add(f"{what} that cannot be read", f"{place}: {words}")
        return value
