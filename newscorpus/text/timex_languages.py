"""Tables of time words, one per language."""

from collections.abc import Mapping

from newscorpus.text.timex import Kind, Language, Unit


def _numbered(kind: Kind, first: int, names: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Number the names from `first` on: `monday mon, tuesday tue`."""
    return {name: ((kind, number),) for number, group in enumerate(names.split(","), first) for name in group.split()}


def _alike(kind: Kind, value: int, names: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Give all phrases the same number."""
    return {name.strip(): ((kind, value),) for name in names.split(",")}


def _numbers(language: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """The number words of a language, and its articles."""
    (row,) = (row for row in NUMBER_WORDS if row.language == language)
    words = {word: ((Kind.NUMBER, int(number)),) for word, number in numbered(row.values) if number == int(number)}
    return {**words, **{word: ((Kind.NUMBER, 1),) for word in row.articles.split()}}


def _hours(parts: Mapping[int, str], *more: tuple[Kind, int]) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Give phrases the part of the day that they name, and what else they mean."""
    return {
        name.strip(): (*more, (Kind.HOURS, hours)) for hours, names in parts.items() for name in names.split(",")
    }


def _clocks(times: Mapping[str, tuple[tuple[Kind, int], ...]], before: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Give names of times their meaning, and a rough one behind the words `before`."""
    rough = ((Kind.PART, 0),)
    return {f"{word} {name}".strip(): (*what, *(rough if word else ())) for name, what in times.items()
            for word in ("", *(one.strip() for one in before.split(",")))}


_NOON, _MIDNIGHT = ((Kind.CLOCK, 12 * 60),), ((Kind.CLOCK, 24 * 60), (Kind.NIGHT, 0))

# `past`, `coming`, and `last` or `next` after `the` are left out: `the last year` may be the twelve months until today.
ENGLISH = Language(
    {
        **_numbers("en"),
        **_numbered(
            Kind.WEEKDAY,
            0,
            "monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, saturday sat,sunday sun",
        ),
        **_numbered(
            Kind.MONTH,
            1,
            "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug,"
            "september sep sept, october oct, november nov, december dec",
        ),
        **_numbered(Kind.UNIT, 1, "day, weekend, week, month, year"),
        **_numbered(Kind.UNITS, 1, "days, weekends, weeks, months, years"),
        **_alike(Kind.UNIT, Unit.WEEKEND, "the weekend, at the weekend, on the weekend, over the weekend"),
        **_numbered(Kind.STEP, -1, "last, this, next"),
        **_alike(Kind.DAY, -2, "the day before yesterday"),
        **_alike(Kind.DAY, -1, "yesterday"),
        **_alike(Kind.DAY, 0, "today"),
        **_alike(Kind.DAY, 1, "tomorrow"),
        **_alike(Kind.DAY, 2, "the day after tomorrow"),
        **_hours({412: "this morning", 1119: "this afternoon", 1625: "this evening"}, (Kind.DAY, 0)),
        **_alike(Kind.AGO, 0, "ago"),
        **_alike(Kind.RECENT, 0, "recent"),
        **_alike(Kind.PART, 0, "early, earlier, late, later, mid"),
        **_alike(Kind.FILLER, 0, "on, in, of, at, for, during"),
        **_hours({8: "the early hours, the small hours"}, (Kind.PART, 0)),
        **_hours({413: "morning, in the morning, the morning of", 309: "dawn", 1115: "lunchtime"}),
        **_hours({1119: "afternoon, in the afternoon, the afternoon of", 1523: "dusk"}),
        **_hours({1625: "evening, in the evening, the evening of"}),
        **_hours({1732: "night, the night of"}, (Kind.NIGHT, 0)),
        **_clocks({"noon": _NOON, "midday": _NOON, "midnight": _MIDNIGHT}, _AROUND),
        **_hours({1732: "tonight"}, (Kind.DAY, 0), (Kind.NIGHT, 0)),
        **_hours({1732: "last night"}, (Kind.DAY, -1), (Kind.NIGHT, 0)),
    },
    ordinal="st|nd|rd|th",
    clock=(
        r"(?:at\s+)?(?P<rough>(?:(?:around|about|just|shortly|before|after)\s+)+)?"
        r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s?(?P<half>[ap])(?:\.\s?m\.|m)|[0-9]{1,2}:[0-9]{2})"
        r"(?:\s+\(?(?:local\s+time|gmt|utc|bst|ces?t|[ecmp][sd]?t)\)?)?"
    ),
)


LANGUAGES: Mapping[str, Language] = {"en": ENGLISH}
"""The tables, by the primary subtag of the language."""


def language_of(tag: str | None) -> Language | None:
    """Return the table for a BCP 47 tag; None if there is none."""
    return LANGUAGES.get(primary_subtag(tag))


def primary_subtag(tag: str | None) -> str:
    """Return the primary subtag of a BCP 47 tag in lower case: `de` for `de-AT`.

    Without a tag it is empty.
    """
    return (tag or "").partition("-")[0].lower()
