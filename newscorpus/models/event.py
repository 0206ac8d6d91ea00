"""Events, and the kinds of event with fields of their own: meetings and incidents."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, cast

import attrs

from newscorpus.models.base import Model
from newscorpus.models.count import Count, Estimate, as_count_lists
from newscorpus.models.frozen import EMPTY
from newscorpus.models.metadata import (
    AlwaysWritten,
    Attributes,
    Doc,
    InText,
    NotEmpty,
    Required,
    Scalar,
    Slug,
    Transient,
    Vocabulary,
)
from newscorpus.models.validation import add_validators, as_scalar_table, as_string_lists, as_table
from newscorpus.models.values import (
    AttributeName,
    EventRef,
    Participant,
    Place,
    Quote,
    Thing,
    When,
    as_participants,
    as_places,
    as_quote_if_any,
    as_quotes,
    as_things,
)
from newscorpus.models.vocabulary import EventKind, Status


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Event(Model):
    """Something that happens, or is planned, denied or feared.

    Its `id` may be left out where the key of a mapping gives it.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Event(id="deal", type="agreement", evidence=(nc.Quote(exact="We agree"),))
    """

    KIND: ClassVar[EventKind] = "event"

    kind: Annotated[EventKind, Transient()] = attrs.field(default="event", init=False)

    id: Annotated[Slug, Required(), Doc("short name, unique among the actors and events of the article")] = ""
    type: Annotated[str, Vocabulary("types", extensible=True), Doc("what sort of event; each kind has its own list")]
    title: Annotated[str | None, Doc("what happens, in one line")] = None
    status: Annotated[
        Status, Vocabulary("statuses"), AlwaysWritten(), Doc("whether it took place; occurred if nothing is said")
    ] = "occurred"
    participants: Annotated[
        Mapping[Annotated[str, Vocabulary("roles", extensible=True)], tuple[Participant, ...]],
        Doc("who takes part: role → actors, each alone or as `{actor: words of the article that name it}`"),
    ] = attrs.field(default=EMPTY, converter=as_participants)
    things: Annotated[
        Mapping[Annotated[str, Vocabulary("things", extensible=True)], tuple[Thing, ...]],
        Doc("what is involved and is no actor: role → words of the article"),
    ] = attrs.field(default=EMPTY, converter=as_things)
    when: Annotated[
        When | None,
        Doc("when it happens, or was meant to: `2023-02`, `{last February: 2023-02}`, `{recently: unknown}`"),
    ] = None
    places: Annotated[tuple[Place, ...], Doc("where: `Indonesia` or `{Indonesia: ID}`")] = attrs.field(
        default=(), converter=as_places
    )
    topics: Annotated[tuple[Annotated[Quote, InText()], ...], Doc("what it is about, in words of the article")] = (
        attrs.field(default=(), converter=as_quotes)
    )
    evidence: Annotated[
        tuple[Quote, ...], NotEmpty(), Doc("the words of the article that show it: at least one quote")
    ] = attrs.field(converter=as_quotes)
    triggers: Annotated[tuple[Quote, ...], Doc("the words that name the event: `flies`, `their meeting`")] = (
        attrs.field(default=(), converter=as_quotes)
    )
    relations: Annotated[
        Mapping[Annotated[str, Vocabulary("relations", extensible=True)], tuple[EventRef, ...]],
        Doc("links to other events: relation → events; written on the later, smaller or dependent one"),
    ] = attrs.field(default=EMPTY, converter=as_string_lists)
    attributes: Annotated[
        Mapping[AttributeName, Scalar],
        Attributes("event"),
        Doc("the corpus's own fields, as corpus.yaml declares them"),
    ] = attrs.field(default=EMPTY, converter=as_scalar_table)
    note: Annotated[str | None, Doc("a remark of the annotator")] = None

    @property
    def parties(self) -> tuple[str, ...]:
        """The ids of the actors that take part in any role, each once."""
        return tuple(dict.fromkeys(participant.actor for group in self.participants.values() for participant in group))

    def in_role(self, role: str) -> tuple[str, ...]:
        """Return the ids of the actors that take part in a role.

        Args:
            role: A key of `participants`, such as `agent`.

        Returns:
            The ids in the order of the file; none if nobody has the role.
        """
        return tuple(participant.actor for participant in self.participants.get(role, ()))


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Meeting(Event):
    """An event at which people come together: a visit, talks, a call, a conference, a rally or a hearing.

    Example::

        nc.Meeting(
            id="talks",
            type="talks",
            participants={"participant": ("anna", "carl")},
            evidence=(nc.Quote(exact="Anna Berg met Carl Dahl"),),
        )
    """

    KIND: ClassVar = "meeting"

    kind: Annotated[EventKind, Transient()] = attrs.field(default="meeting", init=False)

    outcome: Annotated[Quote | None, Doc("what came of it, in words of the article")] = attrs.field(
        default=None, converter=as_quote_if_any
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Incident(Event):
    """An event that harms or disrupts: an attack, an accident, a protest or a crime.

    Example::

        nc.Incident(
            id="crash",
            type="accident",
            casualties={"injured": (nc.Count(count=2, text="Two"),)},
            evidence=(nc.Quote(exact="Two sailors were injured"),),
        )
    """

    KIND: ClassVar = "incident"

    kind: Annotated[EventKind, Transient()] = attrs.field(default="incident", init=False)

    casualties: Annotated[
        Mapping[Annotated[str, Vocabulary("casualties")], tuple[Count, ...]],
        Doc("how many people: `{killed: 3, injured: {over 26: 26+}}`, also by source: `{43: 43, by: ministry}`"),
    ] = attrs.field(default=EMPTY, converter=as_count_lists)

    def casualties_total(self, harm: str) -> Estimate | None:
        """Return how many people were harmed in a way: the lowest, the best and the highest figure.

        Args:
            harm: A key of `casualties`, such as `killed`.

        Returns:
            What the counts come to, as `Estimate.of` says; None if there are none. That is so for any other word, too:
            a corpus may have terms of its own.
        """
        counts = self.casualties.get(harm)
        return Estimate.of(counts) if counts else None


KINDS: Mapping[str, type[Event]] = {cls.KIND: cls for cls in (Event, Meeting, Incident)}
"""The class of each kind of event."""


def as_events(events: Mapping[str, Event] | Iterable[Event]) -> Mapping[str, Event]:
    """Convert events to a mapping by id."""
    return cast("Mapping[str, Event]", as_table(events))
