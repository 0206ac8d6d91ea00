"""Models -> JSON Schema of the files.

A schema is built from the fields of the models and the vocabularies. It accepts what the codec accepts: YAML and JSON,
short and long forms. A field of an unknown type is a TypeError. Where a value has several shapes, `if` distinguishes
them by the type of the value or by a key, never `anyOf`: so validators report errors of the shape that was meant.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import ModuleType
from typing import Annotated, Any, Final, get_origin

import attrs

from newscorpus.codec.short_forms import is_table
from newscorpus.json_schema import parts
from newscorpus.json_schema.parts import Schema
from newscorpus.models import KINDS, Actor, Article, Event, Manifest, article, edtf, manifest, mapping, values
from newscorpus.models import actor as actors
from newscorpus.models.fields import Field, Type, fields_of, type_of
from newscorpus.models.frozen import EMPTY
from newscorpus.models.labels import LabelFile
from newscorpus.models.manifest import Attribute
from newscorpus.models.mapping import MappingFile
from newscorpus.models.metadata import (
    WORD,
    Attributes,
    DependentRequired,
    IntegerAsText,
    KeyPatterns,
    NotEmpty,
    Omit,
    OneOf,
    Pattern,
    Range,
    Rest,
    Scalar,
    ShortForm,
    Vocabulary,
)
from newscorpus.models.vocabulary import DEFAULT, Words


def build_article(manifest: Manifest | None) -> Schema:
    """Return the schema of an article: of any, or of an article of one corpus."""
    builder = Builder(manifest.words, manifest.declared, manifest.actors) if manifest else Builder()
    return {**builder.build_object(Article), "$defs": builder.defs}


def build_manifest(manifest: Manifest | None) -> Schema:
    """Return the schema of a `corpus.yaml`: of any, or of one with the terms and attributes that `manifest` adds."""
    if manifest:
        builder = Builder(manifest.words, manifest.declared)
        return {**builder.build_object(Manifest), "$defs": builder.defs}
    # A registry may use the terms and attributes that the same file declares, which no schema can express.
    closed = Builder()
    root = closed.build_object(Manifest)
    registry = root["properties"].pop("actors")
    free = Builder(defs=closed.defs, free=True)
    kind = next(f.type for f in fields_of(Manifest) if f.name == "actors")
    adds = {"anyOf": [{"required": ["vocabularies"]}, {"required": ["attributes"]}]}
    either = {
        "if": adds,
        "then": {"properties": {"actors": free.build(kind, Manifest)}},
        "else": {"properties": {"actors": registry}},
    }
    root["properties"]["actors"] = {"description": registry.pop("description")}
    return {**root, **either, "$defs": closed.defs}


def build_map() -> Schema:
    """Return the schema of a mapping file of fields."""
    return _build(MappingFile)


def build_labels() -> Schema:
    """Return the schema of a mapping file of labels."""
    return _build(LabelFile)


def _build(cls: type) -> Schema:
    builder = Builder()
    return {**builder.build_object(cls), "$defs": builder.defs}


# --- types ----------------------------------------------------------------------------------------------------------


class Builder:
    """Builds the parts of one schema; `defs` collects the parts that several fields share.

    Args:
        words: The vocabularies in force.
        declared: Returns the attributes that the corpus declares for an owner.
        registry: The ids of the actors of the corpus.
        defs: The parts that exist already.
        free: Whether any term and attribute is accepted.
    """

    def __init__(
        self,
        words: Words = DEFAULT,
        declared: Callable[[str], Mapping[str, Attribute]] = lambda _: EMPTY,
        registry: Iterable[str] = (),
        *,
        defs: dict[str, Schema] | None = None,
        free: bool = False,
    ) -> None:
        self.defs: dict[str, Schema] = {} if defs is None else defs
        self._words, self._declared, self._registry = words, declared, sorted(registry)
        self._free = free

    def build(self, kind: Type, owner: type) -> Schema:
        """Return the schema of a value in a model `owner`. Raises TypeError or KeyError for an unknown type."""
        if kind.base is tuple:
            return self._list(kind, owner)
        if kind.mark(Attributes):
            return self._attributes(kind.mark(Attributes).owner, complete=True)
        if kind.base is Mapping:
            return self._table(kind) if is_table(kind) else self._mapping(kind, owner)
        if attrs.has(kind.base):
            make = self._value if getattr(kind.base, "SHORT", None) else self.build_object
            return self._ref(kind.base.__name__, lambda: make(kind.base))
        name = _NAMED.get(_essence(kind))
        return self._ref(name, lambda: self._scalar(kind, owner)) if name else self._scalar(kind, owner)

    def _ref(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _field(self, field: Field, owner: type) -> Schema:
        try:
            return {**self.build(field.type, owner), "description": field.doc}
        except (TypeError, KeyError) as e:
            raise TypeError(f"{owner.__name__}.{field.name}: no JSON Schema is known for its type: {e}") from e

    def build_object(
        self, cls: type, *, listed: bool | None = None, complete: bool = True, without: frozenset[str] = frozenset()
    ) -> Schema:
        """Return the schema of a mapping of the fields of `cls`.

        Args:
            cls: The model.
            listed: Whether it is an item of a list, with its `id`, or an entry of a table, whose key is the id.
            complete: Whether it must have the attributes that its corpus requires.
            without: The fields that are not allowed.
        """
        fields = [f for f in fields_of(cls) if f.name not in without and not (f.name == "id" and listed is False)]
        rest = next((f for f in fields if f.type.mark(Rest)), None)
        fields = [f for f in fields if f is not rest]
        properties = {f.name: self._field(f, cls) for f in fields}
        required = [f.name for f in fields if f.required]
        for field in fields:
            mark = field.type.mark(Attributes)
            if mark and any(a.required for a in self._declared(mark.owner).values()):
                required += ["attributes"] if complete else []
                properties["attributes"] = {**self._attributes(mark.owner, complete=complete), "description": field.doc}
        if issubclass(cls, Event):
            # `_event` lists the kinds once for all of them; here the field must only be allowed.
            properties = {"kind": {}, **properties}
            required = ["kind", *required]
        further = {"additionalProperties": self.build(rest.type.args[1], cls)} if rest else {}
        return {"title": cls.__name__.lower(), **parts.closed(properties, required), **further}

    def _scalar(self, kind: Type, owner: type) -> Schema:
        vocabulary, one_of = kind.mark(Vocabulary), kind.mark(OneOf)
        if vocabulary and not (self._free and vocabulary.extensible):
            return parts.enum(vocabulary.words(self._words, getattr(owner, "KIND", None)))
        if vocabulary:
            return parts.text(Pattern(WORD, "a word"))
        if one_of:
            return {"enum": sorted(one_of.words), "errorMessage": f"Expected {one_of.expects}"}
        if kind.choices:
            return parts.either([self._scalar(choice, owner) for choice in kind.choices])
        if kind.base is str:
            return parts.text(*(m for m in kind.marks if isinstance(m, Pattern)), integer=kind.mark(IntegerAsText))
        if kind.base is date:
            return parts.text(Pattern(edtf.DAY_PATTERN, "a day, YYYY-MM-DD"))
        if kind.base is int:
            return {"type": "integer", **parts.bounds(kind.mark(Range))}
        plain: dict[Any, Schema] = {
            bool: {"type": "boolean"},
            float: {"type": "number"},
            Scalar: {"type": ["string", "number", "boolean"]},
        }
        return dict(plain[kind.base])

    # --- lists, mappings, tables

    def _list(self, kind: Type, owner: type) -> Schema:
        item = kind.args[0]
        value = self.build(item, owner)
        least = {"minItems": 1} if kind.mark(NotEmpty) else {}
        short: ShortForm | None = getattr(item.base, "SHORT", None)
        if not short or not short.many:
            return self._split("array", {**least, "items": value}, value, usual="array")

        def several() -> Schema:
            return self._split(
                "array", {**least, "items": value}, self._value(item.base, whole_list=True), usual="array"
            )

        return self._ref(f"{item.base.__name__}s", several)

    def _mapping(self, kind: Type, owner: type) -> Schema:
        keys, vocabulary = kind.args[0], kind.args[0].mark(Vocabulary)
        value = self.build(kind.args[1], owner)
        if vocabulary:
            words = vocabulary.words(self._words, getattr(owner, "KIND", None))
            meanings = {word: {**value, "description": meaning} for word, meaning in parts.meanings_of(words).items()}
            # Editors complete properties and show their meanings; `propertyNames` is for the error message.
            names = {"enum": list(words), "doNotSuggest": True}
            return {"type": "object", "properties": meanings, "propertyNames": names}
        schema: Schema = {"type": "object"}
        under = kind.mark(KeyPatterns)
        if under:
            schema["properties"] = {key: self.build(kind.under(key), owner) for key in under.patterns}
        if keys.constraints:
            schema["propertyNames"] = self.build(keys, owner)
        return {**schema, "additionalProperties": value}

    def _table(self, kind: Type) -> Schema:
        """Return the schema of objects by id: a mapping from ids to objects, or a list of objects with an `id`."""
        keys, cls = kind.args[0], kind.args[1].base
        without: Omit | None = kind.args[1].mark(Omit)
        name = ("Free" if self._free else "") + ("Registered" if without else "") + cls.__name__
        left_out = without.fields if without else frozenset()
        whole = self._event if cls is Event else lambda **how: self.build_object(cls, without=left_out, **how)

        def one(*, listed: bool, complete: bool = True) -> Schema:
            suffix = ("Item" if listed else "") + ("" if complete else "OfRegistry")
            return self._ref(name + suffix, lambda: whole(listed=listed, complete=complete))

        item, entry = one(listed=True), one(listed=False)
        known: Schema = {}
        if cls is Actor and self._registry and any(a.required for a in self._declared("actor").values()):
            # The attributes that the corpus requires of an actor may be in its registry.
            known = {"properties": dict.fromkeys(self._registry, one(listed=False, complete=False))}
            registered = {"properties": {"id": {"enum": self._registry}}, "required": ["id"]}
            item = {"if": registered, "then": one(listed=True, complete=False), "else": item}
        ids = {**self.build(keys, cls), "title": "id"}
        by_id = {"type": "object", **known, "propertyNames": ids, "additionalProperties": entry}
        snippets = {"defaultSnippets": [parts.snippet(k, self._words) for k in KINDS]} if cls is Event else {}
        return self._split("array", {"items": item}, {**by_id, **snippets}, usual="object")

    def _event(self, *, listed: bool, complete: bool) -> Schema:
        """Return the schema of an event of any kind."""
        suffix = "Item" if listed else ""

        def of_kind(kind: str) -> Schema:
            cls = KINDS[kind]
            branch = self._ref(
                f"Kind{cls.__name__}{suffix}", lambda: self.build_object(cls, listed=listed, complete=complete)
            )
            return {"if": {"required": ["kind"], "properties": {"kind": {"const": kind}}}, "then": branch}

        kinds = {
            **parts.enum(self._words.event_kinds),
            "description": "decides which fields, types, roles and statuses it has",
        }
        base = {"title": "event", "type": "object", "required": ["kind"], "properties": {"kind": kinds}}
        return {**base, "allOf": [of_kind(kind) for kind in KINDS]}

    def _attributes(self, owner: str, *, complete: bool) -> Schema:
        if self._free:
            names = {"pattern": parts.anchored(WORD)}
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": self._scalar(Type(Scalar), object),
            }
        declared = self._declared(owner)
        required = [name for name, a in declared.items() if a.required] if complete else []
        return parts.closed({name: parts.attribute(a) for name, a in declared.items()}, required)

    # --- short and long

    def _value(self, cls: type, *, whole_list: bool = False) -> Schema:
        """Return the schema of a value with short forms; `whole_list` if one mapping may be a whole list."""
        short: ShortForm = cls.SHORT  # type: ignore[attr-defined]
        needs: DependentRequired | None = cls.NEEDS  # type: ignore[attr-defined]
        fields = {f.name: f for f in fields_of(cls)}
        long, is_long = self.build_object(cls), [{"required": [short.long]}, {"maxProperties": 0}]
        bare = self._bare(cls)
        if not short.key:
            return self._split("object", long, bare, usual="string")
        if needs:
            alone = {"required": [needs.field], "properties": {needs.field: {"const": needs.value}}}
            long = {**long, "if": alone, "then": {"required": [needs.other]}}
            bare = {**bare, "not": {"const": needs.value}, "errorMessage": f"{needs.value}: expected {needs.expects}"}
        more: Schema = {"minProperties": 2}
        if whole_list:
            more["anyOf"] = [{"required": [name]} for name in fields]
        pair = {"title": long["title"], "additionalProperties": self.build(fields[short.value].type, cls)}
        if fields[short.key].type.constraints:
            pair["propertyNames"] = self.build(fields[short.key].type, cls)
        if "attributes" in long.get("required", ()):  # which a pair alone does not have
            pair, bare = {**pair, "required": ["attributes"]}, {**bare, "not": {}}
        beside = {name: long["properties"][name] for name in fields if name not in parts.fields_of_pair(short)}
        if beside:
            mixed = {**pair, "properties": beside}
            long = {"if": parts.beside_pair(short, list(beside)), "then": mixed, "else": long}
        shapes = {"if": {"anyOf": [*is_long, more]}, "then": long, "else": pair}
        return self._split("object", shapes, bare, usual="string")

    def _bare(self, cls: type) -> Schema:
        """Return the schema of a value that is a scalar alone."""
        (kind,) = (f.type for f in fields_of(cls) if f.name == cls.SHORT.long)  # type: ignore[attr-defined]
        return self._bare(kind.base) if attrs.has(kind.base) else self.build(kind, cls)

    def _split(self, kind: str, then: Schema, otherwise: Schema, *, usual: str) -> Schema:
        """Return a schema for values of the JSON type `kind` and for others; editors insert one of the `usual` type."""
        described = otherwise
        while "$ref" in described:
            described = self.defs[described["$ref"].removeprefix("#/$defs/")]
        others = described.get("type", "string")  # an enumeration has terms
        types = [kind, *([others] if isinstance(others, str) else others)]
        return {
            "type": sorted(types, key=lambda name: name != usual),
            "if": {"type": kind},
            "then": then,
            "else": otherwise,
        }


# --- names for what several fields share ----------------------------------------------------------------------------


def _essence(kind: Type) -> Type:
    """Return a scalar type without the marks that make no difference to the schema."""
    relevant = (Pattern, OneOf, Range, IntegerAsText, Vocabulary)
    return Type(kind.base, marks=tuple(m for m in kind.marks if isinstance(m, relevant)), choices=kind.choices)


def _named_in(*modules: ModuleType) -> dict[Type, str]:
    names: dict[Type, str] = {}
    for module in modules:
        for name, value in vars(module).items():
            kind = type_of(value) if get_origin(value) is Annotated else None
            if kind and kind.base is str and _essence(kind).marks:
                names.setdefault(_essence(kind), name)
    return names


_NAMED: Final = _named_in(values, article, actors, manifest, mapping)
"""The scalar types that have a name in the models; a vocabulary has none, since it depends on the kind of event."""
