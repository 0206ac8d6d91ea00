"""The fields of the models, as tables."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from made.terms import link
from made.text import cell
from newscorpus import models
from newscorpus.api.vocabulary import codebook
from newscorpus.models import corpus, labels, manifest, mapping
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import IntegerAsText, InText, NotEmpty, OneOf, Pattern, Ref, Rest, Vocabulary
from newscorpus.models.vocabulary import DEFAULT

MODELS: Final = {
    cls.__name__: cls
    for module in (models, manifest, corpus, mapping, labels)
    for cls in vars(module).values()
    if isinstance(cls, type) and attrs.has(cls)
}
_IN_CONFIGURATION: Final = frozenset(
    {"Manifest", "Vocabularies", "KindWords", "Attribute", "AttributeDeclarations", "Checks", "Expect", "Publication"}
)
"""Models whose fields are on the page about `corpus.yaml`."""
_PAGES: Final = {
    "configuration": _IN_CONFIGURATION,
    "mapping": {name for name, cls in MODELS.items() if cls.__module__ in (mapping.__name__, labels.__name__)},
}
"""Pages with the models whose fields are there; all others are on that of the file format."""


def fields(name: str) -> Iterator[str]:
    """The fields of a model as a table: name, what it contains, what it means."""
    yield "| field | contains | meaning |"
    yield "| --- | --- | --- |"
    for field in fields_of(MODELS[name]):
        required = " **required**" if field.required else ""
        name = "every other key" if field.type.mark(Rest) else f"`{field.name}`"
        yield f"| {name}{required} | {contents(field.type)} | {cell(field.doc)} |"


def contents(kind: Type) -> str:
    """What a field of that type contains, in words."""
    if kind.choices:
        return " or ".join(contents(choice) for choice in kind.choices)
    if kind.base is tuple:
        return f"list of {contents(kind.args[0])}{', at least one' if kind.mark(NotEmpty) else ''}"
    key_and_value = kind.args if kind.base not in (tuple, None) else ()
    if len(key_and_value) == 2:
        return f"{contents(key_and_value[0])} → {contents(key_and_value[1])}"
    return _scalar(kind)


def python_type(kind: Type) -> str:
    """The Python type of a field of that type: `tuple[Quote, ...]`."""
    inner = [python_type(part) for part in (*kind.choices, *kind.args)]
    if kind.choices:
        name = " | ".join(inner)
    elif kind.base is tuple:
        name = f"tuple[{inner[0]}, ...]"
    elif kind.base is Mapping:
        name = f"Mapping[{', '.join(inner)}]"
    else:
        name = getattr(kind.base, "__name__", str(kind.base))
    return f"{name} | None" if kind.optional else name


def default(value: Any) -> str:
    """A default, as a signature shows it."""
    return "{}" if isinstance(value, Mapping) else repr(value)


def _scalar(kind: Type) -> str:
    listed, ref, pattern, one_of = (kind.mark(mark) for mark in (Vocabulary, Ref, Pattern, OneOf))
    if listed and listed.name in codebook():
        return f"a term of {link(listed.name)}"
    if listed:
        return " or ".join(f"`{word}`" for word in DEFAULT.get(listed.name))
    if ref:
        return f"id of an {' or '.join(ref.to)}"
    if kind.mark(InText) and kind.base is str:
        return "words of the article"
    if pattern or one_of:
        return cell((pattern or one_of).expects)
    if attrs.has(kind.base):
        name = kind.base.__name__
        page = next((page for page, names in _PAGES.items() if name in names), "file-format")
        return f"[{name}]({page}.md#{name.lower()})"
    if kind.mark(IntegerAsText):
        return "string, or a plain integer"
    return {str: "string", int: "integer", float: "number", bool: "true or false"}.get(kind.base, _other(kind))


def _other(kind: Type) -> str:
    return "string, number, true or false" if kind.base is models.fields.Scalar else kind.base.__name__
