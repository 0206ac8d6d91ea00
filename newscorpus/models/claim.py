"""Claims: who says what."""

from collections.abc import Iterable, Mapping
from typing import Annotated, cast

import attrs

from newscorpus.models.base import Model
from newscorpus.models.frozen import EMPTY
from newscorpus.models.metadata import Attributes, Doc, NotEmpty, Ref, Scalar, UsuallyOne, Vocabulary
from newscorpus.models.validation import add_validators, as_scalar_table, as_strings, as_tuple
from newscorpus.models.values import (
    ActorRef,
    AttributeName,
    EventRef,
    Quote,
    When,
    as_quote_if_any,
    as_quotes,
)
from newscorpus.models.vocabulary import Stance


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Claim(Model):
    """A statement in an article. Without `by`, it is made by the article itself.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Claim(quote=(nc.Quote(exact="We agree"),), by=("anna",), cue=nc.Quote(exact="she said"))
    """

    quote: Annotated[
        tuple[Quote, ...],
        NotEmpty(),
        UsuallyOne(),
        Doc("what is claimed, in words of the article; several quotes where the article interrupts it"),
    ] = attrs.field(converter=as_quotes)
    by: Annotated[tuple[ActorRef, ...], Doc("who claims it: actors; nobody is the article's own voice")] = attrs.field(
        default=(), converter=as_strings
    )
    cue: Annotated[Quote | None, Doc("the words that attribute it: `explained Dan Kritenbrink`")] = attrs.field(
        default=None, converter=as_quote_if_any
    )
    at: Annotated[EventRef | None, Doc("the event at which it was said")] = None
    via: Annotated[ActorRef | None, Doc("the actor who relays it")] = None
    about: Annotated[tuple[Annotated[str, Ref(("actor", "event"))], ...], Doc("what it is about: events or actors")] = (
        attrs.field(default=(), converter=as_strings)
    )
    stance: Annotated[
        Stance | None, Vocabulary("stances"), Doc("the attitude of the source towards the one event in `about`")
    ] = None
    when: Annotated[When | None, Doc("when it was said")] = None
    attributes: Annotated[
        Mapping[AttributeName, Scalar],
        Attributes("claim"),
        Doc("the corpus's own fields, as corpus.yaml declares them"),
    ] = attrs.field(default=EMPTY, converter=as_scalar_table)
    note: Annotated[str | None, Doc("a remark of the annotator")] = None

    @property
    def words(self) -> str:
        """The quoted words, with ` … ` between the parts."""
        return " … ".join(quote.exact for quote in self.quote)


def as_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Convert a list of claims to a tuple."""
    return cast("tuple[Claim, ...]", as_tuple(claims))
