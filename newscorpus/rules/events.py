"""NC5xx: events: whether parties, statuses and relations of an event agree with what sort of event it is."""

from newscorpus.diagnostics.changes import replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event, Incident
from newscorpus.rules.context import View, _single, once, well_formed
from newscorpus.rules.rule import ERROR, WARNING, Finding, Iterator, code, rule

REAL = frozenset({"occurred", "ongoing"})
"""Statuses of what took place, or does."""

UNREAL = frozenset({"planned", "possible", "postponed", "cancelled", "refused", "negated"})
"""Statuses of what did not take place, at least not yet. A failed attempt has parts that took place; what is alleged
may have; a generic event is none."""

CALLED_OFF = frozenset({"cancelled", "postponed", "refused", "failed"})

_ACTORS = """
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
"""


@once
def _meetings(view: View) -> Iterator[tuple[str, Event]]:
    """The single meetings that are to be complete: what one that is the same as another lacks may stand there."""
    twins = {other for event in view.article.events.values() for other in event.relations.get("same_as", ())}
    for key, event in _single(view):
        if event.kind == "meeting" and key not in twins and not event.relations.get("same_as"):
            yield key, event


def _targets(view: View, key: str, relation: str) -> Iterator[tuple[int, str, Event]]:
    """The well-formed events of this article to which a relation of an event leads: (place in the list, id, event)."""
    for i, other in enumerate(view.article.events[key].relations.get(relation, ())):
        target = view.article.events.get(other)
        if target is not None and well_formed(view, "events", other):
            yield i, other, target


@rule(
    "NC503",
    "meeting-of-one",
    WARNING,
    "talks or call of fewer than two",
    example=_ACTORS
    + """
  events:
    talks:
      kind: meeting
      type: talks
      participants: # <NC503>
-       participant: anna
+       participant: [anna, carl]
      evidence:
        - Anna Berg met Carl Dahl
""",
)
def meeting_of_one(view: View) -> Iterator[Finding]:
    """
    Talks and calls have at least two parties, whatever their roles; a group counts as several. Often the other one is
    named in the next sentence of the article.
    """
    for key, event in _meetings(view):
        if event.type not in ("talks", "call"):
            continue
        parties = [actor for actors in event.participants.values() for actor in actors]
        known = [view.article.actors.get(actor) for actor in parties]
        if len(parties) > 1 or any(actor is None or actor.kind in ("group", None) for actor in known):
            continue
        who = f"{code(parties[0])} alone" if parties else "nobody"
        message = f"{event.type} of {who}: {code(key)} needs two parties"
        yield Finding(("events", key, "participants"), message, at_key=True, help="add who else takes part")


@rule(
    "NC504",
    "incomplete-visit",
    WARNING,
    "visit without visitor, or to nobody and nowhere",
    example=_ACTORS
    + """
  events:
    visit:
      kind: meeting
      type: visit
      participants: # <NC504>
+       visitor: anna
        host: carl
      evidence:
        - Anna Berg met Carl Dahl
""",
)
def incomplete_visit(view: View) -> Iterator[Finding]:
    """
    A visit is somebody's, and leads to a host or a place. Where it leads may also stand with the event that it is part
    of or replaces.
    """
    for key, event in _meetings(view):
        if event.type != "visit":
            continue
        visitors = event.participants.get("visitor", ())
        leads = bool(event.places) or any(party not in visitors for party in event.parties)
        elsewhere = any(event.relations.get(relation) for relation in ("part_of", "replaces"))
        missing = ["visitor"] * (not visitors) + ["host or place"] * (not leads and not elsewhere)
        if missing:
            message = f"visit {code(key)} has no {' and no '.join(missing)}"
            yield Finding(("events", key, "participants"), message, at_key=True)


@rule(
    "NC505",
    "refused-by-nobody",
    WARNING,
    "refused meeting without a refusal about it",
    example=_ACTORS
    + """
  events:
    talks:
      kind: meeting
      type: talks
      status: refused # <NC505>
      participants: {participant: [anna, carl]}
      evidence:
        - meet Carl Dahl
+   anna-refuses:
+     kind: event
+     type: refusal
+     participants: {agent: anna, recipient: carl}
+     evidence:
+       - Anna Berg refused to meet Carl Dahl
+     relations: {about: talks}
  text: Anna Berg refused to meet Carl Dahl.
""",
)
def refused_by_nobody(view: View) -> Iterator[Finding]:
    """
    A refused meeting says what was refused, and carries the time it was meant for. Who refused, and when, is an event
    of its own: a `refusal` that is `about` the meeting.
    """
    if not well_formed(view, "events"):
        return
    events = view.article.events
    refusals = [event for event in events.values() if event.type == "refusal"]
    declined = {other for event in refusals for others in event.relations.values() for other in others}
    for key, event in _meetings(view):
        if event.status != "refused":
            continue
        related = {other for others in event.relations.values() for other in others}
        elsewhere = any(other not in events for other in related)  # in another article
        refused = key in declined or any(events[other].type == "refusal" for other in related if other in events)
        # The refusal may be about the refused whole that the meeting is part of.
        whole = any(other.status == "refused" for _, _, other in _targets(view, key, "part_of"))
        if not (refused or elsewhere or whole):
            yield Finding(
                ("events", key, "status"),
                f"no refusal is about {code(key)}: who refused, and when?",
                help=f"add an event of type refusal with relations: {{about: {key}}}",
            )


@rule(
    "NC507",
    "prevented-yet-real",
    ERROR,
    "prevented, yet occurred or ongoing",
    example=_ACTORS
    + """
  events:
    talks:
      kind: meeting
      type: talks
+     status: cancelled
      participants: {participant: [anna, carl]}
      evidence:
        - Anna Berg could not meet Carl Dahl
      relations: {prevented_by: storm} # <NC507>
    storm:
      kind: incident
      type: disaster
      evidence:
        - the storm
  text: Anna Berg could not meet Carl Dahl because of the storm.
""",
)
def prevented_yet_real(view: View) -> Iterator[Finding]:
    """
    What was prevented did not take place. The status is `occurred` where none is given. What might still prevent an
    event, or failed to, says nothing against it.
    """
    for key, event in _single(view):
        if event.status not in REAL:
            continue
        for i, other, cause in _targets(view, key, "prevented_by"):
            if cause.status in REAL and other != key:
                path: Path = ("events", key, "relations", "prevented_by", i)
                message = f"{code(key)} {_was(event.status)}, so {code(other)} did not prevent it"
                hint = "give its status: cancelled, possible, failed, negated; or take the relation out"
                yield Finding(path, message, help=hint, arguments=(other,))


@rule(
    "NC508",
    "replaces-valid-event",
    ERROR,
    "replaces an event that was not called off",
    example=_ACTORS
    + """
  events:
    monday:
      kind: meeting
      type: talks
-     status: planned
+     status: cancelled
      participants: {participant: [anna, carl]}
      evidence:
        - to meet Carl Dahl on Monday
    sunday:
      kind: meeting
      type: talks
      status: planned
      participants: {participant: [anna, carl]}
      evidence:
        - they meet a day earlier
      relations: {replaces: monday} # <NC508>
  text: Anna Berg was to meet Carl Dahl on Monday. Now they meet a day earlier.
""",
)
def replaces_valid_event(view: View) -> Iterator[Finding]:
    """
    An event takes the place of one that was called off: cancelled, postponed, refused, or failed. What merely comes
    later, or changes what another brought about (a new law), is `after` it, or `about` it.
    """
    for key, event in view.article.events.items():
        for i, other, replaced in _targets(view, key, "replaces"):
            if replaced.status in CALLED_OFF | {"negated", "generic"} or event.status == "generic" or other == key:
                continue
            path: Path = ("events", key, "relations", "replaces", i)
            message = f"{code(other)} was not called off: its status is {replaced.status}"
            hint = f"give {other} its status (cancelled, postponed, refused, failed), or relate them by after or about"
            yield Finding(path, message, related=((("events", other), "it"),), help=hint, arguments=(other,))


@rule(
    "NC509",
    "reversed-count",
    ERROR,
    "count's range reversed",
    unsafe_fix="the numbers change places",
    example="""
  events:
    fire:
      kind: incident
      type: accident
-     casualties: {injured: {three to five: 5..3}} # <NC509>
+     casualties: {injured: {three to five: 3..5}}
      evidence:
        - The fire in Oslo hurt three to five people
  text: The fire in Oslo hurt three to five people.
""",
)
def reversed_count(view: View) -> Iterator[Finding]:
    """
    A range goes from the smaller number to the larger one: `3..5`.
    """
    for key, event in view.article.events.items():
        if not isinstance(event, Incident):
            continue
        for harm, counts in event.casualties.items():
            for i, count in enumerate(counts):
                low, dots, high = str(count.count).partition("..")
                path: Path = ("events", key, "casualties", harm, i, "count")
                if dots and int(low) > int(high):
                    mend = replacing(path, str(count.count), f"{high}..{low}")
                    yield Finding(path, f"{count.count} is reversed", help=f"write {high}..{low}", mends=(mend,))


@rule(
    "NC511",
    "part-without-whole",
    ERROR,
    "part occurred, whole did not",
    example=_ACTORS
    + """
  events:
    visit:
      kind: meeting
      type: visit
-     status: cancelled
      participants: {visitor: anna, host: carl}
      evidence:
        - Anna Berg’s visit
    talks:
      kind: meeting
      type: talks
      participants: {participant: [anna, carl]}
      evidence:
        - talks with Carl Dahl
      relations: {part_of: visit} # <NC511>
  text: Anna Berg’s visit brought talks with Carl Dahl.
""",
)
def part_without_whole(view: View) -> Iterator[Finding]:
    """
    Where a part took place, or is under way, the whole has at least begun. What was done to prepare an event is no part
    of it: it comes before, enables or is about it.
    """
    for key, event in _single(view):
        if event.status not in REAL:
            continue
        for i, other, whole in _targets(view, key, "part_of"):
            if whole.status in UNREAL:
                path: Path = ("events", key, "relations", "part_of", i)
                message = f"{code(key)} {_was(event.status)}, but is part of {code(other)}, which is {whole.status}"
                hint = "give one of them another status, or relate them by after, enabled_by or about"
                yield Finding(path, message, related=((("events", other), "the whole"),), help=hint, arguments=(other,))


def _was(status: str) -> str:
    return "is ongoing" if status == "ongoing" else status


@rule(
    "NC513",
    "country-without-code",
    WARNING,
    "country without ISO code",
    example="""
  actors:
-   norway: {name: Norway, kind: country} # <NC513>
+   norway: {name: Norway, kind: country, country: "NO"}
  text: Anna Berg came to Norway.
""",
)
def country_without_code(view: View) -> Iterator[Finding]:
    """
    A country is known by its ISO 3166-1 code, whatever the language of the article calls it. A land without a code of
    its own, such as Scotland or Catalonia, is a `locality`.
    """
    for key, actor in view.local.items():
        registered, merged = view.manifest.actors.get(key, actor), view.article.actors[key]
        if registered is not actor and registered.kind == "country":
            continue  # it is told there
        if actor.kind == "country" and merged.country is None and merged.named and well_formed(view, "actors", key):
            hint = "add country: its ISO 3166-1 alpha-2 code; or make it a locality"
            yield Finding(("actors", key), f"country {code(key)} has no code", at_key=True, help=hint)


@rule(
    "NC515",
    "roles-of-no-person",
    WARNING,
    "roles on what is no person",
    example="""
  actors:
    council:
      name: City Council
      kind: organization
-     roles: {spokeswoman: oslo} # <NC515>
-   oslo: {name: Oslo, kind: locality}
- text: The City Council of Oslo met the spokeswoman.
+   anna: {name: Anna Berg, kind: person, roles: {spokeswoman: council}}
+ text: The City Council met Anna Berg, spokeswoman.
""",
)
def roles_of_no_person(view: View) -> Iterator[Finding]:
    """
    Offices are held by persons (or, together, by a group of them: `the two ministers`). An organization is what they
    are held in; what it does in an event is said by the event's `participants`.
    """
    kinds = ("organization", "country", "locality")
    for key, actor in view.local.items():
        kind = view.article.actors[key].kind
        if actor.roles and kind in kinds and well_formed(view, "actors", key):
            message = f"{code(key)} is {_article(kind)}; persons hold roles"
            yield Finding(("actors", key, "roles"), message, at_key=True)


def _article(kind: str | None) -> str:
    return f"an {kind}" if kind == "organization" else f"a {kind}"


RULES = (
    meeting_of_one,
    incomplete_visit,
    refused_by_nobody,
    prevented_yet_real,
    replaces_valid_event,
    reversed_count,
    part_without_whole,
    country_without_code,
    roles_of_no_person,
)
