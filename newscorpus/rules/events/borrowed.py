"""NC538: evidence that is that of another event, and has no words of its own."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.traversal import WORDS
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.stems import stems, stems_of_actors
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, inside

_MOST: Final = 10
"""Events with evidence in one sentence that are compared."""


@rule("NC538", "borrowed-evidence", HINT, "evidence is of another event, which has no other", needs_text=True)
def borrowed_evidence(context: ArticleContext) -> Iterator[Finding]:
    """
    A sentence that is all of the evidence of one event, and in which nothing names the participants, the time, the
    place or other words of a second event, is no evidence of that; nor is one that is evidence of the first event, and
    has no word in common with the other evidence, in other paragraphs. Not reported if the events are related, or a
    pronoun may name a participant, or, in the paragraph of other evidence, anything a group. English, German and
    Spanish.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            festival:
              kind: meeting
              type: gathering
              participants: {host: dora}
              evidence:
                - Dora Eide opened a festival in Oslo
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg met Carl Dahl
        -       - Dora Eide opened a festival in Oslo # <NC538>
          text: Anna Berg met Carl Dahl. Dora Eide opened a festival in Oslo.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    alone = defaultdict[Span, list[tuple[Span, str]]](list)
    for key, event in well_formed_events(context) if grammar else ():
        if not context.is_broken("events", key) and len(event.evidence) == 1:
            (span,) = spans(event.evidence)
            alone[sentence(text.raw, span)].append((span, key))
    if grammar is None:
        return
    words = _words(context)
    for key, event in well_formed_events(context):
        if len(event.evidence) == 1 or context.is_broken("events", key):
            continue
        for i, span in enumerate(spans(event.evidence)):
            near = alone.get(sentence(text.raw, span), ())[:_MOST]
            shown = (one for its, one in near if inside(span, [its]) and not _are_related(context, key, one))
            other = next(shown, None) or _strange(context, event, i)
            if other is None or any(inside(one, [span]) for one in words.get(key, ())):
                continue
            if _names_somebody(context, event, span, grammar):
                continue
            message = f"evidence of {backticked(key)} shows {backticked(other)}, and names nothing of"
            hint = f"delete it, or add what it shows of {backticked(key)}"
            related = ((("events", other, "evidence", 0), "the same words"),)
            yield Finding(("events", key, "evidence", i), f"{message} {backticked(key)}", related=related, help=hint)


def _strange(context: ArticleContext, event: Event, i: int) -> str | None:
    """The event of another paragraph that a piece of evidence shows, if it has no word of its own event."""
    text, every = context.text, spans(event.evidence)
    assert text is not None
    here, span = text.paragraph(every[i][0]), every[i]
    rest = [one for j, one in enumerate(every) if j != i]
    if any(inside(one, [here]) for one in rest):
        return None
    own = [event.id.replace("-", " "), event.title or "", event.type, *(text.raw[a:b] for a, b in rest)]
    own += [text.raw[slice(*place)] for place in spans(event.triggers) if not inside(place, [span])]
    said = stems(context, text.raw[slice(*sentence(text.raw, span))])
    if not said.isdisjoint(stems(context, " ".join(own)) - stems_of_actors(context)):
        return None
    for key, other in well_formed_events(context):
        is_shown = key != event.id and inside(span, spans(other.evidence))
        if is_shown and not _are_related(context, event.id, key):
            return key
    return None


def _words(context: ArticleContext) -> dict[str, list[Span]]:
    """The spans of the words of each event, but for its evidence."""
    found = defaultdict[str, list[Span]](list)
    for path, quote in context.quotes:
        if path[0] == "events" and path[2] in WORDS | {"triggers"}:
            found[str(path[1])] += spans([quote])
    return found


def _are_related(context: ArticleContext, one: str, other: str) -> bool:
    events = context.article.events
    return any(
        second in others
        for first, second in ((one, other), (other, one))
        for others in events[first].relations.values()
    )


def _names_somebody(context: ArticleContext, event: Event, span: Span, grammar: Grammar) -> bool:
    """Whether evidence names a participant, or has a pronoun that may."""
    text, names = context.text, names_of(context)
    assert text is not None
    parties = set(event.parties)
    if not parties or not parties <= context.article.actors.keys():
        return True
    if not parties.isdisjoint(names.keys(span)) or any(key in parties for _, key in names.titles(span)):
        return True
    said = frozenset(tokens(text.raw, *span))
    if not grammar.personal.isdisjoint(said) or any(not names.heads(key).isdisjoint(said) for key in parties):
        return True
    has_group = any(context.article.actors[key].kind == "group" for key in parties)
    here = text.paragraph(span[0])
    return has_group and any(inside(one, [here]) for one in spans(event.evidence) if one != span)
