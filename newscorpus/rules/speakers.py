"""NC601, NC605 and NC609: quotations without speaker or claim, and speakers who are not present."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Claim, Event
from newscorpus.rules.context import ArticleContext, text_path, well_formed, well_formed_claims
from newscorpus.rules.event_status import UNREAL
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, touch
from newscorpus.text.words import flatten, pattern, pattern_in

_GUILLEMETS = pattern("[«»]")
_WORD = pattern(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_TITLE = 200
"""Code points. Of a longer quotation, only the beginning decides whether it is a title."""


def is_speech(text: Text, quotation: Span) -> bool:
    """Return whether a quotation is certainly speech.

    It is not a title or a term, and its marks are paired correctly.
    """
    start, end = quotation
    return _is_paired(text, quotation) and not _is_term(text.raw[start : min(end, start + _LONGEST_TITLE)])


def _is_paired(text: Text, quotation: Span) -> bool:
    """Whether the opening mark is one: marks that may close too (" ” ») are confused where a mark is missing, or means
    inches.
    """
    raw, start = text.raw, quotation[0]
    mark = raw[start]
    if mark == "»":
        first = _GUILLEMETS.search(raw)
        return first is not None and first[0] == mark
    if mark == "”":
        return _are_even(raw, mark, text.paragraph(start)) and "“" not in raw
    return mark != '"' or _are_even(raw, mark, text.paragraph(start))


@lru_cache(maxsize=8)
def _are_even(raw: str, mark: str, paragraph: Span) -> bool:
    return raw.count(mark, *paragraph) % 2 == 0


def _is_term(words: str) -> bool:
    """Whether words in quotation marks are few, or each long one is capitalised, as in titles of works and products."""
    all_words = _WORD.findall(words)
    long = [word for word in all_words if len(word) > 3 and word.lower() != word.upper()]
    unspaced = not long and len("".join(all_words)) > 9  # scripts without spaces
    return (len(all_words) < 3 and not unspaced) or (bool(long) and all(word[0].isupper() for word in long))


@rule(
    "NC601",
    "quotation-without-speaker",
    WARNING,
    "a direct quotation, or what the text says that somebody said, has no speaker",
    needs_text=True,
)
def quotation_without_speaker(context: ArticleContext) -> Iterator[Finding]:
    """
    A claim without `by` is the article's own voice, and an article does not quote itself. Say who speaks; if the
    article does not, name an actor with `named: false` (`a neighbour`). Nor is its own what `Anna Berg said` follows,
    or what has a `cue`. Titles, and terms of one or two words, in quotation marks are no direct quotations.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - quote: I am glad to be in Oslo # <NC601>
        -     about: anna
        +     by: anna
          text: “I am glad to be in Oslo,” Anna Berg said.
    """
    text, grammar = context.known_text, grammar_of(context.article.language)
    for i, claim in well_formed_claims(context):
        path: Path = ("claims", i, "quote")
        if claim.by or claim.via or context.is_broken(*path):
            continue
        behind = _said_by(context, spans(claim.quote)[-1][1], grammar) if grammar else None
        if context.article.form(claim) == "direct":
            here, *_ = spans(claim.quote)
            around = next((q for q in text.quotations.around(here) if is_speech(text, q)), None)
            if around:
                message = f"direct quotation has no speaker: {backticked(flatten(claim.words))}"
                hint = f"add `by: {behind[1]}`" if behind else "add `by: ACTOR`, the actor who says it"
                yield Finding(path, message, in_text=((around, "the quotation"),), help=hint)
        elif claim.cue is not None and grammar is not None and attributes(claim.cue.exact, grammar):
            message = f"claim has no speaker, but a cue: {backticked(flatten(claim.cue.exact))}"
            place = tuple((span, "the cue") for span in spans([claim.cue]))
            yield Finding(path, message, in_text=place, help="add `by: ACTOR`, whom the cue names, or delete the cue")
        elif behind:
            said = backticked(flatten(text.raw[slice(*behind[0])]))
            message = f"claim has no speaker, but {said} follows it"
            yield Finding(path, message, in_text=((behind[0], "here"),), help=f"add `by: {behind[1]}`")


def attributes(cue: str, grammar: Grammar) -> bool:
    """Return whether a cue has a verb of speech, or is `according to` somebody; not `seems to show`."""
    words = cue.lower().split()
    sources = any(tuple(words[i : i + len(phrase)]) == phrase for phrase in grammar.sources for i in range(len(words)))
    return sources or not grammar.speech.isdisjoint(words)


def _said_by(context: ArticleContext, end: int, grammar: Grammar) -> tuple[Span, str] | None:
    """The words right behind a claim with which the text attributes it, with the actor: `, Anna Berg said`."""
    raw = context.known_text.raw
    for (start, stop), key in names_of(context).mentions((end, min(len(raw), end + _NEAR))):
        before, after = _WORD.findall(raw[end:start].lower()), _VERB.match(raw, stop)
        is_before = len(before) == 1 and before[0] in grammar.quoting
        is_behind = not before and after is not None and after[1] in grammar.speech
        is_next = _SEPARATE.fullmatch(raw, end, start - len(before[0]) - 1 if is_before else start)
        if (is_before or is_behind) and is_next:
            first = start - len(before[0]) - 1 if is_before else start
            return (first, after.end() if after and is_behind else stop), key
    return None


_NEAR = 80
"""Code points behind a claim in which a name is looked for."""
_VERB = pattern(r" ([a-z]+)")
_SEPARATE = pattern(r"[,”\"»’]* ")
"""What is between a claim and the words that attribute it."""


@rule("NC605", "speaker-not-present", WARNING, "the speaker of a claim does not take part in its occasion")
def speaker_not_present(context: ArticleContext) -> Iterator[Finding]:
    """
    Who speaks on an occasion takes part in it: as speaker, participant, audience, or through the body whose office
    they hold. A claim that somebody else relays has `via`. What somebody wrote `on its website` was said at none.

    Example:
          {PLANNED_TALKS}

            briefing:
              kind: meeting
              type: briefing
              participants: {speaker: carl}
              evidence:
                - Carl Dahl told reporters
          claims:
            - by: anna
              quote: she will be late
        -     at: briefing # <NC605>
          text: Anna Berg will meet Carl Dahl, Carl Dahl told reporters. Anna Berg wrote that she will be late.
    """
    taking_part: dict[str, _Parties] = {}
    parts: dict[str, list[str]] = {}
    for key, event in context.article.events.items():
        for whole in event.relations.get("part_of", ()):
            parts.setdefault(whole, []).append(key)
    for i, claim in well_formed_claims(context):
        occasion = context.article.events.get(claim.at or "")
        if occasion is None or not well_formed(context, "events", occasion.id):
            continue
        if occasion.id not in taking_part:
            taking_part[occasion.id] = _Parties(context, [occasion.id, *parts.get(occasion.id, ())])
        parties = taking_part[occasion.id]
        speakers = [*claim.by, *([claim.via] if claim.via else [])]
        if not speakers or not parties.are_known or any(name not in context.article.actors for name in speakers):
            continue
        medium = _medium(context, claim, occasion)
        if medium is not None:
            message = f"claim was made {backticked(medium)}, and not at {backticked(occasion.id)}"
            hint = "delete `at`, or correct it"
            yield Finding(("claims", i, "at"), message, related=((("events", occasion.id), "the occasion"),), help=hint)
        elif not any(parties.include(context.article.actors[speaker]) for speaker in speakers):
            who = claim.via or ", ".join(claim.by)
            message = f"speaker {backticked(who)} does not take part in {backticked(occasion.id)}"
            hint = f"correct `by` or `at`, or add {backticked(who)} to the participants of {backticked(occasion.id)}"
            related = ((("events", occasion.id), "the occasion"),)
            yield Finding(("claims", i, "at"), message, related=related, help=hint)


@rule("NC623", "occasion-to-come", WARNING, "a claim was made at an event that has not taken place")
def occasion_to_come(context: ArticleContext) -> Iterator[Finding]:
    """
    `at` is the event at which something was said. What is `planned`, `possible`, or was called off, is what the claim
    is about, at most.

    Example:
          {PLANNED_TALKS}

          claims:
            - by: carl
              quote: I shall be late
        -     at: talks # <NC623>
        +     about: talks
          text: Anna Berg will meet Carl Dahl. “I shall be late,” Carl Dahl said.
    """
    for i, claim in well_formed_claims(context):
        occasion = context.article.events.get(claim.at or "")
        if occasion is not None and occasion.status in UNREAL and well_formed(context, "events", occasion.id):
            message = f"occasion {backticked(occasion.id)} is {occasion.status}: nothing was said at it"
            hint = f"delete `at`, or write `about: {occasion.id}`; or correct the status"
            related = ((("events", occasion.id), "the occasion"),)
            yield Finding(("claims", i, "at"), message, related=related, help=hint)


def _medium(context: ArticleContext, claim: Claim, occasion: Event) -> str | None:
    """Words of the sentence of a claim that say where it was written, if it is not that of its occasion."""
    text = context.text
    if text is None or occasion.type == "call" or context.language != "en":
        return None
    here = [sentence(text.raw, span) for span in spans([*claim.quote, *([claim.cue] if claim.cue else [])])]
    if touch(here, spans(occasion.evidence)):
        return None
    medium = next(filter(None, (_WRITTEN.search(text.raw, *span) for span in here)), None)
    return flatten(medium[0]) if medium else None


_WRITTEN: Final = pattern_in("en", "written_to")
"""Words for a way to say something that needs no meeting."""


class _Parties:
    """Those who take part in an occasion or in a part of it, as sets, since there may be as many speakers."""

    def __init__(self, context: ArticleContext, events: Iterable[str]) -> None:
        parties = {
            (role, party.actor)
            for event in events
            for role, names in context.article.events[event].participants.items()
            for party in names
        }
        actors = [(role, context.article.actors.get(name)) for role, name in parties]
        self.are_known = bool(actors) and all(actor is not None for _, actor in actors)
        """Whether there are parties, and all of them are actors of the article."""
        known = [(role, actor) for role, actor in actors if actor is not None]
        self._ids = {actor.id for _, actor in known}
        self._has_group = any(actor.kind == "group" and role != "audience" for role, actor in known)
        self._countries = {actor.country for _, actor in known if actor.kind == "country" and actor.country}
        self._of_countries = {actor.country for _, actor in known if actor.country}
        self._bodies = {role.org for _, actor in known for role in actor.roles}

    def include(self, speaker: Actor) -> bool:
        """Whether the speaker is a party, acts for one, or may belong to one: members of groups are not annotated."""
        if speaker.id in self._ids or (speaker.kind == "group" and not speaker.named) or self._has_group:
            return True
        acts = speaker.country in self._countries or any(role.org in self._ids for role in speaker.roles)
        represented = speaker.kind == "country" and speaker.country in self._of_countries
        return acts or represented or speaker.id in self._bodies


@rule("NC609", "unclaimed-quotation", HINT, "no claim covers a quotation of the article text", needs_text=True)
def unclaimed_quotation(context: ArticleContext) -> Iterator[Finding]:
    """
    What somebody says in quotation marks is a claim. Titles, and terms of one or two words, are none. Single marks (‘
    ’) do not count.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
        + claims:
        +   - by: anna
        +     quote: I am glad to be in Oslo
          text: “I am glad to be in Oslo,” Anna Berg said. # <NC609>
    """
    if context.is_broken("claims"):
        return
    text = context.known_text
    quoted = sorted(spans([quote for claim in context.article.claims for quote in claim.quote]))
    reach = [0, *accumulate((end for _, end in quoted), max)]  # how far the first ones reach
    seen: set[str] = set()
    reached = 0
    for a, b in sorted(text.quotations.spans, key=lambda span: (span[0], -span[1])):
        if b <= reached:
            continue  # within another quotation
        reached = b
        words = flatten(text.raw[a:b])
        claimed = reach[bisect_left(quoted, (b,))] > a
        if not claimed and words not in seen and is_speech(text, (a, b)):
            seen.add(words)
            message = f"no claim covers the quotation {backticked(words)}"
            hint = "add a claim: `{by: ACTOR, quote: WORDS}`"
            yield Finding(text_path(context), message, in_text=(((a, b), "here"),), help=hint, arguments=(words,))
