"""NC531 and NC532: codes of countries that contradict names of countries, cities, and of what belongs to a country."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor
from newscorpus.models.gazetteer import country_named, country_of_adjective, country_of_city
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.grammar import GRAMMARS

_BEHIND: Final = re.compile(r", ((?:[A-Z][\w.’'-]*)(?: (?:and |of )?[A-Z][\w.’'-]*){0,3})")
"""A name behind that of a place: `Antwerp, Belgium`."""
_ABROAD: Final = re.compile(
    r"ambassador|envoy|consul|attach|correspondent|representative|botschafter|embajador", re.IGNORECASE
)
"""Titles of those who are in, or deal with, another country than their own."""


def _coded(context: ArticleContext) -> Iterator[tuple[Path, str, str]]:
    """Yield the codes of countries, countries and localities, with their paths and the names to which they belong."""
    for key, actor in context.local.items():
        if actor.country and actor.name and actor.kind in ("country", "locality"):
            yield ("actors", key, "country"), actor.country, actor.name
    for key, event in context.article.events.items():
        for i, place in enumerate(event.places):
            if place.country:
                yield ("events", key, "places", i, "country"), place.country, place.name.exact


@rule(
    "NC531",
    "country-code-mismatch",
    WARNING,
    "the code of a country is that of another one than its name",
    unsafe_fix="the code of the country that is named",
)
def code_of_another_country(context: ArticleContext) -> Iterator[Finding]:
    """
    A place or an actor with the name of a country has its code. So has a place behind which the text names the
    country: `Antwerp, Belgium`. English names.

    Example:
          actors:
        -   norway: {name: Norway, kind: country, country: SE} # <NC531>
        +   norway: {name: Norway, kind: country, country: "NO"}
          text: Anna Berg left Norway.
    """
    for path, code, name in _coded(context):
        meant, words = country_named(name), name
        if meant is None and path[0] == "events":
            meant, words = _country_behind(context, path, name)
        if meant and meant != code and not context.is_broken(*path):
            yield _finding(path, code, meant, words)


def _country_behind(context: ArticleContext, path: Path, name: str) -> tuple[str | None, str]:
    """The code of the country that the text names directly behind a place, and the words."""
    end = context.article.events[str(path[1])].places[int(path[3])].name.end
    found = _BEHIND.match(context.text.raw, end) if context.text is not None and end is not None else None
    return (country_named(found[1].rstrip(".")), f"{name}, {found[1]}") if found else (None, name)


def _finding(path: Path, code: str, meant: str, name: str) -> Finding:
    message = f"country {backticked(code)} contradicts {backticked(name)}"
    fixes = (replacing(path, code, meant),)
    return Finding(path, message, help=f"write `{meant}`, if that is meant", fixes=fixes, arguments=(code,))


@rule(
    "NC532",
    "country-of-elsewhere",
    HINT,
    "the code of a country is not that of a city, a nationality or an office",
    unsafe_fix="the code of the country in which it is",
)
def code_of_elsewhere(context: ArticleContext) -> Iterator[Finding]:
    """
    Well-known cities have the code of their country, and so do actors whose name begins with a word for a country
    (`Kenyan police`), who have an office in one or in its government, police or the like, or whom the text calls so:
    `the Dutch insurer Lomar`, `Lomar of Canada`. English.

    Example:
          text: Anna Berg met Carl Dahl in Lisbon.
          {TALKS}
        -     places: {Lisbon: BR} # <NC532>
        +     places: {Lisbon: PT}
              evidence:
                - Anna Berg met Carl Dahl in Lisbon
    """
    for path, code, name in _coded(context):
        meant = country_of_city(name) if country_named(name) is None else None
        is_told = path[0] == "events" and _country_behind(context, path, name)[0] is not None
        if meant and meant != code and not is_told and not context.is_broken(*path):
            yield _finding(path, code, meant, name)
    for key, actor in context.local.items():
        if not actor.country or actor.kind in ("country", "locality") or context.is_broken("actors", key):
            continue
        path = ("actors", key, "country")
        named = chain(_by_name(actor), _by_text(context, key))
        wrong = next((one for one in named if one[0] != actor.country), None)
        held = next((one for one in _by_office(context, actor) if one[0] != actor.country), None)
        if wrong:
            yield _finding(path, actor.country, *wrong)
        elif held:
            meant, office = held
            message = f"country {backticked(actor.country)} contradicts the role {backticked(office)}, held in {meant}"
            hint = f"write `{meant}`, or correct in what the role is held"
            yield Finding(path, message, help=hint, arguments=(actor.country,))


def _by_name(actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield the country that the first word of a name means, and the word."""
    for word in (actor.name or "").split()[:1]:
        meant = country_of_adjective(word)
        if meant:
            yield meant, word


def _is_doubted(country: Actor) -> bool:
    """Whether the code of a country is that of another one than its name."""
    meant = country_named(country.name or "") if country.kind == "country" else None
    return meant is not None and meant != country.country


def _by_office(context: ArticleContext, actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield the countries in which an actor holds an office, if there is one alone, with its title."""
    held = [role for role in actor.roles if role.org and not _ABROAD.search(role.title.exact)]
    orgs = [context.article.actors.get(role.org or "") for role in held]
    codes = {org.country for org in orgs if org is not None and _is_of_state(org) and org.country}
    if any(org is not None and _is_doubted(org) for org in orgs):
        return  # NC531 reports the code of the country itself
    if len(codes) == 1:
        yield codes.pop(), held[0].title.exact


def _is_of_state(org: Actor) -> bool:
    return org.kind == "country" or (org.kind == "organization" and org.sector in _OF_STATE)


_OF_STATE: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "OPP", "SPY"})
"""Sectors of bodies whose officers are of their country."""


def _by_text(context: ArticleContext, key: str) -> Iterator[tuple[str, str]]:
    """Yield the only country of which the text calls an actor, beside its name, and the words."""
    text, actor = context.text, context.article.actors[key]
    found: dict[str, str] = {}
    for start, end in context.mentions.get(key, ()) if text is not None and actor.named else ():
        assert text is not None
        if text.raw[start:end] != actor.name and text.raw[start:end] not in actor.aliases:
            continue
        before = _called(_BREAK.split(text.raw[max(0, start - _NEAR) : start])[-1].split())
        behind = _APPOSED.match(text.raw, end) or _OF_COUNTRY.match(text.raw, end)
        for word in (before, behind[1] if behind else ""):
            code = country_of_adjective(word) or (country_named(word) if behind and " of " in behind[0] else None)
            if code:
                found[code] = word
    if len(found) == 1:
        yield found.popitem()


_NEAR: Final = 50
_BREAK: Final = re.compile(r"[^\w\s-]")
_MOST: Final = 3
"""Words between the one for a country and the name."""
_APPOSED: Final = re.compile(r", an? ([A-Z][a-z]+) (?:[a-z-]+ ){0,2}[a-z-]+(?=[,.]| that| which| who)")
_OF_COUNTRY: Final = re.compile(r" of ([A-Z]\w+)(?=[,.;]| [a-z])")
"""Words that call the actor whose name is before them."""


def _called(before: Sequence[str]) -> str:
    """The word for a country in the phrase that ends with a name: `Dutch` in `the Dutch insurer Lomar`."""
    grammar = GRAMMARS["en"]
    others = grammar.functional | grammar.auxiliaries | grammar.modals | grammar.speech
    for word in before[-2 : -_MOST - 2 : -1]:
        nouns = before[before.index(word) + 1 :]
        if country_of_adjective(word) and others.isdisjoint(map(str.lower, nouns)):
            return word
    return ""
