"""A changed model -> plain data in the forms that its file has: what did not change is the file's own data.

A changed value keeps its form, such as words alone, `{words: value}` or all fields, as long as that can express it.
"""

from collections.abc import Mapping
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
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.metadata import Computed, Required


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
        return self._value(Type(Article), self._data, old, new, bare, ())

    def _is_reopened(self, path: Path) -> bool:
        """Whether a value was not read as intended although its data stayed, so that it must be written."""
        return any(one[: len(path)] == path for one in self._reopened)

    def _fresh(self, kind: Type, new: Any, bare: Any) -> Any:
        """The data of a value for which the file has no form."""
        return self._codec.plain(kind, new if self._long else bare, long=self._long)

    def _value(self, kind: Type, data: Any, old: Any, new: Any, bare: Any, path: Path) -> Any:
        if old == new and not self._is_reopened(path):
            return data
        if kind.base is tuple:
            return self._list(kind, data, old, new, bare, path)
        if is_table(kind):
            return self._table(kind, data, old, new, bare, path)
        if kind.base is Mapping:
            return self._mapping(kind, data, old, new, bare, path)
        if attrs.has(kind.base):
            return self._model(kind, data, old, new, bare, path)
        if kind.base is date:
            return new.isoformat()
        return self._codec.plain(kind, new, long=self._long and type(data) is str)

    # --- objects

    def _model(self, kind: Type, data: Any, old: Any, new: Any, bare: Any, path: Path) -> Any:
        cls = type(new)
        short, fields = getattr(cls, "SHORT", None), {field.name: field for field in fields_of(cls)}
        if type(data) is not dict or (short and pair_key(data, short, fields) is not None):
            return self._codec.plain(kind, bare, long=False)
        local: tuple[Any, Any] | None = None  # before and after, what the file has of an actor of the registry
        if cls is Actor and new.id in self._registry:
            local = self._local.get(new.id, old), unmerged(self._registry[new.id], new)
        elif cls is Quote and "start" not in data:
            new, old = bare, evolve_unchecked(old, start=None, end=None)
        out: dict[str, Any] = {}
        known = {field.name for field in fields_of(type(old))}
        for key, value in data.items():
            if key == "kind" and issubclass(cls, Event):
                out[key] = new.kind
            elif key in fields:
                self._field(out, fields[key], value, (old, new, bare), local, (*path, key))
            elif key not in known:  # an error of the file, which is not ours to delete
                out[key] = value
        for key, field in fields.items():
            if key not in data and not (key == "id" and cls is not Article):
                self._new_field(out, list(fields), field, data, (old, new, bare), local)
        return out

    def _field(
        self,
        out: dict[str, Any],
        field: Any,
        data: Any,
        models: tuple[Any, Any, Any],
        local: tuple[Any, Any] | None,
        path: Path,
    ) -> None:
        """Add a field that the file has, unless it is now equal to its default."""
        before, after, bare = (getattr(model, field.name, field.default) for model in models)
        if before == after and not self._is_reopened(path):
            out[field.name] = data
            return
        if local is not None:
            before, after = (getattr(model, field.name) for model in local)
            bare = after
        if after is not None and (after != field.default or field.type.mark(Required)):
            out[field.name] = self._value(field.type, data, before, after, bare, path)

    def _new_field(
        self,
        out: dict[str, Any],
        order: list[str],
        field: Any,
        data: Any,
        models: tuple[Any, Any, Any],
        local: tuple[Any, Any] | None,
    ) -> None:
        """Add a field that the file does not have, at its usual place, if it is to have another value than before."""
        name = field.name
        before, after, bare = (getattr(model, name, field.default) for model in models)
        if local is not None and before != after:
            after = bare = getattr(local[1], name)
        if after == before or after is None or after == field.default:
            return
        if field.type.mark(Computed) and not self._long and "start" not in data:
            return
        if name == "text" and "text_file" in data:
            raise CannotEdit("the text is in `text_file`, which is not written")
        if is_table(field.type):
            made = self._table(field.type, [] if self._long else {}, {}, after, bare, (name,))
            if not made:  # the registry has all of them
                return
        else:
            made = self._fresh(field.type, after, after if bare is None else bare)  # an offset that is in the file
        above = [key for key in out if key in order and order.index(key) < order.index(name)]
        insert_behind(out, name, made, (above[-1] if above else None,))

    # --- mappings

    def _mapping(self, kind: Type, data: Any, old: Any, new: Any, bare: Any, path: Path) -> Any:
        item, out, last = kind.args[1], dict[str, Any](), None
        for key in data:
            if key in new:
                out[key] = self._value(item, data[key], old.get(key), new[key], bare[key], (*path, key))
        for key in new:
            if key not in data:
                insert_behind(out, key, self._fresh(item, new[key], bare[key]), (last,))
            last = key
        return out

    def _table(self, kind: Type, data: Any, old: Any, new: Any, bare: Any, path: Path) -> Any:
        """A table, as a mapping by id or a list; an object with another id than before keeps its form."""
        item = kind.args[1]
        as_list = type(data) is list
        datas = {one["id"]: one for one in data} if as_list else data
        if path == ("actors",):
            new = {key: one for key, one in new.items() if key in datas or not self._is_registered(key, one)}
        was = self._renamed(item, datas, old, new, self._known.get(path, {}))
        now = {before: key for key, before in was.items()}
        out, last = dict[str, Any](), None
        for before in datas:
            key = now.get(before, before)
            if key in new:
                out[key] = self._value(item, datas[before], old[before], new[key], bare[key], (*path, key))
        for key, one in new.items():
            if key not in out:
                is_registered = path == ("actors",) and key in self._registry
                left = unmerged(self._registry[key], bare[key]) if is_registered else bare[key]
                insert_behind(out, key, _with_id(key, self._fresh(item, one, left), as_list=as_list), (last,))
            last = key
        if not as_list:
            return self.origins.note_keys(out, was)
        places = {key: i for i, key in enumerate(datas)}
        return self.origins.note_items(list(out.values()), [places.get(was.get(key, key)) for key in out], {})

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

    def _list(self, kind: Type, data: Any, old: Any, new: Any, bare: Any, path: Path) -> Any:
        item = kind.args[0]
        short = getattr(item.base, "SHORT", None)
        names = {field.name for field in fields_of(item.base)} if short else set[str]()
        if type(data) is list:
            form, datas = "list", data
        elif short and short.many and type(data) is dict and is_whole_list(data, short, names):
            form, datas = "pairs", [{key: value} for key, value in data.items()]
        else:
            form, datas = "single", [data]
        found, moved = align(
            old,
            new,
            lambda a, b: bool(a == b),
            lambda one: self._codec.plain(item, one, long=False),
            self._known.get(path),
        )
        items = []
        for i, kept in enumerate(found):
            at = moved.get(i, -1) if kept is None else kept
            if 0 <= at < len(datas):
                items.append(self._value(item, datas[at], old[at], new[i], bare[i], (*path, i)))
            else:
                items.append(self._fresh(item, new[i], bare[i]))
        pairs = _as_pairs(items) if form == "pairs" or (form == "single" and short and short.many) else None
        if pairs and len(pairs) > 1 and short and is_whole_list(pairs, short, names):
            return pairs
        if len(items) == 1 and (form == "pairs" or (form == "single" and type(items[0]) is not list)):
            return items[0]
        return self.origins.note_items(items, found, moved)


def _with_id(key: str, made: Any, *, as_list: bool) -> dict[str, Any]:
    """The data of an object with its id, which only a list has."""
    rest = {name: value for name, value in made.items() if name != "id"}
    return {"id": key, **rest} if as_list else rest


def _as_pairs(items: list[Any]) -> dict[str, Any] | None:
    """The pairs of several `{words: value}` in one mapping; None if two have the same words."""
    if not all(type(one) is dict and len(one) == 1 for one in items):
        return None
    pairs = {key: value for one in items for key, value in one.items()}
    return pairs if len(pairs) == len(items) else None
