"""NC531 and NC532: codes of countries that contradict names of countries, cities, and of what belongs to a country."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Final

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Place
from newscorpus.models.gazetteer import (
    countries_described,
    country_named,
    country_of_adjective,
    country_of_city,
    country_of_place,
)
from newscorpus.rules.context import ArticleContext, once, well_formed_events
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.sentences import sentence
from newscorpus.text.words import flatten, pattern, pattern_in

_BEFORE: Final = pattern_in("en", "country_before")
_IN: Final = pattern(r",? in ((?:[a-z-]+ )*[A-Z][\w-]+(?: [A-Z][\w-]+)?)")
"""`Osh in southern Kyrgyzstan`."""
_APPOSED_PLACE: Final = pattern_in("en", "apposed_place")
"""`Osh, a city in southern Kyrgyzstan`."""
_NEAR: Final = 60
_FAR: Final = 120
"""Code points before and behind a name."""
_MOST_PLACES: Final = 10
"""Occurrences of a name that are looked at."""


def country_told(context: ArticleContext, place: Place) -> tuple[str, str] | None:
    """Return the only country in which the text says a place to be, and the words; None if it says none, or several."""
    text = context.text
    if text is None or context.language != "en":
        return None
    told: dict[str, str] = {}
    for start, end in text.named(place.name.exact)[:_MOST_PLACES]:
        told.update(_told(text.raw, start, end))
    return next(iter(told.items())) if len(told) == 1 else None


def _told(raw: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    before = _BEFORE.search(raw, max(0, start - _NEAR), start)
    if before:
        said = countries_described(before[1] or before[2])
        yield from ((code, flatten(raw[before.start() : end])) for code in said)
    inside = _IN.match(raw, end, end + _FAR)
    code = country_named(inside[1]) if inside else None
    if inside and code:
        yield code, flatten(raw[start : inside.end()])
    apposition = _APPOSED_PLACE.match(raw, end, end + _FAR)
    said = countries_described(apposition[1]) if apposition else {}
    if apposition and len(said) == 1:
        yield from ((code, flatten(raw[start : apposition.end()])) for code in said)


@once
def codes_of_names(context: ArticleContext) -> dict[str, Counter[str]]:
    """Return the codes of countries that each name of a place has in the events of an article, with how often."""
    codes: dict[str, Counter[str]] = {}
    for _, event in well_formed_events(context):
        for place in event.places:
            if place.country:
                codes.setdefault(flatten(place.name.exact), Counter())[place.country] += 1
    return codes


def country_elsewhere(context: ArticleContext, place: Place) -> str | None:
    """Return the country that a place of this name has in other events, if it has it there more often."""
    counts = codes_of_names(context).get(flatten(place.name.exact), Counter[str]())
    ((code, most), *_) = counts.most_common(1) or [("", 0)]
    return code if code and code != place.country and most > counts[place.country or ""] else None


_BEHIND: Final = pattern(r", ((?:[A-Z][\w.’'-]*)(?: (?:and |of )?[A-Z][\w.’'-]*){0,3})")
"""A name behind that of a place: `Antwerp, Belgium`."""
_ABROAD: Final = pattern_in("shared", "abroad", re.IGNORECASE)
"""Titles of those who are in, or deal with, another country than their own."""


_MISSION: Final = pattern_in("en", "mission")
"""The names of missions of a country, which they belong to, wherever they stand."""


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
    match = _BEHIND.match(context.text.raw, end) if context.text is not None and end is not None else None
    return (country_named(match[1].rstrip(".")), f"{name}, {match[1]}") if match else (None, name)


def _finding(path: Path, code: str, meant: str, name: str) -> Finding:
    message = f"country {backticked(code)} contradicts {backticked(name)}"
    fixes = (replacing(path, code, meant),)
    return Finding(path, message, help=f"write `{meant}`, if that is meant", fixes=fixes, arguments=(code,))


@rule(
    "NC532",
    "country-of-elsewhere",
    WARNING,
    "the code of a country is not that of a city, a nationality or an office",
    unsafe_fix="the code of the country in which it is",
)
def code_of_elsewhere(context: ArticleContext) -> Iterator[Finding]:
    """
    Known cities have the code of their country, other places that of which the text says it (`the Tajik town of
    Isfara`), and each place the same in all events. So do actors whose name begins with a word for a country (`Kenyan
    police`), whom the text describes with one (`an Estonian firm`, `of Canada`), or who have an office in one; the
    role may then be wrong. An embassy belongs to the country that sends it. English names.

    Example:
          text: Anna Berg met Carl Dahl in Lisbon.
          {TALKS}
        -     places: {Lisbon: BR} # <NC532>
        +     places: {Lisbon: PT}
              evidence:
                - Anna Berg met Carl Dahl in Lisbon
    """
    for path, code, name in _coded(context):
        if country_named(name) or context.is_broken(*path):
            continue
        meant, words = country_of_place(name), name
        if path[0] == "events":
            place = context.article.events[str(path[1])].places[int(path[3])]
            if _country_behind(context, path, name)[0] is not None:
                continue  # NC531 judges it
            told = country_told(context, place)
            meant, words = told or (meant, words)
            if meant is None:
                meant, words = country_elsewhere(context, place), f"{name}, as it is annotated in other events"
        if meant and meant != code:
            yield _finding(path, code, meant, words)
    for key, actor in context.local.items():
        if not actor.country or actor.kind in ("country", "locality") or context.is_broken("actors", key):
            continue
        for meant, name in chain(_by_name(actor), _by_text(context, key)):
            if meant != actor.country:
                yield _finding(("actors", key, "country"), actor.country, meant, name)
                break
        else:
            yield from _by_office(context, key, actor)


def _by_name(actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield the country that the first word of a name means, or for an organization any, and the word."""
    name = actor.name or ""
    for word in name.split()[:1]:
        meant = country_of_adjective(word)
        if meant:
            yield meant, word
    mission = _MISSION.search(name)
    if mission and actor.kind == "organization":
        said = countries_described(mission[1] or mission[2] or "")
        if len(said) == 1:
            yield next(iter(said.items()))
    elif actor.kind == "organization" and not _ABROAD.search(name):
        countries = {
            **countries_described(name),
            **{code: word for word in name.split() if (code := country_of_city(word))},
        }
        if len(countries) == 1:
            yield next(iter(countries.items()))


def _by_text(context: ArticleContext, key: str) -> Iterator[tuple[str, str]]:
    """Yield the country that the words around the mentions of an actor name, and these words, if it is one alone."""
    actor, text = context.article.actors[key], context.text
    if text is None or context.language != "en":
        return
    if any(_ABROAD.search(role.title.exact) for role in actor.roles):
        return  # who is in, or deals with, another country: `Peru expelled its ambassador`
    labels = () if actor.named else (actor.name or "", *(quote.exact for quote in actor.mentions))
    said = [countries_described(words) for words in labels if " " in words]
    for start, end in context.mentions.get(key, ())[:_MOST]:
        before = _attributes(text.raw, start)
        said += [countries_described(before)] if before else []
        behind = _APPOSITION.match(text.raw, end)
        said += [countries_described(behind[1])] if behind and not _is_of_next(context, end) else []
    if any(actor.country in countries_described(quote.exact) for quote in actor.mentions):
        return
    yield from _by_possessor(context, actor)
    countries = {code: word for each in said if len(each) == 1 for code, word in each.items()}
    if actor.country not in countries and len(countries) == 1:
        yield next(iter(countries.items()))


def _by_possessor(context: ArticleContext, actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield the country that `its` means before all mentions of a body of a state, and these words."""
    text, countries = context.known_text, dict[str, str]()
    places = context.mentions.get(actor.id, ())[:_MOST]
    for start, end in places if actor.kind == "organization" and actor.sector in _STATE else ():
        before = _ITS.search(text.raw, max(0, start - _NEAR), start)
        code = _country_before(context, before.start()) if before else None
        if before is None or code is None:
            return
        countries[code] = text.raw[before.start() : end]
    if len(countries) == 1:
        yield next(iter(countries.items()))


_ITS: Final = pattern(r"\b[Ii]ts (?:own |new )?(?:[a-z]+ )?\Z")


def _country_before(context: ArticleContext, at: int) -> str | None:
    """The code of the country that `its` means: the only actor before it in its sentence, or the subject before."""
    raw, names, actors = context.known_text.raw, names_of(context), context.article.actors
    begin = sentence(raw, (at, at + 1))[0]
    named = [key for _, key in names.mentions((begin, at)) if actors[key].kind in _OWNERS]
    if not named and begin > context.known_text.paragraph(at)[0]:
        start = sentence(raw, (max(0, begin - 2), begin - 1))[0]
        named = [key for (first, _), key in names.mentions((start, begin)) if first - start <= _ARTICLE][:1]
    owner = actors[named[0]] if len({*named}) == 1 else None
    return owner.country if owner and owner.kind == "country" else None


_OWNERS: Final = ("country", "organization", "locality", "group")
_ARTICLE: Final = 4
"""Code points of `The ` before the subject with which a sentence begins."""


def _is_of_next(context: ArticleContext, end: int) -> bool:
    """Whether what is behind a name belongs to the next one: `Anna Berg, the President of Peru, Carl Dahl`."""
    between = _BETWEEN.match(context.known_text.raw, end, end + _FAR)
    if between is None:
        return False
    at = between.end()
    return any(span[0] == at for span, _ in names_of(context).mentions((at, at + _FAR)))


_BETWEEN: Final = pattern(r", (?:an?|the) [^,.;:]+, ")
_MOST: Final = 20
"""Mentions of an actor around which countries are looked for."""
_ATTRIBUTE: Final = pattern_in("en", "attribute")
"""A word before a name in its phrase: `Uzbek Prime Minister`; not a verb: `Zambia extradited the Briton`."""
_MOST_ATTRIBUTES: Final = 5


def _attributes(raw: str, start: int) -> str:
    """Return the words before a name in its phrase; empty if there are none."""
    words = raw[max(0, start - _NEAR) : start].split(" ")
    if words.pop() or not words:
        return ""
    if start > _NEAR:
        words = words[1:]  # which may be cut
    kept = list[str]()
    for word in reversed(words[-_MOST_ATTRIBUTES:]):
        if not _ATTRIBUTE.fullmatch(word):
            break
        kept.append(word)
    return " ".join(reversed(kept))


_APPOSITION: Final = pattern_in("en", "apposition")
"""What a name is called behind it: `, an Estonian firm that`, ` of Canada`."""


def _is_doubted(country: Actor) -> bool:
    """Whether the code of a country is that of another one than its name."""
    meant = country_named(country.name or "") if country.kind == "country" else None
    return meant is not None and meant != country.country


def _by_office(context: ArticleContext, key: str, actor: Actor) -> Iterator[Finding]:
    """Yield a finding about the office that an actor holds in one other country, or a body of its state."""
    held = [(i, role) for i, role in enumerate(actor.roles) if role.org and not _ABROAD.search(role.title.exact)]
    orgs = {i: context.article.actors.get(role.org or "") for i, role in held}
    states = {
        i: org for i, org in orgs.items() if org and org.country and (org.kind == "country" or org.sector in _STATE)
    }
    codes = {org.country for org in states.values()}
    if any(_is_doubted(org) for org in states.values()) or codes in ({actor.country}, set()) or len(codes) > 1:
        return  # NC531 reports the code of the country itself
    i, org = next(iter(states.items()))
    title = backticked(flatten(actor.roles[i].title.exact))
    message = f"{title} is an office in {backticked(org.id)}, country {backticked(org.country or '')}"
    message += f", but {backticked(key)} has {backticked(actor.country or '')}"
    hint = "correct the role, if the office is elsewhere, or the country"
    yield Finding(("actors", key, "roles", i, "org"), message, help=hint)


_STATE: Final = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "OPP"})
"""Sectors of bodies of a state."""
