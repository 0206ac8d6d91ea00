"""NC612: stances that contradict the words of a claim."""

from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Claim, Event
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.cue_sources import bodies_of
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.negation import (
    admits,
    affirms,
    denied_at_first,
    doubt,
    is_negative,
    rebuttal,
    rejects,
    rejects_behind,
)
from newscorpus.text.sentences import sentence, tokens
from newscorpus.text.spans import Span, inside
from newscorpus.text.words import flatten, pattern, pattern_in, words_in

_MAY: Final = pattern_in("en", "may")
"""English words of what is possible, whatever else is said of it."""
_DENYING: Final = words_in("refusal dispute withdrawal")
"""Types of events that consist in a denial: who `rejected the offer` asserts the refusal."""
_DOUBTFUL: Final = frozenset({"possible", "refused", "cancelled", "postponed"})
"""Statuses with which the words for an event need no negation to say that it is not so."""
_LONGEST: Final = 300
"""Code points from the words that attribute a claim to its end. Longer ones are not judged."""
_NEAR: Final = 40
"""Code points before a claim without a cue in which the verb that introduces it is looked for."""


@rule(
    "NC612",
    "stance-contradicts-cue",
    WARNING,
    "a stance contradicts the words that attribute the claim",
    needs_text=True,
    languages=("de", "en", "es"),
)
def stance_against_cue(context: ArticleContext) -> Iterator[Finding]:
    """
    Who denies something (`denied`, `dismissed reports that`, `is a lie`) does not assert it; who confirms or admits
    something does not deny it. Nor does who says, without any negation, words of the event's own evidence with a
    trigger or a participant. Who says what `may` be so, or `would` be if something else were, thinks it `possible`.
    What is `probably` so is `likely`, what is `hardly` so `unlikely`, and who does not `know` is `uncommitted`. The
    stance is towards the event as it is annotated: with a suspect who denies any part in it, it is `denies`.

    Example:
          {ACTORS}

          events:
            theft:
              kind: incident
              type: crime
              participants: {suspect: carl}
              evidence:
                - the theft in Oslo
          claims:
            - {by: anna, quote: the theft in Oslo, about: theft}
            - by: carl
              quote: any part in the theft
              cue: Carl Dahl denied
              about: theft
        -     stance: asserts # <NC612>
        +     stance: denies
          text: Anna Berg reported the theft in Oslo. Carl Dahl denied any part in the theft.
    """
    text, grammar = context.known_text, context.known_grammar
    for i, claim in well_formed_claims(context):
        if claim.stance is None or context.is_broken("claims", i):
            continue
        events = [context.article.events[name] for name in claim.about if name in context.article.events]
        if len(events) != 1 or events[0].status == "negated" or context.is_broken("events", events[0].id):
            continue
        path: Path = ("claims", i, "stance")
        given = f"stance `{claim.stance}` towards {backticked(events[0].id)}"
        shown = tuple((span, "the claim") for span in spans(claim.quote)[:1])
        words = flatten(" ".join(text.raw[slice(*span)] for span in spans(claim.quote))).lower()
        said = doubt(words, grammar.language) or _doubt_of_cue(claim, words, grammar)
        rebutted = rebuttal(words.split(), grammar) if not said and claim.stance in ("possible", "likely") else None
        said = ("denies", rebutted) if rebutted else said
        if claim.stance == "possible" and (not said or said[0] in ("uncommitted", "possible") or _MAY.search(words)):
            continue
        if said and said[0] != claim.stance:
            message = f"{given}, but the words are {backticked(said[1])}"
            hint = f"write `stance: {said[0]}`, or correct `about`; without an attitude to the event, delete `stance`"
            yield Finding(path, message, in_text=shown, help=hint)
        if said or claim.stance not in ("asserts", "denies"):
            continue
        asserts = claim.stance == "asserts"
        is_open = asserts or not (is_negative(words.split(), grammar) or rejects(words.split(), (), grammar))
        possible = _doubt(text, claim, events[0], grammar) if is_open else None
        word = _denial(text, claim, events[0], grammar) if asserts else _assertion(context, claim, events[0], grammar)
        if not asserts and possible:
            word = None
        word = word or (_never(context, claim, events[0], grammar) if asserts else None)
        if word is None and possible is None:
            continue
        better = ("denies" if asserts else "asserts") if word else "possible"
        verb = ("deny it" if asserts else "assert it") if word else "leave it open"
        message = f"{given}, but the words {verb}: {backticked(word or possible or '')}"
        hint = f"write `stance: {better}`, or correct `about`; without an attitude to the event, delete `stance`"
        yield Finding(path, message, in_text=shown, help=hint)


def _denial(text: Text, claim: Claim, event: Event, grammar: Grammar) -> str | None:
    """The words with which a source denies an event."""
    if event.type in _DENYING:
        return None
    raw, quote = text.raw, spans(claim.quote)[0]
    said = tokens(raw, *quote)
    rejection = rebuttal(said, grammar) or rejects(said[:1], said[1:], grammar) or _nothing(event, quote, said, grammar)
    if rejection or is_negative(said, grammar):
        return rejection  # `denied that they had not paid`
    if claim.cue and inside(spans([claim.cue])[0], [quote]):
        return rejects(said, (), grammar)  # `the police deny it`
    before, behind = _around(text, claim, quote)
    return rejects(before, said, grammar) or rejects_behind(behind, grammar)


def _doubt_of_cue(claim: Claim, said_words: str, grammar: Grammar) -> tuple[str, str] | None:
    """The stance that the end of a cue before the claim expresses, and its words: `did not rule out`.

    Words such as `expects` or `blamed` only contradict `denies`, without a negation in the claim.
    """
    cue = claim.cue
    if cue is None or cue.start is None or claim.quote[0].start is None or cue.start > claim.quote[0].start:
        return None
    words = flatten(cue.exact).lower()
    said = doubt(words, grammar.language)
    if said and words.endswith(said[1]):
        return said
    if claim.stance != "denies":
        return None
    quoted = said_words.split()
    is_denied = is_negative(quoted, grammar) or rebuttal(quoted, grammar) or rejects(quoted, (), grammar)
    return None if is_denied else affirms(words, grammar.language)


def _nothing(event: Event, quote: Span, said: Sequence[str], grammar: Grammar) -> str | None:
    """The negation with which a claim begins (`Not a shot was fired`), if the claim is no evidence.

    It is of its own clause: with a second one, `Nobody asked us before they sold it`, the event may be in that.
    """
    shown = event.status != "alleged" and any(a < quote[1] and quote[0] < b for a, b in spans(event.evidence))
    begins = said and (said[0] in grammar.determiners or said[0] in grammar.negations)
    if not begins or shown or _has_second_clause(said, grammar):
        return None
    if event.status in _REAL and len(said) > _FEW:
        return said[0]
    named = {word[:_FEW] for word in _LONG.findall(f"{event.id} {event.title or ''}".lower())}
    is_named = len(said) >= _FEW and any(word[:_FEW] in named for word in said[1:])
    return " ".join(said[:2]) if event.status == "possible" and is_named and said[0] in _NOBODY else None


def _has_second_clause(said: Sequence[str], grammar: Grammar) -> bool:
    """Whether words have a subordinate clause: `before they sold it`, and not `since 2004`."""
    verbs = grammar.subjects | grammar.finite | grammar.past_forms
    for i, word in enumerate(said):
        if word in grammar.openers:
            return True
        if word in grammar.subordinators and any(w in verbs or w.endswith("ed") for w in said[i + 1 :]):
            return True
    return False


def _never(context: ArticleContext, claim: Claim, event: Event, grammar: Grammar) -> str | None:
    """The `never` of a claim of one clause about what another source alleges, with a word of its evidence."""
    (start, end), evidence = spans(claim.quote)[0], " ".join(quote.exact for quote in event.evidence)
    said = tokens(context.known_text.raw, start, end)
    begins = " ".join(said[: _FIRST + 2])
    negation = _NEVER.search(" ".join(said[:_FIRST])) or _NOT.search(begins)
    if negation is None or grammar.language != "en" or event.status != "alleged" or len(claim.quote) > 1:
        return None
    alleged = any(
        event.id in other.about and other.stance == "asserts" and {*other.by}.isdisjoint(claim.by)
        for other in context.article.claims
    )
    is_other = not any(a < end and start < b for a, b in spans(event.evidence))
    is_one_clause = grammar.joints.isdisjoint(said) and _BREAKS.isdisjoint(said)
    is_plain = is_one_clause and grammar.negations.isdisjoint(evidence.lower().split())
    stems = {word[:_STEM] for word in _LONG.findall(evidence)}
    has_word = any(word[:_STEM] in stems for word in ([negation[1]] if negation.re.pattern == _NOT.pattern else said))
    return negation[0] if alleged and is_other and is_plain and has_word else None


_BREAKS: Final = frozenset(",;:")
_REAL: Final = frozenset({"occurred", "ongoing", "alleged"})
_FEW: Final = 4
_NOBODY: Final = words_in("no nobody none nothing neither never")
"""Words with which a claim begins that denies its verb: `No one had crossed`."""
_NEVER: Final = pattern(r"\bnever\b(?! (?:mind|again|before|stop|end))|\bnot a single\b|\bnot one\b")
_NOT: Final = pattern(r"\b(?:had|has|have|did|do|was|were|is|are)(?: not|n[’']t) (?:been )?(\w+)")
"""A negated verb, with its infinitive or participle."""
_FIRST: Final = 6
"""Words of a claim among which its negation is that of its main clause."""
_STEM: Final = 5
"""Letters that words of one root share."""
_LONG: Final = pattern(r"\b[a-z]{4,}")
"""Words that are no names."""


def _doubt(text: Text, claim: Claim, event: Event, grammar: Grammar) -> str | None:
    """The modal verb with which a source says that something is possible, no more, or would be on a condition."""
    quote = spans(claim.quote)[0]
    modal = denied_at_first(text.raw, quote, grammar)
    if modal is None and grammar.language == "en":  # `It could have been the army, or it could have been bandits`
        modal = denied_at_first(text.raw, (quote[0], max(quote[0], text.raw.find(", or ", *quote))), grammar)
    if modal in grammar.conditional and event.status == "possible":
        return None if grammar.conditions.isdisjoint(tokens(text.raw, *quote)) else modal
    said = flatten(text.raw[slice(*quote)]).lower()
    is_advice = f"you {modal}" in said  # `You might wrap up the goods`
    return modal if modal in grammar.uncertain and not is_advice and not _AVERTED.search(said) else None


_AVERTED: Final = pattern(r"\b(?:could|might) (?:easily )?have been (?:prevented|averted|avoided|foreseen|stopped)\b")
"""What is said of an event that took place."""


def _assertion(context: ArticleContext, claim: Claim, event: Event, grammar: Grammar) -> str | None:
    """The words with which a source asserts an event."""
    text, places = context.known_text, spans(claim.quote)
    raw = text.raw
    said = [word for place in places for word in tokens(raw, *place)]
    before, behind = _around(text, claim, places[0])
    words = [*before, *said, *behind]
    if event.type == "refusal" and is_negative(said, grammar) and not rejects(before, said, grammar):
        speakers = (context.article.actors[name] for name in claim.by if name in context.article.actors)
        side = {*claim.by, *(body for speaker in speakers for body in bodies_of(speaker))}
        return None if side.isdisjoint(event.in_role("agent")) else flatten(raw[slice(*places[0])])
    verbs = (grammar.rejecting, grammar.dismissing)
    denying = verbs if event.type in _DENYING else (*verbs, grammar.denials)
    whole = tokens(raw, *sentence(raw, places[0]))
    if rebuttal(whole, grammar) or is_negative(words, grammar) or not all(kind.isdisjoint(words) for kind in denying):
        return None
    admission = admits([*before, *behind], grammar)
    if admission:
        return admission
    if event.status in _DOUBTFUL or not grammar.modals.isdisjoint(words):
        return None
    shown = all(inside(place, spans(event.evidence)) for place in places)
    is_named = any(not names_of(context).keys(place).isdisjoint(event.parties) for place in places)
    counts = [count.text for listed in getattr(event, "casualties", {}).values() for count in listed if count.text]
    is_named = is_named or any(inside(place, places) for place in spans([*event.triggers, *counts]))
    return flatten(raw[slice(*places[0])]) if shown and is_named else None


def _around(text: Text, claim: Claim, quote: Span) -> tuple[list[str], list[str]]:
    """The words that attribute a claim, before and behind it."""
    raw, begin = text.raw, sentence(text.raw, quote)[0]
    cue = spans([claim.cue] if claim.cue else [])
    if cue and cue[0][0] >= quote[0]:
        return [], tokens(raw, *cue[0])
    start = cue[0][0] if cue else max(begin, quote[0] - _NEAR)
    return (tokens(raw, start, quote[0]) if start >= begin and quote[0] - start <= _LONGEST else []), []
