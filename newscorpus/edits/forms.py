"""A changed model -> plain data in the forms that its file has: what did not change is the file's own data.

A changed value keeps its form, such as words alone, `{words: value}` or all fields, as long as that can express it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from newscorpus.codec import Codec
from newscorpus.codec.short_forms import is_table, is_whole_list, pair_key
from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import CannotEdit
from newscorpus.edits.values import Origins, align, insert_behind, likeness, renamed
from newscorpus.models import Actor, Article, Event, Quote
from newscorpus.models.actor import unmerged
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.metadata import Computed, Required


@attrs.frozen
class _Versions:
    """A value, before and after the change."""

    old: Any
    """As the file has it: anchored, and with the actors of the registry."""
    new: Any
    """As it is to be, likewise."""
    bare: Any
    """The new one without offsets that anchoring sets again."""

    def field(self, field: Field) -> "_Versions":
        """Return a field of models. What an event of another kind lacks has its default."""
        return _Versions(*(getattr(model, field.name, field.default) for model in (self.old, self.new, self.bare)))

    def member(self, before: Any, key: Any) -> "_Versions":
        """Return a member of lists or mappings, which was at another index or key."""
        return _Versions(self.old[before], self.new[key], self.bare[key])


class Former:
    """Makes the data of one file."""

    def __init__(
        self,
        data: Any,
        codec: Codec,
        registry: Mapping[str, Actor],
        reopened: frozenset[Path],
        known: Mapping[Path, Mapping[Any, Any]],
    ) -> None:
        """`known`: for lists and mappings of the new model, which of their members had which index or key before."""
        self._data, self._codec, self._registry, self._reopened, self._known = data, codec, registry, reopened, known
        self.origins = Origins()
        """Which members of the lists and mappings that were made are members of the old ones."""
        self._long = any(type(data.get(table)) is list for table in ("actors", "events"))
        """Whether the file is in canonical form."""
        local = codec.structure(data)[0]
        self._local: Mapping[str, Actor] = local.actors if local else {}

    def article(self, old: Article, new: Article, bare: Article) -> Any:
        """Return the data of the new article.

        Args:
            old: The article that the file has, anchored and with the actors of the registry.
            new: The article that it is to have, likewise.
            bare: The new one without offsets that anchoring sets again.
        """
        return self._value(Type(Article), self._data, _Versions(old, new, bare), ())

    def _is_reopened(self, path: Path) -> bool:
        """Whether a value was not read as intended although its data stayed, so that it must be written."""
        return any(reopened[: len(path)] == path for reopened in self._reopened)

    def _fresh(self, kind: Type, new: Any, bare: Any) -> Any:
        """The data of a value for which the file has no form."""
        return self._codec.plain(kind, new if self._long else bare, long=self._long)

    def _value(self, kind: Type, data: Any, versions: _Versions, path: Path) -> Any:
        if versions.old == versions.new and not self._is_reopened(path):
            return data
        if kind.base is tuple:
            return self._list(kind, data, versions, path)
        if is_table(kind):
            return self._table(kind, data, versions, path)
        if kind.base is Mapping:
            return self._mapping(kind, data, versions, path)
        if attrs.has(kind.base):
            return self._model(kind, data, versions, path)
        if kind.base is date:
            return versions.new.isoformat()
        return self._codec.plain(kind, versions.new, long=self._long and type(data) is str)

    # --- objects

    def _model(self, kind: Type, data: Any, versions: _Versions, path: Path) -> Any:
        old, new, bare = versions.old, versions.new, versions.bare
        short, fields = getattr(type(new), "SHORT", None), {field.name: field for field in fields_of(type(new))}
        if type(data) is not dict or (short and pair_key(data, short, fields) is not None):
            return self._codec.plain(kind, bare, long=False)
        local: _Versions | None = None  # what the file has of an actor of the registry
        if type(new) is Actor and new.id in self._registry:
            left = unmerged(self._registry[new.id], new)
            local = _Versions(self._local.get(new.id, old), left, left)
        elif type(new) is Quote and "start" not in data:
            versions = _Versions(evolve_unchecked(old, start=None, end=None), bare, bare)
        members: dict[str, Any] = {}
        known = {field.name for field in fields_of(type(old))}
        for key, value in data.items():
            if key == "kind" and isinstance(new, Event):
                members[key] = new.kind
            elif key in fields:
                self._field(members, fields[key], value, versions, local, (*path, key))
            elif key not in known:  # an error of the file, which is not ours to delete
                members[key] = value
        for key, field in fields.items():
            if key not in data and not (key == "id" and type(new) is not Article):
                order = list(fields)
                self._new_field(members, field, order[: order.index(key)], data, versions, local)
        return members

    def _field(
        self, members: dict[str, Any], field: Field, data: Any, versions: _Versions, local: _Versions | None, path: Path
    ) -> None:
        """Add a field that the file has, unless it is now empty; a default is written, since comments may be on it."""
        values = versions.field(field)
        if values.old == values.new and not self._is_reopened(path):
            members[field.name] = data
            return
        values = local.field(field) if local else values
        is_written = values.new != field.default or bool(field.default) or field.type.mark(Required)
        if values.new is not None and is_written:
            members[field.name] = self._value(field.type, data, values, path)

    def _new_field(
        self,
        members: dict[str, Any],
        field: Field,
        above: Sequence[str],
        data: Any,
        versions: _Versions,
        local: _Versions | None,
    ) -> None:
        """Add a field that the file does not have, behind those `above`, if it is to have another value than before."""
        values = versions.field(field)
        if local is not None and values.old != values.new:
            values = attrs.evolve(local.field(field), old=values.old)
        if values.new in (values.old, None, field.default):
            return
        if field.type.mark(Computed) and not self._long and "start" not in data:
            return
        if field.name == "text" and "text_file" in data:
            raise CannotEdit("the text is in `text_file`, which is not written")
        if is_table(field.type):
            plain = self._table(field.type, [] if self._long else {}, attrs.evolve(values, old={}), (field.name,))
            if not plain:  # the registry has all of them
                return
        else:  # an offset without a bare one is in the file
            plain = self._fresh(field.type, values.new, values.new if values.bare is None else values.bare)
        insert_behind(members, field.name, plain, above)

    # --- mappings

    def _mapping(self, kind: Type, data: Any, versions: _Versions, path: Path) -> Any:
        item, members, last = kind.args[1], dict[str, Any](), None
        new, bare = versions.new, versions.bare
        for key in data:
            if key in new:
                values = _Versions(versions.old.get(key), new[key], bare[key])
                members[key] = self._value(item, data[key], values, (*path, key))
        for key in new:
            if key not in data:
                insert_behind(members, key, self._fresh(item, new[key], bare[key]), (last,))
            last = key
        return members

    def _table(self, kind: Type, data: Any, versions: _Versions, path: Path) -> Any:
        """A table, as a mapping by id or a list; an object with another id than before keeps its form."""
        item, new = kind.args[1], versions.new
        as_list = type(data) is list
        datas = {entry["id"]: entry for entry in data} if as_list else data
        if path == ("actors",):
            new = {key: actor for key, actor in new.items() if key in datas or not self._is_registered(key, actor)}
        was = self._renamed(item, datas, versions.old, new, self._known.get(path, {}))
        now = {before: key for key, before in was.items()}
        members, last = dict[str, Any](), None
        for before in datas:
            key = now.get(before, before)
            if key in new:
                members[key] = self._value(item, datas[before], versions.member(before, key), (*path, key))
        for key, model in new.items():
            if key not in members:
                is_registered = path == ("actors",) and key in self._registry
                left = unmerged(self._registry[key], versions.bare[key]) if is_registered else versions.bare[key]
                entry = {name: value for name, value in self._fresh(item, model, left).items() if name != "id"}
                insert_behind(members, key, {"id": key, **entry} if as_list else entry, (last,))
            last = key
        if not as_list:
            return self.origins.note_keys(members, was)
        places = {key: i for i, key in enumerate(datas)}
        return self.origins.note_items(list(members.values()), [places.get(was.get(key, key)) for key in members], {})

    def _renamed(self, item: Type, datas: Any, old: Any, new: Any, known: Mapping[str, str]) -> dict[str, str]:
        """The new ids of objects that had another one, with that."""
        gone = [key for key in datas if key not in new and key in old]
        names = {key: before for key, before in known.items() if before in gone and key not in datas}
        left = [key for key in gone if key not in names.values()]
        came = [key for key in new if key not in datas and key not in old and key not in names]

        def alike(before: str, key: str) -> float:
            return likeness(*(self._codec.plain(item, model, long=False) for model in (old[before], new[key])))

        return names | renamed(left, came, alike)

    def _is_registered(self, key: str, actor: Actor) -> bool:
        """Whether the registry has all of an actor."""
        if key not in self._registry:
            return False
        left = unmerged(self._registry[key], actor)
        return left in (Actor(id=key), Actor(id=key, named=left.named))

    # --- lists

    def _list(self, kind: Type, data: Any, versions: _Versions, path: Path) -> Any:
        item = kind.args[0]
        short = getattr(item.base, "SHORT", None)
        names = {field.name for field in fields_of(item.base)} if short else set[str]()
        if type(data) is list:
            form, datas = "list", data
        elif short and short.many and type(data) is dict and is_whole_list(data, short, names):
            form, datas = "pairs", [{key: value} for key, value in data.items()]
        else:
            form, datas = "single", [data]
        places, moved = align(
            versions.old,
            versions.new,
            lambda a, b: bool(a == b),
            lambda model: self._codec.plain(item, model, long=False),
            self._known.get(path),
        )
        items = []
        for i, kept in enumerate(places):
            at = moved.get(i, -1) if kept is None else kept
            if 0 <= at < len(datas):
                items.append(self._value(item, datas[at], versions.member(at, i), (*path, i)))
            else:
                items.append(self._fresh(item, versions.new[i], versions.bare[i]))
        pairs = _as_pairs(items) if form == "pairs" or (form == "single" and short and short.many) else None
        if pairs and len(pairs) > 1 and short and is_whole_list(pairs, short, names):
            return pairs
        if len(items) == 1 and (form == "pairs" or (form == "single" and type(items[0]) is not list)):
            return items[0]
        return self.origins.note_items(items, places, moved)


def _as_pairs(items: list[Any]) -> dict[str, Any] | None:
    """The pairs of several `{words: value}` in one mapping; None if two have the same words."""
    if not all(type(item) is dict and len(item) == 1 for item in items):
        return None
    pairs = {key: value for item in items for key, value in item.items()}
    return pairs if len(pairs) == len(items) else None
