"""NC333 and NC334: quotes without the rest of a quotation, and evidence without the words for its status."""

from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.anchors.beginnings import begins_late
from newscorpus.rules.anchors.cuts import cut_short
from newscorpus.rules.context import ArticleContext, well_formed_claims, well_formed_events
from newscorpus.rules.events.certainty import is_dated_ahead
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import grammar_of
from newscorpus.text.spans import Span, touch
from newscorpus.text.term_words import lacks_words, words_for
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten

_ENDS: Final = ".!?…;:—–"
"""Marks at which somebody may be quoted in part."""
_LONGEST: Final = 1000
"""Code points of a sentence that are read."""
_OFF: Final = {"negated": ("negated", "cancelled")}
"""Statuses that the words for others say, too: incidents cannot be `cancelled`."""
_JUDGED: Final = frozenset({"planned", "postponed", "cancelled", "failed", "negated"})


@rule("NC333", "quotation-cut", HINT, "the quote of a claim leaves out a part of what its source says", needs_text=True)
def quotation_cut(context: ArticleContext) -> Iterator[Finding]:
    """
    Of words in quotation marks, a claim has whole sentences, or all that is within the marks. A part may say more than
    the source, or something else: `We will come again` for `We will come again when it is over`. What another claim
    quotes is not left out.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
        -     quote: We will come again # <NC333>
        +     quote: We will come again when the war is over
          text: “We will come again when the war is over,” Anna Berg said.
    """
    text = context.text
    assert text is not None
    quoted = spans([quote for claim in context.article.claims for quote in claim.quote])
    for i, claim in well_formed_claims(context):
        if context.is_broken("claims", i):
            continue
        for j, (start, end) in enumerate(spans(claim.quote)):
            around = next(text.quotations.around((start, end)), None)
            if around is None:
                continue
            rest = _left_out(text.raw, (start, end), (around[0] + 1, around[1] - 1))
            is_known = begins_late(context, claim) or cut_short(text.raw, (start, end), is_claim=True)
            if rest and not is_known and not touch([rest], quoted):
                words = backticked(flatten(text.raw[slice(*rest)]).strip(" ,"))
                message = (
                    f"quote {backticked(flatten(text.raw[start:end]))} leaves out {words}, said in the same sentence"
                )
                hint = "quote the whole sentence, as its source says it"
                yield Finding(("claims", i, "quote", j), message, in_text=((rest, "left out"),), help=hint)


def _left_out(raw: str, quote: Span, within: Span) -> Span | None:
    """The part of the sentence that a quotation has behind a quote, or before it; None if it has none."""
    (start, end), (first, last) = quote, within
    stop = min(last, sentence(raw, (max(start, end - 1), end))[1])
    if raw[end - 1] not in _ENDS and raw[end:stop].strip(" ,.!?…”’'") and raw[end] not in _ENDS:
        return end, stop
    begin = max(first, sentence(raw, (start, start + 1))[0])
    before = raw[begin:start].strip(" “‘'")
    return (begin, start) if before and before[-1] not in _ENDS else None


@rule("NC334", "status-left-out", HINT, "evidence ends before the words for the status of its event", needs_text=True)
def status_left_out(context: ArticleContext) -> Iterator[Finding]:
    """
    Evidence is read without the article. Where an event is `cancelled`, `postponed`, `planned` or the like, it has the
    words that say so. Reported if only the rest of the sentence has them, and no other event is about that. English.

    Example:
          {TALKS}
              status: postponed
              evidence:
        -       - The talks of Anna Berg and Carl Dahl # <NC334>
        +       - The talks of Anna Berg and Carl Dahl were put off
          text: The talks of Anna Berg and Carl Dahl were put off.
    """
    text, tag, grammar = context.text, primary_subtag(context.article.language), grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar and tag == "en" else ():
        if grammar is None or event.status not in _JUDGED or context.is_broken("events", key):
            continue
        terms = _OFF.get(event.status, (event.status,))
        evidence = " ".join(quote.exact[:_LONGEST] for quote in event.evidence)
        if not all(lacks_words(evidence, "statuses", term, tag) for term in terms):
            continue
        if is_dated_ahead(context, event, grammar):
            continue  # `the election on 7 December`
        for i, span in enumerate(spans(event.evidence)):
            here = sentence(text.raw, span)
            rest = text.raw[slice(*here)][:_LONGEST]
            words = next((found for term in terms if (found := words_for(rest, "statuses", term, tag))), None)
            if words and not _is_told_apart(context, key, here):
                message = f"evidence of {backticked(key)} does not say that it is {event.status}"
                message += f", as its sentence does: {backticked(words)}"
                hint = "quote the words that say so, too"
                yield Finding(("events", key, "evidence", i), message, in_text=((span, "the evidence"),), help=hint)
                break


def _is_told_apart(context: ArticleContext, key: str, here: Span) -> bool:
    """Whether another event of a sentence is about one: its cancellation, for instance."""
    events = context.article.events.values()
    return any(key in event.relations.get("about", ()) and touch(spans(event.evidence), [here]) for event in events)
