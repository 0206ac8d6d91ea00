"""Models -> JSON Schema: what a file may hold.

Made of the models' fields and the vocabularies alone, it accepts what the codec accepts: one schema for YAML and JSON,
short forms and long ones. A field of a type that is not known here is a TypeError. Wherever a value has several shapes,
`if` tells them apart by its type or by a key, never `anyOf`: so a mistake is reported as one of the shape that was
meant.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import ModuleType
from typing import Annotated, Any, Final, get_origin

import attrs

from newscorpus.models import KINDS, Actor, Article, Event, Manifest, article, edtf, values
from newscorpus.models import actor as actors
from newscorpus.models import corpus as corpora
from newscorpus.models.corpus import Attribute
from newscorpus.models.fields import (
    WORD,
    Attributes,
    Field,
    IntegerAsText,
    Needs,
    NotEmpty,
    OneOf,
    Pattern,
    Range,
    Scalar,
    Short,
    Type,
    Under,
    Vocabulary,
    Without,
    fields_of,
    type_of,
)
from newscorpus.models.frozen import EMPTY
from newscorpus.models.vocabulary import DEFAULT, Table, Words

Schema = dict[str, Any]


def of_article(manifest: Manifest | None) -> Schema:
    """The schema of an article: of any, or of those of a corpus."""
    builder = Builder(manifest.words, manifest.declared, manifest.actors) if manifest else Builder()
    return {**builder.object(Article), "$defs": builder.defs}


def of_manifest(manifest: Manifest | None) -> Schema:
    """The schema of a `corpus.yaml`: of any, or of one with the words and attributes that this one adds."""
    if manifest:
        builder = Builder(manifest.words, manifest.declared)
        return {**builder.object(Manifest), "$defs": builder.defs}
    # A registry may use the words and attributes that its own file declares, which no schema can follow.
    closed = Builder()
    root = closed.object(Manifest)
    registry = root["properties"].pop("actors")
    free = Builder(defs=closed.defs, free=True)
    kind = next(f.type for f in fields_of(Manifest) if f.name == "actors")
    adds = {"anyOf": [{"required": ["vocabularies"]}, {"required": ["attributes"]}]}
    either = {
        "if": adds,
        "then": {"properties": {"actors": free.of(kind, Manifest)}},
        "else": {"properties": {"actors": registry}},
    }
    root["properties"]["actors"] = {"description": registry.pop("description")}
    return {**root, **either, "$defs": closed.defs}


# --- types ----------------------------------------------------------------------------------------------------------


class Builder:
    """Builds the parts of one schema; what several fields share goes into `defs`."""

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

    def of(self, kind: Type, owner: type) -> Schema:
        """The schema of a value of that type in a model `owner`."""
        if kind.base is tuple:
            return self._list(kind, owner)
        if kind.mark(Attributes):
            return self._attributes(kind.mark(Attributes).owner, owed=True)
        if kind.base is Mapping:
            return self._table(kind) if _has_id(kind.args[1]) else self._mapping(kind, owner)
        if attrs.has(kind.base):
            make = self._value if getattr(kind.base, "SHORT", None) else self.object
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
            return {**self.of(field.type, owner), "description": field.doc}
        except (TypeError, KeyError) as e:
            raise TypeError(f"{owner.__name__}.{field.name}: no JSON Schema is known for its type: {e}") from e

    def object(
        self, cls: type, *, listed: bool | None = None, owed: bool = True, without: frozenset[str] = frozenset()
    ) -> Schema:
        """A mapping of the fields of `cls`, and of nothing else.

        `listed` says whether it stands in a list, with its id (True), or in a table, where the key is the id (False);
        `owed`, whether it must have the attributes that its corpus requires.
        """
        found = [f for f in fields_of(cls) if f.name not in without and not (f.name == "id" and listed is False)]
        properties = {f.name: self._field(f, cls) for f in found}
        required = [f.name for f in found if f.required]
        for field in found:
            mark = field.type.mark(Attributes)
            if mark and any(a.required for a in self._declared(mark.owner).values()):
                required += ["attributes"] if owed else []
                properties["attributes"] = {**self._attributes(mark.owner, owed=owed), "description": field.doc}
        if issubclass(cls, Event):
            # Which kinds there are is said once for all kinds; here the field must only be allowed.
            properties = {"kind": {}, **properties}
            required = ["kind", *required]
        return {"title": cls.__name__.lower(), **_closed(properties, required)}

    def _scalar(self, kind: Type, owner: type) -> Schema:
        vocabulary, one_of = kind.mark(Vocabulary), kind.mark(OneOf)
        if vocabulary and not (self._free and vocabulary.extensible):
            return _enum(vocabulary.words(self._words, getattr(owner, "kind", None)))
        if vocabulary:
            return _text(Pattern(WORD, "a word"))
        if one_of:
            return {"enum": sorted(one_of.words), "errorMessage": f"Expected {one_of.expects}"}
        if kind.choices:
            return _either([self._scalar(choice, owner) for choice in kind.choices])
        if kind.base is str:
            return _text(*(m for m in kind.marks if isinstance(m, Pattern)), integer=kind.mark(IntegerAsText))
        if kind.base is date:
            return _text(Pattern(edtf.DAY_PATTERN, "a day, YYYY-MM-DD"))
        if kind.base is int:
            return {"type": "integer", **_bounds(kind.mark(Range))}
        plain: dict[Any, Schema] = {
            bool: {"type": "boolean"},
            float: {"type": "number"},
            Scalar: {"type": ["string", "number", "boolean"]},
        }
        return dict(plain[kind.base])

    # --- lists, mappings, tables

    def _list(self, kind: Type, owner: type) -> Schema:
        item = kind.args[0]
        one = self.of(item, owner)
        least = {"minItems": 1} if kind.mark(NotEmpty) else {}
        short: Short | None = getattr(item.base, "SHORT", None)
        if not short or not short.many:
            return self._split("array", {**least, "items": one}, one, usual="array")

        def several() -> Schema:
            return self._split("array", {**least, "items": one}, self._value(item.base, whole_list=True), usual="array")

        return self._ref(f"{item.base.__name__}s", several)

    def _mapping(self, kind: Type, owner: type) -> Schema:
        keys, vocabulary = kind.args[0], kind.args[0].mark(Vocabulary)
        value = self.of(kind.args[1], owner)
        if vocabulary:
            words = vocabulary.words(self._words, getattr(owner, "kind", None))
            meanings = {word: {**value, "description": meaning} for word, meaning in _meanings(words).items()}
            # Editors complete from the properties, whose meanings they show; the names are there for the message.
            names = {"enum": list(words), "doNotSuggest": True}
            return {"type": "object", "properties": meanings, "propertyNames": names}
        made: Schema = {"type": "object"}
        under = kind.mark(Under)
        if under:
            made["properties"] = {key: self.of(kind.under(key), owner) for key in under.patterns}
        if keys.constraints:
            made["propertyNames"] = self.of(keys, owner)
        return {**made, "additionalProperties": value}

    def _table(self, kind: Type) -> Schema:
        """Objects by id: a mapping from their ids, or a list of objects that have one."""
        keys, cls = kind.args[0], kind.args[1].base
        without: Without | None = kind.args[1].mark(Without)
        name = ("Free" if self._free else "") + ("Registered" if without else "") + cls.__name__
        left_out = without.fields if without else frozenset()
        whole = self._event if cls is Event else lambda **how: self.object(cls, without=left_out, **how)

        def one(*, listed: bool, owed: bool = True) -> Schema:
            suffix = ("Item" if listed else "") + ("" if owed else "OfRegistry")
            return self._ref(name + suffix, lambda: whole(listed=listed, owed=owed))

        item, entry = one(listed=True), one(listed=False)
        known: Schema = {}
        if cls is Actor and self._registry and any(a.required for a in self._declared("actor").values()):
            # What the corpus requires of an actor may stand in its registry.
            known = {"properties": dict.fromkeys(self._registry, one(listed=False, owed=False))}
            registered = {"properties": {"id": {"enum": self._registry}}, "required": ["id"]}
            item = {"if": registered, "then": one(listed=True, owed=False), "else": item}
        ids = {**self.of(keys, cls), "title": "id"}
        by_id = {"type": "object", **known, "propertyNames": ids, "additionalProperties": entry}
        snippets = {"defaultSnippets": [_snippet(k, self._words) for k in KINDS]} if cls is Event else {}
        return self._split("array", {"items": item}, {**by_id, **snippets}, usual="object")

    def _event(self, *, listed: bool, owed: bool) -> Schema:
        """An event of any kind: its `kind` says which."""
        suffix = "Item" if listed else ""

        def of_kind(kind: str) -> Schema:
            cls = KINDS[kind]
            branch = self._ref(f"Kind{cls.__name__}{suffix}", lambda: self.object(cls, listed=listed, owed=owed))
            return {"if": {"required": ["kind"], "properties": {"kind": {"const": kind}}}, "then": branch}

        kinds = {
            **_enum(self._words.event_kinds),
            "description": "decides which fields, types, roles and statuses it has",
        }
        base = {"title": "event", "type": "object", "required": ["kind"], "properties": {"kind": kinds}}
        return {**base, "allOf": [of_kind(kind) for kind in KINDS]}

    def _attributes(self, owner: str, *, owed: bool) -> Schema:
        if self._free:
            names = {"pattern": _anchored(WORD)}
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": self._scalar(Type(Scalar), object),
            }
        declared = self._declared(owner)
        required = [name for name, a in declared.items() if a.required] if owed else []
        return _closed({name: _attribute(a) for name, a in declared.items()}, required)

    # --- short and long

    def _value(self, cls: type, *, whole_list: bool = False) -> Schema:
        """A value with short forms; `whole_list` if it stands for a list, of which one mapping may be all."""
        short: Short = cls.SHORT  # type: ignore[attr-defined]
        needs: Needs | None = cls.NEEDS  # type: ignore[attr-defined]
        fields = {f.name: f for f in fields_of(cls)}
        long, is_long = self.object(cls), [{"required": [short.long]}, {"maxProperties": 0}]
        bare = self._field(fields[short.long], cls)
        bare.pop("description")
        if needs:
            alone = {"required": [needs.field], "properties": {needs.field: {"const": needs.value}}}
            long = {**long, "if": alone, "then": {"required": [needs.other]}}
            bare = {**bare, "not": {"const": needs.value}, "errorMessage": f"{needs.value}: expected {needs.expects}"}
        more: Schema = {"minProperties": 2}
        if whole_list:
            more["anyOf"] = [{"required": [name]} for name in fields]
        pair = {"title": long["title"], "additionalProperties": self.of(fields[short.value].type, cls)}
        if fields[short.key].type.constraints:
            pair["propertyNames"] = self.of(fields[short.key].type, cls)
        shapes = {"if": {"anyOf": [*is_long, more]}, "then": long, "else": pair}
        return self._split("object", shapes, bare, usual="string")

    def _split(self, kind: str, then: Schema, otherwise: Schema, *, usual: str) -> Schema:
        """What is of the JSON type `kind`, or not. Editors begin a new value as one of the `usual` type."""
        described = otherwise
        while "$ref" in described:
            described = self.defs[described["$ref"].removeprefix("#/$defs/")]
        others = described["type"]
        types = [kind, *([others] if isinstance(others, str) else others)]
        return {
            "type": sorted(types, key=lambda one: one != usual),
            "if": {"type": kind},
            "then": then,
            "else": otherwise,
        }


def _closed(properties: Schema, required: list[str]) -> Schema:
    asked = {"required": required} if required else {}
    return {"type": "object", **asked, "properties": properties, "additionalProperties": False}


def _has_id(kind: Type) -> bool:
    return attrs.has(kind.base) and any(f.name == "id" for f in fields_of(kind.base))


def _enum(words: Table) -> Schema:
    return {"enum": list(words), "markdownEnumDescriptions": list(_meanings(words).values())}


def _meanings(words: Table) -> dict[str, str]:
    return {name: f"{word.meaning} ({word.source})" if word.source else word.meaning for name, word in words.items()}


def _text(*patterns: Pattern, integer: IntegerAsText | None = None) -> Schema:
    if any(p.complaint(str(integer.minimum)) for p in patterns if integer):
        integer = None  # no integer matches
    made: Schema = {"type": ["string", "integer"] if integer else "string"}
    if integer:
        made["minimum"] = integer.minimum
        if integer.maximum is not None:
            made["maximum"] = integer.maximum
    if not patterns:
        return made if integer else {**made, "errorMessage": "Expected text: put a number, true or false in quotes"}
    (pattern,) = patterns
    if re.fullmatch(r"[\w/-]+", pattern.regex):
        return {"const": pattern.regex, "errorMessage": f"Expected {pattern.expects}"}
    refused = f"(?!(?:{'|'.join(pattern.but)})$(?!\\n))" if pattern.but else ""
    expects = f"Expected {pattern.expects}"
    return {
        **made,
        "pattern": _anchored(pattern.regex, refused),
        "patternErrorMessage": expects,
        "errorMessage": expects,
    }


def _anchored(regex: str, before: str = "") -> str:
    """A pattern for the whole of a text: Python's `$` would accept a final newline."""
    return f"^{before}(?:{regex})$(?!\\n)"


def _bounds(bounds: Range | None) -> Schema:
    if bounds is None:
        return {}
    return (
        {"minimum": bounds.minimum}
        if bounds.maximum is None
        else {"minimum": bounds.minimum, "maximum": bounds.maximum}
    )


def _either(choices: list[Schema]) -> Schema:
    """A scalar of one of several types: what is said of one type does not touch a value of another."""
    types = [choice.pop("type") for choice in choices]
    made: Schema = {"type": "number" if set(types) == {"integer", "number"} else types}
    for choice in choices:
        assert not made.keys() & choice.keys(), "two choices say the same of themselves"
        made |= choice
    return made


def _attribute(declared: Attribute) -> Schema:
    made: Schema = {"type": declared.type}
    if declared.description:
        made["description"] = declared.description
    if declared.enum:
        made["enum"] = list(declared.enum)
    bounds = {"minimum": declared.minimum, "maximum": declared.maximum}
    return {**made, **{key: value for key, value in bounds.items() if value is not None}}


def _snippet(kind: str, words: Words) -> Schema:
    """What an editor offers where an event may begin."""
    some = {table: next(iter(words.get(table, kind))) for table in ("types", "roles")}
    body = {
        "kind": kind,
        "type": f"${{2:{some['types']}}}",
        "participants": {f"${{3:{some['roles']}}}": "[${4:actor}]"},
        "evidence": ["${5:words of the article}"],
    }
    return {"label": f"new {kind}", "description": words.event_kinds[kind].meaning, "body": {"${1:id}": body}}


# --- names for what several fields share ----------------------------------------------------------------------------


def _essence(kind: Type) -> Type:
    """A scalar type without what makes no difference to the schema."""
    telling = (Pattern, OneOf, Range, IntegerAsText, Vocabulary)
    return Type(kind.base, marks=tuple(m for m in kind.marks if isinstance(m, telling)), choices=kind.choices)


def _named_in(*modules: ModuleType) -> dict[Type, str]:
    found: dict[Type, str] = {}
    for module in modules:
        for name, value in vars(module).items():
            kind = type_of(value) if get_origin(value) is Annotated else None
            if kind and kind.base is str and _essence(kind).marks:
                found.setdefault(_essence(kind), name)
    return found


_NAMED: Final = _named_in(values, article, actors, corpora)
"""The scalar types that have a name in the models; a word list has none, since it depends on the kind of event."""
