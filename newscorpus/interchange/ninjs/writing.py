"""Articles -> ninjs 3.1: one item for each article, in the file `ID.json`; the names are those of version 3."""

import re
from collections.abc import Mapping
from typing import Any, Final

from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.exports import DocumentWriter, address_of, count_rest
from newscorpus.models import Actor, Article, Event
from newscorpus.models.frozen import evolve_unchecked

Plain = dict[str, Any]

SCALARS: Final[Mapping[str, type]] = {
    "uri": str,
    "type": str,
    "representationType": str,
    "profile": str,
    "version": str,
    "firstCreated": str,
    "versionCreated": str,
    "contentCreated": str,
    "embargoedUntil": str,
    "pubStatus": str,
    "urgency": int,
    "copyrightHolder": str,
    "copyrightNotice": str,
    "usageTerms": str,
    "edNote": str,
    "title": str,
    "slugline": str,
    "expires": str,
}
"""What has no field in an article, and becomes the attribute `source_NAME`, which an export gives back: its type."""
TYPE: Final = "text"
"""The type of an item of which nothing says another: an export writes it, and an import leaves it out."""
SOURCE: Final = "source_"
"""The beginning of the names of such attributes."""
REL: Final = "source_rel"
"""The attribute of an actor that says what it is to the item, such as `about`."""

ACTORS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("person", "group"),
    "organisations": ("organization",),
    "places": ("locality", "country"),
}
"""The list of an item → the kinds of actors in it; what is read has the first."""
WHOLE: Final = "full-text"
"""The role of a body that has the whole text: nothing is joined with it."""

_UNDETERMINED: Final = "und"
"""The language of a corpus whose items state none."""
_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id text language headline author publisher url dateline text_license keywords
    actors.name actors.named events.title events.kind events.type
    """.split()  # noqa: SIM905
)
"""What an item holds of every article; the rest is looked at one by one."""
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+")
_WIKIDATA: Final = "http://www.wikidata.org/entity/"


def _item(article: Article, output: Output) -> Plain:
    held, losses = set[str](_HELD), output.losses
    given = _given(article, held)
    uri = (
        given.pop("uri", None)
        or _uri(article.url)
        or address_of(evolve_unchecked(article, url=None), output.rights.manifest)
    )
    if article.url is not None and article.url != uri:
        held.discard("url")
    version = given.pop("versionCreated", None)
    if article.published is not None and len(article.published) > len("2023-06"):
        version = article.published
        if "T" in version:
            held.add("published")
        else:
            version += "T00:00:00Z"  # the schema wants a time; that it is not one is counted
    headline = article.headline or article.part("headline")
    lead = article.part("lead")
    license_ = article.text_license
    is_address = license_ is not None and _URI.fullmatch(license_) is not None
    data: Plain = {
        "uri": uri,
        "standard": _STANDARD,
        "type": given.pop("type", TYPE),
        **given,
        "versionCreated": version,
        "language": article.language if article.language != _UNDETERMINED else None,
        "headlines": [{"role": "main", "value": headline}] if headline else None,
        "descriptions": [{"role": "lead", "contentType": "text/plain", "value": lead}] if lead else None,
        "by": article.author,
        "located": article.dateline,
        "infoSources": [{"name": article.publisher}] if article.publisher else None,
        "rightsInfo": {"linkedRights": license_} if is_address else None,
        "subjects": [{"name": word} for word in article.keywords],
        **_actors(article, held, losses),
        "events": [_event(key, event) for key, event in article.events.items()],
    }
    if license_ and not is_address:
        data["usageTerms"] = license_
    if article.text is not None:
        held |= {"sha256", "text_parts.headline", "text_parts.lead"}  # the words of these parts
        data["bodies"] = [{"role": WHOLE, "contentType": "text/plain", "value": article.text}]
    count_rest(article, held, losses)
    return without_empty(data)


def _given(article: Article, held: set[str]) -> Plain:
    """Return the fields that an import from ninjs has kept in attributes."""
    fields: Plain = {}
    for name, kind in SCALARS.items():
        value = article.attributes.get(f"{SOURCE}{name}")
        if type(value) is kind and (name != "uri" or _uri(str(value))):
            fields[name] = value
            held.add(f"attributes.{SOURCE}{name}")
    return fields


def _uri(address: str | None) -> str | None:
    return address if address is not None and _URI.fullmatch(address) else None


def _actors(article: Article, held: set[str], losses: Losses) -> Plain:
    lists: Plain = {name: [] for name in ACTORS}
    held |= {"actors.kind", f"actors.attributes.{REL}", "actors.ids.wikidata", "actors.ids.uri", "actors.ids.literal"}
    for actor in article.actors.values():
        name = next((name for name, kinds in ACTORS.items() if actor.kind in kinds), None)
        if name is None:
            losses.add(f"actor of kind {actor.kind}", f"{article.id}: actors.{actor.id}")
        else:
            lists[name].append(_actor(actor))
            at = f"{article.id}: actors.{actor.id}"
            if actor.kind != ACTORS[name][0]:
                losses.add(f"kind {actor.kind} of an actor", f"{at}.kind")
            if actor.named:
                losses.add("actors.named", f"{at}.named")
            if "uri" in actor.ids and lists[name][-1].get("uri") != actor.ids["uri"]:
                losses.add("actors.ids.uri", f"{at}.ids.uri")
    return lists


def _actor(actor: Actor) -> Plain:
    item = actor.ids.get("wikidata")
    return without_empty(
        {
            "name": actor.name,
            "rel": actor.attributes.get(REL),
            "uri": f"{_WIKIDATA}{item}" if item else _uri(actor.ids.get("uri")),
            "literal": actor.ids.get("literal"),
        }
    )


def _event(key: str, event: Event) -> Plain:
    return without_empty({"id": key, "name": event.title or event.type, "literal": f"{event.kind}/{event.type}"})


WRITER: Final = DocumentWriter(".json", '"name": "ninjs"', _item)
