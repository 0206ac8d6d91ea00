"""NC551: stray codes of countries; and what the text says of the country of a place."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Place
from newscorpus.models.code_names import country_meant
from newscorpus.models.gazetteer import countries_described, country_named, country_of_place
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.languages import primary_subtag
from newscorpus.text.patterns import pattern
from newscorpus.text.words import flatten

_SORTS: Final = (
    r"(?:towns?|city|cities|villages?|ports?|capital|regions?|provinces?|districts?|islands?|states?|county|suburbs?|resorts?"
    r"|municipality|settlements?|governorate|prefecture|peninsula|valley|area|hamlet|camp|base|airport|neighbou?rhood|quarter)"
)
"""Nouns for places."""
_BEFORE: Final = pattern(
    rf"(?:((?:[A-Z][\w.’-]+ ){{1,3}})(?:[a-z-]+ )*{_SORTS} (?:of )?"  # `the Tajik town of `
    rf"|((?:[A-Z][\w.-]+ ?){{1,3}})[’']s (?:[a-z-]+ ){{0,3}}(?:{_SORTS} )?(?:of )?)\Z"  # `Nepal’s western district of `
)
_IN: Final = pattern(r",? in ((?:[a-z-]+ )*[A-Z][\w-]+(?: [A-Z][\w-]+)?)")
"""`Osh in southern Kyrgyzstan`."""
_APPOSITION: Final = pattern(rf", (?:an?|the) ([^,.;:()]*\b{_SORTS}\b[^,.;:()]*)")
"""`Osh, a city in southern Kyrgyzstan`."""
_NEAR: Final = 60
_FAR: Final = 120
"""Code points before and behind the name of a place."""
_MOST: Final = 10
"""Occurrences of a name that are looked at."""


def country_told(context: ArticleContext, place: Place) -> tuple[str, str] | None:
    """Return the only country in which the text says a place to be, and the words; None if it says none, or several."""
    text = context.text
    if text is None or primary_subtag(context.article.language) != "en":
        return None
    found: dict[str, str] = {}
    for start, end in text.named(place.name.exact)[:_MOST]:
        found.update(_told(text.raw, start, end))
    return next(iter(found.items())) if len(found) == 1 else None


def _told(raw: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    before = _BEFORE.search(raw, max(0, start - _NEAR), start)
    if before:
        said = countries_described(before[1] or before[2])
        yield from ((code, flatten(raw[before.start() : end])) for code in said)
    inside = _IN.match(raw, end, end + _FAR)
    code = country_named(inside[1]) if inside else None
    if inside and code:
        yield code, flatten(raw[start : inside.end()])
    apposition = _APPOSITION.match(raw, end, end + _FAR)
    said = countries_described(apposition[1]) if apposition else {}
    if apposition and len(said) == 1:
        yield from ((code, flatten(raw[start : apposition.end()])) for code in said)


@memoized
def codes_of_names(context: ArticleContext) -> Iterator[dict[str, Counter[str]]]:
    """Yield the codes of countries that each name of a place has in the events of an article, with how often."""
    found: dict[str, Counter[str]] = {}
    for _, event in well_formed_events(context):
        for place in event.places:
            if place.country:
                found.setdefault(flatten(place.name.exact), Counter())[place.country] += 1
    yield found


def country_elsewhere(context: ArticleContext, place: Place) -> str | None:
    """Return the country that a place of this name has in other events, if it has it there more often."""
    (codes,) = codes_of_names(context)
    found = codes.get(flatten(place.name.exact), Counter[str]())
    ((code, most), *_) = found.most_common(1) or [("", 0)]
    return code if code and code != place.country and most > found[place.country or ""] else None


@rule(
    "NC551",
    "country-of-nothing",
    HINT,
    "nothing else in the article is of the country of a place or a body",
    languages=("en",),
)
def country_of_nothing(context: ArticleContext) -> Iterator[Finding]:
    """
    A code that is nowhere else in the annotation, of a country that the text does not name, is probably that of
    another country. Judged are places and bodies of a state, in articles where one country has three other codes or
    more; not cities of which the country is known.

    Example:
          text: The police, the court and the army of Kenya sent men to Kulal.
          actors:
            police: {name: The police, kind: organization, country: KE, sector: COP}
            court: {name: the court, kind: organization, country: KE, sector: JUD}
            army: {name: the army of Kenya, kind: organization, country: KE, sector: MIL}
          events:
            mission:
              kind: event
              type: other
        -     places: {Kulal: FR} # <NC551>
        +     places: {Kulal: KE}
              evidence:
                - The police, the court and the army of Kenya sent men to Kulal
    """
    text = context.text
    if text is None or primary_subtag(context.article.language) != "en":
        return
    found: dict[str, list[tuple[Path, str, bool]]] = {}
    for key, actor in context.article.actors.items():
        if actor.country:
            is_body = actor.kind == "organization" and actor.sector in _STATE
            judged = is_body and key in context.local and context.local[key].country is not None
            found.setdefault(actor.country, []).append((("actors", key, "country"), actor.name or key, judged))
    for key, event in well_formed_events(context):
        for i, place in enumerate(event.places):
            if place.country:
                path: Path = ("events", key, "places", i, "country")
                name = place.name.exact
                is_known = country_of_place(name) or country_named(name) or country_meant(name) == place.country
                found.setdefault(place.country, []).append((path, flatten(name), not is_known))
    most = max(found, key=lambda code: len(found[code]), default="")
    alone = [(code, several[0]) for code, several in found.items() if len(several) == 1 and several[0][2]]
    if not alone or len(found[most]) < _MANY:
        return
    named = countries_described(text.raw)
    cities = {country_of_place(word) for word in _CAPITAL.findall(text.raw)}
    for code, (path, name, _) in alone:
        if code not in named and code not in cities and not context.is_broken(*path):
            message = f"country {backticked(code)} of {backticked(name)} is that of nothing else in the article"
            others = [other for other in found if other != code and any(one[1] == name for one in found[other])]
            hint = f"write one country for {backticked(name)}: `{code}` or `{others[0]}`" if others else None
            yield Finding(path, message, help=hint or f"write `{most}`, if that is meant", arguments=(code,))


_STATE: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})
_MANY: Final = 3
_CAPITAL: Final = pattern(r"[A-Z][\w’-]+")
