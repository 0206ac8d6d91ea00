"""NC205, NC206 and NC209: roles that exclude each other, and actors that contradict the registry."""

import json
from collections.abc import Iterator

from newscorpus.diagnostics.changes import Delete, ProposedFix, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models.traversal import participants_of
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule


@rule("NC205", "actor-in-two-roles", WARNING, "an actor has two roles in one event")
def actor_in_two_roles(context: ArticleContext) -> Iterator[Finding]:
    """
    One role says how an actor takes part; the more special one is enough. Roles that a corpus adds may overlap.

    Example:
          {ACTORS}
          events:
            talks:
              kind: meeting
              type: talks
              participants:
                host: anna
        -       participant: [anna, carl] # <NC205>
        +       participant: carl
              evidence:
                - Anna Berg met Carl Dahl
    """
    for key, event in context.article.events.items():
        everyone = [(path, one.actor) for path, one in participants_of(key, event)]
        if len(event.parties) == len(everyone):
            continue  # the usual case
        own = DEFAULT.get("roles", event.kind)
        first: dict[str, str] = {}
        for path, actor in everyone:
            role = str(path[3])
            if role in own and actor in first:
                where = f"the roles {first[actor]} and {role}" if first[actor] != role else f"the role {role} twice"
                message = f"actor {backticked(actor)} has {where} in {backticked(key)}"
                hint = "keep the more special role" if first[actor] != role else "delete one of the two"
                yield Finding((*path, "actor"), message, help=hint, alike=(key, actor))
            elif role in own:
                first[actor] = role


@rule("NC206", "role-held-at-person", ERROR, "a role is held in a person")
def role_in_person(context: ArticleContext) -> Iterator[Finding]:
    """
    A role is held in an organization, a country, a locality or a group; `{title: organization}`.

    Example:
          actors:
        -   anna: {name: Anna Berg, kind: person}
        +   party: {name: Oslo, kind: organization}
            carl:
              name: Carl Dahl
              kind: person
        -     roles: {member: anna} # <NC206>
        +     roles: {member: party}
    """
    for key, actor in context.local.items():
        for i, role in enumerate(actor.roles):
            org = context.article.actors.get(role.org or "")
            if org is not None and org.kind == "person":
                message = f"role {backticked(role.title.exact)} is held in a person, {backticked(org.id)}"
                hint = "write the id of an organization, country, locality or group"
                yield Finding(("actors", key, "roles", i, "org"), message, help=hint)


@rule(
    "NC209",
    "registry-conflict",
    ERROR,
    "an actor contradicts the registry of `corpus.yaml`",
    unsafe_fix="the field is deleted, unless it is a name, a note, or the only one of the actor",
)
def registry_contradiction(context: ArticleContext) -> Iterator[Finding]:
    """
    The registry of `corpus.yaml` defines who an actor is. An article adds mentions, aliases and roles to it;
    another name in the article is an alias. Where both have a note or an attribute of one name, only that of the
    registry would be kept.

    Example:
          # corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person}}
          actors:
            anna:
        -     kind: group # <NC209>
        +     aliases: [Anna]
    """
    for key, actor in context.local.items():
        registered = context.manifest.actors.get(key)
        if registered is None:
            continue
        for field in ("name", "kind", "country", "sector"):
            here, there = getattr(actor, field), getattr(registered, field)
            if here is not None and there is not None and here != there:
                hint = "make it an alias, or delete it" if field == "name" else "delete it, or correct the registry"
                message = (
                    f"{field} {backticked(here)} of {backticked(key)} contradicts the registry: {backticked(there)}"
                )
                path: Path = ("actors", key, field)
                fixes = (ProposedFix(f"delete {backticked(field)}", (Delete(path),)),) if field != "name" else ()
                yield Finding(path, message, help=hint, fixes=fixes)
        if None not in (actor.note, registered.note) and actor.note != registered.note:
            message = f"note of {backticked(key)} contradicts the note in the registry"
            hint = "add it to the registry, or make it a note of the article"
            yield Finding(("actors", key, "note"), message, help=hint)
        for mapping in ("ids", "attributes"):
            known = getattr(registered, mapping)
            for name, value in getattr(actor, mapping).items():
                if known.get(name, value) != value:
                    there = known[name] if isinstance(known[name], str) else json.dumps(known[name])
                    here = value if isinstance(value, str) else json.dumps(value)
                    message = (
                        f"{name} {backticked(here)} of {backticked(key)} contradicts the registry: {backticked(there)}"
                    )
                    path = ("actors", key, mapping, name)
                    whole = path if len(getattr(actor, mapping)) > 1 else path[:-1]
                    fixes = (ProposedFix(f"delete {backticked(name)}", (Delete(whole),)),)
                    yield Finding(path, message, fixes=fixes)
