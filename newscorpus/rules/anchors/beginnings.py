"""NC332: quotes of claims that begin within a phrase."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Claim
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.words import flatten, words_in

_LAST: Final = re.compile(r"([\w’'-]+) \Z")
_FIRST: Final = re.compile(r"[\w’'-]+")
_REACH: Final = 40
"""Code points before a quote that are looked at."""
_OPEN: Final = words_in(
    "the a an its their our my your his every each some any this these those very more most less least too so at"
    " has have had been being is are was were will would shall should may might must can could cannot did does do of"
)
"""English words behind which a phrase goes on, so that no statement begins there."""
_COUNTED: Final = re.compile(
    r"[\d.,]*\d\Z|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several|many)\Z"
)
_BOUND: Final = re.compile(r"(?:to|least|most|than|only|nearly|almost|about|around|some|over|under|roughly|just)\Z")
"""Words before a number that belong to it: `up to`, `at least`."""
_FINITE: Final = words_in(
    "is are was were has have had will would can could may might must did does cannot should shall"
)
"""Verbs with which a statement begins that has lost its subject."""
_LOST: Final = words_in("and or but nor then that which who whose")
"""Words that only go on with what is before them."""


@rule("NC332", "quote-begins-late", HINT, "the quote of a claim begins within a phrase", needs_text=True)
def quote_begins_late(context: ArticleContext) -> Iterator[Finding]:
    """
    A statement has its subject and its verb: `Our boats were empty`, not `were empty` or `boats were empty`. Judged are
    claims of which the text has the beginning right before their first word, if that is neither a quotation mark nor
    the cue (`the mayor called for` `a new bridge`). English.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
        -     quote: boats have been sold # <NC332>
        +     quote: The boats have been sold
          text: “The boats have been sold,” Anna Berg said.
    """
    for i, claim in well_formed_claims(context):
        found = None if context.is_broken("claims", i) else begins_late(context, claim)
        if found:
            before, lost = found
            message = f"quote {backticked(flatten(claim.words))} begins behind {backticked(before)}, {lost}"
            start = spans(claim.quote)[0][0]
            shown = (((start - len(before) - 1, start), "left out"),)
            hint = "begin with the subject of the statement, as the article has it"
            yield Finding(("claims", i, "quote", 0), message, in_text=shown, help=hint)


def begins_late(context: ArticleContext, claim: Claim) -> tuple[str, str] | None:
    """Return the word before a claim that begins within a phrase, and what it has lost; None if it may begin so."""
    grammar, text = grammar_of(context.article.language), context.text
    assert text is not None
    start, end = spans(claim.quote)[0]
    cue = spans([claim.cue] if claim.cue else [])
    if grammar is None or grammar.language != "en":
        return None
    if any(a <= start and start - b <= len(" that the ") for a, b in cue):
        return None  # `called for`, `accused the mayor of`
    begin = max(sentence(text.raw, (start, start + 1))[0], start - _REACH)
    before, first = _LAST.search(text.raw, begin, start), _FIRST.match(text.raw, start, end)
    if before is None or first is None:
        return None
    lost = _lost(before[1].lower(), first[0], grammar)
    return (before[1], lost) if lost else None


def _lost(before: str, first: str, grammar: Grammar) -> str | None:
    """What a quote has lost whose first word stands behind another word; None if it may begin so."""
    if before in _OPEN and not (before in ("of", "at") and first.endswith("ing")):
        return "within a phrase"
    if _COUNTED.search(before) and first.islower() and first not in grammar.functional | grammar.auxiliaries:
        return "within a phrase"
    if _BOUND.match(before) and (first[0].isdigit() or _COUNTED.match(first)):
        return "and has another number without it"
    if first in _FINITE and before not in grammar.joints | grammar.prepositions | grammar.speech:
        return "and has no subject"
    return "in the middle of a sentence" if first in _LOST and before not in grammar.speech else None
