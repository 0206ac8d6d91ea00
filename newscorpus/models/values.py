"""The small values of an annotation: Quote, When, Place, Role, Count, Thing.

A file contains a value in one of three forms: a scalar, `{words: value}`, or the long form with named fields. `SHORT`
defines the short forms for codec, schema and source map. The words of a value are a quote; constructors accept a plain
string in its place.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

import attrs

from newscorpus.models import edtf as dates
from newscorpus.models import identifiers
from newscorpus.models.base import Model
from newscorpus.models.code_names import country_meant
from newscorpus.models.frozen import EMPTY, FrozenDict
from newscorpus.models.metadata import (
    Computed,
    DependentRequired,
    Doc,
    IntegerAsText,
    InText,
    KeyPatterns,
    OneOf,
    Pattern,
    Range,
    Ref,
    ShortForm,
)
from newscorpus.models.validation import add_validators, as_table, as_tuple
from newscorpus.text.meaning import in_digits

UNKNOWN = "unknown"
MERE_MEMBER = "member"
"""The title of who belongs to an organization and holds no office in it."""

_LAST = 2**53 - 1
"""The largest offset: every reader of JSON represents it exactly, and with the length added it fits 64 bits."""

Edtf = Annotated[
    str,
    Pattern(
        f"(?:{dates.EDTF_PATTERN})",
        "a date: YYYY, YYYY-MM, YYYY-MM-DD, with ~ ? or % behind it, 202X, or an interval a/b",
        "NC110",
        advice=dates.advice,
        closer=dates.impossible,
    ),
    IntegerAsText(1000, 9999),
]
EdtfOrUnknown = Annotated[
    str,
    Pattern(
        f"(?:{dates.EDTF_PATTERN}|{UNKNOWN})",
        "a date (YYYY, YYYY-MM, YYYY-MM-DD, with ~ ? or % behind it, 202X, an interval a/b) or unknown",
        "NC110",
        help="write the year first: `YYYY-MM-DD`; words of the article go before the date: `{WORDS: YYYY-MM-DD}`",
        advice=dates.advice,
        closer=dates.impossible,
    ),
    IntegerAsText(1000, 9999),
]
Country = Annotated[
    str,
    OneOf(identifiers.COUNTRIES, "an ISO 3166-1 alpha-2 country code: two capitals", meant=country_meant),
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
                identifiers.QID_PATTERN,
                "a Wikidata identifier: Q and a number",
                "NC108",
                meant=identifiers.qid_meant,
            )
        }
    ),
]
ActorRef = Annotated[str, Ref(("actor",))]
EventRef = Annotated[str, Ref(("event",))]


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Quote(Model):
    """Quoted words of the article, after TextQuoteSelector and TextPositionSelector of W3C Web Annotation.

    `start` and `end` are half-open offsets in code points: `text[start:end] == exact` once the quote is anchored. Two
    quotes are equal if `exact`, `within` and `start` are equal. In other constructors, a string may stand for a quote.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Quote(exact="Beijing", within="divide Washington and Beijing")
    """

    SHORT: ClassVar = ShortForm(long="exact", key="exact", value="within")

    exact: Annotated[str, InText(), Doc("the words, as the article has them; any white space stands for any other")]
    within: Annotated[
        str | None,
        Doc("a longer context, once in the article, that contains the words once: it shows which occurrence is meant"),
    ] = None
    start: Annotated[int | None, Range(0, _LAST), Doc("offset of the first character, in code points; computed")] = None
    end: Annotated[int | None, Range(0), Doc("offset behind the last character; computed"), Computed()] = None

    def __attrs_post_init__(self) -> None:
        self.fill()

    def __str__(self) -> str:
        return self.exact

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


def as_quotes(items: Iterable[Quote | str]) -> tuple[Quote, ...]:
    """Convert a list of quotes or plain words to quotes."""
    found = as_tuple(items)
    return tuple(map(as_quote, found)) if type(found) is tuple else found  # the validator refuses anything else


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class When(Model):
    """A time: an EDTF date or interval (ISO 8601-2), and the words of the article that give it.

    `earliest` and `latest` are the first and the last day of it; None if that is open or unknown.

    Raises:
        ValueError: If a value is not valid for its field, or `edtf` is `unknown` without `text`.

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
    earliest: Annotated[date | None, Doc("first day that it can mean; computed"), Computed()] = None
    latest: Annotated[date | None, Doc("last day that it can mean; computed"), Computed()] = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.fill()

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
            Both days; None if the time is unknown, does not exist, or is malformed.
        """
        return dates.bounds_of(self.edtf, fuzzy=fuzzy)  # `unknown` is not EDTF


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
    ids: Annotated[Ids, Doc("identifiers elsewhere: scheme → value, such as wikidata: Q956")] = EMPTY


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


def _in_digits(words: str) -> str | None:
    """Say how to write a count that is given in words, or with its digits grouped."""
    number = in_digits(words)
    with_words = f", or with the words of the article before it: `{{{words}: {number}}}`" if words.isalpha() else ""
    return number and f"write `{number}`{with_words}"


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Count(Model):
    """A number of persons or things: a number, at least a number (`26+`), or a range (`3..5`).

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        assert nc.Count(count="26+", text="over 26").least == 26
    """

    SHORT: ClassVar = ShortForm(long="count", key="text", value="count")

    count: Annotated[
        Annotated[int, Range(0)]
        | Annotated[
            str,
            Pattern(
                r"(?:0|[1-9][0-9]{0,17})(?:\+|\.\.(?:0|[1-9][0-9]{0,17}))",
                "a count (N, N+ for at least N, or N..M)",
                "NC110",
                help="write the number in digits; the words of the article go before it: `{WORDS: NUMBER}`",
                advice=_in_digits,
            ),
        ],
        Doc("the number, `26+` for at least 26, `3..5` for a range"),
    ]
    text: Annotated[Quote | None, InText(), Doc("the words of the article that give it")] = attrs.field(
        default=None, converter=as_quote_if_any
    )

    @property
    def least(self) -> int:
        """The smallest number that it can be."""
        return int(str(self.count).rstrip("+").partition("..")[0])

    @property
    def most(self) -> int | None:
        """The largest number that it can be; None if that is open."""
        text = str(self.count)
        return None if text.endswith("+") else int(text.partition("..")[2] or text)


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Thing(Model):
    """What is involved in an event and is no actor, in the words of the article.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        nc.Thing(text="a spy balloon")
    """

    SHORT: ClassVar = ShortForm(long="text", many=True)

    text: Annotated[Quote, InText(), Doc("the thing, in the words of the article")] = attrs.field(converter=as_quote)


def as_things(table: Mapping[str, Iterable[Thing | str]]) -> Mapping[str, tuple[Thing, ...]]:
    """Convert lists of things or plain words, by role, to things."""
    found: Any = as_table(table)
    if type(found) is FrozenDict:  # the validator refuses anything else
        found = FrozenDict({role: _things(items) for role, items in found.items()})
    made: Mapping[str, tuple[Thing, ...]] = found
    return made


def _things(items: Any) -> Any:
    if type(items) is not tuple:
        return items
    return tuple(Thing(text=one) if isinstance(one, str | Quote) else one for one in items)
