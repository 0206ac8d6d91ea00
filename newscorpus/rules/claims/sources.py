"""Who speaks by the words that attribute a claim, and for whom they may speak; for several rules."""

from collections.abc import Iterator, Sequence

from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import NameIndex, names_of
from newscorpus.text.clauses import tokens
from newscorpus.text.descriptions import OUTSIDERS, noun_of
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.patterns import pattern
from newscorpus.text.spans import Span
from newscorpus.text.speakers import speaks

_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Sectors of those who may speak for each other."""


def is_named(speaker: Actor, cue: Span, text: Text, names: NameIndex, *, alone: bool = False) -> bool:
    """Return whether a cue has the speaker, words of a title of theirs or, unless `alone`, what they belong to."""
    bodies = () if alone else bodies_of(speaker)
    if not names.keys(cue).isdisjoint([speaker.id, *bodies]):
        return True
    return not names.heads(speaker.id).isdisjoint(tokens(text.raw, *cue))


def by_title_alone(context: ArticleContext, named: Sequence[Actor], cue: Span, grammar: Grammar) -> bool:
    """Return whether a cue has nothing but a title of the sources, and the name of another: `Minister Ferrari said`."""
    names = names_of(context)
    here = names.keys(cue)
    if any(actor.id in here or not here.isdisjoint(bodies_of(actor)) for actor in named):
        return False
    people = {actor.id for actor, _ in speaking(context, cue, grammar) if actor.kind == "person" and actor.named}
    return not people.isdisjoint(here)


def first_named(context: ArticleContext, cue: Span, grammar: Grammar) -> Iterator[tuple[Actor, Span]]:
    """Yield the actor with which a cue begins, if a verb follows that is no verb of speech: `The army blames`."""
    text, names = context.text, names_of(context)
    assert text is not None
    for (start, end), key in names.mentions(cue):
        after = tokens(text.raw, end, cue[1])
        is_apposed = _APPOSED.fullmatch(text.raw, cue[0], start) is not None and after[:1] == [","]
        after = after[1:] if is_apposed else after
        while after and (after[0] in _HELPING or after[0] in grammar.negations or after[0] in grammar.adverbs):
            after = after[1:]
        is_verb = bool(after) and after[0].isalpha() and after[0] not in grammar.functional
        is_verb = is_verb and after[0] not in grammar.auxiliaries
        if is_verb and (is_apposed or (_TITLES.fullmatch(text.raw, cue[0], start) and _verb_follows(text.raw, end))):
            yield context.article.actors[key], (start, end)
            return


_TITLES = pattern(r"(?:(?:[Tt]he|[A-ZÀ-Þ][\w’-]+) )*")
"""What may be before a name that a cue begins with: an article, a title."""
_APPOSED = pattern(r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]n?) (?:(?!and |or )[\w’'-]+ ){0,5}[\w’'-]+, ")
"""A noun to which a name is apposed that a cue begins with: `the judge, `."""
_HELPING = frozenset({"did", "does", "do", "has", "have", "had"})
"""Auxiliaries before the verb of a subject that acts."""


def only_owns(context: ArticleContext, actor: str, cue: Span) -> bool:
    """Return whether a cue names an actor, but only as whom somebody else belongs to: `Reed’s lawyer, Kim Soto`."""
    text, names = context.text, names_of(context)
    assert text is not None
    places = [span for span, key in names.mentions(cue) if key == actor]
    return bool(places) and all(text.raw[end : end + 2] in ("’s", "'s") for _, end in places)


def _verb_follows(raw: str, end: int) -> bool:
    """Whether a word in lower case follows, behind a space."""
    return raw[end : end + 1] == " " and raw[end + 1 : end + 2].islower()


def speaking(context: ArticleContext, cue: Span, grammar: Grammar) -> Iterator[tuple[Actor, Span]]:
    """Yield the actors that a cue names as those who speak, with the words."""
    text, names = context.text, names_of(context)
    assert text is not None
    for span, key in (*names.mentions(cue), *names.titles(cue)):
        actor = context.article.actors[key]
        words = text.raw[slice(*span)].lower()
        if words in grammar.personal and words in actor.aliases:
            continue  # that is NC318: it may mean anybody
        if speaks(text.raw, cue, span, grammar):
            yield actor, span


def may_stand_for(other: Actor, speaker: Actor) -> bool:
    """Return whether one actor may speak for the other: by a role or relation, as part of a country, or of a group."""
    if {other.id, speaker.id} & {*bodies_of(other), *bodies_of(speaker)}:
        return True
    if "group" in (other.kind, speaker.kind):
        if speaker.kind != "person" and other.kind == "group" and noun_of(other.name or "") in OUTSIDERS:
            return False
        is_member = "person" in (other.kind, speaker.kind) or "country" in (other.kind, speaker.kind)
        sides = {other.sector, speaker.sector}
        if None not in sides and len(sides) > 1 and not sides <= _STATE and "country" not in (other.kind, speaker.kind):
            return False
        return is_member or None in (other.sector, speaker.sector) or other.sector == speaker.sector
    is_state = "country" in (other.kind, speaker.kind)
    return is_state and other.country is not None and other.country == speaker.country


def bodies_of(actor: Actor) -> Iterator[str]:
    """Yield whom an actor may speak for, by roles and relations; not allies, opponents and relatives."""
    yield from (role.org for role in actor.roles if role.org)
    for relation, others in actor.relations.items():
        if relation not in ("ally_of", "opponent_of", "relative_of"):
            yield from (one.other for one in others)
