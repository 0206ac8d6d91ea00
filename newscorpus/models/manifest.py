"""The model of `corpus.yaml`: files, vocabularies, attributes, configuration of the checks, and expectations."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Final, cast

import attrs

from newscorpus.models.actor import Actor, as_actors
from newscorpus.models.article import FORMAT, Format, Language, PublicationDate, Url
from newscorpus.models.base import Model
from newscorpus.models.frozen import EMPTY
from newscorpus.models.metadata import (
    WORD,
    Doc,
    FilePath,
    IntegerAsText,
    Omit,
    Pattern,
    Range,
    Required,
    RuleName,
    Scalar,
    Slug,
    Vocabulary,
)
from newscorpus.models.validation import (
    add_validators,
    as_string_lists,
    as_string_table,
    as_strings,
    as_table,
    as_tuple,
)
from newscorpus.models.values import AttributeName
from newscorpus.models.vocabulary import DEFAULT, Words

MANIFEST = "corpus.yaml"
SCHEMA_ENDING = ".schema.json"
"""Files with this ending are not articles."""
DEFAULT_GLOBS = ("**/*.yaml", "**/*.yml")

NewWord = Annotated[str, Pattern(WORD, "a term: letters, digits, single _ or -", "NC105")]
Meanings = Mapping[NewWord, str]

VALUES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
"""The Python types of the values of an attribute, by its `type`."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class KindWords(Model):
    """The terms that a corpus adds to the types and roles of one kind of event.

    Example::

        terms = nc.KindWords(types={"phishing": "mail that tricks people into giving a password away"})
    """

    types: Annotated[Meanings, Doc("further types: word → meaning")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )
    roles: Annotated[Meanings, Doc("further roles: word → meaning")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Vocabularies(Model):
    """The terms that a corpus adds to the vocabularies. It cannot replace a term.

    Example::

        terms = nc.KindWords(types={"phishing": "mail that tricks people into giving a password away"})
        manifest = nc.Manifest(name="security", vocabularies=nc.Vocabularies(incident=terms))
    """

    event: Annotated[KindWords | None, Doc("words of events")] = None
    meeting: Annotated[KindWords | None, Doc("words of meetings")] = None
    incident: Annotated[KindWords | None, Doc("words of incidents")] = None
    things: Annotated[Meanings, Doc("further roles of things: word → meaning")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )
    sectors: Annotated[Meanings, Doc("further sectors: word → meaning")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )
    relations: Annotated[Meanings, Doc("further relations: word → meaning")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )
    actor_relations: Annotated[Meanings, Doc("further relations of actors: word → meaning")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )

    def extension(self) -> dict[str, dict[str, dict[str, str]] | dict[str, str]]:
        """Return the additions as plain data.

        Returns:
            For each kind of event that has additions, its `types` and `roles`; and for each other vocabulary, its terms
            and meanings.
        """
        kinds = {"event": self.event, "meeting": self.meeting, "incident": self.incident}
        return {
            **{k: {"types": dict(w.types), "roles": dict(w.roles)} for k, w in kinds.items() if w is not None},
            "things": dict(self.things),
            "sectors": dict(self.sectors),
            "relations": dict(self.relations),
            "actor_relations": dict(self.actor_relations),
        }


def redefined(vocabularies: Vocabularies) -> Iterator[tuple[str, ...]]:
    """Yield the path of each addition that is a term already: it has no effect."""
    for name, own in vocabularies.extension().items():
        tables = own if name in DEFAULT.event_kinds else {"": own}
        for table, terms in tables.items():
            known = DEFAULT.get(table or name, name)
            yield from (tuple(filter(None, (name, table, term))) for term in terms if term in known)


def as_scalars(values: Iterable[Scalar]) -> tuple[Scalar, ...]:
    """Convert a list of scalars to a tuple."""
    return cast("tuple[Scalar, ...]", as_tuple(values))


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Attribute(Model):
    """The declaration of an attribute: a typed field of the corpus's own.

    Example::

        desk = nc.Attribute(type="string", enum=("weather", "politics"), required=True)
    """

    type: Annotated[str, Vocabulary("attribute_types"), Doc("string, integer, number or boolean")]
    enum: Annotated[tuple[Scalar, ...], Doc("the values that it may have")] = attrs.field(
        default=(), converter=as_scalars
    )
    minimum: Annotated[int | float | None, Doc("the least number that it may be")] = None
    maximum: Annotated[int | float | None, Doc("the greatest number that it may be")] = None
    required: Annotated[bool, Doc("whether each must have it")] = False
    description: Annotated[str | None, Doc("what it means")] = None


Declarations = Mapping[AttributeName, Attribute]


def as_declarations(table: Mapping[str, Attribute]) -> Mapping[str, Attribute]:
    """Freeze declarations by name."""
    return cast("Mapping[str, Attribute]", as_table(table))


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class AttributeDeclarations(Model):
    """The attributes that a corpus declares, by their owner.

    Example::

        desk = nc.Attribute(type="string", description="the desk that published it")
        manifest = nc.Manifest(name="weather", attributes=nc.AttributeDeclarations(article={"desk": desk}))
    """

    article: Annotated[Declarations, Doc("of articles: name → declaration")] = attrs.field(
        default=EMPTY, converter=as_declarations
    )
    actor: Annotated[Declarations, Doc("of actors: name → declaration")] = attrs.field(
        default=EMPTY, converter=as_declarations
    )
    event: Annotated[Declarations, Doc("of events: name → declaration")] = attrs.field(
        default=EMPTY, converter=as_declarations
    )
    claim: Annotated[Declarations, Doc("of claims: name → declaration")] = attrs.field(
        default=EMPTY, converter=as_declarations
    )
    thing: Annotated[Declarations, Doc("of things: name → declaration")] = attrs.field(
        default=EMPTY, converter=as_declarations
    )


RuleNameText = Annotated[str, RuleName()]


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Checks(Model):
    """Configuration of `newscorpus check`.

    Example::

        manifest = nc.Manifest(name="weather", checks=nc.Checks(ignore=("NC706",)))
    """

    select: Annotated[
        tuple[RuleNameText, ...],
        Doc(
            "rules to apply instead of all errors and warnings but NC113, beside those that cannot be ignored: codes,"
            " their beginnings, names"
        ),
    ] = attrs.field(default=(), converter=as_strings)
    ignore: Annotated[tuple[RuleNameText, ...], Doc("rules not to apply: codes, their beginnings, names")] = (
        attrs.field(default=(), converter=as_strings)
    )
    per_file_ignore: Annotated[
        Mapping[str, tuple[RuleNameText, ...]], Doc("pattern of files, as in .gitignore → rules not to apply there")
    ] = attrs.field(default=EMPTY, converter=as_string_lists)
    severity: Annotated[
        Mapping[RuleNameText, Annotated[str, Vocabulary("severities")]],
        Doc("rule → error, warning or hint; hints are reported only if they are selected"),
    ] = attrs.field(default=EMPTY, converter=as_string_table)
    require: Annotated[
        tuple[
            Annotated[
                str,
                Pattern(
                    r"(?:article|actor|event|claim)\.[a-z_0-9]+",
                    "a path such as article.url: article, actor, event or claim, a dot and a field",
                ),
            ],
            ...,
        ],
        Doc("fields that each must have: article.url, event.title"),
    ] = attrs.field(default=(), converter=as_strings)
    fail_on: Annotated[str | None, Vocabulary("severities"), Doc("the least severity that makes `check` fail")] = None
    baseline: Annotated[str | None, FilePath(), Doc("path of a baseline: findings known and put up with")] = None


HowMany = Annotated[
    str,
    Pattern(r"[0-9]{1,12}(?:\+|\.\.[0-9]{1,12})?", "a number: N+ for at least N, N..M, or exactly N", "NC110"),
    IntegerAsText(),
]


def bounds(how_many: str) -> tuple[int, int | None]:
    """Return the least and the greatest number that are expected; None if there is no greatest."""
    if how_many.endswith("+"):
        return int(how_many[:-1]), None
    least, _, most = how_many.partition("..")
    return int(least), int(most or least)


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Expect(Model):
    """What the articles of a corpus are to have together.

    Example::

        manifest = nc.Manifest(name="weather", expect=nc.Expect(articles="100+", with_time=80))
    """

    articles: Annotated[HowMany | None, Doc("how many articles")] = None
    events: Annotated[
        Mapping[Annotated[str, Vocabulary("event_kinds")], HowMany], Doc("kind of events → how many: {incident: 50+}")
    ] = attrs.field(default=EMPTY, converter=as_string_table)
    with_time: Annotated[int | None, Range(1, 100), Doc("percent of the events that have a time, at least")] = None
    with_place: Annotated[tuple[NewWord, ...], Doc("types of events, such as attack, each of which has a place")] = (
        attrs.field(default=(), converter=as_strings)
    )
    reviewed: Annotated[bool, Doc("whether each article is reviewed, and has not changed since")] = False


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Publication(Model):
    """Statements about a published corpus: who made it and how, its limits and uses.

    Example::

        manifest = nc.Manifest(name="weather", publication=nc.Publication(creators=("Berg, Anna", "Weather Desk")))
    """

    creators: Annotated[
        tuple[str, ...], Doc("who made it, to be cited: `Berg, Anna` for a person, or the name of an organization")
    ] = attrs.field(default=(), converter=as_strings)
    published: Annotated[PublicationDate | None, Doc("when this version is published")] = None
    url: Annotated[Url | None, Doc("where it is published")] = None
    doi: Annotated[
        str | None, Pattern(r"10\.[0-9.]+/[!-~]+", "a DOI, such as 10.5281/zenodo.1234", "NC108"), Doc("its DOI")
    ] = None
    sources: Annotated[tuple[str, ...], Doc("what the articles are from: data sets, archives, publishers")] = (
        attrs.field(default=(), converter=as_strings)
    )
    collection: Annotated[str | None, Doc("how the articles were found and chosen")] = None
    limitations: Annotated[str | None, Doc("what it does not cover, and should not be used for")] = None
    biases: Annotated[str | None, Doc("in which ways it is one-sided")] = None
    personal_information: Annotated[str | None, Doc("what it reveals of persons")] = None
    use_cases: Annotated[str | None, Doc("what it is meant for")] = None
    social_impact: Annotated[str | None, Doc("whom its use may help or harm")] = None
    synthetic: Annotated[bool | None, Doc("whether texts are made by a program")] = None
    maintenance: Annotated[str | None, Doc("who corrects it, and how long")] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Manifest(Model):
    """The contents of `corpus.yaml`: name, files, registry of actors, own terms and attributes, and checks.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        manifest = nc.load("seeds/").manifest
        print(manifest.name, manifest.language)
    """

    format: Annotated[Format, Required(), Doc("version of the format: newscorpus/1")] = FORMAT
    name: Annotated[Slug, Doc("name of the corpus")]
    articles: Annotated[
        tuple[str, ...],
        Doc("patterns of the article files, as in .gitignore; default: all YAML files (.yaml, .yml) beside and below"),
    ] = attrs.field(default=DEFAULT_GLOBS, converter=as_strings)
    exclude: Annotated[tuple[str, ...], Doc("patterns of files that are not articles, as in .gitignore")] = attrs.field(
        default=(), converter=as_strings
    )
    title: Annotated[str | None, Doc("title of the corpus")] = None
    description: Annotated[str | None, Doc("what the corpus contains")] = None
    license: Annotated[str | None, Doc("licence of the annotations: an SPDX expression")] = None
    text_license: Annotated[str | None, Doc("licence of the texts of the articles that name none")] = None
    text_rights: Annotated[str | None, Doc("who holds the rights in the texts, in words")] = None
    version: Annotated[str | None, Doc("version of the corpus")] = None
    publication: Annotated[Publication | None, Doc("what `newscorpus release` says of the corpus")] = None
    language: Annotated[Language | None, Doc("language of the articles that name none")] = None
    actors: Annotated[
        Mapping[Slug, Annotated[Actor, Omit(frozenset({"mentions", "relations"}))]],
        Doc("the registry: actors that all articles share"),
    ] = attrs.field(default=EMPTY, converter=as_actors)
    vocabularies: Annotated[Vocabularies | None, Doc("words that this corpus adds")] = None
    attributes: Annotated[AttributeDeclarations | None, Doc("typed fields that this corpus adds")] = None
    checks: Annotated[Checks | None, Doc("how `newscorpus check` judges this corpus")] = None
    expect: Annotated[Expect | None, Doc("what all articles together are to have")] = None

    @property
    def words(self) -> Words:
        """The vocabularies of the model with the terms that the corpus adds."""
        return DEFAULT.extended(self.vocabularies.extension()) if self.vocabularies else DEFAULT

    def declared(self, owner: str) -> Mapping[str, Attribute]:
        """Return the attributes declared for the articles, actors, events, claims or things of the corpus.

        Args:
            owner: "article", "actor", "event", "claim" or "thing".

        Returns:
            The declarations by name.
        """
        return getattr(self.attributes, owner) if self.attributes else EMPTY


DEFAULT_MANIFEST = Manifest(name="default")
"""The settings of articles without a `corpus.yaml`."""
