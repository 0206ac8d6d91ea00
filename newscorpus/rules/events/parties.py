"""NC504 and NC515: visits without a visitor or a host, and roles of actors who are no persons."""

from collections.abc import Iterator

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, memoized, well_formed, well_formed_events
from newscorpus.rules.rule import WARNING, Finding, rule


@memoized
def _meetings(context: ArticleContext) -> Iterator[tuple[str, Event]]:
    """Yield the meetings to check for completeness: one that is `same_as` another may be completed there."""
    twins = {other for event in context.article.events.values() for other in event.relations.get("same_as", ())}
    for key, event in well_formed_events(context):
        if event.kind == "meeting" and key not in twins and not event.relations.get("same_as"):
            yield key, event


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
    for key, event in _meetings(context):
        if event.type != "visit":
            continue
        visitors = event.in_role("visitor")
        leads = bool(event.places) or any(party not in visitors for party in event.parties)
        elsewhere = any(event.relations.get(relation) for relation in ("part_of", "replaces"))
        missing = ["visitor"] * (not visitors) + ["host or place"] * (not leads and not elsewhere)
        if missing:
            message = f"visit {backticked(key)} has no {' and no '.join(missing)}"
            hint = f"add {' and '.join(_HOW[one] for one in missing)}"
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
