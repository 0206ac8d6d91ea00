"""NC213 and NC214: actors whose kind or sector contradicts their name or office."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import country_named, country_of_city, country_of_place
from newscorpus.models.values import MERE_MEMBER
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.descriptions import described, noun_of
from newscorpus.text.sectors import (
    BODIES,
    ENDINGS,
    are_near,
    fights_state,
    sectors_before,
    sectors_behind,
    sectors_of_body,
    sectors_of_office,
    sectors_of_people,
    sectors_of_person,
)
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in

_SECTORS = frozenset(DEFAULT.sectors) - {"UNK"}


@rule("NC213", "kind-unlike-name", HINT, "the kind of an actor contradicts its name")
def kind_unlike_name(context: ArticleContext) -> Iterator[Finding]:
    """
    Norway is a `country`, Paris a `locality`, and the Ministry of Health an `organization`. A government that acts
    under its own name is an organization. People without a common name (`relatives of the dead`) are a `group`,
    and who is called `she` is a person.
    English.

    Example:
          actors:
        -   ministry: {name: Ministry of Health, kind: person} # <NC213>
        +   ministry: {name: Ministry of Health, kind: organization}
          text: Anna Berg met the Ministry of Health.
    """
    for key, actor in context.local.items():
        merged = context.article.actors[key]
        if merged.name and merged.kind and not context.is_broken("actors", key):
            labels = [merged.name]
            if merged.kind != "organization":
                labels += [quote.exact for quote in merged.mentions]
            is_people = (
                not merged.named and merged.kind not in ("group", "unknown") and any(map(sectors_of_people, labels))
            )
            meant = _kind(merged.name, merged.kind) if merged.named else "group" if is_people else None
            if _ACRONYM.fullmatch(merged.name) and context.text and merged.name.title() in context.text.raw:
                meant = None  # a name in capitals, as in a heading
            if meant is None and merged.kind in ("country", "locality") and _OF_STATE.search(merged.name):
                meant = "organization"
            if (
                meant is None
                and merged.kind in ("country", "group", "person")
                and merged.named
                and _is_town(context, merged)
            ):
                meant = "locality"
            if (
                meant is None
                and merged.named
                and merged.kind in ("group", "person")
                and _is_called_a_body(context, key)
            ):
                meant = "organization"
            meant = meant or _kind_by_text(context, merged)
            called = _pronoun(context, merged)
            if called and actor.kind and not (meant and meant != merged.kind):
                message = f"kind of {backticked(key)} is {merged.kind}, but it is called {backticked(called[0])}"
                yield Finding(("actors", key, "kind"), message, help=f"write `kind: {called[1]}`, if that is meant")
            if meant and meant != merged.kind and actor.kind:
                message = (
                    f"kind of {backticked(key)} is {merged.kind}, but its name is {backticked(flatten(merged.name))}"
                )
                yield Finding(("actors", key, "kind"), message, help=f"write `kind: {meant}`, if that is meant")


def _kind_by_text(context: ArticleContext, actor: Actor) -> str | None:
    """The kind that a label, the places of events, or the words beside a name mean."""
    if primary_subtag(context.article.language) != "en" or not actor.name:
        return None
    if not actor.named:
        noun = noun_of(actor.name)
        if actor.kind not in ("organization", "unknown") and noun in _BODIES:
            return "organization"
        is_place = actor.kind not in ("country", "locality") or noun in _PLACES or not actor.name[-1].islower()
        return "group" if not is_place and noun.endswith(("s", "men", "people", "children")) else None
    places = {place.name.exact for event in context.article.events.values() for place in event.places}
    if actor.kind in ("person", "group", "organization") and actor.name in places:
        return "locality"
    last = actor.name.rpartition(" ")[2]
    is_surname = actor.kind == "group" and last in actor.forms and last != actor.name and not last.endswith("s")
    if actor.kind in ("group", "organization") and _FULL_NAME.fullmatch(actor.name):
        return "person" if is_surname or _is_called_a_person(context, actor) else None
    return None


def _is_called_a_person(context: ArticleContext, actor: Actor) -> bool:
    """Whether the text has a noun for a person beside the first name: `a lawyer, Anna Berg`."""
    text, every = context.text, context.mentions.get(actor.id, ())
    first = next((span for span in every if text and text.raw[slice(*span)] == actor.name), None)
    if text is None or first is None:
        return False
    before, behind = text.raw[max(0, first[0] - 2 * _NEAR) : first[0]], text.raw[first[1] : first[1] + 2 * _NEAR]
    nouns = (called.noun for called, _ in described(before, behind))
    if actor.kind == "organization":
        return any(map(_SURELY.fullmatch, nouns)) and not BODIES.search(actor.name or "")
    return any(_PERSON.search(noun) and noun not in _BUSINESSES for noun in nouns) or bool(_WHO.match(behind))


_WHO: Final = re.compile(
    r", (?:who|whose) |,? (?:an? )?\d\d,|[’']s (?:lawyer|wife|husband|mother|father|brother|sister)\b"
)
"""What is behind the name of a person."""
_SURELY: Final = re.compile(
    r"(?:spokes|chair|business)(?:man|woman|person)|lawyer|minister|president|judge|mayor|professor|nurse|teacher|student"
    r"|chancellor|governor|ambassador|senator|director|captain|colonel|surgeon|secretary"
)
_PERSON: Final = re.compile(
    r"(?:er|or|man|woman|ist|ian|yer)\Z|\A(?:president|judge|chief|nurse|student|patient|sergeant|lieutenant|captain|mp"
    r"|attaché|geologist|suspect|assistant|deputy|engineer|official|expert|analyst|general|colonel)\Z"
)
_BUSINESSES: Final = words_in(
    "insurer broadcaster carmaker retailer brewer supplier exporter importer manufacturer developer contractor refiner"
    " lender operator publisher newspaper paper power number"
)
"""Nouns like those for persons that are words for organizations."""
_PLACES: Final = words_in(
    "county town village city region province district area island islands capital country state republic port suburb"
    " states provinces regions towns villages cities borough municipality neighbourhood camp valley coast territory"
)


_BODIES: Final = words_in(
    "court hospital ministry committee board television company party agency commission council police army navy bank"
    " university federation association parliament embassy newspaper prosecution radio coastguard"
)
"""Nouns of labels for organizations."""
_FULL_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w.’'-]*)? [A-ZÀ-Þ][\w’'-]+")


def _is_town(context: ArticleContext, actor: Actor) -> bool:
    """Whether the text calls an actor a town or the like: `the port of Ventspils`."""
    text, name = context.text, actor.name or ""
    if text is None or actor.roles:
        return False
    every = text.named(name)
    around = [(text.raw[max(0, start - _NEAR) : start], text.raw[end : end + 2 * _NEAR]) for start, end in every]
    if any(_TOWN_OF.search(before) or _A_TOWN.match(behind) for before, behind in around):
        return True
    if actor.kind == "country" or " " in name:
        return False
    inside = sum(bool(_INSIDE.search(before)) and not _GOES_ON.match(behind) for before, behind in around)
    return 2 * inside > len(every)  # people act, too


_TOWNS: Final = "town|city|port|village|suburb|district|province|municipality|mayor|borough"
_TOWN_OF: Final = re.compile(rf"\b(?:{_TOWNS}) of \Z")
_A_TOWN: Final = re.compile(rf", an? [\w -]*\b(?:{_TOWNS})\b")
_INSIDE: Final = re.compile(r"(?<!confidence )(?<!trust )(?<!faith )(?<!belief )\b(?:in|near) \Z")
_GOES_ON: Final = re.compile(r" [A-Z]|[’']s")


def _is_called_a_body(context: ArticleContext, key: str) -> bool:
    """Whether the text has a noun for an organization right before a name: `the trade union Lomar`."""
    text, first = context.text, min(context.mentions.get(key, ()), default=(0, 0))
    if text is None or text.raw[slice(*first)] != context.article.actors[key].name:
        return False
    found = sectors_before(text.raw[max(0, first[0] - _NEAR) : first[0]])
    return found is not None and "leader" not in found[0] and found[0] != "gang" and found[1] != ("REB",)


def _pronoun(context: ArticleContext, actor: Actor) -> tuple[str, str] | None:
    """A mention that an actor of this kind cannot have, and the kind that it means: `she`, and `the company`."""
    if primary_subtag(context.article.language) != "en":
        return None
    labels = sorted({quote.exact.lower() for quote in actor.mentions})
    if actor.kind == "person":
        return next(((label, "organization") for label in labels if label in _NEUTER), None)
    return next(((label, "person") for label in labels if label in _HUMAN and actor.kind != "unknown"), None)


_HUMAN: Final = frozenset({"he", "she", "him"})
_NEUTER: Final = frozenset(
    {"it", "its", "the company", "the party", "the group", "the ministry", "the union", "the firm"}
)
"""What a person is not called, and what nobody else is."""


def _kind(name: str, kind: str) -> str | None:
    """The kind that a name means."""
    if country_named(name) and name[:1].isupper():
        return "country"
    if (country_of_city(name) and kind in ("country", "person", "group")) or (
        kind == "country" and country_of_place(name)
    ):
        return "locality"
    is_body = kind in ("person", "country", "locality") and bool(BODIES.search(name) or _ACRONYM.fullmatch(name))
    is_body = is_body or (kind == "group" and bool(_JOINED.match(name)) and sectors_of_people(name) is None)
    ending = ENDINGS.search(name.partition(" of the ")[0])  # not `Sir Luke Tallant of the Colonial Office`
    is_body = is_body or bool(ending and kind != "organization" and not (kind == "person" and ending[0] in _SURNAMES))
    return "organization" if is_body else None


_JOINED: Final = re.compile(
    r"(?:[A-Z][\w’'-]+ (?:of |for )?){0,4}(?:Federation|Association|Confederation|Alliance|Union|Party|League|Syndicate"
    r"|Committee|Council|Chamber|Society|Institute|Foundation|Coalition|Congress)(?: (?:of|for) (?:the )?[A-Z].*)?\Z"
)
"""Names of bodies that people join, which are no mere group of them."""
_SURNAMES: Final = frozenset({"Court", "Cross", "Bank", "Church", "Board", "List", "Guard", "Fund", "Party"})
"""Endings of names of organizations that are those of persons, too."""


_ACRONYM: Final = re.compile(r"[A-Z]{3,6}")


_OF_STATE: Final = re.compile(
    r"\b(?:ministry|parliament|embassy|police|army|navy|armed forces)(?: of\b.*)?\Z", re.IGNORECASE
)
"""The names of bodies of a state, with and without capitals: `Qatar’s foreign ministry`."""


@rule("NC214", "sector-unlike-name", HINT, "the sector of an actor contradicts its name or office")
def sector_unlike_name(context: ArticleContext) -> Iterator[Finding]:
    """
    The police are `COP`, a court is `JUD`, a professor `EDU`. Judged are words of the names of organizations,
    and the office of persons who have one alone, if they leave no other sector; without such a word, what the text
    says before or behind the name: `the union Lomar` is `LAB`. So are descriptions of people (`prosecutors` are `JUD`),
    and persons beside the body in which they hold their only office. Sectors that a corpus adds are not judged. English
    articles.

    Example:
          actors:
        -   police: {name: Oslo police, kind: organization, sector: MIL} # <NC214>
        +   police: {name: Oslo police, kind: organization, sector: COP}
          text: Anna Berg met the Oslo police.
    """
    if primary_subtag(context.article.language) != "en":
        return
    for key, actor in context.local.items():
        if actor.sector in _SECTORS and not context.is_broken("actors", key):
            merged = context.article.actors[key]
            found, body = (
                _sectors(merged)
                or _of_state(context, merged)
                or _called(context, key)
                or _mentioned(merged)
                or _rival(context, key),
                _body(context, merged),
            )
            if found is None and body is not None:
                org, title = body
                message = (
                    f"sector of {backticked(key)} is {actor.sector}, but that of {backticked(org.id)}, in which it is"
                )
                message += f" {backticked(title)}, is {org.sector}"
                hint = f"correct the sector of {backticked(org.id)}, or that of {backticked(key)}, or the role"
                yield Finding(("actors", key, "sector"), message, help=hint)
            if found and actor.sector not in found[1]:
                message = f"sector of {backticked(key)} is {actor.sector}, but it is called {backticked(found[0])}"
                yield Finding(
                    ("actors", key, "sector"), message, help=f"write `sector: {found[1][0]}`, if that is meant"
                )


def _sectors(actor: Actor) -> tuple[str, tuple[str, ...]] | None:
    """What the name of an organization, or the only office of a person, says of the sector."""
    if actor.kind == "organization":
        return sectors_of_body(actor.name or "")
    if actor.kind == "group":
        return sectors_of_people(actor.name or "")
    if actor.kind == "person" and not actor.named and not actor.roles:
        return sectors_of_people(f"{flatten(actor.name or '')}s")
    offices = [flatten(role.title.exact) for role in actor.roles if role.title.exact != MERE_MEMBER]
    return sectors_of_office(offices[0]) if actor.kind == "person" and len(offices) == 1 else None


def _of_state(context: ArticleContext, actor: Actor) -> tuple[str, tuple[str, ...]] | None:
    """The office of a person who is president or the like of a country, or of its parliament, and has no other."""
    if actor.kind != "person" or len(actor.roles) != 1 or actor.roles[0].end:
        return None
    role, title = actor.roles[0], flatten(actor.roles[0].title.exact).lower()
    body = context.article.actors.get(role.org or "")
    return (title, ("GOV", "ELI", "MIL")) if body and body.kind == "country" and _HEADS.fullmatch(title) else None


_HEADS: Final = re.compile(
    r"(?:acting |interim )?(?:vice[ -])?president|(?:acting |interim )?prime minister|king|queen|emir|sultan"
)
"""Who heads a state or its government."""


def _called(context: ArticleContext, key: str) -> tuple[str, tuple[str, ...]] | None:
    """What the text says of the sector of an organization or a person, beside the name where it is mentioned first."""
    actor, text = context.article.actors[key], context.text
    if text is None or actor.kind not in ("organization", "person") or not actor.named:
        return None
    first = next((span for span in context.mentions.get(key, ()) if text.raw[slice(*span)] == actor.name), None)
    if first is None:
        return None
    before, behind = text.raw[max(0, first[0] - _NEAR) : first[0]], text.raw[first[1] : first[1] + 2 * _NEAR]
    if actor.kind == "person":
        return sectors_of_person(before, behind)
    army = fights_state(behind) if actor.sector in _ARMED else None
    return (f"fighting the {army}", ("REB",)) if army else sectors_before(before) or sectors_behind(behind)


def _rival(context: ArticleContext, key: str) -> tuple[str, tuple[str, ...]] | None:
    """The army or government of its own country that an armed body is an opponent of."""
    actors = context.article.actors
    one = actors[key]
    if one.sector not in _ARMED or one.kind not in ("organization", "group") or one.country is None:
        return None
    others = [rival.other for rival in one.relations.get("opponent_of", ())]
    others += [
        other for other, its in actors.items() if key in (rival.other for rival in its.relations.get("opponent_of", ()))
    ]
    for other in others:
        its = actors.get(other)
        is_state = its is not None and (its.sector in ("MIL", "GOV") or its.kind == "country")
        if its is not None and is_state and its.country == one.country and one.sector != its.sector:
            return f"opponent of {other}", ("REB",)
    return None


_ARMED: Final = frozenset({"PRM", "MIL"})
"""Sectors of armed bodies on the side of a government."""


def _mentioned(actor: Actor) -> tuple[str, tuple[str, ...]] | None:
    """What the mentions of a group, or of an organization that is described in one (`a charity`), say of the sector."""
    labels = [flatten(quote.exact) for quote in actor.mentions]
    if actor.kind == "group":
        return next(filter(None, map(sectors_of_people, labels)), None)
    heads = (_OF.split(label, maxsplit=1)[0] for label in labels)
    return next(filter(None, map(sectors_before, heads)), None) if actor.kind == "organization" else None


_OF: Final = re.compile(r"(?<=\w)(?: (?:from|in|based|operating|that|which|called|known|active)\b|,).*", re.DOTALL)
"""What follows the noun of a description: `a gang from the Niger Delta`."""


def _body(context: ArticleContext, actor: Actor) -> tuple[Actor, str] | None:
    """The body of another sector in which a person holds their only office, or is a member, and what they are there."""
    titles = {role.org: flatten(role.title.exact) for role in actor.roles}
    if not titles:
        titles = {one.other: "member" for one in actor.relations.get("member_of", ())}
    body = context.article.actors.get(next(iter(titles)) or "") if len(titles) == 1 else None
    if actor.kind != "person" or body is None or body.sector not in _SECTORS or actor.sector is None:
        return None
    title = next(iter(titles.values()))
    if title != "member" and _STUDYING.search(title) and actor.sector in _STATE and body.sector not in _STATE:
        return body, title  # who studies politics is no part of it
    return None if are_near(actor.sector, body.sector) or _PAST.search(title) else (body, title)


_STUDYING: Final = re.compile(
    r"(?:analyst|economist|expert|researcher|fellow|scientist|historian|scholar|director of research)\Z"
)
_STATE: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_PAST: Final = re.compile(r"\b(?:former|ex-|late)\b|lawyer|adviser|consultant", re.IGNORECASE)
"""Offices that say little of what their holder is now."""


_NEAR: Final = 40
"""Code points before a name."""
