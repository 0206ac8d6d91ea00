"""NC534: types of events that the words of the evidence contradict."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.event_words import may_be_both, type_of_subject, types_named, types_of_title, types_of_verbs
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.term_words import has_words, lacks_words

_LONGEST: Final = 1000
"""Code points of evidence that is read."""


@rule("NC534", "type-unlike-words", HINT, "the words of an event name one of another type", needs_text=True)
def type_unlike_words(context: ArticleContext) -> Iterator[Finding]:
    """
    `signed an agreement` names an `agreement`, `arrested` a `detention`. Judged are the triggers, without them the
    first clause of the evidence, without a word there the title, if they have words for one type and none for the given
    one. So is a type such as `espionage`, if neither evidence nor title has any of many words around it. Types that a
    corpus adds are not judged. English, some words of German and Spanish.

    Example:
          {ACTORS}

          events:
            treaty:
              kind: event
        -     type: cooperation # <NC534>
        +     type: agreement
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg and Carl Dahl signed an agreement
          text: Anna Berg and Carl Dahl signed an agreement.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar else ():
        if grammar is None or event.type not in DEFAULT.get("types", event.kind) or context.is_broken("events", key):
            continue
        found = _audience(event, grammar) or _named(text, event, grammar)
        is_both = found is not None and may_be_both(event.type, *found) and not _is_armed(event, found[0])
        is_both = is_both and found != _subject(event, grammar)
        if found and (event.type, found[0]) == ("conference", "talks") and _SUMMIT.search(_words(event)):
            continue  # `thirty states met at the summit`
        is_figure = event.type == "change" and any(thing.quantity for thing in event.things.get("amount", ()))
        if found and (is_figure or is_both or _is_of_another(context, event, found[0])):
            continue  # a figure may be one of attacks
        if found:
            kind = next(kind for kind in ("event", "meeting", "incident") if found[0] in DEFAULT.get("types", kind))
            message = (
                f"type of {backticked(key)} is {event.type}, but {backticked(found[1])} names one of type {found[0]}"
            )
            where = "" if kind == event.kind else f"`kind: {kind}` and "
            hint = f"write {where}`type: {found[0]}`, if that is meant"
            path: Path = ("events", key, "type")
            if _is_of_other_trigger(event, found[1], grammar):
                path, hint = ("events", key, "triggers"), f"correct the triggers, or {hint}"
            yield Finding(path, message, at_key=path[2] == "triggers", help=hint)
        elif found is None and lacks_words(_words(event), "types", event.type, grammar.language):
            message = f"type of {backticked(key)} is {event.type}, but no word of its evidence says so"
            hint = "write the type that the words name (`newscorpus terms types` explains them), or quote those that do"
            yield Finding(("events", key, "type"), message, help=hint)


def _audience(event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """The words for an interview or the like, by phone, too, of what counts as a call: that is a briefing."""
    found = _INTERVIEW.search(_words(event).lower()) if event.type == "call" and grammar.language == "en" else None
    return ("briefing", found[0]) if found else None


_INTERVIEW: Final = re.compile(r"\b(?:interview(?:ed|s)?|(?:press|news) conference|reporters|journalists)\b")


_SUMMIT: Final = re.compile(
    r"\b(?:[Ss]ummit|[Cc]ongress|[Aa]ssembly|[Cc]onvention|[Cc]onference|[Ff]orum|[Pp]lenary)\b"
)


def _is_of_another(context: ArticleContext, event: Event, named: str) -> bool:
    """Whether words for a type need not be those for an event: of a refusal that is its status, of a call to an
    audience, or of another event of that type with the same words."""
    if (named == "refusal" and event.status != "occurred") or (named == "call" and event.in_role("audience")):
        return True
    first = spans(event.evidence)[:1]
    others = (one for one in context.article.events.values() if one.id != event.id and one.type == named)
    return any(a < end and start < b for one in others for a, b in spans(one.evidence) for start, end in first)


def _is_armed(event: Event, named: str) -> bool:
    """Whether an attack that counts as a crime has dead or injured, and is no theft."""
    hurt = event.kind == "incident" and (event.type, named) == ("crime", "attack")
    return hurt and _HURT.search(_words(event).lower()) is not None


_HURT: Final = re.compile(
    r"\A(?!.*\b(?:rob|robb|stole|steal|loot|drug|thie|murder|charg|convict|trial|cartel|gang)).*"
    r"\b(?:killing|killed|wounding|wounded|injuring|injured)\b",
    re.DOTALL,
)


def _is_of_other_trigger(event: Event, words: str, grammar: Grammar) -> bool:
    """Whether words for another type are in the triggers only, while evidence or title speak of the given one."""
    triggers = " ".join(one.exact for one in event.triggers).lower()
    said = [*(one.exact[:_LONGEST] for one in event.evidence), event.title or ""]
    is_apart = words in triggers and not any(words in one.lower() for one in said)
    return is_apart and any(has_words(one, "types", event.type, grammar.language) for one in said)


def _words(event: Event) -> str:
    """All that an event says of what happens."""
    return " ".join([*(one.exact[:_LONGEST] for one in (*event.evidence, *event.triggers)), event.title or ""])


def _named(text: Text, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """The only type that the words of an event name, and the words; None if they name none, several or its own."""
    raw = text.raw
    triggers = " ".join(raw[slice(*span)] for span in spans(event.triggers))
    found = types_named(triggers, grammar.language)
    if not found:
        words = next(iter(spans(event.evidence)), (0, 0))
        words = words[0], min(words[1], sentence(raw, (words[0], words[0] + 1))[1])
        clause = tokens(raw, *words)
        ends = next((i for i, word in enumerate(clause) if word in grammar.subordinators), len(clause))
        found = types_of_verbs(clause[:ends], grammar)
        if triggers and has_words(triggers, "types", event.type, grammar.language):  # `dispute`, whatever else is said
            found = {one: said for one, said in found.items() if triggers.lower() in said}
    title = event.title or ""
    found = found or types_of_title(tokens(title, 0, len(title)), grammar)
    if found and event.type in found:
        return None
    return next(iter(found.items())) if len(found) == 1 else _subject(event, grammar)


def _subject(event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """The type of incident that the noun names with which the title begins, and which the evidence has."""
    named = type_of_subject(event.title or "", grammar.language) if event.kind == "incident" else None
    said = " ".join(one.exact[:_LONGEST] for one in event.evidence).lower()
    return named if named and named[0] != event.type and named[1].rstrip("s") in said else None
