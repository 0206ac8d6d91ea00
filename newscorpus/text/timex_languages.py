"""Tables of time words, one per language."""

from collections.abc import Mapping

from newscorpus.text.timex import Kind, Language, Unit


def _numbered(kind: Kind, first: int, names: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Number the names from `first` on: `monday mon, tuesday tue`."""
    return {name: ((kind, number),) for number, group in enumerate(names.split(","), first) for name in group.split()}


def _alike(kind: Kind, value: int, names: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Give all phrases the same number."""
    return {name.strip(): ((kind, value),) for name in names.split(",")}


# `past`, `coming`, and `last` or `next` after `the` are left out: `the last year` may be the twelve months until today.
ENGLISH = Language(
    {
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
        **_numbered(Kind.NUMBER, 1, "a one an, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"),
        **_alike(Kind.DAY, -2, "the day before yesterday"),
        **_alike(Kind.DAY, -1, "yesterday"),
        **_alike(Kind.DAY, 0, "today, this morning, this afternoon, this evening"),
        **_alike(Kind.DAY, 1, "tomorrow"),
        **_alike(Kind.DAY, 2, "the day after tomorrow"),
        **_alike(Kind.NIGHT, 0, "night"),
        **_alike(Kind.AGO, 0, "ago"),
        **_alike(Kind.RECENT, 0, "recent"),
        **_alike(Kind.PART, 0, "early, earlier, late, later, mid, the early hours, the small hours"),
        **_alike(
            Kind.FILLER, 0, "on, in, of, at, for, during, morning, afternoon, evening, in the morning, in the afternoon"
        ),
        **_alike(Kind.FILLER, 0, "the morning of, the afternoon of, the evening of, dawn, dusk, lunchtime"),
        **_alike(Kind.NIGHT, 0, "the night of"),
        **_alike(Kind.CLOCK, 0, "noon, midday"),
        **{
            f"{when}midnight": ((Kind.CLOCK, 0), (Kind.NIGHT, 0))
            for when in ("", *(f"{just}{side} " for just in ("", "just ", "shortly ") for side in ("before", "after")))
        },
        "tonight": ((Kind.DAY, 0), (Kind.NIGHT, 0)),
        "last night": ((Kind.DAY, -1), (Kind.NIGHT, 0)),
    },
    ordinal="st|nd|rd|th",
    clock=(
        r"(?:(?:at|around|about|just|shortly|before|after)\s+)*"
        r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap](?:\.\s?m\.|m)|[0-9]{1,2}:[0-9]{2})"
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
