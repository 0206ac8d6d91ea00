"""NC558: relations of events that nothing in the article connects."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Final

import attrs

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, well_formed_events, well_formed_targets
from newscorpus.rules.events.kinship import belongs
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.stems import stems, stems_of_actors, stems_of_events
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import grammar_of
from newscorpus.text.index import Text
from newscorpus.text.spans import Span

_HEADLINE: Final = 120
"""Code points of a paragraph that may be a headline, a byline or a dateline."""
_GAP: Final = 3
"""Code points between two sentences."""
_COURTS: Final = "JUD"
"""The sector of those who meet in one trial."""


@rule("NC558", "unconnected-events", HINT, "nothing in the article connects two related events", needs_text=True)
def unconnected_events(context: ArticleContext) -> Iterator[Finding]:
    """
    Two events of which one causes the other, or is a part of it or about it, are told near each other, or have an
    actor, a place or another word in common. Only what the article begins with, and an event to which several lead,
    needs no words: everybody knows it. English, German and Spanish.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg met Carl Dahl
            storm:
              kind: incident
              type: disaster
              evidence:
                - A storm broke trees
            walk:
              kind: event
              type: other
              participants: {agent: dora}
              evidence:
                - Dora Eide had gone for a walk
        -     relations: {after: storm} # <NC558>
        +     relations: {after: talks}
          text: |-
            Anna Berg met Carl Dahl in Oslo on Monday for a long conversation about music, and they said that it had
            been a good one.

            A storm broke trees.

            There was some snow.

            Dora Eide had gone for a walk.
    """
    if context.text is None or grammar_of(context.article.language) is None:
        return
    known = dict(well_formed_events(context))
    popular = Counter(chain.from_iterable({*chain.from_iterable(one.relations.values())} for one in known.values()))
    told = {key: _Told(context, event) for key, event in known.items() if not context.is_broken("events", key)}
    for key, event in known.items():
        for how in event.relations if key in told else ():
            for i, other, target in well_formed_targets(context, key, how):
                if other == key or other not in told or popular[other] > 1:
                    continue
                one, two = told[key], told[other]
                wholes = (told[whole] for whole in target.relations.get("part_of", ()) if whole in told)
                if two.is_lead or any(whole.is_lead for whole in wholes) or one.is_near(two) or one.shares(two):
                    continue
                path: Path = ("events", key, "relations", how, i)
                message = f"{backticked(key)} is `{how}: {other}`, but nothing in the article connects the two"
                related = ((("events", other), "the other event"),)
                hint = "write the id of the event that is meant, or quote the words that connect them as evidence"
                yield Finding(path, message, related=related, help=hint)


@attrs.frozen(slots=False)
class _Told:
    """Where an article tells of an event, and with which words."""

    context: ArticleContext
    event: Event

    @property
    def _text(self) -> Text:
        assert self.context.text is not None
        return self.context.text

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of its evidence."""
        return [sentence(self._text.raw, span) for span in spans(self.event.evidence)]

    @cached_property
    def is_lead(self) -> bool:
        """Whether it is in the headline, or in the first paragraph below it."""
        first = next((end for start, end in self._text.paragraphs if end - start > _HEADLINE), len(self._text.raw))
        return any(start < first for start, _ in self.sentences)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs of its evidence."""
        return [self._text.paragraph(start) for start, _ in spans(self.event.evidence)]

    def is_near(self, other: "_Told") -> bool:
        """Whether both are in one paragraph, or in two sentences of which one follows the other."""
        apart = ((a, b) for a in self.sentences for b in other.sentences)
        return not {*self.paragraphs}.isdisjoint(other.paragraphs) or any(
            0 <= second[0] - first[1] <= _GAP for pair in apart for first, second in (pair, pair[::-1])
        )

    @cached_property
    def actors(self) -> frozenset[str]:
        """Who takes part, or is named in its sentences."""
        names = names_of(self.context)
        titles = (key for span in self.sentences for _, key in names.titles(span))
        return frozenset(self.event.parties).union(titles, *(names.keys(span) for span in self.sentences))

    @cached_property
    def said(self) -> frozenset[str]:
        """The beginnings of the words of its sentences."""
        return stems(self.context, " ".join(self._text.raw[a:b] for a, b in self.sentences))

    @cached_property
    def own(self) -> frozenset[str]:
        """The beginnings of its own words, but for those that name actors."""
        return dict(stems_of_events(self.context))[self.event.id] - stems_of_actors(self.context)

    def shares(self, other: "_Told") -> bool:
        """Whether both have a word or an actor in common, or an actor of one belongs to one of the other."""
        if not self.said.isdisjoint(other.own) or not other.said.isdisjoint(self.own):
            return True
        known = self.context.article.actors
        if not self.actors.isdisjoint(other.actors) or not self.actors | other.actors <= known.keys():
            return True
        if any(known[one].sector == known[two].sector == _COURTS for one in self.actors for two in other.actors):
            return True
        pairs = ((known[one], known[two]) for one in self.actors for two in other.actors)
        return any(belongs(one, two) for one, two in pairs)
