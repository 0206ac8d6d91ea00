"""NC205, NC206, NC209, NC504, NC513 and NC515: actors and roles that exclude each other, or lack something."""

import json
from collections.abc import Iterator

from newscorpus.diagnostics.changes import Delete, ProposedFix, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.models.codes import country_meant
from newscorpus.models.traversal import participants_of
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed, well_formed_events
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
        everyone = [(path, participant.actor) for path, participant in participants_of(key, event)]
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
                message = _contradiction(field, key, here, there)
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
                    message = _contradiction(name, key, here, there)
                    path = ("actors", key, mapping, name)
                    whole = path if len(getattr(actor, mapping)) > 1 else path[:-1]
                    fixes = (ProposedFix(f"delete {backticked(name)}", (Delete(whole),)),)
                    yield Finding(path, message, fixes=fixes)


def _contradiction(name: str, key: str, here: str, there: str) -> str:
    return f"{name} {backticked(here)} of {backticked(key)} contradicts the registry: {backticked(there)}"


@rule("NC504", "incomplete-visit", WARNING, "a visit has no visitor, or neither a host nor a place")
def incomplete_visit(context: ArticleContext) -> Iterator[Finding]:
    """
    A visit is somebody's, and leads to a host or a place. Where it leads may also be given at the event that it is part
    of or replaces.

    Example:
          {ACTORS}

          events:
            visit:
              kind: meeting
              type: visit
              participants: # <NC504>
        +       visitor: anna
                host: carl
              evidence:
                - Anna Berg met Carl Dahl
    """
    twins = {twin for event in context.article.events.values() for twin in event.relations.get("same_as", ())}
    for key, event in well_formed_events(context):
        is_visit = event.kind == "meeting" and event.type == "visit"
        if not is_visit or key in twins or event.relations.get("same_as"):
            continue  # the event that it is the same as may have the rest
        visitors = event.in_role("visitor")
        leads = bool(event.places) or any(party not in visitors for party in event.parties)
        elsewhere = any(event.relations.get(relation) for relation in ("part_of", "replaces"))
        missing = ["visitor"] * (not visitors) + ["host or place"] * (not leads and not elsewhere)
        if missing:
            message = f"visit {backticked(key)} has no {' and no '.join(missing)}"
            hint = f"add {' and '.join(_HOW[lacking] for lacking in missing)}"
            yield Finding(("events", key, "participants"), message, at_key=True, help=hint)


_HOW = {"visitor": "`visitor: ACTOR`", "host or place": "`host: ACTOR`, or `places`"}


@rule("NC515", "roles-on-non-person", WARNING, "an organization, country or locality holds a role")
def roles_of_no_person(context: ArticleContext) -> Iterator[Finding]:
    """
    Offices are held by persons (or, together, by a group of them: `the two ministers`). An organization is what they
    are held in; what it does in an event is said by the event's `participants`.

    Example:
          actors:
            council:
              name: City Council
              kind: organization
        -     roles: {spokeswoman: oslo} # <NC515>
        -   oslo: {name: Oslo, kind: locality}
        - text: The City Council of Oslo met the spokeswoman.
        +   anna: {name: Anna Berg, kind: person, roles: {spokeswoman: council}}
        + text: The City Council met Anna Berg, spokeswoman.
    """
    kinds = ("organization", "country", "locality")
    for key, actor in context.local.items():
        kind = context.article.actors[key].kind
        if actor.roles and kind in kinds and well_formed(context, "actors", key):
            message = f"{kind} {backticked(key)} holds a role; only persons and groups do"
            hint = "move the role to the person who holds it"
            yield Finding(("actors", key, "roles"), message, at_key=True, help=hint)


@rule("NC513", "country-without-code", WARNING, "a country has no ISO code")
def country_without_code(context: ArticleContext) -> Iterator[Finding]:
    """
    A country is known by its ISO 3166-1 code, whatever the language of the article calls it. A land without a code of
    its own, such as Scotland or Catalonia, is a `locality`. A state that has none, such as one that few others
    recognize, stays a country: waive the finding.

    Example:
          actors:
        -   norway: {name: Norway, kind: country} # <NC513>
        +   norway: {name: Norway, kind: country, country: "NO"}
          text: Anna Berg came to Norway.
    """
    for key, actor in context.local.items():
        registered, merged = context.manifest.actors.get(key, actor), context.article.actors[key]
        if registered is not actor and registered.kind == "country":
            continue  # reported in the registry
        if actor.kind == "country" and merged.country is None and merged.named and well_formed(context, "actors", key):
            code = country_meant(actor.name or "")
            entry = f"`country: {inline(code, flow=True) if code else 'CODE'}`"
            hint = f"add {entry}, its ISO 3166-1 alpha-2 code; or write `kind: locality`"
            yield Finding(("actors", key), f"country {backticked(key)} has no ISO code", at_key=True, help=hint)
