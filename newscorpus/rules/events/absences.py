"""NC541: participants who, as the text says, were not there."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models.traversal import participants_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag

_NEAR: Final = 80
"""Code points around a name."""
_BEFORE: Final = re.compile(
    r"\b(?:without|in the absence of|but not|not including|excluding|in place of|on behalf of)"
    r" (?:an?y? |the |its |their |his |her )?"
    r"(?:(?!(?:of|from|for|to|in|by|with|among|which|it|[\w’-]+ing)\b)[\w’-]+ ){0,3}"
    r"(?:(?:(?<=participation )|(?<=representatives ))of (?:the )?|(?<=delegation )from (?:the )?)?\Z"
)
_NEVER: Final = re.compile(r"(?:\b(?:not|never|cannot|no|nothing)|n[’']t)\b[^.;,]*\Z")
"""What is before `without` where somebody was there: `could never have been done without Dora`."""
_DOING: Final = re.compile(r" (?:[a-z]+ing|have|has|had|is|was|are|were)\b")
"""What is behind a name that `without` is not about: `without anybody knowing`."""
_BEHIND: Final = re.compile(
    r"(?:’s|'s)? (?:(?:was|were|is|are|had|has|did|does|do|will)(?: not|n[’']t) (?:be |been )?"
    r"(?:present|represented|invited|there|attend\w*|tak(?:e|en|ing) part|come|join\w*|at the)"
    r"|stayed away|boycotted|skipped (?:the|this|an?|his|her|its|their)"
    r"|(?:is|are) boycotting|(?:refused|declined) to attend|(?:was|were) absent)\b"
)
"""What says of the name before or behind it that its bearer was not there."""
_TITLE: Final = re.compile(
    r"\b(?:without|in the absence of) (?:the |its |their )?([\w’-]+(?: (?!of\b)[\w’-]+)?)"
    r"(?: of (?:the )?([A-Z][\w’-]+))?"
)
_REAL: Final = frozenset({"occurred", "ongoing", "planned"})


@rule("NC541", "participant-was-absent", HINT, "the text says that a participant was not there", needs_text=True)
def participant_was_absent(context: ArticleContext) -> Iterator[Finding]:
    """
    Talks `without` somebody, or at which they `were not represented`, are not theirs: they take no part. Judged are
    meetings and agreements, with the sentences of their evidence; with the whole text if their evidence does not name
    the participant. English.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            talks:
              kind: meeting
              type: talks
        -     participants: {participant: [anna, carl, dora]} # <NC541>
        +     participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg met Carl Dahl
          text: Anna Berg met Carl Dahl without Dora Eide.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    for key, event in well_formed_events(context):
        if (event.kind != "meeting" and event.type != "agreement") or event.status not in _REAL:
            continue
        if context.is_broken("events", key):
            continue
        here = [sentence(text.raw, span) for span in spans(event.evidence)]
        for path, one in participants_of(key, event):
            found = _absence(context, text, one.actor, here) if one.actor in context.article.actors else None
            if found:
                said = backticked(text.raw[slice(*found)])
                message = f"{backticked(one.actor)} takes part in {backticked(key)}, but the text has {said}"
                hint = "delete the participant, or quote the words that show that they were there"
                yield Finding((*path, "actor"), message, in_text=((found, "here"),), help=hint)


def _absence(context: ArticleContext, text: Text, actor: str, here: list[Span]) -> Span | None:
    """The words that say that an actor was not there; None if the evidence names them without such words."""
    raw, found = text.raw, None
    mentions = context.mentions.get(actor, ())
    inside = [one for one in mentions if any(a <= one[0] and one[1] <= b for a, b in here)]
    for start, end in inside or mentions:
        before, behind = _before(raw, start, end), _BEHIND.match(raw, end)
        if before is not None:
            found = found or (before, end)
        elif behind:
            found = found or (start, behind.end())
        elif inside:
            return None
    return found or (None if inside else _without_title(context, text, actor, here))


def _before(raw: str, start: int, end: int) -> int | None:
    """Where the words begin that say before a name that its bearer was not there; None if nothing says so."""
    found = None if _DOING.match(raw, end) else _BEFORE.search(raw, max(0, start - _NEAR), start)
    if found is None or _NEVER.search(raw, max(0, found.start() - _NEAR), found.start()):
        return None
    return found.start()


def _without_title(context: ArticleContext, text: Text, actor: str, here: list[Span]) -> Span | None:
    """The words `without the president of Norway` in the evidence, for who is president of Norway."""
    roles = context.article.actors[actor].roles
    for a, b in here:
        for words in _TITLE.finditer(text.raw, a, b):
            for role in roles:
                body = context.article.actors.get(role.org or "")
                is_title = role.title.exact.lower() in words[1].lower()
                if is_title and words[2] and body is not None and words[2] in (body.name or ""):
                    return words.span()
    return None
