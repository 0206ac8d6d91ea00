"""NC414: what is still to come by its words, and over by its date."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.rules.times.bounds import bounds, days_around_publication
from newscorpus.rules.times.timex import meant
from newscorpus.text.meaning import announcements
from newscorpus.text.timex_languages import primary_subtag

_FAR: Final = 6
"""Words between a verb and the time when it will be."""
_NEAR: Final = 120
"""Code points in which to look for the verb."""
_ELSEWHERE: Final = (
    r"[.,;:!?“”\"()–—]"
    r"|\b(?:since|after|before|from (?:the|an?)|of|that|which|who|when|if|had|was|were|said)\b"
    r"|\b(?:seit|nach|dass|desde|que)\b"
)
"""What begins another clause between them, or makes the time that of something else."""


@rule("NC414", "date-contradicts-tense", WARNING, "the words are about what is to come, but the date is past")
def date_against_tense(context: ArticleContext) -> Iterator[Finding]:
    """
    `will open in June` is about the next June. If the date is before the publication, its year is wrong, and the
    event is `planned`. Judged if the verb and the time are in one clause, the words of the time do not give the year,
    and the next such time is nearer than the date. Planned events are reported by NC404.

    Example:
          text: The bridge in Oslo will open in June.
          events:
            opening:
              kind: event
              type: launch
        -     when: {in June: 2023-06} # <NC414>
        +     status: planned
        +     when: {in June: 2024-06}
              evidence:
                - The bridge in Oslo will open in June
    """
    published = days_around_publication(context)
    language = primary_subtag(context.article.language)
    for key, event in context.article.events.items():
        when = event.when
        time = bounds(when.edtf) if when else None
        if when is None or when.text is None or time is None or published is None:
            continue
        if event.status not in ("occurred", "possible") or context.is_broken("events", key, "status"):
            continue
        words = when.text.exact
        if not edtf.before(time, published) or not any(
            _announces(one.exact, words, language) for one in event.evidence
        ):
            continue
        found = meant(context, words, to_come=True)
        if found is None or not found.free or not _is_nearer(found.dates[0], time, published):
            continue
        message = f"{when.edtf} is before the publication, but the words say what will be {backticked(words)}"
        hint = f"write {found.listed} and `status: planned`, or quote the words that say when it was"
        related = ((("published",), "published"),)
        yield Finding(("events", key, "when", "edtf"), message, related=related, help=hint)


def _is_nearer(date: str, time: Bounds, published: Bounds) -> bool:
    """Whether a date to come is nearer than the given one: what `is to run from March 1` may have begun on that day."""
    coming = edtf.bounds(date).earliest
    assert coming is not None
    assert time.latest is not None
    assert published.latest is not None
    ahead, ago = coming - published.latest, published.latest - time.latest
    return ahead < max(ago, timedelta(7))


def _announces(evidence: str, words: str, language: str) -> bool:
    """Whether a verb about what is to come is in the clause of the words of a time, shortly before them."""
    before = evidence.partition(words)[0][-_NEAR:].lower() if words in evidence else ""
    for found in announcements(language).finditer(before):
        between = before[found.end() :]
        if len(between.split()) <= _FAR and not re.search(_ELSEWHERE, between):
            return True
    return False
