"""Errors in the structure of data, their messages for people who write YAML by hand, and values in their place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NoReturn, TypeVar

import attrs

from newscorpus.diagnostics.report import Path, path_text
from newscorpus.formats.document import INVALID, NonDecimalInt
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Actor, Article, Claim, Event, Manifest, edtf
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.frozen import EMPTY, assemble
from newscorpus.models.metadata import Scalar, Vocabulary
from newscorpus.models.validation import expected
from newscorpus.text.suggest import as_id
from newscorpus.text.words import pattern, singular

T = TypeVar("T")


@attrs.frozen
class StructureError:
    """One malformed value, or one malformed key of a mapping (`at_key`)."""

    path: Path
    code: str
    message: str
    help: str | None = None
    at_key: bool = False
    missing: str | None = None
    """The field that is missing; `path` then leads to the object that lacks it."""
    meant: str | None = None
    """The field that an unknown field most likely stands for."""
    instead: tuple[str, Any] | None = None
    """The value in the file, and the value that would most likely be right."""
    as_text: bool = False
    """Whether the value would be right as text, in quotes."""
    subject: str | None = None
    """If the message is a predicate: what sort of object its subject, the value at the path, is; may be empty."""
    silent: bool = False
    """Not to be reported, since another error reports the cause; kept so that no rule judges what depends on it."""

    @property
    def headline(self) -> str:
        """The message as a sentence that is clear without its context."""
        if self.subject is None:
            return self.message
        kind = "" if self.path and self.subject == self.path[-1] else self.subject
        return f"{' '.join(filter(None, (kind, _name(self.path, self.subject))))} {self.message}"

    @property
    def broken(self) -> Path:
        """The path at which the model has a placeholder or a default."""
        if self.meant:
            return (*self.path[:-1], self.meant)
        return (*self.path, self.missing) if self.missing else self.path


class StructureErrors(ValueError):  # noqa: N818 - plural: it carries all of them
    """All errors of one value.

    Attributes:
        value: The partial model: what could be made of the data, with placeholders for the rest.
        errors: The errors, in the order of the file, with paths relative to the value.
    """

    def __init__(self, value: Any, errors: list[StructureError]) -> None:
        self.value = value
        self.errors = errors

    def __str__(self) -> str:
        reported = [error for error in self.errors if not error.silent]
        lines = [f"{path_text(error.path) or 'the document'}: {error.headline}" for error in reported]
        help_ = (f"; {error.help}" if error.help else "" for error in reported)
        return "\n".join(map("".join, zip(lines, help_, strict=True)))

    def below(self, step: str | int) -> list[StructureError]:
        """Return the errors with paths that begin one step higher."""
        return [attrs.evolve(error, path=(step, *error.path)) for error in self.errors]


def accept(value: T, errors: list[StructureError]) -> T:
    """Return `value`; raise StructureErrors with it if there are errors."""
    if errors:
        raise StructureErrors(value, errors)
    return value


def refuse(code: str, message: str, value: Any, **more: Any) -> NoReturn:
    """Raise one error; `value` takes the place of the refused value in the model."""
    raise StructureErrors(value, [StructureError((), code, message, **more)])


def refuse_nothing(value: Any) -> NoReturn:
    """Refuse a null; `value` takes its place in the model."""
    refuse("NC103", "is empty", value, help="add a value, or delete the key", subject="")


def mistyped(kind: Type, value: Any, wrong_in_quotes: str | None = None, advice: str | None = None) -> NoReturn:
    """Refuse a value of the wrong type.

    Args:
        kind: The type that is expected.
        value: The value.
        wrong_in_quotes: Why the value would be wrong as a string, too, if it would be.
        advice: How to write what was most likely meant, if that is known.
    """
    if value is INVALID:
        raise StructureErrors(placeholder(kind), [StructureError((), "NC103", "", silent=True)])
    if value is None:
        refuse_nothing(placeholder(kind))
    quotable = kind.base is str and type(value) in (int, NonDecimalInt, float, bool) and not wrong_in_quotes
    hint = advice or (PUT_IN if quotable else wrong_in_quotes)
    if type(value) is str and kind.base in (int, float, bool):
        meant = _BOOLEANS.get(value.lower())
        otherwise = (f"write `{meant}`" if meant else "write `true` or `false`") if kind.base is bool else None
        hint = TAKE_OUT if _would_be(kind.base, value.strip()) else otherwise
    unquoted = _unquoted(kind, value) if type(value) is str else None
    instead = (value, unquoted) if unquoted is not None else None
    message = f"must be {expected(kind)}, not {described(value)}"
    refuse("NC103", message, placeholder(kind), help=hint, instead=instead, as_text=quotable, subject="")


def described(value: Any) -> str:
    """Describe a value of the wrong type: "the number `5`", "a list"."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if not isinstance(value, str | int | float):
        return f"a value of type `{type(value).__name__}`"
    if isinstance(value, bool):
        return f"the boolean {shown(str(value).lower())}"
    return f"the {'string' if isinstance(value, str) else 'number'} {shown(value)}"


def respell(value: str, constraints: Sequence[Any]) -> tuple[str, Any] | None:
    """Return `value` and the valid value that it most likely means; None if there is none."""
    if len(value) > 100:
        return None
    meant = [constraint.meant(value) for constraint in constraints if getattr(constraint, "meant", None)]
    cases = (
        () if any(getattr(constraint, "cased", False) for constraint in constraints) else (value.upper(), value.lower())
    )
    # A URL in which a hyphen takes the place of a space leads to another page.
    others = () if "://" in value else (as_id(value),)
    for candidate in (value.strip(), *meant, *cases, edtf.respelt(value), *others):
        is_valid = type(candidate) is int or (
            candidate and not any(constraint.complaint(candidate) for constraint in constraints)
        )
        if is_valid and candidate != value:
            return value, candidate
    return None


def _unquoted(kind: Type, text: str) -> Any:
    """Return the number or boolean that `text` has in quotes, if one is expected."""
    if kind.base is bool:
        return _TRUTH.get(text)
    # What a file would have in other digits, such as `3.10`, is left alone.
    if kind.base in (int, float) and _INTEGER.fullmatch(text) and str(int(text)) == text:
        return int(text)
    return float(text) if kind.base is float and _NUMBER.fullmatch(text) and str(float(text)) == text else None


def _would_be(base: type, text: str) -> bool:
    """Tell whether text would be of that type without its quotes."""
    if base is bool:
        return text in _TRUTH
    return (_NUMBER if base is float else _INTEGER).fullmatch(text) is not None


def is_integer(text: str) -> bool:
    """Tell whether text would be an integer without its quotes."""
    return _DIGITS.fullmatch(text) is not None


PUT_IN: Final = "put it in quotes"
TAKE_OUT: Final = "take it out of quotes"
_BOOLEANS: Final = {"yes": "true", "on": "true", "no": "false", "off": "false", "true": "true", "false": "false"}
"""What strings mean that are booleans elsewhere."""
_TRUTH: Final = {"true": True, "false": False}
_DIGITS: Final = pattern("0|[1-9][0-9]{0,17}")
_INTEGER: Final = pattern(f"[-+]?(?:{_DIGITS.pattern})")
_NUMBER: Final = pattern(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


def missing(field: Field, cls: type, *, silent: bool) -> StructureError:
    """Return the error that an object of `cls` lacks a field."""
    hint = None
    if cls is Article and field.name == "format":
        hint = "begin the file with `format: newscorpus/1`"
    hint = hint or f"add `{field.name}`: {field.doc}"
    return StructureError(
        (), "NC102", f"has no `{field.name}`", hint, at_key=True, missing=field.name, subject=noun(cls), silent=silent
    )


def _name(path: Path, kind: str) -> str:
    """Name the value at a path: `headline`, item 2 of `aliases`; of a known kind of object: `talks`, 2."""
    if not path:
        return "" if kind else "document"
    if type(path[-1]) is int:
        number = path[-1] + 1
        return str(number) if kind else f"item {number} of `{next(s for s in reversed(path) if type(s) is str)}`"
    return f"`{path[-1]}`"


def as_mapping(data: Any, keys: Iterable[str], vocabulary: Vocabulary | None) -> str | None:
    """Say how to write a string, or a list of strings, as a mapping.

    Args:
        data: The value that should be a mapping.
        keys: The keys that the mapping may have, the usual one first.
        vocabulary: What the keys are terms of, if they are.

    Returns:
        The advice; None if it is not known which key is meant, or the value has no short form.
    """
    items = data if type(data) is list else [data]
    key = next(iter(keys), None)
    if key is None or not items or not all(type(item) is str and len(item) < _LONGEST for item in items):
        return None
    written = [inline(item, flow=True) for item in items]
    value = written[0] if len(written) == 1 else f"[{', '.join(written)}]"
    advice = f"write `{{{key}: {value}}}`"
    if vocabulary is None:
        return advice
    return f"{advice}, or another {singular(vocabulary.name)} (`newscorpus terms {vocabulary.name}` lists them)"


_LONGEST: Final = 100
"""Code points of a value that an advice repeats."""


def plural(word: str) -> str:
    """Return the plural: `events`."""
    return f"{word}s"


def noun(cls: type) -> str:
    """Return the name of a class for messages: `event`, `attribute declarations`."""
    if cls is Manifest:
        return "`corpus.yaml`"
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


def named(cls: type) -> str:
    """Return the name of a class with its article: `an event`, `attribute declarations`."""
    words = noun(cls)
    return words if words.endswith(("s", "`")) else with_article(words)


def misplaced(cls: type, name: str, value: Any) -> str | None:
    """Return where an unknown field of a class belongs, if it is one of an article, or an entry of a table of it."""
    if cls is not Article:
        is_of_article = issubclass(cls, Actor | Claim | Event) and name in _OF_ARTICLE
        advice = f"{shown(name)} is a field of an article: move it out of the {noun(cls)}, to the top"
        return advice if is_of_article else None
    keys = value.keys() if isinstance(value, dict) else frozenset()
    table = "events" if keys & {"evidence", "type"} else "actors" if keys & {"name", "aliases"} else None
    return f"if it is one of the {shown(table)}, move it there: indent it more than `{table}:`" if table else None


_OF_ARTICLE: Final = frozenset(field.name for field in fields_of(Article))


def strange_space(key: str) -> str | None:
    """Return the advice for a key that holds its value, since the space behind its colon is none for YAML."""
    match = re.match(r"([a-z_]+):\s", key)
    return (
        f"the space behind `{match[1]}:` is another character, such as a no-break space: replace it" if match else None
    )


def id_advice(item: Mapping[Any, Any]) -> str:
    """Return how to name an item of a table without an `id`; its first key may be its id, with a dash before it."""
    key, value = next(iter(item.items()), ("", ""))
    if type(key) is str and (value is None or isinstance(value, dict)):
        return f"delete the dash before {shown(key)}, if that is its id; or write `- id: {key}`"
    return "add `id`: the name by which the rest of the file refers to it"


def with_article(word: str) -> str:
    """Return a word with its article: `an event`."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def shown(value: Any) -> str:
    """Return a value as messages show it, cropped."""
    text = str(value)
    return f"`{text[:57]}…`" if len(text) > 60 else f"`{text}`"


def placeholder(kind: Type) -> Any:
    """Return an empty value of that type, for a required field that is malformed."""
    if kind.optional:
        return None
    if kind.choices:
        return placeholder(kind.choices[0])
    if kind.base is tuple:
        return ()
    if kind.base is Mapping:
        return EMPTY
    if attrs.has(kind.base):
        required = [f for f in fields_of(kind.base) if f.default is attrs.NOTHING]
        return assemble_with_defaults(kind.base, {f.attribute: placeholder(f.type) for f in required})
    return {str: "", int: 0, bool: False, float: 0.0, Scalar: "", date: date.min}[kind.base]


def assemble_with_defaults(cls: type, values: Mapping[str, Any]) -> Any:
    """Return an object of `cls` without calling its constructor, which would check again what the hooks checked."""
    return assemble(cls, {**defaults(cls), **values})


@cache
def defaults(cls: type) -> dict[str, Any]:
    """Return the default of every attribute; None where there is none."""
    return {a.name: None if a.default is attrs.NOTHING else a.default for a in attrs.fields(cls)}
