"""What is malformed: a mistake, what carries mistakes up, and the words for people who write YAML by hand."""

import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn

import attrs

from newscorpus.codec.blanks import blank
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.formats.document import HOLE, OddInt
from newscorpus.models import Article, edtf
from newscorpus.models.fields import Field, Type
from newscorpus.models.validation import expected
from newscorpus.text.suggest import as_id


@attrs.frozen
class Mistake:
    """A malformed value: where it stands, by ids; `at_key` if it is the key that is wrong, not the value."""

    path: Path
    code: str
    message: str
    help: str | None = None
    at_key: bool = False
    missing: str | None = None
    """The field that is not there, if that is the mistake; `path` then leads to what lacks it."""
    meant: str | None = None
    """The field that an unknown one seems to mean."""
    instead: tuple[str, Any] | None = None
    """What stands there, and what would be right instead, most likely."""
    as_text: bool = False
    """Whether it would be right as text, in quotes."""
    silent: bool = False
    """Reported already by the reader: kept only so that nothing is said that follows from it."""

    @property
    def broken(self) -> Path:
        """The path at which a blank or a default stands in the model."""
        if self.meant:
            return (*self.path[:-1], self.meant)
        return (*self.path, self.missing) if self.missing else self.path


class Malformed(ValueError):  # noqa: N818 - it names the data, which is what is wrong
    """What could be made of a value, and what is wrong with it."""

    def __init__(self, value: Any, mistakes: list[Mistake]) -> None:
        self.value = value
        self.mistakes = mistakes

    def __str__(self) -> str:
        reported = [m for m in self.mistakes if not m.silent]
        return "\n".join(f"{path_text(m.path) or 'the document'}: {m.message}" for m in reported)

    def below(self, step: str | int) -> list[Mistake]:
        """The mistakes, seen from one step above."""
        return [attrs.evolve(m, path=(step, *m.path)) for m in self.mistakes]


def refuse(code: str, message: str, value: Any, **more: Any) -> NoReturn:
    """Refuses a value for one reason; `value` is what stands in the model instead."""
    raise Malformed(value, [Mistake((), code, message, **more)])


def mistyped(kind: Type, found: Any, wrong_in_quotes: str | None = None) -> NoReturn:
    """Refuses a value of the wrong type, in words for somebody who writes YAML by hand.

    `wrong_in_quotes` is what would be wrong with it as text, if that is known.
    """
    if found is HOLE:
        raise Malformed(blank(kind), [Mistake((), "NC103", "", silent=True)])
    if found is None:
        refuse(
            "NC103",
            f"nothing stands here: expected {expected(kind)}",
            blank(kind),
            help="write it, or leave the field out",
        )
    what = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", float: "a number"}
    name = what.get(type(found), "a number")
    quotable = kind.base is str and type(found) in (int, OddInt, float, bool) and not wrong_in_quotes
    hint = "put it in quotes" if quotable else wrong_in_quotes
    if type(found) is str and kind.base in (int, float, bool):
        otherwise = "write true or false" if kind.base is bool else None
        hint = TAKE_OUT if _would_be(kind.base, found.strip()) else otherwise
    unquoted = _unquoted(kind, found) if type(found) is str else None
    instead = (found, unquoted) if unquoted is not None else None
    message = f"expected {expected(kind)}, found {name}"
    refuse("NC103", message, blank(kind), help=hint, instead=instead, as_text=quotable)


def respelt(value: str, constraints: Iterable[Any]) -> tuple[str, str] | None:
    """`value` and the same in other letters or with other signs, if that would be right."""
    if len(value) > 100:
        return None
    for other in (value.strip(), value.upper(), value.lower(), edtf.respelt(value), as_id(value)):
        if other and other != value and not any(complain(other) for complain in constraints):
            return value, other
    return None


def _unquoted(kind: Type, found: str) -> Any:
    """The number, or true or false, that `found` writes in quotes, if that is what is expected."""
    if kind.base is bool:
        return _TRUTH.get(found)
    return int(found) if kind.base is int and is_integer(found) else None


def _would_be(base: type, found: str) -> bool:
    """Whether text would be of that type without its quotes."""
    if base is bool:
        return found in _TRUTH
    return (_NUMBER if base is float else _INTEGER).fullmatch(found) is not None


def is_integer(text: str) -> bool:
    """Whether text would be an integer without its quotes."""
    return _DIGITS.fullmatch(text) is not None


TAKE_OUT: Final = "take it out of quotes"
_TRUTH: Final = {"true": True, "false": False}
_DIGITS: Final = re.compile("0|[1-9][0-9]{0,17}")
_INTEGER: Final = re.compile(f"[-+]?(?:{_DIGITS.pattern})")
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


def missing(field: Field, cls: type, *, silent: bool) -> Mistake:
    """The mistake of a `cls` that lacks a field."""
    hint = None
    if cls is Article and field.name == "format":
        hint = "begin the file with `format: newscorpus/1`"
    message = f"{named(cls)} needs {field.name}: {field.doc}"
    return Mistake((), "NC102", message, hint, at_key=True, missing=field.name, silent=silent)


def plural(word: str) -> str:
    """`events`."""
    return f"{word}s"


def named(cls: type) -> str:
    """`an event`; `attribute declarations`, which are several."""
    words = re.sub("(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
    return words if words.endswith("s") else with_article(words)


def with_article(word: str) -> str:
    """`an event`."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def shown(value: Any) -> str:
    """A value as messages show it, cropped."""
    text = str(value)
    return f"`{text[:57]}…`" if len(text) > 60 else f"`{text}`"
