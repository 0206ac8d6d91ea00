"""Marks in the annotation of a field: its meaning, its constraints, and what it refers to.

A mark is data: constructors, codec, JSON Schema, tables and test strategies are derived from it elsewhere. Few are
attrs classes, which take ten times as long to make at each start.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Final, NamedTuple

import attrs

from newscorpus.models.vocabulary import DEFAULT, Words

Scalar = str | int | float | bool
SCALARS: Final = (str, int, float, bool)
WORD: Final = r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*"
"""Regex of a term, an attribute's name, or another name of that kind."""


class Doc(NamedTuple):
    """The meaning of the field in one line, for the schema, editors and the reference."""

    text: str


class Pattern(NamedTuple):
    """A string must match `regex` as a whole, and must not be one of `but`.

    The regex is read alike by ECMA-262 and Python.
    """

    regex: str
    expects: str
    """The end of the sentence "…: expected"."""
    code: str = "NC103"
    but: tuple[str, ...] = ()
    help: str | None = None
    """The help of a finding for which there is no suggestion."""
    advice: Callable[[str], str | None] | None = None
    """The same, made from the string; None if it has none."""
    closer: Callable[[str], str | None] | None = None
    """Describes more exactly what is wrong with a string that does not match; None if it cannot."""
    meant: Callable[[str], int | str | None] | None = None
    """Returns the value that a string most likely means; None if there is none."""
    cased: bool = False
    """Whether case makes a difference, so that only `meant` changes it: `SKR` is not the unit `skr`."""

    def complaint(self, value: str) -> str | None:
        """Describe what is wrong with `value`; None if it is valid."""
        if _compiled(self.regex).fullmatch(value) and value not in self.but:
            return None
        more = self.closer(value) if self.closer else None
        return more or f"expected {self.expects}"


@cache  # cheaper than the cache of `re`
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


class OneOf(NamedTuple):
    """A string must be one of `words`, which no corpus extends."""

    words: frozenset[str]
    expects: str
    code: str = "NC108"
    meant: Callable[[str], str | None] | None = None
    """Returns the value that a string most likely means; None if there is none."""
    help: str | None = None
    """The help of a finding for which there is no suggestion."""
    advice: Callable[[str], str | None] | None = None
    """The same, made from the string; None if it has none."""

    def complaint(self, value: str) -> str | None:
        """Describe what is wrong with `value`; None if it is valid."""
        return None if value in self.words else f"expected {self.expects}"


@attrs.frozen
class Vocabulary:
    """A string must be a term of the vocabulary `name`; some vocabularies differ by the kind of event.

    A constructor does not know the corpus, so it accepts any well-formed term where a corpus may add its own
    (`extensible`). The codec knows the corpus and checks the term.
    """

    name: str
    extensible: bool = False
    code: str = "NC104"

    def words(self, words: Words, kind: str | None) -> Mapping[str, Any]:
        """Return the terms of this vocabulary in `words`, for events of `kind` where it depends on that."""
        return words.get(self.name, kind)

    def complaint(self, value: str, kind: str | None) -> str | None:
        """Describe what is wrong with `value` in any corpus; None if it is valid in some."""
        if self.extensible:
            return None if _compiled(WORD).fullmatch(value) else "expected a term such as part_of"
        words = self.words(DEFAULT, kind)
        return None if value in words else f"expected one of {', '.join(words)}"


class Range(NamedTuple):
    """An integer must be at least `minimum` and at most `maximum`."""

    minimum: int
    maximum: int | None = None
    code: str = "NC103"

    def complaint(self, value: int) -> str | None:
        """Describe what is wrong with `value`; None if it is valid."""
        if value < self.minimum:
            return f"expected an integer of at least {self.minimum}"
        if self.maximum is not None and value > self.maximum:
            return f"expected an integer of at most {self.maximum}"
        return None


class NotEmpty(NamedTuple):
    """A list must have at least one item."""

    code: str = "NC102"


class UsuallyOne:
    """A list usually has one item. Then a file has the item in its place."""


class Required:
    """A file must contain the field, although the constructor has a default. It is always written."""


class AlwaysWritten:
    """Canonical JSON contains the field even if it has its default value."""


class IntegerAsText(NamedTuple):
    """A file may contain an integer in plain decimal digits instead of this string."""

    minimum: int = 0
    maximum: int | None = None


class Rest:
    """Every key of the mapping that is no field is an entry of this mapping: a table beside named fields."""


class Omit(NamedTuple):
    """These fields of the model must be empty here."""

    fields: frozenset[str]


@attrs.frozen(eq=False)
class KeyPatterns:
    """The values of some keys of a mapping have a pattern of their own."""

    patterns: Mapping[str, Pattern]


class Ref(NamedTuple):
    """A string is the id of an actor, of an event, or of either: `to` contains "actor", "event", or both."""

    to: tuple[str, ...]
    elsewhere: bool = False
    """Whether it may be the event of another article, `article#event`."""


class InText:
    """A string is quoted words of the article; a quote has a value or a meaning beside it.

    Where the words of such a quote occur several times, its event or claim shows which of them are meant.
    """


class ContextOf(NamedTuple):
    """A string is words of the article that contain those of the field `field`, which occur several times."""

    field: str


class RuleName:
    """A string is the code or the name of a rule, or the beginning of several codes."""


class ArticlePath:
    """A string is a path of the article without indices, such as `events.visit.when`."""


class FilePath:
    """A string is the path of a file, relative to the folder of this one."""


class Trimmed:
    """A string must not be empty, and has no whitespace at its ends. In files, NC308 reports it."""


class LocationOnly:
    """The field is a location. It is not compared, and canonical JSON omits it."""


class Transient:
    """The field describes the loaded object. No file contains it, and it is not compared."""


class Computed:
    """The field follows from other fields. Canonical JSON contains it; models are compared without it."""


class Attributes(NamedTuple):
    """A mapping contains a corpus's own typed fields of an `owner`: article, actor, event, claim or thing."""

    owner: str


class ShortForm(NamedTuple):
    """The short forms of a value: a bare scalar, or `{key: value}` with a single pair."""

    long: str
    """The field that only the long form names, so it identifies the long form. A bare scalar is its value."""
    key: str = ""
    """The field that the key of the pair sets; empty if there is no such form."""
    value: str = ""
    """The field that the value of the pair sets."""
    many: bool = False
    """Whether one mapping may replace a whole list, with a pair for each item."""


class DependentRequired(NamedTuple):
    """If `field` has `value`, then the field `other` is required."""

    field: str
    value: str
    other: str
    code: str
    expects: str


Constraint = Pattern | OneOf | Range
"""The marks that check a scalar by itself."""

Slug = Annotated[
    str,
    Pattern(
        r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
        "an id: lower-case letters, digits and single hyphens, beginning with a letter",
        "NC105",
        but=("null", "true", "false"),
    ),
]
