"""One article -> its page: the text with its annotation, and beside it events, claims, actors, findings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

import attrs
from markupsafe import Markup

from newscorpus.api.stats import covered
from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.models import (
    Actor,
    ActorRelation,
    Article,
    Claim,
    Estimate,
    Event,
    Incident,
    Meeting,
    Participant,
)
from newscorpus.models.traversal import counts_of, participants_of, relations_of
from newscorpus.views import marks, pages, phrases
from newscorpus.views.cards import (
    ActorCard,
    ClaimCard,
    Elsewhere,
    EventCard,
    Link,
    Related,
    explanations,
    finding_cards,
    todo_cards,
)
from newscorpus.views.marks import Labels, keys_of, marked, marks_of

_T = TypeVar("_T")
_Card = TypeVar("_Card", EventCard, ClaimCard)


def coverage(article: Article) -> float | None:
    """Return the share of the article text that evidence and claims quote; None without a text."""
    return covered(article) / len(article.text) if article.text else None


class ArticleView:
    """What pages, notebooks and terminals show of an article, which may be malformed: names may have no target."""

    def __init__(self, article: Article, findings: Sequence[Diagnostic] = (), others: Elsewhere | None = None) -> None:
        self.article, self.findings = article, tuple(findings)
        self._others = others
        self._keys = keys_of(article)
        self._uses = _uses(article)
        self.finding_cards = list(finding_cards(article, self.findings))
        self.marks = marks_of(article, self.findings)
        self._mentions = Counter(mark.owner for mark in self.marks if mark.part == "mention")
        self._first: dict[str, int] = {}
        for mark in self.marks:
            if mark.part in ("evidence", "quote"):
                self._first.setdefault(mark.owner, mark.start)
        self.heading = phrases.heading(article)
        self.direction = pages.direction(article.language)
        self.numbers = self._numbered()
        self._labels = self._labelled()
        self.events = self._in_order(self._event(name, event) for name, event in article.events.items())
        self.claims = self._in_order(self._claim(i, claim) for i, claim in enumerate(article.claims))
        self.actors = sorted(
            (self._actor(name, actor) for name, actor in article.actors.items()), key=_most_mentioned_first
        )

    @property
    def layers(self) -> set[str]:
        """The kinds and parts of all marks in the text. The page has a switch for each."""
        return {name for mark in self.marks for name in (mark.kind, mark.part)}

    @property
    def lanes(self) -> int:
        """The number of lanes for lines below the text."""
        return max((mark.lane + 1 for mark in self.marks if mark.part in marks.LINES), default=0)

    @property
    def coverage(self) -> float | None:
        """The share of the article text that evidence and claims quote; None without a text."""
        return coverage(self.article)

    @property
    def text(self) -> Markup:
        """The article text with its marks as HTML."""
        return marked(self.article, self.marks, self._labels, self.direction, phrases.headline(self.article))

    @property
    def begins_with_heading(self) -> bool:
        """Whether the text begins with the heading, so that a page need not show it above the text, too."""
        return phrases.begins_with_heading(self.article)

    @property
    def statuses(self) -> list[str]:
        """The statuses of its events, for the legend of their signs."""
        used = {event.status for event in self.article.events.values()}
        return [status for status in phrases.SIGNS if status in used]

    @property
    def explanations(self) -> dict[str, str]:
        """The explanations of the rules that have findings, by their codes."""
        return explanations(self.findings)

    def _numbered(self) -> dict[str, str]:
        """Events are 1, 2, 3 …, claims a, b, c …, in the order of the text."""
        numbers: dict[str, str] = {}
        for table, name in (("events", str), ("claims", _letters)):
            keys = [key for path, key in self._keys.items() if path[0] == table]
            keys.sort(key=self._place)
            numbers |= {key: name(i) for i, key in enumerate(keys, 1)}
        return numbers

    def _labelled(self) -> Labels:
        statuses, names = {}, {}
        for name, event in self.article.events.items():
            key = self._keys["events", name]
            statuses[key] = event.status
            names[key] = f"{event.kind} {self.numbers[key]}: {phrases.title(event)} ({event.status})"
        for i, claim in enumerate(self.article.claims):
            key = self._keys["claims", i]
            names[key] = f"claim {self.numbers[key]}: {self._speakers(claim)}"
        for card in self.finding_cards:
            message = card.finding.message.replace("`", "")
            names[card.key] = f"{card.finding.severity} {card.finding.code}: {message}"
        signs = {card.key: card.sign for card in self.finding_cards}
        return Labels(self.numbers | signs, names, statuses)

    def _place(self, key: str) -> tuple[float, int]:
        return self._first.get(key, float("inf")), int(key[1:])

    def _in_order(self, cards: Iterator[_Card]) -> list[_Card]:
        return sorted(cards, key=lambda card: self._place(card.key))

    def _name(self, actor: str) -> str:
        known = self.article.actors.get(actor)
        return (known.name if known else None) or actor

    def _speakers(self, claim: Claim) -> str:
        return ", ".join(self._name(actor) for actor in claim.by) or "the article itself"

    def _link(self, table: str, name: str) -> Link:
        """Link an actor or event of this article, or the `article#event` of another."""
        key = self._keys.get((table, name))
        if key is not None:
            text = self._name(name) if table == "actors" else phrases.title(self.article.events[name])
            return Link(text, f"#{key}")
        return (self._others(name) if self._others else None) or Link(name)

    def _about(self, name: str) -> Link:
        return self._link("events" if ("events", name) in self._keys else "actors", name)

    def _near(self, *paths: Path) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._keys[path] for path in paths if path in self._keys))

    def _event(self, name: str, event: Event) -> EventCard:
        uses = self._uses.get(name, _Uses())
        to_event = partial(self._link, "events")
        relations = (
            *_listed(phrases.word, event.relations, to_event),
            *_listed(phrases.inverse, uses.relations, to_event),
        )
        related = [other for others in (*event.relations.values(), *uses.relations.values()) for other in others]
        key = self._keys["events", name]
        return EventCard(
            key=key,
            number=self.numbers[key],
            event=event,
            title=phrases.title(event),
            participants=_listed(phrases.word, event.participants, self._participant),
            relations=relations,
            claims=tuple(self._claim_link(i) for i in uses.about),
            contested=any(self.article.claims[i].stance == "denies" for i in uses.about),
            outcome=event.outcome if isinstance(event, Meeting) else None,
            casualties=tuple(self._casualties(event)),
            near=self._near(
                *(("actors", actor) for actor in event.parties),
                *(("events", other) for other in related),
                *(("claims", i) for i in uses.about),
            ),
        )

    def _casualties(self, event: Event) -> Iterator[tuple[str, str]]:
        """Yield each harm with its counts, their words and sources, and what several come to."""
        for harm, counts in event.casualties.items() if isinstance(event, Incident) else ():
            shown = "; ".join(
                phrases.counted(count.count)
                + (f" (“{count.text}”)" if count.text else "")
                + (f", by {', '.join(map(self._name, count.by))}" if count.by else "")
                for count in counts
            )
            total = Estimate.of(counts) if counts else None
            if total and len(counts) > 1:
                shown += f"; in all {phrases.estimated(total)}"
            yield harm, shown

    def _claim(self, i: int, claim: Claim) -> ClaimCard:
        key = self._keys["claims", i]
        others = [("events", name) for name in (*claim.about, claim.at) if name is not None]
        actors = [("actors", name) for name in (*claim.by, *claim.about, claim.via) if name is not None]
        return ClaimCard(
            key=key,
            number=self.numbers[key],
            claim=claim,
            form=self.article.form(claim),
            by=tuple(self._link("actors", actor) for actor in claim.by),
            via=self._link("actors", claim.via) if claim.via else None,
            about=tuple(self._about(name) for name in claim.about),
            at=self._link("events", claim.at) if claim.at else None,
            near=self._near(*others, *actors),
        )

    def _claim_link(self, i: int) -> Link:
        claim, key = self.article.claims[i], self._keys["claims", i]
        stance = f", {claim.stance}" if claim.stance else ""
        return Link(f"{self._speakers(claim)}{stance}: “{phrases.cropped(claim.words, 60)}”", f"#{key}")

    def _actor(self, name: str, actor: Actor) -> ActorCard:
        uses = self._uses.get(name, _Uses())
        return ActorCard(
            key=self._keys["actors", name],
            actor=actor,
            name=self._name(name),
            mentions=self._mentions[self._keys["actors", name]],
            offices=tuple((r.title.exact, self._link("actors", r.org) if r.org else None) for r in actor.roles),
            relations=(
                *_listed(phrases.word, actor.relations, self._related),
                *_listed(phrases.inverse, uses.relations, partial(self._link, "actors")),
            ),
            events=_listed(phrases.word, uses.events, partial(self._link, "events")),
            claims=tuple(self._claim_link(i) for i in uses.claims),
            near=self._near(
                *(("events", event) for events in uses.events.values() for event in events),
                *(("actors", relation.other) for _, relation in relations_of(name, actor)),
                *(("actors", other) for others in uses.relations.values() for other in others),
                *(("claims", i) for i in uses.claims),
            ),
        )

    def _participant(self, participant: Participant) -> Link:
        link = self._link("actors", participant.actor)
        return attrs.evolve(link, text=f"{link.text} (“{participant.mention}”)") if participant.mention else link

    def _related(self, relation: ActorRelation) -> Link:
        link = self._link("actors", relation.other)
        return attrs.evolve(link, text=f"{link.text} ({phrases.dated(relation.when.edtf)})") if relation.when else link


def _listed(
    how: Callable[[str], str], named: Mapping[str, Iterable[_T]], link: Callable[[_T], Link]
) -> tuple[Related, ...]:
    """The links of each role or relation, with the words for how they are related."""
    return tuple(Related(how(name), tuple(map(link, others))) for name, others in named.items())


@attrs.define
class _Uses:
    """The references to an actor or event."""

    relations: dict[str, list[str]] = attrs.field(factory=dict)
    """Relation -> the events or actors that have this relation to it."""
    events: dict[str, list[str]] = attrs.field(factory=dict)
    """Role -> the events in which the actor has this role."""
    about: list[int] = attrs.field(factory=list)
    """The claims about it."""
    claims: list[int] = attrs.field(factory=list)
    """The claims that it makes or passes on."""


def _uses(article: Article) -> dict[str, _Uses]:
    """Collect all references by their target. Actors and events share one namespace of ids."""
    uses: defaultdict[str, _Uses] = defaultdict(_Uses)
    for name, actor in article.actors.items():
        for path, relation in relations_of(name, actor):
            uses[relation.other].relations.setdefault(str(path[3]), []).append(name)
    for name, event in article.events.items():
        for how, others in event.relations.items():
            for other in others:
                uses[other].relations.setdefault(how, []).append(name)
        for path, participant in participants_of(name, event):
            uses[participant.actor].events.setdefault(str(path[3]), []).append(name)
        for source in dict.fromkeys(source for _, count in counts_of(name, event) for source in count.by):
            uses[source].events.setdefault("source of casualties", []).append(name)
    for i, claim in enumerate(article.claims):
        for name in dict.fromkeys(claim.about):
            uses[name].about.append(i)
        for name in dict.fromkeys((*claim.by, *([claim.via] if claim.via else []))):
            uses[name].claims.append(i)
    return uses


def _most_mentioned_first(card: ActorCard) -> tuple[int, str]:
    return -card.mentions, card.name


def _letters(number: int) -> str:
    """Return `a` for 1, `z` for 26, `aa` for 27."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


@attrs.frozen
class Navigation:
    """The links of a page to the rest of its site."""

    home: str
    title: str
    before: Link | None = None
    after: Link | None = None


def article_page(
    article: Article,
    findings: Sequence[Diagnostic] = (),
    *,
    navigation: Navigation | None = None,
    others: Elsewhere | None = None,
) -> str:
    """Return a self-contained HTML page of an anchored article.

    Args:
        article: The article; its quotes have offsets.
        findings: The findings to show at their places in the text.
        navigation: The links to the rest of the site, if the page is part of one.
        others: The events of other articles in the site.
    """
    view = ArticleView(article, findings, others)
    context = {"view": view, "navigation": navigation, "todo": list(todo_cards(article))}
    return pages.page("article.html", context, style="newscorpus.css", script="article.js")
