"""Dates, words and names as people read them. Plain text: whoever shows it escapes it."""

import re
from datetime import date

from newscorpus.models import Article, Event, edtf
from newscorpus.text.words import flatten

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUALIFIED = {"~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"}

INVERSE = {
    "part_of": "has as a part",
    "after": "comes before",
    "caused_by": "causes",
    "enabled_by": "makes possible",
    "prevented_by": "prevents",
    "replaces": "is replaced by",
    "about": "is the subject of",
    "same_as": "is the same as",
}
"""How the other event of a relation reads it."""

SIGNS = {
    "occurred": "●",
    "ongoing": "◐",
    "planned": "○",
    "possible": "◇",
    "postponed": "»",
    "cancelled": "✕",
    "refused": "⊘",
    "failed": "▽",
    "alleged": "?",
    "negated": "¬",
    "generic": "∗",
}
"""A sign for each status, so that they are told apart without colour; its word stands beside it where there is room."""


def word(name: str) -> str:
    """A word of a vocabulary: `part_of` as `part of`."""
    return name.replace("_", " ")


def inverse(relation: str) -> str:
    """A relation as its other event reads it; one of the corpus's own with its own word."""
    return INVERSE.get(relation, f"is what another is “{word(relation)}”")


def dated(expression: str | None) -> str:
    """An EDTF date or interval in words: `2023-02` as `February 2023`; what is none as it stands."""
    if expression is None:
        return "not dated"
    if expression == "unknown":
        return "time unknown"
    if not edtf.is_edtf(expression):
        return expression
    start, _, end = expression.partition("/")
    if not end:
        return _date(start)
    if start == "..":
        return f"until {_date(end)}"
    if end == "..":
        return f"since {_date(start)}"
    first, last = _date(start).split(), _date(end).split()
    # 12–18 June 2023, May – June 2023: what both ends share stands once.
    shared = 0
    while len(first) == len(last) and shared < len(first) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    if shared and not {start[-1], end[-1]} & set(_QUALIFIED):
        first = first[: len(first) - shared]
    dash = "–" if len(first) == 1 and first[0].isdigit() and last[0].isdigit() else " – "
    return " ".join(first) + dash + " ".join(last)


def _date(text: str) -> str:
    qualified = _QUALIFIED.get(text[-1], "{}")
    text = text.rstrip("~?%")
    if "X" in text:
        return qualified.format(f"the {text.replace('X', '0')}s")
    day, _, time = text.partition("T")
    parts = day.split("-")
    year = parts[0].lstrip("0")
    if len(parts) == 1:
        return qualified.format(year)
    month = _MONTHS[int(parts[1]) - 1]
    shown = f"{month} {year}" if len(parts) == 2 else f"{int(parts[2])} {month} {year}"
    return qualified.format(f"{shown}, {_time(time)}" if time else shown)


def _time(text: str) -> str:
    clock, offset = text[:8], text[8:]
    return clock.removesuffix(":00") + {"": "", "Z": " UTC"}.get(offset, f" UTC{offset}")


def title(event: Event) -> str:
    """What happens, in one line: the title, else the words that name it, else the beginning of the evidence."""
    if event.title:
        return flatten(event.title)
    quote = next((q.exact for q in (*event.triggers, *event.evidence) if q.exact), event.id)
    return cropped(quote, 80)


def heading(article: Article) -> str:
    """The headline, else how the text begins, else the id."""
    return flatten(article.headline or "") or cropped(article.text or "", 90) or article.id or "Article"


def cropped(words: str, length: int) -> str:
    """At most so many characters, cut between words where there are any, on one line."""
    # Only a beginning is looked at: the words may be a whole text.
    flat = flatten(words[: 2 * length + 1000])
    if len(flat) <= length:
        return flat
    kept = flat[:length]
    return (re.sub(r"\s\S{0,20}$", "", kept) or kept) + "…"


def fuzzy_ends(expression: str) -> tuple[bool, bool]:
    """Whether the begin and the end of an EDTF expression are qualified by `~ ? %`."""
    start, _, end = expression.partition("/")
    return start[-1:] in tuple("~?%"), (end or start)[-1:] in tuple("~?%")


def iso(day: date | None) -> str | None:
    """`2023-02-01`."""
    return day.isoformat() if day else None
