"""One source, many parts: whatever a field of a model may be, the codec, the schema and the strategies know it.

A field is added in its class alone. Where one of the parts does not know its type or one of its marks, a test here fails
and says which.
"""

import inspect
from collections.abc import Mapping
from datetime import date
from typing import Annotated

import attrs
import pytest

import newscorpus.models
from newscorpus import Article, Manifest, make_converter, testing
from newscorpus import json_schema as schema
from newscorpus.codec import compiled, containers, scalars, structure, vocabularies
from newscorpus.interchange.tables import nested
from newscorpus.interchange.tables import rows as tables
from newscorpus.models import corpus, metadata
from newscorpus.models.base import Model
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import Doc
from newscorpus.models.validation import add_validators

MODELS = [
    cls
    for module in (newscorpus.models, corpus)
    for cls in vars(module).values()
    if isinstance(cls, type) and issubclass(cls, Model) and attrs.has(cls)
]
FIELDS = [(cls, field) for cls in dict.fromkeys(MODELS) for field in fields_of(cls)]
PARTS = {
    "schema": [schema.builder, schema.parts],
    "codec": [structure, containers, scalars, vocabularies],
    "fast path": [compiled],
    "strategies": [testing, testing.scalars],
}
FOR_EDITORS = dict.fromkeys(
    (metadata.ArticlePath, metadata.ContextOf, metadata.FilePath, metadata.RuleName),
    "says what editors complete; a rule judges it",
)
NOT_THEIRS = {
    "schema": {
        metadata.Required: "Field.required says it",
        metadata.AlwaysWritten: "says how it is written",
        metadata.UsuallyOne: "says how it is written",
        metadata.Ref: "no schema can say it",
        metadata.InText: "no schema can say it",
        metadata.Trimmed: "a rule judges it",
        metadata.LocationOnly: "says how it is compared",
        metadata.Computed: "a file may give it",
        Doc: "Field.doc gives it",
        **FOR_EDITORS,
    },
    "codec": {
        metadata.Required: "Field.required says it",
        metadata.AlwaysWritten: "the writer knows it",
        metadata.UsuallyOne: "the writer knows it",
        metadata.Ref: "a rule judges it",
        metadata.InText: "a rule judges it",
        metadata.Trimmed: "a rule judges it",
        metadata.LocationOnly: "says how it is compared",
        metadata.Computed: "a file may give it",
        metadata.Pattern: "by Type.constraints",
        metadata.OneOf: "by Type.constraints",
        metadata.Range: "by Type.constraints",
        Doc: "Field.doc gives it",
        **FOR_EDITORS,
    },
    "strategies": {
        metadata.Required: "the constructor has a default",
        metadata.AlwaysWritten: "says how it is written",
        metadata.UsuallyOne: "says how it is written",
        metadata.KeyPatterns: "_identifiers makes them",
        metadata.Omit: "manifests() leaves them out",
        Doc: "says nothing of values",
        **FOR_EDITORS,
    },
}
NOT_THEIRS["fast path"] = {**NOT_THEIRS["codec"], metadata.Vocabulary: "CorpusTerms.terms knows it"}
"""What a part has not to know, and why."""


def all_marks(kind: Type):
    yield from map(type, kind.marks)
    for inner in (*kind.args, *kind.choices):
        yield from all_marks(inner)


def test_every_part_knows_every_field():
    """Its type and marks: else it would be read without its constraint, or a schema would accept what the codec refuses."""
    for cls, field in FIELDS:
        assert field.doc, field.name
        assert schema.Builder().build(field.type, cls)
        (bound,) = [one.type for one in vocabularies.bound_fields(cls) if one.name == field.name]
        assert make_converter().get_structure_hook(bound)
        world = testing._World(Manifest(name="default"), "words of the article", ("anna",), ("talks",))
        assert testing._present(field.type, cls, world) is not None
        for name, modules in PARTS.items():
            values = [value for module in modules for value in vars(module).values()]
            known = {value for value in values if inspect.isclass(value)} | NOT_THEIRS[name].keys()
            for mark in all_marks(field.type):
                assert mark in known, f"{cls.__name__}.{field.name}: the {name} know nothing of {mark.__name__}"


def test_a_type_that_no_part_knows_is_an_error_that_names_the_field():
    with pytest.raises(TypeError, match=r"Wrong\.blob: <class 'bytes'>: no type that a model may have"):

        @attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
        class Wrong(Model):
            blob: Annotated[bytes, Doc("bytes")]

    with pytest.raises(TypeError, match=r"Mute\.name: a field needs a meaning"):

        @attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
        class Mute(Model):
            name: str


def reachable(cls):
    """The models that an article is made of."""
    yield cls
    kinds = newscorpus.models.KINDS.values() if cls is newscorpus.models.Event else (cls,)
    for kind in kinds:
        for field in fields_of(kind):
            for inner in (field.type, *field.type.args, *(a for t in field.type.args for a in t.args)):
                if attrs.has(inner.base):
                    yield from reachable(inner.base)
    yield from kinds


def test_tables_hold_every_field():
    """The nested table any, the flat tables all those of articles: as columns, as a table, or in `quotes`."""
    pytest.importorskip("pyarrow")
    docs = {c.doc for table in tables.TABLES.values() for c in table.columns}
    docs |= {table.doc for table in tables.TABLES.values()}
    of_articles = set(reachable(Article))
    for cls, field in FIELDS:
        assert nested.shape(field.type).type is not None, field.name
        if cls not in of_articles or field.type.mark(metadata.LocationOnly) or field.name == "id":
            continue
        quotes = field.type.base is tuple and field.type.args[0].base is newscorpus.models.Quote
        single = attrs.has(field.type.base)  # its own fields are columns
        either = f"{field.doc}; null if it is none of the actors"  # in `subjects`, a table of its own
        assert quotes or single or field.doc in docs or either in docs, field.name


@pytest.mark.parametrize(
    ("kind", "flat", "held"),
    [
        (tuple[tuple[str, ...], ...], False, True),
        (Mapping[str, Mapping[str, str]], False, True),
        (str | date, False, False),
    ],
)
def test_a_field_that_no_table_can_hold_is_an_error_that_names_it(kind, flat, held):
    pytest.importorskip("pyarrow")

    @attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
    class Odd(Model):
        deep: Annotated[kind, Doc("lists of lists, or such")]

    def builds(make):
        try:
            make()
        except TypeError as e:
            assert str(e).startswith("Odd.deep: ")  # noqa: PT017 - either may be
            return False
        return True

    assert builds(lambda: nested.struct(Odd)) == held
    key = tables._RowKey((), ("x",), 0)
    assert builds(lambda: tables._plan("odds", "odd", (), key, lambda *_: (), Type(Odd), (), "Odd")) == flat


def test_a_field_that_the_schema_cannot_say_is_an_error_that_names_it():
    @attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
    class Odd(Model):
        either: Annotated[
            Annotated[str, metadata.Pattern("a", "a")] | Annotated[str, metadata.Pattern("b", "b")], Doc("two")
        ]

    with pytest.raises(TypeError, match=r"Odd\.either: no JSON Schema is known for its type"):
        schema.Builder().build_object(Odd)


def test_the_marks_of_keys_are_known_to_the_schema():
    @attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
    class Tag(Model):
        SHORT = metadata.ShortForm(long="word", key="word", value="weight")

        word: Annotated[str, metadata.Pattern("[a-z]+", "letters"), Doc("the word")]
        weight: Annotated[int | None, metadata.Range(0, 9), Doc("its weight")] = None
        parts: Annotated[Mapping[str, tuple[bool, ...]], Doc("a plain table")] = attrs.field(factory=dict)

    made = schema.Builder().build_object(Tag)
    assert made["properties"]["weight"] == {"type": "integer", "minimum": 0, "maximum": 9, "description": "its weight"}
    pair = schema.Builder()._value(Tag)["then"]["else"]
    assert pair["propertyNames"]["pattern"] == "^(?:[a-z]+)$(?!\\n)"


def test_a_type_that_no_table_knows_is_an_error():
    with pytest.raises(TypeError, match="no Arrow type is known"):
        nested.shape(Type(bytes))
