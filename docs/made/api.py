"""The public names of the package, from their signatures and docstrings."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final, Literal, get_args, get_origin

import attrs

import newscorpus
from made.fields import default, python_type
from made.text import cell, wrapped
from newscorpus.diagnostics.report import INTERNAL
from newscorpus.models.base import Model
from newscorpus.models.fields import fields_of

_SECTION: Final = re.compile(r"^(Args|Attributes|Returns|Yields|Raises|Example):{1,2}\n", re.MULTILINE)
_ITEM: Final = re.compile(r"^(\**\w+)(?: \([^)]*\))?: ", re.MULTILINE)
_BETTER: Final = (
    (re.compile(r"\b(?:newscorpus|collections|typing)\.(?:[a-z_]+\.)*(?=[A-Z])"), ""),
    (re.compile(r"<(\w+\.\w+): [^>]+>"), r"\1"),
    (re.compile(r"'([a-z]+\.[A-Z]\w*)'"), r"\1"),
    (re.compile(r"Union\[(.*), NoneType\]"), lambda found: f"{found[1].replace(', ', ' | ')} | None"),
)
"""What `inspect` writes, and what is written instead."""
_INTERNAL: Final = frozenset({"fill", "from_rule", "of_file"})
"""Methods that only the package calls."""
_TITLES: Final = {"Args": "Parameters", "Attributes": "Attributes"}


def api(*names: str) -> Iterator[str]:
    """The named functions and classes: public names of `newscorpus`, or dotted paths in it."""
    for name in names:
        yield from _entry(name.rpartition(".")[2], _find(name), "###")


def _find(name: str) -> Any:
    module, _, last = name.rpartition(".")
    return getattr(import_module(f"newscorpus.{module}") if module else newscorpus, last)


def _entry(name: str, thing: Any, heading: str) -> Iterator[str]:
    yield f"{heading} {name}"
    yield ""
    if get_origin(thing) is Literal:
        yield from _literal(name, get_args(thing))
        return
    doc = inspect.getdoc(thing) or ""
    if inspect.isclass(thing):
        yield from _class(name, thing, doc)
        return
    signature = f"{name.rpartition('.')[2]}{_signature(thing)}" if callable(thing) else _property(name, thing)
    yield from ("```py", signature, "```", "")
    yield from _docstring(doc)


def _literal(name: str, values: tuple[str, ...]) -> Iterator[str]:
    yield from wrapped(f"For type checkers: {', '.join(f'`{value}`' for value in values)}.")
    yield ""
    yield from _section("Example", f'{name.lower()}: nc.{name} = "{values[0]}"')


def _property(name: str, thing: property) -> str:
    returned = inspect.signature(thing.fget).return_annotation if thing.fget else ""
    return f"{name.rpartition('.')[2]}: {_type(returned)}"


def _class(name: str, cls: type, doc: str) -> Iterator[str]:
    text, *sections = _sections(doc)
    yield from _prose(text[1])
    described = list(_fields(cls))
    if described:
        yield "| field | type | meaning |"
        yield "| --- | --- | --- |"
        yield from (f"| `{field}` | `{cell(kind)}` | {cell(meaning)} |" for field, kind, meaning in described)
        yield ""
    for title, body in sections:
        yield from _section(title, body)
    for member, thing in vars(cls).items():
        if (
            not member.startswith("_")
            and member not in _INTERNAL
            and (inspect.isfunction(thing) or isinstance(thing, property | classmethod))
        ):
            yield from _entry(f"{name}.{member}", getattr(cls, member), "####")


def _fields(cls: type) -> Iterator[tuple[str, str, str]]:
    """Name, type and meaning of each field: of a model from its annotations, of others from the strings below them."""
    if issubclass(cls, Model) or cls is newscorpus.Corpus:
        for field in fields_of(cls):
            optional = "" if field.default is attrs.NOTHING else f" = {default(field.default)}"
            yield field.name, f"{python_type(field.type)}{optional}", field.doc
    elif attrs.has(cls):
        body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0].body  # type: ignore[attr-defined]
        hidden = {field.name for field in attrs.fields(cls) if field.name.startswith("_") or INTERNAL in field.metadata}
        for node, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.AnnAssign) and node.target.id not in hidden:  # type: ignore[union-attr]
                value = getattr(getattr(following, "value", None), "value", "")
                meaning = value if isinstance(following, ast.Expr) and isinstance(value, str) else ""
                yield node.target.id, ast.unparse(node.annotation), " ".join(meaning.split())  # type: ignore[union-attr]


def _signature(function: Any) -> str:
    """The signature, one parameter per line if it is long."""
    found = inspect.signature(function)
    parameters = [_clean(one) for one in _with_marker(found) if one != "self"]
    returned = f" -> {_type(found.return_annotation)}" if found.return_annotation is not found.empty else ""
    short = f"({', '.join(parameters)}){returned}"
    return short if len(short) < 80 else "(\n" + "".join(f"    {one},\n" for one in parameters) + f"){returned}"


def _with_marker(found: inspect.Signature) -> Iterator[str]:
    """The parameters, with `*` before those that are given by keyword."""
    by_keyword = False
    for one in found.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not by_keyword:
            by_keyword = True
            yield "*"
        yield str(one)


def _type(annotation: Any) -> str:
    return _clean(annotation if isinstance(annotation, str) else inspect.formatannotation(annotation))


def _clean(text: str) -> str:
    """Types as people write them: `Article` for `newscorpus.models.article.Article`, `Severity.ERROR` for its repr."""
    for pattern, better in _BETTER:
        text = pattern.sub(better, text)
    return text


def _docstring(doc: str) -> Iterator[str]:
    for title, body in _sections(doc):
        yield from _section(title, body) if title else _prose(body)


def _sections(doc: str) -> list[tuple[str, str]]:
    """Title and text of each section; the first has no title."""
    pieces = _SECTION.split(doc)
    return [("", pieces[0].strip())] + [
        (title, textwrap.dedent(body).strip("\n")) for title, body in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


def _section(title: str, body: str) -> Iterator[str]:
    if title == "Example":
        code = body.strip("\n")
        head = ("import newscorpus as nc", "") if "nc." in code else ()
        yield from ("**Example**", "", "```python", *head, code, "```", "")
    elif title in ("Returns", "Yields"):
        yield from wrapped(f"**{title}**: {body}")
        yield ""
    else:
        yield f"**{_TITLES.get(title, title)}**"
        yield ""
        pieces = _ITEM.split(body)
        for item, meaning in zip(pieces[1::2], pieces[2::2], strict=True):
            named = f"[{item}](#{item.lower()})" if title == "Raises" and item in newscorpus.__all__ else f"`{item}`"
            yield from wrapped(f"- {named}: {meaning}", indent="  ")
        yield ""


def _prose(text: str) -> Iterator[str]:
    for paragraph in filter(None, re.split(r"\n\n+", text)):
        yield from paragraph.split("\n")
        yield ""
