"""The schema of a draft: what a language model should write of an article, and nothing else.

A draft has no offsets and no short forms: quotes are strings, and lists of pairs stand for mappings. A closed
schema can say that, and a language model writes it in one way only. What does not apply is an empty string,
`none` or an empty list: with `null` or optional fields, the schema would be over the limits of vendors. The package
`drafts` reads and writes drafts.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from newscorpus.codec.short_forms import is_table
from newscorpus.codec.vocabularies import CorpusTerms, bound_fields
from newscorpus.errors import UsageError
from newscorpus.json_schema.parts import Schema, attribute
from newscorpus.models import KINDS, Actor, ActorRelation, Article, Claim, Event, Incident, Manifest, Meeting
from newscorpus.models.count import Count
from newscorpus.models.fields import Field, Type
from newscorpus.models.manifest import Attribute
from newscorpus.models.metadata import Attributes, NotEmpty, Vocabulary
from newscorpus.models.values import Participant, Place, Quote, Role, Thing, When

NONE: Final = "none"
"""What a draft has in place of a term that does not apply."""

_EVENT: Final = "id evidence triggers type title status participants things when places topics relations"
FIELDS: Final[Mapping[type, tuple[str, ...]]] = {
    cls: tuple(f"{names} attributes".split())
    for cls, names in {
        Article: "language published headline actors events claims",
        Actor: "id name kind named aliases mentions roles relations country sector",
        Event: _EVENT,
        Meeting: f"{_EVENT} outcome",
        Incident: f"{_EVENT} casualties",
        Claim: "quote by cue at via about stance when",
        When: "text edtf",
        Place: "name country",
        Role: "title org",
        ActorRelation: "other evidence",
        Thing: "text value",
        Count: "text count by",
    }.items()
}
"""The fields of each model that a draft has, in the order in which it has them. What is first helps with the rest."""

PAIRS: Final = {
    "participants": ("role", "actors"),
    "things": ("role", "things"),
    "relations": ("relation", "others"),
    "casualties": ("harm", "counts"),
}
"""The names of a key and of its values in a draft, which has a list of pairs in place of the mapping of a field."""


def drafted_fields(cls: type) -> list[Field]:
    """Return the fields of a model that a draft has."""
    fields = {field.name: field for field in bound_fields(cls)}
    return [fields[name] for name in FIELDS[cls] if name in fields]


# --- vendors ---------------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Vendor:
    """What the structured outputs of a vendor allow in a schema, by its documentation of 2026."""

    keywords: frozenset[str]
    """The keywords that it takes, of those that a draft can use."""
    depth: int = 100
    """How deep objects and lists may be nested."""
    properties: int = 100_000
    """How many properties there may be in all."""
    terms: int = 100_000
    """How many values there may be in all enumerations."""


_CLOSED: Final = ("$defs", "additionalProperties")
VENDORS: Final = {
    "plain": Vendor(keywords=frozenset((*_CLOSED, "$schema", "minItems", "title"))),
    # Every object is closed, and all properties are required.
    "openai": Vendor(keywords=frozenset((*_CLOSED, "minItems")), depth=10, properties=5000, terms=1000),
    # Neither lengths nor patterns; at most 16 unions and 24 optional fields, of which a draft has none.
    "anthropic": Vendor(keywords=frozenset(_CLOSED)),
    # A subset of OpenAPI, without references; properties are written in their alphabetical order unless told.
    "gemini": Vendor(keywords=frozenset(("minItems", "propertyOrdering", "nullable"))),
}
"""The flavours of the schema by name."""


def build_draft(manifest: Manifest | None, vendor: str = "plain") -> Schema:
    """Return the schema of a draft for a vendor, with the terms and attributes of a corpus.

    Raises:
        UsageError: If the corpus has more terms than the vendor allows, or there is no such vendor.
    """
    if vendor not in VENDORS:
        raise UsageError(f"no draft schema for {vendor!r}: {', '.join(VENDORS)}")
    allowed = VENDORS[vendor]
    builder = _DraftBuilder(manifest, allowed)
    schema = builder.object(Article)
    if "$defs" in allowed.keywords:
        schema["$defs"] = builder.defs
    _require_limits(vendor, schema)
    return schema


def _require_limits(name: str, schema: Schema) -> None:
    vendor, (depth, properties, terms) = VENDORS[name], measured(schema)
    for counted, count, most in (
        ("levels of nesting", depth, vendor.depth),
        ("properties", properties, vendor.properties),
        ("terms", terms, vendor.terms),
    ):
        if count > most:
            raise UsageError(f"the draft schema has {count:,} {counted}; {name} allows {most:,}")


def measured(schema: Schema) -> tuple[int, int, int]:
    """Return how deep a schema is nested, and how many properties and values of enumerations it has."""
    defs = schema.get("$defs", {})

    def walk(part: Schema, depth: int) -> tuple[int, int, int]:
        part = defs[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        below = [*part.get("properties", {}).values(), *part.get("anyOf", ()), *filter(None, [part.get("items")])]
        inner = [walk(part_below, depth + ("anyOf" not in part)) for part_below in below]
        return (
            max(depth, *(sizes[0] for sizes in inner)) if inner else depth,
            len(part.get("properties", ())) + sum(sizes[1] for sizes in inner),
            len(part.get("enum", ())) + sum(sizes[2] for sizes in inner),
        )

    return walk(schema, 1)


# --- parts -----------------------------------------------------------------------------------------------------------


class _DraftBuilder:
    """Builds the parts of one schema; `defs` collects those that several fields share."""

    def __init__(self, manifest: Manifest | None, vendor: Vendor) -> None:
        self.defs: dict[str, Schema] = {}
        self._terms = CorpusTerms(manifest)
        self._has_registry = manifest is not None and bool(manifest.actors)
        self._vendor = vendor

    def object(self, cls: type, kind: str | None = None) -> Schema:
        """Return the schema of an object of a model; of a kind of event, if one is given."""
        properties: dict[str, Schema] = {"kind": {"type": "string", "enum": [kind]}} if kind else {}
        for field in drafted_fields(cls):
            if schema := self._field(field):
                properties[field.name] = {**schema, **self._described(field, schema)}
        title = {"title": cls.__name__.lower()} if "title" in self._vendor.keywords else {}
        return {**title, **self._closed(properties)}

    def _described(self, field: Field, schema: Schema) -> Schema:
        # For vendors, a reference has no keywords beside it.
        return {} if "$ref" in schema and "title" not in self._vendor.keywords else {"description": brief(field.doc)}

    def _closed(self, properties: dict[str, Schema]) -> Schema:
        order = {"propertyOrdering": list(properties)} if "propertyOrdering" in self._vendor.keywords else {}
        closed = {"additionalProperties": False} if "additionalProperties" in self._vendor.keywords else {}
        return {"type": "object", "properties": properties, "required": list(properties), **closed, **order}

    def _shared(self, name: str, schema: Schema) -> Schema:
        if "$defs" not in self._vendor.keywords:
            return schema
        self.defs[name] = schema
        return {"$ref": f"#/$defs/{name}"}

    def _field(self, field: Field) -> Schema | None:
        kind = field.type
        if mark := kind.mark(Attributes):
            return self._attributes(mark.owner)
        if kind.base is Mapping and not is_table(kind):
            return self._list(self._pair(field))
        schema = self._value(kind, optional=not field.required and not field.default)
        if schema.get("type") == "array" and kind.mark(NotEmpty) and "minItems" in self._vendor.keywords:
            schema["minItems"] = 1
        return schema

    def _value(self, kind: Type, *, optional: bool) -> Schema:
        if kind.base is tuple:
            return self._list(self._value(kind.args[0], optional=False))
        if kind.base is Mapping:
            cls = kind.args[1].base
            return self._list(self._event() if cls is Event else self.object(cls))
        if kind.base in (Quote, Participant):  # a participant is the id of an actor alone
            return {"type": "string"}
        if attrs.has(kind.base):
            return self._shared(kind.base.__name__, self.object(kind.base))
        if kind.mark(Vocabulary):
            words = list(self._terms.terms(kind) or ())
            return {"type": "string", "enum": [*words, NONE] if optional and NONE not in words else words}
        assert kind.base is not date, "computed days are not drafted"
        return {"type": "boolean" if kind.base is bool else "string"}

    def _list(self, item: Schema) -> Schema:
        return {"type": "array", "items": item}

    def _event(self) -> Schema:
        return {"anyOf": [self.object(cls, kind) for kind, cls in KINDS.items()]}

    def _pair(self, field: Field) -> Schema:
        keys, values = field.type.args
        key, value = PAIRS[field.name]
        terms = {"type": "string", "enum": list(self._terms.terms(keys) or ())}
        return self._closed({key: terms, value: self._value(values, optional=False)})

    def _attributes(self, owner: str) -> Schema | None:
        declared = self._terms.attributes(owner)
        if not declared:
            return None
        # The registry may have those that are required of an actor.
        open_ = owner == "actor" and self._has_registry
        return self._closed({name: self._attribute(attribute, optional=open_) for name, attribute in declared.items()})

    def _attribute(self, declared: Attribute, *, optional: bool) -> Schema:
        schema = {key: value for key, value in attribute(declared).items() if key in ("type", "description", "enum")}
        if schema["type"] != "string" and "enum" in schema:
            del schema["enum"]
        if declared.required and not optional:
            return schema
        if "nullable" in self._vendor.keywords:
            return {**schema, "nullable": True}
        about = {"description": schema.pop("description")} if "description" in schema else {}
        return {"anyOf": [schema, {"type": "null"}], **about}


_ASIDE: Final = re.compile(r"(?:[:;]|\. ).*", re.DOTALL)


def brief(doc: str) -> str:
    """Return what a field means, without the remarks on how files have it."""
    short = _ASIDE.sub("", doc)
    return short if " " in short else doc
