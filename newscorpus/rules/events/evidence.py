"""NC519 to NC522: evidence that names nobody, denies its event, is shared by several, or is only the headline."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Event
from newscorpus.models.traversal import WORDS, participants_of
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.events.absent import absent_participants
from newscorpus.rules.events.strangers import crowded, owners, replaced
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.attitudes import is_negative
from newscorpus.text.clauses import denied, denied_at_first, sentence, tokens
from newscorpus.text.fuzzy import normalize
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, inside, keep_inside
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import flatten, words_in

_SPOKEN: Final = words_in(
    "accusation agreement appointment briefing concession decision departure dispute other refusal request sanction"
    " support threat withdrawal"
)
"""Types of events that themselves deny, demand or announce something: `Iran would retaliate` is a threat."""
_OWN: Final = (WORDS | {"triggers"}) - {"participants"}
"""The fields of an event whose words name something else than its participants."""
_WORD: Final = re.compile(r"[^\W_]+")
_LINE: Final = re.compile(r"\S[^\r\n]*")
_LONGEST: Final = 2000
"""Code points. What is longer is no sentence."""
_MOST_FORMS: Final = 10
"""Names of a participant that are looked for within longer ones."""
_MOST_TITLES: Final = 3
"""Words before the name that evidence begins with, below this: `The former President Berg`."""
_SHARED: Final = 3
"""Events with the same evidence from which on they are reported."""


@rule("NC519", "evidence-without-participant", HINT, "evidence names no participant of its event", needs_text=True)
def evidence_without_participant(context: ArticleContext) -> Iterator[Finding]:
    """
    Evidence shows who takes part. If no sentence of it names a participant, it is often that of another event. Not
    reported if a pronoun, a description such as `the mayor`, or a name that nothing else covers may mean one, nor for
    participants that are groups. Reported, too, is a single participant that the evidence does not name, if it names
    another one, and somebody of the same kind who takes no part, or somebody who by its verb does what the participant
    should do; or if no word of its sentences may mean them. In English, the words around the triggers count: of `Togo’s
    Fisheries Agency fined Lomar`, the agency is the agent, and Lomar the recipient, and nobody else is.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            festival:
              kind: meeting
              type: gathering
              participants: {host: dora}
              evidence:
                - Dora Eide opened a festival
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
              evidence:
        -       - Dora Eide opened a festival # <NC519>
        +       - Anna Berg met Carl Dahl
          text: Anna Berg met Carl Dahl. Dora Eide opened a festival.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar else ():
        parties = [context.article.actors.get(actor) for actor in event.parties]
        if grammar is None or not parties or None in parties or context.is_broken("events", key):
            continue
        if _names_nobody(context, key, event, grammar):
            yield Finding(
                ("events", key, "evidence", 0),
                f"evidence of {backticked(key)} names no participant: {', '.join(map(backticked, event.parties[:3]))}",
                in_text=tuple((span, "the evidence") for span in spans(event.evidence)[:1]),
                help="quote the words that show who takes part, or correct the participants",
            )
            continue
        absent = {path: (actor, other) for path, actor, other in absent_participants(context, key, event, grammar)}
        for path, (actor, other) in absent.items():
            message = f"evidence of {backticked(key)} names {backticked(other or '')}, and not the"
            if other is None:
                message = f"neither evidence of {backticked(key)} nor its paragraph names the"
            message += f" {path[3]} {backticked(actor)}"
            hint = f"correct the {path[3]}, or quote the words that show that {backticked(actor)} takes part"
            yield Finding((*path, "actor"), message, help=hint)
        in_clause = {found[0]: found for find in (crowded, owners, replaced) for found in find(context, event, grammar)}
        for path, actor, instead, part in in_clause.values():
            if path in absent:
                continue
            message = f"the words about {backticked(part.clause.word)} name {backticked(instead)}, and not the"
            message += f" {path[3]} {backticked(actor)} of {backticked(key)}"
            hint = f"correct the {path[3]}, or quote the words that show that {backticked(actor)} takes part"
            yield Finding((*path, "actor"), message, in_text=((part.place, "here"),), help=hint)


def _names_nobody(context: ArticleContext, key: str, event: Event, grammar: Grammar) -> bool:
    """Whether no sentence of the evidence names a participant that is no group, or may mean one."""
    actors = context.article.actors
    known = [actors[actor] for actor in event.parties if actors[actor].kind not in ("group", "unknown")]
    named = spans([one.mention for _, one in participants_of(key, event) if one.mention])
    if len(known) < len(event.parties) or keep_inside(sorted(named), spans(event.evidence)):
        return False
    return not any(_may_name(context, event, known, span, grammar) for span in spans(event.evidence))


def _may_name(context: ArticleContext, event: Event, parties: Sequence[Actor], quote: Span, grammar: Grammar) -> bool:
    """Whether the sentence of a quote names a participant, or has words that may mean one.

    Those are pronouns, descriptions, and names that nothing covers. If the quote begins with the name of another actor,
    which then does what it shows, only pronouns in the quote count.
    """
    text = context.text
    assert text is not None
    raw, here = text.raw, sentence(text.raw, quote)
    if here[1] - here[0] > _LONGEST:
        return True
    words, names = frozenset(tokens(raw, *here)), names_of(context)
    own = {actor.id for actor in parties}
    if own & names.keys(here) or any(key in own for _, key in names.titles(here)):
        return True
    lower = raw[slice(*here)].lower()
    if any(form.lower() in lower for actor in parties for form in actor.forms[:_MOST_FORMS]):
        return True  # within the name of another, too
    if any(not names.heads(actor.id).isdisjoint(words) for actor in parties):
        return True
    others = {span for span, _ in names.mentions(here)}
    if _is_of_another(raw, quote, others, grammar):
        return not grammar.personal.isdisjoint(tokens(raw, *quote))
    others.update((span for span, _ in names.titles(here)), _own_words(context).get(event.id, ()))
    return not grammar.personal.isdisjoint(words) or any(
        not any(a < span[1] and span[0] < b for a, b in others) for span in _descriptions(raw, here, grammar)
    )


@memoized
def _words_of_events(context: ArticleContext) -> Iterator[dict[str, list[Span]]]:
    """Yield the spans of the words of each event that name something else than its participants."""
    found = defaultdict[str, list[Span]](list)
    for path, quote in context.quotes:
        if path[0] == "events" and path[2] in _OWN:
            found[str(path[1])] += spans([quote])
    yield found


def _own_words(context: ArticleContext) -> dict[str, list[Span]]:
    (found,) = _words_of_events(context)
    return found


def _is_of_another(raw: str, quote: Span, others: Iterable[Span], grammar: Grammar) -> bool:
    """Whether words begin with the name of another actor, who does something other than speak."""
    for a, b in others:
        if not quote[0] <= a <= b < quote[1]:
            continue
        titles, following = _WORD.findall(raw[quote[0] : a]), tokens(raw, b, quote[1])
        begins = len(titles) < _MOST_TITLES and all(
            one.lower() in grammar.articles or one[0].isupper() for one in titles
        )
        if begins and grammar.speech.isdisjoint(following) and _has_verb(following, grammar):
            return True
    return False


def _has_verb(following: Sequence[str], grammar: Grammar) -> bool:
    """Whether words behind a name may be its verb, or begin with an apposition: `, who were promoted`."""
    first, second, *_ = *following, ""
    if first == ",":
        return second in grammar.subordinators | grammar.articles or second.isdecimal()
    return first.isalpha() and first not in grammar.conjunctions


def _descriptions(raw: str, here: Span, grammar: Grammar) -> Iterator[Span]:
    """Names, and definite descriptions up to the third word behind the article."""
    found, calendar = list(_WORD.finditer(raw, *here)), language_of(grammar.language)
    for i, word in enumerate(found):
        lower = word[0].lower()
        if lower in grammar.definite:
            last = found[min(i + 3, len(found) - 1)]
            yield word.start(), last.end()
        elif i and word[0][0].isupper() and not (calendar and calendar.is_date_name(word[0])):
            yield word.span()


@rule(
    "NC520", "evidence-denies-event", HINT, "an event occurred, but its evidence is negated or modal", needs_text=True
)
def evidence_denies_event(context: ArticleContext) -> Iterator[Finding]:
    """
    An event without `status` counts as occurred. Where the article says that it did not happen, would happen or should
    happen, the status is `negated`, `planned` or `possible`. Judged is the verb or noun in `triggers`; without triggers
    the first verb of the evidence, and not for events that may be words alone, such as an agreement, a decision, a
    refusal or a threat. English, German and Spanish.

    Example:
          {TALKS}
        +     status: negated
              evidence:
                - Anna Berg did not meet Carl Dahl # <NC520>
          text: Anna Berg did not meet Carl Dahl.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar else ():
        if grammar is None or event.status != "occurred" or context.is_broken("events", key):
            continue
        found = denials_of(text, event, grammar)
        if found:
            i, word = found
            quote = event.evidence[i].exact
            message = (
                f"event {backticked(key)} counts as occurred, but {backticked(word)} in its evidence leaves it open"
            )
            if is_negative([word], grammar) or word in grammar.rejecting | grammar.dismissing:
                message = (
                    f"event {backticked(key)} counts as occurred, but {backticked(word)} in its evidence denies it"
                )
            hint = f"write {_STATUSES.get(word, _OPEN)}, or quote the words that show that it happened"
            yield Finding(("events", key, "evidence", i), message, help=hint, arguments=(quote,))


_OPEN: Final = "`status: negated`, `planned` or `possible`"
_STATUSES: Final = {
    **dict.fromkeys(("tried to", "attempted to", "sought to", "failed to"), "`status: failed` or `negated`"),
    **dict.fromkeys(("no", "never", "none", "nobody", "without"), "`status: negated`"),
}
"""For what denies an event or leaves it open the statuses that it may have."""


def denials_of(text: Text, event: Event, grammar: Grammar) -> tuple[int, str] | None:
    """Return the first quote that denies an event, and the word that does; None if a quote asserts the event."""
    evidence, triggers = spans(event.evidence), spans(event.triggers)
    raw, words = text.raw, list[str | None]()
    for trigger in triggers:
        start = sentence(raw, trigger)[0]
        words.append(denied_at_first(raw, trigger, grammar) or denied(raw, start, trigger, grammar))
    if not triggers and event.type not in _SPOKEN:
        words = [denied_at_first(raw, span, grammar) for span in evidence]
        if was_held(raw, event):
            return None
        for i, (one, other) in enumerate(pairwise(evidence)):
            if one[1] <= other[0] < sentence(raw, one)[1] and denied_at_first(raw, other, grammar, most=1):
                words[i] = words[i + 1]  # `The sale of the house`, `may be delayed`
    elif not triggers and grammar.language == "en":
        words = [_intended(raw, span, event.title or "") for span in evidence]
    if not words or not all(words):
        return None
    around = (i for i, span in enumerate(evidence) if not triggers or inside(triggers[0], [span]))
    return next(around, 0), words[0] or ""


def was_held(raw: str, event: Event) -> bool:
    """Return whether evidence has a meeting behind what is said after it, which may be to come."""
    return event.kind == "meeting" and any(_HELD.search(raw, *span) for span in spans(event.evidence))


_HELD: Final = re.compile(
    r"\b(?:after|following) (?:[\w-]+ ){0,3}(?:hours?|days?|weeks?|months?|years?|rounds?) of (?:[\w-]+ )?"
    r"(?:talks|negotiations|discussions|consultations|meetings|debates?|deliberations)\b"
)
"""What is over when something else is said to come: `will build it, they announced after three days of talks`."""


def _intended(raw: str, span: Span, title: str) -> str | None:
    """What is before an infinitive that the title has as a verb: `wants to` of `wants to sue`, in `Berg sues Dahl`."""
    found = _INTENDED.search(raw, *span)
    stem = found[2][:_STEM].lower() if found else ""
    return found[1] if found and any(word.lower().startswith(stem) for word in title.split()[1:]) else None


_INTENDED: Final = re.compile(
    r"\b((?:wants?|wanted|plans?|planned|intends?|intended|hopes?|hoped|aims?|aimed|expects?|expected|considers|scheduled"
    r"|due|set|prepar(?:es?|ing)|going) to) (?!be\b)([a-z]{3,})"
)
_STEM: Final = 4
"""Letters that the forms of a verb share."""


@rule(
    "NC521",
    "shared-evidence",
    HINT,
    "three or more events have nothing but the same words as evidence",
    needs_text=True,
)
def shared_evidence(context: ArticleContext) -> Iterator[Finding]:
    """
    Evidence is the words that show one event. If a long sentence is the only evidence of three events, nobody sees
    which of its words mean which of them. Quote the part that shows each, or add `triggers`.

    Example:
          {ACTORS}

          events:
            arrival:
              kind: event
              type: other
              participants: {agent: anna}
              evidence:
                - Anna Berg came, met Carl Dahl, and left
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg came, met Carl Dahl, and left
            leaving:
              kind: event
              type: other
              participants: {agent: anna}
              evidence:
        -       - Anna Berg came, met Carl Dahl, and left # <NC521>
        +       - left
          text: Anna Berg came, met Carl Dahl, and left.
    """
    sharing = defaultdict[Span, list[str]](list)
    for key, event in well_formed_events(context):
        if len(event.evidence) == 1 and not event.triggers and not context.is_broken("events", key):
            sharing[spans(event.evidence)[0]].append(key)
    for span, keys in sharing.items():
        if len(keys) >= _SHARED:
            *others, last = keys
            message = f"{len(keys)} events have the same evidence: {', '.join(map(backticked, keys))}"
            yield Finding(
                ("events", last, "evidence", 0),
                message,
                related=tuple((("events", other, "evidence", 0), "the same words") for other in others),
                help="quote the words that show each event, or add `triggers`: the words that name it",
                alike=(flatten(_raw(context, span)),),
            )


@rule("NC522", "evidence-only-headline", HINT, "the only evidence of an event is the headline", needs_text=True)
def evidence_only_headline(context: ArticleContext) -> Iterator[Finding]:
    """
    A headline shortens, and says nothing of when and where. The article repeats what its headline says; quote the
    sentence that does, alone or beside the headline.

    Example:
          headline: Berg meets Dahl
          text: |
            Berg meets Dahl

            Anna Berg met Carl Dahl in Oslo.
          {TALKS}
              evidence:
        -       - Berg meets Dahl # <NC522>
        +       - Anna Berg met Carl Dahl
    """
    text, headline = context.text, context.article.headline or context.article.part("headline")
    assert text is not None
    lines = [line.span() for line in _LINE.finditer(text.raw)]
    lines = [line for line in lines if headline and normalize(text.raw[slice(*line)]) == normalize(headline)]
    if not lines or normalize(text.raw) == normalize(headline or ""):
        return
    for key, event in well_formed_events(context):
        if not context.is_broken("events", key) and all(inside(span, lines) for span in spans(event.evidence)):
            path: Path = ("events", key, "evidence", 0)
            message = f"the only evidence of {backticked(key)} is the headline"
            same = [one for one in context.article.events.values() if one is not event and one.type == event.type]
            hint = "quote the sentence of the article that says so"
            if same:
                named = " or ".join(backticked(one.id) for one in same[:_MOST_NAMED])
                hint += f"; or delete the event, if it is {named}"
            yield Finding(path, message, help=hint)


_MOST_NAMED: Final = 3


def _raw(context: ArticleContext, span: Span) -> str:
    assert context.text is not None
    return context.text.raw[slice(*span)]
