"""NC615: claims about another event than the one whose evidence they are."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Claim
from newscorpus.rules.claims.sources import bodies_of
from newscorpus.rules.context import ArticleContext, memoized, well_formed_claims, well_formed_events
from newscorpus.rules.events.mentioned import mentioned_in
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.stems import STEM, stems, stems_of_actors, stems_of_events, stems_of_names
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, touch
from newscorpus.text.term_words import has_words
from newscorpus.text.words import words_in


@rule("NC615", "claim-of-another-event", HINT, "the words of a claim are of another event", needs_text=True)
def claim_of_another_event(context: ArticleContext) -> Iterator[Finding]:
    """
    Where the words of a claim are evidence of one event, and have no word of the event that it is `about`, it is about
    the first one; so it is where a name of the quote is in the evidence of one other event of the paragraph alone,
    where its sentence has a noun that names the other one (`this law`), and where the speaker takes part in the event
    of this sentence or of the one before. Not reported if the two events are related, or in one sentence. English,
    German and Spanish.

    Example:
          {ACTORS}

          events:
            strike:
              kind: incident
              type: protest
              status: planned
              evidence:
                - the drivers will strike on Monday
            match:
              kind: event
              type: contest
              evidence:
                - Lomar lost the final
          claims:
            - by: anna
              quote: the drivers will strike on Monday
        -     about: match # <NC615>
        +     about: strike
          text: Lomar lost the final. Anna Berg said that the drivers will strike on Monday. Carl Dahl agreed.
    """
    grammar = grammar_of(context.article.language)
    if grammar is None:
        return
    shown = dict(_evidence(context))
    for i, claim in well_formed_claims(context):
        about = [one for one in claim.about if one in shown]
        if not about or len(about) < len(claim.about) or context.is_broken("claims", i):
            continue
        found = _Subject(context, claim, about, shown, grammar).other()
        if found is None or any(_are_related(context, one, found[0]) for one in about):
            continue
        other, why = found
        message = f"{why} {backticked(other)}, and has no word of {backticked(about[0])}"
        hint = f"write `about: {other}`, if that is meant"
        related = ((("events", other, "evidence"), "the same words"),)
        yield Finding(("claims", i, "about"), message, related=related, help=hint)


class _Subject:
    """What the words of a claim are about, if they have no word of the events in `about`."""

    def __init__(
        self,
        context: ArticleContext,
        claim: Claim,
        about: list[str],
        shown: Mapping[str, list[Span]],
        grammar: Grammar,
    ) -> None:
        assert context.text is not None
        self._context, self._about, self._shown, self._grammar = context, about, shown, grammar
        self._events = context.article.events
        self._raw, self._paragraph = context.text.raw, context.text.paragraph(claim.quote[0].start or 0)
        self._quotes = spans(claim.quote)
        self._here = [sentence(self._raw, span) for span in self._quotes]
        self._said = stems(context, " ".join(self._raw[a:b] for a, b in self._here)) - stems_of_actors(context)
        self._stems, self._names = dict(stems_of_events(context)), dict(stems_of_names(context))
        begin = self._here[0][0]
        self._before = sentence(self._raw, (begin - 3, begin - 2)) if begin > _GAP else self._here[0]
        actors = (context.article.actors[one] for one in claim.by if one in context.article.actors)
        self._denies = claim.stance == "denies"
        self._side = {*claim.by, *(body for actor in actors for body in bodies_of(actor))}

    def other(self) -> tuple[str, str] | None:
        """Return another event that the words are of, and what shows it."""
        if any(touch(self._shown[one], self._here) for one in self._about):
            return None
        others = [one for one, found in self._shown.items() if one not in self._about and touch(found, self._quotes)]
        if self._names_party(others):
            return None
        is_answer = self._is_near() or any(self._is_suspect(one) for one in self._about)
        if others and self._denies and is_answer and any(self._is_alleged(one) for one in self._about):
            return None  # `rejected the charge`, `the money was a loan`
        if others and self._judges_any():
            return None
        others = others or self._named_alone()
        if others:
            return None if self._has_word(others[0]) else (others[0], "quote is evidence of")
        if any(word[:STEM] in self._stems[one] for word in self._nouns for one in self._about):
            return None
        named = self._named_again()
        if any(key in self._about for key in named):
            return None
        if len(named) == 1 and not self._has_word():
            return named[0], "claim has a noun that names"
        return self._by_noun() or (None if self._denies else self._by_speaker())

    def _named_again(self) -> list[str]:
        """The events that nouns of the quotes name: `the breach`."""
        if self._grammar.language != "en":
            return []
        found = (key for span in self._quotes for _, key in mentioned_in(self._context, span))
        return [key for key in dict.fromkeys(found) if key in self._shown]

    def _has_word(self, other: str = "") -> bool:
        """Whether the sentences have a word of the events in `about`, but for those of the other event."""
        said = self._said - self._stems[other] if other else self._said
        return any(not said.isdisjoint(self._stems[one]) for one in self._about)

    def _names_party(self, others: list[str]) -> bool:
        """Whether a quote names who takes part in an event in `about`, and not in another one whose evidence it is."""
        parties = {actor for one in self._about for actor in self._events[one].parties}
        parties -= {actor for one in others for actor in self._events[one].parties}
        return any(not parties.isdisjoint(names_of(self._context).keys(span)) for span in self._quotes)

    def _is_near(self) -> bool:
        """Whether an event in `about` is in the paragraph, or in the sentence before."""
        return any(touch(self._shown[one], [self._paragraph, self._before]) for one in self._about)

    def _is_alleged(self, key: str) -> bool:
        return self._events[key].status == "alleged" or bool(self._events[key].in_role("suspect"))

    def _is_suspect(self, key: str) -> bool:
        return not self._side.isdisjoint(self._events[key].in_role("suspect"))

    def _is_among(self, key: str) -> bool:
        """Whether a speaker may be one of a group that takes part in an event: of the same sector and country."""
        actors = self._context.article.actors
        groups = [actors[one] for one in self._events[key].parties if one in actors and actors[one].kind == "group"]
        own = {(one.sector, one.country) for one in map(actors.get, self._side) if one and one.sector and one.country}
        return any((group.sector, group.country) in own for group in groups)

    def _is_party(self, key: str) -> bool:
        return not self._side.isdisjoint(self._events[key].parties)

    @cached_property
    def _nouns(self) -> list[str]:
        """What the sentences speak of as known: `this law`, `no such request`."""
        if self._grammar.language != "en":
            return []
        return [word for a, b in self._here for word in _KNOWN.findall(self._raw[a:b])]

    def _judges_any(self) -> bool:
        """Whether a quote says how somebody finds what a noun for any event names: `it regretted the decision`."""
        return self._grammar.language == "en" and any(_REGRETTED.search(self._raw, a, b) for a, b in self._quotes)

    def _is_of_type(self, word: str, keys: list[str]) -> bool:
        """Whether a noun may name an event of the type of one of some events."""
        types = (self._events[one].type for one in keys)
        return any(has_words(word, "types", one, self._grammar.language) for one in types)

    def _by_noun(self) -> tuple[str, str] | None:
        """The event that a noun names: `this law`, or `called the ruling` before the quote."""
        judged = _JUDGED.search(self._raw, self._here[0][0], self._quotes[0][0])
        for word in judged[1].lower().split() if judged and self._grammar.language == "en" else ():
            for key in self._shown:
                if key not in self._about and word[:STEM] in self._names[key]:
                    return key, f"claim is a judgement of {backticked(word)}, which names"
            of_type = [] if word in _VAGUE else [key for key in self._shown if self._is_of_type(word, [key])]
            if len(of_type) == 1 and of_type[0] not in self._about and not self._is_of_type(word, self._about):
                return of_type[0], f"claim is a judgement of {backticked(word)}, which may name"
        if self._is_near() and (self._has_word() or any(self._is_party(one) for one in self._about)):
            return None
        for word in self._nouns:
            for key in self._shown:
                if key not in self._about and word[:STEM] in self._names[key]:
                    return key, f"claim has {backticked(word)}, which names"
        return None

    def _by_speaker(self) -> tuple[str, str] | None:
        """The event of the sentence, or of the one before, that is no act of speech, and that the speaker acts in."""
        of_type = any(self._is_of_type(word, self._about) for word in self._nouns)
        if of_type or self._has_word() or self._is_near() or any(self._is_party(one) for one in self._about):
            return None
        if self._paragraph[0] > _LEAD and any(start < _LEAD for one in self._about for start, _ in self._shown[one]):
            return None  # what the article is about, much is said of
        for key, found in self._shown.items():
            is_act = key not in self._about and self._events[key].type not in _SPEECH
            if is_act and (self._is_party(key) or self._is_among(key)) and touch(found, [*self._here, self._before]):
                return key, "claim is beside"
        return None

    def _named_alone(self) -> list[str]:
        """The only event of the paragraph whose evidence has a name of a quote, no actor's: `Oslo stays open`."""
        raw, paragraph = self._raw, self._paragraph
        about = [span for one in self._about for span in self._shown[one]]
        if not touch(about, [paragraph]) or touch(about, [self._before]):
            return []
        names = {word for a, b in self._quotes for word in _NAME.findall(raw[a:b])}
        actors = self._context.article.actors.values()
        names = {name for name in names if not any(name in actor.forms for actor in actors)}
        with_name = [
            one
            for one, found in self._shown.items()
            if any(name in raw[a:b] for name in names for a, b in found) and touch(found, [paragraph])
        ]
        is_other = len(with_name) == 1 and with_name[0] not in self._about
        return with_name if is_other and self._events[with_name[0]].type not in _SPEECH else []


_LEAD: Final = 100
"""Code points with which an article says what it is about."""
_GAP: Final = 3
"""Code points before a sentence in which the one before it ends."""
_SPEECH: Final = words_in("briefing")
"""Types of events that consist in words, about something else."""
_KNOWN: Final = re.compile(r"\b(?:[Tt]he|[Tt]his|that|these|those|such|[Nn]o|any)(?: [\w’'-]+){0,2}? ([a-z]{3,})\b")
_VAGUE: Final = words_in("case matter issue idea plan report result move step measure move situation affair")
"""Nouns that may name an event of any type."""
_REGRETTED: Final = re.compile(
    r"\b(?:regret|welcom|deplor|criticis|criticiz|condemn|denounc|prais|reject|support|respect|understood|accept|oppos"
    r"|back|applaud|lament|appeal)\w* (?:against )?(?:the|this|that|any such) (?:[\w’-]+ )?"
    r"(?:decision|move|step|measure|plan|case|matter|issue|outcome|result|news|development)s?\b"
)
"""A judgement of what may be any event."""
_JUDGED: Final = re.compile(
    r"\b(?:called|calls|described|denounced|condemned|critici[sz]ed|praised|welcomed|rejected|dismissed|hailed|branded"
    r"|labell?ed) (?:the|this|that|these|its|his|her|their) ((?:[\w’-]+ ){0,2}?[\w’-]+)(?: as)?,? [“„«\"‘']?\Z"
)
"""What is judged by the words of a quote behind it."""
_NAME: Final = re.compile(r"\b[A-ZÀ-Þ][\w’-]{4,}")


@memoized
def _evidence(context: ArticleContext) -> Iterator[tuple[str, list[Span]]]:
    """Yield the events with the spans of their evidence."""
    for key, event in well_formed_events(context):
        if not context.is_broken("events", key):
            yield key, spans(event.evidence)


def _are_related(context: ArticleContext, one: str, other: str) -> bool:
    """Whether one event is a part of the other, or the same, or the second is about the first."""
    events = context.article.events
    if one in events[other].relations.get("about", ()):
        return True
    return any(
        second in events[first].relations.get(how, ())
        for how in ("part_of", "same_as", "replaces")
        for first, second in ((one, other), (other, one))
    )
