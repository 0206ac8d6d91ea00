"""What selected words are likely to be, best first: the head of the menu. Nothing of it is written before it is chosen.

What words of a language mean, the rules know too: `text`. Only kinds of actors and types of events need more of them,
`words.json`; of languages that it lacks, fewer guesses are made.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from newscorpus.annotating.meanings import (
    LONGEST_CUE,
    WORD,
    Guess,
    add,
    distance,
    kind_of,
    named_in,
    put,
    roles_in,
    speaker_of,
    types_of,
)
from newscorpus.api.annotate import marks_in
from newscorpus.models import Article, Event
from newscorpus.models.edtf import before, bounds_of
from newscorpus.models.gazetteer import country_named, country_of_place
from newscorpus.rules.speakers import attributes
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.harm import harm_of
from newscorpus.text.index import Text
from newscorpus.text.meant_dates import dates_meant
from newscorpus.text.quantities import read_quantities
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten
from newscorpus.views import phrases

_LONGEST_NAME: Final = 7
"""Words of a name, at most."""
_LONGEST_VALUE: Final = 8
_SHOWN: Final = 6
_LEAST: Final = 30
"""Guesses with a lower score are not made."""
_OPEN: Final = 65
"""The score of a guess that leaves a question."""
_NEAR: Final = 60
"""Code points between a claim and its cue, at most."""


class Guesses:
    """Looks at some words of an article, and at what is annotated around them.

    Attributes:
        words: The words, on one line.
        event: The id of the event that they most likely belong to; None if there is none.
        known: The id of the actor that they name, if it is known.
        dates: The dates that they can mean, the likeliest first.
        value: The number that they give, as `counts` have it.
        amount: The quantity with its unit, as `things` have it.
        country: The code of the country that they name, or in which they are.
        speaker: The id of who most likely says them, and the span of the cue.
        nearest: The ids of all actors, the likeliest first.
        kind: The likeliest kind of actor.
    """

    def __init__(self, article: Article, text: Text, span: Span, current: str | None) -> None:
        self._article, self._text, self._span = article, text, span
        self._marks = marks_in(article)
        self._here = {"span": list(span)}
        self.words = flatten(text.raw[slice(*span)])
        self._parts = self.words.split()
        self._language = (article.language or "en").split("-")[0]
        self._grammar = grammar_of(article.language) or Grammar(self._language)
        self._small = self._grammar.articles | self._grammar.prepositions | self._grammar.conjunctions
        quotations = text.quotations.spans
        self._quoted = next((q for q in quotations if q[0] <= span[0] and span[1] <= q[1]), None)
        around = [mark.path for mark in self._marks if mark.start <= span[0] and span[1] <= mark.end]
        self.event = self._event(current, [str(path[1]) for path in around if path[0] == "events"])
        self.inside = ("events", self.event, "evidence") in {path[:3] for path in around}
        self.dates = self._dates()
        self.value, self.amount = (None, None) if self.dates else self._numbers()
        self.country = country_named(self.words) or country_of_place(self.words)
        self.known = self._actor()
        self._common = {key: self._words_of(key) & self._own for key in article.actors}
        self.nearest = self._nearest()
        self.speaker = speaker_of(text, span, self._quoted, self._marks, self._grammar)
        self.kind = kind_of(self._parts, self._language)

    def best(self) -> list[Guess]:
        """Return the best guesses, each label once."""
        by_label = dict[str, Guess]()
        for guess in sorted(self._all(), key=lambda guess: -guess.score):
            if guess.score >= _LEAST:
                by_label.setdefault(guess.label, guess)
        return list(by_label.values())[:_SHOWN]

    # --- what the words are

    @property
    def _own(self) -> set[str]:
        return set(WORD.findall(self.words.lower())) - self._small

    def _is_name(self) -> bool:
        """Whether the words look like a name: capitals, but for small words; or few words of a script without case."""
        if self.words.lower() == self.words.upper():
            return len(self._parts) <= 4
        capitals = [word[:1].isupper() for word in self._parts]
        pairs = zip(capitals, self._parts, strict=True)
        fits = all(is_capital or word.lower() in self._small for is_capital, word in pairs)
        return fits and any(capitals) and len(self._parts) < _LONGEST_NAME

    def _event(self, current: str | None, covering: Sequence[str]) -> str | None:
        """The event around the words, or the one that the page has last shown."""
        event = current if current in self._article.events else None
        if covering and event not in covering and (event is None or len(set(covering)) == 1):
            return covering[0]
        return event

    def _dates(self) -> list[str]:
        words, published = self.words, bounds_of((self._article.published or "")[:10])
        day = published.latest if published else None
        first, _, rest = words.partition(" ")
        is_behind = first.lower() in self._grammar.prepositions
        for tried in (rest, words) if is_behind else (words,):
            is_short = len(self._parts) <= _LONGEST_VALUE
            meant = dates_meant(tried, self._article.language, day, to_come=None) if tried and is_short else None
            if meant:
                return sorted(meant.dates, key=lambda edtf: distance(edtf, day))
        return []

    def _numbers(self) -> tuple[str | None, str | None]:
        reading = read_quantities(self.words, self._language) if len(self._parts) <= _LONGEST_VALUE else None
        amounts = [amount for amount in reading.amounts if not amount.by_article] if reading else []
        if not amounts:
            return None, None
        units = amounts[0].units
        return amounts[0].value(""), amounts[0].value(units[0]) if units else None

    def _actor(self) -> str | None:
        """The actor whose name the words are, or that is mentioned exactly here."""
        first, _, rest = self.words.partition(" ")
        forms = {self.words, rest if first.lower() in self._grammar.articles else self.words}
        named = next((key for key, actor in self._article.actors.items() if forms & set(actor.forms)), None)
        marks = [mark for mark in self._marks if (mark.start, mark.end) == self._span]
        here = {str(mark.path[1]) for mark in marks if mark.path[0] == "actors"}
        return named or (here.pop() if len(here) == 1 else None)

    def _words_of(self, key: str) -> set[str]:
        """The words of the names and offices of an actor."""
        actor = self._article.actors[key]
        forms = (*actor.forms, actor.name or "", *(role.title.exact for role in actor.roles))
        return set(WORD.findall(" ".join(forms).lower())) - self._small

    def _fits(self, key: str) -> bool:
        """Whether the words are part of the names and offices of an actor, or have all of its name."""
        name = set(WORD.findall((self._article.actors[key].name or "").lower())) - self._small
        return self._common[key] == self._own or (bool(name) and name <= self._own)

    def _nearest(self) -> list[str]:
        """The actors: those with words in common first, then those mentioned nearby."""
        away = dict.fromkeys(self._article.actors, len(self._text.raw))
        for mark in self._marks:
            key = str(mark.path[1])
            if mark.path[0] == "actors":
                away[key] = min(away[key], abs(mark.start - self._span[0]))
        return sorted(away, key=lambda key: (-len(self._common[key]), away[key]))

    # --- the guesses

    def _all(self) -> Iterator[Guess]:
        is_value, count = bool(self.dates) or self.value is not None, len(self._parts)
        if self.event:
            event = self._article.events[self.event]
            for way in (self._times, self._counts, self._places, self._parts_of):
                yield from way(self.event, event)
        elif self.dates and self._article.events:
            yield Guess(_OPEN, "Time of …", phrases.dated(self.dates[0]), "when", ask="time")
        if not self.dates and not (self._quoted and count > 3) and count <= _LONGEST_NAME:
            yield from self._actors()
        if not self.dates and not (is_value and count < LONGEST_CUE):
            yield from self._claims()
            yield from self._events()

    def _title(self, key: str) -> str:
        return phrases.cropped(phrases.title(self._article.events[key]), 34)

    def _name(self, key: str) -> str:
        return self._article.actors[key].name or key

    def _times(self, key: str, event: Event) -> Iterator[Guess]:
        published = bounds_of((self._article.published or "")[:10])
        for i, edtf in enumerate(self.dates[:3]):
            steps = put("events", key, "when", edtf=edtf, text=self._here)
            detail = f"{edtf} · when of {self._title(key)}" + (" · which has one" if event.when else "")
            bounds = bounds_of(edtf)
            if event.status == "occurred" and published and bounds and before(published, bounds):
                steps.insert(0, {"do": "replace", "path": ["events", key, "status"], "value": "planned"})
                detail = f"planned · {detail}"
            yield Guess((70 if event.when else 95) - i, phrases.dated(edtf), detail, "when", steps)

    def _counts(self, key: str, event: Event) -> Iterator[Guess]:
        if self.value is None:
            return
        if event.kind == "incident":
            harms = self._harms()
            for i, harm in enumerate(harms[:2]):
                steps = add("events", key, "casualties", harm, count=self.value, text=self._here)
                yield Guess(92 - i * 20, f"{self.value} {harm}", f"in {self._title(key)}", "incident", steps)
            if not harms:
                yield Guess(_OPEN, f"Count: {self.value} …", f"harmed in {self._title(key)}", "incident", ask="count")
        steps = add("events", key, "things", "amount", text=self._here, value=self.amount)
        score = 70 if self.amount else 45
        yield Guess(score, f"Amount {self.amount or self.value}", f"of {self._title(key)}", "detail", steps)

    def _harms(self) -> list[str]:
        """The harms of which the words speak, or else their clause or sentence; none if it speaks of none."""
        harm, raw = harm_of(self._language), self._text.raw
        return sorted(harm.kinds(raw, self._span) or harm.kinds_nearby(raw, self._span)) if harm else []

    def _places(self, key: str, event: Event) -> Iterator[Guess]:
        is_known = any(flatten(place.name.exact) == self.words for place in event.places)
        is_in = named_in(self._text.raw, self._span, self._grammar)
        capitals = any(part[:1].isupper() for part in self._parts[1:]) and len(self._parts) < LONGEST_CUE
        looks = self.words != self.words.lower() and (self._is_name() or (is_in and capitals))
        if is_known or self.dates or not (self.country or (looks and self.value is None and not self.known)):
            return
        score = (93 if is_in else 60) if self.country else 89 if is_in else 50
        steps = add("events", key, "places", name=self._here, country=self.country)
        detail = f"{self.country} · of {self._title(key)}" if self.country else f"of {self._title(key)}"
        yield Guess(score, "Place", detail, "place", steps)

    def _parts_of(self, key: str, event: Event) -> Iterator[Guess]:
        """The trigger of an event, in its evidence; outside, further evidence."""
        if self.dates or self.value:
            return
        ways = (
            (self.inside and len(self._parts) <= 3 and not self._is_name(), "Trigger", "triggers"),
            (not self.inside and len(self._parts) > 2, "Evidence", "evidence"),
        )
        for fits, label, field in ways:
            if fits:
                score = 82 if types_of(self.words) and self.inside else 52 - 12 * self.inside
                steps = [{"do": "add", "path": ["events", key, field], "value": self._here}]
                yield Guess(score, label, f"of {self._title(key)}", event.kind, steps)

    def _participant(self, role: str, actor: str) -> list[dict[str, Any]]:
        mention = self._here if self.inside else None
        return add("events", str(self.event), "participants", role, actor=actor, mention=mention)

    def _actors(self) -> Iterator[Guess]:
        event = self._article.events[self.event] if self.event else None
        if self.known:
            if event and self.known not in event.parties:
                for i, role in enumerate(roles_in(event)):
                    steps, label = self._participant(role, self.known), f"{self._name(self.known)} as {role}"
                    yield Guess(86 - 3 * i, label, f"in {self._title(event.id)}", "actor", steps)
            return
        is_name, is_short = self._is_name(), len(self._parts) < LONGEST_CUE
        related = [key for key in self.nearest if self._common[key]]
        for i, key in enumerate(related[:2]):
            actor, fits = self._article.actors[key], self._fits(key)
            if is_name and self.words not in (actor.name, *actor.aliases):
                step = {"do": "add", "path": ["actors", key, "aliases"], "value": self.words}
                label, score = f"Another name of {self._name(key)}", 88 if fits else 55
                yield Guess(score - 6 * i, label, "wherever it stands", "actor", [step])
            likely = 70 if is_name else 90 if is_short else _LEAST
            yield self._mention(key, (likely if fits else 45) - 6 * i)
        if not (self.value and is_short):
            yield from self._new_actors(event, is_name=is_name)
        for key in [] if related or self.value else self.nearest[:2]:
            yield self._mention(key, 20 if is_name else _LEAST)

    def _mention(self, key: str, score: float) -> Guess:
        steps = [{"do": "add", "path": ["actors", key, "mentions"], "value": self._here}]
        return Guess(score, f"Mention of {self._name(key)}", "here only", "actor", steps)

    def _new_actors(self, event: Event | None, *, is_name: bool) -> Iterator[Guess]:
        kind = self.kind
        score = 84 if is_name else 78 if kind == "group" else 35 if len(self._parts) < LONGEST_CUE else 0
        country = self.country if kind in ("country", "locality") else None
        new = add("actors", words=self._here, kind=kind, country=country)
        yield Guess(score, "New actor", kind if is_name else f"{kind} · only here: it is no name", "actor", new)
        if event and score > _LEAST + 20:
            role = roles_in(event)[0]
            steps = [*new, *self._participant(role, "$0")]
            yield Guess(score - 2, f"New actor as {role}", f"{kind} · in {self._title(event.id)}", "actor", steps)

    def _claims(self) -> Iterator[Guess]:
        count = len(self._parts)
        if count < 3 or (self._is_name() and count < LONGEST_CUE):
            yield from self._cues()
            return
        who, cue = self.speaker
        words = self._text.raw[slice(*cue)] if cue else ""
        score = 96 if self._quoted or attributes(words, self._grammar) else 48
        details = [f"cue “{words}”"] if words else []
        details += [f"about {self._title(self.event)}"] if self.inside and self.event else []
        if who is None:
            yield Guess(score, "Claim, by …", ", ".join(details), "claim", ask="speaker")
        else:
            steps = [{"do": "add", "path": ["claims"], "value": {**self.claim, "by": [who]}}]
            yield Guess(score, f"Claim by {self._name(who)}", ", ".join(details), "claim", steps)

    @property
    def claim(self) -> dict[str, Any]:
        """The words as a claim, with the cue and the event that they are about."""
        cue = self.speaker[1]
        value: dict[str, Any] = {"quote": [self._here]}
        value |= {"cue": {"span": list(cue)}} if cue else {}
        return value | ({"about": [self.event]} if self.inside else {})

    def _cues(self) -> Iterator[Guess]:
        start, end = self._span
        for i, claim in enumerate(self._article.claims):
            first, last = claim.quote[0].start, claim.quote[0].end
            if claim.cue is None and first and last and min(abs(last - start), abs(first - end)) < _NEAR:
                steps = [{"do": "set", "path": ["claims", i, "cue"], "value": self._here}]
                yield Guess(76, f"Cue of “{phrases.cropped(claim.words, 30)}”", "says who says it", "claim", steps)

    def _events(self) -> Iterator[Guess]:
        count = len(self._parts)
        if self._is_name() and count < LONGEST_CUE:
            return
        score = (88 if count > 3 else 60) - (30 if self._quoted else 0)
        for i, (kind, name) in enumerate(types_of(self.words)[:2]):
            steps = add("events", kind=kind, type=name, evidence=[self._here])
            yield Guess(score + 4 - 2 * i, f"New event: {phrases.word(name)}", kind, kind, steps)
        if count > 2:
            yield Guess(score - 2, "New event …", "choose the type", "event", ask="type")
