"""Todo entries: what somebody has yet to decide in an annotation."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, cast

import attrs

from newscorpus.models.base import Model
from newscorpus.models.claim import Claim
from newscorpus.models.frozen import EMPTY
from newscorpus.models.metadata import ArticlePath, Doc, Pattern
from newscorpus.models.validation import add_validators, as_string_table, as_strings, as_tuple
from newscorpus.text.words import flatten

Name = Annotated[str, Pattern(r"\S(?:.*\S)?", "the name of an annotator, without spaces at its ends", "NC105")]


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Todo(Model):
    """An open point: what annotators have there, or what is in doubt.

    Example::

        nc.Todo(at="events.talks.status", versions={"anna": "status: planned", "bert": "status: possible"})
    """

    at: Annotated[str, ArticlePath(), Doc("what is open: a path without indices, such as events.meet-qin.status")]
    quote: Annotated[
        str | None, Doc("which item, where `at` leads to several: its words, or a beginning of them that no other has")
    ] = None
    versions: Annotated[
        Mapping[Name, str], Doc("who has what there: annotator → its lines in YAML, with their comments")
    ] = attrs.field(default=EMPTY, converter=as_string_table)
    without: Annotated[tuple[str, ...], Doc("the annotators who have nothing there")] = attrs.field(
        default=(), converter=as_strings
    )
    note: Annotated[str | None, Doc("what is in doubt, for who decides")] = None

    @property
    def annotators(self) -> tuple[str, ...]:
        """Who says something about it: by a version, or by having nothing there."""
        return (*self.versions, *self.without)


def as_todos(todos: Iterable[Todo]) -> tuple[Todo, ...]:
    """Convert a list of todo entries to a tuple."""
    return cast("tuple[Todo, ...]", as_tuple(todos))


def claims_meant(words: str, claims: Sequence[Claim]) -> list[int]:
    """Return the indices of the claims that have these words, or else of those that begin with them."""
    wanted = flatten(words)
    quotes = [flatten(claim.quote[0].exact) if claim.quote else "" for claim in claims]
    exact = [i for i, quote in enumerate(quotes) if quote == wanted]
    return exact or [i for i, quote in enumerate(quotes) if quote.startswith(wanted)]
