"""NC2xx: references: who and what the annotation names by id."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from newscorpus.diagnostics.changes import Mend, Remove, replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.suggest import as_id, closest
from newscorpus.models.traversal import about_references, actor_references, event_references
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import View, once, own
from newscorpus.rules.rule import ERROR, HINT, WARNING, Finding, Iterator, code, rule


def _unknown(view: View, path: Path, name: str, table: str, tables: Mapping[str, Iterable[str]]) -> Finding:
    near = closest(name, tables[table]) if view.may_suggest(table) else None
    other = next((t for t in tables if t != table and name in tables[t]), None)
    what = table.removesuffix("s")
    related: tuple[tuple[Path, str], ...] = ()
    if near:
        related, help_ = (((table, near), "declared here"),), f"did you mean {near}?"
    elif other:
        related, help_ = (((other, name), f"an {other.removesuffix('s')} of that name"),), None
    else:
        help_ = f"add it to `{table}`" + (", or to the registry in corpus.yaml" if table == "actors" else "")
    if near and near not in (view.local if table == "actors" else view.article.events):
        related = ()  # it stands in the registry, in another file
    mends = (replacing(path, name, near),) if near else ()
    return Finding(path, f"no {what} {code(name)}", related=related, help=help_, arguments=(name,), mends=mends)


@once
def _malformed(view: View) -> Iterator[frozenset[tuple[str, str]]]:
    """What each malformed id would be in small letters, with its table: NC105 reports the id itself."""
    tables = (("actors", view.local), ("events", view.article.events))
    yield frozenset((table, as_id(one)) for table, ids in tables for one in ids if as_id(one) != one)


def _is_malformed(view: View, name: str, *tables: str) -> bool:
    """Whether `name` names what has a malformed id, or perhaps what could not be read."""
    (ids,) = _malformed(view)
    return any((table, name) in ids or lacks_ids(view.broken, table) for table in tables)


def lacks_ids(broken: Iterable[Path], table: str) -> bool:
    """Whether a table is malformed or misspelt, or has an item without an id of its own: then it may hold any id."""
    return any(path[:1] == (table,) and (len(path) == 1 or type(path[1]) is int) for path in broken)


def _tables(view: View) -> dict[str, Iterable[str]]:
    registry = dict.fromkeys((*view.article.actors, *view.manifest.actors))
    return {"actors": registry, "events": view.article.events}


@rule(
    "NC201",
    "unknown-actor",
    ERROR,
    "no such actor",
    unsafe_fix="the actor that was meant",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
  events:
    talks:
      kind: meeting
      type: talks
      participants:
-       participant: [anna, karl] # <NC201>
+       participant: [anna, carl]
      evidence:
        - Anna Berg met Carl Dahl
""",
)
def unknown_actor(view: View) -> Iterator[Finding]:
    """
    Participants, sources of claims and the organizations of roles are ids of actors, in this file or in the registry of
    `corpus.yaml`.
    """
    here, registry = view.article.actors, view.manifest.actors
    # The roles that the registry gives are judged there; among them, those of the file have other places than in it.
    for path, name in actor_references(own(view)):
        if name not in here and name not in registry and not _is_malformed(view, name, "actors"):
            yield _unknown(view, path, name, "actors", _tables(view))


@rule(
    "NC202",
    "unknown-event",
    ERROR,
    "no such event",
    unsafe_fix="the event that was meant",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
  claims:
    - quote: in Oslo
      by: anna
-     at: brifing # <NC202>
+     at: briefing
  events:
    briefing:
      kind: meeting
      type: briefing
      participants: {speaker: anna}
      evidence:
        - Anna Berg met Carl Dahl
""",
)
def unknown_event(view: View) -> Iterator[Finding]:
    """
    Relations lead to events of the same article, or of another one as `article#event`; `at` leads to an event;
    `about` to an event or an actor.
    """
    events, here, registry = view.article.events, view.article.actors, view.manifest.actors
    for path, name in event_references(view.article):
        if name not in events and "#" not in name and not _is_malformed(view, name, "events"):
            yield _unknown(view, path, name, "events", _tables(view))
    for path, name in about_references(view.article):
        known = name in events or name in here or name in registry
        if not known and not _is_malformed(view, name, "actors", "events"):
            both = chain(events, dict.fromkeys((*here, *registry)))
            near = closest(name, both) if view.may_suggest("about") else None
            hint = f"did you mean {near}?" if near else None
            mends = (replacing(path, name, near),) if near else ()
            yield Finding(path, f"no event or actor {code(name)}", help=hint, arguments=(name,), mends=mends)


@rule(
    "NC203",
    "id-used-twice",
    ERROR,
    "one id for an actor and an event",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
  events:
-   anna: # <NC203>
+   briefing:
      kind: meeting
      type: briefing
      participants: {speaker: anna}
      evidence:
        - Anna Berg met Carl Dahl
""",
)
def id_used_twice(view: View) -> Iterator[Finding]:
    """
    A claim may be `about` an actor or an event, so no two of them share an id.
    """
    for key in view.article.events:
        if key in view.article.actors:
            related = ((("actors", key), "the actor"),) if key in view.local else ()
            yield Finding(("events", key), f"{code(key)} is an actor too", at_key=True, related=related)


@rule(
    "NC204",
    "unused-actor",
    HINT,
    "actor nobody refers to",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person} # <NC204>
+ events:
+   briefing:
+     kind: meeting
+     type: briefing
+     participants: {speaker: anna}
+     evidence:
+       - Anna Berg met Carl Dahl
""",
)
def unused_actor(view: View) -> Iterator[Finding]:
    """
    An actor that no event, claim or role names may be a leftover, or its event may be missing.
    """
    used = {name for _, name in (*actor_references(view.article), *about_references(view.article))}
    for key in view.local:
        if key not in used:
            yield Finding(("actors", key), f"nothing refers to {code(key)}", at_key=True)


@rule(
    "NC205",
    "actor-in-two-roles",
    WARNING,
    "one actor in two roles of an event",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
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
""",
)
def actor_in_two_roles(view: View) -> Iterator[Finding]:
    """
    One role says how an actor takes part; the more special one is enough. Roles that a corpus adds may overlap.
    """
    for key, event in view.article.events.items():
        everyone = list(chain.from_iterable(event.participants.values()))
        if len(set(everyone)) == len(everyone):
            continue  # as nearly always
        own = DEFAULT.get("roles", event.kind)
        first: dict[str, str] = {}
        for role, actors in event.participants.items():
            for i, actor in enumerate(actors):
                if role in own and actor in first:
                    where = f"{first[actor]} and {role}" if first[actor] != role else f"{role} two times"
                    path: Path = ("events", key, "participants", role, i)
                    yield Finding(path, f"{code(actor)} is {where}", arguments=(actor,))
                elif role in own:
                    first[actor] = role


@rule(
    "NC206",
    "role-in-person",
    ERROR,
    "role held in a person",
    example="""
  actors:
-   anna: {name: Anna Berg, kind: person}
+   party: {name: Oslo, kind: organization}
    carl:
      name: Carl Dahl
      kind: person
-     roles: {member: anna} # <NC206>
+     roles: {member: party}
""",
)
def role_in_person(view: View) -> Iterator[Finding]:
    """
    A role is held in an organization, a country, a locality or a group; `{title: organization}`.
    """
    for key, actor in view.local.items():
        for i, role in enumerate(actor.roles):
            org = view.article.actors.get(role.org or "")
            if org is not None and org.kind == "person":
                message = f"{code(org.id)} is a person; a role is held in an organization or country"
                yield Finding(("actors", key, "roles", i, "org"), message)


@rule(
    "NC207",
    "self-reference",
    ERROR,
    "event related to itself, or claim source relaying itself",
    unsafe_fix="`via` is left out",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
  events:
    briefing:
      kind: meeting
      type: briefing
      participants: {speaker: anna}
      evidence:
        - Anna Berg met Carl Dahl
-     relations: {after: briefing} # <NC207>
""",
)
def self_reference(view: View) -> Iterator[Finding]:
    """
    Nothing comes after, causes or belongs to itself, and who speaks for himself relays nobody.
    """
    for key, event in view.article.events.items():
        for relation, others in event.relations.items():
            for i, other in enumerate(others):
                if other in (key, f"{view.article.id}#{key}"):
                    yield Finding(("events", key, "relations", relation, i), f"{code(key)} is related to itself")
    for i, claim in enumerate(view.article.claims):
        if claim.via is not None and claim.via in claim.by:
            mends = (Mend("leave `via` out", (Remove(("claims", i, "via")),)),)
            yield Finding(("claims", i, "via"), f"{code(claim.via)} relays itself", help="leave `via` out", mends=mends)


CIRCLED = ("part_of", "after", "caused_by", "enabled_by", "replaces")


@rule(
    "NC208",
    "relation-circle",
    ERROR,
    "circle in part_of, after, caused_by, enabled_by or replaces",
    example="""
  events:
    meeting:
      kind: meeting
      type: other
      evidence:
        - Anna Berg met Carl Dahl
      relations: {after: monday} # <NC208>
    monday:
      kind: event
      type: other
      evidence:
        - in Oslo on Monday
-     relations: {after: meeting}
""",
)
def relation_circle(view: View) -> Iterator[Finding]:
    """
    These relations have a direction: followed from event to event, they never lead back.
    """
    related = {key: event.relations for key, event in view.article.events.items() if event.relations}
    for relation in CIRCLED:
        graph = {
            key: [o for o in relations[relation] if o != key]
            for key, relations in related.items()
            if relation in relations
        }
        for circle in circles(graph):
            first, second = circle[0], circle[1]
            i = view.article.events[first].relations[relation].index(second)
            message = f"a circle: {' → '.join((*circle, first))}"
            yield Finding(("events", first, "relations", relation, i), message, arguments=tuple(sorted(circle)))


def circles(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Circles of a directed graph, one for each edge that closes one; in file order, without recursion."""
    done: set[str] = set()
    for root in graph:
        if root in done:
            continue
        path, index = [root], {root: 0}
        stack = [iter(graph[root])]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                done.add(path[-1])
                del index[path.pop()]
            elif step in index:
                yield path[index[step] :]
            elif step in graph and step not in done:
                index[step] = len(path)
                path.append(step)
                stack.append(iter(graph[step]))


@rule(
    "NC209",
    "registry-contradiction",
    ERROR,
    "article's actor contradicts the registry's",
    unsafe_fix="what the registry says otherwise is left out, but never a name",
    example="""
  # corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person}}
  actors:
    anna:
-     kind: group # <NC209>
+     aliases: [Anna]
""",
)
def registry_contradiction(view: View) -> Iterator[Finding]:
    """
    Who an actor is stands once, in the registry of `corpus.yaml`. An article adds mentions, aliases and roles to it;
    another name in the article is an alias.
    """
    for key, actor in view.local.items():
        registered = view.manifest.actors.get(key)
        if registered is None:
            continue
        for field in ("name", "kind", "country", "sector"):
            here, there = getattr(actor, field), getattr(registered, field)
            if here is not None and there is not None and here != there:
                hint = "make it an alias, or leave it out" if field == "name" else "leave it out"
                message = f"the registry has {field} {code(there)} for {code(key)}"
                path: Path = ("actors", key, field)
                mends = (Mend(f"leave {code(field)} out", (Remove(path),)),) if field != "name" else ()
                yield Finding(path, message, help=hint, arguments=(field,), mends=mends)
        for scheme, value in actor.ids.items():
            if registered.ids.get(scheme, value) != value:
                message = f"the registry has {scheme} {code(registered.ids[scheme])} for {code(key)}"
                path = ("actors", key, "ids", scheme)
                mends = (Mend("leave it out", (Remove(path),)),)
                yield Finding(path, message, help="leave it out", arguments=(scheme,), mends=mends)


@rule(
    "NC210",
    "duplicate-event",
    WARNING,
    "two events alike, and no relation between them",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
  events:
    talks:
      kind: meeting
      type: talks
      participants: {participant: [anna, carl]}
      places: {Oslo: "NO"}
      evidence:
        - Anna Berg met Carl Dahl in Oslo
-   meeting: # <NC210>
-     kind: meeting
-     type: talks
-     participants: {participant: [anna, carl]}
-     places: {Oslo: "NO"}
-     evidence:
        - met Carl Dahl in Oslo on Monday
""",
)
def duplicate_event(view: View) -> Iterator[Finding]:
    """
    Two events of the same kind, type, status and parties, at the same time or place, are often one, annotated twice;
    not if each has a place and they have none in common. If they are two, a relation says how they hang together
    (`after`, `part_of`); `same_as` says that they are one.
    """
    alike: dict[tuple[object, ...], list[Event]] = {}
    sorts = Counter((event.kind, event.type, event.status) for event in view.article.events.values())
    for event in view.article.events.values():
        if sorts[event.kind, event.type, event.status] == 1 or not event.parties:
            continue
        kept, compared = _occasions(event)
        earlier = (one for occasion in compared for one in alike.get(occasion, ()))
        # Of ten alike, nine are reported, not all pairs.
        other = next((one for one in earlier if not (_related(one, event) or _apart(one, event))), None)
        for occasion in kept:
            alike.setdefault(occasion, []).append(event)
        if other is not None:
            yield Finding(
                ("events", event.id),
                f"{code(event.id)} looks the same as {code(other.id)}",
                at_key=True,
                related=((("events", other.id), "the other one"),),
                help="make it one event, or relate them: same_as, after, part_of",
                arguments=(other.id,),
            )


def _occasions(event: Event) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """By what later events are to find this one, and by what it finds earlier ones: the same time; or the same place,
    if one of the two has no time."""
    what = (event.kind, event.type, event.status, frozenset(event.parties))
    kept: list[tuple[object, ...]] = []
    if event.when:
        kept.append((*what, "at", event.when.edtf))
    compared = list(kept)
    if event.places:
        place = (*what, "in", frozenset(p.name for p in event.places))
        kept.append((*place, bool(event.when)))
        compared += [(*place, False)] if event.when else [(*place, False), (*place, True)]
    return kept, compared


def _apart(one: Event, other: Event) -> bool:
    """Whether the two took place in different places: strikes of one day, say."""
    places, others = ({place.name for place in event.places} for event in (one, other))
    return bool(places and others) and not places & others


def _related(one: Event, other: Event) -> bool:
    return any(b.id in targets for a, b in ((one, other), (other, one)) for targets in a.relations.values())


RULES = (
    unknown_actor,
    unknown_event,
    id_used_twice,
    unused_actor,
    actor_in_two_roles,
    role_in_person,
    self_reference,
    relation_circle,
    registry_contradiction,
    duplicate_event,
)
