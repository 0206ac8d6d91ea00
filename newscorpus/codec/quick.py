"""Plain data -> models, for data without mistakes: a straight line of code for each class, several times as fast.

The code is made of the models' annotations, as the hooks of `reading` are. What it does not expect it leaves to them:
they know what is wrong, or that nothing is. So it refuses at once, says nothing, and need not be complete; that it
reads nothing otherwise than they do is a law of the tests.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import attrs

from newscorpus.codec.blanks import defaults
from newscorpus.codec.mistakes import Malformed
from newscorpus.codec.reading import Hook, Reader, is_long
from newscorpus.models import KINDS, Article, Event
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.frozen import FrozenDict, draft_class
from newscorpus.models.metadata import (
    AlwaysWritten,
    Attributes,
    Computed,
    Doc,
    IntegerAsText,
    InText,
    LocationOnly,
    NotEmpty,
    OneOf,
    Pattern,
    Range,
    Ref,
    Required,
    ShortForm,
    Vocabulary,
)

__all__ = ["QuickReader"]

_KNOWN: Final = (
    *(Pattern, OneOf, Range, NotEmpty, Vocabulary, IntegerAsText),
    *(Doc, InText, Ref, Required, AlwaysWritten, LocationOnly, Computed),  # which do not change how a value is read
)
"""Whatever has another mark is left to the hooks."""


class _Unexpected(Exception):  # noqa: N818 - the hooks' turn
    """Something that only the hooks can judge."""


class QuickReader:
    """Reads the articles of one corpus that have no mistake."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._made: dict[type, Callable[..., Any]] = {}
        self._names: dict[str, Any] = {"new": object.__new__, "FrozenDict": FrozenDict, "Unexpected": _Unexpected}
        self._read = self._class(Article)

    def article(self, data: Any) -> Article | None:
        """The article that `data` means; None if it is not certain to be without mistakes."""
        try:
            made: Article = self._read(data)
        except (_Unexpected, Malformed):
            return None
        return made

    def _named(self, thing: Any) -> str:
        """What the code calls a thing that it needs."""
        name = f"_{len(self._names)}"
        self._names[name] = thing
        return name

    def _class(self, cls: type) -> Callable[..., Any]:
        if cls not in self._made:
            self._made[cls] = self._any_event if cls is Event else self._compiled(cls)
        return self._made[cls]

    def _any_event(self, data: Any, id: str | None = None, extra: int = 0) -> Any:  # noqa: A002
        """An event of whichever kind."""
        kind = data.get("kind") if type(data) is dict else None
        if type(kind) is not str or kind not in KINDS:
            raise _Unexpected
        if kind not in self._of_kind:
            self._of_kind[kind] = self._compiled(KINDS[kind])
        return self._of_kind[kind](data, id, extra)

    @property
    def _of_kind(self) -> dict[str, Callable[..., Any]]:
        made: dict[str, Callable[..., Any]] = self._names.setdefault("of_kind", {})
        return made

    def _compiled(self, cls: type) -> Callable[..., Any]:
        code = "\n".join(self._function(cls))
        exec(code, self._names)  # noqa: S102 - code of our own, made of the models alone
        made: Callable[..., Any] = self._names["read"]
        return made

    def _function(self, cls: type) -> Iterator[str]:
        """The source of a function that reads a `cls`.

        `id` is what a table calls it; `extra` is 1 if the data says it again.
        """
        found = [f for f in fields_of(cls) if f.name != "id" or cls is Article]
        name, draft = self._named(cls), self._named(draft_class(cls))
        short: ShortForm | None = getattr(cls, "SHORT", None)
        finish = [f"made.__class__ = {name}"]
        finish += ["made.fill()"] if "fill" in vars(cls) else []
        finish += ["if made.lacks():", "    raise Unexpected"] if getattr(cls, "NEEDS", None) else []
        yield "def read(data, id=None, extra=0):"
        yield "    if type(data) is not dict:"
        if short:
            yield from _indented(self._short(cls, draft, {short.long: "data"}, finish), 2)
            yield f"    if len(data) == 1 and {short.long!r} not in data:"
            yield "        ((key, value),) = data.items()"
            yield from _indented(self._short(cls, draft, {short.key: "key", short.value: "value"}, finish), 2)
        else:
            yield "        raise Unexpected"
        yield f"    made = new({draft})"
        yield f"    left = len(data) - extra{' - 1' if issubclass(cls, Event) else ''}"  # its kind is read already
        given = {f.name for f in found}
        for field, default in defaults(cls).items():
            if field not in given:
                yield f"    made.{field} = {'id' if field == 'id' else self._named(default)}"
        for one in found:
            yield from _indented(self._field(one, cls), 1)
        yield "    if left:"
        yield "        raise Unexpected"
        yield from _indented(finish, 1)
        yield "    return made"

    def _short(self, cls: type, draft: str, given: Mapping[str, str], finish: list[str]) -> Iterator[str]:
        """A short form, whose fields stand in the variables that `given` names."""
        yield f"made = new({draft})"
        for name, default in defaults(cls).items():
            if name not in given:
                yield f"made.{name} = {self._named(default)}"
        for one in fields_of(cls):
            if one.name in given:
                variable = given[one.name]
                yield from self._value(one.type, cls, variable)
                yield f"made.{one.name} = {variable}"
        yield from finish
        yield "return made"

    def _field(self, field: Field, cls: type) -> Iterator[str]:
        owed = self._reader.owed(cls) if field.type.mark(Attributes) else []
        yield f"if {field.name!r} in data:"
        yield f"    v = data[{field.name!r}]"
        yield from _indented(self._value(field.type, cls, "v"), 1)
        if owed:
            yield f"    if not v.keys() >= {self._named(frozenset(owed))}:"
            yield "        raise Unexpected"
        yield f"    made.{field.name} = v"
        yield "    left -= 1"
        yield "else:"
        missing = field.required or owed
        yield "    raise Unexpected" if missing else f"    made.{field.name} = {self._named(field.default)}"

    def _value(self, kind: Type, owner: type, v: str) -> Iterator[str]:
        """Checks the variable `v` and puts what it means in its place."""
        if kind.choices or not all(isinstance(mark, _KNOWN) for mark in kind.marks):
            yield f"{v} = {self._named(self._reader.hook_of(kind, owner))}({v})"
        elif kind.base is tuple:
            yield from self._list(kind, owner, v)
        elif kind.base is Mapping:
            yield from self._mapping(kind, owner, v)
        elif attrs.has(kind.base):
            yield f"{v} = {self._named(self._class(kind.base))}({v})"
        elif kind.base in (str, int, bool):
            yield from self._scalar(kind, owner, v)
        else:
            yield f"{v} = {self._named(self._reader.hook_of(kind, owner))}({v})"

    def _scalar(self, kind: Type, owner: type, v: str) -> Iterator[str]:
        if kind.mark(IntegerAsText):  # a number may stand for it
            yield f"if type({v}) is not str:"
            yield f"    {v} = {self._named(self._reader.hook_of(kind, owner))}({v})"
        else:
            yield f"if type({v}) is not {kind.base.__name__}:"
            yield "    raise Unexpected"
        for test in self._tests(kind, owner, v):
            yield f"if {test}:"
            yield "    raise Unexpected"

    def _tests(self, kind: Type, owner: type, v: str) -> Iterator[str]:
        for constraint in kind.constraints:
            if isinstance(constraint, Range):
                yield f"{v} < {constraint.minimum}"
                yield from [f"{v} > {constraint.maximum}"] if constraint.maximum is not None else []
            elif isinstance(constraint, OneOf):
                yield f"{v} not in {self._named(constraint.words)}"
            else:
                yield f"{self._named(_remembered(constraint.complaint))}({v}) is not None"
        words = self._reader.words_of(kind, owner)
        if words is not None:
            yield f"{v} not in {self._named(frozenset(words))}"

    def _list(self, kind: Type, owner: type, v: str) -> Iterator[str]:
        item, inner, made = kind.args[0], f"{v}_", f"{v}_made"
        short: ShortForm | None = getattr(item.base, "SHORT", None)
        yield f"if type({v}) is not list:"
        if short and short.many:
            yield f"    {v} = {self._named(_spreader(short, item.base))}({v})"
        else:
            yield f"    {v} = [{v}]"
        if kind.mark(NotEmpty):
            yield f"if not {v}:"
            yield "    raise Unexpected"
        yield f"{made} = []"
        yield f"for {inner} in {v}:"
        yield from _indented(self._value(item, owner, inner), 1)
        yield f"    {made}.append({inner})"
        yield f"{v} = tuple({made})"

    def _mapping(self, kind: Type, owner: type, v: str) -> Iterator[str]:
        keys, values = kind.args
        table = attrs.has(values.base) and any(f.name == "id" for f in fields_of(values.base))
        key, inner, made = f"{v}_key", f"{v}_", f"{v}_made"
        check_key = list(self._scalar(keys, owner, key))
        yield f"{made} = {{}}"
        if table:
            read = self._named(self._class(values.base))
            yield f"if type({v}) is list:"
            yield f"    for {inner} in {v}:"
            yield f"        {key} = {inner}.get('id') if type({inner}) is dict else None"
            yield from _indented(check_key, 2)
            yield f"        if {key} in {made}:"
            yield "            raise Unexpected"
            yield f"        {made}[{key}] = {read}({inner}, {key}, 1)"
            yield f"elif type({v}) is dict:"
            yield f"    for {key}, {inner} in {v}.items():"
            yield from _indented(check_key, 2)
            yield f"        {made}[{key}] = {read}({inner}, {key})"
            yield "else:"
            yield "    raise Unexpected"
        else:
            yield f"if type({v}) is not dict:"
            yield "    raise Unexpected"
            yield f"for {key}, {inner} in {v}.items():"
            yield from _indented([*check_key, *self._value(values, owner, inner)], 1)
            yield f"    {made}[{key}] = {inner}"
        yield f"{v} = FrozenDict({made})"


def _indented(lines: Any, depth: int) -> Iterator[str]:
    return ("    " * depth + line for line in lines)


def _remembered(complaint: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Ids, dates and codes come again and again."""
    return lru_cache(maxsize=4096)(complaint)


def _spreader(short: ShortForm, cls: type) -> Hook:
    """What makes a list of what is none: of a mapping that stands for several, an item a pair."""
    names = [f.name for f in fields_of(cls)]

    def spread(value: Any) -> list[Any]:
        if type(value) is dict and not is_long(value, short, names, whole_list=True):
            return [{key: one} for key, one in value.items()]
        return [value]

    return spread
