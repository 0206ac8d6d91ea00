"""The small values of an annotation: Quote, When, Place, Role, ActorRelation, Participant, Thing.

A file contains a value in one of three forms: a scalar, `{words: value}`, or the long form with named fields. `SHORT`
defines the short forms for codec, schema and source map. The words of a value are a quote; constructors accept a plain
string in its place.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, cast

import attrs

from newscorpus.models import codes
from newscorpus.models import edtf as dates
from newscorpus.models.base import Model, abbreviate
from newscorpus.models.frozen import EMPTY
from newscorpus.models.metadata import (
    WORD,
    Attributes,
    Computed,
    ContextOf,
    DependentRequired,
    Doc,
    IntegerAsText,
    InText,
    KeyPatterns,
    OneOf,
    Pattern,
    Range,
    Ref,
    Scalar,
    ShortForm,
    Trimmed,
)
from newscorpus.models.quantity import (
    QUANTITY_PATTERN,
    Quantity,
    quantity_advice,
    quantity_meant,
    quantity_of,
)
from newscorpus.models.validation import (
    add_validators,
    as_groups,
    as_scalar_table,
    as_string_table,
    as_tuple,
    require_computed,
)

UNKNOWN = "unknown"
MERE_MEMBER = "member"
"""The title of who belongs to an organization and holds no office in it."""

LAST_OFFSET = 2**53 - 1
"""The largest offset: every reader of JSON represents it exactly, and with the length added it fits 64 bits."""

Edtf = Annotated[
    str,
    Pattern(
        f"(?:{dates.EDTF_PATTERN})",
        "a date: YYYY, YYYY-MM, YYYY-MM-DD, with ~ ? or % behind it, 202X, a date-time, or an interval a/b",
        "NC110",
        advice=dates.advice_on_expression,
        closer=dates.impossible,
    ),
    IntegerAsText(1000, 9999),
]
EdtfOrUnknown = Annotated[
    str,
    Pattern(
        f"(?:{dates.EDTF_PATTERN}|{UNKNOWN})",
        "a date (YYYY, YYYY-MM, YYYY-MM-DD, with ~ ? or % behind it, 202X, a date-time, an interval a/b) or unknown",
        "NC110",
        help="write the year first: `YYYY-MM-DD`; words of the article go before the date: `{WORDS: YYYY-MM-DD}`",
        advice=dates.advice_on_expression,
        closer=dates.impossible,
    ),
    IntegerAsText(1000, 9999),
]
Country = Annotated[
    str,
    OneOf(codes.COUNTRIES, codes.COUNTRY_CODE, meant=codes.country_code, advice=codes.advice_on_country),
]
Scheme = Annotated[
    str,
    Pattern(
        r"[A-Za-z][A-Za-z0-9_.-]{0,99}",
        "the name of a scheme, such as wikidata: letters, digits, `.`, `_` and `-`",
        "NC105",
    ),
]
Identifier = Annotated[str, IntegerAsText()]
Ids = Annotated[
    Mapping[Scheme, Identifier],
    KeyPatterns(
        {
            "wikidata": Pattern(
                codes.QID_PATTERN,
                "a Wikidata identifier: Q and a number",
                "NC108",
                meant=codes.qid_meant,
            )
        }
    ),
]
QuantityText = Annotated[
    str,
    Pattern(
        QUANTITY_PATTERN,
        "a quantity (1500, 48000000 USD, 6%+ for at least, 200~ for about, 3..5 km, or a score 2-1)",
        "NC110",
        help="write the number in digits, a space, the unit, and a mark at the end: `48000000 USD`, `5 km~`",
        advice=quantity_advice,
        meant=quantity_meant,
        cased=True,
    ),
    IntegerAsText(),
]
AttributeName = Annotated[str, Pattern(WORD, "an attribute name: letters, digits, single _ or -", "NC105")]
ActorRef = Annotated[str, Ref(("actor",))]
EventRef = Annotated[str, Ref(("event",), elsewhere=True)]


@attrs.frozen(kw_only=True, repr=False, init=False, field_transformer=add_validators)
class Quote(Model):
    """Quoted words of the article, after TextQuoteSelector and TextPositionSelector of W3C Web Annotation.

    `start` and `end` are half-open offsets in code points: `text[start:end] == exact` once the quote is anchored. Two
    quotes are equal if `exact`, `within` and `start` are equal. In other constructors, a string may stand for a quote.

    Raises:
        ValueError: If a value is not valid for its field, or `end` is not that of the words.

    Example::

        nc.Quote(exact="Beijing", within="divide Washington and Beijing")
    """

    SHORT: ClassVar = ShortForm(long="exact", key="exact", value="within")

    exact: Annotated[
        str, InText(), Trimmed(), Doc("the words, as the article has them; any white space stands for any other")
    ]
    within: Annotated[
        str | None,
        ContextOf("exact"),
        Doc("a longer context, once in the article, that contains the words once: it shows which occurrence is meant"),
    ] = None
    start: Annotated[
        int | None, Range(0, LAST_OFFSET), Doc("offset of the first character, in code points; computed")
    ] = None
    end: Annotated[int | None, Range(0), Doc("offset behind the last character; computed"), Computed()] = attrs.field(
        default=None, init=False
    )

    def __init__(
        self, *, exact: str, within: str | None = None, start: int | None = None, end: int | None = None
    ) -> None:
        self.__attrs_init__(exact=exact, within=within, start=start)
        self.fill()
        require_computed(self, end=end)

    def __str__(self) -> str:
        return self.exact

    @property
    def span(self) -> tuple[int, int]:
        """Start and end, half-open, in code points. Raises ValueError if the quote is not anchored."""
        if self.start is None or self.end is None:
            raise ValueError(f"{abbreviate(self.exact)} has no offsets; the quotes of `nc.anchor(article)` have them")
        return self.start, self.end

    def fill(self) -> None:
        """Compute `end` if only `start` is given."""
        if self.end is None and self.start is not None:
            object.__setattr__(self, "end", self.start + len(self.exact))


def as_quote(words: Quote | str) -> Quote:
    """Convert plain words to a quote of them."""
    return Quote(exact=words) if isinstance(words, str) else words


def as_quote_if_any(words: Quote | str | None) -> Quote | None:
    """Convert plain words to a quote of them; None stays."""
    return None if words is None else as_quote(words)


def as_quotes(words: Quote | str | Iterable[Quote | str]) -> tuple[Quote, ...]:
    """Convert a quote or plain words, or a list of them, to quotes."""
    items: Any = (words,) if isinstance(words, Quote | str) else as_tuple(words)
    quotes: tuple[Quote, ...] = tuple(map(as_quote, items)) if type(items) is tuple else items
    return quotes  # the validator refuses anything else


@attrs.frozen(kw_only=True, repr=False, init=False, field_transformer=add_validators)
class When(Model):
    """A time: an EDTF date or interval (ISO 8601-2), and the words of the article that give it.

    `earliest` and `latest` are the first and the last day of it; None if that is open or unknown, or does not exist.

    Raises:
        ValueError: If a value is not valid for its field or contradicts `edtf`, or that is `unknown` without `text`.

    Example::

        when = nc.When(edtf="2023-02", text="last February")
        assert when.latest.isoformat() == "2023-02-28"
    """

    SHORT: ClassVar = ShortForm(long="edtf", key="text", value="edtf")
    NEEDS: ClassVar = DependentRequired("edtf", UNKNOWN, "text", "NC110", "the words of the article that leave it open")

    edtf: Annotated[EdtfOrUnknown, Doc("the date or interval, in EDTF; `unknown` only with the words that say so")]
    text: Annotated[Quote | None, InText(), Doc("the words of the article that give the time")] = attrs.field(
        default=None, converter=as_quote_if_any
    )
    earliest: Annotated[date | None, Doc("first day that it can mean; computed"), Computed()] = attrs.field(
        default=None, init=False
    )
    latest: Annotated[date | None, Doc("last day that it can mean; computed"), Computed()] = attrs.field(
        default=None, init=False
    )

    def __init__(
        self, *, edtf: str, text: Quote | str | None = None, earliest: date | None = None, latest: date | None = None
    ) -> None:
        self.__attrs_init__(edtf=edtf, text=text)
        self.fill()
        require_computed(self, earliest=earliest, latest=latest)

    def fill(self) -> None:
        """Compute `earliest` and `latest` if they are not given."""
        bounds = self.bounds()
        if bounds is None:
            return
        if self.earliest is None:
            object.__setattr__(self, "earliest", bounds.earliest)
        if self.latest is None:
            object.__setattr__(self, "latest", bounds.latest)

    def bounds(self, *, fuzzy: bool = False) -> dates.Bounds | None:
        """Return the first and the last day of the time.

        Args:
            fuzzy: Widen ends that are qualified by `~`, `?` or `%`.

        Returns:
            An object with the days as `earliest` and `latest`, None if that end is open; or None if the time is
            unknown, does not exist, or ends before it begins.
        """
        return dates.bounds_of(self.edtf, fuzzy=fuzzy)  # `unknown` is not EDTF


def as_when_if_any(when: When | str | None) -> When | None:
    """Convert a plain date to a time; None stays."""
    return When(edtf=when) if isinstance(when, str) else when


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Place(Model):
    """A place, in the words of the article.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Place(name="Oslo", country="NO")
    """

    SHORT: ClassVar = ShortForm(long="name", key="name", value="country", many=True)

    name: Annotated[Quote, InText(), Doc("the place, in the words of the article")] = attrs.field(converter=as_quote)
    country: Annotated[Country | None, Doc("ISO 3166-1 alpha-2 code of the country that it is in")] = None
    ids: Annotated[Ids, Doc("identifiers elsewhere: scheme → value, such as wikidata: Q956")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Role(Model):
    """An office that a person holds, after Popolo's Membership and FollowTheMoney's Occupancy.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Role(title="defense minister", org="china")
    """

    SHORT: ClassVar = ShortForm(long="title", key="title", value="org", many=True)

    title: Annotated[Quote, InText(), Doc("the office, in the words of the article; `member` for a mere member")] = (
        attrs.field(converter=as_quote)
    )
    org: Annotated[ActorRef | None, Doc("the organization or country in which it is held: id of an actor")] = None
    start: Annotated[Edtf | None, Doc("since when, in EDTF")] = None
    end: Annotated[Edtf | None, Doc("until when, in EDTF")] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class ActorRelation(Model):
    """A relation of an actor to another one, after FollowTheMoney's interests and ACE's relations.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.ActorRelation(other="nato", evidence="joined NATO", when="2023/..")
    """

    SHORT: ClassVar = ShortForm(long="other", key="other", value="evidence", many=True)

    other: Annotated[ActorRef, Doc("the other actor")]
    evidence: Annotated[Quote | None, Doc("the words of the article that show it")] = attrs.field(
        default=None, converter=as_quote_if_any
    )
    when: Annotated[When | None, Doc("when it is so: `2023/..`, `{since 2023: 2023/..}`")] = attrs.field(
        default=None, converter=as_when_if_any
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Participant(Model):
    """An actor that takes part in an event, and the words of the article that name it there.

    `str(participant)` is the id of the actor. In constructors, an id may stand for a participant.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Participant(actor="anna", mention="the mayor")
    """

    SHORT: ClassVar = ShortForm(long="actor", key="actor", value="mention", many=True)

    actor: Annotated[ActorRef, Doc("the actor that takes part")]
    mention: Annotated[Quote | None, InText(), Doc("the words of the article that name it in this event")] = (
        attrs.field(default=None, converter=as_quote_if_any)
    )

    def __str__(self) -> str:
        return self.actor


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Thing(Model):
    """What is involved in an event and is no actor, in the words of the article.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        price = nc.Thing(text="$48 million", value="48000000 USD")
        assert price.quantity == nc.Quantity(least=48000000, most=48000000, unit="USD")
    """

    SHORT: ClassVar = ShortForm(long="text", key="text", value="value", many=True)

    text: Annotated[Quote, InText(), Doc("the thing, in the words of the article")] = attrs.field(converter=as_quote)
    value: Annotated[
        QuantityText | None, Doc("the quantity that the words give: `48000000 USD`, `6.8 Mw`, `6%+`, `3..5 km`, `2-1`")
    ] = None
    ids: Annotated[Ids, Doc("identifiers elsewhere: scheme → value, such as wikidata: Q207452")] = attrs.field(
        default=EMPTY, converter=as_string_table
    )
    attributes: Annotated[
        Mapping[AttributeName, Scalar],
        Attributes("thing"),
        Doc("the corpus's own fields, as corpus.yaml declares them"),
    ] = attrs.field(default=EMPTY, converter=as_scalar_table)

    @property
    def quantity(self) -> Quantity | None:
        """The value as numbers; None if there is no value."""
        return quantity_of(self.value) if self.value is not None else None


def as_places(items: Iterable[Place]) -> tuple[Place, ...]:
    """Convert a list of places to a tuple."""
    return cast("tuple[Place, ...]", as_tuple(items))


def as_things(table: Mapping[str, Iterable[Thing | str]]) -> Mapping[str, tuple[Thing, ...]]:
    """Convert lists of things or plain words, by role, to things."""
    return as_groups(table, lambda item: Thing(text=item) if isinstance(item, str | Quote) else item)


def as_participants(table: Mapping[str, Iterable[Participant | str]]) -> Mapping[str, tuple[Participant, ...]]:
    """Convert lists of participants or ids of actors, by role, to participants."""
    return as_groups(table, lambda item: Participant(actor=item) if isinstance(item, str) else item)
