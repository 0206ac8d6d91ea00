"""Marks in the annotation of a field: its meaning, constraints, and kind of reference."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Final

import attrs

from newscorpus.models.vocabulary import Words


@attrs.frozen
class Doc:
    """What the field means: one line, shown in the schema, in editors and in the reference."""

    text: str


@attrs.frozen
class Pattern:
    """Text must match `regex` (ECMA-262 and Python read it alike) as a whole, and be none of `but`."""

    regex: str
    expects: str
    """Ends the sentence "…: expected"."""
    code: str = "NC103"
    but: tuple[str, ...] = ()
    help: str | None = None
    """How it may be written, where there is nothing closer to say."""
    closer: Callable[[str], str | None] | None = None
    """Says more exactly what is wrong with text that does not match, if it can."""

    def complaint(self, value: str) -> str | None:
        """What is wrong with `value`, or None."""
        if _compiled(self.regex).fullmatch(value) and value not in self.but:
            return None
        more = self.closer(value) if self.closer else None
        return more or f"expected {self.expects}"


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


@attrs.frozen
class OneOf:
    """Text must be one of `words`, which no vocabulary extends."""

    words: frozenset[str]
    expects: str
    code: str = "NC108"

    def complaint(self, value: str) -> str | None:
        """What is wrong with `value`, or None."""
        return None if value in self.words else f"expected {self.expects}"


@attrs.frozen
class Vocabulary:
    """Text must be a word of the vocabulary `name` (of the event's kind, where it depends on it).

    A constructor knows no corpus, so it takes any well-formed word where a corpus may add to the list (`extensible`);
    the codec, which knows the corpus, judges it.
    """

    name: str
    extensible: bool = False
    code: str = "NC104"

    def words(self, words: Words, kind: str | None) -> Mapping[str, Any]:
        """The words in force."""
        return words.get(self.name, kind)


WORD: Final = r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*"


@attrs.frozen
class Range:
    """An integer must lie within the bounds."""

    minimum: int
    maximum: int | None = None
    code: str = "NC103"

    def complaint(self, value: int) -> str | None:
        """What is wrong with `value`, or None."""
        if value < self.minimum:
            return f"expected an integer of at least {self.minimum}"
        if self.maximum is not None and value > self.maximum:
            return f"expected an integer of at most {self.maximum}"
        return None


@attrs.frozen
class NotEmpty:
    """A list must have an item."""

    code: str = "NC102"


@attrs.frozen
class Required:
    """The file must say it, although the constructor has a default; it is always written."""


@attrs.frozen
class AlwaysWritten:
    """Canonical JSON writes it even where it is the default."""


@attrs.frozen
class IntegerAsText:
    """A plain integer of the file stands for this text: it can mean nothing else there."""

    minimum: int = 0
    maximum: int | None = None


@attrs.frozen
class Omit:
    """The model that the annotation names, without these fields."""

    fields: frozenset[str]


@attrs.frozen(eq=False)
class KeyPatterns:
    """What a mapping holds under some keys has a pattern of its own."""

    patterns: Mapping[str, Pattern]


@attrs.frozen
class Ref:
    """Text is the id of an actor, of an event, or of either."""

    to: tuple[str, ...]


@attrs.frozen
class InText:
    """Text is words of the article."""


@attrs.frozen
class LocationOnly:
    """Says where something lies, not what it is: not compared, and not in canonical JSON."""


@attrs.frozen
class Transient:
    """A fact about the loaded object that no file holds; not compared."""


@attrs.frozen
class Computed:
    """Follows from other fields; written in canonical JSON, and compared where a file gives it."""


@attrs.frozen
class Attributes:
    """A corpus's own typed fields of an `owner`: article, actor, event or claim."""

    owner: str


@attrs.frozen
class ShortForm:
    """The short forms of a value: `words` alone, or `{key: value}`; the long form is told by its required key."""

    long: str
    """The field that the long form requires, and that a bare scalar stands for."""
    key: str
    value: str
    many: bool = False
    """Whether one mapping may stand for a whole list, a pair for an item."""


@attrs.frozen
class DependentRequired:
    """`value` in `field` says nothing without another field."""

    field: str
    value: str
    other: str
    code: str
    expects: str


Constraint = Pattern | OneOf | Range


Scalar = str | int | float | bool


SCALARS: Final = (str, int, float, bool)


Slug = Annotated[
    str,
    Pattern(
        r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
        "lower-case letters, digits and single hyphens, beginning with a letter",
        "NC105",
        but=("null", "true", "false"),
    ),
]
