"""NC217: actors that are another one of the article, called by a part of its name, its initials, or what it is."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import countries_described
from newscorpus.models.values import MERE_MEMBER
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.descriptions import (
    Description,
    are_initials,
    definite,
    described,
    is_noun_of_sector,
    is_part_of_name,
    noun_of,
)
from newscorpus.text.sectors import are_near
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in

_MOST: Final = 100
"""Actors of an article that are compared with each other."""
_MENTIONS: Final = 4
"""Mentions of a name around which it is looked for what it is called."""
_FAR: Final = 120
"""Code points around a name."""
_BODIES: Final = frozenset({"organization", "group"})


@rule("NC217", "actor-listed-twice", HINT, "an actor is another one of the article", needs_text=True)
def actor_listed_twice(context: ArticleContext) -> Iterator[Finding]:
    """
    `The company` is no actor of its own where the article has named it before, nor is `Berg` beside `Anna Berg`, or
    `AU` beside `African Union`: list these words in the `mentions` of the one actor. Judged are parts of the names of
    persons, initials, and labels with a definite article, if the text calls one other actor so (`Lomar, a Dutch
    insurer`), or only one has this noun in its name, its office or its sector. Actors that are related, or take part in
    one event, are two. English.

    Example:
          actors:
            lomar:
              name: Lomar
              kind: organization
        +     mentions: [The insurer]
            anna: {name: Anna Berg, kind: person}
        -   insurer: {name: the insurer, kind: organization, named: false, mentions: [The insurer]} # <NC217>
          text: Lomar, a Dutch insurer, met Anna Berg. The insurer was glad.
    """
    if primary_subtag(context.article.language) != "en" or len(context.article.actors) > _MOST:
        return
    for key in context.local:
        actor = context.article.actors[key]
        if context.is_broken("actors", key) or not actor.name or not context.mentions.get(key):
            continue
        found = [other for other in _alike(context, actor) if not _are_two(context, actor, other)]
        if not found and not actor.named:
            found = _named_behind(context, actor)
        if len(found) == 1:
            other = found[0]
            words = flatten((actor.name if actor.named else actor.mentions[0].exact) or "")
            message = f"{backticked(key)} is {backticked(other.id)}: {backticked(words)} means"
            message += f" {backticked(flatten(other.name or ''))}"
            hint = f"list the words in `mentions` of {backticked(other.id)}, and write it wherever {backticked(key)} is"
            related = ((("actors", other.id), "the other actor"),) if other.id in context.local else ()
            yield Finding(("actors", key), message, at_key=True, related=related, help=hint)


def _alike(context: ArticleContext, actor: Actor) -> list[Actor]:
    """The actors that one actor may be by its name or label."""
    others = [one for one in context.article.actors.values() if one is not actor and one.name]
    if actor.named:
        assert actor.name is not None
        name, same = actor.name, [one for one in others if one.named and one.kind == actor.kind]
        if actor.kind == "person" and _is_family(actor):
            return []
        if actor.kind == "person":
            return [one for one in same if is_part_of_name(name, one.name or "")]
        return [one for one in same if name.isupper() and are_initials(name, one.name or "")]
    assert context.text is not None
    raw, first = context.text.raw, context.mentions[actor.id][0]
    kin = [one for one in others if _is_of_kind(actor, one) and context.mentions.get(one.id)]
    apposed = [one for one in kin if one.named and _is_apposed(context, actor, one)]
    labels = [definite(_with_article(raw, *span)) for span in context.mentions[actor.id]]
    label = labels[0]
    if apposed or label is None or any(one is None or one.noun != label.noun for one in labels):
        return apposed
    if label.noun in _MANY:
        return []
    if re.search(rf"\b(?:{_OTHERS}) (?:[\w-]+ )?{re.escape(label.noun)}s?\b", raw, re.IGNORECASE):
        return []
    earlier = [one for one in kin if context.mentions[one.id][0] < first and (one.named or one.kind == "organization")]
    told = [one for one in earlier if _is_told(context, one, label)]
    if told or label.attributes:
        return told or [one for one in kin if one.named and _has_office(one, label)]
    return [one for one in earlier if one.named and is_noun_of_sector(label.noun, one.sector)]


def _is_family(actor: Actor) -> bool:
    """Whether an actor with a name of people is their family: `the Bergs`, `the family`."""
    return any(_FAMILY.search(form) for form in (*actor.forms, *(quote.exact for quote in actor.mentions)))


_FAMILY: Final = re.compile(r"\b(?:family|families|race|dynasty|clan|household)\b|\A[Tt]he [A-Z][\w’'-]+s\Z")


def _with_article(raw: str, start: int, end: int) -> str:
    """The words of a mention, with an article if there is one, or a genitive, before them."""
    return f"the {raw[start:end]}" if _DETERMINING.search(raw, max(0, start - 8), start) else raw[start:end]


_DETERMINING: Final = re.compile(r"(?:\bthe|\bits|\btheir|\bhis|\bher|’s|'s)\s\Z", re.IGNORECASE)


def _named_behind(context: ArticleContext, actor: Actor) -> list[Actor]:
    """The actor whom the words behind a label name: `The student, named in court papers as Anna Berg`."""
    assert context.text is not None
    raw = context.text.raw
    for start, end in context.mentions[actor.id]:
        naming = _NAMING.match(raw, end, end + _FAR)
        known = naming and _DETERMINED.match(_with_article(raw, start, end))
        if naming is None or not known:
            continue
        for key, its in context.mentions.items():
            other = context.article.actors[key]
            is_name = any(begin == naming.end() for begin, _ in its)
            if is_name and other is not actor and other.kind == actor.kind and not _are_related(actor, other):
                return [other]
    return []


_NAMING: Final = re.compile(
    r"(?:, (?:(?:who|which) (?:was|is|has been|were) )?| (?:was|were) )(?:later |also |only |publicly |officially )?"
    r"(?:(?:named|identified|known)(?: [^,.;:“”\n]{1,50}?)? as|named|called) (?=[A-Z“])"
)
"""What is between a label and the name behind it."""


def _are_related(one: Actor, other: Actor) -> bool:
    """Whether a relation connects two actors."""
    return any(
        rival.other == second.id
        for first, second in ((one, other), (other, one))
        for rival in chain.from_iterable(first.relations.values())
    )


def _is_apposed(context: ArticleContext, actor: Actor, other: Actor) -> bool:
    """Whether a label is right before or behind a name, as another word for it: `the owner, Lomar, said`."""
    assert context.text is not None
    raw, names = context.text.raw, context.mentions[other.id]
    ends, starts = {end: start for start, end in names}, {*(start for start, _ in names)}
    for start, end in context.mentions[actor.id]:
        if not _DETERMINED.match(_with_article(raw, start, end)):
            continue
        behind = next((stop for begin, stop in names if begin == end + 2), None)
        if raw[end : end + 2] == ", " and end + 2 in starts and behind and _CLOSED.match(raw, behind):
            return True
        if raw[max(0, start - 2) : start] == ", " and start - 2 in ends and _CLOSED.match(raw, end):
            return True
    return False


_MANY: Final = words_in(
    "other others one same rest man woman men women people person fellow public crowd mother father brother sister wife"
    " husband son daughter family couple side sides dead wounded victim victims country state world government police"
    " authorities"
)
"""Nouns that can mean several actors of an article, or nobody in particular."""
_DETERMINED: Final = re.compile(r"(?:the|its|their|his|her|an?) ", re.IGNORECASE)
_CLOSED: Final = re.compile(r",(?! (?:and|or|as well as)\b)|\.")


_OTHERS: Final = "another|other|second|third|fourth|rival|two|three|four|five|both|several|some|many|former|deputy"
"""Words before a noun that make others than one of it."""


def _is_of_kind(actor: Actor, other: Actor) -> bool:
    """Whether two actors may be one by kind, country and sector."""
    if actor.kind != other.kind and not {actor.kind, other.kind} <= _BODIES:
        return False
    if None not in (actor.country, other.country) and actor.country != other.country:
        return False
    return None in (actor.sector, other.sector) or are_near(actor.sector or "", other.sector or "")


def _is_told(context: ArticleContext, other: Actor, label: Description) -> bool:
    """Whether a name or an office has the noun of a label, or the text calls an actor so, with the words before it."""
    for called in _called(context, other):
        nationalities = countries_described(" ".join(label.attributes).title())
        known = {*called.attributes, *(other.name or "").lower().split()}
        rest = [word for word in label.attributes if word not in known]
        is_of_country = bool(rest) and other.country in nationalities
        if called.noun == label.noun and (not rest or is_of_country):
            return True
    return False


def _has_office(other: Actor, label: Description) -> bool:
    """Whether a person has the office that a label names in all of its words: `the agriculture minister`."""
    words = [*label.attributes, label.noun]
    return (
        other.kind == "person"
        and label.noun not in _OF_MANY
        and any(flatten(role.title.exact).lower().split() == words for role in other.roles)
    )


_OF_MANY: Final = words_in(
    "spokesman spokeswoman spokesperson official officer member lawyer attorney analyst expert professor senator"
    " lawmaker deputy ambassador envoy adviser advisor journalist reporter soldier teacher doctor aide delegate"
    " candidate worker"
)
"""Offices that several people of an article may have."""


def _called(context: ArticleContext, actor: Actor) -> list[Description]:
    (known,) = _descriptions(context)
    if actor.id not in known:
        known[actor.id] = list(_told(context, actor))
    return known[actor.id]


@memoized
def _descriptions(_context: ArticleContext) -> Iterator[dict[str, list[Description]]]:
    """Yield an empty table, for what the text calls each actor that is asked for."""
    yield {}


def _told(context: ArticleContext, actor: Actor) -> Iterator[Description]:
    """Yield what an actor is by its name, its offices, its mentions, and the words beside its name."""
    assert context.text is not None
    raw = context.text.raw
    titles = [flatten(role.title.exact) for role in actor.roles if role.title.exact != MERE_MEMBER]
    for words in titles if actor.kind == "person" else actor.forms:
        yield Description(noun_of(words), tuple(words.lower().split()))
    for quote in actor.mentions:
        yield Description(noun_of(quote.exact), tuple(flatten(quote.exact).lower().split()))
    for start, end in context.mentions.get(actor.id, ())[:_MENTIONS]:
        before, behind = raw[max(0, start - _FAR) : start], raw[end : end + _FAR]
        for called, is_apposition in described(before, behind):
            if is_apposition or actor.kind != "person":
                yield called


def _are_two(context: ArticleContext, one: Actor, other: Actor) -> bool:
    """Whether a relation or an office connects two actors, or both take part in one event."""
    ends = {one.id, other.id}
    related: Mapping[str, set[str | None]] = {
        actor.id: {
            *(role.org for role in actor.roles),
            *(rival.other for rival in chain.from_iterable(actor.relations.values())),
        }
        for actor in (one, other)
    }
    if any(ends & found for found in related.values()):
        return True
    return any(ends <= {*event.parties} for event in context.article.events.values())
