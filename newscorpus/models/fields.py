"""What a field of a model says about itself, and what follows for its constructor.

A field's annotation is the only place that states its type, its constraints and its meaning:

    country: Annotated[Country | None, Doc("ISO 3166-1 alpha-2 code")] = None

The constructor's validators are made here from the annotation; the codec, the JSON Schema, the test strategies and the
reference are made from the same annotation elsewhere. A type that is not known here is an error, never passed over.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, Union, cast, get_args, get_origin

import attrs

from newscorpus.models.frozen import FrozenDict
from newscorpus.models.vocabulary import DEFAULT, Words


@attrs.frozen
class Doc:
    """What the field means: one line, shown in the schema, in editors and in the reference."""

    text: str


@attrs.frozen
class Pattern:
    """Text must match `regex` (ECMA-262 and Python read it alike) as a whole, and be none of `but`."""

    regex: str
    expects: str
    """Ends the sentence "…: expected"."""
    code: str = "NC103"
    but: tuple[str, ...] = ()
    help: str | None = None
    """How it may be written, where there is nothing closer to say."""
    closer: Callable[[str], str | None] | None = None
    """Says more exactly what is wrong with text that does not match, if it can."""

    def complaint(self, value: str) -> str | None:
        """What is wrong with `value`, or None."""
        if _compiled(self.regex).fullmatch(value) and value not in self.but:
            return None
        more = self.closer(value) if self.closer else None
        return more or f"expected {self.expects}"


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


@attrs.frozen
class OneOf:
    """Text must be one of `words`, which no vocabulary extends."""

    words: frozenset[str]
    expects: str
    code: str = "NC108"

    def complaint(self, value: str) -> str | None:
        """What is wrong with `value`, or None."""
        return None if value in self.words else f"expected {self.expects}"


@attrs.frozen
class Vocabulary:
    """Text must be a word of the vocabulary `name` (of the event's kind, where it depends on it).

    A constructor knows no corpus, so it takes any well-formed word where a corpus may add to the list (`extensible`);
    the codec, which knows the corpus, judges it.
    """

    name: str
    extensible: bool = False
    code: str = "NC104"

    def words(self, words: Words, kind: str | None) -> Mapping[str, Any]:
        """The words in force."""
        return words.get(self.name, kind)


WORD: Final = r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*"


@attrs.frozen
class Range:
    """An integer must lie within the bounds."""

    minimum: int
    maximum: int | None = None
    code: str = "NC103"

    def complaint(self, value: int) -> str | None:
        """What is wrong with `value`, or None."""
        if value < self.minimum:
            return f"expected an integer of at least {self.minimum}"
        if self.maximum is not None and value > self.maximum:
            return f"expected an integer of at most {self.maximum}"
        return None


@attrs.frozen
class NotEmpty:
    """A list must have an item."""

    code: str = "NC102"


@attrs.frozen
class Required:
    """The file must say it, although the constructor has a default; it is always written."""


@attrs.frozen
class AlwaysWritten:
    """Canonical JSON writes it even where it is the default."""


@attrs.frozen
class IntegerAsText:
    """A plain integer of the file stands for this text: it can mean nothing else there."""

    minimum: int = 0
    maximum: int | None = None


@attrs.frozen
class Without:
    """The model that the annotation names, without these fields."""

    fields: frozenset[str]


@attrs.frozen(eq=False)
class Under:
    """What a mapping holds under some keys has a pattern of its own."""

    patterns: Mapping[str, Pattern]


@attrs.frozen
class Ref:
    """Text is the id of an actor, of an event, or of either."""

    to: tuple[str, ...]


@attrs.frozen
class InText:
    """Text is words of the article."""


@attrs.frozen
class Aside:
    """Says where something lies, not what it is: not compared, and not in canonical JSON."""


@attrs.frozen
class Transient:
    """A fact about the loaded object that no file holds; not compared."""


@attrs.frozen
class Computed:
    """Follows from other fields; written in canonical JSON, and compared where a file gives it."""


@attrs.frozen
class Attributes:
    """A corpus's own typed fields of an `owner`: article, actor, event or claim."""

    owner: str


@attrs.frozen
class Short:
    """The short forms of a value: `words` alone, or `{key: value}`; the long form is told by its required key."""

    long: str
    """The field that the long form requires, and that a bare scalar stands for."""
    key: str
    value: str
    many: bool = False
    """Whether one mapping may stand for a whole list, a pair for an item."""


@attrs.frozen
class Needs:
    """`value` in `field` says nothing without another field."""

    field: str
    value: str
    other: str
    code: str
    expects: str


Constraint = Pattern | OneOf | Range
Scalar = str | int | float | bool
SCALARS: Final = (str, int, float, bool)


@attrs.frozen
class Type:
    """An annotation taken apart: `base` is str, int, bool, date, tuple, Mapping, a model class, or `Scalar`."""

    base: Any
    args: tuple["Type", ...] = ()
    optional: bool = False
    marks: tuple[Any, ...] = ()
    choices: tuple["Type", ...] = ()
    """For a value of several scalar types (`int | str`): each."""

    def mark(self, kind: type) -> Any:
        """The mark of that kind, or None."""
        return next((m for m in self.marks if isinstance(m, kind)), None)

    def under(self, key: str) -> "Type":
        """For a mapping: what stands under `key`."""
        special, usual = self.mark(Under), self.args[1]
        pattern = special.patterns.get(key) if special else None
        return attrs.evolve(usual, marks=(*usual.marks, pattern)) if pattern else usual

    @property
    def constraints(self) -> list[Constraint]:
        """The marks that judge a scalar by itself."""
        return [m for m in self.marks if isinstance(m, Pattern | OneOf | Range)]


def type_of(annotation: Any) -> Type:
    """`annotation` taken apart. Raises TypeError for what no part of the library would know how to treat."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner = type_of(get_args(annotation)[0])
        return attrs.evolve(inner, marks=inner.marks + annotation.__metadata__)
    if origin in (Union, UnionType):
        parts = [a for a in get_args(annotation) if a is not NoneType]
        optional = len(parts) < len(get_args(annotation))
        if set(parts) == set(SCALARS):
            return Type(Scalar, optional=optional)
        if len(parts) == 1:
            return attrs.evolve(type_of(parts[0]), optional=optional)
        return Type(Union, optional=optional, choices=tuple(type_of(p) for p in parts))
    if origin is tuple:
        item, ellipsis = get_args(annotation)
        if ellipsis is not Ellipsis:
            raise TypeError(f"{annotation}: a tuple of one type and any length is expected")
        return Type(tuple, (type_of(item),))
    if origin is Mapping:
        return Type(Mapping, tuple(type_of(a) for a in get_args(annotation)))
    if annotation in (str, int, float, bool, date) or attrs.has(annotation):
        return Type(annotation)
    raise TypeError(f"{annotation!r}: no type that a model may have")


@attrs.frozen
class Field:
    """One field of a model, as everything derived from models sees it."""

    name: str
    type: Type
    default: Any
    """`attrs.NOTHING` if there is none."""

    @property
    def required(self) -> bool:
        """Whether a file must give it."""
        return self.default is attrs.NOTHING or self.type.mark(Required) is not None

    @cached_property
    def doc(self) -> str:
        """What it means."""
        return cast("Doc", self.type.mark(Doc)).text


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields that a file may hold, in the order in which they are written."""
    if cls not in _FIELDS:
        found = (Field(a.name, type_of(a.type), a.default) for a in attrs.fields(cls))
        _FIELDS[cls] = tuple(f for f in found if not f.type.mark(Transient))
    return _FIELDS[cls]


_FIELDS: Final[dict[type, tuple[Field, ...]]] = {}


# --- constructors ---------------------------------------------------------------------------------------------------


def conform(value: Any, kind: Type, owner: type) -> str | None:
    """What a constructor of `owner` has against `value` for a field of type `kind`; None if nothing."""
    if value is None and kind.optional:
        return None
    if not _is_of(value, kind):
        if kind.base is Mapping and isinstance(value, tuple):
            return f"expected a mapping or objects whose ids differ, not {_brief(value)}"
        return f"expected {kind.base.__name__ if attrs.has(kind.base) else expected(kind)}, not {_brief(value)}"
    if (type(value) is int and not -(2**63) <= value < 2**63) or (type(value) is float and not isfinite(value)):
        return "expected a finite number of at most 64 bits"  # what any reader of the file can hold
    if kind.choices:
        return next(conform(value, choice, owner) for choice in kind.choices if type(value) is choice.base)
    if kind.base is tuple:
        if not value and kind.mark(NotEmpty):
            return "expected at least one item"
        return _first(conform(item, kind.args[0], owner) for item in value)
    if kind.base is Mapping:
        keys = kind.args[0]
        return _first(
            conform(key, keys, owner) or conform(item, kind.under(key), owner) or _misplaced(key, item)
            for key, item in value.items()
        )
    without = kind.mark(Without)
    if without:
        held = sorted(name for name in without.fields if getattr(value, name))
        return f"{value.id!r}: expected no {held[0]} here" if held else None
    for constraint in kind.constraints:
        complaint = constraint.complaint(value)
        if complaint:
            return f"{_brief(value)}: {complaint}"
    vocabulary = kind.mark(Vocabulary)
    if vocabulary:
        return _judge_word(value, vocabulary, getattr(owner, "kind", None))
    return None


def _is_of(value: Any, kind: Type) -> bool:
    """Whether `value` is of that type, looking no further into it.

    Of plain data exactly: True is no integer, a datetime no date, and of a StrEnum no file knows.
    """
    if kind.choices:
        return type(value) in [choice.base for choice in kind.choices]
    if kind.base is Scalar:
        return type(value) in SCALARS
    if attrs.has(kind.base):
        return isinstance(value, kind.base)
    return type(value) is (FrozenDict if kind.base is Mapping else kind.base)


def _first(complaints: Iterable[str | None]) -> str | None:
    return next(filter(None, complaints), None)


def _misplaced(key: str, item: Any) -> str | None:
    own = getattr(item, "id", key)
    return None if own == key else f"what has the id {own!r} stands under {key!r}"


def _judge_word(value: str, vocabulary: Vocabulary, kind: str | None) -> str | None:
    if vocabulary.extensible:
        return None if _compiled(WORD).fullmatch(value) else f"{_brief(value)}: expected a word such as part_of"
    words = vocabulary.words(DEFAULT, kind)
    return None if value in words else f"{_brief(value)}: expected one of {', '.join(words)}"


_NAMES: Final = {str: "text", int: "an integer", float: "a number", bool: "true or false", date: "a date"}


def expected(kind: Type) -> str:
    """What a field of that type takes, in words: "text", "a list", "an Actor"."""
    if kind.choices:
        return " or ".join(expected(c) for c in kind.choices)
    if kind.base is Scalar:
        return "text, a number, true or false"
    if kind.base is tuple:
        return "a list"
    if kind.base is Mapping:
        return "a mapping"
    return _NAMES.get(kind.base) or f"a mapping: {getattr(kind.base, '__name__', kind.base).lower()}"


def _converter(kind: Type) -> Callable[[Any], Any] | None:
    if kind.base is tuple:
        return _as_tuple
    if kind.base is Mapping:
        return _as_table
    return None


def _as_tuple(value: Any) -> Any:
    """A list or another iterable of items becomes a tuple; text does not become its letters, nor a mapping its keys."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return value  # for the validator to refuse
    return tuple(value)


def _as_table(value: Any) -> Any:
    """A mapping is frozen; objects with an `id` become a table by it. Lists inside become tuples."""
    if not isinstance(value, Mapping):
        items = _as_tuple(value)
        ids = [getattr(item, "id", None) for item in items] if isinstance(items, tuple) else [None]
        if None in ids or len(set(ids)) < len(ids):
            return items  # for the validator to refuse
        value = dict(zip(ids, items, strict=True))
    return FrozenDict({k: tuple(v) if isinstance(v, list) else v for k, v in value.items()})


def checked(cls: type, found: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Attrs `field_transformer`: adds to each field what its annotation says."""

    def validator(kind: Type) -> Callable[[Any, "attrs.Attribute[Any]", Any], None]:
        def validate(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
            complaint = conform(value, kind, type(instance))
            if complaint:
                raise ValueError(f"{type(instance).__name__}.{attribute.name}: {complaint}")

        return validate

    out = []
    for attribute in found:
        try:
            kind = type_of(attribute.type)
        except TypeError as e:
            raise TypeError(f"{cls.__name__}.{attribute.name}: {e}") from e
        if not (kind.mark(Doc) or kind.mark(Transient)):
            raise TypeError(f"{cls.__name__}.{attribute.name}: a field says what it means: Annotated[…, Doc(…)]")
        equal = not (kind.mark(Transient) or kind.mark(Computed) or kind.mark(Aside))
        out.append(attribute.evolve(validator=validator(kind), converter=_converter(kind), eq=equal, hash=equal))
    return out


class Model:
    """What all models share: a readable repr without defaults, and constraints that need more than one field."""

    __slots__ = ()

    SHORT: ClassVar[Short | None] = None
    NEEDS: ClassVar[Needs | None] = None

    def lacks(self) -> Needs | None:
        """What a field's value needs and is not there."""
        needs = self.NEEDS
        if needs and getattr(self, needs.field) == needs.value and getattr(self, needs.other) is None:
            return needs
        return None

    def __attrs_post_init__(self) -> None:
        needs = self.lacks()
        if needs:
            raise ValueError(f"{type(self).__name__}.{needs.field}: {needs.value}: expected {needs.expects}")

    def __repr__(self) -> str:
        shown = []
        for a in attrs.fields(cast("type[Any]", type(self))):
            value = getattr(self, a.name)
            if value == a.default or not a.eq:
                continue
            shown.append(f"{a.name}={_brief(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"


def _brief(value: Any) -> str:
    """`value` for a repr: long text, tables and long lists are cut, and say so."""
    if isinstance(value, str):
        return repr(value) if len(value) <= 60 else f"{value[:56]!r}… ({len(value)} characters)"
    if isinstance(value, Mapping):
        if len(value) <= 8 and not any(isinstance(item, Model) for item in value.values()):
            return f"{{{', '.join(f'{_brief(key)}: {_brief(item)}' for key, item in value.items())}}}"
        more = ", …" if len(value) > 3 else ""
        return f"<{len(value)}: {', '.join(map(_brief, list(value)[:3]))}{more}>"
    if isinstance(value, tuple):
        if len(value) > 4:
            return f"<{len(value)} items>"
        return f"({', '.join(map(_brief, value))}{',' if len(value) == 1 else ''})"
    return repr(value)


Slug = Annotated[
    str,
    Pattern(
        r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
        "lower-case letters, digits and single hyphens, beginning with a letter",
        "NC105",
        but=("null", "true", "false"),
    ),
]
