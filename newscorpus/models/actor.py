"""Actors, and the merge of an article's actor with the one in the registry of its corpus."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, cast

import attrs

from newscorpus.models.base import Model
from newscorpus.models.frozen import EMPTY, FrozenDict, evolve_unchecked
from newscorpus.models.metadata import Attributes, Doc, Required, Scalar, Slug, Trimmed, Vocabulary
from newscorpus.models.validation import (
    add_validators,
    as_scalar_table,
    as_string_table,
    as_strings,
    as_table,
    as_tuple,
)
from newscorpus.models.values import (
    ActorRelation,
    AttributeName,
    Country,
    Ids,
    Quote,
    Role,
    as_quotes,
)
from newscorpus.models.vocabulary import ActorKind
from newscorpus.text.words import flatten


def as_roles(items: Iterable[Role]) -> tuple[Role, ...]:
    """Convert a list of roles to a tuple."""
    return cast("tuple[Role, ...]", as_tuple(items))


def as_actor_relations(table: Mapping[str, Iterable[ActorRelation]]) -> Mapping[str, tuple[ActorRelation, ...]]:
    """Convert lists of relations, by their kind, to tuples."""
    return cast("Mapping[str, tuple[ActorRelation, ...]]", as_table(table))


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Actor(Model):
    """A person, group, organization, country or locality that acts in an article.

    Its `id` may be left out where the key of a mapping gives it.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Actor(id="norway", name="Norway", kind="country", country="NO", ids={"wikidata": "Q20"})
    """

    id: Annotated[Slug, Required(), Doc("short name, unique among the actors and events of the article")] = ""
    name: Annotated[
        str | None, Trimmed(), Doc("canonical name; every whole-word occurrence is a mention. Here or in the registry")
    ] = None
    kind: Annotated[ActorKind | None, Vocabulary("actor_kinds"), Doc("what sort of actor. Here or in the registry")] = (
        None
    )
    named: Annotated[
        bool,
        Doc(
            "false: `name` is a label such as `officials`, and only listed mentions count; without `ids`, the actor is"
            " then one of this article only"
        ),
    ] = True
    aliases: Annotated[
        tuple[Annotated[str, Trimmed()], ...],
        Doc("other names; every whole-word occurrence is a mention, the longest form wins"),
    ] = attrs.field(default=(), converter=as_strings)
    mentions: Annotated[
        tuple[Quote, ...], Doc("single mentions that no name gives: `the undersecretary`, a metonym, a misprint")
    ] = attrs.field(default=(), converter=as_quotes)
    roles: Annotated[tuple[Role, ...], Doc("offices held: `{title: organization}`")] = attrs.field(
        default=(), converter=as_roles
    )
    relations: Annotated[
        Mapping[Annotated[str, Vocabulary("actor_relations", extensible=True)], tuple[ActorRelation, ...]],
        Doc("links to other actors: relation → actors; written on the member, the part, the owner"),
    ] = attrs.field(default=EMPTY, converter=as_actor_relations)
    country: Annotated[
        Country | None, Doc("ISO 3166-1 alpha-2 code of the country that the actor is or belongs to")
    ] = None
    sector: Annotated[
        str | None, Vocabulary("sectors", extensible=True), Doc("what part of society, as PLOVER codes it")
    ] = None
    ids: Annotated[Ids, Doc("identifiers elsewhere: scheme → value, such as wikidata: Q148")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )
    attributes: Annotated[
        Mapping[AttributeName, Scalar],
        Attributes("actor"),
        Doc("the corpus's own fields, as corpus.yaml declares them"),
    ] = attrs.field(default=EMPTY, converter=as_scalar_table)
    note: Annotated[str | None, Doc("a remark of the annotator")] = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the aliases, of which every whole-word occurrence is a mention; none if it is not `named`."""
        return tuple(dict.fromkeys(filter(None, (self.name, *self.aliases)))) if self.named else ()

    @property
    def is_local(self) -> bool:
        """Whether its id stands for an actor of this article only: it is not `named`, and has no `ids`."""
        return not self.named and not self.ids


def as_actors(actors: Mapping[str, Actor] | Iterable[Actor]) -> Mapping[str, Actor]:
    """Convert actors to a mapping by id."""
    return cast("Mapping[str, Actor]", as_table(actors))


def merged(registered: Actor, local: Actor | None) -> Actor:
    """Merge an article's actor with the actor of the same id in the registry of its corpus.

    Where the two contradict each other, the registry has priority (rule NC209 reports it). Both may come from malformed
    files, so nothing is checked.

    Args:
        registered: The actor in the registry, without mentions.
        local: The actor in the article; None if the article only refers to it.
    """
    if local is None:
        return registered
    changes: dict[str, Any] = {
        field: getattr(local, field)
        for field in ("name", "kind", "country", "sector", "note")
        if getattr(registered, field) is None
    }
    return evolve_unchecked(
        registered,
        **changes,
        named=registered.named and local.named,
        aliases=_joined(registered.aliases, local.aliases),
        roles=_merged_roles(registered.roles, local.roles),
        mentions=local.mentions,
        relations=local.relations,
        ids=FrozenDict({**local.ids, **registered.ids}),
        attributes=FrozenDict({**local.attributes, **registered.attributes}),
    )


def _merged_roles(registered: tuple[Role, ...], local: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles of both; of one that both have, that of the article, which may say where its title is."""
    own = {_without_place(role): role for role in local} if registered else {}
    return _joined(tuple(own.get(_without_place(role), role) for role in registered), local)


def _joined(registered: tuple[Any, ...], local: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values of the registry, repeated where it repeats them, and those of the article that are not among them."""
    known = frozenset(registered)
    return (*registered, *dict.fromkeys(value for value in local if value not in known))


def _without_place(role: Role) -> tuple[str | None, ...]:
    return flatten(role.title.exact), role.org, role.start, role.end


def unmerged(registered: Actor, actor: Actor) -> Actor:
    """Remove from a merged actor what its registry contains: the inverse of `merged`."""
    aliases, roles = frozenset(registered.aliases), frozenset(registered.roles)
    changes: dict[str, Any] = {
        field: None
        for field in ("name", "kind", "country", "sector", "note")
        if getattr(registered, field) == getattr(actor, field)
    }
    return evolve_unchecked(
        actor,
        **changes,
        named=actor.named or not registered.named,
        aliases=tuple(alias for alias in actor.aliases if alias not in aliases),
        roles=tuple(role for role in actor.roles if role not in roles),
        ids=FrozenDict((k, v) for k, v in actor.ids.items() if registered.ids.get(k) != v),
        attributes=FrozenDict((k, v) for k, v in actor.attributes.items() if registered.attributes.get(k) != v),
    )
