"""Who speaks by the words that attribute a claim (`said Anna Berg`, `according to a report by the bank`), and for whom.

For several rules. In doubt nobody speaks.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import NameIndex, names_of
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.languages import section
from newscorpus.text.sentences import tokens
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, pattern, pattern_in

_OF: Final = pattern_in("en", "noun_end")
"""What ends the part of a phrase that has its noun."""


def noun_of(name: str) -> str:
    """Return the noun of a name or a title, in lower case: `court` of `Court of Appeal`, `front` of `Báez Front`."""
    words = _OF.split(flatten(name), maxsplit=1)[0].split()
    return words[-1].lower() if words else ""


_MOST_BETWEEN: Final = 6
"""Words between the name of a speaker and a verb of speech, at most."""
_MOST_APPOSED: Final = 9
"""Words of a noun to which the name of a speaker is apposed, at most."""
_MOST_INSERTED: Final = 25
"""Words of appositions behind the name of a speaker, at most."""


@cache
def _words(name: str) -> frozenset[str]:
    """Return English words in lower case, `section("en", "speakers")`.

    `documents` say something in place of who wrote them, as `showing` says; `written` and `by` are between the two.
    With `answering` a sentence begins before its speaker. `owned` is what somebody thinks: `in Reed’s words`. `others`
    beside a speaker may be anybody, `certain` is who thinks something. `outsiders` speak for themselves, and not for
    an organization or a country that an article is about.
    """
    words = section("en", "speakers")
    assert words is not None
    return frozenset(words[name])


def speaks(raw: str, cue: Span, name: Span, grammar: Grammar) -> bool:
    """Return whether the words that attribute a statement say that whom `name` names makes it.

    That is: they are the subject of a verb of speech, or behind `according to`. They are not if they are the addressee,
    a possessor, or behind a preposition; in doubt they are not.
    """
    before, after = tokens(raw, cue[0], name[0]), tokens(raw, name[1], cue[1])
    if raw[name[1] : name[1] + 1] in ("'", "’"):
        return before == ["in"] and not _words("owned").isdisjoint(after[1:3])
    before = _without_naming(before, grammar)
    if _is_apposed_to_source(before, grammar):
        return True
    document = _without_document(before, grammar)
    if document is not None:
        return _ends_with_source(document, grammar) or (not document and _is_said(after, grammar, _words("showing")))
    while not _ends_with_source(before, grammar):
        if not before or not (before[-1] in grammar.articles or _is_title(before[-1], grammar)):
            break
        before = before[:-1]
    else:
        # Not `according to police officials`, where the name of the police is part of another.
        return after[:1] < ["a"] or after[0] in grammar.functional or raw[name[1] + 1].isupper()
    return _speaks_behind(before, after, grammar)


def _speaks_behind(before: Sequence[str], after: Sequence[str], grammar: Grammar) -> bool:
    """Whether whom a name between these words names speaks, by a verb of speech before or behind it."""
    if before and before[-1] in grammar.quoting:
        return len(before) == 1
    if before[-1:] == [","] and len(before) > len("a b") and before[0] in grammar.quoting:
        title = before[1:-1]  # `said its leader, Paul Idris`
        begins = title[0] in grammar.articles or title[0] in grammar.possessive
        return begins and grammar.helping.isdisjoint(title[1:]) and "," not in title
    answers = before[:1] and before[0] in _words("answering")  # `Asked about the strike, Reed said`
    opening = before[1:] if answers else before
    if opening[-1:] == [","] and grammar.speech.isdisjoint(opening) and grammar.subjects.isdisjoint(opening):
        before = []  # `its leader, Paul Idris, said`
    return all(word in grammar.conjunctions or word in grammar.adverbs for word in before) and _is_said(after, grammar)


def _ends_with_source(before: Sequence[str], grammar: Grammar) -> bool:
    """Whether words end with `according to`."""
    return any(tuple(before[-len(phrase) :]) == phrase for phrase in grammar.sources)


def _without_document(before: Sequence[str], grammar: Grammar) -> Sequence[str] | None:
    """The words before what somebody wrote: `according to` of `according to a report by the`; None if it is not one."""
    at = len(before)
    while at and before[at - 1] in grammar.articles:
        at -= 1
    if at < len(_PAIR) or before[at - 1] not in _words("by"):
        return None
    at -= 1 + (before[at - 2] in _words("written"))
    if not at or before[at - 1] not in _words("documents"):
        return None
    at -= 1
    while at and _is_title(before[at - 1], grammar):
        at -= 1
    return before[: at - 1] if at and before[at - 1] in grammar.articles else before[:at]


_PAIR: Final = ("report", "by")


def _is_apposed_to_source(before: Sequence[str], grammar: Grammar) -> bool:
    """Whether a noun behind `according to` comes right before a name: `according to his lawyer, `."""
    if before[-1:] != [","]:
        return False
    others = grammar.joints - grammar.prepositions | grammar.auxiliaries | grammar.speech | {","}
    for first in range(max(1, len(before) - 1 - _MOST_APPOSED), len(before) - 1):
        begins = before[first] in grammar.articles or before[first] in grammar.pronouns
        if begins and _ends_with_source(before[:first], grammar):
            return others.isdisjoint(before[first:-1])
    return False


def _without_naming(before: list[str], grammar: Grammar) -> list[str]:
    """The words before a name, without those that only say that it is one: `its leader, known as`, `a man named`."""
    at = len(before)
    while at and before[at - 1] in grammar.naming:
        at -= 1
    noun = before[:at]
    if at == len(before) or noun[-1:] == [","] or not 1 < len(noun) <= _MOST_BETWEEN:
        return noun
    begins = noun[0] in grammar.articles or noun[0] in grammar.possessive
    is_phrase = begins and grammar.functional.isdisjoint(noun[1:])
    return [] if is_phrase else noun


def _is_title(word: str, grammar: Grammar) -> bool:
    """Whether a word before a name is a title or an adjective."""
    known = word in grammar.speech or word in grammar.functional or word in grammar.auxiliaries
    return word[0].isalpha() and not known


def _is_said(after: Sequence[str], grammar: Grammar, more: frozenset[str] = frozenset()) -> bool:
    """Whether a verb of speech follows, or one more: at once, or behind `in Nairobi`, another name or an apposition."""
    if after[:1] == ["("] and ")" in after:
        after = after[after.index(")") + 1 :]  # `Ruiz (Green Party) said`
    if after[:1] == [","]:
        ends = [i for i in range(1, min(len(after), _MOST_INSERTED)) if after[i] == "," and not _is_number(after, i)]
        return any(_is_verb_phrase(after[i + 1 :], grammar, more) for i in ends or (0,))
    if after[:1] and after[0] in grammar.conjunctions:
        verb = next((i for i, word in enumerate(after[:_MOST_BETWEEN]) if word in grammar.speech), 0)
        several = after[1:verb]  # `Moore and Ruiz said`, and not `Moore and others`
        return bool(several) and all(word[0].isalpha() and word not in _words("others") for word in several)
    return _is_verb_phrase(after, grammar, more)


def _is_number(words: Sequence[str], at: int) -> bool:
    """Whether a comma is in a number: `4,000`."""
    return words[at - 1].isdigit() and words[at + 1 : at + 2] != [] and words[at + 1].isdigit()


def _is_verb_phrase(after: Sequence[str], grammar: Grammar, more: frozenset[str]) -> bool:
    """Whether words begin with a verb of speech, behind auxiliaries, adverbs, or a phrase such as `in Nairobi`."""
    if after and after[0] in grammar.prepositions:
        verb = next((i for i, word in enumerate(after[:_MOST_BETWEEN]) if word in grammar.speech or word in more), 0)
        after = after[verb:] if all(word[0].isalpha() for word in after[:verb]) else []
    copula = ""
    while after and (after[0] in grammar.adverbs or after[0] in grammar.auxiliaries or after[0].endswith("ly")):
        copula = after[0] if after[0] in grammar.auxiliaries else copula
        after = after[1:]
    if copula and after[:1] == ["quoted"]:
        return "saying" in after  # `was quoted by Tass as saying`
    if copula in grammar.copulas and after[:1] and after[0] in _words("certain"):
        return True
    return bool(after) and (after[0] in grammar.speech or after[0] in more)


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
    text, names = context.known_text, names_of(context)
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
    text, names = context.known_text, names_of(context)
    places = [span for span, key in names.mentions(cue) if key == actor]
    return bool(places) and all(text.raw[end : end + 2] in ("’s", "'s") for _, end in places)


def _verb_follows(raw: str, end: int) -> bool:
    """Whether a word in lower case follows, behind a space."""
    return raw[end : end + 1] == " " and raw[end + 1 : end + 2].islower()


def speaking(context: ArticleContext, cue: Span, grammar: Grammar) -> Iterator[tuple[Actor, Span]]:
    """Yield the actors that a cue names as those who speak, with the words."""
    text, names = context.known_text, names_of(context)
    for span, key in (*names.mentions(cue), *names.titles(cue)):
        actor = context.article.actors[key]
        words = text.raw[slice(*span)].lower()
        if words in grammar.personal and words in actor.aliases:
            continue  # that is NC318: it may mean anybody
        if speaks(text.raw, cue, span, grammar):
            yield actor, span


def may_stand_for(actor: Actor, speaker: Actor) -> bool:
    """Return whether one actor may speak for the other: by a role or relation, as part of a country, or of a group."""
    if {actor.id, speaker.id} & {*bodies_of(actor), *bodies_of(speaker)}:
        return True
    if "group" in (actor.kind, speaker.kind):
        if speaker.kind != "person" and actor.kind == "group" and noun_of(actor.name or "") in _words("outsiders"):
            return False
        is_member = "person" in (actor.kind, speaker.kind) or "country" in (actor.kind, speaker.kind)
        sides = {actor.sector, speaker.sector}
        if None not in sides and len(sides) > 1 and not sides <= _STATE and "country" not in (actor.kind, speaker.kind):
            return False
        return is_member or None in (actor.sector, speaker.sector) or actor.sector == speaker.sector
    is_state = "country" in (actor.kind, speaker.kind)
    return is_state and actor.country is not None and actor.country == speaker.country


def bodies_of(actor: Actor) -> Iterator[str]:
    """Yield whom an actor may speak for, by roles and relations; not allies, opponents and relatives."""
    yield from (role.org for role in actor.roles if role.org)
    for relation, others in actor.relations.items():
        if relation not in ("ally_of", "opponent_of", "relative_of"):
            yield from (related.other for related in others)
