"""Mutable twins of models, which `edit` gives to change."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.models import Quote, When
from newscorpus.models.base import Model
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.text.suggest import closest


class Members(list[Any]):
    """A list of a draft. What is assigned to an index is in place of the item that was there.

    A string that was in the list at the beginning is still that one, wherever it is assigned or inserted.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        super().__init__(items)
        self._words = frozenset(item for item in self if isinstance(item, str))
        self._replaced: dict[int, tuple[Any, Any]] = {}

    def __setitem__(self, at: Any, value: Any) -> None:
        is_old = isinstance(value, Editable) or (isinstance(value, str) and value in self._words)
        if not isinstance(at, slice) and not is_old:
            self._replaced[id(value)] = value, self.origin(self[at])
        super().__setitem__(at, value)

    def origin(self, item: Any) -> Any:
        """Return the model that an item was at the beginning, or in whose place it is; itself if it is new."""
        now = model_of(item) if isinstance(item, Editable) else item
        return self._replaced[id(now)][1] if id(now) in self._replaced else now


class Editable:
    """A mutable twin of a model, with the same fields: objects are drafts, tuples lists, mappings dicts.

    A model can be assigned or inserted in place of a draft.
    """

    def __init__(self, model: Any) -> None:
        set_ = object.__setattr__
        set_(self, "_model", model)
        set_(self, "_values", {a.name: _draft(getattr(model, a.name)) for a in attrs.fields(type(model)) if a.init})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self._values:
            if name not in _properties(type(self._model)):
                self._refuse(name)
            return getattr(frozen(self), name)  # what follows from the fields as they are now
        value = self._values[name] = _draft(self._values[name])  # models may have been assigned or inserted
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._values:
            self._refuse(name)
        self._values[name] = value.copy() if isinstance(value, list | dict) else value

    def _refuse(self, name: str) -> None:
        near = closest(name, self._values)
        raise AttributeError(
            f"no field {name!r} of {type(self._model).__name__}{f'; did you mean {near}?' if near else ''}"
        )

    def __dir__(self) -> list[str]:
        return [*self._values]

    def __repr__(self) -> str:
        return f"<draft of {self._model!r}>"


def frozen(draft: Any) -> Any:
    """Return the model of a draft, or the values of a list or dict likewise.

    An object under another key than before has that as its id. Fields that changed are checked as by the constructor of
    the model. Raises ValueError if one is not valid.
    """
    if isinstance(draft, Editable):
        model, values = (object.__getattribute__(draft, name) for name in ("_model", "_values"))
        return _model(model, {name: frozen(value) for name, value in values.items()})
    if isinstance(draft, dict):
        return FrozenDict((key, frozen(_under(key, value, draft))) for key, value in draft.items())
    if isinstance(draft, list | tuple):
        return tuple(map(frozen, draft))
    return draft


def _under(key: Any, value: Any, table: dict[Any, Any]) -> Any:
    """Return an actor or event; its key is its id if it went there from another one."""
    if isinstance(value, Editable) and hasattr(model_of(value), "id") and value.id == model_of(value).id not in table:
        value.id = key
    return value


def origins(draft: Editable) -> dict[Path, dict[Any, Any]]:
    """Return for each list and mapping in a draft, by its path, which of its members had which index or key before."""
    known: dict[Path, dict[Any, Any]] = {}
    _trace(draft, model_of(draft), (), known)
    return known


def model_of(draft: Any) -> Any:
    """The model of a draft as it was."""
    return object.__getattribute__(draft, "_model")


def _identity(item: Any) -> Any:
    """What tells an item of a list from the others: strings are known by their words only."""
    return item if isinstance(item, str) else id(item)


def _trace(value: Any, old: Any, path: Path, origins: dict[Path, dict[Any, Any]]) -> None:
    if isinstance(value, Editable):
        if model_of(value) is old:
            for name, item in object.__getattribute__(value, "_values").items():
                _trace(item, getattr(old, name), (*path, name), origins)
        return
    known: dict[Any, Any] = {}
    if isinstance(value, Members) and isinstance(old, tuple) and isinstance(next(iter(old), None), Model | str):
        places: dict[Any, list[int]] = {}
        for i, item in enumerate(old):
            places.setdefault(_identity(item), []).append(i)
        for i, item in enumerate(value):
            at = places.get(_identity(value.origin(item)))
            if at:
                known[i] = at.pop(0)
        origins[path] = known
    elif isinstance(value, dict) and isinstance(old, Mapping):
        gone = {id(model): key for key, model in old.items() if key not in value}
        for key, item in value.items():
            if key in old:
                known[key] = key
            elif isinstance(item, Editable) and id(model_of(item)) in gone:
                known[key] = gone.pop(id(model_of(item)))
    if known:
        origins[path] = known
    for key, at in known.items():
        _trace(value[key], old[at], (*path, key), origins)


def _model(model: Any, values: Mapping[str, Any]) -> Any:
    changed = {name: value for name, value in values.items() if value != getattr(model, name)}
    if not changed:
        return model
    if type(model) is Quote:  # other words are at another place, and the end follows from the start
        changed = {"start": None, **changed, "end": None}
    if type(model) is When and changed.keys() <= {"edtf", "text"}:  # another time has other days
        changed |= {"earliest": None, "latest": None}
    for a in attrs.fields(type(model)):
        if a.name in changed:
            changed[a.name] = a.converter(changed[a.name]) if a.converter else changed[a.name]
    new: Any = evolve_unchecked(model, **changed)
    if isinstance(new, Quote | When):
        new.fill()
    for a in attrs.fields(type(model)):
        if a.name in changed and a.validator is not None:
            a.validator(new, a, changed[a.name])
    return new


def _draft(value: Any) -> Any:
    """Return what can be changed in place of a value: itself, if it is an `Editable`, a list or a dict already."""
    if isinstance(value, Model):
        return Editable(value)
    if isinstance(value, tuple):
        return Members(map(_draft, value))
    if isinstance(value, list):
        value[:] = map(_draft, value)
    elif isinstance(value, dict) and not isinstance(value, FrozenDict):
        value.update((key, _draft(item)) for key, item in value.items())
    elif isinstance(value, Mapping):
        return {key: _draft(item) for key, item in value.items()}
    return value


def _properties(cls: type) -> frozenset[str]:
    """The names of what a model has beside its fields: `kind`, `forms`, `earliest`."""
    return frozenset(name for name in dir(cls) if not name.startswith("_"))
