"""Plain data -> models: structure hooks, on a cattrs converter that finds, nests and caches them.

Structuring is strict and continues after an error: one pass finds every error, each at its path. A hook that meets
errors raises `StructureErrors` with what it could make of its data; the hook above uses that, extends the paths of the
errors, and goes on. Nothing is coerced.

The converter gets two sorts of types: classes, from its users; and `Type`s, annotations taken apart, for the fields of
models. An actor or event that is structured as a class has an `id` of its own; in a field, its table has it.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import attrs
import cattrs

from newscorpus.codec.compiled import CompiledStructure
from newscorpus.codec.containers import ONE_PAIR, ListHook, MappingHook, TableHook
from newscorpus.codec.errors import (
    StructureError,
    StructureErrors,
    accept,
    assemble_with_defaults,
    misplaced,
    missing,
    mistyped,
    named,
    noun,
    placeholder,
    plural,
    refuse,
    shown,
    strange_space,
)
from newscorpus.codec.scalars import StructureHook, scalar_hook
from newscorpus.codec.short_forms import is_keyed, is_table, pair_key, with_context
from newscorpus.codec.vocabularies import CorpusTerms, bound_fields, field_meant
from newscorpus.formats.document import shorten
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import KINDS, Actor, Article, Event, Quote
from newscorpus.models.base import Model
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.frozen import EMPTY
from newscorpus.models.metadata import (
    Attributes,
    DependentRequired,
    Omit,
    Pattern,
    Rest,
    ShortForm,
)
from newscorpus.models.validation import expected
from newscorpus.text.suggest import Candidates


def add_structure_hooks(converter: cattrs.Converter, terms: CorpusTerms, compiled: CompiledStructure) -> None:
    """Register the hooks of all models, for a corpus with these terms."""

    def scalar(kind: Type) -> StructureHook:
        return scalar_hook(kind, terms)

    def table(kind: Type, converter: cattrs.Converter) -> StructureHook:
        return TableHook(kind, converter, terms)

    def mapping(kind: Type, converter: cattrs.Converter) -> StructureHook:
        return MappingHook(kind, converter, terms)

    def model(kind: Type, converter: cattrs.Converter) -> StructureHook:
        without: Omit | None = kind.mark(Omit)
        essential = Type(kind.base, marks=(without,) if without else ())
        if kind != essential:  # one hook for all fields that have it
            return converter.get_structure_hook(essential)
        less = without.fields if without else frozenset[str]()
        return compiled.before(ModelHook(kind.base, converter, terms, less), kind.base, less)

    def event(_: Type, converter: cattrs.Converter) -> StructureHook:
        return EventHook({kind: compiled.before(ModelHook(cls, converter, terms), cls) for kind, cls in KINDS.items()})

    def public(cls: type, converter: cattrs.Converter) -> StructureHook:
        if cls is Actor or issubclass(cls, Event):
            return SingleHook(cls, converter)
        return converter.get_structure_hook(Type(cls))

    register = converter.register_structure_hook_factory  # what is registered later is asked first
    register(lambda kind: isinstance(kind, Type), scalar)
    register(lambda kind: isinstance(kind, Type) and attrs.has(kind.base), model)
    register(lambda kind: isinstance(kind, Type) and kind.base is Event, event)
    register(lambda kind: isinstance(kind, Type) and kind.base is tuple, ListHook)
    register(lambda kind: isinstance(kind, Type) and kind.base is Mapping and not kind.mark(Attributes), mapping)
    register(lambda kind: isinstance(kind, Type) and is_table(kind), table)
    register(lambda cls: isinstance(cls, type) and issubclass(cls, Model), public)


class SingleHook:
    """Structures an actor or event by itself: it has an `id`, as in a list of them."""

    def __init__(self, cls: type, converter: cattrs.Converter) -> None:
        self._cls = cls
        name = "actors" if cls is Actor else "events"
        self._table = next(field.type for field in bound_fields(Article) if field.name == name)
        self._hook = converter.get_structure_hook(self._table)

    def __call__(self, data: Any, _type: Any = None) -> Any:
        """Return the object; raise StructureErrors if it is of another kind, or malformed."""
        try:
            (model,) = self._hook([data], self._table).values()
        except StructureErrors as e:
            value = next(iter(e.value.values()), None)
            raise StructureErrors(value, [attrs.evolve(error, path=error.path[1:]) for error in e.errors]) from None
        if not isinstance(model, self._cls):
            wanted = next((kind for kind, cls in KINDS.items() if cls is self._cls), "")
            message = f"`{model.kind}` is not the kind {wanted}"
            raise StructureErrors(model, [StructureError(("kind",), "NC104", message)])
        return model


_LONGEST: Final = 100
"""Code points of a value that a help repeats."""


class ModelHook:
    """Structures an object of a model from a mapping of its fields, or from a short form."""

    def __init__(
        self, cls: type, converter: cattrs.Converter, terms: CorpusTerms, without: frozenset[str] = frozenset()
    ) -> None:
        self._cls = cls
        fields = [f for f in bound_fields(cls) if f.name not in without and (f.name != "id" or not is_keyed(cls))]
        self._fields = {field.name: field for field in fields}
        self._names = Candidates(["kind", *self._fields] if issubclass(cls, Event) else self._fields)
        self._hooks = {field.name: converter.get_structure_hook(field.type) for field in fields}
        self._required = [field for field in fields if field.required]
        self._short: ShortForm | None = getattr(cls, "SHORT", None)
        self._needs: DependentRequired | None = getattr(cls, "NEEDS", None)
        self._fill = vars(cls).get("fill")
        self._required_attributes = terms.required_attributes(cls)
        self._rest = next((field for field in fields if field.type.mark(Rest)), None)

    def __call__(self, data: Any, _type: Any = None) -> Any:
        """Return the object; raise StructureErrors with an object that has placeholders for what is malformed."""
        bare = self._short is not None and type(data) is not dict
        fields = self._long_form(data)
        values: dict[str, Any] = {}
        errors: list[StructureError] = []
        if self._rest:
            fields, values[self._rest.name] = self._without_rest(self._rest, fields, errors)
        for name, value in fields.items():
            hook = self._hooks.get(name)
            if hook is None:
                if name != "kind" or not issubclass(self._cls, Event):
                    errors.append(self._unknown_field(name, value))
                continue
            try:
                values[name] = hook(value, self._fields[name].type)
            except StructureErrors as e:
                default = self._fields[name].default
                values[name] = default if e.value is None and default is not attrs.NOTHING else e.value
                errors += e.errors if bare else e.below(name)
        # A misspelled field is reported together with the field that it most likely means.
        meant = {error.meant for error in errors if len(error.path) == 1}
        for field in self._required:
            if field.name not in values:
                values[field.name] = placeholder(field.type) if field.default is attrs.NOTHING else field.default
                errors.append(missing(field, self._cls, silent=field.name in meant))
        errors += self._missing_attributes(fields)
        model = assemble_with_defaults(
            self._cls, {self._fields[name].attribute: value for name, value in values.items()}
        )
        if self._fill:
            self._fill(model)
        if self._needs and not errors and model.lacks():
            message = f"`{self._needs.value}` without {self._needs.expects}"
            hint = f"write `{{WORDS: {self._needs.value}}}`, with the words of the article that leave it open"
            errors.append(StructureError((self._needs.field,), self._needs.code, message, hint))
        return accept(model, errors)

    def _without_rest(
        self, rest: Field, data: dict[str, Any], errors: list[StructureError]
    ) -> tuple[dict[str, Any], Any]:
        """Return the named fields, and the table of all others, whose errors are added to `errors`."""
        # A key that resembles a field which is missing is most likely that field, misspelt.
        lacking = {field.name for field in self._required if field.name not in data}
        fields = self._fields.keys() - {rest.name}
        named = {
            name: value
            for name, value in data.items()
            if name in fields or (lacking and self._names.closest(name) in lacking)
        }
        table = {name: value for name, value in data.items() if name not in named}
        try:
            return named, self._hooks[rest.name](table, rest.type)
        except StructureErrors as e:
            errors += e.errors
            return named, e.value

    def _long_form(self, data: Any) -> dict[str, Any]:
        """Return the fields that `data` means, in its long or a short form."""
        short = self._short
        if type(data) is not dict:
            return {short.long: data} if short else mistyped(Type(self._cls), data)
        if not short or not short.key:
            return data
        key = pair_key(data, short, self._fields)
        if key is None and short.long not in data:  # fields beside the pair may be misspelt
            key = pair_key(data, short, [name for name in data if self._names.closest(name)])
        if key is not None:
            value = data[key]
            if type(value) is str and self._accepts(short.value, key) and self._is_words(short.value, value):
                message = f"key and value are swapped: `{{{shorten(key)}: {shorten(value)}}}`"
                hint = f"write `{inline({value: key}, flow=True)}`" if len(value) < _LONGEST else None
                refuse("NC103", message, placeholder(Type(self._cls)), help=hint)
            if type(value) is dict and self._is_scalar_beside_words(short):
                message = f"must have {expected(self._fields[short.value].type)} beside `{shorten(key)}`, not a mapping"
                hint = with_context(key, value, short, partial(self._accepts, short.value))
                refuse("NC103", message, placeholder(Type(self._cls)), help=hint, subject="")
            if len(data) == 1 or self._accepts(short.value, value) or not self._names.closest(key):
                return {short.key: key, short.value: value, **{k: v for k, v in data.items() if k != key}}
        elif (pair := self._pair_beside_unknown(data)) is not None:
            return {short.key: pair, short.value: data[pair], **{k: v for k, v in data.items() if k != pair}}
        elif data and not any(map(self._names.closest, data)):
            message = f"must be one pair `{{{short.key}: {short.value}}}`, not {len(data)}"
            refuse("NC103", message, placeholder(Type(self._cls)), help=ONE_PAIR, subject="")
        return data

    def _is_scalar_beside_words(self, short: ShortForm) -> bool:
        """Whether a pair is of words of the article and one value, such as a date or the context."""
        words, value = (self._fields[name].type.base for name in (short.key, short.value))
        return (words is Quote or self._cls is Quote) and value in (str, int)

    def _pair_beside_unknown(self, data: dict[str, Any]) -> str | None:
        """Return the key of the pair beside unknown fields; None if it is unclear which of several it is.

        Only its value can be that of a pair, or it is the first such pair in an object that has known fields.
        """
        short, others = self._short, [key for key in data if not self._names.closest(key)]
        if short is None or short.long in data or len(others) < 2:
            return None
        pairs = [key for key in others if self._accepts(short.value, data[key]) and self._accepts(short.key, key)]
        return pairs[0] if len(pairs) == 1 or (pairs and len(others) < len(data)) else None

    def _is_words(self, field: str, value: str) -> bool:
        """Whether a string is neither a value of a field, nor one that is known to be almost one: `90 BTC`."""
        advice = getattr(self._fields[field].type.mark(Pattern), "advice", None)
        return not self._accepts(field, value) and (advice is None or advice(value) is None)

    def _accepts(self, field: str, value: Any) -> bool:
        try:
            self._hooks[field](value, self._fields[field].type)
        except StructureErrors:
            return False
        return True

    def _unknown_field(self, name: str, value: Any) -> StructureError:
        is_event = issubclass(self._cls, Event)
        is_key = name == "id" and is_keyed(self._cls)
        near = None if is_key else field_meant(name, self._names)
        others = [kind for kind, cls in KINDS.items() if is_event and cls is not self._cls]
        kinds = [kind for kind in others if any(field.name == name for field in fields_of(KINDS[kind]))]
        if is_key:
            hint = "delete it: in a mapping, the key is the id"
        elif strange := strange_space(name):
            near, hint = None, strange
        elif near:
            hint = f"did you mean `{near}`?"
        elif kinds:
            hint = f"it is a field of {plural(kinds[0])}: write `kind: {kinds[0]}`, or delete it"
        else:
            fields = f"the fields of {named(self._cls)} are {', '.join(self._names)}"
            hint = misplaced(self._cls, name, value) or fields
        message, instead = f"unknown field {shown(name)} of {named(self._cls)}", (name, near) if near else None
        return StructureError((name,), "NC101", message, hint, at_key=True, meant=near, instead=instead)

    def _missing_attributes(self, fields: Mapping[str, Any]) -> list[StructureError]:
        """Return an error for every attribute that the corpus requires and the object lacks."""
        own = fields.get("attributes", EMPTY)
        if not isinstance(own, Mapping):  # which is an error of its own
            return []
        return [
            StructureError(
                (),
                "NC102",
                f"has no attribute `{name}`",
                f"add `attributes: {{{name}: VALUE}}`; `corpus.yaml` requires it",
                at_key=True,
                missing="attributes",
                subject=noun(self._cls),
            )
            for name in self._required_attributes
            if name not in own
        ]


_KINDS: Final = Candidates(KINDS)
"""What an unknown kind, like an unknown field, may mean decides which errors there are: so neither has a limit."""


class EventHook:
    """Structures an event: its `kind` decides which fields, types, roles and statuses it may have."""

    def __init__(self, hooks: Mapping[str, StructureHook]) -> None:
        self._hooks = hooks

    def __call__(self, data: Any, _type: Any = None) -> Event:
        """Return the event; raise StructureErrors with the event of the kind that was most likely meant."""
        if type(data) is not dict:
            mistyped(Type(Event), data)
        kind = data.get("kind")
        if type(kind) is str and kind in KINDS:
            event: Event = self._hooks[kind](data, KINDS[kind])
            return event
        # Structure the rest as the kind that was most likely meant, but report no error that depends on that guess.
        guess = _KINDS.closest(kind) if type(kind) is str else None
        errors = self._unknown_kind(kind, guess) if "kind" in data else []
        missing_kind, add = "has no `kind`", f"add `kind`: one of {', '.join(KINDS)}"
        misspelled = None
        try:
            event = self._hooks[guess or "event"](data, Event)
        except StructureErrors as e:
            misspelled = next(
                (error.path[0] for error in e.errors if error.meant == "kind" and len(error.path) == 1), None
            )
            named = data.get(misspelled)
            if type(named) is str and named in KINDS:
                event, event_errors = self._of_kind(data, named)
            else:
                event, event_errors = e.value, [self._without_guess(error) for error in e.errors]
            errors += event_errors
        if "kind" not in data:  # a misspelled `kind` is reported as an unknown field
            error = StructureError(
                (), "NC102", missing_kind, add, at_key=True, missing="kind", subject="event", silent=bool(misspelled)
            )
            errors.insert(0, error)
        raise StructureErrors(event, errors)

    def _of_kind(self, data: dict[Any, Any], kind: str) -> tuple[Event, list[StructureError]]:
        """The event as the kind that a misspelled `kind` names, and its errors, the misspelled field among them."""
        try:
            return self._hooks[kind](data, KINDS[kind]), []
        except StructureErrors as e:
            return e.value, e.errors

    def _unknown_kind(self, kind: Any, guess: str | None) -> list[StructureError]:
        if type(kind) is str:
            hint = f"did you mean `{guess}`?" if guess else f"write one of {', '.join(KINDS)}"
            message = f"{shown(kind)} is not a kind of events"
            return [StructureError(("kind",), "NC104", message, hint, instead=(kind, guess) if guess else None)]
        try:
            mistyped(Type(str), kind)
        except StructureErrors as e:
            return e.below("kind")

    def _without_guess(self, error: StructureError) -> StructureError:
        """Return the error, silent if it depends on the kind, and without help that does."""
        unknown = error.code == "NC101" and len(error.path) == 1
        of_some_kind = unknown and any(f.name == error.path[0] for cls in KINDS.values() for f in fields_of(cls))
        silent = error.silent or error.code == "NC104" or of_some_kind
        return attrs.evolve(error, silent=silent, help=None if unknown and not error.meant else error.help)
