"""NC416: roles that begin before their holder is appointed, or go on after their holder leaves."""

from collections.abc import Iterator

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event, edtf
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.times.bounds import bounds
from newscorpus.text.words import flatten


@rule("NC416", "role-unlike-event", HINT, "a role begins or ends before the event that gives or takes it")
def role_unlike_event(context: ArticleContext) -> Iterator[Finding]:
    """
    No office begins before the appointment to it, or ends before the departure. Compared are events whose
    title or evidence has the title of the role.

    Example:
          text: Anna Berg was named mayor on 6 May and left Carl Dahl.
          actors:
        -   anna: {name: Anna Berg, kind: person, roles: [{title: mayor, start: 2024-05-01}]} # <NC416>
        +   anna: {name: Anna Berg, kind: person, roles: [{title: mayor, start: 2024-05-06}]}
          events:
            appointment:
              kind: event
              type: appointment
              participants: {recipient: anna}
              when: {on 6 May: 2024-05-06}
              evidence:
                - Anna Berg was named mayor on 6 May
    """
    for key, event in well_formed_events(context):
        field, time = _FIELDS.get(event.type), bounds(event.when.edtf if event.when else None)
        if field is None or time is None:
            continue
        for name in event.in_role("recipient") or event.in_role("participant") or event.in_role("agent"):
            actor = context.local.get(name)
            for i, role in enumerate(actor.roles if actor else ()):
                day = bounds(getattr(role, field))
                if day and edtf.before(day, time) and _is_about(event, role.title.exact):
                    given = getattr(role, field)
                    message = f"role {backticked(flatten(role.title.exact))} of {backticked(name)} has {field} {given}"
                    message += f", before {backticked(key)} ({event.when.edtf if event.when else ''})"
                    related = ((("events", key, "when"), "the event"),)
                    yield Finding(
                        ("actors", name, "roles", i, field), message, related=related, help="correct one of the dates"
                    )


_FIELDS = {"appointment": "start", "departure": "end"}
"""For types of events the end of a role that cannot be before them."""


def _is_about(event: Event, title: str) -> bool:
    """Whether an event has the title of a role in its words."""
    said = " ".join([event.title or "", *(quote.exact for quote in event.evidence)]).casefold()
    return flatten(title).casefold() in flatten(said)
