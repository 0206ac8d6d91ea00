"""Open points of an article as its page shows them: what each annotator has there, side by side."""

from collections.abc import Iterator

import attrs

from newscorpus.models import Article, Todo
from newscorpus.views import phrases
from newscorpus.views.marks import keys_of, look


@attrs.frozen
class TodoCard:
    """An open point as the page shows it."""

    key: str
    todo: Todo
    about: tuple[str, str] | None
    """The key and the name of the actor, event or claim that it is about, if the article has it."""
    sides: tuple[tuple[str, str, str | None], ...]
    """The look, the name and the lines of each annotator; None for who has nothing there."""


def todo_cards(article: Article) -> Iterator[TodoCard]:
    """Yield the cards of the open points of an article."""
    names = sorted({name for todo in article.todo for name in todo.annotators})
    looks = {name: look(i) for i, name in enumerate(names)}
    for i, todo in enumerate(article.todo, 1):
        sides = tuple((looks[name], name, todo.versions.get(name)) for name in names if name in todo.annotators)
        yield TodoCard(f"t{i}", todo, _about(article, todo), sides)


def _about(article: Article, todo: Todo) -> tuple[str, str] | None:
    table, _, rest = todo.at.partition(".")
    keys, name = keys_of(article), rest.partition(".")[0]
    if table == "events" and name in article.events:
        return keys[table, name], phrases.title(article.events[name])
    if table == "actors" and name in article.actors:
        return keys[table, name], article.actors[name].name or name
    for i, claim in enumerate(article.claims if table == "claims" else ()):
        if todo.quote and claim.words.startswith(todo.quote):
            return keys[table, i], phrases.cropped(claim.words, 60)
    return None
