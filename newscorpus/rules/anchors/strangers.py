"""Mentions that the words in or around them give to another actor, for NC329. English."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import countries_described
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.name_index import names_of
from newscorpus.text.clauses import sentence
from newscorpus.text.descriptions import noun_of
from newscorpus.text.grammar import grammar_of
from newscorpus.text.sectors import are_near, sectors_of_body, sectors_of_people
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, words_in

_SHARED: Final = words_in("they them their both each")
"""Words that may mean several actors at once."""
_OF_STATE: Final = re.compile(
    r"\b(?:soldiers|troops|army|forces|navy|police|officers|ministry|minister|government|parliament|president|embassy"
    r"|diplomats?|ambassador|envoy|navy|coast ?guards?|border guards?|officials|authorities|capital|lawmakers|marines"
    r"|warships?|delegation|presidency|cabinet)\Z"
)
"""What belongs to a state."""
_SINGULAR: Final = re.compile(
    r"(?:an?|one|the|this|another) (?:[\w-]+ ){0,2}(?:man|woman|boy|girl|student|teacher|nurse|driver|patient|lawyer"
    r"|minister|president|judge|mayor|farmer|sailor|soldier|victim|suspect|spokes(?:man|woman|person)|captain|pilot"
    r"|journalist|reporter|doctor|worker|officer|director)",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(
    r"(?:(?:about |some |at least |nearly |the |all |more than |over )?(?:\d[\d,.]*|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|dozens of|hundreds of|thousands of|several|many|both)|the|some|these|those)"
    r" (?:(?!of\b)[\w-]+ ){0,3}(?:men|women|people|children|students|teachers|nurses|drivers|patients|soldiers"
    r"|officials|hackers|attackers|gunmen|workers|farmers|sailors|suspects|victims|survivors|residents|villagers|fishermen|others"
    r"|officers|reporters|journalists|ministers|prisoners|hostages|protesters|demonstrators|strikers)",
    re.IGNORECASE,
)


def of_stranger(context: ArticleContext, actor: Actor, words: str, span: Span) -> str | None:
    """Return why a mention means another actor than its own; None if it may mean its own."""
    return (
        _of_two(context, actor, words, span)
        or _of_noun(context, actor, words)
        or _of_number(actor, words)
        or _of_sector(actor, words)
        or _of_state(context, actor, words, span)
        or _far(context, actor, words, span)
    )


@memoized
def _owners(context: ArticleContext) -> Iterator[dict[Span, list[str]]]:
    """Yield the actors that list a span of the text among their mentions."""
    found = defaultdict[Span, list[str]](list)
    for key, actor in context.article.actors.items():
        for span in spans(actor.mentions) if not context.is_broken("actors", key) else ():
            found[span].append(key)
    yield found


def _of_two(context: ArticleContext, actor: Actor, words: str, span: Span) -> str | None:
    """That two actors list the same words."""
    assert context.text is not None
    (owners,) = _owners(context)
    others = [key for key in owners[span] if key != actor.id]
    if (
        not others
        or words.lower() in _SHARED
        or _ALL.match(words, 0)
        or _BOTH.match(context.text.raw, span[1])
        or context.article.actors[others[0]].kind != actor.kind
    ):
        return None
    own, its = (len(context.mentions.get(key, ())) for key in (actor.id, others[0]))
    is_own_only = its == 1 or (own > 1 and [*context.article.actors].index(actor.id) > 0 and own >= its)
    return f"{backticked(others[0])} has the same words" if is_own_only else None


@memoized
def _nouns(context: ArticleContext) -> Iterator[dict[str, dict[str, int]]]:
    """Yield, for each noun by which actors are called, how often each one is."""
    found = defaultdict[str, dict[str, int]](dict)
    for key, actor in context.article.actors.items():
        for noun in map(noun_of, _called(actor)):
            found[noun][key] = found[noun].get(key, 0) + 1
    yield found


def _called(actor: Actor) -> Iterator[str]:
    """What an actor is called."""
    yield from (actor.name or "", *actor.aliases)
    yield from (flatten(quote.exact) for quote in actor.mentions)
    yield from (flatten(role.title.exact) for role in actor.roles)


def _of_noun(context: ArticleContext, actor: Actor, words: str) -> str | None:
    """That a mention has the noun of another actor of its kind, and nothing else of its own actor has."""
    noun = "" if _COUNTED.match(words) else noun_of(words)
    (nouns,) = _nouns(context)
    others = [key for key in nouns.get(noun, ()) if key != actor.id]
    if len(others) != 1 or nouns[noun].get(actor.id, 0) > 1 or noun in _MANY or noun not in words.split():
        return None
    other = context.article.actors[others[0]]
    own = {word.lower().rstrip("s") for form in _called(actor) if flatten(form) != words for word in form.split()}
    if other.kind != actor.kind or noun.rstrip("s") in own | {*actor.id.split("-")} or not words[-1].islower():
        return None
    is_label = noun in (noun_of(other.name or ""), *map(noun_of, (role.title.exact for role in other.roles)))
    related = {one.other for its in (actor, other) for some in its.relations.values() for one in some}
    if not is_label or {actor.id, other.id} & related:
        return None
    return f"{backticked(noun)} is a word for {backticked(other.id)}"


_COUNTED: Final = re.compile(
    r"(?:about |some |at least |nearly |the |another |more than |over )*(?:\d|one\b|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|dozen|hundred|thousand|several|many|some|other)",
    re.IGNORECASE,
)
"""The beginning of words for some of many."""
_MANY: Final = words_in(
    "people men women man woman others government country group one group two three many some all members side sides"
    " residents party company him her them"
)
"""Nouns that may mean several actors."""
_ALL: Final = re.compile(r"(?:the )?(?:two|three|four|both|all)\b", re.IGNORECASE)
_BOTH: Final = re.compile(r" (?:of|from|in) (?:(?:the )?(?:both|two|three|all)\b|[A-Z]\w+ and )")
"""What is behind words that mean the people of several bodies: `border guards of both countries`."""


def _of_number(actor: Actor, words: str) -> str | None:
    """That a person is called by a noun for several people, or a group by one for a single person."""
    is_crowd = noun_of(words).endswith(("s", "men", "people")) and sectors_of_people(words) is not None
    if actor.kind == "person" and (_PLURAL.fullmatch(words) or is_crowd):
        return "these are several people"
    if actor.kind == "group" and _SINGULAR.fullmatch(words):
        return "this is one person"
    return None


def _of_sector(actor: Actor, words: str) -> str | None:
    """That a mention is a word for people or bodies of another sector, and nothing else of the actor is."""
    if actor.sector is None or actor.kind not in ("group", "organization"):
        return None
    found = sectors_of_people(words) if actor.kind == "group" else sectors_of_body(words)
    if found is None or any(are_near(actor.sector, sector) for sector in found[1]):
        return None
    labels = [actor.name or "", *(quote.exact for quote in actor.mentions)]
    own = (sectors_of_people(label) if actor.kind == "group" else sectors_of_body(label) for label in labels)
    return f"{backticked(found[0])} is {found[1][0]}" if any(one and actor.sector in one[1] for one in own) else None


def _of_state(context: ArticleContext, actor: Actor, words: str, span: Span) -> str | None:
    """That soldiers, a minister or the like are in a sentence that names only another country."""
    assert context.text is not None
    if actor.country is None or not _OF_STATE.search(words.lower()) or actor.kind == "person":
        return None
    raw, actors = context.text.raw, context.article.actors
    here = sentence(raw, span)
    names = names_of(context)
    named = {key for place, key in names.mentions((here[0], span[0])) if place[1] <= span[0]}
    codes = {actors[key].country for key in named if actors[key].kind == "country"}
    if actor.id in named or len(codes) != 1 or actor.country in codes:
        return None
    sender = max((place[1], key) for place, key in names.mentions((here[0], span[0])) if key in named)
    is_sent = actors[sender[1]].kind == "country" and _SENDS.fullmatch(raw, sender[0], span[0])
    mentioned = {actors[key].country for key in names.keys(here) if key != actor.id or len(named) > 1}
    if not is_sent and (actor.country in mentioned or actor.country in countries_described(raw[slice(*here)])):
        return None
    return f"its sentence is about {codes.pop()}, not {actor.country}"


_SENDS: Final = re.compile(
    r"(?:, (?:which|who)[^,]*,)? (?:(?:will|would|has|had|may|could|is to|also) )*(?:sen[dt]s?|sending|deploy\w*"
    r"|dispatch\w*|recall\w*|withdr[ae]w\w*|pull\w* out|order\w*|mobili[sz]\w*) (?:[\w,.]+ ){0,4}"
)


_PRONOUNS: Final = {
    "person": words_in("he she him his her"),
    "group": words_in("they them their"),
    "organization": words_in("they them their it its"),
}
"""By kind of actor, pronouns that mean somebody who was named shortly before."""


def _far(context: ArticleContext, actor: Actor, words: str, span: Span) -> str | None:
    """That a pronoun is far from its person, and somebody else is named before it in its paragraph."""
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    is_pronoun = words.lower() in _PRONOUNS.get(actor.kind or "", ())
    if grammar is None or not is_pronoun or (actor.kind == "person" and not actor.named):
        return None
    here = text.paragraph(span[0])
    i = text.paragraphs.index(here) if here in text.paragraphs else 0
    start = text.paragraphs[i - 1][0] if i else 0
    names, actors = names_of(context), context.article.actors
    near = names.mentions((start, span[0]))
    titles = names.titles((start, span[0]))
    if any(key == actor.id for _, key in (*near, *titles)):
        return None
    is_group = actor.kind == "group"
    fit = {key for _, key in near if actors[key].kind == actor.kind and (actors[key].named or is_group)}
    others = [key for place, key in near if place[0] >= here[0] and key in fit]
    return f"{backticked(others[-1])} is named before it, and `{actor.id}` is not" if others else None
