"""What pages show beside the text of an article, card by card: events, claims, actors, findings, open points."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from newscorpus.diagnostics.report import Diagnostic, Severity, Span
from newscorpus.models import Actor, Article, Claim, Event, Quote, Todo
from newscorpus.rules import BY_CODE
from newscorpus.rules.explain import explain
from newscorpus.views import phrases
from newscorpus.views.marks import keys_of, look

_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.HINT: "i"}


@attrs.frozen
class Link:
    """A name that links to a card or to a page. Without `href` if its target is missing."""

    text: str
    href: str | None = None


Elsewhere = Callable[[str], Link | None]
"""Returns a link to an event of another article, `article#event`, relative to the page that is being made."""


@attrs.frozen
class Related:
    """Links to everything that has one relation to an event or actor."""

    how: str
    links: tuple[Link, ...]


@attrs.frozen(kw_only=True)
class EventCard:
    """An event as the page shows it."""

    key: str
    number: str
    event: Event
    title: str
    participants: tuple[Related, ...]
    relations: tuple[Related, ...]
    claims: tuple[Link, ...]
    contested: bool
    outcome: Quote | None
    casualties: tuple[tuple[str, str], ...]
    near: tuple[str, ...]
    """Keys of all cards that are related to it."""


@attrs.frozen(kw_only=True)
class ClaimCard:
    """A claim as the page shows it."""

    key: str
    number: str
    claim: Claim
    form: str | None
    by: tuple[Link, ...]
    via: Link | None
    about: tuple[Link, ...]
    at: Link | None
    near: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ActorCard:
    """An actor as the page shows it."""

    key: str
    actor: Actor
    name: str
    mentions: int
    offices: tuple[tuple[str, Link | None], ...]
    relations: tuple[Related, ...]
    events: tuple[Related, ...]
    claims: tuple[Link, ...]
    near: tuple[str, ...]


@attrs.frozen(kw_only=True)
class FindingCard:
    """A finding as the page shows it."""

    key: str
    sign: str
    finding: Diagnostic
    quoted: str
    """What it marks in the annotation; empty if that is more than a line."""
    words: tuple[str, ...]
    """The words of the article text that it points at."""


def finding_cards(article: Article, findings: Iterable[Diagnostic]) -> Iterator[FindingCard]:
    """Yield the cards of the findings of an article."""
    text = article.text or ""
    for i, finding in enumerate(findings, 1):
        words = (text[slice(*label.words)] for label in finding.labels if label.words is not None)
        yield FindingCard(
            key=f"f{i}",
            sign=_SIGNS[finding.severity],
            finding=finding,
            quoted=_marked(finding.primary),
            words=tuple(dict.fromkeys(filter(None, words))),
        )


def explanations(findings: Iterable[Diagnostic]) -> dict[str, str]:
    """Return the explanation of each rule that has a finding, by its code, in order."""
    codes = sorted({finding.code for finding in findings})
    return {code: "\n".join(explain(BY_CODE[code])) for code in codes}


def _marked(span: Span) -> str:
    if span.end_line != span.line:
        return ""
    return span.excerpt[span.column - span.excerpt_column : span.end_column - span.excerpt_column]


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
