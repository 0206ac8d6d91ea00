"""NC561: people who, as the evidence says, were killed or hurt or are missing, and whom no count has."""

from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event, Incident
from newscorpus.models.traversal import counts_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.harm import harm_counts, harm_of
from newscorpus.text.languages import primary_subtag
from newscorpus.text.spans import Span, touch
from newscorpus.text.words import flatten

_LONGEST: Final = 1000
"""Code points of evidence that is read."""
_TOOK_PLACE: Final = frozenset({"occurred", "ongoing", "alleged"})


@rule(
    "NC561",
    "uncounted-casualties",
    HINT,
    "the evidence counts people who were harmed, and the event does not",
    needs_text=True,
    languages=("en",),
)
def uncounted_casualties(context: ArticleContext) -> Iterator[Finding]:
    """
    Where the evidence of an incident gives a number of killed, injured or missing people, the incident has it in its
    `casualties`, unless another incident of the article has it. Those who are detained are counted in a `detention`.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {three people: 3}} # <NC561>
        +     casualties: {injured: {three people: 3}, missing: {One man: 1}}
              evidence:
                - The fire in Oslo hurt three people
                - One man was still missing
          text: The fire in Oslo hurt three people. One man was still missing on Monday.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    counted = [span for key, event in well_formed_events(context) for span in _counted(key, event)]
    for key, event in well_formed_events(context):
        if not isinstance(event, Incident) or event.status not in _TOOK_PLACE or context.is_broken("events", key):
            continue
        reported = set[str]()
        for a, b in spans(event.evidence):
            for kind, span in harm_counts(text.raw, (a, min(b, a + _LONGEST))):
                if kind in event.casualties or kind in reported or touch([span], counted):
                    continue
                if (kind == "detained") != (event.type == "detention") or _is_part(text.raw, span):
                    continue
                reported.add(kind)
                words = flatten(text.raw[slice(*span)])
                message = (
                    f"the evidence of {backticked(key)} has {backticked(words)}, but the event counts nobody as {kind}"
                )
                hint = f"add `{kind}: {{{words}: …}}` to its `casualties`, or quote less"
                where = ("events", key, "casualties") if event.casualties else ("events", key)
                yield Finding(where, message, at_key=True, in_text=((span, "here"),), help=hint)


def _counted(key: str, event: Event) -> Iterator[Span]:
    """Yield the places of the words of all counts of an event."""
    for _, count in counts_of(key, event):
        yield from spans([count.text] if count.text else [])


def _is_part(raw: str, span: Span) -> bool:
    """Whether a number is a part of another one."""
    harm = harm_of("en")
    return harm is not None and harm.is_part(raw, span)
