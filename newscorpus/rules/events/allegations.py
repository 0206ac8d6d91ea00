"""NC536: what only others allege counts as occurred; and who denies an event."""

from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.languages import primary_subtag
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, touch
from newscorpus.text.words import pattern

_SAID: Final = frozenset({"request", "accusation", "threat", "refusal", "support", "dispute"})
"""Types of events that consist in saying something: an accusation has occurred, whatever is true of it."""
_ALLEGING: Final = (
    r"allegedly|reportedly|supposedly|purportedly|claim(?:s|ed|ing) that|alleg(?:es|ed|ing) that"
    r"|(?:is|are|was|were|been) (?:accused|suspected) of|accus(?:es|ed|ing) [^.;,]{2,60}? of"
    r"|suspect(?:s|ed) [^.;,]{2,40}? of|rumou?red to"
)
"""English words of what somebody alleges."""
_BEFORE_TRIGGER: Final = pattern(
    rf"\b(alleged|{_ALLEGING})\b"
    r"(?![^.;]{0,80}[;:]|[^.;]*\b(?:after|when|because|since|during|before|over)\b)[^.;]{0,80}\Z"
)
"""Those words, if what is alleged follows in the same clause."""
_IN_MAIN_CLAUSE: Final = pattern(
    rf"(?:(?!(?:who|which|that|where|when|said|says)\b)[\w’'.“”-]+ ){{1,12}}?({_ALLEGING})\b"
)
"""Those words behind the subject with which evidence begins: not in a relative clause, or behind a comma."""
_REACH: Final = 160
"""Code points before the words for an event that are read."""


@rule("NC536", "status-unlike-certainty", HINT, "what others only allege counts as occurred", needs_text=True)
def status_unlike_certainty(context: ArticleContext) -> Iterator[Finding]:
    """
    What somebody is accused of, or has `allegedly` done, is `alleged` if the article says no more. So is what one
    source asserts and another one denies, if their claims contain all that the article says of it. Accusations in
    English; claims in every language.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            police: {name: the police, kind: organization}
          events:
        -   theft: # <NC536>
        +   theft:
              kind: incident
              type: crime
        +     status: alleged
              participants: {suspect: anna}
              evidence:
                - Anna Berg allegedly stole a bicycle
          claims:
            - {by: police, quote: Anna Berg allegedly stole a bicycle, cue: the police said, about: theft}
          text: Anna Berg allegedly stole a bicycle, the police said.
    """
    is_english = primary_subtag(context.article.language) == "en"
    for key, event in well_formed_events(context):
        if event.status != "occurred" or context.is_broken("events", key):
            continue
        words = _allegation(context, event) if is_english and event.type not in _SAID else None
        if words:
            message = f"event {backticked(key)} counts as occurred, but its evidence says {backticked(words)}"
        elif _is_contested(context, event):
            message = f"event {backticked(key)} counts as occurred, but one claim asserts it, another denies it"
        else:
            continue
        hint = "write `status: alleged`, or add evidence in which the article itself says it"
        yield Finding(("events", key), message, at_key=True, help=hint)


def _allegation(context: ArticleContext, event: Event) -> str | None:
    """The words before the event that make it an allegation; None if they are missing at one of its places."""
    text, words = context.text, None
    assert text is not None
    raw = text.raw
    for start, end in spans(event.triggers or event.evidence):
        first = sentence(raw, (start, end))[0]
        if event.triggers:
            alleging = _BEFORE_TRIGGER.search(raw[max(first, start - _REACH) : start])
        else:
            alleging = _IN_MAIN_CLAUSE.match(raw, start, end)
        if alleging is None:
            return None
        words = words or alleging[1]
    return words


def _is_contested(context: ArticleContext, event: Event) -> bool:
    """Whether claims assert and deny an event, and all of its evidence is words of these claims."""
    about = [claim for claim in context.article.claims if event.id in claim.about]
    if not {"asserts", "denies"} <= {claim.stance for claim in about}:
        return False
    if event.in_role("suspect") or any(denies(context, event, agent) for agent in event.in_role("agent")):
        return False  # who denies it may deny only that they did it; NC537 is about agents
    quoted: list[Span] = [span for claim in about for span in spans(claim.quote)]
    evidence = spans(event.evidence)
    return bool(evidence) and all(touch([span], quoted) for span in evidence)


def denies(context: ArticleContext, event: Event, actor: str) -> bool:
    """Return whether an actor, or a person with a role in it, denies an event."""
    denying = {
        speaker
        for claim in context.article.claims
        if claim.stance == "denies" and event.id in claim.about
        for speaker in claim.by
    }
    holders = (context.article.actors[key] for key in denying if key in context.article.actors)
    return actor in denying or any(role.org == actor for holder in holders for role in holder.roles)
