"""The models of a mapping file of JSON, JSON Lines and CSV, which says what the fields of a source are in an article.

A *path* names values of the source: `info.date`, `hopper[].events[]` (all
items), `span[0]` (one item), `.` (the object itself). A *value* is a path, or a template such as `{year}-{month}`.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final

import attrs

from newscorpus.models.article import Language
from newscorpus.models.base import Model
from newscorpus.models.frozen import EMPTY
from newscorpus.models.manifest import NewWord
from newscorpus.models.metadata import Doc, NotEmpty, OneOf, Pattern, Rest, Scalar, ShortForm, Slug, Vocabulary
from newscorpus.models.validation import add_validators
from newscorpus.models.values import AttributeName, Scheme

_STEP: Final = r"(?:[^.\[\]{}\\]|\\.)+"
_ITEMS: Final = r"\[[0-9]*\]"
_PATH: Final = rf"(?:\.|(?:{_STEP}|{_ITEMS})(?:{_ITEMS}|\.{_STEP})*)"

OTHERS: Final = "*"
"""The key of a table that stands for every other value."""
REFUSE: Final = "refuse"
"""What a table has for a value whose object is not imported."""

SourcePath = Annotated[
    str, Pattern(_PATH, "a path such as info.date", help=r"write `events[]`, `span[0]`, and `\.` for a dot in a name")
]
SourceValue = Annotated[
    str,
    Pattern(
        rf"(?:{_PATH}|(?:[^{{}}]|\{{{_PATH}\}})+)",
        "a path, or a template such as {year}-{month}",
        help="write each path of a template in braces",
    ),
]


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class CorpusHead(Model):
    """What is written into `corpus.yaml`."""

    name: Annotated[Slug | None, Doc("name of the corpus")] = None
    title: Annotated[str | None, Doc("title of the corpus")] = None
    description: Annotated[str | None, Doc("what the corpus contains")] = None
    language: Annotated[Language | None, Doc("language of the articles that name none")] = None
    license: Annotated[str | None, Doc("licence of the annotations: an SPDX expression")] = None
    text_license: Annotated[str | None, Doc("licence of the texts")] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Choice(Model):
    """A term: as it is written, from a template, or from a table of the values of a field."""

    SHORT: ClassVar = ShortForm(long="value")

    value: Annotated[SourceValue | None, Doc("the term itself, or a template: `incident`, `{subtype}`")] = None
    from_: Annotated[SourceValue | None, Doc("what to look up in the table: a path, or `{type}.{subtype}`")] = None
    table: Annotated[
        Mapping[str, SourceValue],
        Rest(),
        Doc("value of the source → term; `*` stands for all others, `refuse` imports no such object"),
    ] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Dated(Model):
    """A date, and how the source writes it."""

    SHORT: ClassVar = ShortForm(long="path", key="path", value="date")

    path: Annotated[SourcePath, Doc("path of the date")]
    date: Annotated[
        tuple[str, ...], Doc("formats as of strptime, the first that fits is used: `%Y_%m_%d`; without, as it is")
    ] = ()


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Condition(Model):
    """What an object must have."""

    SHORT: ClassVar = ShortForm(long="path", key="path", value="equals")

    path: Annotated[SourcePath, Doc("path of a value: not null, false or empty")]
    equals: Annotated[
        tuple[Scalar, ...], Doc("values of which it must be one; `*` stands for any characters; default: any value")
    ] = ()


If = Annotated[tuple[Condition, ...], Doc("only objects that meet one of these conditions; default: all")]


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class TextPart(Model):
    """A field that the text consists of."""

    SHORT: ClassVar = ShortForm(long="path", key="part", value="path", many=True)

    path: Annotated[SourcePath, Doc("path of a string, of several, or of lists of tokens")]
    part: Annotated[
        str | None, Vocabulary("text_parts"), Doc("which part of the text it is, if its name does not say it")
    ] = None
    between: Annotated[str, Doc("what joins several strings: a blank line, or a space for sentences")] = "\n\n"


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class ArticleFields(Model):
    """The fields of an article that are not its text."""

    id: Annotated[
        SourceValue | None, Doc("the id: `{file}` is the file's name without ending, `{index}` the place in the file")
    ] = None
    published: Annotated[Dated | None, Doc("the date of publication")] = None
    language: Annotated[SourceValue | None, Doc("the language, if it differs; else `corpus.language`")] = None
    headline: Annotated[SourceValue | None, Doc("the headline, if it is no part of the text")] = None
    author: Annotated[SourceValue | None, Doc("who wrote it")] = None
    publisher: Annotated[SourceValue | None, Doc("who published it")] = None
    url: Annotated[SourceValue | None, Doc("where it was published")] = None
    dateline: Annotated[SourceValue | None, Doc("place of writing, as printed")] = None
    text_license: Annotated[SourceValue | None, Doc("licence of the text")] = None
    keywords: Annotated[SourcePath | None, Doc("keywords of the publisher: `tags[]`")] = None
    note: Annotated[SourceValue | None, Doc("a remark of the annotator")] = None
    attributes: Annotated[Mapping[AttributeName, SourceValue], Doc("attribute → value")] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class ArticleMap(ArticleFields):
    """The fields of an article."""

    each: Annotated[SourcePath | None, Doc("path of the articles in a file: `[]`, `articles[]`; default: one")] = None
    if_: If = ()
    join: Annotated[
        SourceValue | None,
        Doc("records with the same value are one article: `doc_id`, or the path of the text"),
    ] = None
    text: Annotated[tuple[TextPart, ...], NotEmpty(), Doc("the text: one or several fields")] = ()
    text_file: Annotated[
        SourceValue | None, Doc("instead of `text`: a file, from the folder of the source file on: `../raw/{id}.txt`")
    ] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class SpanMap(Model):
    """How the source gives a span of the text. Paths begin at the object that has the span."""

    start: Annotated[SourcePath, Doc("path of the first offset")] = "start"
    end: Annotated[
        SourcePath | None,
        Doc("path of the offset behind the last character: `end`, or what follows from `start` and the words"),
    ] = None
    last: Annotated[SourcePath | None, Doc("instead of `end`: path of the offset of the last character")] = None
    length: Annotated[SourcePath | None, Doc("instead of `end`: path of the length")] = None
    words: Annotated[SourcePath, Doc("path of the words, if the source has them")] = "text"
    in_: Annotated[
        SourcePath | None,
        Doc("path of the number, from 0, of the string of the text in which offsets count: `sent_id`"),
    ] = None
    occurrences: Annotated[
        str,
        OneOf(frozenset({"refuse", "first", "all"}), "refuse, first or all", code="NC103"),
        Doc("words without offsets that the text has several times: refuse the article, or take the first or all"),
    ] = "refuse"
    unit: Annotated[
        str,
        OneOf(
            frozenset({"characters", "utf16", "bytes", "tokens"}), "characters, utf16, bytes or tokens", code="NC103"
        ),
        Doc("what offsets count: code points, UTF-16 code units, UTF-8 bytes, or words between white space"),
    ] = "characters"

    @property
    def behind(self) -> str:
        """The path of what gives the end: an offset or a length."""
        return self.length or self.last or self.end or "end"


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Markup(Model):
    """What tags inside the text look like: by both ends, or by a pattern."""

    open: Annotated[str | None, Doc("what is before the words: `<{label}>`, `[{label} `, `{{`")] = None
    close: Annotated[
        str | None,
        Doc("what is behind them: `</{label}>`, `]`, `|{label}}}`; with a label, it closes a tag of that label"),
    ] = None
    pattern: Annotated[
        str | None,
        Doc("instead: a regular expression of Python of the whole, with a group `text` and perhaps a group `label`"),
    ] = None


IGNORE: Final = "ignore"
_TARGETS: Final = frozenset({"participant", "place", "when", "thing", "topic", "casualties", IGNORE})
_TARGETS_LISTED: Final = "participant, place, when, thing, topic, casualties or ignore"


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class RoleCase(Model):
    """What arguments with a role become, whatever their type or label says."""

    SHORT: ClassVar = ShortForm(long="role")

    role: Annotated[NewWord | None, Doc("the role; or place, when, topic, ignore, for `as`")] = None
    as_: Annotated[
        str | None,
        OneOf(_TARGETS, _TARGETS_LISTED, code="NC103"),
        Doc("what they become, as in Case; default: by their type"),
    ] = None
    read: Annotated[bool, Doc("true: read the words as a time or a quantity")] = False

    @property
    def use(self) -> str | None:
        """What the words become; None if that is for their type to say."""
        return self.as_ or (self.role if self.role in ("place", "when", "topic", IGNORE) else None)


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Case(Model):
    """What arguments of a type become."""

    SHORT: ClassVar = ShortForm(long="as", key="as", value="kind")

    as_: Annotated[
        str,
        OneOf(
            _TARGETS,
            _TARGETS_LISTED,
            code="NC103",
            help="write `participant`, or `{participant: person}` with the kind of the actor",
        ),
        Doc("what they become; `casualties` are a number of people, of which `role` is the harm: killed, injured …"),
    ]
    kind: Annotated[
        str | None, Vocabulary("actor_kinds"), Doc("kind of the actor: person, organization …; default: unknown")
    ] = None
    named: Annotated[
        bool,
        Doc(
            "true: the words are a name, of which every occurrence is a mention, also in other articles; by default"
            " they are one if they are a proper name, and the mentions are all its occurrences"
        ),
    ] = False
    role: Annotated[NewWord | None, Doc("the role, if `roles` has none for it")] = None
    read: Annotated[bool, Doc("true: read the words as a time or a quantity")] = False


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class EntityMap(Model):
    """Things that the text mentions: those that become participants are actors, with or without an event."""

    each: Annotated[SourcePath, Doc("path of the entities of an article: `entities[]`")]
    if_: If = ()
    id: Annotated[SourcePath | None, Doc("path of the id by which arguments name it")] = None
    mentions: Annotated[SourcePath, Doc("path of its spans; default: its own")] = "."
    from_: Annotated[SourceValue | None, Doc("the type: a path, or `{type}.{subtype}`")] = None
    ids: Annotated[Mapping[Scheme, SourcePath], Doc("scheme → path of an identifier")] = EMPTY
    same: Annotated[
        tuple[str, ...],
        Doc("what two of the same actor share, one of: a scheme, `words`, `type`, or a path; `+` joins some"),
    ] = ("words+type",)
    cases: Annotated[Mapping[str, Case], Rest(), Doc("type → what it becomes; `*` stands for all others")] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class ArgumentMap(EntityMap):
    """Participants, places, times and things of an event."""

    each: Annotated[SourcePath, Doc("path of the arguments of an event: `arguments[]`, or of a field: `city`")]
    value: Annotated[
        SourceValue | None,
        Doc("the value, if the source states it beside the words: an ISO date, a count, `{amount} {currency}`"),
    ] = None
    role: Annotated[SourceValue | None, Doc("the role: a path, or a template")] = None
    entity: Annotated[SourcePath | None, Doc("path of the id of an entity, which has the span and the type")] = None
    roles: Annotated[Mapping[str, RoleCase], Doc("role in the source → role, and what it makes of the argument")] = (
        EMPTY
    )


_EVIDENCE: Final = frozenset({"sentences", "spans", "paragraphs"})
_ONE: Final = frozenset({"same_as", "merge"})


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class EventMap(Model):
    """The events of an article."""

    each: Annotated[SourcePath, Doc("path of the events: `events[]`; `.` if the article is about one")]
    if_: If = ()
    id: Annotated[SourceValue | None, Doc("the id; `{index}` counts the events of the article")] = None
    kind: Annotated[Choice, Doc("event, meeting or incident")] = Choice(value="event")
    type: Annotated[Choice, Doc("the type")]
    status: Annotated[Choice | None, Doc("whether it took place; default: occurred")] = None
    title: Annotated[SourceValue | None, Doc("what happens, in one line")] = None
    when: Annotated[SourcePath | None, Doc("path of the time: words, or an ISO date")] = None
    casualties: Annotated[
        Mapping[Annotated[str, Vocabulary("casualties")], SourcePath],
        Doc("harm → path of the number, as digits or words"),
    ] = EMPTY
    triggers: Annotated[SourcePath | None, Doc("path of the words that name it, as spans or strings")] = None
    evidence: Annotated[
        str,
        OneOf(_EVIDENCE, "sentences, spans or paragraphs", code="NC103"),
        Doc("what shows it: the sentences or paragraphs around its spans; spans: its triggers, or else its arguments"),
    ] = "sentences"
    one: Annotated[
        str | None,
        OneOf(_ONE, "same_as or merge", code="NC103"),
        Doc("whether events of one parent are the same: linked by `same_as`, or merged into one"),
    ] = None
    attributes: Annotated[Mapping[AttributeName, SourceValue], Doc("attribute → value")] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class ClaimMap(Model):
    """What somebody says in an article."""

    each: Annotated[SourcePath, Doc("path of the claims of an article: `quotes[]`")]
    if_: If = ()
    quote: Annotated[SourcePath, Doc("path of the claimed words: spans or strings; default: the object itself")] = "."
    by: Annotated[SourcePath | None, Doc("path of who claims it: ids of entities, or words")] = None
    cue: Annotated[SourcePath | None, Doc("path of the words that attribute it")] = None
    when: Annotated[SourcePath | None, Doc("path of the time: words, or an ISO date")] = None
    attributes: Annotated[Mapping[AttributeName, SourceValue], Doc("attribute → value")] = EMPTY


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class RelationMap(Model):
    """Relations between the events of an article."""

    each: Annotated[SourcePath, Doc("path of the relations of an article: `relations[]`")]
    if_: If = ()
    from_: Annotated[SourcePath, Doc("path of the id of the event that has the relation")]
    to: Annotated[SourcePath, Doc("path of the ids of the other events")]
    type: Annotated[Choice, Doc("the relation: caused_by, after, about …")]


_SOURCES: Final = frozenset({"json", "jsonl", "csv"})
_LOST: Final = frozenset({"report", "refuse"})


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class MappingFile(Model):
    """What the fields of a source mean."""

    source: Annotated[str | None, OneOf(_SOURCES, "json, jsonl or csv", code="NC103"), Doc("the format")] = None
    files: Annotated[tuple[str, ...], Doc("patterns of the files to read, as in .gitignore; default: by ending")] = ()
    corpus: Annotated[CorpusHead | None, Doc("what is written into `corpus.yaml`")] = None
    article: Annotated[ArticleMap, Doc("the fields of an article")]
    markup: Annotated[
        tuple[Markup, ...],
        Doc("what tags inside the text look like: these are removed, and `markup[]` is the path of their words"),
    ] = ()
    spans: Annotated[SpanMap, Doc("how spans of the text are given")] = SpanMap()
    entities: Annotated[tuple[EntityMap, ...], Doc("actors and other things that the text mentions")] = ()
    events: Annotated[tuple[EventMap, ...], Doc("events")] = ()
    arguments: Annotated[tuple[ArgumentMap, ...], Doc("what takes part in the events")] = ()
    relations: Annotated[tuple[RelationMap, ...], Doc("relations between the events")] = ()
    claims: Annotated[tuple[ClaimMap, ...], Doc("what somebody says")] = ()
    ignore: Annotated[
        tuple[SourcePath, ...],
        Doc("paths that are left out and not lost, with all below them: `tokens[].*`"),
    ] = ()
    lost: Annotated[
        str,
        OneOf(_LOST, "report or refuse", code="NC103"),
        Doc("whether what has no place is reported, or makes the import fail"),
    ] = "report"
