"""What selected words are likely to be, best first: the head of the menu. Nothing of it is written before it is chosen.

The words of a language that this needs are data, `words.json`; of other languages, fewer guesses are made.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from newscorpus.annotating.meanings import (
    LONGEST_CUE,
    WORD,
    Guess,
    day_of,
    distance,
    is_after,
    roles_in,
    speaker_of,
    tables,
    types_of,
)
from newscorpus.api.annotate import marks_in
from newscorpus.models import Article, Event
from newscorpus.models.gazetteer import country_named, country_of_place
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.text.index import Text
from newscorpus.text.meant_dates import dates_meant
from newscorpus.text.quantities import read_quantities
from newscorpus.text.sentences import sentence
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
    """

    def __init__(self, article: Article, text: Text, span: Span, current: str | None) -> None:
        self._article, self._text, self._span = article, text, span
        self._marks = marks_in(article)
        self.words = flatten(text.raw[slice(*span)])
        self._parts = self.words.split()
        language = (article.language or "en").split("-")[0]
        self._table: Mapping[str, Any] = tables().get(language, {})
        self._quoted = next((q for q in text.quotations.spans if q[0] <= span[0] and span[1] <= q[1]), None)
        covering = [m.path[1] for m in self._marks if m.path[0] == "events" and m.start <= span[0] and span[1] <= m.end]
        self.event = self._event(current, [str(key) for key in covering])
        self.dates = list(self._dates())
        self.value, self.amount = (None, None) if self.dates else self._numbers(language)
        self.country = country_named(self.words) or country_of_place(self.words)
        self.known = self._actor()
        self.nearest = self._nearest()
        self.speaker = speaker_of(text, span, self._quoted, self._marks, self._table)
        self.inside = self.event is not None and any(
            m.path[:3] == ("events", self.event, "evidence") and m.start <= span[0] and span[1] <= m.end
            for m in self._marks
        )

    def best(self) -> list[Guess]:
        """Return the best guesses, each label once."""
        every = sorted(self._all(), key=lambda guess: -guess.score)
        by_label = {guess.label: guess for guess in reversed(every) if guess.score >= _LEAST}
        return sorted(by_label.values(), key=lambda guess: -guess.score)[:_SHOWN]

    def kind(self) -> str:
        """Return the likeliest kind of actor."""
        words, table = self.words.removeprefix("the ").removeprefix("The "), self._table
        lower = [word.lower() for word in words.split()]
        if country_named(words):
            return "country"
        if set(lower) & set(table.get("organizations", ())):
            return "organization"
        if country_of_place(words):
            return "locality"
        if not self._is_cased():
            return "person"
        capitals = [word[:1].isupper() for word in self._parts]
        if (lower and lower[-1] in table.get("groups", ())) or not any(capitals):
            return "group"
        if len(lower) in (2, 3) and all(capitals):
            return "person"
        return "organization" if words.isupper() else "unknown"

    # --- what the words are

    def _is_cased(self) -> bool:
        return any(char.islower() or char.isupper() for char in self.words)

    def _is_name(self) -> bool:
        """Whether the words look like a name: capitals, but for small words; or few words of a script without case."""
        if not self._is_cased():
            return len(self._parts) <= 4
        small = self._table.get("small", ())
        capitals = [word[:1].isupper() for word in self._parts]
        fits = all(capital or word.lower() in small for capital, word in zip(capitals, self._parts, strict=True))
        return fits and any(capitals) and len(self._parts) < _LONGEST_NAME

    def _event(self, current: str | None, covering: Sequence[str]) -> str | None:
        """The event around the words, or the one that the page has last shown."""
        event = current if current in self._article.events else None
        if covering and event not in covering:
            return covering[0] if event is None or len(set(covering)) == 1 else event
        return event

    def _dates(self) -> Iterator[str]:
        article, words = self._article, self.words
        if len(self._parts) > _LONGEST_VALUE:
            return
        day = day_of(article.published)
        before = self._table.get("before_times", ())
        rest = words.partition(" ")[2] if self._parts[:1] and self._parts[0].lower() in before else ""
        for tried in filter(None, (rest, words)):
            meant = dates_meant(tried, article.language, day, to_come=None)
            if meant:
                yield from sorted(meant.dates, key=lambda edtf: distance(edtf, day))
                return

    def _numbers(self, language: str) -> tuple[str | None, str | None]:
        reading = read_quantities(self.words, language) if len(self._parts) <= _LONGEST_VALUE else None
        amounts = [amount for amount in reading.amounts if not amount.by_article] if reading else []
        if not amounts:
            return None, None
        units = amounts[0].units
        return amounts[0].value(""), amounts[0].value(units[0]) if units else None

    def _actor(self) -> str | None:
        """The actor whose name the words are, or that is mentioned exactly here."""
        article = self._parts[:1] and self._parts[0].lower() in ("the", "a", "an")
        forms = {self.words, self.words.partition(" ")[2] if article else self.words}
        named = next((key for key, actor in self._article.actors.items() if forms & set(actor.forms)), None)
        here = {m.path[1] for m in self._marks if m.path[0] == "actors" and (m.start, m.end) == self._span}
        return named or (str(next(iter(here))) if len(here) == 1 else None)

    def _common(self, key: str) -> int:
        """How many words a selection shares with the names and offices of an actor."""
        actor = self._article.actors[key]
        forms = " ".join((*actor.forms, actor.name or "", *(role.title.exact for role in actor.roles))).lower()
        small = set(self._table.get("small", ()))
        return len(set(WORD.findall(self.words.lower())) & set(WORD.findall(forms)) - small)

    def _fits(self, key: str) -> bool:
        """Whether the words are part of the names and offices of an actor, or have all of its name."""
        small, actor = set(self._table.get("small", ())), self._article.actors[key]
        own = set(WORD.findall(self.words.lower())) - small
        name = set(WORD.findall((actor.name or "").lower())) - small
        return self._common(key) == len(own) or (bool(name) and name <= own)

    def _nearest(self) -> list[str]:
        """The actors: those with words in common first, then those mentioned nearby."""
        distance = dict.fromkeys(self._article.actors, len(self._text.raw))
        for mark in self._marks:
            key = str(mark.path[1])
            if mark.path[0] == "actors":
                distance[key] = min(distance[key], abs(mark.start - self._span[0]))
        return sorted(distance, key=lambda key: (-self._common(key), distance[key]))

    # --- the guesses

    def _all(self) -> Iterator[Guess]:
        if self.event:
            event = self._article.events[self.event]
            yield from self._times(self.event, event)
            yield from self._counts(self.event, event)
            yield from self._places(self.event, event)
            yield from self._parts_of(self.event, event)
        elif self.dates and self._article.events:
            yield Guess(_OPEN, "Time of …", phrases.dated(self.dates[0]), "when", ask="time")
        if not self.dates and not (self._quoted and len(self._parts) > 3):
            yield from self._actors()
        is_value = bool(self.dates) or (self.value and len(self._parts) < LONGEST_CUE)
        if not is_value:
            yield from self._claims()
            yield from self._events()

    def _title(self, key: str) -> str:
        return phrases.cropped(phrases.title(self._article.events[key]), 34)

    def _name(self, key: str) -> str:
        return self._article.actors[key].name or key

    def _here(self) -> dict[str, Any]:
        return {"span": list(self._span)}

    def _add(self, *path: str | int, **value: Any) -> list[dict[str, Any]]:
        return [{"do": "add", "path": list(path), "value": {k: v for k, v in value.items() if v is not None}}]

    def _times(self, key: str, event: Event) -> Iterator[Guess]:
        rank = 95 if event.when is None else 70
        for i, edtf in enumerate(self.dates[:3]):
            value = {"edtf": edtf, "text": self._here()}
            steps = [{"do": "set", "path": ["events", key, "when"], "value": value}]
            detail = f"{edtf} · when of {self._title(key)}" + (" · which has one" if event.when else "")
            if event.status == "occurred" and is_after(edtf, day_of(self._article.published)):
                steps.insert(0, {"do": "replace", "path": ["events", key, "status"], "value": "planned"})
                detail = f"planned · {detail}"
            yield Guess(rank - i, phrases.dated(edtf), detail, "when", steps)

    def _counts(self, key: str, event: Event) -> Iterator[Guess]:
        if self.value is None:
            return
        here = self._here()
        if event.kind == "incident":
            harms = self._harms()
            for i, harm in enumerate(harms[:2]):
                steps = self._add("events", key, "casualties", harm, count=self.value, text=here)
                yield Guess(92 - i * 20, f"{self.value} {harm}", f"in {self._title(key)}", "incident", steps)
            if not harms:
                yield Guess(_OPEN, f"Count: {self.value} …", f"harmed in {self._title(key)}", "incident", ask="count")
        steps = self._add("events", key, "things", "amount", text=here, value=self.amount)
        score = 70 if self.amount else 45
        yield Guess(score, f"Amount {self.amount or self.value}", f"of {self._title(key)}", "detail", steps)

    def _harms(self) -> list[str]:
        """The harms of which the words speak, then those of which their sentence does; none if it speaks of none."""
        raw, span = self._text.raw, self._span
        low, high = sentence(raw, span)
        around, near = raw[low:high].lower(), raw[span[0] : min(high, span[1] + 40)].lower()
        stems = self._table.get("harms", {})
        said = [harm for harm in DEFAULT.casualties if any(stem in around for stem in stems.get(harm, ()))]
        return sorted(said, key=lambda harm: not any(stem in near for stem in stems[harm]))

    def _places(self, key: str, event: Event) -> Iterator[Guess]:
        is_known = any(flatten(place.name.exact) == self.words for place in event.places)
        before = flatten(self._text.raw[max(0, self._span[0] - 20) : self._span[0]]).lower().removesuffix(" the")
        word = before.rpartition(" ")[2]
        is_behind, is_in = word in self._table.get("places", ()), word in self._table.get("where", ())
        capitals = any(part[:1].isupper() for part in self._parts[1:]) and len(self._parts) < LONGEST_CUE
        looks = self._is_cased() and (self._is_name() or (is_in and capitals))
        if is_known or self.dates or not (self.country or (looks and self.value is None and not self.known)):
            return
        unknown = 89 if is_in else 83 if is_behind else 50
        score = (93 if is_behind else 60) if self.country else unknown
        steps = self._add("events", key, "places", name=self._here(), country=self.country)
        detail = f"{self.country} · of {self._title(key)}" if self.country else f"of {self._title(key)}"
        yield Guess(score, "Place", detail, "place", steps)

    def _parts_of(self, key: str, event: Event) -> Iterator[Guess]:
        here, title, short = self._here(), self._title(key), len(self._parts) <= 3
        if self.dates or self.value:
            return
        if self.inside and short and not self._is_name():
            steps = [{"do": "add", "path": ["events", key, "triggers"], "value": here}]
            named = bool(types_of(self.words))
            yield Guess(82 if named else 40, "Trigger", f"the word that names {title}", event.kind, steps)
        if not self.inside and len(self._parts) > 2:
            steps = [{"do": "add", "path": ["events", key, "evidence"], "value": here}]
            yield Guess(52, "Evidence", f"of {title}", event.kind, steps)
        if len(self._parts) < LONGEST_CUE and not self._is_name():
            steps = [{"do": "add", "path": ["events", key, "topics"], "value": here}]
            yield Guess(35, "Topic", f"of {title}", event.kind, steps)

    def _participant(self, key: str, role: str, actor: str) -> list[dict[str, Any]]:
        mention = self._here() if self.inside else None
        return self._add("events", key, "participants", role, actor=actor, mention=mention)

    def _actors(self) -> Iterator[Guess]:
        if len(self._parts) > _LONGEST_NAME:
            return
        if self.known:
            event = self._article.events[self.event] if self.event else None
            if self.event and event and self.known not in event.parties:
                for i, role in enumerate(roles_in(event)):
                    steps, label = (
                        self._participant(self.event, role, self.known),
                        f"{self._name(self.known)} as {role}",
                    )
                    yield Guess(86 - 3 * i, label, f"in {self._title(self.event)}", "actor", steps)
            return
        is_name, related = self._is_name(), [key for key in self.nearest if self._common(key)]
        for i, key in enumerate(related[:2]):
            actor, fits = self._article.actors[key], self._fits(key)
            if is_name and self.words not in (actor.name, *actor.aliases):
                step = {"do": "add", "path": ["actors", key, "aliases"], "value": self.words}
                label, score = f"Another name of {self._name(key)}", 88 if fits else 55
                yield Guess(score - 6 * i, label, "wherever it stands", "actor", [step])
            likely = 70 if is_name else 90 if len(self._parts) < LONGEST_CUE else _LEAST
            yield self._mention(key, (likely if fits else 45) - 6 * i)
        if self.value and len(self._parts) < LONGEST_CUE:
            return
        yield from self._new_actors(is_name=is_name)
        for key in [] if related or self.value else self.nearest[:2]:
            yield self._mention(key, 20 if is_name else _LEAST)

    def _mention(self, key: str, score: float) -> Guess:
        steps = [{"do": "add", "path": ["actors", key, "mentions"], "value": self._here()}]
        return Guess(score, f"Mention of {self._name(key)}", "here only", "actor", steps)

    def _new_actors(self, *, is_name: bool) -> Iterator[Guess]:
        kind = self.kind()
        is_group = bool(self._parts) and self._parts[-1].lower() in self._table.get("groups", ())
        score = 84 if is_name else 78 if is_group else 35 if len(self._parts) < LONGEST_CUE else 0
        country = self.country if kind in ("country", "locality") else None
        new = self._add("actors", words=self._here(), kind=kind, country=country)
        detail = kind if is_name else f"{kind} · only here: it is no name"
        yield Guess(score, "New actor", detail, "actor", new)
        if self.event and score > _LEAST + 20:
            role = roles_in(self._article.events[self.event])[0]
            steps = [*new, *self._participant(self.event, role, "$0")]
            detail = f"{kind} · in {self._title(self.event)}"
            yield Guess(score - 2, f"New actor as {role}", detail, "actor", steps)

    def _claims(self) -> Iterator[Guess]:
        count = len(self._parts)
        if count < 3 or (self._is_name() and count < LONGEST_CUE):
            yield from self._cues()
            return
        who, cue = self.speaker
        words = self._text.raw[slice(*cue)].lower() if cue else ""
        is_said = any(
            f" {word}".find(f" {stem}") >= 0 for word in words.split() for stem in self._table.get("said", ())
        )
        score = 96 if self._quoted or is_said else 48
        details = [f"cue “{self._text.raw[slice(*cue)]}”"] if cue else []
        details += [f"about {self._title(self.event)}"] if self.inside and self.event else []
        if who is None:
            yield Guess(score, "Claim, by …", ", ".join(details), "claim", ask="speaker")
        else:
            steps = [{"do": "add", "path": ["claims"], "value": self.claim([who])}]
            yield Guess(score, f"Claim by {self._name(who)}", ", ".join(details), "claim", steps)

    def claim(self, by: Sequence[str]) -> dict[str, Any]:
        """Return the words as a claim of some actors, with the cue and the event that they are about."""
        cue = self.speaker[1]
        value: dict[str, Any] = {"quote": [self._here()], "by": list(by)}
        value |= {"cue": {"span": list(cue)}} if cue else {}
        return value | ({"about": [self.event]} if self.inside else {})

    def _cues(self) -> Iterator[Guess]:
        for i, claim in enumerate(self._article.claims):
            first = claim.quote[0]
            if (
                claim.cue is None
                and first.end is not None
                and min(abs(first.end - self._span[0]), abs((first.start or 0) - self._span[1])) < 60
            ):
                steps = [{"do": "set", "path": ["claims", i, "cue"], "value": self._here()}]
                yield Guess(76, f"Cue of “{phrases.cropped(claim.words, 30)}”", "says who says it", "claim", steps)

    def _events(self) -> Iterator[Guess]:
        count = len(self._parts)
        if self._is_name() and count < LONGEST_CUE:
            return
        score = (88 if count > 3 else 60) - (30 if self._quoted else 0)
        for i, (kind, name) in enumerate(types_of(self.words)[:2]):
            steps = self._add("events", kind=kind, type=name, evidence=[self._here()])
            yield Guess(score + 4 - 2 * i, f"New event: {phrases.word(name)}", kind, kind, steps)
        if count > 2:
            yield Guess(score - 2, "New event …", "choose the type", "event", ask="type")
