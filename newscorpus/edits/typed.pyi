# The drafts that `edit` yields: as the models, with lists and dicts. Written by `make generated`.
# What is assigned may also be a model, or words for a quote; what is read is a draft, a list or a dict.

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Generic, SupportsIndex, TypeAlias, TypeVar, overload

from newscorpus import models

_R = TypeVar("_R")
_W = TypeVar("_W")

class Value(Generic[_R, _W]):
    @overload
    def __get__(self, owner: None, kind: Any) -> Value[_R, _W]: ...
    @overload
    def __get__(self, owner: object, kind: Any) -> _R: ...
    def __set__(self, owner: Any, value: _W) -> None: ...

class Items(list[_R], Generic[_R, _W]):
    def append(self, value: _R | _W, /) -> None: ...
    def extend(self, values: Iterable[_R | _W], /) -> None: ...
    def insert(self, at: SupportsIndex, value: _R | _W, /) -> None: ...
    @overload
    def __setitem__(self, at: SupportsIndex, value: _R | _W, /) -> None: ...
    @overload
    def __setitem__(self, at: slice, value: Iterable[_R | _W], /) -> None: ...

class Table(dict[str, _R], Generic[_R, _W]):
    def __setitem__(self, key: str, value: _R | _W, /) -> None: ...

Strings: TypeAlias = Value[list[str], Iterable[str]]
Several: TypeAlias = Value[Items[_R, _W], Iterable[_W] | _W]
ById: TypeAlias = Value[Table[_R, _W], Mapping[str, _W] | Iterable[_W]]
Grouped: TypeAlias = Value[Table[Items[_R, _W], Iterable[_W] | _W], Mapping[str, Iterable[_W] | _W]]
Lists: TypeAlias = Value[Table[list[_R], Iterable[_R]], Mapping[str, Iterable[_R]]]
Dict: TypeAlias = Value[dict[str, _R], Mapping[str, _R]]

class EventDraft:
    id: str
    type: str
    title: str | None
    status: str
    participants: Grouped[ParticipantDraft, AnyParticipant]
    things: Grouped[ThingDraft, AnyThing]
    when: Value[WhenDraft | None, AnyWhen | None]
    places: Several[PlaceDraft, AnyPlace]
    topics: Several[QuoteDraft, AnyQuote]
    evidence: Several[QuoteDraft, AnyQuote]
    triggers: Several[QuoteDraft, AnyQuote]
    relations: Lists[str]
    attributes: Dict[str | int | float | bool]
    note: str | None
    KIND: Any
    in_role: Any
    kind: Any
    lacks: Any
    parties: Any

class ParticipantDraft:
    actor: str
    mention: Value[QuoteDraft | None, AnyQuote | None]
    lacks: Any

class QuoteDraft:
    exact: str
    within: str | None
    start: int | None
    @property
    def end(self) -> int | None: ...
    fill: Any
    lacks: Any
    span: Any

class ThingDraft:
    text: Value[QuoteDraft, AnyQuote]
    value: str | None
    ids: Dict[str]
    attributes: Dict[str | int | float | bool]
    lacks: Any
    quantity: Any

class WhenDraft:
    edtf: str
    text: Value[QuoteDraft | None, AnyQuote | None]
    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...
    bounds: Any
    fill: Any
    lacks: Any

class PlaceDraft:
    name: Value[QuoteDraft, AnyQuote]
    country: str | None
    ids: Dict[str]
    lacks: Any

class MeetingDraft(EventDraft):
    outcome: Value[QuoteDraft | None, AnyQuote | None]

class IncidentDraft(EventDraft):
    casualties: Grouped[CountDraft, AnyCount]
    casualties_total: Any

class CountDraft:
    count: int | str
    text: Value[QuoteDraft | None, AnyQuote | None]
    by: Strings
    about: Any
    lacks: Any
    least: Any
    most: Any

class ArticleDraft:
    format: str
    id: str
    text_file: str | None
    text: str | None
    sha256: str | None
    text_withheld: bool
    text_parts: Lists[int]
    language: str | None
    published: str | None
    headline: str | None
    author: str | None
    publisher: str | None
    url: str | None
    dateline: str | None
    text_license: str | None
    keywords: Strings
    annotation: Value[AnnotationDraft | None, AnyAnnotation | None]
    actors: ById[ActorDraft, AnyActor]
    events: ById[AnyEventDraft, AnyEvent]
    claims: Several[ClaimDraft, AnyClaim]
    waive: Several[WaiverDraft, AnyWaiver]
    todo: Several[TodoDraft, AnyTodo]
    attributes: Dict[str | int | float | bool]
    note: str | None
    contested: Any
    form: Any
    lacks: Any
    mentions: Any
    part: Any
    path: Any
    spans: Any

class AnnotationDraft:
    by: Strings
    date: str | None
    state: str | None
    drafted_by: str | None
    reviewed_by: Strings
    reviewed: str | None
    reviewed_digest: str | None
    lacks: Any

class ActorDraft:
    id: str
    name: str | None
    kind: str | None
    named: bool
    aliases: Strings
    mentions: Several[QuoteDraft, AnyQuote]
    roles: Several[RoleDraft, AnyRole]
    relations: Grouped[ActorRelationDraft, AnyActorRelation]
    country: str | None
    sector: str | None
    ids: Dict[str]
    attributes: Dict[str | int | float | bool]
    note: str | None
    forms: Any
    is_local: Any
    lacks: Any

class RoleDraft:
    title: Value[QuoteDraft, AnyQuote]
    org: str | None
    start: str | None
    end: str | None
    lacks: Any

class ActorRelationDraft:
    other: str
    evidence: Value[QuoteDraft | None, AnyQuote | None]
    when: Value[WhenDraft | None, AnyWhen | None]
    lacks: Any

class ClaimDraft:
    quote: Several[QuoteDraft, AnyQuote]
    by: Strings
    cue: Value[QuoteDraft | None, AnyQuote | None]
    at: str | None
    via: str | None
    about: Strings
    stance: str | None
    when: Value[WhenDraft | None, AnyWhen | None]
    attributes: Dict[str | int | float | bool]
    note: str | None
    lacks: Any
    words: Any

class WaiverDraft:
    code: str
    at: str
    quote: str | None
    all: bool
    why: str
    lacks: Any

class TodoDraft:
    at: str
    quote: str | None
    versions: Dict[str]
    without: Strings
    note: str | None
    annotators: Any
    lacks: Any

class AnyEventDraft(MeetingDraft, IncidentDraft): ...

AnyEvent: TypeAlias = models.Event | EventDraft
AnyParticipant: TypeAlias = models.Participant | ParticipantDraft | str
AnyQuote: TypeAlias = models.Quote | QuoteDraft | str
AnyThing: TypeAlias = models.Thing | ThingDraft | str
AnyWhen: TypeAlias = models.When | WhenDraft | str
AnyPlace: TypeAlias = models.Place | PlaceDraft | str
AnyMeeting: TypeAlias = models.Meeting | MeetingDraft
AnyIncident: TypeAlias = models.Incident | IncidentDraft
AnyCount: TypeAlias = models.Count | CountDraft | str
AnyArticle: TypeAlias = models.Article | ArticleDraft
AnyAnnotation: TypeAlias = models.Annotation | AnnotationDraft
AnyActor: TypeAlias = models.Actor | ActorDraft
AnyRole: TypeAlias = models.Role | RoleDraft | str
AnyActorRelation: TypeAlias = models.ActorRelation | ActorRelationDraft | str
AnyClaim: TypeAlias = models.Claim | ClaimDraft
AnyWaiver: TypeAlias = models.Waiver | WaiverDraft
AnyTodo: TypeAlias = models.Todo | TodoDraft
