"""Whether the words of an article are looked up in its text: not where that would take too long.

Looking one of them up takes time for all of the text, and time and memory for each place where it stands.
"""

from collections import Counter
from collections.abc import Iterator

from newscorpus import limits
from newscorpus.anchoring import quotes_of
from newscorpus.models import Article, Incident, text_of
from newscorpus.rules.anchors.words import words_of_claims, words_of_events


def refusal(article: Article) -> str | None:
    """Why the text is not searched; None if it is, as nearly always."""
    length = len(article.text or "")
    if length * _most_words(article) <= min(limits.MAX_SEARCH, limits.MAX_PLACES):
        return None
    wanted = tuple(_words(article))
    if length * len(wanted) > limits.MAX_SEARCH:
        return f"{len(wanted):,} quotes and names are too many for a text of {length:,} characters"
    assert article.text is not None
    text, left = text_of(article.text), limits.MAX_PLACES
    for words, times in Counter(wanted).items():
        left -= times * text.places(words, left // times + 1)
        if left < 0:
            return f"the quotes and names stand in more than {limits.MAX_PLACES:,} places of the text"
    return None


def _most_words(article: Article) -> int:
    """At least as many as are looked up, counted fast."""
    count = 5 * len(article.claims)
    for actor in article.actors.values():
        count += 1 + len(actor.aliases) + len(actor.roles) + 2 * len(actor.mentions)
    for event in article.events.values():
        count += 5 + 2 * (len(event.evidence) + len(event.triggers)) + len(event.places) + len(event.topics)
        count += sum(map(len, event.things.values()))
        count += sum(map(len, event.casualties.values())) if isinstance(event, Incident) else 0
    return count


def _words(article: Article) -> Iterator[str]:
    """What is looked up, as often as it is."""
    for _, quote in quotes_of(article):
        yield quote.exact
        if quote.within is not None:
            yield quote.within
    for actor in article.actors.values():
        names = (actor.name, *actor.aliases, *(role.title for role in actor.roles))
        yield from (name for name in names if name is not None)
    for _, _, words in words_of_events(article):
        yield words
    for _, words in words_of_claims(article):
        yield words
