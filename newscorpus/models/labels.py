"""The models of a mapping file of annotation tools: keys are labels of the source, and `*` in them any characters."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final

import attrs

from newscorpus.models.base import Model
from newscorpus.models.frozen import EMPTY
from newscorpus.models.manifest import NewWord
from newscorpus.models.mapping import IGNORE, ArticleFields, CorpusHead, RoleCase, SourcePath
from newscorpus.models.metadata import Doc, OneOf, Rest, ShortForm
from newscorpus.models.validation import add_validators
from newscorpus.models.vocabulary import ACTOR_KINDS, EVENT_KINDS, STATUSES, THINGS
from newscorpus.text.suggest import closest

SAME: Final = "same"
CLAIM: Final = "claim"
_USES: Final = frozenset(
    {*ACTOR_KINDS, *THINGS, "actor", "place", "when", "thing", "topic", "casualties", "event", CLAIM, SAME, IGNORE}
)
_KINDS: Final = frozenset({*ACTOR_KINDS, *EVENT_KINDS})
_EVENTS: Final = frozenset({*EVENT_KINDS, CLAIM, IGNORE})
_STATUSES: Final = frozenset({IGNORE, *(status for table in STATUSES.values() for status in table)})
_LABEL_SOURCES: Final = frozenset(
    {"brat", "label-studio", "potato", "doccano", "cas", "webanno-tsv", "cat", "conllu", "wikievents"}
)


def _one_of(words: frozenset[str]) -> OneOf:
    *others, last = sorted(words)
    expects = f"{', '.join(others)} or {last}"
    return OneOf(words, expects, code="NC103", meant=lambda given: closest(given, words))


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class EntityLabel(Model):
    """What words with a label are."""

    SHORT: ClassVar = ShortForm(long="as")

    as_: Annotated[
        str,
        _one_of(_USES),
        Doc(
            "actor, or a kind of actor; thing, or the role of one; place, when, topic; event; claim; casualties, of "
            "which `role` is the harm; same, if the label names a chain of mentions of one actor; ignore"
        ),
    ] = "actor"
    kind: Annotated[str | None, _one_of(_KINDS), Doc("kind of the actor or the event")] = None
    type: Annotated[NewWord | None, Doc("type of the event; default: that of the label")] = None
    role: Annotated[NewWord | None, Doc("role of the thing, if the event has none for it")] = None
    read: Annotated[bool, Doc("true: read the words as a time or a quantity")] = False


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class EventLabel(Model):
    """What events with a label are."""

    SHORT: ClassVar = ShortForm(long="kind")

    kind: Annotated[
        str | None,
        _one_of(_EVENTS),
        Doc("event, meeting or incident; claim; or ignore"),
    ] = None
    type: Annotated[NewWord | None, Doc("the type")] = None
    roles: Annotated[Mapping[str, RoleCase], Doc("role in the source → what the argument is in these events")] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class RelationLabel(Model):
    """What relations with a label are."""

    SHORT: ClassVar = ShortForm(long="term")

    term: Annotated[NewWord | None, Doc("the relation; same, if both are one actor; ignore")] = None
    reverse: Annotated[bool, Doc("true: it is a relation of the second to the first")] = False


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class StatusChoice(Model):
    """The status of an event that an attribute gives."""

    SHORT: ClassVar = ShortForm(long="value")

    value: Annotated[str | None, _one_of(_STATUSES), Doc("the status, whatever the attribute's value is")] = None
    table: Annotated[
        Mapping[str, Annotated[str, _one_of(_STATUSES)]],
        Rest(),
        Doc("value of the attribute → status; `*` stands for all others, `ignore` gives none"),
    ] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class AttributeLabel(Model):
    """What attributes of annotations are."""

    SHORT: ClassVar = ShortForm(long="attribute")

    attribute: Annotated[NewWord | None, Doc("the name of the attribute; or ignore")] = None
    status: Annotated[StatusChoice | None, Doc("instead: the status of the event")] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class LabelledArticle(ArticleFields):
    """The fields of an article. Paths begin at the object that has the text, if the format has one."""

    text: Annotated[
        SourcePath | None, Doc("path of the text; default: what has the labelled words, `text`, or the only string")
    ] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class LabelFile(Model):
    """What the labels of an annotation tool mean."""

    source: Annotated[str | None, _one_of(_LABEL_SOURCES), Doc("the format")] = None
    corpus: Annotated[CorpusHead | None, Doc("what is written into `corpus.yaml`")] = None
    article: Annotated[LabelledArticle, Doc("the fields of an article")] = LabelledArticle()
    ignore: Annotated[
        tuple[SourcePath, ...],
        Doc("paths beside the text that are left out and not lost, with all below: `meta.*`"),
    ] = ()
    completed_by: Annotated[
        tuple[str, ...],
        Doc(
            "Label Studio: whose annotations of a text to read: the first who has some; default: the first of all. "
            "Potato: the annotators; default: all"
        ),
    ] = ()
    unit: Annotated[
        str,
        _one_of(frozenset({"characters", "utf16", "bytes"})),
        Doc("what offsets of brat, doccano and Label Studio count, if no words are repeated there, which show it"),
    ] = "characters"
    same: Annotated[
        str | None,
        OneOf(frozenset({"words", "words+type"}), "words or words+type", code="NC103"),
        Doc(
            "which mentions are one actor beside those that the source joins: those with the same words, or also the"
            " same label; not pronouns"
        ),
    ] = None
    strip_digits: Annotated[bool, Doc("whether `Theme2` is a second `Theme`")] = True
    entities: Annotated[Mapping[str, EntityLabel], Doc("label of words → what they are")] = EMPTY
    events: Annotated[Mapping[str, EventLabel], Doc("label of events → their kind and type")] = EMPTY
    roles: Annotated[
        Mapping[str, RoleCase],
        Doc("role → what the argument is: a role; place, when, topic; a relation, if it is an event; ignore"),
    ] = EMPTY
    relations: Annotated[Mapping[str, RelationLabel], Doc("label → a relation of actors or events")] = EMPTY
    attributes: Annotated[Mapping[str, AttributeLabel], Doc("name → an attribute, or the status of an event")] = EMPTY
