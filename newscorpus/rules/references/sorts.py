"""NC213 and NC214: actors whose kind or sector contradicts their name or office."""

from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import country_named, country_of_city
from newscorpus.models.values import MERE_MEMBER
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.sectors import BODIES, sectors_before, sectors_of_body, sectors_of_office
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten

_SECTORS = frozenset(DEFAULT.sectors) - {"UNK"}


@rule("NC213", "kind-unlike-name", HINT, "the kind of an actor contradicts its name")
def kind_unlike_name(context: ArticleContext) -> Iterator[Finding]:
    """
    Norway is a `country`, Paris a `locality`, and the Ministry of Health an `organization`. A government that acts
    under its own name is an organization. English names.

    Example:
          actors:
        -   ministry: {name: Ministry of Health, kind: person} # <NC213>
        +   ministry: {name: Ministry of Health, kind: organization}
          text: Anna Berg met the Ministry of Health.
    """
    for key, actor in context.local.items():
        merged = context.article.actors[key]
        if merged.named and merged.name and merged.kind and not context.is_broken("actors", key):
            meant = _kind(merged.name, merged.kind)
            if meant and meant != merged.kind and actor.kind:
                message = (
                    f"kind of {backticked(key)} is {merged.kind}, but its name is {backticked(flatten(merged.name))}"
                )
                yield Finding(("actors", key, "kind"), message, help=f"write `kind: {meant}`, if that is meant")


def _kind(name: str, kind: str) -> str | None:
    """The kind that a name means."""
    if country_named(name) and name[:1].isupper():
        return "country"
    if country_of_city(name) and kind in ("country", "person"):
        return "locality"
    return "organization" if kind in ("person", "country", "locality") and BODIES.search(name) else None


@rule("NC214", "sector-unlike-name", HINT, "the sector of an actor contradicts its name or office")
def sector_unlike_name(context: ArticleContext) -> Iterator[Finding]:
    """
    The police are `COP`, a court is `JUD`, a foreign minister `GOV`. Judged are words of the names of organizations,
    and the office of persons who have one alone, if they leave no other sector; without such a word, what the text
    says before the name: `the union Lomar` is `LAB`. Sectors that a corpus adds are not judged. English articles.

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
            found = _sectors(context.article.actors[key]) or _called(context, key)
            if found and actor.sector not in found[1]:
                message = f"sector of {backticked(key)} is {actor.sector}, but it is called {backticked(found[0])}"
                yield Finding(
                    ("actors", key, "sector"), message, help=f"write `sector: {found[1][0]}`, if that is meant"
                )


def _sectors(actor: Actor) -> tuple[str, tuple[str, ...]] | None:
    """What the name of an organization, or the only office of a person, says of the sector."""
    if actor.kind == "organization":
        return sectors_of_body(actor.name or "")
    offices = [flatten(role.title.exact) for role in actor.roles if role.title.exact != MERE_MEMBER]
    return sectors_of_office(offices[0]) if actor.kind == "person" and len(offices) == 1 else None


def _called(context: ArticleContext, key: str) -> tuple[str, tuple[str, ...]] | None:
    """What the text says of the sector of an organization, before its name where it is mentioned first."""
    actor, text = context.article.actors[key], context.text
    if text is None or actor.kind != "organization" or not actor.named:
        return None
    first = min(context.mentions.get(key, ()), default=(0, 0))
    return (
        sectors_before(text.raw[max(0, first[0] - _NEAR) : first[0]]) if text.raw[slice(*first)] == actor.name else None
    )


_NEAR: Final = 40
"""Code points before a name."""
