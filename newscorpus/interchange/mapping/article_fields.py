"""The fields of an article that are not its text, from an object of a source."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newscorpus.interchange.losses import Losses
from newscorpus.interchange.mapping.paths import first, joined, select
from newscorpus.interchange.mapping.reads import Read
from newscorpus.interchange.mapping.values import as_text, count_torn, paths_in, published, text_of_value
from newscorpus.models.mapping import ArticleFields

_STRINGS: Final = ("id", "language", "headline", "author", "publisher", "url", "dateline", "text_license", "note")


def article_fields(
    head: ArticleFields, data: Any, names: Mapping[str, str], losses: Losses, source: str
) -> dict[str, Any]:
    """Return the fields that an object has, as plain data of an article.

    Args:
        head: Where they are.
        data: The object.
        names: What `{file}` and `{index}` are.
        losses: Where to count a date that cannot be read.
        source: Where the object is from.
    """
    made: dict[str, Any] = {
        name: text_of_value(value, data, names) for name in _STRINGS if (value := getattr(head, name))
    }
    for name, value in (*((name, getattr(head, name)) for name in _STRINGS), *head.attributes.items()):
        count_torn(name, value, data, losses, source)
    made["published"] = published(head.published, data, losses, source) if head.published else None
    keywords = [found.value for found in select(data, head.keywords)] if head.keywords else []
    flat = [one for value in keywords for one in (value if isinstance(value, list) else [value])]
    made["keywords"] = [word for one in flat if (word := as_text(one))]
    own = {name: attribute(value, data, names) for name, value in head.attributes.items()}
    made["attributes"] = {name: value for name, value in own.items() if value is not None}
    return {name: value for name, value in made.items() if value not in (None, [], {})}


def attribute(value: str, data: Any, names: Mapping[str, str]) -> Any:
    """Return the value of an attribute: a scalar of the source as it is, or a string from a template."""
    found = text_of_value(value, data, names) if "{" in value else first(data, value)
    return found if isinstance(found, str | int | float | bool) and found != "" else None


def reads_of_fields(head: ArticleFields) -> Iterator[Read]:
    """Yield all that is read."""
    if head.keywords:
        yield from ((head.keywords, "."), (joined(head.keywords, "[]"), "."))
    for value in filter(None, (*(getattr(head, name) for name in _STRINGS), *head.attributes.values())):
        yield from ((".", path) for path in paths_in(value))
    if head.published:
        yield ".", head.published.path
