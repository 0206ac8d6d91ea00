"""What the text, and the rest of the annotation, say of the country of a place."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from newscorpus.models import Place
from newscorpus.models.gazetteer import countries_described, country_named
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.text.languages import primary_subtag
from newscorpus.text.words import flatten, pattern

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
