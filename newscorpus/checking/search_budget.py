"""Limit on the search for quoted words in the article text.

To search for one of them takes time in proportion to the text, unless an index of the text has its places; and time and
memory for each place.
"""

from collections import Counter
from collections.abc import Iterator

from newscorpus import limits
from newscorpus.models import Article, Incident, text_of
from newscorpus.models.traversal import quotes_of


def over_budget(article: Article) -> str | None:
    """Return why the text is not searched; None if it is, as for nearly all articles."""
    length = len(article.text or "")
    if length * _most_words(article) <= min(limits.MAX_SEARCH, limits.MAX_PLACES):
        return None
    assert article.text is not None
    if _few_places(article.text, Counter(words.lstrip()[:1] for words in _words(article))):
        return None
    text, wanted = text_of(article.text), Counter(_words(article))
    known = {words: text.indexed(words) for words in wanted}
    searched = sum(times for words, times in wanted.items() if not known[words])
    if length * searched > limits.MAX_SEARCH:
        return _too_many(searched, length)
    left = limits.MAX_PLACES
    for words, times in wanted.items():
        left -= times * (known[words] or text.count(words, left // times + 1))
        if left < 0:
            return f"quotes and names occur in more than {limits.MAX_PLACES:,} places of the article text"
    if length * wanted.total() > limits.MAX_SEARCH:  # the index may lead to other words
        searched += sum(times for words, times in wanted.items() if known[words] and not text.whole(words))
    return _too_many(searched, length) if length * searched > limits.MAX_SEARCH else None


def _few_places(text: str, beginnings: Counter[str]) -> bool:
    """Whether the limits hold even if the words occur wherever their first characters do."""
    if len(text) * beginnings.total() > limits.MAX_SEARCH:
        return False
    return sum(times * text.count(char) for char, times in beginnings.items() if char) <= limits.MAX_PLACES


def _too_many(words: int, length: int) -> str:
    return f"{words:,} quotes and names are too many for an article text of {length:,} characters"


def _most_words(article: Article) -> int:
    """An upper bound for the number of `_words`, counted fast."""
    count = sum(4 + 2 * len(claim.quote) for claim in article.claims) + len(article.keywords)
    for actor in article.actors.values():
        count += 1 + len(actor.aliases) + 2 * (len(actor.roles) + len(actor.mentions))
    for event in article.events.values():
        words = len(event.evidence) + len(event.triggers) + len(event.places) + len(event.topics)
        words += sum(map(len, event.things.values()))
        words += sum(map(len, event.casualties.values())) if isinstance(event, Incident) else 0
        count += 4 + 2 * words
    return count


def _words(article: Article) -> Iterator[str]:
    """Yield all words to search for, as often as they are searched for."""
    for _, quote in quotes_of(article):
        yield quote.exact
        if quote.within is not None:
            yield quote.within
    for actor in article.actors.values():
        yield from (name for name in (actor.name, *actor.aliases) if name is not None)
    yield from article.keywords
