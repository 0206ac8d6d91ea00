"""NC213 and NC214: actors whose kind or sector contradicts their name or office."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import country_named, country_of_city
from newscorpus.models.values import MERE_MEMBER
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.sectors import (
    BODIES,
    people_named,
    sectors_before,
    sectors_called,
    sectors_of_body,
    sectors_of_office,
)
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten

_SECTORS = frozenset(DEFAULT.sectors) - {"UNK"}


@rule("NC213", "kind-unlike-name", HINT, "the kind of an actor contradicts its name")
def kind_unlike_name(context: ArticleContext) -> Iterator[Finding]:
    """
    Norway is a `country`, Paris a `locality`, and the Ministry of Health an `organization`. A government that acts
    under its own name is an organization. What is called `officers` is a group, who is called `she` a person.
    English.

    Example:
          actors:
        -   ministry: {name: Ministry of Health, kind: person} # <NC213>
        +   ministry: {name: Ministry of Health, kind: organization}
          text: Anna Berg met the Ministry of Health.
    """
    for key, actor in context.local.items():
        merged = context.article.actors[key]
        yield from _unlike_words(context, key, merged) if actor.kind and not context.is_broken("actors", key) else ()
        if merged.named and merged.name and merged.kind and not context.is_broken("actors", key):
            meant = _kind(merged.name, merged.kind)
            if meant and meant != merged.kind and actor.kind:
                message = (
                    f"kind of {backticked(key)} is {merged.kind}, but its name is {backticked(flatten(merged.name))}"
                )
                yield Finding(("actors", key, "kind"), message, help=f"write `kind: {meant}`, if that is meant")


def _unlike_words(context: ArticleContext, key: str, actor: Actor) -> Iterator[Finding]:
    """Yield a finding about an actor whose label is a noun in the plural, or that is called `he` or `it`."""
    if primary_subtag(context.article.language) != "en":
        return
    labels = [*([] if actor.named else [actor.name or ""]), *(quote.exact for quote in actor.mentions)]
    people = next((words for words in map(people_named, labels[:1] if not actor.named else ()) if words), None)
    pronouns = {label.lower() for label in labels}
    if people and actor.kind in ("organization", "person", "country") and people[0].endswith("s"):
        words, meant = people[0], "group"
    elif actor.kind in ("organization", "country", "locality", "group") and pronouns & _HUMAN:
        words, meant = min(pronouns & _HUMAN), "person"
    elif actor.kind == "person" and pronouns & _NEUTER:
        words, meant = min(pronouns & _NEUTER), "organization"
    else:
        return
    message = f"kind of {backticked(key)} is {actor.kind}, but it is called {backticked(words)}"
    yield Finding(("actors", key, "kind"), message, help=f"write `kind: {meant}`, if that is meant")


_HUMAN: Final = frozenset({"he", "she", "him", "his"})
_NEUTER: Final = frozenset(
    {"it", "its", "the company", "the party", "the group", "the ministry", "the union", "the firm"}
)
"""What a person is not called."""


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
    says before or behind the name (`the union Lomar` is `LAB`), and the organization in which a person holds the only
    office; of groups, their label: `prosecutors` are `JUD`. Sectors that a corpus adds are not judged. English.

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
            found, why = _sectors(merged) or _called(context, key) or _described(context, key), "it is called"
            if found is None:
                found, why = _of_body(context, merged), "it holds an office in"
            if found and actor.sector not in found[1]:
                message = f"sector of {backticked(key)} is {actor.sector}, but {why} {backticked(found[0])}"
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


def _described(context: ArticleContext, key: str) -> tuple[str, tuple[str, ...]] | None:
    """What the label or mentions of a group or an organization say, or an apposition behind its name."""
    actor, text = context.article.actors[key], context.text
    labels = [*([] if actor.named else [actor.name or ""]), *(quote.exact for quote in actor.mentions)]
    if actor.kind == "group":
        labels += [actor.name or ""] if actor.named else []
        return next(filter(None, map(people_named, labels)), None)
    if actor.kind != "organization" or text is None:
        return None
    behind = (_APPOSITION.match(text.raw, end) for _, end in context.mentions.get(key, ())[:_MOST])
    labels += [words[1] for words in behind if words]
    return next(filter(None, map(sectors_called, labels)), None)


def _of_body(context: ArticleContext, actor: Actor) -> tuple[str, tuple[str, ...]] | None:
    """The sector of the organization in which a person holds the only office."""
    orgs = [context.article.actors.get(role.org or "") for role in actor.roles]
    if actor.kind != "person" or len(orgs) != 1 or orgs[0] is None or orgs[0].kind != "organization":
        return None
    org = orgs[0]
    if org.sector not in _OWN or not org.name:
        return None
    return org.id, (org.sector, *_ALSO.get(org.sector, ()))


_OWN: Final = frozenset({"BUS", "JRN", "MED", "EDU", "LAB", "SOC", "REL", "JUD", "COP", "MIL"})
"""Sectors of organizations that their people have, too."""
_ALSO: Final = {"COP": ("GOV",), "MIL": ("GOV",), "JUD": ("GOV",), "SOC": ("PRE", "EDU"), "BUS": ("ELI", "LAB")}
_APPOSITION: Final = re.compile(
    r", ((?:an?|the) (?:[\w’-]+ ){1,3}?[\w’-]+)(?=[,.;:]| (?:that|which|who|whose|of|in|for|with|based) )"
)
_MOST: Final = 20
"""Mentions of an organization behind which an apposition is looked for."""
_NEAR: Final = 40
"""Code points before a name."""
