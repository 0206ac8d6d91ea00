"""Ids of a draft and what refers to them: ids that are missing or malformed are made, names in their place resolved."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newscorpus.diagnostics.report import Path
from newscorpus.drafts.answer import Repairs
from newscorpus.json_schema.draft import NONE
from newscorpus.models import Actor, Manifest
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern, Slug
from newscorpus.models.values import UNKNOWN
from newscorpus.text.words import flatten

_SLUG: Final[Pattern] = type_of(Slug).mark(Pattern)
_NOTHING: Final = frozenset(
    {NONE, UNKNOWN, *["null", "nil", "nothing", "empty", "unspecified", "n/a", "n.a.", "na", "-"]}
    | {"not specified", "not applicable", "not available"}
)
"""What language models write, in any case, where the schema has an empty string, an empty list or `none`."""
OTHER_TABLES: Final = {"meetings": "meeting", "incidents": "incident"}


def tables_of(data: dict[str, Any], repairs: Repairs) -> dict[str, Any]:
    """Return a draft whose actors, events and claims are where they belong."""
    out = dict(data)
    for key, kind in OTHER_TABLES.items():
        table, events = out.get(key), out.get("events", [])
        if isinstance(table, list) and isinstance(events, list):
            repairs.add((key,), key, "events", "events of a kind are in a list of their own")
            del out[key]
            out["events"] = [
                *events,
                *(event | {"kind": kind} if isinstance(event, dict) else event for event in table),
            ]
    if isinstance(claims := out.get("claims"), dict) and "quote" not in claims:
        repairs.add(("claims",), None, None, "claims are a list, not a mapping")
        out["claims"] = list(claims.values())
    for key in ("actors", "events"):
        if isinstance(table := out.get(key), dict):
            repairs.add((key,), None, None, "a mapping by id, in place of a list")
            out[key] = {name: _without_id(name, item) for name, item in table.items()}
    if isinstance(actors := out.get("actors"), list):
        out["actors"] = [_named(actor, i, repairs) for i, actor in enumerate(actors)]
    return out


def _without_id(key: str, item: Any) -> Any:
    """An item of a mapping by id, without the same id in it."""
    if not isinstance(item, dict) or item.get("id") != key:
        return item
    return {name: value for name, value in item.items() if name != "id"}


def _named(actor: Any, i: int, repairs: Repairs) -> Any:
    if not isinstance(actor, str):
        return actor
    repairs.add(("actors", i), actor, {"name": actor}, "a name in place of an actor")
    return {"name": actor}


class References:
    """The ids of a draft; `data` is the draft with an id for each actor and event."""

    def __init__(self, data: dict[str, Any], manifest: Manifest | None, repairs: Repairs) -> None:
        self._repairs = repairs
        self._renamed: dict[str, set[str]] = {}
        registry: Mapping[str, Actor] = manifest.actors if manifest else {}
        self._taken = {*registry, *_ids(data.get("actors")), *_ids(data.get("events"))}
        self.data: dict[str, Any] = {
            **data,
            **{table: self._with_ids(table, data[table]) for table in ("actors", "events") if table in data},
        }
        self._ids = {
            table: {*_ids(self.data.get(table)), *(registry if table == "actors" else ())}
            for table in ("actors", "events")
        }
        self._names: dict[str, set[str]] = {}
        for key, actor in registry.items():
            self._add_names(key, (actor.name, *actor.aliases))
        for key, drafted in _items(self.data.get("actors")):
            aliases = drafted.get("aliases")
            self._add_names(key, (drafted.get("name"), *(aliases if isinstance(aliases, list) else (aliases,))))
        for key, drafted in _items(self.data.get("events")):
            self._add_names(key, (drafted.get("title"),))

    def _add_names(self, key: str, names: Iterable[Any]) -> None:
        for name in names:
            if isinstance(name, str) and name and not is_nothing(name):
                self._names.setdefault(flatten(name).casefold(), set()).add(key)

    def _with_ids(self, table: str, items: Any) -> Any:
        if isinstance(items, dict):
            return {self._id(table, item, key): item for key, item in items.items()}
        if not isinstance(items, list):
            return items
        return [self._with_id(table, item) if isinstance(item, dict) else item for item in items]

    def _with_id(self, table: str, item: dict[str, Any]) -> dict[str, Any]:
        return {"id": self._id(table, item, item.get("id"))} | {key: item[key] for key in item if key != "id"}

    def _id(self, table: str, item: Any, given: Any) -> Any:
        """Return the id of an actor or event: the given one if it can be one, else one made of it, or of its name."""
        if isinstance(given, str) and _SLUG.complaint(given) is None:
            return given
        if given not in (None, "") and not isinstance(given, str | int):
            return given
        names = (given, item.get("name"), item.get("title"), item.get("type")) if isinstance(item, dict) else (given,)
        base = next(filter(None, (slug(str(name)) for name in names if name)), "")
        if not base or _SLUG.complaint(base):
            base = table.removesuffix("s")
        free, number = base, 1
        while free in self._taken:
            number += 1
            free = f"{base}-{number}"
        self._taken.add(free)
        if given not in (None, ""):
            self._renamed.setdefault(str(given), set()).add(free)
        self._repairs.add((table, free, "id"), given or None, free, "an id is needed" if not given else "no valid id")
        return free

    def resolve(self, value: Any, to: tuple[str, ...], path: Path) -> Any:
        """Return the id that a reference means: the new one of an id that was changed, or that of a name."""
        if isinstance(value, dict) and isinstance(value.get("id") or value.get("name"), str):
            value = value.get("id") or value.get("name")
        if not isinstance(value, str | int) or isinstance(value, bool):
            return value
        name = str(value)
        meant = self._meant(name, to)
        if name in meant or len(meant) != 1:
            return name if name in meant else value
        self._repairs.add(
            path, value, meant[0], "a name in place of an id" if name not in self._renamed else "the id was changed"
        )
        return meant[0]

    def has(self, name: str, to: tuple[str, ...]) -> bool:
        """Tell whether a reference means something."""
        return bool(self._meant(name, to))

    def _meant(self, name: str, to: tuple[str, ...]) -> list[str]:
        """The ids that a reference may mean: it itself, the new one of an id that was changed, or those of a name."""
        known = set().union(*(self._ids[f"{kind}s"] for kind in to))
        if name in known:
            return [name]
        same = self._renamed.get(name) or self._names.get(flatten(name).casefold(), set())
        return sorted((same or {slug(name)}) & known)


def _ids(items: Any) -> set[str]:
    return {key for key, _ in _items(items)}


def _items(items: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(items, dict):
        pairs: Iterable[tuple[Any, Any]] = items.items()
    else:
        listed = items if isinstance(items, list) else []
        pairs = ((item.get("id"), item) for item in listed if isinstance(item, dict))
    for key, item in pairs:
        if isinstance(key, str):
            yield key, item if isinstance(item, dict) else {}


def is_nothing(value: Any) -> bool:
    """Return whether a value is a word that stands for no value."""
    return isinstance(value, str) and value.strip().casefold() in _NOTHING


def slug(name: str) -> str:
    """Return an id made of a name; empty if the name has no letter of the Latin alphabet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while words and not words[0][0].isalpha():
        del words[0]
    return "-".join(words[:6])
