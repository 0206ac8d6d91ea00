"""Items of ninjs -> articles. Names of fields are compared in lower case, in which versions 2 and 3 are the same."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from newscorpus.interchange.engine.document import Record
from newscorpus.interchange.engine.fields import as_slug, without_empty
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.markup import text_of
from newscorpus.interchange.engine.sources import SourceFile, files_of, json_value
from newscorpus.interchange.news_item import WITHDRAWN, NamedActors, instant, joined, language_of
from newscorpus.interchange.ninjs.writing import ACTORS, REL, SCALARS, SOURCE, TYPE, WHOLE

Plain = dict[str, Any]

_FIRST_VERSION: Final = {
    "byline": "by",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "subject": "subjects",
    "object": "objects",
    "infosource": "infosources",
    "embargoed": "embargoeduntil",
}
"""Names of versions 1 and 2 → those of later ones."""
_TEXTS: Final = {"headline": "headlines", "description": "descriptions", "body": "bodies"}
"""Fields of version 1, whose names can go on with a role (`body_xhtml`) → lists of later ones."""
_OF_TEXT: Final = {"role", "contenttype", "value"}
"""What is read of a headline, a description or a body."""
_SPLIT: Final = frozenset({*ACTORS, "subjects", "infosources", "rightsinfo"})
"""Lists of objects, some fields of which are read: each other field is a loss. Of other lists, each object is one."""
_ORDER: Final = ("versionCreated", "contentCreated", "firstCreated")
"""Where the time of publication is; of several, the first."""


def read(source: Path, losses: Losses) -> Iterator[Record]:
    """Begin to read a file or the files `*.json` of a folder, each with an item or a list of items.

    Raises:
        UsageError: The source does not exist, or has no such files.
    """
    files = files_of(source, ("*.json",))
    return (record for file in files for record in _records(file, losses))


def _records(file: SourceFile, losses: Losses) -> Iterator[Record]:
    data = json_value(file, losses)
    name = file.name.removesuffix(".json").replace("/", "-")
    if isinstance(data, list):
        for number, item in enumerate(data, 1):
            yield from _item(item, f"{name}-{number}", f"{file.name}: [{number - 1}]", losses)
    elif data is not None:
        yield from _item(data, name, file.name, losses)


def _item(data: Any, id_: str, place: str, losses: Losses, parent: str | None = None) -> Iterator[Record]:
    """Yield the article of an item, and those of the items that it contains."""
    if not isinstance(data, dict) or not isinstance(data.get("uri"), str):
        losses.add("object that is not an item of ninjs: it has no `uri`", place)
        return
    names: dict[str, str] = {}
    item = _Item(_lower(data, names), names, place, losses)
    inner = list(item.associations())
    record = item.record(id_, parent)
    if record is not None:
        yield record
    for name, contained in inner:
        yield from _item(
            contained,
            f"{id_}-{as_slug(name, 'association')}",
            f"{place}: associations.{name}",
            losses,
            str(data["uri"]),
        )


def _lower(data: Any, names: dict[str, str]) -> Any:
    """Return data with the names of fields in lower case, and add each as it is to `names`."""
    if isinstance(data, dict):
        names |= {key.lower(): key for key in data}
        return {key.lower(): _lower(value, names) for key, value in data.items()}
    return [_lower(value, names) for value in data] if isinstance(data, list) else data


class _Item:
    """One item. What is read of it is removed, so that the rest can be counted."""

    def __init__(self, data: Plain, names: Mapping[str, str], place: str, losses: Losses) -> None:
        self._place, self._losses, self._names = place, losses, names
        self._data: Plain = {}
        self._origins: dict[str, str] = {}
        """Name of a field of version 3 → the name that it has here."""
        self._at: dict[int, tuple[str, str]] = {}
        """Of each object in a field, by its identity: the name of the field, and where it is."""
        for key, value in data.items():
            head, _, role = key.partition("_")
            if head in _TEXTS and isinstance(value, str):
                inner = {"role": role, "value": value}
                self._data.setdefault(_TEXTS[head], []).append(inner)
                self._at[id(inner)] = names[key], names[key]
                continue
            name = _FIRST_VERSION.get(key, key)
            if name in self._data:  # an item of two versions: `by` and `byline`
                losses.add(names[key], f"{place}: {names[key]}")
                continue
            self._data[name], self._origins[name] = value, names[key]
            if isinstance(value, list | dict) and key in ("associations", *_TEXTS.values()):
                steps = enumerate(value) if isinstance(value, list) else value.items()
                for step, inner in steps:
                    self._at[id(inner)] = (
                        names[key],
                        f"{names[key]}[{step}]" if isinstance(step, int) else f"{names[key]}.{step}",
                    )

    def associations(self) -> Iterator[tuple[str, Any]]:
        """Yield the items that it contains, each after its name. Those that only refer to an item stay, as a loss."""
        given = self._data.get("associations")
        named = given.items() if isinstance(given, dict) else [(item.get("name"), item) for item in _objects(given)]
        rest = self._data["associations"] = []
        for name, item in named:
            if isinstance(item, dict) and _has_text(item):
                item.pop("name", None)
                yield str(name or "association"), item
            else:
                rest.append(item)

    def record(self, id_: str, parent: str | None) -> Record | None:
        """Return the article; None if the item has no text."""
        title = self._data.get("title")
        headline = self._words("headlines")
        if headline is None and isinstance(title, str):
            headline = self._data.pop("title")
        whole, body = self._body()
        lead = self._words("descriptions")
        if whole or not (headline or lead):
            text, parts = whole or body or "", _parts_of(whole or "", headline, lead)
        else:
            text, parts = joined({"headline": headline, "lead": lead, "body": body})
        if not text.strip():
            self._losses.add("item without a text", self._place)
            return None
        if (status := self._data.get("pubstatus")) in WITHDRAWN:
            self._losses.add(f"item that is {status} and imported", self._place)
        keywords = [name for entry in _objects(self._data.get("subjects")) if (name := self._take(entry, "name"))]
        data: Plain = {
            "id": id_,
            "text_parts": parts,
            "language": language_of(self._take(self._data, "language"), self._losses, self._place),
            "published": self._published(),
            "headline": " ".join(headline.split()) if headline else None,
            "author": self._take(self._data, "by"),
            "dateline": self._take(self._data, "located"),
            "publisher": self._take_first("infosources", "name"),
            "text_license": self._take_first("rightsinfo", "linkedrights") or self._take(self._data, "usageterms"),
            "keywords": list(dict.fromkeys(keywords)),
            "actors": self._actors(text),
            "attributes": self._attributes(parent),
        }
        self._count()
        return Record({key: value for key, value in data.items() if value}, text, self._place)

    def _take(self, data: Plain, key: str) -> str | None:
        """Return a string, which is then read; None if there is none."""
        value = data.get(key)
        if not isinstance(value, str):
            return None
        del data[key]
        return value.strip() or None

    def _take_first(self, key: str, field: str) -> str | None:
        """Return a string of the first object of a list, which is then read."""
        objects = _objects(self._data.get(key))
        return self._take(objects[0], field) if objects else None

    def _words(self, key: str) -> str | None:
        """Return the first of the headlines or descriptions; one with the role `main` is before others."""
        parts = [part for part in _objects(self._data.get(key)) if isinstance(part.get("value"), str)]
        parts.sort(key=lambda part: part.get("role") not in ("main", "", "text"))
        if not parts:
            return None
        first = parts[0]
        self._read(key, first)
        return _plain(first)

    def _read(self, key: str, part: Plain) -> None:
        """Remove what a headline, a description or a body says; its other fields, and others of the same words, are a
        loss."""
        given = self._data[key]
        name, where = self._at.get(id(part), (key, key))
        for field in without_empty(part).keys() - _OF_TEXT:
            own = self._names.get(field, field)
            self._losses.add(f"{name}.{own}", f"{self._place}: {where}.{own}")
        self._data[key] = [other for other in (given if isinstance(given, list) else [given]) if other is not part]

    def _body(self) -> tuple[str | None, str | None]:
        """Return the whole text, if a body has that; and the body, of HTML rather than of plain text, which has no
        paragraphs often."""
        bodies = [part for part in _objects(self._data.get("bodies")) if isinstance(part.get("value"), str)]
        bodies = [part for part in bodies if _plain(part)]
        if not bodies:
            return None, None
        best = min(bodies, key=lambda part: (part.get("role") != WHOLE, _rank(part)))
        self._read("bodies", best)
        if best.get("role") != WHOLE:
            return None, _plain(best)
        is_as_is = best.get("contenttype") == "text/plain" or not _is_markup(best)  # so exports write it
        return (str(best["value"]) if is_as_is else _plain(best)), None

    def _published(self) -> str | None:
        for name in _ORDER:
            value = self._data.get(name.lower())
            time = instant(value, self._losses, self._place) if value is not None else None
            if time is not None:
                del self._data[name.lower()]
                return time
        return None

    def _actors(self, text: str) -> dict[str, Plain]:
        actors = NamedActors(text, self._losses, self._place)
        for key, (kind, *_) in ACTORS.items():
            for actor in _objects(self._data.get(key)):
                uri = f"{actor.pop('scheme', '')}{actor.pop('code', '')}" or actor.get("uri")
                ids = {"uri": uri, "literal": actor.get("literal")}
                if actors.add(actor.get("name") or actor.get("literal"), kind, ids, {REL: actor.get("rel")}):
                    for name in ("name", "uri", "literal", "rel"):
                        self._take(actor, name)
        return actors.table

    def _attributes(self, parent: str | None) -> Plain:
        attributes: Plain = {}
        for name, kind in SCALARS.items():
            value = self._data.get(name.lower())
            if isinstance(value, int) and not isinstance(value, bool) and kind is str:
                value = str(value)
            if type(value) is kind:
                del self._data[name.lower()]
                if value != "" and (name, value) != ("type", TYPE):
                    attributes[f"{SOURCE}{name}"] = value
        if parent is not None:
            attributes[f"{SOURCE}association_of"] = parent
        return attributes

    def _count(self) -> None:
        self._data.pop("standard", None)  # of the format, not of the news
        self._data.pop("$standard", None)
        for key, value in self._data.items():
            own = self._origins.get(key, key)
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                here = f"{own}[{number}]" if isinstance(value, list) else own
                name, where = self._at.get(id(item), (own, here)) if isinstance(item, dict) else (own, here)
                if key in _SPLIT and isinstance(item, dict):
                    for field in map(self._names.__getitem__, without_empty(item)):
                        self._losses.add(f"{name}.{field}", f"{self._place}: {where}.{field}")
                elif item not in (None, "", {}):
                    self._losses.add(name, f"{self._place}: {where}")


def _objects(value: Any) -> list[Plain]:
    """Return the objects of a list; also of one that is not in a list."""
    given = value if isinstance(value, list) else [value]
    return [item for item in given if isinstance(item, dict)]


def _has_text(item: Plain) -> bool:
    return isinstance(item.get("uri"), str) and any(
        key.partition("_")[0] in (*_TEXTS, *_TEXTS.values(), "title") for key in item
    )


def _is_markup(part: Plain) -> bool:
    kind = (str(part.get("contenttype", "")) or str(part.get("role", ""))).lower()
    return "html" in kind or "xml" in kind or "nitf" in kind or str(part["value"]).lstrip().startswith("<")


def _rank(part: Plain) -> int:
    """HTML first, then plain text, then other markup, such as NITF."""
    return 1 if not _is_markup(part) else 0 if "html" in f"{part.get('contenttype')} {part.get('role')}".lower() else 2


def _plain(part: Plain) -> str:
    return text_of(str(part["value"])) if _is_markup(part) else str(part["value"]).strip()


def _parts_of(text: str, headline: str | None, lead: str | None) -> dict[str, list[int]]:
    """Return the parts of a whole text, if it begins with its headline or its lead."""
    parts = joined({"headline": headline, "lead": lead, "body": text})
    return parts[1] if parts[0] == text and (headline or lead) else {}
