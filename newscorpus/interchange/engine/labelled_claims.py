"""The claims of a document with labels: events of the kind `claim`, and words that are one."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from newscorpus.interchange.engine import guesses
from newscorpus.interchange.engine.document import Frame, Mark, Remark, Standoff, Words
from newscorpus.interchange.engine.fields import append_line
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.meanings import Meanings
from newscorpus.interchange.engine.quotes import WordQuotes
from newscorpus.models.labels import CLAIM
from newscorpus.models.mapping import IGNORE

Plain = dict[str, Any]


@attrs.define(eq=False)
class _Claim:
    """An event of the kind `claim`, or words that are one."""

    label: str
    place: str
    trigger: Words | None
    """The words that say that something is claimed; of words that are a claim, these."""
    arguments: list[tuple[str, str]]
    marks: list[Mark | Remark] = attrs.field(factory=list)


class LabelledClaims:
    """Takes the claims out of the annotations of a document, with all that is said of them.

    Args:
        standoff: The annotations, placed; what belongs to claims only is removed.
        meanings: What labels mean.
        quotes: Makes quotes.
        losses: Where to count what has no place in a claim.
    """

    def __init__(self, standoff: Standoff, meanings: Meanings, quotes: WordQuotes, losses: Losses) -> None:
        self._meanings, self._quotes, self._losses = meanings, quotes, losses
        self._words = dict(standoff.words)
        self._claims = dict[str, _Claim]()
        frames = [frame for frame in standoff.frames.values() if self._is_claim(frame)]
        for frame in frames:
            trigger = standoff.words.get(frame.trigger)
            self._claims[frame.id] = _Claim(frame.label, frame.place, trigger, list(frame.arguments))
            del standoff.frames[frame.id]
        standoff.links = [link for link in standoff.links if link not in frames]
        parts = {frame.trigger for frame in frames} | set(self._parts())
        for id_, words in self._words.items():
            if meanings.entity(words.label).use == CLAIM and id_ not in parts:
                self._claims[id_] = _Claim(words.label, words.place, words, [])
        elsewhere = {frame.trigger for frame in standoff.frames.values()}
        elsewhere |= {target for frame in standoff.frames.values() for _, target in frame.arguments}
        standoff.words = {
            id_: words
            for id_, words in standoff.words.items()
            if id_ in elsewhere or not (id_ in parts or id_ in self._claims)
        }
        self._take_what_is_said(standoff)

    def _is_claim(self, frame: Frame) -> bool:
        meaning = self._meanings.event(frame.label)
        return meaning is not None and meaning[0] == CLAIM

    def _parts(self) -> Iterable[str]:
        """Yield the words that are what is claimed, or attribute it."""
        for claim in self._claims.values():
            for name, target in claim.arguments:
                if self._role(claim, name) in ("quote", "cue"):
                    yield target

    def _role(self, claim: _Claim, name: str) -> str | None:
        name = self._meanings.role_name(name)
        return self._meanings.declared_role(claim.label, name) or guesses.role_in_claim(name)

    def _take_what_is_said(self, standoff: Standoff) -> None:
        for id_, relation in list(standoff.relations.items()):
            first, second = self._claims.get(relation.first), self._claims.get(relation.second)
            owner, other = (first, relation.second) if first else (second, relation.first)
            if owner is not None:
                owner.arguments.append((relation.label, other))
                del standoff.relations[id_]
        every: list[Mark | Remark] = [*standoff.marks, *standoff.remarks]
        for said in every:
            if said.target in self._claims:
                self._claims[said.target].marks.append(said)
        standoff.marks = [mark for mark in standoff.marks if mark.target not in self._claims]
        standoff.remarks = [remark for remark in standoff.remarks if remark.target not in self._claims]

    def made(self, actors: Mapping[str, Plain], events: Mapping[str, Any]) -> list[Plain]:
        """Return the claims as plain data.

        Args:
            actors: The actor of each annotation of words.
            events: The event of each annotation of one.
        """
        return [self._data(claim, actors, events) for claim in self._claims.values()]

    def _data(self, claim: _Claim, actors: Mapping[str, Plain], events: Mapping[str, Any]) -> Plain:
        data: Plain = {"quote": [], "attributes": {"source_label": claim.label}}
        for name, target in claim.arguments:
            role, words = self._role(claim, name), self._words.get(target)
            named = actors[target]["id"] if target in actors else None
            about = named or (events[target].data["id"] if target in events else None)
            if role in ("by", "about") and (about if role == "about" else named):
                listed = data.setdefault(role, [])
                listed += [about] if about not in listed else []
            elif role == "via" and named and "via" not in data:
                data["via"] = named
            elif role == "quote" and words:
                data["quote"] += self._quotes.parts(words)
            elif role == "cue" and words and "cue" not in data:
                data["cue"] = self._quotes.whole(words)
            elif role != IGNORE:
                self._losses.add("argument {} of a claim", claim.place, name=name)
        if claim.trigger and not data["quote"]:
            data["quote"] = self._quotes.parts(claim.trigger)
        elif claim.trigger:
            data.setdefault("cue", self._quotes.whole(claim.trigger))
        for said in claim.marks:
            self._say(data, said)
        return data

    def _say(self, data: Plain, said: Mark | Remark) -> None:
        if isinstance(said, Remark):
            append_line(data, "note", said.text)
            return
        meaning = self._meanings.attribute(said.label, said.value)
        value = said.value if said.typed is None else said.typed
        if meaning and meaning[0] == "attribute":
            data["attributes"].setdefault(meaning[1], True if value is None else value)
        elif meaning:
            self._losses.add("attribute {} of what cannot have it", said.place, name=said.label)
