"""Articles -> schema.org: a `NewsArticle` in JSON-LD for each, with its actors, events and claims, in `ID.jsonld`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.exports import DocumentWriter, address_of, addressed, count_rest, dates_of
from newscorpus.models import Actor, Article, Claim, Event, Place, Role
from newscorpus.models.edtf import DATE_PATTERN

Plain = dict[str, Any]

_VOCABULARY: Final = "https://schema.org/"
_CONTEXT: Final = {
    "@vocab": _VOCABULARY,
    **{name: {"@type": "@id"} for name in ("url", "sameAs", "license", "eventStatus")},
}
"""Complete, so that nothing has to be fetched in order to read a file."""
_TYPES: Final = {
    "person": "Person",
    "group": "Organization",
    "organization": "Organization",
    "country": "Country",
    "locality": "Place",
    "unknown": "Thing",
}
_SAME_TYPE: Final = ("person", "organization", "country", "locality")
"""The kinds of actors that can be told from the type."""
_STATUSES: Final = {"planned": "EventScheduled", "postponed": "EventPostponed", "cancelled": "EventCancelled"}
_ROLES: Final = {
    "organizer": "organizer",
    "host": "organizer",
    "speaker": "performer",
    "participant": "attendee",
    "visitor": "attendee",
    "audience": "attendee",
    "mediator": "attendee",
}
"""The role in a meeting → the property; all other roles have `about`. The name of the role is beside the actor."""
_RELATIONS: Final = {
    "member_of": "memberOf",
    "part_of": "parentOrganization",
    "owns": "owns",
    "employs": "employee",
    "relative_of": "relatedTo",
}
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id language headline author publisher url dateline published text_license keywords
    actors.name actors.aliases actors.country actors.ids actors.roles.title actors.roles.org
    events.kind events.type events.title events.participants.{role}.actor events.places events.topics
    events.things.{role}.text claims.quote claims.by claims.about
    """.split()  # noqa: SIM905
)
"""What is written of every article; `{role}` stands for any."""


def _document(article: Article, output: Output) -> Plain:
    document = _Document(article, address_of(article, output.rights.manifest), output.losses)
    return document.data(article.text_license or output.rights.manifest.text_license)


class _Document:
    def __init__(self, article: Article, base: str, losses: Losses) -> None:
        self._article, self._base, self._losses = article, base, losses
        roles = {role for event in article.events.values() for role in (*event.participants, *event.things)}
        self._held = {path.format(role=role) for path in _HELD for role in (roles or {""})}

    def data(self, license_: str | None) -> Plain:
        article = self._article
        body = article.text
        if body is not None:
            self._held |= {"text", "sha256", "text_parts.headline", "text_parts.lead"}  # the words of these parts
        fields = without_empty(
            {
                "@type": "NewsArticle",
                "url": article.url,
                "identifier": article.id,
                "headline": article.headline or article.part("headline"),
                "abstract": article.part("lead"),
                "articleBody": body,
                "inLanguage": article.language,
                "datePublished": article.published,
                "dateline": article.dateline,
                "author": article.author,
                "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
                "license": _license(license_),
                "keywords": list(article.keywords),
                "mentions": [self._actor(actor) for actor in article.actors.values()],
                "about": [self._event(event) for event in article.events.values()],
                "citation": [self._claim(number, claim) for number, claim in enumerate(article.claims)],
            }
        )
        count_rest(article, self._held, self._losses)
        return {"@context": _CONTEXT, "@id": self._base, **fields}

    def _reference(self, id_: str) -> Plain:
        """Return a reference to an actor or an event of the article."""
        layer = "events" if id_ in self._article.events else "actors"
        return {"@id": addressed(self._base, layer, id_)}

    def _own(self, ids: Iterable[str], where: str) -> list[Plain]:
        """Return references to what is in the article; events of other articles are counted."""
        for id_ in ids:
            if "#" in id_:
                self._lose("reference to an event of another article", where)
        return [self._reference(id_) for id_ in ids if "#" not in id_]

    def _lose(self, kind: str, where: str) -> None:
        self._losses.add(kind, f"{self._article.id}: {where}")

    def _actor(self, actor: Actor) -> Plain:
        kind = actor.kind or "unknown"
        self._held.add("actors.kind")
        if kind not in _SAME_TYPE:
            self._lose(f"kind {kind} of an actor", f"actors.{actor.id}.kind")
        relations: Plain = {}
        for term, others in actor.relations.items():
            if term in _RELATIONS:
                self._held.add(f"actors.relations.{term}.other")
                relations[_RELATIONS[term]] = [self._reference(relation.other) for relation in others]
        roles = [self._role(role, f"actors.{actor.id}.roles[{i}]") for i, role in enumerate(actor.roles)]
        country = {"@type": "Country", "identifier": actor.country} if actor.country else None
        return without_empty(
            {
                "@id": addressed(self._base, "actors", actor.id),
                "@type": _TYPES[kind],
                "name": actor.name,
                "alternateName": list(actor.aliases),
                **_identity(actor.ids),
                "nationality" if kind == "person" else "location": country,
                "jobTitle": [title for title in roles if isinstance(title, str)],
                "worksFor": [role for role in roles if not isinstance(role, str)],
                **relations,
            }
        )

    def _role(self, role: Role, where: str) -> Plain | str:
        """Return an office: its title, or with the organization in which it is held."""
        self._held |= {"actors.roles.start", "actors.roles.end"}
        days: Plain = {}
        for name, day in (("startDate", role.start), ("endDate", role.end)):
            if day is not None and role.org is not None and re.fullmatch(DATE_PATTERN, day):
                days[name] = day
            elif day is not None:
                self._lose("time of an office that is not a date, or without an organization", where)
        if role.org is None:
            return role.title.exact
        head = {"@type": "OrganizationRole", "roleName": role.title.exact}
        return {**head, **days, "worksFor": self._reference(role.org)}

    def _event(self, event: Event) -> Plain:
        where, dates = f"events.{event.id}", dates_of(event.when)
        self._held.add("events.when.edtf")
        if not dates.is_exact:
            self._lose("time that is not a date of ISO 8601", f"{where}.when")
        if dates.has_open_end:
            self._lose("open end of a time", f"{where}.when")
        if event.status in _STATUSES:
            status: Any = f"{_VOCABULARY}{_STATUSES[event.status]}"
        else:
            status = None
            if event.status != "occurred":
                self._lose(f"status {event.status}", f"{where}.status")
        self._held |= {"events.status", "events.relations.part_of"}
        people: Plain = {}
        for role, participants in event.participants.items():
            name = _ROLES.get(role, "about") if event.kind == "meeting" else "about"
            people.setdefault(name, []).extend(
                {"@type": "Role", "roleName": role, name: self._reference(participant.actor)}
                for participant in participants
            )
        things = [
            {"@type": "Role", "roleName": role, "about": {"@type": "Thing", "name": thing.text.exact}}
            for role, things_of_role in event.things.items()
            for thing in things_of_role
        ]
        return without_empty(
            {
                "@id": addressed(self._base, "events", event.id),
                "@type": "Event",
                "name": event.title,
                "additionalType": f"{event.kind}/{event.type}",
                "startDate": dates.start,
                "endDate": dates.end,
                "eventStatus": status,
                "location": [_place(place) for place in event.places],
                **people,
                "about": [*people.get("about", ()), *things],
                "keywords": [topic.exact for topic in event.topics],
                "superEvent": self._own(event.relations.get("part_of", ()), f"{where}.relations.part_of"),
            }
        )

    def _claim(self, number: int, claim: Claim) -> Plain:
        is_direct = self._article.form(claim) == "direct"
        return without_empty(
            {
                "@id": addressed(self._base, "claims", number),
                "@type": "Quotation" if is_direct else "Claim",
                "text": claim.words,
                "spokenByCharacter" if is_direct else "author": [self._reference(speaker) for speaker in claim.by],
                "about": [self._reference(subject) for subject in claim.about],
            }
        )


def _license(license_: str | None) -> Any:
    """Return the licence of the text: its address, or that of an SPDX identifier, or a work of that name."""
    if license_ is None or re.match("https?://", license_):
        return license_
    if re.fullmatch(r"[A-Za-z0-9.+-]+-[0-9.]+", license_):
        return f"https://spdx.org/licenses/{license_}"
    return {"@type": "CreativeWork", "name": license_}


def _place(place: Place) -> Plain:
    address = {"@type": "PostalAddress", "addressCountry": place.country} if place.country else None
    return without_empty({"@type": "Place", "name": place.name.exact, "address": address, **_identity(place.ids)})


def _identity(ids: Mapping[str, str]) -> Plain:
    """Return the identifiers of an actor or a place: its address at Wikidata, and others by their schemes."""
    item = ids.get("wikidata")
    return {
        "sameAs": f"http://www.wikidata.org/entity/{item}" if item else None,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": scheme, "value": value}
            for scheme, value in ids.items()
            if scheme != "wikidata"
        ],
    }


WRITER: Final = DocumentWriter(".jsonld", f'"@vocab": "{_VOCABULARY}"', _document)
