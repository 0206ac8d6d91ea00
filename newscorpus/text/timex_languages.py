"""Tables of time words, one per language."""

from collections.abc import Mapping

from newscorpus.text.number_words import NUMBER_WORDS, numbered
from newscorpus.text.timex_words import Kind, Language, Unit
from newscorpus.text.words import words_in


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
    return {**words, **dict.fromkeys(row.articles.split(), ((Kind.NUMBER, 1),))}


def _hours(parts: Mapping[int, str], *more: tuple[Kind, int]) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Give phrases the part of the day that they name, and what else they mean."""
    return {name.strip(): (*more, (Kind.HOURS, hours)) for hours, names in parts.items() for name in names.split(",")}


def _clocks(times: Mapping[str, tuple[tuple[Kind, int], ...]], before: str) -> dict[str, tuple[tuple[Kind, int], ...]]:
    """Give names of times their meaning, and a rough one behind the words `before`."""
    rough = ((Kind.PART, 0),)
    return {
        f"{word} {name}".strip(): (*what, *(rough if word else ()))
        for name, what in times.items()
        for word in ("", *(one.strip() for one in before.split(",")))
    }


_NOON, _MIDDAY = ((Kind.CLOCK, 12 * 60),), ((Kind.CLOCK, 12 * 60), (Kind.PART, 0))
_MIDNIGHT = ((Kind.CLOCK, 24 * 60), (Kind.NIGHT, 0))
_ROUGHLY = "before, after, around, just before, just after, shortly before, shortly after"

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
        **_alike(
            Kind.PART, 0, "early, earlier, late, later, mid, the end of, the start of, the beginning of, the middle of"
        ),
        **_alike(Kind.FILLER, 0, "on, in, of, at, for, during"),
        **_hours({8: "the early hours, the small hours"}, (Kind.PART, 0)),
        **_hours({413: "morning, in the morning, the morning of", 309: "dawn", 1115: "lunchtime"}),
        **_hours({1119: "afternoon, in the afternoon, the afternoon of", 1523: "dusk"}),
        **_hours({1625: "evening, in the evening, the evening of"}),
        **_hours({1732: "night, the night of"}, (Kind.NIGHT, 0)),
        **_clocks({"noon": _NOON, "midday": _MIDDAY, "midnight": _MIDNIGHT}, _ROUGHLY),
        **_hours({1732: "tonight"}, (Kind.DAY, 0), (Kind.NIGHT, 0)),
        **_hours({1732: "last night"}, (Kind.DAY, -1), (Kind.NIGHT, 0)),
    },
    ordinal="st|nd|rd|th",
    clock=(
        r"(?:(?:at|(?P<rough>around|about|just|shortly|before|after))\s+)*(?P<hour>[0-9]{1,2})"
        r"(?:(?:[:.](?P<minute>[0-9]{2}))?\s?(?P<half>[ap])(?:\.\s?m\.|m)|:(?P<behind_colon>[0-9]{2}))"
        r"(?:\s+\(?(?:local\s+time|gmt|utc|bst|ces?t|[ecmp][sd]?t)\)?)?"
    ),
    loose=words_in("at for in of on during"),
    before_month=words_in("in since until till by from during through early late mid between to and of"),
    before_year=words_in("in since until till by from during through early late mid between to and"),
)

_WEEKDAYS_DE = "montag, dienstag, mittwoch, donnerstag, freitag, samstag sonnabend, sonntag"
GERMAN = Language(
    {
        **_numbers("de"),
        **_numbered(Kind.WEEKDAY, 0, _WEEKDAYS_DE),
        **_numbered(
            Kind.MONTH,
            1,
            "januar jan jänner, februar feb, märz, april apr, mai, juni jun, juli jul, august aug, september sep sept,"
            "oktober okt, november nov, dezember dez",
        ),
        **_numbered(Kind.UNIT, 1, "tag, wochenende, woche, monat, jahr"),
        **_numbered(Kind.UNITS, 1, "tage tagen, wochenenden, wochen, monate monaten, jahre jahren"),
        **_numbered(
            Kind.STEP,
            -1,
            "letzte letzten letzter letztes vergangene vergangenen vergangener vergangenes vorige vorigen voriger"
            " voriges, diese diesen dieser dieses diesem, nächste nächsten nächster nächstes kommende kommenden"
            " kommender kommendes",
        ),
        **_alike(Kind.DAY, -2, "vorgestern"),
        **_alike(Kind.DAY, -1, "gestern"),
        **_alike(Kind.DAY, 0, "heute"),
        **_alike(Kind.DAY, 1, "morgen"),
        **_alike(Kind.DAY, 2, "übermorgen"),
        **_alike(Kind.AGO, 0, "vor"),
        **_alike(Kind.PART, 0, "anfang, mitte, ende, früh, frühen, späten"),
        **_alike(Kind.FILLER, 0, "am, im, in, an, den, der, des"),
        **_hours({412: "am morgen, morgens, in der früh", 612: "vormittag, vormittags", 1015: "mittag, mittags"}),
        **_hours({1119: "nachmittag, nachmittags", 1625: "abend, abends"}),
        **_hours({412: "heute morgen, heute früh"}, (Kind.DAY, 0)),
        **_hours({412: "gestern morgen, gestern früh"}, (Kind.DAY, -1)),
        **_hours({1732: "nacht, nachts"}, (Kind.NIGHT, 0)),
        **_clocks({"mitternacht": _MIDNIGHT}, "um, gegen, kurz vor, kurz nach"),
        **{
            f"{name}{part}": (what, (Kind.HOURS, hours), *more)
            for name, (what,) in _numbered(Kind.WEEKDAY, 0, _WEEKDAYS_DE).items()
            for part, hours, *more in (
                ("morgen", 412),
                ("vormittag", 612),
                ("mittag", 1015),
                ("nachmittag", 1119),
                ("abend", 1625),
                ("nacht", 1732, (Kind.NIGHT, 0)),
            )
        },
    },
    ordinal=r"\.",
    clock=(
        r"(?:(?:um|(?P<rough>gegen|etwa|rund|kurz|vor|nach))\s+)*(?P<hour>[0-9]{1,2})"
        r"(?:(?:[:.](?P<minute>[0-9]{2}))?\s?uhr|:(?P<behind_colon>[0-9]{2}))"
    ),
    loose=words_in("am an den der des im in"),
    before_month=words_in("im seit bis vom zum anfang mitte ende"),
    before_year=words_in("jahr jahre seit bis anfang mitte ende"),
)

SPANISH = Language(
    {
        **_numbers("es"),
        **_numbered(Kind.WEEKDAY, 0, "lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
        **_numbered(
            Kind.MONTH,
            1,
            "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre,"
            "diciembre",
        ),
        **_numbered(Kind.UNIT, 1, "día, finde, semana, mes, año"),
        **_alike(Kind.UNIT, Unit.WEEKEND, "fin de semana"),
        **_numbered(Kind.UNITS, 1, "días, findes, semanas, meses, años"),
        **_numbered(Kind.STEP, -1, "pasado pasada, este esta, próximo próxima"),
        **_alike(Kind.STEP, 1, "que viene"),
        **_alike(Kind.DAY, -2, "anteayer"),
        **_alike(Kind.DAY, -1, "ayer"),
        **_alike(Kind.DAY, 0, "hoy"),
        **_alike(Kind.DAY, 1, "mañana"),
        **_alike(Kind.DAY, 2, "pasado mañana"),
        **_alike(Kind.AGO, 0, "hace"),
        **_alike(Kind.PART, 0, "a principios, a mediados, a finales, principios, mediados, finales"),
        **_alike(Kind.FILLER, 0, "a, al, de, del, el, en, la"),
        **_hours({412: "esta mañana", 1221: "esta tarde"}, (Kind.DAY, 0)),
        **_hours({1732: "esta noche"}, (Kind.DAY, 0), (Kind.NIGHT, 0)),
        **_hours({1732: "anoche"}, (Kind.DAY, -1), (Kind.NIGHT, 0)),
        **_hours({13: "por la mañana, de la mañana", 1221: "por la tarde, de la tarde", 7: "de la madrugada"}),
        **_hours({1732: "por la noche, de la noche"}, (Kind.NIGHT, 0)),
        **_clocks({"mediodía": _NOON, "medianoche": _MIDNIGHT}, "hacia"),
    },
    ordinal="[ºo]",
    clock=(
        r"(?:a|(?P<rough>hacia|sobre))\s+las?\s+(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?"
        r"(?:\s?(?:horas|h|(?P<half>[ap])\.?\s?m\.?))?"
    ),
    loose=words_in("a al de del el en la"),
    before_month=words_in("en de desde hasta principios mediados finales"),
    before_year=words_in("en de desde hasta principios mediados finales"),
    capitals=False,
)


LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "de": GERMAN, "es": SPANISH}
"""The tables, by the primary subtag of the language."""


def language_of(tag: str | None) -> Language | None:
    """Return the table for a BCP 47 tag; None if there is none."""
    return LANGUAGES.get(primary_subtag(tag))


def primary_subtag(tag: str | None) -> str:
    """Return the primary subtag of a BCP 47 tag in lower case: `de` for `de-AT`.

    Without a tag it is empty.
    """
    return (tag or "").partition("-")[0].lower()
