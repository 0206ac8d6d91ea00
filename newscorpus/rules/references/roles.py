"""NC205, NC206 and NC209: roles that exclude each other, and actors that contradict the registry."""

import json
from collections.abc import Iterator
from itertools import chain

from newscorpus.diagnostics.changes import Delete, ProposedFix, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule


@rule("NC205", "actor-in-two-roles", WARNING, "one actor in two roles of an event")
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
        everyone = list(chain.from_iterable(event.participants.values()))
        if len(set(everyone)) == len(everyone):
            continue  # the usual case
        own = DEFAULT.get("roles", event.kind)
        first: dict[str, str] = {}
        for role, actors in event.participants.items():
            for i, actor in enumerate(actors):
                if role in own and actor in first:
                    where = f"{first[actor]} and {role}" if first[actor] != role else f"{role} two times"
                    path: Path = ("events", key, "participants", role, i)
                    yield Finding(path, f"{backticked(actor)} is {where}", alike=(key, actor))
                elif role in own:
                    first[actor] = role


@rule("NC206", "role-held-at-person", ERROR, "role held in a person")
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
                message = f"{backticked(org.id)} is a person; a role is held in an organization or country"
                yield Finding(("actors", key, "roles", i, "org"), message)


@rule(
    "NC209",
    "registry-conflict",
    ERROR,
    "article's actor contradicts the registry's",
    unsafe_fix="what the registry says otherwise is left out, but never a name or a note",
)
def registry_contradiction(context: ArticleContext) -> Iterator[Finding]:
    """
    Who an actor is stands once, in the registry of `corpus.yaml`. An article adds mentions, aliases and roles to it;
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
                hint = "make it an alias, or leave it out" if field == "name" else "leave it out"
                message = f"the registry has {field} {backticked(there)} for {backticked(key)}"
                path: Path = ("actors", key, field)
                fixes = (ProposedFix(f"leave {backticked(field)} out", (Delete(path),)),) if field != "name" else ()
                yield Finding(path, message, help=hint, fixes=fixes)
        if None not in (actor.note, registered.note) and actor.note != registered.note:
            message = f"the registry has another note for {backticked(key)}"
            hint = "add it to the registry, or make it a note of the article"
            yield Finding(("actors", key, "note"), message, help=hint)
        for mapping in ("ids", "attributes"):
            known = getattr(registered, mapping)
            for name, value in getattr(actor, mapping).items():
                if known.get(name, value) != value:
                    there = known[name] if isinstance(known[name], str) else json.dumps(known[name])
                    message = f"the registry has {name} {backticked(there)} for {backticked(key)}"
                    path = ("actors", key, mapping, name)
                    fixes = (ProposedFix("leave it out", (Delete(path),)),)
                    yield Finding(path, message, help="leave it out", fixes=fixes)
