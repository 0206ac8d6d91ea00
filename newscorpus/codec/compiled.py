"""Plain data -> models, for data without errors: a straight line of code per class, seven times as fast as hooks.

The code is generated from the annotations of the models. It accepts less than the hooks of `structure` do, and reports
nothing: whatever it does not expect is left to them, which try it again for each object in it, so that one error does
not make all others slow. What it accepts, it structures as they do, as the tests prove.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from types import CodeType
from typing import Any

import attrs

from newscorpus.codec.errors import StructureErrors, defaults
from newscorpus.codec.scalars import StructureHook, scalar_hook
from newscorpus.codec.short_forms import is_keyed, is_table, listed, spelt_out
from newscorpus.codec.vocabularies import CorpusTerms, at_most_suggestions, bound_fields
from newscorpus.models import KINDS, Event
from newscorpus.models.fields import Field, Type
from newscorpus.models.frozen import FrozenDict, draft_class
from newscorpus.models.metadata import (
    Attributes,
    IntegerAsText,
    KeyPatterns,
    NotEmpty,
    Omit,
    OneOf,
    Range,
    Rest,
    ShortForm,
)


class _Unexpected(Exception):  # noqa: N818 - not an error: the hooks decide
    """Only the hooks can judge this."""


class CompiledStructure:
    """Structures data without errors, for one corpus. Compiles a class when the first data need it."""

    def __init__(self, terms: CorpusTerms) -> None:
        self._terms = terms
        self._functions: dict[tuple[type, frozenset[str]], Callable[..., Any]] = {}

    def structure(self, data: Any, cls: type, without: frozenset[str] = frozenset()) -> Any:
        """Return the `cls` that `data` means; None if that is not certain to be without errors."""
        try:
            with at_most_suggestions(0):  # whoever reports the errors suggests
                return self.event(data) if issubclass(cls, Event) else self.function(cls, without)(data)
        except (_Unexpected, StructureErrors):
            return None

    def before(self, hook: StructureHook, cls: type, without: frozenset[str] = frozenset()) -> StructureHook:
        """Return a hook that asks `hook` only about data that are not certain to be without errors."""

        def structure(data: Any, kind: Any = None) -> Any:
            model = self.structure(data, cls, without)
            return hook(data, kind) if model is None else model

        return structure

    def function(self, cls: type, without: frozenset[str] = frozenset()) -> Callable[..., Any]:
        """Return what structures a `cls`. Threads may compile it twice, to the same effect."""
        function = self._functions.get((cls, without))
        if function is None:
            if not _is_plain(cls):
                raise _Unexpected
            function = self._functions[cls, without] = _Source(cls, without, self._terms, self).compile()
        return function

    def event(self, data: Any, id: str | None = None, extra: int = 0) -> Any:  # noqa: A002
        """Return the event of whichever kind that `data` means."""
        kind = data.get("kind") if type(data) is dict else None
        if type(kind) is not str or kind not in KINDS:
            raise _Unexpected
        return self.function(KINDS[kind])(data, id, extra)


def _is_plain(cls: type) -> bool:
    """Whether the fields of a class have their attributes' names, and its files no table or short form beside them.

    Classes of configuration have: there are few of them in a run.
    """
    short: ShortForm | None = getattr(cls, "SHORT", None)
    plain = all(f.name == f.attribute and not f.type.mark(Rest) for f in bound_fields(cls))
    return plain and (short is None or short.key != "")


@lru_cache(maxsize=256)
def _code(source: str) -> CodeType:
    """Most code is the same in each corpus; to compile it takes longer than to write it."""
    return compile(source, "<structure>", "exec")


class _Source:
    """Writes the code of one function, and collects the objects that the code names."""

    def __init__(self, cls: type, without: frozenset[str], terms: CorpusTerms, compiled: CompiledStructure) -> None:
        self._cls, self._terms, self._compiled = cls, terms, compiled
        self._fields = [f for f in bound_fields(cls) if f.name not in without and (f.name != "id" or not is_keyed(cls))]
        self._names: dict[str, Any] = {"new": object.__new__, "FrozenDict": FrozenDict, "Unexpected": _Unexpected}
        self._draft = self._named(draft_class(cls))
        self._finish = [f"made.__class__ = {self._named(cls)}"]
        self._finish += ["made.fill()"] if "fill" in vars(cls) else []
        self._finish += ["if made.lacks():", "    raise Unexpected"] if getattr(cls, "NEEDS", None) else []

    def compile(self) -> Callable[..., Any]:
        """Return the function."""
        exec(_code("\n".join(self._function())), self._names)  # noqa: S102 - generated from the models alone
        function: Callable[..., Any] = self._names["structure"]
        return function

    def _named(self, thing: Any) -> str:
        """Return the name by which the code refers to an object."""
        name = f"_{len(self._names)}"
        self._names[name] = thing
        return name

    def _nested(self, kind: Type) -> str:
        """Return the name of the function for another model."""
        if kind.base is Event:
            return self._named(self._compiled.event)
        without: Omit | None = kind.mark(Omit)
        name = self._named(None)
        compile_ = partial(self._compiled.function, kind.base, without.fields if without else frozenset())
        self._names[name] = _Deferred(self._names, name, compile_)
        return name

    def _hook(self, kind: Type, v: str) -> str:
        return f"{v} = {self._named(scalar_hook(kind, self._terms))}({v})"

    def _function(self) -> Iterator[str]:
        """Write the function: `id` is the key in a table; `extra` is 1 if the data repeat it."""
        short: ShortForm | None = getattr(self._cls, "SHORT", None)
        yield "def structure(data, id=None, extra=0):"
        yield "    if type(data) is not dict:"
        if short:
            yield from _indented(self._short({short.long: "data"}), 2)
            yield f"    if {short.long!r} not in data:"
            yield "        if len(data) == 1:"
            yield "            ((key, value),) = data.items()"
            yield from _indented(self._short({short.key: "key", short.value: "value"}), 3)
            names = self._named(short), self._named(frozenset(field.name for field in self._fields))
            yield f"        data = {self._named(spelt_out)}(data, {', '.join(names)})"
        else:
            yield "        raise Unexpected"
        yield f"    made = new({self._draft})"
        kind = " - 1" if issubclass(self._cls, Event) else ""  # `CompiledStructure.event` reads it
        yield f"    left = len(data) - extra{kind}"
        given = {f.name for f in self._fields}
        for name, default in defaults(self._cls).items():
            if name not in given:
                yield f"    made.{name} = {'id' if name == 'id' else self._named(default)}"
        for field in self._fields:
            yield from _indented(self._field(field), 1)
        yield "    if left:"
        yield "        raise Unexpected"
        yield from _indented(self._finish, 1)
        yield "    return made"

    def _short(self, given: Mapping[str, str]) -> Iterator[str]:
        """Write what makes an object of a short form, whose fields are in the variables that `given` names."""
        if self._terms.required_attributes(self._cls):
            yield "raise Unexpected"
        yield f"made = new({self._draft})"
        for name, default in defaults(self._cls).items():
            if name not in given:
                yield f"made.{name} = {self._named(default)}"
        for field in self._fields:
            if field.name in given:
                variable = given[field.name]
                yield from self._value(field.type, variable)
                yield f"made.{field.name} = {variable}"
        yield from self._finish
        yield "return made"

    def _field(self, field: Field) -> Iterator[str]:
        required = self._terms.required_attributes(self._cls) if field.type.mark(Attributes) else []
        yield f"if {field.name!r} in data:"
        yield f"    v = data[{field.name!r}]"
        yield from _indented(self._value(field.type, "v"), 1)
        if required:
            yield f"    if not v.keys() >= {self._named(frozenset(required))}:"
            yield "        raise Unexpected"
        yield f"    made.{field.name} = v"
        yield "    left -= 1"
        yield "else:"
        missing = field.required or required
        yield "    raise Unexpected" if missing else f"    made.{field.name} = {self._named(field.default)}"

    def _value(self, kind: Type, v: str) -> Iterator[str]:
        """Write what checks the variable `v` and assigns its value in the model to it."""
        if kind.base is tuple:
            yield from self._list(kind, v)
        elif kind.base is Mapping and not kind.mark(Attributes):
            yield from self._table(kind, v) if is_table(kind) else self._mapping(kind, v)
        elif attrs.has(kind.base):
            yield f"{v} = {self._nested(kind)}({v})"
        elif kind.base in (str, int, bool):
            yield from self._scalar(kind, v)
        else:
            yield self._hook(kind, v)

    def _scalar(self, kind: Type, v: str) -> Iterator[str]:
        yield f"if type({v}) is not {kind.base.__name__}:"
        yield f"    {self._hook(kind, v)}" if kind.mark(IntegerAsText) else "    raise Unexpected"
        for test in self._tests(kind, v):
            yield f"if {test}:"
            yield "    raise Unexpected"

    def _tests(self, kind: Type, v: str) -> Iterator[str]:
        for constraint in kind.constraints:
            if isinstance(constraint, Range):
                yield f"{v} < {constraint.minimum}"
                yield from [f"{v} > {constraint.maximum}"] if constraint.maximum is not None else []
            elif isinstance(constraint, OneOf):
                yield f"{v} not in {self._named(constraint.words)}"
            else:
                yield f"{self._named(_remembered(constraint.complaint))}({v}) is not None"
        terms = self._terms.terms(kind)
        if terms is not None:
            yield f"{v} not in {self._named(frozenset(terms))}"

    def _list(self, kind: Type, v: str) -> Iterator[str]:
        item, inner, items = kind.args[0], f"{v}_", f"{v}_made"
        short: ShortForm | None = getattr(item.base, "SHORT", None)
        yield f"if type({v}) is not list:"
        yield (
            f"    {v} = {self._named(partial(listed, item=item.base))}({v})"
            if short and short.many
            else f"    {v} = [{v}]"
        )
        if kind.mark(NotEmpty):
            yield f"if not {v}:"
            yield "    raise Unexpected"
        yield f"{items} = []"
        yield f"for {inner} in {v}:"
        yield from _indented(self._value(item, inner), 1)
        yield f"    {items}.append({inner})"
        yield f"{v} = tuple({items})"

    def _mapping(self, kind: Type, v: str) -> Iterator[str]:
        keys, values = kind.args
        key, inner, pairs = f"{v}_key", f"{v}_", f"{v}_made"
        under: KeyPatterns | None = kind.mark(KeyPatterns)
        yield f"if type({v}) is not dict:"
        yield "    raise Unexpected"
        yield f"{pairs} = {{}}"
        yield f"for {key}, {inner} in {v}.items():"
        yield from _indented([*self._scalar(keys, key), *self._value(values, inner)], 1)
        for special, pattern in under.patterns.items() if under else ():
            yield f"    if {key} == {special!r} and {self._named(_remembered(pattern.complaint))}({inner}) is not None:"
            yield "        raise Unexpected"
        yield f"    {pairs}[{key}] = {inner}"
        yield f"{v} = FrozenDict({pairs})"

    def _table(self, kind: Type, v: str) -> Iterator[str]:
        keys, values = kind.args
        key, inner, objects = f"{v}_key", f"{v}_", f"{v}_made"
        nested, check_key = self._nested(values), list(self._scalar(keys, key))
        yield f"{objects} = {{}}"
        yield f"if type({v}) is list:"
        yield f"    for {inner} in {v}:"
        yield f"        {key} = {inner}.get('id') if type({inner}) is dict else None"
        yield from _indented(check_key, 2)
        yield f"        if {key} in {objects}:"
        yield "            raise Unexpected"
        yield f"        {objects}[{key}] = {nested}({inner}, {key}, 1)"
        yield f"elif type({v}) is dict:"
        yield f"    for {key}, {inner} in {v}.items():"
        yield from _indented(check_key, 2)
        yield f"        {objects}[{key}] = {nested}({inner}, {key})"
        yield "else:"
        yield "    raise Unexpected"
        yield f"{v} = FrozenDict({objects})"


class _Deferred:
    """Compiles a function at its first call, and takes its own place among the names of some code."""

    def __init__(self, names: dict[str, Any], name: str, compile_: Callable[[], Callable[..., Any]]) -> None:
        self._names, self._name, self._compile = names, name, compile_

    def __call__(self, *args: Any) -> Any:
        function = self._names[self._name] = self._compile()
        return function(*args)


def _indented(lines: Iterable[str], depth: int) -> Iterator[str]:
    return ("    " * depth + line for line in lines)


def _remembered(complaint: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return a function with a memory: ids, dates and codes repeat."""
    return lru_cache(maxsize=4096)(complaint)
